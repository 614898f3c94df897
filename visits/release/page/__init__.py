"""The web page of a release: one folder that opens from a disk, without server or network.

    report/
      index.html, page.css, *.js   as they stand in `assets`
      data/visits.js               what the table, the figures and the search need of every visit
      data/details-0000.js, …      claims, sentences, articles and history of some visits each, loaded on demand

Data are scripts, since a page opened from a disk may not fetch files.
"""

from visits.release.page.write import PageFacts, begin_page

__all__ = ["PageFacts", "begin_page"]

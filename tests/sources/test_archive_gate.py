"""The gate for archives loses no report: the sample articles, set in all the layouts of our own, give the same."""

from __future__ import annotations

import html
from itertools import cycle
from pathlib import Path

import page_layouts
import warc

from visits.build import rule_reader
from visits.model.article import Article
from visits.sources import read_file, read_folder

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"


def set_in(layout: page_layouts.Layout, article: Article) -> bytes:
    """The layout's page with the words of an article in the place of its own."""
    paragraphs = "".join(f"<p>{html.escape(text)}</p>\n" for text in article.text.split("\n\n"))
    page = str(layout.page).replace(page_layouts.P, paragraphs)
    return page.replace(page_layouts.TITLE, html.escape(article.title)).encode()


def test_no_archive_loses_a_report_to_its_gate(tmp_path: Path) -> None:
    reader = rule_reader()
    articles = [item for item in read_folder(RAW) if isinstance(item, Article)]
    layouts = [one for one in page_layouts.LAYOUTS if isinstance(one.page, str) and page_layouts.P in one.page]
    assert len(layouts) > 15
    pages = zip(articles, cycle(layouts), strict=False)
    records = (warc.record(f"https://a{n}.example/{n}", set_in(lay, one)) for n, (one, lay) in enumerate(pages))
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(warc.packed(*records))
    read = {item.path: item for item in read_file(path) if isinstance(item, Article)}
    passed = {item.path for item in read_file(path, wanted=reader.may_tell)}
    turned_away = [item for place, item in read.items() if place not in passed]
    assert len(read) > 100
    assert [item.text[:80] for item in turned_away if reader.read_closely(item)] == []
    assert sum(bool(reader.read(item)) for item in read.values()) > 80

"""From an article to its discourse: its sentences, names, people, dateline and dates."""

from __future__ import annotations

from datetime import date

from visits.mentions.article_dates import ArticleDates
from visits.mentions.blocks import Blocks
from visits.mentions.cues import CueFinder
from visits.mentions.names import NameScanner
from visits.mentions.people import PeopleFinder
from visits.mentions.reading import Reading
from visits.model.article import Article
from visits.registry import Registry
from visits.reports.datelines import dateline, dateline_span
from visits.reports.discourse import Discourse


class DiscourseReader:
    """Turns articles into discourses; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, scanner: NameScanner, people: PeopleFinder, cues: CueFinder):
        self._registry = registry
        self._scanner = scanner
        self._people = people
        self._cues = cues

    def dateline_country(self, string: str, text_start: int, on: date | None) -> tuple[str, ...]:
        """The country of the dateline, where an article laid out as `layout` does it begins with one."""
        place = dateline(string, text_start, self._registry, on)
        return (place.country,) if place and place.country else ()

    def read(self, article: Article, reading: Reading | None = None) -> Discourse:
        """The discourse of an article, given its reading where that is known already."""
        reading = reading or Reading.of(article)
        on = day_of(article)
        found = self._scanner.scan(reading.string, on)
        blocks = Blocks(reading.string, reading.sentences, found)
        people = self._people.find_in(reading, blocks, found, on)
        here = dateline(reading.string, reading.text_start, self._registry, on)
        apart = dateline_span(reading.string, reading.text_start, here)
        dates = ArticleDates(reading.string, reading.article.published, apart)
        return Discourse(reading, found, blocks, people, here, dates, on, self._cues)


def day_of(article: Article) -> date | None:
    """The day from which offices are judged: the publication's, or the middle of the year or month that is all
    we know of it."""
    if article.published is not None or article.published_hint is None:
        return article.published
    first, last = article.published_hint.first_day(), article.published_hint.last_day()
    return first + (last - first) / 2

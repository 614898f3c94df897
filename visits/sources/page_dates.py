"""Which of the dates on a page is the day of publication.

A page may tell it in its JSON-LD, its meta tags, a `<time>` element and its address; they are trusted in that order.
What the later ones say still counts: two that agree outvote one that stands alone, and they tell the outlet's own day
where the first gives a moment in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from lxml.etree import XPath, tostring

from visits.model.codes import PublishedBasis
from visits.sources.date_words import find_days
from visits.sources.given_dates import published_in_digits, read_published
from visits.sources.page_facts import PageFacts, words
from visits.sources.url_dates import date_in_url

_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "article:published", "article.published", "sailthru.date", "publish-date", "publish_date",
    "publishdate", "pubdate", "pub_date", "publication_date", "published-date", "date.published", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "citation_publication_date",
    "originalpublicationdate", "displaydate", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_TIMES = [
    XPath(path)
    for path in (
        "//*[@itemprop='datePublished']",
        "//time[@pubdate]",
        "//article//time[@datetime]",
        "//main//time[@datetime]",
    )
]
_DATE_CLASS = re.compile(
    r"(?:^|\s)(?:published|entry-date|dateline)(?:\s|$)|publish-date|pubdate|article-date|post-date"
)
_ANY_TIME = XPath("//time[@datetime]")
_OTHERS_TIME = re.compile(r"related|sidebar|comment|teaser|promo|most-|trending|recommend|updated|modified|live", re.I)
_ELSEWHERE = frozenset({"aside", "nav", "footer"})
_MOST_LOOKED_AT = 8
_BEHIND_UTC, _AHEAD_OF_UTC = timedelta(hours=12), timedelta(hours=14)
_DAY_OR_MONTH_FIRST = re.compile(r"(?<![\d/-])(\d\d?)([/-])(\d\d?)\2(\d{4}|\d\d)(?![\d/-])")
_MONTHS = 12
_LATEST_DATE = "2199-12-31"  # htmldate's own bound is today, and then the result would depend on the clock


@dataclass(frozen=True)
class PageDate:
    """A date on the page: the words, where they stand, the day as written, and the moment where there is one."""

    words: str
    basis: PublishedBasis
    day: date
    moment: datetime | None = None

    @property
    def in_utc(self) -> bool:
        """True for a moment in UTC, which may be another day where the outlet is."""
        return self.moment is not None and self.moment.utcoffset() == timedelta(0)

    def can_be(self, day: date) -> bool:
        """True if it was that day somewhere at this moment."""
        if self.moment is None:
            return self.day == day
        return (self.moment.astimezone(UTC) - _BEHIND_UTC).date() <= day <= (self.moment + _AHEAD_OF_UTC).date()

    def agrees(self, other: PageDate) -> bool:
        """True for one that tells of the same day, give or take the time zone."""
        return self.can_be(other.day) or other.can_be(self.day)


def page_date(facts: PageFacts) -> tuple[tuple[str, PublishedBasis] | None, tuple[str, ...]]:
    """The words for the day that the page was published and where they stand, and a note where its dates disagree; None
    where it tells none. What is in digits alone may name no day."""
    found = list(_dates(facts))
    if not found and (line := published_in_digits(words(facts.tree.text_content()))):
        return (line, "time"), ()
    chosen, notes = _vote(found) if found else (_by_htmldate(facts.tree), ())
    return (chosen.words, chosen.basis) if chosen else None, notes


def _vote(found: list[PageDate]) -> tuple[PageDate, tuple[str, ...]]:
    """The date among those found, and a note where others disagree."""
    first = found[0]
    chosen = _outvoting(first, found) or first
    others = [other for other in found if not other.agrees(chosen)]
    own = _in_own_zone(chosen, [other for other in found if other.agrees(chosen)]) if chosen.in_utc else chosen
    return own, (_note(own, others),) if others else ()


def _dates(facts: PageFacts) -> Iterator[PageDate]:
    """The dates of the page, the best of each place."""
    for basis, candidates in (
        ("json_ld", _in_json_ld(facts)),
        ("meta", (facts.metas[name] for name in _METAS if name in facts.metas)),
        ("time", _in_elements(facts)),
    ):
        read = (_read(candidate, basis) for candidate in islice(candidates, _MOST_LOOKED_AT))
        if best := next((found for found in read if found), None):
            yield best
    if address := date_in_url(facts.address or ""):
        yield PageDate(address[1].strip("/-_"), "address", address[0])


def _read(candidate: str, basis: Any) -> PageDate | None:
    stated = read_published(candidate)
    day = stated.exact() if stated else None
    return PageDate(candidate, basis, day, _moment(candidate)) if day else None


def _moment(candidate: str) -> datetime | None:
    """The moment, if the words give time of day and time zone."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(candidate)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return moment if moment.tzinfo else None
    return None


def _in_json_ld(facts: PageFacts) -> Iterator[str]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        holders = facts.articles[:1] or [node for node in facts.objects if key in node]
        for node in holders[:_MOST_LOOKED_AT]:
            value = node.get(key)
            value = value[0] if isinstance(value, list) and value else value
            if isinstance(value, str) and value.strip():
                yield words(value)


def _in_elements(facts: PageFacts) -> Iterator[str]:
    """The dates of elements that hold the publication date; those of other stories on the page are passed over."""
    for find in (*_TIMES, lambda _: facts.of_class(_DATE_CLASS), _ANY_TIME):
        for node in islice((node for node in find(facts.tree) if not _of_another_story(node)), _MOST_LOOKED_AT):
            for given in (node.get("datetime"), node.get("content"), node.get("title"), node.text_content()):
                if given and (found := words(given)) and len(found) <= 80:
                    yield found


def _of_another_story(node: Any) -> bool:
    around = [node, *node.iterancestors()][:12]
    return any(
        element.tag in _ELSEWHERE or _OTHERS_TIME.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        for element in around
        if element.tag not in ("body", "html")
    )


def _outvoting(first: PageDate, found: list[PageDate]) -> PageDate | None:
    """The date that two others agree on against the first; the address's where it is the only other, and earlier.

    Systems that an archive was moved to give the day of the move in their metadata, and keep the address.
    """
    others = [other for other in found[1:] if not other.agrees(first)]
    if any(other.agrees(first) for other in found[1:]):
        return None
    if len(others) > 1:
        return next((one for one in others if sum(one.agrees(other) for other in others) > 1), None)
    return next((other for other in others if other.basis == "address" and other.day < first.day), None)


def _in_own_zone(chosen: PageDate, agreeing: list[PageDate]) -> PageDate:
    """The same moment as the outlet's own clock tells it: an offset from UTC, or a day without a time beside it."""
    with_offset = (other for other in agreeing if other.moment and not other.in_utc)
    same = (other for other in with_offset if chosen.moment and abs(other.moment - chosen.moment) < timedelta(hours=1))  # type: ignore[operator]
    by_day = (other for other in agreeing if other.moment is None)
    return next(same, None) or next(by_day, None) or chosen


def _note(chosen: PageDate, others: list[PageDate]) -> str:
    also = ", ".join(f"{other.basis} {other.day}" for other in others)
    return f"published: {chosen.basis} says {chosen.day}, but {also}"


def _by_htmldate(tree: Any) -> PageDate | None:
    """What htmldate finds in rarer tags and words; but it takes the day first where that isn't plain."""
    from htmldate import find_date

    found = find_date(tree, original_date=True, extensive_search=False, max_date=_LATEST_DATE)
    read = _read(found, "meta") if found else None
    return None if read is None or _is_guessed(read.day, tree) else read


def _is_guessed(day: date, tree: Any) -> bool:
    """True for a day that a page writes in nothing but digits of which either may be the month."""
    if day.day > _MONTHS or day.day == day.month:
        return False
    page = tostring(tree, encoding="unicode")
    written = {(int(a), int(b), int(y) % 100) for a, _, b, y in _DAY_OR_MONTH_FIRST.findall(page)}
    numbers = (day.day, day.month)
    if not any((*order, day.year % 100) in written for order in (numbers, numbers[::-1])):
        return False
    return f"{day:%Y-%m-%d}" not in page and all(words.full != day for words in find_days(page))

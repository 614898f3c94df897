"""The publication date of an article whose file gives none, from its own words.

Datelines and bylines are trusted first; then days of photographs and signed posts, and days that the opening
names with their weekday, where the story's own weekday fits; a copyright line gives the year alone. A full
date in running text is mostly one of history or of a plan, says little about when the text appeared, and is
not used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from visits.model.codes import PublishedBasis
from visits.model.partial_date import PartialDate
from visits.sources.date_words import DateWords, find_days, find_weekdays
from visits.sources.given_dates import published_in_digits, read_published

_HEAD = 600
"""Characters of an article's head, where dateline and byline stand."""
_OPENING = 1500
"""Characters in which the story names the weekday of its news."""

_PLACE = r"(?:[A-Z][\w.'’-]*)(?:[ ,/]+(?:[A-Z][\w.'’-]*|de|of|the|do|da|el|al)){0,6}"
_AGENCY = r"(?:\s*\([A-Z][\w .&/-]{1,30}\))?"
_DATELINE_BEFORE = re.compile(rf"(?:^|\n)\W{{0,4}}{_PLACE}{_AGENCY}\s*[,:(—–-]+\s*$")
_DATELINE_AFTER = re.compile(rf"\)?,?{_AGENCY}\s*(?:\([A-Z][\w .&/-]{{1,30}}\)\s*)?(?:--|[-—–:])")
_BYLINE_BEFORE = re.compile(
    r"(?:^|\n)[^\n]{0,60}\b(?:published|posted|updated|first published|last updated|last modified|filed|date|issued)"
    r"\b[^\n]{0,40}$|(?:^|\n)[^\n]{0,60}\|\s*$|(?:^|\n)By [^\n]{3,60}$|(?:^|\n)\W*$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified)\b[^\n|]{0,40}$", re.IGNORECASE)
_LINE_REST = re.compile(
    r"[\s,|·•@-]*(?:at\s+)?(?:\d{1,2}[:.]\d\d(?::\d\d)?)?\s*(?:[ap]\.?m\.?)?\s*\(?[A-Z]{0,4}\)?[\s|.]*(?:\n|$|\|)",
    re.IGNORECASE,
)

_CAPTION_BEFORE = re.compile(
    r"\b(?:[Ii]n this|[Pp]hotos?|[Pp]hotograph|[Pp]icture|[Ii]mage|pictured|photographed|PHOTO|"
    r"(?:seen|shown) (?:at|in|on|near|outside|inside|here|with|during|before|after|leaving|arriving))\b"
)
_CREDIT_AFTER = re.compile(
    r"\bAP\b|AFP|Getty|REUTERS|Reuters/|/Reuters|\bEPA\b|Xinhua/|/Xinhua|KCNA|Yonhap|TASS|Sputnik|Kyodo|"
    r"[Pp]hoto\b|PHOTO"
)
_OLD_PHOTO = re.compile(
    r"\bFILE\b|\b[Ff]ile (?:photo|picture|image|pic)|[/ ]File Photo|, File\)|\b[Aa]rchive|\b[Uu]ndated|"
    r"Hide [Cc]aption|\bPhotos:|\bsince\W*$"
)
_POST_BEFORE = re.compile(r"\(@\w{1,30}\)\W*$")

_AHEAD = re.compile(
    r"\b(?:will|would|shall|until|till|by|before|from|starting|beginning|scheduled|due|planned|plans?|expected|set|"
    r"slated|next|upcoming|deadline|expires?|since|after|between)\b[^.\n]{0,80}$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)\s{0,5}(?:©|\([cC]\))?\s{0,5}(?:[Cc]opyright\s{0,5})?"
    r"(?:(?:19|20)\d\d\s{0,5}[-–,]\s{0,5})?((?:19|20)\d\d)\b(?:[ ,]+(?!All\b)[A-Z][\w&.]*)*"
)
_YEAR = re.compile(r"(?<![\d$£€.,])(?:19[5-9]|20[0-4])\d\b(?![\d%])")


@dataclass(frozen=True)
class Inference:
    """What the text says about its own day: the day, or only the year as `hint`, and the words for it."""

    day: date | None = None
    hint: PartialDate | None = None
    basis: PublishedBasis = "unknown"
    quote: str | None = None


def infer_published(text: str, month_first: bool | None = None) -> Inference:
    """The publication day as far as the text tells it; `month_first` as for `read_published`."""
    days = list(find_days(text))
    footer = _copyright(text)
    year = int(footer[1]) if footer else None
    pictured = _latest_picture_or_post(text, days)
    dateline = _dateline(text, days, year, month_first)
    for found in (dateline, pictured, _opening(text, days, year)):
        if found and found.day:
            return found
    if dateline:
        return dateline
    if footer:
        return Inference(hint=PartialDate.of(int(footer[1])), basis="copyright", quote=footer[0].strip())
    return pictured or Inference()


def _dateline(text: str, days: list[DateWords], year: int | None, month_first: bool | None) -> Inference | None:
    """The day of a dateline ("BEIJING, Nov. 19 (Xinhua) --") or byline ("Published January 8, 2019"); that of an update
    only where there is no other, also none in digits of which either may be the month."""
    updated: Inference | None = None
    for words in days:
        if words.start > _HEAD:
            break
        before, after = text[max(0, words.start - 120) : words.start], text[words.end : words.end + 60]
        dateline = _DATELINE_BEFORE.search(before) and _DATELINE_AFTER.match(after)
        byline = words.year and _BYLINE_BEFORE.search(before) and _LINE_REST.match(after)
        day = _in_year(words, year) if dateline or byline else None
        if day:
            found = Inference(day=day, basis="dateline", quote=words.text)
            if not _UPDATED.search(before):
                return found
            updated = updated or found
    line = published_in_digits(text[:_HEAD])
    if line and (stated := read_published(line, month_first)):
        day = stated.exact()
        return Inference(day=day, hint=None if day else stated, basis="dateline", quote=line)
    return updated


def _in_year(words: DateWords, year: int | None) -> date | None:
    """The written day, in the copyright line's year where the words give none."""
    return words.in_year(year) if words.year is None and year is not None else words.full


def _latest_picture_or_post(text: str, days: list[DateWords]) -> Inference | None:
    """The day of the latest photograph or signed post, where the story's weekday is that day or the next.

    Without such a weekday the picture may be an old one, and only its year is offered.
    """
    dated = [(words.full, basis, words) for words in days if words.full and (basis := _shown_or_posted(text, words))]
    if not dated:
        return None
    day, basis, words = max(dated, key=lambda found: (found[0], -found[2].start))
    weekday = _weekday_of_news(text, days)
    later = 0 if weekday is None else (weekday - day.weekday()) % 7
    if weekday is None or later > 1:
        return Inference(hint=PartialDate.of(day.year), basis=basis, quote=words.text)
    return Inference(day=day + timedelta(days=later), basis=basis, quote=words.text)


def _shown_or_posted(text: str, words: DateWords) -> PublishedBasis | None:
    """`caption` for the day of a photograph, `text` for that of a signed post, None for others."""
    line_start = text.rfind("\n", 0, words.start) + 1
    before = text[max(line_start, words.start - 250) : words.start]
    after = text[words.end : words.end + 120].split("\n\n")[0]
    if _POST_BEFORE.search(before):
        return "text"
    if _OLD_PHOTO.search(before) or _OLD_PHOTO.search(after):
        return None
    return "caption" if _CAPTION_BEFORE.search(before) or _CREDIT_AFTER.search(after) else None


def _weekday_of_news(text: str, days: list[DateWords]) -> int | None:
    """The first weekday that the opening names on its own, not as a part of a written-out day."""
    return next(
        (
            weekday
            for weekday, start in find_weekdays(text[:_OPENING])
            if not any(words.start <= start < words.end for words in days)
        ),
        None,
    )


def _opening(text: str, days: list[DateWords], year: int | None) -> Inference | None:
    """The latest day that the head names together with its weekday and that it does not look ahead to."""
    named = [
        (day, words.text)
        for words in days
        if words.start < _HEAD and words.weekday is not None and (day := _in_year(words, year))
        if not _AHEAD.search(text[: words.start]) and not _of_photograph_or_post(text, words)
    ]
    if not named:
        return None
    day, quote = max(named, key=lambda found: found[0])
    return Inference(day=day, basis="text", quote=quote)


def _of_photograph_or_post(text: str, words: DateWords) -> bool:
    around = text[max(0, words.start - 250) : words.end + 120]
    return bool(_OLD_PHOTO.search(around)) or _shown_or_posted(text, words) is not None


def _copyright(text: str) -> re.Match[str] | None:
    """The last copyright line, where the text itself speaks of that line's year or the one before.

    Web pages print the year in which they were fetched, so a year that the text knows nothing of says little.
    """
    lines = list(_COPYRIGHT.finditer(text))
    if not lines:
        return None
    year = int(lines[-1][1])
    for match in _YEAR.finditer(text):
        inside = any(line.start() <= match.start() < line.end() for line in lines)
        if not inside and year - 1 <= int(match[0]) <= year:
            return lines[-1]
    return None

"""Expressions that begin with digits: "3/27/2018", "2018-03-27", "27-Mar-18", "1998", "2014-2018", "the 1990s"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from visits.mentions.date_forms import Calendar, DayOfMonth, Expression, Form, Vague, Years
from visits.mentions.date_months import century_of
from visits.mentions.date_words import COUNTED, DAY, MONTHS, YEAR, one_of

DIGITS = re.compile(r"[0-9]+")
_PART_OF_A_NUMBER = frozenset("$£€¥#.,:/-–_")

_WRITTEN = re.compile(
    rf"""(?:\d{{4}}([-/.])\d{{1,2}}\1\d{{1,2}}
      |\d{{1,2}}([-/.])\d{{1,2}}\2(?:\d{{4}}|(?<=/)\d\d)
      |\d{{1,2}}([-/.\s])(?:{one_of(MONTHS)})\3\d{{2,4}})
    (?![\w/-]|\.\d|,\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_HYPHENED = re.compile(r"\b(?:mid|early|late|post|pre|Mid)-$")
_DECADE = re.compile(r"(?P<year>(?:1[5-9]|20)\d0)['’]?s\b|['’](?P<short>\d0)s\b")
_YEARS = re.compile(
    rf"""(?P<year>{YEAR})
    (?:(?:\s?[-–—]\s?|\s(?:to|until|through|till)\s)(?P<last>{YEAR})|[-–/](?P<short>\d\d)(?!\d|[-–/]))?
    (?![\w°%$]|[.,:]\d|\s?%|[-–—](?!(?:\s|based|dated|era|\d))|\s(?:{COUNTED})\b|['’]\d)""",
    re.VERBOSE,
)
_NOT_A_YEAR_BEFORE = re.compile(
    r"(?:\b(?:[Nn]os?|[Nn]umber|[Ff]light|[Rr]esolutions?|[Rr]oom|[Bb]oeing|[Aa]irbus|[Hh]ighway|[Rr]oute|Order|Area|Windows"
    r"|page|nearly|about|some|least|than|almost|over|under|only|around|roughly|approximately|killed|per|x|exactly"
    r"|another)\.?\s|[$£€¥#+×]\s?)$"
)
_AND_YEAR = re.compile(rf"\band\s(?P<last>{YEAR})(?![\w,.]\d|\w)")
_DAY_ALONE = re.compile(
    rf"(?P<day>{DAY})(?:st|nd|rd|th)(?=[.,;:)]|$|\n)(?:\sof\s(?P<month>this|last|next|the)\smonth\b)?"
    rf"|(?P<day_of>{DAY})(?:st|nd|rd|th)\sof\s(?P<of>this|last|next|the)\smonth\b"
)
_ON_THE = re.compile(r"\b(?:on|by|until|from|since)\sthe\s$")
_NINE_ELEVEN = re.compile(r"9/11\b(?!/)")
NINE_ELEVEN = Calendar(9, 11, year=2001)


def could_begin_a_date(text: str, start: int, end: int) -> bool:
    """True if the run of digits at `start:end` has the length and the neighbours of a date's or a year's first part."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "-" and end - start == 4:
        return bool(_HYPHENED.search(text, max(0, start - 6), start))
    if before in _PART_OF_A_NUMBER or before.isalnum():
        return False
    if end - start == 4 or (before in "'’" and end - start == 2):
        return True
    return end - start <= 2 and (after in "-./ " or text[end : end + 2] in {"st", "nd", "rd", "th"})


def read_digits(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The expression that begins with the digits at `start`, None for prices, counts, flights and scores."""
    if end - start == 4:
        written = _WRITTEN.match(text, start)
        if written:
            return _written(written)
        return _decade(text, start, floor) or _years(text, start, floor)
    if text[start - 1 : start] in {"'", "’"}:
        return _decade(text, start - 1, floor) or _short_year(text, start - 1, end, floor)
    nine_eleven = _NINE_ELEVEN.match(text, start)
    if nine_eleven:
        return Expression(start, nine_eleven.end(), NINE_ELEVEN)
    written = _WRITTEN.match(text, start)
    return _written(written) if written else _day_alone(text, start, floor)


def _written(match: re.Match[str]) -> Expression | None:
    day = written_day(match.group())
    return Expression(match.start(), match.end(), Calendar(day.month, day.day, year=day.year)) if day else None


def _decade(text: str, start: int, floor: int) -> Expression | None:
    decade = _DECADE.match(text, start)
    if not decade:
        return None
    year = decade["year"] or str(century_of(int(decade["short"])))
    before = re.search(r"(?:\bthe\s)?(?:(?:early|late|mid)[\s-])?$", text[max(floor, start - 12) : start])
    return Expression(start - len(before.group()) if before else start, decade.end(), Vague(year[:3]))


def _short_year(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The year of "the summer of '98"; other apostrophes before two digits are quotation marks or feet."""
    sign = re.search(
        r"\b(?:of|in|since|by|until|from|and|class\sof|early|late|fiscal)\s$", text[max(floor, start - 12) : start]
    )
    return Expression(start, end, Years(century_of(int(text[start + 1 : end])))) if sign else None


def _day_alone(text: str, start: int, floor: int) -> Expression | None:
    match = _DAY_ALONE.match(text, start)
    if not match:
        return None
    month = match["month"] or match["of"]
    if not month and not _ON_THE.search(text[max(floor, start - 12) : start]):
        return None
    shift = {"last": -1, "next": 1}.get(month or "", 0)
    return Expression(start, match.end(), DayOfMonth(int(match["day"] or match["day_of"]), shift))


def _years(text: str, start: int, floor: int) -> Expression | None:
    match = _YEARS.match(text, start)
    left = text[max(floor, start - 32) : start]
    if not match or _NOT_A_YEAR_BEFORE.search(left):
        return None
    year, last, stop = int(match["year"]), match["last"], match.end()
    if match["short"]:
        last = match["year"][:2] + match["short"]
    if not last and re.search(r"\bbetween\s$", left):
        second = re.compile(r"\s" + _AND_YEAR.pattern).match(text, stop)
        last, stop = (second["last"], second.end()) if second else (last, stop)
    if year > 2060 or (last and not year < int(last) <= 2100):
        return None
    form: Form = Years(year, int(last) if last else None)
    phase = re.search(r"(?i:\b(?:early|late|mid|fiscal)[\s-])$", left)
    return Expression(start - len(phase.group()) if phase else start, stop, form)


@lru_cache(maxsize=8192)
def written_day(expression: str) -> date | None:
    """The day of a date in digits ("27.3.2018", "3/27/18", "27-Mar-2018"); None if no calendar has it.

    Slashes are read month first, as in the United States, unless only the other order gives a day; points and
    hyphens day first.
    """
    order = "MDY" if "/" in expression else "DMY"
    if re.match(r"\d{4}", expression):
        order = "YMD"
    parsed = _parser(order)(expression)
    return parsed.date() if parsed else None


@lru_cache(maxsize=3)
def _parser(order: str) -> Callable[[str], Any]:
    from dateparser.date import DateDataParser  # half a second to import, and few articles need it

    settings = {"DATE_ORDER": order, "STRICT_PARSING": True, "PREFER_LOCALE_DATE_ORDER": False}
    parser = DateDataParser(languages=["en"], settings=settings)
    return lambda expression: parser.get_date_data(expression).date_obj

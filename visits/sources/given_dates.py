"""Publication dates as files give them: strings of any usual form, numbers, dates.

The day is the one in the article's own time zone: the calendar day as written, whatever its offset.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate
from functools import lru_cache
from typing import Any

from visits.model.partial_date import PartialDate
from visits.sources.date_words import find_days

_EARLIEST, _LATEST = 1800, 2199
_PLACEHOLDERS = frozenset({date(1970, 1, 1), date(1900, 1, 1)})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_UNITS = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))  # seconds, then milli-, micro-, nanoseconds
_OLDEST_EPOCH = 3e8  # smaller numbers are no news of the internet's age, or counters

_NUMERIC = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/.]?)(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d)|(?P<a>\d\d?)(?P<sep2>[/.-])(?P<b>\d\d?)(?P=sep2)(?P<y2>\d{4})\b"
)
_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:[-/.](\d\d?))?")
_MONTH_OF_YEAR = re.compile(r"([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_ZONE = re.compile(
    r"\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:Z\b|UTC|GMT|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?)"
)
_RFC_822 = re.compile(r"(?:[A-Z][a-z]{2},? )?\d\d? [A-Z][a-z]{2} \d\d \d\d:\d\d")
"""With the two digits of a year that feeds of the oldest kind give."""
_PUBLISHED_IN_DIGITS = re.compile(
    r"\b(?:published|posted|issued)\b(?: on| at)?\W{0,3}(?P<a>\d\d?)(?P<sep2>[/-])(?P<b>\d\d?)(?P=sep2)"
    r"(?P<y2>\d{4})\b",
    re.IGNORECASE,
)
_LINE = 120
"""Characters behind such a day within which that of an update stands."""
_COUNTRY_CODE = re.compile(r"[A-Z]{2,3}")
_MONTH_FIRST = frozenset({"USA", "US", "PHL", "PH"})
_ORDER_UNKNOWN = frozenset({"CAN", "CA", "CHN", "CN", "JPN", "JP", "KOR", "KR", "PRK", "KP", "TWN", "TW", "MNG", "MN",
                            "HUN", "HU", "IRN", "IR", "LTU", "LT", "SWE", "SE", "ZAF", "ZA"})  # fmt: skip
"""Countries that write either, or the year first."""
_CAPITALS = re.compile(r"[A-Za-z]{3,}")  # not "th", "st"
_NUMBER = re.compile(r"-?\d{9,19}(?:\.\d+)?")


def read_published(value: Any, month_first: bool | None = None) -> PartialDate | None:
    """The publication date that a metadata value states, to the precision it has; None where it states none.

    Read are ISO 8601, RFC 822, written-out dates, epochs (seconds to nanoseconds, UTC), and day and month in
    digits where their order is plain: `01/08/2019` may be January or August, so only its year is known.
    Behind the word "published" the order is also told by the day of an update beside it, which can't be earlier, or
    else by `month_first`, what the outlet's country does. Placeholders such as 1970-01-01 count as nothing.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _kept(value)
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(" ".join(value.split()), month_first) if isinstance(value, str) else None


def published_in_digits(text: str) -> str | None:
    """The words of a text that date its publication in nothing but digits, and those of an update behind them."""
    match = _PUBLISHED_IN_DIGITS.search(text)
    return text[match.start() : match.end() + _LINE].partition("\n\n")[0] if match else None


def writes_month_first(country: str | None) -> bool | None:
    """Whether outlets of a country (ISO 3166-1, two letters or three) write 05/04 for the fourth of May; None where
    that isn't known."""
    code = (country or "").upper()
    known = _COUNTRY_CODE.fullmatch(code) and code not in _ORDER_UNKNOWN
    return code in _MONTH_FIRST if known else None


def zone_of(quote: str | None) -> str | None:
    """The offset from UTC that a written moment carries, as in "+09:00"; None where it carries none."""
    match = _ZONE.search(quote or "")
    if match is None:
        return None
    if not match["sign"]:
        return "+00:00"
    return f"{match['sign']}{match['hours']}:{match['minutes'] or '00'}"


def read_moment(value: Any) -> str | None:
    """A moment given as ISO 8601, a datetime or an epoch, in ISO 8601 and UTC; None for anything else."""
    if isinstance(value, int | float) and _OLDEST_EPOCH <= value < _EPOCH_UNITS[-1][0]:
        unit = next(size for bound, size in _EPOCH_UNITS if value < bound)
        value = _EPOCH + timedelta(seconds=value / unit)
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _kept(day: date | None) -> PartialDate | None:
    if day is None or not _EARLIEST <= day.year <= _LATEST or day in _PLACEHOLDERS:
        return None
    return PartialDate.from_date(day)


def _from_number(number: float) -> PartialDate | None:
    if number == int(number) and _EARLIEST <= number <= _LATEST:
        return PartialDate.of(int(number))
    if number == int(number) and (compact := _day(int(number) // 10000, int(number) // 100 % 100, int(number) % 100)):
        return _kept(compact)
    if number < _OLDEST_EPOCH:
        return None
    unit = next((size for bound, size in _EPOCH_UNITS if number < bound), None)
    return None if unit is None else _kept((_EPOCH + timedelta(seconds=number / unit)).date())


@lru_cache(maxsize=4096)
def _from_text(text: str, month_first: bool | None) -> PartialDate | None:
    if _NUMBER.fullmatch(text):
        return _from_number(float(text))
    if match := _NUMERIC.match(text):
        return _from_digits(match)
    if match := _PUBLISHED_IN_DIGITS.search(text):
        return _beside_update(match, text, month_first)
    if days := {words.full for words in find_days(_CAPITALS.sub(_capitalised, text)) if words.year}:
        return _kept(min((day for day in days if day), default=None))  # the others are updates
    if match := _YEAR_OR_MONTH.fullmatch(text):
        return _coarse(int(match[1]), int(match[2]) if match[2] else None)
    if match := _MONTH_OF_YEAR.fullmatch(text):
        return _named_month(match[1], int(match[2]))
    if _RFC_822.match(text) and (parts := parsedate(text)):
        return _kept(_day(*parts[:3]))
    return _by_dateparser(text)


def _capitalised(match: re.Match[str]) -> str:
    return match[0].capitalize()


def _beside_update(match: re.Match[str], text: str, month_first: bool | None) -> PartialDate | None:
    """The day behind "published", no later than any that is written out beside it."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y2"])
    readings = {True: _day(year, first, second), False: _day(year, second, first)}
    updates = [words.full for words in find_days(_CAPITALS.sub(_capitalised, text)) if words.full]
    days = {order: day for order, day in readings.items() if day and all(day <= update for update in updates)}
    if len(set(days.values())) > 1 and month_first is not None:
        days = {month_first: days[month_first]}
    return _kept(days.popitem()[1]) if len(set(days.values())) == 1 else _coarse(year, None)


def _from_digits(match: re.Match[str]) -> PartialDate | None:
    if match["y"]:
        return _kept(_day(int(match["y"]), int(match["m"]), int(match["d"])))
    first, second, year = int(match["a"]), int(match["b"]), int(match["y2"])
    if match["sep2"] == ".":
        return _kept(_day(year, second, first))  # with dots, the day always comes first
    readings = {day for day in (_day(year, first, second), _day(year, second, first)) if day}
    if len(readings) == 2:
        return _coarse(year, None)
    return _kept(readings.pop()) if readings else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _coarse(year: int, month: int | None) -> PartialDate | None:
    if not _EARLIEST <= year <= _LATEST or (month is not None and not 1 <= month <= 12):
        return None
    return PartialDate.of(year, month)


def _named_month(name: str, year: int) -> PartialDate | None:
    words = next(find_days(f"1 {name.title()} {year}"), None)
    return _coarse(year, words.month) if words and words.year else None


def _by_dateparser(text: str) -> PartialDate | None:
    """The rarer forms and other languages; only with a year, so that nothing depends on today."""
    if not re.search(r"(?<!\d)\d{4}(?!\d)", text):
        return None
    import dateparser  # slow to import, rarely needed

    settings: Any = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    found = dateparser.parse(text, settings=settings)
    return _kept(found.date()) if found else None

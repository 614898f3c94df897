"""Calendar days written out in a text or a metadata field: "Jan. 8, 2019", "8 January", "2019-01-08"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
_WEEKDAY_NUMBER = {name[:3]: number for number, name in enumerate(_WEEKDAYS)}


def _with_cases(words: list[str], short: dict[str, str]) -> str:
    """An alternation of the words and their short forms, capitalised or in capitals ("may" is no month)."""
    forms = [form for word in words for form in (word, short[word])]
    return "|".join(f"{form.capitalize()}|{form.upper()}" for form in forms)


_MONTH = rf"(?:{_with_cases(_MONTHS, {m: m[:3] for m in _MONTHS})}|Sept|SEPT)\.?"
_WEEKDAY = rf"(?:{_with_cases(_WEEKDAYS, {w: w[:3] for w in _WEEKDAYS})}|Tues|Thurs|Thur|Weds)\.?"
_DAY = r"(?P<{}>[0-3]?\d)(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?<![\w/-])(?:(?P<weekday>{_WEEKDAY})(?:,\s*|\s+))?(?:"
    rf"(?P<m1>{_MONTH})\s+{_DAY.format('d1')}(?![\d:])(?:(?:,\s*|\s+)(?P<y1>(?:19|20)\d\d)(?!\d))?"
    rf"|{_DAY.format('d2')}\s+(?:of\s+)?(?P<m2>{_MONTH})(?!\w)(?:,?\s*(?P<y2>(?:19|20)\d\d)(?!\d))?"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>[01]\d)-(?P<d3>[0-3]\d)(?!\d)"
    r")"
)
_BARE_WEEKDAY = re.compile(rf"\b(?:{'|'.join(word.capitalize() for word in _WEEKDAYS)})\b")


@dataclass(frozen=True, slots=True)
class DateWords:
    """A day as the text writes it, with the year and the weekday where it gives them."""

    start: int
    end: int
    text: str
    year: int | None
    month: int
    day: int
    weekday: int | None

    def in_year(self, year: int) -> date | None:
        """The day in that year; None where the calendar lacks it or it fell on another weekday."""
        try:
            day = date(year, self.month, self.day)
        except ValueError:
            return None
        return day if self.weekday is None or day.weekday() == self.weekday else None

    @property
    def full(self) -> date | None:
        """The day, where the text gives the year."""
        return None if self.year is None else self.in_year(self.year)


def find_days(text: str) -> Iterator[DateWords]:
    """The days written out in a text, in order, with or without their year."""
    for match in _DATE.finditer(text):
        month = match["m1"] or match["m2"]
        year = match["y1"] or match["y2"] or match["y3"]
        weekday = match["weekday"]
        yield DateWords(
            start=match.start(),
            end=match.end(),
            text=match[0],
            year=int(year) if year else None,
            month=_MONTH_NUMBER[month[:3].lower()] if month else int(match["m3"]),
            day=int(match["d1"] or match["d2"] or match["d3"]),
            weekday=_WEEKDAY_NUMBER[weekday[:3].lower()] if weekday else None,
        )


def find_weekdays(text: str) -> Iterator[tuple[int, int]]:
    """The weekdays named in a text, in order: the number (0 is Monday) and where the word starts."""
    for match in _BARE_WEEKDAY.finditer(text):
        yield _WEEKDAY_NUMBER[match[0][:3].lower()], match.start()

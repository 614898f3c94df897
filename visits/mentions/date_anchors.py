"""What dates are counted from, what an expression comes to, and the arithmetic of days and months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from visits.mentions.date_tense import Direction
from visits.model.partial_date import PartialDate

Kind = Literal["date", "range", "duration", "vague"]


def _nothing() -> None:
    return None


@dataclass(slots=True)
class Anchors:
    """What dates are counted from: the publication day, the day mentioned last, and the tense of the clause.

    Few dates need more than the first, so that the others are found out where they are asked for.
    """

    published: date | None
    mentioned: Callable[[], PartialDate | None]
    tense: Callable[[], Direction | None]
    listed: Callable[[], PartialDate | None] = _nothing
    """The day before this one in a list: the Wednesday of "in Rome on Wednesday and in Riyadh on Friday"."""


@dataclass(slots=True)
class Value:
    """What an expression means; the fields are those of `DateMention`."""

    kind: Kind
    first: PartialDate | None = None
    last: PartialDate | None = None
    past: PartialDate | None = None
    future: PartialDate | None = None
    days: int | None = None
    weekday: int | None = None
    timex: str = ""
    relative: bool = False
    anchor: date | None = None


@lru_cache(maxsize=4096)
def partial(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date of these parts, None if no calendar has it."""
    try:
        return PartialDate.of(year, month, day) if 1 <= year <= 9999 else None
    except ValueError:
        return None


def of_day(day: date | None) -> PartialDate | None:
    return None if day is None else partial(day.year, day.month, day.day)


def shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def point(day: PartialDate | None, *, timex: str = "", relative: bool = False, anchor: date | None = None) -> Value:
    return Value("date", day, day, timex=timex or (str(day) if day else ""), relative=relative, anchor=anchor)


def month_from(base: date, shift: int) -> tuple[int, int]:
    year, month = divmod(base.year * 12 + base.month - 1 + shift, 12)
    return year, month + 1


def week_of(day: date | None) -> str:
    if day is None:
        return ""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"

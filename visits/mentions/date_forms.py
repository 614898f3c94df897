"""What a date expression says, before anything is counted from the publication day.

The readers of date_months.py, date_weekdays.py, date_units.py and date_numbers.py make these of the words;
date_values.py turns them into dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Unit = Literal["hour", "day", "week", "weekend", "month", "year", "decade"]
Which = Literal["", "last", "this", "next", "following", "previous"]
"""The word before the expression: "last Tuesday", "the following Monday"."""

_SAME_WHICH: dict[str, Which] = {
    "last": "last",
    "past": "last",
    "this": "this",
    "next": "next",
    "coming": "next",
    "following": "following",
    "previous": "previous",
    "preceding": "previous",
}


def which_of(lead: str) -> Which:
    """What "the following ", "this coming ", "past " and the like come to; "the next" counts from a mention."""
    told = lead.lower().split()
    if told[:2] == ["the", "next"]:
        return "following"
    return _SAME_WHICH.get(told[-1], "")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day or month by name: "March 27", "27 to 29 March 2018", "June of last year".

    `last_day` ends a range inside the month. `year_shift` counts years from the publication ("last year" = -1),
    None where the text does not say. `weekday` stands beside the date ("Monday, Jan. 7").
    """

    month: int
    day: int | None = None
    last_day: int | None = None
    year: int | None = None
    year_shift: int | None = None
    weekday: int | None = None
    which: Which = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday by name, with a year or without: "Christmas Day", "last Thanksgiving"."""

    name: str
    year: int | None = None
    year_shift: int | None = None
    which: Which = ""


@dataclass(frozen=True, slots=True)
class YearEnd:
    """ "by year-end": the end of this year, or of the one before ("since year-end")."""

    before: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday: "Tuesday", "last Friday", "Monday of next week" (`week` = 1), "the following Sunday"."""

    weekday: int
    which: Which = ""
    week: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class DayShift:
    """A day counted from the publication: "today" (0), "last night" (-1), "two days ago" (-2)."""

    days: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day without its month: "on the 25th"."""

    day: int
    month_shift: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month, year or longer, counted from the publication: "last month", "two years ago"."""

    unit: Unit
    shift: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Years:
    """A year or an unbroken run of them: "1998", "2014 to 2018"."""

    year: int
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: "three-day" (3 days), "48-hour" (2), "several days" (None)."""

    days: int | None
    timex: str


@dataclass(frozen=True, slots=True)
class Later:
    """A time counted from an earlier mention: "two days later" (2), "the day before" (-1), "that month" (0).

    `open` is true while something follows that it is counted from: "two days before" Christmas, "the day after"
    the summit. A date there makes an `Offset` of it; an event leaves it without a value. `of_report` marks "later in
    the day", which of what is still to come is the day of the report.
    """

    amount: int
    unit: Unit
    part: str = ""
    open: bool = False
    of_report: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """A time such as "in two days": a date if the clause looks ahead, else a length ("the third visit in two days")."""

    amount: int
    unit: Unit
    length: Length


@dataclass(frozen=True, slots=True)
class Offset:
    """A time counted from the date that follows: "the day before" Thanksgiving; needs a second expression."""

    amount: int
    unit: Unit
    base: Form


@dataclass(frozen=True, slots=True)
class Vague:
    """An expression that pins no day, month or year, with what TIMEX3 writes for it."""

    timex: str = ""


@dataclass(frozen=True, slots=True)
class QuarterOrSeason:
    """A quarter or a season, "the third quarter" (Q3), "last summer" (SU): no column of ours, but a TIMEX3 value."""

    code: str
    year: int | None = None
    which: Which = ""
    year_shift: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another: "March 27 to April 2", "Monday to Wednesday"."""

    first: Form
    last: Form


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that holds a date, "the week of March 6", none of its days in particular."""

    base: Form


Form: TypeAlias = (
    Calendar
    | Holiday
    | Weekday
    | DayShift
    | DayOfMonth
    | Period
    | Years
    | Later
    | Offset
    | Within
    | Length
    | Vague
    | QuarterOrSeason
    | Span
    | WeekOf
    | YearEnd
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression cut out of a text: its offsets and what it says."""

    start: int
    end: int
    form: Form

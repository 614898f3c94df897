"""Dates as far as they are known, in a form that is quick to compare.

Consolidation compares the dates of a report with those of many others. A `When` is worked out once for each date
that occurs, and shared by all reports that give it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from visits.model.codes import Precision
from visits.model.partial_date import PartialDate


@dataclass(frozen=True, slots=True, eq=False)
class When:
    """A day, a month or a year: its EDTF string, and the first and the last day that it can mean.

    `when` gives one object for one string, so that equality is identity.
    """

    text: str
    precision: Precision
    first: date
    last: date

    @property
    def day(self) -> date | None:
        """The day, None where only the month or the year is known."""
        return self.first if self.precision == "day" else None

    def precedes(self, other: When) -> bool:
        """True if this is earlier whatever days the two turn out to mean."""
        return self.last < other.first

    def fits(self, other: When) -> bool:
        """True if the two can mean the same day."""
        return self.first <= other.last and other.first <= self.last


@cache
def when(text: str) -> When:
    """The date that an EDTF string (`2018-03-25`, `2018-03`, `2018`) stands for."""
    partial = PartialDate(text)
    return When(text, partial.precision, partial.first_day(), partial.last_day())


def on_day(day: date) -> When:
    """The date of a known day."""
    return when(day.isoformat())

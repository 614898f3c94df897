"""Dates known to the day, the month or the year."""

from __future__ import annotations

import calendar
from datetime import date

from pydantic import ConfigDict, Field, RootModel, field_validator

from visits.model.codes import Precision

_FIRST_OF = {4: "-01-01", 7: "-01", 10: ""}
"""What makes a date of so many characters the first day that it can mean."""


class PartialDate(RootModel[str]):
    """A calendar date of day, month or year precision, as its EDTF level 0 string.

    `2018-03-25`, `2018-03` and `2018` are the three forms. Comparison never invents a day: `precedes` is
    true only when every day of the one lies before every day of the other, and `fits` whenever the two can
    be the same day. There is no `<`, since `2018-03` is neither before nor after `2018-03-25`.
    """

    model_config = ConfigDict(frozen=True)

    root: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")

    @field_validator("root")
    @classmethod
    def _is_a_date(cls, value: str) -> str:
        missing = _FIRST_OF.get(len(value))
        if missing is None:
            raise ValueError(f"{value!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        date.fromisoformat(value + missing)  # raises ValueError for a day that no calendar has
        return value

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
        """The date of these parts; a day needs a month."""
        if month is None:
            return cls(f"{year:04d}")
        return cls(f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}")

    @classmethod
    def from_date(cls, day: date) -> PartialDate:
        return cls(day.isoformat())

    def __str__(self) -> str:
        return self.root

    @property
    def edtf(self) -> str:
        """The Extended Date/Time Format string (ISO 8601-2, level 0)."""
        return self.root

    @property
    def precision(self) -> Precision:
        return {4: "year", 7: "month", 10: "day"}[len(self.root)]  # type: ignore[return-value]

    @property
    def year(self) -> int:
        return int(self.root[:4])

    @property
    def month(self) -> int | None:
        return int(self.root[5:7]) if len(self.root) >= 7 else None

    @property
    def day(self) -> int | None:
        return int(self.root[8:]) if len(self.root) == 10 else None

    def first_day(self) -> date:
        """The earliest day this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The latest day this date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def exact(self) -> date | None:
        """The day, or None when only the month or the year is known."""
        return self.first_day() if self.precision == "day" else None

    def precedes(self, other: PartialDate) -> bool:
        """True if this date is earlier whatever days the two turn out to mean."""
        return self.last_day() < other.first_day()

    def fits(self, other: PartialDate) -> bool:
        """True if the two can mean the same day."""
        return self.first_day() <= other.last_day() and other.first_day() <= self.last_day()

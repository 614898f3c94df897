"""Typed spans of an article, as the recognisers find them.

Offsets count in the string that was searched. Mentions state what the words are, never what they imply;
plain dataclasses, since an article has hundreds of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from visits.model.partial_date import PartialDate

DateKind = Literal["date", "range", "duration", "vague"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, range or length: "Tuesday", "March 27-29", "three-day", "last week".

    kind      date: `first` == `last`; range: from `first` to `last`; duration: `days` (both days counted, as
              "three-day visit" means) or, for hours, weeks and longer, the rounded number of days; vague: an
              expression that pins no day, month or year ("this week", "recently"), `first` and `last` None.
    first, last   the resolved dates, None where no anchor is known.
    past, future  for an expression whose direction the tense decides ("Tuesday", "March 5" without a year):
              its resolutions towards past (up to and including the anchor) and future (from the anchor on).
    timex     the TIMEX3 value, "" where none fits.
    relative  True if the value depends on the anchor day.
    """

    start: int
    end: int
    text: str
    kind: DateKind
    first: PartialDate | None = None
    last: PartialDate | None = None
    past: PartialDate | None = None
    future: PartialDate | None = None
    days: int | None = None
    weekday: int | None = None
    timex: str = ""
    relative: bool = False
    anchor: date | None = None

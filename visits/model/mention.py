"""Typed spans of an article, as the recognisers find them.

Offsets count in the string that was searched. Mentions state what the words are, never what they imply;
plain dataclasses, and none frozen, since an article has hundreds of them and making a frozen one takes five times as
long. Nobody changes a mention: what is read otherwise is a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from visits.model.partial_date import PartialDate

DateKind = Literal["date", "range", "duration", "vague"]


@dataclass(slots=True)
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

    @property
    def begins_on_a_day(self) -> bool:
        """True for a day, and for a range that begins with a day: not for a month, a year or a length."""
        return self.first is not None and self.first.precision == "day"


PlaceKind = Literal["country", "demonym", "city", "region", "site", "vague"]


@dataclass(slots=True)
class PlaceMention:
    """A place name: a country, a demonym ("Chinese"), a city, a region of a country, a site (a palace, an
    airport, a summit venue), or a vague region that names no country ("the Middle East", country None).

    `city` is the town it names or lies in, `name` its usual name, `airport` True for airports and bases."""

    start: int
    end: int
    text: str
    kind: PlaceKind
    country: str | None
    city: str | None = None
    ambiguous: bool = False
    airport: bool = False
    name: str | None = None


@dataclass(slots=True, eq=False)
class Person:
    """One person of an article: all the mentions that mean the same one.

    `leader_id` is the registry's, None for a person that only the article makes known. `head` tells whether
    the person is a head of state or government when the article appeared; `country` is the one led or served.
    """

    name: str
    leader_id: str | None = None
    country: str | None = None
    title: str | None = None
    rank: str | None = None
    former: bool = False
    gender: str | None = None
    short_names: frozenset[str] = frozenset()
    named_at: tuple[int, int] | None = None
    office_at: tuple[int, int] | None = None


@dataclass(slots=True)
class PersonMention:
    """A span that means a person: the whole noun phrase with title and name ("Chinese President Hu Jintao"),
    a last name, a title alone ("the French leader")."""

    start: int
    end: int
    person: Person
    kind: Literal["name", "title"]
    plural: bool = False

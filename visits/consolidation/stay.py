"""A stretch of days in the host country, and whether two stretches can be one stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from visits.consolidation.when import When
from visits.model.codes import DateBasis

TOUCHING_DAYS = 2
"""Stays this many days apart are one visit, sources differing by a day or two."""
KNOWN_TOUCHING_DAYS = 1
"""The same where the departure of the one and the arrival of the other are both told."""
SPREAD_DAYS = 4
"""A visit spans at most this many days more than its longest report, so that no chain joins far-off stays."""
SHORT_VISIT_DAYS = 10
"""Days of presence alone make up a visit of at most this length."""
LONG_STAY_DAYS = 21
"""A report of a longer stay swallows others only if an end agrees, or they are mere days of presence."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Days of presence from `first` to `last`, of one report or of several that tell of one visit.

    `arrival_told` and `departure_told` say whether these are the days of arrival and departure rather than days
    of presence; `longest` is the length in days of the longest report.
    """

    first: date
    last: date
    arrival_told: bool
    departure_told: bool
    longest: int

    @classmethod
    def of(
        cls, start: When | None, start_basis: DateBasis | None, end: When | None, end_basis: DateBasis | None
    ) -> Stay | None:
        """The stay of a report with these dates, None unless it gives a day."""
        arrival, departure = (start.day if start else None), (end.day if end else None)
        one, other = arrival or departure, departure or arrival
        if one is None or other is None:
            return None
        return cls(
            first=min(one, other),
            last=max(one, other),
            arrival_told=arrival is not None and start_basis != "bounded",
            departure_told=departure is not None and end_basis != "bounded",
            longest=abs((other - one).days) + 1,
        )

    def joined(self, other: Stay) -> Stay:
        """The stay that the two make up together.

        A long stay, often a misread one, doesn't stretch a short one: it would draw in the visits after it.
        """
        if self.first < other.first and other.last < self.last and self.longest <= LONG_STAY_DAYS:
            return self
        if (self.longest > LONG_STAY_DAYS) != (other.longest > LONG_STAY_DAYS):
            return min(self, other, key=lambda stay: stay.longest)
        first, last = min(self.first, other.first), max(self.last, other.last)
        arrival_told = (self.arrival_told and self.first == first) or (other.arrival_told and other.first == first)
        departure_told = (self.departure_told and self.last == last) or (other.departure_told and other.last == last)
        longest = max(self.longest, other.longest)
        if (first, last, longest) == (self.first, self.last, self.longest):
            if (arrival_told, departure_told) == (self.arrival_told, self.departure_told):
                return self
        return Stay(first, last, arrival_told, departure_told, longest)

    def gap(self, later: Stay) -> int:
        """Days from this last day to that first one; 0 if they share one day, negative if they share more."""
        return (later.first - self.last).days

    def overlaps(self, later: Stay) -> bool:
        """True if they share more than the day on which the one ends and the other begins."""
        one_holds_the_other = later.first == self.first or later.last <= self.last
        return self.gap(later) < 0 or (self.gap(later) == 0 and one_holds_the_other)

    def may_hold(self, later: Stay) -> bool:
        """True if a stay that begins no earlier can be the same one by its length and its overlap."""
        longest = max(self.longest, later.longest)
        span = (max(self.last, later.last) - self.first).days + 1
        if span > max(SHORT_VISIT_DAYS, longest + SPREAD_DAYS):
            return False
        if longest <= LONG_STAY_DAYS or self._shares_an_end(later):
            return True
        mere_presence = not later.arrival_told and not later.departure_told
        return mere_presence and later.last <= self.last

    def touches(self, later: Stay) -> bool:
        """True if the two lie so close that sources telling of one stay may differ by as much.

        Where both arrivals are told, or both departures, these must lie as close: who arrived on Monday and left on
        Thursday, and then arrived on Friday, came twice.
        """
        if self.departure_told and later.arrival_told:
            if self.gap(later) > KNOWN_TOUCHING_DAYS:
                return False
            arrivals_apart = self.arrival_told and (later.first - self.first).days > TOUCHING_DAYS
            departures_apart = later.departure_told and (later.last - self.last).days > TOUCHING_DAYS
            return not arrivals_apart and not departures_apart
        return self.gap(later) <= TOUCHING_DAYS

    def _shares_an_end(self, other: Stay) -> bool:
        apart = min(abs((self.first - other.first).days), abs((self.last - other.last).days))
        return apart <= TOUCHING_DAYS

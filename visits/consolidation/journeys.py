"""Tours: which visits of a leader are stops of one journey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from visits.consolidation.ledger import hashed
from visits.consolidation.merge import Merged
from visits.consolidation.stay import LONG_STAY_DAYS

JOURNEY_DAYS = 1
"""The next stop of a tour begins on the last day of the stop before, or on the next day."""
PRESENCE_DAYS = 2
"""The same where only days of presence are known at the end of the one or at the start of the other."""
TOUR_DAYS = 14
"""Stops that one article strings together are one tour if they start at most so many days apart."""


def journey_ids(visits: Sequence[Merged], ids: Sequence[str]) -> list[str | None]:
    """The tour of each visit, None for a visit that stands alone; named after the tour's first stop.

    Visits called off, and those not known to the day, are on no tour.
    """
    by_leader: dict[str, list[int]] = defaultdict(list)
    for position, visit in enumerate(visits):
        if visit.values["status"] != "cancelled" and visit.values["start_precision"] == "day":
            by_leader[visit.values["leader_id"]].append(position)
    journeys: list[str | None] = [None] * len(visits)
    for stops in by_leader.values():
        if len(stops) < 2:
            continue
        stops.sort(key=lambda p: (visits[p].values["start_date"], _last_day(visits[p]), ids[p]))
        for tour in _tours([visits[p] for p in stops]):
            if len({visits[stops[number]].values["host_country"] for number in tour}) > 1:
                for number in tour:
                    journeys[stops[number]] = hashed("j", ids[stops[tour[0]]])
    return journeys


def _tours(stops: Sequence[Merged]) -> list[list[int]]:
    """The stops of one leader, in order of time, cut into runs that follow on each other."""
    tours: list[list[int]] = []
    for number, stop in enumerate(stops):
        if tours and any(_follows(stops[before], stop) for before in tours[-1]):
            tours[-1].append(number)
        else:
            tours.append([number])
    return tours


def _follows(before: Merged, after: Merged) -> bool:
    """True if the one can lead on to the other; a day trip out of a longer stay follows it too."""
    if before.values["host_country"] == after.values["host_country"]:
        return False
    start: date = after.values["start_date"]
    if before.values["end_precision"] == "day" and (before.values["duration_days"] or 1) <= LONG_STAY_DAYS:
        only_presence = "bounded" in (before.values["end_basis"], after.values["start_basis"])
        if (start - _last_day(before)).days <= (PRESENCE_DAYS if only_presence else JOURNEY_DAYS):
            return True
    strung = before.journeys & after.journeys
    return bool(strung) and (start - before.values["start_date"]).days <= TOUR_DAYS


def _last_day(visit: Merged) -> date:
    values = visit.values
    last: date = values["end_date"] if values["end_precision"] == "day" else values["start_date"]
    return last

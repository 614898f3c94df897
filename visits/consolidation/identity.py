"""Ids, journeys and counts: what a visit is among the other visits.

A visit's id is a hash of its leader, its host and its start, as far as it is known ("2019-01-07", "2018-03"); of
a visit without any date, of its ordinal or else its first report. So the same visit has the same id on every
machine, whatever other visits the dataset holds. Two visits that share all of these are numbered in the order
of their ordinals and reports.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from visits.consolidation.merge import Merged

ID_CHARACTERS = 12
"""Sixty bits: among a million visits, two share an id with a probability below one in a million."""
JOURNEY_DAYS = 1
"""The next stop of a tour begins on the last day of the stop before, or on the next day."""
TOUR_DAYS = 14
"""Stops that one article strings together are one tour if they start at most so many days apart."""


def visit_ids(visits: Sequence[Merged]) -> list[str]:
    """The id of each visit, all different."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for position, visit in enumerate(visits):
        by_key[_key(visit)].append(position)
    ids = [""] * len(visits)
    for key, positions in by_key.items():
        positions.sort(key=lambda p: (visits[p].values["ordinal"] or 0, _first_report(visits[p])))
        for rank, position in enumerate(positions):
            ids[position] = _hashed("v", key if rank == 0 else f"{key}#{rank + 1}")
    return ids


def journey_ids(visits: Sequence[Merged], ids: Sequence[str]) -> list[str | None]:
    """The tour of each visit, None for a visit that stands alone; named after the tour's first stop."""
    by_leader: dict[str, list[int]] = defaultdict(list)
    for position, visit in enumerate(visits):
        if visit.values["status"] != "cancelled" and visit.values["start_precision"] == "day":
            by_leader[visit.values["leader_id"]].append(position)
    journeys: list[str | None] = [None] * len(visits)
    for stops in by_leader.values():
        stops.sort(key=lambda p: (visits[p].values["start_date"], _last_day(visits[p]), ids[p]))
        for tour in _tours([visits[p] for p in stops]):
            if len(tour) > 1:
                for number in tour:
                    journeys[stops[number]] = _hashed("j", ids[stops[tour[0]]])
    return journeys


def observed_ordinals(visits: Sequence[Merged]) -> list[int | None]:
    """The how-manieth visit of the leader to the host each is in this dataset.

    Null for planned and cancelled visits, which are not counted, and for those without any date.
    """
    by_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, visit in enumerate(visits):
        values = visit.values
        if values["status"] in ("ongoing", "completed") and values["start_date"]:
            by_pair[values["leader_id"], values["host_country"]].append(position)
    counts: list[int | None] = [None] * len(visits)
    for positions in by_pair.values():
        positions.sort(
            key=lambda p: (visits[p].values["start_date"], visits[p].values["ordinal"] or 0, _first_report(visits[p]))
        )
        for count, position in enumerate(positions, start=1):
            counts[position] = count
    return counts


def _tours(stops: Sequence[Merged]) -> list[list[int]]:
    """The stops of one leader, in order of time, cut into runs that follow on each other."""
    tours: list[list[int]] = []
    for number, stop in enumerate(stops):
        if tours and _follows(stops[tours[-1][-1]], stop):
            tours[-1].append(number)
        else:
            tours.append([number])
    return tours


def _follows(before: Merged, after: Merged) -> bool:
    if before.values["host_country"] == after.values["host_country"]:
        return False
    start: date = after.values["start_date"]
    if before.values["end_precision"] == "day" and -1 <= (start - _last_day(before)).days <= JOURNEY_DAYS:
        return True
    strung = before.journeys & after.journeys
    return bool(strung) and (start - before.values["start_date"]).days <= TOUR_DAYS


def _last_day(visit: Merged) -> date:
    values = visit.values
    last: date = values["end_date"] if values["end_precision"] == "day" else values["start_date"]
    return last


def _key(visit: Merged) -> str:
    values = visit.values
    if values["start_date"]:
        width = {"day": 10, "month": 7, "year": 4}[values["start_precision"]]
        when = values["start_date"].isoformat()[:width]
    elif values["end_date"]:
        when = f"until {values['end_date'].isoformat()} {values['end_precision']}"
    elif values["ordinal"]:
        when = f"ordinal {values['ordinal']}"
    else:
        when = f"report {_first_report(visit)}"
    return f"{values['leader_id']}|{values['host_country']}|{when}"


def _first_report(visit: Merged) -> str:
    return min(claim.report_id for claim in visit.claims)


def _hashed(prefix: str, key: str) -> str:
    digest = hashlib.sha256(key.encode("utf-8")).digest()
    return prefix + base64.b32encode(digest).decode("ascii").lower()[:ID_CHARACTERS]

"""How far the dataset agrees with a hand-coded table of visits.

Compared are the visits made (under way or over) of the leaders' countries, host countries and years that the table
covers. A visit and a trip are one if leader and host are the same and their days overlap, or lie at most
`SLACK_DAYS` apart. Several visits can fall to one trip: then the dataset has torn it apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from anyascii import anyascii

from visits.evaluation.hand_coded import CodedTrip

SLACK_DAYS = 3


@dataclass(frozen=True)
class Row:
    """A visit of the dataset; `first` and `last` are the outermost days that its dates can mean."""

    visit_id: str
    leader: str
    leader_country: str
    host_country: str
    first: date
    last: date
    start: date | None
    end: date | None
    cities: tuple[str, ...]
    duration_days: int | None


@dataclass(frozen=True)
class Agreement:
    """`pairs` of a visit and its trip, nearest trip first chosen; `missing` trips; `extra` visits; and the visits
    without any date, which can't be compared."""

    pairs: tuple[tuple[Row, CodedTrip], ...]
    missing: tuple[CodedTrip, ...]
    extra: tuple[Row, ...]
    undated: int

    @property
    def share_in_table(self) -> float | None:
        """The share of the dataset's dated visits that the table has too."""
        return _share(len(self.pairs), len(self.pairs) + len(self.extra))

    @property
    def rows_per_trip(self) -> float | None:
        return _share(len(self.pairs), len({trip.line for _, trip in self.pairs}))

    def offsets(self, edge: str) -> Counter[int]:
        """Days by which the dataset's start (end) lies after the table's, where it is known to the day."""
        ours = ((getattr(row, edge), getattr(trip, edge)) for row, trip in self.pairs)
        return Counter((own - theirs).days for own, theirs in ours if own)

    def within_a_day(self, edge: str) -> float | None:
        offsets = self.offsets(edge)
        return _share(sum(n for days, n in offsets.items() if abs(days) <= 1), sum(offsets.values()))

    def fields(self) -> list[tuple[str, int, int]]:
        """For each field how often the two agree, of the pairs in which both give it."""
        checks: dict[str, list[bool]] = defaultdict(list)
        for row, trip in self.pairs:
            for edge in ("start", "end"):
                if own := getattr(row, edge):
                    checks[f"{edge}_date"].append(own == getattr(trip, edge))
            if row.duration_days:
                length = trip.duration_days or (trip.end - trip.start).days + 1
                checks["duration_days"].append(row.duration_days == length)
            if row.cities and trip.cities:
                theirs = " ".join(_words(trip.cities))
                checks["cities (one of ours is theirs)"].append(any(" ".join(_words(c)) in theirs for c in row.cities))
        return [(name, sum(agreed), len(agreed)) for name, agreed in checks.items()]


def compare(visits: pd.DataFrame, trips: Sequence[CodedTrip], first: int | None, last: int | None) -> Agreement:
    """The dataset against the trips, from the first year to the last (by default those of the table)."""
    first = first or min((trip.start.year for trip in trips), default=1)
    last = last or max((trip.start.year for trip in trips), default=9999)
    trips = [trip for trip in trips if first <= trip.start.year <= last]
    made = visits[visits["status"].isin(["ongoing", "completed"])]
    covered = made[
        made["leader_country"].isin({trip.leader_country for trip in trips})
        & (made["host_country"].isin(hosts) if len(hosts := {t.host_country for t in trips}) == 1 else True)
    ]
    rows = [row for values in covered.to_dict("records") if (row := _row(values)) and first <= row.first.year <= last]
    undated = int((covered["start_date"].isna() & covered["end_date"].isna()).sum())
    by_pair: dict[tuple[str, str], list[CodedTrip]] = defaultdict(list)
    for trip in trips:
        by_pair[trip.leader_country, trip.host_country].append(trip)
    pairs, extra = [], []
    for row in rows:
        nearest = _nearest(row, by_pair[row.leader_country, row.host_country])
        if nearest:
            pairs.append((row, nearest))
        else:
            extra.append(row)
    found = {trip.line for _, trip in pairs}
    missing = tuple(trip for trip in trips if trip.line not in found)
    return Agreement(tuple(pairs), missing, tuple(extra), undated)


def _row(values: dict[Any, Any]) -> Row | None:
    days = {edge: values[f"{edge}_date"] for edge in ("start", "end")}
    spans = {e: _span(day.date(), values[f"{e}_precision"]) for e, day in days.items() if not pd.isna(day)}
    if not spans:
        return None
    exact = {e: span[0] if values[f"{e}_precision"] == "day" else None for e, span in spans.items()}
    return Row(
        visit_id=values["visit_id"],
        leader=values["leader"],
        leader_country=values["leader_country"],
        host_country=values["host_country"],
        first=min(span[0] for span in spans.values()),
        last=max(span[1] for span in spans.values()),
        start=exact.get("start"),
        end=exact.get("end"),
        cities=tuple(values["cities"]),
        duration_days=None if pd.isna(values["duration_days"]) else int(values["duration_days"]),
    )


def _span(day: date, precision: str) -> tuple[date, date]:
    periods = {"day": "D", "month": "M", "year": "Y"}
    return day, pd.Period(day, periods[precision]).end_time.date()


def _nearest(row: Row, trips: Iterable[CodedTrip]) -> CodedTrip | None:
    """The trip of the same leader that overlaps most, or lies nearest within the slack."""
    near = []
    for trip in trips:
        apart = max((trip.start - row.last).days, (row.first - trip.end).days)
        if apart <= SLACK_DAYS and _words(row.leader) & _words(trip.leader):
            near.append((max(apart, 0), abs((trip.start - row.first).days), trip.line, trip))
    return min(near, key=lambda found: found[:3])[3] if near else None


def _words(name: str) -> set[str]:
    plain = "".join(c if c.isalnum() else " " for c in anyascii(name).casefold())
    return {word for word in plain.split() if len(word) > 1}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

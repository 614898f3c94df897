"""Columns that hold a leader's visits against each other: two places at one time, counts that fall."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import accumulate
from math import nan
from typing import NamedTuple

import pandas as pd

from visits.checks.codes import days
from visits.checks.dates import last_days


class _Stay(NamedTuple):
    """Days known to have been spent in a country, in the order of their first days."""

    first: date
    last: date
    row: int
    host: str


class _Count(NamedTuple):
    """A stated ordinal, with the outermost days on which the visit can have begun."""

    latest: date
    earliest: date
    row: int
    ordinal: float


def sequence_columns(visits: pd.DataFrame) -> dict[str, pd.Series]:
    """The columns that rules about a leader's several visits need, from visits under way or made.

    - `elsewhere_at_the_time`: another visit (its id) that puts the leader into another country at the same time;
      days on which one visit ends and the other begins don't count.
    - `same_host_at_the_time`: likewise another visit to the same country.
    - `ordinal_before`: the highest ordinal stated for an earlier visit of the leader to the host; two visits whose
      coarse dates can mean the same day are neither earlier nor later.
    """
    made = visits[visits["status"].isin(["ongoing", "completed"])]
    ids = visits["visit_id"].tolist()
    elsewhere: list[str | None] = [None] * len(visits)
    same_host: list[str | None] = [None] * len(visits)
    for one, other in _overlaps(_stays_by_leader(made)):
        column = same_host if one.host == other.host else elsewhere
        column[one.row] = column[one.row] or ids[other.row]
        column[other.row] = column[other.row] or ids[one.row]
    ordinal_before = [nan] * len(visits)
    for row, ordinal in _ordinals_before(_counts_by_pair(made)):
        ordinal_before[row] = ordinal
    return {
        "elsewhere_at_the_time": pd.Series(elsewhere, index=visits.index, dtype="object"),
        "same_host_at_the_time": pd.Series(same_host, index=visits.index, dtype="object"),
        "ordinal_before": pd.Series(ordinal_before, index=visits.index, dtype="float64"),
    }


def _stays_by_leader(visits: pd.DataFrame) -> Iterable[list[_Stay]]:
    """The stays with at least one day known, in lists for each leader; with one day known, that day."""
    starts = visits["start_date"].where(visits["start_precision"] == "day")
    ends = visits["end_date"].where(visits["end_precision"] == "day")
    spans = zip(days(starts.fillna(ends)), days(ends.fillna(starts)), strict=True)
    rows = zip(visits.index, visits["leader_id"], visits["host_country"], spans, strict=True)
    by_leader: dict[str, list[_Stay]] = defaultdict(list)
    for row, leader, host, (first, last) in rows:
        if first and last:
            by_leader[leader].append(_Stay(first, last, row, host))
    return by_leader.values()


def _overlaps(stays_by_leader: Iterable[list[_Stay]]) -> Iterator[tuple[_Stay, _Stay]]:
    """Pairs of one leader's stays that share more than the day of travel from the one to the other."""
    for stays in stays_by_leader:
        still_on: list[_Stay] = []
        for stay in sorted(stays):
            still_on = [other for other in still_on if other.last > stay.first]
            yield from ((other, stay) for other in still_on if other.first < stay.last)
            still_on.append(stay)


def _counts_by_pair(visits: pd.DataFrame) -> Iterable[list[_Count]]:
    """The stated ordinals of dated visits, in lists for each leader and host."""
    counted = visits[visits["ordinal"].notna() & visits["start_date"].notna()]
    spans = zip(days(last_days(counted, "start")), days(counted["start_date"]), strict=True)
    pairs = zip(counted["leader_id"], counted["host_country"], strict=True)
    by_pair: dict[tuple[str, str], list[_Count]] = defaultdict(list)
    for row, pair, (latest, earliest), ordinal in zip(counted.index, pairs, spans, counted["ordinal"], strict=True):
        if latest and earliest:
            by_pair[pair].append(_Count(latest, earliest, row, ordinal))
    return by_pair.values()


def _ordinals_before(counts_by_pair: Iterable[list[_Count]]) -> Iterator[tuple[int, float]]:
    """For each counted visit that has earlier ones, its row and their highest ordinal."""
    for counts in counts_by_pair:
        counts.sort()
        highest = list(accumulate((count.ordinal for count in counts), max))
        latest_days = [count.latest for count in counts]
        for count in counts:
            n_earlier = bisect_left(latest_days, count.earliest)
            if n_earlier:
                yield count.row, highest[n_earlier - 1]

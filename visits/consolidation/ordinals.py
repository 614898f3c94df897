"""Counting a leader's visits to a host, and where sources count more of them than the dataset holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from visits.consolidation.merge import Merged
from visits.model.visit import CoverageRow


def observed_ordinals(visits: Sequence[Merged]) -> list[int | None]:
    """The how-manieth visit of the leader to the host each is in this dataset.

    Null for planned and cancelled visits, which are not counted, and for those without any date.
    """
    counts: list[int | None] = [None] * len(visits)
    for positions in _made_in_order(visits):
        for count, position in enumerate(positions, start=1):
            counts[position] = count
    return counts


def coverage(visits: Sequence[Merged], ids: Sequence[str]) -> list[CoverageRow]:
    """The gaps: one row for each visit whose sources count more visits before it than the dataset and earlier rows."""
    rows = []
    for positions in _made_in_order(visits):
        missing = 0
        before: Merged | None = None
        for count, position in enumerate(positions, start=1):
            visit = visits[position]
            ordinal = visit.values["ordinal"]
            if ordinal and ordinal - count > missing:
                rows.append(_gap(visit, ids[position], before, count, ordinal - count - missing))
                missing = ordinal - count
            before = visit
    return sorted(rows, key=lambda row: (row.leader_id, row.host_country, row.before, row.visit_id))


def _gap(visit: Merged, visit_id: str, before: Merged | None, count: int, missing: int) -> CoverageRow:
    values = visit.values
    return CoverageRow(
        leader_id=values["leader_id"],
        leader=values["leader"],
        host_country=values["host_country"],
        visit_id=visit_id,
        ordinal=values["ordinal"],
        ordinal_observed=count,
        missing=missing,
        after=before.values["start_date"] if before else None,
        before=values["start_date"],
    )


def _made_in_order(visits: Sequence[Merged]) -> Iterator[list[int]]:
    """The visits made of each leader to each host, those without any date left out, in the order of time."""
    by_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
    for position, visit in enumerate(visits):
        values = visit.values
        if values["status"] in ("ongoing", "completed") and values["start_date"]:
            by_pair[values["leader_id"], values["host_country"]].append(position)
    for positions in by_pair.values():
        if len(positions) > 1:
            positions.sort(
                key=lambda p: (visits[p].values["start_date"], visits[p].values["ordinal"] or 0, visits[p].first_report)
            )
        yield positions

"""Two readings of one article made into one: the rules' and a model's, or those of two stretches of a long article.

A visit that both tell of is one report with the claims of both. Where they agree, it is surer than either; where they
differ, the field is a conflict, and a table of measured accuracies says whose value counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from visits.model.partial_date import PartialDate
from visits.model.report import Claim, Companion, Ordinal, Report
from visits.reports.names import same_name

Side = Literal["first", "second"]
Decide = Callable[[str], Side]
"""Whose value of a field counts where two readings differ."""

SUREST = 0.99
NEAR_DAYS = 12
"""Stays of one leader in one country whose days lie closer are one visit, told of twice by one article."""
_UNDATED = 1_000
"""Stands for the days between two tellings of which one has no date: any two with dates are nearer."""
_SINGLE = ("mode_of_travel", "duration_days", "visit_type", "occasion", "status", "leader_country")
_LISTS = ("cities", "companions", "ordinals")
_EDGES = ("start", "end")


def joined(first: Sequence[Report], second: Sequence[Report], decide: Decide, *, sure: bool = True) -> list[Report]:
    """The reports of both readings, one for each visit: the first reading's in their order, then what only the second
    has. `sure` says that the two readings are independent, so that agreement counts."""
    pairs = pair(first, second)
    out = [combined(one, second[pairs[i]], decide, sure) if i in pairs else one for i, one in enumerate(first)]
    return out + [one for k, one in enumerate(second) if k not in pairs.values()]


def pair(first: Sequence[Report], second: Sequence[Report]) -> dict[int, int]:
    """Which report of the second reading tells of the visit of which one of the first: the nearest in time."""
    fitting = sorted(
        (distance, i, k)
        for i, one in enumerate(first)
        for k, other in enumerate(second)
        if (distance := _apart(one, other)) is not None
    )
    pairs: dict[int, int] = {}
    for _, i, k in fitting:
        if i not in pairs and k not in pairs.values():
            pairs[i] = k
    return pairs


def _apart(one: Report, other: Report) -> int | None:
    """Days between two tellings of one visit, None if they can't be of one."""
    if one.host_country != other.host_country or not _same_leader(one, other):
        return None
    a, b = one.start_date or one.end_date, other.start_date or other.end_date
    if a is None or b is None:
        return _UNDATED if one.status == other.status or one.focus == other.focus else None
    if a.fits(b):
        return 0
    gap = (b.first_day() - a.last_day()).days if a.precedes(b) else (a.first_day() - b.last_day()).days
    overlap = bool(one.end_date and other.end_date and not one.end_date.precedes(b) and not other.end_date.precedes(a))
    return 1 + gap if gap <= NEAR_DAYS or overlap else None


def _same_leader(one: Report, other: Report) -> bool:
    if one.leader_id and other.leader_id:
        return one.leader_id == other.leader_id
    return same_name(one.leader, other.leader)


def combined(first: Report, second: Report, decide: Decide, sure: bool = True) -> Report:
    """One report of a visit that both readings tell of."""
    conflicts = {*first.conflicts, *second.conflicts}
    values: dict[str, Any] = {}
    for field in _SINGLE:
        values[field] = _one(field, getattr(first, field), getattr(second, field), decide, conflicts)
    for field in _LISTS:
        values[field] = _all(getattr(first, field), getattr(second, field))
    values["ordinals"] = _counts(first, second, values["ordinals"], decide, conflicts)
    values |= _dates(first, second, decide, conflicts)
    values |= _host(first, second, decide, conflicts)
    base = first if first.leader_id or not second.leader_id else second
    known = ("leader", "leader_id", "leader_title", "leader_role", "scope")
    values |= {name: getattr(base, name) for name in known}
    if conflicts & {"status"}:
        values["postponed"] = (first if decide("status") == "first" else second).postponed
    values["confidence"] = surer(first.confidence, second.confidence) if sure else first.confidence
    values["focus"] = (first if decide("focus") == "first" else second).focus if sure else first.focus or second.focus
    values["conflicts"] = tuple(sorted(conflicts))
    values["journey"] = second.journey if first.journey is None else first.journey
    return Report.model_validate({**dict(first), **values, "claims": _claims(first, second)})


def surer(one: float | None, other: float | None) -> float | None:
    """The probability of what two independent readers tell: that not both err."""
    if one is None or other is None:
        return other if one is None else one
    return min(round(1 - (1 - one) * (1 - other), 3), SUREST)


def _one(field: str, a: Any, b: Any, decide: Decide, conflicts: set[str]) -> Any:
    if a is None or b is None or a == b:
        return b if a is None else a
    conflicts.add(field)
    return a if decide(field) == "first" else b


def _all(a: tuple[Any, ...], b: tuple[Any, ...]) -> tuple[Any, ...]:
    """All items, one person or place under two spellings once."""
    kept = list(a)
    for item in b:
        if not any(_same_item(item, other) for other in kept):
            kept.append(item)
    return tuple(kept)


def _counts(
    first: Report, second: Report, ordinals: tuple[Ordinal, ...], decide: Decide, conflicts: set[str]
) -> tuple[Ordinal, ...]:
    """The counts without that of visits to the country which the other reading contradicts."""
    a, b = first.ordinal, second.ordinal
    if a is None or b is None or a == b:
        return ordinals
    conflicts.add("ordinal")
    kept = a if decide("ordinal") == "first" else b
    return tuple(o for o in ordinals if o.of != "country" or o.n == kept)


def _same_item(a: Any, b: Any) -> bool:
    if isinstance(a, Companion):
        return same_name(a.name, b.name)
    return bool(a == b or (isinstance(a, str) and same_name(a, b)))


def _dates(first: Report, second: Report, decide: Decide, conflicts: set[str]) -> dict[str, Any]:
    """The dates with their bases; an end that would lie before its start goes with the start's reading."""
    values: dict[str, Any] = {}
    for edge in _EDGES:
        field = f"{edge}_date"
        a, b = getattr(first, field), getattr(second, field)
        if a is not None and b is not None and not a.fits(b):
            conflicts.add(field)
        rather = a is not None and b is not None and a != b and _rather(a, b, field, decide) == "second"
        taken = second if a is None or rather else first
        values |= {field: getattr(taken, field), f"{edge}_basis": getattr(taken, f"{edge}_basis")}
    start, end = values["start_date"], values["end_date"]
    if start is not None and end is not None and end.precedes(start):
        one = first if decide("start_date") == "first" else second
        values = {name: getattr(one, name) for name in values}
    return values


def _rather(a: PartialDate, b: PartialDate, field: str, decide: Decide) -> Side:
    """Of two dates that can mean the same day the more exact one, else whose the table says."""
    if a.fits(b) and a.precision != b.precision:
        return "first" if len(a.root) > len(b.root) else "second"
    return decide(field)


def _host(first: Report, second: Report, decide: Decide, conflicts: set[str]) -> dict[str, Any]:
    a, b = first.host_leader, second.host_leader
    if a is not None and b is not None and same_name(a, b):
        fuller = first if len(a) >= len(b) else second
        return {"host_leader": fuller.host_leader, "host_leader_id": first.host_leader_id or second.host_leader_id}
    if a is not None and b is not None:
        conflicts.add("host_leader")
    taken = second if a is None or (b is not None and decide("host_leader") == "second") else first
    return {"host_leader": taken.host_leader, "host_leader_id": taken.host_leader_id}


def _claims(first: Report, second: Report) -> tuple[Claim, ...]:
    """The claims of both, those of the first in front."""
    return tuple(dict.fromkeys([*first.claims, *second.claims]))

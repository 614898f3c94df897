"""The claims behind a visit: which values of its reports it took over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from visits.consolidation.dates import Edges, Inferred
from visits.consolidation.told import Told
from visits.consolidation.votes import Person
from visits.model.report import Claim, Ordinal, Report, claim_value
from visits.model.visit import ClaimRow

_CLAIM_ROWS = TypeAdapter(list[ClaimRow])
"""Checks the rows of a report at once, in two thirds of the time that they take one by one."""
_TAKEN_WHOLE = ("leader",)
_SINGLE = ("leader_country", "host_country", "duration_days", "mode_of_travel", "visit_type", "occasion", "status")
_DATES = (("start_date", "start"), ("end_date", "end"))
_EVERY_VALUE = None
"""Stands for a field of which the visit takes over whatever is claimed."""
Accepted = Mapping[str, frozenset[str] | None]


def acceptance(values: Mapping[str, Any], told: Sequence[Told], host: Person | None, edges: Edges) -> Accepted:
    """For each field the claimed values that the visit took over, None for all; `values` are its columns."""
    accepted: dict[str, frozenset[str] | None] = dict.fromkeys(_TAKEN_WHOLE, _EVERY_VALUE)
    for field in _SINGLE:
        accepted[field] = frozenset() if values[field] is None else frozenset([str(values[field])])
    chosen = {"start": edges.start, "end": edges.end}
    for field, edge in _DATES:
        candidate = chosen[edge]
        accepted[field] = frozenset([candidate.value.text]) if candidate else frozenset()
    count = values["ordinal"]
    accepted["ordinals"] = frozenset([claim_value(Ordinal(n=count, of="country"))]) if count else frozenset()
    accepted["cities"] = frozenset(city for one in told for city in one.cities)
    accepted["companions"] = frozenset(name for one in told for name, _, _ in one.companions)
    accepted["host_leader"] = host.forms if host else frozenset()
    return accepted


def accepts(accepted: Accepted, field: str, value: str) -> bool:
    """True if the visit took this claim's value over."""
    taken = accepted[field]
    return taken is None or value in taken


def needed_inferences(told: Sequence[Told], edges: Edges) -> tuple[Inferred, ...]:
    """The claims of other fields by which a chosen date stands, where no article gives the date as such.

    The end comes from the arrival and a stated length, or an article gives only one day.
    """
    if not edges.inferred:
        return ()
    chosen = {"start_date": edges.start, "end_date": edges.end}
    backed = {
        field
        for field, candidate in chosen.items()
        if candidate and any(value == candidate.value.text for one in told for _, value in one.claimed(field))
    }
    return tuple(i for i in edges.inferred if i.field not in backed)


def claim_rows(visit_id: str, report: Report, accepted: Accepted) -> list[ClaimRow]:
    """A row for each claim of one report of the visit."""
    return _CLAIM_ROWS.validate_python(
        [
            _cells(visit_id, report, claim) | {"accepted": accepts(accepted, claim.field, claim.value)}
            for claim in report.claims
        ]
    )


def inferred_row(visit_id: str, report: Report, inferred: Inferred) -> ClaimRow:
    """The words that yield a date, as a claim of that date."""
    changed = {"field": inferred.field, "value": inferred.value, "rule": inferred.rule}
    cells = _cells(visit_id, report, report.claims[inferred.claim]) | changed
    return ClaimRow.model_validate(cells | {"reader": "consolidation", "accepted": True})


def _cells(visit_id: str, report: Report, claim: Claim) -> dict[str, Any]:
    evidence = claim.evidence
    return {
        "visit_id": visit_id,
        "report_id": report.report_id,
        "article_id": report.article_id,
        "field": claim.field,
        "value": claim.value,
        "quote": evidence.quote,
        "part": evidence.part,
        "start": evidence.start,
        "end": evidence.end,
        "rule": claim.rule,
        "reader": claim.reader,
    }

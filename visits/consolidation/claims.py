"""The claims behind a visit: which values of its reports it took over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from visits.consolidation.dates import Edges
from visits.consolidation.votes import Person, Told
from visits.model.report import Claim, Ordinal, claim_value
from visits.model.visit import ClaimRow

Accept = Callable[[Claim], bool]

_TAKEN_WHOLE = ("leader", "cities", "companions")
_SINGLE = ("leader_country", "host_country", "duration_days", "mode_of_travel", "visit_type", "occasion", "status")


def claim_rows(told: Sequence[Told], values: Mapping[str, Any], host: Person | None, edges: Edges) -> list[ClaimRow]:
    """A row for each claim of these reports; `values` are the visit's columns, `host` the leader who received.

    Where no article gives a chosen date as such (the end comes from the arrival and a stated length, or an article
    gives only one day), the words that yield it stand as a claim of that date too.
    """
    accepts = _acceptance(values, host)
    rows = [_row(t, claim, accepts[claim.field](claim)) for t in told for claim in t.report.claims]
    backed = {row.field for row in rows if row.accepted}
    chosen = {"start_date": edges.start, "end_date": edges.end}
    for inferred in edges.inferred:
        candidate = chosen[inferred.field]
        if candidate and inferred.field not in backed:
            row = _row(inferred.told, inferred.claim, True)
            of_date = {"field": inferred.field, "value": str(candidate.value), "rule": inferred.rule}
            rows.append(row.model_copy(update=of_date | {"reader": "consolidation"}))
    return rows


def _acceptance(values: Mapping[str, Any], host: Person | None) -> dict[str, Accept]:
    """For each field, whether a claim's value is the one (or among those) that the visit took over."""
    own_count = claim_value(Ordinal(n=values["ordinal"], of="country")) if values["ordinal"] else None
    return {
        **{field: _equals(values[field]) for field in _SINGLE},
        **dict.fromkeys(_TAKEN_WHOLE, lambda claim: True),
        "start_date": _equals(_date_string(values, "start")),
        "end_date": _equals(_date_string(values, "end")),
        "host_leader": lambda claim: host is not None and claim.value in host.forms,
        "ordinals": _equals(own_count),
    }


def _equals(value: object) -> Accept:
    return lambda claim: value is not None and claim.value == str(value)


def _date_string(values: Mapping[str, Any], edge: str) -> str | None:
    """The chosen date as claims write it, to its precision."""
    day, precision = values[f"{edge}_date"], values[f"{edge}_precision"]
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]] if day else None


def _row(told: Told, claim: Claim, accepted: bool) -> ClaimRow:
    evidence = claim.evidence
    return ClaimRow(
        visit_id="",
        report_id=told.report.report_id,
        article_id=told.report.article_id,
        field=claim.field,
        value=claim.value,
        quote=evidence.quote,
        part=evidence.part,
        start=evidence.start,
        end=evidence.end,
        rule=claim.rule,
        reader=claim.reader,
        accepted=accepted,
    )

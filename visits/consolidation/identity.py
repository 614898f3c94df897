"""Ids: what names a visit among the other visits.

A visit's id is a hash of its leader, its host and its start, as far as it is known ("2019-01-07", "2018-03"); of
a visit without any date, of its ordinal or else its first report. So the same visit has the same id on every
machine, whatever other visits the dataset holds. Two visits that share all of these are numbered in the order
of their ordinals and reports. An id once published stays with the visit, whatever its start turns out to be: see
`ledger`.
"""

from __future__ import annotations

from collections.abc import Sequence

from visits.consolidation.ledger import Found, carried_ids
from visits.consolidation.merge import Merged
from visits.model.ledger import NO_LEDGER, Ledger


def visit_ids(visits: Sequence[Merged], ledger: Ledger = NO_LEDGER) -> list[str]:
    """The id of each visit, all different: the one that the ledger has for its reports, else a new one."""
    found = [
        Found(
            key=key_of(visit),
            rank=(visit.values["ordinal"] or 0, visit.first_report),
            leader_id=visit.values["leader_id"],
            host_country=visit.values["host_country"],
            reports=tuple((one.report_id, one.article_id) for one in visit.told),
        )
        for visit in visits
    ]
    return carried_ids(found, ledger)


def key_of(visit: Merged) -> str:
    """What a visit's id is made from where the ledger has none."""
    values = visit.values
    if values["start_date"]:
        width = {"day": 10, "month": 7, "year": 4}[values["start_precision"]]
        when = values["start_date"].isoformat()[:width]
    elif values["end_date"]:
        when = f"until {values['end_date'].isoformat()} {values['end_precision']}"
    elif values["ordinal"]:
        when = f"ordinal {values['ordinal']}"
    else:
        when = f"report {visit.first_report}"
    return f"{values['leader_id']}|{values['host_country']}|{when}"

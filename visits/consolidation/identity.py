"""Ids: what names a visit among the other visits.

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

from visits.consolidation.merge import Merged

ID_CHARACTERS = 12
"""Sixty bits: among a million visits, two share an id with a probability below one in a million."""


def visit_ids(visits: Sequence[Merged]) -> list[str]:
    """The id of each visit, all different."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for position, visit in enumerate(visits):
        by_key[_key(visit)].append(position)
    ids = [""] * len(visits)
    for key, positions in by_key.items():
        positions.sort(key=lambda p: (visits[p].values["ordinal"] or 0, visits[p].first_report))
        for rank, position in enumerate(positions):
            ids[position] = hashed("v", key if rank == 0 else f"{key}#{rank + 1}")
    return ids


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
        when = f"report {visit.first_report}"
    return f"{values['leader_id']}|{values['host_country']}|{when}"


def hashed(prefix: str, key: str) -> str:
    """An id made from a key: the prefix and a hash of it."""
    digest = hashlib.sha256(key.encode("utf-8")).digest()
    return prefix + base64.b32encode(digest).decode("ascii").lower()[:ID_CHARACTERS]

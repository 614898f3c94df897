"""The visits that took place in COLT's layout: one row a visit, Yes or blank, a column for each article's address.

COLT says Yes, No or nothing of what happened during a trip. An article that doesn't tell of a meeting doesn't say that
there was none, so No is never written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from visits.model.cells import cell_text
from visits.model.codes import HEAD_ROLES
from visits.model.entries import Entry, read_yaml
from visits.release.panel_columns import TOOK_PLACE

if TYPE_CHECKING:
    import pyarrow as pa

    from visits.model.tables import Tables
    from visits.registry import Registry

_LAYOUT = Path(__file__).parent / "colt.yaml"
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "dos", "du", "el", "la", "le", "van", "von"})


class _Place(Entry):
    name: str
    source: str | None = Field(default=None, alias="from")


class ColtLayout(Entry):
    """Column names in their order and where each value comes from; the name of links; role codes."""

    columns: list[_Place]
    link: str
    roles: dict[str, str]


@lru_cache(maxsize=1)
def colt_layout() -> ColtLayout:
    return ColtLayout.model_validate(read_yaml(_LAYOUT))


def colt_table(tables: Tables, registry: Registry, *, all_roles: bool = False) -> pa.Table:
    """The visits of heads (or of all roles) that took place, as a table of texts; blank is null."""
    import pyarrow as pa

    layout = colt_layout()
    links = _links(tables)
    visits = tables.visits[tables.visits["status"].isin(TOOK_PLACE)]
    if not all_roles:
        visits = visits[visits["leader_role"].isin(HEAD_ROLES)]
    rows = []
    for visit in visits.to_dict("records"):
        values = {name: _text(value) for name, value in visit.items()} | _worked_out(visit, layout, registry)
        rows.append([values.get(one.source or "") or None for one in layout.columns])
    n_links = max((len(links[visit_id]) for visit_id in visits["visit_id"]), default=1) or 1
    names = [one.name for one in layout.columns]
    arrays = [pa.array([row[n] for row in rows], pa.string()) for n in range(len(names))]
    for n in range(n_links):
        found = [links[visit_id][n] if n < len(links[visit_id]) else None for visit_id in visits["visit_id"]]
        arrays.append(pa.array(found, pa.string()))
    return pa.Table.from_arrays(arrays, names=[*names, *(f"{layout.link}{n + 1}" for n in range(n_links))])


def _links(tables: Tables) -> dict[str, list[str]]:
    """By visit the addresses of its articles (their ids where they have none), in the order of the ids."""
    addresses = dict(zip(tables.articles["article_id"], tables.articles["url"], strict=True))
    found: dict[str, list[str]] = defaultdict(list)
    pairs = zip(tables.reports["visit_id"], tables.reports["article_id"], strict=True)
    for visit_id, article_id in sorted(set(pairs)):
        address = addresses.get(article_id)
        found[visit_id].append(address if isinstance(address, str) else article_id)
    return found


def _worked_out(visit: Mapping[Any, Any], layout: ColtLayout, registry: Registry) -> dict[str, str | None]:
    """The values that no column of `visits` holds as COLT wants them."""
    summit = visit["visit_type"] == "summit"
    return {
        "leader_country_name": _country(visit["leader_country"], registry),
        "host_country_name": _country(visit["host_country"], registry),
        "role_code": layout.roles[visit["leader_role"]],
        "leader_surname": _surname(visit, registry),
        "start_year": _text(visit["start_date"])[:4],
        "start_date": _whole_day(visit, "start"),
        "end_date": _whole_day(visit, "end"),
        "met_host": "Yes" if _text(visit["host_leader"]) else None,
        "attended_summit": "Yes" if summit else None,
        "occasion_of_summit": _text(visit["occasion"]) if summit else None,
        "confidence_of_five": _of_five(visit["confidence"]),
        "notes": _notes(visit),
    }


def _country(iso3: Any, registry: Registry) -> str:
    known = registry.countries.get(iso3) if isinstance(iso3, str) else None
    return known.name if known else _text(iso3)


def _surname(visit: Mapping[Any, Any], registry: Registry) -> str:
    """The last word of the name with its particles, or the first word where family names come first."""
    words = _text(visit["leader"]).split()
    country = registry.countries.get(_text(visit["leader_country"]))
    if country and not country.family_name_last:
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


def _whole_day(visit: Mapping[Any, Any], edge: str) -> str | None:
    """The date if it is known to the day: COLT has no precision."""
    return _text(visit[f"{edge}_date"]) if visit[f"{edge}_precision"] == "day" else None


def _of_five(confidence: Any) -> str | None:
    """The probability on a scale from 1 to 5."""
    import pandas as pd

    return None if pd.isna(confidence) else str(1 + min(4, int(confidence * 5)))


def _notes(visit: Mapping[Any, Any]) -> str:
    """What COLT has no column for."""
    told = [
        f"{name.replace('_', ' ')}: {value}"
        for name in ("start_precision", "start_basis", "end_precision", "end_basis", "mode_of_travel", "visit_type")
        if (value := _text(visit[name]))
    ]
    companions = _text(visit["companions"])
    conflicts = _text(visit["conflicts"])
    told += [f"companions: {companions}"] if companions else []
    return "; ".join([*told, *([f"sources disagree on {conflicts}"] if conflicts else [])])


def _text(value: Any) -> str:
    import pandas as pd

    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return cell_text(None if not isinstance(value, list) and pd.isna(value) else value)

"""What the page needs of every visit when it opens, column by column, so that it is small and quick to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from visits.model.cells import cell_text
from visits.model.codes import HEAD_ROLES
from visits.release.page.rows_by_key import plain, values

_CODES = {"role": "leader_role", "mode": "mode_of_travel", "type": "visit_type", "status": "status"}
_UNKNOWN = -1
_SEARCHED = ("companions", "host_leader", "leader_title", "occasion", "journey_id")
"""Words that the table doesn't show and the search finds."""
_LENGTH_OF = {"day": 10, "month": 7, "year": 4}
"""Of a date's text, by its precision."""


def visits_data(visits: pa.Table, removed: pa.Table) -> dict[str, Any]:
    """The visits in their order as columns, and the lists that these count in.

    Countries are given by code. Dates stand to their precision: 2018-03. A leader or country that is not known is -1.
    """
    cells = {name: values(plain(visits.column(name))) for name in visits.column_names}
    codes = sorted({code for name in ("leader_country", "host_country") for code in cells[name] if code})
    leaders: dict[str, str] = {}
    for leader_id, name in zip(cells["leader_id"], cells["leader"], strict=True):
        leaders.setdefault(leader_id, name)
    known = {name: sorted({code for code in cells[column] if code}) for name, column in _CODES.items()}
    return {
        "countries": codes,
        "leaders": list(leaders.items()),
        "codes": known,
        "columns": _columns(cells, codes, list(leaders), known),
        "removed": [[row["visit_id"], row["kind"], row["into"], row["reason"]] for row in removed.to_pylist()],
    }


def _columns(
    cells: Mapping[str, list[Any]], countries: Sequence[str], leaders: Sequence[str], known: Mapping[str, Sequence[str]]
) -> dict[str, list[Any]]:
    return {
        "id": cells["visit_id"],
        "leader": _numbers(cells["leader_id"], leaders),
        "from": _numbers(cells["leader_country"], countries),
        "host": _numbers(cells["host_country"], countries),
        "head": [int(role in HEAD_ROLES) for role in cells["leader_role"]],
        "start": _dates(cells, "start"),
        "end": _dates(cells, "end"),
        "days": cells["duration_days"],
        **{name: _numbers(cells[column], known[name]) for name, column in _CODES.items()},
        "articles": cells["n_articles"],
        "confidence": [None if value is None else round(value, 3) for value in cells["confidence"]],
        "cities": [", ".join(cities) for cities in cells["cities"]],
        "conflicts": [len(fields) for fields in cells["conflicts"]],
        "more": [_joined(values) for values in zip(*(cells[name] for name in _SEARCHED), strict=True)],
    }


def _numbers(values: Iterable[str | None], of: Sequence[str]) -> list[int]:
    places = {value: place for place, value in enumerate(of)}
    return [_UNKNOWN if value is None else places[value] for value in values]


def _dates(cells: Mapping[str, list[Any]], edge: str) -> list[str | None]:
    pairs = zip(cells[f"{edge}_date"], cells[f"{edge}_precision"], strict=True)
    return [None if day is None else day[: _LENGTH_OF[precision]] for day, precision in pairs]


def _joined(values: Iterable[Any]) -> str:
    return "; ".join(text for value in values if (text := cell_text(value)))

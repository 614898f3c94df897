"""`CHANGES.md`: what differs from the last release, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from visits.release.changes import counted
from visits.release.markdown import escaped, table

if TYPE_CHECKING:
    import pandas as pd

    from visits.model.tables import Tables

_MOST_ROWS = 200
_KINDS = {
    "added": "New visits",
    "split": "New visits, split from others",
    "changed": "Changed cells",
    "merged": "Merged into others",
    "withdrawn": "Withdrawn: nothing tells of them any longer",
    "rejected": "Taken out by a ruling",
}


def change_lines(tables: Tables, version: str, since: str | None) -> list[str]:
    """The lines of the document, without its title; `since` is the content hash of the last release."""
    changes = tables.changes
    if since is None:
        return [f"Version {escaped(version)} is the first release in this folder: {len(tables.visits):,} visits."]
    lines = [f"Version {escaped(version)}, compared with the release of content hash `{since}`.", ""]
    if changes.empty:
        return [*lines, "No visit changed."]
    counts = counted(zip(changes["visit_id"], changes["kind"], strict=True))
    lines += table(("visits", "number"), [(kind, f"{n:,}") for kind, n in counts.items()])
    lines += ["", "`changes.csv` lists every cell, with the articles that made the difference."]
    visits = tables.visits.set_index("visit_id")
    for kind, title in _KINDS.items():
        rows = changes[changes["kind"] == kind]
        if len(rows):
            lines += ["", f"## {title}", "", *_rows(kind, rows, visits)]
    return lines


def _rows(kind: str, changes: pd.DataFrame, visits: pd.DataFrame) -> Sequence[str]:
    shown = changes.head(_MOST_ROWS).to_dict("records")
    header: tuple[str, ...]
    cells: list[tuple[str, ...]]
    if kind == "changed":
        header = ("visit", "field", "was", "is")
        cells = [(_visit(row, visits), f"`{row['field']}`", _value(row["old"]), _value(row["new"])) for row in shown]
    elif kind in ("added", "split"):
        header, cells = ("visit",), [(_visit(row, visits),) for row in shown]
    else:
        header, cells = ("id", "now part of"), [(f"`{row['visit_id']}`", _value(row["other_id"])) for row in shown]
    hidden = len(changes) - len(shown)
    return [*table(header, cells), *(["", f"And {hidden:,} more."] if hidden else [])]


def _visit(row: Mapping[Any, Any], visits: pd.DataFrame) -> str:
    visit_id = row["visit_id"]
    if visit_id not in visits.index:
        return f"`{visit_id}`"
    visit = visits.loc[visit_id]
    start = visit["start_date"]
    day = f", {start.date()}" if start == start else ""  # not NaT
    return f"{escaped(visit['leader'])} in {visit['host_country']}{day} (`{visit_id}`)"


def _value(value: Any) -> str:
    return escaped(value) if isinstance(value, str) else "nothing"

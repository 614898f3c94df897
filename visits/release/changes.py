"""What became of each visit since the last release, and because of which articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from visits.model.cells import cell_text
from visits.model.codes import ChangeKind
from visits.model.visit import ChangeRow

if TYPE_CHECKING:
    import pyarrow as pa

CLAIMED_AS = {
    "start_precision": ("start_date",),
    "start_basis": ("start_date",),
    "end_precision": ("end_date",),
    "end_basis": ("end_date",),
    "duration_days": ("duration_days", "start_date", "end_date"),
    "leader_id": ("leader",),
    "leader_cow": ("leader_country",),
    "leader_gw": ("leader_country",),
    "host_leader_id": ("host_leader",),
    "host_cow": ("host_country",),
    "host_gw": ("host_country",),
    "ordinal": ("ordinals",),
    "unconfirmed": ("status",),
}
"""The claimed fields behind columns that aren't claimed under their own name."""

Tables = Mapping[str, "pa.Table"]
Said = frozenset[tuple[str, str, str]]
"""Field, article and value of the claims about a visit."""


def changes(last: Tables, new: Tables) -> list[ChangeRow]:
    """A row for each visit added, merged, withdrawn or rejected, and one for each cell that changed."""
    touched = _touched(last["visits"], new["visits"])
    if not touched:
        return []
    before, after = _by_id(last["visits"], touched), _by_id(new["visits"], touched)
    said = _said(last["claims"], touched), _said(new["claims"], touched)
    removed = {row["visit_id"]: row for row in new["removed"].to_pylist()}
    staying = set(last["visits"].column("visit_id").to_pylist()) & set(new["visits"].column("visit_id").to_pylist())
    parents = _parents(last["ledger"], new["ledger"], staying)
    rows: list[ChangeRow] = []
    for visit_id in sorted(touched):
        was, now = (claims.get(visit_id, frozenset()) for claims in said)
        if visit_id not in before:
            parent = parents.get(visit_id)
            rows.append(_row(visit_id, "split" if parent else "added", now, other_id=parent))
        elif visit_id not in after:
            gone = removed.get(visit_id, {"kind": "withdrawn", "into": None})
            rows.append(_row(visit_id, gone["kind"], was, other_id=gone["into"]))
        else:
            rows += _cells(visit_id, before[visit_id], after[visit_id], was ^ now)
    return rows


def change_rows(table: pa.Table) -> list[ChangeRow]:
    """The rows of a table of changes."""
    return [ChangeRow.model_validate(row | {"article_ids": tuple(row["article_ids"])}) for row in table.to_pylist()]


def is_same_data(last: Tables, new: Tables) -> bool:
    """True if the tables hold what those of the last release hold, `changes` aside."""
    return all(
        name in last and _plain(last[name]).equals(_plain(table)) for name, table in new.items() if name != "changes"
    )


def _plain(table: pa.Table) -> pa.Table:
    """The table without dictionaries, which may number equal values otherwise, and in one piece."""
    import pyarrow as pa

    columns = [column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in table.columns]
    return pa.table([column.combine_chunks() for column in columns], names=table.column_names)


def counted(kinds: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many visits were added, changed and so on, from pairs of visit and kind."""
    return dict(sorted(Counter(kind for _, kind in set(kinds)).items()))


def _cells(visit_id: str, before: dict[str, Any], after: dict[str, Any], differing: Said) -> list[ChangeRow]:
    rows = []
    for name in dict.fromkeys([*after, *before]):
        old, new = cell_text(before.get(name)), cell_text(after.get(name))
        if old != new:
            about = CLAIMED_AS.get(name, (name,))
            own = frozenset(claim for claim in differing if claim[0] in about)
            rows.append(_row(visit_id, "changed", own or differing, field=name, old=old or None, new=new or None))
    return rows


def _row(visit_id: str, kind: ChangeKind, said: Said, **values: str | None) -> ChangeRow:
    article_ids = tuple(sorted({article_id for _, article_id, _ in said if article_id}))
    return ChangeRow(visit_id=visit_id, kind=kind, article_ids=article_ids, **values)


def _touched(last: pa.Table, new: pa.Table) -> set[str]:
    """The ids of visits that only one of the tables holds, or that differ in a cell."""
    import pyarrow as pa

    before, after = last.column("visit_id").to_pylist(), new.column("visit_id").to_pylist()
    if set(last.column_names) != set(new.column_names):
        return {*before, *after}
    place = {visit_id: n for n, visit_id in enumerate(before)}
    shared = [(place[visit_id], n, visit_id) for n, visit_id in enumerate(after) if visit_id in place]
    old = _plain(last.take(pa.array([n for n, _, _ in shared], pa.int64())))  # of no rows, pyarrow would ask the type
    now = _plain(new.take(pa.array([n for _, n, _ in shared], pa.int64())))
    touched = set(before) ^ set(after)
    for name in new.column_names:
        if not old.column(name).equals(now.column(name)):
            cells = zip(shared, old.column(name).to_pylist(), now.column(name).to_pylist(), strict=True)
            touched |= {visit_id for (_, _, visit_id), was, is_now in cells if was != is_now}
    return touched


def _by_id(visits: pa.Table, visit_ids: set[str]) -> dict[str, dict[str, Any]]:
    return {row["visit_id"]: row for row in _of(visits, visit_ids).to_pylist()}


def _said(claims: pa.Table, visit_ids: set[str]) -> dict[str, Said]:
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    claims = _of(claims, visit_ids)
    columns = (claims.column(name).to_pylist() for name in ("visit_id", "field", "article_id", "value"))
    for visit_id, field, article_id, value in zip(*columns, strict=True):
        found[visit_id].add((field, article_id or "", value))
    return {visit_id: frozenset(said) for visit_id, said in found.items()}


def _of(table: pa.Table, visit_ids: set[str]) -> pa.Table:
    """The rows about these visits."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return table.filter(pc.is_in(table.column("visit_id"), value_set=pa.array(sorted(visit_ids), pa.string())))


def _parents(before: pa.Table, after: pa.Table, staying: set[str]) -> dict[str, str]:
    """For a visit the other one, still there, under which most of its reports were told."""
    was = dict(zip(before.column("report_id").to_pylist(), before.column("visit_id").to_pylist(), strict=True))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for report_id, visit_id in zip(
        after.column("report_id").to_pylist(), after.column("visit_id").to_pylist(), strict=True
    ):
        if visit_id and (parent := was.get(report_id)):
            votes[visit_id][parent] += 1
    parents = {visit_id: min(poll, key=lambda one: (-poll[one], one)) for visit_id, poll in votes.items()}
    return {visit_id: parent for visit_id, parent in parents.items() if parent != visit_id and parent in staying}

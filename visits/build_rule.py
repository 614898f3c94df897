"""Trying a ruling: what it would change, before it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pandas import NA
from pydantic import ValidationError

from visits.model.cells import cell_text
from visits.model.codes import RulingKind
from visits.model.errors import UsageError
from visits.model.ruling import Ruling
from visits.model.visit import ChangeRow, RulingRow

if TYPE_CHECKING:
    import pandas as pd

    from visits.build import Progress

_EXPECTED = ("leader_id", "host_country", "start_date", "end_date", "status")
"""What a ruling expects of a visit, so that it isn't carried out on another one."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to decide (see `Ruling`), before it is known what it expects."""

    kind: RulingKind
    visit_ids: Sequence[str]
    reason: str
    author: str
    day: date
    field: str | None = None
    value: str | None = None
    articles: Sequence[str] = ()


@dataclass(frozen=True)
class Trial:
    """A ruling, what became of it on the articles as they are, and the changes that it would make."""

    ruling: Ruling
    row: RulingRow
    changes: Sequence[ChangeRow]


def try_ruling(
    raw: Path,
    dataset: Path,
    wish: Wish,
    rulings: Sequence[Ruling],
    *,
    registry_extra: Path | None = None,
    lexicon_extra: Path | None = None,
    workers: int = 1,
    progress: Progress = lambda step, done, total: None,
) -> Trial:
    """What a ruling would change if it were added to these; nothing is published.

    It expects of its visits what they hold after the other rulings. Raises UsageError for an unknown visit, and for
    what a ruling of this kind can't be.
    """
    from visits.build import read_articles
    from visits.build_draft import draft
    from visits.registry import load_registry
    from visits.release.changes import changes
    from visits.release.tables import frame, tables_of_cells

    read = read_articles(
        raw, dataset, workers=workers, registry_extra=registry_extra, lexicon_extra=lexicon_extra, progress=progress
    )
    registry = load_registry(registry_extra)
    before = tables_of_cells(draft(dataset, read, registry, rulings).cells)
    visits = frame("visits", before["visits"]).set_index("visit_id")
    ruling = _ruling(visits, wish, {ruling.id for ruling in rulings})
    after = draft(dataset, read, registry, (*rulings, ruling))
    return Trial(ruling, after.consolidated.rulings[-1], changes(before, tables_of_cells(after.cells)))


def _ruling(visits: pd.DataFrame, wish: Wish, used: set[str]) -> Ruling:
    names = (*_EXPECTED, wish.field) if wish.field and wish.field not in _EXPECTED else _EXPECTED
    try:
        return Ruling(
            id=next(made for n in count(1) if (made := f"{wish.day}-{n}") not in used),
            kind=wish.kind,
            visits=list(wish.visit_ids),
            field=wish.field,
            value=wish.value,
            articles=list(wish.articles),
            expected={visit_id: _values(visits, visit_id, names) for visit_id in wish.visit_ids},
            reason=wish.reason,
            author=wish.author,
            date=wish.day,
        )
    except ValidationError as error:
        problem = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise UsageError(problem, remedy="See docs/rulings.md.") from error


def _values(visits: pd.DataFrame, visit_id: str, names: Sequence[str]) -> dict[str, Any]:
    if visit_id not in visits.index:
        raise UsageError("is not in the dataset", entry=visit_id, remedy="`visits list` shows the ids.")
    row = visits.loc[visit_id]
    values: dict[str, Any] = {}
    for name in names:
        if name not in row.index:
            raise UsageError(f"there is no column {name!r}", remedy="See docs/rulings.md.")
        value = row[name]
        if isinstance(value, list):
            values[name] = value
        elif value is None or value is NA or value != value:
            values[name] = None
        else:
            values[name] = str(value.date()) if name.endswith("_date") else cell_text(value)
    return values

"""The cells of published tables, column by column, before any library of tables is needed.

A build hands them to the checks, which run in another process, and imports what writes tables meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from visits.release.columns import TABLES

Cells = dict[str, list[Any]]
"""The cells of one table by column."""


def cells_of(rows: Mapping[str, Iterable[object]]) -> dict[str, Cells]:
    """The cells of all published tables; `rows` holds each one's rows, a table without rows may be left out."""
    return {name: table_cells(name, list(rows.get(name, ()))) for name in TABLES}


def table_cells(name: str, rows: Sequence[object]) -> Cells:
    """The cells of one table; the rows have its columns as attributes."""
    return {column.name: [*map(attrgetter(column.name), rows)] for column in TABLES[name]}

"""The tables as one Excel workbook, the same bytes for the same tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visits.model.cells import cell_text
from visits.release.catalogue import CATALOGUE
from visits.release.columns import Column

if TYPE_CHECKING:
    import pyarrow as pa

_CREATED = datetime(2000, 1, 1)
"""The time that all workbooks bear, so that equal tables give equal bytes."""
SHEETS = tuple(name for name, listed in CATALOGUE.items() if listed.stata or name in ("claims", "articles"))
"""The tables that a workbook holds."""
_MOST_ROWS = 1_048_575
"""Rows below the header that a sheet can hold; a longer table goes on in further sheets."""
_LONGEST = 32_767
_ROWS_AT_ONCE = 20_000
_WIDTHS = {"text": 22, "list": 26, "code": 14, "date": 12, "integer": 10, "number": 10, "flag": 8}


def write_workbook(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Write a sheet for each of the tables in `SHEETS`, and one that explains the columns.

    Texts stay texts, whatever they begin with, and dates are dates. A text of more than 32,767 characters, which no
    cell can hold, is cut and ends in "…".
    """
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "visits", "created": _CREATED})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name in SHEETS:
            table = tables[name]
            columns = CATALOGUE[name].columns
            for n in range(max(1, -(-table.num_rows // _MOST_ROWS))):
                sheet = book.add_worksheet(name if n == 0 else f"{name} {n + 1}")
                _head(sheet, columns, bold)
                _fill(sheet, columns, table.slice(n * _MOST_ROWS, _MOST_ROWS), day)
        _explain(book.add_worksheet("columns"), SHEETS, bold)


def _head(sheet: Any, columns: Sequence[Column], bold: Any) -> None:
    for n, column in enumerate(columns):
        sheet.set_column(n, n, _WIDTHS[column.kind])
        sheet.write_string(0, n, column.name, bold)
    sheet.freeze_panes(1, 0)


def _fill(sheet: Any, columns: Sequence[Column], table: pa.Table, day: Any) -> None:
    if table.num_rows:
        sheet.autofilter(0, 0, table.num_rows, len(columns) - 1)
    for row, values in enumerate(_rows(table), start=1):
        for n, (column, value) in enumerate(zip(columns, values, strict=True)):
            if value is None or value == []:
                continue
            if column.kind == "date":
                sheet.write_datetime(row, n, value, day)
            elif column.kind in ("integer", "number"):
                sheet.write_number(row, n, value)
            elif column.kind == "flag":
                sheet.write_boolean(row, n, value)
            else:
                sheet.write_string(row, n, _fitting(cell_text(value)))


def _rows(table: pa.Table) -> Iterable[tuple[Any, ...]]:
    for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _explain(sheet: Any, tables: Iterable[str], bold: Any) -> None:
    row = 0
    for n, (title, width) in enumerate((("table", 16), ("column", 22), ("meaning", 90))):
        sheet.set_column(n, n, width)
        sheet.write_string(0, n, title, bold)
    for name in tables:
        for column in CATALOGUE[name].columns:
            row += 1
            for n, text in enumerate((name, column.name, column.about)):
                sheet.write_string(row, n, text)

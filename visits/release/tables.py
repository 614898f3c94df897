"""Rows of the model → Arrow tables, as published → DataFrames, as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from visits.model.tables import Tables
from visits.release.catalogue import CATALOGUE
from visits.release.cells import Cells, cells_of, table_cells
from visits.release.columns import TABLES, Column

_ARROW: dict[str, pa.DataType] = {
    "text": pa.string(),
    "code": pa.dictionary(pa.int32(), pa.string()),
    "date": pa.date32(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "list": pa.list_(pa.string()),
}


def arrow_tables(rows: Mapping[str, Iterable[object]]) -> dict[str, pa.Table]:
    """All published tables; `rows` holds each one's rows in their order, a table without rows may be left out."""
    return tables_of_cells(cells_of(rows))


def tables_of_cells(cells: Mapping[str, Cells]) -> dict[str, pa.Table]:
    """The published tables whose cells are given.

    An empty string counts as null, so that a CSV file, which can't tell the two apart, holds equal values.
    """
    return {name: _table(TABLES[name], cells[name]) for name in TABLES if name in cells}


def arrow_table(name: str, rows: Sequence[object]) -> pa.Table:
    """One published table; see `tables_of_cells`."""
    return _table(TABLES[name], table_cells(name, rows))


def _table(columns: Sequence[Column], cells: Cells) -> pa.Table:
    arrays = [_array(column, cells[column.name]) for column in columns]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(columns))


def arrow_schema(columns: Sequence[Column]) -> pa.Schema:
    """The table's Arrow schema; each field carries its meaning as metadata `description`."""
    return pa.schema([pa.field(c.name, _ARROW[c.kind], metadata={"description": c.about}) for c in columns])


def _array(column: Column, values: list[Any]) -> pa.Array:
    if column.kind == "code":
        positions = {code: position for position, code in enumerate(column.codes)}
        indices = pa.array([None if value is None else positions[value] for value in values], pa.int32())
        return pa.DictionaryArray.from_arrays(indices, pa.array(column.codes, pa.string()))
    if column.kind == "text":
        values = [value or None for value in values]
    return pa.array(values, _ARROW[column.kind])


def frames(tables: Mapping[str, pa.Table]) -> Tables:
    """The tables as typed DataFrames (see `Tables` for the types)."""
    return Tables(**{name: frame(name, tables[name]) for name in TABLES})


def frame(name: str, table: pa.Table) -> pd.DataFrame:
    """One table as a typed DataFrame."""
    columns = CATALOGUE[name].columns
    return pd.DataFrame({column.name: _series(column, table.column(column.name)) for column in columns})


def _series(column: Column, values: pa.ChunkedArray) -> pd.Series[Any]:
    match column.kind:
        case "list":
            return pd.Series(values.to_pylist(), dtype="object")
        case "code":
            found = pc.index_in(values.cast(pa.string()), pa.array(column.codes, pa.string()))
            numbers: list[int] = pc.fill_null(found, -1).to_pylist()
            return pd.Series(pd.Categorical.from_codes(numbers, categories=pd.Index(column.codes, dtype="str")))
        case "date":
            return pd.Series(values.cast(pa.timestamp("us")).to_pandas(), dtype="datetime64[us]")
        case "integer":
            return pd.Series(values.cast(pa.int64()).to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get))
        case "number":
            return pd.Series(values.to_pandas(), dtype="float64")
        case "flag":
            return pd.Series(values.to_numpy(), dtype="bool")
        case "text":
            return pd.Series(values.to_pandas(), dtype="str")

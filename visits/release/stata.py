"""Tables as Stata files (`.dta`, version 118: Stata 14 and later).

Codes and flags are numbers with value labels, dates are days, lists are joined by "; "; unknown is missing, of text the
empty string. Variables carry their meaning as labels, of at most 80 characters. Names that Stata keeps for itself get
an underscore at the end (`end_`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.parquet import ParquetFile

from visits.release.catalogue import CATALOGUE
from visits.release.columns import Column

if TYPE_CHECKING:
    import pandas as pd

_LABEL = 80
_WHEN = datetime(2000, 1, 1)
"""The time that all files bear, so that equal tables give equal bytes."""
_RESERVED = frozenset({"end", "in", "if", "using", "with", "long", "int", "float", "double", "byte", "case", "class"})
_LONGEST_TEXT = 2045
"""Bytes that a text of fixed length can have; a column with a longer one is stored as `strL`."""


def write_stata_files(folder: Path, last_first: bool = False) -> set[str]:
    """Write the tables that are analysed on their own, given a folder with their Parquet files; returns their names.

    A table whose file is there is left to whoever began it, so that two processes can share the work if one of them
    begins with the last.
    """
    names = [name for name in CATALOGUE if CATALOGUE[name].stata and (folder / f"{name}.parquet").is_file()]
    written = set()
    for name in reversed(names) if last_first else names:
        try:
            (folder / f"{name}.dta").open("xb").close()
        except FileExistsError:
            continue
        write_stata_file(folder, name)
        written.add(name)
    return written


def write_stata_file(folder: Path, name: str) -> None:
    """Write one table, given a folder with its Parquet file."""
    with ParquetFile(folder / f"{name}.parquet") as file:
        table = file.read()
    write_stata(table, CATALOGUE[name].columns, folder / f"{name}.dta", f"visits: {CATALOGUE[name].about}")


def write_stata(table: pa.Table, columns: Sequence[Column], path: Path, label: str = "") -> None:
    """Write one table; `columns` describe it, `label` is the label of the dataset."""
    frame = stata_frame(table, columns)
    texts = [column.name for column in columns if column.kind in ("text", "list")]
    long = [stata_name(name) for name in texts if _longest(table.column(name)) > _LONGEST_TEXT]
    with path.open("wb") as file:
        frame.to_stata(
            file,
            write_index=False,
            version=118,
            time_stamp=_WHEN,
            data_label=label[:_LABEL],
            variable_labels={stata_name(column.name): variable_label(column) for column in columns},
            convert_dates={stata_name(column.name): "td" for column in columns if column.kind == "date"},
            value_labels={stata_name(c.name): _value_labels(c) for c in columns if c.kind in ("code", "flag")},
            convert_strl=long,
        )


def stata_name(name: str) -> str:
    """The name of a column in Stata."""
    return f"{name}_" if name in _RESERVED else name


def variable_label(column: Column) -> str:
    """The meaning in 80 characters: whole, else its first part, else cut."""
    if len(column.about) <= _LABEL:
        return column.about
    first = column.about.split(";")[0].split(":")[0]
    return first if len(first) <= _LABEL else first[: _LABEL - 1] + "…"


def _value_labels(column: Column) -> dict[int | float, str]:
    """The codes of a column by their numbers, from 1; a flag is 0 or 1."""
    return dict(enumerate(column.codes, start=1)) if column.kind == "code" else {0: "false", 1: "true"}


def stata_frame(table: pa.Table, columns: Sequence[Column]) -> pd.DataFrame:
    """The table with types that Stata has: text as `object`, never null."""
    import pandas as pd

    return pd.DataFrame({stata_name(c.name): _series(c, table.column(c.name).combine_chunks()) for c in columns})


def _series(column: Column, values: Any) -> Any:
    import pandas as pd

    match column.kind:
        case "code":
            numbers = pc.index_in(values.cast(pa.string()), pa.array(column.codes, pa.string()))
            return pd.array(pc.add(numbers, 1).to_numpy(zero_copy_only=False), dtype="Int8")
        case "date":
            return values.cast(pa.timestamp("us")).to_pandas()
        case "integer":
            return pd.array(values.to_numpy(zero_copy_only=False), dtype="Int64")
        case "number":
            return values.to_pandas()
        case "flag":
            return pd.array(values.to_numpy(zero_copy_only=False), dtype="Int8")
        case "list":
            values = pc.binary_join(values, "; ")
    return pd.Series(values.fill_null("").to_pylist(), dtype="object")


def _longest(texts: pa.ChunkedArray) -> int:
    """The bytes of the longest text; of lists the longest joined one."""
    joined = pc.binary_join(texts, "; ") if pa.types.is_list(texts.type) else texts
    return pc.max(pc.binary_length(joined)).as_py() or 0

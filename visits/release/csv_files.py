"""Tables as CSV: UTF-8, one header line, the same bytes on every machine.

Lists are joined by "; ", dates stand as YYYY-MM-DD, null as nothing; a cell is quoted only if it must be. Text that a
spreadsheet would run as a formula gets an apostrophe in front, each item of a list likewise; `plain` takes it away.
The bytes are made here, not by a library, because the content hash of a release is that of its CSV files.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from visits.model.cells import cell_text

_ROWS_AT_ONCE = 50_000
_FORMULA = r"^'*[=+\-@\t\r\n＝＋－＠]"
"""What begins like this would be run, or looks as if the apostrophe had been put there."""
_NEUTRALISED = re.compile("^'" + _FORMULA[1:])
_QUOTED = r'[",\r\n]'


def write_csv(table: pa.Table, path: Path) -> None:
    with path.open("wb") as file:
        file.write((",".join(table.column_names) + "\n").encode("utf-8"))
        for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
            if not batch.num_rows:
                continue
            lines = pc.binary_join_element_wise(*(_cells(column) for column in batch.columns), ",")
            whole = pa.ListArray.from_arrays(pa.array([0, len(lines)], pa.int32()), lines)
            file.write(pc.binary_join(whole, "\n")[0].as_buffer())
            file.write(b"\n")


def plain(cell: str) -> str:
    """The text of a cell, or of an item of a list, without the apostrophe put before what looks like a formula."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def neutralised(texts: pa.Array) -> pa.Array:
    """Texts with an apostrophe before each that a spreadsheet would run."""
    risky = pc.match_substring_regex(texts, _FORMULA)
    if not pc.any(risky).as_py():
        return texts
    return pc.if_else(risky, pc.binary_join_element_wise("'", texts, ""), texts)


def _cells(column: pa.Array) -> pa.Array:
    """The column as it stands in the file, quoted where that is needed."""
    kind = column.type
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_date(kind):
        return pc.fill_null(column.cast(pa.string()), "")
    if pa.types.is_floating(kind):
        return pa.array([cell_text(value) for value in column.to_pylist()], pa.string())
    if pa.types.is_list(kind):
        column = _joined(column)
    elif pa.types.is_dictionary(kind):
        column = column.cast(pa.string())
    else:
        column = neutralised(column)
    return _quoted(pc.fill_null(column, ""))


def _joined(column: pa.Array) -> pa.Array:
    """Lists of texts as one text each, the items neutralised and joined by "; "."""
    items = neutralised(column.flatten())
    lengths = pc.fill_null(pc.list_value_length(column), 0)
    ends = pa.array([0, *pc.cumulative_sum(lengths).to_pylist()], pa.int32())
    return pc.binary_join(pa.ListArray.from_arrays(ends, items), "; ")


def _quoted(texts: pa.Array) -> pa.Array:
    needed = pc.match_substring_regex(texts, _QUOTED)
    if not pc.any(needed).as_py():
        return texts
    inner = pc.replace_substring(texts, '"', '""')
    return pc.if_else(needed, pc.binary_join_element_wise('"', inner, '"', ""), texts)

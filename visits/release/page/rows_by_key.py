"""The rows of a large table by the values of one column, without a Python object for each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Row = tuple[Any, ...]


class RowsByKey:
    """Some columns of a table, whose rows are found by a key column; rows of one key keep their order.

    Only the rows asked for become Python values: words, numbers and flags as they are, dates as YYYY-MM-DD, unknown
    values as None.
    """

    def __init__(self, table: pa.Table, key: str, columns: Sequence[str]):
        keys = plain(table[key])
        known = pc.unique(keys).drop_null()
        codes = pc.index_in(keys, value_set=known).fill_null(-1).to_numpy(zero_copy_only=False)
        self._order = np.argsort(codes, kind="stable")
        self._bounds = np.searchsorted(codes[self._order], np.arange(len(known) + 1))
        self._positions = {value: position for position, value in enumerate(known.to_pylist())}
        self._columns = [plain(table[name]) for name in columns]

    def rows(self, keys: Sequence[str]) -> dict[str, list[Row]]:
        """For each key its rows, each a tuple of the columns; an empty list for one that has none."""
        places = {key: self._positions[key] for key in keys if key in self._positions}
        found: dict[str, list[Row]] = {key: [] for key in keys}
        if not places:
            return found
        pieces = [self._order[self._bounds[place] : self._bounds[place + 1]] for place in places.values()]
        wanted = pa.array(np.concatenate(pieces))
        rows = list(zip(*(values(column.take(wanted)) for column in self._columns), strict=True))
        start = 0
        for key, piece in zip(places, pieces, strict=True):
            found[key] = rows[start : start + len(piece)]
            start += len(piece)
        return found


def plain(column: pa.ChunkedArray) -> pa.Array:
    """The column in one piece, without a dictionary, its dates as text."""
    if pa.types.is_dictionary(column.type) or pa.types.is_date(column.type):
        column = column.cast(pa.string())
    return column.combine_chunks()


def values(column: pa.Array) -> list[Any]:
    """The column's Python values; by way of numpy, which is quicker, where that leaves them as they are."""
    if pa.types.is_list(column.type) or (column.null_count and not pa.types.is_string(column.type)):
        return column.to_pylist()  # type: ignore[no-any-return]
    return column.to_numpy(zero_copy_only=False).tolist()  # type: ignore[no-any-return]

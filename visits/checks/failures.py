"""Which rows fail an expectation, and why.

great-expectations gives the verdict and the count; it is slow in naming the rows, so they are found here, by the
same rules. Where the two disagree, the run stops: one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from visits.checks.outcome import FailedRow

if TYPE_CHECKING:
    from visits.checks.suites import Check

_ID_COLUMNS = ("visit_id", "article_id", "path")
_UNKNOWN = "unknown"

Failing = Callable[[pd.DataFrame, Mapping[str, Any]], "pd.Series[bool]"]


def _column(frame: pd.DataFrame, kwargs: Mapping[str, Any], key: str = "column") -> pd.Series[Any]:
    column: pd.Series[Any] = frame[kwargs[key]]
    return column


def _null(frame: pd.DataFrame, kwargs: Mapping[str, Any]) -> pd.Series[bool]:
    return _column(frame, kwargs).isna()


def _not_null(frame: pd.DataFrame, kwargs: Mapping[str, Any]) -> pd.Series[bool]:
    return _column(frame, kwargs).notna()


def _repeated(frame: pd.DataFrame, kwargs: Mapping[str, Any]) -> pd.Series[bool]:
    column = _column(frame, kwargs)
    return column.duplicated(keep=False) & column.notna()


def _outside_set(frame: pd.DataFrame, kwargs: Mapping[str, Any]) -> pd.Series[bool]:
    column = _column(frame, kwargs)
    return column.notna() & ~column.isin(kwargs["value_set"])


def _out_of_bounds(frame: pd.DataFrame, kwargs: Mapping[str, Any]) -> pd.Series[bool]:
    column = _column(frame, kwargs)
    least, most = kwargs.get("min_value"), kwargs.get("max_value")
    too_small = column < least if least is not None else False
    too_large = column > most if most is not None else False
    return column.notna() & (too_small | too_large)


def _not_greater(frame: pd.DataFrame, kwargs: Mapping[str, Any]) -> pd.Series[bool]:
    greater, smaller = _column(frame, kwargs, "column_A"), _column(frame, kwargs, "column_B")
    holds = greater >= smaller if kwargs.get("or_equal") else greater > smaller
    return greater.notna() & smaller.notna() & ~holds


def _unequal(frame: pd.DataFrame, kwargs: Mapping[str, Any]) -> pd.Series[bool]:
    one, other = _column(frame, kwargs, "column_A"), _column(frame, kwargs, "column_B")
    return ~(one == other) & (one.notna() | other.notna())


FAILING: dict[str, Failing] = {
    "expect_column_values_to_not_be_null": _null,
    "expect_column_values_to_be_null": _not_null,
    "expect_column_values_to_be_unique": _repeated,
    "expect_column_values_to_be_in_set": _outside_set,
    "expect_column_values_to_be_between": _out_of_bounds,
    "expect_column_pair_values_a_to_be_greater_than_b": _not_greater,
    "expect_column_pair_values_to_be_equal": _unequal,
}
"""The expectations that suites may use, with the rows that fail them."""


def failed_rows(check: Check, frame: pd.DataFrame, limit: int) -> tuple[int, tuple[FailedRow, ...]]:
    """The number of rows that fail the check, and the first `limit` of them with their reasons."""
    failing = FAILING[check.type](frame, check.kwargs).to_numpy(dtype=bool)
    if not failing.any():
        return 0, ()
    first = frame.iloc[np.flatnonzero(failing)[:limit]]
    shown = {column: [_shown(value) for value in first[column]] for column in check.shown_columns}
    ids = [str(_shown(value)) for value in _ids(first)]
    return int(failing.sum()), _reasons(check.reason, ids, shown)


def _ids(rows: pd.DataFrame) -> pd.Series[Any]:
    """What names each row: the first of its ids that is given."""
    columns = [column for column in _ID_COLUMNS if column in rows.columns]
    return rows[columns].bfill(axis="columns")[columns[0]]


def _reasons(template: str, ids: Sequence[str], shown: Mapping[str, Sequence[object]]) -> tuple[FailedRow, ...]:
    cells = ({column: values[row] for column, values in shown.items()} for row in range(len(ids)))
    return tuple(FailedRow(id_, template.format(**named)) for id_, named in zip(ids, cells, strict=True))


def _shown(value: object) -> object:
    """A cell as a reason shows it: days without hours, whole numbers without a point."""
    if pd.isna(value):  # type: ignore[call-overload]  # cells are scalars: lists are left out of checked tables
        return _UNKNOWN
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value

"""Tables that pass every check, and ways to break them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
from stories import Story

from visits.checks.columns import checked_frames
from visits.checks.failures import failed_rows
from visits.checks.outcome import FailedRow
from visits.checks.suites import load_suites
from visits.model.tables import Tables
from visits.registry import load_registry
from visits.release.tables import arrow_tables, frames

FIRST, FOURTH, HANOI, PLANNED, MINISTER = range(5)
"""The rows of the visits: Kim's first and fourth visit to China, one to Vietnam, a planned one, a minister's."""


def good_rows() -> dict[str, Sequence[object]]:
    """Five visits, four of Kim Jong Un and one of a minister whom the registry doesn't know."""
    story = Story()
    story.tells("first", start="2018-03-25", end="2018-03-28", source="Daily", published="2018-03-28", ordinal=1)
    story.tells(
        "fourth",
        start="2019-01-07",
        end="2019-01-10",
        source="Daily",
        published="2019-01-10",
        ordinal=4,
        mode_of_travel="train",
        visit_type="official",
        host_leader="Xi Jinping",
        host_leader_id="chn-xi-jinping",
        cities=("Beijing", "Dandong"),
        companions=("Ri Sol Ju",),
    )
    story.tells("hanoi", start="2019-02-26", end="2019-03-02", published="2019-03-02", host_country="VNM")
    story.tells("plan", start="2019-11", published="2019-05-01", host_country="VNM", status="planned")
    story.tells(
        "minister",
        leader="Ri Su Yong",
        leader_id=None,
        leader_role="minister",
        leader_title="minister",
        start="2016-05-31",
        end="2016-06-02",
        published="2016-06-02",
    )
    return story.rows()


@cache
def good_tables() -> Tables:
    """The tables of these rows."""
    return frames(arrow_tables(good_rows()))


def no_tables() -> Tables:
    """The tables of a build that found nothing."""
    return frames(arrow_tables({}))


def with_cells(tables: Tables, table: str, row: int, **cells: Any) -> Tables:
    """The tables with other values in some cells of one row."""
    frame: pd.DataFrame = getattr(tables, table).copy()
    for column, value in cells.items():
        values = frame[column].astype("object").tolist()
        values[row] = value
        dtype = "object" if isinstance(frame[column].dtype, pd.CategoricalDtype) else frame[column].dtype
        frame[column] = pd.Series(values, index=frame.index, dtype=dtype)
    return replace(tables, **{table: frame})


def with_row(tables: Tables, table: str, **cells: Any) -> Tables:
    """The tables with one row more, empty but for these cells."""
    frame: pd.DataFrame = getattr(tables, table)
    row = pd.DataFrame({column: pd.Series([cells.get(column)], dtype=frame[column].dtype) for column in frame.columns})
    return replace(tables, **{table: pd.concat([frame, row], ignore_index=True)})


def failures(tables: Tables, **options: Any) -> dict[str, tuple[FailedRow, ...]]:
    """The checks that fail, with their rows, found without great-expectations."""
    checked = checked_frames(tables, load_registry(), options.get("today"))
    rows = {
        check.name: failed_rows(check, checked[suite.table], limit=20)[1]
        for suite in load_suites()
        for check in suite.checks
    }
    return {name: failed for name, failed in rows.items() if failed}


def visit_id(row: int) -> str:
    return str(good_tables().visits["visit_id"].iloc[row])

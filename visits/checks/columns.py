"""The tables as the suites see them: the published columns, and beside them those that a rule needs computed.

A rule that needs the registry, another row or another table is prepared here as a column, so that its expectation
stays a plain statement about columns. Lists are left out. Words become objects and whole numbers floats, with NaN
where missing, which great-expectations handles far faster than pandas' extension types.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
from pydantic import BaseModel

from visits.checks.claims import cells_without_claim, claim_columns
from visits.checks.codes import code_columns
from visits.checks.dates import date_columns
from visits.checks.offices import office_columns
from visits.checks.sequences import sequence_columns
from visits.model.errors import ReleaseError
from visits.model.report import Report
from visits.model.tables import Tables
from visits.model.visit import ArticleRow, ClaimRow, CompanionRow, Visit
from visits.registry import Registry

_ROWS: dict[str, type[BaseModel]] = {
    "visits": Visit,
    "claims": ClaimRow,
    "articles": ArticleRow,
    "companions": CompanionRow,
}
_KEYS = {"removed": ("visit_id",), "rejects": ("path", "article_id", "reason")}
_LISTS = ("cities", "companions", "conflicts")
_CONFLICT_FIELDS = frozenset({*Visit.model_fields, *Report.model_fields})


def checked_frames(tables: Tables, registry: Registry, today: date | None) -> dict[str, pd.DataFrame]:
    """Each table with its computed columns and a fresh index; raises ReleaseError if a column is missing."""
    _require_columns(tables)
    fresh = {name: table.reset_index(drop=True) for name, table in tables}
    return {
        "visits": _visits(fresh, registry),
        "claims": _plain(fresh["claims"]).assign(**claim_columns(fresh["claims"], fresh["visits"], fresh["articles"])),
        "companions": _companions(fresh["companions"], fresh["visits"]),
        "articles": _articles(fresh["articles"], today),
        "removed": _plain(fresh["removed"]).assign(
            still_published=fresh["removed"]["visit_id"].isin(fresh["visits"]["visit_id"])
        ),
        "rejects": _plain(fresh["rejects"]),
    }


def _require_columns(tables: Tables) -> None:
    for name, table in tables:
        wanted = _ROWS[name].model_fields if name in _ROWS else _KEYS[name]
        if missing := [column for column in wanted if column not in table.columns]:
            raise ReleaseError(
                f"the table lacks {', '.join(missing)}", entry=f"table {name}", remedy="Build the release again."
            )


def _visits(tables: dict[str, pd.DataFrame], registry: Registry) -> pd.DataFrame:
    visits = tables["visits"]
    frame = _plain(visits)
    frame = frame.assign(**code_columns(frame, registry))
    frame = frame.assign(**date_columns(frame))
    frame = frame.assign(**office_columns(frame, registry))
    frame = frame.assign(**sequence_columns(frame))
    n_rows = tables["companions"].groupby("visit_id", observed=True).size()
    return frame.assign(
        cells_without_claim=cells_without_claim(visits, tables["claims"]),
        n_articles_quoted=_distinct_articles(frame, tables["claims"]),
        n_companions=visits["companions"].map(len).astype("float64"),
        n_companion_rows=frame["visit_id"].map(n_rows).fillna(0).astype("float64"),
        unknown_conflicts=visits["conflicts"].map(_unknown_conflicts).astype("object"),
    )


def _distinct_articles(frame: pd.DataFrame, claims: pd.DataFrame) -> pd.Series[float]:
    quoted = claims[["visit_id", "article_id"]].drop_duplicates().groupby("visit_id", observed=True).size()
    return frame["visit_id"].map(quoted).fillna(0).astype("float64")


def _unknown_conflicts(conflicts: list[str]) -> str | None:
    return ", ".join(sorted(set(conflicts) - _CONFLICT_FIELDS)) or None


def _companions(companions: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    frame = _plain(companions)
    listed = set(visits[["visit_id", "companions"]].explode("companions").itertuples(index=False, name=None))
    leaders = dict(zip(visits["visit_id"], visits["leader"], strict=True))
    return frame.assign(
        visit_is_known=frame["visit_id"].isin(visits["visit_id"]),
        is_listed=[pair in listed for pair in zip(frame["visit_id"], frame["name"], strict=True)],
        is_the_leader=[leaders.get(v) == name for v, name in zip(frame["visit_id"], frame["name"], strict=True)],
    )


def _articles(articles: pd.DataFrame, today: date | None) -> pd.DataFrame:
    """Without `today`, no article counts as one from the future."""
    ahead = (articles["published"] - pd.Timestamp(today)).dt.days if today else pd.Series(pd.NA, articles.index)
    return _plain(articles).assign(days_after_today=ahead.astype("Float64").astype("float64"))


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """The columns without lists, in the types of numpy."""
    return pd.DataFrame(
        {name: _as_numpy(table[name]) for name in table.columns if name not in _LISTS}, index=table.index
    )


def _as_numpy(column: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(column.dtype) or pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.astype("float64")
    return column.astype("object")

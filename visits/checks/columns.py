"""The tables as the suites see them: the published columns, and beside them those that a rule needs computed.

A rule that needs the registry, another row or another table is prepared here as a column, so that its expectation
stays a plain statement about columns. Words become objects and whole numbers floats, with NaN where missing, which
both pandas and great-expectations handle many times faster than the extension types of published tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from pydantic import BaseModel

from visits.checks.claims import claim_columns, names_of_true, weigh
from visits.checks.codes import code_columns
from visits.checks.dates import date_columns
from visits.checks.offices import office_columns
from visits.checks.sequences import sequence_columns
from visits.model.errors import ReleaseError
from visits.model.report import Report
from visits.model.tables import Tables
from visits.model.visit import ArticleRow, ClaimRow, CompanionRow, CoverageRow, ReportRow, SentenceRow, Visit
from visits.registry import Registry

_ROWS: dict[str, type[BaseModel]] = {
    "visits": Visit,
    "claims": ClaimRow,
    "articles": ArticleRow,
    "sentences": SentenceRow,
    "companions": CompanionRow,
    "reports": ReportRow,
    "coverage": CoverageRow,
}
_KEYS = {
    "removed": ("visit_id",),
    "rejects": ("path", "article_id", "reason"),
    "ledger": ("report_id", "found_id", "visit_id"),
    "changes": ("visit_id", "kind"),
    "rulings": ("ruling_id", "applied"),
}
_REQUIRED = {
    "visits": ("visit_id", "leader_id", "leader", "leader_role", "host_country", "status", "n_articles"),
    "claims": ("visit_id", "report_id", "article_id", "field", "value", "quote", "part", "start", "end", "rule"),
    "articles": ("article_id", "published_basis", "path", "outcome"),
    "sentences": ("article_id", "part", "start", "end", "text"),
    "companions": ("visit_id", "name"),
    "reports": ("report_id", "article_id", "visit_id"),
    "coverage": ("leader_id", "host_country", "visit_id"),
    "removed": ("visit_id",),
    "rejects": ("path", "reason"),
    "ledger": ("report_id", "article_id", "found_id"),
    "changes": ("visit_id", "kind"),
    "rulings": ("ruling_id", "kind", "reason", "author"),
}
_CONFLICT_FIELDS = frozenset({*Visit.model_fields, *Report.model_fields})


def checked_frames(tables: Tables, registry: Registry, today: date | None) -> dict[str, pd.DataFrame]:
    """Each table with its computed columns and a fresh index; raises ReleaseError if a column is missing."""
    _require_columns(tables)
    plain = {name: _plain(table.reset_index(drop=True), _REQUIRED[name]) for name, table in tables}
    visits, claims, companions = plain["visits"], plain["claims"], plain["companions"]
    evidence = weigh(visits, claims)
    of_removed = {"still_published": plain["removed"]["visit_id"].isin(visits["visit_id"])}
    return plain | {
        "visits": _visits(plain, registry).assign(cells_without_claim=evidence.lacking),
        "claims": claims.assign(**claim_columns(claims, visits, plain["articles"], evidence)),
        "companions": companions.assign(**_companion_columns(companions, visits)),
        "articles": plain["articles"].assign(days_after_today=_days_ahead(plain["articles"]["published"], today)),
        **{name: _with_known_visits(plain[name], visits) for name in ("reports", "coverage")},
        "removed": plain["removed"].assign(**of_removed),
    }


def _require_columns(tables: Tables) -> None:
    for name, table in tables:
        wanted = _ROWS[name].model_fields if name in _ROWS else _KEYS[name]
        if missing := [column for column in wanted if column not in table.columns]:
            raise ReleaseError(
                f"the table lacks {', '.join(missing)}", entry=f"table {name}", remedy="Build the release again."
            )


def _visits(plain: dict[str, pd.DataFrame], registry: Registry) -> pd.DataFrame:
    visits = plain["visits"]
    return visits.assign(
        **code_columns(visits, registry),
        **date_columns(visits),
        **office_columns(visits, registry),
        **sequence_columns(visits),
        n_articles_quoted=_rows_per_visit(visits, _articles_quoted(plain["claims"])),
        n_companions=visits["companions"].map(len).astype("float64"),
        n_companion_rows=_rows_per_visit(visits, plain["companions"]),
        unknown_conflicts=visits["conflicts"].map(_unknown_conflicts).astype("object"),
    )


def _articles_quoted(claims: pd.DataFrame) -> pd.DataFrame:
    """Each pair of a visit and an article once; rulings quote none."""
    return claims[["visit_id", "article_id"]].dropna().drop_duplicates()


def _rows_per_visit(visits: pd.DataFrame, rows: pd.DataFrame) -> pd.Series[float]:
    return visits["visit_id"].map(rows["visit_id"].value_counts()).fillna(0).astype("float64")


def _unknown_conflicts(conflicts: list[str]) -> str | None:
    return ", ".join(sorted(set(conflicts) - _CONFLICT_FIELDS)) or None


def _companion_columns(companions: pd.DataFrame, visits: pd.DataFrame) -> dict[str, Any]:
    """Whether a companion's visit is known, whether its list has the name, and whether the name is the leader's."""
    lists = zip(visits["visit_id"], visits["companions"], strict=True)
    listed = {(visit_id, name) for visit_id, names in lists for name in names}
    pairs = list(zip(companions["visit_id"], companions["name"], strict=True))
    leaders = dict(zip(visits["visit_id"], visits["leader"], strict=True))
    return {
        "visit_is_known": companions["visit_id"].isin(visits["visit_id"]),
        "is_listed": [pair in listed for pair in pairs],
        "is_the_leader": [leaders.get(visit_id) == name for visit_id, name in pairs],
    }


def _with_known_visits(table: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    return table.assign(visit_is_known=table["visit_id"].isin(visits["visit_id"]))


def _days_ahead(published: pd.Series, today: date | None) -> pd.Series[float]:
    """Days from today to the publication; missing where today isn't told."""
    if today is None:
        return pd.Series(float("nan"), index=published.index)
    return (published - pd.Timestamp(today)).dt.days.astype("float64")


def _plain(table: pd.DataFrame, required: Sequence[str]) -> pd.DataFrame:
    """The table in plain types, and `missing_cells`: the required columns that are empty in a row, else None."""
    plain = pd.DataFrame({name: _as_numpy(table[name]) for name in table.columns}, index=table.index)
    return plain.assign(missing_cells=names_of_true(plain[list(required)].isna()))


def _as_numpy(column: pd.Series) -> pd.Series:
    if pd.api.types.is_string_dtype(column.dtype):
        return column.astype("object")
    if pd.api.types.is_extension_array_dtype(column.dtype) and pd.api.types.is_any_real_numeric_dtype(column.dtype):
        return column.astype("float64")
    return column

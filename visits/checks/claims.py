"""Columns that hold visits and claims against each other: every cell has its evidence, every claim its visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

_EXACT_FIELDS = (
    "leader_country",
    "host_country",
    "mode_of_travel",
    "visit_type",
    "occasion",
    "status",
    "start_date",
    "end_date",
    "ordinals",
)
"""Fields of which an accepted claim has the very value of the cell."""
_NAMED_FIELDS = ("leader", "host_leader")
"""Fields that hold the registry's form of a name, whatever form the accepted claims have."""
_LIST_FIELDS = ("cities", "companions")
_EDTF_WIDTH = {"day": 10, "month": 7, "year": 4}


def cells_without_claim(visits: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """For each visit, the columns with a value for which no accepted claim speaks ("end_date, cities"), or None."""
    accepted = claims[claims["accepted"]]
    unbacked = {
        **{field: _unbacked_values(visits, accepted, field) for field in _EXACT_FIELDS},
        **{field: _unnamed(visits, accepted, field) for field in _NAMED_FIELDS},
        **{field: _unbacked_items(visits, accepted, field) for field in _LIST_FIELDS},
    }
    flags = pd.DataFrame(unbacked).rename(columns={"ordinals": "ordinal"})
    lacking = [", ".join(flags.columns[row]) or None for row in flags.to_numpy()]
    return pd.Series(lacking, index=visits.index, dtype="object")


def claim_columns(claims: pd.DataFrame, visits: pd.DataFrame, articles: pd.DataFrame) -> dict[str, pd.Series]:
    """The columns that rules about claims need.

    - `visit_is_known`, `article_is_known`: their tables have a row of that id.
    - `excess_length`: characters between the offsets beyond those of the quote.
    - `accepted_against_the_cell`: the claim counts as taken over, yet the visit's cell holds another value.
    """
    against = pd.Series(False, index=claims.index)
    for field in _EXACT_FIELDS:
        of_field = claims[claims["accepted"] & (claims["field"] == field)]
        cells = set(_keys(visits["visit_id"], claimed_form(visits, field)))
        contradicting = [key not in cells for key in _keys(of_field["visit_id"], of_field["value"])]
        against.loc[of_field.index[contradicting]] = True
    return {
        "visit_is_known": claims["visit_id"].isin(visits["visit_id"]),
        "article_is_known": claims["article_id"].isin(articles["article_id"]),
        "excess_length": (claims["end"] - claims["start"] - claims["quote"].str.len()).astype("float64"),
        "accepted_against_the_cell": against,
    }


def claimed_form(visits: pd.DataFrame, field: str) -> pd.Series:
    """A field's cells in the form in which claims hold them; None where empty."""
    if field in ("start_date", "end_date"):
        return _dates_to_precision(visits, field.removesuffix("_date"))
    if field == "ordinals":
        return _each(visits["ordinal"], lambda ordinal: f"{int(ordinal)} country")
    return _each(visits[field], str)


def _dates_to_precision(visits: pd.DataFrame, edge: str) -> pd.Series:
    iso = visits[f"{edge}_date"].dt.strftime("%Y-%m-%d")
    cells = zip(iso, visits[f"{edge}_precision"], strict=True)
    forms = [None if pd.isna(day) else day[: _EDTF_WIDTH.get(precision, 10)] for day, precision in cells]
    return pd.Series(forms, index=visits.index, dtype="object")


def _each(cells: pd.Series, form: Callable[[Any], str]) -> pd.Series:
    return pd.Series([None if pd.isna(c) else form(c) for c in cells], index=cells.index, dtype="object")


def _keys(ids: pd.Series, values: pd.Series) -> zip[tuple[str, str]]:
    return zip(ids, values, strict=True)


def _unbacked_values(visits: pd.DataFrame, accepted: pd.DataFrame, field: str) -> pd.Series:
    """True where the cell holds a value that no accepted claim has."""
    of_field = accepted[accepted["field"] == field]
    backed = set(_keys(of_field["visit_id"], of_field["value"]))
    cells = _keys(visits["visit_id"], claimed_form(visits, field))
    return pd.Series([value is not None and (id_, value) not in backed for id_, value in cells], index=visits.index)


def _unnamed(visits: pd.DataFrame, accepted: pd.DataFrame, field: str) -> pd.Series:
    """True where the cell holds a name, and no accepted claim any form of it."""
    return visits[field].notna() & ~visits["visit_id"].isin(accepted.loc[accepted["field"] == field, "visit_id"])


def _unbacked_items(visits: pd.DataFrame, accepted: pd.DataFrame, field: str) -> pd.Series:
    """True where the list holds an item that no accepted claim has."""
    of_field = accepted[accepted["field"] == field]
    backed = set(_keys(of_field["visit_id"], of_field["value"]))
    cells = zip(visits["visit_id"], visits[field], strict=True)
    return pd.Series([any((id_, item) not in backed for item in items) for id_, items in cells], index=visits.index)

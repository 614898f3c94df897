"""Columns that hold visits and claims against each other: every cell has its evidence, every claim its visit."""

from __future__ import annotations

from itertools import compress
from typing import NamedTuple

import numpy as np
import pandas as pd

from visits.checks.dates import dates_as_known

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
_OF_ARTICLES = "article_id, part, start, end"
"""What claims lack that rulings make."""
_LIST_FIELDS = ("cities", "companions")


class Evidence(NamedTuple):
    """What comes of holding visits against claims.

    `lacking` has for each visit the columns with a value for which no accepted claim speaks ("end_date, cities"), or
    None; `contradicting` is True for accepted claims whose visit has another value in that field's cell.
    """

    lacking: pd.Series
    contradicting: pd.Series


def weigh(visits: pd.DataFrame, claims: pd.DataFrame) -> Evidence:
    """Hold the visits against their claims; visits that share an id, though no two should, share their claims."""
    first = visits.drop_duplicates("visit_id")
    ids = pd.Index(first["visit_id"])
    place = ids.get_indexer(visits["visit_id"])
    known = claims.assign(place=ids.get_indexer(claims["visit_id"]))
    accepted = known[known["accepted"] & (known["place"] >= 0)]
    by_field = dict(iter(accepted.groupby("field", observed=True)))
    contradicting = pd.Series(False, index=claims.index)
    lacking = {}
    for field in (*_NAMED_FIELDS, *_EXACT_FIELDS, *_LIST_FIELDS):
        of_field = by_field.get(field, accepted.iloc[:0])
        if field in _LIST_FIELDS:
            lacking[field] = _items_without_claim(visits, field, of_field)
            continue
        if field in _EXACT_FIELDS:
            agrees = claimed_form(first, field).to_numpy()[of_field["place"]] == of_field["value"].to_numpy()
            contradicting.loc[of_field.index[~agrees]] = True
            of_field = of_field[agrees]
        backed = np.zeros(len(ids), dtype=bool)
        backed[of_field["place"]] = True
        lacking[field] = claimed_form(visits, field).notna() & ~backed[place]
    flags = pd.DataFrame(lacking, index=visits.index).rename(columns={"ordinals": "ordinal"})
    return Evidence(names_of_true(flags), contradicting)


def claim_columns(
    claims: pd.DataFrame, visits: pd.DataFrame, articles: pd.DataFrame, evidence: Evidence
) -> dict[str, pd.Series]:
    """The columns that rules about claims need.

    - `visit_is_known`, `article_is_known`: their tables have a row of that id; a ruling quotes no article.
    - `missing_cells`: what a claim must have; one of a ruling has no place in an article.
    - `excess_length`: characters between the offsets beyond those of the quote.
    - `accepted_against_the_cell`: the claim counts as taken over, yet the visit's cell holds another value.
    """
    ruled = claims["reader"] == "ruling"
    return {
        "visit_is_known": claims["visit_id"].isin(visits["visit_id"]),
        "article_is_known": claims["article_id"].isin(articles["article_id"]) | ruled,
        "missing_cells": claims["missing_cells"].where(~ruled | (claims["missing_cells"] != _OF_ARTICLES), None),
        "excess_length": (claims["end"] - claims["start"] - claims["quote"].str.len()).astype("float64"),
        "accepted_against_the_cell": evidence.contradicting,
    }


def claimed_form(visits: pd.DataFrame, field: str) -> pd.Series:
    """A field's cells in the form in which claims hold them, missing where empty."""
    if field in ("start_date", "end_date"):
        return dates_as_known(visits, field.removesuffix("_date"))
    if field == "ordinals":
        return visits["ordinal"].map(lambda ordinal: f"{int(ordinal)} country", na_action="ignore")
    return visits[field].astype("object")


def _items_without_claim(visits: pd.DataFrame, field: str, claims: pd.DataFrame) -> pd.Series:
    """True where the list holds an item that no accepted claim has."""
    backed = set(zip(claims["visit_id"], claims["value"], strict=True))
    cells = zip(visits["visit_id"], visits[field], strict=True)
    return pd.Series(
        [any((visit_id, item) not in backed for item in items) for visit_id, items in cells],
        index=visits.index,
        dtype=bool,
    )


def names_of_true(flags: pd.DataFrame) -> pd.Series:
    """For each row the names of the columns that are true, joined by commas; None where none is."""
    names = np.full(len(flags), None, dtype=object)
    matrix = flags.to_numpy(dtype=bool)
    failing = matrix.any(axis=1)
    names[failing] = [", ".join(compress(flags.columns.tolist(), row)) for row in matrix[failing].tolist()]
    return pd.Series(names, index=flags.index, dtype="object")

"""The tables of a release, as the checks read them and as they are published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Tables:
    """One DataFrame per table, all roles included, columns typed as `visits.load()` gives them.

    Dates are `datetime64[us]`, whole numbers `Int64`, numbers between 0 and 1 `float64`, flags `bool`, closed
    vocabularies `category`, other words `str`, lists Python lists (never null, at most empty).
    """

    visits: pd.DataFrame
    claims: pd.DataFrame
    articles: pd.DataFrame
    sentences: pd.DataFrame
    companions: pd.DataFrame
    reports: pd.DataFrame
    coverage: pd.DataFrame
    removed: pd.DataFrame
    rejects: pd.DataFrame
    ledger: pd.DataFrame
    changes: pd.DataFrame
    rulings: pd.DataFrame

    def __iter__(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """The tables with their names, in the order of publication."""
        return ((field.name, getattr(self, field.name)) for field in fields(self))

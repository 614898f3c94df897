"""All tables of a release: what each holds, its columns, keys and order, and which are written for Stata."""

from __future__ import annotations

from dataclasses import dataclass

from visits.release.columns import TABLES, Column
from visits.release.panel_columns import KEYS, PANELS


@dataclass(frozen=True)
class Reference:
    """A column that holds the key of a row of another table, or null."""

    column: str
    table: str
    key: str


@dataclass(frozen=True)
class Listed:
    """A table: what its rows are, the columns that name a row, those that point to other tables, and its order.

    `key` is empty where rows have no name. `stata` marks the tables that are analysed on their own.
    """

    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    sorted_by: tuple[str, ...] = ()
    stata: bool = False


_VISIT = Reference("visit_id", "visits", "visit_id")
_ARTICLE = Reference("article_id", "articles", "article_id")
_VISITS_ORDER = ("leader_country", "leader_id", "start_date", "host_country", "visit_id")

CATALOGUE: dict[str, Listed] = {
    "visits": Listed(
        "one leader in one foreign country over one unbroken stay",
        TABLES["visits"],
        ("visit_id",),
        sorted_by=_VISITS_ORDER,
        stata=True,
    ),
    "claims": Listed(
        "a value of a field in one article's report, with the words that say it",
        TABLES["claims"],
        references=(_VISIT, _ARTICLE),
    ),
    "articles": Listed("an article read", TABLES["articles"], ("article_id",), sorted_by=("article_id",)),
    "sentences": Listed("a sentence that claims quote from", TABLES["sentences"], references=(_ARTICLE,)),
    "companions": Listed(
        "a named person who travelled along on a visit",
        TABLES["companions"],
        ("visit_id", "name"),
        (_VISIT,),
        stata=True,
    ),
    "reports": Listed("one article's telling of one visit", TABLES["reports"], ("report_id",), (_ARTICLE, _VISIT)),
    "coverage": Listed(
        "visits that sources count and the dataset lacks", TABLES["coverage"], references=(_VISIT,), stata=True
    ),
    "removed": Listed(
        "an id that was published once and no longer is",
        TABLES["removed"],
        ("visit_id",),
        (Reference("into", "visits", "visit_id"),),
    ),
    "rejects": Listed("a file or record set aside, with the reason", TABLES["rejects"]),
    "ledger": Listed(
        "a report, with the visit whose id it carries",
        TABLES["ledger"],
        ("report_id",),
        (_ARTICLE, _VISIT),
        ("report_id",),
    ),
    "changes": Listed("a difference from the last release", TABLES["changes"]),
    "rulings": Listed("a human decision, and whether it was carried out", TABLES["rulings"], ("ruling_id",)),
    **{
        name: Listed(about, PANELS[name], KEYS[name], sorted_by=KEYS[name], stata=True)
        for name, about in (
            ("leader_year", "a leader in a year: visits made"),
            ("country_year", "a country in a year: visits made and received"),
            ("dyad_year", "a pair of countries in a year: visits of the first one's leaders to the second"),
            ("dyad_month", "a pair of countries in a month: visits of the first one's leaders to the second"),
        )
    },
}
"""The tables in the order in which they are listed."""

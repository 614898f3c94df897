"""The columns of the panels: counts of visits for each leader, country or pair of countries and each year or month."""

from __future__ import annotations

from typing import get_args

from visits.model.codes import Status, VisitType
from visits.release.columns import Column

STATUSES: tuple[str, ...] = get_args(Status)
TYPES: tuple[str, ...] = get_args(VisitType)
TOOK_PLACE = ("completed", "ongoing")
"""The statuses of visits that `visits`, the counts by type and `days` count."""
UNKNOWN_TYPE = "type_unknown"

_ABOUT_STATUS = {
    "completed": "visits that began in the period and are over",
    "ongoing": "visits that began in the period and were under way by the last report",
    "planned": "visits announced for the period that no report says took place",
    "cancelled": "visits of the period that were called off",
}


def measures(prefix: str = "", whose: str = "") -> tuple[Column, ...]:
    """The counts of a panel, their names behind a prefix; `whose` says more of the visits counted."""
    typed = [Column(f"{prefix}visits_{kind}", "integer", f"{kind} visits among them") for kind in TYPES]
    return (
        Column(f"{prefix}visits", "integer", f"visits{whose} that began in the period and took place"),
        *(Column(f"{prefix}visits_{status}", "integer", _ABOUT_STATUS[status]) for status in STATUSES),
        *typed,
        Column(f"{prefix}visits_{UNKNOWN_TYPE}", "integer", "visits among them of which no report tells the type"),
        Column(f"{prefix}days", "integer", "days of the period on these visits, as far as their length is known"),
        Column(f"{prefix}visits_with_days", "integer", "visits among them of which the length is known"),
        Column(f"{prefix}covered", "flag", "whether coverage is declared, so that a zero is a true one"),
    )


def _country(suffix: str = "", which: str = "the country") -> tuple[Column, ...]:
    return (
        Column(f"iso3c{suffix}", "text", f"{which}, ISO 3166-1 alpha-3"),
        Column(f"ccode{suffix}", "integer", "its Correlates of War number at the end of the year"),
        Column(f"gwcode{suffix}", "integer", "its Gleditsch-Ward number at the end of the year"),
    )


_YEAR = Column("year", "integer", "the year")
_DYAD = (*_country("1", "the country whose leader travels"), *_country("2", "the country visited"))

PANELS: dict[str, tuple[Column, ...]] = {
    "leader_year": (
        Column("leader_id", "text", "who travels"),
        Column("leader", "text", "the leader's name"),
        *_country(which="the country led"),
        _YEAR,
        Column("days_in_office", "integer", "days of the year in office; null for leaders not in the registry"),
        *measures(),
    ),
    "country_year": (
        *_country(),
        _YEAR,
        *measures("made_", " by its leaders"),
        *measures("received_", " by leaders of others"),
    ),
    "dyad_year": (*_DYAD, _YEAR, *measures()),
    "dyad_month": (*_DYAD, _YEAR, Column("month", "integer", "the month, 1 to 12"), *measures()),
}
"""The panels by name. They are made of `visits` anew at every build, and hold heads of state and government alone."""

KEYS: dict[str, tuple[str, ...]] = {
    "leader_year": ("leader_id", "iso3c", "year"),
    "country_year": ("iso3c", "year"),
    "dyad_year": ("iso3c1", "iso3c2", "year"),
    "dyad_month": ("iso3c1", "iso3c2", "year", "month"),
}
"""What names a row of each, in the order in which the rows are sorted."""

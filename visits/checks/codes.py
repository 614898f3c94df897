"""Columns that hold the codes of visits against the registry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import pandas as pd

from visits.registry import Registry

_DERIVED_KEY = ":"
"""Stands in the ids of leaders whom the registry doesn't know, made from country and name."""


def code_columns(visits: pd.DataFrame, registry: Registry) -> dict[str, pd.Series]:
    """The columns that rules about codes need; empty cells count as known.

    - `leader_id_is_known`, `host_leader_id_is_known`: the registry has that leader, or the id says it has not.
    - `leader_country_is_known`, `host_country_is_known`: the registry has that country.
    - `leader_numbers_are_known`, `host_numbers_are_known`: the Correlates of War and Gleditsch-Ward numbers are the
      country's, and missing only where it had none at the time.
    - `host_existed`: the host country existed on a day of the visit; missing where nothing is dated.
    - `host_is_own_country`: the two countries are one.
    - `host_belongs_to`: the leader's own country where the host is a dependency of it, else missing.
    """
    on = visits["start_date"].fillna(visits["first_published"])
    return {
        "leader_id_is_known": _known_leader(visits["leader_id"], registry),
        "host_leader_id_is_known": _known_leader(visits["host_leader_id"], registry),
        "leader_country_is_known": _known_country(visits["leader_country"], registry),
        "host_country_is_known": _known_country(visits["host_country"], registry),
        "leader_numbers_are_known": _known_numbers(visits, "leader", on, registry),
        "host_numbers_are_known": _known_numbers(visits, "host", on, registry),
        "host_existed": _existed(visits, registry),
        "host_is_own_country": visits["host_country"].eq(visits["leader_country"]),
        "host_belongs_to": _own_dependency(visits, registry),
    }


def _known_leader(ids: pd.Series, registry: Registry) -> pd.Series:
    return ids.isna() | ids.isin(set(registry.leaders)) | ids.str.contains(_DERIVED_KEY, regex=False).eq(True)


def _known_country(codes: pd.Series, registry: Registry) -> pd.Series:
    return codes.isna() | codes.isin(set(registry.countries))


def _known_numbers(visits: pd.DataFrame, side: str, on: pd.Series, registry: Registry) -> pd.Series:
    """A missing number is right if the country has none, or can have had none on that day."""

    @cache
    def allowed(iso3: str) -> tuple[set[float | None], set[float | None]]:
        country = registry.countries[iso3]
        held = country.codes or (country,)
        return {c.cow for c in held}, {c.gw for c in held}

    def fits(iso3: object, cow: float, gw: float, day: date | None) -> bool:
        if not isinstance(iso3, str) or iso3 not in registry.countries:
            return pd.isna(cow) and pd.isna(gw)
        may_lack = day is None or not registry.exists(iso3, day)
        return all(
            may_lack or None in numbers if pd.isna(number) else number in numbers
            for number, numbers in zip((cow, gw), allowed(iso3), strict=True)
        )

    cells = zip(visits[f"{side}_country"], visits[f"{side}_cow"], visits[f"{side}_gw"], days(on), strict=True)
    return pd.Series([fits(*cell) for cell in cells], index=visits.index, dtype=bool)


def _existed(visits: pd.DataFrame, registry: Registry) -> pd.Series:
    spans = zip(visits["host_country"], days(visits["start_date"]), days(visits["end_date"]), strict=True)
    return _cells(visits, (_existed_between(registry, *span) for span in spans))


def _existed_between(registry: Registry, iso3: object, first: date | None, last: date | None) -> bool | None:
    country = registry.countries.get(str(iso3))
    given = [day for day in (first, last) if day]
    return any(country.exists(day) for day in given) if country and given else None


def _own_dependency(visits: pd.DataFrame, registry: Registry) -> pd.Series:
    pairs = zip(visits["leader_country"], visits["host_country"], strict=True)
    return _cells(visits, (_holder(registry, home, host) for home, host in pairs))


def _holder(registry: Registry, home: object, host: object) -> str | None:
    country = registry.countries.get(str(host))
    return country.sovereign if country and country.sovereign == home else None


def days(column: pd.Series) -> list[date | None]:
    """The days of a column of dates, None where missing."""
    return [None if pd.isna(day) else day.date() for day in column]


def _cells(visits: pd.DataFrame, values: Iterable[object]) -> pd.Series:
    return pd.Series(list(values), index=visits.index, dtype="object")

"""Columns that hold the codes of visits against the registry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from visits.registry import Country, Registry

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
    sovereign = visits["host_country"].map({c.id: c.sovereign for c in registry.countries.values() if c.sovereign})
    return {
        "leader_id_is_known": _known_leader(visits["leader_id"], registry),
        "host_leader_id_is_known": _known_leader(visits["host_leader_id"], registry),
        "leader_country_is_known": _known_country(visits["leader_country"], registry),
        "host_country_is_known": _known_country(visits["host_country"], registry),
        "leader_numbers_are_known": _known_numbers(visits, "leader", on, registry.countries),
        "host_numbers_are_known": _known_numbers(visits, "host", on, registry.countries),
        "host_existed": _host_existed(visits, registry.countries),
        "host_is_own_country": visits["host_country"].eq(visits["leader_country"]),
        "host_belongs_to": sovereign.where(sovereign == visits["leader_country"]).astype("object"),
    }


def _known_leader(ids: pd.Series, registry: Registry) -> pd.Series:
    derived = ids.map(lambda leader_id: _DERIVED_KEY in leader_id, na_action="ignore").eq(True)
    return ids.isna() | ids.isin(list(registry.leaders)) | derived


def _known_country(codes: pd.Series, registry: Registry) -> pd.Series:
    return codes.isna() | codes.isin(list(registry.countries))


def _known_numbers(visits: pd.DataFrame, side: str, on: pd.Series, countries: Mapping[str, Country]) -> pd.Series:
    """A missing number is right if the country has none, or can have had none on that day."""
    codes = visits[f"{side}_country"]
    may_lack = ~existed(codes, on, countries) | on.isna()
    fits = pd.Series(True, index=visits.index)
    for kind in ("cow", "gw"):
        held = {(c.id, getattr(h, kind)) for c in countries.values() for h in c.codes or (c,)}
        number = visits[f"{side}_{kind}"]
        cells = zip(codes, number.astype("object").where(number.notna(), None), strict=True)
        fits &= np.array([cell in held for cell in cells], dtype=bool) | (number.isna() & may_lack)
    return fits


def _host_existed(visits: pd.DataFrame, countries: Mapping[str, Country]) -> pd.Series:
    host, start, end = visits["host_country"], visits["start_date"], visits["end_date"]
    on_a_day = (existed(host, start, countries) & start.notna()) | (existed(host, end, countries) & end.notna())
    can_tell = host.isin(list(countries)) & (start.notna() | end.notna())
    return on_a_day.astype("object").where(can_tell, None)


def existed(codes: pd.Series, on: pd.Series, countries: Mapping[str, Country]) -> pd.Series:
    """True where the registry has the country and, if a day is given, it existed on that day."""
    first = _timestamps(codes, {c.id: c.start for c in countries.values() if c.start})
    last = _timestamps(codes, {c.id: c.end for c in countries.values() if c.end})
    return codes.isin(list(countries)) & ~(on < first) & ~(on > last)


def _timestamps(keys: pd.Series, days_by_key: Mapping[str, date]) -> pd.Series:
    """The day of each key, NaT where it has none."""
    return pd.to_datetime(keys.map(days_by_key)).astype("datetime64[us]")


def days(column: pd.Series) -> list[date | None]:
    """The days of a column of dates, None where missing."""
    listed: list[Any] = column.to_numpy("datetime64[D]").astype("object").tolist()
    return listed

"""Panels of the visits: a row for each leader, country or pair of countries and each year or month.

A panel holds every cell in which something is known: those with a visit, and those of declared coverage, where the
absence of a visit is a true zero. Outside coverage a count is what is known, and none is null; inside it a zero is
null too if a visit whose date isn't known to the period may belong there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from visits.configuration import Covered
from visits.model.codes import HEAD_ROLES
from visits.registry import Registry
from visits.release.covered_cells import CoveredCells, Row, in_office
from visits.release.declared import Declared, Unit, Units
from visits.release.panel_columns import KEYS, PANELS, STATUSES, TOOK_PLACE, TYPES
from visits.release.tables import arrow_schema


def panels(visits: pd.DataFrame, registry: Registry, coverage: Sequence[Covered]) -> dict[str, pa.Table]:
    """All panels, by name; `visits` is the published table, all roles included."""
    units = Units(registry)
    heads = _heads(visits, units)
    visited = zip(heads["iso3c1"], heads["iso3c2"], strict=True)
    cells = CoveredCells(Declared(coverage, units), units, registry, visited)
    facts = _Facts(units, registry, dict(zip(heads["leader_id"], heads["leader"], strict=True)))
    covered = {
        "leader_year": cells.leader_years,
        "dyad_year": cells.dyad_years,
        "dyad_month": cells.dyad_months,
    }
    made = {name: _counted(name, heads, find()) for name, find in covered.items()}
    measured = {name: (one.keys, list(one.columns())) for name, one in made.items()}
    measured["country_year"] = _country_years(heads, cells)
    return {name: _finished(name, *measured[name], facts) for name in PANELS}


@dataclass(frozen=True)
class _Facts:
    """What the panels know of countries and leaders; `names` are those in the dataset."""

    units: Units
    registry: Registry
    names: Mapping[str, str]

    def name(self, leader_id: str) -> str:
        known = self.registry.leaders.get(leader_id)
        return known.name if known else self.names[leader_id]


def _heads(visits: pd.DataFrame, units: Units) -> pd.DataFrame:
    """The visits that are counted, with the keys of their cells; after the year `until` none can have begun."""
    heads = visits[visits["leader_role"].isin(HEAD_ROLES) & visits["leader_country"].notna()]
    heads = heads.assign(year=heads["start_date"].dt.year.astype("Int64"))
    monthly = heads["start_precision"].isin(["day", "month"])
    heads["month"] = heads["start_date"].dt.month.where(monthly).astype("Int64")
    for column, suffix in (("leader_country", "1"), ("host_country", "2")):
        heads[f"iso3c{suffix}"] = [unit.iso3 for unit in _units_of(heads[column], heads["year"], units)]
    known = heads["last_published"].where(heads["status"].isin(TOOK_PLACE))
    heads["until"] = known.dt.year.fillna(9999).astype("int64")
    return heads


@dataclass(frozen=True)
class _Cells:
    """The cells of a panel: their keys, what is counted in them, which counts are known, and which are covered."""

    keys: pd.DataFrame
    counts: npt.NDArray[np.int64]
    known: npt.NDArray[np.bool_]
    covered: npt.NDArray[np.bool_]

    def at(self, rows: pd.DataFrame) -> _Cells:
        """The same for these keys; nothing is known of those that aren't among the cells."""
        position = {key: n for n, key in enumerate(self.keys.itertuples(index=False, name=None))}
        found = np.array([position.get(key, -1) for key in rows.itertuples(index=False, name=None)], dtype=int)
        there = found >= 0
        counts, known, covered = self.counts[found], self.known[found], self.covered[found]
        return _Cells(rows, counts, known & there[:, None], covered & there)

    def columns(self) -> Iterator[pa.Array]:
        """The measures in the order of the panel's columns."""
        for n in range(self.counts.shape[1]):
            yield pa.array(self.counts[:, n], pa.int32(), mask=~self.known[:, n])
        yield pa.array(self.covered)


def _counted(name: str, heads: pd.DataFrame, covered: Sequence[Row], side: str = "1") -> _Cells:
    """The cells with a visit or with coverage, and what is counted in them."""
    keys = list(KEYS[name])
    if "iso3c" in keys:
        heads = heads.rename(columns={f"iso3c{side}": "iso3c"})
    placed = heads[heads[keys].notna().all(axis=1)]
    days = _days(heads, keys)
    cells = pd.DataFrame(covered, columns=keys)
    every = pd.concat([one[keys].astype(_types(keys)) for one in (placed, days, cells)], ignore_index=True)
    numbers = every.groupby(keys).ngroup().to_numpy()
    found, first = np.unique(numbers, return_index=True)
    rows = every.iloc[first].reset_index(drop=True)
    in_placed, in_days, in_cells = np.split(numbers, [len(placed), len(placed) + len(days)])
    marks = [np.bincount(in_placed, mark, len(found)) for mark in _marks(placed)]
    marks.insert(-1, np.bincount(in_days, minlength=len(found)))
    is_covered = np.zeros(len(found), dtype=bool)
    is_covered[in_cells] = True
    counts = np.column_stack(marks).astype("int64") if len(found) else np.zeros((0, len(marks)), dtype="int64")
    sure = is_covered & ~_may_lack_one(rows, heads, keys)
    return _Cells(rows, counts, (counts != 0) | sure[:, None], is_covered)


def _types(keys: Sequence[str]) -> dict[str, str]:
    return {key: "int64" if key in ("year", "month") else "object" for key in keys}


def _marks(placed: pd.DataFrame) -> list[npt.NDArray[np.bool_]]:
    """For each measure but the days the visits that it counts, in the order of the columns."""
    status, kind = placed["status"].to_numpy(dtype=object), placed["visit_type"].to_numpy(dtype=object)
    took_place = np.isin(status, TOOK_PLACE)
    return [
        took_place,
        *(status == one for one in STATUSES),
        *(took_place & (kind == one) for one in TYPES),
        took_place & placed["visit_type"].isna().to_numpy(),
        took_place & placed["duration_days"].notna().to_numpy(),
    ]


def _days(heads: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """A row for each day on a visit whose length is known, whenever it began."""
    known = heads[heads["status"].isin(TOOK_PLACE) & heads["duration_days"].notna()].reset_index(drop=True)
    lengths = known["duration_days"].to_numpy(dtype="int64")
    position = np.arange(lengths.sum()) - np.repeat(lengths.cumsum() - lengths, lengths)
    start = known["start_date"].to_numpy(dtype="datetime64[D]")
    months_since_1970 = (np.repeat(start, lengths) + position).astype("datetime64[M]").astype("int64")
    names = [key for key in keys if key not in ("year", "month")]
    each = known[names].iloc[np.repeat(np.arange(len(known)), lengths)].reset_index(drop=True)
    return each.assign(year=months_since_1970 // 12 + 1970, month=months_since_1970 % 12 + 1)


def _may_lack_one(rows: pd.DataFrame, heads: pd.DataFrame, keys: list[str]) -> npt.NDArray[np.bool_]:
    """The cells to which a visit may belong whose date isn't known to the period."""
    names = [key for key in keys if key not in ("year", "month")]
    undated = heads[heads["year"].isna()]
    vague = heads[heads["year"].notna() & heads["month"].isna()] if "month" in keys else heads[:0]
    latest: dict[tuple[Any, ...], int] = {}
    for *key, until in undated[[*names, "until"]].itertuples(index=False, name=None):
        latest[tuple(key)] = max(until, latest.get(tuple(key), 0))
    years = {(*key, int(year)) for *key, year in vague[[*names, "year"]].itertuples(index=False, name=None)}
    if not latest and not years:
        return np.zeros(len(rows), dtype=bool)
    found = rows[[*names, "year"]].itertuples(index=False, name=None)
    return np.array([row[-1] <= latest.get(row[:-1], 0) or row in years for row in found], dtype=bool)


def _country_years(heads: pd.DataFrame, cells: CoveredCells) -> tuple[pd.DataFrame, list[pa.Array]]:
    """Visits made and received, side by side."""
    made, received = (_counted("country_year", heads, cells.country_years(side), side) for side in ("1", "2"))
    keys = list(KEYS["country_year"])
    rows = pd.concat([made.keys, received.keys]).drop_duplicates().sort_values(keys, ignore_index=True)
    return rows, [*made.at(rows).columns(), *received.at(rows).columns()]


def _finished(name: str, rows: pd.DataFrame, measured: Iterable[pa.Array], facts: _Facts) -> pa.Table:
    """The panel with names and numbers, in the order of its columns."""
    values: dict[str, Any] = {key: rows[key].tolist() for key in KEYS[name]}
    for suffix in ("", "1", "2"):
        if f"iso3c{suffix}" in values:
            found = _units_of(values[f"iso3c{suffix}"], values["year"], facts.units)
            values[f"ccode{suffix}"] = [unit.numbers[0] for unit in found]
            values[f"gwcode{suffix}"] = [unit.numbers[1] for unit in found]
    if name == "leader_year":
        values["leader"] = [facts.name(one) for one in values["leader_id"]]
        values["days_in_office"] = _days_in_office(rows, facts)
    columns = PANELS[name]
    schema = arrow_schema(columns)
    named = [pa.array(values[c.name], field.type) for c, field in zip(columns, schema, strict=True) if c.name in values]
    return pa.Table.from_arrays([*named, *measured], schema=schema)


def _units_of(countries: Iterable[str], years: Iterable[Any], units: Units) -> list[Unit]:
    """The unit of each country in each year; the country itself where the year isn't known."""
    pairs = [(iso3, 0 if year is pd.NA else int(year)) for iso3, year in zip(countries, years, strict=True)]
    known = {pair: units.unit(*pair) if pair[1] else Unit(pair[0], (pair[0],), (None, None)) for pair in set(pairs)}
    return [known[pair] for pair in pairs]


def _days_in_office(rows: pd.DataFrame, facts: _Facts) -> list[int | None]:
    """For each leader and year; None for one who isn't in the registry under that country."""
    held: dict[tuple[str, int], dict[str, int]] = {}
    found: list[int | None] = []
    for leader_id, iso3, year in rows[list(KEYS["leader_year"])].itertuples(index=False, name=None):
        if (iso3, year) not in held:
            days: dict[str, int] = {}
            for member in facts.units.unit(iso3, year).members:
                for leader, spans in in_office(facts.registry, member, year).items():
                    n = sum((last - first).days + 1 for first, last in spans)
                    days[leader] = days.get(leader, 0) + n
            held[iso3, year] = days
        found.append(held[iso3, year].get(leader_id))
    return found

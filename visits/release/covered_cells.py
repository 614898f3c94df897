"""The cells of the panels that declared coverage makes: as rows of keys, whether anybody travelled or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from visits.model.codes import HEAD_ROLES
from visits.registry import Registry
from visits.release.declared import Declared, Units, months, whole_year

Row = tuple[Any, ...]
MOST_ROWS = 4_000_000
"""Covered months beyond which `dyad_month` holds only the pairs of countries with a visit in the dataset."""
STATES = 200
"""About so many states are there in any year since 1990."""


class CoveredCells:
    """The cells of declared coverage, as rows of keys."""

    def __init__(self, declared: Declared, units: Units, registry: Registry, visited: Iterable[tuple[str, str]]):
        """`visited` are the pairs of countries with a visit in the dataset, the traveller's first."""
        self._declared = declared
        self._units = units
        self._registry = registry
        self._pairs = set(visited)

    def dyad_years(self) -> list[Row]:
        return [
            (sender.iso3, host, year)
            for year in self._declared.years()
            for sender in self._declared.travellers(year)
            for host in self._declared.hosts(sender, whole_year(year))
        ]

    def dyad_months(self) -> list[Row]:
        """The covered months of all pairs, or of those with a visit if all would be too many."""
        years = self._declared.years()
        senders = sum(len(self._declared.travellers(year)) for year in years)
        wanted = self._pairs if senders * STATES * 12 > MOST_ROWS else None
        return [row for year in years for row in self._months(year, wanted)]

    def _months(self, year: int, wanted: set[tuple[Any, Any]] | None) -> Iterator[Row]:
        for sender in self._declared.travellers(year):
            for month, span in months(year):
                for host in self._declared.hosts(sender, span):
                    if wanted is None or (sender.iso3, host) in wanted:
                        yield sender.iso3, host, year, month

    def country_years(self, side: str) -> list[Row]:
        covers = self._declared.abroad if side == "1" else self._declared.at_home
        return [
            (unit.iso3, year)
            for year in self._declared.years()
            for unit in self._units.of_year(year)
            if covers(unit, whole_year(year))
        ]

    def leader_years(self) -> list[Row]:
        """Leaders and years of which all days in office are covered."""
        found: set[Row] = set()
        for year in self._declared.years():
            for unit in self._declared.travellers(year):
                for member in unit.members:
                    for leader_id, spans in in_office(self._registry, member, year).items():
                        if all(self._declared.abroad(unit, span) for span in spans):
                            found.add((leader_id, unit.iso3, year))
        return sorted(found)


def in_office(registry: Registry, iso3: str, year: int) -> dict[str, list[tuple[date, date]]]:
    """By leader the days of a year in an office that makes a head, as spans that don't overlap."""
    spans: dict[str, list[tuple[date, date]]] = {}
    first, last = whole_year(year)
    held_then = [pair for pair in registry.terms_in(iso3) if pair[1].first <= last and pair[1].last >= first]
    for leader, term in sorted(held_then, key=lambda pair: pair[1].first):
        if term.role not in HEAD_ROLES:
            continue
        begin, end = max(first, term.first), min(last, term.last)
        held = spans.setdefault(leader.id, [])
        if held and begin <= held[-1][1] + timedelta(days=1):
            held[-1] = (held[-1][0], max(end, held[-1][1]))
        else:
            held.append((begin, end))
    return spans

"""Which cells of the panels are covered: where the articles would have told of a visit if there had been one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from visits.configuration import Covered
from visits.registry import Registry

Span = tuple[date, date]
"""A first and a last day, both counted."""
_DAY = timedelta(days=1)


class Unit(NamedTuple):
    """A state in one year: with those that bore its Correlates of War number earlier in that year as `members`.

    So Russia in 1991 holds the Soviet Union, and no number stands twice in a year. `numbers` are those of COW and GW.
    """

    iso3: str
    members: tuple[str, ...]
    numbers: tuple[int | None, int | None]


@dataclass(frozen=True)
class Units:
    """The units of each year, and the one to which a country belongs."""

    registry: Registry

    def of_year(self, year: int) -> tuple[Unit, ...]:
        """The states of a year in the order of their codes."""
        return self._since(self._turn(year))

    @lru_cache(maxsize=400)  # noqa: B019 - one object for each build
    def _since(self, year: int) -> tuple[Unit, ...]:
        """The states of a year, and of those after it up to the next in which something turns."""
        lasting: dict[object, list[tuple[date, str]]] = {}
        for iso3, country in self.registry.countries.items():
            span = self.lived(iso3, year)
            if country.state and span:
                number = country.codes_on(span[1]).cow
                lasting.setdefault(iso3 if number is None else number, []).append((span[1], iso3))
        return tuple(sorted(self._unit(year, sorted(members)) for members in lasting.values()))

    def _turn(self, year: int) -> int:
        """The last year up to this one in which other states lived, or under other numbers, than in the year before;
        the first there is if there was none."""
        turns = self._turns
        return turns[position - 1] if (position := bisect_right(turns, year)) else MINYEAR

    @cached_property
    def _turns(self) -> list[int]:
        starts, ends = set(), set()
        for country in self.registry.countries.values():
            starts |= {country.start.year} if country.start else set()
            ends |= {end.year for end in (country.end, *(codes.end for codes in country.codes)) if end}
        return sorted({*starts, *ends, *(year + 1 for year in ends)})

    def lived(self, iso3: str, year: int) -> Span | None:
        """The days of the year on which the country existed."""
        country = self.registry.countries[iso3]
        first = max(date(year, 1, 1), country.start or date.min)
        last = min(date(year, 12, 31), country.end or date.max)
        return (first, last) if first <= last else None

    def unit(self, iso3: str, year: int) -> Unit:
        """The unit to which a country belongs in a year; its own for one that is no state of that year."""
        return self._by_member(self._turn(year)).get(iso3) or Unit(iso3, (iso3,), self._numbers(iso3, year))

    @lru_cache(maxsize=400)  # noqa: B019
    def _by_member(self, year: int) -> dict[str, Unit]:
        return {member: unit for unit in self.of_year(year) for member in unit.members}

    def _unit(self, year: int, members: Sequence[tuple[date, str]]) -> Unit:
        last = members[-1][1]
        return Unit(last, tuple(iso3 for _, iso3 in members), self._numbers(last, year))

    def _numbers(self, iso3: str, year: int) -> tuple[int | None, int | None]:
        span = self.lived(iso3, year) if iso3 in self.registry.countries else None
        if span is None:
            return None, None
        codes = self.registry.countries[iso3].codes_on(span[1])
        return codes.cow, codes.gw


class Declared:
    """The declared coverage, asked cell by cell. Countries with equal coverage and life are asked about once."""

    def __init__(self, coverage: Sequence[Covered], units: Units):
        self._coverage = coverage
        self._units = units
        self._known: dict[tuple[frozenset[int], Span], bool] = {}

    def years(self) -> range:
        """The years that coverage touches."""
        if not self._coverage:
            return range(0)
        return range(min(one.first.year for one in self._coverage), max(one.last.year for one in self._coverage) + 1)

    def travellers(self, year: int) -> list[Unit]:
        """The units of a year whose leaders some coverage is about."""
        return [unit for unit in self._units.of_year(year) if any(stay.entries for stay in self._stays(unit, year, 0))]

    def hosts(self, sender: Unit, span: Span) -> list[str]:
        """The states to which visits by a unit's leaders are covered, on all days of the span that both lived."""
        year = span[0].year
        covered = self._hosts_of(self._stays(sender, year, 0), span)
        return [iso3 for iso3 in covered if iso3 != sender.iso3]

    @lru_cache(maxsize=10_000)  # noqa: B019
    def _hosts_of(self, own: tuple[_Stay, ...], span: Span) -> list[str]:
        year = span[0].year
        verdicts = {kind: self._between(own, kind, span) for kind in self._kinds(year, 1)}
        return [unit.iso3 for unit in self._units.of_year(year) if verdicts[self._stays(unit, year, 1)]]

    def abroad(self, unit: Unit, span: Span) -> bool:
        """True if visits by a unit's leaders to all other states are covered."""
        year = span[0].year
        own = self._stays(unit, year, 0)
        return all(self._between(own, other, span) for other in self._others(unit, year, 1))

    def at_home(self, unit: Unit, span: Span) -> bool:
        """True if visits to a unit by the leaders of all other states are covered."""
        year = span[0].year
        own = self._stays(unit, year, 1)
        return all(self._between(other, own, span) for other in self._others(unit, year, 0))

    def _between(self, senders: tuple[_Stay, ...], hosts: tuple[_Stay, ...], span: Span) -> bool:
        shared = [
            (one.entries & other.entries, days)
            for one in senders
            for other in hosts
            if (days := _overlap(one.lived, other.lived, span))
        ]
        return bool(shared) and all(self._covers(entries, days) for entries, days in shared)

    def _covers(self, entries: frozenset[int], span: Span) -> bool:
        key = (entries, span)
        if key not in self._known:
            spans = sorted((self._coverage[n].first, self._coverage[n].last) for n in entries)
            self._known[key] = _is_within(span, spans)
        return self._known[key]

    @lru_cache(maxsize=100_000)  # noqa: B019
    def _stays(self, unit: Unit, year: int, side: int) -> tuple[_Stay, ...]:
        """For each member of a unit its days in the year, and the entries about it: as sender (0) or host (1)."""
        lived = ((member, self._units.lived(member, year)) for member in unit.members)
        return tuple(_Stay(self._about(member, side), days) for member, days in lived if days)

    def _about(self, iso3: str, side: int) -> frozenset[int]:
        listed = ((one.hosts if side else one.leaders_of) for one in self._coverage)
        return frozenset(n for n, codes in enumerate(listed) if not codes or iso3 in codes)

    def _others(self, unit: Unit, year: int, side: int) -> list[tuple[_Stay, ...]]:
        """The different kinds of other states in a year."""
        kinds = self._kinds(year, side)
        own = self._stays(unit, year, side)
        return [kind for kind, n in kinds.items() if n > (kind == own)]

    @lru_cache(maxsize=400)  # noqa: B019
    def _kinds(self, year: int, side: int) -> Counter[tuple[_Stay, ...]]:
        return Counter(self._stays(unit, year, side) for unit in self._units.of_year(year))


class _Stay(NamedTuple):
    """The coverage that is about a country, and its days in a year."""

    entries: frozenset[int]
    lived: Span


def _overlap(*spans: Span) -> Span | None:
    first, last = max(span[0] for span in spans), min(span[1] for span in spans)
    return (first, last) if first <= last else None


def covered_until(coverage: Sequence[Covered], last: date | None) -> list[Covered]:
    """The coverage up to the day of the last article, after which none can tell of a visit; of no day, none."""
    if last is None:
        return []
    return [one.model_copy(update={"last": min(one.last, last)}) for one in coverage if one.first <= last]


def months(year: int) -> Iterator[tuple[int, Span]]:
    """The months of a year with their first and last days."""
    for month in range(1, 13):
        after = date(year + month // 12, month % 12 + 1, 1)
        yield month, (date(year, month, 1), after - _DAY)


def whole_year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def _is_within(span: Span, covered: Iterable[Span]) -> bool:
    """True if every day of a span lies in one of the others, which come in order."""
    day, last = span
    for first, end in covered:
        if first > day:
            return False
        if end >= last:
            return True
        if end >= day:
            day = end + _DAY
    return False

"""How much of the world's leadership since 1985 the registry knows, by itself and against other lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import JaroWinkler

from visits.model.codes import HEAD_ROLES, Role
from visits.registry.countries import Country
from visits.registry.forms import fold
from visits.registry.leaders import Leader, Term
from visits.registry.registry import Registry

HEADS_OF_STATE: tuple[Role, ...] = ("head_of_state", "both", "pope")
_ALIKE = 0.9
"""Jaro-Winkler similarity from which two words are spellings of one name (Mitterand, Mitterrand: 0.98)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A state without a known holder of a kind of office at the middle of a year."""

    country: str
    year: int
    office: str


@dataclass(frozen=True, slots=True)
class StateYears:
    """State-years looked at, and those in which an office has no known holder."""

    total: int
    gaps: tuple[Gap, ...]

    def share(self, office: str) -> float:
        """The share of state-years in which the office's holder is known, 0 to 1."""
        return 1 - sum(gap.office == office for gap in self.gaps) / self.total if self.total else 0.0


def state_years(registry: Registry, first: int = 1985, last: int = 2025) -> StateYears:
    """For every state and year, whether a head of state and an effective leader are known on 1 July.

    Effective leader is whoever holds any of the leading offices; a head of state may be the crown of another country.
    """
    total, gaps = 0, []
    for country in registry.countries.values():
        for year in range(first, last + 1):
            day = date(year, 7, 1)
            if not country.state or not country.exists(day):
                continue
            total += 1
            if not _has_head_of_state(registry, country, day):
                gaps.append(Gap(country.id, year, "head of state"))
            if not registry.in_office(country.id, day, HEAD_ROLES):
                gaps.append(Gap(country.id, year, "effective leader"))
    return StateYears(total, tuple(gaps))


def _has_head_of_state(registry: Registry, country: Country, day: date) -> bool:
    crown = country.crown if country.crown_end is None or day <= country.crown_end else None
    holders = registry.in_office(country.id, day, HEADS_OF_STATE)
    return bool(holders or (crown and registry.in_office(crown, day, HEADS_OF_STATE)))


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """A leader and term of another list: `cow` is its country number, `name` whatever name it gives."""

    cow: int
    name: str
    start: date
    end: date


def find_listed(registry: Registry, listed: ListedTerm, slack_days: int = 31) -> tuple[Leader, Term] | None:
    """The registry's leader for a term of another list: the same country, a shared name, terms that overlap.

    Terms may miss each other by `slack_days`, since lists differ on days of election and of oath.
    """
    words = _words(listed.name)
    for iso3 in _countries_of(registry, listed.cow):
        for leader, term in registry.terms_in(iso3):
            overlap = min(term.last, listed.end).toordinal() - max(term.first, listed.start).toordinal()
            if overlap >= -slack_days and _share_a_word(words, _leader_words(leader)):
                return leader, term
    return None


def missing(registry: Registry, listed: Iterable[ListedTerm]) -> list[ListedTerm]:
    """The terms of another list that the registry does not know."""
    return [term for term in listed if find_listed(registry, term) is None]


def summary(registry: Registry) -> str:
    """One sentence with the registry's size and completeness, for documents."""
    years = state_years(registry)
    states = sum(country.state for country in registry.countries.values())
    leaders, terms = len(registry.leaders), sum(len(leader.terms) for leader in registry.leaders.values())
    return (
        f"{states} states (and {len(registry.countries) - states} dependencies and bodies), "
        f"{len(registry.places)} places, {leaders:,} leaders with {terms:,} terms; of the {years.total:,} "
        f"state-years 1985 to 2025, {years.share('head of state'):.1%} have a known head of state and "
        f"{years.share('effective leader'):.1%} an effective leader."
    )


def _countries_of(registry: Registry, number: int) -> list[str]:
    """The countries that ever bore a Correlates of War or Gleditsch-Ward number."""
    return [
        country.id
        for country in registry.countries.values()
        if any(number in (codes.cow, codes.gw) for codes in country.codes or (country.codes_on(None),))
    ]


def _leader_words(leader: Leader) -> set[str]:
    return set().union(*(_words(name) for name in (*leader.full_names, *leader.short_names)))


def _share_a_word(one: set[str], other: set[str]) -> bool:
    """True if the two have a word in common, or long ones that are spellings of one name."""
    if one & other:
        return True
    return any(JaroWinkler.similarity(a, b) >= _ALIKE for a in one if len(a) > 4 for b in other if len(b) > 4)


def _words(name: str) -> set[str]:
    """The words of a name of three letters and more, folded, without the marks that transliterations differ in."""
    plain = re.sub(r"['’`]", "", fold(name).lower())
    return {word for word in re.split(r"[^a-z]+", plain) if len(word) > 2} or {plain}

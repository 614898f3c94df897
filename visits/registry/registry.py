"""The registry: countries, places and leaders, and the questions that the program asks of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import get_args

from visits.model.codes import Role
from visits.model.errors import UsageError
from visits.registry.countries import Country
from visits.registry.forms import Forms, PersonForm, PlaceForm, all_forms
from visits.registry.leaders import Leader, Term
from visits.registry.places import Area, Place

Remembered = Callable[[Callable[[], Forms]], Forms]
"""Gives a registry its forms: those that an earlier run made of the same entries, else what the function makes."""
_WEIGHT: dict[str, int] = {role: weight for weight, role in enumerate(get_args(Role))}


def made_anew(make: Callable[[], Forms]) -> Forms:
    """Forms that no earlier run has made."""
    return make()


class Registry:
    """Facts about countries, places and leaders; build it with `load_registry`.

    `countries`, `places` and `leaders` are mappings by id, `areas` the regions that name no country. `version` is a
    hash of the files read; `remembered` may spare it the making of its forms.
    """

    def __init__(
        self,
        countries: Mapping[str, Country],
        places: Mapping[str, Place],
        areas: Iterable[Area],
        leaders: Mapping[str, Leader],
        version: str = "",
        remembered: Remembered = made_anew,
    ):
        self.countries = countries
        self.places = places
        self.areas = tuple(areas)
        self.leaders = leaders
        self.version = version
        self._remembered = remembered
        self._terms_in: dict[str, list[tuple[Leader, Term]]] = {}
        for leader in leaders.values():
            for term in leader.terms:
                self._terms_in.setdefault(term.country, []).append((leader, term))

    @cached_property
    def person_forms(self) -> tuple[PersonForm, ...]:
        """Every full and short form of the leaders' names, in alphabetical order."""
        return self._forms.persons

    @cached_property
    def place_readings(self) -> Mapping[str, tuple[PlaceForm, ...]]:
        """Every form of a country or place with its readings, the prominent and latest first."""
        return self._forms.places

    @cached_property
    def _forms(self) -> Forms:
        """Made when first asked for, since only readers of articles do; raises what `refuse_contested_forms` does."""
        return self._remembered(
            lambda: all_forms(self.countries, self.places.values(), self.areas, self.leaders.values())
        )

    def refuse_contested_forms(self) -> None:
        """Raise VocabularyError for a form that two entries claim and neither yields, or that all yield."""
        _ = self._forms

    def country(self, iso3: str) -> Country:
        """The country of that id; raises UsageError for an unknown one."""
        try:
            return self.countries[iso3]
        except KeyError:
            raise UsageError(f"no country {iso3!r}", remedy="Use ISO 3166-1 alpha-3, as countries.yaml does.") from None

    def cow_code(self, iso3: str, on: date | None = None) -> int | None:
        """The Correlates of War number on a day (None: the last one); None where there was none."""
        return self.country(iso3).codes_on(on).cow

    def gw_code(self, iso3: str, on: date | None = None) -> int | None:
        """The Gleditsch-Ward number on a day (None: the last one); None where there was none."""
        return self.country(iso3).codes_on(on).gw

    def exists(self, iso3: str, on: date) -> bool:
        """True if the country is known and existed on that day."""
        return iso3 in self.countries and self.countries[iso3].exists(on)

    def sovereign(self, iso3: str) -> str:
        """The state to which it belongs: itself, or for a dependency the state that holds it."""
        return self.country(iso3).sovereign or iso3

    def leader(self, leader_id: str) -> Leader:
        """The leader of that id; raises UsageError for an unknown one."""
        try:
            return self.leaders[leader_id]
        except KeyError:
            raise UsageError(f"no leader {leader_id!r}", remedy="Use an id of the leaders' tables.") from None

    def in_office(self, country: str, on: date, roles: Collection[Role] | None = None) -> list[tuple[Leader, Term]]:
        """Who held an office of the country on that day (of these roles, or any), the highest role first."""
        held = [
            (leader, term)
            for leader, term in self._terms_in.get(country, ())
            if term.first <= on <= term.last and (roles is None or term.role in roles)
        ]
        return sorted(held, key=lambda pair: (_WEIGHT[pair[1].role], pair[1].first, pair[0].id))

    def terms_in(self, country: str) -> tuple[tuple[Leader, Term], ...]:
        """All terms of a country's leaders, in the order of the files."""
        return tuple(self._terms_in.get(country, ()))

    def terms_on(self, leader: Leader | str, on: date, slack_days: int = 0) -> list[Term]:
        """The leader's terms on that day, or at most `slack_days` away from it, the nearest and highest first."""
        person = self.leader(leader) if isinstance(leader, str) else leader
        near = [term for term in person.terms if term.covers(on, slack_days)]
        return sorted(near, key=lambda term: (not term.covers(on), _WEIGHT[term.role], term.first))

    def role_on(self, leader: Leader | str, on: date, slack_days: int = 0) -> Role | None:
        """The leader's role on that day (or at most `slack_days` away from it), None for one out of office.

        One who is head of state and of government of the same country in two terms holds the role `both`.
        """
        terms = self.terms_on(leader, on, slack_days)
        held = [term for term in terms if term.covers(on)] or terms[:1]
        heads = {term.role for term in held if held[0].country == term.country}
        if {"head_of_state", "head_of_government"} <= heads:
            return "both"
        return held[0].role if held else None

    def read_place(self, form: str, on: date | None = None) -> PlaceForm | None:
        """What a form means, in a text about that day: the prominent reading that holds then, or the nearest to it."""
        readings = [reading for reading in self.place_readings.get(form, ()) if reading.prominent]
        if not readings:
            return None
        return min(readings, key=lambda reading: reading.distance(on)) if on else readings[0]

    def forms(self) -> Iterator[PlaceForm]:
        """Every reading of every form of a country or place, in the order of the forms."""
        for readings in self.place_readings.values():
            yield from readings

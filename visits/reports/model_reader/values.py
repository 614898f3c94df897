"""Whether a quote holds the value that a model draws from it: one check for each kind of value.

A check returns the value as the dataset has it, or raises RefusedError with the reason.
"""

from __future__ import annotations

import re

from visits.lexicon.load import Lexicon, forms_of
from visits.mentions.date_words import NUMBERS, ORDINALS
from visits.model.codes import Mode, VisitType
from visits.model.mention import Person
from visits.model.report import Companion, Ordinal
from visits.registry import Registry
from visits.reports.discourse import country_led
from visits.reports.model_reader.answer import SaidCompanion, SaidOrdinal
from visits.reports.model_reader.grounds import Ground, Grounds, RefusedError, holds, plain_words
from visits.reports.names import bare_name, same_name

_DIGITS = re.compile(r"\d+")
_COUNTS = {word: n for word, n in NUMBERS.items() if word not in ("a", "an", "another")} | ORDINALS
_ONCE = {"once": 1, "twice": 2, "maiden": 1, "inaugural": 1, "debut": 1, "again": 2}


class ValueChecks:
    """The checks that need words and facts; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, lexicon: Lexicon):
        self._registry = registry
        self._modes: dict[Mode, list[str]] = {}
        for transport in lexicon.transport:
            self._modes.setdefault(transport.mode, []).extend(transport.forms)
        for verb in lexicon.travel_verbs:
            if verb.mode:
                self._modes.setdefault(verb.mode, []).extend(forms_of(verb))
        self._types: dict[VisitType, list[str]] = {}
        for kind in lexicon.visit_kinds:
            self._types.setdefault(kind.visit_type, []).extend([*kind.forms, kind.visit_type])
        for noun in lexicon.travel_nouns:
            if noun.visit_type:
                self._types.setdefault(noun.visit_type, []).extend(noun.forms)
        self._occasions = {occasion.name: occasion.forms for occasion in lexicon.occasions}
        titles = (form for office in lexicon.offices if office.rank == "head" for form in office.forms)
        self.titles = frozenset(title.lower().split()[-1] for title in titles)

    def name(self, value: str, ground: Ground) -> str:
        """A name as the quote writes it, without the title that some always bear."""
        if not holds(ground.evidence.quote, value):
            raise RefusedError("the name is not in the quoted words")
        return bare_name(" ".join(value.split()))

    def leader_country(self, value: str, ground: Ground, grounds: Grounds) -> str:
        """The country led: named in the quote, or led by somebody named there."""
        self._known(value)
        if value not in self._countries(ground, grounds):
            raise RefusedError("the quoted words name neither that country nor a leader of it")
        return value

    def host_country(self, value: str, ground: Ground, grounds: Grounds) -> str:
        """The country visited, a dependency under its state: it, a place in it, or its leader stands in the quote."""
        self._known(value)
        country = self._registry.sovereign(value)
        if country not in self._countries(ground, grounds):
            raise RefusedError("the quoted words name neither that country nor a place in it")
        return country

    def _countries(self, ground: Ground, grounds: Grounds) -> set[str | None]:
        """The countries that a quote names, and those led by whom it names."""
        named = {place.country for place in grounds.places(ground.start, ground.end)}
        people = grounds.people(ground.start, ground.end)
        return named | {country_led(self._registry, m.person, grounds.discourse.on) for m in people}

    def _known(self, value: str) -> None:
        if value not in self._registry.countries:
            raise RefusedError("is no code of a country")

    def city(self, value: str, ground: Ground, grounds: Grounds, host: str) -> str:
        """A place of the host country, under the name that the registry gives it."""
        name = self.name(value, ground)
        for place in grounds.places(ground.start, ground.end):
            if same_name(" ".join(plain_words(place.text)), " ".join(plain_words(name))):
                if place.country != host:
                    raise RefusedError(f"lies in {place.country}" if place.country else "is no place of one country")
                if place.kind in ("country", "demonym"):
                    raise RefusedError("is a country, not a place in it")
                return place.city or name
        return name

    def mode(self, value: Mode, ground: Ground) -> Mode:
        """A mode of travel of which the quote holds a word."""
        if not any(holds(ground.evidence.quote, form) for form in self._modes.get(value, ())):
            raise RefusedError("the quoted words name no such way of travelling")
        return value

    def visit_type(self, value: VisitType, ground: Ground) -> VisitType:
        """A kind of visit that the quote names."""
        if not any(holds(ground.evidence.quote, form) for form in self._types.get(value, ())):
            raise RefusedError("the quoted words name no such kind of visit")
        return value

    def occasion(self, value: str, ground: Ground) -> str:
        """A gathering, under the lexicon's name for it where it has one."""
        for name, forms in self._occasions.items():
            if (value == name or value in forms) and any(holds(ground.evidence.quote, form) for form in forms):
                return name
        if not holds(ground.evidence.quote, value):
            raise RefusedError("the name is not in the quoted words")
        return " ".join(value.split())

    def companion(self, said: SaidCompanion, ground: Ground, leader: Person) -> Companion:
        """Somebody named in the quote who isn't the leader."""
        name = self.name(said.value, ground)
        if same_name(name, leader.name):
            raise RefusedError("is the traveller")
        if not any(word[:1].isupper() for word in name.split()):
            raise RefusedError("is no name")
        return Companion(name=name, relation=said.relation or None)

    def host_leader(self, value: str, ground: Ground, leader: Person) -> str:
        """Somebody named in the quote who isn't the leader."""
        name = self.name(value, ground)
        if same_name(name, leader.name):
            raise RefusedError("is the traveller")
        return name

    def length(self, days: int, ground: Ground, grounds: Grounds) -> int:
        """A number of days that the quote states, both days counted."""
        stated = {m.days for m in grounds.dates(ground.start, ground.end) if m.kind == "duration" and m.days}
        if days not in stated:
            told = f"; they state {' or '.join(map(str, sorted(stated)))}" if stated else ""
            raise RefusedError(f"the quoted words state no {days} days{told}")
        return days

    def ordinal(self, said: SaidOrdinal, ground: Ground) -> Ordinal:
        """A count whose number, and whose city, the quote holds."""
        words = plain_words(ground.evidence.quote)
        numbers = {_COUNTS.get(word) or _ONCE.get(word) for word in words}
        numbers |= {int(match.group()) for word in words if (match := _DIGITS.match(word)) and len(match.group()) < 5}
        if said.n not in numbers:
            raise RefusedError(f"the quoted words count no {said.n}")
        city = said.city if said.of == "city" else None
        if said.of == "city" and not (city and holds(ground.evidence.quote, city)):
            raise RefusedError("the city is not in the quoted words")
        return Ordinal(n=said.n, of=said.of, city=city)

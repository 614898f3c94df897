"""One pass over a text for the words without which it can tell of no leader's visit: names, titles, receptions.

The pass is the cheapest look that can be had at an article: the text is brought down to letters, figures and spaces,
one byte for each character, and one automaton finds in it every form that stands alone. What a form means is then
looked up by the text's own letters, so that "May" and "may" stay two words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import TypeAlias

from ahocorasick_rs import BytesAhoCorasick

from visits.lexicon.entries import Office
from visits.mentions.names import NO_NAMES
from visits.mentions.words import coded, coded_form
from visits.model.codes import HEAD_ROLES
from visits.registry import Leader, PlaceForm, Registry

_FREELY_CASED = 3
"""Words of a form that are looked for in all cases; a longer form is looked for in few."""


@dataclass(slots=True)
class Sign:
    """What one form can stand for; it may be several things at once ("Jordan" is a country and a last name).

    leader_ids  the leaders who bear it as a name; `full` if it is somebody's whole name
    countries   all that these leaders led or served
    head        True if one of them was ever head of state or government
    genders     those of these leaders: m, f
    place       the place it names, in a text of no known day; `dated` if on other days that is another
    country     the state that the place is in, None for a part of the world
    office      the office whose title it is
    honorific   True for "Mr." and its like
    word        the kind of another word that is looked for ("receiving", "gathering"), "" for none
    """

    form: str
    leader_ids: tuple[str, ...] = ()
    full: bool = False
    countries: frozenset[str] = frozenset()
    head: bool = False
    genders: frozenset[str] = frozenset()
    place: PlaceForm | None = None
    dated: bool = False
    country: str | None = None
    office: Office | None = None
    honorific: bool = False
    word: str = ""


Found: TypeAlias = tuple[int, int, Sign]
"""Where a sign stands: its first character, the one behind its last, and the sign."""


@dataclass(slots=True)
class Signs:
    """The signs of one text, each kind in the order of the text; names that lie within longer names are left out."""

    people: list[Found] = field(default_factory=list)
    places: list[Found] = field(default_factory=list)
    titles: list[Found] = field(default_factory=list)
    words: list[Found] = field(default_factory=list)


class SignFinder:
    """Finds signs; built once for a registry and the words that are looked for beside its names."""

    def __init__(self, registry: Registry, titles: dict[str, Office], honorifics: Iterable[str], words: dict[str, str]):
        """`titles` and `words` give the office, or the kind, of a form in lower case; both are found in any case."""
        self._signs = _of_names(registry)
        for title, office in titles.items():
            self._add(title, office=office)
        for honorific in honorifics:
            self._add(honorific, honorific=True)
        for word, kind in words.items():
            self._add(word, word=kind)
        self._automaton = BytesAhoCorasick(sorted({coded_form(form) for form in self._signs}))

    def _add(self, form: str, **meaning: object) -> None:
        for written in _cased(form):
            for spelled in {written, written.replace("'", "’")}:
                sign = self._signs.get(spelled, Sign(spelled))
                self._signs[spelled] = replace(sign, **meaning)  # type: ignore[arg-type]

    def find(self, string: str) -> Signs:
        """All signs in a text."""
        signs = self._signs
        found: list[Found] = []
        for _, start, end in self._automaton.find_matches_as_indexes(coded(string), overlapping=True):
            end -= 2  # of the two spaces around a form the first stands before the text's own beginning
            sign = signs.get(string[start:end])
            if sign is None or string.startswith(".", end):  # a form may itself end with a mark: "U.S.", "Mr."
                longer = signs.get(string[start : end + 1])
                if longer is not None:
                    end, sign = end + 1, longer
            if sign is not None:
                found.append((start, end, sign))
        return _sorted_out(found)


def _cased(form: str) -> set[str]:
    """The form as it may be written: each word small, with a capital, or in capitals ("UN Secretary general")."""
    words = form.split(" ")
    cases = [{word, word.lower(), word.title(), word.upper()} for word in words]
    if len(words) > _FREELY_CASED:
        cases = [{word.lower(), word.title()} for word in words]
    return {" ".join(written) for written in product(*cases)} | {form, form.upper()}


def _of_names(registry: Registry) -> dict[str, Sign]:
    """The signs of all leaders and places, by their forms; full names are also known in capitals."""
    signs: dict[str, Sign] = {}
    facts = {
        leader.id: (frozenset(t.country for t in leader.terms), ever_head(leader), leader.gender)
        for leader in registry.leaders.values()
    }
    for person in registry.person_forms:
        if person.kind == "short" and person.form.lower() in NO_NAMES:
            continue
        for form in {person.form, person.form.upper()} if person.kind == "full" else {person.form}:
            sign = signs.setdefault(form, Sign(form))
            sign.leader_ids = tuple(dict.fromkeys((*sign.leader_ids, *person.leader_ids)))
            sign.full = sign.full or person.kind == "full"
            for leader_id in person.leader_ids:
                countries, head, gender = facts[leader_id]
                sign.countries, sign.head = sign.countries | countries, sign.head or head
                sign.genders |= {gender}
    for form, readings in registry.place_readings.items():
        place = registry.read_place(form)
        if place is not None:
            sign = signs.setdefault(form, Sign(form))
            sign.place, sign.dated = place, len(readings) > 1
            sign.country = registry.sovereign(place.country) if place.country else None
    return signs


def ever_head(leader: Leader) -> bool:
    """True for one who was ever head of state or government."""
    return any(term.role in HEAD_ROLES for term in leader.terms)


def _sorted_out(found: list[Found]) -> Signs:
    """The signs by kind, in the order of the text; of names that overlap the longest stays."""
    signs = Signs()
    names: list[Found] = []
    found.sort(key=lambda item: (item[0], -item[1]))
    for item in found:
        start, end, sign = item
        if sign.office is not None or sign.honorific:
            signs.titles.append(item)
        if sign.word:
            signs.words.append(item)
        if sign.place is None and not sign.leader_ids:
            continue
        if not names or start >= names[-1][1]:
            names.append(item)
        elif end - start > names[-1][1] - names[-1][0]:
            names[-1] = item
    for item in names:
        if item[2].leader_ids:
            signs.people.append(item)
        if item[2].place is not None:
            signs.places.append(item)
    return signs


def country_of(sign: Sign, registry: Registry, on: date | None) -> str | None:
    """The country that a place sign means on a day, None for a part of the world."""
    if not sign.dated:
        return sign.country
    place = registry.read_place(sign.form, on)
    return registry.sovereign(place.country) if place is not None and place.country else None

"""One pass over an article for every name the registry knows: leaders, countries, cities, sites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from visits.mentions.words import FormSearch
from visits.model.mention import PlaceKind, PlaceMention
from visits.registry import PersonForm, PlaceForm, Registry, unaccented

_ORGANISATION = frozenset(
    """Post Times Tribune Journal Herald Examiner Gazette Daily News Newspaper Weekly Star Sun University College
    Institute School Street Avenue Road Boulevard Agreement Accord Accords Treaty Protocol Convention Club Airlines
    Airways Bank Stock Exchange Capitals Redskins Nationals Wizards Yankees Mets Giants Bears Cubs Bulls Lakers
    Dodgers United City Film Marathon Opera Orchestra Philharmonic Insider Monitor Symphony Motors Group Inc Corp
    Ltd Partners Securities Capital Hilton Carter Bulletin Review Democrats Republicans""".split()
)
"""Words that make the place name before them part of another name: "Washington Post", "Paris Agreement"."""
_WORDS_BEFORE = re.compile(r"([\w.’'-]+) $")
_PLACE_LEADS = frozenset(
    """in to at from of for near into visit visited visiting visits left leaves leave through via and outside
    around toward towards""".split()
)
_PLACE_ADJECTIVES = frozenset(
    """north south east west northern southern eastern western central greater downtown visit in to at from of the
    visits neighboring neighbouring and former president king queen prime minister republican democratic new old
    modern ancient""".split()
)
_AFTER_TOWNS = frozenset(
    """For To On After And As With In At During Amid Next This Today Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday January February March April May June July August September October November December Summit Trip Visit
    Airport Castle Palace Island Islands""".split()
)
"""What may follow a town's name with a capital of its own, in headings and in American dates."""
_SHIPS = ("USS ", "HMS ", " carrier ", " warship ", " destroyer ", " frigate ", " submarine ")
_NEXT_WORD = re.compile(r" ([A-Z]\w+)")
_CONGREGATION = re.compile(r"(?: [A-Z][\w’'-]+){0,2} (?:Church|Hospital|Chapel|Parish|Synagogue|Seminary)\b")
"""What a town's name, or a saint's, can begin: "St. John's Episcopal Church", "Oxford Methodist Hospital"."""
NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december king queen prince sultan emir president pope ban mary straw cook""".split()
) - {"may"}
"""Last names that are rather a day, a month or a title."""
_KINDS: dict[str, PlaceKind] = {
    "country": "country",
    "demonym": "demonym",
    "city": "city",
    "region": "region",
    "area": "vague",
}
Span: TypeAlias = tuple[int, int, str, Any]
_KIND_RANK = {"F": 3, "L": 2, "G": 2, "S": 1}


@dataclass(slots=True)
class NameHit:
    """A registered leader's name in the text: `full` or last name alone, and who may be meant."""

    start: int
    end: int
    leader_ids: tuple[str, ...]
    full: bool


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a form can stand for: leaders, by ids and whether the name is full; a place, unless the day decides."""

    form: str
    people: tuple[tuple[tuple[str, ...], bool], ...]
    dated: bool
    place: PlaceForm | None


@lru_cache(maxsize=1)
def bearers(registry: Registry) -> Mapping[str, Sequence[PersonForm]]:
    """Who bears each name, by its forms; full names are also known in capitals: "ANGELA MERKEL". Worked out once."""
    found: dict[str, list[PersonForm]] = defaultdict(list)
    for person in registry.person_forms:
        if person.kind == "short" and person.form.lower() in NO_NAMES:
            continue
        found[person.form].append(person)
        if person.kind == "full":
            found[person.form.upper()].append(person)
    return dict(found)


class NameScanner:
    """Finds all names of a registry; `search`, where it is given, has their forms among the leading ones."""

    def __init__(self, registry: Registry, search: FormSearch | None = None):
        self._registry = registry
        self._people = bearers(registry)
        forms = {*self._people, *registry.place_readings}
        self._search = search or FormSearch(forms)
        self._marks = {form[-1] for form in forms if not form[-1].isalnum()}
        self._meanings: dict[str, _Meaning] = {}

    def scan(self, string: str, on: date | None) -> list[Span]:
        """Spans (start, end, kind, mention) of the names in a string, sorted, free of overlap, longest first.

        Kinds: F a leader's full name, S a last name (both with a NameHit), L a place, G a demonym (with a
        PlaceMention). `on` picks the state where one name has meant several.
        """
        written, string = string, unaccented(string)
        found: list[Span] = []  # what stands behind each is made of those alone that stay
        for meaning, start, end in self._names(string):
            if meaning.people and not _ship(string, start):
                found += [(start, end, "F" if full else "S", leader_ids) for leader_ids, full in meaning.people]
            place = self._registry.read_place(meaning.form, on) if meaning.dated else meaning.place
            if place is not None and names_a_place(string, start, end, place):
                found.append((start, end, "G" if place.kind == "demonym" else "L", (written[start:end], place)))
        return [self._with_mention(span) for span in _longest(found)]

    def _names(self, string: str) -> Iterator[tuple[_Meaning, int, int]]:
        """The names whose very letters stand in a text, some of them with a mark at the end: "U.S."."""
        meanings, leading = self._meanings, self._search.leading
        for code, start, behind in self._search.find(string):
            if not leading[code]:
                continue
            ends = (behind - 2, behind - 1) if string[behind - 2 : behind - 1] in self._marks else (behind - 2,)
            for end in ends:
                form = string[start:end]
                meaning = meanings.get(form) or self._meaning(form)
                if meaning is not None and not _inside_word(string, start, end):
                    yield meaning, start, end

    def _meaning(self, form: str) -> _Meaning | None:
        """What a form stands for, looked up once; None for one that is no name."""
        meaning = self._meanings.get(form)
        if meaning is None and (form in self._people or form in self._registry.place_readings):
            people = tuple((person.leader_ids, person.kind == "full") for person in self._people.get(form, ()))
            dated = len(self._registry.place_readings.get(form, ())) > 1
            meaning = _Meaning(form, people, dated, None if dated else self._registry.read_place(form))
            self._meanings[form] = meaning
        return meaning

    def _with_mention(self, span: Span) -> Span:
        """The span with its mention, given one with the leaders' ids, or with a form and its place."""
        start, end, kind, meant = span
        if kind in "FS":
            return start, end, kind, NameHit(start, end, meant, kind == "F")
        form, place = meant
        country = self._registry.sovereign(place.country) if place.country else None
        kind_of_place, airport = _KINDS.get(place.kind, "site"), place.kind in ("airport", "base")
        mention = PlaceMention(
            start, end, form, kind_of_place, country, place.city, place.ambiguous, airport, place.name
        )
        return start, end, kind, mention


def names_a_place(string: str, start: int, end: int, place: PlaceForm) -> bool:
    """False for the form of a place that is part of another name, or rather a person's, where it stands."""
    return not _part_of_a_name(string, end) and not _first_name(string, end, place) and _trusted(string, start, place)


def _ship(string: str, start: int) -> bool:
    return string[max(start - 12, 0) : start].endswith(_SHIPS)


def _trusted(string: str, start: int, place: PlaceForm) -> bool:
    """False for a place name that here is rather a person's ("Hideki Matsuyama", "Rocket Man")."""
    if not place.ambiguous:
        return True
    words = _WORDS_BEFORE.search(string, max(start - 40, 0), start)
    before = words.group(1) if words else ""
    if place.kind in ("city", "region") and not place.capital:
        return before in _PLACE_LEADS or string[max(start - 2, 0) : start] in {", ", ""}
    named = before[:1].isupper() and before[1:].islower() and before.lower() not in _PLACE_ADJECTIVES
    return not named


def _inside_word(string: str, start: int, end: int) -> bool:
    if start > 0 and string[start - 1].isalnum() and string[start].isalnum():
        return True
    return end < len(string) and string[end].isalnum() and string[end - 1].isalnum()


def _part_of_a_name(string: str, end: int) -> bool:
    match = _NEXT_WORD.match(string, end) if string.startswith(" ", end) else None
    return match is not None and (match.group(1) in _ORGANISATION or _CONGREGATION.match(string, end) is not None)


def _first_name(string: str, end: int, place: PlaceForm) -> bool:
    """True for the town that in "at George Washington's estate" is somebody's first name."""
    if not place.ambiguous or place.kind != "city" or place.capital:
        return False
    match = _NEXT_WORD.match(string, end)
    return match is not None and match.group(1)[1:].islower() and match.group(1) not in _AFTER_TOWNS


def _longest(found: list[Span]) -> list[Span]:
    """Of names that overlap the longest stays, of equals the more telling kind."""
    ranked = sorted(found, key=lambda s: (s[0], -s[1], -_KIND_RANK[s[2]]))
    chosen: list[Span] = []
    for span in ranked:
        if not chosen or span[0] >= chosen[-1][1]:
            chosen.append(span)
        elif span[1] - span[0] > chosen[-1][1] - chosen[-1][0]:
            chosen[-1] = span
    return chosen

"""One pass over a text for the words without which it can tell of no leader's visit: names, titles, words of travel.

The pass is the cheapest look that can be had at an article: the text is brought down to letters, figures and spaces,
one byte for each character, and one automaton finds in it every form that stands alone. What a form means is then
looked up by the text's own letters, so that "May" and "may" stay two words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from itertools import product
from operator import itemgetter
from typing import Any, Final, Literal, TypeAlias

from visits.lexicon.entries import Office
from visits.mentions.names import bearers
from visits.mentions.words import FormSearch, Match
from visits.model.codes import HEAD_ROLES
from visits.registry import Leader, PlaceForm, Registry, unaccented

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
    kinds       what the form is among the other words that are looked for ("hosting", "gathering")
    named       True for the name of a leader or a place
    titled      True for an office or an honorific
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
    kinds: frozenset[str] = frozenset()
    named: bool = False
    titled: bool = False


Found: TypeAlias = tuple[int, int, Sign]
"""Where a sign stands: its first character, the one behind its last, and the sign."""
_START = itemgetter(0)
_UNREAD: Final = False
"""Stands for the sign of a code that no text has had yet."""


@dataclass
class Signs:
    """The signs of one text, in its order; names that lie within longer names are left out.

    `find_words` finds the other words that are looked for, by their kinds. It is called when they are first asked for:
    they are most of what is found, and most texts are turned away by their names and titles.
    """

    find_words: Callable[[], dict[str, list[Found]]]
    people: list[Found] = field(default_factory=list)
    places: list[Found] = field(default_factory=list)
    titles: list[Found] = field(default_factory=list)

    @cached_property
    def words(self) -> dict[str, list[Found]]:
        """The other words, by their kinds."""
        return self.find_words()

    def of_kind(self, kind: str) -> Sequence[Found]:
        """The words of a kind."""
        return self.words.get(kind, ())


class SignFinder:
    """Finds signs; built once for a registry and the words that are looked for beside its names.

    What a form stands for is worked out when a text has it: of tens of thousands of forms a day's news holds hundreds.
    `search` finds all of them, the names of leaders and places among them.
    """

    def __init__(
        self,
        registry: Registry,
        titles: Mapping[str, Office],
        honorifics: Iterable[str],
        words: Mapping[str, Iterable[str]],
    ):
        """`titles` and `words` give the office, or the kinds, of a form in lower case; both are found in any case."""
        self._registry = registry
        self._bearers = bearers(registry)
        self._meanings: dict[str, dict[str, Any]] = {}
        for title, office in titles.items():
            self._add(title, office=office, titled=True)
        for honorific in honorifics:
            self._add(honorific, honorific=True, titled=True)
        for word, kinds in words.items():
            self._add(word, kinds=frozenset(kinds))
        self._signs: dict[str, Sign] = {}
        self._places = {form for form in registry.place_readings if registry.read_place(form)}
        titled = {form for form, meaning in self._meanings.items() if "titled" in meaning}
        self.search = FormSearch({*self._bearers, *self._places, *titled}, self._meanings)
        self._plain: list[Sign | Literal[False] | None] = [_UNREAD] * len(self.search.codes)

    def _add(self, form: str, **meaning: object) -> None:
        for written in _cased(form):
            self._meanings.setdefault(written, {}).update(meaning)
            if "'" in written:
                self._meanings.setdefault(written.replace("'", "’"), {}).update(meaning)

    def _sign(self, form: str) -> Sign | None:
        """What a form can stand for, as it is written; None for any other words."""
        sign = self._signs.get(form)
        if sign is None and (form in self._bearers or form in self._places or form in self._meanings):
            sign = self._signs[form] = self._read(form)
        return sign

    def _read(self, form: str) -> Sign:
        persons, place = self._bearers.get(form, ()), self._registry.read_place(form)
        sign = Sign(form, named=bool(persons or place), **self._meanings.get(form, {}))
        if persons:
            leaders = [self._registry.leaders[leader_id] for person in persons for leader_id in person.leader_ids]
            sign.leader_ids = tuple(dict.fromkeys(leader.id for leader in leaders))
            sign.full = any(person.kind == "full" for person in persons)
            sign.countries = frozenset(term.country for leader in leaders for term in leader.terms)
            sign.head = any(map(ever_head, leaders))
            sign.genders = frozenset(leader.gender for leader in leaders)
        if place:
            sign.place, sign.dated = place, len(self._registry.place_readings[form]) > 1
            sign.country = self._registry.sovereign(place.country) if place.country else None
        return sign

    def _of_plain_word(self, code: int) -> Sign | None:
        """The sign of a code that only one word in plain letters has, and none that goes on with a full stop."""
        word = self.search.codes[code][1:-1].decode()
        sign = self._sign(word) if word.isalnum() and self._sign(f"{word}.") is None else None
        self._plain[code] = sign
        return sign

    def find(self, string: str) -> Signs:
        """All signs in a text."""
        string = unaccented(string)
        # of those that begin together the longest comes first
        matches = self.search.find(string)[::-1]
        leading = self.search.leading
        signs = Signs(partial(self._words, string, matches))
        names: list[Found] = []
        for found in self._found(string, [match for match in matches if leading[match[0]]]):
            sign = found[2]
            if sign.named:
                names.append(found)
            if sign.titled:
                signs.titles.append(found)
        for found in _longest(names):
            if found[2].leader_ids:
                signs.people.append(found)
            if found[2].place is not None:
                signs.places.append(found)
        signs.titles.sort(key=_START)
        return signs

    def _words(self, string: str, matches: Sequence[Match]) -> dict[str, list[Found]]:
        """The other words among the matches in a text, by their kinds."""
        words: dict[str, list[Found]] = {}
        for found in self._found(string, matches):
            for kind in found[2].kinds:
                words.setdefault(kind, []).append(found)
        for listed in words.values():
            listed.sort(key=_START)
        return words

    def _found(self, string: str, matches: Iterable[Match]) -> Iterator[Found]:
        """The signs of matches, each where it stands."""
        plain = self._plain
        for code, start, end in matches:
            end -= 2  # of the two spaces around a form the first stands before the text's own beginning
            read = plain[code]
            sign = self._of_plain_word(code) if read is _UNREAD else read
            if sign is None:
                sign = self._as_written(string, start, end)
                if sign is None:
                    continue
                end = start + len(sign.form)
            yield start, end, sign

    def _as_written(self, string: str, start: int, end: int) -> Sign | None:
        """The sign that the text's own letters spell, which may itself end with a mark: "U.S.", "Mr."."""
        sign = self._sign(string[start:end])
        if sign is None or string.startswith(".", end):
            sign = self._sign(string[start : end + 1]) or sign
        return self._over_a_break(string[start:end]) if sign is None else sign

    def _over_a_break(self, written: str) -> Sign | None:
        """The sign of a phrase whose words a line break parts, if it isn't a name."""
        sign = self._sign(" ".join(written.split())) if "\n" in written or "\u00a0" in written else None
        return sign if sign is not None and not sign.named else None


def _cased(form: str) -> set[str]:
    """The form as it may be written: each word small, with a capital, or in capitals ("UN Secretary general")."""
    words = form.split(" ")
    cases = [{word, word.lower(), word.title(), word.capitalize(), word.upper()} for word in words]
    if len(words) > _FREELY_CASED:
        cases = [{word.lower(), word.title()} for word in words]
    return {" ".join(written) for written in product(*cases)} | {form, form.upper()}


def ever_head(leader: Leader) -> bool:
    """True for one who was ever head of state or government."""
    return any(term.role in HEAD_ROLES for term in leader.terms)


def _longest(names: list[Found]) -> list[Found]:
    """The names in the order of the text, of such as overlap the longest."""
    names.sort(key=_START)
    longest: list[Found] = []
    reached = length = 0
    for name in names:
        start, end, _ = name
        if start >= reached:
            longest.append(name)
        elif end - start > length:
            longest[-1] = name
        else:
            continue
        reached, length = end, end - start
    return longest


def country_of(sign: Sign, registry: Registry, on: date | None) -> str | None:
    """The country that a place sign means on a day, None for a part of the world."""
    if not sign.dated:
        return sign.country
    place = registry.read_place(sign.form, on)
    return registry.sovereign(place.country) if place is not None and place.country else None

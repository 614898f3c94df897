"""Who of an article can be on a visit: the leaders it names, and the countries that they lead, judged by signs alone.

It restates in short what `PeopleFinder` does at length, and sees at least all the people that it sees.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from visits.mentions.identities import can_hold, distinctive_leader
from visits.mentions.names_unknown import NAME_STOPS, PARTICLES
from visits.mentions.person_phrases import COMMON_SHORT_NAMES, MODIFIERS, NO_FIRST_NAMES
from visits.mentions.signs import Found, Sign, Signs, country_of
from visits.registry import Registry

_NAME_BEFORE = re.compile(r"""[^\s.!?"“:—–)-] ([^\W\d_]+) $""")
_NAME_BEHIND = re.compile(r" ([^\W\d_]+)")
_CAPITALISED = re.compile(r"[A-Z][\w-]+")
_MODIFIERS = re.compile(
    rf"(?:['’]s\b|\s|,|-|\b(?:{'|'.join(re.escape(word) for word in sorted(MODIFIERS) if word.isalpha())})\b)*+",
    re.IGNORECASE,
)
_OF = re.compile(rf"(?:\s+(?:[A-Z]|(?:{'|'.join(sorted(PARTICLES))})\b)[\w.'’-]*)*+\s+of\s+(?:the\s+)?")
_LIST = re.compile(r"(?:\s|,|\band\b|\bthe\b)+")
_TITLE_GAP = re.compile(r"[\s-]*(?:elect|designate)?(?:\s+of\s+(?:the\s+)?[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,4}+,?)?\s*")
_REACH = 60
"""Characters within which a title has its country beside it."""
_SPOKEN_OF = 16
"""How many of the names and titles before "he" are tried for the one that he bears."""
_POPE = frozenset({"VAT"})
_NOBODYS: frozenset[str] = frozenset()


@dataclass(slots=True)
class Cast:
    """The people of an article: `led` are the countries that they lead, `starts` the offsets at which somebody is
    named, in order, and `homes` the countries that each of them can lead."""

    led: frozenset[str]
    starts: list[int] = field(default_factory=list)
    homes: list[frozenset[str]] = field(default_factory=list)

    def homes_in(self, start: int, end: int) -> list[frozenset[str]]:
        """What those can lead who are named between two offsets."""
        return self.homes[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def homes_before(self, offset: int) -> frozenset[str]:
        """What those can lead whom "he" may mean at an offset: the ones named last before it."""
        last = bisect_left(self.starts, offset)
        return _NOBODYS.union(*self.homes[max(last - _SPOKEN_OF, 0) : last])


class Casting:
    """Draws up casts; built once for a registry."""

    def __init__(self, registry: Registry):
        self._registry = registry

    def cast(self, string: str, signs: Signs, on: date | None, any_day: bool) -> Cast | None:
        """The cast of a text, None if nobody in it leads a country; with `any_day` that of whatever day it may be."""
        known = self._known(string, signs, on, any_day)
        led = {country for sign in known.values() for country in sign.countries}
        beside = self._beside(string, signs, on) if signs.titles else {}
        titled = frozenset(country for countries in beside.values() for country in countries)
        if any(_means_a_pope(sign) for _, _, sign in signs.titles):
            led |= _POPE
        led |= titled
        if not led:
            return None
        cast = Cast(frozenset(led))
        self._assemble(cast, string, signs, known, beside)
        return cast

    def _assemble(
        self, cast: Cast, string: str, signs: Signs, known: dict[str, Sign], beside: dict[int, set[str]]
    ) -> None:
        """Put in the people: names that are known, or that a title has made known, and titles."""
        ids = {leader_id for sign in known.values() for leader_id in sign.leader_ids}
        introduced = _introduced(string, signs.titles, beside)
        begun = {start for start, _, _ in signs.people} | {start for start, _, _ in signs.places}
        people = [
            (
                start,
                sign.countries
                if not ids.isdisjoint(sign.leader_ids)
                else introduced.get(sign.form.split()[-1], _NOBODYS),
            )
            for start, end, sign in signs.people
            if sign.full or end + 1 in begun or not _other_name(_NAME_BEHIND.match(string, end))
        ]  # the Kim of "Kim Dong-jin" is nobody's last name
        roles: dict[str, set[str]] | None = None
        for start, end, sign in signs.titles:
            office = sign.office
            if start in beside:
                people.append((start, frozenset(beside[start])))
            elif (name := _NAME_BEHIND.match(string, end)) is not None and name.group(1)[0].isupper():
                people.append((start, introduced.get(name.group(1), _NOBODYS)))
            elif office is None:
                continue
            elif _means_a_pope(sign):
                people.append((start, _POPE))
            elif office.rank in ("head", "party"):
                people.append((start, cast.led))
            elif office.stands_alone:
                roles = roles if roles is not None else _roles(known, signs.titles, beside, self._registry)
                people.append((start, _NOBODYS.union(*(roles.get(role, ()) for role in office.roles))))
        for start, homes in sorted((one for one in people if one[1]), key=lambda one: one[0]):
            cast.starts.append(start)
            cast.homes.append(homes)

    def _known(self, string: str, signs: Signs, on: date | None, any_day: bool) -> dict[str, Sign]:
        """The names by which some leader is known: full ones, and last names that can stand for one alone."""
        known: dict[str, Sign] = {}
        edges: tuple[set[int], set[int]] | None = None
        for item in signs.people:
            sign = item[2]
            if sign.form in known:
                continue
            if not sign.full:
                if edges is None:
                    names = [*signs.people, *signs.places]
                    edges = ({end + 1 for _, end, _ in names}, {start - 1 for start, _, _ in names})
                if not self._tells(string, item, edges, signs.titles, on, any_day):
                    continue
            known[sign.form] = sign
        return known

    def _tells(
        self,
        string: str,
        item: Found,
        edges: tuple[set[int], set[int]],
        titles: Sequence[Found],
        on: date | None,
        any_day: bool,
    ) -> bool:
        """True for a last name that can stand for a leader whom nothing else names.

        `edges` are the offsets at which a name begins if it follows another, and ends if another follows it.
        """
        start, end, sign = item
        common = sign.form.lower() in COMMON_SHORT_NAMES
        k = bisect_right(titles, start, key=_start)
        near = [title for title in titles[max(k - 2, 0) : k] if _TITLE_GAP.fullmatch(string, title[1], start)]
        if not near and (common or not sign.head):
            return False
        goes_on = end not in edges[1] and _other_name(_NAME_BEHIND.match(string, end))
        for _, _, title in near:
            if title.office is None:
                return self._distinctive(sign, on, any_day)
            if not (common and goes_on) and can_hold(self._registry, sign.leader_ids, title.office, on):
                return True
        if goes_on or common:
            return False
        if start not in edges[0] and _other_name(_NAME_BEFORE.search(string, max(start - 40, 0), start)):
            return False
        return self._distinctive(sign, on, any_day)

    def _distinctive(self, sign: Sign, on: date | None, any_day: bool) -> bool:
        return sign.head and (any_day or distinctive_leader(self._registry, sign.leader_ids, on) is not None)

    def _beside(self, string: str, signs: Signs, on: date | None) -> dict[int, set[str]]:
        """The countries beside titles, by their starts: "the French president", "King Fahd of Saudi Arabia"."""
        found: dict[int, set[str]] = {}
        places = signs.places
        starts = [place[0] for place in places]
        for start, end, _ in signs.titles:
            k = bisect_right(starts, start)
            near: list[Found] = []
            if k and start - places[k - 1][1] < _REACH and _MODIFIERS.fullmatch(string, places[k - 1][1], start):
                near += _listed(string, places, k - 1, -1)
            if k < len(places) and places[k][0] - end < _REACH and _OF.fullmatch(string, end, places[k][0]):
                near += _listed(string, places, k, 1)
            countries = {c for _, _, sign in near if (c := country_of(sign, self._registry, on)) is not None}
            if countries:
                found[start] = countries
        return found


def _start(found: Found) -> int:
    return found[0]


def _introduced(string: str, titles: Sequence[Found], beside: dict[int, set[str]]) -> dict[str, frozenset[str]]:
    """The capitalised words around titles with a country, which may be the names of those who bear them."""
    introduced: dict[str, set[str]] = {}
    for start, end, _ in titles:
        if start in beside:
            for word in _CAPITALISED.findall(string, max(start - _REACH, 0), end + _REACH):
                introduced.setdefault(word, set()).update(beside[start])
    return {word: frozenset(countries) for word, countries in introduced.items()}


def _roles(
    known: dict[str, Sign], titles: Sequence[Found], beside: dict[int, set[str]], registry: Registry
) -> dict[str, set[str]]:
    """The countries in which each role is held by the leaders known, or by those whom a title names."""
    roles: dict[str, set[str]] = {}
    for sign in known.values():
        for leader_id in sign.leader_ids:
            for term in registry.leader(leader_id).terms:
                roles.setdefault(term.role, set()).add(term.country)
    for start, _, sign in titles:
        for role in sign.office.roles if sign.office and start in beside else ():
            roles.setdefault(role, set()).update(beside[start])
    return roles


def _means_a_pope(sign: Sign) -> bool:
    return sign.office is not None and sign.office.roles == ["pope"]


def _listed(string: str, places: Sequence[Found], k: int, step: int) -> Iterator[Found]:
    """The places of a list that begins at place k and goes on to the left or to the right."""
    yield places[k]
    while 0 <= k + step < len(places):
        left, right = sorted((k, k + step))
        if not _LIST.fullmatch(string, places[left][1], places[right][0]):
            return
        k += step
        yield places[k]


def _other_name(match: re.Match[str] | None) -> bool:
    """True for a capitalised word beside a last name that makes it somebody else's."""
    if match is None:
        return False
    word = match.group(1)
    return word[0].isupper() and word[1:].islower() and word.lower() not in NAME_STOPS | MODIFIERS | NO_FIRST_NAMES

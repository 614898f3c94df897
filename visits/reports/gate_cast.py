"""Who of an article can be on a visit: the leaders it names, and the countries that they lead, judged by signs alone.

It restates in short what `PeopleFinder` does at length, and sees at least all the people that it sees.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import TypeAlias

from visits.lexicon.load import Lexicon
from visits.mentions.names_unknown import NAME_STOPS, PARTICLES
from visits.mentions.person_phrases import MODIFIERS
from visits.mentions.signs import Found, Sign, Signs, country_of
from visits.registry import Registry
from visits.reports.gate_names import Names, Naming, goes_on

_WORD_BEHIND = re.compile(r" ([^\W\d_]+)")
_NEXT_WORD = re.compile(r"(?:[\s-]+(?:elect|designate)\b)?\s+(\w+)")
_NAME_LEADS = PARTICLES | {"of"}
_CAPITALISED = re.compile(r"[A-Z][\w-]+")
_ADJECTIVES = "|".join(sorted(re.escape(word) for word in MODIFIERS if word.isalpha()))
_MODIFIERS = re.compile(rf"(?:['’]s\b|\s|,|-|\b(?:{_ADJECTIVES})\b)*+", re.IGNORECASE)
_OF = re.compile(rf"(?:\s+(?:[A-Z]|(?:{'|'.join(sorted(PARTICLES))})\b)[\w.'’-]*)*+\s+of\s+(?:the\s+)?")
_LIST = re.compile(r"(?:\s|,|\band\b|\bthe\b)+")
_DEFINITE = re.compile(rf"\b(?:the|his|her|their|its)(?:[\s-]+(?:{_ADJECTIVES}))*[\s-]+\Z", re.IGNORECASE)
_REACH = 60
"""Characters within which a title has its country beside it."""
_SPOKEN_OF = 16
"""How many of the names and titles before "he" are tried for the one that he bears."""
_SPOKEN_REACH = 3000
"""Characters before "he" within which that stands."""
_POPE = frozenset({"VAT"})
_NOBODYS: frozenset[str] = frozenset()
_ANY: frozenset[str] = frozenset({"m", "f"})
_HEADING = frozenset({"head", "party", "royal"})
"""The ranks of titles whose bearers can be heads of state or government."""
_START = itemgetter(0)
_Person: TypeAlias = tuple[int, frozenset[str], frozenset[str], bool]
"""Where somebody is named, what he can lead, his gender, and whether he can be a head of state or government."""


@dataclass(slots=True)
class Cast:
    """The people of an article: `led` are the countries that they lead, `starts` the offsets at which somebody is
    named, in order, `homes` the countries that each of them can lead, `genders` what they can be, and `heads` whether
    they can be heads of state or government."""

    led: frozenset[str]
    starts: list[int] = field(default_factory=list)
    homes: list[frozenset[str]] = field(default_factory=list)
    genders: list[frozenset[str]] = field(default_factory=list)
    heads: list[bool] = field(default_factory=list)

    def homes_in(self, start: int, end: int, heads: bool = False) -> list[frozenset[str]]:
        """What those can lead who are named between two offsets, or those of them who can be `heads`."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        homes = self.homes[first:last]
        return [one for one, head in zip(homes, self.heads[first:last], strict=True) if head] if heads else homes

    def homes_before(self, offset: int, gender: str) -> frozenset[str]:
        """What those can lead whom "he" (m) or "she" (f) may mean at an offset: the ones named last before it."""
        last = bisect_left(self.starts, offset)
        first = max(last - _SPOKEN_OF, bisect_left(self.starts, offset - _SPOKEN_REACH, 0, last))
        meant = zip(self.homes[first:last], self.genders[first:last], strict=True)
        return _NOBODYS.union(*(homes for homes, genders in meant if gender in genders))


class Casting:
    """Draws up casts; built once for a registry and a lexicon.

    With `anybody` whoever bears a title counts, also where the rules could not tell who he is.
    """

    def __init__(self, registry: Registry, lexicon: Lexicon, anybody: bool = False):
        self._registry = registry
        self._anybody = anybody
        self._naming = Naming(registry, anybody)
        self._singular = frozenset(form.lower() for office in lexicon.offices for form in office.forms)

    def cast(self, string: str, signs: Signs, on: date | None, any_day: bool) -> Cast | None:
        """The cast of a text, None if nobody in it leads a country; with `any_day` that of whatever day it may be."""
        names = self._naming.names(string, signs, on, any_day)
        beside = self._beside(string, signs, on) if signs.titles and signs.places else {}
        led = set().union(*(sign.countries for sign in names.known.values()), *beside.values())
        for _, _, sign in signs.titles:
            if _means_a_pope(sign):
                led |= _POPE
        if not led:
            return None
        cast = Cast(frozenset(led))
        introduced = _introduced(string, signs.titles, beside)
        people = [*_named(string, names, signs.places, introduced)]
        people += self._titled(string, signs, names, beside, introduced, cast.led)
        people.sort(key=_START)
        for start, homes, genders, head in people:
            if homes:
                cast.starts.append(start)
                cast.homes.append(homes)
                cast.genders.append(genders)
                cast.heads.append(head)
        return cast

    def _titled(
        self,
        string: str,
        signs: Signs,
        names: Names,
        beside: dict[int, frozenset[str]],
        introduced: dict[str, frozenset[str]],
        led: frozenset[str],
    ) -> Iterator[_Person]:
        """Where a title stands that means somebody, and what he can lead."""
        roles: dict[str, set[str]] | None = None
        for start, end, sign in signs.titles:
            office = sign.office
            alone = office is not None and office.stands_alone
            heading = office is None or office.rank in _HEADING
            if start in beside:
                yield start, beside[start], _ANY, heading
            elif not (alone or introduced):
                continue
            elif (name := _name_behind(string, end)) is not None:
                yield start, introduced.get(name, _NOBODYS), _ANY, heading
            elif office is None or not alone:
                continue
            elif _means_a_pope(sign):
                yield start, _POPE, _ANY, heading
            elif not self._anybody and not self._is_definite(string, start, sign):
                continue
            elif office.rank in ("head", "party"):
                yield start, led, _ANY, heading
            else:
                roles = roles if roles is not None else _roles(names.known, signs.titles, beside, self._registry)
                yield start, _NOBODYS.union(*(roles.get(role, ()) for role in office.roles)), _ANY, heading

    def _is_definite(self, string: str, start: int, title: Sign) -> bool:
        """False for "a president" and "presidents", which are nobody in particular."""
        if title.form.lower() not in self._singular:
            return False
        return _DEFINITE.search(string, max(start - _REACH, 0), start) is not None

    def _beside(self, string: str, signs: Signs, on: date | None) -> dict[int, frozenset[str]]:
        """The countries beside titles, by their starts: "the French president", "King Fahd of Saudi Arabia"."""
        found: dict[int, frozenset[str]] = {}
        places = signs.places
        starts = [place[0] for place in places]
        for start, end, title in signs.titles:
            k = bisect_right(starts, start)
            behind_one = k > 0 and start - places[k - 1][1] < _REACH
            before_one = k < len(places) and places[k][0] - end < _REACH
            if not (behind_one or before_one) or not self._can_be_led_by(string, end, title):
                continue
            near: list[Found] = []
            if behind_one and _MODIFIERS.fullmatch(string, places[k - 1][1], start):
                near += _listed(string, places, k - 1, -1)
            if before_one and _OF.fullmatch(string, end, places[k][0]):
                near += _listed(string, places, k, 1)
            countries = frozenset(c for _, _, sign in near if (c := country_of(sign, self._registry, on)) is not None)
            if countries and (self._anybody or len(near) > 1 or title.form.lower() in self._singular):
                found[start] = countries
        return found

    def _can_be_led_by(self, string: str, end: int, title: Sign) -> bool:
        """True for a title that can stand alone or has a name behind it: it can be that of a country's leader."""
        office = title.office
        return self._anybody or (office is not None and (office.stands_alone or _leads_a_name(string, end)))


def _named(
    string: str, names: Names, places: Sequence[Found], introduced: dict[str, frozenset[str]]
) -> Iterator[_Person]:
    """Where a name stands that is known, or that a title has made known, and what its bearer can lead."""
    begun = {start for start, _, sign in names.people if sign.full} | {start for start, _, _ in places}
    homes_of: dict[str, frozenset[str]] = {}
    for start, end, sign in names.people:
        homes = homes_of.get(sign.form)
        if homes is None:
            homes = names.homes(sign) or introduced.get(sign.form.split()[-1], _NOBODYS)
            homes_of[sign.form] = homes
        if homes and (sign.full or end + 1 in begun or not goes_on(string, end)):
            yield start, homes, sign.genders, sign.head


def _name_behind(string: str, end: int) -> str | None:
    """The capitalised word that follows a title, but for one like "Monday"."""
    match = _WORD_BEHIND.match(string, end)
    word = match.group(1) if match is not None else ""
    return word if word[:1].isupper() and word.lower() not in NAME_STOPS else None


def _leads_a_name(string: str, end: int) -> bool:
    """True for a title with a name behind it, or with "of" and a country before the name."""
    match = _NEXT_WORD.match(string, end)
    return match is not None and (match.group(1)[0].isupper() or match.group(1) in _NAME_LEADS)


def _introduced(string: str, titles: Sequence[Found], beside: dict[int, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The capitalised words around titles with a country, which may be the names of those who bear them."""
    introduced: dict[str, set[str]] = {}
    for start, end, _ in titles:
        if start in beside:
            for word in _CAPITALISED.findall(string, max(start - _REACH, 0), end + _REACH):
                introduced.setdefault(word, set()).update(beside[start])
    return {word: frozenset(countries) for word, countries in introduced.items()}


def _roles(
    known: dict[str, Sign], titles: Sequence[Found], beside: dict[int, frozenset[str]], registry: Registry
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
    return sign.office is not None and sign.office.id == "pope"


def _listed(string: str, places: Sequence[Found], k: int, step: int) -> Iterator[Found]:
    """The places of a list that begins at place k and goes on to the left or to the right."""
    yield places[k]
    while 0 <= k + step < len(places):
        left, right = sorted((k, k + step))
        if not _LIST.fullmatch(string, places[left][1], places[right][0]):
            return
        k += step
        yield places[k]

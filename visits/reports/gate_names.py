"""Which names of a text can stand for leaders, judged by signs alone.

It restates in short what `PeopleFinder` and `People` do with names at length, and knows at least all that they know.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from visits.mentions.identities import can_hold, distinctive_leader
from visits.mentions.names import names_a_place
from visits.mentions.names_unknown import NAME_STOPS
from visits.mentions.person_phrases import (
    COMMON_SHORT_NAMES,
    MODIFIERS,
    NO_FIRST_NAMES,
    OPENING_MARKS,
    first_names,
)
from visits.mentions.signs import Found, Sign, Signs
from visits.registry import Registry

_TITLE_GAP = re.compile(r"[\s-]*(?:elect|designate)?(?:\s+of\s+(?:the\s+)?[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,4}+,?)?\s*")
_LONGEST_GAP = 120
_WORD_BEHIND = re.compile(r" ([^\W\d_]+)")
_NO_NAMES = NAME_STOPS | MODIFIERS | NO_FIRST_NAMES
_LONGEST_WORD = 30
_MARKS = "\"'“‘(["
_NOBODYS: frozenset[str] = frozenset()

_Titled: TypeAlias = tuple[Found, list[Sign]]
"""A name, and the titles that lead to it."""


@dataclass(slots=True)
class Names:
    """The leaders' names that stand in a text; `known` are those by which some leader is known, by their forms."""

    people: list[Found]
    known: dict[str, Sign] = field(default_factory=dict)
    _homes: dict[str, frozenset[str]] = field(default_factory=dict)

    def learn(self, sign: Sign) -> None:
        """Take a name for known."""
        self.known[sign.form] = sign
        for leader_id in sign.leader_ids:
            self._homes[leader_id] = self._homes.get(leader_id, _NOBODYS) | sign.countries

    def homes(self, sign: Sign) -> frozenset[str]:
        """What those led who can be meant by a name that is known, or is the last name of somebody known."""
        if sign.form in self.known:
            return sign.countries
        homes = self._homes
        known = [homes[leader_id] for leader_id in sign.leader_ids if leader_id in homes]
        return known[0] if len(known) == 1 else _NOBODYS.union(*known)


class Naming:
    """Finds these names; built once for a registry. With `anybody` a rare last name tells wherever it stands alone."""

    def __init__(self, registry: Registry, anybody: bool):
        self._registry = registry
        self._anybody = anybody
        self._first_names = first_names(registry)

    def names(self, string: str, signs: Signs, on: date | None, any_day: bool) -> Names:
        """The names of a text: full ones are known, and last names that can stand for a leader by themselves.

        With `any_day` the text may be that of several articles: no name tells what another means.
        """
        names = Names([item for item in signs.people if item[2].place is None or _is_a_name(string, item)])
        shorts: dict[str, list[Found]] = {}
        for item in names.people:
            sign = item[2]
            if not sign.full:
                shorts.setdefault(sign.form, []).append(item)
            elif sign.form not in names.known:
                names.learn(sign)
        if shorts:
            around = _Neighbours(string, names.people, signs, self._first_names)
            for items in shorts.values():
                sign = items[0][2]
                homes = names.homes(sign)
                if homes == sign.countries:
                    continue
                titled = [(item, around.titles_before(item)) for item in items]
                if self._titled(sign, titled, around, on) or (
                    (any_day or not homes) and self._stands_alone(sign, titled, around, on, any_day)
                ):
                    names.learn(sign)
        return names

    def _titled(self, sign: Sign, items: Sequence[_Titled], around: _Neighbours, on: date | None) -> bool:
        """True for a last name that a title before it gives to a holder of the office."""
        common = sign.form.lower() in COMMON_SHORT_NAMES
        for item, titles in items:
            for title in titles:
                if title.office is not None and not (common and around.goes_on(item)):
                    if can_hold(self._registry, sign.leader_ids, title.office, on):
                        return True
        return False

    def _stands_alone(
        self, sign: Sign, items: Sequence[_Titled], around: _Neighbours, on: date | None, any_day: bool
    ) -> bool:
        """True for a last name that only one head bears, unless the text names somebody else of that name."""
        common = sign.form.lower() in COMMON_SHORT_NAMES
        if not sign.head and not self._anybody:
            return False
        told = False
        for item, titles in items:
            if any(title.office is None for title in titles):
                told = True
            elif not titles and around.has_other_first_name(item):
                if not (any_day or self._anybody):
                    return False
            elif not common and not around.goes_on(item):
                told = True
        return told and (
            any_day or self._anybody or distinctive_leader(self._registry, sign.leader_ids, on) is not None
        )


class _Neighbours:
    """What stands beside the last names of a text."""

    def __init__(self, string: str, people: Sequence[Found], signs: Signs, first_names: frozenset[str]):
        self._string = string
        self._titles = signs.titles
        self._title_starts = [title[0] for title in signs.titles]
        self._first_names = first_names
        wholes = [item for item in people if item[2].full] + signs.places
        self._begin = {start for start, _, _ in wholes}
        self._end = {end for _, end, _ in wholes}

    def titles_before(self, item: Found) -> list[Sign]:
        """The titles that lead to a name: "President Obama", "the president of France, Sarkozy"."""
        start = item[0]
        k = bisect_right(self._title_starts, start)
        return [
            title
            for _, end, title in self._titles[max(k - 2, 0) : k]
            if start - end < _LONGEST_GAP and _TITLE_GAP.fullmatch(self._string, end, start)
        ]

    def goes_on(self, item: Found) -> bool:
        """True for a name that is the first one of another (see `goes_on`)."""
        return item[1] + 1 not in self._begin and goes_on(self._string, item[1])

    def has_other_first_name(self, item: Found) -> bool:
        """True for the Hernandez of "Rafael Hernandez"; at the head of a sentence only a known first name tells."""
        string, start = self._string, item[0]
        if not string.startswith(" ", start - 1) or start - 1 in self._end:
            return False
        head = string[max(start - _LONGEST_WORD, 0) : start - 1]
        words = head.split()
        word = words[-1] if words and not head[-1].isspace() else ""
        name = word.lstrip(_MARKS)
        if not name.isalpha() or not _can_be_name(name):
            return False
        lead = string[max(start - 3 - len(word), 0) : start - 1 - len(word)]
        opens = name != word or not lead or lead.isspace() or lead[0] in OPENING_MARKS
        return not opens or name.lower() in self._first_names


def goes_on(string: str, end: int) -> bool:
    """True for the Kim of "Kim Dong-jin", which is nobody's last name."""
    match = _WORD_BEHIND.match(string, end)
    return match is not None and _can_be_name(match.group(1))


def _is_a_name(string: str, item: Found) -> bool:
    """False for a last name that is rather a place where it stands ("Jordan")."""
    start, end, sign = item
    return sign.full or sign.place is None or sign.dated or not names_a_place(string, start, end, sign.place)


def _can_be_name(word: str) -> bool:
    return word[0].isupper() and word[1:].islower() and word.lower() not in _NO_NAMES

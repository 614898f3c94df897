"""An article as the gate sees it: what stands in it and where, and who a sentence of it may speak of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from visits.mentions.signs import Sign, Signs, country_of
from visits.mentions.words import plain
from visits.registry import Registry
from visits.reports.gate_cast import Cast

_HE, _SHE = re.compile(r"\b(?:he|him|his|himself)\b"), re.compile(r"\b(?:she|her|herself)\b")
_I, _QUOTES = re.compile(r"\b(?:I|[Mm]y|myself)\b"), re.compile(r"""["“”]""")
_PRONOUNS = re.compile(r"\b(?:i|he|she|him|her|his|himself|herself)\b")
_BEARER = re.compile(r"\b(?:i|my|he|she|his|her|their|whose)\b")
_SEVERAL = re.compile(r"\b(?:they|leaders|presidents|two|both|pair|couple)\b")
_THEIR = re.compile(r"\btheir\b")
_OWNED_REACH = 60
"""Characters within which what is theirs follows "their"."""
_WORD = re.compile(r"\w")
_NOBODYS: frozenset[str] = frozenset()
NO_HOSTS = frozenset({"", "EUU"})
"""What parts of the world and the Union are told by: nobody visits them, but a country of theirs."""

Bounds = Callable[[int], tuple[int, int]]
"""The first character of the sentence around an offset, and the one behind its last."""


Here = Callable[[], tuple[str, ...]]
"""Finds the countries that a text may have been written from."""


@dataclass
class Scene:
    """A text with its signs and its people.

    `around` finds its sentences, the first of which begins at `text_start` (behind the title); `find_here` finds the
    countries that it may have been written from, and is asked for them once, if at all; `on` is the day from which
    offices are judged. With `any_day` it is taken for whatever a text of any day, that begins anywhere in it, would be.
    """

    string: str
    text_start: int
    signs: Signs
    cast: Cast
    around: Bounds
    find_here: Here
    registry: Registry
    on: date | None
    any_day: bool
    _meant_in: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    @cached_property
    def low(self) -> str:
        """The text as words are searched in it."""
        return plain(self.string)

    @cached_property
    def here(self) -> tuple[str, ...]:
        """The countries that the text may have been written from."""
        return self.find_here()

    def country(self, sign: Sign) -> str | None:
        """The country of a place: "" for a part of the world, None where the day decides of which of several."""
        if sign.dated and self.any_day:
            return None
        return country_of(sign, self.registry, self.on) or ""

    def somebody(self, begin: int, end: int, country: str | None, heads: bool = False) -> bool:
        """True if a sentence names, or may mean, somebody who can lead another country than this; with `heads` such as
        can be heads of state or government."""
        away = frozenset({country}) if country else _NOBODYS
        for homes in self.cast.homes_in(begin, end, heads):
            if homes - away:
                return True
        return bool(self._meant(begin, end) - away)

    def anybody_away(self, begin: int, end: int, countries: Iterable[str | None], heads: bool = False) -> bool:
        """True if a sentence has somebody who is not at home in one of the countries (see `somebody`)."""
        return any(self.somebody(begin, end, country, heads) for country in countries)

    def countries_in(self, begin: int, end: int) -> set[str | None]:
        """The countries of the places named between two offsets; None where the day decides."""
        return {self.country(sign) for at, _, sign in self.signs.places if begin <= at < end} - NO_HOSTS

    def two_meet(self, begin: int, end: int, heads: bool = False) -> bool:
        """True for a sentence with people of two countries, or of one and somebody whom a pronoun may mean; with
        `heads` only of such as can be heads of state or government."""
        named = self.cast.homes_in(begin, end, heads)
        meant = self._meant(begin, end)
        return len(meant.union(*named)) > 1 and len(named) + bool(meant) > 1

    def several(self, begin: int, end: int) -> bool:
        """True if two people or more are named, or may be meant, between two offsets."""
        named = len(self.cast.homes_in(begin, end))
        return (
            named > 1
            or bool(_SEVERAL.search(self.low, begin, end))
            or (named == 1 and bool(_PRONOUNS.search(self.low, begin, end)))
        )

    def _meant(self, begin: int, end: int) -> frozenset[str]:
        """What those can lead whom a pronoun of the sentence can mean."""
        meant = self._meant_in.get((begin, end))
        if meant is None:
            meant = self._meant_in[begin, end] = self._find_meant(begin, end)
        return meant

    def _find_meant(self, begin: int, end: int) -> frozenset[str]:
        cast, low = self.cast, self.low
        if self._speaks_of_several(begin, end) or self._quotes_somebody(begin, end):
            return cast.homes_before(end, "m") | cast.homes_before(end, "f")
        homes = cast.homes_before(end, "m") if _HE.search(low, begin, end) else _NOBODYS
        return homes | cast.homes_before(end, "f") if _SHE.search(low, begin, end) else homes

    def _speaks_of_several(self, begin: int, end: int) -> bool:
        return _SEVERAL.search(self.low, begin, end) is not None or self._is_theirs(begin, end)

    def _quotes_somebody(self, begin: int, end: int) -> bool:
        """True for a sentence with a quotation in which somebody speaks of himself."""
        quotes = _QUOTES.search(self.string, begin, end)
        return quotes is not None and _I.search(self.string, begin, end) is not None

    def _is_theirs(self, begin: int, end: int) -> bool:
        """True for "their visit" and "their first talks"; whose else something is does not matter."""
        return any(
            their.end() < at < their.end() + _OWNED_REACH
            for their in _THEIR.finditer(self.low, begin, end)
            for kind in ("visit", "talks", "gathering")
            for at, _, _ in self.signs.of_kind(kind)
        )

    def has_bearer(self, begin: int, end: int) -> bool:
        """True for a sentence with a name, a title, or a pronoun for one person or his things: whoever pays a visit is
        named so in the sentence that tells of it by a noun, or leaves the subject of its verb to another clause."""
        return bool(self.cast.homes_in(begin, end)) or _BEARER.search(self.low, begin, end) is not None

    def holds_place(self, begin: int, end: int) -> bool:
        """True if a place is named between two offsets."""
        return any(begin <= at < end for at, _, _ in self.signs.places)

    def end_of_sentences(self, number: int) -> int:
        """Where so many sentences of the text end."""
        if self.any_day:
            return len(self.string)
        end = self.text_start
        for _ in range(number):
            word = _WORD.search(self.string, end)
            end = max(self.around(word.start())[1], word.end()) if word else len(self.string)
        return end

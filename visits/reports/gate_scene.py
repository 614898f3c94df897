"""An article as the gate sees it: what stands in it and where, and who a sentence of it may speak of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from visits.mentions.signs import Sign, Signs, country_of
from visits.mentions.words import plain
from visits.registry import Registry
from visits.reports.gate_cast import Cast

_HE, _SHE = re.compile(r"\b(?:he|him|his|himself)\b"), re.compile(r"\b(?:she|her|herself)\b")
_I, _QUOTES = re.compile(r"\bI\b"), re.compile(r"""["“”]""")
_PRONOUNS = re.compile(r"\b(?:i|he|she|him|her|his|himself|herself)\b")
_BEARER = re.compile(r"\b(?:i|he|she|his|her|their|whose)\b")
_SEVERAL = re.compile(r"\b(?:they|their|leaders|presidents|two|both|pair|couple)\b")
_WORD = re.compile(r"\w")
_NOBODYS: frozenset[str] = frozenset()

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

    def somebody(self, begin: int, end: int, country: str | None) -> bool:
        """True if a sentence names, or may mean, somebody who can lead another country than this."""
        away = frozenset({country}) if country else _NOBODYS
        if any(homes - away for homes in self.cast.homes_in(begin, end)):
            return True
        return bool(self._meant(begin, end) - away)

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
        cast = self.cast
        if _SEVERAL.search(self.low, begin, end):
            return cast.led if cast.starts and cast.starts[0] < end else _NOBODYS
        homes = cast.homes_before(end, "m") if _HE.search(self.low, begin, end) else _NOBODYS
        if _SHE.search(self.low, begin, end):
            homes |= cast.homes_before(end, "f")
        if _I.search(self.string, begin, end) and _QUOTES.search(self.string, begin, end):
            homes |= cast.homes_before(end, "m") | cast.homes_before(end, "f")
        return homes

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

"""Sentences that tell the stops of a journey by a copula or a colon, in which nothing leads to the places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visits.reports.gate_scene import Scene
from visits.reports.stops import JOURNEY_NOUNS, STOP_WORDS

WORDS_OF_STOPS = {
    "stop": STOP_WORDS | JOURNEY_NOUNS,
    "paying": frozenset({"pay", "pays", "paying", "paid", "make", "making", "made"}),
}
"""The words of which each of them has one, by their kinds (see `SignFinder`)."""
_TELLING = re.compile(r"\b(?:is|are|was|were|be|lies?|comes?)\b")
_LISTING = re.compile(
    r"[^.;]{0,80}?(?:\b(?:covers?|covering|compris\w+|encompass\w+|span\w*|namely|took|takes)\b|[:–—(]|\s-\s)"
)
_COUNTRIES = re.compile(r"\b(?:countries|nations|capitals)\b")
_NUMBERED = re.compile(
    r"\b(?:next|last|first|second|third|fourth|final|other|only|planned|two|three|four|his|her|their|the|of|whose|on)"
    r"\s+(?:\w+\s+)?\Z"
)
_VISIT_BEFORE, _VISIT_BEHIND = re.compile(r"\b(?:visit|trip)\b[^.;]{0,80}\Z"), re.compile(r"[^.;]{0,40}\bvisit\b")
_VISIT_REACH = 90
"""Characters before the verb that pays a visit within which that stands."""
_BEFORE = 500
"""Characters before the stop within which the traveller is named."""


def find_stops(scene: Scene) -> Iterator[int]:
    """An offset in each of them, some more than once."""
    low = scene.low
    for start, end, _ in scene.signs.of_kind("stop"):
        begin, last = scene.around(start)
        countries = scene.countries_in(begin, last) if begin >= scene.text_start else None
        if countries and _tells_stops(low, begin, start, end, last):
            if scene.anybody_away(max(begin - _BEFORE, 0), last, countries):
                yield start
    for start, end, _ in scene.signs.of_kind("paying"):  # "the visit that Merkel was to pay to Rome"
        visit = _VISIT_BEFORE.search(low, max(start - _VISIT_REACH, 0), start)
        if visit or (low.startswith("pay", start) and _VISIT_BEHIND.match(low, end)):
            begin, last = scene.around(start)
            if scene.somebody(begin, last, None) and (scene.holds_place(begin, last) or scene.here):
                yield start


def _tells_stops(low: str, begin: int, start: int, end: int, last: int) -> bool:
    """True where a copula stands beside a stop, a list behind a journey, or the countries of one are told."""
    word = low[start:end]
    numbered = word in STOP_WORDS and _NUMBERED.search(low, max(start - 30, begin), start)
    if numbered and _TELLING.search(low, begin, last):
        return True
    return word in JOURNEY_NOUNS and (
        _LISTING.match(low, end, last) is not None or _COUNTRIES.search(low, begin, last) is not None
    )

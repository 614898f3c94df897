"""Sentences that tell the stops of a journey by a copula or a colon, in which nothing leads to the places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visits.mentions.words import WordSearch
from visits.reports.gate_scene import Scene
from visits.reports.stops import JOURNEYS, STOP_WORDS

_WORDS = WordSearch(STOP_WORDS | JOURNEYS | {"pay", "pays", "paying", "paid", "make", "making", "made"})
_TELLING = re.compile(r"\b(?:is|are|was|were|be|lies?|comes?)\b")
_LISTING = re.compile(
    r"[^.;]{0,80}?(?:\b(?:covers?|covering|compris\w+|encompass\w+|span\w*|namely|took|takes)\b|[:–])"
)
_COUNTRIES = re.compile(r"\b(?:countries|nations|capitals)\b")
_NUMBERED = re.compile(
    r"\b(?:next|last|first|second|third|fourth|final|other|only|planned|two|three|four|his|her|their|the|of|whose|on)"
    r"\s+(?:\w+\s+)?\Z"
)
_VISIT_BEFORE, _VISIT_BEHIND = re.compile(r"\b(?:visit|trip)\b[^.;]{0,80}\Z"), re.compile(r"[^.;]{0,40}\bvisit\b")
_BEFORE = 500
"""Characters before the stop within which the traveller is named."""


def find_stops(scene: Scene) -> Iterator[int]:
    """An offset in each of them, some more than once."""
    low = scene.low
    for start, end in _WORDS.find(low):
        word = low[start:end]
        begin, last = scene.around(start)
        if word in STOP_WORDS or word in JOURNEYS:
            if (
                scene.holds_place(begin, last)
                and _tells_stops(low, begin, start, end, last)
                and scene.somebody(max(begin - _BEFORE, 0), last, None)
            ):
                yield start
        elif scene.here or scene.holds_place(begin, last):  # "the visit that Merkel was to pay to Rome"
            paid = _VISIT_BEFORE.search(low, begin, start) or (word.startswith("pay") and _VISIT_BEHIND.match(low, end))
            if paid and scene.somebody(begin, last, None):
                yield start


def _tells_stops(low: str, begin: int, start: int, end: int, last: int) -> bool:
    """True where a copula stands beside a stop, a list behind a journey, or the countries of one are told."""
    word = low[start:end]
    numbered = word in STOP_WORDS and _NUMBERED.search(low, max(start - 30, begin), start)
    if numbered and _TELLING.search(low, begin, last):
        return True
    return word in JOURNEYS and (
        _LISTING.match(low, end, last) is not None or _COUNTRIES.search(low, begin, last) is not None
    )

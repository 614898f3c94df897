"""Sentences that tell the stops of a journey by a copula or a colon, in which nothing leads to the places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visits.reports.gate_scene import Scene
from visits.reports.stops import JOURNEYS, STOP_WORDS

_STOP = re.compile(
    rf"\b(?:{'|'.join(sorted(STOP_WORDS))})\b|\b(?:countries|nations)\b|\b(?:{'|'.join(sorted(JOURNEYS))})\b"
)
_TELLING = re.compile(
    r"\b(?:is|are|was|were|be|lies?|comes?|covers?|covering|compris\w+|encompass\w+|span\w*|namely)\b|[:–]"
)
_PAID = re.compile(
    r"\b(?:visit|trip)\b[^.;]{0,80}\b(?:pay|pays|paying|paid|make|making|made)\b|\bpay(?:s|ing)?\b[^.;]{0,40}\bvisit\b"
)
_BEFORE = 500
"""Characters before the stop within which the traveller is named."""


def find_stops(scene: Scene) -> Iterator[int]:
    """An offset in each of them, some more than once."""
    for match in _STOP.finditer(scene.low):
        begin, last = scene.around(match.start())
        if (
            scene.holds_place(begin, last)
            and _TELLING.search(scene.low, begin, last)
            and scene.somebody(max(begin - _BEFORE, 0), last, None)
        ):
            yield match.start()
    for match in _PAID.finditer(scene.low):  # "the visit that Merkel was to pay to Rome"
        begin, last = scene.around(match.start())
        if (scene.here or scene.holds_place(begin, last)) and scene.somebody(begin, last, None):
            yield match.start()

"""Sentences in which somebody speaks before others, or beside another leader, and the dateline may tell where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visits.reports.gate_scene import Scene
from visits.reports.spoken_here import HEARERS

WORDS_OF_SPEAKERS = {
    "side": ["flanked by", "alongside", "beside", "side with", "his side", "her side"],
    "quoted": [
        "told",
        "ahead of",
        "before",
        *(f"{noun} of" for noun in ("sidelines", "margins", "fringes")),
        *(f"speaking {lead}" for lead in ("at", "to", "on", "during")),
    ],
}
"""The words of which each of them has one, by their kinds (see `SignFinder`)."""
_HEARERS = re.compile(rf"[^.;]{{0,60}}?\b(?:{'|'.join(sorted(HEARERS))})\b")
_TALKS = re.compile(r"[^.;]{0,50}?\b(?:talks|meetings?|summit|discussions|lunch|dinner)\b")
_LED_ON = {"told": _HEARERS, "ahead of": _TALKS, "before": _TALKS}


def find_speakers(scene: Scene) -> Iterator[int]:
    """An offset in each of them."""
    for start, _, _ in scene.signs.of_kind("side"):
        begin, last = scene.around(start)
        if scene.two_meet(begin, last, heads=True) and (scene.here or scene.holds_place(begin, last)):
            yield start
    away = [here for here in scene.here if scene.cast.led != {here}]
    for start, end, _ in scene.signs.of_kind("quoted") if away else ():
        needed = _LED_ON.get(scene.low[start:end])
        if needed is not None and needed.match(scene.low, end) is None:
            continue
        if any(scene.somebody(*scene.around(start), here) for here in away):
            yield start

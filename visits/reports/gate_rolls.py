"""Sentences that list or place those who are at a gathering without naming it: "participants included", "was there"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visits.reports.gate_scene import Scene
from visits.reports.gatherings import ASSEMBLIES, AUDIENCE, OPENING, SEVERAL_HEADS

_ROLL = re.compile(
    r"\b(?:attended|witnessed|graced) by\b|\b(?:bring|brings|brought|bringing) together\b|\bamong (?:them|those)\b"
    r"|\bin the presence of\b|\b(?:was|were|is|are|be)\W+(?:\w+\W+){0,2}?(?:present|there|among|attending)\b"
    r"|\b(?:attending|attended?|attends|present|guests|mourners|dignitaries|participants|attendees|delegates|visitors"
    r"|crowd)\b[^.;]{0,60}?\b(?:includ\w+|are|were|was)\b|\bamong\b[^.;]{0,80}?\b(?:are|were)\b"
)
_TAKING_PART = re.compile(
    r"\b(?:attend(?:s|ed|ing)?|t(?:ak|ook)\w* part|participat\w+)\b|\bthe (?:"
    + "|".join(sorted(ASSEMBLIES | AUDIENCE))
    + r")\b"
)


def find_rolls(scene: Scene) -> Iterator[int]:
    """An offset in each of them, some more than once."""
    opening = scene.end_of_sentences(OPENING)
    gathered = SEVERAL_HEADS.search(scene.string, 0, opening) is not None or any(
        start < opening for start, _, _ in scene.words("gathering")
    )
    for match in _ROLL.finditer(scene.low):
        begin, last = scene.around(match.start())
        if (gathered or scene.holds_place(begin, last)) and scene.somebody(begin, last, None):
            yield match.start()
    for match in _TAKING_PART.finditer(scene.low) if gathered else ():
        if scene.somebody(*scene.around(match.start()), None):
            yield match.start()

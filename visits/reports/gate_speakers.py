"""Sentences in which somebody speaks before others, or beside another leader, and the dateline may tell where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from visits.reports.appearances import BY_HAND
from visits.reports.gate_scene import Scene
from visits.reports.meetings import LEAD_SENTENCES
from visits.reports.spoken_here import HEARERS

WORDS_OF_SPEAKERS = {
    "side": ["flanked by", "alongside", "beside", "next to", "side with", "his side", "her side"],
    "by-hand": sorted(BY_HAND),
    "quoted": [
        "told",
        "ahead of",
        "before",
        "after",
        "during",
        *(f"{noun} of" for noun in ("sidelines", "margins", "fringes")),
        *(f"speaking {lead}" for lead in ("at", "to", "on", "during")),
    ],
}
"""The words of which each of them has one, by their kinds (see `SignFinder`)."""
_HEARERS = re.compile(rf"[^.;]{{0,60}}?\b(?:{'|'.join(sorted(HEARERS))})\b")
_TALKS = re.compile(r"[^.;]{0,50}?\b(?:talks|meetings?|summit|discussions|lunch|dinner)\b")
_SUMMIT = re.compile(r"\s+(?:the|a)\s[^.;]{0,30}?\bsummit\b")
_DAY = re.compile(r"day\b|\btonight\b|\btomorrow\b|\d")
_PRONOUNS = re.compile(r"\b(?:he|she)\b")
_OTHERS = re.compile(
    r"\b(?:that|to|who|which|where|when|while|as|but|because|if|for|about|over|against|with|by|from)\b|[;:\"“”]"
)
_CLAUSE = 110
"""Characters before a place in which its subject stands."""
_LED_ON = {"told": _HEARERS, "ahead of": _TALKS, "before": _TALKS, "after": _SUMMIT, "during": _SUMMIT}


def find_speakers(scene: Scene) -> Iterator[int]:
    """An offset in each of them."""
    for start, _, _ in scene.signs.of_kind("side"):
        begin, last = scene.around(start)
        if scene.two_meet(begin, last, heads=True) and (scene.here or scene.holds_place(begin, last)):
            yield start
    lead_end = scene.end_of_sentences(LEAD_SENTENCES) if scene.here else 0
    for start, _, _ in scene.signs.of_kind("by-hand"):
        if start < lead_end and scene.two_meet(*scene.around(start), heads=True):
            yield start
    away = [here for here in scene.here if scene.cast.led != {here}]
    for start, end, _ in scene.signs.of_kind("quoted") if away else ():
        needed = _LED_ON.get(scene.low[start:end])
        if needed is not None and needed.match(scene.low, end) is None:
            continue
        if any(scene.somebody(*scene.around(start), here) for here in away):
            yield start


def find_deeds(scene: Scene) -> Iterator[int]:
    """ "drew cheers in Astana on Friday": a place behind "in" or "at" with a day beside it, or in a title."""
    for start, end, sign in scene.signs.places:
        if sign.place is None or sign.place.kind == "demonym" or not scene.low.endswith((" in ", " at "), 0, start):
            continue
        begin, last = scene.around(start)
        dated = _DAY.search(scene.low, max(begin, start - 60), min(last, end + 40)) is not None
        if not (dated or start < scene.text_start) or not _acts(scene, begin, start):
            continue
        if scene.somebody(begin, last, scene.country(sign)):
            yield start


def _acts(scene: Scene, begin: int, start: int) -> bool:
    """True if the words before a place can be of a clause with somebody for its subject."""
    k = bisect_left(scene.cast.starts, start)
    named = scene.cast.starts[k - 1] if k else -1
    meant = max((m.start() for m in _PRONOUNS.finditer(scene.low, max(begin, start - _CLAUSE), start)), default=-1)
    subject = max(named, meant)
    return subject >= max(begin, start - _CLAUSE) and _OTHERS.search(scene.low, subject, start) is None

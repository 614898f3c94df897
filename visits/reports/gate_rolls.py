"""Sentences that list or place those who are at a gathering without naming it: "participants included", "was there"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visits.reports.gate_scene import Scene
from visits.reports.gatherings import ASSEMBLIES, AUDIENCE, OPENING, SEVERAL_HEADS

_LISTING = [
    *("attended by", "witnessed by", "graced by", "among them", "among those", "in the presence of"),
    *("bring together", "brings together", "brought together", "bringing together"),
]
_PRESENT = ["present", "there", "among", "attending"]
_GUESTS = """attending attend attends attended attendees guests mourners dignitaries participants delegates visitors
    crowd present among""".split()
_TAKING_PART = [
    *("attend", "attends", "attended", "attending", "take part", "takes part", "took part", "taking part"),
    *("taken part", "participate", "participates", "participated", "participating"),
]
ROLL_WORDS = {
    "listing": [*_LISTING, *_PRESENT, *_GUESTS],
    "at-gathering": [*_TAKING_PART, *(f"the {noun}" for noun in ASSEMBLIES | AUDIENCE)],
}
"""The words of which each of them has one, by their kinds (see `SignFinder`)."""
_COPULA = re.compile(r"\b(?:was|were|is|are|be)\s+(?:(?:also|both|all|already|due|expected|to|be|been)\s+)*\Z")
_BEHIND_THERE = re.compile(r"\s*(?:[.,]|$|\s(?:too|when|for|and|to|with|as|at|on|in)\b)")
_BEHIND_AMONG = re.compile(
    r"\W[^.;]{0,60}?\b(?:guests|mourners|dignitaries|participants|those|leaders|heads|presidents)\b"
)
_HEARD = re.compile(r"\b(?:told|tells|at|during|for|address\w*)\s+\Z")
_INCLUDING = re.compile(r"[^.;]{0,80}?\b(?:includ\w+|are|were|was)\b")
_LISTED = frozenset(_LISTING)
_THERE = frozenset(_PRESENT)
_LISTLESS = frozenset({"there", "present", "attend"})
_COPULA_REACH = 30


def find_rolls(scene: Scene) -> Iterator[int]:
    """An offset in each of them, some more than once."""
    gathered: bool | None = None
    for start, placed in _candidates(scene):
        if not placed:
            gathered = _has_gathered(scene) if gathered is None else gathered
        if placed or gathered:
            yield start


def _candidates(scene: Scene) -> Iterator[tuple[int, bool]]:
    """Such words in sentences that name somebody, and whether a place stands there too; without one the text has to
    speak of a gathering."""
    low = scene.low
    for start, end, _ in scene.signs.of_kind("listing"):
        if _lists(low, start, end):
            begin, last = scene.around(start)
            if scene.cast.homes_in(begin, last) and scene.somebody(begin, last, None):
                yield start, scene.holds_place(begin, last)
    for start, _, _ in scene.signs.of_kind("at-gathering"):
        if not low.startswith("the ", start) or _HEARD.search(low, max(start - 20, 0), start):
            if scene.cast.homes_in(*scene.around(start)):
                yield start, False


def _has_gathered(scene: Scene) -> bool:
    """True for a text whose opening speaks of a gathering, or of several heads of state."""
    opening = scene.end_of_sentences(OPENING)
    if any(start < opening for start, _, _ in scene.signs.of_kind("gathering")):
        return True
    return SEVERAL_HEADS.search(scene.string, 0, opening) is not None


def _lists(low: str, start: int, end: int) -> bool:
    """True where words of being there have a copula before them, or words of guests a verb of listing behind."""
    words = low[start:end]
    if words in _LISTED:
        return True
    if words in _THERE and _COPULA.search(low, max(start - _COPULA_REACH, 0), start):
        behind = _BEHIND_AMONG if words == "among" else _BEHIND_THERE
        if words == "attending" or behind.match(low, end):
            return True
    return words not in _LISTLESS and _INCLUDING.match(low, end) is not None

"""Sentences that list or place those who are at a gathering without naming it: "participants included", "was there"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visits.mentions.words import WordSearch
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
_WORDS = WordSearch([*_LISTING, *_PRESENT, *_GUESTS])
_AT_GATHERINGS = WordSearch([*_TAKING_PART, *(f"the {noun}" for noun in ASSEMBLIES | AUDIENCE)])
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
    low = scene.low
    opening = scene.end_of_sentences(OPENING)
    gathered = SEVERAL_HEADS.search(scene.string, 0, opening) is not None or any(
        start < opening for start, _, _ in scene.words("gathering")
    )
    if not gathered and not scene.signs.places:
        return
    for start, end in _WORDS.find(low):
        if _lists(low, start, end):
            begin, last = scene.around(start)
            named = scene.cast.homes_in(begin, last)
            if named and (gathered or scene.holds_place(begin, last)) and scene.somebody(begin, last, None):
                yield start
    for start, _ in _AT_GATHERINGS.find(low) if gathered else ():
        if low.startswith("the ", start) and not _HEARD.search(low, max(start - 20, 0), start):
            continue
        begin, last = scene.around(start)
        if scene.cast.homes_in(begin, last):
            yield start


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

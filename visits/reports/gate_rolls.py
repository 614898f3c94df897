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
    crowd present among speakers""".split()
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
    low = scene.low
    for start, end, _ in scene.signs.of_kind("listing"):
        if _lists(low, start, end):
            begin, last = scene.around(start)
            if scene.cast.homes_in(begin, last):
                for countries in (scene.countries_in(begin, last), gathering_countries(scene)):
                    if scene.anybody_away(begin, last, countries, heads=True):
                        yield start
    for start, _, _ in scene.signs.of_kind("at-gathering"):
        if not low.startswith("the ", start) or _HEARD.search(low, max(start - 20, 0), start):
            begin, last = scene.around(start)
            if scene.cast.homes_in(begin, last) and scene.anybody_away(begin, last, gathering_countries(scene)):
                yield start


def gathering_countries(scene: Scene) -> set[str | None]:
    """The countries in which the gathering can be of which the opening of a text speaks, if it speaks of one."""
    opening = scene.end_of_sentences(OPENING)
    named = any(start < opening for start, _, _ in scene.signs.of_kind("gathering"))
    if not named and not SEVERAL_HEADS.search(scene.string, 0, opening):
        return set()
    return scene.countries_in(0, opening) | set(scene.here)


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

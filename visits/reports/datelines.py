"""The dateline: the place, and often the day, with which an agency's report begins ("SINGAPORE (Reuters) -")."""

from __future__ import annotations

import re
from datetime import date

from visits.model.mention import PlaceKind, PlaceMention
from visits.registry import PlaceForm, Registry

_DATELINE = re.compile(
    r"""\s*(?P<place>[A-ZÀ-Þ][A-Za-zÀ-ÿ.'’ -]{2,40}?(?:[,/ ]\s?[A-Z][A-Za-zÀ-ÿ. ]{2,24}?)?)
        (?:\s\[[A-Z][A-Za-z. ]{2,24}\])?
        (?:[,.]?\s+(?:(?P<day>\d{1,2})\s+)?
           (?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?
           (?(day)|\s+\d{1,2})(?:,?\s*\d{4})?)?
        \s*(?:(?:\((?P<agency>[A-Za-z .&-]{2,40})\)|CNN|AP|AFP)?\s*(?:--|[-–—|]|(?P<colon>:))
           |[.,]?\s*/[A-Z]{3,10}/\s?[.-]|\([A-Z]{2,5}\))\s""",
    re.VERBOSE,
)
"""Places and agencies: "SINGAPORE (Reuters) -", "HANOI, Nov. 1 (Xinhua) --", "MOSCOW, November 1 /TASS/.", "New Delhi
[India], November 1 (ANI):", "Islamabad:"."""
_PARAGRAPH = re.compile(r"\n\s*(?=[A-Z][A-Z.-]{3})")
_ENDS = "-–—:|/)"
"""The marks of which one ends a dateline."""
_HEADS = 1000
"""A dateline stands at most so many characters behind the head of the text."""


def dateline_span(string: str, text_start: int, place: PlaceMention | None) -> tuple[int, int]:
    """Where the dateline with this place stands: its date is the report's, not a visit's."""
    begin = text_start
    if place is not None:
        begin = max(string.rfind("\n", 0, place.start) + 1, text_start)
    match = _DATELINE.match(string[begin : begin + 120])
    return (begin, begin + match.end()) if match else (begin, begin)


def dateline(string: str, text_start: int, registry: Registry, on: date | None) -> PlaceMention | None:
    """The place that a dateline names ("SINGAPORE (Reuters) -"): at the head of the text, or in capitals at the head
    of a paragraph behind bylines, captions and summaries."""
    first = dateline_at(string, text_start, registry, on)
    if first is not None:
        return first
    for head in _PARAGRAPH.finditer(string, text_start, text_start + _HEADS):
        place = dateline_at(string, head.end(), registry, on)
        if place is not None:
            return place
    return None


def dateline_at(string: str, start: int, registry: Registry, on: date | None) -> PlaceMention | None:
    """The place of a dateline that begins at `start`; None where none begins there."""
    head = string[start : start + 120]
    match = _DATELINE.match(head) if any(mark in head for mark in _ENDS) else None
    if match is None:
        return None
    begin = start + match.start("place")
    words = match.group("place").strip(" ,.")
    for part in (words, *re.split(r"[,/]", words)):
        written = part.strip()
        place = registry.read_place(written, on) or registry.read_place(written.title(), on)
        if place is not None and place.country and place.kind != "demonym" and _dates_a_line(match, place):
            kind: PlaceKind = "country" if place.kind == "country" else "city"
            return PlaceMention(begin, begin + len(words), words, kind, registry.sovereign(place.country), place.city)
    return None


def _dates_a_line(match: re.Match[str], place: PlaceForm) -> bool:
    """True unless a colon follows what may be a topic ("Iran: the talks go on"): a town, or capitals, tell where."""
    return match.group("colon") is None or place.kind == "city" or match.group("place").isupper()

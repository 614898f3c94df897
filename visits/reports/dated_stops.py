"""Lists of places of which each has its own day: "in London on Monday, Paris on Tuesday and Rome on Thursday"."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.destinations import Destination, place_name

_VERBS_BETWEEN = frozenset(
    """has have had is are was were will holds held meets met attends attended ends finishes finished concludes goes
    flies""".split()
)
_LINKS = frozenset("on , and then ( ) in at to finally before the from".split())
_REACH = 3
"""How many words lead to the day behind a place: "Britain (from March 23 to 25)"."""


def own_dates(
    tokens: Sequence[Token], at: int, first: int, dates: list[DateMention], stop: tuple[int, int]
) -> tuple[list[DateMention], tuple[int, int]]:
    """The dates of one stop of several: its own ("to Korea on Tuesday and to China on Wednesday"), else those that
    the stops share. `at` is the token of its place, `first` the one behind the word of travel."""
    behind = next((j for j in range(at + 1, min(at + 1 + _REACH, len(tokens))) if tokens[j].kind == "D"), None)
    others = any(
        (tokens[j].kind == "D" and tokens[j].mention.kind != "duration") or tokens[j].low in _VERBS_BETWEEN
        for j in range(first, at)
    )
    if behind is not None and not any(t.kind == "L" for t in tokens[at + 1 : behind]):
        shared = tokens[behind].mention.kind == "range" and stop[0] == stop[1] - 1 and not others
        if not shared:
            return [tokens[behind].mention], (0, 1)
    own = {tokens[j].start for j in range(first, len(tokens) - 1) if tokens[j].kind == "D" and _behind_place(tokens, j)}
    return [d for d in dates if d.start not in own], stop


def further_stops(tokens: Sequence[Token], first: Destination) -> list[tuple[Destination, DateMention]]:
    """The places that follow the first of such a list, each with its day."""
    found: list[tuple[Destination, DateMention]] = []
    place = None
    for j in range(first.at + 1, len(tokens)):
        token = tokens[j]
        if token.kind == "L" and place is None and token.mention.country not in (None, "EUU"):
            place = Destination(token.mention.country, place_name(token.mention), j)
        elif token.kind == "L" and place is not None and token.mention.country == place.country:
            continue  # "in Rome, Italy, on Friday"
        elif token.kind == "D":
            if place is not None and token.mention.kind in ("date", "range"):
                found.append((place, token.mention))
            place = None
        elif token.low not in _LINKS:
            break
    return found


def _behind_place(tokens: Sequence[Token], j: int) -> bool:
    """True for a date right behind a place that another town or country follows: it is that stop's alone."""
    near = any(tokens[i].kind == "L" for i in range(max(j - 3, 0), j))
    return near and any(t.kind == "L" and t.mention.kind != "site" for t in tokens[j + 1 : j + 6])

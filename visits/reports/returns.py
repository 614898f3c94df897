"""Who is back: "Back from Paris, Modi said", "Modi, just home from Rome, said", "Modi is back in Delhi from Rome"."""

from __future__ import annotations

from collections.abc import Sequence

from visits.model.mention import DateMention, Person
from visits.reports.context import Context
from visits.reports.destinations import Destination, read_destinations
from visits.reports.noting import note

_BACK = frozenset({"back", "home", "fresh"})
_JUST = frozenset({"just", "newly", "freshly", "barely", "only", "now", "recently"})
_COPULAS = frozenset({"is", "was", "'s"})
_PLANE = ("off", "the", "plane")
_FRONT = 3
"""How many words may stand before "back from" where it opens a sentence."""


def observe_return(ctx: Context) -> None:
    """Read every "back from" whose place is abroad for the one it is said of."""
    if not ctx.sentence.has(_BACK | {"flight"}) or not ctx.sentence.names_a_place:
        return
    tokens = ctx.tokens
    for j in range(1, len(tokens) - 1):
        if tokens[j].low != "from":
            continue
        if tokens[j - 1].low == "flight":  # "on his flight from Abu Dhabi to Rome"
            _note_flight(ctx, j)
            continue
        back = next((k for k in range(j - 1, max(j - 5, -1), -1) if tokens[k].low in _BACK), None)
        between = tuple(t.low for t in tokens[back + 1 : j]) if back is not None else ()
        if back is None or not (between in ((), _PLANE) or between[:1] in (("in",), ("to",))):
            continue
        if any(c.is_verb and back - 2 <= c.first <= j for c in ctx.sentence.cues):
            continue  # "came back from": the verb is read
        places = read_destinations(tokens, j, ["from"], False, ctx.here, limit=3)[:1]
        found = _who(ctx, back) if places else None
        if found is not None:
            _note(ctx, found[0], found[1], places[0], (back, j))


def _note_flight(ctx: Context, j: int) -> None:
    """Who is on a flight from a place abroad to his own country has left it."""
    tokens = ctx.tokens
    places = read_destinations(tokens, j, ["from"], False, ctx.here, limit=3)[:1]
    goals = read_destinations(tokens, places[0].at + 1, ["to"], False, ctx.here, limit=3)[:1] if places else []
    aboard = {t.low for t in tokens[max(j - 4, 0) : j]} & {"on", "during", "aboard"}
    for person, k in ctx.people_of(ctx.clause_subject(j)) if goals and aboard else []:
        if k < j and ctx.at_home(person, goals[0]):
            _note(ctx, person, k, places[0], (j - 1, j), ctx.dates_around(j, goals[0].at))


def _who(ctx: Context, back: int) -> tuple[Person, int] | None:
    """Whom "back" at a token is said of, and where he is named."""
    tokens = ctx.tokens
    k = back - 1
    while k >= 0 and (tokens[k].low in _JUST or tokens[k].kind == "D"):
        k -= 1
    if k < 0 or (k < _FRONT and tokens[k].raw[:1].isupper() and tokens[k].kind == "w"):
        behind = range(back, min(back + 16, len(tokens) - 1))
        at = next((j + 1 for j in behind if tokens[j].low == "," and tokens[j + 1].low in {"P", "he", "she"}), None)
    elif tokens[k].low == ",":
        at = k - 1 if k and tokens[k - 1].kind == "P" else None
    else:
        at = k - 1 if tokens[k].low in _COPULAS and k and tokens[k - 1].low in {"P", "he", "she"} else None
    person = ctx.person_at(at) if at is not None else None
    return (person, at) if person is not None and at is not None else None


def _note(
    ctx: Context, person: Person, k: int, place: Destination, cue: tuple[int, int], dates: Sequence[DateMention] = ()
) -> None:
    if ctx.is_private(person) or ctx.at_home(person, place):
        return
    words = (min(k, cue[0]), max(k, place.at))
    noted = note(ctx, "presence.back", "leaving", "past", person, k, place, words, cue)
    noted.dates, noted.over = list(dates), True

"""The stops of a journey told by a copula: "Fiji is the next stop", "the others are Fiji and Samoa"."""

from __future__ import annotations

from visits.lexicon.entries import Stance
from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.reports.context import Context
from visits.reports.destinations import PLACE_NOUNS, Destination, read_destinations
from visits.reports.noting import note
from visits.reports.observation import Tense

STOP_WORDS = frozenset("stop stops leg legs destination destinations itinerary route".split())
ITS_PARTS = frozenset("next last others first final afterwards".split())
"""Words that mean a stop where a journey has been spoken of just before: "Fiji is next"."""
_COUNTRIES = frozenset({"countries", "nations", "capitals"})
JOURNEY_NOUNS = frozenset("tour trip journey itinerary route voyage swing round travels".split())
_COPULAS: dict[str, Tense] = {
    "is": "future",
    "are": "future",
    "be": "future",
    "comes": "future",
    "come": "future",
    "lie": "future",
    "lies": "future",
    "follows": "future",
    "follow": "future",
    "was": "past",
    "were": "past",
    "came": "past",
    ":": "future",
}
_BESIDE = frozenset(
    """the his her a an on also will would in to be first second third fourth next last final other others only main one
    two three four five six seven of another planned scheduled stop's brief half part and as""".split()
)
_UNREAL = frozenset("not n't may might could would if whether possible invited".split())
_NAMING = PLACE_NOUNS | {",", "and", "the", "will"}
_RELATIVES = frozenset({"where", "which", "whose"})
_FOLLOWED = ["followed", "by"]
_NEAR = 3
"""Sentences within which the journey has been spoken of."""


def observe_stops(ctx: Context) -> None:
    """Read the places that a copula makes the stops of somebody's journey."""
    words = ctx.sentence.words
    if ctx.sentence.in_title or not words & (STOP_WORDS | ITS_PARTS | _COUNTRIES) or words & _UNREAL:
        return
    for k, token in enumerate(ctx.tokens):
        if token.low not in _COPULAS or not 0 < k < len(ctx.tokens) - 1:
            continue
        at, places = _place_first(ctx, k) or _stop_first(ctx, k) or (None, [])
        person = _traveller(ctx, at, k) if at is not None else None
        if person is not None:
            _note(ctx, person, k, places, _COPULAS[token.low])
            return


def _place_first(ctx: Context, k: int) -> tuple[int, list[Destination]] | None:
    """The stop word of "Fiji and Samoa are the other stops", and the places."""
    tokens = ctx.tokens
    end = _before_relative(tokens, k)
    first = end
    while first and (tokens[first - 1].kind in "LG" or tokens[first - 1].low in _NAMING):
        first -= 1
    at = next((j for j in range(k + 1, min(k + 9, len(tokens))) if tokens[j].low in STOP_WORDS), None)
    if at is None:
        at = next((j for j in range(k + 1, min(k + 7, len(tokens))) if _means_a_stop(ctx, j)), None)
    if at is None or not all(t.low in _BESIDE or t.kind in "PD" or t.low == "'s" for t in tokens[k + 1 : at]):
        return None
    places = read_destinations(tokens[:end], first, [], True, ctx.here, limit=4)
    followed = next((j for j in range(at, len(tokens) - 2) if [t.low for t in tokens[j : j + 2]] == _FOLLOWED), None)
    if places and followed is not None:
        places += read_destinations(tokens, followed + 2, [], True, ctx.here, limit=4)
    return (at, places) if places else None


def _before_relative(tokens: list[Token], k: int) -> int:
    """Where the subject ends in "Nicaragua, where Ortega is to be sworn in, comes next": before the clause inserted."""
    if tokens[k - 1].low != ",":
        return k
    openings = (j for j in range(k - 2, max(k - 20, 0), -1) if tokens[j].low in _RELATIVES and tokens[j - 1].low == ",")
    return next((j - 1 for j in openings), k)


def _stop_first(ctx: Context, k: int) -> tuple[int, list[Destination]] | None:
    """The stop word of "his next stop is Fiji" and "next on his itinerary is Fiji", and the places."""
    tokens = ctx.tokens
    at = next((j for j in range(k - 1, max(k - 10, -1), -1) if tokens[j].low in STOP_WORDS), None)
    if [t.low for t in tokens[max(k - 4, 0) : k]][-3:] == ["port", "of", "call"] or tokens[k - 2].low == "call":
        at = k - 1 - (tokens[k - 1].low != "call")  # "his next port of call will be Monaco"
    if at is None:
        at = next((j for j in range(k - 1, max(k - 6, -1), -1) if _means_a_stop(ctx, j)), None)
    if at is None or any(t.low in {",", ";"} for t in tokens[at:k]):
        return None
    places = read_destinations(tokens, k + 1, [], True, ctx.here, limit=4)
    return (
        (at, places)
        if places and all(t.low in _BESIDE or t.kind == "L" for t in tokens[k + 1 : places[0].at])
        else None
    )


def _means_a_stop(ctx: Context, j: int) -> bool:
    """True for the countries of "the countries on his tour", and for the next and the others of a journey told of."""
    tokens = ctx.tokens
    if tokens[j].low in _COUNTRIES:
        return any(t.low in JOURNEY_NOUNS for t in tokens)
    if tokens[j].low not in ITS_PARTS:
        return False
    behind = tokens[j + 1].low if j + 1 < len(tokens) else "."
    return behind in {".", ",", ";", "on", "up"} or tokens[j + 1].low in _COPULAS or tokens[j + 1].kind == "D"


def _traveller(ctx: Context, at: int, copula: int) -> Person | None:
    """Whose stop it is: that of the one whom the words beside it name, or of whoever is told to be on a journey."""
    tokens = ctx.tokens
    if _of_something_else(tokens, at):
        return None
    for j in range(max(min(at, copula) - 6, 0), min(max(at, copula) + 10, len(tokens))):
        if tokens[j].kind == "P":
            owned = j + 1 < len(tokens) and tokens[j + 1].low == "'s"
            ruled = j and tokens[j - 1].low in {"of", "for", "that", "on"}
            if owned or ruled:
                return ctx.person_at(j)
        if tokens[j].low in {"his", "her"}:
            return ctx.discourse.pronoun(ctx.sentence.number, tokens[j].start, "m" if tokens[j].low == "his" else "f")
    number = ctx.sentence.number
    last = ctx.findings.observations[-1] if ctx.findings.observations else None
    if last is not None and number - last.sentence <= _NEAR:
        return ctx.last_traveller()
    told = any(t.low in JOURNEY_NOUNS for n in range(max(number - _NEAR, 0), number + 1) for t in _sentence(ctx, n))
    return ctx.discourse.topic(number) if told and tokens[at].low not in ITS_PARTS else None


def _of_something_else(tokens: list[Token], at: int) -> bool:
    """True for "the route of the new cable" and "the destination of tourists"."""
    if at + 1 >= len(tokens) or tokens[at + 1].low not in {"of", "for"}:
        return False
    return not any(t.kind == "P" or t.low in JOURNEY_NOUNS | {"his", "her"} for t in tokens[at + 2 : at + 9])


def _sentence(ctx: Context, number: int) -> list[Token]:
    return ctx.discourse.sentences[number].tokens


def _note(ctx: Context, person: Person, k: int, places: list[Destination], tense: Tense) -> None:
    if ctx.is_private(person):
        return
    known = {o.country for o in ctx.findings.observations if o.person is person}
    stance: Stance | None = "planned" if tense == "future" else None
    for number, place in enumerate(places):
        if ctx.at_home(person, place) or place.country in known:
            continue
        first, last = min(k, place.at), max(k, place.at)
        noted = note(ctx, "tour.stops", "visit", tense, person, k, place, (first, last), (k, k))
        noted.stance, noted.stop = stance, (number, len(places))
        if len(places) == 1:
            parted = _comma_before(ctx.tokens, first)  # "he is in Oslo on Friday, and Riga comes next"
            noted.dates = [day for day in ctx.dates_around(first, last) if day.start > parted]


def _comma_before(tokens: list[Token], first: int) -> int:
    """Where the last comma before token `first` stands; -1 where there is none."""
    return next((t.start for t in reversed(tokens[:first]) if t.low == ","), -1)

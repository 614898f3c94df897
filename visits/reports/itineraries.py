"""Stops told in a row: "a trip to Israel, then a short stop at the Vatican and a summit in Brussels"."""

from __future__ import annotations

from visits.lexicon.entries import TravelVerb
from visits.reports.context import Context
from visits.reports.destinations import Destination, read_destinations
from visits.reports.noun_phrases import NounPhrase
from visits.reports.observation import Observation

_LINKS = frozenset(", and then ( followed by finally later also before as well plus next afterwards on".split())
_STARTING = ("leaving", "departure", "travel")
COUNTED = frozenset("countries nations capitals cities stops states destinations places".split())
_LISTING = frozenset({":", "(", "–", "—", "-"})
_FAR = 14
"""How many words may stand between the word of travel and the list of its places: "visits three nations next week:"."""
_NEAR = 8
"""How many words may stand between "leaves" and the trip for which somebody leaves."""


def stop_before(ctx: Context, phrase: NounPhrase) -> Observation | None:
    """What tells of the stop that the noun's goes on from, with nothing but links and days between."""
    tokens = ctx.tokens
    for obs in reversed(ctx.findings.observations):
        if obs.sentence != ctx.sentence.number:
            return None
        if not obs.country or not obs.rule.startswith(("noun.visit", "noun.occasion", "verb.travel", "verb.departure")):
            continue
        between = [t for t in tokens[: phrase.first] if t.start >= max(obs.place_at[1], obs.cue_at[1])]
        if between and all(t.low in _LINKS or t.kind in "DLG" for t in between):
            return obs
    return None


def listed_places(ctx: Context, first: int) -> list[Destination]:
    """The places of "will visit three countries next week: Kenya, Ghana and Mali" and "a trip to Asia (Japan and
    Korea)", behind the word of travel that ends before token `first`."""
    tokens, counted = ctx.tokens, False
    for j in range(first, min(first + _FAR, len(tokens) - 1)):
        token = tokens[j]
        counted = counted or token.low in COUNTED or (token.kind == "L" and token.mention.country is None)
        if token.low in _LISTING and counted and tokens[j - 1].low not in _LISTING:
            return _behind(ctx, j)
        if token.kind == "P" or token.low in {",", ";", ".", "and"}:
            break
    return []


def _behind(ctx: Context, mark: int) -> list[Destination]:
    """The places behind a mark, where they come at once."""
    places = read_destinations(ctx.tokens, mark + 1, [], True, ctx.here, limit=4)
    near = bool(places) and all(t.kind == "L" or t.low in {"the", "first"} for t in ctx.tokens[mark + 1 : places[0].at])
    return places if near and len(places) > 1 else []


def sets_out(ctx: Context, phrase: NounPhrase) -> bool:
    """True for the trip of "leaves on Friday for a trip to", which has yet to begin."""
    if phrase.lead != "for" or ctx.sentence.in_title:
        return False
    return any(
        isinstance(c.entry, TravelVerb) and c.entry.sense in _STARTING and c.tense == "third"
        for c in ctx.sentence.cues
        if 0 <= phrase.lead_at - c.last + 1 <= _NEAR
    )

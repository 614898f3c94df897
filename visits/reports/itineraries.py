"""Stops told in a row: "a trip to Israel, then a short stop at the Vatican and a summit in Brussels"."""

from __future__ import annotations

from visits.lexicon.entries import TravelVerb
from visits.reports.context import Context
from visits.reports.noun_phrases import NounPhrase
from visits.reports.observation import Observation

_LINKS = frozenset(", and then ( followed by finally later also before as well plus next afterwards on".split())
_STARTING = ("leaving", "departure", "travel")
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


def sets_out(ctx: Context, phrase: NounPhrase) -> bool:
    """True for the trip of "leaves on Friday for a trip to", which has yet to begin."""
    if phrase.lead != "for" or ctx.sentence.in_title:
        return False
    return any(
        isinstance(c.entry, TravelVerb) and c.entry.sense in _STARTING and c.tense == "third"
        for c in ctx.sentence.cues
        if 0 <= phrase.lead_at - c.last + 1 <= _NEAR
    )

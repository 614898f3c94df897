"""Subjects behind their verb: "Among those in Paris for the summit were Modi and Abe", "Cuba was visited by Modi"."""

from __future__ import annotations

from visits.lexicon.entries import TravelVerb
from visits.mentions.cues import Cue
from visits.reports.clause_bounds import clause_start
from visits.reports.clauses import Subject
from visits.reports.context import Context
from visits.reports.destinations import Destination, place_name, read_destinations
from visits.reports.presence import note_presence
from visits.reports.verb_groups import VerbGroup
from visits.reports.verb_notes import note_traveller
from visits.reports.verb_time import refused

OPENERS = frozenset({"among", "also", "present", "seated", "gathered", "representing"})
_COPULAS = {"are": "present", "is": "present", "was": "past", "were": "past"}


def observe_those_present(ctx: Context) -> None:
    """ "Among those in Paris for the summit are Modi and Abe", "Also in Paris was Abe"."""
    tokens = ctx.tokens
    if not tokens or tokens[0].low not in OPENERS:
        return
    c = next((j for j in range(2, len(tokens) - 1) if tokens[j].low in _COPULAS), None)
    if c is None or tokens[c + 1].kind != "P" or any(t.kind == "P" for t in tokens[:c]):
        return
    places = read_destinations(tokens[:c], 1, ["in", "at"], False, ctx.here, limit=8)[:1]
    for person, k in ctx.people_of(Subject(c + 1)) if places else []:
        tense = "past" if _COPULAS[tokens[c].low] == "past" else "present"
        note_presence(ctx, "presence.among", person, k, places[0], tense, tense == "present")  # type: ignore[arg-type]


def observe_visited(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """ "France and Italy were visited by Modi": the agent travels to what is the subject."""
    tokens = ctx.tokens
    by = cue.last
    if entry.sense != "visit" or by + 1 >= len(tokens) or tokens[by].low != "by" or refused(ctx, cue, group, ""):
        return
    begin = clause_start(tokens, group.first)
    places = [j for j in range(begin, group.first) if tokens[j].kind == "L" and tokens[j].mention.country]
    for person, k in ctx.people_of(Subject(by + 1)) if tokens[by + 1].kind == "P" else []:
        for number, j in enumerate(places):
            place = Destination(tokens[j].mention.country, place_name(tokens[j].mention), j)
            stop = (number, len(places))
            note_traveller(ctx, f"verb.visit:{entry.id}", "visit", person, k, place, cue, group, stop=stop)

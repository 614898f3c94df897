"""Rules for verbs of leaving: "left Hanoi", "departed for Beijing", "leaves on Tuesday for the summit"."""

from __future__ import annotations

from itertools import pairwise

from visits.lexicon.entries import TravelNoun, TravelVerb
from visits.mentions.cues import Cue
from visits.model.mention import Person
from visits.reports.attendance import to_the_gathering
from visits.reports.clause_bounds import clause_end
from visits.reports.clauses import subject
from visits.reports.context import Context
from visits.reports.destinations import Destination, read_destinations
from visits.reports.gatherings import gathering_at
from visits.reports.verb_groups import VerbGroup
from visits.reports.verb_notes import note_traveller, note_unnamed
from visits.reports.verb_time import refused


def observe_leaving(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """ "left Hanoi (for Beijing)", "departed from", "returned from": the place is where the visit ends."""
    rule = f"verb.leaving:{entry.id}"
    if _side_of_a_picture(ctx, cue):
        return
    leaving = subject(ctx.tokens, group)
    people = ctx.people_of(leaving)
    if leaving is not None and leaving.pronoun:
        people = [(ctx.traveller_not_host(person), k) for person, k in people]
    places = read_destinations(ctx.tokens, cue.last, entry.to, entry.direct, ctx.here, limit=5)[:1]
    if group.passive or not people or refused(ctx, cue, group, rule):
        return
    places = places or _of_the_gathering(ctx, cue)
    if not places and not to_the_gathering(ctx, cue) and _left_behind(ctx, cue):
        bound = _bound(ctx, cue)
        for person, k in people:
            outward = bound or _sets_out(ctx, person)
            note_unnamed(ctx, rule, "departure" if outward else "leaving", person, k, cue, group)
    onward = _onward(ctx, cue) or to_the_gathering(ctx, cue)
    if not places:  # "leaves on Tuesday for Indonesia"
        for person, k in people:
            for place in onward:
                note_traveller(ctx, f"verb.departure:{entry.id}", "departure", person, k, place, cue, group)
        return
    if places[0].at + 1 < len(ctx.tokens) and ctx.tokens[places[0].at + 1].low == "'s":
        return  # "left Vietnam's question unanswered"
    if _within(ctx, places[0]):
        return
    for person, k in people:
        if places[0].country != ctx.leads(person):
            note_traveller(ctx, rule, "leaving", person, k, places[0], cue, group)
        elif not onward and places[0].city and entry.id in ("leave", "depart"):
            note_unnamed(ctx, rule, "departure", person, k, cue, group)
        for place in onward:
            note_traveller(ctx, f"verb.departure:{entry.id}", "departure", person, k, place, cue, group)


def _of_the_gathering(ctx: Context, cue: Cue) -> list[Destination]:
    """Where the summit is held that somebody leaves: "left the G7 summit in Quebec early"."""
    tokens = ctx.tokens
    named = (gathering_at(tokens, j, ctx.cues) for j in range(cue.last, min(cue.last + 4, len(tokens))))
    first = next((gathering for gathering in named if gathering is not None), None)
    if first is None or any(t.low in {"for", "to"} for t in tokens[cue.last : first.first]):
        return []
    return read_destinations(tokens, first.last, ["in", "at", "near"], False, ctx.here, limit=4)[:1]


def _within(ctx: Context, place: Destination) -> bool:
    """True for "left the White House", which ends a call; not for "left Ramstein air base"."""
    token = ctx.tokens[place.at]
    ways_out = ("airport", "base", "airbase", "airfield", "station", "port")
    return token.kind == "L" and token.mention.kind == "site" and not token.raw.lower().endswith(ways_out)


def _sets_out(ctx: Context, person: Person) -> bool:
    """True for who left, as the reporter at his home writes, before anything is told of his being abroad."""
    at_home = ctx.here is not None and ctx.here.country == ctx.leads(person)
    return at_home and not any(o.person is person and o.country for o in ctx.findings.observations)


def _bound(ctx: Context, cue: Cue) -> bool:
    """True for "leaves on Friday for a trip to" and "departs on a nine-day journey": home is left, not the host."""
    behind = ctx.tokens[cue.last : cue.last + 5]
    if any(t.low == "for" for t in behind) or [t.low for t in behind[:1]] == ["home"]:
        return True
    behind = ctx.tokens[cue.last : cue.last + 4]
    on = any(t.low == "on" and after.low in {"a", "an", "his", "her"} for t, after in pairwise(behind))
    journeys = [c for c in ctx.sentence.cues if isinstance(c.entry, TravelNoun) and 0 <= c.first - cue.last < 12]
    return on and any(c.entry.sense == "visit" for c in journeys)


def _side_of_a_picture(ctx: Context, cue: Cue) -> bool:
    """True for the left of "From left, Abbas, Obama and Netanyahu" and "Abbas, left, shakes hands"."""
    before = ctx.tokens[cue.first - 1].low if cue.first else ""
    after = ctx.tokens[cue.last].low if cue.last < len(ctx.tokens) else ""
    beside = before in {"from", "far", "at", "top", "bottom", "second", "third", "center", ",", "("}
    return ctx.tokens[cue.first].low == "left" and beside and after in {",", ")", ":", "and"}


def _left_behind(ctx: Context, cue: Cue) -> bool:
    """True for "left on May 22", "departed after lunch": the place is the one spoken of."""
    if cue.last >= len(ctx.tokens):
        return True
    if _onward(ctx, cue):
        return False
    after = ctx.tokens[cue.last]
    return after.kind == "D" or after.low in {"home", "on", "late", "early", ".", ",", "again", "here"}


def _onward(ctx: Context, cue: Cue) -> list[Destination]:
    """The "for" part of "left Pyongyang on Monday for Beijing"."""
    end = clause_end(ctx.tokens, cue.last, 16)
    for j in range(cue.last, end):
        if ctx.tokens[j].low == "for" and j + 1 < len(ctx.tokens):
            return read_destinations(ctx.tokens, j, ["for"], False, ctx.here, limit=4)
    return []

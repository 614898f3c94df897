"""The rule that adds further cities to a visit already found."""

from __future__ import annotations

from itertools import takewhile

from visits.mentions.tokens import Token
from visits.reports.context import Context, Findings
from visits.reports.destinations import place_name
from visits.reports.observation import Observation

STAY_REACH = 6
"""Sentences for which a visitor is taken to be still where the last of them put him."""
_IN = frozenset({"in", "at", "near", "outside", "to"})
_PAST = frozenset(
    """was were met visited spoke said told held attended toured laid opened addressed celebrated prayed went flew
    took drove walked dined received inspected signed planted watched saw stopped travelled
    traveled came gave had""".split()
)
_UNTOLD = frozenset({"will", "would", "n't", "not", "“", '"'})
"""Words with which a sentence tells of what was not, or of what somebody says."""


def observe_stay(ctx: Context) -> None:
    """ "In Agra he saw the Taj Mahal", "On Friday she spoke in Frankfurt": the visitor of the sentences before is
    still in the country; the sentence adds a place."""
    sentence, tokens = ctx.sentence, ctx.tokens
    if sentence.in_title or not sentence.places or not sentence.has(_PAST) or sentence.has(_UNTOLD):
        return
    told = _told(ctx.findings, sentence.number)
    if {place.country for place in sentence.places}.isdisjoint({o.country for o in told}):
        return
    person = ctx.discourse.topic(sentence.number)
    before = [o for o in told if o.person is person]
    countries = {o.country for o in before}
    if any(o.sentence == sentence.number for o in before) or not countries:
        return
    for j, token in enumerate(tokens):
        if any(t.kind == "P" and t.mention.person is not person for t in tokens[:j]):
            return  # somebody else may be the one who was there
        if (
            token.kind == "L"
            and j
            and tokens[j - 1].low in _IN
            and token.mention.country in countries
            and place_name(token.mention)
        ):
            ctx.findings.observations.append(_observed(ctx, person_token(ctx), j, before[0]))


def stayed_in(findings: Findings, number: int) -> set[str]:
    """The countries in which somebody may be still in a sentence, by its number."""
    return {o.country for o in _told(findings, number)}


def _told(findings: Findings, number: int) -> list[Observation]:
    """The observations shortly before a sentence of visits that were made or are going on."""
    near = takewhile(lambda o: number - o.sentence <= STAY_REACH, reversed(findings.observations))
    return [o for o in near if o.country and not o.earlier and o.stance is None]


def person_token(ctx: Context) -> Token:
    """The token that stands for the sentence's topic: its first person or pronoun."""
    return next((t for t in ctx.tokens if t.kind == "P" or t.low in {"he", "she", "they"}), ctx.tokens[0])


def _observed(ctx: Context, subject: Token, j: int, last: Observation) -> Observation:
    place = ctx.tokens[j]
    return Observation(
        rule="presence.stay",
        phase="presence",
        person=last.person,
        country=place.mention.country,
        city=place_name(place.mention),
        sentence=ctx.sentence.number,
        start=min(subject.start, place.start),
        end=max(subject.end, place.end),
        tense="past",
        over=last.over,
        person_at=(subject.start, subject.end),
        place_at=(place.start, place.end),
        cue_at=(place.start, place.end),
    )

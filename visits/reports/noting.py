"""Noting what a rule has found out about somebody at some place."""

from __future__ import annotations

from visits.model.mention import DateMention, Person
from visits.reports.context import Context
from visits.reports.destinations import Destination
from visits.reports.observation import Observation, Phase, Tense

Span = tuple[int, int]
"""Where some words begin and end."""


def note(
    ctx: Context,
    rule: str,
    phase: Phase,
    tense: Tense,
    person: Person,
    k: int,
    place: Destination,
    words: Span,
    cue: Span,
) -> Observation:
    """Note somebody, named at token k, at a place; what else is said of the stay is for the caller to add.

    `words` are the first and the last token of those that show it, `cue` those of the word of travel.
    """
    tokens = ctx.tokens
    noted = Observation(
        rule=rule,
        phase=phase,
        person=person,
        country=place.country,
        city=place.city,
        sentence=ctx.sentence.number,
        start=tokens[words[0]].start,
        end=tokens[words[1]].end,
        tense=tense,
        person_at=(tokens[k].start, tokens[k].end),
        place_at=(tokens[place.at].start, tokens[place.at].end),
        cue_at=(tokens[cue[0]].start, tokens[cue[1]].end),
        in_title=ctx.sentence.in_title,
    )
    ctx.findings.observations.append(noted)
    return noted


def further_day(
    model: Observation, rule: str, phase: Phase, tense: Tense, sentence: int, cue: Span, day: DateMention
) -> Observation:
    """A day of the visit that `model` tells of, from a sentence of its own, which names neither visitor nor place.

    `cue` is the span of the word, in characters, that ties the day to the visit.
    """
    return Observation(
        rule=rule,
        phase=phase,
        person=model.person,
        country=model.country,
        city=None,
        sentence=sentence,
        start=min(cue[0], day.start),
        end=max(cue[1], day.end),
        tense=tense,
        stance="planned" if tense == "future" else None,
        dates=[day],
        person_at=model.person_at,
        place_at=model.place_at,
        cue_at=cue,
        anaphoric=True,
    )

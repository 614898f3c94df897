"""Tours that carry the traveller: "a tour that will take him to Ghana", "the trip which also took Xi to Russia"."""

from __future__ import annotations

from visits.lexicon.entries import TravelNoun
from visits.reports.context import Context
from visits.reports.destinations import read_destinations
from visits.reports.observation import Observation, Tense

_TENSES: dict[str, Tense] = {
    "take": "future",
    "takes": "future",
    "taking": "future",
    "took": "past",
    "taken": "past",
    "bring": "future",
    "brings": "future",
    "brought": "past",
}
_UNREAL = frozenset("may might could would not n't never".split())
_REACH = 12
"""How many words may stand between the tour and what it does."""


def observe_tour(ctx: Context) -> None:
    """Read every "takes him to" whose subject is a tour."""
    if not ctx.sentence.has(_TENSES.keys()):
        return
    for k in range(2, len(ctx.tokens) - 2):
        if ctx.tokens[k].low in _TENSES:
            _carries(ctx, k)


def _carries(ctx: Context, k: int) -> None:
    tokens = ctx.tokens
    tour = next((c for c in reversed(ctx.sentence.cues) if isinstance(c.entry, TravelNoun) and c.last <= k), None)
    if tour is None or k - tour.last > _REACH or tokens[k + 2].low != "to":
        return
    if tokens[k + 1].kind != "P" and tokens[k + 1].low not in {"him", "her"}:
        return
    between = {t.low for t in tokens[tour.last : k]}
    if ";" in between or _UNREAL & between:
        return
    gender = {"him": "m", "her": "f"}.get(tokens[k + 1].low)
    person = ctx.discourse.pronoun(ctx.sentence.number, tokens[k + 1].start, gender) if gender else ctx.person_at(k + 1)
    if person is None or ctx.is_private(person):
        return
    places = read_destinations(tokens, k + 2, ["to"], False, ctx.here, limit=9)
    tense: Tense = (
        "past" if {"has", "had", "have"} & between else "future" if "will" in between else _TENSES[tokens[k].low]
    )
    for number, place in enumerate(places):
        if ctx.at_home(person, place):
            continue
        ctx.findings.observations.append(
            Observation(
                rule="tour.carries",
                phase="visit",
                person=person,
                country=place.country,
                city=place.city,
                sentence=ctx.sentence.number,
                start=tokens[min(tour.first, k)].start,
                end=tokens[place.at].end,
                tense=tense,
                stance="planned" if tense == "future" else None,
                person_at=(tokens[k + 1].start, tokens[k + 1].end),
                place_at=(tokens[place.at].start, tokens[place.at].end),
                cue_at=(tokens[tour.first].start, tokens[tour.last - 1].end),
                stop=(number, len(places)),
                in_title=ctx.sentence.in_title,
            )
        )

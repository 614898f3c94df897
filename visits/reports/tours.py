"""What carries the traveller: "a tour that will take him to Ghana", "the trip which also took Xi to Russia", "a
helicopter carried him to Kyiv"."""

from __future__ import annotations

from itertools import pairwise

from visits.lexicon.entries import Stance, TravelNoun
from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.reports.clause_bounds import GATHERINGS
from visits.reports.clauses import VEHICLES
from visits.reports.context import Context
from visits.reports.destinations import Destination, read_destinations
from visits.reports.name_lists import coordinated
from visits.reports.noting import note
from visits.reports.noun_phrases import COMPRISING, noun_phrase
from visits.reports.noun_time import foretold, standing
from visits.reports.noun_travellers import travellers
from visits.reports.observation import Observation, Phase, Tense

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
BEARING = {
    **dict.fromkeys(("carried", "took", "brought", "flew", "ferried", "whisked"), True),
    **dict.fromkeys(("carries", "carrying", "takes", "taking", "brings", "bringing", "flying", "take", "bring"), False),
}
"""What vehicles do with those aboard, and whether it is told as done."""
_LISTING = COMPRISING | frozenset(
    "covers cover covering comprises comprising encompasses encompassing spans spanning namely : –".split()
)
_CARRIERS = frozenset(_TENSES) | frozenset(BEARING) | _LISTING | {"draw", "draws", "drew", "drawing"}
_GATHERING = frozenset("bring brings brought bringing draw draws drew drawing".split())
OCCASIONS = GATHERINGS | frozenset(
    "funeral ceremony inauguration wedding commemoration anniversary event games".split()
)
_BEFORE_NAMES = frozenset("president presidents prime minister ministers leaders premiers chancellor the king".split())
_NEAR = 7
"""Words between an occasion and its verb, between that and a name, and behind the last name."""
_AWAY = frozenset({"out", "away", "abroad"})
_UNREAL = frozenset("may might could would not n't never".split())
_AHEAD = frozenset({"will", "'ll", "would", "to"})
_REACH = 12
"""How many words may stand between the tour, or the vehicle, and what it does."""


def observe_tour(ctx: Context) -> None:
    """Read every "takes him to" whose subject is a tour or a vehicle."""
    if not ctx.sentence.has(_CARRIERS):
        return
    for k, token in enumerate(ctx.tokens[:-2]):
        if k < 2 or token.low not in _CARRIERS:
            continue
        if token.low in _TENSES:
            _taken_on_a_tour(ctx, k)
        if token.low in BEARING:
            _borne(ctx, k)
        if token.low in _GATHERING:
            _gathered(ctx, k)
        if token.low in _LISTING:
            _comprises(ctx, k)
        if token.low in _TENSES and ctx.tokens[k + 1].low == "in":  # "also takes in Namibia and Angola"
            _comprises(ctx, k + 1)


def _taken_on_a_tour(ctx: Context, k: int) -> None:
    tokens = ctx.tokens
    tour = next((c for c in reversed(ctx.sentence.cues) if isinstance(c.entry, TravelNoun) and c.last <= k), None)
    if tokens[k + 2].low not in {"to", *_AWAY}:
        return
    if tour is None:
        _taken_by_it(ctx, k)
        return
    if k - tour.last > _REACH:
        return
    between = {t.low for t in tokens[tour.last : k]}
    person = _carried(ctx, k)
    if person is None or ";" in between:
        return
    cancelled = {"would", "have"} <= between and _is_off(ctx)
    if _UNREAL & between and not cancelled:
        return
    tense: Tense = (
        "future"
        if cancelled or "will" in between
        else "past"
        if {"has", "had", "have"} & between
        else _TENSES[tokens[k].low]
    )
    stance: Stance | None = "cancelled" if cancelled else "planned" if tense == "future" else None
    away = tokens[k + 2].low in _AWAY  # "a tour of Fiji and Samoa took him out of the country"
    places = read_destinations(tokens[:k], tour.last, ["of", "to", "through"], False, ctx.here, limit=4) if away else []
    places = places or read_destinations(tokens, k + 2, ["to"], False, ctx.here, limit=9)
    if away and tense == "past":
        tense, stance = "future", "planned"
    _note(ctx, "tour.carries", k + 1, person, places, (tour.first, tour.last), "visit", tense, stance)


def _taken_by_it(ctx: Context, k: int) -> None:
    """ "It will take him to Riga", behind a sentence that tells of a tour."""
    tokens, number = ctx.tokens, ctx.sentence.number
    before = ctx.discourse.sentences[number - 1] if number else None
    it = [t.low for t in tokens[:k]] in (["it"], ["it", "will"], ["it", "also"], ["it", "will", "also"])
    tour = it and before is not None and any(isinstance(c.entry, TravelNoun) for c in before.cues)
    person = _carried(ctx, k) if tour and tokens[k + 2].low == "to" else None
    if person is not None:
        tense: Tense = "future" if tokens[k - 1].low == "will" else _TENSES[tokens[k].low]
        places = read_destinations(tokens, k + 2, ["to"], False, ctx.here, limit=9)
        stance: Stance | None = "planned" if tense == "future" else None
        _note(ctx, "tour.carries", k + 1, person, places, (k, k + 1), "visit", tense, stance)


def _borne(ctx: Context, k: int) -> None:
    """ "A plane took Modi to Kyiv", "Air Force One landed, bringing Trump to Israel"."""
    tokens = ctx.tokens
    to = next((j for j in range(k + 2, min(k + 5, len(tokens))) if tokens[j].kind != "D"), k + 2)
    goal = tokens[to].low
    before = [t.low for t in tokens[max(k - _REACH, 0) : k]]
    aboard = not VEHICLES.isdisjoint(before) or ("force", "one") in pairwise(before)
    person = _carried(ctx, k) if aboard and goal in {"to", "into"} else None
    if person is None or _UNREAL & set(before[-4:]):
        return
    places = read_destinations(tokens, to, [goal], False, ctx.here, limit=6)[:1]
    tense: Tense = "future" if "will" in before[-3:] else "past" if BEARING[tokens[k].low] else "present"
    stance: Stance | None = "planned" if tense == "future" else None
    _note(ctx, "vehicle.carries", k + 1, person, places, (k, k + 1), "travel", tense, stance)


def _gathered(ctx: Context, k: int) -> None:
    """ "The funeral brought Obama and Castro to Soweto": an occasion to which people come."""
    tokens = ctx.tokens
    before = [t.low for t in tokens[max(k - _NEAR, 0) : k]]
    first = next((j for j in range(k + 1, min(k + _NEAR, len(tokens))) if tokens[j].kind == "P"), None)
    if first is None or OCCASIONS.isdisjoint(before) or not _UNREAL.isdisjoint(before):
        return
    if any(t.low not in _BEFORE_NAMES and t.kind not in "GL" for t in tokens[k + 1 : first]):
        return
    members = coordinated(tokens, first)
    to = next((j for j in range(members[-1] + 1, min(members[-1] + _NEAR, len(tokens))) if tokens[j].low == "to"), None)
    places = read_destinations(tokens, to, ["to"], False, ctx.here, limit=4)[:1] if to is not None else []
    ahead = "will" in before or tokens[k].low in {"brings", "draws"}
    stance: Stance | None = "planned" if ahead else None
    for j in members:
        person = ctx.person_at(j)
        if person is not None and ctx.is_head(person):
            _note(
                ctx, "occasion.gathers", j, person, places, (k, k + 1), "travel", "future" if ahead else "past", stance
            )


def _comprises(ctx: Context, k: int) -> None:
    """ "Modi's tour includes France and Italy", "a swing through the Gulf, including Qatar"."""
    tokens = ctx.tokens
    places = read_destinations(tokens, k + 1, [], True, ctx.here, limit=4)
    tour = next((c for c in reversed(ctx.sentence.cues) if not c.is_verb and c.last <= k), None)
    if not places or tour is None or k - tour.last > _REACH:
        return
    entry, phrase = tour.entry, noun_phrase(tokens, tour)
    if (
        not isinstance(entry, TravelNoun)
        or entry.sense != "visit"
        or any(t.low in {";", ":"} for t in tokens[tour.last : k])
    ):
        return
    people = travellers(ctx, tour, phrase, entry)
    spoken_of = ctx.last_traveller() if phrase.inner & {"the", "this"} else None
    if not people and spoken_of is not None:
        people = [(spoken_of, tour.first)]
    stance, tense, _ = standing(ctx, tour, phrase)
    if stance in ("possible", "denied"):
        return
    ahead = _AHEAD & {t.low for t in tokens[tour.last : k]}  # "at the start of a tour that will include Fiji"
    if stance is None and (ahead or (tokens[k].low == ":" and foretold(tokens))):
        stance, tense = "planned", "future"
    for person, at in people:
        if not ctx.is_private(person):
            _note(ctx, "tour.comprises", at, person, places, (tour.first, tour.last), "visit", tense, stance)


def _carried(ctx: Context, k: int) -> Person | None:
    """The person behind verb k, unless it is nobody who travels by office."""
    tokens = ctx.tokens
    gender = {"him": "m", "her": "f"}.get(tokens[k + 1].low)
    if gender is None and tokens[k + 1].kind != "P":
        return None
    person = ctx.discourse.pronoun(ctx.sentence.number, tokens[k + 1].start, gender) if gender else ctx.person_at(k + 1)
    return None if person is None or ctx.is_private(person) else person


def _is_off(ctx: Context) -> bool:
    """True for a sentence that calls something off."""
    return any(m.stance == "cancelled" for _, m in ctx.cues.stances(ctx.tokens, 0, len(ctx.tokens)))


def _note(
    ctx: Context,
    rule: str,
    k: int,
    person: Person,
    places: list[Destination],
    cue: tuple[int, int],
    phase: Phase,
    tense: Tense,
    stance: Stance | None,
) -> None:
    """One observation for each place to which the person, named at token k, is carried."""
    for number, place in enumerate(places):
        if ctx.at_home(person, place):
            continue
        words = (min(cue[0], k), place.at)
        noted = note(ctx, rule, phase, tense, person, k, place, words, (cue[0], cue[1] - 1))
        noted.stance, noted.stop = stance, (number, len(places))
        if phase == "travel":
            noted.dates = ctx.dates_around(min(k, place.at), place.at)
        else:
            _date_the_stop(ctx, noted, places, number)


def _date_the_stop(ctx: Context, noted: Observation, places: list[Destination], number: int) -> None:
    """Date a stop by the day right behind it: "takes him to Accra on Dec. 8 and to Lagos on Dec. 9"."""
    tokens, at = ctx.tokens, places[number].at
    last = places[number + 1].at if number + 1 < len(places) else len(tokens)
    behind = [j for j in range(at + 1, min(at + 4, last)) if tokens[j].kind == "D"]
    if behind and tokens[behind[0]].mention.kind in ("date", "range") and _leads_to(tokens, behind[0]):
        noted.dates, noted.stop = [tokens[behind[0]].mention], (0, 1)


def _leads_to(tokens: list[Token], j: int) -> bool:
    """True for a date that "on" or "from" leads in, or that follows its place at once."""
    return tokens[j - 1].kind == "L" or tokens[j - 1].low in {"on", "from", ",", "in"}

"""Stops told beside the one a verb leads to: "after Rome, he flies to Oslo", "visits Chile, with Peru to follow", "has
added Oslo to his trip", "splits his time between Oslo and Rome", "starts in Oslo and finishes in Rome"."""

from __future__ import annotations

from collections.abc import Iterator

from visits.lexicon.entries import Stance
from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.reports.clauses import Subject
from visits.reports.context import Context
from visits.reports.destinations import Destination, read_destinations
from visits.reports.noting import note
from visits.reports.observation import Observation, Tense
from visits.reports.stops import JOURNEY_NOUNS

OPENING = frozenset({"after", "from", "following"})
_BEFORE_PLACE = frozenset("the a two three several his her days day stops stop talks in at with and both".split())
_MOVES = ("verb.travel", "verb.departure", "verb.arrival", "verb.visit", "noun.visit")
ADDING = frozenset({"add", "adds", "added", "adding"})
SPLITTING = frozenset("split splits splitting divide divides divided dividing".split())
_TIME = frozenset({"time", "days", "day", "stay", "week", "weekend"}) | JOURNEY_NOUNS | {"visit"}
STARTING = frozenset("start starts started begin begins began open opens opened".split())
ENDING = frozenset("finish finishes finished end ends ended conclude concludes concluded".split())
_AHEAD = frozenset("will 'll to would is plans starts begins opens splits divides add adds".split())
_TRIGGERS = OPENING | ADDING | SPLITTING | STARTING | {"with", "followed"}
_FRONT = 9
_REACH = 10


def observe_added_stops(ctx: Context) -> None:
    """Note the further stops that the sentence tells."""
    if not ctx.sentence.has(_TRIGGERS) or not ctx.sentence.names_a_place:
        return
    _left_behind(ctx)
    for k, token in enumerate(ctx.tokens):
        if token.low in ADDING:
            _added(ctx, k)
        elif token.low in SPLITTING:
            _split(ctx, k)
        elif token.low in STARTING:
            _first_and_last(ctx, k)
        elif token.low in {"with", "followed"}:
            _to_follow(ctx, k)


def _left_behind(ctx: Context) -> None:
    """ "From Brussels, he will go to Helsinki": the place at the head of the sentence is a stop as well."""
    tokens = ctx.tokens
    if not tokens or tokens[0].low not in OPENING:
        return
    comma = next((j for j in range(2, min(_FRONT, len(tokens))) if tokens[j].low == ","), None)
    if comma is None or any(t.kind not in "LGD" and t.low not in _BEFORE_PLACE for t in tokens[1:comma]):
        return
    next_stop = next((o for o in _moves(ctx) if o.place_at[0] > tokens[comma].start), None)
    if next_stop is None or next_stop.start <= tokens[comma].start:
        return
    places = read_destinations(tokens[:comma], 1, ["in", "at"], True, ctx.here, limit=6)
    planned = next_stop.tense == "future"
    for number, place in enumerate(p for p in places if p.country != next_stop.country):
        noted = _note(ctx, next_stop.person, place.at, place, planned, (0, len(places) + 1))
        if noted is not None:
            noted.stop, noted.over = (number, len(places) + 1), not planned


def _moves(ctx: Context) -> Iterator[Observation]:
    """What this sentence tells of somebody's going to a place, where it is no long-past or doubtful journey."""
    for obs in ctx.findings.observations:
        if obs.sentence == ctx.sentence.number and obs.country and obs.rule.startswith(_MOVES) and not obs.earlier:
            if obs.stance in (None, "planned"):
                yield obs


def _to_follow(ctx: Context, k: int) -> None:
    """ "will visit Chile, with Peru to follow" and "a trip to Chile, followed by Peru"."""
    tokens = ctx.tokens
    by = tokens[k].low == "followed" and k + 1 < len(tokens) and tokens[k + 1].low == "by"
    places = read_destinations(tokens, k + 1 + by, [], True, ctx.here, limit=3)
    near = bool(places) and all(t.low in {"by", "the", "then"} or t.kind in "LG" for t in tokens[k + 1 : places[0].at])
    behind = [t.low for t in tokens[places[-1].at + 1 : places[-1].at + 5]] if near else []
    follows = by or "to" in behind[:1] or behind[:2] == ["next", "up"] or behind[:1] == ["next"]
    if not follows or (not by and behind[:1] == ["to"] and behind[1:2] not in (["follow"], ["come"])):
        return
    before = next((o for o in reversed(list(_moves(ctx))) if o.place_at[1] <= tokens[k].start), None)
    for place in places if before is not None else ():
        if before is not None and place.country != before.country:
            _note(ctx, before.person, k, place, before.tense == "future" or before.stance == "planned", (1, 2))


def _added(ctx: Context, k: int) -> None:
    """ "has added Vietnam to his trip" and "added a stop in Vietnam to his itinerary"."""
    tokens = ctx.tokens
    places = read_destinations(tokens, k + 1, [], True, ctx.here, limit=3)
    to = next((j for j in range(k + 2, min(k + _REACH, len(tokens))) if tokens[j].low == "to"), None)
    if not places or to is None or places[-1].at > to or places[0].at > k + 2:
        return
    if not any(t.low in JOURNEY_NOUNS for t in tokens[to : to + _REACH]):
        return
    person = _owner(ctx, to) or _subject(ctx, k)
    for place in places if person is not None else ():
        _note(ctx, person, k, place, True)


def _split(ctx: Context, k: int) -> None:
    """ "will split his time between London and Belfast"."""
    tokens = ctx.tokens
    between = next((j for j in range(k + 1, min(k + _REACH, len(tokens))) if tokens[j].low == "between"), None)
    if between is None or not any(t.low in _TIME for t in tokens[k:between]):
        return
    places = read_destinations(tokens, between + 1, [], True, ctx.here, limit=4)
    person = _owner(ctx, k) or _subject(ctx, k)
    for place in places if person is not None else ():
        _note(ctx, person, k, place, _is_ahead(tokens, k))


def _first_and_last(ctx: Context, k: int) -> None:
    """ "starts in Tokyo on Sunday and finishes in Manila", of a person or of his journey."""
    tokens = ctx.tokens
    last = next((j for j in range(k + 2, min(k + 2 * _REACH, len(tokens))) if tokens[j].low in ENDING), None)
    if last is None or not {"and", "before"} & {t.low for t in tokens[k:last]}:
        return
    person = _subject(ctx, k)
    first = read_destinations(tokens[:last], k + 1, ["in", "at"], False, ctx.here, limit=6)[:1]
    final = read_destinations(tokens, last + 1, ["in", "at"], False, ctx.here, limit=6)[:1]
    if person is None or not first or not final or first[0].country == final[0].country:
        return
    for number, place in enumerate((*first, *final)):
        noted = _note(ctx, person, k, place, _is_ahead(tokens, k), (number, 2))
        if noted is not None:
            noted.dates = [t.mention for t in tokens[place.at + 1 : place.at + 3] if t.kind == "D"]
            noted.stop = (0, 1) if noted.dates else noted.stop


def _owner(ctx: Context, k: int) -> Person | None:
    """Whose journey or time stands behind token k: "Trump's Asian trip", "his time"."""
    for j in range(k + 1, min(k + 4, len(ctx.tokens))):
        token = ctx.tokens[j]
        if token.low in {"his", "her"} or (
            token.kind == "P" and ctx.tokens[j + 1 : j + 2] and ctx.tokens[j + 1].low == "'s"
        ):
            return ctx.person_at(j)
    return None


def _subject(ctx: Context, k: int) -> Person | None:
    """Of whom the verb at token k speaks."""
    found: Subject | None = ctx.clause_subject(k)
    return ctx.person_at(found.at) if found is not None and found.at < k else None


def _is_ahead(tokens: list[Token], k: int) -> bool:
    return any(t.low in _AHEAD for t in tokens[max(k - 4, 0) : k + 1])


def _note(
    ctx: Context, person: Person | None, k: int, place: Destination, planned: bool, stop: tuple[int, int] = (0, 1)
) -> Observation | None:
    """One observation of somebody at a further stop, unless the sentence has put him there before."""
    told = (o for o in ctx.findings.observations if o.sentence == ctx.sentence.number)
    if person is None or ctx.is_private(person) or ctx.at_home(person, place):
        return None
    if any(o.person is person and o.country == place.country for o in told):
        return None
    tense: Tense = "future" if planned else "past"
    stance: Stance | None = "planned" if planned else None
    words = (min(k, place.at), max(k, place.at))
    noted = note(ctx, "tour.added", "visit", tense, person, k, place, words, (k, k))
    noted.stance, noted.stop = stance, stop
    return noted

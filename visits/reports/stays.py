"""The rule that adds further places to a visit already told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.reports.context import Context, Findings
from visits.reports.deeds import deed_of, place_of_deed
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
_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them"})
_AHEAD = frozenset({"will", "'ll", "to", "due", "scheduled", "expected", "plans"})
_UNTOLD = frozenset({"would", "n't", "not", "never", "“", '"'})
"""Words behind which a sentence tells of what was not, or of what somebody says."""


def observe_stay(ctx: Context) -> None:
    """ "In Agra he saw the Taj Mahal", "On Friday she spoke in Frankfurt": the visitor of the sentences before is
    still in the country; the sentence adds a place. So does "In Agra he will see the Taj Mahal" to a visit to come."""
    sentence = ctx.sentence
    if sentence.in_title or not sentence.places:
        return
    told = _told(ctx.findings, sentence.number)
    if {place.country for place in sentence.places}.isdisjoint(map(_country, told)):
        return
    for person in _subjects(ctx, told):
        subject = _person_token(ctx, person)
        if subject is None:
            continue
        before = [o for o in told if o.person is person]
        taken = {o.place_at for o in before if o.sentence == sentence.number}
        for j, ahead in _places(ctx, person, bool(taken)):
            place = ctx.tokens[j]
            if not _UNTOLD.isdisjoint({t.low for t in ctx.tokens[:j]}):
                break
            there = [o for o in before if _country(o) == place.mention.country and (ahead or o.stance is None)]
            if there and (place.start, place.end) not in taken and place_name(place.mention):
                ctx.findings.observations.append(_observed(ctx, subject, j, there[0], ahead))


def _subjects(ctx: Context, told: Sequence[Observation]) -> list[Person]:
    """Whom the sentence is about; "they" are the visitors of whom the last sentence with several tells."""
    first = next((t for t in ctx.tokens if t.kind == "P" or t.low in _PRONOUNS), None)
    if first is None or first.low != "they":
        topic = ctx.discourse.topic(ctx.sentence.number)
        return [topic] if topic is not None else []
    by_sentence: dict[int, dict[int, Person]] = {}
    for obs in told:
        by_sentence.setdefault(obs.sentence, {})[id(obs.person)] = obs.person
    several = [number for number, people in by_sentence.items() if len(people) > 1]
    return list(by_sentence[max(several)].values()) if several else []


def _country(obs: Observation) -> str | None:
    """Where an observation is; one that names no place is where the article was sent from."""
    return obs.country or obs.fallback


def _places(ctx: Context, person: Person, told: bool) -> Iterator[tuple[int, bool]]:
    """The places at which the sentence says what the visitor did, or will do; `told` if it also says where he went."""
    tokens = ctx.tokens
    if not told and ctx.sentence.has(_PAST) and not ctx.sentence.has({"will"}):
        for j in range(len(tokens)):
            if any(t.kind == "P" and t.mention.person is not person for t in tokens[:j]):
                return  # somebody else may be the one who was there
            if _placed(tokens, j):
                yield j, False
        return
    for k in ctx.sentence.references:
        if tokens[k].kind == "P" and tokens[k].mention.person is not person:
            return
        verb = deed_of(tokens, k)
        at = place_of_deed(tokens, verb) if verb is not None else None
        if at is not None:
            yield at, False
        elif not told and _AHEAD & {t.low for t in tokens[k + 1 : k + 4]}:
            yield from ((j, True) for j in range(1, min(k, 4)) if _placed(tokens, j))
        return


def _placed(tokens: Sequence[Token], j: int) -> bool:
    return tokens[j].kind == "L" and j > 0 and tokens[j - 1].low in _IN


def stayed_in(findings: Findings, number: int) -> set[str]:
    """The countries in which somebody may be still in a sentence, or is to be, by its number."""
    return {country for o in _told(findings, number) if (country := _country(o))}


def _told(findings: Findings, number: int) -> list[Observation]:
    """The observations shortly before a sentence of visits that were made, are going on, or are to be made."""
    near = takewhile(lambda o: number - o.sentence <= STAY_REACH, reversed(findings.observations))
    return [o for o in near if _country(o) and not o.earlier and o.stance in (None, "planned")]


def _person_token(ctx: Context, person: Person) -> Token | None:
    """The token that stands for the visitor: his name, or a pronoun."""
    named = (t for t in ctx.tokens if t.low in _PRONOUNS or (t.kind == "P" and t.mention.person is person))
    return next(named, None)


def _observed(ctx: Context, subject: Token, j: int, last: Observation, ahead: bool) -> Observation:
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
        tense="future" if ahead else "past",
        stance="planned" if ahead else None,
        over=last.over,
        person_at=(subject.start, subject.end),
        place_at=(place.start, place.end),
        cue_at=(place.start, place.end),
    )

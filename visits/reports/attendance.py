"""Who is at the gathering that an article reports on: those whom it quotes from there, and "at the summit"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person
from visits.reports.context import Context
from visits.reports.destinations import Destination
from visits.reports.gatherings import Gathering, gathering_at
from visits.reports.observation import Observation

_QUOTES = frozenset({"“", '"', ":"})
_MARKS = frozenset({"]", "-", "–", "—", "*", "•", "(", "'s"})
_TO = frozenset({"for", "to", "at"})
_GOVERNING = frozenset("on with of by to for from about".split())


def gathering_goal(ctx: Context, first: int, last: int) -> Destination | None:
    """Where "the summit" is that one of the tokens first to last begins to name, if it is the one under report."""
    gathering = ctx.discourse.gathering
    if gathering is None:
        return None
    for j in range(first, min(last, len(ctx.tokens))):
        named = gathering_at(ctx.tokens, j, ctx.cues)
        if named is not None:  # "the BRICS summit" is not the G20's
            same = named.occasion in (None, gathering.occasion) and _definite(ctx.tokens, named.first)
            return Destination(gathering.country, gathering.city, j) if same else None
        if ctx.tokens[j].low in gathering.called and _definite(ctx.tokens, j) and j and ctx.tokens[j - 1].low == "the":
            return Destination(gathering.country, gathering.city, j)
    return None


def to_the_gathering(ctx: Context, cue: Cue) -> list[Destination]:
    """The place of the gathering under report, in "before leaving for the summit" and "arrived at the G20"."""
    lead = cue.last - 1 if ctx.tokens[cue.last - 1].low in _TO else cue.last  # "leave for" is one cue
    if lead >= len(ctx.tokens) or ctx.tokens[lead].low not in _TO:
        return []
    goal = gathering_goal(ctx, lead + 1, lead + 6)
    return [goal] if goal is not None else []


def _definite(tokens: list[Token], first: int) -> bool:
    """True for "the summit", "this week's G20 summit" and the bare "APEC", not for "a summit"."""
    return not {"a", "an", "any", "each", "every"} & {t.low for t in tokens[max(first - 3, 0) : first]}


def observe_attendance(ctx: Context) -> None:
    """Read the heads of statements made at a gathering: "BRITISH PRIME MINISTER GORDON BROWN: ..."."""
    gathering = ctx.discourse.gathering
    if gathering is None:
        return
    _date_presence(ctx, gathering)
    if gathering.quoted_from is None or ctx.sentence.number < gathering.quoted_from:
        return
    for k, token in enumerate(ctx.tokens):
        if token.kind == "P" and _heads_a_statement(ctx.tokens, k):
            person: Person = token.mention.person
            if ctx.is_head(person) and not ctx.at_home(person, Destination(gathering.country, gathering.city, k)):
                _note(ctx, person, token, gathering)


def _date_presence(ctx: Context, gathering: Gathering) -> None:
    """Who is said to be "at the summit" is there on its days, where the clause names no other; the place is told
    where the gathering is."""
    names = {t.start for t in ctx.tokens if t.kind == "w"}
    for obs in ctx.findings.observations[:]:
        there = obs.sentence == ctx.sentence.number and obs.country == gathering.country and obs.place_at[0] in names
        if not there or obs.occasion_at is not None:
            continue
        obs.place_at, obs.occasion_at = gathering.place_at, gathering.named_at
        day = gathering.day
        told = obs.tense != "past" or obs.phase == "departure"  # "spoke before leaving for the summit"
        if day is not None and told and obs.stance is None and _lies_ahead(day, ctx.discourse.on):
            obs.tense, obs.stance, obs.ongoing, obs.dates = "future", "planned", False, [day]
        if day is not None and not obs.dates and obs.stance in (None, "planned"):
            ctx.findings.observations.append(_on_its_day(obs, day))


def _lies_ahead(day: DateMention, on: date | None) -> bool:
    return day.first is not None and on is not None and day.first.first_day() > on


def _on_its_day(obs: Observation, day: DateMention) -> Observation:
    return replace(obs, rule="gathering.day", dates=[day], cue_at=(day.start, day.end))


def _heads_a_statement(tokens: list[Token], k: int) -> bool:
    """True for a name in capitals that no preposition governs, and for one that a quotation or a colon follows at
    the head of its sentence."""
    if tokens[k].raw.isupper() and len(tokens[k].raw.split()) > 1:
        return k == 0 or tokens[k - 1].low not in _GOVERNING
    opens = tokens[k].mention.kind == "name" and all(t.kind == "G" or t.raw in _MARKS for t in tokens[:k])
    return opens and any(t.raw in _QUOTES for t in tokens[k + 1 : k + 3])


def _note(ctx: Context, person: Person, name: Token, gathering: Gathering) -> None:
    """One observation at the name, and one at the day of the gathering, which dates it."""
    span = (name.start, name.end)
    quoted = Observation(
        rule="gathering.quoted",
        phase="meeting" if gathering.over else "presence",
        person=person,
        country=gathering.country,
        city=gathering.city,
        sentence=ctx.sentence.number,
        start=name.start,
        end=name.end,
        tense="past" if gathering.over else "present",
        ongoing=not gathering.over,
        person_at=span,
        place_at=gathering.place_at,
        cue_at=span,
        occasion_at=gathering.named_at,
    )
    ctx.findings.observations.append(quoted)
    day = gathering.day or ctx.discourse.dateline_day
    if day is not None:
        ctx.findings.observations.append(_on_its_day(quoted, day))

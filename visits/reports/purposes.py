"""What a traveller has come for, and when that is: "landed ahead of the summit on Friday".

The day behind a movement that has been made is the day of the movement, unless it stands behind what the movement was
made for. Then it is the day of the event: the visitor was there before, and will be there on that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from visits.lexicon.entries import TravelNoun
from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person
from visits.reports.clause_bounds import clause_start
from visits.reports.context import Context
from visits.reports.observation import PURPOSE, Observation, Tense

_ATTENDING = frozenset("attend join hold meet chair open address discuss take participate mark celebrate".split())
_BEFORE = frozenset({"ahead", "before", "stage", "time", "prepare", "prepares", "preparing", "prepared"})
_EVENTS = frozenset(
    """summit summits talks meeting meetings conference ceremony ceremonies funeral forum inauguration wedding session
    assembly negotiations discussions celebrations celebration festival dinner banquet event events anniversary signing
    parade games round mass gathering commemoration commemorations coronation debate opening""".split()
)
_ENDS = frozenset('; : said says told but which who where after following since amid while when as “ ” "'.split())
_STRETCH = 14
"""Tokens within which the event follows the word that leads it in, and its day the event."""
_RECENT_DAYS = 2
"""A day of the past that lies closer than this can be the day of the movement as well as of the event."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """The day or days of an event, whether behind or ahead, and the event's length where that is stated."""

    day: DateMention
    tense: Tense
    length: DateMention | None


def read_purpose(ctx: Context, start: int, planned: bool = False) -> Purpose | None:
    """The day of the event for which somebody has gone, or is to go, to the place before token `start`; None where
    the day can be that of the movement itself."""
    tokens = ctx.tokens
    end = next((j for j in range(start, len(tokens)) if tokens[j].low in _ENDS and not _opens_event(tokens, j)), None)
    end = len(tokens) if end is None else end
    lead = next((j for j in range(start, end) if _leads_in(tokens, j)), None)
    event = _event(ctx, lead, end) if lead is not None else None
    if lead is None or event is None:
        return None
    inside = range(lead + 1, min(event + _STRETCH, end))
    day = next((tokens[j].mention for j in inside if _is_day(tokens[j])), None)
    length = next((tokens[j].mention for j in range(lead + 1, event) if _is_length(tokens[j])), None)
    if day is None:
        return None
    moved = [t.mention for t in tokens[start:lead] if _is_day(t)] or _days_before(tokens, start)
    published = ctx.discourse.reading.article.published
    if planned:
        return Purpose(day, "future", length) if moved else None
    tense = _tense(day, moved, tokens[lead].low in _BEFORE, published)
    return Purpose(day, tense, length) if tense is not None else None


def without(ctx: Context, purpose: Purpose, first: int, dates: Sequence[DateMention]) -> list[DateMention]:
    """The dates of the movement itself, whose clause begins before token `first`."""
    own = [d for d in dates if d.start < purpose.day.start and d is not purpose.length]
    return own or _days_before(ctx.tokens, first)


def note_purpose(ctx: Context, moved: Observation, purpose: Purpose) -> None:
    """Note the event's day beside the movement, for which alone it counts."""
    day = purpose.day
    told = [o for o in ctx.findings.observations if o.phase == "occasion" and _of_event(o, moved, day)]
    for obs in told:
        ctx.findings.observations.remove(obs)
    ctx.findings.observations.append(
        replace(
            moved,
            rule=PURPOSE,
            phase="occasion",
            tense=purpose.tense,
            ongoing=False,
            dates=[day],
            begin_dates=frozenset(),
            length=purpose.length,
            cue_at=(day.start, day.end),
            hosts=[],
        )
    )


def noted(ctx: Context, person: Person, country: str) -> bool:
    """True where the sentence has told already that somebody is in a country for an event of a later day."""
    return any(
        o.rule == PURPOSE and o.sentence == ctx.sentence.number and o.person is person and o.country == country
        for o in ctx.findings.observations
    )


def _of_event(obs: Observation, moved: Observation, day: DateMention) -> bool:
    """True for what the noun of the event says by itself of the same traveller."""
    same = obs.sentence == moved.sentence and obs.person is moved.person and obs.country == moved.country
    return same and day in obs.dates


def _opens_event(tokens: Sequence[Token], j: int) -> bool:
    """True for the "which" of "a summit which opens on Friday"."""
    behind = tokens[j + 1].low if j + 1 < len(tokens) else ""
    return tokens[j].low in {"which", "that"} and behind in {"opens", "begins", "starts", "will", "is"}


def _leads_in(tokens: Sequence[Token], j: int) -> bool:
    low = tokens[j].low
    behind = tokens[j + 1].low if j + 1 < len(tokens) else ""
    if low == "to":
        return behind in _ATTENDING
    if low == "ahead":
        return behind == "of"
    if low == "stage":
        return behind == "for"
    return low in {"for", "before"}


def _event(ctx: Context, lead: int, end: int) -> int | None:
    """Where the event stands that the word at token `lead` leads in."""
    tokens = ctx.tokens
    named = {c.first for c in ctx.sentence.cues if isinstance(c.entry, TravelNoun) and c.entry.sense == "occasion"}
    for j in range(lead + 1, min(lead + _STRETCH, end)):
        cue = next((c for c in ctx.sentence.cues if c.first == j), None)
        if cue is not None and (cue.is_verb or j not in named) and tokens[j].low not in _ATTENDING:
            return None  # "for a visit on Friday" is the movement's own day
        if j in named or tokens[j].low in _EVENTS:
            return j
        if tokens[j].kind == "P" and any(t.low == "meet" for t in tokens[lead + 1 : j]):
            return j
    return None


def _is_day(token: Token) -> bool:
    return token.kind == "D" and token.mention.kind in ("date", "range") and token.mention.first is not None


def _is_length(token: Token) -> bool:
    return token.kind == "D" and token.mention.kind == "duration"


def _days_before(tokens: Sequence[Token], first: int) -> list[DateMention]:
    """The days that open the clause: "On Thursday Obama arrived in"."""
    return [t.mention for t in tokens[clause_start(tokens, first) : first] if _is_day(t)]


def _tense(day: DateMention, moved: Sequence[DateMention], ahead: bool, published: date | None) -> Tense | None:
    """Whether the event's day lies behind or ahead; None where it may be the day of the movement."""
    past = (day.past or day.first).exact() if day.past or day.first else None  # type: ignore[union-attr]
    arrived = next((m.first.exact() for m in moved if m.first is not None), None)
    if published is None or past is None:
        return None
    if arrived is not None:
        return "past" if past >= arrived else "future" if day.future is not None else None
    if past > published:
        return "future"
    if day.future is None or (day.past == day.future):
        return None
    return "future" if ahead or (published - past).days > _RECENT_DAYS else None

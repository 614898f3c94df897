"""Days counted from another event: "on Tuesday, two days before Obama's arrival", "spoke on Friday, a day after he
landed in Delhi", "met a day after his arrival"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from visits.mentions.date_words import NUMBER, number_of
from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.model.partial_date import PartialDate
from visits.reports.discourse import Discourse
from visits.reports.observation import Observation
from visits.reports.timing import observed_span

_COUNTED = re.compile(
    rf"(?:just |only |barely |nearly |about )?(?:(?P<number>{NUMBER}|a|an|the)[ -])?(?P<unit>day|night|week)s?"
    r" (?P<turn>before|after)$",
    re.IGNORECASE,
)
_REACH = 10
"""Tokens between the count and the word of travel that it counts from."""
_BREAKS = frozenset({",", ";", ":", "“", "”", '"', "said", "says", "that", "which", "who", "when", "while", "and"})
_NEAR = 10
"""Days between the stay and the day on which the article goes on to speak of it."""


def reckon_days(observations: Sequence[Observation], discourse: Discourse) -> None:
    """Date the observations whose day the sentence counts from a day of its own."""
    for obs in observations:
        counted = _count_before(obs, discourse)
        if counted is None:
            continue
        tokens, at, days = counted
        own = _own_day(tokens, at, obs)
        anchor = None if own is not None else _day_beside(tokens, at, obs)
        day = anchor.first.exact() if anchor is not None and anchor.first is not None else None
        if own is not None:
            obs.dates = [own]
        if anchor is not None and day is not None:
            obs.dates = [_moved(anchor, day + timedelta(days=days))]
        elif own is None and not _ahead(tokens):  # "In March, the day before he was to arrive"
            obs.dates = [replace(d, first=d.past, last=d.past, future=None) if d.past else d for d in obs.dates]


def reckon_from_stay(group: Sequence[Observation], discourse: Discourse, published: date | None) -> None:
    """Date an arrival that is counted from the day of which the article tells: "met a day after his arrival"."""
    open_counts = [
        (obs, counted) for obs in group if not obs.dates and (counted := _count_before(obs, discourse)) is not None
    ]
    if not open_counts or published is None:
        return
    spans = [(s[0], s[2].exact()) for o in group if (s := observed_span(o)) is not None]
    told = [(mention, day) for mention, day in spans if day is not None and 0 <= (published - day).days <= _NEAR]
    if not told:
        return
    mention, day = max(told, key=lambda t: t[1])
    for obs, (_, _, days) in open_counts:
        if days < 0:
            obs.dates = [_moved(mention, day + timedelta(days=days))]


def _count_before(obs: Observation, discourse: Discourse) -> tuple[list[Token], int, int] | None:
    """The sentence's tokens, the token that counts from the observation's event, and by how many days the event lies
    behind (or, below zero, before) the day that is counted from."""
    tokens = discourse.sentences[obs.sentence].tokens
    cue = next((j for j, t in enumerate(tokens) if t.start == obs.cue_at[0]), None)
    if cue is None or obs.in_title:
        return None
    for j in range(cue - 1, max(cue - _REACH, -1), -1):
        if tokens[j].kind == "D":
            match = _COUNTED.search(tokens[j].raw)
            if match is None or tokens[j - 1].low == "than":  # "less than a week before"
                return None
            number = number_of(match["number"].lower()) if match["number"] not in (None, "the", "The") else 1
            if number is None:
                return None
            days = int(number) * (7 if match["unit"].lower() == "week" else 1)
            return tokens, j, days if match["turn"].lower() == "before" else -days
        if tokens[j].low in _BREAKS:
            return None
    return None


def _own_day(tokens: Sequence[Token], at: int, obs: Observation) -> DateMention | None:
    """The day that the event has itself: "a day after arriving in Paris on Monday"."""
    for j in range(at + 1, len(tokens)):
        if tokens[j].low in {",", ";"}:
            return None
        if tokens[j].kind == "D" and _exact(tokens[j].mention) and tokens[j].start > obs.cue_at[0]:
            mention: DateMention = tokens[j].mention
            return mention
    return None


def _day_beside(tokens: Sequence[Token], at: int, obs: Observation) -> DateMention | None:
    """The day of the clause that the count belongs to: the nearest before it, else the one behind the comma."""
    for j in [*range(at - 1, -1, -1), *range(at + 1, len(tokens))]:
        if tokens[j].kind == "D" and _exact(tokens[j].mention) and tokens[j].start != obs.cue_at[0]:
            mention: DateMention = tokens[j].mention
            return replace(mention, first=mention.past) if mention.past is not None and not _ahead(tokens) else mention
    return None


def _ahead(tokens: Sequence[Token]) -> bool:
    return any(t.low in {"will", "'ll", "must", "should", "needs", "has"} for t in tokens)


def _exact(mention: DateMention) -> bool:
    return mention.kind == "date" and mention.begins_on_a_day


def _moved(mention: DateMention, day: date) -> DateMention:
    value = PartialDate.from_date(day)
    return replace(mention, first=value, last=value, past=None, future=None)

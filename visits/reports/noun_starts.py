"""When a visit began or begins, told behind its noun: "a visit to Riga that began on Monday", "the trip, which starts
on Friday", "his tour starts on Friday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.clause_bounds import clause_end

_BEGINS = frozenset("begins began starts started opens opened".split())
_STARTS = _BEGINS | {"commences", "commenced", "kicks", "kicked"}
_RUNS = frozenset("runs ran lasts lasted takes took".split())
_TOLD = frozenset({"said", "says", "told", "was", "were", "had", "has", "met", "arrived", "would"})


def begun(tokens: Sequence[Token], cue: Cue) -> list[DateMention]:
    """The day in "a visit to Beijing that began on Monday", "the trip, which starts on Friday"."""
    for j in range(cue.last, min(cue.last + 8, len(tokens) - 2)):
        verb = j + 2 if tokens[j + 1].low == "had" else j + 1
        if tokens[j].low in {"that", "which"} and tokens[verb].low in _STARTS | {"begun"}:
            days = [t.mention for t in tokens[verb + 1 : verb + 5] if t.kind == "D" and t.mention.kind == "date"][:1]
            return [_coming(day) for day in days] if tokens[verb].low.endswith("s") else days
        if tokens[j].low in {"that", "which"} and tokens[j + 1].low in _RUNS:
            return [t.mention for t in tokens[j + 2 : j + 6] if t.kind == "D"][:1]
    return []


def _coming(day: DateMention) -> DateMention:
    """The weekday to come of "the summit, which starts on Sunday"."""
    if day.weekday is None or day.future is None:
        return day
    return replace(day, first=day.future, last=day.future, past=None, future=None)


def began(tokens: Sequence[Token], cue: Cue) -> bool:
    """True for "a visit that began on Tuesday", whatever the rest of the sentence foretells."""
    behind = tokens[cue.last : cue.last + 9]
    return any(a.low in {"that", "which"} and b.low in {"began", "started", "opened"} for a, b in pairwise(behind))


def starts_behind(tokens: Sequence[Token], cue: Cue) -> str | None:
    """The verb of "his tour of Peru and Chile starts on Friday", where a day stands behind it."""
    for j in range(cue.last, clause_end(tokens, cue.last, 16) - 1):
        if tokens[j].low in _STARTS and tokens[j - 1].low not in {"that", "which"}:
            return tokens[j].low if any(t.kind == "D" for t in tokens[j + 1 : j + 4]) else None
        if tokens[j].low in _TOLD:
            return None
    return None

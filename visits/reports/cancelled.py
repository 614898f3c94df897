"""Visits that were called off: which days were theirs, and which of them are no news."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.context import Context
from visits.reports.noun_phrases import NounPhrase
from visits.reports.postponements import was_due

_LONG_AGO = 60
"""Days behind which a cancellation is no news."""


def cancelled_long_ago(ctx: Context, cue: Cue) -> bool:
    """True for "last September, when he cancelled a trip to", which is not the visit of now."""
    days = [t.mention.first for t in ctx.tokens[: cue.first] if t.kind == "D" and t.mention.kind == "date"]
    on = ctx.discourse.on
    return on is not None and any(d is not None and (on - d.last_day()).days > _LONG_AGO for d in days)


def days_of_what_was_cancelled(
    tokens: Sequence[Token], phrase: NounPhrase, place: int, dates: list[DateMention]
) -> list[DateMention]:
    """The dates of the visit itself: not the day of "on Thursday cancelled his trip", nor that of the purpose in
    "cancelled a visit to Rome to chair a meeting on Sunday"."""
    if place + 1 < len(tokens) and tokens[place + 1].low == "to":
        return []
    own = [day for day in dates if day.start >= tokens[phrase.first].start]
    return own or was_due(tokens, place + 1)

"""Visits called off and put off: the day on which they were to be, and the day to which they have been moved."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.context import Context

_UNTIL = frozenset({"until", "till"})
_MOVED = frozenset({"rescheduled", "moved", "pushed", "brought"})
_DUE = frozenset({"due", "scheduled", "planned", "set", "slated", "meant", "supposed", "originally"})
_SMALL = frozenset({"the", "early", "late", "later", "at", "least", "on", "in", "back", "end", "of", "forward"})
_REACH = 14


def put_off_to(ctx: Context, first: int) -> DateMention | None:
    """The day or month to which a visit spoken of from token `first` on has been moved: "postponed until June"."""
    tokens = ctx.tokens
    for j in range(first, len(tokens) - 1):
        moved = tokens[j].low in {"to", "for"} and any(t.low in _MOVED for t in tokens[max(j - 3, 0) : j])
        if tokens[j].low in _UNTIL or moved:
            k = j + 1
            while k < len(tokens) - 1 and tokens[k].low in _SMALL:
                k += 1
            if tokens[k].kind == "D" and tokens[k].mention.kind in ("date", "range", "vague"):
                mention: DateMention = tokens[k].mention
                return mention
    return None


def was_due(tokens: Sequence[Token], last: int) -> list[DateMention]:
    """When a visit that has been called off was to be: "a trip to Rome that was due to begin on Sunday"."""
    for j in range(last, min(last + _REACH, len(tokens))):
        if tokens[j].low in _UNTIL:
            return []
        if tokens[j].kind == "D" and tokens[j].mention.kind in ("date", "range"):
            led = any(t.low in _DUE for t in tokens[max(j - 6, last) : j])
            return [tokens[j].mention] if led else []
    return []

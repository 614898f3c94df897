"""Whether a verb of movement has an object, and so tells of no movement: "landed a deal in Riyadh"."""

from __future__ import annotations

from visits.mentions.cues import Cue
from visits.reports.context import Context

_BEHIND = frozenset(
    {"as", "across", "towards", "overseas", "hours", "days", "its", "his", "this", "minutes", "weeks", "months"}
)
_PARTICLES = frozenset("up back down under through out over off".split())
_BEHIND_PARTICLES = frozenset("to from into in on at for and with , . here home again onto toward towards".split())


def has_object(ctx: Context, cue: Cue) -> bool:
    """True for "landed a deal in Riyadh", "stopped payments in Germany", "stepping up aid for rebels in Yemen": no
    movement."""
    if cue.last >= len(ctx.tokens):
        return False
    after = ctx.tokens[cue.last]
    if after.low in _PARTICLES and cue.last + 1 < len(ctx.tokens):
        behind = ctx.tokens[cue.last + 1]
        return behind.kind == "w" and behind.low not in _BEHIND_PARTICLES and not behind.low.endswith("ly")
    if after.low in {"a", "an", "the"}:
        if cue.last + 1 < len(ctx.tokens) and ctx.tokens[cue.last + 1].low in {"border", "line", "frontier"}:
            return False
        return not any(t.kind == "D" for t in ctx.tokens[cue.last : cue.last + 3])
    return after.kind == "w" and after.low.endswith("s") and not after.capital and after.low not in _BEHIND

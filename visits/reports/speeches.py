"""Where a speech or an appearance is made of which a noun tells: "his remarks in Cairo", "an address to Congress"."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.reports.context import Context
from visits.reports.destinations import Destination
from visits.reports.noun_phrases import NounPhrase
from visits.reports.seats import seat_of_lawmakers

_SPEECHES = frozenset({"speech", "address", "remarks", "lecture", "appearance"})
_BEFORE = frozenset({"to", "before", "at"})
APPEARANCE = "appearance"
_COMPANY_OR_TIME = frozenset("in at on with alongside beside next to and the here outside near late early this".split())
_SPREADING = frozenset("published broadcast aired televised printed posted shown carried".split())


def before_lawmakers(ctx: Context, cue: Cue, phrase: NounPhrase) -> list[Destination]:
    """Where they sit in "Modi's speech to Congress" and "in an address before a joint session of Congress"."""
    tokens = ctx.tokens
    if "state of the union" in " ".join(t.raw.lower() for t in tokens[max(cue.first - 6, 0) : cue.first]):
        return []  # the host's own
    if tokens[cue.last - 1].low not in _SPEECHES or not (cue.last < len(tokens) and tokens[cue.last].low in _BEFORE):
        return []
    owner = ctx.person_at(phrase.owner) if phrase.owner is not None else None
    speakers = [owner] if owner is not None else [p for p, _ in ctx.people_of(ctx.clause_subject(phrase.first))]
    seat = seat_of_lawmakers(ctx, cue.last + 1, ctx.leads(speakers[0])) if speakers else None
    return [seat] if seat is not None else []


def right_there(words: Sequence[Token]) -> bool:
    """True for "remarks on Friday in Helsinki", "his appearance with Putin in": nothing but company and time between;
    not for "remarks directed at China"."""
    return all(t.kind in "DPG" or t.low in _COMPANY_OR_TIME for t in words)


def spread(words: Sequence[Token]) -> bool:
    """True for "an interview published in Germany": the place is the readers'."""
    return any(t.low in _SPREADING for t in words)

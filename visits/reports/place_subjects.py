"""Places that are the subject: "Hungary prepares for Xi's visit", "Singapore hosts the summit", "Fiji is a stop"."""

from __future__ import annotations

from visits.mentions.tokens import Token
from visits.reports.context import Context
from visits.reports.destinations import PLACE_NOUNS, Destination, place_name
from visits.reports.noun_phrases import NounPhrase

_AWAITING = frozenset("expect expects expecting await awaits awaited awaiting".split())
_PREPARING = frozenset("brace braces braced bracing prepare prepares prepared preparing ready readies up".split())
EXPECTING = _AWAITING | _PREPARING - {"up"}
"""What a country does before a guest comes."""
HOSTING = frozenset("host hosts hosting hosted site venue setting stage location".split())
_SITE_OF = frozenset({"of", "for"})
_BETWEEN = frozenset(
    """will would is are was were be been being has have had to the a as also now again chosen picked selected named
    likely expected due set scheduled city state authorities officials police""".split()
)
_REACH = 8
"""Tokens between a place and what is said of it."""


def awaiting_place(ctx: Context, phrase: NounPhrase) -> Destination | None:
    """The place of "Hungary is expecting a visit by Xi" and "London braced for Trump's arrival"."""
    at = phrase.lead_at
    if phrase.lead == "for" and at > 0 and ctx.tokens[at - 1].low in _PREPARING:
        at -= 1
    elif phrase.lead not in _AWAITING:
        return None
    return _subject(ctx.tokens, at)


def hosting_place(ctx: Context, phrase: NounPhrase) -> Destination | None:
    """The place of "Singapore will host the summit" and "Helsinki was chosen as the venue for the talks"."""
    at = phrase.lead_at
    if phrase.lead in _SITE_OF and at > 0 and ctx.tokens[at - 1].low in HOSTING:
        at -= 1
    elif phrase.lead not in HOSTING:
        return None
    return _subject(ctx.tokens, at)


def _subject(tokens: list[Token], verb: int) -> Destination | None:
    """The place that does what the verb at a token says."""
    for j in range(verb - 1, max(verb - _REACH, -1), -1):
        token = tokens[j]
        if token.kind in "LG" and token.mention.country not in (None, "EUU"):
            seat = token.kind == "L" or tokens[j + 1].low in PLACE_NOUNS
            city = place_name(token.mention) if token.kind == "L" else None
            return Destination(token.mention.country, city, j) if seat else None
        if token.low not in _BETWEEN | PLACE_NOUNS and token.kind != "D" and not token.low.endswith("ly"):
            return None
    return None


def told_as_a_stop(tokens: list[Token], phrase: NounPhrase) -> list[Destination]:
    """The place of "France will be the first stop on his tour" and "made France the first leg of it"."""
    j = phrase.lead_at
    if j > 0 and tokens[j].kind == "L":
        made = next((t.low for t in reversed(tokens[:j]) if t.kind == "w"), "")
        return [_destination(tokens, j)] if made in {"make", "makes", "made", "making"} else []
    if j < 0 or tokens[j].low not in {"be", "been", "is", "was"}:
        return []
    while j > 0 and tokens[j].low in {"be", "been", "is", "was", "will", "has", "had", "to", "also"}:
        j -= 1
    told = 0 <= j < phrase.lead_at and tokens[j].kind == "L"
    return [_destination(tokens, j)] if told and tokens[j].mention.country else []


def _destination(tokens: list[Token], j: int) -> Destination:
    return Destination(tokens[j].mention.country, place_name(tokens[j].mention), j)

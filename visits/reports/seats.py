"""Deeds done at somebody's seat: who addresses a parliament stands where it sits."""

from __future__ import annotations

from visits.model.mention import PlaceMention
from visits.reports.context import Context
from visits.reports.destinations import Destination

PARLIAMENTS = frozenset("parliament congress assembly senate legislature lawmakers legislators congressmen".split())
WORLD_BODY = frozenset({"u.n.", "nations"})
"""The last words of the names of the United Nations, whose assembly meets in New York."""
_BEHIND_BODY = frozenset(
    "on in that he she for about to and this last as with it general security assembly council headquarters".split()
)
_REACH = 10
_NEAR = 3
_PASSED = frozenset(
    "a an the to at before united both houses joint session meeting sitting of 's in u.s us national".split()
)
_OWN_CONGRESS = frozenset(
    """ARG BOL BRA CHL CHN COL CRI CUB DOM ECU ESP GTM HND IDN IND LBR MEX MMR NGA NPL PAN PER PHL PRY SLV URY VEN
    VNM""".split()
)
"""Countries whose own assembly or ruling party English news calls Congress; for all others it is that of the United
States."""


def seat_of_lawmakers(ctx: Context, first: int, home: str | None) -> Destination | None:
    """Where "the Greek parliament" sits that stands behind token `first`: "addressed both houses of India's
    parliament", "spoke to the U.S. Congress". `home` is the country that the speaker leads."""
    tokens = ctx.tokens
    for j in range(first, min(first + _REACH, len(tokens))):
        token = tokens[j]
        if token.kind == "L" and token.mention.kind == "site":
            return Destination(token.mention.country, token.mention.city, j) if token.mention.country else None
        if token.low in WORLD_BODY and _is_the_body(ctx, j):
            return Destination("USA", "New York", j)
        if token.low in PARLIAMENTS:
            return _sitting(ctx, j, home)
        if token.kind not in "LGD" and token.low not in _PASSED:
            return None
    return None


def _is_the_body(ctx: Context, j: int) -> bool:
    """True for the United Nations themselves, not for "the U.N. refugee agency"."""
    tokens = ctx.tokens
    if tokens[j].low == "nations" and tokens[j - 1].low != "united":
        return False
    behind = tokens[j + 1] if j + 1 < len(tokens) else None
    return behind is None or behind.kind in "Dp" or behind.low in _BEHIND_BODY


def _sitting(ctx: Context, j: int, home: str | None) -> Destination | None:
    """The country of the parliament at token j."""
    for token in reversed(ctx.tokens[max(j - _NEAR, 0) : j]):
        if token.kind in "LG":
            place: PlaceMention = token.mention
            known = place.country not in (None, "EUU")
            return Destination(str(place.country), None, j) if known and place.kind in ("country", "demonym") else None
    if ctx.tokens[j].low == "congress" and ctx.tokens[j].capital and home not in _OWN_CONGRESS:
        return Destination("USA", None, j)
    return None

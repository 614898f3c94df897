"""Who answers reporters at a place: "Asked in Tokyo whether he would meet Kim, Trump said"."""

from __future__ import annotations

from visits.reports.context import Context
from visits.reports.destinations import Destination, place_name
from visits.reports.presence import note_presence

ASKED = frozenset({"asked", "pressed", "questioned", "quizzed"})
"""What reporters do who get an answer."""
_ANSWERING = frozenset("said says told replied answered declined refused insisted denied did would".split())
_SUBJECTS = frozenset({"P", "he", "she"})
_OPENING_WORDS = 8


def observe_asked(ctx: Context) -> None:
    """Note the one who answers, at the place where he was asked."""
    tokens = ctx.tokens
    opening = [t.low for t in tokens[:2]]
    if not ctx.sentence.names_a_place or not (
        ASKED & set(opening[:1]) or (opening[:1] == ["when"] and ASKED & set(opening))
    ):
        return
    at = next(
        (j for j in range(2, min(_OPENING_WORDS, len(tokens))) if tokens[j].kind == "L" and tokens[j - 1].low == "in"),
        None,
    )
    if at is None or tokens[at].mention.kind not in ("city", "site") or not tokens[at].mention.country:
        return
    for k in range(at + 1, len(tokens) - 1):
        if tokens[k - 1].low == "," and tokens[k].low in _SUBJECTS and tokens[k + 1].low in _ANSWERING:
            person, mention = ctx.person_at(k), tokens[at].mention
            place = Destination(mention.country, place_name(mention), at)
            if person is not None:
                note_presence(ctx, "presence.asked", person, k, place, "past", False)
            return

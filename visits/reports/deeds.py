"""Deeds at a place: whoever "drew cheers in Astana on Friday" was there, whatever the verb.

The verbs of presence in the lexicon need no day. Any other verb of the past puts its subject at a town that stands
behind it together with the day of the news, unless it tells of what others do there or of what a court decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.clause_bounds import clause_end
from visits.reports.clauses import Subject
from visits.reports.context import Context
from visits.reports.destinations import Destination, place_name
from visits.reports.discourse import is_object
from visits.reports.meetings import REMOTE
from visits.reports.presence import note_presence

NEWS_DAYS = 6
_PAST = frozenset("drew gave took made told held spoke won got heard saw laid sat stood read cut broke struck".split())
_HELPING = frozenset("has have had also later then was were".split())
_OF_MIND = frozenset(
    """condemned praised criticised criticized welcomed denounced hailed mourned blamed rejected supported backed
    opposed deplored lamented regretted accused suspected ordered banned appointed named nominated sacked fired
    dismissed sent dispatched deployed authorised authorized approved vetoed delayed postponed cancelled canceled
    scrapped called demanded urged wanted planned expected hoped decided seized closed bombed attacked invaded won lost
    based followed watched monitored allowed helped caused led recalled discussed""".split()
)
"""What one does from afar to what happens at a place."""
_BY_OTHERS = frozenset(
    """indicted sentenced convicted charged sued tried accused born raised educated quoted reported portrayed depicted
    mentioned held represented buried named elected appointed based located""".split()
)
"""What is done to somebody who need not be there."""
_ELSEWHERE = frozenset(
    """attack attacks bombing bombings blast shooting killing killings death deaths protest protests rally riots clashes
    fighting troops soldiers forces embassy ambassador envoy consulate hostages citizens people office election vote
    court trial war crisis violence strike strikes raid shares market markets bonds""".split()
)
_BOUNDS = frozenset(
    'that to who which where when while as but because if for about over against with of by from ; : “ ” "'.split()
)
_QUOTES = frozenset({"“", "”", '"', ";", ":"})
_REACH = 9


def observe_deed(ctx: Context) -> None:
    """Note who did something at a place abroad on a day of the news."""
    if ctx.sentence.in_title or not ctx.sentence.has({"D"}) or not ctx.sentence.has({"in", "at"}):
        return
    if not ctx.sentence.names_a_place or ctx.sentence.has(REMOTE):
        return
    for k in ctx.sentence.references:
        if ctx.tokens[k].low in {"his", "her", "him", "himself", "herself", "my"} or is_object(ctx.tokens, k):
            continue
        if k and ctx.tokens[k - 1].low == "by":  # "a delegation sent by Obama arrived"
            continue
        verb = deed_of(ctx.tokens, k)
        found = _place_and_day(ctx, verb) if verb is not None else None
        if found is None:
            continue
        place, day = found
        told = {id(o.person) for o in ctx.findings.observations if o.sentence == ctx.sentence.number}
        for person, at in ctx.people_of(Subject(k, ctx.tokens[k].kind != "P")):
            if id(person) not in told and ctx.is_head(person) and not ctx.at_home(person, place):
                note_presence(ctx, "presence.deed", person, at, place, "past", False)
                ctx.findings.observations[-1].dates = [day]
        return


def deed_of(tokens: Sequence[Token], k: int) -> int | None:
    """The verb of the past of which token k is the subject."""
    j = k + 1
    while j < len(tokens) and (tokens[j].low in _HELPING or tokens[j].low.endswith("ly") or tokens[j].kind == "D"):
        j += 1
    if j >= len(tokens) or tokens[j].kind != "w":
        return None
    low, passive = tokens[j].low, tokens[j - 1].low in {"was", "were"}
    if low in (_BY_OTHERS if passive else _OF_MIND) or not (low.endswith("ed") or low in _PAST or low == "given"):
        return None
    return j


def _place_and_day(ctx: Context, verb: int) -> tuple[Destination, DateMention] | None:
    """The town behind the verb, and the day beside it."""
    tokens = ctx.tokens
    at = place_of_deed(tokens, verb)
    if at is None:
        return None
    mention = tokens[at].mention
    if mention.country in (None, "EUU") or not (mention.kind in ("city", "site") or at == verb + 2):
        return None
    near = [
        t.mention for t in tokens[verb + 1 : min(at + 5, clause_end(tokens, verb + 1, _REACH) + 1)] if t.kind == "D"
    ]
    day = next((d for d in near if _is_news(ctx, d)), None)
    return (Destination(mention.country, place_name(mention), at), day) if day is not None else None


def place_of_deed(tokens: Sequence[Token], verb: int) -> int | None:
    """The place behind a verb at which its subject did what it tells: none where others were there instead."""
    end = clause_end(tokens, verb + 1, _REACH)
    for j in range(verb + 1, min(end, len(tokens) - 1)):
        token = tokens[j]
        if token.low in {"in", "at"} and tokens[j + 1].kind == "L":
            return j + 1
        if token.low in _BOUNDS or token.low in _ELSEWHERE or token.kind == "P" or token.raw in _QUOTES:
            return None
    return None


def _is_news(ctx: Context, day: DateMention) -> bool:
    """True for a day at most so many days before the article appeared."""
    first = day.past or day.first
    exact = first.exact() if first is not None and day.kind == "date" else None
    on = ctx.discourse.on
    return exact is not None and on is not None and 0 <= (on - exact).days <= NEWS_DAYS


def observe_headline(ctx: Context) -> None:
    """ "Merkel in Athens for talks", a title without its verb."""
    tokens = ctx.tokens
    if not ctx.sentence.in_title or len(tokens) < 3 or tokens[0].kind != "P" or tokens[1].low not in {"in", "at"}:
        return
    if tokens[2].kind != "L" or tokens[2].mention.country in (None, "EUU"):
        return
    behind = tokens[3].low if len(tokens) > 3 else "."
    person = ctx.person_at(0)
    if person is None or not ctx.is_head(person) or behind not in {".", ",", "for", "to", "on", "as", "amid", "after"}:
        return
    mention = tokens[2].mention
    place = Destination(mention.country, place_name(mention), 2)
    note_presence(ctx, "presence.headline", person, 0, place, "present", True)

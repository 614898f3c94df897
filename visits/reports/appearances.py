"""Who is seen beside a leader: "flanked by Cameron", "standing beside Putin", "with the president at his side".

Two who stand side by side are at one place: the one that the sentence names, or the reporter's.
"""

from __future__ import annotations

from collections.abc import Iterator

from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.reports.clauses import Subject
from visits.reports.context import Context
from visits.reports.destinations import Destination, read_destinations
from visits.reports.meetings import LEAD_SENTENCES, REMOTE
from visits.reports.observation import Tense
from visits.reports.presence import note_presence

BESIDE = frozenset({"flanked", "alongside", "beside", "side", "sides", "next"})
"""One of these each such sentence has."""
_POSSESSIVES = frozenset({"his", "her"})
_BEHIND_NAME = frozenset("standing sitting seated by at right looking on ,".split())
_ELSEWHERE = frozenset(
    """fight fighting fought campaign campaigned campaigning serve served serving negotiate negotiated work
    worked working named listed ranked listing war troops forces soldiers portrait picture photograph photo poster
    statue video screen""".split()
)
"""What is done, or shown, alongside somebody who is far away."""
BY_HAND = frozenset("signed inaugurated opened unveiled exchanged embraced posed toured planted laid".split())
_REACH = 7
_WITH = frozenset({"with"})
_RESIDENCES = frozenset("office house palace room garden lawn mansion residence castle".split())
"""The last words of the names of places where a host receives."""


def observe_appearance(ctx: Context) -> None:
    """Note the two who are seen side by side, of whom one is not at home."""
    beside = ctx.sentence.has(BESIDE) or (ctx.sentence.has(_WITH) and any(map(_receives, ctx.tokens)))
    if ctx.sentence.in_title or not beside or ctx.sentence.has(_ELSEWHERE | REMOTE):
        return
    for word, partner in _partners(ctx.tokens):
        other = ctx.person_at(partner)
        subject = _seen_with(ctx, word, partner)
        person = ctx.person_at(subject.at) if subject is not None else None
        if other is None or person is None or subject is None or person is other:
            continue
        if not (ctx.is_head(other) and ctx.is_head(person)) or ctx.leads(other) == ctx.leads(person):
            continue
        place = _place(ctx, word, partner)
        for one, at, host in ((person, subject.at, partner), (other, partner, subject.at)):
            if place is not None and not ctx.at_home(one, place) and not _told(ctx, one, place):
                hosting = (ctx.person_at(host), ctx.tokens[host])
                ahead = any(t.low in {"will", "'ll"} for t in ctx.tokens[subject.at : max(word, partner)])
                tense: Tense = "future" if ahead else "past"
                note_presence(ctx, "presence.beside", one, at, place, tense, False, other=hosting)  # type: ignore[arg-type]


def observe_joint_deed(ctx: Context) -> None:
    """ "HANOI - Gillard and Dung signed a pact": what two do with their own hands, at the dateline where one is at
    home."""
    here = ctx.here
    if here is None or not here.country or ctx.sentence.in_title or not ctx.sentence.has(BY_HAND):
        return
    body = next((s.number for s in ctx.discourse.sentences if not s.in_title), 0)
    if ctx.sentence.number - body >= LEAD_SENTENCES or ctx.sentence.has(REMOTE | {"would", "will", "to"}):
        return
    place = Destination(here.country, here.city, 0)
    if any(p.country not in (here.country, None, "EUU") for p in ctx.sentence.places):
        return
    for k in ctx.sentence.references:
        verb = next((j for j in range(k + 1, min(k + 4, len(ctx.tokens))) if ctx.tokens[j].low in BY_HAND), None)
        people = ctx.people_of(Subject(k)) if verb is not None and ctx.tokens[k].kind == "P" else []
        away = [(p, at) for p, at in people if not ctx.at_home(p, place)]
        if verb is None or len(people) != 2 or len(away) != 1 or not all(ctx.is_head(p) for p, _ in people):
            continue
        host = next((p, ctx.tokens[at]) for p, at in people if ctx.at_home(p, place))
        told = Destination(here.country, here.city, verb)
        note_presence(ctx, "presence.beside", *away[0], told, "past", False, other=host)
        return


def _partners(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """The word that says so, and the token of the one who is seen there."""
    for j, token in enumerate(tokens[:-1]):
        after = tokens[j + 1].low
        if (token.low == "flanked" and after == "by") or token.low in {"alongside", "beside"}:
            partner = _name_behind(tokens, j + 1)
        elif token.low == "next" and after == "to":
            partner = _name_behind(tokens, j + 2)
        elif token.low == "with" and any(_receives(t) for t in (*tokens[max(j - 3, 0) : j], *tokens[j + 1 : j + 7])):
            partner = _name_behind(tokens, j + 1)
        elif token.low == "side" and after == "with" and j and tokens[j - 1].low in {"by", "side"}:
            partner = _name_behind(tokens, j + 2)
        elif token.low == "side" and j > 2 and tokens[j - 1].low in _POSSESSIVES and tokens[j - 2].low in {"by", "at"}:
            partner = _name_before(tokens, j - 2)
        else:
            continue
        if partner is not None:
            yield j, partner


def _receives(token: Token) -> bool:
    """True for a place where a host receives: whoever is with him in "the Oval Office" is his guest."""
    return token.kind == "L" and token.raw.lower().split()[-1] in _RESIDENCES


def _name_behind(tokens: list[Token], j: int) -> int | None:
    """The first person behind token j, with but titles and countries between."""
    for k in range(j, min(j + _REACH, len(tokens))):
        if tokens[k].kind == "P":
            owner = k + 1 < len(tokens) and tokens[k + 1].low == "'s"
            return None if owner else k
        if tokens[k].kind not in "GL" and tokens[k].low not in {"by", "'s", "the", "his", "her", "counterpart", "and"}:
            return None
    return None


def _name_before(tokens: list[Token], j: int) -> int | None:
    """The person of "with the Russian president standing at his side"."""
    for k in range(j - 1, max(j - _REACH, 0), -1):
        if tokens[k].kind == "P":
            led = {t.low for t in tokens[max(k - 6, 0) : k]}
            return k if "with" in led else None
        if tokens[k].low not in _BEHIND_NAME:
            return None
    return None


def _seen_with(ctx: Context, word: int, partner: int) -> Subject | None:
    """The one whom the clause speaks of: its subject, or the one who says what stands before it."""
    tokens = ctx.tokens
    seen = tokens[partner].mention.person
    for j in range(min(word, partner) - 1, -1, -1):
        if (tokens[j].kind == "P" and tokens[j].mention.person is not seen) or tokens[j].low in {"he", "she"}:
            return Subject(j, tokens[j].kind != "P")
    for j in range(max(word, partner) + 1, len(tokens) - 1):  # "Standing beside Putin in Sochi, Merkel said"
        if tokens[j].low == "," and (tokens[j + 1].kind == "P" or tokens[j + 1].low in {"he", "she"}):
            return Subject(j + 1, tokens[j + 1].kind != "P")
    return None


def _told(ctx: Context, person: Person, place: Destination) -> bool:
    """True where the sentence has put somebody in the country by another word: "meets with Abe at the White House"."""
    before = (o for o in reversed(ctx.findings.observations) if o.sentence == ctx.sentence.number)
    return any(o.person is person and o.country == place.country for o in before)


def _place(ctx: Context, word: int, partner: int) -> Destination | None:
    """Where they are seen: at the place that the sentence names, else where the reporter writes from."""
    for j in range(len(ctx.tokens) - 1):
        if ctx.tokens[j].low in {"in", "at"}:
            places = read_destinations(ctx.tokens, j, ["in", "at"], False, ctx.here, limit=4)[:1]
            if places:
                return places[0]
    here = ctx.here
    return Destination(here.country, here.city, max(word, partner)) if here is not None and here.country else None

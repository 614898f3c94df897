"""Where a relative clause puts somebody: "In Hamburg, where he attends the summit", "Singapore, where she spoke"."""

from __future__ import annotations

from visits.model.mention import Person
from visits.reports.clause_bounds import clause_end
from visits.reports.context import Context
from visits.reports.destinations import Destination, place_name
from visits.reports.observation import Tense
from visits.reports.presence import note_presence

_UNREAL = frozenset("may might could would not n't never hopes wants lives lived".split())
_YOUTH = frozenset("childhood youth boyhood born raised grew studied lived worked student".split())
_PAST = frozenset("was were had met spoke held made gave went took told said saw laid".split())
_DONE_THERE = frozenset("been met spoken held arrived attended addressed visited given signed made told had".split())
_WAS_THERE = frozenset(
    "due greeted welcomed received met hosted scheduled set expected also on given to shown asked briefed".split()
)


def observe_where(ctx: Context) -> None:
    """Apply the rule to every place of a sentence that has such a clause."""
    if "where" in ctx.sentence.words:
        for j, token in enumerate(ctx.tokens):
            if token.kind == "L" and token.mention.country and token.mention.kind != "vague":
                _where_he(ctx, j)


def _where_he(ctx: Context, j: int) -> None:
    """ "In Hamburg, where he attends the summit on Friday", "Singapore, where she will speak"."""
    tokens = ctx.tokens
    k = j + 1
    while k < len(tokens) and tokens[k].low == ",":
        k += 1
    if k + 2 >= len(tokens) or tokens[k].low != "where":
        return
    at = k + 1
    if tokens[at].low in {"he", "she"} and j <= 2:  # "In Hamburg, where he speaks, Trump met": who follows
        closing = next((i for i in range(at, min(at + 24, len(tokens) - 1)) if tokens[i].low == ","), None)
        at = closing + 1 if closing is not None and tokens[closing + 1].kind == "P" else at
    person = ctx.person_at(at) if tokens[at].kind == "P" or tokens[at].low in {"he", "she"} else None
    verbs = [t.low for t in tokens[k + 2 : k + 5]]
    if _YOUTH & {t.low for t in tokens[k + 2 : k + 10]}:
        return  # "Indonesia, where he spent part of his childhood"
    if person is None or _UNREAL & set(verbs) or verbs[:1] == ["'s"] or verbs[:2] == ["was", "to"] or _settled(verbs):
        return
    if tokens[at].kind != "P":
        person = _whose_visit(ctx, j) or ctx.traveller_not_host(person)
    ahead = bool({"will", "'ll"} & set(verbs)) or verbs[:2] == ["is", "to"] or "due" in verbs
    past = any(v in _PAST or v.endswith("ed") for v in verbs)
    place = tokens[j].mention
    tense: Tense = "future" if ahead else "past" if past else "present"
    before = len(ctx.findings.observations)
    note_presence(
        ctx, "presence.where", person, at, Destination(place.country, place_name(place), j), tense, _going_on(verbs)
    )
    from_there = j > 0 and tokens[j - 1].low == "from"  # "arriving in Tehran from New York, where he spoke"
    for obs in ctx.findings.observations[before:]:
        obs.dates = [t.mention for t in tokens[k + 2 : clause_end(tokens, k + 2, 20)] if t.kind == "D"]
        if from_there and not ahead:
            obs.phase, obs.tense, obs.over = "leaving", "past", True
            obs.dates = [] if any(t.kind == "L" for t in tokens[k:]) else obs.dates  # that of a picture taken there


def _going_on(verbs: list[str]) -> bool:
    """True for "where he is attending a summit", "where she was on an official visit"."""
    return (
        verbs[:1] in (["is"], ["was"], ["'s"]) and verbs[1:2] != [] and (verbs[1] == "on" or verbs[1].endswith("ing"))
    )


def _settled(verbs: list[str]) -> bool:
    """True for "where he was known as", "where the president has failed to": a life or a policy, not a stay."""
    if verbs[:1] in (["has"], ["had"], ["have"]):
        return not (verbs[1:2] and verbs[1] in _DONE_THERE)
    return verbs[:1] == ["was"] and verbs[1:2] != [] and not (_going_on(verbs) or verbs[1] in _WAS_THERE)


def _whose_visit(ctx: Context, j: int) -> Person | None:
    """The visitor of "Merkel's trip to Kiev, where she": the pronoun behind the place means the trip's owner."""
    for i in range(j - 1, max(j - 9, 0), -1):
        if ctx.tokens[i].low == "'s" and ctx.tokens[i - 1].kind == "P":
            owned = any(c.first > i and c.last <= j and not c.is_verb for c in ctx.sentence.cues)
            return ctx.person_at(i - 1) if owned else None
    return None

"""Visits that are put off: without a new date they are called off for now, with one they are planned for then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.context import Context
from visits.reports.observation import Observation

_TO_NEW = frozenset({"to", "until", "till", "for"})
_OF_OLD = frozenset("planned scheduled due set slated expected billed meant supposed originally initially".split())
_BEGIN = frozenset({"begin", "start"})
_SMALL = frozenset({"the", "early", "late", "later", "at", "least", "on", "in", "end", "of"})
_FIRST_PLANNED = frozenset({"originally", "initially"})
_AHEAD = frozenset("will is are to begins starts due set scheduled planned".split())
_REACH = 14
_BEHIND_NOW = 7
"""So many words may stand between "now" and the new date: "will now be paid some time in June"."""


def observe_postponement(ctx: Context, before: int) -> None:
    """See what the sentence says of putting off, and make it hold of the visits that its rules have noted, which are
    those from the position `before` on."""
    observations = ctx.findings.observations
    if len(observations) == before:
        return
    tokens = ctx.tokens
    told = [(i, entry) for i, entry in ctx.cues.stances(tokens, 0, len(tokens)) if entry.stance == "cancelled"]
    put_off = next((i for i, entry in told if entry.put_off), None)
    moved = put_off is None and not told and ctx.sentence.has(_FIRST_PLANNED)
    if (put_off is None and not moved) or any(not entry.put_off for _, entry in told):
        return
    new = list(_new_dates(tokens, put_off))
    if moved and not new:
        return
    for observation in observations[before:]:
        if observation.stance == "cancelled" or (moved and observation.stance == "planned"):
            told_before = [o for o in observations[:before] if _of_one_visit(o, observation)]
            if put_off is not None and not new and told_before and observation.anaphoric and _from(tokens, put_off):
                told_before[-1].put_off = True  # "The trip was postponed from May" tells of the one that is ahead
                observations.remove(observation)
                continue
            _put_off(observation, tokens, put_off, new)
            for other in told_before if new else ():
                if other.put_off and other.stance == "cancelled":
                    _set_for(other, new)


def _of_one_visit(one: Observation, other: Observation) -> bool:
    same_host = one.country == other.country or other.anaphoric  # "the trip": the country is found out later
    return one.person is other.person and same_host and not one.earlier


def _put_off(observation: Observation, tokens: Sequence[Token], at: int | None, new: list[DateMention]) -> None:
    observation.put_off = True
    if new:
        _set_for(observation, new)
    elif at is not None and _described(tokens, at):
        observation.stance = "planned"
    elif at is not None:
        observation.dates = [day for day in observation.dates if not _is_of_the_news(tokens, day)]
        if at and tokens[at - 1].low == "had":
            observation.tense = "past"


def _set_for(observation: Observation, new: list[DateMention]) -> None:
    observation.stance, observation.tense, observation.dates = "planned", "future", new


def _new_dates(tokens: Sequence[Token], put_off: int | None) -> Iterator[DateMention]:
    """The dates to which a visit is put off: "postponed until May", "from May to June", "will now come in June"."""
    now = next((i for i, token in enumerate(tokens) if token.low == "now"), None)
    for j, token in enumerate(tokens):
        if token.kind != "D" or token.mention.kind not in ("date", "range", "vague"):
            continue
        lead = j - 1
        while lead > 0 and tokens[lead].low in _SMALL:
            lead -= 1
        led = put_off is not None and put_off < lead and tokens[lead].low in _TO_NEW
        if (led and tokens[lead - 1].low not in _OF_OLD) or (now is not None and 0 < j - now <= _BEHIND_NOW):
            yield token.mention


def _described(tokens: Sequence[Token], at: int) -> bool:
    """True for "his postponed visit will begin" and "the visit, twice postponed, begins": it is ahead all the same."""
    behind = {token.low for token in tokens[at + 1 :]}
    before = tokens[at - 1].low if at else ""
    adjective = before in {"his", "her", "the", "a", "twice", "long", "much"} and tokens[at].low.endswith("ed")
    aside = at + 1 < len(tokens) and tokens[at + 1].low == "," and before in {"twice", "once", "already", "repeatedly"}
    governed = {token.low for token in tokens[:at]} & {"will", "to"}
    return (aside and bool(behind & _AHEAD)) or (adjective and bool(governed or behind & {"will", "begins", "starts"}))


def _from(tokens: Sequence[Token], at: int) -> bool:
    return any(t.low == "from" and n.kind == "D" for t, n in zip(tokens[at:], tokens[at + 1 :], strict=False))


def _is_of_the_news(tokens: Sequence[Token], day: DateMention) -> bool:
    """True for the Tuesday of "postponed his visit on Tuesday"; not where the visit "was due to begin on Tuesday"."""
    j = next((i for i, token in enumerate(tokens) if token.kind == "D" and token.start == day.start), None)
    return j is not None and tokens[j].raw.endswith("day") and not _due_before(tokens, 0, j)


def was_due(tokens: Sequence[Token], last: int) -> list[DateMention]:
    """When a visit that has been called off was to be: "a trip to Rome that was due to begin on Sunday"."""
    for j in range(last, min(last + _REACH, len(tokens))):
        if tokens[j].low in {"until", "till"}:
            return []
        if tokens[j].kind == "D" and tokens[j].mention.kind in ("date", "range"):
            return [tokens[j].mention] if _due_before(tokens, last, j) else []
    return []


def _due_before(tokens: Sequence[Token], first: int, j: int) -> bool:
    return any(token.low in _OF_OLD | _BEGIN for token in tokens[max(j - 6, first) : j])

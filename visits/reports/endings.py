"""The last day that a noun of travel is told to have: "his visit to Riga, which began on Monday, ended on Thursday", "a
trip that ends on Sunday", "is on a visit to Riga until Friday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.context import Context
from visits.reports.observation import Observation

_ENDED = frozenset("ended concluded finished closed".split())
_ENDS = frozenset("end ends ending conclude concludes concluding finish finishes finishing wraps".split())
_UNTIL = frozenset({"until", "till", "through"})
_BETWEEN = frozenset(
    """the a an of in at on by from to with and which that will is are was were be been has had due scheduled expected
    set also later early late next this coming officially its his her three two day days long began begins started
    starts opened opens kicks kicked off gets got under way lasts lasted runs ran
    as president premier chancellor capital morning evening afternoon state official brief , - 's wife""".split()
)
"""Words over which what is said of the noun goes on: its place, its people, the day on which it began."""
_REACH = 22
"""Tokens from the noun to its last day."""
_BEHIND_VERB = frozenset("on late early this next coming later up here there".split())


def note_end(ctx: Context, cue: Cue, known: int) -> None:
    """Part the last day from the other days of what the noun has told: of the observations from the number `known`."""
    told = [o for o in ctx.findings.observations[known:] if o.stop[1] == 1 and o.stance != "cancelled"]
    told = [o for o in told if o.phase == "visit"]  # who attends a summit may leave before its last day
    if not told or not ctx.sentence.is_dated:
        return
    at = _end_behind(ctx.tokens, cue.last)
    if at is None:
        return
    day: DateMention = ctx.tokens[at].mention
    past = any(t.low in _ENDED for t in ctx.tokens[max(at - 4, cue.last) : at])
    for obs in told:
        obs.dates = [d for d in obs.dates if d is not day]
        ctx.findings.observations.append(_closing(obs, day, past))


def _closing(obs: Observation, day: DateMention, past: bool) -> Observation:
    closing = replace(obs, dates=[day], begin_dates=frozenset(), closes=True, begins=False, ongoing=False, length=None)
    closing.tense = "past" if past else "future"
    closing.day_number = 0
    closing.stance = None if past else obs.stance
    return closing


def _end_behind(tokens: Sequence[Token], first: int) -> int | None:
    """Where the day stands on which that what is told of before token `first` ends."""
    last = min(first + _REACH, len(tokens))
    for j in range(first, last):
        low = tokens[j].low
        if low in _ENDED or low in _ENDS or (low in _UNTIL and j < first + 6):
            k = j + 1
            while k < last and tokens[k].low in _BEHIND_VERB:
                k += 1
            return k if k < last and _is_day(tokens[k]) else None
        if tokens[j].kind == "w" and low not in _BETWEEN:
            return None
        if tokens[j].kind == "p" and low not in _BETWEEN:
            return None
        if low == "," and j + 1 < last and tokens[j + 1].low in {"the", "a", "an", "P"}:
            return None  # "during his visit to Riga, the strike ended"
    return None


def _is_day(token: Token) -> bool:
    return token.kind == "D" and token.mention.kind == "date" and token.mention.begins_on_a_day

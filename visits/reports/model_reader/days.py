"""A model's dates against our own reading of the expressions that it quotes.

What the words say is computed from them, with the publication day as anchor, and that is the date of the report. Where
the model counted otherwise from a relative expression ("on Tuesday"), its date stands beside ours as a conflict; where
the words name another day outright, or none that can be computed, the date is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from visits.model.codes import DateBasis, Status
from visits.model.mention import DateMention
from visits.model.partial_date import PartialDate
from visits.reports.model_reader.answer import SaidDate
from visits.reports.model_reader.grounds import Ground, Grounds, RefusedError
from visits.reports.model_reader.quotes import find_in

Edge = Literal["start", "end"]


@dataclass(frozen=True)
class Day:
    """A date as computed from its words; `theirs` is the model's where that is another one."""

    value: PartialDate
    basis: DateBasis
    ground: Ground
    theirs: PartialDate | None = None


def read_day(said: SaidDate, edge: Edge, status: Status, grounds: Grounds, other: Day | None = None) -> Day:
    """The date that the quoted expression gives; `other` is that of the other edge, from which lengths are counted.

    Raises RefusedError for one whose words are not there, or say something else.
    """
    ground = grounds.find(said.quote)
    start, end = _expression(said, ground, grounds)
    theirs = _their_date(said)
    mentions = grounds.dates(start, end) or grounds.dates(ground.start, ground.end)
    if not mentions:
        raise RefusedError(f"“{said.expression}” is no date that can be computed")
    if said.basis == "derived" and other is not None:
        counted = _counted(mentions, edge, other)
        if counted is not None:
            return Day(counted, "derived", ground, theirs if theirs != counted else None)
    candidates = [(mention, day) for mention in mentions for day in [_day(mention, edge, status, other)] if day]
    if not candidates:
        raise RefusedError(_why_no_day(mentions, grounds, said))
    mention, ours = next(((m, d) for m, d in candidates if d == theirs), candidates[0 if edge == "start" else -1])
    basis: DateBasis = "bounded" if said.basis == "derived" else said.basis
    if ours == theirs or (theirs.precision != "day" and theirs.fits(ours)):
        return Day(ours, basis, ground)
    if not mention.relative and not theirs.fits(ours):
        raise RefusedError(f"“{said.expression}” is {ours}, not {theirs}")
    return Day(ours, basis, ground, theirs)


def _expression(said: SaidDate, ground: Ground, grounds: Grounds) -> tuple[int, int]:
    """Where the expression stands in the quote."""
    span = find_in(grounds.discourse.reading.string[ground.start : ground.end], said.expression)
    if span is None:
        raise RefusedError(f"“{said.expression}” is not in the quoted words")
    return ground.start + span[0], ground.start + span[1]


def _their_date(said: SaidDate) -> PartialDate:
    try:
        return PartialDate(said.value)
    except ValueError as error:
        raise RefusedError("is a day that no calendar has") from error


def _counted(mentions: list[DateMention], edge: Edge, other: Day) -> PartialDate | None:
    """The other edge shifted by a stated length."""
    days = next((m.days for m in mentions if m.kind == "duration" and m.days), None)
    known = other.value.exact()
    if days is None or known is None:
        return None
    return PartialDate.from_date(known + timedelta(days=days - 1 if edge == "end" else 1 - days))


def _day(mention: DateMention, edge: Edge, status: Status, other: Day | None) -> PartialDate | None:
    """What an expression means at this edge: a plan looks ahead, what was done looks back, and no end comes before its
    start."""
    if mention.kind == "duration":
        return None
    if mention.kind == "range":
        return mention.first if edge == "start" else mention.last
    if mention.past is None or mention.future is None:
        return mention.first
    if status == "planned":
        return mention.future
    if edge == "end" and other is not None and mention.past.precedes(other.value):
        return mention.future
    if status == "completed" or (status == "ongoing" and edge == "start"):
        return mention.past
    return mention.first


def _why_no_day(mentions: list[DateMention], grounds: Grounds, said: SaidDate) -> str:
    if grounds.article.published is None and any(m.relative for m in mentions):
        return f"“{said.expression}” counts from a day of publication that isn't known"
    if all(m.kind == "duration" for m in mentions):
        return f"“{said.expression}” is a length, with no day known from which to count it"
    return f"“{said.expression}” pins no day, month or year"

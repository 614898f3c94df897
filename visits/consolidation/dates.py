"""The first and the last day of a visit, from reports that differ.

Of the values that reports give, the best is, in this order:

1. known to the day rather than to the month or the year;
2. an arrival (a departure) rather than a day of presence. It counts as mere presence when more outlets place
   the leader in the country before that arrival (after that departure), or when it was a plan and one does;
3. told of as a fact, in an article of that day or later, rather than as a plan;
4. backed by more independent outlets (those that only place the leader in the country on the day of an arrival
   don't count for it);
5. stated rather than computed from a length;
6. the earlier start, the later end. For days of presence this comes before 4: the earliest and latest count.

A length that an article states ("a four-day visit") speaks for the end that it yields from the chosen arrival. An
article that gives only one day speaks for it as a day of presence at the other end too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from visits.consolidation.votes import Told
from visits.model.codes import DateBasis
from visits.model.partial_date import PartialDate
from visits.model.report import Claim

Edge = Literal["start", "end"]
_PRECISION_RANK = {"day": 0, "month": 1, "year": 2}
_BASIS_RANK: dict[DateBasis, int] = {"stated": 0, "derived": 1, "bounded": 2}


@dataclass(slots=True)
class Candidate:
    """One value for an edge of the visit: the outlets that tell of an arrival (departure), and of presence, then."""

    value: PartialDate
    basis: DateBasis = "bounded"
    as_fact: bool = False
    tellers: set[str] = field(default_factory=set)
    witnesses: set[str] = field(default_factory=set)

    @property
    def voices(self) -> set[str]:
        """The outlets that back the value as what it is."""
        return self.witnesses if self.basis == "bounded" else self.tellers

    def back(self, told: Told, basis: DateBasis) -> None:
        self.basis = min(self.basis, basis, key=_BASIS_RANK.__getitem__)
        (self.witnesses if basis == "bounded" else self.tellers).add(told.voice)
        was_there = told.published is None or told.published >= self.value.first_day()
        self.as_fact = self.as_fact or (told.report.status != "planned" and was_there)


@dataclass(frozen=True, slots=True)
class Edges:
    """The resolved dates and `days`, their length (both days counted, None unless both are known to the day).

    `conflicts` names the fields on which sources disagree; `inferred` holds the claims of other fields (a length, the
    other date) that yield a chosen date.
    """

    start: Candidate | None
    end: Candidate | None
    days: int | None
    conflicts: tuple[str, ...]
    inferred: tuple[Inferred, ...]


@dataclass(frozen=True, slots=True)
class Inferred:
    """A claim that, by the rule, speaks for a date in another field than its own."""

    told: Told
    claim: Claim
    field: str
    rule: str


def resolve(told: Sequence[Told]) -> Edges:
    """The dates of the visit that these reports tell of."""
    starts = _candidates(told, "start")
    start = _best(starts, "start")
    lengths = _lengths(told)
    ends = _candidates(told, "end")
    _add_ends_from_lengths(ends, start, lengths)
    if start:
        ends = {value: c for value, c in ends.items() if not value.precedes(start.value)}
    end = _best(ends, "end")
    conflicts = [f"{edge}_date" for edge, chosen in (("start", start), ("end", end)) if _disputed(told, edge, chosen)]
    days = _days(start, end)
    if _length_disputed(lengths, days, [edge.basis for edge in (start, end) if edge]):
        conflicts.append("duration_days")
    return Edges(start, end, days, tuple(conflicts), tuple(_inferred(told, start, end, lengths)))


def _inferred(
    told: Sequence[Told], start: Candidate | None, end: Candidate | None, lengths: list[tuple[Told, Claim]]
) -> Iterator[Inferred]:
    for one, claim in lengths:
        if start and end and _yields(start, claim) == end.value:
            yield Inferred(one, claim, "end_date", f"length from {start.value}")
    for edge, other, chosen in (("start", "end_date", start), ("end", "start_date", end)):
        for one in told:
            for claim in one.claims(other):
                if chosen and claim.value == str(chosen.value) == str(_edge_of(one, edge)[0]):
                    yield Inferred(one, claim, f"{edge}_date", "day of presence")


def _days(start: Candidate | None, end: Candidate | None) -> int | None:
    first, last = start and start.value.exact(), end and end.value.exact()
    return (last - first).days + 1 if first and last else None


def _candidates(told: Sequence[Told], edge: str) -> dict[PartialDate, Candidate]:
    candidates: dict[PartialDate, Candidate] = {}
    for one in told:
        value, basis = _edge_of(one, edge)
        if value:
            candidates.setdefault(value, Candidate(value)).back(one, basis)
    return candidates


def _edge_of(told: Told, edge: str) -> tuple[PartialDate | None, DateBasis]:
    """The report's date at this edge; where it has no day there, the day of the other edge, as one of presence."""
    report = told.report
    start, end = (report.start_date, report.start_basis), (report.end_date, report.end_basis)
    (value, basis), (other, _) = (start, end) if edge == "start" else (end, start)
    if other and other.exact() and (value is None or (not value.exact() and value.fits(other))):
        return other, "bounded"
    return value, basis or "stated"


def _lengths(told: Sequence[Told]) -> list[tuple[Told, Claim]]:
    return [(one, claim) for one in told for claim in one.claims("duration_days")]


def _yields(start: Candidate, length: Claim) -> PartialDate | None:
    """The last day of a visit of that length from that arrival; None where the arrival isn't known to the day."""
    first = start.value.exact()
    if first is None or start.basis == "bounded":
        return None
    return PartialDate.from_date(first + timedelta(days=int(length.value) - 1))


def _add_ends_from_lengths(
    ends: dict[PartialDate, Candidate], start: Candidate | None, lengths: list[tuple[Told, Claim]]
) -> None:
    for told, claim in lengths:
        value = _yields(start, claim) if start else None
        if value:
            ends.setdefault(value, Candidate(value)).back(told, "derived")


def _best(candidates: dict[PartialDate, Candidate], edge: Edge) -> Candidate | None:
    if not candidates:
        return None
    outside = _presence_outside(candidates, edge)

    def rank(candidate: Candidate) -> tuple[int, ...]:
        value, voices = candidate.value, len(candidate.voices)
        only_presence = candidate.basis == "bounded" or outside[value] > (voices if candidate.as_fact else 0)
        outermost = value.first_day().toordinal() if edge == "start" else -value.last_day().toordinal()
        return (
            _PRECISION_RANK[value.precision],
            int(only_presence),
            int(not candidate.as_fact),
            outermost if only_presence else -voices,
            _BASIS_RANK[candidate.basis],
            outermost,
        )

    return min(candidates.values(), key=rank)


def _presence_outside(candidates: dict[PartialDate, Candidate], edge: Edge) -> dict[PartialDate, int]:
    """How many outlets place the leader in the country, as a fact, before each start (after each end)."""
    outside: dict[PartialDate, set[str]] = defaultdict(set)
    for candidate in candidates.values():
        for other in candidates.values():
            first, second = (other, candidate) if edge == "start" else (candidate, other)
            if other.as_fact and first.value.precedes(second.value):
                outside[candidate.value] |= other.tellers | other.witnesses
    return {value: len(outside[value] - candidates[value].voices) for value in candidates}


def _disputed(told: Sequence[Told], edge: str, chosen: Candidate | None) -> bool:
    """True if a report gives another day; a coarser date, or a day of presence within the visit, is no dispute."""
    for one in told:
        value, basis = _edge_of(one, edge)
        if value and chosen is None:  # none of the ends told lies after the chosen start
            return True
        if value is None or chosen is None or value.fits(chosen.value):
            continue
        outside = value.precedes(chosen.value) if edge == "start" else chosen.value.precedes(value)
        if outside or basis != "bounded":
            return True
    return False


def _length_disputed(lengths: list[tuple[Told, Claim]], days: int | None, bases: list[DateBasis]) -> bool:
    """True if stated lengths differ from each other or from the dates.

    Between two days of presence a visit may have been longer than the dates show, never shorter.
    """
    stated = {int(claim.value) for _, claim in lengths}
    if len(stated) > 1:
        return True
    if not stated or days is None:
        return False
    length = stated.pop()
    return length < days if "bounded" in bases else length != days

"""The first and the last day of a visit, from reports that differ.

Of the values that reports give, the best is, in this order:

1. known to the day rather than to the month or the year;
2. an arrival (a departure) rather than a day of presence. It counts as mere presence when more outlets place
   the leader in the country before that arrival (after that departure), or when it was a plan and one does;
3. told of as a fact, in an article of that day or later, rather than as a plan;
4. of plans, the one told last: plans change;
5. stated rather than computed from a length;
6. backed by more independent outlets (those that only place the leader in the country on the day of an arrival
   don't count for it);
7. the earlier start, the later end. For days of presence this comes before 5: the earliest and latest count.

A length that an article states ("a four-day visit") speaks for the end that it yields from the chosen arrival. An
article that gives only one day speaks for it as a day of presence at the other end too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from visits.consolidation.told import Told
from visits.consolidation.when import When, on_day
from visits.model.codes import DateBasis

Edge = Literal["start", "end"]
Lengths = Sequence[tuple[Told, int, int]]
"""The stated lengths: who states it, the position of the claim, the days."""
Edged = Sequence[tuple[Told, When | None, DateBasis]]
"""What each report gives for one edge of the visit."""
_PRECISION_RANK = {"day": 0, "month": 1, "year": 2}
_BASIS_RANK: dict[DateBasis, int] = {"stated": 0, "derived": 1, "bounded": 2}


@dataclass(slots=True)
class Candidate:
    """One value for an edge of the visit: the outlets that tell of an arrival (departure), and of presence, then.

    `as_fact` says that one tells of it in an article of that day or later; `last_told` is the day of the last article
    that gives the value.
    """

    value: When
    basis: DateBasis = "bounded"
    as_fact: bool = False
    last_told: date = date.min
    tellers: set[str] = field(default_factory=set)
    witnesses: set[str] = field(default_factory=set)

    @property
    def voices(self) -> set[str]:
        """The outlets that back the value as what it is."""
        return self.witnesses if self.basis == "bounded" else self.tellers

    def back(self, one: Told, basis: DateBasis) -> None:
        if _BASIS_RANK[basis] < _BASIS_RANK[self.basis]:
            self.basis = basis
        (self.witnesses if basis == "bounded" else self.tellers).add(one.voice)
        if one.published and one.published > self.last_told:
            self.last_told = one.published
        if not one.ahead and (one.published is None or one.published >= self.value.first):
            self.as_fact = True


@dataclass(frozen=True, slots=True)
class Inferred:
    """A claim (by its position in the report) that, by the rule, speaks for a date in another field than its own."""

    told: Told
    claim: int
    field: str
    value: str
    rule: str


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


def resolve(told: Sequence[Told]) -> Edges:
    """The dates of the visit that these reports tell of."""
    started = [(one, *_edge_of(one, "start")) for one in told]
    ended = [(one, *_edge_of(one, "end")) for one in told]
    start = _best(_candidates(started), "start")
    lengths = [
        (one, n, int(value)) for one in told for n, (field, value) in enumerate(one.claims) if field == "duration_days"
    ]
    ends = _candidates(ended)
    _add_ends_from_lengths(ends, start, lengths)
    if start:
        ends = {value: c for value, c in ends.items() if not value.precedes(start.value)}
    end = _best(ends, "end")
    conflicts = ["start_date"] if _disputed(started, "start", start) else []
    conflicts += ["end_date"] if _disputed(ended, "end", end) else []
    days = _days(start, end)
    if lengths and _length_disputed({n for _, _, n in lengths}, days, [best.basis for best in (start, end) if best]):
        conflicts.append("duration_days")
    return Edges(start, end, days, tuple(conflicts), tuple(_inferred(started, ended, start, end, lengths)))


def _inferred(
    started: Edged, ended: Edged, start: Candidate | None, end: Candidate | None, lengths: Lengths
) -> Iterator[Inferred]:
    for one, claim, days in lengths:
        if start and end and _yields(start, days) is end.value:
            yield Inferred(one, claim, "end_date", end.value.text, f"length from {start.value.text}")
    sides = (("start_date", "end_date", started, start), ("end_date", "start_date", ended, end))
    for name, other, edged, chosen in sides:
        for one, value, basis in edged:
            if chosen and basis == "bounded" and value is chosen.value:
                for claim, claimed in one.claimed(other):
                    if claimed == chosen.value.text:
                        yield Inferred(one, claim, name, claimed, "day of presence")


def _days(start: Candidate | None, end: Candidate | None) -> int | None:
    first, last = start and start.value.day, end and end.value.day
    return (last - first).days + 1 if first and last else None


def _candidates(edged: Edged) -> dict[When, Candidate]:
    candidates: dict[When, Candidate] = {}
    for one, value, basis in edged:
        if value:
            candidate = candidates.get(value)
            if candidate is None:
                candidate = candidates[value] = Candidate(value)
            candidate.back(one, basis)
    return candidates


def _edge_of(one: Told, edge: Edge) -> tuple[When | None, DateBasis]:
    """The report's date at this edge; where it has no day there, the day of the other edge, as one of presence."""
    start, end = (one.start, one.start_basis), (one.end, one.end_basis)
    (value, basis), (other, _) = (start, end) if edge == "start" else (end, start)
    if other and other.precision == "day":
        if value is None or (value.precision != "day" and value.fits(other)):
            return other, "bounded"
    return value, basis or "stated"


def _yields(start: Candidate, days: int) -> When | None:
    """The last day of a visit of that length from that arrival; None where the arrival isn't known to the day."""
    first = start.value.day
    if first is None or start.basis == "bounded":
        return None
    return on_day(first + timedelta(days=days - 1))


def _add_ends_from_lengths(ends: dict[When, Candidate], start: Candidate | None, lengths: Lengths) -> None:
    for one, _, days in lengths:
        value = _yields(start, days) if start else None
        if value:
            ends.setdefault(value, Candidate(value)).back(one, "derived")


def _best(candidates: dict[When, Candidate], edge: Edge) -> Candidate | None:
    if len(candidates) < 2:
        return next(iter(candidates.values()), None)
    outside = _presence_outside(candidates, edge)

    def rank(candidate: Candidate) -> tuple[int, ...]:
        value, voices = candidate.value, len(candidate.voices)
        only_presence = candidate.basis == "bounded" or outside[value] > (voices if candidate.as_fact else 0)
        outermost = value.first.toordinal() if edge == "start" else -value.last.toordinal()
        return (
            _PRECISION_RANK[value.precision],
            int(only_presence),
            int(not candidate.as_fact),
            0 if candidate.as_fact else -candidate.last_told.toordinal(),
            outermost if only_presence else 0,
            _BASIS_RANK[candidate.basis],
            -voices,
            outermost,
        )

    return min(candidates.values(), key=rank)


def _presence_outside(candidates: dict[When, Candidate], edge: Edge) -> dict[When, int]:
    """How many outlets place the leader in the country, as a fact, before each start (after each end)."""
    outside: dict[When, set[str]] = {value: set() for value in candidates}
    for other in candidates.values():
        if other.as_fact:
            for value, voices in outside.items():
                if other.value.precedes(value) if edge == "start" else value.precedes(other.value):
                    voices |= other.tellers | other.witnesses
    return {value: len(voices - candidates[value].voices) for value, voices in outside.items()}


def _disputed(edged: Edged, edge: Edge, chosen: Candidate | None) -> bool:
    """True if a report gives another day.

    A coarser date, a day of presence within the visit, or a plan that was changed or carried out is no dispute.
    """
    for one, value, basis in edged:
        if value is None or (chosen and value.fits(chosen.value)):
            continue
        if chosen is None:  # none of the ends told lies after the chosen start
            return True
        if one.ahead and (chosen.as_fact or (one.published and one.published < chosen.last_told)):
            continue
        outside = value.precedes(chosen.value) if edge == "start" else chosen.value.precedes(value)
        if outside or basis != "bounded":
            return True
    return False


def _length_disputed(stated: set[int], days: int | None, bases: list[DateBasis]) -> bool:
    """True if stated lengths differ from each other or from the dates.

    Between two days of presence a visit may have been longer than the dates show, never shorter.
    """
    if len(stated) > 1:
        return True
    if not stated or days is None:
        return False
    (length,) = stated
    return length < days if "bounded" in bases else length != days

"""Choosing one value of a field where reports give several.

A vote is one outlet's: articles of one source count once, articles without a source each for themselves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from visits.consolidation.names import by_person, fullest
from visits.model.report import Claim, Report

ValueT = TypeVar("ValueT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Told:
    """A report together with where and when its article appeared."""

    report: Report
    source: str | None
    published: date | None

    @property
    def voice(self) -> str:
        """Whose vote it is."""
        return (self.source or "").casefold().strip() or f"article {self.report.article_id}"

    @property
    def order(self) -> tuple[date, str, str]:
        """By publication, undated last; then by ids, so that any two reports have a fixed order."""
        return (self.published or date.max, self.report.article_id, self.report.report_id)

    def claims(self, field: str) -> Iterator[Claim]:
        return (claim for claim in self.report.claims if claim.field == field)


@dataclass(frozen=True, slots=True)
class Poll(Generic[ValueT]):
    """The values of one field, each with the voices for it; `first_told` ranks them by first appearance."""

    voices: dict[ValueT, set[str]]
    first_told: dict[ValueT, int]

    @classmethod
    def of(cls, answers: Iterable[tuple[Told, ValueT | None]]) -> Poll[ValueT]:
        """Count the answers, given in the order of `Told.order`; None is no answer."""
        voices: dict[ValueT, set[str]] = defaultdict(set)
        first_told: dict[ValueT, int] = {}
        for told, value in answers:
            if value is not None:
                voices[value].add(told.voice)
                first_told.setdefault(value, len(first_told))
        return cls(dict(voices), first_told)

    def winner(self) -> ValueT | None:
        """The value of most voices; of equals the one told first."""
        if not self.voices:
            return None
        return min(self.voices, key=lambda value: (-len(self.voices[value]), self.first_told[value]))

    def in_dispute(self) -> bool:
        """True if there are two different answers."""
        return len(self.voices) > 1


def majority(told: Sequence[Told], field: str) -> Poll[Any]:
    """The poll on a field of the reports."""
    return Poll.of((t, getattr(t.report, field)) for t in told)


@dataclass(frozen=True, slots=True)
class Person:
    """One person under all the names that reports use; `name` is the fullest of them."""

    name: str
    forms: frozenset[str]
    voices: int


def people(named: Iterable[tuple[Told, str]]) -> list[Person]:
    """The persons behind the names, in the order of first mention."""
    voices: dict[str, set[str]] = defaultdict(set)
    first_told: dict[str, int] = {}
    for told, name in named:
        voices[name].add(told.voice)
        first_told.setdefault(name, len(first_told))
    groups = sorted(by_person(voices), key=lambda group: min(first_told[form] for form in group))
    return [
        Person(
            name=fullest({form: len(voices[form]) for form in group}),
            forms=frozenset(group),
            voices=len(set().union(*(voices[form] for form in group))),
        )
        for group in groups
    ]


def most_common(values: Iterable[str | None]) -> str | None:
    """The value given most often; of equals the first in the alphabet."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None

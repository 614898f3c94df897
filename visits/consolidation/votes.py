"""Choosing one value of a field where reports give several.

A vote is one voice's: articles of one source count once, articles without a source each for themselves, copies of one
text once in whatever outlets they stand (see `voices`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from visits.consolidation.names import by_person, fullest
from visits.consolidation.told import Told

ValueT = TypeVar("ValueT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Poll(Generic[ValueT]):
    """The values of one field, in the order of first appearance, each with the voices for it."""

    voices: dict[ValueT, set[str]]

    @classmethod
    def of(cls, answers: Iterable[tuple[Told, ValueT | None]]) -> Poll[ValueT]:
        """Count the answers, given in the order of `Told.order`; None is no answer."""
        voices: dict[ValueT, set[str]] = {}
        for told, value in answers:
            if value is not None:
                voices.setdefault(value, set()).add(told.voice)
        return cls(voices)

    def winner(self) -> ValueT | None:
        """The value of most voices; of equals the one told first."""
        if len(self.voices) < 2:
            return next(iter(self.voices), None)
        return max(self.voices, key=lambda value: len(self.voices[value]))  # max keeps the first of equals

    def in_dispute(self) -> bool:
        """True if there are two different answers."""
        return len(self.voices) > 1


def majority(told: Sequence[Told], field: str) -> Poll[Any]:
    """The poll on a field of the reports; where all agree, nobody's voice is counted."""
    answers = [*map(attrgetter(field), told)]
    different = {answer for answer in answers if answer is not None}
    if len(different) < 2:
        return Poll({answer: set() for answer in different})
    return Poll.of(zip(told, answers, strict=True))


@dataclass(frozen=True, slots=True)
class Person:
    """One person under all the names that reports use; `name` is the fullest of them."""

    name: str
    forms: frozenset[str]
    voices: int


def people(named: Iterable[tuple[Told, str]]) -> list[Person]:
    """The persons behind the names, in the order of first mention."""
    voices: dict[str, set[str]] = defaultdict(set)
    for told, name in named:
        voices[name].add(told.voice)
    if not voices:
        return []
    if len(voices) == 1:
        return [Person(name, frozenset([name]), len(heard)) for name, heard in voices.items()]
    first_told = {name: position for position, name in enumerate(voices)}
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
    given = [value for value in values if value]
    if len(set(given)) < 2:
        return given[0] if given else None
    counts = Counter(given)
    return min(counts, key=lambda value: (-counts[value], value))

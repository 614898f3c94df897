"""Krippendorff's alpha: how far coders agree beyond what chance would give them.

    alpha = 1 - D_o / D_e

D_o is the mean distance between two values that coders gave the same unit, D_e that between any two values of the
whole table. A coder may have left units out; a unit with one value alone counts for nothing. 1 is full agreement, 0
what chance gives, below 0 is worse. Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from typing import TypeVar

Value = TypeVar("Value", bound=Hashable)
Distance = Callable[[Value, Value], float]


def alpha(units: Sequence[Sequence[Value]], distance: Distance[Value]) -> float | None:
    """Alpha of units, each with the values that coders gave it; None where no two values could have differed."""
    paired = [Counter(unit) for unit in units if len(unit) > 1]
    everything = sum(paired, Counter[Value]())
    n = everything.total()
    expected = _distances(everything, distance) / (n - 1) if n > 1 else 0.0
    if not expected:
        return None
    observed = sum(_distances(unit, distance) / (unit.total() - 1) for unit in paired)
    return 1 - observed / expected


def nominal(one: Hashable, other: Hashable) -> float:
    """0 for equal values, else 1."""
    return float(one != other)


def interval(one: float, other: float) -> float:
    """The square of the difference."""
    return float(one - other) ** 2


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """1 - J * M for sets: J is what they share of all they hold, M is 1 for equal sets, 2/3 where one holds the other,
    1/3 where they overlap and 0 where they don't. Two empty sets are equal. Rebecca Passonneau (2006)."""
    if one == other:
        return 0.0
    shared = len(one & other)
    monotony = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - shared / len(one | other) * monotony


def _distances(values: Counter[Value], distance: Distance[Value]) -> float:
    """The sum over all ordered pairs of values; those of equal values are 0."""
    return 2 * sum(n * m * distance(one, other) for (one, n), (other, m) in combinations(values.items(), 2))

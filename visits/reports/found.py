"""What a reader of details found: a value and the words that say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the span that says it and the rule that read it."""

    value: object
    start: int
    end: int
    rule: str

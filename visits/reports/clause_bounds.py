"""Where the clause that a word stands in begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.tokens import Token

_SUBORDINATORS = frozenset(
    "after before while when where which whose as since because although though if until unless whether than".split()
)


def clause_end(tokens: Sequence[Token], start: int, limit: int = 28) -> int:
    """The index where the clause that `start` stands in ends: before a semicolon, a subordinator with its own
    verb, a relative pronoun, or a quotation."""
    for j in range(start, min(len(tokens), start + limit)):
        low = tokens[j].low
        if low in {";", ":", "who", "which", "whose", "where", "that", "”", "“", '"'}:
            return j
        if low in _SUBORDINATORS and j > start and low not in {"as", "than", "since", "until"}:
            return j
        if low == "since" and _opens_a_clause(tokens, j):
            return j
        if low in {"but", "said", "says"} and j > start:
            return j
    return min(len(tokens), start + limit)


def _opens_a_clause(tokens: Sequence[Token], j: int) -> bool:
    """True for "since he took office in June" and "since assuming power in 2011", not for "since March"."""
    behind = tokens[j + 1 : j + 4]
    return any(t.kind == "P" or t.low in {"he", "she", "it", "they"} or t.low.endswith("ing") for t in behind)


def clause_start(tokens: Sequence[Token], end: int, limit: int = 28) -> int:
    """The index where the clause that ends before `end` begins."""
    for j in range(end - 1, max(end - limit, -1), -1):
        if tokens[j].low in {";", ":", "who", "which", "where", "that", "but", "”", "“", '"'} or (
            tokens[j].low in _SUBORDINATORS and tokens[j].low not in {"as", "since", "than"}
        ):
            return j + 1
    return max(end - limit, 0)

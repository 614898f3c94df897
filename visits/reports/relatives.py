"""Of whom a relative clause speaks: Juncker in "Juncker, head of the group of ministers, who flew to Athens"."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.tokens import Token
from visits.reports.bystanders import attributive, owned

_MARKS = frozenset({",", "-", "–", "—", "("})
_PRONOUNS = frozenset({"he", "she", "they", "who", "i"})
_LONGEST = 12
"""Words of an apposition between a name and the relative clause behind it."""


def antecedent(tokens: Sequence[Token], who: int) -> int | None:
    """The token of the person for whom a relative pronoun at token `who` stands.

    That is who stands right before it, or whom an apposition between commas describes: "workers who went to China" and
    "told the crowd, who" speak of nobody we read.
    """
    k = who - 1
    while k >= 0 and tokens[k].low in _MARKS:
        k -= 1
    if k >= 0 and tokens[k].kind == "P":
        return k
    if k == who - 1 or k < 0 or (tokens[k].capital and tokens[k].kind == "w"):
        return None  # "Putin said that Snowden, who"
    for j in range(k, max(k - _LONGEST, -1), -1):
        if tokens[j].kind == "P":
            return None if attributive(tokens, j) or owned(tokens, j) or not _described(tokens, j) else j
        if tokens[j].low in _PRONOUNS or tokens[j].low in {";", "."}:
            return None
    return None


def _described(tokens: Sequence[Token], j: int) -> bool:
    """True for a name with an apposition, or a country, behind it: "Merkel, the chancellor", "Xi of China"."""
    return tokens[j + 1].low in _MARKS or (tokens[j + 1].low == "of" and tokens[j + 2].kind in "LG")

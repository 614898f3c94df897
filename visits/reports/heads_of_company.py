"""Whose company a subject is: "Trudeau, his wife and their children arrived", "Obama along with Sasha landed"."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.names_unknown import NAME_STOPS
from visits.mentions.tokens import Token

KIN = frozenset({"wife", "husband", "daughter", "son", "sister", "brother", "spouse"})
_WITH = (("along", "with"), ("together", "with"), ("accompanied", "by"), ("joined", "by"), ("flanked", "by"))
_LONGEST_FAMILY = 14
_LONGEST_COMPANY = 24
_PEERS = frozenset("leaders heads counterparts presidents premiers aides advisers advisors officials others".split())
_LONGEST_PEERS = 12
_ENDING = frozenset("that which when while said says ; : . met meets".split())


def head_of_family(tokens: Sequence[Token], k: int) -> int | None:
    """The token of the one whose family, peers or people the words up to token `k` list."""
    if tokens[k].low in _PEERS or (tokens[k].low in {"state", "government"} and tokens[k - 1].low == "of"):
        return _beside_peers(tokens, k)
    for j in range(k, max(k - _LONGEST_FAMILY, 1), -1):
        bare = tokens[j].low in KIN and tokens[j - 1].low == "and"  # "Abe and wife Akie landed"
        owned_kin = tokens[j].low in {"his", "her"} and tokens[j - 1].low in {",", "and"}
        if (bare or owned_kin) and tokens[j - 2].kind == "P":
            return j - 2
    return None


def _beside_peers(tokens: Sequence[Token], k: int) -> int | None:
    """The token of the Obama of "Obama and other world leaders", whose last word is token `k`."""
    for j in range(k - 1, max(k - _LONGEST_PEERS, 0), -1):
        if tokens[j].low == "and":
            head = j - 2 if tokens[j - 1].low == "," else j - 1
            return head if head >= 0 and tokens[head].kind == "P" else None
        if tokens[j].kind in "PD" or tokens[j].low in _ENDING:
            return None
    return None


def _told_beside(tokens: Sequence[Token], j: int, k: int) -> bool:
    """True for the "and" at token `j` of "Nyusi and the first lady Isaura Ferrao", whose second name is token `k`."""
    return (
        tokens[j].low == "and"
        and k - j > 1
        and tokens[j - 1].kind == "P"
        and all(t.kind == "w" and t.low not in NAME_STOPS - {"the", "of"} for t in tokens[j + 1 : k])
    )


def head_of_company(tokens: Sequence[Token], k: int) -> int | None:
    """The token of the one along with whom the people listed up to token `k` come."""
    for j in range(k - 1, max(k - _LONGEST_COMPANY, 0), -1):
        if tokens[j].low in _ENDING:
            return None
        if _told_beside(tokens, j, k):
            return j - 1
        if (tokens[j].low, tokens[j + 1].low) in _WITH:
            head = j - 2 if tokens[j - 1].low == "," else j - 1
            while (
                head >= 2 and tokens[head].kind == "P" and tokens[head - 1].low == "," and tokens[head - 2].kind == "P"
            ):
                head -= 2
            return head if head >= 0 and tokens[head].low in {"P", "he", "she"} else None
    return None

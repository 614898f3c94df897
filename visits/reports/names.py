"""Names as the dataset gives and compares them."""

from __future__ import annotations

_RANKS = frozenset({"pope", "king", "queen", "emperor", "sultan", "emir"})


def bare_name(name: str) -> str:
    """The name without the title that some are always written with ("Pope Francis", "King Salman")."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in _RANKS else name


def same_name(a: str, b: str) -> bool:
    """True if one name's words are all words of the other's."""
    x, y = set(a.casefold().replace("-", " ").split()), set(b.casefold().replace("-", " ").split())
    return x <= y or y <= x

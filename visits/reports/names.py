"""Names as the dataset gives and compares them."""

from __future__ import annotations

import re

_NUMBER = re.compile("[IVX]+")
_RANKS = frozenset({"pope", "king", "queen", "emperor", "sultan", "emir"})


def bare_name(name: str) -> str:
    """The name without the title that some are always written with ("Pope Francis", "King Salman"), and without the
    capitals of a heading ("GORDON BROWN")."""
    first, _, rest = name.partition(" ")
    bare = rest if rest and first.lower() in _RANKS else name
    return " ".join(map(_lowered, bare.split())) if bare.isupper() and " " in bare else bare


def _lowered(word: str) -> str:
    """A word of a name as it is written in running text; a king's number stays."""
    return word if _NUMBER.fullmatch(word) else word.title()


def same_name(a: str, b: str) -> bool:
    """True if one name's words are all words of the other's."""
    x, y = set(a.casefold().replace("-", " ").split()), set(b.casefold().replace("-", " ").split())
    return x <= y or y <= x

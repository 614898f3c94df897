"""Whether two spellings name one person, and which spelling is the fullest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
ALIKE = 80
"""From this similarity (0 to 100) on, two long last names are spellings of one: Yanukovich, Yanukovych."""


@lru_cache(maxsize=200_000)
def fold(name: str) -> tuple[str, ...]:
    """The name's words in lower case ASCII; hyphens part words, apostrophes don't."""
    plain = anyascii(name.translate(_APOSTROPHES)).casefold()
    return tuple("".join(c if c.isalnum() else " " for c in plain).split())


@lru_cache(maxsize=200_000)
def same_person(one: str, other: str) -> bool:
    """True if the two can be one person's name.

    They can when they are equal but for spacing, accents and hyphens; when the words of the one are all among
    those of the other; or when the first letters agree and the last names are spellings of one name.
    """
    a, b = fold(one), fold(other)
    if not a or not b:
        return False
    if "".join(a) == "".join(b) or set(a) <= set(b) or set(b) <= set(a):
        return True
    long_enough = min(len(a[-1]), len(b[-1])) > 3 and len(a) > 1 and len(b) > 1
    return long_enough and a[0][0] == b[0][0] and fuzz.ratio(a[-1], b[-1]) >= ALIKE


def fullest(forms: Mapping[str, int]) -> str:
    """The form with most words; among those the most used, then the longest, then the first in the alphabet."""
    return min(forms, key=lambda form: (-len(fold(form)), -forms[form], -len(form), form))


def by_person(names: Iterable[str]) -> list[list[str]]:
    """The distinct names in groups, one for each person, independent of the order given.

    Fuller names come first and gather the shorter ones; a short name that fits two people stays alone, since
    nothing tells whose it is.
    """
    people: list[list[str]] = []
    for name in sorted(set(names), key=lambda n: (-len(fold(n)), -len(n), n)):
        fitting = [group for group in people if same_person(group[0], name)]
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            people.append([name])
    return people


def person_key(country: str | None, name: str) -> str:
    """A stable key for a leader whom the registry does not know: the country and the name's letters."""
    return f"{(country or 'unknown').lower()}:{''.join(fold(name))}"

"""Words and phrases searched in a whole text at once, before any of it is cut into tokens."""

from __future__ import annotations

import string as characters
from collections.abc import Iterable
from functools import cached_property
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

_KEPT = (characters.ascii_letters + characters.digits).encode()
_TABLE = bytes(byte if byte in _KEPT else ord(" ") for byte in range(256))
_LINES = bytes(byte if byte == ord("\n") else _TABLE[byte] for byte in range(256))


class WordSearch:
    """Finds words and phrases where they stand alone, whatever their case; built once."""

    def __init__(self, forms: Iterable[str]):
        self.forms = sorted({form.lower() for form in forms})

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self.forms)

    def find(self, low: str) -> list[tuple[int, int]]:
        """The spans of the forms in a text that `plain` has made, by their starts; they may overlap."""
        return sorted(
            (start, end)
            for _, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True)
            if not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum())
        )


class WordLists:
    """Several lists of words, found in one pass over a text; built once."""

    def __init__(self, lists: Iterable[WordSearch]):
        self._lists = tuple(lists)
        owners: dict[bytes, list[WordSearch]] = {}
        for words in self._lists:
            for form in words.forms:
                sharing = owners.setdefault(coded_form(form), [])
                if words not in sharing:
                    sharing.append(words)
        self._owners = list(owners.values())
        self._automaton = BytesAhoCorasick(list(owners))

    def find(self, string: str) -> dict[WordSearch, list[int]]:
        """Where the words of each list start that stand alone in a text, whatever their case, in order."""
        found: dict[WordSearch, list[int]] = {words: [] for words in self._lists}
        for form, start, _ in self._automaton.find_matches_as_indexes(coded(string).lower(), overlapping=True):
            for words in self._owners[form]:
                found[words].append(start)
        return found


Match: TypeAlias = tuple[int, int, int]
"""A form that was found: the number of its code, its first character, and the second one behind its last letter or
figure, since the spaces around a code are counted and the first stands before the text's own beginning."""


class FormSearch:
    """Finds forms where they stand alone in a text, by the letters and figures in them; built once.

    `codes` are the forms' codes in order; `leading` has a 1 for each that one of the leading forms has, else a 0.
    """

    def __init__(self, leading: Iterable[str], others: Iterable[str] = ()):
        first = coded_forms(leading)
        self.codes = sorted(first | coded_forms(others))
        self.leading = bytes(code in first for code in self.codes)
        self._automaton = BytesAhoCorasick(self.codes)

    def find(self, string: str) -> list[Match]:
        """All forms in a text, by their ends."""
        found: list[Match] = self._automaton.find_matches_as_indexes(coded(string), overlapping=True)
        return found


def coded(string: str) -> bytes:
    """The text as an automaton sees it: letters, figures and spaces, one byte for each character, between two spaces.

    A form that stands alone is then found together with the spaces around it, and no match within a word is.
    """
    return b" " + string.encode("ascii", "replace").translate(_TABLE) + b" "


def coded_form(form: str) -> bytes:
    """A form as it stands in a coded text."""
    code = form.encode("ascii", "replace").translate(_TABLE)
    return b" " + (code if code.endswith(b" ") else code + b" ")


def coded_forms(forms: Iterable[str]) -> set[bytes]:
    """The codes of many forms, each of one line, in a fifth of the time that they take one by one."""
    codes = "\n".join(forms).encode("ascii", "replace").translate(_LINES).split(b"\n")
    return {b" " + (code if code.endswith(b" ") else code + b" ") for code in codes if code}


def plain(string: str) -> str:
    """The string in lower case, with plain apostrophes and spaces, of the same length."""
    low = string.lower()
    if len(low) != len(string):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in string)
    return low.replace("’", "'").replace("\n", " ").replace("\u00a0", " ")

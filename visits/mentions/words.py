"""Words and phrases searched in a whole text at once, before any of it is cut into tokens."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from ahocorasick_rs import AhoCorasick


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
        owners: dict[str, list[WordSearch]] = {}
        for words in self._lists:
            for form in words.forms:
                owners.setdefault(form, []).append(words)
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(list(owners))

    def find(self, low: str) -> dict[WordSearch, list[int]]:
        """Where the words of each list start that stand alone in a text that `plain` has made, in order."""
        found: dict[WordSearch, list[int]] = {words: [] for words in self._lists}
        for form, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            if not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum()):
                for words in self._owners[form]:
                    found[words].append(start)
        return found


def plain(string: str) -> str:
    """The string in lower case, with plain apostrophes and spaces, of the same length."""
    low = string.lower()
    if len(low) != len(string):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in string)
    return low.replace("’", "'").replace("\n", " ").replace("\u00a0", " ")

"""Words and phrases searched in a whole text at once, before any of it is cut into tokens."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick


class WordSearch:
    """Finds words and phrases where they stand alone, whatever their case; built once."""

    def __init__(self, forms: Iterable[str]):
        self._automaton = AhoCorasick(sorted({form.lower() for form in forms}))

    def find(self, low: str) -> list[tuple[int, int]]:
        """The spans of the forms in a text that `plain` has made, by their starts; they may overlap."""
        return sorted(
            (start, end)
            for _, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True)
            if not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum())
        )


def plain(string: str) -> str:
    """The string in lower case, with plain apostrophes and spaces, of the same length."""
    low = string.lower()
    if len(low) != len(string):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in string)
    return low.replace("’", "'").replace("\n", " ").replace("\u00a0", " ")

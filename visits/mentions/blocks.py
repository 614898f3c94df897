"""The tokens of a text, laid out block by block where they are asked for.

A block is a run of sentences that ends with a closing mark: no phrase reaches over it. Sentences that a bare line
break parts stay together, as do those that an abbreviation may have parted wrongly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from visits.mentions.names import Span
from visits.mentions.tokens import Token, chunk, token_index, tokenize

_ABBREVIATED = ("Gen.", "Sen.", "Rep.", "Gov.", "Col.", "Maj.", "Adm.", "rof.", "Rev.", "apt.", "Sgt.", "Amb.", "Mrs.")


class Blocks:
    """The tokens of a string, its names folded; each block is cut into tokens once, when something in it is read."""

    def __init__(self, string: str, sentences: Sequence[tuple[int, int]], names: Sequence[Span]):
        self._string = string
        self._names = names
        self._name_starts = [span[0] for span in names]
        self._spans = _closed(string, sentences)
        self._starts = [start for start, _ in self._spans]
        self._tokens: dict[int, list[Token]] = {}

    def around(self, offsets: Iterable[int]) -> list[Token]:
        """The tokens of the blocks in which the offsets lie, each behind the mark that closes the block before it."""
        tokens: list[Token] = []
        reached = -1
        for number in sorted({max(bisect_right(self._starts, offset) - 1, 0) for offset in offsets}):
            if number and number - 1 != reached:
                mark = self._spans[number - 1][1]
                last = self._string[mark - 1]
                tokens.append(Token("p", last.lower(), last, mark - 1, mark))
            tokens += self._of(number)
            reached = number
        return tokens

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in `string[start:end]`."""
        tokens: list[Token] = []
        number = max(bisect_right(self._starts, start) - 1, 0)
        while number < len(self._starts) and self._starts[number] < end:
            block = self._of(number)
            tokens += block[token_index(block, start) : token_index(block, end)]
            number += 1
        return tokens

    def _of(self, number: int) -> list[Token]:
        """The tokens of a block."""
        tokens = self._tokens.get(number)
        if tokens is None:
            start, end = self._spans[number]
            names = self._names[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]
            tokens = self._tokens[number] = chunk(self._string, tokenize(self._string, start, end), names)
        return tokens


def _closed(string: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    open_at: int | None = None
    for start, end in sentences:
        open_at = start if open_at is None else open_at
        if _closes(string[max(end - 5, start) : end]):
            blocks.append((open_at, end))
            open_at = None
    if open_at is not None:
        blocks.append((open_at, sentences[-1][1]))
    return blocks


def _closes(tail: str) -> bool:
    if tail[-1] == ".":
        word = len(tail) > 3 and tail[-4:-1].isalpha() and not tail.endswith(_ABBREVIATED)
        return word or tail[-2:-1].isdigit()
    return tail[-1] in '!?…"”»)]:;,'

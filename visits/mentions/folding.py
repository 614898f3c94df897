"""The tokens of single sentences, with their mentions folded in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from visits.mentions.blocks import Blocks
from visits.mentions.names import Span
from visits.mentions.tokens import Token, chunk


class Folding:
    """Folds mentions into the tokens of a text; a name that no mention claims is one word."""

    def __init__(self, string: str, blocks: Blocks, mentions: Sequence[Span]):
        self._string = string
        self._blocks = blocks
        self._mentions = mentions
        self._starts = [span[0] for span in mentions]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in `string[start:end]`; a mention that reaches further is whole all the same."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if first:  # a mention that began in the part before takes its words along
            start = max(start, self._mentions[first - 1][1])
        stop = max(end, self._mentions[last - 1][1]) if last > first else end
        tokens = _as_words(self._blocks.between(start, stop))
        return chunk(self._string, tokens, self._mentions[first:last]) if last > first else tokens


def _as_words(tokens: list[Token]) -> list[Token]:
    """Name chunks become words again unless a person or place claims them."""
    for token in tokens:
        if token.kind in "FSLG":
            token.kind, token.low = "w", token.raw.lower()
    return tokens

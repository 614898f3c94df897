"""The tokens of single sentences, with their mentions folded in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain
from operator import itemgetter

from visits.mentions.article_dates import ArticleDates
from visits.mentions.blocks import Blocks
from visits.mentions.found_once import found_once
from visits.mentions.names import Span
from visits.mentions.tokens import Token, chunk
from visits.model.mention import PersonMention

_BOUNDS = itemgetter(0, 1)


class Folding:
    """Folds mentions into the tokens of a text: people first, then dates, then places; what overlaps one taken is
    left out. A name that no mention claims is one word."""

    def __init__(
        self, string: str, blocks: Blocks, people: Sequence[PersonMention], names: Sequence[Span], dates: ArticleDates
    ):
        self._string = string
        self._blocks = blocks
        self._people: list[Span] = [(m.start, m.end, "P", m) for m in people]
        self._places = [name for name in names if name[2] in "LG"]
        self._dates = dates

    def within(self, start: int, end: int) -> tuple[int, Sequence[Span]]:
        """Where the words of `string[start:end]` begin, since a mention that began before takes its words along, and
        the mentions that begin there; of a date its number stands in for it."""
        mentions, starts = self._dated if self._dates.possible(start, end) else self._undated
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return max(start, mentions[first - 1][1]) if first else start, mentions[first:last]

    def tokens(self, start: int, end: int, mentions: Sequence[Span]) -> list[Token]:
        """The tokens that begin in `string[start:end]`, with the mentions that begin there; the last of them is whole
        where it reaches further."""
        mentions = [(a, b, k, self._dates[m] if k == "D" else m) for a, b, k, m in mentions]
        if not mentions:
            return _as_words(self._blocks.between(start, end))
        tokens = _as_words(self._blocks.between(start, max(end, mentions[-1][1])))
        return chunk(self._string, tokens, mentions)

    @found_once
    def _undated(self) -> tuple[list[Span], list[int]]:
        """The mentions without the dates, and where they start: enough for the sentences that hold no date."""
        return _sorted(self._people, _free(self._places, self._people))

    @found_once
    def _dated(self) -> tuple[list[Span], list[int]]:
        dates = _free([(start, end, "D", number) for start, end, number in self._dates.spans], self._people)
        return _sorted(self._people, dates, _free(self._places, [*self._people, *dates]))


def _sorted(*spans: Sequence[Span]) -> tuple[list[Span], list[int]]:
    """All the spans in the order of the text, and where they start."""
    ordered = sorted(chain.from_iterable(spans), key=_BOUNDS)
    return ordered, [span[0] for span in ordered]


def _free(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The spans that overlap none of the others."""
    taken = sorted(map(_BOUNDS, others))
    out, k = [], 0
    for span in sorted(spans, key=_BOUNDS):
        while k < len(taken) and taken[k][1] <= span[0]:
            k += 1
        if k == len(taken) or taken[k][0] >= span[1]:
            out.append(span)
    return out


def _as_words(tokens: list[Token]) -> list[Token]:
    """Name chunks become words again unless a person or place claims them."""
    for token in tokens:
        if token.kind in "FSLG":
            token.kind, token.low = "w", token.raw.lower()
    return tokens

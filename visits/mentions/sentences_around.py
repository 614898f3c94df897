"""The sentence at an offset of a text, found without cutting up all of it."""

from __future__ import annotations

from bisect import bisect_right, insort

from visits.mentions.sentences import LONGEST_SENTENCE, SHORT_LINE, TERMINAL, ends_sentence, split_sentences

_CLOSERS = '.!?:"”’)'
_LONGEST_MARK = 12
"""Characters of which a closing mark with its quotes and brackets hardly has more."""
_STEP = 400
"""Characters by which the search for a sentence's beginning goes back."""


class SentencesAround:
    """Finds the sentences of an article laid out as title, blank line and text, each as `Reading` has it.

    In a line the ends of sentences are told by what stands beside them. Only where a line break may lie within a
    sentence is the paragraph cut up as a whole.
    """

    def __init__(self, string: str, text_start: int):
        self._string = string
        self._text_start = text_start
        self._last = len(string.rstrip())
        self._found: list[tuple[int, int]] = []
        self._cut: dict[int, tuple[list[int], list[tuple[int, int]]]] = {}

    def at(self, offset: int) -> tuple[int, int]:
        """The sentence at an offset."""
        if offset < self._text_start:
            return 0, self._text_start - 2
        k = bisect_right(self._found, (offset, len(self._string)))
        if k and offset < self._found[k - 1][1]:
            return self._found[k - 1]
        span = self._find(offset)
        if k == 0 or self._found[k - 1] != span:
            insort(self._found, span)
        return span

    def _find(self, offset: int) -> tuple[int, int]:
        begin = max(self._string.rfind("\n", self._text_start, offset) + 1, self._text_start)
        end = self._string.find("\n", offset)
        end = end if end >= 0 else len(self._string)
        if (begin == self._text_start or self._parts(begin - 1)) and (end == len(self._string) or self._parts(end)):
            first = self._beginning(begin, offset)
            span = first, self._ending(first, offset, end)
            if span[1] - span[0] <= LONGEST_SENTENCE:
                return span
        return self._of_paragraph(offset)

    def _beginning(self, first: int, offset: int) -> int:
        """Where the sentence at an offset begins, in a line that begins at `first`; so far back that it is too long
        where it begins further back than any sentence."""
        string, reached = self._string, offset
        while reached > first:
            if offset - reached > LONGEST_SENTENCE:
                return reached
            space = string.rfind(" ", first, max(reached - _STEP, first))
            back = max(space, first)
            ends = [m for m in TERMINAL.finditer(string, back, offset + 1) if back < m.end() <= reached]
            for match in reversed(ends):
                if match.end() <= offset and ends_sentence(string, match, first, self._last):
                    return offset - len(string[match.end() : offset].lstrip())
            reached = back
        return offset - len(string[first:offset].lstrip())

    def _ending(self, first: int, offset: int, last: int) -> int:
        """Where the sentence that begins at `first` ends behind an offset, in a line that ends at `last`; looked for
        no further than a sentence can reach."""
        reach = offset + LONGEST_SENTENCE + _STEP
        for match in TERMINAL.finditer(self._string, max(first, offset - _LONGEST_MARK), reach):
            if match.end() > last:
                break
            if match.end() > offset and ends_sentence(self._string, match, first, self._last):
                return match.end()
        return offset + len(self._string[offset:last].rstrip())

    def _of_paragraph(self, offset: int) -> tuple[int, int]:
        """The sentence at an offset, from a paragraph that is cut up once."""
        begin, end = self._paragraph(offset)
        cut = self._cut.get(begin)
        if cut is None:
            spans = [(a + begin, b + begin) for a, b in split_sentences(self._string[begin:end])]
            cut = self._cut[begin] = ([a for a, _ in spans], spans)
        starts, spans = cut
        return spans[max(bisect_right(starts, offset) - 1, 0)] if spans else (begin, end)

    def _paragraph(self, offset: int) -> tuple[int, int]:
        """The lines around an offset, as far as to line breaks that end a sentence whatever stands before them."""
        begin = self._string.rfind("\n", self._text_start, offset)
        while begin >= 0 and not self._parts(begin):
            begin = self._string.rfind("\n", self._text_start, begin)
        end = self._string.find("\n", offset)
        while end >= 0 and not self._parts(end):
            end = self._string.find("\n", end + 1)
        return max(begin + 1, self._text_start), end if end >= 0 else len(self._string)

    def _parts(self, newline: int) -> bool:
        """True for a line break behind a closed sentence, a heading or an empty line."""
        line = self._string[max(self._text_start, newline - 120) : newline].rstrip(" \t")
        if not line or line[-1] in _CLOSERS or line[-1] == "\n":
            return True
        heading = len(line) - line.rfind("\n") - 1 < SHORT_LINE
        return heading and not self._string[newline + 1 : newline + 2].islower()

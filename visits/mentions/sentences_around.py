"""The sentence at an offset of a text, found without cutting up all of it."""

from __future__ import annotations

from bisect import bisect_right

from visits.mentions.sentences import split_sentences

_CLOSERS = '.!?:"”’)'


class SentencesAround:
    """Finds the sentences of an article laid out as title, blank line and text, each paragraph cut when asked for."""

    def __init__(self, string: str, text_start: int):
        self._string = string
        self._text_start = text_start
        self._cut: dict[int, tuple[list[int], list[tuple[int, int]]]] = {}

    def at(self, offset: int) -> tuple[int, int]:
        """The sentence at an offset, as `Reading` has it."""
        if offset < self._text_start:
            return 0, self._text_start - 2
        begin, end = self._paragraph(offset)
        cut = self._cut.get(begin)
        if cut is None:
            spans = [(a + begin, b + begin) for a, b in split_sentences(self._string[begin:end])]
            cut = self._cut[begin] = ([a for a, _ in spans], spans)
        starts, spans = cut
        if not spans:
            return begin, end
        return spans[max(bisect_right(starts, offset) - 1, 0)]

    def _paragraph(self, offset: int) -> tuple[int, int]:
        """The lines around an offset, as far as to line breaks that end a sentence whatever stands before them."""
        string = self._string
        begin = offset
        while True:
            begin = string.rfind("\n", self._text_start, begin)
            if begin < 0:
                begin = self._text_start
                break
            if self._parts(begin):
                begin += 1
                break
        end = offset
        while True:
            end = string.find("\n", end)
            if end < 0:
                return begin, len(string)
            if self._parts(end):
                return begin, end
            end += 1

    def _parts(self, newline: int) -> bool:
        line = self._string[max(self._text_start, newline - 120) : newline].rstrip(" \t")
        return not line or line[-1] in _CLOSERS or line[-1] == "\n"

"""Tokens: words and marks with their offsets, and chunks of them that stand for a mention."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

_TOKEN = re.compile(
    r"""(\s*)(
        [A-Za-z]++(?!['’.\w])                # the plain word, which most tokens are
      | [^\w\s'’]                          # the plain mark
      | (?:[A-Za-z]\.){2,}
      | (?i:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Maj|Adm|Prof|Rev|Jr|Sr|Capt|Sgt|Amb))\.
      | [A-Z]\.(?=[ \u00a0][A-Z])
      | [A-Za-z]++(?!['’\w])                 # the last word of a sentence
      | ['’](?:s|ll|ve|re|d|m)\b
      | n['’]t\b
      | (?:(?!n['’]t\b)[^\W_])+(?:['’](?!(?:s|ll|ve|re|d|m)\b|\W)[^\W_]+)?
      | \S
    )""",
    re.VERBOSE,
)
"""White space and the word or mark behind it: matches join without a gap, so that lengths alone tell the offsets."""


@dataclass(slots=True)
class Token:
    """A word, a mark, or a chunk. `kind` is w (word), p (mark), P (person), L (place), G (demonym), D (date).

    `low` is the lower-case word, for a chunk its kind; `mention` is the mention a chunk stands for.
    """

    kind: str
    low: str
    raw: str
    start: int
    end: int
    mention: Any = None

    @property
    def capital(self) -> bool:
        return self.raw[:1].isupper()


_START = attrgetter("start")


def tokenize(string: str, start: int = 0, end: int = sys.maxsize) -> list[Token]:
    """The words and marks of `string[start:end]`. Hyphens are marks of their own; a possessive 's is a token."""
    tokens = []
    stop = start
    known = _KNOWN
    blank = object.__new__  # filled in here: calling __init__ for every word of a text takes a fifth longer
    for space, raw in _TOKEN.findall(string, start, end):
        token = blank(Token)
        token.start = begin = stop + len(space)
        token.end = stop = begin + len(raw)
        token.kind, token.low = known[raw]
        token.raw, token.mention = raw, None
        tokens.append(token)
    return tokens


class _Known(dict[str, tuple[str, str]]):
    """The kind and the lower case of each word or mark seen: the same few thousand make up most texts.

    Looked up for every word, a dictionary is faster than a cached function; it begins anew before it grows large.
    """

    def __missing__(self, raw: str) -> tuple[str, str]:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        word = len(raw) > 1 or raw.isalnum()
        self[raw] = found = ("w" if word else "p"), raw.lower().replace("’", "'")
        return found


_MOST_KNOWN = 1 << 15
_KNOWN = _Known()


def chunk(string: str, tokens: Sequence[Token], spans: Sequence[tuple[int, int, str, Any]]) -> list[Token]:
    """The tokens of `string` with those under each span (start, end, kind, mention) folded into one chunk.

    Spans must be sorted and free of overlap; a token that only touches a span goes with it.
    """
    if not spans:
        return list(tokens)
    out: list[Token] = []
    position = 0
    for start, end, kind, mention in spans:
        first = bisect_right(tokens, start, position, key=_START)
        if first > position and tokens[first - 1].end > start:
            first -= 1
        out.extend(tokens[position:first])
        position = bisect_left(tokens, end, first, key=_START)
        if position > first:
            begin, stop = tokens[first].start, tokens[position - 1].end
            out.append(Token(kind, kind, string[begin:stop], begin, stop, mention))
    out.extend(tokens[position:])
    return out


def token_index(tokens: Sequence[Token], offset: int) -> int:
    """The index of the first token that starts at or after an offset."""
    return bisect_left(tokens, offset, key=_START)


PayloadT = TypeVar("PayloadT")


class PhraseTable(Generic[PayloadT]):
    """Phrases of words, found in token lists: the longest phrase that begins at a token, and its payload."""

    def __init__(self) -> None:
        self._single: dict[str, tuple[int, PayloadT]] = {}
        self._longer: dict[str, dict[str, list[tuple[list[str], PayloadT]]]] = {}
        """By the first word and the second: the words behind them, the most first, and the payload."""
        self._first_words: set[str] = set()

    def add(self, phrase: str, payload: PayloadT) -> None:
        """Add a phrase; of equal ones the first counts."""
        words = [t.low for t in tokenize(phrase)]
        self._first_words.update(words[:1])
        if len(words) == 1:
            self._single.setdefault(words[0], (1, payload))
        elif words:
            entries = self._longer.setdefault(words[0], {}).setdefault(words[1], [])
            entries.append((words[2:], payload))
            entries.sort(key=lambda e: -len(e[0]))

    def at(self, tokens: Sequence[Token], i: int) -> tuple[int, PayloadT] | None:
        """(number of tokens, payload) of the longest phrase that begins at token `i`, or None."""
        first = tokens[i].low
        longer = self._longer.get(first)
        if longer is not None and i + 1 < len(tokens):
            entries = longer.get(tokens[i + 1].low)
            if entries is not None:
                behind = [t.low for t in tokens[i + 2 : i + 2 + len(entries[0][0])]]
                for words, payload in entries:
                    if behind[: len(words)] == words:
                        return 2 + len(words), payload
        return self._single.get(first)

    def starts(self, tokens: Sequence[Token]) -> list[int]:
        """The indices of the tokens at which a phrase may begin: all others can be passed over."""
        first_words = self._first_words
        return [i for i, token in enumerate(tokens) if token.low in first_words]

    def first_words(self) -> frozenset[str]:
        """The words at which a phrase may begin."""
        return frozenset(self._first_words)

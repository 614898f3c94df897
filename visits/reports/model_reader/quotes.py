"""Finding a quoted passage in an article: exactly, but for typographic quotes, dashes and white space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from visits.model.article import Article
from visits.model.codes import Part

_SINGLE_QUOTES, _DOUBLE_QUOTES, _DASHES = "'‘’‚‛`´ʼ′", '"“”„‟«»″', "-‐‑‒–—―−"
_PLAIN = {
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    "…": "...",
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
}


class Place(NamedTuple):
    """A passage of an article: `article.part(part)[start:end]`."""

    part: Part
    start: int
    end: int


class _Plain(NamedTuple):
    """A text with plain marks and single blanks, and for each character the offset in the text as written."""

    text: str
    offsets: list[int]


class QuoteFinder:
    """Finds quotes in one article."""

    def __init__(self, article: Article):
        parts: tuple[tuple[Part, str], ...] = (("text", article.text), ("title", article.title))
        self._parts = [(part, _plain(words)) for part, words in parts if words]

    def find(self, quote: str) -> Iterator[Place]:
        """Every place where the quote stands as whole words, those in the text first."""
        wanted = _plain(quote).text.strip()
        if not any(character.isalnum() for character in wanted):
            return
        for part, (text, offsets) in self._parts:
            at = text.find(wanted)
            while at >= 0:
                end = at + len(wanted)
                if not _cuts_a_word(text, at, end):
                    yield Place(part, offsets[at], offsets[end - 1] + 1)
                at = text.find(wanted, at + 1)


def _plain(words: str) -> _Plain:
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(words):
        plain = " " if character.isspace() else _PLAIN.get(character, character)
        if plain == " " and characters[-1:] == [" "]:
            continue
        for one in plain:
            characters.append(one)
            offsets.append(offset)
    return _Plain("".join(characters), offsets)


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return before or (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def find_in(words: str, quote: str) -> tuple[int, int] | None:
    """Where a quote first stands in these words."""
    place = next(QuoteFinder(Article(id="words", text=words)).find(quote), None)
    return (place.start, place.end) if place else None

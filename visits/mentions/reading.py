"""An article laid out for reading: title and text in one string, cut into sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from visits.mentions.found_once import found_once
from visits.mentions.sentences import split_sentences
from visits.mentions.words import WordLists, WordSearch, plain
from visits.model.article import Article
from visits.model.evidence import Evidence

_GAP = "\n\n"


@dataclass(frozen=True)
class Reading:
    """`string` is the title, a blank line and the text; all mentions count their offsets in it.

    A title set in capitals ("NAKASONE TO VISIT WASHINGTON") is laid out in title case, so that its names can
    be told from its verbs; evidence is always cut from the article itself.
    """

    article: Article
    string: str
    text_start: int
    sentences: list[tuple[int, int]]
    lists: WordLists

    @classmethod
    def of(cls, article: Article, lists: WordLists | None = None) -> Reading:
        """The article laid out; the words of `lists` are searched in one pass, those of any other list in its own."""
        string, text_start = layout(article)
        title = string[: max(text_start - len(_GAP), 0)]
        sentences = ([(0, len(title))] if title.strip() else []) + [
            (a + text_start, b + text_start) for a, b in split_sentences(article.text)
        ]
        return cls(article, string, text_start, sentences, lists or WordLists(()))

    @found_once
    def low(self) -> str:
        """The string as words are searched in it."""
        return plain(self.string)

    @found_once
    def _starts(self) -> list[int]:
        """Where the sentences start; the first takes along what stands before it."""
        return [0, *(start for start, _ in self.sentences[1:])]

    def numbers(self, offsets: Iterable[int]) -> set[int]:
        """The numbers of the sentences in which the offsets lie."""
        starts = self._starts
        return {bisect_right(starts, offset) - 1 for offset in offsets}

    def number(self, offset: int) -> int:
        """The number of the sentence in which an offset lies."""
        return bisect_right(self._starts, offset) - 1

    @found_once
    def _found(self) -> dict[WordSearch, list[int]]:
        return self.lists.find(self.string)

    def starts(self, words: WordSearch) -> list[int]:
        """Where the words of a list start."""
        found = self._found.get(words)
        return [start for start, _ in words.find(self.low)] if found is None else found

    def telling(self, words: WordSearch) -> set[int]:
        """The numbers of the sentences in which one of the words stands."""
        return self.numbers(self.starts(words))

    def in_title(self, offset: int) -> bool:
        return offset < self.text_start

    def evidence(self, start: int, end: int) -> Evidence:
        """The article's own words at a span of `string`."""
        if self.in_title(start):
            return Evidence.cut(self.article, start, min(end, len(self.article.title)), "title")
        return Evidence.cut(self.article, start - self.text_start, end - self.text_start)


def layout(article: Article) -> tuple[str, int]:
    """Title, a blank line and text in one string, and the offset at which the text begins in it."""
    title = readable_title(article.title)
    if not title:
        return article.text, 0
    return title + _GAP + article.text, len(title) + len(_GAP)


def readable_title(title: str) -> str:
    """A title set in capitals in title case; any other as it stands."""
    letters = sum(map(str.isalpha, title))
    if letters > 8 and sum(map(str.isupper, title)) > 0.8 * letters:
        cased = title.title().replace("U.S", "U.S").replace("'S", "'s")
        return cased if len(cased) == len(title) else title
    return title

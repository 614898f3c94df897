"""Which of several articles with one id is read: the first, the user's own, or the newest that came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from visits.model.article import Article, Reject
from visits.sources.limits import DUPLICATE, ID_USED_TWICE, OLDER


def without_repeats(
    items: Iterable[Article | Reject], fetched: Collection[str] = frozenset()
) -> Iterator[Article | Reject]:
    """The same stream with each id once; a second article of an id becomes a Reject that names the first.

    `fetched` are the files among them that were fetched (see `Seen`).
    """
    seen = Seen(fetched)
    for item in items:
        if not isinstance(item, Article):
            yield item
        elif not seen.is_unchanged(item.id, item.path, item.content_hash):
            yield seen.repeat(item.id, item.path, item.content_hash) or item


class _Met(NamedTuple):
    """An article met: where, the hash of its content, when it was captured."""

    path: str
    content: str
    captured: str | None

    @property
    def file(self) -> str:
        return self.path.partition("#")[0]


class Seen:
    """The articles met so far, by id; `fetched` are the paths of the files that were fetched, newest first.

    With `revises`, an article met first gives way to one that proves to be newer, and the caller takes it back: `older`
    holds, by path, the Reject for each that did.
    """

    def __init__(self, fetched: Collection[str] = frozenset(), revises: bool = False) -> None:
        self._first: dict[str, _Met] = {}
        self.fetched = set(fetched)
        self._revises = revises
        self._records: dict[tuple[str, str], str] = {}
        self.older: dict[str, Reject] = {}

    def is_unchanged(self, article_id: str, path: str, content: str) -> bool:
        """True for a record that a newer fetched file holds too, word for word: a drop that grows repeats the old."""
        if not self.fetched:
            return False
        file, is_record, _ = path.partition("#")
        if not is_record or file not in self.fetched:
            return False
        return self._records.setdefault((article_id, content), file) != file

    def repeat(self, article_id: str, path: str, content: str, captured: str | None = None) -> Reject | None:
        """The Reject for an article whose id was met before, naming the first; None for the first.

        What gives way, where the caller revises: a capture of a page to a later one, and to an article that nobody
        captured; a line of a fetched file to a later line of that file.
        """
        met = _Met(path, content, captured)
        first = self._first.setdefault(article_id, met)
        if first is met or first == met:
            return None
        if self._revises and self._gives_way(first, met):
            self._first[article_id] = met
            self.older[first.path] = _older(article_id, first, met)
            return None
        if met.file in self.fetched or (captured and first.captured):
            return _older(article_id, met, first)
        if first.content == content:
            reason = DUPLICATE
            detail = f"The same article, with the same id, is in {first.path}: remove one of the two."
        else:
            reason = ID_USED_TWICE
            kept = f"Another article with this id is in {first.path}, and that one is kept"
            detail = f"{kept}: give this one an id of its own."
        return Reject(path=path, article_id=article_id, reason=reason, detail=detail)

    def _gives_way(self, first: _Met, met: _Met) -> bool:
        if first.file in self.fetched:
            return first.file == met.file and first.content != met.content
        return bool(first.captured) and (not met.captured or met.captured > (first.captured or ""))


def _older(article_id: str, older: _Met, newer: _Met) -> Reject:
    text = "the same text" if older.content == newer.content else "another text"
    detail = f"It is kept as history: {newer.path} is read in its place, with {text}."
    return Reject(path=older.path, article_id=article_id, reason=OLDER, detail=detail)

"""Archives that hold a page more than once: its newest capture counts, as in a build, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from visits.model.article import Article, Reject
from visits.sources import Seen, Sieve, read_each, read_file
from visits.sources.files import format_of, walk


def holds_archives(file: Path) -> bool:
    """True for a web archive, and for a folder with one in it."""
    return any(format_of(path) == "archive" for path in (walk(file) if file.is_dir() else [file]))


class Captures:
    """The articles of files and folders, each id once; those that a later one replaced are known at the end."""

    def __init__(self, files: Sequence[Path], wanted: Sieve):
        self._files = files
        self._wanted = wanted
        self._seen = Seen(revises=True)
        self._numbers: dict[str, int] = {}

    def __iter__(self) -> Iterator[Article | Reject]:
        numbered = (pair for file in self._files for pair in self._of(file))
        for number, (place, item) in enumerate(numbered):
            self._numbers[place] = number
            yield item

    def older(self) -> dict[int, Reject]:
        """By its number among the articles, each that was given out before a newer one came."""
        return {self._numbers[place]: reject for place, reject in self._seen.older.items()}

    def _of(self, file: Path) -> Iterator[tuple[str, Article | Reject]]:
        """The articles of a file, or of a folder, with places that no other file shares."""
        if file.is_dir():
            items, fetched = read_each(file, wanted=self._wanted)
            self._seen.fetched |= {f"{file}/{name}" for name in fetched}
            places = ((f"{file}/{item.path}", item) for item in items)
        else:
            places = ((f"{file.parent}/{item.path}", item) for item in read_file(file, wanted=self._wanted))
        for place, item in places:
            if not isinstance(item, Article):
                yield place, item
            elif not self._seen.is_unchanged(item.id, place, item.content_hash):
                yield place, self._seen.repeat(item.id, place, item.content_hash, item.fetched) or item

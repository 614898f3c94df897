"""The pages of archives: judged by their visible text, and those that pass taken apart, many at a time.

Each of these steps goes through much code and data: taking turns at every page, it would find its own pushed out of the
processor's cache by the others, and take half as long again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeAlias, TypeVar

from visits.model.article import Reject
from visits.sources.decoding import clean, is_binary
from visits.sources.limits import BROKEN, LOST, Limits
from visits.sources.page_facts import told_bodies
from visits.sources.page_parts import PageParts
from visits.sources.records import Record, UnreadableError
from visits.sources.text_files import split_title
from visits.sources.visible_text import visible_text
from visits.sources.web_pages import page_record

Made = TypeVar("Made")
Wanted: TypeAlias = Callable[[str], bool]
"""The gate: False for the visible text of a page that can't be of interest."""
_TOGETHER, _MOST_TOGETHER = 256, 16_000_000
"""Pages that are judged and taken apart together, and the characters of which they have at most about as many."""


class Origin(Protocol):
    """Where a page is from, and when it was captured, as ISO 8601."""

    @property
    def address(self) -> str | None: ...

    @property
    def captured(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class KnownOrigin:
    """An origin apart from its record."""

    address: str | None
    captured: str | None


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """What a server answered, and what is read of it, which of plain text is all.

    where   its path in the dataset.
    offset  where its record begins.
    """

    where: str
    offset: int
    origin: Origin
    read: PageParts | str

    @property
    def size(self) -> int:
        """Its characters."""
        return len(self.read) if isinstance(self.read, str) else len(self.read.html)

    def words(self) -> str:
        """All words that can become those of an article, a line for each block."""
        if isinstance(self.read, str):
            return clean(self.read)
        text = visible_text(self.read.html).replace("\x00", "")
        bodies = told_bodies(self.read.json_ld)
        return "\n".join([text, *map(visible_text, bodies)]) if bodies else text

    def record(self, limits: Limits) -> Record:
        """The article on it; raises UnreadableError for a page without one."""
        if isinstance(self.read, str):
            return _plain(self.where, self.read, self.origin.address, self.origin.captured)
        origin = self.origin
        return page_record(self.where, self.read, limits, address=origin.address, fetched=origin.captured)

    def lost(self) -> Reject:
        """The Reject for a page whose reader was killed over it."""
        problem = "The process that took it apart died (out of memory?). The page is left out: please report it."
        return rejected(self.where, self.offset, self.origin.address, UnreadableError(LOST, problem))


Captured: TypeAlias = CapturedPage | Reject


class Sieve(ABC):
    """What becomes of captured pages, in their order; `n_turned_away` counts those that the gate turned away."""

    def __init__(self) -> None:
        self.n_turned_away = 0

    def sift(self, pages: Iterator[Captured], limits: Limits) -> Iterator[Record | Reject]:
        """The articles on pages, and what was set aside among them."""
        for made in self.made(pages, limits):
            if made is None:
                self.n_turned_away += 1
            else:
                yield made

    @abstractmethod
    def made(self, pages: Iterator[Captured], limits: Limits) -> Iterator[Record | Reject | None]:
        """The same, with None for each page that was turned away."""


class SieveHere(Sieve):
    """Sifts pages in this process; without a gate none is turned away."""

    def __init__(self, wanted: Wanted | None):
        super().__init__()
        self._wanted = wanted

    def made(self, pages: Iterator[Captured], limits: Limits) -> Iterator[Record | Reject | None]:
        for batch in batches(pages):
            yield from sifted(batch, limits, self._wanted)


def batches(pages: Iterable[Captured], most: int = _TOGETHER) -> Iterator[list[Captured]]:
    """The pages, up to `most` together; fewer where they are large."""
    batch: list[Captured] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += page.size if isinstance(page, CapturedPage) else 0
        if len(batch) >= most or size > _MOST_TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def sifted(pages: Sequence[Captured], limits: Limits, wanted: Wanted | None) -> list[Record | Reject | None]:
    """What becomes of each of these pages: its article, a Reject, or None if the gate turns it away."""
    passed: list[Captured | None] = list(pages)
    if wanted is not None:
        told = [_tried(CapturedPage.words, page) for page in pages]
        passed = [_if_wanted(wanted, page, words) for page, words in zip(pages, told, strict=True)]
    return [_tried(partial(CapturedPage.record, limits=limits), page) if page else None for page in passed]


def _if_wanted(wanted: Wanted, page: Captured, words: str | Reject) -> Captured | None:
    """The page if its words pass the gate; what failed on the way."""
    passes = words if isinstance(words, Reject) else _tried(lambda _: wanted(words), page)
    if isinstance(passes, Reject):
        return passes
    return page if passes else None


def _tried(step: Callable[[CapturedPage], Made], page: Captured) -> Made | Reject:
    """What a step makes of a page, or the Reject if it fails or has failed before."""
    if isinstance(page, Reject):
        return page
    try:
        return step(page)
    except Exception as error:
        return rejected(page.where, page.offset, page.origin.address, error)


def rejected(where: str, offset: int, address: str | None, error: Exception) -> Reject:
    """The Reject for the page of a record, whatever broke it."""
    if not isinstance(error, UnreadableError):
        error = UnreadableError(BROKEN, f"It can't be read ({type(error).__name__}: {error}).")
    detail = f"{error.detail} (the record at byte {offset:,}, {address or 'without an address'})"
    return Reject(path=where, article_id=address, reason=error.reason, detail=detail)


def _plain(where: str, text: str, address: str | None, fetched: str | None) -> Record:
    if is_binary(text):
        raise UnreadableError(BROKEN, "It holds binary data, not text.")
    title, body = split_title(clean(text))
    return Record(where, {"url": address, "title": title, "text": body, "fetched": fetched})

"""Web archives (WARC, WACZ, the news files of Common Crawl), streamed: each page that was captured is an article.

Only what a server answered with status 200 as HTML or plain text is looked at. Where a gate is given, it sees a page's
visible text first, and only what it lets pass is taken apart, which costs a hundred times as much.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeAlias

from visits.model.article import Reject
from visits.sources.archive_repair import find_broken
from visits.sources.decoding import clean, decode, is_binary
from visits.sources.limits import BROKEN, EMPTY, OVERSIZED, Limits
from visits.sources.page_facts import told_bodies
from visits.sources.page_parts import PageParts, parts_of
from visits.sources.payloads import unpacked
from visits.sources.records import Record, UnreadableError
from visits.sources.streaming import opened
from visits.sources.text_files import split_title
from visits.sources.visible_text import visible_text
from visits.sources.web_pages import page_record

Wanted = Callable[[str], bool]
"""The gate: False for the visible text of a page that can't be of interest."""

_HTML = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"
_MEMBER_ENDINGS = (".warc", ".warc.gz")
_JUDGED_TOGETHER, _TAKEN_APART_TOGETHER, _MOST_TOGETHER = 256, 32, 16_000_000
"""Pages that are judged and taken apart together, and the characters of which they have at most about as many."""


def read_archive(path: Path, name: str, limits: Limits, wanted: Wanted | None = None) -> Iterator[Record | Reject]:
    """The pages of a `.warc`, `.warc.gz` or `.wacz` file, in its order; their paths end with the record's offset.

    A record that can't be read costs only itself. Raises UnreadableError for a file that is no archive.
    """
    with opened(path) as file:
        if path.suffix.lower() == ".wacz":
            yield from _packed(file, name, limits, wanted)
        else:
            yield from _pages(file, f"{name}#", limits, wanted)


def _packed(file: IO[bytes], name: str, limits: Limits, wanted: Wanted | None) -> Iterator[Record | Reject]:
    """The pages of all archives in a WACZ, which is a zip file."""
    try:
        package = zipfile.ZipFile(file)
        members = [info for info in package.infolist() if info.filename.lower().endswith(_MEMBER_ENDINGS)]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError(BROKEN, f"It is no whole WACZ ({error}): fetch the file again.") from error
    if not members:
        raise UnreadableError(EMPTY, "The WACZ holds no archive: there is no .warc or .warc.gz in it.")
    for member in members:
        try:
            with package.open(member) as stream:
                yield from _pages(stream, f"{name}#{member.filename}#", limits, wanted)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
            detail = f"This part of the WACZ can't be unpacked ({error}): fetch the file again."
            yield Reject(path=f"{name}#{member.filename}", reason=BROKEN, detail=detail)


@dataclass(slots=True)
class _Page:
    """What a server answered: its record, what is read of it, which of plain text is all, and the words of that."""

    where: str
    offset: int
    record: Any
    read: PageParts | str
    words: str = ""

    @property
    def address(self) -> str | None:
        return _address(self.record)

    @property
    def size(self) -> int:
        return len(self.read) if isinstance(self.read, str) else len(self.read.html)

    def seen(self) -> str:
        """All words that can become those of an article, a line for each block."""
        if isinstance(self.read, str):
            return clean(self.read)
        text = visible_text(self.read.html).replace("\x00", "")
        bodies = told_bodies(self.read.json_ld)
        return "\n".join([text, *map(visible_text, bodies)]) if bodies else text


_Item: TypeAlias = "_Page | Record | Reject"


@dataclass(slots=True)
class _Batch:
    """Pages, and what was set aside among them, that wait until they are `most` or have many characters."""

    most: int
    items: list[_Item | None] = field(default_factory=list)
    size: int = 0

    def add(self, item: _Item | None) -> None:
        if item is not None:
            self.items.append(item)
        if isinstance(item, _Page):
            self.size += item.size

    @property
    def is_full(self) -> bool:
        return len(self.items) >= self.most or self.size > _MOST_TOGETHER

    def taken(self) -> list[_Item | None]:
        items, self.items, self.size = self.items, [], 0
        return items


def _pages(stream: IO[bytes], prefix: str, limits: Limits, wanted: Wanted | None) -> Iterator[Record | Reject]:
    """The pages of an archive that the gate lets pass, and what was set aside, in the archive's order.

    Some hundreds are unpacked, then judged, and those that passed are taken apart when there are several. Each of these
    steps goes through much code and data: taking turns at every page, it would find its own pushed out of the
    processor's cache by the others, and take half as long again.
    """
    captured, passed = _Batch(_JUDGED_TOGETHER), _Batch(_TAKEN_APART_TOGETHER)

    def judge() -> None:
        items = captured.taken()
        if wanted is not None:
            items = [
                _tried(partial(_if_wanted, wanted), item) for item in [_tried(_with_words, item) for item in items]
            ]
        for item in items:
            passed.add(item)

    def take_apart() -> Iterator[Record | Reject]:
        for item in passed.taken():
            made = _tried(partial(_record, limits), item)
            if isinstance(made, Record | Reject):
                yield made

    try:
        for item in _captured(stream, prefix, limits):
            captured.add(item)
            if captured.is_full:
                judge()
            if passed.is_full:
                yield from take_apart()
    except Exception:  # what was whole before the stream broke off is read
        judge()
        yield from take_apart()
        raise
    judge()
    yield from take_apart()


def _captured(stream: IO[bytes], prefix: str, limits: Limits) -> Iterator[_Page | Reject]:
    last, repeats = -1, 0
    for record in _responses(stream, prefix):
        if isinstance(record, Reject):
            yield record
            continue
        repeats = repeats + 1 if record.stream_pos == last else 0  # records may share one gzip member
        last = record.stream_pos
        where = f"{prefix}{last}.{repeats + 1}" if repeats else f"{prefix}{last}"
        try:
            page = _page(record, where, limits)
        except Exception as error:
            yield _rejected(where, last, _address(record), error)
        else:
            if page is not None:
                yield page


def _tried(step: Callable[[_Page], _Item | None], item: _Item | None) -> _Item | None:
    """What a step makes of a page, or the Reject if it fails; anything else as it is."""
    if not isinstance(item, _Page):
        return item
    try:
        return step(item)
    except Exception as error:
        return _rejected(item.where, item.offset, item.address, error)


def _with_words(page: _Page) -> _Page:
    page.words = page.seen()
    return page


def _if_wanted(wanted: Wanted, page: _Page) -> _Page | None:
    return page if wanted(page.words) else None


def _record(limits: Limits, page: _Page) -> Record:
    captured = page.record.record_date
    fetched = captured.isoformat() if captured else None
    if isinstance(page.read, str):
        return _plain(page.where, page.read, page.address, fetched)
    return page_record(page.where, page.read, limits, address=page.address, fetched=fetched)


def _responses(stream: IO[bytes], prefix: str) -> Iterator[Any]:
    """The response records of an archive, and a Reject for each one that breaks off the stream."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    start: int | None = 0
    while start is not None:
        stream.seek(start)
        last = start
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
                last = record.stream_pos
                yield record
            return
        except (OSError, ValueError) as error:
            problem = error
        broken, start = find_broken(stream, last)
        detail = f"The record at byte {broken:,} can't be read ({problem}); the ones after it are read."
        if start is None:
            detail = f"What follows byte {broken:,} is no record ({problem}): is the file whole?"
        yield Reject(path=f"{prefix}{broken}", reason=BROKEN, detail=detail)


def _rejected(where: str, offset: int, address: str | None, error: Exception) -> Reject:
    """The Reject for a page; what crawlers meet breaks libraries in more ways than can be named."""
    if not isinstance(error, UnreadableError):
        error = UnreadableError(BROKEN, f"It can't be read ({type(error).__name__}: {error}).")
    detail = f"{error.detail} (the record at byte {offset:,}, {address or 'without an address'})"
    return Reject(path=where, article_id=address, reason=error.reason, detail=detail)


def _address(record: Any) -> str | None:
    return (record.headers.get("WARC-Target-URI") or "").strip(" <>") or None


def _page(record: Any, where: str, limits: Limits) -> _Page | None:
    """The page in a response; None where it is none."""
    http = record.http_headers
    if http is None or http.status_code != 200:
        return None
    kind = (record.http_content_type or "").lower()
    if kind not in (*_HTML, _PLAIN, ""):
        return None
    body = _body(record, http, limits)
    if kind == _PLAIN:
        read: PageParts | str = decode(body, [record.http_charset])
    elif kind == "" and b"<html" not in body[:2_000].lower():
        return None
    else:
        read = parts_of(body, record.http_charset)
    return _Page(where, record.stream_pos, record, read)


def _body(record: Any, http: Any, limits: Limits) -> bytes:
    size = record.content_length
    if size > limits.raw_record_bytes:
        raise UnreadableError(OVERSIZED, f"The page has {size:,} bytes, more than {limits.raw_record_bytes:,}.")
    try:
        raw = record.reader.read()
    except OSError as error:
        raise UnreadableError(BROKEN, f"The record can't be unpacked ({error}).") from error
    if len(raw) < size:
        raise UnreadableError(BROKEN, f"The record is cut short: {len(raw):,} of {size:,} bytes are there.")
    transfer, content = http.get("Transfer-Encoding"), http.get("Content-Encoding")
    return unpacked(raw, transfer, content, limits.raw_record_bytes) if transfer or content else raw


def _plain(where: str, text: str, address: str | None, fetched: str | None) -> Record:
    if is_binary(text):
        raise UnreadableError(BROKEN, "It holds binary data, not text.")
    title, body = split_title(clean(text))
    return Record(where, {"url": address, "title": title, "text": body, "fetched": fetched})

"""Web archives (WARC, WACZ, the news files of Common Crawl), streamed: each page that was captured is an article.

Only what a server answered with status 200 as HTML or plain text is looked at. Where a gate is given, it sees a page's
visible text first, and only what it lets pass is taken apart, which costs a hundred times as much.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from visits.model.article import Reject
from visits.sources.archive_repair import find_broken
from visits.sources.decoding import decode
from visits.sources.limits import BROKEN, EMPTY, OVERSIZED, Limits
from visits.sources.page_parts import PageParts, parts_of
from visits.sources.page_sieve import Captured, CapturedPage, KnownOrigin, Sieve, SieveHere, Wanted, rejected
from visits.sources.payloads import unpacked
from visits.sources.records import Record, UnreadableError
from visits.sources.streaming import opened

_HTML = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"
_MEMBER_ENDINGS = (".warc", ".warc.gz")


def read_archive(
    path: Path, name: str, limits: Limits, wanted: Wanted | Sieve | None = None
) -> Iterator[Record | Reject]:
    """The pages of a `.warc`, `.warc.gz` or `.wacz` file, in its order; their paths end with the record's offset.

    A record that can't be read costs only itself. Raises UnreadableError for a file that is no archive.
    """
    sieve = wanted if isinstance(wanted, Sieve) else SieveHere(wanted)
    with opened(path) as file:
        if path.suffix.lower() == ".wacz":
            yield from _packed(file, name, limits, sieve)
        else:
            yield from _pages(file, f"{name}#", limits, sieve)


def _packed(file: IO[bytes], name: str, limits: Limits, sieve: Sieve) -> Iterator[Record | Reject]:
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
                yield from _pages(stream, f"{name}#{member.filename}#", limits, sieve)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
            detail = f"This part of the WACZ can't be unpacked ({error}): fetch the file again."
            yield Reject(path=f"{name}#{member.filename}", reason=BROKEN, detail=detail)


def _pages(stream: IO[bytes], prefix: str, limits: Limits, sieve: Sieve) -> Iterator[Record | Reject]:
    """The pages of an archive that the gate lets pass, and what was set aside, in the archive's order."""
    problems: list[Exception] = []

    def whole() -> Iterator[Captured]:
        try:
            yield from _captured(stream, prefix, limits)
        except Exception as error:  # what was whole before the stream broke off is read
            problems.append(error)

    yield from sieve.sift(whole(), limits)
    if problems:
        raise problems[0]


def _captured(stream: IO[bytes], prefix: str, limits: Limits) -> Iterator[Captured]:
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
            yield rejected(where, last, _address(record), error)
        else:
            if page is not None:
                yield page


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


class _InRecord:
    """The origin of a page, looked up in its record when somebody asks; of most pages nobody does."""

    __slots__ = ("_record",)

    def __init__(self, record: Any):
        self._record = record

    def __reduce__(self) -> tuple[type[KnownOrigin], tuple[str | None, str | None]]:
        """What other processes are given."""
        return KnownOrigin, (self.address, self.captured)

    @property
    def address(self) -> str | None:
        return _address(self._record)

    @property
    def captured(self) -> str | None:
        captured = self._record.record_date
        return captured.isoformat() if captured else None


def _address(record: Any) -> str | None:
    return (record.headers.get("WARC-Target-URI") or "").strip(" <>") or None


def _page(record: Any, where: str, limits: Limits) -> CapturedPage | None:
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
    return CapturedPage(where, record.stream_pos, _InRecord(record), read)


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

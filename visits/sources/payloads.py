"""What a server sent, as archives keep it: out of its transfer and content encodings."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

from visits.sources.limits import BROKEN, OVERSIZED
from visits.sources.records import UnreadableError

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_OR_ZLIB, _BARE_DEFLATE = 47, -15


def unpacked(raw: bytes, transfer: str | None, content: str | None, most: int) -> bytes:
    """The body in its own bytes; `transfer` and `content` are the encodings that its HTTP headers name.

    Archives often keep the headers of a body that they unpacked, so one that isn't packed is taken as it is. Raises
    UnreadableError for one that is damaged, or has more than `most` bytes.
    """
    body = raw
    names = [*_listed(content), *_listed(transfer)]
    for name in reversed(names):
        unpack = _UNPACKERS.get(name)
        if unpack is not None:
            body = unpack(body, most)
        elif name not in ("identity", ""):
            raise UnreadableError(BROKEN, f"Its content encoding {name[:20]!r} is not known.")
        if len(body) > most:
            raise UnreadableError(OVERSIZED, f"The page has more than {most:,} bytes.")
    return body


def _listed(header: str | None) -> list[str]:
    return [name.strip().lower() for name in (header or "").split(",")]


def _chunked(body: bytes, most: int) -> bytes:
    from fastwarc.stream_io import ChunkedReader

    size = body.partition(b"\r\n")[0].partition(b";")[0].strip()
    if not size or any(digit not in b"0123456789abcdefABCDEF" for digit in size):
        return body
    try:
        return bytes(ChunkedReader(BytesIO(body)).read(most + 1))
    except OSError as error:
        raise UnreadableError(BROKEN, "Its chunks are damaged or cut short.") from error


def _gzip(body: bytes, most: int) -> bytes:
    return _inflated(body, _GZIP_OR_ZLIB, most) if body.startswith(_GZIP_MAGIC) else body


def _deflate(body: bytes, most: int) -> bytes:
    try:
        return _inflated(body, _GZIP_OR_ZLIB, most)
    except UnreadableError as problem:
        if problem.reason != BROKEN:
            raise
    return _inflated(body, _BARE_DEFLATE, most)


def _inflated(body: bytes, window: int, most: int) -> bytes:
    machine = zlib.decompressobj(window)
    try:
        unpacked = machine.decompress(body, most + 1)
    except zlib.error as error:
        raise UnreadableError(BROKEN, f"Its packed body is damaged ({error}).") from error
    if len(unpacked) <= most and not machine.eof:
        raise UnreadableError(BROKEN, "Its packed body is cut short.")
    return unpacked


def _brotli(body: bytes, most: int) -> bytes:
    from fastwarc.stream_io import BrotliReader

    try:
        return bytes(BrotliReader(BytesIO(body)).read(most + 1))
    except OSError as error:
        if body.lstrip()[:1] == b"<":
            return body
        raise UnreadableError(BROKEN, f"Its packed body is damaged ({error}).") from error


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "chunked": _chunked,
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}

"""Files as bytes, unpacked where they are gzip, whole or line by line, never more than the limits allow."""

from __future__ import annotations

import codecs
import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from visits.sources.decoding import wide_encoding
from visits.sources.limits import BROKEN, NOT_READABLE, OVERSIZED, Limits
from visits.sources.records import UnreadableError

_CHUNK = 1 << 18
_GZIP_MAGIC = b"\x1f\x8b"
_FREELY_UNPACKED = 64_000_000


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file, open for reading; raises UnreadableError for whatever keeps it from being read or unpacked."""
    if not os.path.isfile(path):
        problem = "is not a regular file" if os.path.exists(path) else "is not there, or a link to nothing"
        raise UnreadableError(NOT_READABLE, f"It {problem}.")
    try:
        with path.open("rb") as file:
            yield file
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise UnreadableError(
            BROKEN, f"The gzip data are damaged or cut short ({error}): fetch the file again."
        ) from error
    except OSError as error:
        raise UnreadableError(NOT_READABLE, f"{error.strerror or error}: check the file's permissions.") from error


def chunks(path: Path, limits: Limits) -> Iterator[bytes]:
    """The file's bytes in pieces, unpacked if they are gzip (whatever the name says), UTF-16 and -32 as UTF-8."""
    with opened(path) as file:
        pieces = _unpacked(file, limits)
        head = next(pieces, b"")
        encoding = wide_encoding(head)
        if encoding is None:
            yield head
            yield from pieces
            return
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        yield _utf8(decoder.decode(head))
        for piece in pieces:
            yield _utf8(decoder.decode(piece))
        yield _utf8(decoder.decode(b"", final=True))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")


def _unpacked(file: IO[bytes], limits: Limits) -> Iterator[bytes]:
    packed = file.read(2) == _GZIP_MAGIC
    file.seek(0)
    if not packed:
        yield from iter(lambda: file.read(_CHUNK), b"")
        return
    with gzip.GzipFile(fileobj=file) as unpacked:
        done = 0
        for piece in iter(lambda: unpacked.read(_CHUNK), b""):
            done += len(piece)
            if done > _FREELY_UNPACKED and done > limits.unpack_ratio * file.tell():
                raise UnreadableError(
                    OVERSIZED,
                    f"It unpacks to more than {limits.unpack_ratio} times its size, as no text does: "
                    "what came before was read, the rest was not.",
                )
            yield piece


def whole(path: Path, limits: Limits, most: int) -> bytes:
    """All bytes of a file of at most `most` (unpacked); raises UnreadableError for more."""
    parts, size = [], 0
    for piece in chunks(path, limits):
        size += len(piece)
        if size > most:
            raise UnreadableError(OVERSIZED, f"It has more than {most:,} bytes, the most that is read as one piece.")
        parts.append(piece)
    return b"".join(parts)


def lines(path: Path, limits: Limits) -> Iterator[bytes | None]:
    """The file's lines with their ends; None stands for one that is longer than a record may be."""
    pending, skipping, end = bytearray(), False, None
    for piece in chunks(path, limits):
        end = end or _line_end(piece)
        *complete, rest = piece.split(end)
        for part in complete:
            pending += part + end
            yield None if skipping or len(pending) > limits.raw_record_bytes else bytes(pending)
            pending, skipping = bytearray(), False
        pending += rest
        if len(pending) > limits.raw_record_bytes:
            pending, skipping = bytearray(), True
    if pending or skipping:
        yield None if skipping else bytes(pending)


def _line_end(piece: bytes) -> bytes:
    """A newline; the carriage return of old Macintosh files where the file has no newline."""
    return b"\r" if b"\r" in piece and b"\n" not in piece else b"\n"

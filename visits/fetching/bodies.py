"""The bytes of an answer, unpacked and never more of them than allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from visits.fetching.failures import failed, refused

GZIP_MAGIC = b"\x1f\x8b"
_PIECE = 1 << 18
_GZIP = 31
"""What zlib calls the format of gzip files."""


class Unpacking:
    """Gzip data that come in pieces; more than `most` bytes of content are refused before they are in memory."""

    def __init__(self, most: int):
        self._left = most
        self._most = most
        self._inner = zlib.decompressobj(_GZIP)

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """The content of the next piece. Raises FetchFailure for damaged data and for too many."""
        while packed:
            if self._inner.eof:  # another member follows the last
                self._inner = zlib.decompressobj(_GZIP)
            try:
                content = self._inner.decompress(packed, min(_PIECE, self._left + 1))
            except zlib.error as error:
                raise failed(f"the packed answer is damaged ({error})") from error
            self._left -= len(content)
            if self._left < 0:
                raise refused(f"unpacks to more than {megabytes(self._most)}")
            if content:
                yield content
            packed = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail
            if self._inner.eof and not packed.strip(b"\x00"):
                return

    def finish(self) -> None:
        """Raise FetchFailure if the data ended in the middle."""
        if not self._inner.eof:
            raise failed("the packed answer was cut short")


def unpacked(body: bytes, most: int) -> bytes:
    """The content of a body that is gzip, whatever its name says; any other body as it is."""
    if not body.startswith(GZIP_MAGIC):
        return body
    unpacking = Unpacking(most)
    content = b"".join(unpacking.feed(body))
    unpacking.finish()
    return content


def megabytes(n: int) -> str:
    return f"{n / 1_000_000:,.0f} MB" if n >= 1_000_000 else f"{n:,} bytes"

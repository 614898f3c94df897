"""Where a web archive is broken, and where it goes on."""

from __future__ import annotations

import zlib
from typing import IO

_GZIP_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"WARC/"
_BLOCK = 1 << 20
_LONGEST_HEADER = 1 << 16
_RECORD_END = b"\r\n\r\n"


def find_broken(stream: IO[bytes], start: int) -> tuple[int, int | None]:
    """The first offset from `start` on at which no whole record stands, and that of the next record behind it.

    The second is None where no record follows.
    """
    stream.seek(0)
    packed = stream.read(2) == _GZIP_MEMBER[:2]
    whole_end = _end_of_member if packed else _end_of_record
    at = start
    while (end := whole_end(stream, at)) is not None and end > at:
        at = end
    return at, _next_record(stream, at + 1, packed)


def _next_record(stream: IO[bytes], start: int, packed: bool) -> int | None:
    """The offset of the next thing that looks like the beginning of a record."""
    mark = _GZIP_MEMBER if packed else _RECORD
    position, tail = start, b""
    stream.seek(start)
    while block := stream.read(_BLOCK):
        window = tail + block
        found = window.find(mark)
        while found >= 0:
            at = position - len(tail) + found
            if _begins(stream, at, packed):
                return at
            found = window.find(mark, found + 1)
        position += len(block)
        tail = window[-len(mark) + 1 :]
        stream.seek(position)
    return None


def _begins(stream: IO[bytes], at: int, packed: bool) -> bool:
    if packed:
        stream.seek(at)
        try:
            return zlib.decompressobj(31).decompress(stream.read(4096), len(_RECORD)) == _RECORD
        except zlib.error:
            return False
    stream.seek(max(at - 1, 0))
    before = stream.read(1) if at else b"\n"
    stream.seek(at)
    return before == b"\n" and stream.readline(_LONGEST_HEADER).strip()[5:6].isdigit()


def _end_of_member(stream: IO[bytes], at: int) -> int | None:
    """Where the gzip member ends that begins there, if it unpacks to a record of the length that it says."""
    stream.seek(at)
    machine = zlib.decompressobj(31)
    head, size, end = b"", 0, at
    try:
        while not machine.eof and (block := stream.read(_BLOCK)):
            end += len(block)
            while block and not machine.eof:
                piece = machine.decompress(block, _BLOCK)
                block = machine.unconsumed_tail
                head += piece[: max(_LONGEST_HEADER - len(head), 0)]
                size += len(piece)
    except zlib.error:
        return None
    header, blank, _ = head.partition(_RECORD_END)
    length = _length(header)
    if not machine.eof or length is None or len(header) + len(blank) + length > size:
        return None
    return end - len(machine.unused_data)


def _end_of_record(stream: IO[bytes], at: int) -> int | None:
    """Where the record ends that begins there, if another one begins behind it or the file ends."""
    stream.seek(at)
    header, blank, _ = stream.read(_LONGEST_HEADER).partition(_RECORD_END)
    length = _length(header)
    if not blank or length is None:
        return None
    end = at + len(header) + len(blank) + length
    stream.seek(end)
    behind = stream.read(len(_RECORD_END) + len(_RECORD))
    record = behind.lstrip(b"\r\n")
    return end + len(behind) - len(record) if record.startswith(_RECORD) else None


def _length(header: bytes) -> int | None:
    """The length that a record says of itself; None for what is no record."""
    if not header.startswith(_RECORD):
        return None
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return None

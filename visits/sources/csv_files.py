"""CSV and TSV tables with one article a row."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from visits.model.article import Reject
from visits.sources.decoding import decode
from visits.sources.fields import has_text, without_text
from visits.sources.limits import BROKEN, EMPTY, OVERSIZED, Limits
from visits.sources.records import Record, UnreadableError
from visits.sources.streaming import lines

_DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class _Line:
    """A line of the file and its number; without text, one that is longer than a record may be.

    `again` marks a line that a broken row before it had swallowed.
    """

    number: int
    text: str | None
    again: bool = False


@dataclass(frozen=True)
class _Row:
    """The values of a row and the line it begins on; or why there are none."""

    line: _Line
    values: tuple[str, ...] = ()
    reason: str = ""
    detail: str = ""


class _Lines:
    """The lines of a file, some of which may be put back to be read again."""

    def __init__(self, path: Path, limits: Limits):
        self._numbered = enumerate(lines(path, limits), start=1)
        self._again: deque[_Line] = deque()

    def take(self) -> _Line | None:
        """The next line; None at the end."""
        if self._again:
            return self._again.popleft()
        number, raw = next(self._numbered, (0, None))
        if number == 0:
            return None
        return _Line(number, None if raw is None else decode(raw).replace("\x00", ""))

    def put_back(self, taken: list[_Line]) -> None:
        self._again.extendleft(reversed(taken))


def read_csv(
    path: Path, name: str, limits: Limits, mapping: Mapping[str, str] | None = None
) -> Iterator[Record | Reject]:
    """The articles of a `.csv` or `.tsv` file with a header line; a broken row costs only itself.

    The separator is the one of comma, semicolon, tab and bar that the header has most of.
    """
    rows = _rows(path, limits)
    header = next(rows, None)
    if header is None:
        raise UnreadableError(EMPTY, "The file holds no line.")
    if header.reason:
        raise UnreadableError(header.reason, header.detail)
    columns = [column.strip() for column in header.values]
    if not has_text(columns, mapping):
        raise UnreadableError(EMPTY, without_text(columns))
    number = 0
    for number, row in enumerate(rows, start=1):
        where = f"{name}#{number}"
        if row.reason:
            yield Reject(path=where, reason=row.reason, detail=row.detail)
        elif len(row.values) > len(columns) or (row.line.again and len(row.values) < len(columns)):
            counts = f"has {len(row.values)} values for {len(columns)} columns"
            detail = f"The row on line {row.line.number} {counts}: put texts with separators in quotation marks."
            yield Reject(path=where, reason=BROKEN, detail=detail)
        else:
            yield Record(where, dict(zip(columns, row.values, strict=False)))
    if number == 0:
        raise UnreadableError(EMPTY, "The file holds a header and no rows.")


def _rows(path: Path, limits: Limits) -> Iterator[_Row]:
    """The rows that are not blank, the header among them."""
    csv.field_size_limit(max(csv.field_size_limit(), 2 * limits.raw_record_bytes))
    source = _Lines(path, limits)
    delimiter = None
    while (first := source.take()) is not None:
        if first.text is None:
            detail = f"Line {first.number} has more than {limits.raw_record_bytes:,} bytes."
            yield _Row(first, reason=OVERSIZED, detail=detail)
        elif first.text.strip():
            delimiter = delimiter or max(_DELIMITERS, key=first.text.count)
            yield _row(first, source, delimiter, limits)


def _row(first: _Line, source: _Lines, delimiter: str, limits: Limits) -> _Row:
    """The row that begins on the line `first`, with as many more lines as its quotation marks enclose.

    Where a quotation mark is never closed, or only beyond the limit, the row is that line alone and the lines
    after it are put back: they are rows of their own, if they have all their values.
    """
    taken, size, quotes = [first], 0, 0
    while True:
        text = taken[-1].text or ""
        size, quotes = size + len(text), quotes + text.count('"')
        if len(taken) == 1 or quotes % 2 == 0:
            values, used = _parsed([line.text or "" for line in taken], delimiter)
            if values is not None:
                source.put_back(taken[used:])
                return _Row(first, values)
        following = source.take() if size <= limits.raw_record_bytes else None
        if following is None or following.text is None:
            swallowed = [replace(line, again=True) for line in taken[1:]]
            source.put_back(swallowed + ([following] if following else []))
            detail = f"A quotation mark on line {first.number} is never closed: close it, or double it inside a text."
            return _Row(first, reason=BROKEN, detail=detail)
        taken.append(following)


def _parsed(texts: list[str], delimiter: str) -> tuple[tuple[str, ...] | None, int]:
    """The values of the first row in these lines, and how many lines it takes; None if it needs more of them."""
    used = 0
    ended = False

    def feed() -> Iterator[str]:
        nonlocal used, ended
        for used, text in enumerate(texts, start=1):  # noqa: B007
            yield text
        ended = True

    try:
        values = next(csv.reader(feed(), delimiter=delimiter))
    except csv.Error:  # a line end in the middle of a line, of another system's making
        return tuple(" ".join(texts[0].split("\r")).rstrip("\n").split(delimiter)), 1
    return (None, used) if ended else (tuple(values), used)

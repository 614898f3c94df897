"""JSON lines, and JSON documents that hold one article or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from visits.model.article import Reject
from visits.sources.decoding import decode
from visits.sources.limits import BROKEN, EMPTY, OVERSIZED, Limits
from visits.sources.records import Record, UnreadableError
from visits.sources.streaming import lines, whole

_LISTS = ("articles", "items", "documents", "docs", "records", "results", "data", "hits", "entries")


def read_json_lines(path: Path, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """The articles of a `.jsonl` file, one JSON object a line; a broken line costs only itself."""
    number = 0
    for line_number, line in enumerate(lines(path, limits), start=1):
        if line is not None and not line.strip():
            continue
        number += 1
        where = f"{name}#{number}"
        if line is None:
            detail = f"Line {line_number} has more than {limits.raw_record_bytes:,} bytes."
            yield Reject(path=where, reason=OVERSIZED, detail=detail)
            continue
        try:
            value = parse(line)
        except ValueError as error:
            yield Reject(path=where, reason=BROKEN, detail=f"Line {line_number} is no JSON ({error}): mend it.")
            continue
        yield _record(value, where, f"Line {line_number}")
    if number == 0:
        raise UnreadableError(EMPTY, "The file holds no line.")


def read_json(path: Path, name: str, limits: Limits) -> Iterator[Record | Reject]:
    """The articles of a `.json` file: an object, a list, an object around a list (`articles`), or JSON lines."""
    raw = whole(path, limits, limits.document_bytes)
    if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
        raise UnreadableError(EMPTY, "The file holds nothing.")
    try:
        document = parse(raw)
    except ValueError as error:
        if not _starts_json_lines(raw):
            raise UnreadableError(BROKEN, f"It is no JSON ({error}): mend it.") from error
        yield from read_json_lines(path, name, limits)
        return
    listed = document if isinstance(document, list) else _listed(document)
    if listed is None:
        yield _record(document, name, "The file")
        return
    if not listed:
        raise UnreadableError(EMPTY, "The list in the file is empty.")
    for number, value in enumerate(listed, start=1):
        yield _record(value, f"{name}#{number}", f"Entry {number}")


def parse(raw: bytes) -> Any:
    """The JSON value in the bytes, whatever their encoding; raises ValueError."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        pass  # the standard parser takes NaN, huge numbers and halved surrogates, which orjson refuses
    try:
        return json.loads(decode(raw).lstrip("\ufeff"), strict=False)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _listed(document: Any) -> list[Any] | None:
    if not isinstance(document, dict):
        return None
    found = (document[key] for key in _LISTS if isinstance(document.get(key), list))
    return next((entries for entries in found if all(isinstance(entry, dict) for entry in entries)), None)


def _starts_json_lines(raw: bytes) -> bool:
    first, _, rest = raw.lstrip().partition(b"\n")
    try:
        return isinstance(parse(first), dict) and bool(rest.strip())
    except ValueError:
        return False


def _record(value: Any, where: str, what: str) -> Record | Reject:
    if isinstance(value, dict):
        return Record(where, value)
    kind = "a list" if isinstance(value, list) else f"the bare value {str(value)[:40]!r}"
    detail = f'{what} holds {kind}, not an object with fields such as "title" and "text".'
    return Reject(path=where, reason=BROKEN, detail=detail)

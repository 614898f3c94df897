"""The way in: a folder of files becomes a stream of articles and rejects."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from visits.model.article import Article, Reject
from visits.sources.archives import Wanted, read_archive
from visits.sources.assembling import assemble
from visits.sources.csv_files import read_csv
from visits.sources.fields import check_mapping, pick
from visits.sources.files import (
    FORMATS,
    format_of,
    is_sidecar,
    read_sidecar,
    relative_name,
    sidecar_of,
    sorted_out,
    walk,
)
from visits.sources.json_files import read_json, read_json_lines
from visits.sources.limits import DUPLICATE, ID_USED_TWICE, NOT_READABLE, OLDER, UNSUPPORTED, Limits
from visits.sources.parquet_files import read_parquet
from visits.sources.records import Record, UnreadableError, record_key
from visits.sources.text_files import read_text
from visits.sources.web_pages import read_page

_DEFAULT_LIMITS = Limits()
_OF_ALL_RECORDS = ("source", "language")
"""The fields that a sidecar may give to every record of a file of many."""


def read_folder(
    root: Path,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    mapping: Mapping[str, str] | None = None,
    wanted: Wanted | None = None,
) -> Iterator[Article | Reject]:
    """The articles under `root`, file by file in sorted order, and a Reject for whatever is none.

    An id occurs once: a second article of the same id is a Reject that names the first. Nothing but the ids
    is held in memory. `mapping` names the files' own fields for some of ours, as in `{"text": "Full Story"}`. Pages
    of archives are left out without a word where `wanted` says False of their visible text.
    Raises SourceError where `root` is no readable folder, UsageError for a mapping of unknown fields.
    """
    check_mapping(mapping)
    listing = sorted_out(list(walk(root)))
    items = (
        item
        for path in listing.paths
        if path not in listing.describes
        for item in _read(path, relative_name(path, root), listing.sidecars.get(path), limits, mapping, wanted)
    )
    return without_repeats(items, {relative_name(path, root) for path in listing.fetched})


def read_file(
    path: Path,
    root: Path | None = None,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    mapping: Mapping[str, str] | None = None,
    wanted: Wanted | None = None,
) -> Iterator[Article | Reject]:
    """The articles of one file, and a Reject for whatever in it is none; `root` is what their paths count from.

    A JSON file that describes another file has no article. Ids are taken as they come: see `without_repeats`.
    `wanted` is the gate for the pages of an archive (see `read_folder`). Raises UsageError for a mapping of unknown
    fields.
    """
    check_mapping(mapping)
    if is_sidecar(path):
        return iter(())
    return _read(path, relative_name(path, root or path.parent), sidecar_of(path), limits, mapping, wanted)


class ListedRecord(NamedTuple):
    """One record of a file: where it stands, a hash of its fields, and what it became; None if that was known."""

    path: str
    key: bytes
    became: Article | Reject | None


def read_listed(
    path: Path, name: str, sidecar: Path | None, is_known: Callable[[bytes], bool], wanted: Wanted | None = None
) -> Iterator[ListedRecord]:
    """The records of one file of a listing, named `name` in the dataset; what is known isn't worked out again.

    Pages of an archive are left out where `wanted` says False of their visible text.
    """
    try:
        for record in _records(path, name, _DEFAULT_LIMITS, None, wanted):
            if isinstance(record, Reject):
                yield _set_aside(record)
                continue
            record = _with_metadata(record, path, sidecar, None)
            key = record_key(record)
            yield ListedRecord(record.path, key, None if is_known(key) else assemble(record, _DEFAULT_LIMITS))
    except UnreadableError as problem:
        yield _set_aside(problem.reject(name))


def _set_aside(reject: Reject) -> ListedRecord:
    return ListedRecord(reject.path, hashlib.sha256(reject.model_dump_json(exclude={"path"}).encode()).digest(), reject)


def without_repeats(
    items: Iterable[Article | Reject], fetched: Collection[str] = frozenset()
) -> Iterator[Article | Reject]:
    """The same stream with each id once; a second article of an id becomes a Reject that names the first.

    `fetched` are the files among them that were fetched (see `Seen`).
    """
    seen = Seen(fetched)
    for item in items:
        if isinstance(item, Article) and (repeat := seen.repeat(item.id, item.path, item.content_hash)):
            yield repeat
        else:
            yield item


class _Met(NamedTuple):
    """An article met: where, the hash of its content, when it was captured."""

    path: str
    content: str
    captured: str | None

    @property
    def file(self) -> str:
        return self.path.partition("#")[0]


class Seen:
    """The articles met so far, by id; `fetched` are the paths of the files that were fetched, newest first.

    `older` holds, by path, the Reject for each article that was the first of its id until a newer capture came.
    """

    def __init__(self, fetched: Collection[str] = frozenset()) -> None:
        self._first: dict[str, _Met] = {}
        self._fetched = fetched
        self.older: dict[str, Reject] = {}

    def repeat(self, article_id: str, path: str, content: str, captured: str | None = None) -> Reject | None:
        """The Reject for an article whose id was met before, naming the first; None for the first.

        An article with the moment of its capture yields to a later capture, and to one that nobody captured; callers
        that can't take back what they have read leave `captured` out, and keep the first.
        """
        met = _Met(path, content, captured)
        first = self._first.setdefault(article_id, met)
        if first == met:
            return None
        if first.captured and first.file not in self._fetched and (not captured or captured > first.captured):
            self._first[article_id] = met
            self.older[first.path] = _older(article_id, first, met)
            return None
        if met.file in self._fetched or (captured and first.captured):
            return _older(article_id, met, first)
        if first.content == content:
            reason = DUPLICATE
            detail = f"The same article, with the same id, is in {first.path}: remove one of the two."
        else:
            reason = ID_USED_TWICE
            kept = f"Another article with this id is in {first.path}, and that one is kept"
            detail = f"{kept}: give this one an id of its own."
        return Reject(path=path, article_id=article_id, reason=reason, detail=detail)


def _older(article_id: str, older: _Met, newer: _Met) -> Reject:
    text = "the same text" if older.content == newer.content else "another text"
    detail = f"It is kept as history: {newer.path} is read in its place, with {text}."
    return Reject(path=older.path, article_id=article_id, reason=OLDER, detail=detail)


def _read(
    path: Path,
    name: str,
    sidecar: Path | None,
    limits: Limits,
    mapping: Mapping[str, str] | None,
    wanted: Wanted | None,
) -> Iterator[Article | Reject]:
    try:
        for record in _records(path, name, limits, mapping, wanted):
            if isinstance(record, Record):
                yield assemble(_with_metadata(record, path, sidecar, mapping), limits, mapping)
            else:
                yield record
    except UnreadableError as problem:
        yield problem.reject(name)


def _records(
    path: Path, name: str, limits: Limits, mapping: Mapping[str, str] | None, wanted: Wanted | None
) -> Iterator[Record | Reject]:
    if os.path.isdir(path):
        raise UnreadableError(NOT_READABLE, "The folder can't be opened: check its permissions.")
    match format_of(path):
        case "text":
            return read_text(path, name, limits)
        case "page":
            return read_page(path, name, limits)
        case "json lines":
            return read_json_lines(path, name, limits)
        case "json":
            return read_json(path, name, limits)
        case "csv":
            return read_csv(path, name, limits, mapping)
        case "parquet":
            return read_parquet(path, name, mapping)
        case "archive":
            return read_archive(path, name, limits, wanted)
    known = f"Files named {', '.join(FORMATS)} are read"
    raise UnreadableError(UNSUPPORTED, f"{known} (all but .parquet and .wacz also with .gz): convert it.")


def _with_metadata(record: Record, file: Path, sidecar: Path | None, mapping: Mapping[str, str] | None) -> Record:
    """The record of a file with its sidecar's fields.

    They stand above those of a text or a page, and give a file of many records what single records lack. The day on
    which a feed says that a page was published stands in where the page doesn't tell.
    """
    metadata = read_sidecar(sidecar) if sidecar else None
    if not metadata:
        return record
    known, own = pick(metadata, mapping), pick(record.fields, mapping)
    if format_of(file) not in ("text", "page"):
        lacking = {field: known[field] for field in _OF_ALL_RECORDS if field in known and field not in own}
        return replace(record, fields={**record.fields, **lacking})
    fields = {**own, **known}
    listed = metadata.get("listed_published")
    if "published" not in fields and listed:
        return replace(record, fields={**fields, "published": listed}, basis="given")
    return replace(record, fields=fields, basis="given" if "published" in known else record.basis)

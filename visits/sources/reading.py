"""The way in: a folder of files becomes a stream of articles and rejects."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import Any, NamedTuple

from visits.model.article import Article, Reject
from visits.sources.archives import read_archive
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
from visits.sources.given_dates import read_published
from visits.sources.json_files import read_json, read_json_lines
from visits.sources.limits import NOT_READABLE, UNSUPPORTED, Limits
from visits.sources.page_sieve import Sieve, Wanted
from visits.sources.parquet_files import read_parquet
from visits.sources.records import OUTLET_COUNTRY, Record, UnreadableError, record_key
from visits.sources.repeats import without_repeats
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
    wanted: Wanted | Sieve | None = None,
) -> Iterator[Article | Reject]:
    """The articles under `root`, file by file in sorted order, and a Reject for whatever is none.

    An id occurs once: a second article of the same id is a Reject that names the first. Nothing but the ids
    is held in memory. `mapping` names the files' own fields for some of ours, as in `{"text": "Full Story"}`. Pages
    of archives are left out without a word where `wanted` says False of their visible text.
    Raises SourceError where `root` is no readable folder, UsageError for a mapping of unknown fields.
    """
    return without_repeats(*read_each(root, limits=limits, mapping=mapping, wanted=wanted))


def read_each(
    root: Path,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    mapping: Mapping[str, str] | None = None,
    wanted: Wanted | Sieve | None = None,
) -> tuple[Iterator[Article | Reject], set[str]]:
    """What `read_folder` gives, but with ids that may occur again (see `Seen`); and the files that were fetched."""
    check_mapping(mapping)
    listing = sorted_out(list(walk(root)))
    items = (
        item
        for path in listing.paths
        if path not in listing.describes
        for item in _read(path, relative_name(path, root), listing.sidecars.get(path), limits, mapping, wanted)
    )
    return items, {relative_name(path, root) for path in listing.fetched}


def read_file(
    path: Path,
    root: Path | None = None,
    *,
    limits: Limits = _DEFAULT_LIMITS,
    mapping: Mapping[str, str] | None = None,
    wanted: Wanted | Sieve | None = None,
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
    path: Path, name: str, sidecar: Path | None, is_known: Callable[[bytes], bool], wanted: Wanted | Sieve | None = None
) -> Iterator[ListedRecord]:
    """The records of one file of a listing, named `name` in the dataset; what is known isn't worked out again.

    Pages of an archive are left out where `wanted` says False of their visible text.
    """
    told = _told_by(sidecar)
    try:
        for record in _records(path, name, _DEFAULT_LIMITS, None, wanted, told):
            if isinstance(record, Reject):
                yield _set_aside(record)
                continue
            record = _with_metadata(record, path, told, None)
            key = record_key(record)
            yield ListedRecord(record.path, key, None if is_known(key) else assemble(record, _DEFAULT_LIMITS))
    except UnreadableError as problem:
        yield _set_aside(problem.reject(name, _id(told)))


def _set_aside(reject: Reject) -> ListedRecord:
    return ListedRecord(reject.path, hashlib.sha256(reject.model_dump_json(exclude={"path"}).encode()).digest(), reject)


def _read(
    path: Path,
    name: str,
    sidecar: Path | None,
    limits: Limits,
    mapping: Mapping[str, str] | None,
    wanted: Wanted | Sieve | None,
) -> Iterator[Article | Reject]:
    told = _told_by(sidecar)
    try:
        for record in _records(path, name, limits, mapping, wanted, told):
            if isinstance(record, Record):
                yield assemble(_with_metadata(record, path, told, mapping), limits, mapping)
            else:
                yield record
    except UnreadableError as problem:
        yield problem.reject(name, _id(told))


def _records(
    path: Path,
    name: str,
    limits: Limits,
    mapping: Mapping[str, str] | None,
    wanted: Wanted | Sieve | None,
    told: Mapping[str, Any],
) -> Iterator[Record | Reject]:
    if os.path.isdir(path):
        raise UnreadableError(NOT_READABLE, "The folder can't be opened: check its permissions.")
    match format_of(path):
        case "text":
            return read_text(path, name, limits, _charset(told))
        case "page":
            return read_page(path, name, limits, _charset(told), _address(told))
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


def _told_by(sidecar: Path | None) -> Mapping[str, Any]:
    """What a file's sidecar says; nothing where there is none."""
    return (read_sidecar(sidecar) or {}) if sidecar else {}


def _charset(told: Mapping[str, Any]) -> str | None:
    """The charset in the server's Content-Type, among the headers that fetching kept."""
    headers = told.get("headers")
    if not isinstance(headers, dict):
        return None
    message = Message()
    message["content-type"] = " ".join(str(headers.get("content-type", "")).split())
    return message.get_content_charset()


def _address(told: Mapping[str, Any]) -> str | None:
    """Where a page came from: fetching notes what answered in the end, others what they asked for."""
    given = told.get("final_address") or pick(told, None).get("url")
    return given if isinstance(given, str) and given.startswith(("http://", "https://")) else None


def _id(told: Mapping[str, Any]) -> str | None:
    """The id that a sidecar gives to the article of its file."""
    known = pick(told, None)
    given = known.get("id") or known.get("url")
    return given if isinstance(given, str) else None


def _with_metadata(
    record: Record, file: Path, metadata: Mapping[str, Any], mapping: Mapping[str, str] | None
) -> Record:
    """The record of a file with its sidecar's fields.

    They stand above those of a text or a page, and give a file of many records what single records lack. The day on
    which a feed says that a page was published stands in where the page doesn't tell.
    """
    if not metadata:
        return record
    known, own = pick(metadata, mapping), pick(record.fields, mapping)
    if format_of(file) not in ("text", "page"):
        lacking = {field: known[field] for field in _OF_ALL_RECORDS if field in known and field not in own}
        return replace(record, fields={**record.fields, **lacking})
    fields = {**own, **known}
    if metadata.get("fetched_for") and metadata.get("country"):
        fields[OUTLET_COUNTRY] = metadata["country"]
    listed = metadata.get("listed_published")
    stated = read_published(fields.get("published"))
    if listed and (stated is None or stated.exact() is None):
        return replace(record, fields={**fields, "published": listed}, basis="given")
    return replace(record, fields=fields, basis="given" if "published" in known else record.basis)

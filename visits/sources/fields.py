"""Which of a record's fields is which: the usual names, and plain values out of wrapped ones."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from visits.model.errors import UsageError
from visits.sources.decoding import decode

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "_id", "article_id", "doc_id", "document_id", "story_id", "news_id", "guid", "uuid", "docno"),
    "url": ("url", "link", "uri", "permalink", "web_url", "canonical_url", "article_url", "source_url", "href"),
    "source": (
        "source",
        "source_name",
        "outlet",
        "publisher",
        "publication",
        "newspaper",
        "agency",
        "site_name",
        "site",
        "website",
        "source_domain",
        "domain",
        "hostname",
    ),
    "author": ("author", "authors", "byline", "creator"),
    "title": ("title", "headline", "head", "heading", "article_title"),
    "published": (
        "published",
        "published_at",
        "published_on",
        "published_date",
        "published_time",
        "publication_date",
        "publication_time",
        "publish_date",
        "publish_time",
        "date_published",
        "date_publish",
        "pub_date",
        "first_published",
        "date",
        "datetime",
        "date_time",
        "article_date",
        "timestamp",
        "created",
        "created_at",
        "date_created",
    ),
    "text": (
        "text",
        "body",
        "article_body",
        "article_text",
        "body_text",
        "full_text",
        "maintext",
        "main_text",
        "raw_text",
        "plain_text",
        "content",
        "article",
        "story",
        "story_text",
        "story_body",
        "body_html",
        "content_html",
    ),
    "language": ("language", "lang", "language_code", "lang_code"),
    "fetched": ("fetched", "fetched_at", "captured", "captured_at", "crawled_at", "retrieved_at", "date_download"),
}
"""For each of our fields the names it may have in a file, best first; case, `-`, `_`, `.` and spaces don't count."""

_WRAPPED = ("name", "main", "title", "$oid", "$date", "$numberLong", "value", "rendered", "#text", "text", "url", "id")
_BLANKS = frozenset({"", "nan", "null", "none", "nat", "n/a", "<na>"})


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


_FIELD_NAMES = {field: [_folded(name) for name in names] for field, names in SYNONYMS.items()}


def check_mapping(mapping: Mapping[str, str] | None) -> None:
    """Raise UsageError where a mapping names a field that articles do not have."""
    for field in mapping or {}:
        if field not in SYNONYMS:
            raise UsageError(
                f"{field!r} in the mapping of fields is not a field of an article",
                remedy=f"Use {', '.join(SYNONYMS)} on the left, the file's own name on the right.",
            )


def columns_used(names: Iterable[str], mapping: Mapping[str, str] | None = None) -> list[str]:
    """Of a file's field names those that `pick` may look at, in the file's order."""
    known = {folded for names_ in _FIELD_NAMES.values() for folded in names_}
    known |= {_folded(name) for name in (mapping or {}).values()}
    return [name for name in names if _folded(name) in known]


def has_text(names: Iterable[str], mapping: Mapping[str, str] | None = None) -> bool:
    """True if one of a table's columns is known to hold the text."""
    folded = {_folded(name) for name in names}
    return not folded.isdisjoint([*_FIELD_NAMES["text"], _folded((mapping or {}).get("text", "text"))])


def without_text(names: Iterable[str]) -> str:
    """What to tell of a table or a record that has fields of these names, and none that holds a text."""
    found = ", ".join(str(name)[:30] for name in list(names)[:12])
    known = ", ".join(SYNONYMS["text"][:8])
    return f"No text among the fields {found}: rename the one that holds it ({known}), or give a mapping."


def pick(raw: Mapping[str, Any], mapping: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The record's values under our names, each taken from its best-named field that is not empty.

    `mapping` names the file's own field for some of ours; where a record has that field, no other is tried.
    """
    given: dict[str, Any] = {}
    for name, value in raw.items():
        given.setdefault(_folded(str(name)), value)
    picked = {}
    for field, names in _FIELD_NAMES.items():
        own = _folded(mapping[field]) if mapping and field in mapping else None
        candidates = [own] if own in given else names
        values = (_unwrapped(given[name], field) for name in candidates if name in given)
        found = next((value for value in values if value is not None), None)
        if found is not None:
            picked[field] = found
    return picked


def _unwrapped(value: Any, field: str) -> Any:
    """A plain value out of lists, objects and bytes; None for the many ways to say nothing."""
    if isinstance(value, Mapping):
        inner = (_unwrapped(value[key], field) for key in _WRAPPED if key in value)
        return next((item for item in inner if item is not None), None)
    if isinstance(value, list | tuple):
        items = [item for item in (_unwrapped(item, field) for item in value) if item is not None]
        if field == "text":
            return "\n\n".join(str(item) for item in items) or None
        return items[0] if items else None
    if isinstance(value, bytes | bytearray):
        value = decode(bytes(value))
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() else value
    if isinstance(value, str):
        return None if value.strip().casefold() in _BLANKS else value
    return value if isinstance(value, int | date | datetime) and not isinstance(value, bool) else None

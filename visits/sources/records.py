"""What the readers of the single formats hand over: records, or the reason why there is none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from visits.model.article import Reject
from visits.model.codes import PublishedBasis

OUTLET_COUNTRY: Final = "outlet_country"
"""The field with the country of whoever published a fetched page, as `sources.toml` tells it."""


@dataclass(frozen=True)
class Record:
    """One article as the file holds it: its fields under the file's own names.

    `path` is relative to the raw folder, with `#n` in a file of many records. `basis` says what a publication
    date among the fields rests on: `given` by the file, or where on a page it was found. `captions` are words under
    pictures, kept apart from the text; `notes` say what was odd.
    """

    path: str
    fields: Mapping[str, Any]
    basis: PublishedBasis = "given"
    captions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def record_key(record: Record) -> bytes:
    """A SHA-256 of a record's fields, wherever it stands: equal records become equal articles.

    Empty for the odd record that can't be written down, such as one nested a thousand deep: it equals no other.
    """
    try:
        everything = [record.basis, dict(record.fields), record.captions, record.notes]
        fields = json.dumps(everything, default=lambda value: f"{type(value).__name__} {value}")
    except (RecursionError, TypeError, ValueError):
        return b""
    return hashlib.sha256(fields.encode("ascii")).digest()


class UnreadableError(Exception):
    """A file, or the rest of it, can't be read: reason and detail of the `Reject` to come."""

    def __init__(self, reason: str, detail: str):
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason}: {detail}")

    def reject(self, path: str, article_id: str | None = None) -> Reject:
        return Reject(path=path, article_id=article_id, reason=self.reason, detail=self.detail)

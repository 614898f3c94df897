"""News articles as the rest of the program sees them."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from visits.model.codes import Part, PublishedBasis
from visits.model.partial_date import PartialDate

LONGEST_READ = 150_000
"""Characters of a text that are read for visits: more than the longest news article has. What is longer is a book, a
dump or a broken file."""
_CUT = 2_000
"""Characters before that length in which the end of a line or of a sentence is looked for."""


class Article(BaseModel):
    """One news text, frozen once read.

    `text` is the body with captions; `title` stands apart. `published` is the publication day in the
    outlet's own time zone, None where neither the file nor the text tells the day; `published_basis` says
    where it was found and `published_quote` the words. Where only the month or the year is known, `published`
    is None and `published_hint` holds it (basis and quote are then the hint's). `published_zone` is the offset from UTC
    that stands beside the date ("+09:00", "+00:00"), where one does. `captions` are the spans of `text` that stand
    under pictures. `fetched` is when a page was fetched or captured, in ISO 8601, UTC. `notes` says what was odd
    about the metadata, such as a date that could not be read. `path` is relative to the raw folder, with `#n`
    for the n-th record (from 1) of a file that holds many. `content_hash` is the SHA-256 (hex) of title, text
    and publication day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    source: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    title: str = ""
    text: str = Field(min_length=1)
    published: date | None = None
    published_basis: PublishedBasis = "unknown"
    published_quote: str | None = None
    published_hint: PartialDate | None = None
    published_zone: str | None = None
    fetched: str | None = None
    captions: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    path: str = ""
    content_hash: str = ""

    def readable(self) -> Article:
        """The article as far as it is read: itself, or up to the last line or sentence within `LONGEST_READ`."""
        if len(self.text) <= LONGEST_READ:
            return self
        ends = [self.text.rfind(mark, LONGEST_READ - _CUT, LONGEST_READ) for mark in ("\n", ". ")]
        end = max(ends) + 1 or LONGEST_READ
        return self.model_copy(update={"text": self.text[:end]})

    def part(self, part: Part) -> str:
        """The title or the text, as a span's offsets count in it."""
        return self.title if part == "title" else self.text


class Reject(BaseModel):
    """A file, or one record of it, that was set aside: where it stands, the reason, and what to do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    article_id: str | None = None
    reason: str
    detail: str = ""

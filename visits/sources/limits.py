"""How much is read, at most, and the reasons for which a file or a record is set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EMPTY: Final = "empty"
TOO_SHORT: Final = "too short"
BROKEN: Final = "broken"
NOT_READABLE: Final = "not readable"
NOT_ENGLISH: Final = "not English"
OVERSIZED: Final = "oversized"
UNSUPPORTED: Final = "unsupported format"
DUPLICATE: Final = "duplicate"
ID_USED_TWICE: Final = "id used twice"
OLDER: Final = "older version"
SEVERAL_ARTICLES: Final = "several articles"
LIVE_BLOG: Final = "live blog"
PAYWALL: Final = "paywall"
CONSENT_WALL: Final = "consent wall"
BOT_CHECK: Final = "bot check"
ERROR_PAGE: Final = "error page"
EMPTY_SHELL: Final = "empty shell"
LOST: Final = "reader died"

MARKUP_ALLOWANCE = 4
"""How many times larger than its text a record may be, for the markup and the escapes around the text."""


@dataclass(frozen=True)
class Limits:
    """Bounds on what is read; whatever exceeds them is set aside as `oversized` or `too short`.

    record_bytes   UTF-8 bytes of one article's text; a record with its markup may have four times as many.
    min_characters characters of one article's text, at least.
    document_bytes bytes of one `.json` file holding a list, which is read whole.
    page_elements  elements of one web page, menus and scripts left out: what more would take is no longer seconds.
    unpack_ratio   how many times its packed size a gzip file may unpack to, beyond the first 64 MB.
    """

    record_bytes: int = 5_000_000
    min_characters: int = 40
    document_bytes: int = 256_000_000
    page_elements: int = 12_000
    unpack_ratio: int = 200

    @property
    def raw_record_bytes(self) -> int:
        """The largest record that is looked at, markup and escapes included."""
        return self.record_bytes * MARKUP_ALLOWANCE

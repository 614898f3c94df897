"""Saved web pages: the article's text, its captions, and what the page says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from visits.sources.decoding import clean, decode, is_binary
from visits.sources.limits import BROKEN, EMPTY, Limits
from visits.sources.records import Record, UnreadableError
from visits.sources.streaming import whole

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HEAD_BYTES = 4096
_LATEST_DATE = "2199-12-31"  # htmldate's own bound is today, and then the result would depend on the clock


def read_page(path: Path, name: str, limits: Limits) -> Iterator[Record]:
    """The one article of an `.html` file; raises UnreadableError."""
    raw = whole(path, limits, limits.raw_record_bytes)
    declared = _DECLARED.search(raw[:_HEAD_BYTES])
    page = decode(raw, declared[1].decode("ascii") if declared else None).replace("\x00", "")
    if not page.strip():
        raise UnreadableError(EMPTY, "The file holds nothing.")
    if is_binary(page):
        raise UnreadableError(BROKEN, "It holds binary data, not a page.")
    yield Record(name, _fields(page), basis="metadata")


def _fields(page: str) -> dict[str, Any]:
    try:
        fields = _extracted(page)
    except Exception as error:  # pages break the libraries in more ways than can be named; each costs only itself
        raise UnreadableError(BROKEN, f"The page can't be taken apart ({error}): save its text as .txt.") from error
    if not fields:
        raise UnreadableError(EMPTY, "No article is found on the page: if there is one, save its text as .txt.")
    return fields


def _extracted(page: str) -> dict[str, Any]:
    """The article's fields; nothing where the page holds no article."""
    import trafilatura  # half a second, and most folders hold no pages
    from htmldate import find_date

    tree = trafilatura.load_html(page)
    if tree is None:
        return {}
    language, captions = tree.get("lang"), _captions(tree)  # before the extraction, which prunes the tree
    document: Any = trafilatura.bare_extraction(tree, fast=True, include_comments=False, with_metadata=True)
    if document is None or not document.text:
        return {}
    return {
        "url": document.url,
        "source": document.sitename or document.hostname,
        "title": document.title,
        "published": find_date(page, original_date=True, extensive_search=False, max_date=_LATEST_DATE),
        "language": language,
        "text": _with_captions(document.text, document.title or "", captions),
    }


def _captions(tree: Any) -> list[str]:
    """The words under the page's pictures, which the extraction of the text leaves out."""
    return [" ".join(str(caption.text_content()).split()) for caption in tree.iter("figcaption")]


def _with_captions(text: str, title: str, captions: list[str]) -> str:
    """The text without its repeated title, and at its end the captions that it lacks."""
    text = clean(text)
    first, _, rest = text.partition("\n")
    if title and first.strip() == title.strip():
        text = rest.strip()
    flat = " ".join(text.split())
    missing = dict.fromkeys(caption for caption in captions if caption and caption not in flat)
    return "\n\n".join([text, *missing])

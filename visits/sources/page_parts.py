"""What of a web page is read: its bytes without scripts, styles, menus and sidebars, decoded.

Of most pages that is a tenth, so the rest is neither decoded nor kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from visits.sources.decoding import decode, wide_encoding

UNREAD: Final = ("nav", "aside", "footer", "select", "button", "noscript", "iframe", "svg", "template", "object")
"""Elements in which no article's words are looked for; a footer of an article's own, or of a quotation, is."""

_UNREAD = frozenset(f"<{name}".encode() for name in UNREAD)
_SKIPPED = ["script", "style", *(name for name in UNREAD if name != "footer")]
_START = re.compile(rf"<(?:!--|(?:{'|'.join([*_SKIPPED, *map(str.upper, _SKIPPED)])})(?=[\s>]))".encode())
_COMMENT, _SCRIPT = b"<!--", b"<script"
_HOLDING_FEW_TAGS = frozenset({_SCRIPT, b"<style"})
_LONGEST_OPENING = 400
_HOPS = 50
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HEAD_BYTES = 4096


class PageParts(NamedTuple):
    """The HTML that is read, the JSON-LD, and whether the page has scripts."""

    html: str
    json_ld: tuple[str, ...]
    scripted: bool


def parts_of(raw: bytes, declared: str | None = None) -> PageParts:
    """The page without comments, scripts, styles, menus and sidebars, and its JSON-LD.

    It is decoded by its byte order mark, as UTF-8 where it is that, in the charset `declared` by the server, in that of
    its meta tag, or in the likeliest one; a charset that doesn't explain the bytes is passed over. An element that is
    not closed, or holds another of its kind, stays: where it ends isn't plain.
    """
    wide = wide_encoding(raw)
    page = raw.decode(wide, errors="replace").encode("utf-8", errors="replace") if wide else raw
    kept: list[bytes] = []
    scripts: list[bytes] = []
    scripted, position = False, 0
    for opening, start, end in _unread(page):
        kept.append(page[position:start])
        position = end
        if opening == _SCRIPT:
            scripted = True
            tag, _, _ = page[start : start + _LONGEST_OPENING].partition(b">")
            if b"ld+json" in tag.lower():
                scripts.append(page[page.find(b">", start) + 1 : end])
    kept.append(page[position:])
    json_ld = tuple(decode(script, _charsets(page, declared)) for script in scripts)
    html = decode(b"\n".join(kept), _charsets(page, declared))
    return PageParts(html, json_ld, scripted or "<script" in html)


def _charsets(page: bytes, declared: str | None) -> Iterator[str | None]:
    """What is asked where the bytes aren't UTF-8."""
    yield declared
    if match := _DECLARED.search(page[:_HEAD_BYTES]):
        yield match[1].decode("ascii")


def _unread(page: bytes) -> Iterator[tuple[bytes, int, int]]:
    """What opens each comment or element that isn't read, where it begins, and where its closing tag does."""
    ends: dict[bytes, int] = {}
    match = _START.search(page)
    while match:
        start, opening = match.start(), match[0]
        end = ends.get(opening, start)
        if 0 <= end < match.end():  # looked for once, not for each opening: pages may be hostile
            end = ends[opening] = _end_of(opening, page, match.end())
        name = opening.lower()
        if end < 0 or (name in _UNREAD and page.find(opening, match.end(), end) >= 0):
            match = _START.search(page, match.end())
        else:
            yield name, start, end
            match = _START.search(page, end)


def _end_of(opening: bytes, page: bytes, start: int) -> int:
    """Where the element or comment of this opening ends; -1 where it doesn't.

    Scripts and styles are long and hold few "<": going from one to the next is many times as quick as looking for the
    closing tag in every letter.
    """
    if opening == _COMMENT:
        return page.find(b"-->", start)
    closing = b"</" + opening[1:]
    at = page.find(b"<", start)
    for _ in range(_HOPS if opening.lower() in _HOLDING_FEW_TAGS else 0):
        if at < 0 or page.startswith(closing, at):
            return at
        at = page.find(b"<", at + 1)
    return page.find(closing, at) if at >= 0 else -1

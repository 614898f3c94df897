"""What of a web page is read: its bytes without scripts, styles, menus and sidebars, decoded.

Of most pages that is a tenth, so the rest is neither decoded nor kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from visits.sources.decoding import decode, wide_encoding

UNREAD: Final = ("nav", "aside", "footer", "select", "button", "noscript", "iframe", "svg", "template", "object")
"""Elements in which no article's words are looked for; a footer of an article's own, or of a quotation, is."""

_CUT = [name.encode() for name in ("script", "style", *(name for name in UNREAD if name != "footer"))]
_NAMES = [*_CUT, *(name.upper() for name in _CUT)]
_TAGS = [tag + name for name in _NAMES for tag in (b"<", b"</")]
_COMMENT, _COMMENT_END, _SCRIPT = b"<!--", b"-->", b"<script"
_COMMENT_CODE = len(_TAGS)
_SEARCH: Final = BytesAhoCorasick([*_TAGS, _COMMENT], implementation=Implementation.DFA)
"""Finds where these elements begin (even codes), each with where it ends behind it, and comments."""
_BEHIND_NAME = frozenset(b" \t\n\r\f\v>")
_HOLDING_NONE = frozenset({b"<script", b"<style"})
"""Elements of which what looks like another in them is text."""
_LONGEST_OPENING = 400
_FREELY_SEARCHED, _MOST_TAGS = 2_000_000, 200_000
"""The size from which a page's tags are counted, and their number from which nothing is cut: it is no page of news, and
is refused for its elements."""
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
    """What opens each comment or element that isn't read, where it begins, and where its closing tag does.

    All tags are found in one pass, so that pages made to be hostile take no longer than others.
    """
    if len(page) > _FREELY_SEARCHED and page.count(b"<") > _MOST_TAGS:
        return
    found = _SEARCH.find_matches_as_indexes(page)
    starts: dict[int, list[int]] = {}
    for code, start, _ in found:
        starts.setdefault(code, []).append(start)
    position, last_comment = 0, page.rfind(_COMMENT_END) if _COMMENT_CODE in starts else -1
    for code, start, end in found:
        if start < position:
            continue
        if code == _COMMENT_CODE:
            opening, close = _COMMENT, page.find(_COMMENT_END, end) if end <= last_comment else -1
        elif code % 2 or page[end : end + 1] == b"" or page[end] not in _BEHIND_NAME:
            continue
        else:
            opening = _TAGS[code].lower()
            close = _next(starts.get(code + 1, ()), end)
            if opening not in _HOLDING_NONE and 0 <= _next(starts[code], end) < close:
                continue
        if close >= 0:
            yield opening, start, close
            position = close


def _next(starts: Sequence[int], offset: int) -> int:
    """The first of the places at or behind an offset; -1 where there is none."""
    k = bisect_left(starts, offset)
    return starts[k] if k < len(starts) else -1

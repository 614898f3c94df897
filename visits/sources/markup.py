"""Plain text from fields that hold HTML."""

from __future__ import annotations

import html
import re

_TAGS = (
    "p|br|div|span|a|b|i|u|em|strong|h[1-6]|ul|ol|li|img|figure|figcaption|blockquote|section|article|aside|"
    "header|footer|table|tbody|thead|tr|td|th|hr|html|body|head|title|meta|link|font|center|small|sup|sub|"
    "iframe|video|audio|source|picture|svg|button|form|input|label|time|main|nav|cite|q|pre|code|script|style"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style|head|svg|iframe|noscript)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_BREAK = re.compile(r"<br(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|figure|figcaption|blockquote|section|article|aside|header|footer|table|tr|hr|"
    r"main|nav|pre|title|body)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:amp;)*(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_ROUNDS = 2  # markup that was itself escaped shows only after the first round


def plain(text: str) -> str:
    """The text without HTML tags and entities; text that holds none is returned as it is."""
    for _ in range(_ROUNDS):
        stripped = _without_entities(_without_tags(text))
        if stripped == text:
            break
        text = stripped
    return text


def _without_tags(text: str) -> str:
    if "<" not in text or not _TAG.search(text):
        return text
    text = _UNSEEN.sub(" ", text)
    # In HTML a line end is a space; lines are what the block elements make.
    text = re.sub(r"[ \t]*\n[ \t]*", "\n" if not _BLOCK.search(text) and not _BREAK.search(text) else " ", text)
    text = _BLOCK.sub("\n\n", _BREAK.sub("\n", text))
    text = _TAG.sub("", text)
    return re.sub(r" *\n(?: *\n)+ *", "\n\n", re.sub(r" *\n *", "\n", text)).strip()


def _without_entities(text: str) -> str:
    return _ENTITY.sub(lambda m: html.unescape(f"&{m[1]};"), text) if "&" in text else text

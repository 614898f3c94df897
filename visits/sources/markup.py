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
_UNSEEN = re.compile(r"<(script|style|head|svg|iframe|noscript)\b[^<>]*>|<!--", re.IGNORECASE)
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
    text = _without_unseen(text)
    if _BLOCK.search(text) or _BREAK.search(text):  # then lines are what these make, and a line end is a space
        text = " ".join(line.strip(" \t") for line in text.split("\n"))
    text = _TAG.sub("", _BLOCK.sub("\n\n", _BREAK.sub("\n", text)))
    lines = (line.strip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_unseen(text: str) -> str:
    """The text without scripts, styles and comments; in one pass, since texts may be hostile."""
    kept, position = [], 0
    lowered = text.lower()
    endless: set[str] = set()
    for match in _UNSEEN.finditer(text):
        close = f"</{match[1].lower()}" if match[1] else "-->"
        if match.start() < position or close in endless:
            continue
        end = lowered.find(close, match.end())
        end = lowered.find(">", end) if end >= 0 else end
        if end < 0:
            endless.add(close)
            continue
        kept.append(text[position : match.start()])
        position = end + 1
    return " ".join([*kept, text[position:]])


def _without_entities(text: str) -> str:
    return _ENTITY.sub(lambda m: html.unescape(f"&{m[1]};"), text) if "&" in text else text

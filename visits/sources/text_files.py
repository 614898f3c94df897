"""Plain-text articles, with their metadata in a front matter block or in a sidecar file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from visits.sources.decoding import clean, decode, is_binary
from visits.sources.fields import pick
from visits.sources.limits import BROKEN, Limits
from visits.sources.records import Record, UnreadableError
from visits.sources.streaming import whole

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY_VALUE = re.compile(r"([A-Za-z_][\w .-]{0,40}?)\s*:(?:\s+(.*)|$)")
_LONGEST_TITLE = 160
_SENTENCE_END = re.compile(r"[.,;:…]['\"”’)]?$|[.!?]['\"”’)]?\s+[A-Z]")
_DATELINE = re.compile(r"\([A-Z][\w .&/-]+\)|\s(?:--|—|–)\s|^[A-Z .,]{4,}, [A-Z][a-z]{2,8}\.? \d")


def read_text(path: Path, name: str, limits: Limits, charset: str | None = None) -> Iterator[Record]:
    """The one article of a `.txt` file; `charset` is what its server said, if it came from one.

    A file without front matter whose first line looks like a headline (short, no full stop, an empty line
    after it) gives that line as title. Raises UnreadableError.
    """
    decoded = decode(whole(path, limits, limits.raw_record_bytes), [charset])
    if is_binary(decoded):
        raise UnreadableError(BROKEN, "It holds binary data, not text.")
    fields, text = split_front_matter(clean(decoded))
    if "title" not in pick(fields):
        title, text = split_title(text)
        fields["title"] = title
    yield Record(name, {**fields, "text": text})


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The `key: value` lines of a leading `---` block, and the text after it.

    Values are taken literally, without YAML's types; an indented line continues the value above. A block that
    holds none of the known fields is part of the text.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    fields: dict[str, Any] = {}
    key = None
    for line in match[1].split("\n"):
        if line[:1].isspace() and key is not None:
            fields[key] = f"{fields[key]} {line.strip()}".strip()
        elif pair := _KEY_VALUE.match(line):
            key = pair[1]
            fields[key] = (pair[2] or "").strip()
    fields = {key: _unquoted(value) for key, value in fields.items()}
    return (fields, text[match.end() :].strip()) if pick(fields) else ({}, text)


def _unquoted(value: str) -> str:
    value = re.sub(r"^[>|][+-]?\s+", "", value)  # the marks of YAML's block texts
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def split_title(text: str) -> tuple[str, str]:
    """The headline at the top of a text and the rest; no headline where the first line may be prose."""
    first, blank, rest = text.partition("\n\n")
    first = first.removeprefix("# ").strip()
    if (
        not blank
        or "\n" in first
        or len(first) > _LONGEST_TITLE
        or len(first.split()) < 3
        or _SENTENCE_END.search(first)
        or _DATELINE.search(first)
    ):
        return "", text
    return first, rest.strip()

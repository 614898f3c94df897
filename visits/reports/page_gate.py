"""The gate for whole web pages: whether the article on a page can tell of a visit, judged before it is found there.

It asks of a page's visible text what `Gate` asks of an article, sentence by sentence. Every sentence of the article
stands on the page, so what the gate lets pass in the article, it lets pass in the page; teasers of other stories may
let a page pass that the article would not.
"""

from __future__ import annotations

import re
import string

from visits.mentions.reading import readable_title
from visits.mentions.sentences_around import SentencesAround
from visits.registry import Registry
from visits.reports.datelines import dateline_at
from visits.reports.gate import Gate

_DASHES = ("- ", "-\n", "– ", "–\n", "— ", "—\n")
_LINE_HEAD = re.compile(r"[^\w\n]*")
_LONGEST_DATELINE = 120
_LETTERS = (string.ascii_letters + "\n").encode()
_NO_LETTERS = bytes(byte for byte in range(256) if byte not in _LETTERS)
_SHAPES = bytes.maketrans(string.ascii_uppercase.encode(), b"A" * 26)
_THREE_CAPITALS = b"AAA"
"""What stands somewhere among the letters of each line of which four fifths are capitals."""
_SMALL = string.ascii_lowercase.encode()
_MOST_SMALL = 0.2
"""The share of small letters that a line set in capitals has at most."""


class PageGate:
    """Decides which pages are worth the search for their article; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, gate: Gate):
        self._registry = registry
        self._gate = gate

    def may_tell(self, text: str) -> bool:
        """False for the visible text of a page (a line for each block) on which no article can tell of a visit.

        Its first line is taken for the title.
        """
        title, _, rest = _with_headlines_cased(text).partition("\n")
        text, text_start = f"{title}\n\n{rest}", len(title) + 2
        around = SentencesAround(text, text_start).at
        telling = self._gate.telling(text, text_start, around, lambda: self._datelines(text), None, True)
        return next(telling, None) is not None

    def _datelines(self, text: str) -> tuple[str, ...]:
        """The countries of all datelines on the page."""
        heads = set()
        for dash in _DASHES:
            found = text.find(dash)
            while found >= 0:
                start = text.rfind("\n", 0, found) + 1
                if found - start < _LONGEST_DATELINE:
                    heads.add(start)
                found = text.find(dash, found + 1)
        places = (dateline_at(text, _head_end(text, start), self._registry, None) for start in heads)
        return tuple(sorted({place.country for place in places if place and place.country}))


def _head_end(text: str, start: int) -> int:
    match = _LINE_HEAD.match(text, start)
    return match.end() if match else start


def _with_headlines_cased(text: str) -> str:
    """The text, and behind it each line in capitals once more as headlines are read: in title case."""
    if _THREE_CAPITALS not in text.encode("ascii", "replace").translate(_SHAPES, _NO_LETTERS):
        return text
    cased = [read for line in text.split("\n") if _in_capitals(line) and (read := readable_title(line)) != line]
    return "\n".join([text, *cased]) if cased else text


def _in_capitals(line: str) -> bool:
    """False for nearly all lines that aren't set in capitals: a quick look."""
    letters = line.encode("ascii", "replace")
    return len(letters) - len(letters.translate(None, _SMALL)) < _MOST_SMALL * len(letters)

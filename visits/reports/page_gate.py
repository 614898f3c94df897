"""The gate for whole web pages: whether the article on a page can tell of a visit, judged before it is found there.

It asks of a page's visible text what `Gate` asks of an article, and takes each of its lines for a sentence. A line
holds at least the words of every sentence in it, so what the gate lets pass in the article, it lets pass in the page;
teasers of other stories may let a page pass that the article would not.
"""

from __future__ import annotations

import re

from visits.mentions.reading import readable_title
from visits.registry import Registry
from visits.reports.datelines import dateline_at
from visits.reports.gate import Gate

_DASHES = ("- ", "-\n", "– ", "–\n", "— ", "—\n")
_LINE_HEAD = re.compile(r"[^\w\n]*")
_LONGEST_DATELINE = 120
_CAPITALS = re.compile(r"[A-Z][^a-z\n]{3,}")


class PageGate:
    """Decides which pages are worth the search for their article; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, gate: Gate):
        self._registry = registry
        self._gate = gate

    def may_tell(self, text: str) -> bool:
        """False for the visible text of a page (a line for each block) on which no article can tell of a visit."""
        text = _with_headlines_cased(text)
        telling = self._gate.telling(text, 0, lambda at: _line(text, at), lambda: self._datelines(text), None, True)
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


def _line(text: str, offset: int) -> tuple[int, int]:
    """The line around an offset."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text)


def _head_end(text: str, start: int) -> int:
    match = _LINE_HEAD.match(text, start)
    return match.end() if match else start


def _with_headlines_cased(text: str) -> str:
    """The text, and behind it each line in capitals once more as headlines are read: in title case."""
    starts = {text.rfind("\n", 0, match.start()) + 1 for match in _CAPITALS.finditer(text)}
    lines = (text[start : end if (end := text.find("\n", start)) >= 0 else len(text)] for start in sorted(starts))
    cased = [read for line in lines if (read := readable_title(line)) != line]
    return "\n".join([text, *cased]) if cased else text

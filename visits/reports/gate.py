"""The cheap test that turns most news away before it is read closely.

A visit needs a leader of one country and a place in another. An article is read on only if its names stand for
at least two countries and somebody in it can be a head of state or government. The test looks at the names
found in one pass, at the dateline, and at one search for titles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from visits.lexicon.load import Lexicon
from visits.mentions.names import Span
from visits.registry import Registry

_POPE = re.compile(r"\b(?:[Pp]ope|[Pp]ontiff|[Pp]apal)\b")


class Gate:
    """Decides whether an article can hold a visit; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, lexicon: Lexicon):
        self._registry = registry
        forms = {f.lower() for office in lexicon.offices if office.rank in ("head", "party") for f in office.forms}
        alternatives = "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))
        self._titles = re.compile(rf"\b(?:{alternatives})s?\b", re.IGNORECASE)

    def passes(self, string: str, names: Sequence[Span], here: str | None) -> bool:
        """True if the article is worth a close reading.

        `names` are the spans that the name scanner found, `here` is the country of the dateline.
        """
        led = {"VAT"} if _POPE.search(string) else set()
        placed = {here} if here else set()
        for _, _, kind, mention in names:
            if kind in "FS":
                led.update(t.country for i in mention.leader_ids for t in self._registry.leader(i).terms)
            elif mention.country:
                placed.add(mention.country)
        if not placed or not (led or self._titles.search(string)):
            return False
        return len(placed) > 1 or bool(led - placed)

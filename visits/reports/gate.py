"""The cheap test that turns most news away before it is read closely.

A visit needs a leader of one country, a place in another, and a word of travel. An article is read on only if
its names stand for at least two countries, somebody in it can be a head of state or government, and it holds
a travel word. The test looks at the names found in one pass and at one search for words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from visits.lexicon.load import Lexicon, forms_of
from visits.mentions.names import Span
from visits.registry import Registry

_EVERYDAY = frozenset({"say", "tell", "see", "join", "sign", "speak", "address", "appear", "deliver", "stop-noun"})
"""Entries whose words stand in any news: they alone do not make an article worth reading."""


class Gate:
    """Decides whether an article can hold a visit; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, lexicon: Lexicon):
        self._registry = registry
        words = {
            form.lower()
            for word in (*lexicon.travel_verbs, *lexicon.travel_nouns)
            if word.id not in _EVERYDAY
            for form in forms_of(word)
        }
        titles = {
            form.lower() for office in lexicon.offices if office.rank in ("head", "party") for form in office.forms
        }
        self._travel = _any_of(words)
        self._titles = _any_of(titles)

    def passes(self, string: str, names: Sequence[Span]) -> bool:
        """True if the article is worth a close reading; `names` are the spans that the name scanner found."""
        led: set[str] = set()
        placed: set[str] = set()
        for _, _, kind, mention in names:
            if kind in "FS":
                led.update(t.country for i in mention.leader_ids for t in self._registry.leader(i).terms)
            elif mention.country:
                placed.add(mention.country)
        if not placed or not (led or self._titles.search(string)):
            return False
        return (len(placed) > 1 or bool(led - placed)) and self._travel.search(string) is not None


def _any_of(phrases: set[str]) -> re.Pattern[str]:
    """A search for any of the phrases as whole words, in any case, the longest first."""
    alternatives = "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)

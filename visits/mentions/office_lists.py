"""One title for several people: "the leaders of France, Germany and Italy", "the Israeli and Egyptian presidents"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from visits.lexicon.entries import Office
from visits.mentions.person_phrases import PersonPhrase
from visits.mentions.tokens import PhraseTable, Token

_ARTICLES = frozenset({"the", "both"})


class OfficeLists:
    """Finds the holders of one office in several countries; built once from the offices of heads."""

    def __init__(self, offices: Iterable[Office]):
        self._plurals: PhraseTable[Office] = PhraseTable()
        plurals = {_plural(f): o for o in offices if o.rank == "head" and o.stands_alone for f in o.forms}
        for form, office in plurals.items():
            self._plurals.add(form, office)
        self.nouns = {head_noun(form) for form in plurals}
        """The words of which every list has one, besides a name."""
        self.opening = self._plurals.first_words() | {"G"}
        """The words at which a list begins, but for an article before them."""

    def around(self, tokens: Sequence[Token], i: int, floor: int) -> list[PersonPhrase]:
        """The people of the list that begins at token `i`, or at the article before it, not before `floor`."""
        if tokens[i].low not in self.opening:
            return []
        article = i > floor and tokens[i - 1].low in _ARTICLES
        return (self.at(tokens, i - 1) if article else []) or self.at(tokens, i)

    def at(self, tokens: Sequence[Token], i: int) -> list[PersonPhrase]:
        """The people of the list that begins at token `i`, each with the country that stands for him; [] if none."""
        if tokens[i].kind == "G":
            return self._by_demonyms(tokens, i)
        if tokens[i].kind != "w":
            return []
        title = i + 1 if tokens[i].low in _ARTICLES and i + 1 < len(tokens) else i
        found = self._plurals.at(tokens, title)
        if found is None:
            return []
        of = title + found[0]
        if of + 1 >= len(tokens) or tokens[of].low != "of":
            return []
        countries = _series(tokens, of + 1, "L")
        return _phrases(tokens, countries, found[1], i, countries[-1] + 1) if countries else []

    def _by_demonyms(self, tokens: Sequence[Token], i: int) -> list[PersonPhrase]:
        countries = _series(tokens, i, "G")
        if not countries or countries[-1] + 1 >= len(tokens):
            return []
        found = self._plurals.at(tokens, countries[-1] + 1)
        if found is None:
            return []
        return _phrases(tokens, countries, found[1], i, countries[-1] + 1 + found[0])


def head_noun(title: str) -> str:
    """The word of a title that few sentences hold: "minister" of "trade minister", "head" of "head of state"."""
    return title.partition(" of ")[0].rpartition(" ")[2]


def _plural(form: str) -> str:
    return form if form.endswith("s") or form.startswith("heads of") else f"{form}s"


def _series(tokens: Sequence[Token], k: int, kind: str) -> list[int]:
    """The tokens of "France, Germany and Italy", which begins at `k`; [] unless it names at least two countries."""
    members: list[int] = []
    while k < len(tokens):
        k += tokens[k].low == "the" and kind == "L"
        if k >= len(tokens) or tokens[k].kind != kind or tokens[k].mention.country is None:
            return []
        members.append(k)
        joins = 0
        while k + 1 < len(tokens) and joins < 2 and tokens[k + 1].low in {",", "and"}:
            k, joins = k + 1, joins + 1
            if tokens[k].low == "and":
                last = k + 1 + (k + 1 < len(tokens) and tokens[k + 1].low == "the" and kind == "L")
                listed = last < len(tokens) and tokens[last].kind == kind and tokens[last].mention.country is not None
                return [*members, last] if listed else []
        if not joins:
            return []
        k += 1
    return []


def _phrases(
    tokens: Sequence[Token], countries: Sequence[int], office: Office, first: int, last: int
) -> list[PersonPhrase]:
    """One phrase for each country; the first and the last reach over the title's words."""
    phrases = [
        PersonPhrase(k, k + 1, office=office, country=tokens[k].mention.country, definite=True) for k in countries
    ]
    phrases[0].first, phrases[-1].last = first, last
    return phrases

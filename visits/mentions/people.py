"""Who an article speaks of: names, titles, and the people behind them.

Three passes over the tokens, each leaning on what the one before established:

1. full names of registered leaders, and titles followed by a name ("Prime Minister Shukri Ghanem");
2. last names alone ("Merkel", "Mr. Kim"), which mean a person of the first pass or, where the name is
   distinctive, a leader in office when the article appeared;
3. titles alone ("the French leader", "the pope"), which mean a person of the article or the office's holder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from visits.lexicon.entries import Office
from visits.lexicon.load import Lexicon
from visits.mentions.blocks import Blocks
from visits.mentions.identities import People, is_full
from visits.mentions.names import Span
from visits.mentions.names_unknown import capitalised_run, spell
from visits.mentions.office_lists import OfficeLists, head_noun
from visits.mentions.person_phrases import (
    HONORIFICS,
    MODIFIERS,
    PersonPhrase,
    continues_as_name,
    end_of_name,
    first_names,
    has_other_first_name,
    honorific_phrase,
    is_surname,
    named_phrase,
    titled_phrase,
    unknown_phrase,
)
from visits.mentions.reading import Reading
from visits.mentions.tokens import PhraseTable, Token
from visits.mentions.words import WordSearch
from visits.model.mention import PersonMention
from visits.registry import Registry


class PeopleFinder:
    """Finds the people of an article; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, lexicon: Lexicon):
        self._registry = registry
        self._offices: PhraseTable[Office] = PhraseTable()
        for office in lexicon.offices:
            for form in office.forms:
                self._offices.add(form, office)
        self._first_names = first_names(registry)
        self._lists = OfficeLists(lexicon.offices)
        self._opening = self._offices.first_words() | HONORIFICS.keys() | {"F", "S"} | self._lists.opening
        titles = {head_noun(form) for office in lexicon.offices for form in office.forms}
        self.words = WordSearch(titles | HONORIFICS.keys() | self._lists.nouns)
        """The words of which every phrase that means a person has one, unless a name does."""

    def find_in(self, reading: Reading, blocks: Blocks, names: Sequence[Span], on: date | None) -> list[PersonMention]:
        """The mentions of people in an article, given its blocks and the names in it."""
        offsets = [start for start, _, kind, _ in names if kind in "FS"]
        offsets += reading.starts(self.words)
        return self.find(blocks.around(offsets), on) if offsets else []

    def find(self, tokens: Sequence[Token], on: date | None) -> list[PersonMention]:
        """The mentions of people in `tokens` (chunked with name hits as kinds F and S, places L, demonyms G).

        `on` is the day from which offices are judged, None where no date is known.
        """
        items = list(self._items(tokens))
        people = People(self._registry, on)
        for item in items:
            if item.name and is_full(item):
                people.establish(item)
        mentions: list[PersonMention] = []
        for item in items:
            person = people.resolve(item)
            if person is None:
                continue
            kind = "name" if item.name else "title"
            mention = PersonMention(tokens[item.first].start, tokens[item.last - 1].end, person, kind)  # type: ignore[arg-type]
            people.saw(person, mention)
            mentions.append(mention)
        return mentions

    def _items(self, tokens: Sequence[Token]) -> Iterable[PersonPhrase]:
        """The person noun phrases in reading order."""
        reached, previous_end = 0, 0
        pending: PersonPhrase | None = None  # the last named item, for appositions that follow it
        opening = self._opening
        for i in [i for i, token in enumerate(tokens) if token.low in opening]:
            if i < reached:
                continue
            listed = self._lists.around(tokens, i, reached)
            if listed:
                yield from listed
                pending = None
                reached = previous_end = listed[-1].last
                continue
            item = self._item_at(tokens, i, previous_end)
            if item is None:
                continue
            if item.office and not item.name and pending and self._apposes(tokens, pending, item):
                _lend_office(pending, item)
                reached = previous_end = item.last
                continue
            if item.office and not item.name and item.office.rank == "head":
                self._take_apposed_name(tokens, item)
            if item.office and not item.name and not (item.office.stands_alone and item.definite):
                continue
            if pending is not None and _goes_on(tokens, pending, item):  # "King Salman Abdulaziz Al Saud"
                pending.last = item.last
                reached = previous_end = item.last
                continue
            yield item
            pending = item if item.name else None
            reached = previous_end = item.last

    def _take_apposed_name(self, tokens: Sequence[Token], item: PersonPhrase) -> None:
        """ "The British prime minister, Neville Chamberlain, went": somebody nobody knows, and not today's."""
        at = item.last + 1
        end = capitalised_run(tokens, at)
        if not (item.last < len(tokens) and tokens[item.last].low == "," and 2 <= end - at <= 3 and end < len(tokens)):
            return
        plain = all(t.kind == "w" and t.low not in HONORIFICS and t.low not in self._opening for t in tokens[at:end])
        if plain and tokens[end].low == ",":
            item.name, item.name_span = spell(tokens[at:end]), (tokens[at].start, tokens[end - 1].end)
            item.last = end

    def _item_at(self, tokens: Sequence[Token], i: int, floor: int) -> PersonPhrase | None:
        token = tokens[i]
        if token.kind == "S" and has_other_first_name(tokens, i, floor, self._first_names):
            return unknown_phrase(tokens, i - 1, i - 1, i + 1)
        if token.kind in "FS" and continues_as_name(tokens, i):
            return unknown_phrase(tokens, i, i, end_of_name(tokens, i))
        if token.kind in "FS":
            return named_phrase(tokens, i, i)
        if token.kind != "w":
            return None
        if token.low in HONORIFICS:
            return honorific_phrase(tokens, i)
        found = self._offices.at(tokens, i)
        if found is None or is_surname(tokens, i, found[0]):
            return None
        return titled_phrase(tokens, i, found[0], found[1], floor)

    @staticmethod
    def _apposes(tokens: Sequence[Token], named: PersonPhrase, title: PersonPhrase) -> bool:
        """True for "Juncker, Luxembourg's prime minister" and "Rouhani, the president of Iran", not for "Melania, the
        president's wife"."""
        between = tokens[named.last : title.first]
        owner = title.last < len(tokens) and tokens[title.last].low == "'s"
        if [t.low for t in between] == ["as"]:  # "when Mandela as South Africa's president visited"
            return not owner and title.country is not None
        return not owner and (
            1 <= len(between) <= 4
            and between[0].low == ","
            and all(t.low in MODIFIERS | {"a", "who", "is"} for t in between[1:])
        )


def _goes_on(tokens: Sequence[Token], named: PersonPhrase, item: PersonPhrase) -> bool:
    """True for a name that nobody knows right behind one that is known: it is the rest of that."""
    known = named.hit is not None and item.hit is None and item.office is None
    return known and tokens[item.first].start == tokens[named.last - 1].end + 1


def _lend_office(named: PersonPhrase, title: PersonPhrase) -> None:
    """An apposition tells the office of the person named before it."""
    if named.office is None or (named.office.rank == "other" and title.office and title.office.rank != "other"):
        named.office, named.country = title.office, title.country or named.country
        named.former = title.former
    named.gender = named.gender or title.gender

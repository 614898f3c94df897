"""With whom: named people who travel with the leader, told from hosts and from people met."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from visits.lexicon.load import Lexicon
from visits.mentions.tokens import Token
from visits.mentions.words import WordSearch
from visits.model.mention import Person
from visits.registry import Registry
from visits.reports.company_lists import GENERAL, ListReader, with_behind_travel
from visits.reports.company_members import GOING, MemberReader, alongside, going_together, inverted, likewise
from visits.reports.company_words import HINTS, OPENING
from visits.reports.discourse import Discourse
from visits.reports.found import Found
from visits.reports.kindred import KinReader, first_lady
from visits.reports.names import same_name
from visits.reports.observation import Observation
from visits.reports.party import Party
from visits.reports.scenes import SceneReader
from visits.reports.sightings import seen_there

_WITH_HIM = re.compile(r"with\s+(?:he|him|his|she|her)\b")  # nothing before its first letter: so it is found fastest
_OPENS = re.compile(rf"(?:{'|'.join(sorted(OPENING))})\b")


_SPOUSE = frozenset({"husband"})
"""The leader, told of a first lady: "while her husband held talks"."""
_LIKE = frozenset({"as", "so"})


class CompanionReader:
    """Reads companions; built once for a lexicon and a registry."""

    def __init__(self, lexicon: Lexicon, registry: Registry):
        self._registry = registry
        self._kin = KinReader(lexicon)
        self._lists = ListReader()
        self._members = MemberReader()
        self._scenes = SceneReader()
        self._alone = self._kin.words | self._lists.words | self._members.words
        self._telling = self._alone | self._lists.opening | self._members.opening | {"P"}
        self.hints = WordSearch(HINTS | self._kin.hints | self._scenes.words)
        """Words by which sentences are picked that can tell of company."""

    def read(
        self, discourse: Discourse, numbers: Iterable[int], traveller: Person, host: str, group: Sequence[Observation]
    ) -> list[Found]:
        """The traveller's companions in these sentences, each person once under the fullest name."""
        found: list[Found] = []
        cues: dict[int, list[Observation]] = defaultdict(list)
        for obs in group:
            cues[obs.sentence].append(obs)
        hinted, telling = discourse.once(self._hinted), discourse.once(self._telling_words)
        happened = any(o.stance is None and o.tense != "future" for o in group)
        seen = discourse.once(_people_and_places) if happened else set()
        told = -1
        for number in numbers:
            likely = number in hinted or number in cues or number in seen
            if not (likely or told == number - 1):
                continue
            sentence = discourse.sentences[number]
            party = Party(discourse, self._registry, sentence, traveller, host, cues.get(number, ()))
            items = list(self._in_sentence(party, telling[number] if number in hinted or party.cues else ()))
            if happened:
                items += seen_there(party, self._scenes)
            items += self._likewise(party, items, told == number - 1)
            for item in items:
                _keep_fullest(found, item)
            if items:
                told = number
        return found

    def _hinted(self, discourse: Discourse) -> set[int]:
        """The numbers of the sentences that can tell of company, whoever travels."""
        reading = discourse.reading
        low = reading.low
        offsets = [match.start() for match in _WITH_HIM.finditer(low)]
        offsets += [
            mention.start
            for mention in discourse.people
            if mention.person.title == "first-lady"
            or low[max(mention.start - 8, 0) : mention.start].rstrip().endswith("with")
        ]
        opened = {n for n, (start, _) in enumerate(reading.sentences) if _OPENS.match(low, start)}
        return reading.telling(self.hints) | reading.numbers(offsets) | opened

    def _telling_words(self, discourse: Discourse) -> _TellingWords:
        return _TellingWords(discourse, self._words_telling)

    def _words_telling(self, tokens: Sequence[Token]) -> list[int]:
        """The tokens that can tell of company, whoever travels."""
        possible = [j for j, token in enumerate(tokens) if token.low in self._telling]
        return [j for j in possible if self._tells(tokens, j)]

    def _in_sentence(self, party: Party, telling: Sequence[int]) -> Iterator[Found]:
        """The companions of a sentence, in which the tokens `telling` can tell of them."""
        if not (telling or party.cues or party.sentence.has(GOING)):
            return
        if not (party.present or party.goes_on) or party.is_anothers:
            return
        for j in telling:
            if party.tokens[j].kind == "w":
                yield from self._kin.read(party, j)
                yield from self._lists.read(party, j)
                yield from self._members.read(party, j)
            elif party.present or party.sentence.has(_SPOUSE):
                yield from first_lady(party, j)
        if telling:
            yield from inverted(party)
        for j in party.present if party.cues else going_together(party):
            yield from alongside(party, j)
        if party.cues:
            yield from with_behind_travel(party)

    def _likewise(self, party: Party, told: Sequence[Found], before: bool) -> Iterator[Found]:
        """Those of whom the same is told as of the companions `told` in this sentence, or in the one before."""
        if not party.sentence.has(_LIKE):
            return
        for k, token in enumerate(party.tokens):
            if token.low in _LIKE and (any(item.end <= token.start for item in told) or (before and k == 0)):
                yield from likewise(party, k)

    def _tells(self, tokens: Sequence[Token], j: int) -> bool:
        """True for a first lady, and for what can tell of company."""
        token = tokens[j]
        if token.kind == "P":
            return bool(token.mention.person.title == "first-lady")
        if token.kind != "w":
            return False
        return token.low in self._alone or self._lists.begins(tokens, j) or self._members.begins(tokens, j)


class _TellingWords(dict[int, list[int]]):
    """The tokens of each sentence, by its number, that can tell of company: found once for all visits of an article."""

    def __init__(self, discourse: Discourse, find: Callable[[Sequence[Token]], list[int]]):
        self._discourse, self._find = discourse, find

    def __missing__(self, number: int) -> list[int]:
        self[number] = found = self._find(self._discourse.sentences[number].tokens)
        return found


def _people_and_places(discourse: Discourse) -> set[int]:
    """The numbers of the sentences that name somebody and a place."""
    numbers = discourse.reading.numbers
    people = numbers([m.start for m in discourse.people if m.kind == "name"])
    return set(people) & set(numbers([start for start, _, kind, _ in discourse.names if kind == "L"]))


def _keep_fullest(found: list[Found], item: Found) -> None:
    name = item.value.name  # type: ignore[attr-defined]
    for k, other in enumerate(found):
        if same_name(other.value.name, name):  # type: ignore[attr-defined]
            fuller = item if len(name) > len(other.value.name) else other  # type: ignore[attr-defined]
            found[k] = _as_kin(fuller, other, item)
            return
    found.append(item)


def _as_kin(fuller: Found, one: Found, other: Found) -> Found:
    """The one of two findings about a person that has the fuller name, with the kinship that either tells."""
    kin = next((f for f in (one, other) if f.value.relation != GENERAL), fuller)  # type: ignore[attr-defined]
    relation = kin.value.relation  # type: ignore[attr-defined]
    return replace(fuller, value=fuller.value.model_copy(update={"relation": relation}))  # type: ignore[attr-defined]

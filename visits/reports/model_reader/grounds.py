"""The article as the ground that a model's values have to stand on: where a quote is, and what is named in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from visits.mentions.cues import dominant_stance
from visits.model.article import Article
from visits.model.codes import Status
from visits.model.evidence import Evidence
from visits.model.mention import DateMention, Person, PersonMention, PlaceMention
from visits.registry import Registry, fold
from visits.reports.addressed import addresses_the_reader
from visits.reports.discourse import Discourse, Sentence
from visits.reports.model_reader.quotes import QuoteFinder
from visits.reports.names import same_name

_WORD = re.compile(r"\w+")
_STANCE_REACH = 4
"""Words before a travel word within which "may" or "not" changes it."""
_SENTENCES_BACK = 2
"""Sentences before one that names nobody in which the leader may be named."""
_PLURAL = frozenset("they their them themselves leaders presidents two both pair couple i my we our".split())
_MALE, _FEMALE = frozenset("he his him himself".split()), frozenset("she her hers herself".split())


class RefusedError(Exception):
    """A value doesn't stand in the article; the message is the reason."""


@dataclass(frozen=True)
class Ground:
    """A quote where it stands: offsets count in the discourse's string, the evidence in the article."""

    start: int
    end: int
    evidence: Evidence


class Grounds:
    """One article, laid out so that quotes can be found and looked into."""

    def __init__(self, discourse: Discourse, registry: Registry, titles: frozenset[str]):
        """`titles` are the last words of the titles that leaders bear, in lower case."""
        self.discourse = discourse
        self.registry = registry
        self._titles = titles
        self.article: Article = discourse.reading.article
        self._finder = QuoteFinder(self.article)
        self._starts = [start for start, _ in discourse.reading.sentences]

    def find(self, quote: str) -> Ground:
        """Where the quote stands, first of all in a sentence of news. Raises RefusedError."""
        found = False
        for place in self._finder.find(quote):
            found = True
            shift = 0 if place.part == "title" else self.discourse.reading.text_start
            start, end = place.start + shift, place.end + shift
            if not any(self._is_instruction(sentence) for sentence in self.sentences(start, end)):
                return Ground(start, end, Evidence.cut(self.article, place.start, place.end, place.part))
        if found:
            raise RefusedError("the words stand in a sentence that instructs its reader")
        raise RefusedError("the words are not in the article")

    def sentences(self, start: int, end: int) -> list[Sentence]:
        """The sentences that a span touches."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_right(self._starts, end - 1), first + 1)
        return self.discourse.sentences[first:last]

    def _is_instruction(self, sentence: Sentence) -> bool:
        return addresses_the_reader(self.discourse.reading.string[sentence.start : sentence.end])

    # What is named

    def people(self, start: int, end: int) -> list[PersonMention]:
        """The mentions of people that a span touches."""
        return [m for m in self.discourse.people if m.start < end and start < m.end]

    def places(self, start: int, end: int) -> Iterator[PlaceMention]:
        """The countries, demonyms, cities and sites that stand in a span."""
        for first, last, kind, mention in self.discourse.names:
            if kind in "LG" and start <= first and last <= end:
                yield mention

    def dates(self, start: int, end: int) -> list[DateMention]:
        """The dates and lengths that a span touches."""
        return [m for m in self._dates if m.start < end and start < m.end]

    @cached_property
    def _dates(self) -> list[DateMention]:
        day = self.discourse.dateline_day
        return sorted([*self.discourse.dates, *([day] if day else [])], key=lambda m: m.start)

    def person(self, name: str, ground: Ground) -> Person:
        """Whom a name means: the person that the article's titles and names make known, else one of that name alone."""
        here = [m.person for m in self.people(ground.start, ground.end)]
        people = (*here, *(m.person for m in self.discourse.people))
        known = next((p for p in people if same_name(_plain(p.name), _plain(name))), None)
        return known or Person(name=name, named_at=(ground.start, ground.end))

    # What a sentence states

    def refuse_unless_it_states_a_visit(self, ground: Ground, leader: Person, status: Status) -> None:
        """Raise RefusedError unless the words tell of a journey or a stay, and can mean this leader's.

        What is only possible, or denied, is no visit; but "will not attend the summit" can call one off.
        """
        sentences = self.sentences(ground.start, ground.end)
        if not any(self._travels(sentence) for sentence in sentences):
            raise RefusedError("the sentence states no visit")
        if status != "cancelled" and self._only_possible(ground, sentences):
            raise RefusedError("the words tell of a possibility or a denial, not of a visit")
        if not any(s.mentions for s in sentences):  # "The trip was called off": what the sentences before speak of
            before = sentences[0].number
            sentences = [*self.discourse.sentences[max(before - _SENTENCES_BACK, 0) : before], *sentences]
        if not any(self._speaks_of(sentence, leader) for sentence in sentences):
            raise RefusedError(f"the sentence doesn't speak of {leader.name}")

    @staticmethod
    def _travels(sentence: Sentence) -> bool:
        kinds = {token.kind for token in sentence.tokens}
        return bool(sentence.cues) or {"P", "L"} <= kinds

    def _only_possible(self, ground: Ground, sentences: list[Sentence]) -> bool:
        """True if each travel word of the quote stands behind "may", "not" or the like."""
        stances = []
        for sentence in sentences:
            for cue in sentence.cues:
                at = sentence.tokens[cue.first].start
                if ground.start <= at < ground.end:
                    near = self.discourse.cue_finder.stances(sentence.tokens, cue.first - _STANCE_REACH, cue.first)
                    stances.append(dominant_stance(modality for _, modality in near))
        return bool(stances) and all(stance in ("possible", "denied") for stance in stances)

    def _speaks_of(self, sentence: Sentence, leader: Person) -> bool:
        """True if the sentence names the leader, or has a pronoun that can mean them."""
        if any(m.person is leader or same_name(_plain(m.person.name), _plain(leader.name)) for m in sentence.mentions):
            return True
        written = _WORD.findall(self.discourse.reading.string[sentence.start : sentence.end])
        if leader.name.split()[-1:] and leader.name.split()[-1] in written:
            return True
        words = {word.casefold() for word in written}
        pronouns = _PLURAL | (_MALE if leader.gender != "f" else frozenset())
        pronouns |= _FEMALE if leader.gender != "m" else frozenset()
        return bool(words & pronouns) or (not sentence.mentions and bool(words & self._titles))


def plain_words(text: str) -> list[str]:
    """The words of a text, without accents, case and marks."""
    return _WORD.findall(fold(text).casefold())


def _plain(name: str) -> str:
    return " ".join(plain_words(name))


def holds(quote: str, value: str) -> bool:
    """True if the words of the value stand in the quote, one behind the other."""
    wanted, words = plain_words(value), plain_words(quote)
    n = len(wanted)
    return bool(wanted) and any(words[i : i + n] == wanted for i in range(len(words) - n + 1))

"""The rule reader: an article in, its reports out."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import chain

from visits.lexicon.entries import TravelVerb
from visits.lexicon.load import Lexicon
from visits.mentions.cues import CueFinder
from visits.mentions.names import NameScanner
from visits.mentions.people import PeopleFinder
from visits.mentions.reading import Reading, layout
from visits.mentions.sentences_around import SentencesAround
from visits.mentions.words import WordLists
from visits.model.account import Account
from visits.model.article import Article
from visits.model.report import Report
from visits.registry import Registry
from visits.reports.added_stops import observe_added_stops
from visits.reports.addressed import addresses_the_reader
from visits.reports.appearances import observe_appearance, observe_joint_deed
from visits.reports.asked import observe_asked
from visits.reports.attendance import observe_attendance
from visits.reports.companions import CompanionReader
from visits.reports.compose import compose
from visits.reports.context import Context, Findings, Refusal
from visits.reports.days_spent import observe_days_spent
from visits.reports.deeds import observe_deed, observe_headline
from visits.reports.details import DetailReader
from visits.reports.discourse import HE_OR_SHE, Discourse, Sentence
from visits.reports.discourse_reader import DiscourseReader, day_of
from visits.reports.echoes import observe_echo
from visits.reports.edges import observe_still_there
from visits.reports.ellipses import observe_ellipsis
from visits.reports.endings import note_end
from visits.reports.gate import Gate
from visits.reports.gate_scene import Bounds, Here
from visits.reports.inverted import observe_those_present
from visits.reports.nouns import observe_noun
from visits.reports.page_gate import PageGate
from visits.reports.postponements import observe_postponement
from visits.reports.precedents import observe_precedent
from visits.reports.presence import observe_presence
from visits.reports.presence_where import observe_where
from visits.reports.relevance import Relevance
from visits.reports.returns import observe_return
from visits.reports.rolls import observe_roll
from visits.reports.spoken_here import observe_spoken_here
from visits.reports.stays import observe_stay, stayed_in
from visits.reports.stops import observe_stops
from visits.reports.tours import observe_tour
from visits.reports.verbs import observe_verb

_NONE: frozenset[str] = frozenset()
RULES_VERSION = "1"
"""Raised whenever a change of the rules can change what an article yields."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the search for garbage in cycles: reading makes thousands of objects, and none that hold each other."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class RuleReader:
    """Reads articles by rules; build it once and use it for many articles.

    `version` names rules, lexicon and registry together: equal versions read an article equally.
    """

    def __init__(self, registry: Registry, lexicon: Lexicon):
        self._registry = registry
        self._gate = Gate(registry, lexicon)
        self._relevance = Relevance(lexicon)
        self._cues = CueFinder(lexicon)
        self._details = DetailReader(lexicon)
        self._companions = CompanionReader(lexicon, registry)
        scanner = NameScanner(registry, self._gate.search)
        people = PeopleFinder(registry, lexicon)
        self._discourses = DiscourseReader(registry, scanner, people, self._cues)
        picking = (HE_OR_SHE, self._cues.gathering_words, self._details.hints, self._companions.hints)
        self._words = WordLists((people.words, *self._relevance.words, *picking))
        self._pages = PageGate(registry, self._gate)
        self.version = f"{RULES_VERSION}-{lexicon.version}-{registry.version[:12]}"

    def read(self, article: Article) -> tuple[Report, ...]:
        """The reports of an article, in the order in which it mentions the visits."""
        with _uncollected():
            return self._read(
                article
            )  # in a frame of its own, which lets all its objects go before the collector wakes

    def account(self, article: Article) -> Account:
        """The reports of an article; nothing of what rules read is pending or refused."""
        return Account(self.read(article))

    def lets_pass(self, article: Article) -> bool:
        """True for an article in which some sentence can tell of a visit, also in words that no rule reads."""
        return self._gate.may_speak_of_travel(*self._laid_out(article.readable()))

    def may_tell(self, page: str) -> bool:
        """False for a web page's visible text (see `PageGate`) if no article on it can tell of a visit."""
        return self._pages.may_tell(page)

    def read_closely(self, article: Article) -> tuple[Report, ...]:
        """The same reports, found without turning anything away first: many times slower on ordinary news."""
        discourse = self.discourse(article)
        return self._reports(discourse, self.find(discourse))

    def _read(self, article: Article) -> tuple[Report, ...]:
        article = article.readable()
        offsets = self._passing(article)
        first = next(offsets, None)
        if first is None:
            return ()
        discourse = self._discourses.read(article, Reading.of(article, self._words))
        tried = self._try(discourse, chain([first], offsets))
        return self._reports(discourse, self._find_telling(discourse, tried)) if tried is not None else ()

    def _reports(self, discourse: Discourse, findings: Findings) -> tuple[Report, ...]:
        return compose(discourse, findings, self._registry, self._details, self._companions)

    def _try(self, discourse: Discourse, offsets: Iterable[int]) -> dict[int, Findings] | None:
        """What the sentences hold that the gate lets pass (by offsets in them), up to the one that is seen first to
        tell of a visit; None where none of them tells of one, as in all other news."""
        tried: dict[int, Findings] = {}
        for offset in offsets:
            number = discourse.reading.number(offset)
            if number in tried:
                continue
            tried[number] = Findings()
            self._observe(discourse, discourse.sentences[number], tried[number])
            if tried[number].observations:
                return tried
        return None

    def _passing(self, article: Article) -> Iterator[int]:
        """Offsets in the sentences that the gate lets pass, found as they are asked for."""
        return self._gate.telling(*self._laid_out(article))

    def _laid_out(self, article: Article) -> tuple[str, int, Bounds, Here, date | None]:
        """An article as the gate wants it."""
        string, text_start = layout(article)
        on = day_of(article)
        here = partial(self._discourses.dateline_country, string, text_start, on)
        return string, text_start, SentencesAround(string, text_start).at, here, on

    def discourse(self, article: Article) -> Discourse:
        """The article with its mentions, as the rules see it."""
        return self._discourses.read(article.readable())

    def find(self, discourse: Discourse) -> Findings:
        """What the rules find in a discourse, and what they turn down."""
        findings = Findings()
        for sentence in discourse.sentences:
            self._observe(discourse, sentence, findings)
        return findings

    def _find_telling(self, discourse: Discourse, tried: Mapping[int, Findings]) -> Findings:
        """The observations and meetings that `find` finds, from the sentences that can hold any.

        A place alone is enough in a country where the visitor was seen shortly before: he may be there still. What was
        found in the sentences `tried` holds for as long as no visit has been told of before them.
        """
        findings = Findings()
        telling, countries = self._relevance.telling(discourse), self._relevance.countries(discourse)
        for sentence in discourse.sentences:
            number = sentence.number
            if number not in telling and countries.get(number, _NONE).isdisjoint(stayed_in(findings, number)):
                continue
            if not findings.observations and number in tried:
                findings.observations += tried[number].observations
                findings.meetings += tried[number].meetings
            else:
                self._observe(discourse, sentence, findings)
        return findings

    def _observe(self, discourse: Discourse, sentence: Sentence, findings: Findings) -> None:
        """Note what the rules find in one sentence, unless that is no news but an instruction to the reader."""
        before = len(findings.observations)
        context = Context(discourse, sentence, self._registry, self._cues, findings)
        for cue in sentence.cues:
            if isinstance(cue.entry, TravelVerb):
                observe_verb(context, cue)
            else:
                known = len(findings.observations)
                observe_noun(context, cue)
                note_end(context, cue, known)
        observe_where(context)
        observe_presence(context)
        observe_asked(context)
        observe_those_present(context)
        observe_appearance(context)
        observe_joint_deed(context)
        observe_spoken_here(context)
        observe_return(context)
        observe_attendance(context)
        observe_roll(context)
        observe_echo(context)
        observe_precedent(context)
        observe_ellipsis(context)
        observe_stay(context)
        observe_tour(context)
        observe_stops(context)
        observe_added_stops(context)
        observe_days_spent(context)
        observe_still_there(context)
        observe_deed(context)
        observe_headline(context)
        observe_postponement(context, before)
        words = discourse.reading.string[sentence.start : sentence.end]
        if len(findings.observations) > before and addresses_the_reader(words):
            del findings.observations[before:]
            reason = "the sentence instructs its reader"
            findings.refusals.append(Refusal(sentence.number, sentence.start, sentence.end, "addressed", reason))

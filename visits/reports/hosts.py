"""Who receives: the leader of the host country whom the visitor meets during the visit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from visits.mentions.found_once import found_once
from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.registry import Registry
from visits.reports.context import Meeting
from visits.reports.discourse import Discourse, Sentence, country_led, is_head, is_object_pronoun
from visits.reports.observation import Observation

_MEETING_WORDS = frozenset(
    """meet meets met meeting meetings talks talk host hosts hosted welcome welcomed greet greeted receive received
    invitation counterpart discuss discussed dinner lunch summit confer together hands alongside""".split()
)
_DEALINGS = _MEETING_WORDS | frozenset(
    """guest tell press urge present satisfy convince persuade reassure assure golf thank thanked goodbye farewell
    embraced hugged hugs embrace handshake agree warning heard banquet toast toasted briefing joint courtesy kissed
    bowed tarmac accompanied escorted honor honour told assured signed handed presented""".split()
)
"""What leaders do with each other face to face, at a meeting or in its stead."""
_ABOUT = frozenset("about of against like than over behind without".split())
_REFUSING = frozenset({"not", "n't", "never", "refused", "declined"})
_ENCOUNTERS = frozenset({"meet", "met", "see", "receive", "welcome", "greet", "host"})
_OWN = frozenset({"his", "her", "their"})
_BOTH = frozenset({"both", "two"})
_MEN = frozenset("men women leaders presidents premiers statesmen".split())
_GUESTS = frozenset("three four five them guests visitors".split())
_UNSURE = frozenset("could may might if whether unless".split())
_SCENE = frozenset(
    """carpet tarmac guard salute airport dinner banquet lunch luncheon reception guest guests shook hosted welcoming
    ceremony steps waiting joint""".split()
)
"""Where hosts and guests stand, and what the one gives the other."""
_BESIDE = re.compile(r"(?:next to|beside|(?:at|by|on) (?:his|her) (?:side|right|left))\b")
_TALKS = frozenset(
    """talks talk meeting meetings meet meets met dinner lunch luncheon breakfast banquet discussions summit conference
    negotiations session appearance briefing""".split()
)
_PRESIDING = frozenset("chair chaired chairs chairman chairwoman hosting host hosts hosted presides presided".split())
_MET_BEHIND = 8
"""Tokens between words of talks and the partner: "talks on trade in Bern with Swiss President A"."""
_RECEIVING = frozenset(
    "receive receives received welcome welcomes welcomed greet greets greeted host hosts hosted meet meets met".split()
)
_REMOTE = frozenset("phone telephone telephoned phoned video teleconference letter letters".split())
_HIM_OR_HER = frozenset({"him", "her"})
_OTHER_TIMES = frozenset("last ago since previous previously earlier former already once when".split())
_WILL = frozenset({"will", "'ll"})
_RECENT_DAYS = 60
_TOLD_ASIDE = ("presence.deed", "presence.agenda")
"""Rules that read a day in a sentence about other things than the visit."""


_THEME = re.compile(r"\b(?:administration|government|term|presidency|rule|policies|party|critics?) of\s+\Z")
_THEME_REACH = 30
"""What is told of a leader who is not there: "relations under the second administration of"."""


@dataclass(frozen=True, slots=True)
class Host:
    """The receiving leader, the words that name him, and the rule."""

    person: Person
    start: int
    end: int
    rule: str


_OWNING = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+)?(?:palace|government|cabinet|coalition|party|administration|spokes\w+|policy|policies"
    r"|predecessor|brother|father|mother|son|country|rivals?|opponents?|critics?)\b"
)
"""What is somebody's, and is met or seen without him: "a hall opposite the king's palace"."""


class HostReader:
    """Finds the host of one visit among the people of the article."""

    def __init__(self, discourse: Discourse, registry: Registry, group: Sequence[Observation], on: date | None):
        self._discourse = discourse
        self._registry = registry
        self._group = group
        self._person = group[0].person
        self._country = group[0].country
        self._on = on
        self._hosts = {person for person in discourse.persons if self._receives(person)}

    def read(self, meetings: Sequence[Meeting], spoken_of: Sequence[int]) -> Host | None:
        """Beside a verb of meeting, beside the visit, else in a sentence that tells of dealings with the host."""
        if not self._hosts:
            return None
        ways = (
            self._named(),
            self._at_meetings(meetings),
            self._beside(),
            self._in_sentences(spoken_of, _DEALINGS, "host.meeting"),
            self._elsewhere(spoken_of),
        )
        return next((host for way in ways for host in way if host.person in self._hosts), None)

    def _receives(self, person: Person) -> bool:
        return (
            person is not self._person
            and person.named_at is not None  # "the Saudi king" alone names nobody
            and country_led(self._registry, person, self._on) == self._country
            and is_head(self._registry, person, self._on)
        )

    def _named(self) -> Iterator[Host]:
        for obs in self._group:
            for person, start, end in obs.hosts:
                yield Host(person, start, end, obs.rule)

    def _at_meetings(self, meetings: Sequence[Meeting]) -> Iterator[Host]:
        for meeting in meetings:
            if any(p is self._person for p, _, _ in meeting.people):
                for person, start, end in meeting.people:
                    yield Host(person, start, end, "meeting")

    def _beside(self) -> Iterator[Host]:
        for number in sorted({o.sentence for o in self._group if o.rule not in _TOLD_ASIDE}):
            yield from self._mentioned(self._discourse.sentences[number], "host.beside")

    def _in_sentences(self, numbers: Iterable[int], words: frozenset[str], rule: str) -> Iterator[Host]:
        for number in numbers:
            sentence = self._discourse.sentences[number]
            if not self._names_host(sentence):
                continue
            told = self._dealt_with(sentence) or (sentence.has(words) and self._told_of(sentence))
            told = told or self._tells_of_the_guest(sentence) or self._partner_in_talks(sentence)
            told = told or self._stands_beside(sentence) or (self._gathered and sentence.has(_PRESIDING))
            if told and not self._of_another_time(sentence):
                yield from self._mentioned(sentence, rule)

    def _names_host(self, sentence: Sentence) -> bool:
        return any(mention.person in self._hosts for mention in sentence.mentions)

    def _dealt_with(self, sentence: Sentence) -> bool:
        """True for a sentence in which somebody does something to the visitor: "gave him a black belt"."""
        if not sentence.has(_HIM_OR_HER):
            return False
        for k, token in enumerate(sentence.tokens):
            if token.kind != "P" and is_object_pronoun(sentence.tokens, k) and sentence.tokens[k - 1].low not in _ABOUT:
                gender = "m" if token.low == "him" else "f"
                return self._discourse.object_pronoun(sentence.number, token.start, gender) is self._person
        return False

    def _partner_in_talks(self, sentence: Sentence) -> bool:
        """True for talks with the host of a sentence that names nobody who could hold them but the visitor: "attends
        a meeting with A", "the agenda of his talks with B"."""
        tokens = sentence.tokens
        for k, token in enumerate(tokens):
            if token.kind != "P" or token.mention.person not in self._hosts:
                continue
            near = [t.low for t in tokens[max(k - _MET_BEHIND, 0) : k]]
            if not ("with" in near and _TALKS & set(near[: near.index("with")])):
                continue
            held = max(j for j in range(k) if tokens[j].low in _TALKS)
            holders = {t.mention.person for t in tokens[:held] if t.kind == "P"}
            if tokens[held - 1].low in _OWN or not holders:
                return self._discourse.topic(sentence.number - 1) is self._person
            return holders == {self._person}
        return False

    def _stands_beside(self, sentence: Sentence) -> bool:
        """True for "with A next to him" and "at his side B smiled", told of the visitor."""
        if not _BESIDE.search(self._discourse.reading.string[sentence.start : sentence.end].lower()):
            return False
        return self._told_of(sentence) or self._discourse.topic(sentence.number - 1) is self._person

    @found_once
    def _gathered(self) -> bool:
        """True for a visit for a gathering, whose host receives whoever comes."""
        return any(o.phase == "occasion" for o in self._group)

    def _tells_of_the_guest(self, sentence: Sentence) -> bool:
        """True for a sentence that means the visitor without a name: "His host, A, was pleased", "at the invitation of
        B", "C is to receive the four", "D and his wife waited on the red carpet"."""
        if sentence.has(_UNSURE):
            return False
        for lead, token in pairwise(sentence.tokens):
            if token.low in {"host", "hosts"} and lead.low in _OWN:
                return self._discourse.topic(sentence.number - 1) is self._person
            if lead.low == "invitation" and token.low == "of":
                return not self._names_another_guest(sentence)
        if any(_receives_them(sentence.tokens, j) for j in range(len(sentence.tokens))):
            return True
        if sentence.has(_BOTH) and sentence.has(_MEN):
            return True
        return sentence.has(_SCENE) and self._discourse.topic(sentence.number - 1) is self._person

    def _names_another_guest(self, sentence: Sentence) -> bool:
        people = {m.person for m in self._discourse.mentions_in(sentence)} - self._hosts
        return self._person not in people and any(is_head(self._registry, p, self._on) for p in people)

    def _elsewhere(self, spoken_of: Sequence[int]) -> Iterator[Host]:
        """ "During the tour Trump will meet King Salman and Pope Francis": told apart from each visit, of all. What
        is told of no time is told of the article's own, not of a visit long ago."""
        published = self._discourse.on
        if published and self._on and abs((published - self._on).days) > _RECENT_DAYS:
            return
        told = set(spoken_of)
        others = (s for s in self._discourse.sentences if s.number not in told and self._names_host(s))
        here = (s.number for s in others if self._tells_no_other_visit(s))
        yield from self._in_sentences(here, _MEETING_WORDS | {"guest"}, "host.elsewhere")

    def _tells_no_other_visit(self, sentence: Sentence) -> bool:
        if sentence.has(_OTHER_TIMES):
            return False
        home = country_led(self._registry, self._person, self._on)
        return all(place.country in (None, home, self._country) for place in sentence.places)

    def _told_of(self, sentence: Sentence) -> bool:
        mentions = self._discourse.mentions_in(sentence)
        return any(m.person is self._person for m in mentions) or self._discourse.topic(sentence.number) is self._person

    def _of_another_time(self, sentence: Sentence) -> bool:
        """True for a sentence that looks ahead, where the visit is told as past: "They will meet again"; and for one
        that tells of no meeting."""
        if sentence.has(_REFUSING) and any(_unmet(sentence.tokens, j) for j in range(len(sentence.tokens))):
            return True
        if self._on is not None and any(_of_another_year(t, self._on) for t in sentence.tokens):
            return True
        return sentence.has(_WILL) and all(o.tense == "past" and o.stance is None for o in self._group)

    def _mentioned(self, sentence: Sentence, rule: str) -> Iterator[Host]:
        if sentence.has(_REMOTE):
            return
        string = self._discourse.reading.string
        for mention in self._discourse.mentions_in(sentence):
            theme = _THEME.search(string[max(mention.start - _THEME_REACH, 0) : mention.start])
            if not theme and not _OWNING.match(string, mention.end):
                yield Host(mention.person, mention.start, mention.end, rule)


def _of_another_year(token: Token, on: date) -> bool:
    """True for the date of "met at the White House in September 2010" in an account of a visit in 2015."""
    first = token.mention.first if token.kind == "D" else None
    return first is not None and str(first.year) in token.raw and first.year != on.year


def _unmet(tokens: Sequence[Token], j: int) -> bool:
    """True at the not of "did not meet" and the "declined to" of "declined to meet"."""
    return tokens[j].low in _REFUSING and any(t.low in _ENCOUNTERS for t in tokens[j + 1 : j + 4])


def _receives_them(tokens: Sequence[Token], j: int) -> bool:
    """True at the verb of "receives the four" and "welcomed them"."""
    return tokens[j].low in _RECEIVING and any(t.low in _GUESTS for t in tokens[j + 1 : j + 3])

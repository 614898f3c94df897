"""What a rule works with: one sentence of a discourse, and the questions that rules ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from visits.lexicon.entries import TravelVerb
from visits.mentions.cues import Cue, CueFinder
from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person, PlaceMention
from visits.registry import Registry
from visits.reports.bystanders import (
    adorns_noun,
    another_is_meant,
    attributive,
    other_subject,
    speaks_unknown,
    tells_other_time,
)
from visits.reports.clause_bounds import (
    clause_end,
    clause_start,
    cut_off,
    goes_elsewhere,
    of_another_verb,
    relative_end,
)
from visits.reports.clauses import Subject
from visits.reports.destinations import Destination
from visits.reports.discourse import Discourse, Sentence, country_led, is_head, is_object_pronoun
from visits.reports.first_person import FIRST_PERSON, speaker
from visits.reports.name_lists import coordinated
from visits.reports.observation import Observation, Tense
from visits.reports.relatives import antecedent

_OBJECT_LEADS = frozenset(
    {"with", "of", "by", "from", "against", "about", "between", "to", "for", "under", "than", "like", "over", "on"}
)
_SPEECH = frozenset("said says announced added confirmed reported reports believes stated".split())
_REPORTING = frozenset("said says reported announced told confirmed added stated quoted".split())
_TELLING = frozenset({"say", "tell", "see", "vow", "warn", "declare", "insist"})
_TIES = frozenset("rival ally friend foe predecessor successor counterpart opponent mentor critic".split())
_STARTERS = frozenset("from starting beginning starts begins start begin began started".split())
_OPENERS = frozenset("as when while after before although though if since because coming".split())
_NO_DATE_LEADS = frozenset({"since", "until", "till", "through", "by", "before", "than", "after"})

_HE, _SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "herself"})


@dataclass(slots=True)
class Refusal:
    """A travel word that gave no observation, and why: shown by `visits explain`."""

    sentence: int
    start: int
    end: int
    rule: str
    reason: str


@dataclass(slots=True)
class Meeting:
    """Two leaders met and the clause names no place: it tells of hosts and days, not of travel."""

    people: list[tuple[Person, int, int]]
    sentence: int
    start: int
    end: int
    dates: list[DateMention]
    tense: Tense


@dataclass(slots=True)
class Findings:
    """All that the rules found in an article."""

    observations: list[Observation] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class Context:
    """A sentence under the rules."""

    discourse: Discourse
    sentence: Sentence
    registry: Registry
    cues: CueFinder
    findings: Findings
    tokens: list[Token] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.sentence.tokens

    @property
    def here(self) -> PlaceMention | None:
        return self.discourse.dateline

    def person_at(self, k: int) -> Person | None:
        """The person that token k means: a chunk's, or a pronoun's antecedent."""
        token = self.tokens[k]
        if token.kind == "P":
            person: Person = token.mention.person
            return person
        if token.low in FIRST_PERSON:
            return speaker(self.discourse, self.sentence.number)
        gender = "m" if token.low in _HE else "f" if token.low in _SHE else None
        if gender is None:
            return None
        if speaks_unknown(self.tokens, k) or another_is_meant(self.tokens, k, self.discourse.reading.string):
            return None
        if is_object_pronoun(self.tokens, k):
            return self.discourse.object_pronoun(self.sentence.number, token.start, gender)
        return self.discourse.pronoun(self.sentence.number, token.start, gender)

    def last_traveller(self) -> Person | None:
        """Who was last said to travel: whoever is merely listed among those at a gathering has no "tour" of his own."""
        told = self.findings.observations
        own = (o for o in reversed(told) if not o.rule.startswith("gathering"))
        last = next(own, told[-1] if told else None)
        return last.person if last is not None else None

    def traveller_not_host(self, person: Person) -> Person:
        """Of the visitor and the host just named, "he" who moves on is the visitor."""
        told = [o for o in reversed(self.findings.observations) if o.country]
        before = next((o for o in told if o.sentence < self.sentence.number), None)
        for last in (*told[:1], before):
            hosts = last is not None and last.person is not person and self.leads(person) == last.country
            if last is not None and hosts and last.person.gender in (person.gender, None):
                return last.person
        return person

    def visitor_meant(self, person: Person, k: int, place: Destination) -> Person:
        """Of "greeted Rutte as he arrived at the White House" the visitor: nobody visits his own country."""
        if self.tokens[k].kind == "P" or not self.at_home(person, place):
            return person
        for token in reversed(self.tokens[:k]):
            if token.kind == "P" and token.mention.person.gender in (person.gender, None):
                other: Person = token.mention.person
                if other is not person and self.is_head(other) and not self.at_home(other, place):
                    return other
        return person

    def people_of(self, subject: Subject | None) -> list[tuple[Person, int]]:
        """The subject's people with their tokens: one, or the members of a list ("Trump and Putin")."""
        if subject is None:
            return []
        found = []
        for k in coordinated(self.tokens, subject.at):
            person = self.person_at(k)
            if person is not None:
                found.append((person, k))
        return found

    def leads(self, person: Person) -> str | None:
        return country_led(self.registry, person, self.discourse.on)

    def is_private(self, person: Person) -> bool:
        """True for somebody of no known country or office, whose travel is nobody's visit."""
        return person.leader_id is None and person.country is None

    def at_home(self, person: Person, place: Destination) -> bool:
        """True in the leader's own country; for the pope in Rome as well, where he lives."""
        home = self.leads(person)
        return place.country == home or (home == "VAT" and place.country == "ITA" and place.city in (None, "Rome"))

    def is_head(self, person: Person) -> bool:
        return is_head(self.registry, person, self.discourse.on)

    def clause_subject(self, k: int) -> Subject | None:
        """The subject of the clause around token k: whom "on a visit to" or "at a summit in" speaks of."""
        begin = clause_start(self.tokens, k)
        if begin and self.tokens[begin - 1].low in {"who", "whose"}:
            whose = antecedent(self.tokens, begin - 1)
            return Subject(whose) if whose is not None else None
        speaker = self._closing_speaker(begin, k)
        if speaker is not None:
            return speaker
        embedded = self._behind_speech(begin, k)
        for first in (*embedded, begin, 0):
            for j in range(first, k):
                token = self.tokens[j]
                if token.kind == "P" and not self._is_object(j) and not attributive(self.tokens, j):
                    return None if other_subject(self.tokens, j + 1, k) else Subject(j)
                if token.low in {"he", "she", "i"}:
                    return None if other_subject(self.tokens, j + 1, k) else Subject(j, True)
        for j in range(k, min(len(self.tokens), k + 40)):  # "During a visit to Rome, Merkel said"
            if self.tokens[j].kind == "P" and self.tokens[j - 1].low == ",":
                return Subject(j)
            if self.tokens[j].low in {"he", "she"} and self.tokens[j - 1].low == ",":
                return Subject(j, True)
        return None

    def _closing_speaker(self, begin: int, k: int) -> Subject | None:
        """Merkel in "Trump was wrong, Merkel said on a visit to": who says it stands behind what is said."""
        for j in range(k - 1, begin + 1, -1):
            if self.tokens[j].low in _SPEECH and self.tokens[j - 2].low == ",":
                person = self.tokens[j - 1]
                if person.kind == "P" or person.low in {"he", "she"}:
                    return Subject(j - 1, person.kind != "P")
        return None

    def _behind_speech(self, begin: int, k: int) -> list[int]:
        """Where an indirect statement begins: "Jiang announced that Hu will pay a visit" speaks of Hu."""
        for j in range(k - 1, begin, -1):
            if self.tokens[j].low in _SPEECH:
                return [j + 1]
        return []

    def _is_object(self, j: int) -> bool:
        before = self.tokens[j - 1].low if j else ""
        after = self.tokens[j + 1].low if j + 1 < len(self.tokens) else ""
        return before in _OBJECT_LEADS or after == "'s" or (before in _TIES and self._tied(j - 1))

    def _tied(self, j: int) -> bool:
        """True for the words before a name in "critical of his former rival Trump"."""
        while j > 0 and (self.tokens[j].low in _TIES or self.tokens[j].low in {"his", "her", "the", "former", "old"}):
            j -= 1
        return self.tokens[j].low in _OBJECT_LEADS

    def conditional(self, first: int, last: int) -> bool:
        """True inside an if-clause, and for a statement that one follows: "will go to Brussels if"."""
        begin, end = clause_start(self.tokens, first), clause_end(self.tokens, last)
        opens = self.tokens[begin - 1].low if begin else ""
        closes = self.tokens[end].low if end < len(self.tokens) else ""
        return opens in {"if", "unless", "whether"} or closes in {"if", "unless"}

    def caption_date(self) -> DateMention | None:
        """The day of the picture that the sentence describes: "In this Monday, Jan. 7, 2019, photo ..."."""
        head = self.tokens[:14]
        if [t.low for t in head[:2]] != ["in", "this"] and (
            not head or head[0].low != "in" or len(head) < 2 or head[1].kind != "D"
        ):
            return None
        if not any(t.low in {"photo", "photograph", "picture", "image"} for t in head):
            return None
        return next((t.mention for t in head if t.kind == "D"), None)

    def topic_of(self, k: int) -> list[tuple[Person, int]]:
        """Whom "the pair" or "they" means first of all: the one the sentence before was about."""
        person = self.discourse.topic(self.sentence.number - 1)
        return [(person, max(k - 1, 0))] if person is not None else []

    def pair_before(self, k: int) -> list[tuple[Person, int]]:
        """Whom "the pair" means in "Hollande met Rajoy before the pair flew": the two leaders named before it."""
        if self.tokens[k - 1].low not in {"pair", "two", "both", "men", "leaders"}:
            return []
        named = {id(t.mention.person): (t.mention.person, j) for j, t in enumerate(self.tokens[:k]) if t.kind == "P"}
        heads = [(person, j) for person, j in named.values() if self.is_head(person)]
        return heads if len(heads) == 2 else []

    def listed_before(self, k: int) -> list[tuple[Person, int]]:
        """Whom "they" means behind a list of people: "Hollande, Merkel and Abbas as they attend"."""
        last = next((j for j in range(k - 1, -1, -1) if self.tokens[j].kind == "P"), None)
        members = coordinated(self.tokens, last) if last is not None else []
        return [(p, j) for j in members if (p := self.person_at(j)) is not None] if len(members) > 1 else []

    def several_meant(self, k: int) -> list[tuple[Person, int]]:
        """Whom "they" and "the two leaders" mean before token k: those of a list just before, else the two leaders
        named last."""
        listed = self.listed_before(k) if self.tokens[k - 1].low == "they" else []
        return listed or self.last_two(k)

    def of_company(self, k: int) -> list[tuple[Person, int]]:
        """The leader of the company that "they" means: "Akihito and Michiko", "Obama and his wife". Sentences on "the
        couple", or on nobody, may stand between."""
        for number in range(self.sentence.number - 1, max(self.sentence.number - 5, -1), -1):
            tokens = self.discourse.sentences[number].tokens
            topic = self.discourse.topic(number)
            if any(t.kind == "P" and t.mention.person is topic and after.low == "and" for t, after in pairwise(tokens)):
                return [(topic, max(k - 1, 0))] if topic is not None else []
            together = any(t.low in {"couple", "they"} for t in tokens)
            if any(t.kind == "P" for t in tokens) and not together:
                return []
        return []

    def last_two(self, k: int) -> list[tuple[Person, int]]:
        """The two leaders named last, whom "the two leaders" means; the token stands for both."""
        found: dict[int, Person] = {}
        at = self.tokens[k].start
        for mention in reversed(self.discourse.people):
            if mention.start < at and self.is_head(mention.person):
                found.setdefault(id(mention.person), mention.person)
            if len(found) == 2:
                break
        return [(p, max(k - 1, 0)) for p in found.values()] if len(found) == 2 else []

    def dates_around(self, first: int, last: int) -> list[DateMention]:
        """The dates of the clause that holds tokens first to last, the nearest first.

        A date between two verbs of travel belongs to the one before it; one that opens the sentence to the first.
        """
        begin, end = clause_start(self.tokens, first), clause_end(self.tokens, last)
        end = relative_end(self.tokens, begin, last, end)
        end = next((j for j in range(last, end) if goes_elsewhere(self.tokens, j)), end)
        if self.tokens and self.tokens[0].low in _OPENERS:  # "As he visits Rome, ...": what follows is another clause
            comma = next((j for j in range(last, end) if self.tokens[j].low == ","), end)
            end = comma if last <= comma and not any(t.low == "," for t in self.tokens[:first]) else end
        before = [c for c in self.sentence.cues if c.last <= first and c.is_verb and _travels(c)]
        behind = [
            c
            for c in self.sentence.cues
            if c.first >= last
            and c.is_verb
            and _travels(c)
            and not (self.tokens[c.first - 1].low == "to" and c.tense == "base")
        ]
        opening = range(begin, before[0].first) if before else range(0)
        begin = max(begin, before[-1].last if before else 0)
        end = min(end, behind[0].first if behind else end)
        when = self._day_of_when_clause(begin, first)
        span = [
            j
            for j in (*when, *opening, *range(begin, end))
            if self._dates_the_clause(j, last) and not self._reported_by_others(j, last)
        ]
        nearest = sorted(set(span), key=lambda j: (min(abs(j - first), abs(j - last)), j))
        right = [j for j in nearest if j >= last]
        if all(
            self.tokens[j].mention.kind == "duration" for j in right
        ):  # "on Tuesday he flies to Chile, the end of a five-day tour"
            right = []
        own = right or [j for j in nearest if j >= begin and not cut_off(self.tokens, j, first)]
        if not own and span:
            own = [j for j in nearest if not of_another_verb(self.tokens, j, first)]
        if not own and not right:
            own = self._day_before_insertion(first)
        return [self.tokens[j].mention for j in own]

    def _day_before_insertion(self, first: int) -> list[int]:
        """The day that opens the sentence of "Yesterday, because they insisted, Yeltsin came to Japan"."""
        at = next((j for j in range(min(2, first)) if self.tokens[j].kind == "D"), None)
        if at is None or at + 2 >= first or self.tokens[at + 1].low != "," or self.tokens[at + 2].low not in _OPENERS:
            return []
        closing = next((j for j in range(at + 3, first) if self.tokens[j].low == ","), None)
        subject = closing is not None and any(t.kind == "P" or t.low in _HE | _SHE for t in self.tokens[closing:first])
        return [at] if subject and self._dates_the_clause(at, first) else []

    def _day_of_when_clause(self, begin: int, first: int) -> list[int]:
        """The date that the clause hangs on: "on Tuesday, when Merkel will visit"."""
        if begin > 3 and self.tokens[begin - 1].low == "that" and self.tokens[0].low == "it":
            return [begin - 2] if self.tokens[begin - 2].kind == "D" else []  # "it was on Monday that he left"
        if begin < 2 or self.tokens[begin - 1].low != "when" or any(t.low == "," for t in self.tokens[begin:first]):
            return []
        at = begin - 2 - (self.tokens[begin - 2].low == ",")
        return [at] if at >= 0 and self.tokens[at].kind == "D" else []

    def event_dates(self, first: int, last: int) -> list[DateMention]:
        """The dates of a movement's clause, without those of the report about it ("..., KCNA said on Tuesday")."""
        told = {t.start for j, t in enumerate(self.tokens) if j > last and t.kind == "D" and self._reports(j, last)}
        return [d for d in self.dates_around(first, last) if d.start not in told]

    def _reported_by_others(self, j: int, last: int) -> bool:
        """True for the date of "..., Kyodo News reported on Wednesday", which is the report's."""
        verb = next((i for i in range(j - 1, max(j - 4, last), -1) if self.tokens[i].low in _REPORTING), 0)
        speaker = self.tokens[verb - 1] if verb else None
        return speaker is not None and speaker.kind != "P" and speaker.low not in _HE | _SHE

    def _reports(self, j: int, last: int) -> bool:
        return any(t.low in _REPORTING for t in self.tokens[max(j - 3, last) : j])

    def begin_dates(self, first: int, last: int) -> frozenset[int]:
        """Offsets of the dates that "from", "starting" or "beginning" leads in."""
        found = set()
        for j in range(max(first - 2, 0), min(last + 24, len(self.tokens))):
            lead = self.tokens[j - 1].low if j else ""
            second = self.tokens[j - 2].low if j > 1 else ""
            if self.tokens[j].kind == "D" and (lead in _STARTERS or (lead == "on" and second in _STARTERS)):
                found.add(self.tokens[j].start)
        return frozenset(found)

    def _dates_the_clause(self, j: int, last: int) -> bool:
        """True for a date that can say when: not "since 2007", nor a bare year that nothing leads to."""
        token = self.tokens[j]
        if token.kind != "D":
            return False
        lead = self.tokens[j - 1].low if j else ""
        if j > last + 1 and self.tokens[j - 2].low == "by" and self.tokens[j - 1].kind == "w":
            return False  # "a country torn by elections last December"
        bare_year = token.mention.first is not None and token.mention.first.precision == "year" and token.raw.isdigit()
        if j > last and adorns_noun(self.tokens, j, {c.first for c in self.sentence.cues}):
            return False
        if lead in _NO_DATE_LEADS or tells_other_time(self.tokens, last, j) or self._reported_by_others(j, last):
            return False
        return not bare_year or lead in {"in", "during", ","}

    def refuse(self, first: int, last: int, rule: str, reason: str) -> None:
        tokens = self.tokens
        self.findings.refusals.append(
            Refusal(self.sentence.number, tokens[first].start, tokens[last - 1].end, rule, reason)
        )


def _travels(cue: Cue) -> bool:
    """True for a verb whose clause would claim a date for itself."""
    return not (isinstance(cue.entry, TravelVerb) and cue.entry.id in _TELLING)

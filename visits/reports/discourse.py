"""An article ready for the rules: sentences of chunked tokens, with what the discourse carries between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from visits.mentions.article_dates import ArticleDates
from visits.mentions.blocks import Blocks
from visits.mentions.cues import Cue, CueFinder
from visits.mentions.folding import Folding
from visits.mentions.found_once import found_once
from visits.mentions.leading import country_on, heads_on
from visits.mentions.names import Span
from visits.mentions.reading import Reading
from visits.mentions.tokens import Token
from visits.mentions.words import WordSearch
from visits.model.mention import DateMention, Person, PersonMention, PlaceMention
from visits.registry import Registry
from visits.reports.gatherings import OPENING, Gathering, find_gathering, opens_with_heads

AnswerT = TypeVar("AnswerT")
_PLACE_WORDS = frozenset({"L", "G", "here"})
_END = attrgetter("end")
_PERSONS = frozenset({"P", "he", "his", "him", "she", "her", "i", "my"})
HE_OR_SHE = WordSearch(["he", "she"])


class Sentence:
    """A sentence's tokens (people P, places L, demonyms G, dates D chunked) and its cues, read when first asked for.

    Whom, where and when it names is known without its tokens.
    """

    def __init__(self, number: int, start: int, end: int, in_title: bool, folding: Folding, cue_finder: CueFinder):
        self.number, self.start, self.end, self.in_title = number, start, end, in_title
        self._folding, self._cue_finder = folding, cue_finder

    @found_once
    def _within(self) -> tuple[int, Sequence[Span]]:
        return self._folding.within(self.start, self.end)

    @found_once
    def tokens(self) -> list[Token]:
        begin, mentions = self._within
        return self._folding.tokens(begin, self.end, mentions)

    @found_once
    def cues(self) -> list[Cue]:
        return self._cue_finder.find(self.tokens)

    @found_once
    def words(self) -> frozenset[str]:
        """The words and marks of the sentence, in lower case, and the kinds of its chunks."""
        return frozenset([token.low for token in self.tokens])

    def has(self, words: Set[str]) -> bool:
        """True if one of the words or kinds stands in the sentence."""
        return not self.words.isdisjoint(words)

    @found_once
    def names_a_place(self) -> bool:
        """False for a sentence in which no destination can be read: no place, no demonym of one, no "here"."""
        return self.has(_PLACE_WORDS)

    @found_once
    def references(self) -> list[int]:
        """The tokens that stand for a person: names, titles, he, she and I."""
        return [k for k, token in enumerate(self.tokens) if token.low in _PERSONS] if self.has(_PERSONS) else []

    @found_once
    def places(self) -> list[PlaceMention]:
        """The places that the sentence names, demonyms apart, in order."""
        return [mention for _, _, kind, mention in self._within[1] if kind == "L"]

    @found_once
    def mentions(self) -> list[PersonMention]:
        """The people that the sentence names, in order."""
        return [mention for _, _, kind, mention in self._within[1] if kind == "P"]

    @found_once
    def is_dated(self) -> bool:
        """True for a sentence that names a date, a length or a vague time."""
        return any(kind == "D" for _, _, kind, _ in self._within[1])


@dataclass
class Discourse:
    """All that the rules look at, for one article."""

    reading: Reading
    names: Sequence[Span]
    blocks: Blocks
    people: list[PersonMention]
    dateline: PlaceMention | None
    article_dates: ArticleDates
    on: date | None
    cue_finder: CueFinder
    _topics: dict[int, Person | None] = field(default_factory=dict)
    _answers: dict[Callable[[Discourse], Any], Any] = field(default_factory=dict)

    def once(self, ask: Callable[[Discourse], AnswerT]) -> AnswerT:
        """What `ask` finds in the article: asked for each of its visits, it is found once."""
        if ask not in self._answers:
            self._answers[ask] = ask(self)
        answer: AnswerT = self._answers[ask]
        return answer

    @found_once
    def sentences(self) -> list[Sentence]:
        return [
            Sentence(number, start, end, self.reading.in_title(start), self.folding, self.cue_finder)
            for number, (start, end) in enumerate(self.reading.sentences)
        ]

    @found_once
    def gathering(self) -> Gathering | None:
        """The gathering of leaders that the article reports on."""
        named = min(self.gatherings_named, default=OPENING) < OPENING
        if not named and not opens_with_heads(self.reading.string, self.reading.sentences):
            return None
        return find_gathering(self.sentences, self.dateline, self.on, self.cue_finder)

    @found_once
    def gatherings_named(self) -> set[int]:
        """The numbers of the sentences that can name a gathering of leaders."""
        return self.reading.telling(self.cue_finder.gathering_words)

    @found_once
    def folding(self) -> Folding:
        return Folding(self.reading.string, self.blocks, self.people, self.names, self.article_dates)

    @property
    def dates(self) -> list[DateMention]:
        """The dates, but for the dateline's."""
        return self.article_dates.found

    @property
    def dateline_day(self) -> DateMention | None:
        """The date of the dateline."""
        return self.article_dates.of_dateline

    def pronoun(self, sentence: int, offset: int, gender: str) -> Person | None:
        """Whom "he" or "she" at an offset means: the subject of this sentence so far, else what the sentences
        before are about."""
        tokens = _before(self.sentences[sentence].tokens, offset)
        here: Person | None = next(
            (t.mention.person for k, t in enumerate(tokens) if t.kind == "P" and not is_object(tokens, k)), None
        )
        said = tokens[-1:] and tokens[-1].low in _SAYING and tokens[-2:-1] and tokens[-2].kind == "P"
        if said:  # "After he met Kono, Pompeo said he was in Tokyo"
            here = tokens[-2].mention.person
        if here is not None and here.gender in (gender, None) and (said or not _behind_object(tokens)):
            return here
        named_behind = self._named_behind(sentence, offset, gender)
        spoken_of = self._spoken_of(sentence, gender)
        if named_behind is not None and (spoken_of is None or self._opens_text(sentence)):
            return named_behind
        if spoken_of is not None:
            return spoken_of
        near = [t.mention.person for t in tokens if t.kind == "P" and t.mention.person.gender in (gender, None)]
        return near[0] if near else None

    def _named_behind(self, sentence: int, offset: int, gender: str) -> Person | None:
        """Whom the he of "As he landed in Rome, Modi said" means: a clause that opens its sentence may name nobody
        where the main clause does."""
        tokens = self.sentences[sentence].tokens
        before = _before(tokens, offset)
        opened = any(t.raw.lower().split()[-1] in _OPENERS for t in before[-_OPENING_WORDS:])  # "a day after he"
        if not opened or any(t.kind == "P" for t in before):
            return None
        for j in range(len(before), len(tokens) - 1):
            if tokens[j].low == "," and tokens[j + 1].kind == "P":
                owner = j + 2 < len(tokens) and tokens[j + 2].low == "'s"
                person: Person = tokens[j + 1].mention.person
                return person if person.gender in (gender, None) and not owner else None
            if tokens[j].low in {";", "he", "she"} and tokens[j].start > offset:
                return None
        return None

    def _opens_text(self, sentence: int) -> bool:
        """True for the first sentence behind the title that names anybody."""
        own = self.sentences[sentence]
        return not own.in_title and all(s.in_title or not s.mentions for s in self.sentences[:sentence])

    def object_pronoun(self, sentence: int, offset: int, gender: str) -> Person | None:
        """Whom "him" means: not the subject of its own clause, but whom the sentences before are about."""
        tokens = _before(self.sentences[sentence].tokens, offset)
        here = [t.mention.person for t in tokens if t.kind == "P"]
        return self._spoken_of(sentence, gender, besides=here)

    def _spoken_of(self, sentence: int, gender: str, besides: Sequence[Person] = ()) -> Person | None:
        """Whom of this gender the sentences shortly before are about."""
        topics = (self.topic(number) for number in range(sentence - 1, max(sentence - 5, -1), -1))
        return next((t for t in topics if t is not None and t.gender in (gender, None) and t not in besides), None)

    def topic(self, number: int) -> Person | None:
        """Whom a sentence is about: its subject, whether by name or by pronoun, else whom the one before was about."""
        if number < 0:
            return None
        if number not in self._topics:
            self._topics[number] = None  # ends the recursion
            self._topics[number] = self._find_topic(number)
        return self._topics[number]

    @found_once
    def _with_he_or_she(self) -> set[int]:
        return self.reading.telling(HE_OR_SHE)

    def _find_topic(self, number: int) -> Person | None:
        if not self.sentences[number].mentions and number not in self._with_he_or_she:
            return self.topic(number - 1)
        tokens = self.sentences[number].tokens
        quoted = _quoted(self.sentences[number])
        for k, token in enumerate(tokens):
            if token.kind == "P" and not is_object(tokens, k) and not quoted[k]:
                person: Person = token.mention.person
                return self._meant_by_him(number, tokens[k + 1 :], quoted[k + 1 :], person) or person
            if quoted[k]:
                continue
            if token.low in {"he", "she"}:
                before = self._spoken_of(number, "m" if token.low == "he" else "f")
                if before is not None:
                    return before
        owned = next(
            (t.mention.person for t, aside in zip(tokens, quoted, strict=True) if t.kind == "P" and not aside), None
        )
        return owned or self.topic(number - 1)

    def _meant_by_him(
        self, number: int, tokens: Sequence[Token], quoted: Sequence[bool], subject: Person
    ) -> Person | None:
        """Whom a sentence goes on about that names another as its subject: "King Salman gave a banquet for him". What
        a pronoun stands for is what the text is about, be it the object (centering)."""
        before = self.topic(number - 1)
        if before is None or before is subject or self._leads_over(subject, before):
            return None
        begin = _behind_apposition(tokens, subject)
        for k, token in enumerate(tokens[begin:], begin):
            if token.kind == "P" or quoted[k] or token.low in _OTHER_CLAUSES:
                return None
            behind = tokens[k + 1].low if k + 1 < len(tokens) else ""
            hosted = behind in {"host", "hosts"} and k > 0 and tokens[k - 1].low in {"is", "was", "were"}
            if token.low == "him" or (token.low in {"his", "her"} and (hosted or behind in _PARTNERS)):
                return before if before.gender in ("f" if token.low == "her" else "m", None) else None
        return None

    def _leads_over(self, person: Person, other: Person) -> bool:
        """True for the one of two whom the article names far more often: it goes on about him."""
        mentioned = [mention.person for mention in self.people]
        return mentioned.count(person) > _FAR_MORE * mentioned.count(other)

    @found_once
    def persons(self) -> list[Person]:
        """Everybody whom the article mentions, each once."""
        return list(dict.fromkeys(mention.person for mention in self.people))

    def mentions_in(self, sentence: Sentence) -> list[PersonMention]:
        return sentence.mentions


_FAR_MORE = 2
_OPENERS = frozenset({"as", "when", "while", "after", "before", "since", "until", "once"})
_OPENING_WORDS = 3
"""Words before the pronoun of an opening clause among which one opens it: "Hours after he landed"."""
_OTHER_CLAUSES = frozenset(", and that who which as while when after before because said says".split())
_BEHIND_OBJECT = frozenset(
    """at in to on as with and for when after before during late early there here from of by or but while where who
    which throughout the a an""".split()
)
_PARTNERS = frozenset({"guest", "guests", "visitor", "visitors", "hand"})
_QUOTES = frozenset({"“", "”", '"'})
_SAYING = frozenset("said says told tells added wrote tweeted announced joked insisted declared".split())
_SAYING_FIRST = frozenset({"said", "says", "added", "wrote"})  # may stand before their subject: "said Merkel"

_OBJECT_LEADS = frozenset(
    {
        "with",
        "of",
        "from",
        "against",
        "about",
        "between",
        "to",
        "for",
        "under",
        "than",
        "like",
        "over",
        "met",
        "meets",
        "meet",
        "welcomed",
        "hosted",
        "received",
        "greeted",
        "where",
    }
)


def _before(tokens: Sequence[Token], offset: int) -> Sequence[Token]:
    """The tokens that end before an offset."""
    return tokens[: bisect_right(tokens, offset, key=_END)]


def _quoted(sentence: Sentence) -> list[bool]:
    """For each token whether it stands between quotation marks: who is named there is not who the sentence is about."""
    if not sentence.has(_QUOTES):
        return [False] * len(sentence.tokens)
    inside, out = False, []
    for token in sentence.tokens:
        if token.raw in _QUOTES:
            inside = token.raw == "“" or (token.raw == '"' and not inside)
        out.append(inside)
    return out


def _behind_apposition(tokens: Sequence[Token], subject: Person) -> int:
    """Where the clause goes on behind its subject: "Vietnam's president, Nguyen Minh Triet, gave"."""
    if not tokens or tokens[0].low != ",":
        return 0
    closing = next((k for k in range(1, min(len(tokens), 9)) if tokens[k].low == ","), 0)
    others = any(t.kind == "P" and t.mention.person is not subject for t in tokens[:closing])
    return closing + 1 if closing and not others else 0


def is_object_pronoun(tokens: Sequence[Token], k: int) -> bool:
    """True for "him", and for the "her" of "welcomed her on Monday", which owns nothing."""
    if tokens[k].low != "her":
        return tokens[k].low == "him"
    behind = tokens[k + 1] if k + 1 < len(tokens) else None
    return behind is None or behind.kind != "w" or behind.low in _BEHIND_OBJECT


def is_object(tokens: Sequence[Token], k: int) -> bool:
    """True for a person behind a preposition or a verb of meeting, and for a possessor."""
    before = tokens[k - 1].low if k else ""
    after = tokens[k + 1].low if k + 1 < len(tokens) else ""
    return before in _OBJECT_LEADS or after == "'s"


def _behind_object(tokens: Sequence[Token]) -> bool:
    """True where a pronoun subject stands before the first name: "On Thursday he met Lee, and then he"."""
    for token in tokens:
        if token.kind == "P":
            return False
        if token.low in {"he", "she"}:
            return True
    return False


def is_head(registry: Registry, person: Person, on: date | None) -> bool:
    """True if the person was head of state or government (or pope, or leads in fact) on the day."""
    if person.leader_id is None:
        return person.rank == "head" and not person.former and person.country is not None
    if on is None:  # the article's own title decides where no date tells who held the office
        return not person.former and person.rank in (None, "head") and heads_on(registry, person.leader_id, None)
    return heads_on(registry, person.leader_id, on)


def country_led(registry: Registry, person: Person, on: date | None) -> str | None:
    """The country the person leads on the day, or led or served last before it."""
    if person.leader_id is None:
        return person.country
    return country_on(registry, person.leader_id, on) or person.country

"""Whether a reader recognises the lexicon's own examples, and leaves its counter-examples alone.

What recognising means depends on the vocabulary:

offices               somebody is meant by that title
travel_verbs, _nouns  a report cites the entry as the rule that found it
modality              a plan or a cancellation is reported as such; what is possible or denied gives no report
transport             a report gives that mode of travel
kinship               a report names a companion of that relation
visit_kinds           a report gives that visit type
occasions             a report gives that occasion

The reader comes as an argument, so that any reader can be checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from visits.lexicon.entries import (
    Kinship,
    Modality,
    Occasion,
    Office,
    Transport,
    TravelNoun,
    TravelVerb,
    VisitKind,
    Word,
)
from visits.lexicon.load import Lexicon, forms_of
from visits.model.article import Article
from visits.model.codes import HEAD_ROLES
from visits.model.mention import PersonMention
from visits.model.report import Report
from visits.registry import Leader, Registry, Term

Read = Callable[[Article], tuple[Sequence[PersonMention], Sequence[Report]]]
"""Reads an article: the people it speaks of, and the reports of visits."""

DEFAULT_DAY = date(2019, 6, 15)
"""The day on which an example appears that names no year and no leader."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Problem:
    """A sentence of an entry that is read otherwise than the entry says; `read` is what was made of it."""

    vocabulary: str
    entry: str
    sentence: str
    what: str
    read: str

    def __str__(self) -> str:
        return f"{self.vocabulary}.yaml, {self.entry}: {self.what}: {self.sentence!r}"


def check_lexicon(lexicon: Lexicon, registry: Registry, read: Read) -> list[Problem]:
    """The problems of all entries, in the lexicon's order."""
    names = _leaders_by_name(registry)
    return [
        problem
        for vocabulary, word in lexicon.words()
        for sentence, wanted in _sentences(word)
        if (problem := _check(vocabulary, word, sentence, wanted, names, read)) is not None
    ]


def sentence_count(lexicon: Lexicon) -> int:
    """How many sentences the entries hold."""
    return sum(1 for _, word in lexicon.words() for _ in _sentences(word))


def publication_day(sentence: str, registry: Registry) -> date:
    """A day on which the sentence could have appeared.

    The last day of the year it names; else a day in the middle of a term of office that as many as possible of the
    heads it names were in office; else DEFAULT_DAY.
    """
    return _publication_day(sentence, _leaders_by_name(registry))


def _sentences(word: Word) -> Iterator[tuple[str, bool]]:
    """The entry's sentences, with whether the entry must be recognised in it."""
    yield from ((sentence, True) for sentence in word.examples)
    yield from ((sentence, False) for sentence in word.counter_examples)


def _check(
    vocabulary: str, word: Word, sentence: str, wanted: bool, names: dict[str, Leader], read: Read
) -> Problem | None:
    if not any(form.casefold() in sentence.casefold() for form in forms_of(word)):
        return Problem(vocabulary, word.id, sentence, "holds none of the entry's forms", "nothing")
    article = Article(id=f"{vocabulary}.{word.id}", text=sentence, published=_publication_day(sentence, names))
    people, reports = read(article)
    if _recognised(word, people, reports) == wanted:
        return None
    what = "not recognised" if wanted else "recognised in a counter-example"
    return Problem(vocabulary, word.id, sentence, what, _told(people, reports))


def _told(people: Sequence[PersonMention], reports: Sequence[Report]) -> str:
    """What was read in a sentence, in a few words: its visits, else its people."""
    if reports:
        return "; ".join(_visit(report) for report in reports)
    known = {mention.person.name: mention.person.title for mention in people}
    named = "; ".join(f"{name} ({title})" if title else name for name, title in known.items())
    return f"no visit; {named}" if named else "no visit, nobody"


def _visit(report: Report) -> str:
    details = [report.status, report.mode_of_travel, report.visit_type, report.occasion]
    companions = [f"with {c.name}{f' ({c.relation})' if c.relation else ''}" for c in report.companions]
    rules = {claim.rule: None for claim in report.claims if claim.field == "status"}
    told = ", ".join([*(detail for detail in details if detail), *companions, *rules])
    return f"{report.leader} -> {report.host_country}: {told}"


def _recognised(word: Word, people: Sequence[PersonMention], reports: Sequence[Report]) -> bool:
    """True if what was read shows the entry at work; the module's docstring says how."""
    match word:
        case Office():
            return any(mention.person.title == word.id for mention in people)
        case TravelVerb() | TravelNoun():
            return any(claim.rule.endswith(f":{word.id}") for report in reports for claim in report.claims)
        case Modality(stance="planned" | "cancelled"):
            return any(report.status == word.stance for report in reports)
        case Modality():
            return not reports
        case Transport():
            return any(report.mode_of_travel == word.mode for report in reports)
        case Kinship():
            return any(companion.relation == word.relation for report in reports for companion in report.companions)
        case VisitKind():
            return any(report.visit_type == word.visit_type for report in reports)
        case Occasion():
            return any(report.occasion == word.name for report in reports)
    raise TypeError(f"no test is known for entries like {word.id!r}")


def _leaders_by_name(registry: Registry) -> dict[str, Leader]:
    """The heads by their full names of two words and more; a name that two leaders bear is left out."""
    return {
        form.form: registry.leader(form.leader_ids[0])
        for form in registry.person_forms
        if form.kind == "full" and " " in form.form and len(form.leader_ids) == 1
    }


def _publication_day(sentence: str, names: dict[str, Leader]) -> date:
    years = _YEAR.findall(sentence)
    if years:
        return date(int(max(years)), 12, 31)
    terms = [
        [term for term in leader.terms if term.role in HEAD_ROLES] for name, leader in names.items() if name in sentence
    ]
    days = [_day_inside(term) for held in terms for term in held]
    best = max(days, key=lambda day: (sum(any(t.covers(day) for t in held) for held in terms), day), default=None)
    return best or DEFAULT_DAY


def _day_inside(term: Term) -> date:
    """The middle of a term, half a year from its beginning where it goes on."""
    return term.first + (timedelta(days=180) if term.end is None else (term.last - term.first) / 2)

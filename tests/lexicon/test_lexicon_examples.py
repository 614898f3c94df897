"""Every entry of the vocabularies is recognised in its examples, and in none of its counter-examples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from visits.build import rule_reader
from visits.evaluation.lexicon_check import DEFAULT_DAY, Problem, check_lexicon, publication_day
from visits.lexicon import Lexicon, load_lexicon
from visits.lexicon.entries import Office, Transport, TravelVerb, Word
from visits.lexicon.load import VOCABULARIES
from visits.model.article import Article
from visits.model.mention import PersonMention
from visits.model.report import Report
from visits.registry import load_registry
from visits.reports.rules import RuleReader

LEXICON = load_lexicon()
ENTRIES = [pytest.param(vocabulary, word.id, id=f"{vocabulary}: {word.id}") for vocabulary, word in LEXICON.words()]


def _lexicon(**vocabularies: Sequence[Word]) -> Lexicon:
    """A lexicon of these entries alone."""
    held = {name: tuple(vocabularies.get(name, ())) for name in VOCABULARIES}
    return Lexicon(version="test", **held)  # type: ignore[arg-type]


class Rules:
    """The rule reader as the check wants it."""

    def __init__(self, reader: RuleReader):
        self._reader = reader

    def __call__(self, article: Article) -> tuple[Sequence[PersonMention], Sequence[Report]]:
        return self._reader.discourse(article).people, self._reader.read(article)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(rule_reader())


@pytest.fixture(scope="module")
def problems(rules: Rules) -> list[Problem]:
    return check_lexicon(LEXICON, load_registry(), rules)


@pytest.mark.parametrize(("vocabulary", "entry"), ENTRIES)
def test_the_examples_of(vocabulary: str, entry: str, problems: list[Problem]) -> None:
    assert [str(p) for p in problems if (p.vocabulary, p.entry) == (vocabulary, entry)] == []


def test_an_example_that_is_not_recognised_is_a_problem(rules: Rules) -> None:
    office = Office(id="king", forms=["king"], rank="head", examples=["Angela Merkel spoke of the king of pop."])
    [problem] = check_lexicon(_lexicon(offices=[office]), load_registry(), rules)
    assert (problem.vocabulary, problem.entry, problem.what) == ("offices", "king", "not recognised")
    assert "offices.yaml, king" in str(problem)


def test_a_counter_example_that_is_recognised_is_a_problem(rules: Rules) -> None:
    sentence = "Angela Merkel flew to Athens on Tuesday."
    flight = Transport(id="flight", mode="air", forms=["flew"], examples=[sentence], counter_examples=[sentence])
    [problem] = check_lexicon(_lexicon(transport=[flight]), load_registry(), rules)
    assert problem.what == "recognised in a counter-example"


def test_an_example_without_the_entry_s_words_is_a_problem(rules: Rules) -> None:
    sail = next(v for v in LEXICON.travel_verbs if v.id == "sail")
    strange = TravelVerb(**{**sail.model_dump(), "examples": ["Angela Merkel flew to Athens on Tuesday."]})
    [problem] = check_lexicon(_lexicon(travel_verbs=[strange]), load_registry(), rules)
    assert problem.what == "holds none of the entry's forms"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Barack Obama travelled to Kenya in July 2015.", date(2015, 12, 31)),
        ("The flag flew over Athens.", DEFAULT_DAY),
    ],
)
def test_publication_day(sentence: str, day: date) -> None:
    assert publication_day(sentence, load_registry()) == day


def test_the_publication_day_finds_all_leaders_of_a_sentence_in_office() -> None:
    registry = load_registry()
    day = publication_day("Margaret Thatcher conferred with Ronald Reagan in Washington on Friday.", registry)
    for leader_id in ("gbr-margaret-thatcher", "usa-ronald-reagan"):
        assert registry.role_on(leader_id, day) is not None

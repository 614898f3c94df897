"""The rules on the sample articles that are coded by hand, one article at a time.

Every third article of data/raw was coded as docs/reading.md says, before anybody looked at what the rules make of it.
What they reach, in F1 of a thousand, is held in tests/gold/floors.yaml.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from floors import held_to, read_floors

from visits.build import rule_reader
from visits.evaluation.coded import CodedArticle, coded_article, read_coded
from visits.evaluation.results import Result, evaluate
from visits.evaluation.scoring import BACKGROUND, PERFECT
from visits.model.article import Article
from visits.sources import read_folder

PROJECT = Path(__file__).parents[2]
GOLD = PROJECT / "tests" / "gold" / "visits.jsonl"
FLOORS = PROJECT / "tests" / "gold" / "floors.yaml"


@pytest.fixture(scope="module")
def gold() -> list[CodedArticle]:
    return read_coded(GOLD)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [item for item in read_folder(PROJECT / "data" / "raw") if isinstance(item, Article)]


@pytest.fixture(scope="module")
def result(gold: list[CodedArticle], articles: list[Article]) -> Result:
    reader = rule_reader()
    coded = {article.id for article in gold}
    return evaluate(gold, {a.id: coded_article(a, reader.read(a)).visits for a in articles if a.id in coded})


def test_every_third_article_is_coded(gold: list[CodedArticle], articles: list[Article]) -> None:
    assert [article.id for article in gold] == [article.id for article in articles[::3]]


def test_the_evidence_stands_in_the_articles(gold: list[CodedArticle], articles: list[Article]) -> None:
    texts = {article.id: " ".join(f"{article.title} {article.text}".split()) for article in articles}
    for article in gold:
        for visit in article.visits:
            assert visit.words_for("visit") in texts[article.id]


@pytest.mark.parametrize("measure", read_floors(FLOORS))
def test_the_rules_are_as_good_as_ever(result: Result, measure: str) -> None:
    counts = result.counts[measure]
    figure = counts.recall if measure in (PERFECT, BACKGROUND) else counts.f1
    wrong = [
        d
        for d in result.differences
        if d.kind == measure or (measure == "visit" and d.kind in ("missed", "false alarm"))
    ]
    report = "\n".join(
        f"{d.kind}: {d.leader} -> {d.host_country}, wanted {d.wanted}, found {d.found} ({d.article_id})" for d in wrong
    )
    held_to(FLOORS, measure, round(1000 * figure), 1000, report)

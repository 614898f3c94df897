"""The sentences around the quoted words."""

import pytest

from visits.model.article import Article
from visits.model.evidence import Evidence
from visits.model.report import Claim, Report
from visits.reports.quoted import quoted_sentences

ARTICLE = Article(
    id="a",
    title="A guest from Rome",
    text="Mr. Rossi left Rome. He landed in Oslo on Monday.\n\nThe talks began there. It rained. He flew home.",
)


def quoting(*words: str) -> Report:
    claims = tuple(
        Claim(field=field, value=value, rule="test", evidence=evidence(words[n % len(words)]))
        for n, (field, value) in enumerate([("leader", "Rossi"), ("host_country", "NOR"), ("status", "completed")])
    )
    return Report(report_id="r", article_id="a", leader="Rossi", host_country="NOR", status="completed", claims=claims)


def evidence(words: str) -> Evidence:
    part = "title" if words in ARTICLE.title else "text"
    start = ARTICLE.part(part).index(words)
    return Evidence.cut(ARTICLE, start, start + len(words), part)


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (["Oslo"], ["He landed in Oslo on Monday."]),
        (["Mr. Rossi", "on Monday", "Oslo"], ["Mr. Rossi left Rome.", "He landed in Oslo on Monday."]),
        (["Oslo on Monday.\n\nThe talks"], ["He landed in Oslo on Monday.\n\nThe talks began there."]),
        (["guest", "flew"], ["He flew home.", "A guest from Rome"]),
    ],
)
def test_each_sentence_with_quoted_words_is_given_once(words: list[str], sentences: list[str]) -> None:
    rows = quoted_sentences(ARTICLE, [quoting(*words)])
    assert [row.text for row in rows] == sentences
    assert all(ARTICLE.part(row.part)[row.start : row.end] == row.text for row in rows)


def test_no_report_quotes_nothing() -> None:
    assert quoted_sentences(ARTICLE, ()) == ()

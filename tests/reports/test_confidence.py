"""The confidence of reports: who has one, and what raises and lowers it."""

from __future__ import annotations

import visits
from visits.model.report import Report
from visits.reports.confidence import SIGNS, WEIGHTS, signs_of


def only_report(text: str, title: str = "") -> Report:
    (report,) = visits.extract(text, published="2019-05-15", title=title)
    return report


FILLER = "The markets were calm, and nobody in the capital had much to say about it. " * 6
ARRIVED = "French President Emmanuel Macron arrived in Rome on Monday. "


def test_every_sign_has_a_weight() -> None:
    assert list(SIGNS) == list(WEIGHTS)


def test_what_the_article_is_about_is_surer_than_what_it_mentions() -> None:
    first, later = only_report(ARRIVED + FILLER), only_report(FILLER + ARRIVED.replace("on Monday", "in 2018"))
    assert first.confidence is not None
    assert later.confidence is not None
    assert 0 < later.confidence < first.confidence < 1
    assert signs_of(first)["the article is about it"]
    assert not signs_of(later)["the article is about it"]


def test_a_visit_told_at_length_is_surer() -> None:
    more = "Macron met Italian President Sergio Mattarella in Rome. Macron left Rome on Tuesday."
    short, long = only_report(ARRIVED), only_report(ARRIVED + more)
    assert short.confidence is not None
    assert long.confidence is not None
    assert short.confidence < long.confidence
    assert signs_of(long)["three clauses or more"]
    assert not signs_of(short)["three clauses or more"]


def test_ministers_have_none() -> None:
    report = only_report("French Foreign Minister Jean-Yves Le Drian arrived in Rome on Monday. " + FILLER)
    assert (report.scope, report.confidence) == ("other", None)

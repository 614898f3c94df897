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


def test_a_visit_told_at_the_head_is_surer_than_one_in_passing() -> None:
    first, later = only_report(ARRIVED + FILLER), only_report(FILLER + ARRIVED)
    assert first.confidence is not None
    assert later.confidence is not None
    assert 0 < later.confidence < first.confidence < 1
    assert signs_of(first)["told at the head"]
    assert not signs_of(later)["told at the head"]


def test_a_plan_is_less_sure_than_a_visit_made() -> None:
    made, planned = (
        only_report(ARRIVED),
        only_report(ARRIVED.replace("arrived", "will arrive").replace("Monday", "Friday")),
    )
    assert made.confidence is not None
    assert planned.confidence is not None
    assert planned.confidence < made.confidence


def test_ministers_have_none() -> None:
    report = only_report("French Foreign Minister Jean-Yves Le Drian arrived in Rome on Monday. " + FILLER)
    assert (report.scope, report.confidence) == ("other", None)

"""Two readings of one article: which visits are the same, and what becomes of their values."""

from __future__ import annotations

from typing import Any

import pytest
from stories import report_of

from visits.model.report import Report
from visits.reports.together import Side, joined, pair


def reading(*visits: dict[str, Any]) -> list[Report]:
    """Reports of one article, each with these values."""
    return [
        report_of("a", f"r{n}", **values)[0].model_copy(update={"confidence": 0.8}) for n, values in enumerate(visits)
    ]


def first(field: str) -> Side:
    return "first"


def second(field: str) -> Side:
    return "second"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"start": "2019-01-07"}, {"start": "2019-01-08"}, True),
        ({"start": "2019-01-07"}, {"start": "2019-01"}, True),
        ({"start": "2019-01-07"}, {}, True),
        ({"start": "2019-01-07"}, {"start": "2019-03-07"}, False),
        ({"start": "2019-01-07", "end": "2019-02-20"}, {"start": "2019-02-01", "end": "2019-02-03"}, True),
        ({"start": "2019-01-07"}, {"start": "2019-01-07", "host_country": "VNM"}, False),
        ({}, {"leader": "Kim", "leader_id": None}, True),
        ({}, {"leader": "Ri Sol Ju", "leader_id": None}, False),
        ({"status": "planned", "focus": True}, {"status": "completed", "focus": False, "start": "2018-03-25"}, False),
    ],
)
def test_which_tellings_are_of_one_visit(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    assert bool(pair(reading(one), reading(other))) is same


def test_the_nearest_days_belong_together_whatever_the_order() -> None:
    rules = reading({"start": "2018-03-25"}, {"start": "2019-01-07"})
    model = reading({}, {"start": "2019-01-08"}, {"start": "2018-03-26"})
    assert pair(rules, model) == {0: 2, 1: 1}


def test_what_only_one_reading_tells_stays() -> None:
    told = joined(reading({"start": "2019-01-07"}), reading({"start": "2019-05-01"}), first)
    assert [str(report.start_date) for report in told] == ["2019-01-07", "2019-05-01"]
    assert [report.confidence for report in told] == [0.8, 0.8]


def test_agreement_is_surer_than_either_and_no_conflict() -> None:
    values = {"start": "2019-01-07", "mode_of_travel": "train"}
    (report,) = joined(reading(values), reading(values), first)
    assert (report.confidence, report.conflicts) == (0.96, ())


@pytest.mark.parametrize(("decide", "start", "mode", "count"), [(first, "07", "train", 4), (second, "08", "air", 5)])
def test_the_table_decides_what_differs(decide: Any, start: str, mode: str, count: int) -> None:
    rules = reading({"start": "2019-01-07", "mode_of_travel": "train", "ordinal": 4, "cities": ("Beijing",)})
    model = reading({"start": "2019-01-08", "mode_of_travel": "air", "ordinal": 5, "cities": ("Beijing", "Dalian")})
    (report,) = joined(rules, model, decide)
    assert str(report.start_date) == f"2019-01-{start}"
    assert (report.mode_of_travel, report.ordinal) == (mode, count)
    assert report.cities == ("Beijing", "Dalian")
    assert report.conflicts == ("mode_of_travel", "ordinal", "start_date")
    assert {claim.value for claim in report.claims if claim.field == "mode_of_travel"} == {"train", "air"}


def test_a_value_that_only_one_gives_is_taken_and_the_more_exact_date() -> None:
    rules = reading({"start": "2019-01", "mode_of_travel": "train"})
    model = reading({"start": "2019-01-08", "visit_type": "state"})
    (report,) = joined(rules, model, first)
    assert (str(report.start_date), report.mode_of_travel, report.visit_type) == ("2019-01-08", "train", "state")
    assert report.conflicts == ()


def test_no_end_before_its_start_comes_of_mixing() -> None:
    rules = reading({"start": "2019-01-07"})
    model = reading({"start": "2019-01-03", "end": "2019-01-05"})
    (report,) = joined(rules, model, first)
    assert (str(report.start_date), report.end_date) == ("2019-01-07", None)
    assert "start_date" in report.conflicts

"""Krippendorff's alpha on published tables, and the agreement of coders."""

from __future__ import annotations

from typing import Any

import pytest

from visits.evaluation.agreement import agreement
from visits.evaluation.coded import CodedArticle
from visits.evaluation.reliability import alpha, interval, masi, nominal

FOUR_OBSERVERS = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
TWO_OBSERVERS_TWO_VALUES = """
0 1 0 0 0 0 0 0 1 0
1 1 1 0 0 1 0 0 0 0
"""
TWO_OBSERVERS_FIVE_VALUES = """
1 1 2 2 4 3 3 3 5 4 4 1
2 1 2 2 2 3 3 3 5 4 4 4
"""


def units(table: str) -> list[list[int]]:
    rows = [line.split() for line in table.strip().splitlines()]
    return [[int(value) for value in column if value != "."] for column in zip(*rows, strict=True)]


def test_alpha_of_published_tables() -> None:
    assert alpha(units(FOUR_OBSERVERS), nominal) == pytest.approx(0.743, abs=0.0005)
    assert alpha(units(FOUR_OBSERVERS), interval) == pytest.approx(0.849, abs=0.0005)
    assert alpha(units(TWO_OBSERVERS_TWO_VALUES), nominal) == pytest.approx(0.095, abs=0.0005)
    assert alpha(units(TWO_OBSERVERS_FIVE_VALUES), nominal) == pytest.approx(0.692, abs=0.0005)


def test_alpha_at_its_ends() -> None:
    assert alpha([[1, 1], [2, 2]], nominal) == 1
    assert alpha([[1, 1], [1, 1]], nominal) is None
    assert alpha([[1], [2]], nominal) is None
    assert alpha([], nominal) is None


def test_distance_of_sets() -> None:
    a, ab, bc, none = frozenset("a"), frozenset("ab"), frozenset("bc"), frozenset[str]()
    assert masi(ab, ab) == masi(none, none) == 0
    assert masi(a, ab) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi(ab, bc) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi(a, bc) == masi(a, none) == 1


def coded(*visits: dict[str, Any]) -> list[CodedArticle]:
    kim = {"leader": "Kim Jong Un", "host_country": "CHN", "start_date": "2019-01-07"}
    articles = [{"id": "a", "visits": [kim | visit for visit in visits]}, {"id": "b", "visits": []}]
    return [CodedArticle.model_validate(article) for article in articles]


def test_coders_who_differ() -> None:
    putin = {"leader": "Vladimir Putin", "status": "completed"}
    one = coded({"status": "completed", "companions": ["Ri Sol Ju"], "host_leader": "Xi Jinping"}, putin)
    other = coded(
        {"status": "ongoing", "companions": ["Ri Sol-ju"], "host_leader": "Xi", "start_date": "2019-01-08"}, putin
    )
    third = coded(putin)
    result = agreement({"one": one, "other": other, "third": third})
    assert (result.articles, result.units) == (2, 2)
    assert result.visits_f1 == {"one - other": 1.0, "one - third": 0.6667, "other - third": 0.6667}
    rows = {(row.field, row.level): row for row in result.fields}
    assert rows["status", "nominal"].equal == 0.75
    assert rows["status", "nominal"].units == 2
    assert rows["companions", "masi"].alpha == 1
    assert rows["host_leader", "nominal"].alpha == 1
    assert rows["start_date", "interval"].days_apart == 0.25
    assert rows["article has a visit", "nominal"].alpha == 1


def test_only_articles_that_all_have_coded_count() -> None:
    both = coded({})
    assert agreement({"one": both, "other": both[:1]}).articles == 1

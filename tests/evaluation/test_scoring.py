"""What counts as right, wrong and missed; the figures of a scorer written by others, where it is at hand."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from visits.evaluation.coded import CodedArticle, CodedVisit
from visits.evaluation.matching import pair_visits, same_person
from visits.evaluation.results import evaluate
from visits.evaluation.scoring import Counts, score_article

PROJECT = Path(__file__).parents[2]
GOLD = PROJECT / "tests" / "gold" / "visits.jsonl"
OTHER_SCORER = PROJECT.parent / "shared" / "gold" / "score.py"


def visit(**values: Any) -> CodedVisit:
    kim = {"leader": "Kim Jong Un", "leader_country": "PRK", "host_country": "CHN", "status": "completed"}
    dates = {"start_date": "2019-01-07", "end_date": "2019-01-10"}
    return CodedVisit.model_validate(kim | dates | values)


def scored(wanted: list[CodedVisit], found: list[CodedVisit]) -> dict[str, Counts]:
    return dict(score_article(CodedArticle(id="a", visits=tuple(wanted)), found).counts)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kim Jong Un", "Kim Jong-un", True),
        ("Recep Tayyip Erdoğan", "Erdogan", True),
        ("Pope Francis", "Francis", True),
        ("Viktor Yanukovich", "Viktor Yanukovych", True),
        ("Elizabeth II", "Queen Elizabeth", True),
        ("George Bush", "Laura Bush", False),
        ("Xi Jinping", "Xi", True),
        ("Angela Merkel", None, False),
        ("", "", False),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


def test_a_visit_and_its_fields() -> None:
    counts = scored([visit(mode_of_travel="train")], [visit(end_date="2019-01-09", host_leader="Xi Jinping")])
    assert counts["visit"] == Counts(right=1)
    assert counts["start_date"] == Counts(right=1)
    assert counts["end_date"] == Counts(wrong=1, missed=1)
    assert counts["mode_of_travel"] == Counts(missed=1)
    assert counts["host_leader"] == Counts(wrong=1)
    assert counts["perfect records"] == Counts(missed=1)
    assert counts["all fields"] == Counts(right=4, wrong=2, missed=2)


def test_other_readings_are_right_too() -> None:
    wanted = visit(mode_of_travel="train", accept={"end_date": ["2019-01-09"], "mode_of_travel": [None]})
    counts = scored([wanted], [visit(end_date="2019-01-09")])
    assert counts["end_date"] == Counts(right=1)
    assert counts["mode_of_travel"] == Counts()
    assert counts["perfect records"] == Counts(right=1)


def test_ordinals_are_those_of_the_country() -> None:
    first, fourth = {"n": 1, "of": "abroad"}, {"n": 4, "of": "country"}
    counts = scored([visit(ordinals=[first, fourth])], [visit(ordinal=4)])
    assert counts["ordinal"] == Counts(right=1)
    counts = scored([visit(ordinals=[fourth], accept={"ordinals": [[]]})], [visit(ordinals=[first])])
    assert counts["ordinal"] == Counts()


@pytest.mark.parametrize(
    ("accept", "told", "counts"),
    [
        ([], ["Ri Sol Ju"], Counts(right=1, missed=1)),
        ([], ["Ri Sol-ju", "Kim Yong Chol", "Xi Jinping"], Counts(right=2, wrong=1)),
        (["Ri Yong Ho"], ["Ri Sol Ju", "Kim Yong Chol", "Ri Yong Ho"], Counts(right=2)),
        (
            [["Ri Sol Ju", "Kim Yong Chol", "Ri Yong Ho"], []],
            ["Ri Sol Ju", "Kim Yong Chol", "Ri Yong Ho"],
            Counts(right=2),
        ),
    ],
)
def test_companions(accept: list[Any], told: list[str], counts: Counts) -> None:
    wanted = visit(companions=["Ri Sol Ju", "Kim Yong Chol"], accept={"companions": accept})
    assert scored([wanted], [visit(companions=told)])["companions"] == counts


def test_cities_count_against_the_list_that_agrees_best() -> None:
    wanted = visit(cities=["Beijing"], accept={"cities": [[], ["Beijing", "Dandong"]]})
    assert scored([wanted], [visit(cities=["Beijing", "Dandong"])])["cities"] == Counts(right=2)
    assert scored([wanted], [visit()])["cities"] == Counts()


def test_misses_alarms_and_what_is_not_scored() -> None:
    background, minister = (
        visit(focus=False),
        visit(leader="Wang Yi", leader_country="CHN", host_country="PRK", scope="other"),
    )
    result = score_article(
        CodedArticle(id="a", visits=(background, minister)),
        [visit(), visit(leader="Wang Yi", leader_country=None, host_country="PRK"), visit(host_country="RUS")],
    )
    assert result.verdicts == ("not scored", "not scored", "false alarm")
    assert result.counts["visit"] == Counts(wrong=1)
    assert result.counts["background"] == Counts(right=1)
    assert [(d.kind, d.host_country) for d in result.differences] == [("false alarm", "RUS")]
    missed = scored([visit()], [])
    assert (missed["visit"], missed["leader"], missed["companions"]) == (Counts(missed=1), Counts(missed=1), Counts())


def test_visits_of_one_leader_in_one_country_pair_by_date() -> None:
    january, march = visit(), visit(start_date="2019-03", end_date=None)
    assert pair_visits([march, january], [january, march]) == {0: 1, 1: 0}
    assert pair_visits([visit(start_date="2018-05-07", end_date=None)], [january]) == {}
    assert pair_visits([visit(start_date=None, end_date=None)], [january]) == {0: 0}
    assert pair_visits([visit(leader_country="KOR")], [january]) == {}


def test_intervals_are_the_same_every_time_and_hold_the_figure() -> None:
    gold = [CodedArticle(id=str(n), visits=(visit(),)) for n in range(30)]
    found = {str(n): [visit()] for n in range(20)}
    result = evaluate(gold, found)
    assert result.intervals == evaluate(gold, found).intervals
    low, high = result.intervals["visit"]
    assert low < result.counts["visit"].f1 == 0.8 < high
    assert (result.intervals["companions"], evaluate(gold[:1], found).intervals["visit"]) == ((0, 0), (1, 1))


@pytest.mark.skipif(not OTHER_SCORER.exists(), reason="no other scorer is at hand")
@pytest.mark.parametrize("seed", range(3))
def test_the_figures_of_another_scorer(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    predictions = tmp_path / "predictions.jsonl"
    rows = [_garbled(json.loads(line), chance) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    predictions.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, str(OTHER_SCORER), str(GOLD), str(predictions), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    gold = [CodedArticle.model_validate_json(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    found = {article.id: article.visits for article in map(CodedArticle.model_validate, rows)}
    ours = evaluate(gold, found).as_json()
    names = {"slots": "all_fields"}
    for name, figures in theirs["rows"].items():
        measure = ours["measures"][names.get(name, name)]
        assert [measure["precision"], measure["recall"], measure["f1"]] == figures, name
    assert ours["perfect_records"]["share"] == theirs["perfect_records"]
    assert ours["background"]["share"] == theirs["background_recall"]
    assert ours["false_alarms_in_quiet_articles"] == theirs["false_alarms_in_quiet_articles"]


def _garbled(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A coded article with visits left out, invented and changed."""
    visits = [
        {
            key: None if chance.random() < 0.1 and key not in ("leader", "host_country") else value
            for key, value in v.items()
        }
        for v in row["visits"]
        if chance.random() < 0.8
    ]
    for coded in visits:
        coded.pop("accept", None)
        if chance.random() < 0.3:
            coded["end_date"] = "2018-05-05"
        if coded["companions"] and chance.random() < 0.5:
            coded["companions"] = [*coded["companions"][1:], "John Doe"]
    if chance.random() < 0.2:
        visits.append({"leader": "John Doe", "host_country": "ISL", "start_date": "2018", "companions": ["Jane Doe"]})
    return {"id": row["id"], "visits": visits}

"""`visits evaluate` and `visits agreement`: what they print, and how they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Ran, refuses

MACRON = (
    "French President Emmanuel Macron flew to Rome on Monday for talks with the president of Italy. The day was hot."
)
FISH = "The harbour was quiet on Tuesday. Prices of fish rose again, and the trawlers stayed at their moorings."
COMING = (
    "The harbour was quiet. Chancellor Angela Merkel will arrive in Athens on Thursday, her office announced today."
)

Run = Callable[..., Ran]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A coded file, with the articles beside it."""
    told = [("macron", MACRON), ("fish", FISH), ("merkel", COMING)]
    articles = [{"id": name, "published": "2019-05-15", "title": "", "text": text} for name, text in told]
    macron = {"leader": "Emmanuel Macron", "host_country": "ITA", "start_date": "2019-05-13", "end_date": "2019-05-13"}
    rome = macron | {"mode_of_travel": "air", "status": "planned", "cities": ["Rome"], "evidence": "flew to Rome"}
    coded = [{"id": "macron", "visits": [rome]}, {"id": "fish", "visits": []}, {"id": "merkel", "visits": []}]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in coded))
    return path


def test_the_figures_and_what_differs(run: Run, gold: Path) -> None:
    ran = run("evaluate", gold, "--errors", 5)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "3 articles, 2 of them without any visit; 1 visit of heads that the articles are about."
    (visit,) = [line.split() for line in lines if line.startswith("visit ")]
    assert visit[:4] == ["visit", "0.500", "1.000", "0.667"]
    assert "Articles without any visit: 1 false alarm in 2." in lines
    at = lines.index("status: Emmanuel Macron -> ITA: wanted planned, found completed")
    assert lines[at + 1 : at + 3] == ["    macron", f"    “{MACRON.split('. ')[0]}.”"]
    assert "false alarm: Angela Merkel -> GRC, 2019-05-16" in lines


def test_figures_for_programs(run: Run, gold: Path) -> None:
    result = json.loads(run("evaluate", gold, "--json", "--errors", 9, "--kind", "false-alarm").out)
    assert (result["articles"], result["visits"], result["quiet_articles"]) == (3, 1, 2)
    assert result["measures"]["status"]["wrong"] == 2
    assert [(d["kind"], d["article_id"]) for d in result["differences"]] == [("false alarm", "merkel")]
    assert result["notes"] == []


def test_predictions_give_the_same_figures_as_the_articles(run: Run, gold: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "predictions.jsonl"
    run("extract", tmp_path / "articles.jsonl", "-o", predictions)
    assert run("evaluate", gold, predictions).out == run("evaluate", gold).out


def test_own_words_count(run: Run, gold: Path, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.mkdir()
    arrive = (
        "id: arrive, sense: arrival, base: come by, third: comes by, past: came by, participle: come by, ing: coming by"
    )
    (words / "travel_verbs.yaml").write_text(f'- {{{arrive}, examples: ["Angela Merkel came by Rome."]}}\n')
    assert json.loads(run("evaluate", gold, "--lexicon", words, "--json").out)["false_alarms_in_quiet_articles"] == 0


def test_articles_that_are_missing_and_others(run: Run, gold: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text('{"id": "fish", "visits": []}\n{"id": "elsewhere", "visits": []}\n')
    ran = run("evaluate", gold, predictions)
    first, second = ran.err.splitlines()
    assert first.startswith(f"Note: 2 articles of {gold} not found in {predictions}, the first 'macron'")
    assert second.startswith(f"Note: 1 article of {predictions} not coded")
    predictions.write_text('{"id": "elsewhere", "visits": []}\n')
    refuses(run("evaluate", gold, predictions), "holds none of the articles", "'macron'")


def test_wrong_use_is_refused_in_one_line(run: Run, gold: Path, tmp_path: Path) -> None:
    refuses(run("evaluate", tmp_path / "nowhere.jsonl"), "nowhere.jsonl", "No such file")
    refuses(run("evaluate", gold, tmp_path / "nowhere"), "nowhere", "does not exist")
    refuses(run("evaluate", gold, "--kind", "typo"), "'typo'", "false-alarm")
    refuses(run("evaluate", gold, "--errors", "-1"), "See `visits --help`")
    (tmp_path / "articles.jsonl").unlink()
    refuses(run("evaluate", gold), "articles.jsonl")
    gold.write_text('{"id": "a", "visits": [}\n')
    refuses(run("evaluate", gold), "gold.jsonl, line 1", "JSON")


def test_coders_agree_with_themselves(run: Run, gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(gold.read_text().replace("planned", "completed"))
    ran = run("agreement", gold, other)
    lines = ran.out.splitlines()
    assert lines[0] == "3 articles coded by all; 1 visit that two coders or more have."
    assert lines[1].endswith("F1 1.000")
    assert "status                nominal     0.000    0.0%      1" in lines
    result = json.loads(run("agreement", gold, other, "--json").out)
    assert (result["articles"], result["units"]) == (3, 1)


def test_agreement_needs_two_files_about_the_same_articles(run: Run, gold: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "elsewhere", "visits": []}\n')
    refuses(run("agreement", gold), "Name two files")
    refuses(run("agreement", gold, gold), "named twice")
    refuses(run("agreement", gold, other), "no article in common")
    other.write_text("{}\n")
    refuses(run("agreement", gold, other), "other.jsonl, line 1", "has no id")

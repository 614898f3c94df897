"""Files of coded articles: what they may hold, and how mistakes in them are told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from visits.build import rule_reader
from visits.evaluation.coded import coded_article, holds_coded_articles, read_coded
from visits.model.article import Article
from visits.model.errors import CodingError

KIM = {"leader": "Kim Jong Un", "host_country": "CHN", "start_date": "2019-01"}


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def write_lines(*lines: Any) -> Path:
        path = tmp_path / "gold.jsonl"
        path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
        return path

    return write_lines


def test_a_coder_s_file(write: Any) -> None:
    first = {
        "id": "a",
        "visits": [KIM | {"companions": None, "accept": None, "evidence": "Kim went to China.", "note": "?"}],
    }
    a, b = read_coded(write(first, "", {"id": "b", "visits": []}))
    assert (a.visits[0].words_for("end_date"), a.visits[0].companions, b.visits) == ("Kim went to China.", (), ())


def test_a_program_s_file(write: Any) -> None:
    quotes = {
        "status": [{"value": "completed", "quote": "went"}],
        "cities": [{"value": "Beijing", "quote": "to\n Beijing"}],
    }
    row = {"id": "a", "visits": [{"host_country": "CHN", "score": 1, "evidence": quotes}], "rejected": "too short"}
    (article,) = read_coded(write(row), by_hand=False)
    assert (article.visits[0].words_for("cities"), article.visits[0].words_for("leader")) == ("to Beijing", "went")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (['{"id": "a", "visits": ['], ["line 1", "not well-formed JSON"]),
        ([{"id": "a", "visits": []}, {"id": "a", "visits": []}], ["line 2", "'a' is given twice"]),
        ([{"visits": []}], ["line 1", "has no id"]),
        ([{"id": 7, "visits": []}], ["line 1", "has no id"]),
        ([[]], ["line 1", "has no id"]),
        ([{"id": "a"}], ["line 1", "no list of visits"]),
        ([{"id": "a", "visits": ["Kim"]}], ["line 1", "visits.0"]),
        (["", {"id": "a", "visits": [KIM | {"start_date": "7 Jan 2019"}]}], ["line 2", "visits.0.start_date"]),
        ([{"id": "a", "visits": [KIM | {"start_date": "2019-02-30"}]}], ["visits.0.start_date"]),
        ([{"id": "a", "visits": [KIM | {"status": "done"}]}], ["visits.0.status", "'planned', 'ongoing'"]),
        ([{"id": "a", "visits": [KIM | {"host_country": "China"}]}], ["visits.0.host_country"]),
        ([{"id": "a", "visits": [KIM | {"accept": {"start": []}}]}], ["visits.0.accept", "no field 'start'"]),
        ([{"id": "a", "visits": [KIM | {"begin": "2019"}]}], ["line 1, visit 1", "'begin' is not known", "start_date"]),
        ([{"id": "a", "visits": [KIM, {"host_country": "CHN"}]}], ["line 1, visit 2", "has no leader"]),
        ([], ["holds no article"]),
    ],
)
def test_a_mistake_is_told_with_its_line(write: Any, lines: list[Any], words: list[str]) -> None:
    path = write(*lines)
    with pytest.raises(CodingError) as refused:
        read_coded(path)
    message = str(refused.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    assert all(word in message for word in words), message


def test_what_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'{"id": "a", "visits": []}\n\xff\n')
    with pytest.raises(CodingError, match="is not UTF-8"):
        read_coded(path)
    with pytest.raises(CodingError, match="can't be read"):
        read_coded(tmp_path / "nowhere.jsonl")


def test_telling_codings_from_articles(write: Any, tmp_path: Path) -> None:
    assert holds_coded_articles(write({"id": "a", "visits": []}))
    assert not holds_coded_articles(write({"id": "a", "text": "Kim went to China."}))
    assert not holds_coded_articles(write("{"))
    assert not holds_coded_articles(tmp_path)


def test_a_report_is_coded_with_whole_sentences() -> None:
    text = "The day was hot. French President Emmanuel Macron flew to Rome on Monday for talks. He left on Tuesday."
    article = Article(id="a", text=text, published=date(2019, 5, 15))
    (visit,) = coded_article(article, rule_reader().read(article)).visits
    assert visit.words_for("mode_of_travel") == "French President Emmanuel Macron flew to Rome on Monday for talks."
    assert (visit.leader, visit.start_date) == ("Emmanuel Macron", "2019-05-13")

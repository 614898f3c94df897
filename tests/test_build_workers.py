"""Many articles at once: in order, and one bad article costs only itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from stories import report_of

import visits
from visits import build_workers
from visits.build_state import State, path_of
from visits.build_workers import ReadArticle, read_all
from visits.model.account import Account
from visits.model.article import Article, Reject
from visits.model.errors import UsageError, VocabularyError

ROOT = Path(__file__).parents[1]


class OddReader:
    """Reads one report of each article, raises on "fails" and takes the whole process down on "kills"."""

    def account(self, article: Article) -> Account:
        if "fails" in article.text:
            raise ValueError("no such word")
        if "kills" in article.text:
            os._exit(1)
        return Account((report_of(article.id, f"{article.id}/0", start="2019-01-07")[0],))


def reader_that_cannot_start() -> OddReader:
    os._exit(1)


def articles(*texts: str) -> Iterator[Article | Reject]:
    for number, text in enumerate(texts):
        if text == "reject":
            yield Reject(path=f"{number}.txt", reason="empty")
        else:
            yield Article(id=f"a{number}", text=text, path=f"{number}.txt")


def told(outcomes: Iterator[build_workers.Outcome]) -> list[tuple[str, str]]:
    return [
        (o.article.path, o.reports[0].article_id) if isinstance(o, ReadArticle) else (o.path, o.reason)
        for o in outcomes
    ]


@pytest.fixture
def always_parallel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_workers, "MANY", 1)
    monkeypatch.setattr(build_workers, "BATCH", 2)


TEXTS = ["fine", "reject", "fails", "fine", "fine", "fine", "fine"]
EXPECTED = [
    ("0.txt", "a0"),
    ("1.txt", "empty"),
    ("2.txt", "reader failed"),
    *((f"{n}.txt", f"a{n}") for n in range(3, 7)),
]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_failures_are_set_aside(workers: int, always_parallel: None) -> None:
    assert told(read_all(articles(*TEXTS), OddReader, workers)) == EXPECTED


def test_the_reason_names_the_error() -> None:
    (outcome,) = read_all(articles("fails"), OddReader, 1)
    assert isinstance(outcome, Reject)
    assert (outcome.article_id, outcome.reason) == ("a0", "reader failed")
    assert "ValueError: no such word" in outcome.detail


def test_few_articles_are_read_by_workers_where_one_of_them_killed_the_build_before() -> None:
    outcomes = told(read_all(articles("fine", "kills", "fine"), OddReader, 2, wary=True))
    assert [result for _, result in outcomes] == ["a0", "reader died", "a2"]


def test_the_state_tells_the_next_build_that_one_was_killed_while_it_read(tmp_path: Path) -> None:
    path_of(tmp_path).parent.mkdir(parents=True)
    path_of(tmp_path).with_name("lock").touch()
    with State.open(tmp_path) as state, state.reading() as killed:
        assert not killed
    with State.open(tmp_path) as state:
        begun = state.reading()  # kept, since a generator that is forgotten is ended
        assert not begun.__enter__()
        with State.open(tmp_path) as next_state, next_state.reading() as killed:
            assert killed


def test_an_article_that_kills_its_worker_costs_only_itself(always_parallel: None) -> None:
    texts = ["fine", "fine", "kills", "reject", *["fine"] * 20]
    outcomes = told(read_all(articles(*texts), OddReader, 2))
    assert [path for path, _ in outcomes] == [f"{n}.txt" for n in range(len(texts))]
    assert [path for path, result in outcomes if result == "reader died"] == ["2.txt"]
    assert [path for path, result in outcomes if result == "empty"] == ["3.txt"]


def test_workers_that_cannot_start_are_an_error_not_a_thousand_rejects(always_parallel: None) -> None:
    with pytest.raises(UsageError, match="workers=1"):
        list(read_all(articles("fine", "fine"), reader_that_cannot_start, 2))


def wrong_words() -> OddReader:
    raise VocabularyError("the id 'x' is given twice", file=Path("offices.yaml"))


def test_an_error_in_the_words_is_raised_as_it_is(always_parallel: None) -> None:
    with pytest.raises(VocabularyError, match=r"offices\.yaml"):
        list(read_all(articles("fine", "fine"), wrong_words, 2))


def test_no_articles() -> None:
    assert list(read_all(iter(()), OddReader, 2)) == []


POISONED = """
import os
import subprocess
import sys
from visits.reports.rules import RuleReader
read = RuleReader.account
def account(self, article):
    if "poison" in article.text:
        os._exit(9)
    return read(self, article)
RuleReader.account = account
"""
"""Run by every Python process that finds it on its path, workers included."""


def test_an_update_after_one_that_an_article_killed_sets_that_article_aside(tmp_path: Path) -> None:
    drop, out = tmp_path / "drop", tmp_path / "out"
    drop.mkdir()
    for n, words in enumerate(
        ("Angela Merkel arrived in Rome on Tuesday for talks.", "Angela Merkel drank a glass of poison in Rome.")
    ):
        (drop / f"{n}.txt").write_text(f"---\ntitle: Story {n}\npublished: 2015-03-04\n---\n{words}\n")
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "drop"\nkind = "folder"\npath = "drop"\n')
    (tmp_path / "sitecustomize.py").write_text(POISONED)
    folders = [str(tmp_path / "raw"), str(out), "--sources", str(tmp_path / "sources.toml")]
    update = [sys.executable, "-m", "visits", "update", *folders, "--json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    runs = [subprocess.run(update, env=environment, cwd=tmp_path, capture_output=True, timeout=300) for _ in range(2)]
    assert [run.returncode for run in runs] == [9, 0], runs[1].stderr
    rejects = visits.load(out, table="rejects")
    assert rejects["reason"].tolist() == ["reader died"]
    assert len(visits.load(out, table="articles")) == 1

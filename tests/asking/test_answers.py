"""Answers are kept for ever, and a file of them that can't be used says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from visits.asking.answers import AnswerStore
from visits.asking.cost import Budget, price, tokens_of
from visits.configuration import Prices
from visits.model.errors import AnswerError
from visits.model.question import Answer, Key, Question

KEY = Key.of("ab" * 32, "11111111", "22222222", "tiny", 2, 3)


def answered(content: str = "{}") -> Answer:
    return Answer(KEY, "answered", content, model="tiny-1", prompt_tokens=10, completion_tokens=20)


def test_a_key_says_what_an_answer_depends_on() -> None:
    assert Key.read(str(KEY)) == KEY
    others = [
        Key.of("cd" * 32, "11111111", "22222222", "tiny", 2, 3),
        Key.of("ab" * 32, "11111112", "22222222", "tiny", 2, 3),
        Key.of("ab" * 32, "11111111", "22222223", "tiny", 2, 3),
        Key.of("ab" * 32, "11111111", "22222222", "tinier", 2, 3),
        Key.of("ab" * 32, "11111111", "22222222", "tiny", 3, 3),
    ]
    assert len({str(key) for key in [KEY, *others]}) == 6
    for written in ("", "x", f"{KEY}9x", str(KEY).upper()):
        with pytest.raises(ValueError, match="no key of a question"):
            Key.read(written)


def test_an_answer_stays_but_a_useless_one_gives_way(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    useless = Answer(KEY, "refused", "", "the model declined")
    with AnswerStore(path) as store:
        assert store.answer(KEY) is None
        assert not path.exists()  # looking doesn't begin a file
        assert store.keep(useless, "tiny")
        assert not store.keep(useless, "tiny")
        assert store.keep(answered(), "tiny")
        assert not store.keep(answered("other"), "tiny")
        assert not store.keep(useless, "tiny")
    with AnswerStore(path) as store:
        assert store.answer(KEY) == answered()
        assert list(store.all()) == [(answered(), "tiny")]
        assert store.tokens_per_answer() == 20


def test_a_release_knows_of_which_answers_it_was_made(tmp_path: Path) -> None:
    with AnswerStore(tmp_path / "answers.sqlite") as store:
        assert store.unchanged_since("both")
        store.keep(answered(), "tiny")
        assert not store.unchanged_since("both")
        store.published("both")
        assert store.unchanged_since("both")
        assert not store.unchanged_since("model")
        store.keep(Answer(KEY._replace(stretch=1), "answered"), "tiny")
        assert not store.unchanged_since("both")


@pytest.mark.parametrize("shared", [True, False])
def test_a_new_file_may_be_begun_by_many_at_once(tmp_path: Path, shared: bool) -> None:
    together = Barrier(8)
    for attempt in range(10):
        path = tmp_path / f"{attempt}.sqlite"
        one = AnswerStore(path)

        def keep(stretch: int, one: AnswerStore = one, path: Path = path) -> None:
            store = one if shared else AnswerStore(path)
            together.wait()
            assert store.answer(KEY._replace(stretch=stretch)) is None
            assert store.keep(Answer(KEY._replace(stretch=stretch), "answered"), "tiny")
            if not shared:
                store.close()

        with one, ThreadPoolExecutor(8) as threads:
            list(threads.map(keep, range(8)))
            assert len(list(one.all())) == 8


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look like one" * 40, b""])
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.sqlite"
    path.write_bytes(content)
    if not content:  # an empty file is one that was only just begun
        assert AnswerStore(path).answer(KEY) is None
        return
    with pytest.raises(AnswerError, match=r"answers\.sqlite: the kept answers can't be used"):
        AnswerStore(path).answer(KEY)
    assert path.read_bytes() == content


def test_a_budget_holds_back_what_open_questions_may_cost() -> None:
    prices = Prices(input=1.0, output=1.0)
    questions = [Question(KEY._replace(stretch=n), "a", ({"role": "user", "content": "x" * 4000},), {}) for n in (1, 2)]
    each = price(tokens_of(questions[0]), 400, prices)
    budget = Budget(prices, 1.5 * each)
    assert budget.lets_through(questions[0])
    assert not budget.lets_through(questions[1])
    cheaper = Budget(prices, 1.5 * each)
    assert cheaper.lets_through(questions[0])
    cheaper.settle(questions[0], [Answer(KEY, "answered", prompt_tokens=1, completion_tokens=1)])
    assert cheaper.spent == pytest.approx(2 / 1e6)
    assert cheaper.lets_through(questions[1])

"""Asking an endpoint that answers well, slowly, brokenly, too often, or not at all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from endpoint import Endpoint, completion, failure, serving
from model_articles import MERKEL, QUIET, XI, XI_IN_PARIS, answer_to, article, said, write_articles
from pydantic import SecretStr

pytest.importorskip("openai")

from visits.asking.answers import AnswerStore
from visits.asking.live import Run
from visits.build_model import ModelUse, ask_about, plan
from visits.build_reader import ReaderChoice, model_reader
from visits.configuration import ModelSettings, Prices
from visits.model.account import Account
from visits.model.article import Article
from visits.model.errors import AnswerError, UsageError
from visits.sources import read_file

PRICES = Prices(input=1.0, output=10.0)


def by_marks(text: str) -> str:
    """Good answers, but for the article that is told wrongly."""
    if "invented" in text:
        return json.dumps({"visits": [{**XI_IN_PARIS, "host_leader": said("Angela Merkel", "met Angela Merkel")}]})
    return answer_to(text)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with serving(Endpoint(by_marks)) as served:
        yield served


class Corpus:
    """Some articles, an endpoint to ask about them, and the answers kept."""

    def __init__(self, folder: Path, endpoint: Endpoint, *articles: dict[str, str], **settings: Any):
        self.file = write_articles(folder / "raw" / "articles.jsonl", list(articles))
        self.articles = [one for one in read_file(self.file) if isinstance(one, Article)]
        defaults: dict[str, Any] = {"name": "tiny", "retries": 2, "timeout": 5.0, "concurrency": 2}
        self.settings = ModelSettings(base_url=endpoint.url, **(defaults | settings))
        self.answers = folder / "answers.sqlite"
        choice = ReaderChoice("model", "tiny", self.settings.context_tokens, self.answers)
        self.use = ModelUse(choice, self.settings, offline=False)

    def ask(self, **options: Any) -> Run:
        return ask_about(self.articles, self.use, **options)[0]

    def accounts(self) -> dict[str, Account]:
        reader = model_reader(self.use.choice)
        return {one.id: reader.account(one) for one in self.articles}


def three(*marks: str) -> list[dict[str, str]]:
    """An article with each of these words in it."""
    return [article(f"a{n}", XI, f"The word of the day is {mark}.") for n, mark in enumerate(marks)]


def test_what_is_answered_well_is_read_and_never_asked_again(tmp_path: Path, endpoint: Endpoint) -> None:
    corpus = Corpus(tmp_path, endpoint, article("xi", XI), article("merkel", MERKEL), article("quiet", QUIET))
    run = corpus.ask()
    assert (run.answered, run.refused, dict(run.left_open), run.stopped) == (3, 0, {}, "")
    accounts = corpus.accounts()
    assert {name: len(one.reports) for name, one in accounts.items()} == {"xi": 1, "merkel": 1, "quiet": 0}
    assert all(one.outcome == "read" for one in accounts.values())
    assert corpus.ask().answered == 0
    assert set(endpoint.asked.values()) == {1}
    (body,) = {json.dumps(body["response_format"]["type"]) for body in endpoint.bodies}
    assert body == '"json_schema"'


@pytest.mark.parametrize(
    ("behaviour", "turns"),
    [
        (lambda content, turn: failure(429, "too many") if turn < 3 else completion(content), 3),
        (lambda content, turn: failure(500, "broken") if turn < 2 else completion(content), 2),
        (lambda content, turn: None if turn < 2 else completion(content), 2),
        (lambda content, turn: completion("no JSON here") if turn < 2 else completion(content), 2),
        (
            lambda content, turn: completion("{ broken") if turn < 2 else completion(f"Sure!\n```json\n{content}\n```"),
            2,
        ),
    ],
    ids=["429", "500", "dropped", "not JSON", "broken JSON"],
)
def test_what_fails_for_a_while_is_read_in_the_end(
    tmp_path: Path, endpoint: Endpoint, behaviour: Any, turns: int
) -> None:
    endpoint.behaviours["MARK"] = behaviour
    corpus = Corpus(tmp_path, endpoint, *three("MARK"))
    assert corpus.ask().answered == 1
    assert corpus.accounts()["a0"].reports
    assert list(endpoint.asked.values()) == [turns]


def test_the_endpoints_own_delay_is_honoured(tmp_path: Path, endpoint: Endpoint) -> None:
    endpoint.behaviours["MARK"] = lambda content, turn: (
        failure(429, "slow down", {"Retry-After": "1"}) if turn == 1 else completion(content)
    )
    began = time.monotonic()
    assert Corpus(tmp_path, endpoint, *three("MARK")).ask().answered == 1
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (lambda content, turn: completion(None, refusal="I can't help with that."), "declined: I can't help"),
        (lambda content, turn: completion(content[:40], finish="length"), "cut off"),
        (lambda content, turn: completion("", finish="content_filter"), "filter withheld"),
        (lambda content, turn: completion("   "), "empty"),
        (lambda content, turn: completion("never JSON"), "no JSON"),
        (lambda content, turn: completion('{"visits": 3}'), "no list of visits"),
        (lambda content, turn: completion("x" * 500_000), "500,000 characters"),
    ],
)
def test_an_answer_of_no_use_is_refused_with_its_reason_and_not_asked_for_again(
    tmp_path: Path, endpoint: Endpoint, behaviour: Any, reason: str
) -> None:
    endpoint.behaviours["MARK"] = behaviour
    corpus = Corpus(tmp_path, endpoint, *three("MARK", "fine"))
    run = corpus.ask()
    assert (run.answered, run.refused) == (1, 1)
    accounts = corpus.accounts()
    assert (accounts["a0"].outcome, accounts["a1"].outcome) == ("refused", "read")
    assert reason in accounts["a0"].reason
    before = sum(endpoint.asked.values())
    corpus.ask()
    assert sum(endpoint.asked.values()) == before
    del endpoint.behaviours["MARK"]
    assert corpus.ask(again=True).answered == 1
    assert corpus.accounts()["a0"].outcome == "read"


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (lambda content, turn: failure(503, "overloaded"), "answers 503: overloaded"),
        (lambda content, turn: failure(429, "quota"), "answers 429: quota"),
        (lambda content, turn: failure(418, "teapot"), "answers 418: teapot"),
        (lambda content, turn: None, "can't be reached"),
        (lambda content, turn: (200, {}, b"<html>hello</html>"), "no known form"),
        (lambda content, turn: (200, {}, b'{"choices": []}'), "no known form"),
        (lambda content, turn: time.sleep(4), "no answer in 1.5 seconds"),
    ],
)
def test_a_question_without_an_answer_stays_open(
    tmp_path: Path, endpoint: Endpoint, behaviour: Any, reason: str
) -> None:
    endpoint.behaviours["MARK"] = behaviour
    corpus = Corpus(tmp_path, endpoint, *three("MARK", "fine"), retries=0, timeout=1.5 if "seconds" in reason else 60.0)
    run = corpus.ask()
    assert run.answered == 1
    assert any(reason in told for told in run.left_open)
    assert corpus.accounts()["a0"].outcome == "pending"
    del endpoint.behaviours["MARK"]
    assert corpus.ask().answered == 1
    assert corpus.accounts()["a0"].outcome == "read"


def test_slow_answers_are_waited_for(tmp_path: Path, endpoint: Endpoint) -> None:
    endpoint.behaviours["MARK"] = lambda content, turn: (time.sleep(0.3), completion(content))[1]
    corpus = Corpus(tmp_path, endpoint, *three("MARK", "fine"))
    assert corpus.ask().answered == 2
    assert set(endpoint.asked.values()) == {1}


def test_values_that_are_not_in_the_article_are_refused_and_the_rest_is_read(
    tmp_path: Path, endpoint: Endpoint
) -> None:
    corpus = Corpus(tmp_path, endpoint, *three("invented"))
    corpus.ask()
    account = corpus.accounts()["a0"]
    assert account.reports[0].host_leader is None
    assert [refused.field for refused in account.refused] == ["host_leader"]


def test_an_endpoint_that_knows_no_schema_gets_it_in_the_prompt(tmp_path: Path, endpoint: Endpoint) -> None:
    reply = endpoint.reply

    def without_schema(body: dict[str, Any], key: str) -> Any:
        answered = reply(body, key)
        return failure(400, "unknown field response_format") if "response_format" in body else answered

    endpoint.reply = without_schema  # type: ignore[method-assign]
    corpus = Corpus(tmp_path, endpoint, *three("one", "two", "three"), concurrency=1)
    assert corpus.ask().answered == 3
    plain = [body for body in endpoint.bodies if "response_format" not in body]
    assert len(plain) == 3
    assert len(endpoint.bodies) == 4
    assert all("additionalProperties" in body["messages"][0]["content"] for body in plain)


def test_one_request_that_is_refused_changes_nothing_for_the_others(tmp_path: Path, endpoint: Endpoint) -> None:
    endpoint.behaviours["MARK"] = lambda content, turn: failure(400, "context too long")
    corpus = Corpus(tmp_path, endpoint, *three("MARK", "fine", "good"), concurrency=1)
    run = corpus.ask()
    assert (run.answered, run.structured) == (2, True)
    assert any("refuses the request: context too long" in told for told in run.left_open)
    assert all("response_format" in body for body in endpoint.bodies if "MARK" not in str(body["messages"][-1]))
    assert corpus.accounts()["a0"].outcome == "pending"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refused_key_or_model_ends_the_run_at_once(tmp_path: Path, endpoint: Endpoint, status: int) -> None:
    endpoint.behaviours["MARK"] = lambda content, turn: failure(status, "no such thing")
    corpus = Corpus(tmp_path, endpoint, *three(*["MARK"] * 20), concurrency=1)
    with pytest.raises(AnswerError, match=rf"answers {status}: no such thing. Check base_url, name and the key"):
        corpus.ask()
    assert sum(endpoint.asked.values()) == 1


def test_a_dead_endpoint_is_given_up(tmp_path: Path, endpoint: Endpoint) -> None:
    endpoint.behaviours["MARK"] = lambda content, turn: failure(500, "down")
    texts = [article(f"a{n}", XI, f"MARK number {n}.") for n in range(30)]
    corpus = Corpus(tmp_path, endpoint, *texts, retries=0, concurrency=1)
    run = corpus.ask()
    assert run.stopped == "5 questions in a row got no answer"
    assert len(endpoint.asked) == 5


def test_limits_of_articles_and_of_cost_stop_cleanly(tmp_path: Path, endpoint: Endpoint) -> None:
    texts = [article(f"a{n}", XI, f"Number {n}.") for n in range(6)]
    corpus = Corpus(tmp_path, endpoint, *texts, prices=PRICES, concurrency=1)
    expected, seen = plan(corpus.articles, corpus.use)
    assert (expected.articles, expected.requests, seen.gated) == (6, 6, 6)
    assert expected.cost is not None
    assert expected.cost > 0
    assert not endpoint.asked
    run, _ = ask_about(corpus.articles, corpus.use.limited(max_articles=2))
    assert (run.answered, run.spent) == (2, pytest.approx(2 * (1000 * 1.0 + 100 * 10.0) / 1e6))
    run, _ = ask_about(corpus.articles, corpus.use.limited(max_cost=0.012))
    assert run.stopped == "max_cost is reached"
    assert 0 < run.answered < 4
    assert run.spent <= 0.012
    assert corpus.ask().answered == 4 - run.answered
    assert set(endpoint.asked.values()) == {1}


def test_a_limit_of_cost_needs_prices(tmp_path: Path, endpoint: Endpoint) -> None:
    corpus = Corpus(tmp_path, endpoint, *three("one"))
    with pytest.raises(UsageError, match=r"model.prices: a limit of cost needs prices"):
        ask_about(corpus.articles, corpus.use.limited(max_cost=1.0))


def test_a_text_that_stands_there_twice_is_asked_about_once(tmp_path: Path, endpoint: Endpoint) -> None:
    corpus = Corpus(tmp_path, endpoint, article("one", XI), article("two", MERKEL))
    corpus.articles.append(corpus.articles[0].model_copy(update={"id": "copy"}))
    assert corpus.ask().answered == 2
    assert {name: len(one.reports) for name, one in corpus.accounts().items()} == {"one": 1, "two": 1, "copy": 1}


def test_the_key_comes_from_the_environment_or_the_settings(
    tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", "from-the-environment")
    Corpus(tmp_path / "a", endpoint, *three("one"), key_env="MY_KEY").ask()
    Corpus(tmp_path / "b", endpoint, *three("two"), key_env="MY_KEY", key=SecretStr("from-the-settings")).ask()
    Corpus(tmp_path / "c", endpoint, *three("three"), key_env="NO_KEY_THERE").ask()
    assert endpoint.keys == {"Bearer from-the-environment", "Bearer from-the-settings", "Bearer none"}


def test_without_the_package_the_remedy_is_told(
    tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(UsageError, match=r"needs the openai package. Install it with `pip install '.\[model\]'`"):
        Corpus(tmp_path, endpoint, *three("one")).ask()


def test_an_address_is_needed(tmp_path: Path, endpoint: Endpoint) -> None:
    corpus = Corpus(tmp_path, endpoint, *three("one"))
    settings = corpus.settings.model_copy(update={"base_url": None})
    with pytest.raises(UsageError, match=r"model.base_url: no endpoint is set"):
        ask_about(corpus.articles, ModelUse(corpus.use.choice, settings, offline=False))


_ASKING = """
import sys
from pathlib import Path
from visits.build_model import ModelUse, ask_about
from visits.build_reader import ReaderChoice
from visits.configuration import ModelSettings
from visits.sources import read_file
url, articles, answers = sys.argv[1:]
settings = ModelSettings(name="tiny", base_url=url, concurrency=2)
choice = ReaderChoice("model", "tiny", settings.context_tokens, Path(answers))
run, _ = ask_about(read_file(Path(articles)), ModelUse(choice, settings, offline=False))
print(run.stopped or "done")
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_dies_midway_is_carried_on_without_asking_twice(
    tmp_path: Path, endpoint: Endpoint, how: signal.Signals
) -> None:
    texts = [article(f"a{n}", MERKEL if n % 2 else XI, f"Number {n}.") for n in range(24)]
    corpus = Corpus(tmp_path, endpoint, *texts)
    endpoint.behaviours["Number"] = lambda content, turn: (time.sleep(0.05), completion(content))[1]
    arguments = [sys.executable, "-c", _ASKING, endpoint.url, str(corpus.file), str(corpus.answers)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env={**os.environ})
    deadline = time.monotonic() + 600
    while sum(endpoint.asked.values()) < 8 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(how)
    said, _ = process.communicate(timeout=600)
    with AnswerStore(corpus.answers) as store:
        kept = {str(answer.key) for answer, _ in store.all()}
    asked_before = dict(endpoint.asked)
    assert 5 <= len(kept) < 24
    assert len(kept) >= len(asked_before) - 2  # those whose answers were on their way
    if how is signal.SIGINT:
        assert said.strip() == "stopped by you"
        assert len(kept) == len(asked_before)
    run = corpus.ask()
    assert run.answered == 24 - len(kept)
    assert all(one.outcome == "read" for one in corpus.accounts().values())
    again = {text for text, n in endpoint.asked.items() if n > 1}
    assert len(again) == len(asked_before) - len(kept)

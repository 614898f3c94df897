"""`visits model` and `--reader`: requests out, answers in, and a dataset that asks nothing twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from commands import Ran, refuses
from endpoint import Endpoint, serving
from model_articles import MERKEL, QUIET, XI, XI_IN_PARIS, answer_to, article, said, write_articles
from telling import check_nothing

import visits
from visits.evaluation.coded import read_coded
from visits.lexicon import load_lexicon
from visits.reports.model_reader.coding_book import CodingBook

KEY = "sk-very-secret-0123456789"
Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def some_articles(*more: dict[str, str]) -> Path:
    return write_articles(
        Path("raw/articles.jsonl"), [article("xi", XI), article("merkel", MERKEL), article("quiet", QUIET), *more]
    )


def response(custom_id: str, content: str, status: int = 200, **more: Any) -> dict[str, Any]:
    body = {"model": "tiny-1", "choices": [{"finish_reason": "stop", "message": {"content": content}}]}
    return {"id": "r", "custom_id": custom_id, "response": {"status_code": status, "body": body}, "error": None, **more}


def requested(file: Path = Path("requests.jsonl")) -> dict[str, str]:
    """The text of each request by its id."""
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    return {
        line["custom_id"]: line["body"]["messages"][-1]["content"].split("<article>\n")[1].split("\n</article>")[0]
        for line in lines
    }


def answer_all(file: Path = Path("responses.jsonl")) -> Path:
    lines = [response(custom_id, answer_to(text)) for custom_id, text in requested().items()]
    file.write_text("".join(json.dumps(line) + "\n" for line in reversed(lines)))
    return file


def visits_in(file: Path) -> dict[str, list[dict[str, Any]]]:
    return {line["id"]: line["visits"] for line in map(json.loads, file.read_text().splitlines())}


# By files


def test_requests_are_answered_elsewhere_imported_and_read_offline(run: Run) -> None:
    articles = some_articles(article("bread", "The price of bread rose by three per cent. {}"))
    assert run("model", "requests", articles, "-o", "requests.jsonl").code == 0
    lines = [json.loads(line) for line in Path("requests.jsonl").read_text().splitlines()]
    assert len({line["custom_id"] for line in lines}) == len(lines) == 3  # bread is no news of leaders
    for line in lines:
        assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
        assert len(line["custom_id"]) <= 64
        form = line["body"]["response_format"]["json_schema"]
        assert form["strict"]
        jsonschema.Draft202012Validator.check_schema(form["schema"])
        for message in line["body"]["messages"]:
            if message["role"] == "assistant":  # the examples keep to the schema that they are examples of
                jsonschema.validate(json.loads(message["content"]), form["schema"])
        jsonschema.validate(json.loads(answer_to(XI)), form["schema"])
    run("extract", articles, "--reader", "model", "--offline", "-o", "before.jsonl")
    before = [json.loads(line) for line in Path("before.jsonl").read_text().splitlines()]
    assert [bool(line.get("pending")) for line in before] == [True, True, True, False]

    assert "3 answers imported" in run("model", "import", answer_all()).out
    ran = run("extract", articles, "--reader", "model", "--offline", "-o", "read.jsonl")
    assert "4 articles read, 2 visits found" in ran.err
    read = visits_in(Path("read.jsonl"))
    assert [v["leader"] for v in read["xi"] + read["merkel"]] == ["Xi Jinping", "Angela Merkel"]
    assert (read["quiet"], read["bread"]) == ([], [])
    assert read["xi"][0]["evidence"]["start_date"][0]["reader"] == "model tiny-1"

    gold = Path("gold.jsonl")
    coded = {"leader": "Xi Jinping", "leader_country": "CHN", "host_country": "FRA", "host_leader": "Emmanuel Macron"}
    coded |= {"start_date": "2019-03-25", "end_date": "2019-03-27", "cities": ["Paris"], "visit_type": "state"}
    coded |= {"status": "ongoing", "evidence": "arrived in Paris"}
    gold.write_text(json.dumps({"id": "xi", "visits": [coded]}) + "\n")
    measured = json.loads(run("evaluate", gold, "read.jsonl", "--json").out)
    assert measured["measures"]["visit"]["f1"] == measured["measures"]["end_date"]["f1"] == 1.0
    assert read_coded(Path("read.jsonl"), by_hand=False)

    assert run("model", "requests", articles, "-o", "again.jsonl").code == 0
    assert Path("again.jsonl").read_text() == ""


def test_answers_go_round_as_parquet(run: Run) -> None:
    articles = some_articles()
    run("model", "requests", articles, "-o", "requests.jsonl")
    run("model", "import", answer_all())
    run("extract", articles, "--reader", "model", "--offline", "-o", "one.jsonl")
    assert run("model", "export", "answers.parquet").out == "3 answers written to answers.parquet.\n"
    assert "3 answers imported" in run("model", "import", "answers.parquet", "--in", "elsewhere").out
    run("extract", articles, "--reader", "model", "--offline", "--in", "elsewhere", "-o", "two.jsonl")
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()
    run("model", "export", "copy.parquet", "--in", "elsewhere")
    assert "3 known already" in run("model", "import", "copy.parquet").out
    Path("odd.parquet").write_text("no parquet")
    refuses(run("model", "import", "odd.parquet"), "odd.parquet", "is no file of answers", "visits model export")


def test_lines_without_an_answer_are_told_and_stay_open(run: Run) -> None:
    articles = some_articles()
    run("model", "requests", articles, "-o", "requests.jsonl")
    first, second, third = requested()
    lines = [
        response(first, answer_to(XI), status=500),
        response(second, "", error={"message": "expired"}),
        response("somebody-elses", "{}"),
        {"custom_id": third, "response": {"status_code": 200, "body": {"choices": []}}},
        ["no object"],
        response(third, "{ broken"),
    ]
    Path("responses.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + "not JSON\n")
    told = run("model", "import", "responses.jsonl").out
    assert "1 answer imported, 1 of them of no use, 6 lines without an answer" in told
    for words in ("status 500", "expired", "is no key of a question", "no chat completion", "no custom_id", "line 7"):
        assert words in told
    run("extract", articles, "--reader", "model", "--offline", "-o", "read.jsonl")
    states = [json.loads(line) for line in Path("read.jsonl").read_text().splitlines()]
    assert [sorted(line.keys() & {"pending", "rejected"}) for line in states] == [
        ["pending"],
        ["pending"],
        ["rejected"],
    ]
    assert "the JSON is broken" in states[2]["rejected"]
    assert "2 answers imported" not in run("model", "import", answer_all()).out  # a good one replaces a useless one
    assert visits_in(Path("read.jsonl"))["xi"] == []
    run("extract", articles, "--reader", "model", "--offline", "-o", "read.jsonl")
    assert len(visits_in(Path("read.jsonl"))["xi"]) == 1


# Live, in builds


def configure(url: str, extra: str = "") -> None:
    Path("visits.toml").write_text(
        f'[reading]\nreader = "both"\n\n[model]\nbase_url = "{url}"\nname = "tiny"\nkey = "{KEY}"\n{extra}'
    )


def prompt_version() -> str:
    return CodingBook(load_lexicon()).version


def without_a_key(folder: Path) -> None:
    """No file but the configuration holds the key."""
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "visits.toml":
            assert KEY.encode() not in path.read_bytes(), path


def disagreeing(text: str) -> str:
    """Xi arrived a day later than the article says."""
    if "Xi Jinping" not in text:
        return answer_to(text)
    later = said("2019-03-26", "He spoke to students on Tuesday", expression="on Tuesday", basis="stated")
    return json.dumps({"visits": [{**XI_IN_PARIS, "start_date": later, "end_date": None}]})


def test_a_build_asks_once_joins_both_readers_and_lists_their_conflicts(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("openai")
    merkel = article("merkel", MERKEL, "Her spokesman praised the weather.")
    write_articles(Path("raw/articles.jsonl"), [article("xi", XI, "He spoke to students on Tuesday."), merkel])
    with serving(Endpoint(disagreeing)) as endpoint:
        configure(endpoint.url)
        built = run("build", "raw", "out", "--workers", 1)
        assert built.code == 0, built.err
        assert "The model answered about 2 questions." in built.out
        assert endpoint.keys == {f"Bearer {KEY}"}
        assert "Nothing has changed" in run("build", "raw", "out").out
        assert set(endpoint.asked.values()) == {1}
    without_a_key(tmp_path)
    assert KEY not in built.out + built.err
    claims = visits.load("out", table="claims")
    assert set(claims["reader"]) >= {"rules", "model tiny-1"}
    rows = visits.load("out").set_index("leader")
    assert "start_date" in rows.loc["Xi Jinping", "conflicts"]
    assert str(rows.loc["Xi Jinping", "start_date"].date()) == "2019-03-25"  # the rules' is the measured one
    listed = run("list", "out", "--conflict").out
    assert "Xi Jinping" in listed
    assert "start_date" in listed
    assert "Angela Merkel" not in listed
    shown = run("show", rows.loc["Xi Jinping", "visit_id"], "--in", "out").out
    assert f"2019-03-26: “He spoke to students on Tuesday” (Daily; model tiny-1, prompt {prompt_version()})" in shown
    first = {path.name: path.read_bytes() for path in Path("out").glob("*.csv")}

    rebuilt = run("build", "raw", "out", "--full", "--offline", "--workers", 1)  # the endpoint is gone
    assert rebuilt.code == 0, rebuilt.err
    assert {path.name: path.read_bytes() for path in Path("out").glob("*.csv")} == first


def test_a_build_offline_reads_what_is_known_and_tells_what_waits(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    check_nothing(monkeypatch)
    some_articles()
    first = run("build", "raw", "out", "--reader", "model", "--offline", "--workers", 1)
    assert first.code == 0, first.err
    assert "3 articles wait for the model" in first.out
    assert set(visits.load("out", table="articles")["outcome"]) == {"waits for the model"}
    run("model", "requests", "raw", "-o", "requests.jsonl", "--in", "out")
    refused = {**XI_IN_PARIS, "host_leader": said("Angela Merkel", "met Angela Merkel")}
    lines = [
        response(key, json.dumps({"visits": [refused]}) if "Xi" in text else answer_to(text))
        for key, text in requested().items()
    ]
    Path("responses.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    run("model", "import", "responses.jsonl", "--in", "out")
    second = run("build", "raw", "out", "--reader", "model", "--offline", "--workers", 1)
    assert "Of what the model said 1 item was refused, see rejects.csv." in second.out
    assert sorted(visits.load("out")["leader"]) == ["Angela Merkel", "Xi Jinping"]
    rejects = visits.load("out", table="rejects")
    assert rejects["reason"].tolist() == ["value of the model refused"]
    assert "host_leader Angela Merkel" in rejects["detail"][0]
    assert "are not in the article" in rejects["detail"][0]
    third = run("build", "raw", "out", "--reader", "model", "--offline", "--strict")
    assert third.code == 0, third.err
    assert "Nothing has changed" in third.out


def test_a_dry_run_tells_articles_tokens_and_cost_and_sends_nothing(run: Run) -> None:
    articles = some_articles()
    configure("http://127.0.0.1:9/v1", "[model.prices]\ninput = 2.0\noutput = 8.0\n")
    told = run("model", "run", articles, "--dry-run").out
    assert "Of 3 articles 3 can tell of a visit; 0 of these are answered." in told
    assert "To ask: 3 articles in 3 requests" in told
    assert "Cost: about 0.0" in told
    facts = json.loads(run("model", "run", articles, "--dry-run", "--json").out)
    assert facts["cost"] == pytest.approx((facts["input_tokens"] * 2 + facts["output_tokens"] * 8) / 1e6)
    limited = run("model", "run", articles, "--dry-run", "--max-articles", 2).out
    assert "To ask: 2 articles" in limited
    assert not Path("data").exists()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('name = "x"\nurl = "y"', ("model.url", "no such setting")),
        ('base_url = "ftp://x"', ("model.base_url",)),
        ("context_tokens = 5000", ("model.context_tokens", "doesn't hold the prompt")),
        ('trust = "nowhere.yaml"', ("nowhere.yaml", "can't be read")),
    ],
)
def test_settings_are_read_strictly(run: Run, settings: str, words: tuple[str, ...]) -> None:
    articles = some_articles()
    Path("visits.toml").write_text(f"[model]\n{settings}\n")
    refuses(run("model", "requests", articles, "-o", "requests.jsonl", "--config", "visits.toml"), *words)


def test_measurements_become_the_table_that_decides(run: Run) -> None:
    row = {"recall": 1.0, "f1": 1.0, "interval": [1, 1], "right": 9, "wrong": 1, "missed": 0}
    for name, visit, start in (("rules", 0.9, 0.9), ("model", 0.8, 0.95)):
        measures = {"visit": {**row, "precision": visit}, "start_date": {**row, "precision": start}}
        Path(f"{name}.json").write_text(json.dumps({"measures": measures}))
    told = run("model", "trust", "--rules", "rules.json", "--model", "model.json", "-o", "trust.yaml")
    assert "the model counts for: start_date." in told.out
    from visits.reports.trust import load_trust

    table = load_trust(Path("trust.yaml"))
    assert table.prefers_model("start_date")
    assert not table.prefers_model("visit")
    assert table.in_models_visits == 0.8
    refuses(run("model", "trust", "--rules", "trust.yaml", "--model", "model.json", "-o", "x.yaml"), "no measures")

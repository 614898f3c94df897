"""`visits rule`: shows what a ruling would change, then writes it down."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from telling import take_literally, telling, write_lines

import visits
from visits import cli

CHINA = "prk-kim-jong-un to CHN from 2019-01-07 to 2019-01-10"


@pytest.fixture(autouse=True, scope="module")
def literal() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        take_literally(patch)
        yield


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    later = CHINA.replace("01-07 to 2019-01-10", "01-20 to 2019-01-21")
    write_lines(tmp_path / "raw" / "wire.jsonl", [telling("a", CHINA), telling("b", CHINA), telling("c", later)])
    visits.build(tmp_path / "raw", tmp_path / "out")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, dataset: Path, *arguments: str) -> int:
    where = ["--raw", str(dataset / "raw"), "--in", str(dataset / "out"), "--reason", "seen", "--author", "A. Coder"]
    monkeypatch.setattr(sys, "argv", ["visits", "rule", *arguments, *where, "--date", "2026-01-02", "--workers", "1"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0)


def test_a_ruling_is_shown_written_and_carried_out(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = visits.load(dataset / "out")["visit_id"]
    assert run(monkeypatch, dataset, "correct", first, "--field", "end_date", "--value", "2019-01-09", "--dry-run") == 0
    shown = capsys.readouterr().out
    assert f"{first}  end_date: 2019-01-10 → 2019-01-09" in shown
    assert "Nothing was written" in shown
    assert not (dataset / "rulings.yaml").exists()
    assert run(monkeypatch, dataset, "correct", first, "--field", "end_date", "--value", "2019-01-09") == 0
    assert run(monkeypatch, dataset, "merge", first, second) == 0
    assert f"{second}  merged, with {first}" in capsys.readouterr().out
    entries = yaml.safe_load((dataset / "rulings.yaml").read_text())
    assert [(entry["id"], entry["kind"]) for entry in entries] == [
        ("2026-01-02-1", "correct"),
        ("2026-01-02-2", "merge"),
    ]
    release = visits.build(dataset / "raw", dataset / "out")
    assert release.manifest["rulings"] == {"applied": 2, "unfit": []}
    assert json.loads((dataset / "out" / "manifest.json").read_text())["changes"]["visits"] == {
        "changed": 1,
        "merged": 1,
    }


def test_what_a_ruling_cannot_be_is_refused(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = visits.load(dataset / "out")["visit_id"][0]
    assert run(monkeypatch, dataset, "reject", "vnowhere") == 2
    assert "is not in the dataset" in capsys.readouterr().err
    assert run(monkeypatch, dataset, "correct", first, "--field", "status", "--value", "made") == 2
    assert "status is one of" in capsys.readouterr().err
    assert run(monkeypatch, dataset, "split", first, "--article", "nothing") == 2
    assert "doesn't tell of" in capsys.readouterr().err
    assert not (dataset / "rulings.yaml").exists()

"""The benchmarks run; how fast is no test's business."""

from __future__ import annotations

import gzip
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import orjson
import pytest

from visits.reports.confidence import WEIGHTS

PROJECT = Path(__file__).parent.parent
BENCHMARKS = PROJECT / "benchmarks"


def _loaded(script: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(script.stem, script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[script.stem] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def read_speed() -> ModuleType:
    return _loaded(BENCHMARKS / "read_speed.py")


def test_twenty_sample_articles(read_speed: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_speed.main(["--articles", "20"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("20 articles")
    assert [line.split()[0] for line in out.splitlines()[2:4]] == ["floor", "rules"]


def test_a_packed_file(read_speed: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl.gz"
    text = "Angela Merkel flew to Athens on Tuesday to meet Antonis Samaras, and thousands took to the streets."
    record = {"published": "2012-10-09", "source": "Test", "title": "", "text": text}
    path.write_bytes(gzip.compress(b"\n".join(orjson.dumps({"id": str(n), **record}) for n in range(30))))
    speed = read_speed.measure(read_speed.articles_from(path, 20))
    assert (speed.articles, speed.characters, speed.reports) == (20, 20 * len(text), 20)
    assert speed.floor_seconds > 0
    assert speed.ratio > 1


def test_a_file_that_is_none(read_speed: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        read_speed.main([str(tmp_path / "nowhere.jsonl")])
    assert stopped.value.code == 2
    assert "is no file" in capsys.readouterr().err


@pytest.fixture(scope="module")
def calibrate() -> ModuleType:
    return _loaded(BENCHMARKS / "calibrate.py")


def test_calibration_on_the_coded_samples(calibrate: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert calibrate.main([str(PROJECT / "tests" / "gold" / "visits.jsonl"), str(PROJECT / "data" / "raw")]) == 0
    out = capsys.readouterr().out
    counted = re.match(r"(\d+) reports of (\d+) articles, (\d+) right", out)
    assert counted is not None
    reports, articles, right = map(int, counted.groups())
    assert reports > articles > 30  # of the 38 coded articles some tell of no head's visit
    assert reports * 0.9 < right <= reports
    assert "Brier score" in out
    assert [line.partition(":")[0] for line in out.splitlines()[-len(WEIGHTS) :]] == list(WEIGHTS)


def test_the_fit_finds_the_weights_that_made_the_data(calibrate: ModuleType) -> None:
    chance = np.random.default_rng(1)
    signs = np.column_stack([np.ones(20_000), chance.integers(0, 2, (20_000, 2))]).astype(float)
    true = np.array([1.0, -0.8, 0.5])
    right = (chance.random(20_000) < calibrate.foretell(signs, true)).astype(float)
    assert np.abs(calibrate.fit(signs, right) - true).max() < 0.1


def test_a_few_invented_reports(capsys: pytest.CaptureFixture[str]) -> None:
    scale = _loaded(BENCHMARKS / "consolidation_scale.py")
    assert scale.main(["--reports", "500"]) == 0
    figures = capsys.readouterr().out.splitlines()[1].split()
    assert float(figures[-2]) > 0.9
    assert float(figures[-1]) > 0.8


def test_an_invented_release_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    scale = _loaded(BENCHMARKS / "release_scale.py")
    assert scale.main(["--visits", "200", "--covered", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("200 visits, 3,000 claims")
    assert [line.split()[0] for line in lines[1:]] == ["panels", "tables", "documents", "page", "together"]


def test_an_invented_page_is_written(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    assert _loaded(BENCHMARKS / "page_scale.py").main(["--visits", "250"]) == 0
    assert capsys.readouterr().out.startswith("250 visits, 3,750 claims: ")


@pytest.mark.parametrize("case", ["sentences", "one line", "capitals", "dates", "brackets", "titles"])
def test_time_grows_with_the_length_of_an_article_alone(case: str) -> None:
    """Four times the text takes about four times as long; the square of it would take sixteen times."""
    worst = _loaded(BENCHMARKS / "worst_cases.py")
    reader = worst.rule_reader()
    worst.seconds(reader, case, 4_000)
    short, long = (min(worst.seconds(reader, case, n) for _ in range(3)) for n in (12_000, 48_000))
    assert long < 9 * short + 0.1


def test_an_archive_of_a_few_pages(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    speed = _loaded(BENCHMARKS / "archive_speed.py")
    assert speed.main(["--pages", "120", "--file", str(tmp_path / "pages.warc.gz")]) == 0
    out = capsys.readouterr().out
    assert "120 pages, " in out
    made = sum(speed.made_page(number).topic == "visit" for number in range(120))
    assert f"{made} of them about visits" in out

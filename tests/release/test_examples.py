"""The examples run on a release, in the folder that they name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from published import publish
from stories import Story

from visits.release.columns import VISITS

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    story = Story()
    story.tells("a", source="Daily", published="2019-01-10", start="2019-01-07", end="2019-01-09")
    story.tells("b", source="Post", published="2019-01-11", start="2019-01-08", end="2019-01-09")
    story.tells("c", start="2017-03-01", end="2017-03-14", host_country="VNM", leader_country=None)
    story.tells("d", start="2018-03", status="planned")
    (tmp_path / "data").mkdir()
    publish(story, tmp_path / "data" / "processed")
    return tmp_path


def run(command: list[str], folder: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_the_python_example_draws_two_figures_and_prints_a_table(folder: Path) -> None:
    out = run([sys.executable, str(EXAMPLES / "look.py")], folder).splitlines()
    assert out[0] == "3 visits, 2 of them held, by 1 leader(s)"
    assert out[1].split() == ["leader_country", "host_country", "visits", "first", "last", "several_sources"]
    assert out[2].split() == ["PRK", "CHN", "1", "2019-01-07", "2019-01-07", "100%"]
    assert [line.split()[0] for line in out[4:]] == ["2019-01-07", "2019-01-08"]
    for name in ("visits-per-year", "lengths"):
        assert (folder / "figures" / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_r_example_names_columns_that_are_there() -> None:
    named = set(re.findall(r"\b(?:visits|held|known)\$(\w+)", (EXAMPLES / "look.R").read_text(encoding="utf-8")))
    assert len(named) > 5
    assert named <= {column.name for column in VISITS}


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R is installed to run the example with")
def test_the_r_example_runs(folder: Path) -> None:
    assert "PRK" in run(["Rscript", str(EXAMPLES / "look.R")], folder)
    assert (folder / "figures" / "lengths.png").is_file()

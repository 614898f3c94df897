"""Figures as files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from published import publish
from stories import Story

import visits
from visits.model.errors import UsageError
from visits.release.plots import FIGURES, chart, write_plots


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    story = Story()
    story.tells("a", start="2017-01-07", end="2017-01-09", mode_of_travel="train")
    story.tells("b", start="2019-03-07", end="2019-03-07", host_country="VNM")
    story.tells("c", start="2019-05-07", status="planned")
    story.tells("d", start="2019", status="cancelled", host_country="NAM")
    return visits.load(publish(story, tmp_path_factory.mktemp("release")))


def test_every_figure_is_drawn_alike_each_time(table: pd.DataFrame, tmp_path: Path) -> None:
    first, again = (write_plots(table, tmp_path / name, list(FIGURES), "svg") for name in ("one", "two"))
    assert [path.stem for path in first] == list(FIGURES)
    for one, other, figure in zip(first, again, FIGURES.values(), strict=True):
        text = one.read_text(encoding="utf-8")
        assert text.startswith("<svg")
        assert figure.title in text
        assert text == other.read_text(encoding="utf-8")


def test_a_png_is_one(table: pd.DataFrame, tmp_path: Path) -> None:
    (path,) = write_plots(table, tmp_path / "deep" / "down", ["lengths"], "png")
    assert path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_years_without_a_visit_and_lengths_keep_their_place(table: pd.DataFrame) -> None:
    years = chart(table, "visits-per-year").to_dict()
    assert years["encoding"]["x"]["scale"]["domain"] == [2017, 2018, 2019]
    (rows,) = years["datasets"].values()
    assert sorted((row["year"], row["part"], row["visits"]) for row in rows) == [
        (2017, "took place", 1),
        (2019, "cancelled", 1),
        (2019, "planned", 1),
        (2019, "took place", 1),
    ]
    assert chart(table, "lengths").to_dict()["encoding"]["x"]["scale"]["domain"] == ["1", "2", "3"]


def test_what_can_not_be_drawn_is_refused(table: pd.DataFrame, tmp_path: Path) -> None:
    for names, form, words in (
        (["lenghts"], "png", "no figure 'lenghts'"),
        (["lengths"], "pdf", "'pdf' is no form"),
    ):
        with pytest.raises(UsageError, match=words):
            write_plots(table, tmp_path, names, form)
    with pytest.raises(UsageError, match="no visit fits"):
        write_plots(table[:0], tmp_path, ["lengths"], "png")
    undated = table.assign(start_date=pd.NaT, duration_days=pd.array([pd.NA] * len(table), dtype="Int64"))
    for name in ("visits-per-year", "lengths"):
        with pytest.raises(UsageError, match="no visit has a"):
            write_plots(undated, tmp_path, [name], "png")
    assert not list(tmp_path.iterdir())

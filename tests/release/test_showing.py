"""`visits list`, `visits show` and `visits plot` on a published story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import refuses
from published import publish
from stories import Story

import visits
from visits.release.load import load_where

ERDOGAN = {
    "leader": "Recep Tayyip Erdoğan",
    "leader_id": None,
    "leader_country": "TUR",
    "leader_role": "head_of_state",
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    story = Story()
    story.tells(
        "a", source="Daily", published="2019-01-08", start="2019-01-07", companions=["Ri Sol Ju"], status="ongoing"
    )
    story.tells("b", source="Post", published="2019-01-11", start="2019-01-08", end="2019-01-09")
    story.tells("c", published="2018-04", start="2018-03", host_country="VNM", status="planned")
    story.tells("d", start="2017-05-02", host_country="VNM", **ERDOGAN)
    return publish(story, tmp_path_factory.mktemp("release"))


def listed(run, dataset: Path, *options: object) -> list[str]:
    lines = run("list", dataset, *options).out.splitlines()
    assert lines[-1].startswith(f"{len(lines) - 2} visit")
    return [" ".join(line.split()[1:]) for line in lines[1:-1]]


def test_list_filters_by_all_that_is_given(run, dataset: Path) -> None:
    assert len(listed(run, dataset)) == 3
    assert listed(run, dataset, "--leader", "erdogan") == [
        "Recep Tayyip Erdoğan TUR VNM 2017-05-02 2017-05-02 completed"
    ]
    assert listed(run, dataset, "--status", "Planned") == ["Kim Jong Un PRK VNM 2018-03 planned"]
    kim = ("--leader", "kim", "--host", "chn", "--year", 2019, "--status", "completed")
    assert listed(run, dataset, *kim) == ["Kim Jong Un PRK CHN 2019-01-07 2019-01-09 completed"]
    assert listed(run, dataset, "--country", "prk", "--year", 2017) == []
    refuses(run("list", dataset, "--status", "done"), "'done'", "completed, cancelled")


def test_show_tells_all_there_is(run, dataset: Path) -> None:
    visit_id = visits.load(dataset).query("host_country == 'CHN'")["visit_id"].item()
    page = run("show", visit_id, "--in", dataset).out
    assert "leader            Kim Jong Un" in page
    assert "  + 2019-01-07: “2019-01-07” (Daily; test)" in page
    assert "  - 2019-01-08: “2019-01-08” (Post; test)" in page
    assert page.index("2019-01-08  Daily") < page.index("2019-01-11  Post")
    assert "who came along\n  Ri Sol Ju" in page
    whole = run("show", visit_id, "--in", dataset, "--sentences").out
    assert "›2019-01-07‹" in whole
    shown = json.loads(run("show", visit_id, "--in", dataset, "--json").out)
    assert [article["status"] for article in shown["articles"]] == ["ongoing", "completed"]
    for claim in shown["claims"]:
        begin = claim["start"] - claim["sentence_start"]
        assert claim["sentence"][begin : begin + len(claim["quote"])] == claim["quote"]
    refuses(run("show", "vnone", "--in", dataset), "vnone", "visits list")


def test_plot_writes_files_and_refuses_what_it_can_not_draw(run, dataset: Path, tmp_path: Path) -> None:
    names = [line.split()[0] for line in run("plot", "--list").out.splitlines()]
    assert len(names) == 6
    ran = run(
        "plot", "lengths", "travel", "--in", dataset, "--to", tmp_path / "figures", "--format", "svg", "--host", "CHN"
    )
    assert ran.out.split() == [str(tmp_path / "figures" / f"{name}.svg") for name in ("lengths", "travel")]
    assert all(Path(path).read_text(encoding="utf-8").startswith("<svg") for path in ran.out.split())
    refuses(run("plot", "maps", "--in", dataset, "--to", tmp_path), "'maps'", "who-visits-whom")
    refuses(run("plot", "--in", dataset, "--to", tmp_path, "--year", 1950), "no visit fits")
    (tmp_path / "file").write_text("")
    refuses(run("plot", "travel", "--in", dataset, "--to", tmp_path / "file"), "file")


def test_rows_are_read_by_their_values_alone(dataset: Path) -> None:
    assert load_where(dataset, "visits", "host_country", ["VNM"])["leader"].nunique() == 2
    none = load_where(dataset, "visits", "host_country", [])
    assert (len(none), str(none["start_date"].dtype)) == (0, "datetime64[us]")

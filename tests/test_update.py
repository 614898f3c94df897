"""`visits init`, `fetch` and `update`: what came, what it changed in the dataset, what failed, and the exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, refuses
from newspaper import Desk, page

from visits.build_lock import FETCHING, only_build
from visits.model.errors import GateError

Run = Callable[..., Ran]
STORY = (
    "{place} (Example Wire) — North Korean leader Kim Jong Un arrived in {city} by train on {day} for a two-day "
    "visit, state media said. He will see factories and a school, and nothing was said of talks."
)


def story(city: str, day: str) -> str:
    return page(STORY.format(place=city.upper(), city=city, day=day))


@pytest.fixture
def daily(desk: Desk) -> Desk:
    """A feed with one story, published on Tuesday 5 May 2026."""
    desk.source("daily", outlet="The Daily", recheck_days=9)
    desk.paper.feed("/kim")
    desk.paper.put("/kim", story("Beijing", "Monday"))
    return desk


def update(run: Run, desk: Desk, *more: object) -> dict[str, Any]:
    desk.raw.mkdir(exist_ok=True)
    ran = run("update", desk.raw, desk.folder / "out", "--sources", desk.plan, "--workers", 1, "--json", *more)
    told: dict[str, Any] = json.loads(ran.out)
    assert told["exit_code"] == ran.code
    return told


def test_init_writes_a_plan_once_and_update_asks_to_fill_it_in(run: Run, tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw"
    refuses(run("update", raw), "sources.toml", "visits init")
    first = run("init", raw)
    assert (first.code, str(tmp_path / "data" / "sources.toml") in first.out) == (0, True)
    refuses(run("init", raw), "is there already")
    refuses(run("update", raw), "names no source")
    assert not raw.exists()


def test_an_update_tells_what_came_what_it_changed_and_whose_pages_give_no_text(run: Run, daily: Desk) -> None:
    first = update(run, daily)
    (source,) = first["fetched"]["sources"]
    assert source["new"] == [f"{daily.paper.origin}/kim"]
    assert first["visits"] == []  # all of a first release is new
    assert first["build"]["counts"]["visits"] == 1
    again = update(run, daily)
    assert (again["visits"], again["build"]["up_to_date"], again["no_text"]) == ([], True, {})
    shells = [f"/shell/{n}" for n in range(9)]
    for n, path in enumerate(shells):
        daily.paper.put(path, f"<html><body><div id='app{n}'></div><script src='/app.js'></script></body></html>")
    daily.paper.feed("/kim", "/hanoi", *shells)
    daily.paper.put("/hanoi", story("Hanoi", "Sunday"))
    third = update(run, daily)
    assert third["exit_code"] == 0
    added = [visit for visit in third["visits"] if visit["kind"] == "added"]
    assert [(one["leader"], one["host_country"], one["start_date"]) for one in added] == [
        ("Kim Jong Un", "VNM", "2026-05-03")
    ]
    assert "9 of its last 11 pages were set aside" in third["no_text"]["daily"]


def test_people_read_it_in_a_few_lines(run: Run, daily: Desk) -> None:
    daily.raw.mkdir()
    daily.source("broken", at="/broken.xml")
    daily.paper.put("/broken.xml", "nothing of the kind", "text/xml")
    ran = run("update", daily.raw, daily.folder / "out", "--sources", daily.plan, "--workers", 1)
    lines = ran.out.splitlines()
    assert ran.code == 3
    assert lines[0].startswith("Fetched 1 new article, 0 changed from 2 sources (")
    assert lines[1] == "  daily: 1 new"
    assert lines[2].startswith("  broken: failed: it is no feed")
    assert "Found 1 visit" in ran.out
    only = run("fetch", daily.raw, "--sources", daily.plan, "--only", "daily")
    assert (only.code, only.out.splitlines()[1]) == (0, "  daily: nothing new")
    refuses(run("fetch", daily.raw, "--sources", daily.plan, "--only", "nobody"), "no source 'nobody'", "broken, daily")
    refuses(run("fetch", daily.raw, "--sources", daily.plan, "--from", "2026-05-02", "--to", "2026-05-01"), "--from")


def test_a_gate_that_stops_the_release_ends_with_1_and_keeps_what_came(
    run: Run, daily: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise GateError("nothing was published: two visits overlap")

    monkeypatch.setattr("visits.update.build", stopped)
    daily.raw.mkdir()
    ran = run("update", daily.raw, daily.folder / "out", "--sources", daily.plan, "--workers", 1, "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["exit_code"], told["build"]) == (1, 1, None)
    assert told["stopped"] == "nothing was published: two visits overlap"
    assert ran.err.strip() == f"visits: {told['stopped']}"
    assert len(told["fetched"]["sources"][0]["new"]) == len(daily.stored()) == 1


def test_a_second_update_ends_with_4_at_once(run: Run, daily: Desk) -> None:
    daily.raw.mkdir()
    with only_build(daily.raw / "fetched", wait=False, progress=lambda *_: None, work=FETCHING):
        ran = run("update", daily.raw, daily.folder / "out", "--sources", daily.plan)
    assert (ran.code, ran.out) == (4, "")
    assert "another update (process" in ran.err
    assert daily.paper.asked == []

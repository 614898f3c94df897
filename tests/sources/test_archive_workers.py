"""Pages of archives sifted by worker processes: the same as by one process, and a page that kills costs only itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import warc

import visits
from visits import build_pages
from visits.build_pages import PageTeam
from visits.model.article import Article, Reject
from visits.sources import Wanted, read_file

TOWN = "The council of the town voted on Tuesday to mend the bridge, and residents said that it was about time."


def gate() -> Wanted:
    def wanted(text: str) -> bool:
        if "kills" in text:
            os._exit(1)
        if "fails" in text:
            raise ValueError("too odd")
        return "Merkel" in text

    return wanted


@pytest.fixture(autouse=True)
def soon_parallel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_pages, "MANY_PAGES", 4)
    monkeypatch.setattr(build_pages, "_TOGETHER", 3)
    monkeypatch.setattr(build_pages, "_AT_FIRST", 2)
    monkeypatch.setattr("visits.build_team.Team.is_up", lambda team: True)  # wait for them


def archive(path: Path, texts: list[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pages = [
        warc.packed(warc.record(f"https://paper.example/{n}", warc.story(text, f"Title {n}")))
        for n, text in enumerate(texts)
    ]
    pages[2] = b"no record at all" * 20
    path.write_bytes(b"".join(pages))
    return path


def sifted(path: Path, workers: int) -> tuple[list[Article | Reject], int]:
    with PageTeam(gate, workers) as pages:
        items = [*read_file(path, wanted=pages), *read_file(path, wanted=pages)]
        return items, pages.n_turned_away


def test_workers_sift_as_one_process_does(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", [warc.VISIT, TOWN, "", "fails", *[warc.VISIT, TOWN, TOWN] * 12])
    alone, turned_away = sifted(path, 1)
    assert sifted(path, 2) == (alone, turned_away)
    assert turned_away == 2 * 25
    assert [item.reason for item in alone if isinstance(item, Reject)] == ["broken", "broken"] * 2
    assert sum(isinstance(item, Article) for item in alone) == 2 * 13


def test_a_page_that_kills_its_worker_costs_only_itself(tmp_path: Path) -> None:
    texts = [warc.VISIT] * 40
    texts[20] = f"{warc.VISIT} It kills."
    path = archive(tmp_path / "a.warc.gz", texts)
    with PageTeam(gate, 2) as pages:
        items = list(read_file(path, wanted=pages))
    addresses = [item.id if isinstance(item, Article) else item.article_id for item in items]
    assert [n for n in addresses if n] == [f"https://paper.example/{n}" for n in range(40) if n != 2]
    (lost,) = [item for item in items if isinstance(item, Reject) and item.article_id]
    assert (lost.article_id, lost.reason) == ("https://paper.example/20", "reader died")
    assert "the record at byte" in lost.detail


def test_a_team_that_is_left_early_sifts_the_next_archive(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", [warc.VISIT] * 40)
    with PageTeam(gate, 2) as pages:
        begun = read_file(path, wanted=pages)
        assert [next(begun) for _ in range(12)]
        del begun
        assert len(list(read_file(path, wanted=pages))) == 40


def test_builds_are_the_same_with_any_number_of_workers(tmp_path: Path) -> None:
    archive(tmp_path / "raw" / "a.warc.gz", [warc.VISIT, TOWN, "", TOWN, *[warc.VISIT, TOWN] * 6])
    archive(tmp_path / "raw" / "b.warc.gz", [TOWN, warc.VISIT, "", TOWN])
    alone = visits.build(tmp_path / "raw", tmp_path / "alone")
    release = visits.build(tmp_path / "raw", tmp_path / "out", workers=2)
    assert (release.counts["turned_away"], release.counts["articles"], release.counts["visits"]) == (10, 8, 8)
    assert release.manifest == alone.manifest

"""Builds killed at random moments: readers always find a whole release, and the next build finishes the work.

Ten kills here; `VISITS_KILLS=100 pytest tests/test_build_killed.py` for more.
"""

import multiprocessing
import os
import random
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from telling import build_literally, published_files, take_literally, telling, write_lines

import visits
from visits.release import manifest as manifests
from visits.release.folder import current_release

KILLS = int(os.environ.get("VISITS_KILLS", "10"))
FIRST = 200
"""Articles that the first release holds."""
SAME_WHATEVER_CAME_BEFORE = ("visits", "claims", "articles", "companions", "rejects", "ledger", "removed")


def articles(file: int, number: int) -> list[dict[str, str]]:
    hosts = ("CHN", "RUS", "VNM", "KOR", "SGP")
    return [
        telling(f"{file}-{n}", f"prk-kim-jong-un to {hosts[n % 5]} from {1990 + n // 5 % 30}-{file % 12 + 1:02}-07")
        for n in range(number)
    ]


@pytest.fixture
def processes() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["telling", "visits.build_release", "visits.build_reading"])
    return context


def test_killed_at_any_moment(tmp_path: Path, processes: ForkServerContext, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, out, chance = tmp_path / "raw", tmp_path / "out", random.Random(4)
    write_lines(raw / "0.jsonl", articles(0, FIRST))
    begin = time.monotonic()
    first = processes.Process(target=build_literally, args=(raw, out))
    first.start()
    first.join(600)
    assert first.exitcode == 0
    longest = time.monotonic() - begin
    published, killed = FIRST, 0
    for n in range(1, KILLS + 1):
        write_lines(raw / f"{n}.jsonl", articles(n, 5))
        build = processes.Process(target=build_literally, args=(raw, out))
        build.start()
        time.sleep(chance.uniform(0, longest))
        build.kill()
        build.join()
        killed += build.exitcode != 0
        folder = current_release(out)
        manifest = manifests.read(folder)
        assert manifest is not None
        assert manifests.is_intact(folder, manifest)
        table = visits.load(out, table="articles")
        assert table["article_id"].is_unique
        assert published <= len(table) <= FIRST + 5 * n
        assert manifest["counts"]["articles"] == len(table)
        published = len(table)
    assert killed
    take_literally(monkeypatch)
    release = visits.build(raw, out)
    assert release.counts["articles"] == FIRST + 5 * KILLS
    assert release.n_read <= FIRST + 5 * KILLS - published
    visits.build(raw, tmp_path / "control")
    mine, control = published_files(out), published_files(tmp_path / "control")
    for name in SAME_WHATEVER_CAME_BEFORE:
        assert mine[f"{name}.csv"] == control[f"{name}.csv"], name
    assert not list((out / ".releases").glob("unfinished-*"))

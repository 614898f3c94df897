"""Fetching killed at random moments: no half-written article is ever read, and the next run completes.

Five kills here; `VISITS_KILLS=50 pytest tests/fetching/test_fetching_killed.py` for more.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import time
from collections.abc import Collection
from pathlib import Path

from newspaper import TEXT, Desk, Reply, Visit, page

from visits.sources import list_files
from visits.update import Wish, fetch

KILLS = int(os.environ.get("VISITS_KILLS", "5"))
AT_ONCE = 10
"""Pages that are new before each run."""


def run(raw: Path, plan: Path) -> None:
    fetch(raw, Wish(plan, wait=True))


def slowly(body: bytes) -> object:
    """A page of some length that comes in pieces, so that a kill may fall between two of them."""

    def reply(visit: Visit) -> Reply | None:
        visit.handler.send_response(200)
        visit.handler.send_header("Content-Type", "text/html")
        visit.handler.send_header("Content-Length", str(len(body)))
        visit.handler.end_headers()
        try:
            for start in range(0, len(body), 5_000):
                visit.handler.wfile.write(body[start : start + 5_000])
                time.sleep(0.003)
        except OSError:  # the reader was killed
            visit.handler.close_connection = True
        return None

    return reply


def every_file_is_whole(raw: Path, bodies: Collection[bytes]) -> int:
    """Check each file that a build would read now; their number."""
    pages = [file for file in list_files(raw) if file.describes is None]
    for file in pages:
        assert file.path.read_bytes() in bodies
        assert file.sidecar is not None
        assert json.loads((raw / file.sidecar).read_bytes())["sha256"] == file.path.stem
    return len(pages)


def test_killed_at_any_moment(desk: Desk) -> None:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["visits.update", "visits.fetching", "lxml.etree", "feedparser", "newspaper"])
    chance = random.Random(7)
    desk.source(max_items=1_000)
    paths: list[str] = []
    bodies: dict[str, bytes] = {}

    def print_more() -> None:
        for _ in range(AT_ONCE):
            path = f"/{len(paths)}"
            text = TEXT.format(leader=f"Captain Regent Anna {len(paths)} Rossi", day="Monday")
            talk = "\nMuch was said about trade, and more about the motorway." * 400
            bodies[path] = page(f"{text}{talk}\nThat was the last word.").encode()
            desk.paper.pages[path] = slowly(bodies[path])  # type: ignore[assignment]
            paths.append(path)
        desk.paper.feed(*paths)

    print_more()
    desk.raw.mkdir()
    desk.fetch()
    killed, halfway, stored = 0, 0, AT_ONCE
    for _ in range(KILLS):
        print_more()
        asked = len(desk.paper.asked)
        process = processes.Process(target=run, args=(desk.raw, desk.plan))
        process.start()
        moment = chance.randint(1, AT_ONCE)
        while process.is_alive() and len(desk.paper.asked) < asked + moment:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.join()
        killed += process.exitcode != 0
        now = every_file_is_whole(desk.raw, bodies.values())
        assert stored <= now <= len(paths)
        halfway += stored < now < len(paths)
        stored = now
    print(f"{killed} runs were killed, {halfway} of them with some of their pages stored")
    assert killed
    desk.fetch()
    assert every_file_is_whole(desk.raw, bodies.values()) == len(paths)
    assert {path.read_bytes() for path in desk.stored()} == set(bodies.values())
    assert sum(map(desk.paper.times, paths)) <= len(paths) + killed
    assert not list((desk.raw / "fetched" / ".state" / "unfinished").iterdir())
    before = len(desk.paper.asked)
    desk.fetch()
    assert desk.paper.asked[before:] == ["/feed.xml"]

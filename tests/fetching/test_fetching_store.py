"""What is stored stays as it came; the same article is one, a changed one gets a new version, and nothing is lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from newspaper import TEXT, Desk, page

import visits
from visits.fetching.store import RawStore
from visits.model.article import Article, Reject
from visits.model.errors import BusyError, StoreError
from visits.sources import read_folder


def read(desk: Desk) -> tuple[list[Article], list[Reject]]:
    items = list(read_folder(desk.raw))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Reject)]


def test_a_changed_article_gets_a_new_version_and_the_newest_is_read(desk: Desk) -> None:
    desk.source(recheck_days=5)
    desk.paper.feed("/a")
    desk.paper.article("/a", day="Monday")
    assert len(desk.one().new) == 1
    first = {path: path.read_bytes() for path in (desk.raw / "fetched").glob("??/*")}
    for day in ("Tuesday", "Monday"):  # the outlet changes its mind, and back
        desk.hours.sleep(90_000)
        desk.paper.article("/a", day=day)
        assert len(desk.one().changed) == 1
        articles, rejects = read(desk)
        assert [day in article.text for article in articles] == [True]
        assert [reject.reason for reject in rejects] == ["older version"]
    assert len(desk.stored()) == 2
    assert all(path.read_bytes() == content for path, content in first.items())


def test_an_entry_that_its_feed_says_has_changed_is_asked_for_again(desk: Desk) -> None:
    desk.source()
    entry = "<entry><link href='{}/a'/><id>1</id><title>A</title><updated>2026-05-0{}T10:00:00Z</updated></entry>"
    feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{}</feed>"
    for day, name in ((4, "Anna"), (4, "Berta"), (5, "Carla")):
        desk.paper.put("/feed.xml", feed.format(entry.format(desk.paper.origin, day)), "application/atom+xml")
        desk.paper.article("/a", leader=f"Captain Regent {name} Rossi")
        outcome = desk.one()
    assert (len(outcome.changed), desk.paper.times("/a")) == (1, 2)


def test_one_article_under_many_addresses_is_one(desk: Desk) -> None:
    desk.source()
    own = f"{desk.paper.origin}/story"
    desk.paper.feed("/story", "/story?utm_source=feed", "/print/story", "/copy")
    desk.paper.article("/story", canonical=own)
    desk.paper.article("/print/story", canonical=own, title="A visit to Rome (printed)")
    desk.paper.pages["/copy"] = desk.paper.pages["/story"]
    outcome = desk.one()
    assert (outcome.listed, len(outcome.new), outcome.again) == (4, 2, 1)
    assert desk.paper.times("/story?utm_source=feed") == 0
    articles, rejects = read(desk)
    assert [article.id for article in articles] == [own]
    assert [reject.reason for reject in rejects] == ["older version"]
    assert {about["address"] for about in desk.sidecars()} == {
        own,
        own.replace("/story", "/print/story"),
        own[:-5] + "copy",
    }


def test_the_state_may_be_lost_or_damaged(desk: Desk) -> None:
    desk.source()
    desk.paper.feed("/a", "/b")
    desk.paper.article("/a")
    desk.paper.article("/b", leader="Captain Regent Anna Bianchi")
    desk.fetch()
    before = sorted(path.name for path in (desk.raw / "fetched").glob("??/*"))
    state = desk.raw / "fetched" / ".state"
    for spoil in (shutil.rmtree, lambda folder: (folder / "fetch.sqlite").write_bytes(b"not a database" * 99)):
        spoil(state)
        outcome = desk.one()
        assert (outcome.new, outcome.missed) == ([], [])
    assert sorted(path.name for path in (desk.raw / "fetched").glob("??/*")) == before
    assert (desk.paper.times("/a"), desk.paper.times("/b")) == (1, 1)


def test_names_come_from_the_content_alone(desk: Desk) -> None:
    desk.source(kind="addresses", at="/list.txt")
    wicked = ["/../../etc/passwd.html", "/%2e%2e%2f%2e%2e%2fx", "/a%00b", "/" + "long" * 300, "/CON", "/-rf *"]
    desk.paper.put("/list.txt", "\n".join(desk.paper.origin + path for path in wicked), "text/plain")

    def any_page(number: int) -> Callable[..., object]:
        return lambda visit: (200, {"Content-Type": "text/html"}, page(f"Page {number} of many.").encode())

    for number, path in enumerate([*wicked, "/etc/passwd.html", "/-rf"]):
        desk.paper.pages[path] = any_page(number)  # type: ignore[assignment]
    outcome = desk.one()
    assert len(outcome.new) >= 5
    for path in desk.stored():
        assert path.stem == hashlib.sha256(path.read_bytes()).hexdigest()
        assert path.relative_to(desk.raw).parts[:2] == ("fetched", path.stem[:2])
    assert {path.name for path in desk.folder.iterdir()} == {"raw", "sources.toml"}


def test_robots_txt_is_obeyed_and_its_delay_too(desk: Desk) -> None:
    desk.source()
    desk.paper.put("/robots.txt", "User-agent: visits\nDisallow: /private\nCrawl-delay: 7\n", "text/plain")
    desk.paper.feed("/private/a", "/b", "/c")
    desk.paper.article("/b")
    desk.paper.article("/c", leader="Captain Regent Anna Bianchi")
    outcome = desk.one()
    assert [(one.kind, one.reason) for one in outcome.missed] == [("refused", "robots.txt forbids it")]
    assert desk.paper.times("/private/a") == 0
    assert desk.hours.slept == [7, 7]
    assert len(outcome.new) == 2


def test_a_site_that_cannot_tell_its_rules_is_left_alone(desk: Desk) -> None:
    desk.source()
    desk.paper.put("/robots.txt", "", status=500)
    desk.paper.feed("/a")
    assert "/robots.txt can't be read: 500" in str(desk.one().failure)
    assert set(desk.paper.asked) == {"/robots.txt"}


def test_hosts_take_turns_so_that_none_waits_for_another(desk: Desk) -> None:
    desk.limits = "delay = 10"
    other = desk.paper.origin.replace("127.0.0.1", "localhost")
    desk.source(kind="addresses", at="/list.txt")
    pages = [f"{origin}/{n}" for origin in (desk.paper.origin, other) for n in range(2)]
    desk.paper.put("/list.txt", "\n".join(pages), "text/plain")
    for n in range(2):
        desk.paper.article(f"/{n}", leader=f"Captain Regent {'AB'[n]}nna Rossi")
    outcome = desk.one()
    assert (len(outcome.new), outcome.again) == (2, 2)
    assert desk.hours.passed <= 40


@pytest.mark.parametrize(
    ("limit", "reason"),
    [("requests = 4", "requests"), ("minutes = 1\ndelay = 20", "minutes|run has left")],
)
def test_a_run_keeps_within_its_limits_and_the_next_goes_on(desk: Desk, limit: str, reason: str) -> None:
    desk.limits = limit
    desk.source()
    names = ("Anna", "Berta", "Carla", "Dora")
    desk.paper.feed(*(f"/{name}" for name in names))
    for name in names:
        desk.paper.article(f"/{name}", leader=f"Captain Regent {name} Rossi")
    outcome = desk.one()
    assert (len(outcome.new), outcome.waiting) in {(2, 2), (1, 3)}
    assert len(outcome.held_up) == 1
    for _ in range(3):
        desk.hours.sleep(60)
        outcome = desk.one()
    assert (outcome.waiting, len(desk.stored())) == (0, 4)


def test_a_watched_folder_is_copied_once_with_what_its_sidecars_say(desk: Desk) -> None:
    inbox = desk.folder / "inbox"
    inbox.mkdir()
    text = TEXT.format(leader="Captain Regent Maria Rossi", day="Monday")
    (inbox / "a.txt").write_text(text)
    (inbox / "a.txt.json").write_text(json.dumps({"url": "https://paper.example/a", "published": "2026-05-05"}))
    (inbox / "wires.jsonl").write_text(json.dumps({"id": "w1", "text": text.replace("Maria", "Anna")}))
    (inbox / "skipped.tmp").write_text("half")
    desk.source("scanner", "folder", path="inbox", outlet="Archive", exclude=["*.tmp"])
    assert len(desk.one().new) == 2
    assert desk.one().new == []
    articles, _ = read(desk)
    assert {(a.id, a.source, str(a.published)) for a in articles} == {
        ("https://paper.example/a", "Archive", "2026-05-05"),
        ("w1", "Archive", "None"),
    }
    (inbox / "wires.jsonl").write_text(json.dumps({"id": "w1", "text": text.replace("Maria", "Berta")}))
    os.utime(inbox / "wires.jsonl", (1, 1))
    desk.hours.sleep(60)
    assert len(desk.one().changed) == 1
    articles, rejects = read(desk)
    assert [("Berta" in a.text) for a in articles if a.id == "w1"] == [True]
    assert [reject.reason for reject in rejects] == ["older version"]
    shutil.rmtree(inbox)
    assert "does not exist" in str(desk.one().failure)


def wire(number: int, leader: str = "Maria") -> str:
    text = TEXT.format(leader=f"Captain Regent {leader} Rossi", day="Monday")
    return json.dumps({"id": f"w{number}", "text": text, "published": "2026-05-05"}) + "\n"


def test_a_drop_of_json_lines_that_grows_is_read_where_it_is_new(desk: Desk) -> None:
    desk.source("drop", "jsonl", at="/latest.jsonl", outlet="Wire")
    out = desk.folder / "out"
    lines, n_read = "", []
    for more in (wire(0) + wire(1), "", wire(2), wire(3) + wire(4)):
        lines += more
        desk.paper.put("/latest.jsonl", lines, "application/x-ndjson")
        desk.hours.sleep(60)
        desk.fetch()
        n_read.append(visits.build(desk.raw, out).n_read)
    assert n_read == [2, 0, 1, 2]
    assert len(desk.stored()) == 3
    articles, rejects = read(desk)
    assert ([article.id for article in articles], rejects) == ([f"w{n}" for n in range(5)], [])
    assert visits.load(out, table="rejects").empty
    assert not list((desk.raw / "fetched" / ".state" / "unfinished").iterdir())


def test_of_a_record_that_a_drop_changes_the_newest_counts(desk: Desk) -> None:
    desk.source("drop", "jsonl", at="/latest.jsonl", outlet="Wire")
    out = desk.folder / "out"
    told = []
    for lines in (
        wire(0, "Anna") + wire(1),
        wire(0, "Berta") + wire(1),  # changed in its place
        wire(0, "Berta") + wire(1) + wire(0, "Carla"),  # and once more, further down
    ):
        desk.paper.put("/latest.jsonl", lines, "application/x-ndjson")
        desk.hours.sleep(60)
        desk.fetch()
        assert visits.build(desk.raw, out).n_read <= 2
        rejects = visits.load(out, table="rejects")
        assert set(rejects["reason"]) <= {"older version"}
        sentences = " ".join(visits.load(out, table="sentences").query("article_id == 'w0'")["text"])
        told.append((sentences.partition("Captain Regent ")[2].split()[0], len(rejects)))
    assert told == [("Anna", 0), ("Berta", 1), ("Carla", 2)]
    manifest = visits.build(desk.raw, out).manifest
    assert visits.build(desk.raw, out, full=True).manifest["content_hash"] == manifest["content_hash"]


def test_a_source_gone_silent_is_named(desk: Desk) -> None:
    desk.source(silent_days=3)
    desk.paper.feed("/a")
    desk.paper.article("/a")
    assert desk.one().silent_since is None
    desk.hours.sleep(2 * 86_400)
    assert desk.one().silent_since is None
    desk.hours.sleep(86_400)
    assert desk.one().silent_since == "2026-05-06"


def test_a_full_disk_ends_the_run_with_one_error(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.source()
    desk.paper.feed("/a")
    desk.paper.article("/a")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("visits.fetching.store.os.fsync", full)
    with pytest.raises(StoreError, match=r"No space left.*what was fetched so far is kept"):
        desk.fetch()
    monkeypatch.undo()
    assert len(desk.one().new) == 1


def test_one_run_at_a_time(desk: Desk) -> None:
    desk.source()

    def meanwhile(visit: object) -> tuple[int, dict[str, str], bytes]:
        with pytest.raises(BusyError, match=r"another update \(process \d+\) is fetching into .*--wait"):
            desk.fetch()
        return 410, {}, b""

    desk.paper.pages["/feed.xml"] = meanwhile
    assert desk.one().failure == "410 Gone"


def test_a_pair_that_a_kill_left_incomplete_is_completed(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    store.tidy()
    sha256, _ = store.keep(b"words", ".html", {"fetched": "2026-05-06T12:00:00.000Z"})
    store.path_of(sha256, ".html").unlink()
    assert list(read_folder(tmp_path)) == []
    assert list(store.described(set())) == []
    assert store.keep(b"words", ".html", {"fetched": "2026-05-07T12:00:00.000Z"}) == (sha256, True)
    assert [about["fetched"] for about in store.described(set())] == ["2026-05-07T12:00:00.000Z"]

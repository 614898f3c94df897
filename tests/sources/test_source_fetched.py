"""Fetched files: the newest version is read, older ones stay as history, and no half of a pair is ever read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import visits
from visits.model.article import Article, Reject
from visits.model.errors import SourceError
from visits.sources import list_files, read_file, read_folder

TEXT = "The president of Freedonia landed in Sylvania on Monday for a {} visit, her office said in a statement."
PAGE = "<html lang=en><head><title>Visit</title></head><body><article><p>{}</p></article></body></html>"
ADDRESS = "https://paper.example/visit"


def keep(root: Path, name: str, text: str, fetched: str, number: str = "", **about: str) -> Path:
    file = root / "fetched" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    sidecar = {"url": ADDRESS, "fetched": fetched, "source": "The Paper", **about}
    file.with_name(f"{name}{number}.json").write_text(json.dumps(sidecar))
    return file


def test_the_newest_version_is_read_and_the_older_one_is_history(tmp_path: Path) -> None:
    keep(tmp_path, "a.html", PAGE.format(TEXT.format("two-day")), "2026-03-01T10:00:00Z")
    keep(tmp_path, "b.html", PAGE.format(TEXT.format("three-day")), "2026-03-02T10:00:00Z")
    newest, older = read_folder(tmp_path)
    assert isinstance(newest, Article)
    assert (newest.id, newest.path, newest.source) == (ADDRESS, "fetched/b.html", "The Paper")
    assert isinstance(older, Reject)
    assert (older.path, older.reason, older.article_id) == ("fetched/a.html", "older version", ADDRESS)
    keep(tmp_path, "a.html", PAGE.format(TEXT.format("two-day")), "2026-03-03T10:00:00Z", ".2")
    assert [item.path for item in read_folder(tmp_path)] == ["fetched/a.html", "fetched/b.html"]


def test_a_file_that_the_user_put_there_goes_before_fetched_ones(tmp_path: Path) -> None:
    keep(tmp_path, "a.html", PAGE.format(TEXT.format("two-day")), "2026-03-01T10:00:00Z")
    (tmp_path / "own.txt").write_text(f"---\nurl: {ADDRESS}\n---\n{TEXT.format('long')}")
    assert [(item.path, type(item)) for item in read_folder(tmp_path)] == [
        ("own.txt", Article),
        ("fetched/a.html", Reject),
    ]


def test_a_sidecar_without_its_page_has_no_say(tmp_path: Path) -> None:
    file = keep(tmp_path, "a.html", PAGE, "2026-03-01T10:00:00Z")
    file.unlink()
    assert list(read_folder(tmp_path)) == []
    assert list_files(tmp_path) == []


def test_a_page_is_read_with_the_address_that_it_came_from(tmp_path: Path) -> None:
    file = keep(tmp_path, "a.html", PAGE.format(TEXT.format("two-day")), "2026-03-09T10:00:00Z")
    dated = "https://www.post.example/2026/03/04/visit"
    sidecar = {"url": ADDRESS, "final_address": dated, "listed_published": "2026-03-09T10:00:00+02:00"}
    file.with_name("a.html.json").write_text(json.dumps(sidecar))
    (article,) = read_folder(tmp_path)
    assert isinstance(article, Article)
    assert (article.id, article.source, str(article.published)) == (ADDRESS, "post.example", "2026-03-04")
    assert article.published_basis == "address"


def test_the_day_that_a_feed_gives_stands_in_for_the_pages_own(tmp_path: Path) -> None:
    page = PAGE.format(TEXT.format("two-day"))
    dated = page.replace("<head>", '<head><meta property="article:published_time" content="2026-03-01T08:00:00Z">')
    keep(tmp_path, "a.html", page, "2026-03-09T10:00:00Z", listed_published="2026-03-03T10:00:00+02:00")
    keep(
        tmp_path, "b.html", dated, "2026-03-09T10:00:00Z", url="https://paper.example/b", listed_published="2026-03-03"
    )
    found = {item.path: item for item in read_folder(tmp_path)}
    first, second = found["fetched/a.html"], found["fetched/b.html"]
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (str(first.published), first.published_basis) == ("2026-03-03", "given")
    assert (str(second.published), second.published_basis) == ("2026-03-01", "meta")


def test_days_in_digits_are_read_by_the_feed_or_the_country_of_the_source(tmp_path: Path) -> None:
    page = PAGE.format(f"Published 05/04/2026 | Updated 9 May 2026</p><p>{TEXT.format('two-day')}")
    told = {"a": {"listed_published": "2026-04-05"}, "b": {"country": "USA"}, "c": {}}
    for name, more in told.items():
        address = f"https://paper.example/{name}"
        keep(tmp_path, f"{name}.html", page, "2026-05-10T10:00:00Z", url=address, fetched_for="post", **more)
    found = {item.path[-6:-5]: item for item in read_folder(tmp_path) if isinstance(item, Article)}
    assert {name: str(item.published) for name, item in found.items()} == {
        "a": "2026-04-05", "b": "2026-05-04", "c": "None",
    }  # fmt: skip
    assert any("may be day or month first" in note for note in found["c"].notes)


def test_a_page_set_aside_is_named_by_its_address(tmp_path: Path) -> None:
    keep(tmp_path, "a.html", "<html><body><nav>Menu</nav></body></html>", "2026-03-01T10:00:00Z")
    (reject,) = read_folder(tmp_path)
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.article_id) == ("empty", ADDRESS)


def test_the_sidecar_of_many_records_gives_what_single_ones_lack(tmp_path: Path) -> None:
    lines = [{"id": "1", "text": TEXT.format("short")}, {"id": "2", "text": TEXT.format("long"), "source": "Wire"}]
    file = keep(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)), "2026-03-01T10:00:00Z")
    articles = [item for item in read_folder(tmp_path) if isinstance(item, Article)]
    assert [(item.id, item.source) for item in articles] == [("1", "The Paper"), ("2", "Wire")]
    assert list(read_file(file.with_name("a.jsonl.json"))) == []


def test_a_build_follows_the_newest_version_and_remembers_the_older_one(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    keep(raw, "a.html", PAGE.format(TEXT.format("two-day")), "2026-03-02T10:00:00Z")
    visits.build(raw, out)
    keep(raw, "b.html", PAGE.format(TEXT.format("three-day")), "2026-03-03T10:00:00Z")
    assert visits.build(raw, out, strict=True).n_read == 1
    assert visits.build(raw, out, strict=True).up_to_date
    assert list(visits.load(out, table="articles")["path"]) == ["fetched/b.html"]
    rejects = visits.load(out, table="rejects")
    assert [*rejects["path"], *rejects["reason"]] == ["fetched/a.html", "older version"]
    keep(raw, "a.html", PAGE.format(TEXT.format("two-day")), "2026-03-04T10:00:00Z", ".2")
    assert visits.build(raw, out).n_read == 0
    assert list(visits.load(out, table="articles")["path"]) == ["fetched/a.html"]
    (raw / "empty.txt").write_text("")
    with pytest.raises(SourceError, match=r"1 files or records .*empty\.txt"):
        visits.build(raw, out, strict=True)

"""What a build reads again, and that it comes to the same as one that reads everything."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telling import LiteralReader, published_files, take_literally, telling, write_lines

import visits
from visits import build_state, build_versions
from visits.build_state import State
from visits.model.errors import BusyError, ReleaseError, SourceError

CHINA = "prk-kim-jong-un to CHN from 2019-01-07 to 2019-01-10"
RUSSIA = "prk-kim-jong-un to RUS from 2019-04-24 to 2019-04-26"
KOREA = "chn-xi-jinping to PRK from 2019-06-20 to 2019-06-21"
MANY = [CHINA, RUSSIA, KOREA, "prk-kim-jong-un to CHN from 2019-01", "prk-kim-jong-un to CHN from 2019-01-08",
        "prk-kim-jong-un to CHN from 2018-06-19", "chn-xi-jinping to PRK from 2019"]  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def literal() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        take_literally(patch)
        patch.setattr(build_state, "_HELD_FROM", 2)
        patch.setattr(build_state, "_HELD_AT_ONCE", 2)
        yield


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    write_lines(
        tmp_path / "raw" / "wire.jsonl", [telling("a", CHINA), telling("b", CHINA, source="Post"), telling("c")]
    )
    write_lines(tmp_path / "raw" / "post.jsonl", [telling("d", RUSSIA), telling("e", KOREA)])
    return tmp_path / "raw"


def texts_read(raw: Path, out: Path, **options: bool) -> int:
    LiteralReader.texts.clear()
    release = visits.build(raw, out, **options)
    assert release.n_read == len(LiteralReader.texts)
    return release.n_read


def test_only_what_is_new_is_read(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert texts_read(raw, out) == 5
    assert texts_read(raw, out) == 0
    write_lines(raw / "wire.jsonl", [telling("c"), telling("f", RUSSIA), telling("a", CHINA), telling("b", KOREA)])
    assert texts_read(raw, out) == 2
    (raw / "wire.jsonl").rename(raw / "agency.jsonl")
    assert texts_read(raw, out) == 0
    paths = visits.load(out, table="articles").set_index("article_id")["path"]
    assert paths["a"] == "agency.jsonl#3"
    assert texts_read(raw, out, full=True) == 6


def test_a_removed_file_takes_its_reports_along(raw: Path, tmp_path: Path) -> None:
    visits.build(raw, tmp_path / "out")
    (raw / "post.jsonl").unlink()
    assert texts_read(raw, tmp_path / "out") == 0
    assert visits.load(tmp_path / "out")["host_country"].tolist() == ["CHN"]
    assert len(visits.load(tmp_path / "out", table="articles")) == 3


def test_an_article_is_read_when_the_one_that_hid_it_goes(raw: Path, tmp_path: Path) -> None:
    write_lines(raw / "zz.jsonl", [telling("d", KOREA)])
    assert texts_read(raw, tmp_path / "out") == 5
    (raw / "post.jsonl").unlink()
    assert texts_read(raw, tmp_path / "out") == 1
    assert sorted(visits.load(tmp_path / "out")["host_country"]) == ["CHN", "PRK"]
    assert visits.load(tmp_path / "out", table="rejects").empty


def test_a_sidecar_counts_as_its_article(raw: Path, tmp_path: Path) -> None:
    text = f"---\nid: own\n---\nThe agency told its readers of this visit in so many words. {CHINA}."
    (raw / "own.txt").write_text(text)
    (raw / "own.json").write_text('{"source": "Weekly"}')
    assert texts_read(raw, tmp_path / "out") == 6
    (raw / "own.json").write_text('{"source": "Yearly"}')
    assert texts_read(raw, tmp_path / "out") == 1
    assert "Yearly" in visits.load(tmp_path / "out", table="articles")["source"].tolist()


def test_what_the_rules_or_the_sources_change_is_done_again(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    visits.build(raw, out)
    monkeypatch.setattr(build_versions, "versions_of", lambda *_: {"program": "another"})
    assert texts_read(raw, out) == 0
    monkeypatch.setattr(build_versions, "sources_version", lambda: "another")
    monkeypatch.setattr(build_versions, "versions_of", lambda *_: {"program": "a third"})
    assert texts_read(raw, out) == 0
    monkeypatch.setattr(build_versions, "rules_version", lambda *_: "another")
    monkeypatch.setattr(build_versions, "versions_of", lambda *_: {"program": "a fourth"})
    assert texts_read(raw, out) == 5


def test_the_rules_version_follows_the_rooms_that_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "visits"
    shutil.copytree(Path(build_versions.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(build_versions, "_PACKAGE", package)
    before = build_versions.rules_version(None, None), build_versions.sources_version()
    (package / "consolidation" / "match.py").write_text("changed")
    (package / "checks" / "run.py").write_text("changed")
    assert (build_versions.rules_version(None, None), build_versions.sources_version()) == before
    (package / "lexicon" / "data" / "offices.yaml").write_text("[]")
    assert build_versions.rules_version(None, None) != before[0]
    assert build_versions.sources_version() == before[1]
    own = tmp_path / "own"
    own.mkdir()
    assert build_versions.rules_version(None, own) != build_versions.rules_version(own, None)


@pytest.mark.parametrize("damage", ["not a database at all", "", None])
def test_a_damaged_state_is_made_anew(raw: Path, tmp_path: Path, damage: str | None) -> None:
    out = tmp_path / "out"
    visits.build(raw, out)
    before = published_files(out)
    path = build_state.path_of(out)
    if damage is None:
        content = bytearray(path.read_bytes())
        content[-600:-500] = bytes(100)
        content[4096 * 2 : 4096 * 2 + 64] = b"\xff" * 64
        path.write_bytes(content)
    else:
        path.write_text(damage)
    write_lines(raw / "more.jsonl", [telling("g", CHINA)])
    release = visits.build(raw, out)
    assert release.n_read == 6
    assert ("damaged" in "".join(release.notes)) == (damage != "")
    (raw / "more.jsonl").unlink()
    visits.build(raw, out)
    assert published_files(out)["visits.csv"] == before["visits.csv"]


def held(out: Path, change: str = "") -> list[tuple[str, int]]:
    with closing(sqlite3.connect(build_state.path_of(out))) as state, state:
        state.execute(change or "SELECT 1")
        return state.execute("SELECT file, n FROM held ORDER BY file, n").fetchall()


def test_a_file_of_many_records_is_looked_up_as_one(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    visits.build(raw, out)
    assert held(out) == [("post.jsonl", 0), ("wire.jsonl", 0), ("wire.jsonl", 2)]
    write_lines(raw / "more.jsonl", [telling("g", CHINA)])
    with monkeypatch.context() as patch:
        patch.setattr(State, "_looked_up", lambda *_: pytest.fail("looked up one by one"))
        assert texts_read(raw, out) == 1
    held(out, "DELETE FROM held WHERE n = 2")  # half of a file's records is no use
    write_lines(raw / "more.jsonl", [telling("g", RUSSIA)])
    assert texts_read(raw, out) == 1
    assert len(visits.load(out, table="articles")) == 6
    assert len(held(out)) == 3
    write_lines(raw / "wire.jsonl", [telling("a", CHINA)])
    assert texts_read(raw, out) == 0
    assert held(out) == [("post.jsonl", 0)]
    held(out, "UPDATE held SET items = CAST(items || ' ' AS BLOB)")
    write_lines(raw / "more.jsonl", [telling("g", KOREA)])
    release = visits.build(raw, out)
    assert (release.n_read, "damaged" in "".join(release.notes)) == (4, True)


def test_a_disk_that_fills_while_articles_are_read_is_said(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    visits.build(raw, out)
    before = published_files(out)
    write_lines(raw / "more.jsonl", [telling(f"more {n}", CHINA) for n in range(30)])
    connect = build_state._connect

    def connected(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes what there is
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(build_state, "_connect", connected)
        with pytest.raises(ReleaseError, match=r"(?s)disk is full.*Free some space.*last release is untouched"):
            visits.build(raw, out)
    assert published_files(out) == before
    assert visits.build(raw, out).counts["articles"] == 35


def test_a_second_build_waits_or_says_who_builds(raw: Path, tmp_path: Path) -> None:
    from visits.build_lock import only_build

    out, told = tmp_path / "out", []
    with only_build(out, wait=True, progress=lambda *_: None):
        with pytest.raises(BusyError, match=rf"process {os.getpid()}\) is building.*--no-wait"):
            visits.build(raw, out, wait=False)

        class ImpatientError(Exception):
            pass

        def gives_up(step: str, done: int, total: int | None) -> None:
            told.append(step)
            raise ImpatientError

        with pytest.raises(ImpatientError):
            visits.build(raw, out, progress=gives_up)
    assert told == [f"waiting: another build (process {os.getpid()}) is building in {out}"]
    assert visits.build(raw, out, wait=False).counts["articles"] == 5


def test_a_refused_first_build_leaves_nothing(raw: Path, tmp_path: Path) -> None:
    (raw / "empty.txt").write_text("")
    with pytest.raises(SourceError):
        visits.build(raw, tmp_path / "out", strict=True)
    assert not (tmp_path / "out").exists()


Corpus = dict[str, list[tuple[str, list[str]]]]
articles = st.tuples(st.sampled_from("abcdefgh"), st.lists(st.sampled_from(MANY), max_size=2, unique=True))
corpora = st.dictionaries(st.sampled_from(["one", "two", "three"]), st.lists(articles, max_size=4), max_size=3)


def lay_out(raw: Path, corpus: Corpus) -> None:
    shutil.rmtree(raw, ignore_errors=True)
    raw.mkdir()
    for name, lines in corpus.items():
        write_lines(raw / f"{name}.jsonl", [telling(article_id, *told) for article_id, told in lines])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(corpora, min_size=2, max_size=4))
def test_whatever_came_before_a_build_equals_one_that_reads_everything(
    tmp_path_factory: pytest.TempPathFactory, history: list[Corpus]
) -> None:
    folder = tmp_path_factory.mktemp("history")
    raw, out, copy = folder / "raw", folder / "out", folder / "copy"
    for corpus in history:
        lay_out(raw, corpus)
        shutil.rmtree(copy, ignore_errors=True)
        if out.exists():
            shutil.copytree(out, copy, symlinks=True)
        visits.build(raw, out)
        visits.build(raw, copy, full=True)
        assert published_files(out) == published_files(copy)
    visits.build(raw, folder / "fresh")
    mine, fresh = published_files(out), published_files(folder / "fresh")
    for name in ("articles.csv", "rejects.csv"):
        assert mine[name] == fresh[name]
    assert json.loads(mine["manifest.json"])["counts"] == json.loads(fresh["manifest.json"])["counts"]

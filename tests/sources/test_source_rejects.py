"""Whatever is not read says why, and costs only itself."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from visits.model.article import LONGEST_READ, Article, Reject
from visits.sources import Limits, read_file, read_folder
from visits.sources.english import is_english

RANDOM = Random(0)
TEXT = "The president of Freedonia landed in Sylvania on Monday for a two-day visit, her office said."
GERMAN = (
    "Der Präsident ist am Montag zu einem zweitägigen Besuch in der Hauptstadt eingetroffen, wie das Büro mitteilte. "
    "Er wurde am Flughafen von dem Ministerpräsidenten empfangen, und die beiden werden sich am Dienstag auch zu "
    "Gesprächen treffen, die nach Angaben aus der Delegation nicht öffentlich sind."
)


def reject(path: Path, **options: Limits) -> Reject:
    items = list(read_file(path, path.parent, **options))
    assert len(items) == 1, items
    assert isinstance(items[0], Reject), items[0]
    assert items[0].detail
    return items[0]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t \xef\xbb\xbf", "empty"),
        ("a.txt", b"---\ntitle: only that\n---\n", "empty"),
        ("a.html", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.json", b"", "empty"),
        ("a.json", b"[]", "empty"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"id,text\n", "empty"),
        ("a.jsonl", b'{"id": "1", "text": ""}', "empty"),
        ("a.jsonl", b'{"id": "1", "summary": "no text field at all in it"}', "empty"),
        ("a.csv", b"id,when\n1,2019\n", "empty"),
        ("a.txt", b"Too short a text.", "too short"),
        ("a.txt", GERMAN.encode(), "not English"),
        ("a.jsonl", json.dumps({"text": TEXT, "lang": "fr"}).encode(), "not English"),
        ("a.json", b'{"text": "cut', "broken"),
        ("a.json", b"42", "broken"),
        ("a.jsonl.gz", b"not gzip at all, whatever its name", "broken"),
        ("a.jsonl.gz", gzip.compress(b"x")[:-6], "broken"),
        ("a.parquet", b"PAR1 no parquet", "broken"),
        ("a.txt", bytes(range(256)) * 40, "broken"),
        ("a.pdf", b"%PDF-1.4", "unsupported format"),
        ("a.zip", b"PK", "unsupported format"),
        ("noending", TEXT.encode(), "unsupported format"),
        ("a.parquet.gz", b"x", "unsupported format"),
    ],
)
def test_reasons(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = reject(path)
    assert found.reason == reason
    assert found.path.partition("#")[0] == name


def test_parquet_without_a_text_column_and_without_rows(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": [1, 2], "when": [3, 4]}), tmp_path / "a.parquet")
    assert "id, when" in reject(tmp_path / "a.parquet").detail
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "b.parquet")
    assert reject(tmp_path / "b.parquet").reason == "empty"


def test_damaged_parquet_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = [{"id": f"n{n}", "text": f"{TEXT} {RANDOM.getrandbits(8000)}"} for n in range(400)]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=100, compression="gzip", use_dictionary=False)
    content = bytearray(path.read_bytes())
    middle = len(content) * 3 // 4
    content[middle : middle + 2000] = b"\x00" * 2000
    path.write_bytes(content)
    items = list(read_file(path))
    assert sum(isinstance(item, Article) for item in items) >= 100
    assert [item.reason for item in items if isinstance(item, Reject)] == ["broken"]


def test_gzip_cut_short_keeps_what_came_before(tmp_path: Path) -> None:
    lines = b"".join(json.dumps({"id": str(n), "text": f"{TEXT} {RANDOM.getrandbits(400)}"}).encode() + b"\n"
                     for n in range(9000))  # fmt: skip
    packed = gzip.compress(lines)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    *items, last = read_file(path)
    assert len(items) > 1000
    assert all(isinstance(item, Article) for item in items)
    assert isinstance(last, Reject)
    assert (last.reason, last.path) == ("broken", "a.jsonl.gz")


def test_oversized(tmp_path: Path) -> None:
    small = Limits(record_bytes=1000)
    long = (TEXT + " ") * 20
    cases = {
        "a.txt": long,
        "b.txt": long * 10,
        "a.jsonl": json.dumps({"id": "x", "text": long}),
        "b.jsonl": json.dumps({"id": "x", "text": long * 10}),
        "a.csv": f'id,text\n1,"{long}"\n',
        "b.csv": f"id,text\n1,{long * 10}\n",
    }
    for name, content in cases.items():
        (tmp_path / name).write_text(content)
        assert reject(tmp_path / name, limits=small).reason == "oversized", name


def test_an_oversized_line_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": TEXT * (100 if n == 1 else 1)}) for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    items = list(read_file(tmp_path / "a.jsonl", limits=Limits(record_bytes=1000)))
    assert [(type(item).__name__, item.path) for item in items] == [
        ("Article", "a.jsonl#1"),
        ("Reject", "a.jsonl#2"),
        ("Article", "a.jsonl#3"),
    ]


def test_gzip_bomb_is_bounded(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": TEXT}).encode() + b"\n"
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(line + b" " * 150_000_000))
    first, last = read_file(path)
    assert isinstance(first, Article)
    assert isinstance(last, Reject)
    assert last.reason == "oversized"
    text = tmp_path / "b.txt.gz"
    text.write_bytes(gzip.compress(b"a" * 100_000_000))
    assert reject(text).reason == "oversized"


def test_the_same_article_twice_is_a_duplicate_that_names_the_first(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    kept, second = read_folder(tmp_path)
    assert isinstance(kept, Article)
    assert isinstance(second, Reject)
    assert (second.reason, second.path, second.article_id) == ("duplicate", "b.txt", kept.id)
    assert "a.txt" in second.detail


def test_an_id_used_twice_keeps_the_first_and_names_it(tmp_path: Path) -> None:
    rows = [{"id": "1", "text": TEXT}, {"id": "1", "text": TEXT + " More."}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    kept, second = read_folder(tmp_path)
    assert isinstance(kept, Article)
    assert isinstance(second, Reject)
    assert (second.reason, second.path, second.article_id) == ("id used twice", "a.jsonl#2", "1")
    assert "a.jsonl#1" in second.detail


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_not_readable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    assert reject(tmp_path / "a.txt").reason == "not readable"


def test_an_error_of_the_disk_is_not_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def failing(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", failing)
    found = reject(tmp_path / "a.txt")
    assert (found.reason, found.detail) == ("not readable", "Permission denied: check the file's permissions.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipes_and_broken_links_do_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere.txt")
    items = list(read_folder(tmp_path))
    assert [(item.path, item.reason) for item in items if isinstance(item, Reject)] == [
        ("a.txt", "not readable"),
        ("b.txt", "not readable"),
    ]


def test_english_gets_the_benefit_of_the_doubt() -> None:
    assert is_english("Kim visits Beijing")
    assert is_english("Shr 41 cts vs 51 cts. Net 5,952,000 vs 4,374,000. Revs 41.2 mln vs 35.1 mln. " * 5)
    assert not is_english("朝鲜领导人金正恩星期二抵达北京。")
    assert not is_english("Лидер КНДР прибыл во вторник в Пекин")


def test_a_text_of_which_only_the_beginning_is_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text((TEXT + "\n") * (LONGEST_READ // len(TEXT) + 1), encoding="utf-8")
    [article] = read_file(path, tmp_path)
    assert isinstance(article, Article)
    assert f"only the first {LONGEST_READ:,} are read" in article.notes[-1]
    path.write_text(TEXT, encoding="utf-8")
    [short] = read_file(path, tmp_path)
    assert isinstance(short, Article)
    assert not any("are read" in note for note in short.notes)

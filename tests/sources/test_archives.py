"""Web archives: pages in, whatever their encoding; a broken record costs only itself; the newest capture counts."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import warc
from commands import Ran

import visits
from visits.model.article import Article, Reject
from visits.sources import Limits, read_file, read_folder

TOWN = "The council of the town voted on Tuesday to mend the bridge, and residents said that it was about time."


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def wacz(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, content in members:
            package.writestr(name, content)
    return buffer.getvalue()


def chunked(body: bytes) -> bytes:
    pieces = [body[i : i + 100] for i in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def many(*numbers: int) -> list[bytes]:
    return [warc.record(f"https://paper.example/{n}", warc.story(title=f"Visit number {n}")) for n in numbers]


def ids(path: Path) -> list[str]:
    return [item.id if isinstance(item, Article) else item.reason for item in read_file(path)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.warc", b"".join(many(1, 2))),
        ("a.warc.gz", warc.packed(*many(1, 2))),
        ("whole.warc.gz", gzip.compress(b"".join(many(1, 2)))),
        ("a.wacz", wacz(("archive/data.warc.gz", warc.packed(*many(1, 2))), ("pages/pages.jsonl", b"{}"))),
        ("b.wacz", wacz(("archive/data.warc", b"".join(many(1, 2))), method=zipfile.ZIP_DEFLATED)),
    ],
)
def test_every_kind_of_archive_gives_its_pages(tmp_path: Path, name: str, content: bytes) -> None:
    items = list(read_file(written(tmp_path / name, content)))
    assert [item.id for item in items if isinstance(item, Article)] == [f"https://paper.example/{n}" for n in (1, 2)]
    first = items[0]
    assert isinstance(first, Article)
    assert (first.title, first.url, first.fetched) == ("Visit number 1", first.id, "2012-10-09T12:00:00Z")
    assert first.text.startswith(warc.VISIT)
    assert len({item.path for item in items}) == 2


def test_a_path_ends_with_the_offset_of_its_record(tmp_path: Path) -> None:
    records = many(1, 2)
    content = warc.packed(*records)
    second = list(read_file(written(tmp_path / "a.warc.gz", content)))[1]
    offset = int(second.path.partition("#")[2])
    assert gzip.decompress(content[offset:]) == records[1]


BODY = warc.story()
RAW_DEFLATE = zlib.compress(BODY)[2:-4]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(BODY), ["Transfer-Encoding: chunked"]),
        (gzip.compress(BODY), ["Content-Encoding: gzip"]),
        (brotli.compress(BODY), ["Content-Encoding: br"]),
        (zlib.compress(BODY), ["Content-Encoding: deflate"]),
        (RAW_DEFLATE, ["Content-Encoding: deflate"]),
        (chunked(gzip.compress(BODY)), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (BODY, ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),  # unpacked by the crawler, headers kept
        (BODY, ["Content-Encoding: br"]),
        (BODY, ["Content-Encoding: identity"]),
    ],
)
def test_bodies_in_any_encoding(tmp_path: Path, body: bytes, headers: list[str]) -> None:
    content = warc.packed(warc.record("https://paper.example/1", body, warc.HTML, *headers))
    assert ids(written(tmp_path / "a.warc.gz", content)) == ["https://paper.example/1"]


def test_the_charset_of_the_server_counts_before_the_pages_own(tmp_path: Path) -> None:
    page = warc.story("Premier Péter Őry arrived in Łódź on Tuesday for a two-day visit, and the café was full.")
    body = page.decode().replace("<head>", '<head><meta charset="iso-8859-1">').encode("iso-8859-2", errors="replace")
    content = warc.packed(warc.record("https://paper.example/1", body, "Content-Type: text/html; charset=iso-8859-2"))
    (article,) = read_file(written(tmp_path / "a.warc.gz", content))
    assert isinstance(article, Article)
    assert article.text.startswith("Premier Péter Őry arrived in Łódź")


@pytest.mark.parametrize("charset", ["idna", "punycode", "utf-8", "nonsense", '"', ""])
def test_a_wrong_or_missing_charset_costs_nothing(tmp_path: Path, charset: str) -> None:
    body = warc.story(f"{warc.VISIT} The café stayed open.").decode().encode("cp1252")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        warc.packed(warc.record("https://paper.example/1", body, f"Content-Type: text/html; charset={charset}"), TWO)
    )
    first, second = read_file(path)
    assert isinstance(first, Article)
    assert "café" in first.text
    assert isinstance(second, Article)


def test_a_page_that_breaks_its_reader_costs_only_itself(tmp_path: Path) -> None:
    def breaking(text: str) -> bool:
        if "number 2" in text:
            raise RecursionError("too deep")
        return True

    items = list(read_file(written(tmp_path / "a.warc.gz", P1 + P2 + P3), wanted=breaking))
    assert [type(item) for item in items] == [Article, Reject, Article]
    assert "RecursionError: too deep" in getattr(items[1], "detail", "")


def test_only_pages_that_a_server_gave_are_looked_at(tmp_path: Path) -> None:
    content = warc.packed(
        warc.record("https://paper.example/request", kind="request"),
        warc.record("https://paper.example/gone", status="404 Not Found"),
        warc.record("https://paper.example/moved", status="301 Moved"),
        warc.record("https://paper.example/picture", b"\x89PNG", "Content-Type: image/png"),
        warc.record("https://paper.example/data", b"{}", "Content-Type: application/json"),
        warc.record(
            "https://paper.example/text",
            f"Chancellor visits Athens\n\n{warc.VISIT}".encode(),
            "Content-Type: text/plain",
        ),
        warc.record("https://paper.example/unnamed", None, "Server: old"),
    )
    articles = [item for item in read_file(written(tmp_path / "a.warc.gz", content)) if isinstance(item, Article)]
    assert [article.id.rpartition("/")[2] for article in articles] == ["text", "unnamed"]
    assert (articles[0].title, articles[0].text) == ("Chancellor visits Athens", warc.VISIT)


def damaged(content: bytes) -> bytes:
    return content[:120] + bytes(byte ^ 0xFF for byte in content[120:160]) + content[160:]


ONE, TWO, THREE = many(1, 2, 3)
P1, P2, P3 = (warc.packed(one) for one in (ONE, TWO, THREE))


@pytest.mark.parametrize(
    ("name", "content", "left"),
    [
        ("damaged.warc.gz", P1 + damaged(P2) + P3, [1, 3]),
        ("twice.warc.gz", damaged(P1) + damaged(P2) + P3, [3]),
        ("header.warc.gz", P1 + warc.packed(TWO.replace(b"WARC/1.0", b"KRAW/1.0")) + P3, [1, 3]),
        ("garbage.warc.gz", P1 + b"no gzip at all" * 40 + P3, [1, 3]),
        ("request.warc.gz", P1 + damaged(warc.packed(warc.record(kind="request"))) + P2 + P3, [1, 2, 3]),
        ("cut.warc.gz", P1 + P2 + P3[:-200], [1, 2]),
        ("garbage.warc", ONE + b"what is this\r\n" * 9 + THREE, [1, 3]),
        ("length.warc", ONE + TWO.replace(b"Content-Length: ", b"Content-Length: x") + THREE, [1, 3]),
        ("cut.warc", ONE + TWO + THREE[:-200], [1, 2]),
    ],
)
def test_a_broken_record_costs_only_itself(tmp_path: Path, name: str, content: bytes, left: list[int]) -> None:
    items = list(read_file(written(tmp_path / name, content)))
    assert [int(item.id[-1]) for item in items if isinstance(item, Article)] == left
    rejects = [item for item in items if isinstance(item, Reject)]
    assert rejects
    assert len(rejects) <= 4 - len(left)
    for reject in rejects:
        assert reject.reason == "broken"
        assert reject.path.startswith(f"{name}#")
        assert "byte" in reject.detail


@pytest.mark.parametrize(
    ("body", "header", "reason"),
    [
        (gzip.compress(BODY)[:-30], "Content-Encoding: gzip", "broken"),
        (gzip.compress(b" " * 9_000_000), "Content-Encoding: gzip", "oversized"),
        (brotli.compress(b" " * 9_000_000), "Content-Encoding: br", "oversized"),
        (b" " * 600_000, "Server: old", "oversized"),
        (BODY, "Content-Encoding: rot13", "broken"),
        (chunked(BODY)[:-120], "Transfer-Encoding: chunked", "broken"),
        (warc.STORY.format(title="", text="").encode(), "X: y", None),
        (
            b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
            "X: y",
            "bot check",
        ),
    ],
)
def test_a_page_that_is_none_says_where_it_stands(tmp_path: Path, body: bytes, header: str, reason: str | None) -> None:
    content = warc.packed(warc.record("https://paper.example/1", body, warc.HTML, header), TWO)
    items = list(read_file(written(tmp_path / "a.warc.gz", content), limits=Limits(record_bytes=100_000)))
    assert isinstance(items[1], Article)
    if reason is not None:
        assert isinstance(items[0], Reject)
        assert (items[0].reason, items[0].article_id) == (reason, "https://paper.example/1")
        assert "the record at byte 0" in items[0].detail


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.wacz", b"PK no zip", "broken"),
        ("b.wacz", wacz(("datapackage.json", b"{}")), "empty"),
        ("c.warc", b"no archive", "broken"),
        ("d.warc.gz", b"no gzip", "broken"),
        ("e.wacz.gz", b"", "unsupported format"),
    ],
)
def test_what_is_no_archive(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (item,) = read_file(written(tmp_path / name, content))
    assert isinstance(item, Reject)
    assert item.reason == reason


def test_a_damaged_part_of_a_wacz_leaves_the_others(tmp_path: Path) -> None:
    content = bytearray(wacz(("archive/a.warc", ONE), ("archive/b.warc", TWO)))
    at = content.find(b"Visit number 1")
    content[at : at + 5] = b"!!!!!"  # the zip's checksum tells
    assert ids(written(tmp_path / "a.wacz", bytes(content)))[-1] == "https://paper.example/2"


def test_pages_before_the_damage_in_a_wacz_are_read(tmp_path: Path) -> None:
    long = warc.story(warc.VISIT + " Little else was told." * 300)
    content = bytearray(
        wacz(("archive/a.warc", b"".join(warc.record(f"https://paper.example/{n}", long) for n in range(40))))
    )
    content[content.rfind(b"Little")] ^= 0xFF  # the zip's checksum tells, when its end is read
    found = ids(written(tmp_path / "a.wacz", bytes(content)))
    assert found[:3] == [f"https://paper.example/{n}" for n in range(3)]
    assert found[-1] == "broken"


# The gate, and builds


def archive(path: Path, *records: bytes) -> Path:
    return written(path, warc.packed(*records))


def test_the_gate_turns_pages_away_before_they_are_taken_apart(tmp_path: Path) -> None:
    seen: list[str] = []

    def wanted(text: str) -> bool:
        seen.append(text)
        return "Merkel" in text

    town = warc.record("https://paper.example/town", warc.story(TOWN))
    hidden = warc.story("Short.").decode().replace("<body>", "<body><nav>Angela Merkel</nav>").encode()
    menu = warc.record("https://paper.example/menu", hidden)
    path = archive(tmp_path / "a.warc.gz", town, menu, ONE)
    assert [item.id for item in read_file(path, wanted=wanted) if isinstance(item, Article)] == [
        "https://paper.example/1"
    ]
    assert len(seen) == 3


def test_an_article_that_only_the_json_ld_holds_is_seen_by_the_gate(tmp_path: Path) -> None:
    told = json.dumps({"@type": "NewsArticle", "headline": "A visit", "articleBody": f"{warc.VISIT} {TOWN}"})
    page = (
        f'<html><head><script type="application/ld+json">{told}</script></head><body><div id=root></div></body></html>'
    )
    path = archive(tmp_path / "a.warc.gz", warc.record("https://paper.example/1", page.encode()))
    (article,) = read_file(path, wanted=lambda text: "Merkel arrived in Athens" in text)
    assert isinstance(article, Article)
    assert article.text == f"{warc.VISIT} {TOWN}"


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., visits.Release]:
    return lambda **options: visits.build(tmp_path / "raw", tmp_path / "out", **options)


def test_a_build_counts_what_is_turned_away_and_remembers_it(
    tmp_path: Path, built: Callable[..., visits.Release], run: Callable[..., Ran]
) -> None:
    towns = [warc.record(f"https://paper.example/town-{n}", warc.story(TOWN)) for n in range(5)]
    archive(tmp_path / "raw" / "crawl.warc.gz", *towns, ONE)
    release = built()
    assert (release.counts["articles"], release.counts["turned_away"], release.counts["visits"]) == (1, 5, 1)
    assert release.counts["rejects"] == 0
    written(tmp_path / "raw" / "more.txt", TOWN.encode())
    again = built()
    assert (again.n_read, again.counts["turned_away"]) == (1, 5)
    assert built(full=True).manifest == again.manifest
    ran = run("build", tmp_path / "raw", tmp_path / "out", "--full")
    assert "5 pages of archives turned away" in ran.out


def test_the_newest_capture_counts_in_a_build_in_whatever_order_it_comes(
    tmp_path: Path, built: Callable[..., visits.Release]
) -> None:
    texts = {"2012-10-08": "one-day", "2012-10-09": "two-day", "2012-10-10": "three-day"}
    captures = {
        day: warc.record(
            "https://paper.example/1", warc.story(warc.VISIT.replace("two-day", text)), captured=f"{day}T12:00:00Z"
        )
        for day, text in texts.items()
    }
    raw = tmp_path / "raw"
    archive(raw / "b.warc.gz", captures["2012-10-09"], captures["2012-10-08"])
    first = built()
    assert list(visits.load(first.folder, table="articles")["fetched"]) == ["2012-10-09T12:00:00Z"]
    archive(raw / "c.warc.gz", captures["2012-10-10"])
    built()
    archive(raw / "a.warc.gz", captures["2012-10-08"])
    release = built(strict=True)  # older captures are no fault
    (article,) = visits.load(release.folder, table="articles").to_dict("records")
    assert (article["fetched"], article["path"].partition("#")[0]) == ("2012-10-10T12:00:00Z", "c.warc.gz")
    rejects = visits.load(release.folder, table="rejects")
    assert set(rejects["reason"]) == {"older version"}
    assert len(rejects) == 3
    claims = visits.load(release.folder, table="claims", all_roles=True)
    assert set(claims[claims["field"] == "duration_days"]["quote"]) == {"three-day"}
    assert built(full=True).manifest["content_hash"] == release.manifest["content_hash"]


def test_an_article_of_the_users_own_goes_before_its_captures(
    tmp_path: Path, built: Callable[..., visits.Release]
) -> None:
    archive(tmp_path / "raw" / "a.warc.gz", ONE)
    own = f"---\nurl: https://paper.example/1\npublished: 2012-10-09\n---\n{warc.VISIT}"
    written(tmp_path / "raw" / "own.txt", own.encode())
    release = built()
    assert list(visits.load(release.folder, table="articles")["path"]) == ["own.txt"]


def test_extract_reads_archives_through_the_gate(tmp_path: Path, run: Callable[..., Ran]) -> None:
    path = archive(tmp_path / "a.warc.gz", warc.record("https://paper.example/town", warc.story(TOWN)), ONE)
    ran = run("extract", path, "-o", tmp_path / "out.jsonl")
    assert ran.code == 0
    assert "1 article read, 1 page of archives turned away, 1 visit found" in ran.err
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize("order", [("2012-10-08", "2012-10-10", "2012-10-09"), ("2012-10-10", "2012-10-08")])
def test_extract_follows_the_newest_capture_as_a_build_does(
    tmp_path: Path, built: Callable[..., visits.Release], run: Callable[..., Ran], order: tuple[str, ...]
) -> None:
    files = [
        archive(
            tmp_path / "raw" / f"{n}.warc.gz",
            warc.record("https://paper.example/1", warc.story(f"{warc.VISIT} {day}"), captured=f"{day}T12:00:00Z"),
        )
        for n, day in enumerate(order)
    ]
    (article,) = visits.load(built().folder, table="articles").to_dict("records")
    for given in ([tmp_path / "raw"], files):
        ran = run("extract", *given, "-o", tmp_path / "out.jsonl")
        assert ran.code == 0, ran.err
        assert f"1 article read, {len(order) - 1} set aside, 1 visit found" in ran.err
        lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
        (newest,) = [n for n, line in enumerate(lines) if line["visits"]]
        assert order[newest] == article["fetched"][:10] == "2012-10-10"
        assert all("older version" in line["rejected"] for n, line in enumerate(lines) if n != newest)
        assert run("extract", *given, "-o", "-").out == (tmp_path / "out.jsonl").read_text()


def test_a_folder_keeps_the_first_capture_where_it_streams(tmp_path: Path) -> None:
    records = [warc.record("https://paper.example/1", captured=f"2012-10-0{n}T00:00:00Z") for n in (8, 9)]
    archive(tmp_path / "a.warc.gz", *records)
    assert [type(item).__name__ for item in read_folder(tmp_path)] == ["Article", "Reject"]

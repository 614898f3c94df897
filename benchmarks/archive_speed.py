"""How fast web archives are read, beside a floor that no reader of the same file can beat.

    python benchmarks/archive_speed.py [--pages N] [--file ARCHIVE.warc.gz] [--workers N]

A `.warc.gz` of N news-like pages of invented words is written (see `archive_pages.py`): mostly ordinary news, few that
tell of a visit. The floor iterates over its records with fastwarc and decodes each page; the reader does that too, asks
the gate for each page whether it can tell of a visit, and takes those apart that can.

In one process the two take turns over the file and their processor time is counted, so that both have the same share of
what else the machine does. Then the file is read as users read it, with worker processes, and by the clock.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from archive_pages import SHARES, made_page
from fastwarc.warc import ArchiveIterator, WarcRecordType

from visits.build import page_gate
from visits.build_memory import collecting_seldom
from visits.build_pages import PageTeam
from visits.cli_options import processors
from visits.model.article import Article
from visits.sources import Limits, Wanted, read_file
from visits.sources.page_parts import parts_of
from visits.sources.web_pages import page_record

IN_TURN = 10
"""Articles that the reader reads in its turn; the floor then goes over the pages that were judged for them."""


@dataclass(frozen=True)
class Speed:
    """What a run measured: pages, megabytes packed and unpacked, articles taken apart, megabytes of memory at most.

    `floor_seconds` and `reader_seconds` are of processor time, in one process; `floor_wall` and `reader_wall` are by
    the clock, the latter with so many workers.
    """

    pages: int
    packed: float
    unpacked: float
    floor_seconds: float
    reader_seconds: float
    floor_wall: float
    reader_wall: float
    workers: int
    articles: int
    visits: int
    peak: float

    @property
    def ratio(self) -> float:
        """How many times as long as the floor the reader takes in one process."""
        return self.reader_seconds / self.floor_seconds


def write_archive(path: Path, pages: int) -> None:
    """Write an archive of as many made pages, each record a gzip member, as crawlers do."""
    with path.open("wb") as file:
        for number in range(pages):
            page = made_page(number)
            file.write(gzip.compress(record(page.address, page.html.encode()), 6))


def record(address: str, body: bytes, captured: str = "2020-01-01T00:00:00Z") -> bytes:
    """A WARC record of a page that was fetched without trouble."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: {captured}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@cache
def made_gate() -> Wanted:
    """The gate, made once in each process."""
    return page_gate()


def floor(path: Path) -> Iterator[int]:
    """The characters of each page of an archive, for no more than iterating and decoding."""
    for response in ArchiveIterator(str(path), record_types=WarcRecordType.response):
        yield len(response.reader.read().decode(response.http_charset or "utf-8", errors="replace"))


def measure(path: Path, workers: int) -> Speed:
    """Time floor and reader on an archive; building the gate isn't counted, but starting workers is."""
    for address in ("visit-0", "town-0"):  # libraries that are imported when they are first needed
        page = made_page(0)
        page_record(address, parts_of(page.html.encode()), Limits())
        made_gate()(page.html)
    with collecting_seldom():  # as builds do
        turns = Turns(path, made_gate())
        begin = time.perf_counter()
        pages = sum(1 for _ in floor(path))
        floor_wall = time.perf_counter() - begin
        with PageTeam(made_gate, workers) as team:
            begin = time.perf_counter()
            articles = [_brief(item) for item in read_file(path, wanted=team)]
            reader_wall = time.perf_counter() - begin
    if articles != turns.articles:
        raise SystemExit("Workers read other articles than one process does.")
    return Speed(
        pages=pages,
        packed=path.stat().st_size / 1e6,
        unpacked=turns.characters / 1e6,
        floor_seconds=turns.floor_seconds,
        reader_seconds=turns.reader_seconds,
        floor_wall=floor_wall,
        reader_wall=reader_wall,
        workers=workers,
        articles=len(articles),
        visits=sum("/visit-" in address for address in articles),
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


class Turns:
    """Floor and reader that take turns over an archive in one process: the seconds of each, and what they read."""

    def __init__(self, path: Path, gate: Wanted):
        self.floor_seconds = self.reader_seconds = 0.0
        self.characters = 0
        self.articles: list[str] = []
        self._judged = 0

        def counting(text: str) -> bool:
            self._judged += 1
            return gate(text)

        items, pages = read_file(path, wanted=counting), floor(path)
        done = 0
        while True:
            begin = time.process_time()
            read = [_brief(item) for item in islice(items, IN_TURN)]
            between = time.process_time()
            lengths = list(islice(pages, self._judged - done if read else None))
            self.floor_seconds += time.process_time() - between
            self.reader_seconds += between - begin
            self.characters += sum(lengths)
            self.articles += read
            done += len(lengths)
            if not read:
                return


def _brief(item: object) -> str:
    return item.id if isinstance(item, Article) else repr(item)


def table(speed: Speed) -> str:
    """The result for people."""
    users = f"{speed.workers} workers" if speed.workers > 1 else "one process"
    rows = [
        ("floor", speed.floor_seconds, "processor time, one process"),
        ("reader", speed.reader_seconds, "processor time, one process"),
        ("floor", speed.floor_wall, "by the clock"),
        ("reader", speed.reader_wall, f"by the clock, {users}"),
    ]
    return "\n".join(
        [
            f"{speed.pages:,} pages, {speed.packed:,.0f} MB packed, {speed.unpacked:,.0f} MB unpacked",
            f"{'':<8}{'records/s':>12}{'ms/record':>12}",
            *(
                f"{name:<8}{speed.pages / seconds:>12,.0f}{1000 * seconds / speed.pages:>12.2f}  {what}"
                for name, seconds, what in rows
            ),
            f"The reader takes {speed.ratio:.2f} times as long as the floor in one process, "
            f"{speed.reader_wall / speed.floor_wall:.2f} times by the clock.",
            f"{speed.articles:,} pages passed the gate and were taken apart, {speed.visits:,} of them about visits.",
            f"Peak memory of the process that unpacks: {speed.peak:,.0f} MB.",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time the reading of a web archive beside its floor.")
    parser.add_argument("--pages", type=int, default=5_000, metavar="N", help="how many to make (default: 5,000)")
    parser.add_argument("--file", type=Path, help="where to write them, or an archive to read that is there already")
    parser.add_argument("--workers", type=int, default=processors(), metavar="N", help="default: one for each core")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "pages.warc.gz"
        if not path.exists():
            write_archive(path, given.pages)
            print(f"Written: of a hundred pages {', '.join(f'{n} {topic}' for topic, n in SHARES.items())}.")
        print(table(measure(path, given.workers)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

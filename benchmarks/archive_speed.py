"""How fast web archives are read, beside a floor that no reader of the same file can beat.

    python benchmarks/archive_speed.py [--pages N] [--file ARCHIVE.warc.gz]

A `.warc.gz` of N news-like pages of invented words is written (see `archive_pages.py`): mostly ordinary news, few that
tell of a visit. The floor iterates over its records with fastwarc and decodes each page; the reader does that too, asks
the gate for each page whether it can tell of a visit, and takes those apart that can. Processor time is counted.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from archive_pages import SHARES, made_page
from fastwarc.warc import ArchiveIterator, WarcRecordType

from visits.build import page_gate
from visits.build_memory import collecting_seldom
from visits.model.article import Article
from visits.sources import Limits, read_file
from visits.sources.page_parts import parts_of
from visits.sources.web_pages import page_record

Result = TypeVar("Result")


@dataclass(frozen=True)
class Speed:
    """What a run measured: pages, megabytes packed and unpacked, seconds of processor time, articles taken apart."""

    pages: int
    packed: float
    unpacked: float
    floor_seconds: float
    reader_seconds: float
    articles: int
    visits: int
    peak: float

    @property
    def ratio(self) -> float:
        """How many times as long as the floor the reader takes."""
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


def floor(path: Path) -> tuple[int, int]:
    """Pages and characters of an archive, for no more than iterating and decoding."""
    pages = characters = 0
    for response in ArchiveIterator(str(path), record_types=WarcRecordType.response):
        characters += len(response.reader.read().decode(response.http_charset or "utf-8", errors="replace"))
        pages += 1
    return pages, characters


def measure(path: Path) -> Speed:
    """Time floor and reader on an archive; building the gate isn't counted."""
    gate = page_gate()
    for address in ("visit-0", "town-0"):  # libraries that are imported when they are first needed
        page = made_page(0)
        page_record(address, parts_of(page.html.encode()), Limits())
        gate(page.html)
    floor_seconds, (pages, characters) = _timed(lambda: floor(path))
    with collecting_seldom():  # as builds do
        reader_seconds, articles = _timed(lambda: [_brief(item) for item in read_file(path, wanted=gate)])
    again_seconds, _ = _timed(lambda: floor(path))
    return Speed(
        pages=pages,
        packed=path.stat().st_size / 1e6,
        unpacked=characters / 1e6,
        floor_seconds=(floor_seconds + again_seconds) / 2,
        reader_seconds=reader_seconds,
        articles=len(articles),
        visits=sum("/visit-" in address for address in articles),
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _brief(item: object) -> str:
    return item.id if isinstance(item, Article) else repr(item)


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


def table(speed: Speed) -> str:
    """The result for people."""
    lines = [
        f"{speed.pages:,} pages, {speed.packed:,.0f} MB packed, {speed.unpacked:,.0f} MB unpacked, one core",
        f"{'':<8}{'records/s':>12}{'ms/record':>12}",
    ]
    for name, seconds in (("floor", speed.floor_seconds), ("reader", speed.reader_seconds)):
        lines.append(f"{name:<8}{speed.pages / seconds:>12,.0f}{1000 * seconds / speed.pages:>12.2f}")
    return "\n".join(
        [
            *lines,
            f"The reader takes {speed.ratio:.2f} times as long as the floor.",
            f"{speed.articles:,} pages passed the gate and were taken apart, {speed.visits:,} of them about visits.",
            f"Peak memory: {speed.peak:,.0f} MB.",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time the reading of a web archive beside its floor.")
    parser.add_argument("--pages", type=int, default=5_000, metavar="N", help="how many to make (default: 5,000)")
    parser.add_argument("--file", type=Path, help="where to write them, or an archive to read that is there already")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "pages.warc.gz"
        if not path.exists():
            write_archive(path, given.pages)
            print(f"Written: of a hundred pages {', '.join(f'{n} {topic}' for topic, n in SHARES.items())}.")
        print(table(measure(path)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

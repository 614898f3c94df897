"""How fast the rule reader reads, beside a floor that no reader of the same articles can beat.

    python benchmarks/read_speed.py [FILE.jsonl | FILE.jsonl.gz] [--articles N]

The floor decodes the JSON lines and searches each text once for every name that the registry knows, which is where any
reading begins. Floor and rules take turns over blocks of articles on one core, and processor time is counted, so that
what else the machine does tells little. Without a file the articles of data/raw are taken, again and again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

import orjson
from ahocorasick_rs import AhoCorasick

from visits.build import rule_reader
from visits.model.article import Article
from visits.registry import load_registry
from visits.sources import read_file, read_folder

RAW = Path(__file__).resolve().parent.parent / "data" / "raw"
BLOCK = 50
Item = TypeVar("Item")


@dataclass(frozen=True)
class Speed:
    """What a run measured: articles and characters read, seconds of processor time, reports found."""

    articles: int
    characters: int
    floor_seconds: float
    rules_seconds: float
    reports: int

    @property
    def ratio(self) -> float:
        """How many times as long as the floor the rules take."""
        return self.rules_seconds / self.floor_seconds


def articles_from(path: Path | None, limit: int) -> list[Article]:
    """The first `limit` articles of a file; without a file those of data/raw, repeated until there are so many."""
    if path is not None:
        return list(islice(_articles(read_file(path)), limit))
    return list(islice(cycle(list(_articles(read_folder(RAW)))), limit))


def _articles(items: Iterable[object]) -> Iterable[Article]:
    return (item for item in items if isinstance(item, Article))


def measure(articles: Sequence[Article]) -> Speed:
    """Time floor and rules on these articles; building the reader and the automaton isn't counted."""
    registry = load_registry()
    names = sorted({form.form for form in registry.person_forms} | set(registry.place_readings))
    automaton = AhoCorasick(names)
    reader = rule_reader()
    lines = [orjson.dumps({"title": article.title, "text": article.text}) for article in articles]
    floor_seconds = rules_seconds = 0.0
    reports = 0

    def search(line: bytes) -> int:
        return len(automaton.find_matches_as_indexes(orjson.loads(line)["text"], overlapping=True))

    for first in range(0, len(articles), BLOCK):
        block = slice(first, first + BLOCK)
        floor_seconds += _timed(search, lines[block])[0]
        seconds, found = _timed(lambda article: len(reader.read(article)), articles[block])
        rules_seconds += seconds
        reports += found
    characters = sum(len(article.text) for article in articles)
    return Speed(len(articles), characters, floor_seconds, rules_seconds, reports)


def _timed(count: Callable[[Item], int], items: Sequence[Item]) -> tuple[float, int]:
    """Seconds of processor time that it takes to count something in all items, and the sum."""
    begin = time.process_time()
    total = sum(count(item) for item in items)
    return time.process_time() - begin, total


def table(speed: Speed) -> str:
    """The result for people."""
    lines = [
        f"{speed.articles} articles, {speed.characters / speed.articles:,.0f} characters each, "
        f"{speed.reports} reports, one core",
        f"{'':<8}{'articles/s':>12}{'MB/s':>8}{'ms/article':>12}",
    ]
    for name, seconds in (("floor", speed.floor_seconds), ("rules", speed.rules_seconds)):
        rate, volume = speed.articles / seconds, speed.characters / seconds / 1e6
        lines.append(f"{name:<8}{rate:>12,.0f}{volume:>8.2f}{1000 / rate:>12.2f}")
    return "\n".join([*lines, f"The rules take {speed.ratio:,.0f} times as long as the floor."])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 2 where there is nothing to read."""
    parser = argparse.ArgumentParser(description="Time the rule reader beside its floor.")
    parser.add_argument("file", nargs="?", type=Path, help="JSON lines, packed or not; by default the sample articles")
    parser.add_argument("--articles", type=int, default=500, metavar="N", help="how many to read (default: 500)")
    given = parser.parse_args(arguments)
    if given.file is not None and not given.file.is_file():
        parser.error(f"{given.file} is no file")
    articles = articles_from(given.file, given.articles)
    if not articles:
        parser.error(f"{given.file or RAW} holds no article that can be read")
    print(table(measure(articles)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Seconds, memory and size of the web page for many invented visits, and how quickly it opens and searches.

    python benchmarks/page_scale.py --visits 100000
    python benchmarks/page_scale.py --visits 20000 --open     # also in Chromium

A visit has one or two reports, a report an article of its own with three sentences and ten claims, about as many as
those of data/raw have.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browsing import CHROMIUM, MISSING, ask

from visits.registry import load_registry
from visits.release.columns import TABLES
from visits.release.page import PageFacts, write_page
from visits.release.tables import arrow_schema

FIRST_DAY = date(1990, 1, 1)
LEADERS = 900
FIELDS = (
    "leader", "leader_country", "host_country", "host_leader", "cities", "start_date", "end_date", "duration_days",
    "mode_of_travel", "status",
)  # fmt: skip
SENTENCE = "President {leader} arrived in the capital of {host} on Monday for a visit of three days, his office said."
MEASURE = """
const layout = () => document.body.offsetHeight;
layout();
const opened = performance.now();
const seconds = (q) => {
  State.set({ q: q ? "" : "kim" }, true);
  layout();
  const begun = performance.now();
  State.set({ q }, true);
  layout();
  return performance.now() - begun;
};
const middle = (times) => times.sort((a, b) => a - b)[2];
const words = ["kim", "leader 77", "city 4 2004", "zzz", "state", "summit completed", ""];
const searches = ["visits", "overview", "leaders"].flatMap((view) => {
  State.set({ view }, true);
  layout();
  return words.map((q) => ({ q, view, ms: middle([1, 2, 3, 4, 5].map(() => seconds(q))) }));
});
answer({ opened, searches, shown: Records.all.length });
"""


def invented(n: int) -> dict[str, pa.Table]:
    """The tables of a release with that many visits."""
    countries = sorted(load_registry().countries)
    visits = [_visit(number, countries) for number in range(n)]
    told = [(number, report) for number in range(n) for report in range(1 + number % 2)]
    articles = [f"article-{number}-{report}" for number, report in told]
    lines = [
        SENTENCE.format(leader=visits[number]["leader"], host=visits[number]["host_country"]) for number, _ in told
    ]
    ids = [visits[number]["visit_id"] for number, _ in told]
    tables = {name: _table(name, {}) for name in TABLES}
    tables["visits"] = _table("visits", {name: [visit[name] for visit in visits] for name in visits[0]})
    tables["articles"] = _table(
        "articles",
        {
            "article_id": articles,
            "source": [f"Outlet {number % 40}" for number in range(len(told))],
            "title": lines,
            "published": [visits[number]["last_published"] for number, _ in told],
            "path": [f"{name}.txt" for name in articles],
        },
    )
    tables["sentences"] = _table("sentences", _sentences(articles, lines))
    same = {"placed_by": ["days"] * len(told), "status": ["completed"] * len(told)}
    tables["reports"] = _table("reports", {"article_id": articles, "visit_id": ids, "report_id": articles, **same})
    tables["claims"] = _table("claims", _claims(articles, ids, lines))
    return tables


def _visit(number: int, countries: Sequence[str]) -> dict[str, Any]:
    start = FIRST_DAY + timedelta(days=number * 7919 % 12_000)
    leader = number * 31 % LEADERS
    return {
        "visit_id": f"v{number:012}",
        "leader_id": f"leader-{leader}",
        "leader": f"Leader {leader} of the People",
        "leader_title": "president",
        "leader_role": "head_of_state",
        "leader_country": countries[leader % len(countries)],
        "host_country": countries[number * 17 % len(countries)],
        "cities": [f"City {number % 300}"],
        "start_date": start,
        "start_precision": "day",
        "start_basis": "stated",
        "end_date": start + timedelta(days=number % 4),
        "end_precision": "day",
        "end_basis": "stated",
        "duration_days": 1 + number % 4,
        "mode_of_travel": ("air", "train", None)[number % 3],
        "companions": [f"Companion {number % 1000}"] if number % 3 == 0 else [],
        "visit_type": ("state", "summit", None)[number % 3],
        "status": ("completed", "ongoing", "planned", "cancelled")[number % 4],
        "unconfirmed": False,
        "n_articles": 1 + number % 2,
        "n_sources": 1,
        "last_published": start + timedelta(days=2),
        "confidence": number % 100 / 100,
        "conflicts": ["start_date"] if number % 10 == 0 else [],
    }


def _sentences(articles: Sequence[str], lines: Sequence[str]) -> dict[str, list[Any]]:
    made: dict[str, list[Any]] = {"article_id": [], "part": [], "start": [], "end": [], "text": []}
    for article, line in zip(articles, lines, strict=True):
        for number in range(3):
            start = number * (len(line) + 1)
            row = (article, "text", start, start + len(line), line)
            for column, value in zip(made.values(), row, strict=True):
                column.append(value)
    return made


def _claims(articles: Sequence[str], ids: Sequence[str], lines: Sequence[str]) -> dict[str, list[Any]]:
    many = len(FIELDS)
    starts = [(number % 3) * (len(line) + 1) + 10 for line in lines for number in range(many)]
    return {
        "visit_id": [visit_id for visit_id in ids for _ in FIELDS],
        "report_id": [article for article in articles for _ in FIELDS],
        "article_id": [article for article in articles for _ in FIELDS],
        "field": list(FIELDS) * len(ids),
        "value": [line[10:26] for line in lines for _ in FIELDS],
        "quote": [line[10:26] for line in lines for _ in FIELDS],
        "part": ["text"] * len(starts),
        "start": starts,
        "end": [start + 16 for start in starts],
        "rule": ["verb.arrival:arrive"] * len(starts),
        "reader": ["rules"] * len(starts),
        "accepted": [True] * len(starts),
    }


def _table(name: str, columns: dict[str, list[Any]]) -> pa.Table:
    rows = len(next(iter(columns.values()), []))
    schema = arrow_schema(TABLES[name])
    return pa.Table.from_arrays(
        [pa.array(columns.get(field.name, [None] * rows), field.type) for field in schema], schema=schema
    )


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=100_000)
    parser.add_argument("--open", action="store_true", help="open the page in Chromium and search it")
    given = parser.parse_args(arguments)
    tables = invented(given.visits)
    names = {code: country.name for code, country in load_registry().countries.items()}
    before = _peak_mib()
    with tempfile.TemporaryDirectory() as folder:
        begun, worked = time.perf_counter(), time.process_time()
        write_page(Path(folder), tables, PageFacts(names, {}, [], "0" * 64))
        seconds, processor = time.perf_counter() - begun, time.process_time() - worked
        files = [path for path in Path(folder).rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        print(f"{given.visits:,} visits, {len(tables['claims']):,} claims: {len(files):,} files, {size:.0f} MB")
        print(f"{seconds:.1f} s ({processor:.1f} s of the processor); peak memory {_peak_mib()} MiB, "
              f"of which the invented tables took {before}")  # fmt: skip
        if given.open:
            _open(Path(folder) / "index.html")
    return 0


def _open(page: Path) -> None:
    if not CHROMIUM:
        print(MISSING)
        return
    measured = ask(page, MEASURE)
    slowest = max(measured["searches"], key=lambda one: one["ms"])
    print(f"opened in {measured['opened'] / 1000:.2f} s; the slowest of {len(measured['searches'])} searches")
    print(f"(each the middle of five): {slowest['ms'] / 1000:.3f} s for “{slowest['q']}” in {slowest['view']}")


if __name__ == "__main__":
    sys.exit(main())

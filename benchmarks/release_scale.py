"""How long it takes to write the tables, documents and web page of a release, and how much memory.

    python benchmarks/release_scale.py                       # 100,000 visits
    python benchmarks/release_scale.py --visits 10000 --covered 20

The visits are invented: of 4,000 leaders over thirty years, each told by three reports with five claims each.
`--covered` declares that many leaders' countries as covered, so that the panels hold true zeros. The checks are not
part of it.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from visits.configuration import Configuration, Covered, ReleaseSettings
from visits.registry import Registry, load_registry
from visits.release.columns import TABLES
from visits.release.documents import Contents, write_documents, write_metadata
from visits.release.page import PageFacts, begin_page
from visits.release.panels import panels
from visits.release.tables import arrow_schema, frames
from visits.release.write import write_tables

FIRST_DAY = date(1993, 1, 1)
DAYS = 30 * 365
REPORTS_PER_VISIT = 3
ROWS_AT_ONCE = 50_000
CLAIMED = ("leader", "leader_country", "host_country", "start_date", "status")
Row = dict[str, Any]


def invented_tables(n_visits: int, registry: Registry) -> dict[str, pa.Table]:
    """The tables of a release with so many visits."""
    dice = random.Random(n_visits)
    countries = sorted(iso3 for iso3, country in registry.countries.items() if country.state and not country.end)
    visits = sorted((_visit(n, countries, dice) for n in range(n_visits)), key=lambda v: (v["leader"], v["start_date"]))
    rows: dict[str, Iterable[Row]] = {
        "visits": visits,
        "claims": _claims(visits),
        "articles": _articles(visits),
        "reports": _reports(visits),
        "sentences": _sentences(visits),
    }
    return {name: _table(name, rows.get(name, ())) for name in TABLES}


def _visit(number: int, countries: Sequence[str], dice: random.Random) -> Row:
    leader = dice.randrange(4000)
    home = countries[leader % len(countries)]
    host = dice.choice([iso3 for iso3 in dice.sample(countries, 2) if iso3 != home])
    start = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
    days = 1 + min(int(dice.expovariate(0.5)), 12)
    return {
        "visit_id": f"v{number:012d}",
        "leader_id": f"leader-{leader}",
        "leader": f"Leader Number {leader}",
        "leader_title": "president",
        "leader_role": "head_of_state",
        "leader_country": home,
        "leader_cow": 2 + leader % len(countries),
        "leader_gw": 2 + leader % len(countries),
        "host_country": host,
        "host_cow": 2,
        "host_gw": 2,
        "host_leader": f"Host {dice.randrange(3000)}",
        "cities": [f"City {dice.randrange(900)}" for _ in range(dice.randrange(3))],
        "start_date": start,
        "start_precision": "day",
        "start_basis": "stated",
        "end_date": start + timedelta(days=days - 1),
        "end_precision": "day",
        "end_basis": "derived",
        "duration_days": days,
        "mode_of_travel": dice.choice(["air", "train", None]),
        "companions": [f"Minister {dice.randrange(5000)}"] if dice.random() < 0.2 else [],
        "ordinal_observed": 1 + dice.randrange(9),
        "visit_type": dice.choice(["state", "official", "working", None]),
        "occasion": None,
        "status": dice.choices(["completed", "ongoing", "planned", "cancelled"], [70, 15, 12, 3])[0],
        "unconfirmed": False,
        "n_articles": REPORTS_PER_VISIT,
        "n_sources": REPORTS_PER_VISIT,
        "first_published": start,
        "last_published": start + timedelta(days=days),
        "confidence": round(dice.random(), 3),
        "conflicts": ["start_date"] if dice.random() < 0.1 else [],
    }


def _claims(visits: Sequence[Row]) -> Iterator[Row]:
    for visit in visits:
        for n in range(REPORTS_PER_VISIT):
            for field in CLAIMED:
                value = str(visit[field])
                yield {
                    "visit_id": visit["visit_id"],
                    "report_id": f"r{visit['visit_id']}{n}",
                    "article_id": f"a{visit['visit_id']}{n}",
                    "field": field,
                    "value": value,
                    "quote": f"arrived, {value} said on his way to {visit['host_country']} for talks on that day",
                    "part": "text",
                    "start": 100,
                    "end": 180,
                    "rule": "noun.visit:visit-noun",
                    "reader": "rules",
                    "accepted": n == 0,
                }


def _articles(visits: Sequence[Row]) -> Iterator[Row]:
    for visit in visits:
        for n in range(REPORTS_PER_VISIT):
            yield {
                "article_id": f"a{visit['visit_id']}{n}",
                "source": f"Outlet {n}",
                "title": f"{visit['leader']} in {visit['host_country']}",
                "published": visit["start_date"],
                "published_basis": "given",
                "path": f"articles.jsonl#{visit['visit_id']}{n}",
                "content_hash": f"{visit['visit_id']:0>64}",
                "fingerprint": "0123456789abcdef",
                "n_characters": 3000,
                "n_reports": 1,
                "outcome": "tells of visits",
            }


def _sentences(visits: Sequence[Row]) -> Iterator[Row]:
    """One for each article, which holds the words of its claims."""
    for visit in visits:
        for n in range(REPORTS_PER_VISIT):
            said = f"Outlet {n} was told that {visit['leader']} arrived in {visit['host_country']}."
            yield {
                "article_id": f"a{visit['visit_id']}{n}",
                "part": "text",
                "start": 80,
                "end": 280,
                "text": f"{said:x<200}",
            }


def _reports(visits: Sequence[Row]) -> Iterator[Row]:
    for visit in visits:
        for n in range(REPORTS_PER_VISIT):
            yield {
                "report_id": f"r{visit['visit_id']}{n}",
                "article_id": f"a{visit['visit_id']}{n}",
                "visit_id": visit["visit_id"],
                "placed_by": "days",
                "voice": f"outlet {n}",
                "status": visit["status"],
            }


def _table(name: str, rows: Iterable[Row]) -> pa.Table:
    """The rows as a table, taken in by and by, so that little memory is used beside it."""
    columns = TABLES[name]
    schema = arrow_schema(columns)
    left, batches = iter(rows), []
    while some := list(islice(left, ROWS_AT_ONCE)):
        arrays = []
        for column, field in zip(columns, schema, strict=True):
            values = [row.get(column.name, [] if column.kind == "list" else None) for row in some]
            if column.kind == "code":
                numbers = pa.array([None if v is None else column.codes.index(v) for v in values], pa.int32())
                arrays.append(pa.DictionaryArray.from_arrays(numbers, pa.array(column.codes, pa.string())))
            else:
                arrays.append(pa.array(values, field.type))
        batches.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


def settings(n_covered: int, registry: Registry) -> ReleaseSettings:
    """Settings under which the first so many states' leaders are covered for ten years."""
    states = sorted(iso3 for iso3, country in registry.countries.items() if country.state and not country.end)
    covered = Covered(leaders_of=states[:n_covered], first=date(2005, 1, 1), last=date(2014, 12, 31))
    return Configuration(release=ReleaseSettings(coverage=[covered] if n_covered else [])).release


def page_facts(registry: Registry) -> PageFacts:
    """What the page tells of a release that was never checked."""
    names = {code: country.name for code, country in registry.countries.items()}
    return PageFacts(countries=names, checks={}, files=[], content_hash="0" * 64)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--visits", type=int, default=100_000)
    parser.add_argument("--covered", type=int, default=0)
    chosen = parser.parse_args(arguments)
    registry = load_registry()
    tables = invented_tables(chosen.visits, registry)
    before = gibibytes()
    print(f"{chosen.visits:,} visits, {tables['claims'].num_rows:,} claims; {before:.2f} GiB before writing")
    began, began_cpu = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        wanted = settings(chosen.covered, registry)
        with _timed("panels"):
            typed = frames(tables)
            derived = panels(typed.visits, registry, wanted.coverage)
        with _timed("tables"):
            write_tables(Path(folder), {**tables, **derived})
        with _timed("documents"):
            contents = Contents(typed, derived, wanted, registry)
            write_documents(Path(folder), contents)
            write_metadata(Path(folder), contents)
        with _timed("page"):
            begin_page(Path(folder) / "report", {**tables, **derived})(page_facts(registry))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 2**20
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print(f"{'together':12}{seconds:8.1f} s{cpu:8.1f} cpu, {size:,.0f} MiB on disk, peak {gibibytes():.2f} GiB")
    return 0


@contextmanager
def _timed(part: str) -> Iterator[None]:
    began, began_cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{part:12}{time.perf_counter() - began:8.1f} s{time.process_time() - began_cpu:8.1f} cpu", flush=True)


def gibibytes() -> float:
    """The peak of memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)


if __name__ == "__main__":
    sys.exit(main())

"""The dataset built from data/raw, compared with the truth table, field by field.

The truth table says what the articles say, also where the rules do not read it yet. What they reach is held in
floors.yaml, which may only rise; a test below its floor prints all that differs: what the table holds, what the
dataset holds, and where. Each trip of Kim Jong Un must be one row.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from anyascii import anyascii
from floors import held_to

import visits
from visits.registry import load_registry
from visits.sources import read_folder

PROJECT = Path(__file__).parents[1]
RAW = PROJECT / "data" / "raw"
TRUTH = PROJECT / "tests" / "truth" / "visits.yaml"
FLOORS = PROJECT / "tests" / "truth" / "floors.yaml"
FIELDS = (
    "start_date",
    "end_date",
    "mode_of_travel",
    "companions",
    "ordinal",
    "host_leader",
    "cities",
    "visit_type",
    "status",
    "articles",
)
KEYS = {"leader_id", "host_country", "start_precision", "end_precision", *FIELDS}
TITLES = {"king", "queen", "pope", "emperor", "empress", "prince", "princess", "ii"}
FAR_DAYS = 10
ENDINGS = (".txt", ".html", ".jsonl", ".jsonl.gz", ".csv", ".parquet")


@dataclass(frozen=True)
class Pair:
    """A visit of the truth table and the row of the dataset that is it."""

    truth: dict[str, Any]
    row: dict[str, Any]


@dataclass(frozen=True)
class Comparison:
    """`pairs`, the visits that the dataset lacks, and the rows that no article supports."""

    pairs: tuple[Pair, ...]
    missing: tuple[dict[str, Any], ...]
    extra: tuple[dict[str, Any], ...]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the sample corpus."""
    folder = tmp_path_factory.mktemp("sample") / "processed"
    visits.build(RAW, folder)
    return folder


@pytest.fixture(scope="module")
def compared(built: Path) -> Comparison:
    """The release against the truth table."""
    table = visits.load(built).drop(columns="confidence")
    rows = [{str(name): _plain(value) for name, value in row.items()} for row in table.to_dict("records")]
    return _compare(_truth(), rows)


@lru_cache
def _truth() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(TRUTH.read_text(encoding="utf-8"))
    return entries


def _plain(value: Any) -> Any:
    """The cell as a plain value: a list, a day, a word or a number, None where there is none."""
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _compare(truth: list[dict[str, Any]], rows: list[dict[str, Any]]) -> Comparison:
    """Pair each visit of the truth table with the nearest free row of its leader and host, nearest pairs first."""
    candidates = sorted(
        (distance, t, r)
        for t, visit in enumerate(truth)
        for r, row in enumerate(rows)
        if (visit["leader_id"], visit["host_country"]) == (row["leader_id"], row["host_country"])
        if (distance := _days_apart(visit, row)) is not None
    )
    taken: dict[int, int] = {}
    for _, t, r in candidates:
        if t not in taken and r not in taken.values():
            taken[t] = r
    return Comparison(
        pairs=tuple(Pair(truth[t], rows[r]) for t, r in sorted(taken.items())),
        missing=tuple(visit for t, visit in enumerate(truth) if t not in taken),
        extra=tuple(row for r, row in enumerate(rows) if r not in taken.values()),
    )


def _days_apart(visit: dict[str, Any], row: dict[str, Any]) -> int | None:
    """How far apart the visit and the row begin and end, in days; None if too far to be one visit."""
    gaps = [abs((visit[edge] - row[edge]).days) for edge in ("start_date", "end_date") if visit[edge] and row[edge]]
    if not gaps:
        return FAR_DAYS  # one of the two has no date at all
    coarse = {visit["start_precision"], row["start_precision"]} - {"day", None}
    allowed = {"month": 31, "year": 366}.get(min(coarse), FAR_DAYS) if coarse else FAR_DAYS
    return sum(gaps) if min(gaps) <= allowed else None


def _value(entry: dict[str, Any], name: str) -> Any:
    """A field's value, dates with no more precision than they have."""
    if name == "articles":
        return entry["articles"] if "articles" in entry else entry["n_articles"]
    value = entry[name]
    if name in ("start_date", "end_date") and value is not None:
        length = {"day": 10, "month": 7, "year": 4}[entry[name.replace("date", "precision")]]
        return value.isoformat()[:length]
    return value


def _readings(visit: dict[str, Any], name: str) -> list[Any]:
    """All the values that the articles support."""
    others = visit.get("accept", {}).get(name, [])
    return [_value(visit, name), *(other.isoformat() if isinstance(other, date) else other for other in others)]


def _agrees(visit: dict[str, Any], name: str, held: Any) -> bool:
    readings = _readings(visit, name)
    if name == "companions":
        return any(_same_people(reading, held) for reading in readings)
    if name == "cities":
        return any(_same_cities(reading, held, visit.get("sites", [])) for reading in readings)
    if name == "host_leader":
        return any(held == reading or (held and reading and _same_person(reading, held)) for reading in readings)
    return held in readings


def _words(name: str) -> set[str]:
    plain = "".join(c if c.isalnum() else " " for c in anyascii(name).casefold())
    return set(plain.split()) - TITLES


def _same_person(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    return a <= b or b <= a


def _same_people(expected: list[str], held: list[str]) -> bool:
    def known(name: str, names: list[str]) -> bool:
        return any(_same_person(name, other) for other in names)

    return (
        len(expected) == len(held) and all(known(n, held) for n in expected) and all(known(n, expected) for n in held)
    )


def _same_cities(expected: list[str], held: list[str], sites: list[str]) -> bool:
    def letters(name: str) -> str:
        return "".join(c for c in anyascii(name).casefold() if c.isalnum())

    wanted, found = {letters(name) for name in expected}, {letters(name) for name in held}
    allowed = {letters(name) for name in sites}
    return wanted <= found and all(any(city in site for site in allowed) for city in found - wanted)


def _described(entry: dict[str, Any]) -> str:
    dates = " to ".join(str(_value(entry, edge)) for edge in ("start_date", "end_date"))
    return f"{entry['leader_id']} in {entry['host_country']}, {dates}, {entry['status']}"


def _report(title: str, lines: list[str]) -> str:
    return "\n".join([f"{title} ({len(lines)}):", *(f"  {line}" for line in lines)])


def _held_to(floor: str, right: int, of: int, report: str) -> None:
    held_to(FLOORS, floor, right, of, report)


def test_every_visit_has_a_row(compared: Comparison) -> None:
    lines = [_described(visit) for visit in compared.missing]
    report = _report("visits that the dataset lacks", lines)
    _held_to("visits", len(compared.pairs), len(_truth()), report)


def test_every_row_is_a_visit(compared: Comparison) -> None:
    lines = [_described(row) for row in compared.extra]
    report = _report("rows that no article supports, or that double a visit", lines)
    rows = len(compared.pairs) + len(compared.extra)
    _held_to("rows per thousand", 1000 * len(compared.pairs) // rows, 1000, report)


@pytest.mark.parametrize("name", FIELDS)
def test_every_visit_is_told_rightly(compared: Comparison, name: str) -> None:
    lines = [
        f"{_described(pair.truth)}: {name} should be {' or '.join(str(r) for r in _readings(pair.truth, name))}, "
        f"is {_value(pair.row, name)}"
        for pair in compared.pairs
        if not _agrees(pair.truth, name, _value(pair.row, name))
    ]
    report = _report(f"differences in {name} among {len(compared.pairs)} visits", lines)
    _held_to(name, len(compared.pairs) - len(lines), len(compared.pairs), report)


def test_each_trip_of_kim_jong_un_is_one_row(compared: Comparison) -> None:
    trips = [visit for visit in _truth() if visit["leader_id"] == "prk-kim-jong-un"]
    found = [pair for pair in compared.pairs if pair.truth in trips]
    doubles = [_described(row) for row in compared.extra if row["leader_id"] == "prk-kim-jong-un"]
    assert len(trips) == 11
    assert len(found) == 11
    assert not doubles


def test_what_cannot_be_read_is_set_aside_with_a_reason(built: Path) -> None:
    rejects = visits.load(built, table="rejects")
    reasons = {Path(row["path"]).name.split("#")[0]: row["reason"] for row in rejects.to_dict("records")}
    assert reasons == {
        "broken-line.jsonl": "broken",
        "broken.parquet": "broken",
        "empty.txt": "empty",
        "in-french.txt": "not English",
        "same-article-again.txt": "duplicate",
        "slides.pptx": "unsupported format",
        "stub.txt": "too short",
    }


def test_every_format_and_outlet_is_read() -> None:
    articles = [item for item in read_folder(RAW) if isinstance(item, visits.Article)]
    outlets = Counter(article.source for article in articles)
    formats = {ending for article in articles for ending in ENDINGS if article.path.split("#")[0].endswith(ending)}
    assert len(articles) >= 60
    assert len(outlets) >= 7
    assert formats == set(ENDINGS)
    undated = [article for article in articles if article.path.startswith("undated/")]
    assert [article.published_basis for article in undated] == ["caption"]
    assert all(article.published for article in articles)


def test_the_truth_table_is_in_order() -> None:
    registry = load_registry()
    for visit in _truth():
        where = f"{visit['leader_id']} in {visit['host_country']}, {visit['start_date']}"
        assert set(visit) - {"sites", "accept", "note"} == KEYS, where
        assert set(visit.get("accept", {})) <= set(FIELDS), where
        assert registry.leader(visit["leader_id"]), where
        assert registry.country(visit["host_country"]), where
        for edge in ("start", "end"):
            assert (visit[f"{edge}_date"] is None) == (visit[f"{edge}_precision"] is None), where

"""The leaders against two published lists of effective leaders, where a copy of those is at hand."""

from __future__ import annotations

import calendar
import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from visits.registry import load_registry
from visits.registry.coverage import ListedTerm, missing

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference"
SINCE = date(1985, 1, 1)
SAN_MARINO = 331  # two captains regent every half-year, whom no newspaper names: left out of the registry


def archigos(path: Path) -> Iterator[ListedTerm]:
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start, end = (date.fromisoformat(row[column][:10]) for column in ("startdate", "enddate"))
            yield ListedTerm(int(float(row["ccode"])), row["leader"], start, end)


def reign(path: Path) -> Iterator[ListedTerm]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader(file):
            if not row["ccode"]:
                continue
            year, month = int(row["eyear"] or 2021), int(row["emonth"] or 8)
            end = date(year, month, calendar.monthrange(year, month)[1])
            yield ListedTerm(int(row["ccode"]), row["leader"], date(int(row["syear"]), int(row["smonth"]), 1), end)


@pytest.mark.parametrize(("name", "read"), [("archigos.csv", archigos), ("reign_leaders.csv", reign)])
def test_effective_leaders_since_1985_are_known(name: str, read: object, capsys: pytest.CaptureFixture[str]) -> None:
    path = REFERENCE / name
    if not path.is_file():
        pytest.skip(f"no copy of {name} at hand")
    listed = [term for term in read(path) if term.end >= SINCE and term.cow != SAN_MARINO]  # type: ignore[operator]
    unknown = missing(load_registry(), listed)
    share = 1 - len(unknown) / len(listed)
    with capsys.disabled():
        print(f"\n{name}: {share:.1%} of {len(listed)} terms known; not: {[t.name for t in unknown]}")
    assert len(listed) > 1000
    assert share >= 0.985

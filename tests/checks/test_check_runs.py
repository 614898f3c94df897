"""The gate as a whole: great-expectations' verdicts, the outcome, and its pages."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from checked_tables import (
    FIRST,
    FOURTH,
    HANOI,
    MINISTER,
    PLANNED,
    failures,
    good_tables,
    no_tables,
    visit_id,
    with_cells,
)

from visits.checks.docs import write_data_docs
from visits.checks.outcome import CheckOutcome, CheckResult, FailedRow
from visits.checks.run import run_checks
from visits.model.errors import ReleaseError
from visits.model.tables import Tables
from visits.registry import load_registry

ROOT = Path(__file__).parents[2]


def bad_tables() -> Tables:
    """Tables that break many checks of every kind of expectation."""
    tables = with_cells(good_tables(), "visits", FIRST, conflicts=["<b>length</b>"], leader=None)
    tables = with_cells(tables, "visits", MINISTER, host_country="PRK")
    tables = with_cells(tables, "visits", FOURTH, ordinal=1, mode_of_travel="<script>alert(1)</script>")
    tables = with_cells(tables, "visits", HANOI, end_date=pd.Timestamp("2019-01-01"), ordinal_observed=0)
    tables = with_cells(tables, "visits", PLANNED, visit_id=visit_id(FIRST), duration_days=50, start_date=None)
    return with_cells(tables, "articles", 0, published=None, n_characters=0)


@pytest.fixture(scope="module")
def bad() -> CheckOutcome:
    return run_checks(bad_tables(), load_registry())


@pytest.fixture(scope="module")
def good() -> CheckOutcome:
    return run_checks(good_tables(), load_registry())


def test_good_tables_pass(good: CheckOutcome) -> None:
    assert good.passed
    assert all(result.success for result in good.results)
    assert good.summary() == f"{len(good.results)} of {len(good.results)} checks passed"
    assert good.failure_lines(("critical", "warning", "info")) == []


def test_empty_tables_pass() -> None:
    outcome = run_checks(no_tables(), load_registry())
    assert outcome.passed
    assert {result.n_checked for result in outcome.results} == {0}


def test_great_expectations_fails_what_we_name(bad: CheckOutcome) -> None:
    named = failures(bad_tables())
    assert {result.name: result.rows for result in bad.results if not result.success} == named
    assert {result.n_unexpected for result in bad.results if result.success} == {0}
    assert len(named) > 12


def test_severities_decide(bad: CheckOutcome) -> None:
    assert not bad.passed
    assert "not_own_country" in {result.name for result in bad.critical_failures}
    assert "ordinals_rise" in {result.name for result in bad.warnings}
    assert {result.name for result in bad.notes} == {"published_known", "start_known"}
    tables = with_cells(good_tables(), "visits", FOURTH, ordinal_observed=9)
    merely_odd = run_checks(tables, load_registry())
    assert merely_odd.passed
    assert merely_odd.summary().endswith("warnings: ordinal_not_below_observed (1 row)")


def test_the_failure_names_rows_and_reasons(bad: CheckOutcome) -> None:
    lines = bad.failure_lines()
    position = lines.index("critical: not_own_country, 1 row of visits: No leader visits the own country.")
    assert lines[position + 1].startswith(f"  {visit_id(MINISTER)}: ")
    assert not any(line.startswith("warning") for line in lines)


def test_long_failures_are_cut() -> None:
    rows = tuple(FailedRow(f"v{number}", "is odd") for number in range(20))
    result = CheckResult("odd", "visits", "critical", "None is odd.", False, 100, 50, rows)
    lines = CheckOutcome((result,)).failure_lines(rows=5)
    assert len(lines) == 7
    assert lines[-1] == "  and 45 more"


def test_the_outcome_is_plain_and_repeatable(bad: CheckOutcome) -> None:
    again = run_checks(bad_tables(), load_registry())
    assert json.dumps(bad.as_json()) == json.dumps(again.as_json())
    assert json.loads(json.dumps(bad.as_json()))["passed"] is False


def test_a_table_without_a_column_is_an_error() -> None:
    tables = good_tables()
    shorn = Tables(**{**dict(tables), "claims": tables.claims.drop(columns=["quote"])})
    with pytest.raises(ReleaseError, match="table claims: the table lacks quote"):
        run_checks(shorn, load_registry())


class TestDataDocs:
    def test_pages_open_offline(self, bad: CheckOutcome, tmp_path: Path) -> None:
        write_data_docs(bad, tmp_path / "docs")
        pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "docs").iterdir()}
        assert {"index.html", "visits_dates.html", "claims.html"} <= set(pages)
        for name, page in pages.items():
            assert not re.search(r"https?:|<script|<link|<img|@import|url\(|\ssrc=", page), name
            assert not re.search(r"20\d\d-?\d\d-?\d\dT\d\d", page), f"{name} holds a clock time"
            for target in re.findall(r'href="([^"#]+)', page):
                assert target in pages, f"{name} links to {target}"

    def test_rows_and_reasons_are_shown_as_text(self, bad: CheckOutcome, tmp_path: Path) -> None:
        write_data_docs(bad, tmp_path)
        index = (tmp_path / "index.html").read_text(encoding="utf-8")
        assert "may not be published" in index
        assert visit_id(HANOI) in index
        assert "&lt;b&gt;length" in index
        pages = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
        assert "<b>length" not in pages
        assert "<script" not in pages

    def test_equal_outcomes_give_equal_files(self, bad: CheckOutcome, tmp_path: Path) -> None:
        write_data_docs(bad, tmp_path / "one")
        write_data_docs(run_checks(bad_tables(), load_registry()), tmp_path / "other")
        one, other = (
            {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "other")
        )
        assert one == other


APART = """
import os, subprocess, sys, time
from functools import partial
from pathlib import Path
from checked_tables import good_rows
from visits.build_beside import Here, judged, working_beside
from visits.release.cells import cells_of
from visits.release.tables import arrow_tables
from visits.release.write import write_parquet
fate, folder = sys.argv[1], Path(sys.argv[2])
rows = good_rows()
rows["visits"] = [visit.model_copy(update={"duration_days": -1, "host_cow": 2}) for visit in rows["visits"]]
write_parquet(arrow_tables(rows)["visits"], folder / "visits.parquet")
started = []
class Popen(subprocess.Popen):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        started.append(self)
subprocess.Popen = Popen
os.cpu_count = lambda: 2
with working_beside() as beside:
    if fate.startswith("dies"):
        started[0].kill()
    cells = cells_of(rows)
    if fate == "lives":
        beside.begin({name: cells[name] for name in ("articles", "sentences")})
    beside.check(cells)
    if fate == "can't write":
        (folder / "visits.dta").mkdir()
    beside.write_stata(folder)
    if fate == "dies writing":
        (folder / "visits.dta").write_bytes(b"half a file")
    while fate == "lives" and not (folder / "visits.dta").exists():
        time.sleep(0.01)
    try:
        outcome = beside.outcome()
    except OSError as error:
        print(type(error).__name__, Path(error.filename).name)
        (folder / "visits.dta").rmdir()
        sys.exit()
assert not outcome.passed and len(outcome.pages) > 5
assert all(process.returncode is not None for process in started), "a process is left behind"
print("great_expectations" in sys.modules)
made = (folder / "visits.dta").read_bytes()
here = Here(partial(judged, None))
here.check(cells)
here.write_stata(folder)
assert made == (folder / "visits.dta").read_bytes(), "a process of its own writes something else"
assert outcome == here.outcome(), "a process of its own finds something else"
"""


@pytest.mark.parametrize(
    ("fate", "said"),
    [("lives", "False"), ("dies", "True"), ("dies writing", "True"), ("can't write", "IsADirectoryError visits.dta")],
)
def test_checks_and_stata_files_may_be_made_in_a_process_of_their_own(fate: str, said: str, tmp_path: Path) -> None:
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "checks")))
    done = subprocess.run(
        [sys.executable, "-c", APART, fate, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert (done.stderr, done.stdout.strip()) == ("", said)


QUIET_RUN = """
import sys
import visits.checks.run, visits.checks.docs
assert "great_expectations" not in sys.modules, "imported before it is needed"
import socket
def refuse(*args, **kwargs):
    raise AssertionError("the network was used")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from checked_tables import good_tables
from visits.registry import load_registry
outcome = visits.checks.run.run_checks(good_tables(), load_registry())
visits.checks.docs.write_data_docs(outcome, sys.argv[1])
assert outcome.passed
"""


def test_a_run_is_quiet_offline_and_leaves_nothing_behind(tmp_path: Path) -> None:
    temporary, home = tmp_path / "temporary", tmp_path / "home"
    temporary.mkdir()
    home.mkdir()
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests" / "checks")))
    done = subprocess.run(
        [sys.executable, "-c", QUIET_RUN, str(tmp_path / "docs")],
        env=os.environ | {"TMPDIR": str(temporary), "HOME": str(home), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(temporary.iterdir()) == []
    assert list(home.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "home", "temporary"]

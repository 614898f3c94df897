"""Exports hold what the dataset holds, in the layouts of others."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from commands import Ran, refuses
from published import publish
from stories import Story

from visits.configuration import ReleaseSettings
from visits.release.exports.colt import colt_layout
from visits.release.load import load_arrow
from visits.release.workbook import SHEETS, write_workbook

Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    story = Story()
    known = {"host_leader": "Xi Jinping", "visit_type": "summit", "occasion": "the forum", "confidence": 0.93}
    story.tells("b", start="2019-01-07", end="2019-01-09", cities=("Beijing", "Dandong"), source="One", **known)
    story.tells("a", start="2019-01-07", end="2019-01-10", companions=["=Ri Sol Ju"], source="Two", **known)
    story.tells(
        "c", start="2018-03", host_country="VNM", leader="Peter van der Berg", leader_id=None, leader_country="NLD"
    )
    story.tells("d", status="planned", host_country="NAM")
    story.tells("e", start="2018-05-01", leader_role="minister", leader_id=None, leader="Ri Yong Ho")
    return publish(story, tmp_path_factory.mktemp("dataset"), ReleaseSettings())


def test_colt(dataset: Path, tmp_path: Path, run: Run) -> None:
    done = run("export", "--format", "colt", "--in", dataset, "-o", tmp_path / "trips.csv")
    assert done.out == f"2 visits that took place. Written to {tmp_path / 'trips.csv'}.\n"
    with (tmp_path / "trips.csv").open(encoding="utf-8", newline="") as file:
        trips = {row["CountryVisitedISO"]: row for row in csv.DictReader(file)}
    china, vietnam = trips["CHN"], trips["VNM"]
    assert list(china) == [*(one.name for one in colt_layout().columns), "SourceLink1", "SourceLink2"]
    expected = {
        "LeaderFullName": "Kim Jong Un",
        "LeaderSurname": "Kim",
        "LeaderCountryOrIGO": "North Korea",
        "LeaderRole": "HOGS",
        "CountryVisited": "China",
        "CityVisited": "Beijing; Dandong",
        "TripYear": "2019",
        "TripStartDate": "2019-01-07",
        "MetHostHoGS": "Yes",
        "HostHOGSName": "Xi Jinping",
        "AttendedMultilatEvent": "Yes",
        "NameMultilatEvent": "the forum",
        "PublicAddress": "",
        "Confidence(1-5)": "5",
        "SourceLink1": "a",
        "SourceLink2": "b",
    }
    assert {name: china[name] for name in expected} == expected
    assert "sources disagree on end_date" in china["Notes"]
    assert (vietnam["TripStartDate"], vietnam["TripYear"], vietnam["MetHostHoGS"]) == ("", "2018", "")
    assert vietnam["LeaderSurname"] == "van der Berg"
    assert "No" not in {value for row in trips.values() for value in row.values()}


def test_colt_has_a_code_for_every_role() -> None:
    from typing import get_args

    from visits.model.codes import Role

    assert list(colt_layout().roles) == list(get_args(Role))


def test_a_workbook_holds_the_tables_and_runs_no_text(dataset: Path, tmp_path: Path) -> None:
    tables = {name: load_arrow(dataset, name) for name in SHEETS}
    write_workbook(tables, tmp_path / "one.xlsx")
    write_workbook(tables, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "one.xlsx")
    assert book.sheetnames == [*SHEETS, "columns"]
    header, *rows = book["visits"].iter_rows()
    visits = [dict(zip([cell.value for cell in header], row, strict=True)) for row in rows]
    assert len(visits) == tables["visits"].num_rows
    china = next(row for row in visits if row["host_country"].value == "CHN" and row["companions"].value)
    assert (china["companions"].value, china["companions"].data_type) == ("=Ri Sol Ju", "s")
    assert china["start_date"].value == datetime(2019, 1, 7)
    assert (china["duration_days"].value, china["unconfirmed"].value) == (4, False)


def test_a_table_as_stata_and_csv(dataset: Path, tmp_path: Path, run: Run) -> None:
    assert run("export", "--format", "stata", "--table", "claims", "--in", dataset, "-o", tmp_path / "c.dta").code == 0
    claims = pd.read_stata(tmp_path / "c.dta")
    assert len(claims) == load_arrow(dataset, "claims").num_rows
    assert "end_" in claims
    assert run("export", "--format", "csv", "--in", dataset, "-o", tmp_path / "v.csv").code == 0
    assert len(pd.read_csv(tmp_path / "v.csv")) == 3
    assert run("export", "--format", "csv", "--all-roles", "--in", dataset, "-o", tmp_path / "v.csv").code == 0
    assert len(pd.read_csv(tmp_path / "v.csv")) == 4


def test_what_cannot_be_exported_is_refused(dataset: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "t.csv"
    target.write_text("mine")
    refuses(
        run("export", "--format", "csv", "--table", "trips", "--in", dataset, "-o", target), "trips", "visits, claims"
    )
    refuses(run("export", "--format", "csv", "--in", tmp_path / "nowhere", "-o", target), "Run `visits build` first")
    refuses(run("export", "--format", "csv", "--in", dataset, "-o", tmp_path), "is a folder")
    refuses(run("export", "--format", "csv", "--in", dataset, "-o", tmp_path / "no" / "t.csv"), "No such file")
    assert target.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]

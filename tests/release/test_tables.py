"""Parquet and CSV hold the same values, typed; loading gives them back."""

import csv
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from published import publish
from stories import Story

import visits
from visits.model.errors import ReleaseError, UsageError
from visits.model.visit import (
    ArticleRow,
    ChangeRow,
    ClaimRow,
    CompanionRow,
    CoverageRow,
    RemovedRow,
    ReportRow,
    RulingRow,
    SentenceRow,
    Visit,
)
from visits.release.catalogue import CATALOGUE
from visits.release.columns import TABLES
from visits.release.csv_files import plain, write_csv
from visits.release.load import load_all
from visits.release.stata import stata_name


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    story = Story()
    story.tells(
        "a",
        source="Daily, “Post”; and\nTimes",
        published="2019-01-11",
        start="2019-01-07",
        end="2019-01-10",
        cities=("Beijing", "Dandong"),
        companions=["Ri Sol Ju", "=Kim Yong Chol"],
        ordinal=4,
        mode_of_travel="train",
        confidence=0.25,
    )
    story.tells("b", start="2018-03", host_country="VNM", leader_role="minister", leader_id=None, leader="Ri Yong Ho")
    story.tells("c", status="planned", host_country="NAM")
    return publish(story, tmp_path)


def test_columns_follow_the_model() -> None:
    models = {
        "visits": Visit,
        "claims": ClaimRow,
        "articles": ArticleRow,
        "sentences": SentenceRow,
        "companions": CompanionRow,
        "reports": ReportRow,
        "coverage": CoverageRow,
        "removed": RemovedRow,
        "changes": ChangeRow,
        "rulings": RulingRow,
    }
    for name, model in models.items():
        assert [column.name for column in TABLES[name]] == list(model.model_fields)
    assert all(column.about and (column.kind == "code") == bool(column.codes) for c in TABLES.values() for column in c)


def _as_csv(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _rows(dataset: Path, name: str) -> tuple[list[str], list[list[str]]]:
    """The CSV file's header and rows, without the apostrophes before formulas."""
    with (dataset / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    kinds = [column.kind for column in CATALOGUE[name].columns]
    read = {"text": plain, "list": lambda cell: "; ".join(map(plain, cell.split("; ")))}
    return header, [[read.get(k, str)(cell) for k, cell in zip(kinds, row, strict=True)] for row in rows]


@pytest.mark.parametrize("name", TABLES)
def test_parquet_and_csv_hold_equal_values(dataset: Path, name: str) -> None:
    header, rows = _rows(dataset, name)
    table = pq.read_table(dataset / f"{name}.parquet", partitioning=None)
    assert header == table.column_names
    assert rows == [[_as_csv(value) for value in row.values()] for row in table.to_pylist()]
    assert rows or name in ("coverage", "removed", "rejects", "changes", "rulings")


@pytest.mark.parametrize("name", [name for name in TABLES if CATALOGUE[name].stata])
def test_stata_and_csv_hold_equal_values(dataset: Path, name: str) -> None:
    """Value labels give the codes, and what is missing in CSV is missing in Stata."""
    with pd.read_stata(dataset / f"{name}.dta", iterator=True) as reader:
        labels = reader.variable_labels()
        table = reader.read()
    header, rows = _rows(dataset, name)
    assert list(table.columns) == [stata_name(column) for column in header]
    assert all(label and len(label) <= 80 for label in labels.values())
    assert [[_from_stata(value) for value in row] for row in table.itertuples(index=False)] == rows


def _from_stata(value: Any) -> str:
    if not isinstance(value, str) and pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "＝1", "'=1", "''=1"])
def test_what_a_spreadsheet_would_run_is_neutralised_and_can_be_had_back(tmp_path: Path, text: str) -> None:
    table = pa.table(
        {"text": [text, "as it is", "it's", "'quoted'", None], "list": [[text, "x"], ["x", text], [], [], None]}
    )
    write_csv(table, tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    assert [row[0] for row in rows] == ["'" + text, "as it is", "it's", "'quoted'", ""]
    assert [row[1] for row in rows] == [f"'{text}; x", f"x; '{text}", "", "", ""]
    assert plain(rows[0][0]) == text
    assert [plain(row[0]) for row in rows[1:]] == ["as it is", "it's", "'quoted'", ""]


def test_other_tools_open_the_files(dataset: Path) -> None:
    expected = [row[0] for row in _rows(dataset, "visits")[1]]
    for file in ("visits.parquet", "visits.csv"):
        assert [row[0] for row in duckdb.sql(f"select visit_id from '{dataset / file}'").fetchall()] == expected
    assert pd.read_parquet(dataset / "visits.parquet")["visit_id"].tolist() == expected
    read = pd.read_csv(dataset / "visits.csv", keep_default_na=False, na_values=[""], parse_dates=["start_date"])
    assert (read["visit_id"].tolist(), str(read["start_date"].dtype)[:8]) == (expected, "datetime")
    assert pacsv.read_csv(dataset / "visits.csv")["visit_id"].to_pylist() == expected


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="there is no sqlite3 command here")
def test_sqlite_imports_the_tables(dataset: Path, tmp_path: Path) -> None:
    database = tmp_path / "visits.sqlite"
    commands = [f".import --csv {dataset / name}.csv {name}" for name in TABLES]
    done = subprocess.run(["sqlite3", database, *commands], check=False, capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stderr) == (0, "")
    with closing(sqlite3.connect(database)) as connection:
        for name in TABLES:
            counted = connection.execute(f"select count(*) from {name}").fetchone()
            assert counted == (len(_rows(dataset, name)[1]),)


def test_parquet_says_what_columns_mean_and_nothing_about_the_machine(dataset: Path) -> None:
    schema = pq.read_schema(dataset / "visits.parquet")
    assert schema.field("start_date").metadata[b"description"].startswith(b"earliest day of presence")
    assert (str(schema.field("start_date").type), str(schema.field("ordinal").type)) == ("date32[day]", "int32")
    assert schema.metadata is None


def test_loaded_visits_are_typed(dataset: Path) -> None:
    table = visits.load(dataset)
    assert list(table["host_country"]) == ["CHN", "NAM"]
    china = table.iloc[0]
    assert china["start_date"] == pd.Timestamp(2019, 1, 7)
    assert china["cities"] == ["Beijing", "Dandong"]
    assert table["duration_days"].dtype == "Int64"
    assert table["duration_days"].tolist() == [4, pd.NA]
    assert table["start_date"].dtype == "datetime64[us]"
    assert table["mode_of_travel"].cat.categories.tolist() == ["air", "train", "road", "sea", "foot"]
    assert table["leader"].dtype == "str"
    assert table.loc[1, "companions"] == []
    assert table["confidence"].tolist()[0] == 0.25


def test_visits_of_others_are_left_out_unless_asked_for(dataset: Path) -> None:
    assert "VNM" not in set(visits.load(dataset)["host_country"])
    everyone = visits.load(dataset, all_roles=True)
    vietnam = everyone[everyone["host_country"] == "VNM"].iloc[0]
    assert (vietnam["start_date"].date(), vietnam["start_precision"]) == (date(2018, 3, 1), "month")


def test_all_tables_load(dataset: Path) -> None:
    tables = dict(load_all(dataset))
    assert list(tables) == list(TABLES)
    assert tables["claims"]["accepted"].dtype == "bool"
    assert tables["removed"].empty
    assert tables["removed"]["visit_id"].dtype == "str"
    assert set(tables["companions"]["name"]) == {"Ri Sol Ju", "=Kim Yong Chol"}


def test_what_cannot_be_loaded_says_why(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="visits, claims, articles"):
        visits.load(dataset, table="visit")
    with pytest.raises(ReleaseError, match="Run `visits build` first"):
        visits.load(tmp_path / "nowhere")
    (dataset / "visits.parquet").resolve().write_bytes(b"PAR1 no more")
    with pytest.raises(ReleaseError, match="write it anew"):
        visits.load(dataset)

"""Parquet and CSV hold the same values, typed; loading gives them back."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
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
from visits.release.columns import TABLES
from visits.release.load import load_all


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
        companions=["Ri Sol Ju", "Kim Yong Chol"],
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


@pytest.mark.parametrize("name", TABLES)
def test_parquet_and_csv_hold_equal_values(dataset: Path, name: str) -> None:
    with (dataset / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    table = pq.read_table(dataset / f"{name}.parquet", partitioning=None)
    assert header == table.column_names
    assert rows == [[_as_csv(value) for value in row.values()] for row in table.to_pylist()]
    assert rows or name in ("coverage", "removed", "rejects", "changes", "rulings")


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
    assert set(tables["companions"]["name"]) == {"Ri Sol Ju", "Kim Yong Chol"}


def test_what_cannot_be_loaded_says_why(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="visits, claims, articles"):
        visits.load(dataset, table="visit")
    with pytest.raises(ReleaseError, match="Run `visits build` first"):
        visits.load(tmp_path / "nowhere")
    (dataset / "visits.parquet").resolve().write_bytes(b"PAR1 no more")
    with pytest.raises(ReleaseError, match="write it anew"):
        visits.load(dataset)

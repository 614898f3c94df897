"""Two real articles on one visit, neither with a publication date: one row for it, others for what they mention."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import visits

ARTICLES = Path(__file__).parents[1].parent / "shared" / "articles"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not ARTICLES.is_dir():
        pytest.skip("the two articles are not beside the project")
    raw = tmp_path_factory.mktemp("raw")
    for path in ARTICLES.glob("*.txt"):
        shutil.copy(path, raw)
    out = tmp_path_factory.mktemp("out") / "processed"
    visits.build(raw, out)
    return out


def test_the_visit_under_report_is_one_row(release: Path) -> None:
    table = visits.load(release)
    row = table[(table["leader_id"] == "prk-kim-jong-un") & (table["start_precision"] == "day")].iloc[0]
    assert (row["leader_country"], row["host_country"], row["host_leader"]) == ("PRK", "CHN", "Xi Jinping")
    assert (row["start_date"], row["end_date"]) == (pd.Timestamp("2019-01-07"), pd.Timestamp("2019-01-10"))
    assert row["mode_of_travel"] == "train"
    assert set(row["companions"]) == {"Ri Sol Ju", "Kim Yong Chol"}
    assert (row["ordinal"], row["n_articles"]) == (4, 2)


def test_the_disagreement_on_the_length_stays_among_the_claims(release: Path) -> None:
    claims = visits.load(release, table="claims")
    lengths = set(claims.loc[claims["field"] == "duration_days", "value"])
    assert {"3", "4"} <= lengths


def test_the_earlier_visits_have_rows_of_their_own(release: Path) -> None:
    table = visits.load(release)
    earlier = table[table["start_precision"] == "month"]
    found = {
        (row["leader_id"], row["host_country"], row["start_date"].strftime("%Y-%m")) for _, row in earlier.iterrows()
    }
    assert found == {
        ("prk-kim-jong-un", "CHN", "2018-03"),
        ("prk-kim-jong-un", "CHN", "2018-06"),
        ("prk-kim-jong-un", "SGP", "2018-06"),
        ("usa-donald-trump", "SGP", "2018-06"),
    }
    assert len(table) == 5

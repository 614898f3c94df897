"""The dataset held against a hand-coded table."""

import csv
import io
from pathlib import Path

import pytest
from stories import Story

from visits.evaluation.compare import Agreement, compare
from visits.evaluation.compare_page import as_csv, as_page, summary
from visits.evaluation.hand_coded import load_mapping, read_table, ready_made
from visits.model.errors import SourceError, UsageError, VocabularyError
from visits.registry import load_registry
from visits.release.tables import arrow_tables, frames

MAPPING = """
about: An invented table
where: {kind: [abroad]}
leader: {column: who}
leader_country: {constant: PRK}
host_country: {column: country}
start_date: {column: from}
end_date: {column: to}
cities: {column: places}
countries: {Middle Kingdom: CHN}
"""
TABLE = """kind,who,country,from,to,places
abroad,Kim Jong Un,Middle Kingdom,2018-03-25,2018-03-28,"Beijing, Tianjin"
abroad,Kim Jong-un,Vietnam,2019-02-26,2019-03-02,Hanoi
abroad,Kim Jong Un,Russia,2019-04-24,,
abroad,Kim Jong Un,Atlantis,2019-04-24,2019-04-25,
at home,Kim Jong Un,China,2019-06-20,2019-06-21,
"""


@pytest.fixture
def agreement(tmp_path: Path) -> Agreement:
    story = Story()
    story.tells("a", start="2018-03-26", end="2018-03-28", cities=("Beijing",))
    story.tells("b", start="2018-03", host_country="CHN", ordinal=1)
    story.tells("c", start="2019-02-26", end="2019-03-02", host_country="VNM")
    story.tells("d", start="2019-03-05", end="2019-03-05", host_country="VNM")
    story.tells("e", start="2018-09-01", host_country="VNM")
    story.tells("f", start="2018-10-01", host_country="VNM", status="planned")
    story.tells("g", host_country="RUS")
    trips, unused = read_table(_file(tmp_path, TABLE), load_mapping(str(_mapping(tmp_path, MAPPING))), load_registry())
    assert unused == ["line 5: 'Atlantis' is no country that the registry knows"]
    return compare(frames(arrow_tables({"visits": story.consolidate().visits})).visits, trips, None, None)


def _file(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def _mapping(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_visits_are_matched_missing_or_extra(agreement: Agreement) -> None:
    assert [(row.host_country, trip.line) for row, trip in agreement.pairs] == [("CHN", 2), ("VNM", 3), ("VNM", 3)]
    assert [trip.host_country for trip in agreement.missing] == ["RUS"]
    assert [str(row.start) for row in agreement.extra] == ["2018-09-01"]
    assert agreement.undated == 1
    assert (agreement.share_in_table, agreement.rows_per_trip) == (0.75, 1.5)


def test_dates_and_fields_are_held_against_each_other(agreement: Agreement) -> None:
    assert agreement.offsets("start") == {1: 1, 0: 1, 7: 1}
    assert agreement.within_a_day("end") == pytest.approx(2 / 3)
    assert ("cities (one of ours is theirs)", 1, 1) in agreement.fields()


def test_table_and_page_tell_the_same(agreement: Agreement) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(agreement))))
    assert [row["outcome"] for row in rows] == ["matched"] * 3 + ["extra", "missing"]
    page = as_page(agreement, "A <table>")
    assert "A &lt;table&gt;" in page
    assert "http" not in page
    assert "75 %" in summary(agreement)[0]


def test_an_empty_dataset() -> None:
    empty = compare(frames(arrow_tables({})).visits, [], None, None)
    assert (empty.share_in_table, empty.within_a_day("start")) == (None, None)
    assert summary(empty)


def test_ready_made_mappings_are_well_formed() -> None:
    assert {"colt", "state-department-travels", "state-department-visits"} <= set(ready_made())
    registry = load_registry()
    for name in ready_made():
        mapping = load_mapping(name)
        assert {"leader", "host_country"} <= set(type(mapping).model_fields)
        assert set(mapping.countries.values()) <= set(registry.countries)


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="colt"):
        load_mapping("nowhere")
    with pytest.raises(VocabularyError, match="leader"):
        load_mapping(str(_mapping(tmp_path, MAPPING.replace("{column: who}", "{column: who, constant: Kim}"))))
    mapping = load_mapping(str(_mapping(tmp_path, MAPPING)))
    with pytest.raises(SourceError, match="who"):
        read_table(_file(tmp_path, TABLE.replace("who", "name")), mapping, load_registry())
    with pytest.raises(SourceError, match="can't be read"):
        read_table(tmp_path / "none.csv", mapping, load_registry())

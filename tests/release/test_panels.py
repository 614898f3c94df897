"""Panels count visits, days and types; a zero stands only where coverage is declared, and no visit may hide."""

from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from stories import Story

from visits.configuration import Covered
from visits.registry import Registry, load_registry
from visits.release.declared import Units, covered_until
from visits.release.panel_columns import KEYS, PANELS
from visits.release.panels import panels
from visits.release.tables import arrow_table, frame

ALL_OF_2018 = {"first": date(2018, 1, 1), "last": date(2018, 12, 31)}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def told() -> Story:
    story = Story()
    story.tells("a", start="2018-03-25", end="2018-03-28", visit_type="official")
    story.tells("b", start="2018-12-30", end="2019-01-02", host_country="VNM", status="ongoing")
    story.tells("c", start="2018-06", host_country="RUS", visit_type="state")
    story.tells("d", start="2018-09-01", host_country="RUS", status="cancelled")
    story.tells("e", start="2018-05-01", leader_role="minister", leader_id=None, leader="Ri Yong Ho")
    return story


def made(story: Story, registry: Registry, **covered: Any) -> dict[str, pd.DataFrame]:
    table = arrow_table("visits", story.consolidate().visits)
    coverage = [Covered(**covered)] if covered else []
    tables = panels(frame("visits", table), registry, coverage)
    assert list(tables) == list(PANELS)
    for name, panel in tables.items():
        assert [field.name for field in panel.schema] == [column.name for column in PANELS[name]]
        keys = panel.to_pandas()[list(KEYS[name])]
        assert not keys.duplicated().any()
        assert keys.equals(keys.sort_values(list(KEYS[name]), ignore_index=True))
    return {name: frame(name, panel) for name, panel in tables.items()}


def row(panel: pd.DataFrame, **keys: Any) -> dict[str, Any]:
    found = panel[(panel[list(keys)] == pd.Series(keys)).all(axis=1)]
    assert len(found) == 1, f"{keys}: {len(found)} rows"
    return {name: None if value is pd.NA else value for name, value in found.iloc[0].items()}


def test_without_declared_coverage_there_is_no_zero(registry: Registry) -> None:
    tables = made(told(), registry)
    for name, panel in tables.items():
        measured = [column.name for column in PANELS[name] if "visits" in column.name or column.name == "days"]
        assert not (panel[measured] == 0).any().any()
    china = row(tables["dyad_year"], iso3c1="PRK", iso3c2="CHN", year=2018)
    assert (china["ccode1"], china["ccode2"], china["gwcode2"]) == (731, 710, 710)
    assert (china["visits"], china["visits_official"], china["days"], china["covered"]) == (1, 1, 4, False)
    assert china["visits_state"] is None
    assert set(tables["dyad_year"]["iso3c2"]) == {"CHN", "VNM", "RUS"}


def test_days_fall_to_the_months_in_which_they_lie_and_visits_to_that_of_their_start(registry: Registry) -> None:
    tables = made(told(), registry)
    december = row(tables["dyad_month"], iso3c2="VNM", year=2018, month=12)
    january = row(tables["dyad_month"], iso3c2="VNM", year=2019, month=1)
    assert (december["visits"], december["visits_ongoing"], december["days"]) == (1, 1, 2)
    assert (january["visits"], january["days"]) == (None, 2)
    june = row(tables["dyad_month"], iso3c2="RUS", year=2018, month=6)
    assert (june["visits"], june["visits_state"], june["days"], june["visits_with_days"]) == (1, 1, None, None)


def test_zeros_are_true_inside_coverage_and_rows_missing_outside_it(registry: Registry) -> None:
    tables = made(told(), registry, leaders_of=["PRK"], **ALL_OF_2018)
    japan = row(tables["dyad_year"], iso3c1="PRK", iso3c2="JPN", year=2018)
    assert (japan["visits"], japan["days"], japan["covered"]) == (0, 0, True)
    russia = row(tables["dyad_year"], iso3c2="RUS", year=2018)
    assert (russia["visits"], russia["visits_cancelled"], russia["visits_planned"]) == (1, 1, 0)
    assert set(tables["dyad_year"]["iso3c1"]) == {"PRK"}
    assert len(tables["dyad_month"]) == 12 * (len(Units(registry).of_year(2018)) - 1) + 1  # Vietnam in January 2019
    kim = row(tables["leader_year"], leader_id="prk-kim-jong-un", year=2018)
    assert (kim["visits"], kim["days_in_office"], kim["covered"]) == (3, 365, True)
    korea = row(tables["country_year"], iso3c="PRK", year=2018)
    assert (korea["made_covered"], korea["received_covered"], korea["received_visits"]) == (True, False, None)


def test_half_a_year_of_coverage_makes_no_zero_of_the_year(registry: Registry) -> None:
    tables = made(told(), registry, leaders_of=["PRK"], hosts=["JPN"], first=date(2018, 1, 1), last=date(2018, 6, 30))
    assert set(tables["dyad_year"]["iso3c2"]) == {"CHN", "VNM", "RUS"}
    japan = tables["dyad_month"][tables["dyad_month"]["iso3c2"] == "JPN"]
    assert japan["month"].tolist() == [1, 2, 3, 4, 5, 6]


def test_a_visit_without_a_known_period_makes_zeros_unknown_where_it_may_belong(registry: Registry) -> None:
    story = Story()
    story.tells("a", start="2018", host_country="VNM")
    story.tells("b", host_country="RUS", published="2018-02-01")
    tables = made(story, registry, leaders_of=["PRK"], first=date(2017, 1, 1), last=date(2019, 12, 31))
    years = {(r.iso3c2, r.year): r.visits for r in tables["dyad_year"].itertuples()}
    assert (years["VNM", 2017], years["VNM", 2018], years["VNM", 2019]) == (0, 1, 0)
    assert (years["RUS", 2017], years["RUS", 2018], years["RUS", 2019]) == (pd.NA, pd.NA, 0)
    months = tables["dyad_month"]
    vague = months[(months["iso3c2"] == "VNM") & (months["year"] == 2018)]
    assert vague["visits"].isna().all()
    assert (months[(months["iso3c2"] == "VNM") & (months["year"] == 2019)]["visits"] == 0).all()


def test_coverage_ends_with_the_last_article() -> None:
    coverage = [
        Covered(first=date(2018, 1, 1), last=date(9999, 12, 31)),
        Covered(first=date(2017, 1, 1), last=date(2017, 12, 31)),
        Covered(first=date(2020, 1, 1), last=date(2020, 12, 31)),
    ]
    kept = covered_until(coverage, date(2019, 5, 4))
    assert [(one.first.year, one.last) for one in kept] == [(2018, date(2019, 5, 4)), (2017, date(2017, 12, 31))]
    assert covered_until(coverage, None) == []


@pytest.mark.parametrize("year", [1990, 1991, 1992, 2003, 2006, 2011, 2020])
def test_no_number_stands_twice_in_a_year(registry: Registry, year: int) -> None:
    units = Units(registry).of_year(year)
    for position in (0, 1):
        numbers = [unit.numbers[position] for unit in units if unit.numbers[position] is not None]
        assert len(set(numbers)) == len(numbers)
    assert len({member for unit in units for member in unit.members}) == sum(len(unit.members) for unit in units)


def test_a_state_is_counted_with_the_one_whose_number_it_took_over(registry: Registry) -> None:
    story = Story()
    story.tells("a", start="1991-05-01", leader="M", leader_id=None, leader_country="SUN", host_country="JPN")
    story.tells("b", start="1991-12-28", leader="Y", leader_id=None, leader_country="RUS", host_country="JPN")
    tables = made(story, registry)
    japan = row(tables["dyad_year"], iso3c2="JPN", year=1991)
    assert (japan["iso3c1"], japan["ccode1"], japan["visits"]) == ("RUS", 365, 2)


def test_the_table_is_typed(registry: Registry) -> None:
    table = arrow_table("visits", told().consolidate().visits)
    panel = panels(frame("visits", table), registry, [])["dyad_month"]
    assert panel.schema.field("visits").type == pa.int32()
    assert panel.schema.field("ccode1").metadata[b"description"].startswith(b"its Correlates of War number")

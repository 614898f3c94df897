"""Each check passes good rows, fails bad ones, and says which and why."""

from dataclasses import replace
from datetime import date
from typing import Any

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
    with_row,
)

from visits.model.visit import Visit


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_the_rows_are_those_the_tests_mean() -> None:
    visits = good_tables().visits
    assert visits["host_country"].tolist() == ["CHN", "CHN", "VNM", "VNM", "CHN"]
    assert visits["status"].tolist()[PLANNED] == "planned"
    assert visits["leader_id"].tolist()[MINISTER] == "prk:risuyong"


def test_good_rows_pass() -> None:
    assert failures(good_tables()) == {}
    assert failures(no_tables()) == {}


IDENTITY: list[tuple[str, int, dict[str, Any], str]] = [
    ("visit_complete", FIRST, {"leader": None, "n_articles": 1}, "has no leader"),
    ("leader_id_known", FIRST, {"leader_id": "prk-nobody"}, "no leader 'prk-nobody'"),
    ("host_leader_id_known", FOURTH, {"host_leader_id": "chn-nobody"}, "no leader 'chn-nobody'"),
    ("leader_country_known", MINISTER, {"leader_country": "XXX"}, "no country 'XXX'"),
    ("host_country_known", FIRST, {"host_country": "ROM"}, "no country 'ROM'"),
    ("leader_numbers_known", FIRST, {"leader_cow": 732}, "732 (COW)"),
    ("host_numbers_known", FIRST, {"host_gw": None}, "unknown (GW)"),
    ("visit_has_articles", FIRST, {"n_articles": 0, "n_sources": 0}, "0 articles"),
    ("articles_counted", FIRST, {"n_articles": 2}, "counts 2 articles, but its claims quote 1"),
    ("sources_within_articles", FIRST, {"n_sources": 2}, "2 sources"),
    ("confidence_is_probability", FIRST, {"confidence": 1.5}, "1.5"),
    ("ordinal_positive", FIRST, {"ordinal": 0}, "visit 0"),
    ("ordinal_observed_positive", HANOI, {"ordinal_observed": 0}, "visit 0"),
]
VOCABULARY: list[tuple[str, int, dict[str, Any], str]] = [
    (f"{column}_vocabulary", row, {column: "perhaps"}, "'perhaps'")
    for column, row in {
        "leader_role": FIRST,
        "start_precision": FIRST,
        "start_basis": FIRST,
        "end_precision": FIRST,
        "end_basis": FIRST,
        "mode_of_travel": FOURTH,
        "visit_type": FOURTH,
        "status": FIRST,
    }.items()
] + [("conflicts_name_fields", FIRST, {"conflicts": ["start_date", "length"]}, "conflicts on length")]
DATES: list[tuple[str, int, dict[str, Any], str]] = [
    ("start_fits_precision", PLANNED, {"start_date": day("2019-11-05")}, "does not go with precision month"),
    ("start_fits_precision", HANOI, {"start_precision": None}, "precision unknown"),
    ("end_fits_precision", PLANNED, {"end_basis": "stated"}, "the end date unknown"),
    ("end_not_before_start", FIRST, {"end_date": day("2018-03-24")}, "ends on 2018-03-24"),
    ("duration_equals_dates", FIRST, {"duration_days": 3}, "duration_days is 3"),
    ("duration_equals_dates", FIRST, {"duration_days": None}, "make 4"),
    ("duration_equals_dates", PLANNED, {"duration_days": 3}, "make unknown"),
    ("publication_span", FIRST, {"first_published": day("2018-04-01")}, "first report is of 2018-04-01"),
    ("plausible_length", HANOI, {"end_date": day("2019-04-12"), "duration_days": 46}, "lasts 46 days"),
    ("planned_ahead", PLANNED, {"last_published": day("2019-12-01")}, "planned for 2019-11, yet"),
    ("told_when_made", FIRST, {"last_published": day("2018-03-26")}, "2018-03-25 to 2018-03-28"),
    ("told_when_made", FIRST, {"status": "ongoing", "last_published": day("2018-03-23")}, "is ongoing"),
    ("start_known", FIRST, {"start_date": None, "start_precision": None, "start_basis": None}, "no start date"),
]
LEADERS: list[tuple[str, int, dict[str, Any], str]] = [
    ("not_own_country", FIRST, {"host_country": "PRK"}, "Kim Jong Un leads PRK"),
    ("start_after_birth", FIRST, {"start_date": day("1961-07-01")}, "starts on 1961-07-01, before"),
    ("not_own_dependency", FIRST, {"leader_country": "CHN", "host_country": "HKG"}, "HKG belongs to CHN"),
    ("leader_country_given", FIRST, {"leader_country": None}, "not known"),
    ("leader_leads_country", FIRST, {"leader_country": "KOR"}, "no office of Kim Jong Un in KOR"),
    ("host_existed", FIRST, {"host_country": "SUN"}, "SUN did not exist"),
    ("in_office", FIRST, {"start_date": day("2010-05-03"), "end_date": day("2010-05-07")}, "days out of office"),
    ("host_in_office", FOURTH, {"host_leader_id": "chn-hu-jintao"}, "Xi Jinping was"),
    ("host_is_another", FOURTH, {"host_leader_id": "prk-kim-jong-un"}, "also given as the host"),
    ("ordinals_rise", FOURTH, {"ordinal": 1}, "visit 1 of Kim Jong Un to CHN, yet an earlier one"),
    ("ordinal_not_below_observed", FOURTH, {"ordinal_observed": 5}, "yet is visit 5"),
]
EVIDENCE: list[tuple[str, int, dict[str, Any], str]] = [
    ("evidence_complete", FOURTH, {"mode_of_travel": "air"}, "speaks for mode_of_travel"),
    ("evidence_complete", FOURTH, {"cities": ["Beijing", "Tianjin"]}, "speaks for cities"),
    ("evidence_complete", FOURTH, {"ordinal": 5}, "speaks for ordinal"),
    ("evidence_complete", HANOI, {"host_leader": "Nguyen Phu Trong"}, "speaks for host_leader"),
    ("evidence_complete", PLANNED, {"start_date": day("2019-12-01")}, "speaks for start_date"),
    ("companions_tabled", FOURTH, {"companions": []}, "lists 0 companions"),
]


@pytest.mark.parametrize(("check", "row", "cells", "reason"), IDENTITY + VOCABULARY + DATES + LEADERS + EVIDENCE)
def test_a_bad_visit_is_named(check: str, row: int, cells: dict[str, Any], reason: str) -> None:
    found = failures(with_cells(good_tables(), "visits", row, **cells))
    assert [failed.visit_id for failed in found[check]] == [visit_id(row)]
    assert reason in found[check][0].reason


@pytest.mark.parametrize(
    ("check", "table", "cells", "reason"),
    [
        ("claim_complete", "claims", {"quote": None}, "has no quote"),
        ("claim_visit_known", "claims", {"visit_id": "vnowhere"}, "not in the dataset"),
        ("claim_article_known", "claims", {"article_id": "lost"}, "'lost'"),
        ("claim_field_vocabulary", "claims", {"field": "mood"}, "'mood'"),
        ("claim_part_vocabulary", "claims", {"part": "footer"}, "'footer'"),
        ("claim_start_positive", "claims", {"start": -1}, "starts at -1"),
        ("claim_quote_fits_offsets", "claims", {"quote": "K"}, "its offsets"),
        ("companion_complete", "companions", {"name": None}, "has no name"),
        ("companion_visit_known", "companions", {"visit_id": "vnowhere"}, "not in the dataset"),
        ("companion_listed", "companions", {"name": "Kim Yo Jong"}, "Kim Yo Jong is not in the visit's list"),
        ("companion_reported", "companions", {"n_reports": 0}, "0 reports"),
        ("companion_is_another", "companions", {"name": "Kim Jong Un"}, "is the leader"),
        ("article_complete", "articles", {"outcome": None}, "has no outcome"),
        ("published_basis_vocabulary", "articles", {"published_basis": "rumour"}, "'rumour'"),
        ("article_has_text", "articles", {"n_characters": 0}, "0 characters"),
        ("published_known", "articles", {"published": None}, "no publication day"),
    ],
)
def test_a_bad_row_of_another_table_is_named(check: str, table: str, cells: dict[str, Any], reason: str) -> None:
    found = failures(with_cells(good_tables(), table, 0, **cells))
    assert len(found[check]) == 1
    assert reason in found[check][0].reason


def test_shared_ids_are_named_on_all_their_rows() -> None:
    found = failures(with_cells(good_tables(), "visits", FOURTH, visit_id=visit_id(FIRST)))
    assert [row.visit_id for row in found["visit_id_unique"]] == [visit_id(FIRST)] * 2
    found = failures(with_cells(good_tables(), "articles", 1, article_id="first"))
    assert [row.visit_id for row in found["article_id_unique"]] == ["first"] * 2


def test_an_accepted_claim_says_what_the_cell_says() -> None:
    claims = good_tables().claims
    row = int((claims["value"] == "train").to_numpy().argmax())
    found = failures(with_cells(good_tables(), "claims", row, value="air"))
    assert "says 'air'" in found["accepted_claim_is_cell"][0].reason
    assert "mode_of_travel" in found["evidence_complete"][0].reason
    rejected = with_cells(
        with_cells(good_tables(), "claims", row, accepted=False), "visits", FOURTH, mode_of_travel=None
    )
    assert failures(rejected) == {}


def test_every_column_of_a_visit_is_traced_or_known_to_follow_from_others() -> None:
    """A new column of `Visit` must be added to the traced fields, or here."""
    follows = {"visit_id", "journey_id", "leader_id", "leader_title", "leader_role", "host_leader_id", "duration_days"}
    follows |= {f"{side}_{number}" for side in ("leader", "host") for number in ("cow", "gw")}
    follows |= {f"{edge}_{part}" for edge in ("start", "end") for part in ("precision", "basis")}
    follows |= {"ordinal_observed", "n_articles", "n_sources", "first_published", "last_published", "confidence"}
    follows |= {"conflicts", "unconfirmed"}
    tables = good_tables()
    unclaimed = replace(tables, claims=tables.claims.assign(accepted=False))
    unclaimed = with_cells(unclaimed, "visits", FOURTH, occasion="a birthday")
    lacking = failures(unclaimed)["evidence_complete"]
    named = next(row.reason for row in lacking if row.visit_id == visit_id(FOURTH)).partition("speaks for ")[2]
    assert set(named.split(", ")) == set(Visit.model_fields) - follows


def test_removed_ids_are_not_in_use() -> None:
    tables = with_row(good_tables(), "removed", visit_id=visit_id(FIRST), reason="merged")
    assert [row.visit_id for row in failures(tables)["removed_not_published"]] == [visit_id(FIRST)]
    twice = with_row(with_row(good_tables(), "removed", visit_id="vgone"), "removed", visit_id="vgone")
    assert set(failures(twice)) == {"removed_id_unique"}


def test_rejects_say_why() -> None:
    tables = with_row(good_tables(), "rejects", path="a.txt", reason="empty file")
    assert failures(tables) == {}
    tables = with_row(good_tables(), "rejects", path="a.txt")
    assert failures(tables)["reject_complete"] == (("a.txt", "has no reason"),)


def test_articles_from_the_future_are_found_where_today_is_told() -> None:
    assert failures(good_tables(), today=date(2019, 5, 1)) == {}
    found = failures(good_tables(), today=date(2019, 4, 1))
    assert found == {"published_by_today": (("plan", "is dated 2019-05-01, 30 days ahead of today"),)}


class TestTwoCountriesAtOnce:
    """The visit to Vietnam, 26 February to 2 March 2019, against another to China."""

    @pytest.mark.parametrize(
        ("start", "end", "wrong"),
        [
            ("2019-02-20", "2019-02-26", False),  # left for Vietnam on the day of arrival there
            ("2019-03-02", "2019-03-05", False),
            ("2019-02-26", "2019-02-26", False),  # a stop on the way
            ("2019-02-20", "2019-02-27", True),
            ("2019-02-28", "2019-02-28", True),  # a day trip, so that the stay was broken
            ("2019-01-01", "2019-04-01", True),
        ],
    )
    def test_travel_days_are_excepted(self, start: str, end: str, wrong: bool) -> None:
        days = (day(end) - day(start)).days + 1
        cells = {"start_date": day(start), "end_date": day(end), "duration_days": days}
        found = failures(with_cells(good_tables(), "visits", FOURTH, **cells))
        assert ("not_two_countries_at_once" in found) == wrong
        if wrong:
            one, other = found["not_two_countries_at_once"]
            assert [one.visit_id, other.visit_id] == [visit_id(FOURTH), visit_id(HANOI)]
            assert visit_id(HANOI) in one.reason
            assert visit_id(FOURTH) in other.reason

    def test_coarse_dates_and_plans_put_nobody_anywhere(self) -> None:
        coarse = {"start_date": day("2019-02-01"), "start_precision": "month", "end_date": day("2019-03-01")}
        coarse |= {"end_precision": "month", "duration_days": None}
        assert "not_two_countries_at_once" not in failures(with_cells(good_tables(), "visits", FOURTH, **coarse))
        plan = {"start_date": day("2019-02-27"), "end_date": day("2019-02-28"), "duration_days": 2, "status": "planned"}
        assert "not_two_countries_at_once" not in failures(with_cells(good_tables(), "visits", FOURTH, **plan))

    def test_one_country_twice_is_another_matter(self) -> None:
        days = {"start_date": day("2019-01-08"), "end_date": day("2019-01-12"), "duration_days": 5}
        found = failures(with_cells(good_tables(), "visits", FIRST, **days))
        assert len(found["no_doubled_visit"]) == 2
        assert "not_two_countries_at_once" not in found


class TestCoarseDates:
    def test_an_end_within_the_month_of_the_start_is_not_before_it(self) -> None:
        cells = {"end_date": day("2018-03-01"), "end_precision": "month", "duration_days": None}
        assert "end_not_before_start" not in failures(with_cells(good_tables(), "visits", FIRST, **cells))
        cells["end_date"] = day("2018-02-01")
        assert "end_not_before_start" in failures(with_cells(good_tables(), "visits", FIRST, **cells))

    def test_ordinals_of_visits_that_may_be_in_either_order_are_not_compared(self) -> None:
        cells = {"start_date": day("2018-01-01"), "start_precision": "year", "end_date": None, "end_precision": None}
        cells |= {"end_basis": None, "duration_days": None, "ordinal": 2}
        year_2018 = with_cells(good_tables(), "visits", FOURTH, **cells)
        assert "ordinals_rise" not in failures(with_cells(year_2018, "visits", FIRST, ordinal=3))
        in_2017 = with_cells(year_2018, "visits", FOURTH, start_date=day("2017-01-01"))
        assert [row.visit_id for row in failures(in_2017)["ordinals_rise"]] == [visit_id(FIRST)]

    def test_a_year_in_which_office_was_taken_is_in_office(self) -> None:
        cells = {"start_date": day("2011-01-01"), "start_precision": "year", "end_date": None, "end_precision": None}
        cells |= {"end_basis": None, "duration_days": None}
        assert "in_office" not in failures(with_cells(good_tables(), "visits", FIRST, **cells))
        cells["start_date"] = day("2010-01-01")
        assert "in_office" in failures(with_cells(good_tables(), "visits", FIRST, **cells))

    def test_a_plan_for_the_month_of_its_report_lies_ahead(self) -> None:
        report = {"first_published": day("2019-11-30"), "last_published": day("2019-11-30")}
        assert "planned_ahead" not in failures(with_cells(good_tables(), "visits", PLANNED, **report))


def test_terms_of_office_bind_heads_only() -> None:
    cells = {"leader_role": "other", "start_date": day("2010-05-03"), "end_date": day("2010-05-06")}
    assert "in_office" not in failures(with_cells(good_tables(), "visits", FIRST, **cells))


def test_numbers_may_be_missing_only_before_the_state_was_there() -> None:
    kosovo = {"host_country": "XKX", "host_cow": None, "host_gw": None}
    assert "host_numbers_known" in failures(with_cells(good_tables(), "visits", FIRST, **kosovo))
    early = {"start_date": day("1999-06-12"), "end_date": day("1999-06-15")}
    assert "host_numbers_known" not in failures(with_cells(good_tables(), "visits", FIRST, **kosovo, **early))

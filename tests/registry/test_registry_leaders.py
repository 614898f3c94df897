"""The package's own tables of leaders, as a whole."""

from __future__ import annotations

from datetime import date

from visits.model.codes import HEAD_ROLES
from visits.registry import load_registry
from visits.registry.coverage import state_years, summary


def test_heads_are_known_for_nearly_all_state_years() -> None:
    years = state_years(load_registry())
    assert years.total > 7500
    assert years.share("head of state") >= 0.985
    assert years.share("effective leader") >= 0.99


def test_the_summary_tells_the_shares() -> None:
    text = summary(load_registry())
    assert "head of state" in text
    assert "%" in text


def test_only_countries_without_leaders_of_their_own_have_none() -> None:
    registry = load_registry()
    led = {term.country for leader in registry.leaders.values() for term in leader.terms if term.role in HEAD_ROLES}
    without = {country.id for country in registry.countries.values() if country.state} - led
    assert without <= {"SMR"}


def test_nobody_holds_an_office_before_birth_or_leads_in_the_cradle() -> None:
    for leader in load_registry().leaders.values():
        if leader.born is None:
            continue
        for term in leader.terms:
            assert not term.start.precedes(leader.born), leader.id
            if term.role in HEAD_ROLES:
                assert 0 < term.start.year - leader.born.year < 100, leader.id


def test_no_term_starts_in_the_future() -> None:
    for leader in load_registry().leaders.values():
        for term in leader.terms:
            assert term.first < date(2027, 1, 1), leader.id

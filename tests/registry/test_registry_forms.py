"""The forms as a whole: each means one thing, or says that it does not."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from visits.registry import Registry, fold, load_registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def test_a_form_of_several_countries_is_ambiguous_or_divided_by_time(registry: Registry) -> None:
    for form, readings in registry.place_readings.items():
        prominent = [reading for reading in readings if reading.prominent]
        assert prominent, form
        for on in (date(1985, 1, 1), date(1991, 1, 1), date(2005, 1, 1), date(2020, 1, 1)):
            holding = {reading.country for reading in prominent if reading.distance(on) == 0}
            assert len(holding) <= 1, (form, on, holding)
        if len(prominent) < len(readings):
            assert all(reading.ambiguous for reading in readings), form


def test_readings_of_one_form_follow_each_other_without_a_gap(registry: Registry) -> None:
    for form, readings in registry.place_readings.items():
        dated = sorted((r for r in readings if r.prominent), key=lambda r: r.start or date.min)
        for earlier, later in pairwise(dated):
            assert earlier.end is not None, form
            assert later.start is not None, form
            assert later.start <= earlier.end + timedelta(days=1), form


def test_every_accented_form_is_there_in_ascii_too(registry: Registry) -> None:
    for form in registry.place_readings:
        assert fold(form) in registry.place_readings, form
    persons = {person.form for person in registry.person_forms}
    for form in persons:
        assert fold(form) in persons, form


@pytest.mark.parametrize("form", ["Xi'an", "Xi’an", "N'Djamena", "N’Djamena", "Élysée Palace", "Elysee Palace"])
def test_apostrophes_and_accents(registry: Registry, form: str) -> None:
    assert registry.read_place(form) is not None


def test_persons_of_one_name_share_its_form(registry: Registry) -> None:
    bush = next(p for p in registry.person_forms if p.form == "Bush" and p.kind == "short")
    assert {"usa-george-h-w-bush", "usa-george-w-bush"} <= set(bush.leader_ids)
    kim = next(p for p in registry.person_forms if p.form == "Kim" and p.kind == "short")
    assert {"prk-kim-il-sung", "prk-kim-jong-il", "prk-kim-jong-un"} <= set(kim.leader_ids)


def test_forms_are_given_in_a_fixed_order(registry: Registry) -> None:
    names = [reading.form for reading in registry.forms()]
    assert names == sorted(names)
    persons = [(person.form, person.kind) for person in registry.person_forms]
    assert persons == sorted(persons)
    assert len(persons) == len(set(persons))


def test_adjectives_and_capitals_are_marked(registry: Registry) -> None:
    french, frenchman, paris = (registry.read_place(form) for form in ("French", "Frenchman", "Paris"))
    assert french
    assert frenchman
    assert paris
    assert french.adjective
    assert not frenchman.adjective
    american = registry.read_place("U.S.")
    assert american
    assert (american.kind, american.adjective) == ("country", True)
    assert paris.capital
    assert paris.city == "Paris"


def test_what_is_kept_from_run_to_run_is_what_the_files_hold(registry: Registry, tmp_path: Path) -> None:
    """The package's own registry may come from an earlier run; one with an extension makes all its forms anew."""
    nobody = tmp_path / "regions.yaml"
    nobody.write_text("- {id: nowhere-land, forms: [Nowhere Land]}\n")
    made = load_registry(nobody)
    assert made.person_forms == registry.person_forms
    assert {form: made.place_readings[form] for form in registry.place_readings} == registry.place_readings
    kept = pickle.loads(pickle.dumps((registry.leaders, registry.countries, registry.places)))
    assert kept == (registry.leaders, registry.countries, registry.places)

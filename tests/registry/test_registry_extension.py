"""A user's own files beside the package's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from visits.model.errors import VocabularyError
from visits.registry import load_registry

HEADER = "leader_id,name,aliases,gender,born,country,role,title,start,end\n"


def test_a_folder_adds_countries_places_and_leaders(tmp_path: Path) -> None:
    (tmp_path / "countries.yaml").write_text(
        "- id: QQQ\n  name: Ruritania\n  official: Kingdom of Ruritania\n  cow: null\n  gw: null\n"
        "  adjectives: [Ruritanian]\n  capital: Strelsau\n",
        encoding="utf-8",
    )
    (tmp_path / "places.yaml").write_text(
        "- {id: zenda, name: Zenda Castle, country: QQQ, city: Strelsau, kind: residence}\n", encoding="utf-8"
    )
    (tmp_path / "leaders").mkdir()
    (tmp_path / "leaders" / "mine.csv").write_text(
        HEADER + "qqq-rudolf-v,Rudolf V,Rudolf Elphberg; ~Rudolf,m,1860,QQQ,both,king,1994-03-01,\n", encoding="utf-8"
    )
    registry = load_registry(tmp_path)
    reading = registry.read_place("Zenda Castle")
    assert reading is not None
    assert (reading.country, reading.city) == ("QQQ", "Strelsau")
    [(leader, term)] = registry.in_office("QQQ", date(2000, 1, 1))
    assert (leader.name, term.title, registry.role_on(leader, date(2000, 1, 1))) == ("Rudolf V", "king", "both")
    assert any(p.form == "Rudolf" and "qqq-rudolf-v" in p.leader_ids for p in registry.person_forms)
    assert registry.version != load_registry().version
    assert "QQQ" not in load_registry().countries


def test_rows_of_a_known_leader_add_terms_and_aliases(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    row = "deu-angela-merkel,,Angie Merkel,,,EUU,organisation_head,commission president,2030-01-01,2034-12-31\n"
    file.write_text(HEADER + row, encoding="utf-8")
    leader = load_registry(file).leader("deu-angela-merkel")
    known = load_registry().leader("deu-angela-merkel")
    assert len(leader.terms) == len(known.terms) + 1
    assert "Angie Merkel" in leader.aliases
    assert set(known.aliases) <= set(leader.aliases)
    assert set(known.short_names) <= set(leader.short_names)
    assert load_registry(file).role_on(leader, date(2031, 1, 1)) == "organisation_head"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("deu-angela-merkel,Angela M.,,,,DEU,other,envoy,2030,2031\n", "name is 'Angela M.'"),
        ("deu-angela-merkel,,,m,,DEU,other,envoy,2030,2031\n", "gender is 'm'"),
        ("deu-angela-merkel,,,,1901,DEU,other,envoy,2030,2031\n", "born is '1901'"),
        ("deu-angela-merkel,,,,,DEU,head_of_government,chancellor,2006,2031\n", "overlaps"),
    ],
)
def test_rows_that_contradict_a_known_leader(tmp_path: Path, row: str, problem: str) -> None:
    (tmp_path / "mine.csv").write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"line 2 \(deu-angela-merkel\)") as caught:
        load_registry(tmp_path / "mine.csv")
    assert problem in str(caught.value)


def test_a_new_entry_may_yield_a_known_form(tmp_path: Path) -> None:
    (tmp_path / "countries.yaml").write_text(
        "- id: QQQ\n  name: Ruritania\n  official: Kingdom of Ruritania\n  cow: null\n  gw: null\n"
        "  capital: Paris\n  yields: [Paris]\n",
        encoding="utf-8",
    )
    registry = load_registry(tmp_path / "countries.yaml")
    reading = registry.read_place("Paris")
    assert reading is not None
    assert reading.country == "FRA"
    assert reading.ambiguous
    assert [r.country for r in registry.place_readings["Paris"]] == ["FRA", "QQQ"]


def test_the_registry_of_the_package_is_read_once() -> None:
    assert load_registry() is load_registry()

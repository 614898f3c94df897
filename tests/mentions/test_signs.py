"""Signs of leaders, places and words: found in one pass, by the text's own letters, each where it stands alone."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from visits.lexicon import load_lexicon
from visits.mentions.signs import Found, SignFinder
from visits.registry import load_registry

OFFICES = {form: office for office in load_lexicon().offices for form in office.forms}
FINDER = SignFinder(load_registry(), OFFICES, ["mr."], {"received": ["hosting"], "east asia summit": ["gathering"]})


def _texts(text: str, found: Iterable[Found]) -> list[str]:
    return [text[start:end] for start, end, _ in found]


def test_kinds_of_signs_and_where_they_stand() -> None:
    text = "Mr. Hollande received German Chancellor Angela Merkel in Paris."
    signs = FINDER.find(text)
    assert _texts(text, signs.people) == ["Hollande", "Angela Merkel"]
    assert _texts(text, signs.places) == ["German", "Paris"]
    assert _texts(text, signs.titles) == ["Mr.", "Chancellor"]
    assert _texts(text, signs.of_kind("hosting")) == ["received"]
    assert signs.people[1][2].full
    assert signs.people[1][2].countries == {"DEU"}
    assert [sign.country for _, _, sign in signs.places] == ["DEU", "FRA"]


def test_the_longest_of_names_that_overlap_stays() -> None:
    text = "He left North Korea for New Delhi."
    assert _texts(text, FINDER.find(text).places) == ["North Korea", "New Delhi"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The U.S. embassy in Paris, France", ["U.S.", "Paris", "France"]),
        ("“Paris”—that’s where", ["Paris"]),
        ("Parisians like parsley, turkeys and china", []),
        ("a stop in São Paulo, then Côte d’Ivoire", ["São Paulo", "Côte d’Ivoire"]),
        ("Paris", ["Paris"]),
    ],
)
def test_a_place_is_found_where_it_stands_alone(text: str, places: list[str]) -> None:
    assert _texts(text, FINDER.find(text).places) == places


def test_words_are_found_in_any_case_and_names_in_theirs() -> None:
    text = "PRIME MINISTER MAY RECEIVED HER AT THE EAST ASIA SUMMIT; the Prime Minister may go"
    signs = FINDER.find(text)
    assert _texts(text, signs.titles) == ["PRIME MINISTER", "MINISTER", "Prime Minister", "Minister"]
    assert _texts(text, signs.of_kind("hosting")) == ["RECEIVED"]
    assert _texts(text, signs.of_kind("gathering")) == ["EAST ASIA SUMMIT"]
    assert "may" not in _texts(text, signs.people)


@pytest.mark.parametrize(
    "text", ["heads of state", "Heads of State", "HEADS OF STATE", "Secretary of State", "UN chief"]
)
def test_titles_are_found_however_their_words_are_written(text: str) -> None:
    assert text in _texts(f"The {text} left.", FINDER.find(f"The {text} left.").titles)


def test_a_phrase_is_found_over_a_line_break_and_a_name_is_not() -> None:
    signs = FINDER.find("the East Asia\nSummit with Angela\nMerkel")
    assert [sign.form for _, _, sign in signs.of_kind("gathering")] == ["East Asia Summit"]
    assert [sign.form for _, _, sign in signs.people] == ["Merkel"]

"""One pass for all names: leaders, countries, cities, demonyms, and the words that only look like them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from visits.mentions.names import NameScanner, Span, bearers
from visits.mentions.words import FormSearch
from visits.registry import load_registry

SCANNER = NameScanner(load_registry())


def _scan(text: str, on: str = "2013-06-01") -> list[Span]:
    return SCANNER.scan(text, date.fromisoformat(on))


def _found(text: str, on: str = "2013-06-01") -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for start, end, kind, _ in _scan(text, on)]


def _countries(text: str, on: str = "2013-06-01") -> dict[str, str | None]:
    return {text[start:end]: mention.country for start, end, kind, mention in _scan(text, on) if kind in "LG"}


def test_full_names_last_names_places_and_demonyms() -> None:
    text = "German Chancellor Angela Merkel flew to Paris, where Hollande met Merkel."
    assert _found(text) == [
        ("G", "German"),
        ("F", "Angela Merkel"),
        ("L", "Paris"),
        ("S", "Hollande"),
        ("S", "Merkel"),
    ]


def test_spellings_of_one_name_mean_one_leader() -> None:
    for name in ("Mahmoud Ahmadinejad", "Mahmud Ahmadi-Nejad", "Mahmoud Ahmadi-Nejad"):
        [(_, _, kind, hit)] = _scan(name)
        assert (kind, hit.full, hit.leader_ids) == ("F", True, ("irn-mahmoud-ahmadinejad",))


def test_a_last_name_lists_everybody_who_bears_it() -> None:
    [(_, _, kind, hit)] = _scan("Kim")
    assert kind == "S"
    assert not hit.full
    assert {"prk-kim-jong-un", "kor-kim-dae-jung"} <= set(hit.leader_ids)


def test_the_longest_of_overlapping_names_stays() -> None:
    assert _found("She left New York for South Korea") == [("L", "New York"), ("L", "South Korea")]
    assert _found("King Abdullah II spoke") == [("F", "King Abdullah II")]


def test_spans_are_sorted_free_of_overlap_and_on_their_words() -> None:
    text = "Xi Jinping and Park Geun-hye met Shinzo Abe in Beijing, China, on U.S. and North Korean affairs."
    spans = _scan(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(mention.text == text[start:end] for start, end, kind, mention in spans if kind in "LG")


@pytest.mark.parametrize(
    ("text", "on", "countries"),
    [
        ("He left Leningrad for East Berlin", "1987-01-01", {"Leningrad": "SUN", "East Berlin": "DDR"}),
        ("He left Kiev for Prague", "1987-01-01", {"Kiev": "SUN", "Prague": "CSK"}),
        ("He left Kiev for Prague", "2013-06-01", {"Kiev": "UKR", "Prague": "CZE"}),
        ("He left Belgrade", "1989-05-01", {"Belgrade": "YUG"}),
        ("He left Belgrade", "2013-06-01", {"Belgrade": "SRB"}),
        ("He left Ramallah for Vatican City", "2013-06-01", {"Ramallah": "PSE", "Vatican City": "VAT"}),
        ("He went from Taipei to Pristina", "2013-06-01", {"Taipei": "TWN", "Pristina": "XKX"}),
    ],
)
def test_a_place_belongs_to_the_state_of_its_day(text: str, on: str, countries: dict[str, str]) -> None:
    assert _countries(text, on) == countries


@pytest.mark.parametrize(
    "text",
    [
        "The Washington Post reported it",
        "the Paris Agreement stands",
        "a roast turkey and some china",
        "Rocket Man is back",
        "Parisians cheered",
    ],
)
def test_names_inside_other_names_and_words_are_no_places(text: str) -> None:
    assert _countries(text) == {}


def test_a_title_is_no_last_name() -> None:
    assert _found("The King and the Pope left on Monday in March") == []


def test_an_airport_is_told_from_its_city() -> None:
    [(_, _, kind, mention)] = _scan("He landed at Heathrow Airport")
    assert (kind, mention.country, mention.airport) == ("L", "GBR", True)
    assert not any(m.airport for _, _, _, m in _scan("He landed in London"))


def test_a_part_of_the_world_names_no_country() -> None:
    assert _countries("He flew to the Middle East") == {"Middle East": None}


def test_names_are_the_same_where_their_forms_are_found_among_other_words() -> None:
    names, words = (*bearers(load_registry()), *load_registry().place_readings), ("president", "u.s. president", "in")
    among = NameScanner(load_registry(), FormSearch(names, words))
    for text in (
        "U.S. President Barack Obama left Washington, D.C., for the U.K.; a U.S. envoy stayed.",
        "BARACK OBAMA met Xi in Hà Nội. The president of Cote d'Ivoire and Bosnia-Herzegovina's came, too",
        "xU.S. Obamas, Obama-Xi, Rome",
    ):
        assert among.scan(text, None) == SCANNER.scan(text, None) != []

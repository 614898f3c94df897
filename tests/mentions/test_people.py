"""Who is meant by names, last names and titles, and what the words around them tell of the person."""

from __future__ import annotations

from datetime import date

import pytest

from visits.lexicon import load_lexicon
from visits.mentions.names import NameScanner
from visits.mentions.people import PeopleFinder
from visits.mentions.tokens import chunk, tokenize
from visits.model.mention import PersonMention
from visits.registry import load_registry

REGISTRY = load_registry()
SCANNER = NameScanner(REGISTRY)
FINDER = PeopleFinder(REGISTRY, load_lexicon())


def _people(text: str, on: str) -> list[PersonMention]:
    day = date.fromisoformat(on)
    return FINDER.find(chunk(text, tokenize(text), SCANNER.scan(text, day)), day)


def _meant(text: str, on: str) -> list[tuple[str, str | None]]:
    """The words of each mention, with the leader that they mean."""
    return [(text[m.start : m.end], m.person.leader_id) for m in _people(text, on)]


def test_a_title_and_a_name_are_one_mention() -> None:
    [mention] = _people("Iraqi Prime Minister Nuri al-Maliki spoke.", "2008-12-01")
    person = mention.person
    assert (person.name, person.leader_id, person.country) == ("Nuri al-Maliki", "irq-nouri-al-maliki", "IRQ")
    assert (person.title, person.rank, person.former) == ("prime-minister", "head", False)


def test_a_title_behind_the_name_belongs_to_it() -> None:
    text = "Hassan Rouhani, the president of Iran, spoke."
    [mention] = _people(text, "2014-05-05")
    assert (mention.person.leader_id, mention.person.title) == ("irn-hassan-rouhani", "president")


def test_last_names_and_titles_mean_the_person_named_before() -> None:
    text = "Kim Jong Un met Moon Jae-in. Kim smiled, and Mr. Moon laughed. The South Korean president left."
    assert _meant(text, "2018-05-05") == [
        ("Kim Jong Un", "prk-kim-jong-un"),
        ("Moon Jae-in", "kor-moon-jae-in"),
        ("Kim", "prk-kim-jong-un"),
        ("Mr. Moon", "kor-moon-jae-in"),
        ("The South Korean president", "kor-moon-jae-in"),
    ]


def test_mentions_of_one_person_share_the_person() -> None:
    first, second = _people("Angela Merkel came. Merkel left.", "2012-05-05")
    assert first.person is second.person


def test_a_distinctive_last_name_alone_means_the_holder_of_the_day() -> None:
    assert _meant("Merkel spoke.", "2012-05-20") == [("Merkel", "deu-angela-merkel")]
    assert _meant("The vice president of sales met Park.", "2015-05-20") == []


@pytest.mark.parametrize(
    ("text", "on", "words", "leader_id"),
    [
        ("The French president left.", "2013-05-05", "The French president", "fra-francois-hollande"),
        ("The French president left.", "2009-05-05", "The French president", "fra-nicolas-sarkozy"),
        ("The pope prayed.", "2013-05-05", "The pope", "vat-pope-francis"),
        ("The pope prayed.", "1990-05-05", "The pope", "vat-pope-john-paul-ii"),
    ],
)
def test_a_title_alone_means_the_holder_of_the_day(text: str, on: str, words: str, leader_id: str) -> None:
    if leader_id not in REGISTRY.leaders:
        leader_id = leader_id.replace("vat-pope-", "vat-")
    assert _meant(text, on) == [(words, leader_id)]


def test_a_title_without_a_country_means_nobody_who_was_not_named() -> None:
    assert _people("The president left, and a king came.", "2013-05-05") == []


@pytest.mark.parametrize(
    "text",
    [
        "Former Chancellor Angela Merkel spoke.",
        "Angela Merkel, the former chancellor, spoke.",
        "Ex-Chancellor Angela Merkel spoke.",
        "President-elect Barack Obama spoke.",
    ],
)
def test_the_former_and_the_elect(text: str) -> None:
    [mention] = _people(text, "2023-05-05")
    assert mention.person.former


@pytest.mark.parametrize(
    ("text", "name", "title", "rank"),
    [
        ("Vice President Dick Cheney spoke.", "Dick Cheney", "vice-president", "deputy"),
        ("French Foreign Minister Alain Juppe spoke.", "Alain Juppe", "foreign-minister", "minister"),
        ("Secretary-General Ban Ki-moon spoke.", "Ban Ki-moon", "secretary-general", "organisation"),
        ("Opposition leader Juan Guaido spoke.", "Juan Guaido", "politician", "other"),
        ("Special envoy Xaver Huberdinger spoke.", "Xaver Huberdinger", "envoy", "other"),
    ],
)
def test_titles_below_the_head(text: str, name: str, title: str, rank: str) -> None:
    [mention] = _people(text, "2008-12-01")
    assert (mention.person.name, mention.person.title, mention.person.rank) == (name, title, rank)


def test_a_head_whom_the_registry_does_not_know_is_known_by_title_and_country() -> None:
    [mention] = _people("Freedonian or not, French President Rufus Firefly spoke.", "2013-05-05")
    person = mention.person
    assert (person.name, person.leader_id, person.country, person.rank) == ("Rufus Firefly", None, "FRA", "head")


@pytest.mark.parametrize(
    "text",
    [
        "Rafael Hernandez flew to Boston.",
        "Martin Luther King spoke.",
        "The Bush twins sang.",
    ],
)
def test_namesakes_are_no_leaders(text: str) -> None:
    heads = [m for m in _people(text, "2018-05-05") if m.person.leader_id]
    assert heads == []


def test_a_fuller_name_that_comes_later_is_the_person_s() -> None:
    first, second = _people("Merkel spoke. Chancellor Angela Merkel smiled.", "2012-05-20")
    assert first.person is second.person
    assert first.person.name == "Angela Merkel"


def test_gender_comes_from_the_registry() -> None:
    text = "Angela Merkel met Tony Blair."
    assert [m.person.gender for m in _people(text, "2006-05-20")] == ["f", "m"]


def test_an_honorific_makes_a_person_of_an_unknown_name() -> None:
    [mention] = _people("Mrs. Huberdinger spoke.", "2012-05-20")
    assert (mention.person.name, mention.person.leader_id) == ("Huberdinger", None)


def test_without_a_day_offices_are_judged_by_the_words() -> None:
    text = "German Chancellor Helmut Kohl spoke."
    [mention] = FINDER.find(chunk(text, tokenize(text), SCANNER.scan(text, None)), None)
    assert (mention.person.leader_id, mention.person.country) == ("deu-helmut-kohl", "DEU")

"""Words of travel: verbs with their tenses, nouns, words that can be both, and the stances around them."""

from __future__ import annotations

import pytest

from visits.lexicon import load_lexicon
from visits.lexicon.entries import Modality, TravelNoun, TravelVerb
from visits.mentions.cues import CueFinder, dominant_stance
from visits.mentions.tokens import tokenize

LEXICON = load_lexicon()
FINDER = CueFinder(LEXICON)


def _cues(text: str) -> list[tuple[str, str, str | None]]:
    """The words, the entry and the tense (None: a noun) of each cue."""
    tokens = tokenize(text)
    return [(text[tokens[c.first].start : tokens[c.last - 1].end], c.entry.id, c.tense) for c in FINDER.find(tokens)]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("He arrived in Rome", ("arrived", "arrive", "past")),
        ("He is arriving in Rome", ("arriving", "arrive", "ing")),
        ("She flies to Rome", ("flies", "fly", "third")),
        ("She has flown to Rome", ("flown", "fly", "participle")),
        ("She will fly to Rome", ("fly", "fly", "base")),
        ("He left for Rome", ("left for", "leave-for", "past")),
        ("He left Rome", ("left", "leave", "past")),
        ("He took part in it", ("took part", "take-part", "past")),
        ("He touched down in Rome", ("touched down", "touch-down", "past")),
    ],
)
def test_verbs(text: str, cue: tuple[str, str, str]) -> None:
    assert _cues(text) == [cue]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("his visit to Rome", True),
        ("a three-day state visit", True),
        ("the planned visit", True),
        ("He will visit Rome", False),
        ("He wants to visit Rome", False),
        ("They visit Rome", False),
        ("his stay in Rome", True),
        ("He will stay in Rome", False),
        ("a stop in Rome", True),
        ("He did not stop in Rome", False),
    ],
)
def test_a_word_that_can_be_both_is_read_by_what_stands_before_it(text: str, noun: bool) -> None:
    [(_, _, tense)] = _cues(text)
    assert (tense is None) == noun


def test_longer_nouns_win() -> None:
    assert _cues("a refueling stop in Rome") == [("refueling stop", "stopover", None)]


def test_several_cues_come_in_order() -> None:
    text = "He met the king in Oman, flew to Qatar and ended his trip in Rome"
    assert [entry for _, entry, _ in _cues(text)] == ["meet", "fly", "trip"]


def test_no_cue() -> None:
    assert _cues("The cabinet agreed on the budget") == []


def _stance(text: str) -> str | None:
    tokens = tokenize(text)
    return dominant_stance(m for _, m in FINDER.stances(tokens, 0, len(tokens)))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("he will come", "planned"),
        ("he is due to come", "planned"),
        ("he may come", "possible"),
        ("he has been invited to come", "possible"),
        ("he will not come", "denied"),
        ("he won't say that he'll come", "denied"),
        ("he never came", "denied"),
        ("he called off what he had planned", "cancelled"),
        ("he may cancel", "cancelled"),
        ("he came", None),
    ],
)
def test_of_several_stances_one_decides(text: str, stance: str | None) -> None:
    assert _stance(text) == stance


def test_stances_are_sought_between_two_tokens_only() -> None:
    tokens = tokenize("he may come but will not stay")
    assert [(i, m.id) for i, m in FINDER.stances(tokens, 3, 5)] == [(4, "will")]


FORMS = [
    *((form, v.id) for v in LEXICON.travel_verbs for form in (v.base, v.third, v.past, v.participle, v.ing)),
    *((form, n.id) for n in LEXICON.travel_nouns for form in n.forms),
]


def test_every_form_of_the_lexicon_is_found() -> None:
    """By itself a form may be read as another entry's, longer or earlier, but never overlooked."""
    sentences = ("He {} them", "the {} of them", "He {} a train", "He {} a banquet", "He {} them to it")
    assert [form for form, _ in FORMS if not any(_cues(sentence.format(form)) for sentence in sentences)] == []


@pytest.mark.parametrize("text", ["He took the minutes", "He gave them a book", "He treated them badly", "He rode out"])
def test_a_verb_that_takes_an_object_is_none_of_travel_without_it(text: str) -> None:
    assert _cues(text) == []


def test_every_modal_form_is_found_in_lower_case_and_at_the_head_of_a_sentence() -> None:
    missed = [
        form
        for modality in LEXICON.modality
        for form in modality.forms
        if form[0].isalpha()
        for written in (form, form.capitalize())
        if not any(m.id == modality.id for _, m in FINDER.stances(tokenize(f"he {written} so"), 0, 9))
    ]
    assert missed == []


def test_the_entries_of_cues_are_verbs_and_nouns() -> None:
    cues = FINDER.find(tokenize("his visit began when he arrived"))
    assert [type(cue.entry) for cue in cues] == [TravelNoun, TravelVerb]
    assert [cue.is_verb for cue in cues] == [False, True]
    assert isinstance(FINDER.stances(tokenize("will"), 0, 1)[0][1], Modality)

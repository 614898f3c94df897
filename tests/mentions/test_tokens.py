"""Tokens, chunks and phrase tables."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.mentions.tokens import PhraseTable, chunk, token_index, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Obama's visit", ["Obama", "'s", "visit"]),
        ("Obama’s visit", ["Obama", "’s", "visit"]),
        ("didn't go", ["did", "n't", "go"]),
        ("The U.S. leader", ["The", "U.S.", "leader"]),
        ("Mr. Kim left.", ["Mr.", "Kim", "left", "."]),
        ("George W. Bush", ["George", "W.", "Bush"]),
        ("a three-day visit", ["a", "three", "-", "day", "visit"]),
        ("Jean-Marc Ayrault", ["Jean", "-", "Marc", "Ayrault"]),
        ("Cote d'Ivoire", ["Cote", "d'Ivoire"]),
        ("March 27–29, 2018", ["March", "27", "–", "29", ",", "2018"]),
        ("Erdoğan à Nîmes", ["Erdoğan", "à", "Nîmes"]),
    ],
)
def test_words_and_marks(text: str, words: list[str]) -> None:
    assert [t.raw for t in tokenize(text)] == words


def test_a_token_knows_its_place_its_kind_and_its_lower_case() -> None:
    text = "Xi’s plane, at 9."
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.raw for t in tokens)
    assert [t.kind for t in tokens] == ["w", "w", "w", "p", "w", "w", "p"]
    assert [t.low for t in tokens][:3] == ["xi", "'s", "plane"]
    assert [t.capital for t in tokens][:3] == [True, False, False]


@given(st.text(max_size=80))
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.raw for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert "".join(t.raw for t in tokens) == "".join(text.split())


def test_chunks_fold_the_tokens_of_a_span() -> None:
    text = "Angela Merkel flew to New York on Monday"
    spans = [(0, 13, "P", "merkel"), (22, 30, "L", "nyc")]
    folded = chunk(text, tokenize(text), spans)
    assert [(t.kind, t.raw) for t in folded] == [
        ("P", "Angela Merkel"),
        ("w", "flew"),
        ("w", "to"),
        ("L", "New York"),
        ("w", "on"),
        ("w", "Monday"),
    ]
    assert [t.mention for t in folded if t.mention] == ["merkel", "nyc"]


def test_a_token_that_a_span_cuts_goes_with_it() -> None:
    folded = chunk("Bushes left", tokenize("Bushes left"), [(0, 4, "P", None)])
    assert [t.raw for t in folded] == ["Bushes", "left"]
    assert folded[0].kind == "P"


def test_a_span_without_tokens_folds_nothing() -> None:
    assert [t.raw for t in chunk("a  b", tokenize("a  b"), [(1, 2, "D", None)])] == ["a", "b"]


def test_token_index_finds_the_first_token_at_or_behind_an_offset() -> None:
    tokens = tokenize("one two three")
    assert [token_index(tokens, offset) for offset in (0, 1, 4, 9, 13)] == [0, 1, 1, 3, 3]


def test_the_longest_phrase_wins_in_any_case() -> None:
    table = PhraseTable()
    table.add("prime minister", "pm")
    table.add("prime minister of the year", "prize")
    table.add("prime", "number")
    words = tokenize("The Prime Minister of the Year is no prime")
    assert table.at(words, 0) is None
    assert table.at(words, 1) == (5, "prize")
    assert table.at(tokenize("prime minister of"), 0) == (2, "pm")
    assert table.at(words, len(words) - 1) == (1, "number")
    assert table.first_words() == {"prime"}

"""Splitting into sentences: abbreviations, initials, quotes, headings, wrapped lines."""

from __future__ import annotations

import pytest

from visits.mentions.sentences import split_sentences


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "President George W. Bush arrived in Amman on Wednesday.",
        "Mr. Kim met Gen. Kim Yong Chol and Dr. Ri.",
        "The U.S. President Barack Obama landed at 6 p.m. Tuesday.",
        "He will visit on Nov. 17, the ministry said.",
        "He left Washington, D.C. on Friday.",
        "Trade grew by 3.5 percent last year.",
        "The firm Yukos Inc. of Moscow paid for it.",
        "He arrived … and left again.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert _sentences(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He landed on Monday.", "She met him there."],
        ["Will he come?", "Nobody knows!", "He might."],
        ["“I am glad to be here.”", "He smiled."],
        ['"I am glad to be here," he said.', "Then he left."],
        ["He arrived at 6 p.m.", "The crowd cheered."],
        ["He flew to the U.S.", "His wife stayed."],
        ["He spent a week there (his first).", "2012 was a good year."],
        ["They talked…", "Nothing came of it."],
        ["It worked.", "É. Philippe came too."],
    ],
)
def test_sentences_end_at_their_stops(sentences: list[str]) -> None:
    assert _sentences(" ".join(sentences)) == sentences


def test_a_blank_line_ends_a_sentence_without_a_stop() -> None:
    assert _sentences("Obama in Havana\n\nThe president landed on Sunday.") == [
        "Obama in Havana",
        "The president landed on Sunday.",
    ]


def test_a_heading_on_a_line_of_its_own_is_a_sentence() -> None:
    assert _sentences("Day two\nThe president rested.") == ["Day two", "The president rested."]


def test_a_line_broken_by_hand_is_no_end() -> None:
    text = "The president of the republic, who had been ill for a long time, travelled to\nGeneva on Monday."
    assert _sentences(text) == [text]


def test_spans_count_in_the_text_and_leave_white_space_out() -> None:
    text = "  One came.   Two went.  \n"
    assert [text[a:b] for a, b in split_sentences(text)] == ["One came.", "Two went."]
    assert split_sentences("") == split_sentences(" \n\n ") == []


def test_the_sentences_hold_every_word() -> None:
    text = "Mr. Kim left. “Why?” asked Moon.\n\nNo answer\nEnd."
    assert "".join("".join(_sentences(text)).split()) == "".join(text.split())

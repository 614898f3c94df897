"""Splitting into sentences: abbreviations, initials, quotes, headings, wrapped lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from visits.mentions.reading import Reading, layout
from visits.mentions.sentences import split_sentences
from visits.mentions.sentences_around import SentencesAround
from visits.model.article import Article
from visits.sources import read_folder

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"


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


def _around(article: Article) -> list[tuple[int, int]]:
    """The sentence around the first, a middle and the last character of each sentence, found one by one."""
    string, text_start = layout(article)
    around = SentencesAround(string, text_start)
    spans = [(start, end) for start, end in Reading.of(article).sentences for _ in range(3)]
    offsets = [at for start, end in Reading.of(article).sentences for at in (end - 1, start, (start + end) // 2)]
    return [span for span, at in zip(spans, offsets, strict=True) if string[at] != "\n" and around.at(at) != span]


def test_a_sentence_found_by_itself_is_the_one_that_cutting_the_whole_text_gives() -> None:
    articles = [item for item in read_folder(RAW) if isinstance(item, Article)]
    assert len(articles) > 100
    for article in articles:
        assert _around(article) == [], article.id


@pytest.mark.parametrize(
    "text",
    [
        "He met Mr.\nKim in the\nU.S. capital. Then he left!\n\n  Home at 6 p.m. He slept.",
        "A heading\nTwo lines that\nbelong together and go on for long enough to be prose.\nA third.",
        "One. Two? “Three.” Four … and more. (Five.) ",
        "Word " * 1000 + ". End.",
        "\n\n Start.\n \nEnd",
    ],
)
def test_so_it_is_in_odd_layouts(text: str) -> None:
    assert _around(Article(id="a", text=text)) == []
    assert _around(Article(id="a", title="U.S. visit. On time.", text=text)) == []

"""What is turned away unread would have been read in vain."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pytest
import yaml

from visits.build import rule_reader
from visits.model.article import LONGEST_READ, Article
from visits.reports.rules import RuleReader
from visits.sources import read_folder

RAW = Path(__file__).parent.parent.parent / "data" / "raw"
CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="module")
def reader() -> RuleReader:
    return rule_reader()


def test_no_sample_article_loses_a_report(reader: RuleReader) -> None:
    for article in read_folder(RAW):
        if isinstance(article, Article):
            assert reader.read(article) == reader.read_closely(article), article.id


def test_no_case_of_the_rules_loses_a_report(reader: RuleReader) -> None:
    for path in sorted(CASES.glob("*.yaml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            for case in group["cases"]:
                article = Article(id="a", title=case.get("title", ""), text=case["text"], published=case["published"])
                assert reader.read(article) == reader.read_closely(article), case["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel arrived in Athens on Tuesday. In Corinth she saw a canal. The first, in May 2010, was short.",
        "Angela Merkel arrived in Athens on Tuesday.\n\nWith her were Thomas de Maiziere and Peter Altmaier.",
        "Angela Merkel arrived in Athens on Tuesday. Antonis Samaras met her at the airport.",
        "Angela Merkel visited Athens on Tuesday. Police closed the streets. The two-day visit ended on Wednesday.",
        "Angela Merkel will visit Athens. She is bringing   along Thomas de Maiziere, her minister.",
    ],
)
def test_what_later_sentences_add_is_read(reader: RuleReader, text: str) -> None:
    article = Article(id="a", text=text, published=date(2012, 10, 12))
    assert reader.read(article) == reader.read_closely(article)
    assert reader.read(article)


def test_an_article_longer_than_any_is_read_as_far_as_whole_sentences_go(reader: RuleReader) -> None:
    filler = "The museum opens at ten o'clock on weekdays and at noon on all other days.\n"
    early, late = "Angela Merkel flew to Athens on Tuesday.\n", "Angela Merkel flew to Oslo on Friday."
    text = early + filler * (LONGEST_READ // len(filler)) + "x" * 500 + late
    article = Article(id="a", text=text, published=date(2012, 10, 12))
    assert [report.host_country for report in reader.read(article)] == ["GRC"]
    assert article.text.startswith(article.readable().text)
    assert article.readable().text.endswith("other days.\n")
    assert LONGEST_READ - len(filler) <= len(article.readable().text) <= LONGEST_READ


def test_reading_leaves_no_garbage_that_only_a_collection_finds(reader: RuleReader) -> None:
    article = Article(id="a", text="Angela Merkel flew to Athens on Tuesday. " * 20, published=date(2012, 10, 9))
    reader.read(article)
    gc.collect()
    reader.read(article)
    assert gc.collect() < 50, "objects of an article hold each other"
    assert gc.isenabled()


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel arrived in Athens on Tuesday.",
        "The French president landed in Rabat. He will stay for two days.",
        "Antonis Samaras received the German chancellor on Tuesday.",
        "ATHENS (Reuters) - Angela Merkel arrived here on Tuesday.",
        "Angela Merkel was in Athens on Tuesday.",
        "Pope Benedict XVI arrived in Istanbul on Tuesday.",
        "Angela Merkel likes trains. She said in Athens on Tuesday that she would go by rail.",
        "King Abdullah of Jordan flew to Paris. The king met the French president there.",
        "The Israeli and Egyptian presidents met in Paris on Monday.",
    ],
)
def test_what_can_tell_of_a_visit_is_read(reader: RuleReader, text: str) -> None:
    article = Article(id="a", text=text, published=date(2012, 10, 9))
    assert reader.read(article) == reader.read_closely(article)
    assert reader.read(article)


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel spoke in Berlin on Tuesday.",
        "Shares fell in Paris and Tokyo on Tuesday, Howard Clark of a bank in London said.",
        "The president will visit the museum on Tuesday.",
    ],
)
def test_other_news_is_turned_away(reader: RuleReader, text: str) -> None:
    assert reader.read(Article(id="a", text=text, published=date(2012, 10, 9))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel told reporters that factories in France were closing.",
        "Angela Merkel spoke about Iran, Iraq and protests in Hong Kong.",
        "Barack Obama sent soldiers to Syria and several thousand are in Iraq.",
        "A study that Angela Merkel had asked for was made at Harvard University.",
        "Angela Merkel was pleased when farmers met in Paris on Tuesday.",
        "The director of the museum flew to Paris on Tuesday. Angela Merkel had opened it.",
        "Shinzo Abe and Barack Obama differed. Obama said in Washington that he would wait.",
        "Barack Obama is on tour. The next stop on his tour is Denver.",
        "World leaders opened a summit in Chicago. Barack Obama was among the guests there.",
        "Barack Obama was greeted by the mayor of Chicago at the airport.",
        "Angela Merkel rested. Crowds with their flags were on the way to Paris.",
    ],
)
def test_news_of_leaders_who_stay_at_home_is_turned_away(reader: RuleReader, text: str) -> None:
    article = Article(id="a", text=text, published=date(2012, 10, 9))
    discourse = reader.discourse(article)
    assert reader.read_closely(article) == ()
    assert not list(reader._passing(article)), discourse.people


def test_another_reader_is_given_more_than_the_rules_need(reader: RuleReader) -> None:
    text = "Talks went on. Hu Jintao pledged aid to Pakistan during his first ever visit to the South Asian country."
    told_otherwise = Article(id="a", text=text, published=date(2006, 12, 11))
    assert reader.lets_pass(told_otherwise)
    assert not reader.lets_pass(Article(id="a", text="Hu Jintao likes tea. Pakistan grows it."))
    assert not reader.lets_pass(Article(id="a", text="The cup is in Paris, where a visit costs ten euros."))

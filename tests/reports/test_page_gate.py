"""The gate for pages passes every page with an article in which the rules read a visit."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from visits.build import rule_reader
from visits.model.article import Article
from visits.reports.rules import RuleReader
from visits.sources import read_folder
from visits.sources.page_parts import parts_of
from visits.sources.visible_text import visible_text

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"


@pytest.fixture(scope="module")
def reader() -> RuleReader:
    made: RuleReader = rule_reader()
    return made


def seen(page: str) -> str:
    return visible_text(parts_of(page.encode()).html)


def page_of(article: Article) -> str:
    paragraphs = "\n".join(f"<p>{html.escape(text)}</p>" for text in article.text.split("\n\n"))
    heading = f"<h1>{html.escape(article.title)}</h1>"
    return f"<html><head><title>News</title></head><body><nav>Home</nav><div>{heading}{paragraphs}</div></body></html>"


def test_no_page_is_turned_away_in_whose_article_a_visit_is_read(reader: RuleReader) -> None:
    articles = [item for item in read_folder(RAW) if isinstance(item, Article)]
    telling = [article for article in articles if reader.read(article)]
    assert len(telling) > 80
    assert [article.id for article in telling if not reader.may_tell(seen(page_of(article)))] == []


@pytest.mark.parametrize(
    ("body", "passes"),
    [
        ("<p>Angela Merkel arrived in Athens on Tuesday.</p>", True),
        ("<p>Angela&nbsp;Merkel\n arrived in <b>Athens</b> on Tuesday.</p>", True),
        ("<P>The <FONT SIZE=2>F</FONT>rench <A HREF=x>president</A> flew to<BR>Athens on Tuesday.</P>", True),
        ("<h1>ANGELA MERKEL FLIES TO ATHENS</h1><p>She was met at the airport.</p>", True),
        ("<p>ATHENS (AP) — Angela Merkel arrived here on Tuesday.</p>", True),
        ("<p>Angela Merkel arrived in&#10;Athens&#160;on&#8203;Tuesday.</p>", True),
        ("<p>\tAngela\u2003Merkel\r\narrived\xa0in\f Athens.</p>", True),
        ("<p>An\xadgela Merkel arri\u200bved in Athens.</p>", True),
        ("<p>More of it tomorrow.</p><h1>GERMAN CHANCELLOR ANGELA MERKEL FLIES TO ATHENS today</h1>", True),
        ("<h1>News</h1><p>On Tuesday the German Chancellor, who had talked of it, flew</p><p>to Athens.</p>", True),
        ("<p>Somebody spoke for the poor. Angela Merkel told lawmakers in Berlin of the budget.</p>", False),
        ("<h1>News</h1><p>Angela Merkel spoke of the budget. A tourist arrived in Athens and lost his bag.</p>", False),
        ("<p>Council mends the bridge in London.</p><nav>Angela Merkel arrived in Athens.</nav>", False),
        ("<p>Angela Merkel spoke of the budget.</p><script>'in Athens, she arrived'</script>", False),
        ("<p>The town of Athens voted on Tuesday to mend its bridge.</p>", False),
    ],
)
def test_what_the_gate_sees_of_a_page(reader: RuleReader, body: str, passes: bool) -> None:
    assert reader.may_tell(seen(f"<html><body>{body}</body></html>")) is passes

"""Pages of thirty layouts give title, date, author, outlet, body and captions; what is no article is told apart."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

import page_layouts
import pytest
import warc

from visits.model.article import Article
from visits.sources.assembling import assemble
from visits.sources.limits import Limits
from visits.sources.page_parts import parts_of
from visits.sources.records import OUTLET_COUNTRY, UnreadableError
from visits.sources.web_pages import page_record

FLOORS = {
    "set aside": 1.0, "title": 1.0, "date": 1.0, "basis": 1.0, "outlet": 1.0, "author": 0.95, "address": 1.0,
    "language": 1.0, "captions": 1.0, "body precision": 0.98, "body recall": 0.99,
}  # fmt: skip


def test_the_figures_by_field_hold_their_floors() -> None:
    shares, wrong = page_layouts.figures()
    assert len(page_layouts.LAYOUTS) >= 30
    assert {name: share for name, share in shares.items() if share < FLOORS[name]} == {}, wrong


def test_a_long_article_that_mentions_walls_errors_and_cookies_is_read() -> None:
    text = " ".join(
        [*page_layouts.LINES, "Its site said: page not found, verify you are human, accept all cookies."] * 3
    )
    record = page_record("p", parts_of(warc.story(text)), Limits())
    assert str(record.fields["text"]).startswith(page_layouts.LINES[0])


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("<time>12/03/2019</time>", "None"),
        ("<p class=date>Published 12/03/2019</p>", "None"),
        ("<time>13/03/2019</time>", "2019-03-13"),
        ("<time>03/03/2019</time>", "2019-03-03"),
        ("<time>12/03/2019</time><p class=date>12 March 2019</p>", "2019-03-12"),
        ("<time datetime=2019-03-12>12/03/2019</time>", "2019-03-12"),
        ("<p>Published 12/03/2019 | Updated 14 March 2019</p>", "2019-03-12"),  # no update goes before
        ("<p>Published 03/12/2019 | Updated 14 March 2019</p>", "2019-03-12"),
        ("<p class=published>Published: 05/04/2026 | Updated: 9 May 2026</p>", "None"),
        ("<p>Published 05/04/2026 | Updated 9 May 2026</p>", "None"),
        ("<p>Updated 9 May 2026 | Published 05/04/2026</p>", "None"),
        ("<p>Published 45/67/2019 | Updated 9 May 2019</p>", "None"),
    ],
)
def test_digits_of_which_either_may_be_the_month_date_no_page(written: str, published: str) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in page_layouts.LINES)
    page = f"<html><head><title>T</title></head><body><article>{written}{paragraphs}</article></body></html>"
    article = assemble(page_record("p", parts_of(page.encode()), Limits()), Limits())
    assert isinstance(article, Article)
    assert str(article.published) == published


@pytest.mark.parametrize(
    ("language", "country", "published"),
    [("en-GB", None, "2026-04-05"), ("en", "USA", "2026-05-04"), ("en-GB", "USA", "2026-05-04"),
     ("en-US", None, "None"), ("en", "CAN", "None")],
)  # fmt: skip
def test_the_outlets_country_tells_the_order_of_day_and_month(
    language: str, country: str | None, published: str
) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in page_layouts.LINES)
    body = f"<article><p>Published 05/04/2026 | Updated 9 May 2026</p>{paragraphs}</article>"
    page = f"<html lang={language}><head><title>T</title></head><body>{body}</body></html>"
    record = page_record("p", parts_of(page.encode()), Limits())
    article = assemble(replace(record, fields={**record.fields, OUTLET_COUNTRY: country}), Limits())
    assert isinstance(article, Article)
    assert str(article.published) == published
    assert [note for note in article.notes if "day or month first" in note] == [] or article.published is None


@pytest.mark.parametrize("byline", ["", "<time>10 October 2012</time>", "<div>By Ann Bell</div><time>Today</time>"])
def test_the_shortest_articles_come_without_title_and_byline(byline: str) -> None:
    paragraphs = "<p>Angela Merkel arrived in Athens on Tuesday.</p>\n<p>She flew home the same night.</p>"
    body = f"<body><article><h1>Chancellor in Athens</h1>{byline}{paragraphs}</article></body>"
    page = f"<html><head><title>Chancellor in Athens</title></head>{body}</html>"
    record = page_record("p", parts_of(page.encode()), Limits())
    assert record.fields["text"] == "Angela Merkel arrived in Athens on Tuesday.\nShe flew home the same night."


WORDS = "<p>The president landed in Sylvania on Monday, and the talks took two days of her time.</p>"
HOSTILE = {
    "deep": "<div>" * 100_000 + WORDS,
    "deep tables": "<table><tr><td>" * 20_000 + WORDS,
    "one huge attribute": f'<p title="{"x" * 3_000_000}">' + WORDS * 5,
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">" + WORDS,
    "many elements": "<b>w</b> " * 60_000,
    "null bytes": WORDS.replace(" ", " \x00") * 40,
    "broken entities": "<p>" + "&#x110000;&#xD800;&bogus;&amp" * 20_000 + "</p>" + WORDS,
    "angle brackets": "<" * 500_000 + WORDS,
    "open comments": "<!--" * 200_000 + WORDS,
    "open scripts": "<script>" * 50_000 + WORDS,
    "open menus": "<nav>" * 20_000 + WORDS,
    "json-ld nested": '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + WORDS,
    "no address": '<link rel="canonical" href="http://[::1">' + WORDS * 5,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_pages_cost_seconds_at_most_and_only_themselves(case: str) -> None:
    begin = time.process_time()
    with suppress(UnreadableError):
        page = f"<html><head><title>T</title></head><body>{HOSTILE[case]}</body></html>"
        page_record("p", parts_of(page.encode()), Limits())
    assert time.process_time() - begin < 20

"""What sources list: feeds of all kinds, sitemaps with those below them, lists, and the entries chosen from them."""

from __future__ import annotations

import gzip
import json
from datetime import date

import pytest
from newspaper import Desk

from visits.fetching.addresses import canonical, fits, identity
from visits.fetching.failures import FetchFailure
from visits.fetching.listings import Entry, read_listing

HOME = "https://paper.example/news/"
ATOM = """<?xml version="1.0" encoding="utf-8"?><!-- a comment --><feed xmlns="http://www.w3.org/2005/Atom">
<title>News</title><entry><title>One</title><link href="/one"/><id>1</id>
<published>2026-05-04T22:30:00-05:00</published><updated>2026-05-06T08:00:00Z</updated></entry>
<entry><title>None</title><link href="mailto:a@b.example"/><id>2</id></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"id": "x", "url": "one#top", "date_published": "2026-05-04T10:00:00Z", "title": "One"}, {"id": "y"}, 7],
}
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://paper.example/one </loc>
<lastmod>2026-05-06</lastmod><news:news><news:publication_date>2026-05-04T10:00:00Z</news:publication_date>
<news:title>One</news:title></news:news></url></urlset>"""
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '">]><rss version="2.0"><channel><title>&c;</title></channel></rss>'
)


def entries(kind: str, body: str | bytes) -> list[Entry]:
    raw = body.encode() if isinstance(body, str) else body
    return read_listing(kind, raw, HOME + "feed", 1_000_000).entries  # type: ignore[arg-type]


def test_atom_keeps_its_own_words_for_its_dates() -> None:
    (entry,) = entries("feed", ATOM)
    assert (entry.address, entry.title) == ("https://paper.example/one", "One")
    assert (entry.published, entry.updated) == ("2026-05-04T22:30:00-05:00", "2026-05-06T08:00:00Z")
    assert entry.day == date(2026, 5, 4)  # by the paper's own clock


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Mon, 4 May 2026 23:59:00 EST", date(2026, 5, 4)),
        ("04 May 26 00:10 PDT", date(2026, 5, 4)),
        ("Mon, 4 May 2026 00:30:00 +0900", date(2026, 5, 4)),
        ("Mon, 04 Mai 2026", None),
    ],
)
def test_the_day_of_an_entry_is_the_one_that_is_written(written: str, day: date | None) -> None:
    item = f"<item><title>One</title><link>/one</link><pubDate>{written}</pubDate></item>"
    (entry,) = entries("feed", f"<rss version='2.0'><channel><title>News</title>{item}</channel></rss>")
    assert (entry.published, entry.day) == (written, day)


def test_a_sitemap_whose_pages_have_pictures_and_videos() -> None:
    extras = (
        "<image:image><image:loc>https://cdn.example/1.jpg</image:loc><image:title>Sea</image:title></image:image>"
        "<video:video><video:title>A film</video:title><video:publication_date>2001-01-01</video:publication_date>"
        "</video:video></url>"
    )
    body = SITEMAP.replace("<urlset ", "<urlset xmlns:image='i' xmlns:video='v' ").replace("</url>", extras)
    assert entries("sitemap", body) == entries("sitemap", SITEMAP)


def test_a_sitemap_with_bare_ampersands_empty_places_and_no_end() -> None:
    places = "<url><loc/></url><url><loc>https://paper.example/a?x=1&y=2&amp;z=3</loc></url><url><loc>/b</loc>"
    found = [entry.address for entry in entries("sitemap", f"<urlset>{places}")]
    assert found == ["https://paper.example/a?x=1&y=2&z=3", "https://paper.example/b"]


def test_a_json_feed() -> None:
    (entry,) = entries("feed", json.dumps(JSON_FEED))
    assert (entry.address, entry.day) == (HOME + "one", date(2026, 5, 4))


def test_entries_without_a_page_are_counted() -> None:
    summaries = "<item><title>Only told</title><description>Words.</description></item>" * 3
    feed = f"<rss version='2.0'><channel><title>News</title>{summaries}<item><link>/one</link></item></channel></rss>"
    listed = read_listing("feed", feed.encode(), HOME + "feed", 1_000_000)
    assert (len(listed.entries), listed.without_page) == (1, 3)
    assert read_listing("feed", json.dumps(JSON_FEED).encode(), HOME + "feed", 1_000_000).without_page == 2


def test_an_item_of_a_json_feed_that_only_points_elsewhere() -> None:
    items = [
        {"id": "1", "external_url": "https://wire.example/one"},
        {"id": "2", "url": "/own", "external_url": "https://wire.example/two"},
        {"id": "https://paper.example/three", "url": "", "external_url": "https://wire.example/three"},
        {"id": "4", "external_url": 4},
    ]
    found = [entry.address for entry in entries("feed", json.dumps({**JSON_FEED, "items": items}))]
    assert found == ["https://wire.example/one", "https://paper.example/own", "https://paper.example/three"]


@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode()), lambda t: t.encode("utf-16")])
def test_a_news_sitemap_packed_or_not(pack: object) -> None:
    (entry,) = entries("sitemap", pack(SITEMAP))  # type: ignore[operator]
    assert entry == Entry("https://paper.example/one", "2026-05-04T10:00:00Z", "2026-05-06", date(2026, 5, 4), "One")


def test_a_list_with_comments() -> None:
    found = entries("addresses", "# ours\nhttps://a.example/1\n\nnonsense\nhttps://a.example/2 and a word\n")
    assert [entry.address for entry in found] == ["https://a.example/1", "https://a.example/2"]


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("feed", BOMB, "document type"),
        ("feed", BOMB.encode("utf-16"), "document type"),
        ("sitemap", "<!-- <rss> --><!DOCTYPE urlset SYSTEM 'file:///etc/passwd'><urlset/>", "document type"),
        ("sitemap", BOMB.replace("rss", "urlset"), "document type"),
        ("sitemap", gzip.compress(BOMB.encode("utf-16")), "document type"),
        ("feed", f"<rss version='2.0'><channel {' '.join(f'a{n}=1' for n in range(30_000))}/></rss>", "attributes"),
        ("feed", "<!doctype html><html></html>", "web page"),
        ("feed", "just words", "no feed"),
        ("feed", '{"items": 1', "no JSON feed"),
        ("feed", "", "empty"),
        ("sitemap", "<rss/>", "no sitemap"),
        ("sitemap", gzip.compress(bytes(2_000_000)), "unpacks to more than 1 MB"),
    ],
)
def test_what_is_no_listing_is_refused(kind: str, body: str | bytes, reason: str) -> None:
    with pytest.raises(FetchFailure, match=reason):
        entries(kind, body)


def test_a_feed_of_ten_thousand_items_waits_its_turn(desk: Desk) -> None:
    desk.source(max_items=3)
    desk.paper.feed(*(f"/{n}" for n in range(10_000)))
    for n in range(10_000):
        desk.paper.pages[f"/{n}"] = (410, {}, b"")
    feed = desk.paper.pages["/feed.xml"]
    known = (304, {}, b"")
    desk.paper.pages["/feed.xml"] = lambda visit: known if visit.before else (200, {"ETag": "1"}, feed[2])  # type: ignore[index]
    outcome = desk.one()
    assert (outcome.listed, len(outcome.missed), outcome.waiting) == (10_000, 3, 9_997)
    assert desk.one().waiting == 9_994


def test_a_bomb_costs_its_source_alone(desk: Desk) -> None:
    desk.source("bomb", at="/bomb.xml")
    desk.source("paper")
    desk.paper.put("/bomb.xml", BOMB, "text/xml")
    desk.paper.feed("/a")
    desk.paper.article("/a")
    report = desk.fetch()
    assert [bool(source.failure) for source in report.sources] == [True, False]
    assert (report.n_new, [source.name for source in report.failed]) == (1, ["bomb"])


def test_an_index_leads_to_sitemaps_and_only_changed_ones_are_read_again(desk: Desk) -> None:
    def index(new: str) -> None:
        rows = "".join(
            f"<sitemap><loc>{desk.paper.origin}/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
            for name, day in (("old", "2026-01-01"), ("new", new))
        )
        desk.paper.put("/index.xml", f"<sitemapindex>{rows}</sitemapindex>", "text/xml")

    def sitemap(name: str, *paths: str) -> None:
        rows = "".join(f"<url><loc>{desk.paper.origin}{path}</loc></url>" for path in paths)
        desk.paper.put(f"/{name}.xml", f"<urlset>{rows}</urlset>", "text/xml")

    desk.source(kind="sitemap", at="/index.xml", exclude=["/video/"])
    desk.paper.article("/a")
    desk.paper.article("/b", leader="Captain Regent Anna Bianchi")
    index("2026-05-05")
    sitemap("old", "/a")
    sitemap("new", "/video/1")
    first = desk.one()
    assert (first.listed, len(first.new)) == (2, 1)
    index("2026-05-06")
    sitemap("new", "/b", "/video/1")
    assert len(desk.one().new) == 1
    assert (desk.paper.times("/old.xml"), desk.paper.times("/new.xml"), desk.paper.times("/video/1")) == (1, 2, 0)


def test_a_gap_is_filled_between_two_days_and_the_daily_run_goes_on(desk: Desk) -> None:
    rows = "".join(
        f"<url><loc>{desk.paper.article(f'/{n}', leader=f'Captain Regent {name} Rossi')}</loc><lastmod>{day}</lastmod>"
        "</url>"
        for n, (name, day) in enumerate((("Anna", "2025-03-01"), ("Berta", "2025-04-01"), ("Carla", "2026-05-01")))
    )
    desk.paper.put(
        "/map.xml", f"<urlset>{rows}<url><loc>{desk.paper.origin}/x</loc></url></urlset>", "text/xml", ETag="1"
    )
    desk.source(kind="sitemap", at="/map.xml")
    filled = desk.one(span=(date(2025, 3, 15), date(2025, 12, 31)))
    assert [address[-2:] for address in filled.new] == ["/1"]
    assert filled.notes == ["1 entries without a date were left out of the days asked for"]
    assert len(desk.one().new) == 2


def test_what_is_older_than_the_user_wants_is_left_out(desk: Desk) -> None:
    desk.source()
    desk.paper.feed("/a")
    desk.paper.article("/a")
    desk.sources[0] += "\nsince = 2026-05-06"
    outcome = desk.one()
    assert (outcome.listed, outcome.new, outcome.waiting) == (1, [], 0)
    desk.sources[0] = desk.sources[0].replace("05-06", "05-05")
    assert len(desk.one().new) == 1


def test_what_was_chosen_differently_is_listed_again_though_the_feed_is_unchanged(desk: Desk) -> None:
    desk.source(include=["/b*"])
    desk.paper.article("/a")
    desk.paper.article("/b", leader="Captain Regent Anna Bianchi")
    desk.paper.feed("/a", "/b")
    feed = desk.paper.pages["/feed.xml"]
    desk.paper.pages["/feed.xml"] = lambda visit: (
        (304, {}, b"")
        if visit.headers.get("If-None-Match")
        else (
            200,
            {"ETag": "1"},
            feed[2],  # type: ignore[index]
        )
    )
    desk.sources[0] = desk.sources[0].replace("/b*", f"{desk.paper.origin}/b*")
    assert len(desk.one().new) == 1
    desk.sources[0] = desk.sources[0].replace(f"{desk.paper.origin}/b*", "/a")
    assert len(desk.one().new) == 1


def test_patterns_are_parts_of_addresses_or_have_stars() -> None:
    address = "https://paper.example/world/visit-to-rome"
    assert fits(address, [], [])
    assert fits(address, ["/world/"], [])
    assert fits(address, ["*/world/*rome"], [])
    assert not fits(address, ["*/world/"], [])
    assert not fits(address, ["/world/"], ["rome"])


def test_one_identity_for_the_addresses_of_one_page() -> None:
    one = identity("https://Paper.example:443/a?b=1&a=2")
    assert identity("https://paper.example/a?a=2&utm_source=feed&b=1&fbclid=9#top") == one
    assert identity("https://paper.example/a?a=3&b=1") != one


@pytest.mark.parametrize(
    ("href", "stands_for"),
    [
        ("/story", "https://www.paper.example/story"),
        ("https://paper.example/story?utm_medium=x", "https://paper.example/story"),
        ("https://m.paper.example/story", "https://m.paper.example/story"),
        ("https://www.paper.example/", "https://www.paper.example/amp/story"),
        ("https://thief.example/story", "https://www.paper.example/amp/story"),
        ("javascript:alert(1)", "https://www.paper.example/amp/story"),
        ("", "https://www.paper.example/amp/story"),
    ],
)
def test_a_page_names_its_own_address_within_its_site(href: str, stands_for: str) -> None:
    page = f'<html><head><link href="{href}" rel="canonical"></head><body>x</body></html>'.encode()
    assert canonical(page, "https://www.paper.example/amp/story") == stands_for

"""Feeds, sitemaps and lists: the addresses of articles, with what is said about each."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from email.utils import parsedate
from typing import Any

from lxml import etree

from visits.fetching.addresses import absolute
from visits.fetching.bodies import megabytes, unpacked
from visits.fetching.failures import FetchFailure, refused
from visits.fetching.plan import SourceKind

_PROLOG = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_LONGEST = 500
_LARGEST_FEED = 10_000_000
"""Bytes of a feed: feedparser takes seconds for each million, and real ones have thousands."""
_BARE_AMPERSAND = re.compile(rb"&(?!(?:[a-zA-Z]\w*|#\d+|#[xX][0-9a-fA-F]+);)")
_LONG_TAG = re.compile(rb"<[^<>]{50000,}")
_MOST_ATTRIBUTES = 2_000


@dataclass(frozen=True)
class Entry:
    """An article that a source lists.

    published  when the source says that it was published, in the source's own words; None where it doesn't say.
    updated    when it says that it was changed last.
    day        the day of either, by which entries are chosen.
    """

    address: str
    published: str | None = None
    updated: str | None = None
    day: datetime.date | None = None
    title: str | None = None


@dataclass(frozen=True)
class Listed:
    """What a source's file holds: entries, or other listings with the time at which they were changed last; and how
    many of its entries have no page that could be asked for."""

    entries: list[Entry]
    listings: list[Entry]
    without_page: int = 0


def read_listing(kind: SourceKind, body: bytes, address: str, most: int) -> Listed:
    """The entries of a feed, a sitemap or a list of addresses; `most` bounds what it unpacks to.

    Entries whose address can't be asked are left out; those of feeds are counted. Raises FetchFailure for a file that
    is none of the kind.
    """
    body = unpacked(body, most)
    if not body.strip():
        raise refused("the answer is empty")
    if kind == "addresses":
        return Listed(_addresses(body), [])
    if kind == "feed" and body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, address)
    _refuse_declarations(body)
    if kind == "feed":
        _refuse_slow(body)
    return _feed(body, address) if kind == "feed" else _sitemap(body, address)


def _refuse_declarations(body: bytes) -> None:
    """Refuse XML with a document type, the place where entities are declared that can grow without bound."""
    plain = body.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")  # UTF-16 and -32 become readable
    match = _PROLOG.match(plain)
    rest = plain[match.end() if match else 0 :][:40].lower()
    if rest.startswith((b"<!doctype html", b"<html")):
        raise refused("it is a web page, no feed and no sitemap")
    if rest.startswith(b"<!"):
        raise refused("it declares a document type, which feeds and sitemaps don't need and attacks use")


def _refuse_slow(body: bytes) -> None:
    """Refuse what would keep the parser of feeds busy for minutes or hours."""
    if len(body) > _LARGEST_FEED:
        raise refused(f"the feed has {megabytes(len(body))}, more than {megabytes(_LARGEST_FEED)}")
    if any(match[0].count(b"=") > _MOST_ATTRIBUTES for match in _LONG_TAG.finditer(body)):
        raise refused(f"a tag in it has more than {_MOST_ATTRIBUTES:,} attributes")


def _addresses(body: bytes) -> list[Entry]:
    lines = (line.strip() for line in body.decode("utf-8-sig", errors="replace").splitlines())
    return [entry for line in lines if line and not line.startswith("#") and (entry := _entry(line.split()[0]))]


def _feed(body: bytes, address: str) -> Listed:
    import feedparser  # a fifth of a second

    told = {"content-location": address, "content-type": "application/xml"}
    document: Any = feedparser.parse(body, response_headers=told, sanitize_html=False, resolve_relative_uris=False)
    if not document.version and not document.entries:
        raise refused(f"it is no feed ({document.get('bozo_exception', 'no known kind')})"[:200])
    entries = []
    for item in document.entries:
        published, updated = dict.get(item, "published"), dict.get(item, "updated")  # item.get takes one for the other
        day = _written_day(published or updated)
        if day is None and (parsed := dict.get(item, "published_parsed") or dict.get(item, "updated_parsed")):
            day = datetime.date(*parsed[:3])
        link = item.get("link") or (item.get("id") if str(item.get("id", "")).startswith("http") else None)
        if link and (entry := _entry(link, address, published, updated, day, item.get("title"))):
            entries.append(entry)
    return Listed(entries, [], len(document.entries) - len(entries))


def _json_feed(body: bytes, address: str) -> Listed:
    try:
        document = json.loads(body.decode("utf-8-sig"))
        items = document["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise refused("it is no JSON feed: no list of items") from error
    entries = []
    items = items if isinstance(items, list) else []
    for item in items:
        if not isinstance(item, dict):
            continue
        link = _json_link(item)
        published, updated = _words(item.get("date_published")), _words(item.get("date_modified"))
        if link and (entry := _entry(link, address, published, updated, None, _words(item.get("title")))):
            entries.append(entry)
    return Listed(entries, [], len(items) - len(entries))


def _json_link(item: dict[str, Any]) -> str:
    """The page of a JSON Feed's item: its own, else the one elsewhere that it points to; "" where it has none."""
    own_id = str(item.get("id"))
    links = (item.get("url"), own_id if own_id.startswith("http") else None, item.get("external_url"))
    return next((link for link in links if isinstance(link, str) and link.strip()), "")


def _sitemap(body: bytes, address: str) -> Listed:
    if not body.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"").lstrip().startswith(b"<"):
        return Listed(_addresses(body), [])  # a sitemap may be a plain list
    root = _xml(body)
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise refused("it is no sitemap: neither urlset nor sitemapindex")
    entries = []
    for item in root.iterchildren(etree.Element):
        told = _told_of(item)
        if link := _words(told.get("loc")):
            published, updated = _words(told.get("publication_date")), _words(told.get("lastmod"))
            if entry := _entry(link, address, published, updated, None, _words(told.get("title"))):
                entries.append(entry)
    is_index = etree.QName(root).localname == "sitemapindex"
    return Listed([], entries) if is_index else Listed(entries, [])


def _xml(body: bytes) -> Any:
    """The root of an XML file; one that breaks off, or has bare "&" in its addresses, is read as far as it goes."""
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    lenient = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        return etree.fromstring(body, strict)
    except etree.XMLSyntaxError:
        return etree.fromstring(_BARE_AMPERSAND.sub(b"&amp;", body), lenient)


def _told_of(item: Any) -> dict[str, str]:
    """What a sitemap tells of a page, by the names of its elements: its own, and those of the news on it. Pictures and
    videos have addresses, titles and dates of their own."""
    own = list(item.iterchildren(etree.Element))
    news = [
        inner for node in own if etree.QName(node).localname == "news" for inner in node.iterchildren(etree.Element)
    ]
    return {etree.QName(node).localname: node.text or "" for node in [*news, *own]}


def _entry(
    link: str,
    base: str | None = None,
    published: str | None = None,
    updated: str | None = None,
    day: datetime.date | None = None,
    title: str | None = None,
) -> Entry | None:
    try:
        address = absolute(link, base)
    except FetchFailure:
        return None
    return Entry(address, _words(published), _words(updated), day or _day(published) or _day(updated), _words(title))


def _words(value: Any) -> str | None:
    text = " ".join(str(value).split())[:_LONGEST] if value is not None else ""
    return text or None


def _written_day(written: Any) -> datetime.date | None:
    """The day that a feed writes, by its own clock."""
    parts = parsedate(str(written or ""))
    try:
        return _day(str(written or "")) or (datetime.date(*parts[:3]) if parts else None)
    except ValueError:
        return None


def _day(written: str | None) -> datetime.date | None:
    match = _DAY.match((written or "").strip())
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None

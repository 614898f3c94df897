"""What a page says of itself: its JSON-LD, its meta tags, its headings and its byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml.etree import XPath

from visits.sources.json_files import parse

ARTICLE_TYPES: Final = re.compile(r"(?:Article|Posting|Report|Blog|Newsletter)$")
LIVE_TYPES: Final = frozenset({"LiveBlogPosting"})
_MOST_NODES = 2_000
"""JSON-LD objects looked at in one page."""
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "citation_author",
)
_OUTLET_METAS = ("og:site_name", "application-name", "al:android:app_name", "dc.publisher", "publisher", "copyright")
_LANGUAGE_METAS = ("og:locale", "content-language", "dc.language", "language")
_ADDRESS_METAS = ("og:url", "twitter:url", "parsely-link")
_CANONICAL = XPath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
_BYLINES = [
    XPath(path)
    for path in ("//*[@itemprop='author']//*[@itemprop='name']", "//*[@itemprop='author']", "//a[@rel='author']")
]
_BYLINE_CLASSES = [
    re.compile(name) for name in (r"(?:^|\s)author-name(?:\s|$)", r"(?:^|\s)author(?:\s|$)", "[bB]yline")
]
_FIRST_PARAGRAPHS = XPath("(//p | //td | //div[not(*)])[position() < 40]")
_BEFORE_BREAKS = XPath("//br[1]/preceding-sibling::text()[1]")
_LANGUAGES = XPath("//article/@lang | //main/@lang")
_BYLINE_START = re.compile(r"^(?:(?:written|reported|posted|story)\s+)?by:?\s+", re.IGNORECASE)
_BYLINE_END = re.compile(r"\s*(?:\||·|•|\bUpdated\b|\bPublished\b|,?\s+(?:Staff|Special|Senior|Chief)\b|,\s).*$")
_BY_PARAGRAPH = re.compile(r"By ((?:[A-Z][\w.’'-]+\s?(?:and\s|,\s)?){2,6})")
_LONGEST_NAME = 80
_BREAKS_LOOKED_AT = 10
_TITLE_PARTS = re.compile(r"\s+[|–—·»-]\s+")
_WORD = re.compile(r"\w+")


def words(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


@dataclass
class PageFacts:
    """A page, asked for what it says of itself. Answers are None where it says nothing.

    tree            what of it is read, as an lxml tree.
    objects         its JSON-LD objects, nested ones behind those that hold them.
    given_address   where it came from.
    """

    tree: Any
    objects: list[dict[str, Any]]
    given_address: str | None = None

    @cached_property
    def articles(self) -> list[dict[str, Any]]:
        """The JSON-LD objects that are articles, the page's own one first."""
        found = [node for node in self.objects if _is_article(node)]
        own = [node for node in found if self.address and self.address in _addresses(node)]
        return own + [node for node in found if not any(node is other for other in own)]

    @cached_property
    def metas(self) -> dict[str, str]:
        """The contents of its meta tags by lower-case name, the first of each."""
        found: dict[str, str] = {}
        for meta in self.tree.iter("meta"):
            content = words(meta.get("content") or "")
            for key in ("property", "name", "itemprop", "http-equiv"):
                if content and (name := (meta.get(key) or "").strip().lower()):
                    found.setdefault(name, content)
        return found

    @cached_property
    def address(self) -> str | None:
        """Its canonical address, else the one it came from. One of another host stands for a wrong template."""
        links = _CANONICAL(self.tree)
        metas = (self.metas[name] for name in _ADDRESS_METAS if name in self.metas)
        told = (address for node in self.objects if _is_article(node) for address in _addresses(node))
        for candidate in [*links, *metas, *([] if self.given_address else told)]:
            with suppress(ValueError):  # what is no address at all
                address = urljoin(self.given_address or "", str(candidate).strip())
                if _is_article_address(address) and self._same_host(address):
                    return address
        return self.given_address

    def _same_host(self, address: str) -> bool:
        return self.given_address is None or _site(address) == _site(self.given_address)

    @cached_property
    def headline(self) -> str | None:
        """What it calls itself in its metadata."""
        found = [words(str(node["headline"])) for node in self.articles[:1] if isinstance(node.get("headline"), str)]
        return next((name for name in [*found, self._meta(_TITLE_METAS)] if name), None)

    @cached_property
    def title(self) -> str | None:
        """Its headline as readers see it; what the metadata say where the page shows none, or another's."""
        headings = [heading for node in self.tree.iter("h1") if (heading := words(node.text_content()))]
        alike = [heading for heading in headings if self.headline and _alike(heading, self.headline)]
        if alike:
            return alike[0]
        if self.headline:
            return self._without_outlet(self.headline)
        if len(headings) == 1 and headings[0] != self.outlet:
            return headings[0]
        title = next((found for node in self.tree.iter("title") if (found := words(node.text_content()))), None)
        return self._without_outlet(title) if title else None

    def _without_outlet(self, title: str) -> str:
        """The title without the name of outlet or section behind it."""
        parts = _TITLE_PARTS.split(title)
        if len(parts) == 1:
            return title
        outlet = (self.outlet or "").casefold()
        is_outlet = outlet and (outlet in parts[-1].casefold() or parts[-1].casefold() in outlet)
        return parts[0] if is_outlet or len(parts[0].split()) > 3 else title

    @cached_property
    def author(self) -> str | None:
        """Who signs it: names, several joined by "; "."""
        for node in self.articles[:1]:
            if names := list(dict.fromkeys(_names(node.get("author")))):
                return "; ".join(names)
        if (meta := self._meta(_AUTHOR_METAS)) and not meta.startswith(("http:", "https:", "@")):
            return _byline(meta)
        marked = [*(find(self.tree) for find in _BYLINES), *map(self.of_class, _BYLINE_CLASSES)]
        for nodes in marked:
            for node in nodes[:3]:
                if found := _byline(words(node.text_content())):
                    return found
        return next((found for found in map(_signed, self._first_lines()) if found), None)

    def of_class(self, name: re.Pattern[str]) -> list[Any]:
        """Its elements whose class fits, in order. XPath takes ten times as long to look into strings."""
        return [node for node, named in self._classed if name.search(named)]

    @cached_property
    def _classed(self) -> list[tuple[Any, str]]:
        return [(node, named) for node in self.tree.iter("*") if (named := node.get("class"))]

    def _first_lines(self) -> list[str]:
        """The first paragraphs, and what stands before a line break: old pages have nothing else."""
        paragraphs = _FIRST_PARAGRAPHS(self.tree)
        broken = _BEFORE_BREAKS(self.tree)[:_BREAKS_LOOKED_AT]
        return [*(words(node.text_content()) for node in paragraphs), *map(words, broken)]

    @cached_property
    def outlet(self) -> str | None:
        """The outlet's name; its host where the page gives none."""
        for node in self.articles[:1]:
            if names := list(_names(node.get("publisher"))):
                return names[0]
        site = next((node for node in self.objects if "WebSite" in types_of(node)), {})
        name = self._meta(_OUTLET_METAS[:1]) or words(str(site.get("name") or "")) or self._meta(_OUTLET_METAS[1:])
        named = name if name and len(name) <= _LONGEST_NAME else None
        return named or (_site(self.address) or None if self.address else None)

    @cached_property
    def language(self) -> str | None:
        """The language that the article claims, else the page."""
        claims = [node.get("inLanguage") for node in self.articles[:1]]
        claims += _LANGUAGES(self.tree)
        claims += [self._meta(_LANGUAGE_METAS), self.tree.get("lang")]
        return next((claim.replace("_", "-") for claim in claims if isinstance(claim, str) and claim.strip()), None)

    def _meta(self, names: tuple[str, ...]) -> str | None:
        return next((self.metas[name] for name in names if self.metas.get(name)), None)


def types_of(node: dict[str, Any]) -> list[str]:
    """The types of a JSON-LD object, without the vocabulary's address."""
    given = node.get("@type")
    listed = given if isinstance(given, list) else [given]
    return [kind.rpartition("/")[2] for kind in listed if isinstance(kind, str)]


def json_ld(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """The objects in a page's JSON-LD scripts, nested ones behind those that hold them."""
    return [node for script in scripts for node in _nodes(script)]


def told_bodies(scripts: Iterable[str]) -> list[str]:
    """The texts of articles that JSON-LD scripts hold."""
    holding = [script for script in scripts if "articleBody" in script]
    return [str(node["articleBody"]) for node in json_ld(holding) if node.get("articleBody")]


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """The objects in a JSON-LD script; none where it can't be read."""
    source = script.strip().removeprefix("<!--").removesuffix("-->").strip()
    source = source.removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
    try:
        waiting = [parse(source.encode("utf-8", errors="replace"))]
    except ValueError:
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting += [inner for inner in value.values() if isinstance(inner, dict | list)]
        elif isinstance(value, list):
            waiting += [inner for inner in value if isinstance(inner, dict | list)]


def _is_article(node: dict[str, Any]) -> bool:
    return any(ARTICLE_TYPES.search(kind) for kind in types_of(node))


def _addresses(node: dict[str, Any]) -> list[str]:
    page = node.get("mainEntityOfPage")
    given = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return [address for address in given if isinstance(address, str)]


def _names(value: Any) -> Iterator[str]:
    """The names in an author or a publisher: a string, an object with a name, or a list of such."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        name = name[0] if isinstance(name, list) and name else name
        if isinstance(name, str) and (found := _byline(words(name))):
            yield found


def _byline(text: str) -> str | None:
    """The name in a byline, without "By" and what follows it."""
    name = _BYLINE_END.sub("", _BYLINE_START.sub("", text)).strip(" ,;|")
    return name if 1 < len(name) <= _LONGEST_NAME and not name.startswith(("http:", "https:")) else None


def _signed(paragraph: str) -> str | None:
    """The name in a paragraph that is a byline and nothing else."""
    match = _BY_PARAGRAPH.fullmatch(paragraph[:_LONGEST_NAME])
    return match[1].strip() if match else None


def _alike(one: str, other: str) -> bool:
    """True for two headlines that share most of the shorter one's words."""
    a, b = ({word.casefold() for word in _WORD.findall(text)} for text in (one, other))
    return bool(a and b) and 2 * len(a & b) > min(len(a), len(b))


def _is_article_address(address: str) -> bool:
    """False for a home page, which careless templates name as every article's address."""
    parts = urlsplit(address)
    return (
        parts.scheme in ("http", "https") and bool(parts.netloc) and (parts.path.strip("/") != "" or parts.query != "")
    )


def _site(address: str) -> str:
    host = (urlsplit(address).hostname or "").lower()
    return re.sub(r"^(?:www|m|amp|mobile|edition)\.", "", host)

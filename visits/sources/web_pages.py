"""Web pages: the article's text, its captions, and what the page says about itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from visits.sources.decoding import clean, is_binary
from visits.sources.english import is_english
from visits.sources.limits import BROKEN, EMPTY, OVERSIZED, Limits
from visits.sources.page_dates import page_date
from visits.sources.page_facts import PageFacts, json_ld, words
from visits.sources.page_kinds import refuse_lists, refuse_live_blog, refuse_shell, refuse_teaser, refuse_walls
from visits.sources.page_parts import UNREAD, PageParts, parts_of
from visits.sources.records import Record, UnreadableError
from visits.sources.streaming import whole

_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_MOST_ATTRIBUTES = 2_000
_UNREAD_TAGS = ("script", "style", *UNREAD)
_CAPTION_CLASS = re.compile(
    r"(?:^|\s)caption(?:\s|$)|cutline|(?:wp-caption|caption)-text|(?:photo|image|media|img)-caption"
)
_BLOCKS = ("p", "div", "table", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "center")
_ANOTHER_STORY = re.compile(
    r"related|teaser|promo|sidebar|recommend|most-(?:read|popular)|trending|card", re.IGNORECASE
)
_SHORTEST_BODY = 200
"""Characters of text under which the JSON-LD is asked for the body: a page that scripts are to fill."""


def read_page(
    path: Path, name: str, limits: Limits, charset: str | None = None, address: str | None = None
) -> Iterator[Record]:
    """The one article of an `.html` file; `charset` is what its server said, `address` where it came from. Raises
    UnreadableError."""
    page = whole(path, limits, limits.raw_record_bytes)
    if not page.strip():
        raise UnreadableError(EMPTY, "The file holds nothing.")
    yield page_record(name, parts_of(page, charset), limits, address=address)


def page_record(
    name: str, parts: PageParts, limits: Limits, *, address: str | None = None, fetched: str | None = None
) -> Record:
    """The one article of a page, as a record named `name`.

    `address` is where the page came from and `fetched` when, as far as that is known. Raises UnreadableError for a page
    without an article of its own, and for one that can't be taken apart.
    """
    if is_binary(parts.html):
        raise UnreadableError(BROKEN, "It holds binary data, not a page.")
    try:
        record = _taken_apart(name, parts, limits, address)
    except UnreadableError:
        raise
    except Exception as error:  # pages break the libraries in more ways than can be named; each costs only itself
        detail = f"The page can't be taken apart ({error}): save its text as .txt."
        raise UnreadableError(BROKEN, detail) from error
    return Record(name, {**record.fields, "fetched": fetched}, record.basis, record.captions, record.notes)


def _taken_apart(name: str, parts: PageParts, limits: Limits, address: str | None) -> Record:
    tree = _tree(parts.html.replace("\x00", ""))
    _prune(tree)
    facts = PageFacts(tree, json_ld(parts.json_ld), address)
    if sum(1 for _ in tree.iter()) > limits.page_elements:
        detail = f"The page has more than {limits.page_elements:,} elements: save its text as .txt."
        raise UnreadableError(OVERSIZED, detail)
    seen = clean(str(tree.text_content()))
    refuse_walls(facts, seen)
    refuse_live_blog(facts)
    refuse_lists(facts)
    published, notes = page_date(facts)
    about = {
        "url": facts.address,
        "source": facts.outlet,
        "author": facts.author,
        "title": facts.title,
        "published": published[0] if published else None,
    }
    captions = _captions(tree)
    _unframe(tree)
    text = _text(facts)
    if len(text) < _SHORTEST_BODY and parts.scripted:
        refuse_shell(seen)
    if not text:
        raise UnreadableError(EMPTY, "No article is found on the page: if there is one, save its text as .txt.")
    refuse_teaser(facts, text)
    return Record(
        name,
        {**about, "language": _language(facts, text), "text": text},
        published[1] if published else "meta",
        tuple(captions),
        notes,
    )


def _tree(page: str) -> Any:
    """The page as an lxml tree; raises UnreadableError for one that holds no element, or tags made to be slow."""
    if any(match[0].count("=") > _MOST_ATTRIBUTES for match in _LONG_TAG.finditer(page)):
        raise UnreadableError(OVERSIZED, f"A tag has more than {_MOST_ATTRIBUTES:,} attributes: is it a page?")
    tree = _loader()(page)
    if tree is None:
        raise UnreadableError(EMPTY, "No article is found on the page: if there is one, save its text as .txt.")
    return tree


@cache
def _loader() -> Callable[[str], Any]:
    """Makes trees of pages, with one class for all elements: lxml else asks in Python for the class of each of them, in
    a seventh of the time that a page takes."""
    from lxml import etree, html
    from trafilatura import load_html, utils  # half a second, and most folders hold no pages

    if parser := getattr(utils, "HTML_PARSER", None):
        parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    load: Callable[[str], Any] = load_html
    return load


def _prune(tree: Any) -> None:
    """Take out what `parts_of` left because its end wasn't plain."""
    for node in [node for body in tree.iter("body") for node in body.iter(*_UNREAD_TAGS)]:
        if node.tag != "footer" or next(node.iterancestors("article", "blockquote"), None) is None:
            _drop(node)


def _unframe(tree: Any) -> None:
    """Make blocks of the tables that old pages are laid out with, whose cells would become lines of a table, and of the
    fonts that they set lines in."""
    whole = len(tree.text_content())
    for cell in list(tree.iter("td")):
        if 2 * len(cell.text_content()) > whole:
            for node in (cell, *cell.iterancestors("tr", "tbody", "table")):
                node.tag = "div"
            for line in cell.iterchildren("font"):  # loose text is lost beside paragraphs
                line.tag = "div" if next(line.iterdescendants(*_BLOCKS), None) is not None else "p"


def _drop(node: Any) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _text(facts: PageFacts) -> str:
    """The article's words without title and captions."""
    import trafilatura

    document: Any = trafilatura.bare_extraction(facts.tree, options=_options())
    text = _without_title(clean(document.text), facts) if document is not None and document.text else ""
    if len(text) < _SHORTEST_BODY:
        told = [clean(str(node["articleBody"])) for node in facts.articles[:1] if node.get("articleBody")]
        text = max([text, *told], key=len)
    return text


@cache
def _options() -> Any:
    """How trafilatura is to look for the text; to put that together for each page takes a tenth of its time."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", fast=True, comments=False)


def _without_title(text: str, facts: PageFacts) -> str:
    """The text without the title on its first line; of one line that begins with the title, its paragraphs, where they
    are most of it: that is how the shortest articles come."""
    title = words(facts.title or "")
    first, _, rest = text.partition("\n")
    if not title or not words(first).startswith(title):
        return text
    if words(first) == title:
        return rest.strip()
    line = words(text)
    found = dict.fromkeys(words(node.text_content()) for node in facts.tree.iter("p")) if not rest else {}
    paragraphs = [paragraph for paragraph in found if paragraph and paragraph in line]
    most = sum(map(len, paragraphs)) > (len(line) - len(title)) / 2
    return "\n".join(paragraphs) if most else text


def _captions(tree: Any) -> list[str]:
    """The words under the article's pictures, which are taken out of the tree."""
    captions = []
    for node in [node for node in tree.iter("*") if _is_caption(node)]:
        if next(node.iterancestors(), None) is None or _of_another_story(node):
            continue
        if caption := words(node.text_content()):
            captions.append(caption)
        _drop(node)
    return list(dict.fromkeys(captions))


def _is_caption(node: Any) -> bool:
    named = node.get("class")
    is_named = named is not None and _CAPTION_CLASS.search(named) is not None
    return is_named or node.tag == "figcaption" or node.get("itemprop") == "caption"


def _of_another_story(node: Any) -> bool:
    return any(
        ancestor.tag in ("aside", "nav") or _ANOTHER_STORY.search(ancestor.get("class") or "")
        for ancestor in node.iterancestors()
    )


def _language(facts: PageFacts, text: str) -> str | None:
    """What the page claims; English where its text is, whatever the template around it says."""
    claimed = facts.language
    return "en" if claimed and not claimed.lower().startswith("en") and is_english(text) else claimed

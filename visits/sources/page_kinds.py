"""Pages that hold no article of their own: errors, walls, live blogs, lists, shells.

Each is told by what it says of itself, in its metadata or its words; a page that only looks odd is read.
"""

from __future__ import annotations

import re
from typing import Any

from lxml.etree import XPath

from visits.sources.limits import (
    BOT_CHECK,
    CONSENT_WALL,
    EMPTY_SHELL,
    ERROR_PAGE,
    LIVE_BLOG,
    PAYWALL,
    SEVERAL_ARTICLES,
)
from visits.sources.page_facts import LIVE_TYPES, PageFacts, types_of, words
from visits.sources.records import UnreadableError

_LITTLE = 1_500
"""Characters of text under which a page may be a wall or an error; articles that mention such things have more."""
_TEASER = 1_200
_SHELL = 200

_BOT_CHECK = re.compile(
    r"verify(?:ing)? (?:that )?you are (?:a )?human|checking (?:if the site connection is secure|your browser)|"
    r"enable javascript and cookies to continue|are you a robot|not a robot|unusual (?:traffic|activity)|"
    r"complete the (?:captcha|security check)|just a moment|access (?:to this page has been )?denied|"
    r"request (?:was )?blocked|security service to protect",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:404|410|403|500|502|503)\b.{0,40}(?:not found|gone|forbidden|error|unavailable|bad gateway)|"
    r"(?:page|article|story|file|content)\b.{0,60}(?:not (?:be )?found|(?:doesn['’]t|does not|no longer) exist|"
    r"no longer available|has been (?:removed|moved|deleted)|could not be found|can['’]t be found)|"
    r"(?:internal server|application) error|^(?:error )?404\b|page not found|service unavailable|"
    r"under maintenance|back (?:soon|shortly)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:we|our partners|this site|website)\b.{0,80}\b(?:cookies|process (?:your )?(?:personal )?data)|"
    r"(?:accept|manage|reject) (?:all )?(?:cookies|choices|preferences|options)|before you continue|"
    r"your (?:privacy|consent) (?:choices|matters|preferences)|we (?:value|care about) your privacy",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"\bto (?:continue|keep|go on) reading|"
    r"\bto (?:read|see|unlock|access) (?:the (?:full|whole|rest|entire)|this|more of)\b.{0,20}(?:article|story|report)|"
    r"\b(?:this|the full) (?:article|story) is (?:only )?(?:for|available to|reserved for) (?:our )?(?:\w+ )?"
    r"(?:subscribers|members)|"
    r"you have (?:reached|read|used) (?:your|all|the)\b.{0,60}(?:articles|limit|stories)|"
    r"\b(?:unlock|premium|subscriber-only) (?:this |the )?(?:article|story|content)",
    re.IGNORECASE,
)
_PAYWALL_CLASS = re.compile(r"paywall|regwall|subscri(?:be|ption|ber)-(?:wall|gate|only|prompt)|metered|piano-", re.I)
_LIVE_CLASS = re.compile(r"live-?(?:blog|update|feed|post|entry|event)", re.IGNORECASE)
_LIVE_TITLE = re.compile(
    r"^live\b[:\s]|\blive (?:updates|blog|coverage|reporting)\b|\bas it happened\b|\bminute by minute\b", re.IGNORECASE
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?|GMT|BST|ET|EDT|EST|UTC|CET|CEST)?\b")
_LEADING = XPath("//h2 | //h3 | //h4 | //p/strong | //p/b")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_DATELINE = re.compile(r"[A-Z][A-Z .’'-]{2,40}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})? ?(?:\([\w .&/-]{2,30}\) ?)?[-–—:]+ ?")
_MANY = 3
_STANDS_OUT = 0.5
"""The share of all articles' text on a page from which one of them is the page's article."""


def refuse_walls(facts: PageFacts, seen: str) -> None:
    """Raise UnreadableError for a page whose few words tell that the article is elsewhere; `seen` is its text."""
    if len(seen) > _LITTLE:
        return
    named = f"{facts.title or ''}\n{facts.headline or ''}"
    whole = f"{named}\n{words(seen)}"
    if _BOT_CHECK.search(whole):
        raise UnreadableError(BOT_CHECK, "The page asks whether its reader is human: fetch it again, or leave it out.")
    if _ERROR.search(named) or (len(seen) < _LITTLE / 2 and _ERROR.search(whole)):
        raise UnreadableError(ERROR_PAGE, f"The page tells of an error ({_brief(facts)}): look for another address.")
    if _CONSENT.search(whole) and len(_CONSENT.findall(whole)) > 1:
        raise UnreadableError(CONSENT_WALL, "The page asks for consent to cookies: save it after it is given.")


def refuse_live_blog(facts: PageFacts) -> None:
    """Raise UnreadableError for a page of entries added over hours, whose "today" changes from entry to entry."""
    kinds = [kind for node in facts.objects for kind in types_of(node)]
    live = any(kind in LIVE_TYPES for kind in kinds)
    titled = _LIVE_TITLE.search(f"{facts.title or ''}") or _LIVE_TITLE.search(facts.headline or "")
    times = sum(1 for _ in facts.tree.iter("time")) + len(_clocks(facts.tree))
    if live or (times > _MANY and (titled or _entries(facts.tree) > _MANY)):
        raise UnreadableError(LIVE_BLOG, "The page is a live blog: save entries that matter as articles of their own.")


def _entries(tree: Any) -> int:
    """The elements that are named as entries of a live blog."""
    named = (node.get("class") or node.get("id") for node in tree.xpath("//*[@class or @id]"))
    return sum(1 for name in named if _LIVE_CLASS.search(name))


def _clocks(tree: Any) -> list[str]:
    """The headings and paragraphs that begin with a time of day."""
    starts = (words(node.text_content())[:20] for node in _LEADING(tree))
    return [start for start in starts if _CLOCK.match(start)]


def refuse_lists(facts: PageFacts) -> None:
    """Raise UnreadableError for a page of several articles, of which none is the page's own."""
    shares = [len(words(node.text_content())) for node in facts.tree.iter("article") if not _within_article(node)]
    unmarked = not shares and _briefs(facts.tree) >= _MANY
    if unmarked or (len(shares) >= _MANY and max(shares) < _STANDS_OUT * sum(shares)):
        found = len(shares) or _briefs(facts.tree)
        raise UnreadableError(SEVERAL_ARTICLES, f"The page holds {found} articles: save each as a file of its own.")


def _within_article(node: Any) -> bool:
    return next(node.iterancestors("article"), None) is not None


def _briefs(tree: Any) -> int:
    """The headings that stand right above a dateline: the pieces of a page of news in brief."""
    count = 0
    for heading in tree.iter(*_HEADINGS):
        following = heading.getnext()
        if following is not None and isinstance(following.tag, str):
            count += _DATELINE.match(words(following.text_content())) is not None
    return count


def refuse_teaser(facts: PageFacts, text: str) -> None:
    """Raise UnreadableError for the beginning of an article of which the rest is for subscribers."""
    if len(text) > _TEASER:
        return
    closed = any(str(node.get("isAccessibleForFree")).lower() == "false" for node in facts.objects)
    locked = facts.metas.get("article:content_tier", "").lower() == "locked"
    walled = any(
        _PAYWALL_CLASS.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        for node in facts.tree.iter("div", "section", "aside", "p")
    )
    said = _PAYWALL.search(words(facts.tree.text_content())) is not None
    if closed or locked or said or (walled and len(text) < _TEASER / 2):
        raise UnreadableError(PAYWALL, "The page shows only the beginning: the rest is for subscribers.")


def refuse_shell(seen: str) -> None:
    """Raise UnreadableError for a page with scripts that is to be filled by them: it shows next to nothing."""
    if len(seen) < _SHELL:
        raise UnreadableError(EMPTY_SHELL, "The page is filled by its scripts: save it from a browser, or as text.")


def _brief(facts: PageFacts) -> str:
    return (facts.title or facts.headline or "no title")[:60]

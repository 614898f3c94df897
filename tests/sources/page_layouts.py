# ruff: noqa: E501  (pages are easier to read with their tags in one line)
"""Thirty page layouts of own words, with what should be read from each, and how much of it is.

PYTHONPATH=.:tests/sources python -m page_layouts      # prints the figures by field
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field

from visits.model.article import Article
from visits.sources.assembling import assemble
from visits.sources.limits import Limits
from visits.sources.page_parts import parts_of
from visits.sources.records import UnreadableError
from visits.sources.web_pages import page_record

TITLE = "President of Freedonia lands in Sylvania for two days of talks"
LINES = (
    "The president of Freedonia landed in Sylvania on Monday for a two-day visit, her office said in a statement.",
    "She was met at the airport by the prime minister, and the two are to hold talks on trade and water on Tuesday.",
    "It is the third visit of a leader of Freedonia to the country in ten years, a spokesman told reporters there.",
    "Shops along the river stayed closed while the motorcade passed, and children waved paper flags from the bridge.",
    "The two countries share a border of four hundred miles, and have argued about the dams on it since the war.",
)
CAPTION = "The president waves on the stairs of her plane in Sylvania, January 7, 2019. (Pool photo)"
OUTLET, AUTHOR, DAY = "The Paper", "Ruth Penrose", "2019-01-08"
ADDRESS = "https://paper.example/world/president-lands"
MENU = (
    "<ul>"
    + "".join(f'<li><a href="/{w}">{w.title()}</a></li>' for w in "home world sport money arts".split())
    + "</ul>"
)
RELATED = "".join(
    f'<div class="card"><a href="/r{n}"><h3>Another story about the harbour wall, part {n}</h3></a></div>'
    for n in range(8)
)
P = "".join(f"<p>{line}</p>\n" for line in LINES)
FIGURE = f'<figure><img src="a.jpg" alt=""><figcaption>{CAPTION}</figcaption></figure>'
H1 = f"<h1>{TITLE}</h1>"
OG = (
    f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="{OUTLET}">'
    f'<meta name="author" content="{AUTHOR}"><link rel="canonical" href="{ADDRESS}">'
)
META_DATE = f'<meta property="article:published_time" content="{DAY}T09:00:00+01:00">'


@dataclass(frozen=True)
class Layout:
    """A page and what should be read from it; `reason` for a page that should be set aside."""

    name: str
    page: str | bytes
    date: str = DAY
    basis: str = "meta"
    outlet: str | None = OUTLET
    author: str | None = AUTHOR
    caption: str | None = None
    address: str | None = ADDRESS
    reason: str | None = None
    body: tuple[str, ...] = field(default=LINES)


def _html(head: str, body: str, language: str = "en") -> str:
    return f'<!doctype html><html lang="{language}"><head><title>{TITLE} | {OUTLET}</title>{head}</head><body>{body}</body></html>'


def _ld(**changes: object) -> str:
    facts: dict[str, object] = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "url": ADDRESS,
        "datePublished": f"{DAY}T09:00:00+01:00", "author": {"@type": "Person", "name": AUTHOR},
        "publisher": {"@type": "Organization", "name": OUTLET},
    }  # fmt: skip
    return _script({**facts, **changes})


def _script(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


_GRAPH = {
    "@graph": [
        {"@type": "WebSite", "name": OUTLET, "url": "https://paper.example/"},
        {"@type": "Person", "@id": "#ruth", "name": AUTHOR},
        {"@type": ["Article", "NewsArticle"], "headline": TITLE, "datePublished": f"{DAY}T08:00:00+00:00",
         "author": [{"name": AUTHOR}], "publisher": {"name": OUTLET}, "mainEntityOfPage": ADDRESS},
    ]
}  # fmt: skip
_OTHER_LD = {"@type": "NewsArticle", "headline": "Harbour wall", "datePublished": "2021-05-05", "url": ADDRESS + "-2"}
ARTICLE = f"<nav>{MENU}</nav><main><article>{H1}{P}</article></main><footer>{MENU}</footer>"
BYLINE = f'<p class="byline">By {AUTHOR}</p>'
TEASERS = "".join(f"<article><h2>Story number {n}</h2><p>{LINES[n % 5]}</p></article>" for n in range(6))
BRIEFS = "".join(f"<h3>In brief {n}</h3><p>SYLVANIA (Wire) - {LINES[n]}</p>" for n in range(4))
LIVE = "".join(
    f'<div class="live-entry"><time datetime="2019-01-08T1{n}:00:00Z">1{n}:00</time><p>{LINES[n]}</p></div>'
    for n in range(5)
)

LAYOUTS = (
    Layout("json-ld", _html(_ld(), ARTICLE), basis="json_ld"),
    Layout("json-ld graph", _html(_script(_GRAPH), ARTICLE), basis="json_ld"),
    Layout("json-ld of another story first", _html(_script(_OTHER_LD) + _ld() + OG, ARTICLE), basis="json_ld"),
    Layout("json-ld broken, meta tags", _html('<script type="application/ld+json">{"@type": </script>' + OG + META_DATE, ARTICLE)),
    Layout("open graph", _html(OG + META_DATE, ARTICLE)),
    Layout(
        "microdata",
        _html(
            f'<link rel="canonical" href="{ADDRESS}">',
            f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1>'
            f'<span itemprop="author"><span itemprop="name">{AUTHOR}</span></span>'
            f'<time itemprop="datePublished" datetime="{DAY}">8 January</time><div itemprop="articleBody">{P}</div></div>',
        ),
        basis="time", outlet="paper.example",
    ),
    Layout("amp", _html(_ld() + OG, f'<header>{MENU}</header><article>{H1}<amp-img></amp-img>{P}</article>'), basis="json_ld"),
    Layout(
        "wordpress",
        _html(
            OG,
            f'<div id="page"><div class="entry-content-wrap"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">'
            f'<time class="entry-date published" datetime="{DAY}T09:00:00+01:00">January 8</time></div>'
            f'<div class="wp-caption"><img><p class="wp-caption-text">{CAPTION}</p></div>'
            f'<div class="entry-content">{P}</div></div><aside id="secondary">{RELATED}</aside></div>',
        ),
        basis="time", caption=CAPTION,
    ),
    Layout(
        "old tables",
        f'<HTML><HEAD><TITLE>{TITLE}</TITLE></HEAD><BODY BGCOLOR=white><TABLE WIDTH="100%"><TR><TD>{MENU}</TD><TD><FONT SIZE=5>'
        f"<H1>{TITLE}</H1></FONT><FONT SIZE=2>By {AUTHOR}<BR>January 8, 2019</FONT><P>{'<P>'.join(LINES)}</TD></TR></TABLE></BODY></HTML>",
        basis="dateline", outlet=None, address=None,
    ),
    Layout(
        "old line breaks",
        f'<html><head><title>{TITLE}</title></head><body><table><tr><td width=150>{MENU}</td><td><font size=2>By {AUTHOR}<br>January 8, 2019'
        f"<br><br>{'<br><br>'.join(LINES)}</font></td></tr></table></body></html>",
        basis="dateline", outlet=None, address=None,
    ),
    Layout(
        "updated above published",
        _html(OG, f"<article>{H1}<p>Last updated: January 10, 2019</p><p>Published: January 8, 2019 22:00 GMT</p>{P}</article>"),
        basis="dateline",
    ),
    Layout(
        "agency",
        _html(
            OG.replace("president-lands", "2019/01/08/president-lands"),
            f"<div class=content>{H1}<p>SYLVANIA, Jan. 8, 2019 (Wire) -- {LINES[0]}</p>{P[P.index('</p>') + 5:]}</div>",
        ),
        basis="address", address="https://paper.example/world/2019/01/08/president-lands",
    ),
    Layout(
        "press release",
        _html(
            '<meta name="dcterms.issued" content="2019-01-08"><meta name="dc.publisher" content="Office of the President">',
            f'<div id="main"><h1>{TITLE}</h1><p>For immediate release</p>{P}</div>',
        ),
        outlet="Office of the President", author=None, address=None,
    ),
    Layout("captions", _html(OG + META_DATE, f"<main><article>{H1}{FIGURE}{P}</article></main>"), caption=CAPTION),
    Layout(
        "gallery",
        _html(
            OG + META_DATE,
            f'<article>{H1}{P}<div class="gallery"><div class="slide"><img><span class="caption">{CAPTION}</span></div></div></article>',
        ),
        caption=CAPTION,
    ),
    Layout(
        "video with transcript",
        _html(OG + META_DATE, f'<main>{H1}<video src="v.mp4"></video><div class="transcript"><h2>Transcript</h2>{P}</div></main>'),
    ),
    Layout("right-to-left frame", _html(OG + META_DATE, f'<nav dir="rtl">الصفحة الرئيسية</nav><article lang="en">{H1}{P}</article>', "ar")),
    Layout("template in French", _html(OG + META_DATE, f"<nav>Accueil Monde Sport</nav><article>{H1}{P}</article>", "fr")),
    Layout(
        "wrong charset",
        _html('<meta charset="utf-8">' + OG + META_DATE, f"<article>{H1}{P}<p>The café “Őry” stayed open.</p></article>".replace("Ő", "Ö")).encode("cp1252"),
        body=(*LINES, "The café “Öry” stayed open."),
    ),
    Layout("date in the text", _html(OG, f'<article>{H1}<p>Published January 8, 2019</p>{P}</article>'), basis="dateline"),
    Layout(
        "utc across midnight",
        _html(_ld(datePublished="2019-01-07T23:30:00Z") + '<meta name="date" content="2019-01-08T08:30:00+09:00">', ARTICLE),
    ),
    Layout(
        "utc, and the day in the address",
        _html(_ld(datePublished="2019-01-07T23:30:00Z", url=ADDRESS.replace("world", "2019/01/08")) + f'<link rel="canonical" href="{ADDRESS.replace("world", "2019/01/08")}">', ARTICLE),
        basis="address", address=ADDRESS.replace("world", "2019/01/08"),
    ),
    Layout(
        "moved to a new system",
        _html(_ld(datePublished="2023-06-01T00:00:00Z") + META_DATE, f'<article>{H1}<time datetime="{DAY}">8 January</time>{P}</article>'),
    ),
    Layout("print page", f"<html><head><title>{TITLE}</title></head><body><p>{OUTLET}</p>{H1}{BYLINE}<p>8 January 2019</p>{P}<p>Print this page</p></body></html>", basis="dateline", outlet=None, address=None),
    Layout("related stories", _html(OG + META_DATE, f"<main><article>{H1}{P}</article><section class=related>{RELATED * 4}</section></main>")),
    Layout(
        "comments",
        _html(OG + META_DATE, f'<article>{H1}{P}</article><div id="comments" class="comments">' + "".join(f"<p>Reader {n}: I was there and saw nothing.</p>" for n in range(9)) + "</div>"),
    ),
    Layout("newsletter", _html(OG + META_DATE, f'<article>{H1}{P}<aside class="newsletter"><p>Sign up for our morning letter.</p></aside></article>')),
    Layout("live blog", _html(_ld(**{"@type": "LiveBlogPosting"}), f"<main>{H1}{LIVE}</main>"), reason="live blog"),
    Layout("paywall", _html(_ld(isAccessibleForFree=False), f"<article>{H1}<p>{LINES[0]}</p><div class=paywall>Subscribe to continue reading.</div></article>"), reason="paywall"),
    Layout("cookie wall", _html("", "<h1>Before you continue</h1><p>We and our partners use cookies to process your data.</p><button>Accept all</button><p>Manage choices. We value your privacy.</p>"), reason="consent wall"),
    Layout("front page", _html(OG, f"<main>{TEASERS}</main>"), reason="several articles"),
    Layout("news in brief", _html(OG, f"<div>{BRIEFS}</div>"), reason="several articles"),
    Layout("bot check", "<html><head><title>Just a moment...</title></head><body>Verify you are human to go on.</body></html>", reason="bot check"),
    Layout("error page", "<html><head><title>Page not found</title></head><body><h1>404</h1><p>The page you want is gone.</p></body></html>", reason="error page"),
    Layout("empty shell", '<html><head><title>App</title></head><body><div id="root"></div><script src="a.js"></script></body></html>', reason="empty shell"),
)  # fmt: skip


def figures() -> tuple[dict[str, float], list[str]]:
    """The share of right values by field (precision and recall of words for the body), and what was wrong."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong: list[str] = []

    def count(layout: Layout, name: str, got: object, wanted: object) -> None:
        asked[name] += 1
        right[name] += got == wanted
        if got != wanted:
            wrong.append(f"{layout.name}: {name} is {got!r}, not {wanted!r}")

    for layout in LAYOUTS:
        page = layout.page if isinstance(layout.page, bytes) else layout.page.encode()
        try:
            record = page_record("p", parts_of(page), Limits())
        except UnreadableError as refusal:
            count(layout, "set aside", refusal.reason, layout.reason)
            continue
        count(layout, "set aside", None, layout.reason)
        if layout.reason:
            continue
        article = assemble(record, Limits())
        assert isinstance(article, Article), article
        captions = [article.text[start:end] for start, end in article.captions]
        body = article.text[: article.captions[0][0]] if captions else article.text
        count(layout, "title", article.title, TITLE)
        count(layout, "date", str(article.published), layout.date)
        count(layout, "basis", article.published_basis, layout.basis)
        count(layout, "outlet", article.source, layout.outlet)
        count(layout, "author", article.author, layout.author)
        count(layout, "address", article.url, layout.address)
        count(layout, "language", article.language in ("en", None), True)
        count(layout, "captions", captions, [layout.caption] if layout.caption else [])
        got, wanted = (Counter(re.findall(r"\w+", text)) for text in (body, " ".join(layout.body)))
        shared = sum((got & wanted).values())
        for name, total in (("body precision", sum(got.values())), ("body recall", sum(wanted.values()))):
            asked[name] += total
            right[name] += shared
    return {name: right[name] / asked[name] for name in asked}, wrong


if __name__ == "__main__":
    shares, problems = figures()
    print(f"{len(LAYOUTS)} layouts")
    print("\n".join(f"{name:<16}{share:6.1%}" for name, share in shares.items()))
    print("\n".join(problems))

"""Of a page only what is read stays, and nothing goes whose end isn't plain; lines are those of blocks."""

from __future__ import annotations

import tracemalloc

import pytest

from visits.sources.page_parts import parts_of
from visits.sources.visible_text import visible_text


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("a<nav>menu</nav>b", "a|</nav>b"),
        ("a<NAV class=x>menu</NAV>b", "a|</NAV>b"),
        ("a<nav\n>menu</nav>b<nav>more</nav>c", "a|</nav>b|</nav>c"),
        ("a<nav>menu", "a<nav>menu"),
        ("a<nav>menu</NAV>b", "a<nav>menu</NAV>b"),
        ("a<nav>one<nav>two</nav>three</nav>b", "a<nav>one|</nav>three</nav>b"),
        ("a<aside>one<nav>two</nav>three</aside>b", "a|</aside>b"),
        ("a<navigation>menu</navigation>b", "a<navigation>menu</navigation>b"),
        ("a<script>if (x < '<nav>') y('<script>')</script>b</nav>c", "a|</script>b</nav>c"),
        ("a<script>'<!--'</script>b<p>c--></p>", "a|</script>b<p>c--></p>"),
        ("a<!-- <nav> -->b</nav><!-- c", "a|-->b</nav><!-- c"),
        ("a<!--> b <!-- c --> d", "a|--> d"),
        ("a<nav", "a<nav"),
        ("a<footer>words</footer>", "a<footer>words</footer>"),
    ],
)
def test_what_is_cut_from_a_page(page: str, kept: str) -> None:
    assert parts_of(page.encode()).html.replace("\n", "|").replace("<nav|>", "<nav\n>") == kept


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>P<span>resident</span> Xi</p><p>flew</p>", "President Xi\nflew"),
        ("<p>one<br>two<BR/>three<br \n class=x>four</p>", "one two three four"),
        ("<p>one<br></p>\n<br>\n<p>two", "one\ntwo"),
        ("<p>3 &lt; 4 &amp; 5<p>a < b", "3 < 4 & 5\na < b"),
        ("<p>a\u00a0b\u200bc \t d</p>\r\n", "a bc d"),
        ("<broken>one</broken><b>two</b>", "one\ntwo"),
    ],
)
def test_the_lines_of_a_page(html: str, text: str) -> None:
    assert visible_text(html) == text


def test_a_page_of_nothing_but_tags_takes_little_memory() -> None:
    page = b"<svg" * 4_000_000
    tracemalloc.start()
    parts_of(page)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * len(page)

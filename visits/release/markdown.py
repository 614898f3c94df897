"""Documents in Markdown, and the same as a web page of one file.

Text that comes from articles or files is passed through `escaped`, so that it shows as text in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2.5rem; } h3 { margin-top: 2rem; }
div.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem; border-bottom: 1px solid #8885; }
code { font-size: .92em; } blockquote { margin-left: 0; padding-left: 1rem; border-left: 3px solid #8888; }
"""


def escaped(text: object) -> str:
    """Any text on one line, with all that Markdown or HTML would take for marks behind a backslash."""
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """The lines of a table; cells are Markdown. Nothing where there are no rows."""
    lines = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    if not lines:
        return ["None."]
    return ["| " + " | ".join(header) + " |", "| " + " | ".join("---" for _ in header) + " |", *lines]


def write_page(folder: Path, name: str, title: str, lines: Iterable[str]) -> None:
    """Write a document as `name.md` and `name.html`."""
    text = "\n".join([f"# {title}", "", *lines]).rstrip() + "\n"
    (folder / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    (folder / f"{name}.html").write_text(_html(title, text), encoding="utf-8", newline="\n")


def _html(title: str, text: str) -> str:
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    body = body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    body = re.sub(r"<h([23])>(.*?)</h\1>", _with_anchor, body)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _with_anchor(heading: re.Match[str]) -> str:
    level, inner = heading[1], heading[2]
    anchor = re.sub(r"[^a-z0-9_.]+", "-", re.sub(r"<[^>]+>", "", inner).lower()).strip("-")
    return f'<h{level} id="{anchor}">{inner}</h{level}>'

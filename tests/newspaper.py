"""A newspaper of our own on this machine's loopback, whose pages answer as each test wants."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from loopback import answering

from visits.fetching import Clock, FetchReport, Guard, SourceOutcome
from visits.update import Wish, fetch

TEXT = (
    "SYLVANIA CITY — {leader} of San Marino arrived in Rome by train on {day} for a two-day visit, her office said. "
    "The talks with the Italian president turn on trade, and on the motorway between the two states."
)
Reply = tuple[int, Mapping[str, str], bytes]
Page = Reply | Callable[["Visit"], Reply | None]


@dataclass(frozen=True)
class Visit:
    """One request: its path and headers, how often the path was asked for before, and the raw way to answer."""

    path: str
    headers: Mapping[str, str]
    before: int
    handler: BaseHTTPRequestHandler


@dataclass
class Newspaper:
    """The pages by path, and what was asked for."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    origin: str = ""

    def put(self, path: str, body: bytes | str, kind: str = "text/html", status: int = 200, **headers: str) -> str:
        """Give a page; its address."""
        content = body.encode() if isinstance(body, str) else body
        told = {"Content-Type": kind} | {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, told, content)
        return self.origin + path

    def article(self, path: str, leader: str = "Captain Regent Maria Rossi", day: str = "Monday", **head: str) -> str:
        return self.put(path, page(TEXT.format(leader=leader, day=day), **head))

    def feed(self, *paths: str, updated: str = "", at: str = "/feed.xml") -> str:
        items = "".join(
            f"<item><title>Number {n}</title><link>{self.origin}{path}</link>"
            f"<pubDate>Tue, 05 May 2026 {n % 24:02}:00:00 GMT</pubDate></item>"
            for n, path in enumerate(paths)
        )
        return self.put(at, f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>", "text/xml")

    def times(self, path: str) -> int:
        return Counter(self.asked)[path]


def page(text: str, canonical: str = "", title: str = "A visit to Rome") -> str:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{link}</head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


@contextmanager
def printed() -> Iterator[Newspaper]:
    """A newspaper that answers for as long as the context lasts."""
    paper = Newspaper()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            before = paper.times(self.path)
            paper.asked.append(self.path)
            found = paper.pages.get(self.path, (404, {}, b"nothing here"))
            reply = found(Visit(self.path, self.headers, before, self)) if callable(found) else found
            if reply is None:
                self.close_connection = True
                return
            status, headers, body = reply
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with answering(Handler) as address:
        paper.origin = address
        yield paper


class Hours:
    """A clock that nobody waits for: sleeping moves it on."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds

    def now(self) -> datetime:
        return datetime(2026, 5, 6, 12, tzinfo=UTC) + timedelta(seconds=self.passed)

    @property
    def clock(self) -> Clock:
        return Clock(self.now, lambda: self.passed, self.sleep)


class Desk:
    """A folder of articles with its plan, and runs that fetch into it from the newspaper."""

    def __init__(self, folder: Path, paper: Newspaper):
        self.folder = folder
        self.raw = folder / "raw"
        self.paper = paper
        self.hours = Hours()
        self.limits = "seconds = 5\ndelay = 0"
        self.head = 'contact = "desk@example.org"\nallow_private = true'
        self.sources: list[str] = []

    def source(self, name: str = "paper", kind: str = "feed", at: str = "/feed.xml", **more: object) -> None:
        """Add a source; `at` is a path of the newspaper, unless `path` is among the rest."""
        place = {} if "path" in more else {"url": self.paper.origin + at}
        keys = {"name": name, "kind": kind, **place, **more}
        lines = (f"{key} = {json.dumps(value)}" for key, value in keys.items())
        self.sources.append("\n".join(["[[source]]", *lines]))

    @property
    def plan(self) -> Path:
        path = self.folder / "sources.toml"
        path.write_text("\n".join([self.head, "[limits]", self.limits, *self.sources]))
        return path

    def fetch(self, guard: Guard | None = None, **wish: Any) -> FetchReport:
        self.raw.mkdir(exist_ok=True)
        return fetch(self.raw, Wish(self.plan, **wish), guard=guard, clock=self.hours.clock)

    def one(self, guard: Guard | None = None, **wish: Any) -> SourceOutcome:
        """What the only source brought."""
        (outcome,) = self.fetch(guard, **wish).sources
        return outcome

    def stored(self) -> list[Path]:
        """The stored files, without their sidecars."""
        return sorted(path for path in (self.raw / "fetched").glob("??/*") if path.suffix != ".json")

    def sidecars(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_text()) for path in sorted((self.raw / "fetched").glob("??/*.json"))]

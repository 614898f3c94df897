"""Web archives of a few records, for tests."""

from __future__ import annotations

import gzip

STORY = (
    "<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    "<p>{text}</p><p>Her office said that the talks were about trade, and that she would fly home at the end.</p>"
    "<p>It was the third visit of a leader of the country in ten years, a spokesman told reporters there.</p>"
    "</article></body></html>"
)
VISIT = "Angela Merkel arrived in Athens on Tuesday for a two-day visit and was met by Antonis Samaras at the airport."
HTML = "Content-Type: text/html; charset=utf-8"


def story(text: str = VISIT, title: str = "Chancellor on a visit") -> bytes:
    return STORY.format(title=title, text=text).encode()


def record(
    address: str = "https://paper.example/visit",
    body: bytes | None = None,
    *headers: str,
    status: str = "200 OK",
    captured: str = "2012-10-09T12:00:00Z",
    kind: str = "response",
    length: int | None = None,
) -> bytes:
    """A WARC record of what a server answered; `length` is what it says of its own length."""
    lines = "".join(f"{header}\r\n" for header in (headers or (HTML,)))
    http = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + (story() if body is None else body)
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{address}>\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: {captured}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """The records, each a gzip member, as crawlers pack them."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)

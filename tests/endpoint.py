"""An endpoint on loopback that speaks the OpenAI protocol, well or badly, as each article is made for.

An article's behaviour is named after its text: `Endpoint(behaviours={"slowly": ...})` looks for the key in the text
that it is asked about. A behaviour gets the answer's words and the number of times that it was asked, and returns
status, headers and body, or None to drop the connection.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from loopback import answering

Reply = tuple[int, dict[str, str], bytes]
Behaviour = Callable[[str, int], Reply | None]
SOON = {"retry-after-ms": "5"}


def completion(content: str | None, finish: str = "stop", **message: Any) -> Reply:
    """A chat completion with these words."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    document = {"id": "c", "object": "chat.completion", "model": "tiny-1", "choices": [choice], "usage": usage}
    return 200, {}, json.dumps(document).encode()


def failure(status: int, message: str, headers: dict[str, str] = SOON) -> Reply:
    return status, headers, json.dumps({"error": {"message": message}}).encode()


def well(content: str, turn: int) -> Reply:
    return completion(content)


@dataclass
class Endpoint:
    """`answers` gives the words for an article's text; `asked` counts the requests by that text."""

    answers: Callable[[str], str]
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    url: str = ""

    def reply(self, body: dict[str, Any], key: str) -> Reply | None:
        message = next(m for m in reversed(body["messages"]) if m["role"] == "user" and "<article>" in m["content"])
        text = message["content"].split("<article>\n")[1].split("\n</article>")[0]
        self.asked[text] += 1
        self.bodies.append(body)
        self.keys.add(key)
        behave = next((one for word, one in self.behaviours.items() if word in text), well)
        return behave(self.answers(text), self.asked[text])


@contextmanager
def serving(endpoint: Endpoint) -> Iterator[Endpoint]:
    """The endpoint on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = endpoint.reply(body, self.headers.get("Authorization", ""))
            if reply is None:
                self.close_connection = True
                return
            status, headers, content = reply
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with answering(Handler) as address:
        endpoint.url = f"{address}/v1"
        yield endpoint

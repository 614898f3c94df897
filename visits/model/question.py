"""What a language model is asked about an article, and what came of it.

A question is known by its key, which says all that an answer depends on: the article, the prompt, the schema, the
model, and which stretch of a long article it is about. So an answer that comes back from elsewhere finds its question.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

AnswerStatus = Literal["answered", "refused"]
_KEY = re.compile(r"[0-9a-f]{24}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-(\d{1,4})of(\d{1,4})")


class Key(NamedTuple):
    """What a question is known by: hashes of what it depends on, and the number of its stretch."""

    article: str
    prompt: str
    schema: str
    model: str
    stretch: int = 1
    stretches: int = 1

    def __str__(self) -> str:
        return f"{self.article}-{self.prompt}-{self.schema}-{self.model}-{self.stretch}of{self.stretches}"

    @classmethod
    def of(cls, article_hash: str, prompt: str, schema: str, model: str, stretch: int = 1, stretches: int = 1) -> Key:
        """The key of a question; `article_hash` is the SHA-256 of the article, `model` the model's name."""
        return cls(article_hash[:24], prompt, schema, hash_of(model), stretch, stretches)

    @classmethod
    def read(cls, written: str) -> Key:
        """The key that a string is. Raises ValueError."""
        match = _KEY.fullmatch(written)
        if match is None:
            raise ValueError(f"{written[:80]!r} is no key of a question")
        article, prompt, schema, model, _ = written.split("-")
        return cls(article, prompt, schema, model, int(match.group(1)), int(match.group(2)))


def hash_of(words: str) -> str:
    """Eight hexadecimal characters of the SHA-256."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Question:
    """One request: `messages` as chat completions take them, `schema` the JSON Schema of the answer."""

    key: Key
    article_id: str
    messages: tuple[dict[str, str], ...]
    schema: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What came back for a question.

    status     answered, or refused: the model declined, was cut off, or said nothing that can be read; `reason` tells.
    content    the answer's words.
    model      the model's name as the answer gives it, "" if it doesn't.
    """

    key: Key
    status: AnswerStatus
    content: str = ""
    reason: str = ""
    model: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None

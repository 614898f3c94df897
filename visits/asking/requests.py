"""Requests and responses as the OpenAI protocol has them, live and in the files of its Batch API."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from visits.asking.answers import Readable
from visits.model.errors import AnswerError
from visits.model.question import Answer, Key, Question

ENDPOINT = "/v1/chat/completions"
LONGEST_CONTENT = 400_000
"""Characters of an answer beyond which it is refused."""
_LONGEST_LINE = 20_000_000


def body(question: Question, model: str, parameters: Mapping[str, Any], *, structured: bool = True) -> dict[str, Any]:
    """The body of a request; without `structured` the schema stands in the prompt."""
    messages = [dict(message) for message in question.messages]
    if structured:
        schema = {"name": "visits_of_an_article", "strict": True, "schema": question.schema}
        constrained = {"response_format": {"type": "json_schema", "json_schema": schema}}
        return {"model": model, "messages": messages, **parameters, **constrained}
    schema_text = orjson.dumps(question.schema).decode()
    messages[0]["content"] += f"\n\nThe answer is one JSON object that this JSON Schema describes:\n{schema_text}"
    return {"model": model, "messages": messages, **parameters}


def write_requests(
    path: Path, questions: Iterable[Question], model: str, parameters: Mapping[str, Any], *, structured: bool
) -> tuple[int, int]:
    """A line for each question, each complete in itself; how many, and the bytes of the file.

    The file takes its place when it is whole. Raises AnswerError where it can't be written.
    """
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    n = 0
    try:
        with waiting.open("wb") as file:
            for question in questions:
                asked = body(question, model, parameters, structured=structured)
                line = {"custom_id": str(question.key), "method": "POST", "url": ENDPOINT, "body": asked}
                file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
                n += 1
            size = file.tell()
        waiting.replace(path)
    except OSError as error:
        raise AnswerError(f"can't be written ({error.strerror})", file=path, remedy="Choose another place.") from error
    finally:
        waiting.unlink(missing_ok=True)
    return n, size


@dataclass(frozen=True)
class Unusable:
    """A line of a file of responses that answers nothing, so that its question stays open."""

    line: int
    custom_id: str
    problem: str


def read_responses(path: Path, readable: Readable) -> Iterator[Answer | Unusable]:
    """The answers in a file of responses, line by line. Raises AnswerError for a file that can't be read."""
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(_LONGEST_LINE):
                number += 1
                if line.strip():
                    yield _response(number, line, readable)
    except OSError as error:
        raise AnswerError(f"can't be read ({error.strerror})", file=path, remedy="Check the path.") from error


def _response(number: int, line: bytes, readable: Readable) -> Answer | Unusable:
    try:
        document = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Unusable(number, "", f"is not well-formed JSON ({error})")
    custom_id = document.get("custom_id") if isinstance(document, dict) else None
    if not isinstance(custom_id, str):
        return Unusable(number, "", "has no custom_id")
    try:
        key = Key.read(custom_id)
        return judge(key, _completion(document), readable)
    except ValueError as error:
        return Unusable(number, custom_id, str(error))


def _completion(document: dict[str, Any]) -> Any:
    """The body of a response. Raises ValueError, with the endpoint's words, for one that failed."""
    if error := document.get("error"):
        raise ValueError(f"the request failed: {_short(error)}")
    response = document.get("response")
    if not isinstance(response, dict):
        raise ValueError("has no response")
    status = response.get("status_code", 200)
    if status != 200:
        raise ValueError(f"the request failed with status {status}: {_short(response.get('body'))}")
    return response.get("body")


def judge(key: Key, completion: Any, readable: Readable) -> Answer:
    """What a chat completion says: an answer, or why it is of no use. Raises ValueError for what is no completion."""
    try:
        choice = completion["choices"][0]
        message = choice["message"]
        content = _text(message.get("content"))
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError("holds no chat completion") from error
    usage = completion.get("usage") if isinstance(completion.get("usage"), dict) else {}
    model = completion.get("model")
    reason = _why_useless(choice, message, content) or readable(content)
    return Answer(
        key=key,
        status="refused" if reason else "answered",
        content=content[:LONGEST_CONTENT],
        reason=reason or "",
        model=model[:200] if isinstance(model, str) else "",
        prompt_tokens=_count(usage.get("prompt_tokens")),
        completion_tokens=_count(usage.get("completion_tokens")),
    )


def _text(content: Any) -> str:
    """The words of a message, which some endpoints give in parts."""
    if isinstance(content, list):
        return "".join(part.get("text", "") for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _why_useless(choice: dict[str, Any], message: dict[str, Any], content: str) -> str | None:
    if message.get("refusal"):
        return f"the model declined: {_short(message['refusal'])}"
    if choice.get("finish_reason") == "content_filter":
        return "the endpoint's filter withheld the answer"
    if choice.get("finish_reason") == "length":
        return "the answer was cut off: raise max_tokens in model.parameters"
    if not content.strip():
        return "the answer is empty"
    if len(content) > LONGEST_CONTENT:
        return f"the answer has {len(content):,} characters"
    return None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None


def _short(said: Any) -> str:
    if isinstance(said, dict):
        said = said.get("message") or said.get("error") or said
    return " ".join(str(said).split())[:200]

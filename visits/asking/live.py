"""Asking an endpoint live: a few questions at a time, patiently, and so that it can be stopped at any moment.

The client of the `openai` package does the waiting: it retries what is too much (429), broken on their side (5xx) or
too slow, ever later, and as late as the endpoint asks for. Each answer is kept the moment it arrives. A question
without an answer stays open and is asked at the next run.
"""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from visits.asking.answers import AnswerStore, Readable
from visits.asking.cost import Budget
from visits.asking.requests import body, judge
from visits.configuration import ModelSettings
from visits.model.errors import AnswerError, UsageError, VisitsError
from visits.model.question import Answer, Question

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_FAILURES_IN_A_ROW = 5
"""Questions that fail one after the other before the endpoint is taken for dead."""
_AGAIN = (
    "That can't be used: {problem}. Answer again, with one JSON object in the form described, and with nothing "
    "before or behind it."
)
_NO_KEY = "none"
"""Sent where there is no key: endpoints of one's own ask for none, and the client wants one."""


@dataclass
class Run:
    """What a run did: questions answered, refused with a reason, and left open, by reason."""

    answered: int = 0
    refused: int = 0
    left_open: Counter[str] = field(default_factory=Counter)
    stopped: str = ""
    spent: float = 0.0
    structured: bool = True


def ask(
    questions: Iterator[Question],
    settings: ModelSettings,
    store: AnswerStore,
    readable: Readable,
    budget: Budget,
    progress: Callable[[int], None] = lambda done: None,
) -> Run:
    """Ask all questions and keep the answers.

    Ends early, and says why in `stopped`, when the budget is spent, when the user stops it (open requests are waited
    for; a second time, they are given up), and when the endpoint answers nothing any more. Raises UsageError without
    the package or the address, and AnswerError where the endpoint refuses the key, the model or every request.
    """
    client = _client(settings)
    return asyncio.run(_Asking(client, settings, store, readable, budget, progress).run(questions))


def _client(settings: ModelSettings) -> AsyncOpenAI:
    try:
        from openai import AsyncOpenAI
    except ImportError as error:
        raise UsageError(
            "asking a model needs the openai package", remedy="Install it with `pip install '.[model]'`."
        ) from error
    if settings.base_url is None:
        raise UsageError(
            "no endpoint is set",
            entry="model.base_url",
            remedy="Write base_url and name under [model] in visits.toml; docs/model.md shows how.",
        )
    return AsyncOpenAI(
        base_url=settings.base_url,
        api_key=settings.api_key() or _NO_KEY,
        timeout=settings.timeout,
        max_retries=settings.retries,
    )


class _Stopped(Exception):  # noqa: N818
    """No further question is to be asked; the message says why."""


class _Asking:
    """One run."""

    def __init__(
        self,
        client: AsyncOpenAI,
        settings: ModelSettings,
        store: AnswerStore,
        readable: Readable,
        budget: Budget,
        progress: Callable[[int], None],
    ):
        self._client = client
        self._settings = settings
        self._store = store
        self._readable = readable
        self._budget = budget
        self._progress = progress
        self._failures = 0
        self._error: VisitsError | None = None
        self._done = Run(structured=settings.structured != "prompt")

    async def run(self, questions: Iterator[Question]) -> Run:
        turn = asyncio.Lock()

        async def work() -> None:
            while not self._done.stopped and self._error is None:
                async with turn:
                    question = await self._next(questions)
                if question is None:
                    return
                if not self._budget.lets_through(question):
                    self._stop("max_cost is reached")
                if self._done.stopped or self._error is not None:
                    self._done.left_open[self._done.stopped or "stopped"] += 1
                    return
                await self._ask(question)

        with _OnInterrupt(lambda: self._stop("stopped by you")):
            async with self._client, asyncio.TaskGroup() as group:
                for _ in range(self._settings.concurrency):
                    group.create_task(work())
        if self._error is not None:
            raise self._error
        self._done.spent = self._budget.spent
        return self._done

    async def _next(self, questions: Iterator[Question]) -> Question | None:
        """The next question; to find an article that is worth one takes a while, so not in the loop's thread."""
        try:
            return await asyncio.to_thread(next, questions, None)
        except VisitsError as error:
            self._error = error
            return None

    def _stop(self, why: str) -> None:
        self._done.stopped = self._done.stopped or why

    async def _ask(self, question: Question) -> None:
        heard: list[Answer] = []
        try:
            answer = await self._answer(question, heard)
        except _Stopped as stopped:
            self._done.left_open[str(stopped)] += 1
        else:
            self._failures = 0
            self._store.keep(answer, self._settings.name)
            if answer.status == "answered":
                self._done.answered += 1
            else:
                self._done.refused += 1
            self._progress(self._done.answered + self._done.refused)
        finally:
            self._budget.settle(question, heard)

    async def _answer(self, question: Question, heard: list[Answer]) -> Answer:
        """The answer; one that can't be read is asked for once more, with what is wrong with it."""
        asked = body(question, self._settings.name, self._settings.parameters, structured=self._done.structured)
        answer = await self._complete(question, asked, heard)
        problem = self._readable(answer.content) if answer.status == "refused" and answer.content.strip() else None
        if problem is None or answer.reason != problem:
            return answer
        again = [
            *asked["messages"],
            {"role": "assistant", "content": answer.content},
            {"role": "user", "content": _AGAIN.format(problem=problem)},
        ]
        return await self._complete(question, asked | {"messages": again}, heard)

    async def _complete(self, question: Question, asked: dict[str, Any], heard: list[Answer]) -> Answer:
        """One completion. Raises _Stopped where there is none; what is wrong with every request ends the run."""
        import httpx
        import openai

        try:
            response = await self._client.post("/chat/completions", cast_to=httpx.Response, body=asked)
        except (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError) as error:
            raise self._refused_by_endpoint(error) from error
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if "response_format" in asked and self._settings.structured == "auto":
                return await self._without_schema(question, heard)
            raise self._failed(f"the endpoint refuses the request: {_said(error)}") from error
        except openai.APITimeoutError as error:
            raise self._failed(f"no answer in {self._settings.timeout:g} seconds") from error
        except openai.APIStatusError as error:
            raise self._failed(f"the endpoint answers {error.status_code}: {_said(error)}") from error
        except openai.OpenAIError as error:
            raise self._failed(f"the endpoint can't be reached: {_said(error)}") from error
        try:
            answer = judge(question.key, response.json(), self._readable)
        except ValueError as error:
            raise self._failed(f"the endpoint answers in no known form: {error}") from error
        heard.append(answer)
        return answer

    async def _without_schema(self, question: Question, heard: list[Answer]) -> Answer:
        """The completion with the schema in the prompt; if that works, all others are asked for so."""
        plain = body(question, self._settings.name, self._settings.parameters, structured=False)
        answer = await self._complete(question, plain, heard)
        self._done.structured = False
        return answer

    def _failed(self, reason: str) -> _Stopped:
        """A question that got no answer; too many of them in a row end the run."""
        self._failures += 1
        if self._failures >= max(_FAILURES_IN_A_ROW, self._settings.concurrency):
            self._stop(f"{self._failures} questions in a row got no answer")
        return _Stopped(reason)

    def _refused_by_endpoint(self, error: Any) -> _Stopped:
        reason = f"the endpoint answers {error.status_code}: {_said(error)}"
        remedy = f"Check base_url, name and the key (in {self._settings.key_env}, or model.key) in visits.toml."
        self._error = AnswerError(reason, file=self._settings.base_url, remedy=remedy)
        return _Stopped(reason)


class _OnInterrupt:
    """Calls something at the first Ctrl-C instead of breaking off; the second breaks off."""

    def __init__(self, stop: Callable[[], None]):
        self._stop = stop

    def __enter__(self) -> None:
        with suppress(NotImplementedError, RuntimeError, ValueError):  # not on Windows, not beside the main thread
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, self._interrupted)

    def __exit__(self, *_: object) -> None:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)

    def _interrupted(self) -> None:
        self._stop()
        asyncio.get_running_loop().remove_signal_handler(signal.SIGINT)


def _said(error: Any) -> str:
    """What an endpoint says of an error, shortened."""
    details = getattr(error, "body", None)
    said = details.get("message") if isinstance(details, dict) else None
    return " ".join(str(said or getattr(error, "message", "") or error).split())[:200]

"""What asking costs: estimated before, counted while it goes on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from visits.configuration import Prices
from visits.model.errors import UsageError
from visits.model.question import Answer, Question

TOKENS_PER_ANSWER = 400
"""Taken for the length of an answer before any is known."""
_CHARACTERS_PER_TOKEN = 4
_MILLION = 1_000_000


@dataclass(frozen=True)
class Estimate:
    """Requests about articles, with their tokens; `cost` is None without prices."""

    articles: int
    requests: int
    input_tokens: int
    output_tokens: int
    cost: float | None
    currency: str


def tokens_of(question: Question) -> int:
    """About how many tokens a request has, its schema included."""
    characters = sum(len(message["content"]) for message in question.messages) + len(str(question.schema))
    return -(-characters // _CHARACTERS_PER_TOKEN)


def estimate(questions: Iterable[Question], prices: Prices | None, tokens_per_answer: float | None) -> Estimate:
    """What asking these would take."""
    articles, requests, tokens = set(), 0, 0
    for question in questions:
        articles.add(question.article_id)
        requests += 1
        tokens += tokens_of(question)
    put_out = round(requests * (tokens_per_answer or TOKENS_PER_ANSWER))
    cost = price(tokens, put_out, prices) if prices else None
    return Estimate(len(articles), requests, tokens, put_out, cost, prices.currency if prices else "")


def price(input_tokens: int, output_tokens: int, prices: Prices) -> float:
    return (input_tokens * prices.input + output_tokens * prices.output) / _MILLION


class Budget:
    """What may be spent: questions are let through as long as what they cost, with those still open, fits in.

    Raises UsageError for a limit of cost without prices.
    """

    def __init__(self, prices: Prices | None, max_cost: float | None, tokens_per_answer: float | None = None):
        if max_cost is not None and prices is None:
            raise UsageError(
                "a limit of cost needs prices", entry="model.prices", remedy="Give input and output per million tokens."
            )
        self._prices = prices
        self._limit = max_cost
        self._per_answer = tokens_per_answer or TOKENS_PER_ANSWER
        self._open: dict[str, float] = {}
        self.spent = 0.0
        self.exhausted = False

    def lets_through(self, question: Question) -> bool:
        """Reserve what a question is likely to cost; False, from then on, if that is more than is left."""
        if self._prices is None or self._limit is None:
            return True
        expected = price(tokens_of(question), round(self._per_answer), self._prices)
        self.exhausted = self.exhausted or self.spent + sum(self._open.values()) + expected > self._limit
        if not self.exhausted:
            self._open[str(question.key)] = expected
        return not self.exhausted

    def settle(self, question: Question, answers: Iterable[Answer]) -> None:
        """Count what the endpoint charged for a question: all its answers, the failed ones too."""
        expected = self._open.pop(str(question.key), 0.0)
        for answer in answers:
            if self._prices is not None:
                if answer.prompt_tokens is None or answer.completion_tokens is None:
                    self.spent += expected
                else:
                    self.spent += price(answer.prompt_tokens, answer.completion_tokens, self._prices)

"""The reader by a language model: which questions an article asks, and what its answers tell once they are there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol

from visits.lexicon.load import Lexicon
from visits.model.account import Account, Refused
from visits.model.article import Article
from visits.model.question import Answer, Key, Question
from visits.model.report import Report
from visits.registry import Registry
from visits.reports.compose import numbered
from visits.reports.model_reader.answer import UnreadableAnswerError, parse
from visits.reports.model_reader.coding_book import CodingBook
from visits.reports.model_reader.grounding import Grounder
from visits.reports.model_reader.grounds import Grounds
from visits.reports.model_reader.stretches import room_for_text, stretch, stretches_needed
from visits.reports.model_reader.values import ValueChecks
from visits.reports.rules import RuleReader
from visits.reports.together import Side, combined, joined
from visits.reports.trust import Trust

NOT_ASKED = "the model hasn't been asked about it yet"


class Answers(Protocol):
    """Where answers are kept."""

    def answer(self, key: Key) -> Answer | None: ...


class ModelReader:
    """Reads articles by what a model answered about them; it never asks anything itself.

    `name` is the model's, `version` names the model, the prompt and the schema together. `rules` decide which articles
    are worth asking about, and lay them out; `answers` is asked for what is known. Raises UsageError for a context that
    doesn't hold the prompt.
    """

    def __init__(
        self,
        registry: Registry,
        lexicon: Lexicon,
        rules: RuleReader,
        answers: Answers,
        *,
        name: str,
        context_tokens: int,
        trust: Trust,
    ):
        self._registry = registry
        self.rules = rules
        self._answers = answers
        self._checks = ValueChecks(registry, lexicon)
        self.trust = trust
        self.name = name
        self.book = CodingBook(lexicon)
        self._room = room_for_text(self.book.length, context_tokens)
        self.version = f"model {name}, prompt {self.book.version}, schema {self.book.schema_version}"

    # Asking

    def questions(self, article: Article) -> tuple[Question, ...]:
        """What there is to ask about an article, one question for each stretch; none for one the gate turns away."""
        if not self.rules.lets_pass(article):
            return ()
        return tuple(
            Question(key, article.id, self.book.messages(article, article.text[slice(*span)]), self.book.schema)
            for key, span in self._stretches(article)
        )

    def _stretches(self, article: Article) -> list[tuple[Key, tuple[int, int]]]:
        of = stretches_needed(article.text, self._room)
        book = self.book
        return [
            (
                Key.of(_hash(article), book.version, book.schema_version, self.name, number, of),
                stretch(article.text, number, of),
            )
            for number in range(1, of + 1)
        ]

    # Reading

    def account(self, article: Article) -> Account:
        """What the answers about an article tell; refused where one is of no use, pending while one is lacking."""
        if not self.rules.lets_pass(article):
            return Account()
        found = [self._answers.answer(key) for key, _ in self._stretches(article)]
        answers = [answer for answer in found if answer is not None]
        useless = next((answer for answer in answers if answer.status == "refused"), None)
        if useless is not None:
            return Account(outcome="refused", reason=useless.reason)
        if len(answers) < len(found):
            return Account(outcome="pending", reason=NOT_ASKED)
        try:
            return self._grounded(article, answers)
        except UnreadableAnswerError as error:
            return Account(outcome="refused", reason=str(error))

    def _grounded(self, article: Article, answers: Sequence[Answer]) -> Account:
        grounds = Grounds(self.rules.discourse(article), self._registry, self._checks.titles)
        reports: list[Report] = []
        refused: list[Refused] = []
        for answer in answers:
            said = f"model {answer.model or self.name}"
            grounder = Grounder(grounds, self._checks, said, f"prompt {self.book.version}")
            parsed = parse(answer.content)
            refused += [Refused(visit="", field=place, reason=problem) for place, problem in parsed.problems]
            told = [report for visit in parsed.visits if (report := grounder.report(visit)) is not None]
            reports = joined(reports, _without_doubles(told), _the_first, sure=False)
            refused += grounder.refused
        return Account(tuple(numbered(reports, self._confidence)), tuple(refused))

    def _confidence(self, report: Report) -> float | None:
        return self.trust.in_models_visits if report.scope == "head" else None


class BothReader:
    """Reads by rules and by a model, and joins what they tell (see `together`)."""

    def __init__(self, model: ModelReader):
        """`model` brings the rules and the table of precisions with it."""
        self._model = model

    def account(self, article: Article) -> Account:
        """What both tell; where the model's answer is lacking or of no use, what the rules tell."""
        by_rules = self._model.rules.read(article)
        by_model = self._model.account(article)
        reports = numbered(joined(by_rules, by_model.reports, self._decide), attrgetter("confidence"))
        return Account(tuple(reports), by_model.refused, by_model.outcome, by_model.reason)

    def _decide(self, field: str) -> Side:
        return "second" if self._model.trust.prefers_model(field) else "first"


def _without_doubles(reports: Sequence[Report]) -> list[Report]:
    """A model that names one visit twice in an answer, on the same days, has told of it once."""
    kept: dict[tuple[object, ...], Report] = {}
    for report in reports:
        key = (
            report.leader_id or report.leader,
            report.host_country,
            report.start_date,
            report.end_date,
            report.status,
        )
        kept[key] = combined(kept[key], report, _the_first, sure=False) if key in kept else report
    return list(kept.values())


def _the_first(field: str) -> Side:
    return "first"


def _hash(article: Article) -> str:
    """The SHA-256 of what the model is shown."""
    published = article.published.isoformat() if article.published else str(article.published_hint or "")
    shown = json.dumps([article.title, article.text, published], ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()

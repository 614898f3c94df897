"""Who reads: the rules, a language model by what it has answered, or both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visits.configuration import Configuration, ModelSettings, ReaderKind
from visits.release.folder import STATE

if TYPE_CHECKING:
    from visits.reports.model_reader.reader import ModelReader
    from visits.reports.rules import RuleReader


@dataclass(frozen=True)
class ReaderChoice:
    """Who reads, so that worker processes can make the reader for themselves: no key and no address is in it.

    `answers` is the file with what the model `name` has answered, `trust` a user's own table of precisions.
    """

    kind: ReaderKind = "rules"
    name: str = ""
    context_tokens: int = 0
    answers: Path = Path()
    trust: Path | None = None


RULES = ReaderChoice()


def choose_reader(
    configuration: Configuration, config: Path | None, dataset: Path, kind: ReaderKind | None = None
) -> ReaderChoice:
    """The reader that was asked for, else the one that the configuration (read from `config`) names."""
    kind = kind or configuration.reading.reader
    if kind == "rules":
        return RULES
    return model_choice(kind, configuration.model, config, dataset)


def model_choice(kind: ReaderKind, model: ModelSettings, config: Path | None, dataset: Path) -> ReaderChoice:
    """A reader by the model of these settings, whose answers lie in the state of a dataset."""
    trust = (config.parent if config else Path()) / model.trust if model.trust else None
    return ReaderChoice(kind, model.name, model.context_tokens, answers_file(dataset), trust)


def answers_file(dataset: Path) -> Path:
    """Where a dataset's state keeps the answers."""
    from visits.asking.answers import FILE

    return dataset / STATE / FILE


def model_reader(
    choice: ReaderChoice, registry_extra: Path | None = None, lexicon_extra: Path | None = None
) -> ModelReader:
    """The reader by what the model has answered."""
    from visits.asking.answers import AnswerStore
    from visits.lexicon import load_lexicon
    from visits.registry import load_registry
    from visits.reports.model_reader.reader import ModelReader
    from visits.reports.rules import RuleReader
    from visits.reports.trust import load_trust

    registry, lexicon = load_registry(registry_extra), load_lexicon(lexicon_extra)
    own = registry_extra or lexicon_extra
    return ModelReader(
        registry,
        lexicon,
        RuleReader(registry, lexicon) if own else _package_rules(),
        AnswerStore(choice.answers),
        name=choice.name,
        context_tokens=choice.context_tokens,
        trust=load_trust(choice.trust),
    )


@lru_cache(maxsize=1)
def _package_rules() -> RuleReader:
    from visits.lexicon import load_lexicon
    from visits.registry import load_registry
    from visits.reports.rules import RuleReader

    return RuleReader(load_registry(), load_lexicon())


def chosen_reader(choice: ReaderChoice, registry_extra: Path | None = None, lexicon_extra: Path | None = None) -> Any:
    """The reader of a choice other than the rules alone."""
    from visits.reports.model_reader.reader import BothReader

    model = model_reader(choice, registry_extra, lexicon_extra)
    return BothReader(model) if choice.kind == "both" else model


def reader_version(choice: ReaderChoice, lexicon_extra: Path | None) -> str:
    """What decides, besides rules and answers, how an article is read; "" for the rules alone."""
    if choice.kind == "rules":
        return ""
    from visits.lexicon import load_lexicon
    from visits.reports.model_reader.coding_book import CodingBook
    from visits.reports.trust import TABLE

    book = CodingBook(load_lexicon(lexicon_extra))
    trust = hashlib.sha256((choice.trust or TABLE).read_bytes()).hexdigest()[:8]
    return f"{choice.kind}, model {choice.name}, prompt {book.version}, schema {book.schema_version}, trust {trust}"

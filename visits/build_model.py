"""Asking a language model about articles: which questions are open, what they would cost, and asking them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from visits.build_reader import RULES, ReaderChoice, choose_reader, model_choice, model_reader
from visits.configuration import ModelSettings, ReaderKind, configuration_file, load_configuration
from visits.model.article import Article, Reject
from visits.model.errors import UsageError

if TYPE_CHECKING:
    from visits.asking.answers import AnswerStore
    from visits.asking.cost import Estimate
    from visits.asking.live import Run
    from visits.build import Progress
    from visits.build_reading import Read
    from visits.model.question import Key, Question
    from visits.reports.model_reader.reader import ModelReader


@dataclass(frozen=True)
class ModelUse:
    """Who reads, how a model is asked, and whether it may be: `offline` leaves it at what is known. `dataset` is the
    output folder whose state keeps the answers."""

    choice: ReaderChoice = RULES
    settings: ModelSettings = field(default_factory=ModelSettings)
    offline: bool = True
    dataset: Path = Path()

    def limited(self, max_articles: int | None = None, max_cost: float | None = None) -> ModelUse:
        """The same with these limits in place of the configured ones, where they are given."""
        given = {"max_articles": max_articles, "max_cost": max_cost}
        limits = {name: value for name, value in given.items() if value is not None}
        return replace(self, settings=self.settings.model_copy(update=limits))


def model_use(
    dataset: Path,
    *,
    kind: ReaderKind | None = None,
    config: str | Path | None = None,
    raw: str | Path = "data/raw",
    offline: bool = False,
    name: str | None = None,
) -> ModelUse:
    """What the configuration says of the reader and the model; `kind` and the model's `name` come before it."""
    file = configuration_file(raw, config)
    configuration = load_configuration(file)
    settings = configuration.model.model_copy(update={"name": name} if name else {})
    configuration = configuration.model_copy(update={"model": settings})
    return ModelUse(choose_reader(configuration, file, dataset, kind), settings, offline, dataset)


def for_asking(use: ModelUse, config: str | Path | None = None) -> ModelUse:
    """The same with the model as reader, whoever is configured to read."""
    return replace(use, choice=model_choice("model", use.settings, configuration_file(given=config), use.dataset))


@dataclass
class Seen:
    """What went by while open questions were looked for: articles, those worth asking about, those answered."""

    articles: int = 0
    gated: int = 0
    answered: int = 0
    refused: int = 0
    rejects: list[Reject] = field(default_factory=list)


def open_questions(
    articles: Iterable[Article | Reject],
    reader: ModelReader,
    store: AnswerStore,
    seen: Seen,
    *,
    most: int | None = None,
    again: bool = False,
) -> Iterator[Question]:
    """The questions that no answer is known to, article by article.

    An article that stands there twice, word for word, asks once.

    most    articles to ask about; the others go by uncounted.
    again   ask anew what was answered to no use.
    """
    asked = 0
    waiting: set[Key] = set()
    for article in articles:
        if isinstance(article, Reject):
            seen.rejects.append(article)
            continue
        seen.articles += 1
        questions = reader.questions(article)
        if not questions:
            continue
        seen.gated += 1
        known = [store.answer(question.key) for question in questions]
        useless = any(answer is not None and answer.status == "refused" for answer in known)
        pairs = zip(questions, known, strict=True)
        lacking = [q for q, answer in pairs if answer is None or (again and answer.status == "refused")]
        if any(question.key in waiting for question in lacking):
            continue
        if not lacking:
            seen.refused += useless
            seen.answered += not useless
        elif useless and not again:  # one stretch is lost, so the others would be of no use
            seen.refused += 1
        else:
            asked += 1
            waiting.update(question.key for question in lacking)
            yield from lacking
            if asked == most:
                return


def ask_about(
    articles: Iterable[Article | Reject],
    use: ModelUse,
    *,
    registry_extra: Path | None = None,
    lexicon_extra: Path | None = None,
    again: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> tuple[Run, Seen]:
    """Ask the model what is open about these articles, and keep its answers."""
    from visits.asking.answers import AnswerStore
    from visits.asking.cost import Budget
    from visits.asking.live import ask

    reader = model_reader(use.choice, registry_extra, lexicon_extra)
    seen = Seen()
    with AnswerStore(use.choice.answers) as store:
        questions = open_questions(articles, reader, store, seen, most=use.settings.max_articles, again=again)
        budget = Budget(use.settings.prices, use.settings.max_cost, store.tokens_per_answer())
        run = ask(questions, use.settings, store, readable, budget, lambda done: progress("asking", done, None))
    return run, seen


def plan(
    articles: Iterable[Article | Reject],
    use: ModelUse,
    *,
    registry_extra: Path | None = None,
    lexicon_extra: Path | None = None,
    again: bool = False,
) -> tuple[Estimate, Seen]:
    """What asking about these articles would take; nothing is sent."""
    from visits.asking.answers import AnswerStore
    from visits.asking.cost import estimate

    reader = model_reader(use.choice, registry_extra, lexicon_extra)
    seen = Seen()
    with AnswerStore(use.choice.answers) as store:
        questions = open_questions(articles, reader, store, seen, most=use.settings.max_articles, again=again)
        return estimate(questions, use.settings.prices, store.tokens_per_answer()), seen


def readable(content: str) -> str | None:
    """What is wrong with an answer's words, None for one that can be read."""
    from visits.reports.model_reader.answer import UnreadableAnswerError, parse

    try:
        parse(content)
    except UnreadableAnswerError as error:
        return str(error)
    return None


# Within a build


def nothing_to_ask(use: ModelUse, reader: str, dataset: Path) -> bool:
    """True if no answer came in since the reader's last release and, where the model may be asked, none is lacking."""
    from visits.asking.answers import AnswerStore
    from visits.build_reading import PENDING
    from visits.release.load import load

    with AnswerStore(use.choice.answers) as store:
        if not store.unchanged_since(reader):
            return False
    return use.offline or PENDING not in set(load(dataset, table="articles")["outcome"])


def ask_pending(
    raw: Path, read: Read, use: ModelUse, registry_extra: Path | None, lexicon_extra: Path | None, progress: Progress
) -> str:
    """Ask about the articles of a build that wait for the model; what came of it, in words."""
    from visits.build_reading import PENDING
    from visits.sources import read_folder

    waiting = {row.article_id for row in read.articles if row.outcome == PENDING}
    articles = (one for one in read_folder(raw) if isinstance(one, Article) and one.id in waiting)
    run, _ = ask_about(articles, use, registry_extra=registry_extra, lexicon_extra=lexicon_extra, progress=progress)
    return run_note(run)


def note_published(use: ModelUse, reader: str) -> None:
    """Remember of which answers a release was made."""
    from visits.asking.answers import AnswerStore

    if reader:
        with AnswerStore(use.choice.answers) as store:
            store.published(reader)


def told_by_model(read: Read) -> tuple[str, ...]:
    """What a user should know of a model's part in a build."""
    notes = []
    if read.refused:
        n = len(read.refused)
        notes.append(f"Of what the model said {n:,} {'items were' if n > 1 else 'item was'} refused, see rejects.csv.")
    if read.pending:
        n = read.pending
        wait = "articles wait" if n > 1 else "article waits"
        notes.append(f"{n:,} {wait} for the model: see `visits model run` and `visits model requests`.")
    return tuple(notes)


def run_note(run: Run) -> str:
    """A run in a sentence or two."""
    told = f"The model answered about {run.answered:,} questions"
    told += f", and {run.refused:,} answers are of no use" if run.refused else ""
    left = sum(run.left_open.values())
    told += f"; {left:,} got no answer ({run.left_open.most_common(1)[0][0]})" if left else ""
    return f"{told}.{f' It ended early: {run.stopped}.' if run.stopped else ''}"


def refuse_unknown_kind(kind: str | None) -> ReaderKind | None:
    """The kind of reader that a word names. Raises UsageError."""
    if kind is None or kind in ("rules", "model", "both"):
        return kind  # type: ignore[return-value]
    raise UsageError(f"no reader is called {kind!r}", remedy="Choose rules, model or both.")

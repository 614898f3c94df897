"""Reading many articles at once, so that one bad article costs only itself.

Results come in the order of the articles, whatever the number of workers. A few articles are read in this process;
from `MANY` on, worker processes share the work (see `Team`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Protocol

from visits.build_team import Team
from visits.model.account import Account
from visits.model.article import Article, Reject
from visits.model.report import Report

MANY = 500
BATCH = 16


class Reader(Protocol):
    """What reads reports out of one article."""

    def account(self, article: Article) -> Account: ...


MakeReader = Callable[[], Reader]


@dataclass(frozen=True)
class ReadArticle:
    """An article with what its reader made of it."""

    article: Article
    account: Account

    @property
    def reports(self) -> tuple[Report, ...]:
        return self.account.reports


Outcome = ReadArticle | Reject


def read_all(
    items: Iterable[Article | Reject], make_reader: MakeReader, workers: int, wary: bool = False
) -> Iterator[Outcome]:
    """Each article with its reports, rejects passed on, in the order given; never more than a few held in memory.

    `make_reader` must be importable by name if `workers` is more than 1; what it raises is raised here. With `wary`
    even few articles are read by worker processes, if there may be more than one. Raises UsageError where they can't
    be started.
    """
    items = iter(items)
    many = 1 if wary else MANY
    first = list(islice(items, many)) if workers > 1 else []
    if len(first) < many:
        reader = make_reader()
        return (item if isinstance(item, Reject) else read_one(reader, item) for item in chain(first, items))
    return _in_parallel(chain(first, items), make_reader, workers)


def read_one(reader: Reader, article: Article) -> Outcome:
    """The article with its reports, or a Reject if the reader fails on it."""
    try:
        return ReadArticle(article, reader.account(article))
    except Exception as error:
        detail = f"{type(error).__name__}: {error}. This is a defect of the program: please report it with the article."
        return Reject(path=article.path, article_id=article.id, reason="reader failed", detail=detail)


def _in_parallel(items: Iterator[Article | Reject], make_reader: MakeReader, workers: int) -> Iterator[Outcome]:
    team = Team(partial(_reading, make_reader), _lost, workers)
    try:
        yield from team.spread(iter(lambda: list(islice(items, BATCH)), []))
    finally:
        team.stop()


def _reading(make_reader: MakeReader) -> Callable[[list[Article | Reject]], list[Outcome]]:
    """How a worker reads a batch."""
    reader = make_reader()
    return lambda batch: [item if isinstance(item, Reject) else read_one(reader, item) for item in batch]


def _lost(item: Article | Reject) -> Reject:
    """The Reject for an article that killed whoever read it."""
    detail = "The process that read it died (out of memory?). The article is left out: please report it."
    article_id = item.article_id if isinstance(item, Reject) else item.id
    return Reject(path=item.path, article_id=article_id, reason="reader died", detail=detail)

"""Reading many articles at once, so that one bad article costs only itself.

Results come in the order of the articles, whatever the number of workers. A few articles are read in this process;
from `MANY` on, worker processes share the work. When a worker dies, the batch it was reading is read again one article
at a time by its successors, and the article that kills again is set aside.

Each worker has a pipe of its own and one batch at a time, and this process has no other thread: a pool of the standard
library's, whose workers may die while others are born, can wait for ever (Python 3.11).
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Protocol

from visits.model.account import Account
from visits.model.article import Article, Reject
from visits.model.errors import UsageError
from visits.model.report import Report

MANY = 500
BATCH = 16
AHEAD = 4
"""Batches for each worker that may be done before their turn: enough to keep it busy behind a slow one, few enough to
keep the corpus out of memory."""


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


Batch = list[Article | Reject]


def _in_parallel(items: Iterator[Article | Reject], make_reader: MakeReader, workers: int) -> Iterator[Outcome]:
    batches = enumerate(iter(lambda: list(islice(items, BATCH)), []))
    team: list[_Worker] = []
    busy: dict[Connection, tuple[_Worker, int, Batch]] = {}
    done: dict[int, list[Outcome]] = {}
    turn = 0
    try:
        team.extend(_Worker(make_reader) for _ in range(workers))
        while True:
            while team and len(busy) + len(done) < workers * AHEAD and (numbered := next(batches, None)):
                worker = team.pop()
                worker.give(numbered[1])
                busy[worker.pipe] = worker, *numbered
            if not busy and not done:
                return
            answered = wait(busy, timeout=0 if turn in done else None)
            for pipe in [pipe for pipe in busy if pipe in answered]:
                worker, number, batch = busy.pop(pipe)
                try:
                    done[number] = worker.take()
                except WorkerDiedError:
                    worker, done[number] = _one_by_one(batch, make_reader)
                team.append(worker)
            while turn in done:
                yield from done.pop(turn)
                turn += 1
    finally:
        for worker in [*team, *(worker for worker, _, _ in busy.values())]:
            worker.stop()


def _one_by_one(batch: Batch, make_reader: MakeReader) -> tuple[_Worker, list[Outcome]]:
    """What a batch that killed its worker tells, and a worker that is alive."""
    outcomes: list[Outcome] = []
    worker = _Worker(make_reader)
    for item in batch:
        worker.give([item])
        try:
            outcomes += worker.take()
        except WorkerDiedError:
            detail = "The process that read it died (out of memory?). The article is left out: please report it."
            article_id = item.article_id if isinstance(item, Reject) else item.id
            outcomes.append(Reject(path=item.path, article_id=article_id, reason="reader died", detail=detail))
            worker = _Worker(make_reader)
    return worker, outcomes


class WorkerDiedError(Exception):
    """The worker process ended before its answer."""


class _Worker:
    """A process that reads batches of articles; made once it has proved that it starts.

    Raises UsageError where processes can't be started, and what `make_reader` raises.
    """

    def __init__(self, make_reader: MakeReader) -> None:
        if sys.platform in ("win32", "darwin"):
            context: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")
        else:
            context = multiprocessing.get_context("forkserver")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, make_reader), daemon=True)
        self._process.start()
        theirs.close()
        try:
            failure = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise UsageError(
                "worker processes can't be started",
                remedy='Call it with workers=1, or from a script that begins with `if __name__ == "__main__":`.',
            ) from error
        if failure:
            raise failure

    def give(self, batch: Batch) -> None:
        """Hands over a batch; where the worker is dead, `take` says so."""
        with suppress(OSError):
            self.pipe.send(batch)

    def take(self) -> list[Outcome]:
        """The outcomes of the batch given last. Raises WorkerDiedError."""
        try:
            outcomes: list[Outcome] = self.pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise WorkerDiedError from error
        return outcomes

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, make_reader: MakeReader) -> None:
    """What a worker does: says None or what keeps it from starting, then answers batch after batch."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it decides
    try:
        reader = make_reader()
    except Exception as error:
        pipe.send(error)
        return
    pipe.send(None)
    while True:
        try:
            batch: Batch = pipe.recv()
        except EOFError:
            return
        pipe.send([item if isinstance(item, Reject) else read_one(reader, item) for item in batch])

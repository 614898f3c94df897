"""Reading many articles at once, so that one bad article costs only itself.

Results come in the order of the articles, whatever the number of workers. A few articles are read in this process;
from `MANY` on, worker processes share the work. A worker that dies takes the batches in flight with it: these are
read again one article at a time, each in a worker of its own, and the article that kills again is set aside.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from visits.model.article import Article, Reject
from visits.model.errors import UsageError
from visits.model.report import Report

MANY = 500
BATCH = 16
BATCHES_PER_WORKER = 4
"""Batches waiting for each worker: enough to keep it busy, few enough to keep the corpus out of memory."""


class Reader(Protocol):
    """What reads reports out of one article."""

    def read(self, article: Article) -> tuple[Report, ...]: ...


MakeReader = Callable[[], Reader]


@dataclass(frozen=True)
class ReadArticle:
    """An article with what it tells."""

    article: Article
    reports: tuple[Report, ...]


Outcome = ReadArticle | Reject


def read_all(items: Iterable[Article | Reject], make_reader: MakeReader, workers: int) -> Iterator[Outcome]:
    """Each article with its reports, rejects passed on, in the order given; never more than a few held in memory.

    `make_reader` must be importable by name if `workers` is more than 1; what it raises is raised here. Raises
    UsageError where worker processes can't be started.
    """
    items = iter(items)
    first = list(islice(items, MANY)) if workers > 1 else []
    if len(first) < MANY:
        reader = make_reader()
        return (item if isinstance(item, Reject) else read_one(reader, item) for item in chain(first, items))
    return _in_parallel(chain(first, items), make_reader, workers)


def read_one(reader: Reader, article: Article) -> Outcome:
    """The article with its reports, or a Reject if the reader fails on it."""
    try:
        return ReadArticle(article, reader.read(article))
    except Exception as error:
        detail = f"{type(error).__name__}: {error}. This is a defect of the program: please report it with the article."
        return Reject(path=article.path, article_id=article.id, reason="reader failed", detail=detail)


def _in_parallel(items: Iterator[Article | Reject], make_reader: MakeReader, workers: int) -> Iterator[Outcome]:
    batches = iter(lambda: list(islice(items, BATCH)), [])
    waiting: deque[tuple[list[Article | Reject], Future[list[Outcome]]]] = deque()
    pool = _start(make_reader, workers)
    try:
        while True:
            try:
                for batch in islice(batches, max(0, workers * BATCHES_PER_WORKER - len(waiting))):
                    waiting.append((batch, _submitted(pool, batch)))
                if not waiting:
                    return
                outcomes = waiting[0][1].result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                suspects = [item for batch, _ in waiting for item in batch]
                waiting.clear()
                yield from _one_by_one(suspects, make_reader)
                pool = _start(make_reader, workers)
                continue
            waiting.popleft()
            yield from outcomes
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, batch: list[Article | Reject]) -> Future[list[Outcome]]:
    """The batch's future; on a pool that has just broken, one that says so."""
    try:
        return pool.submit(_read_batch, batch)
    except BrokenProcessPool as broken:
        failed: Future[list[Outcome]] = Future()
        failed.set_exception(broken)
        return failed


def _one_by_one(items: list[Article | Reject], make_reader: MakeReader) -> Iterator[Outcome]:
    pool = _start(make_reader, 1)
    try:
        for item in items:
            try:
                yield from pool.submit(_read_batch, [item]).result()
            except BrokenProcessPool:
                assert isinstance(item, Article)  # a Reject is passed on and can't kill
                detail = "The process that read it died (out of memory?). The article is left out: please report it."
                yield Reject(path=item.path, article_id=item.id, reason="reader died", detail=detail)
                pool = _start(make_reader, 1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start(make_reader: MakeReader, workers: int) -> ProcessPoolExecutor:
    """A pool whose workers have proved that they start."""
    method = "spawn" if sys.platform in ("win32", "darwin") else "forkserver"
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context(method), _prepare, (make_reader,))
    try:
        pool.submit(_read_batch, []).result()
    except BrokenProcessPool as error:
        raise UsageError(
            "worker processes can't be started",
            remedy='Call it with workers=1, or from a script that begins with `if __name__ == "__main__":`.',
        ) from error
    return pool


_reader: Reader | None = None
_failure: Exception | None = None


def _prepare(make_reader: MakeReader) -> None:
    """Runs once in each worker; what goes wrong is raised where the first batch's result is awaited."""
    global _reader, _failure
    try:
        _reader = make_reader()
    except Exception as error:
        _failure = error


def _read_batch(batch: list[Article | Reject]) -> list[Outcome]:
    """Runs in a worker."""
    if _failure:
        raise _failure
    assert _reader is not None
    return [item if isinstance(item, Reject) else read_one(_reader, item) for item in batch]

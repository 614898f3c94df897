"""Worker processes that share work out of one stream, so that one bad item costs only itself.

What they make comes in the order of the items, whatever the number of workers. When a worker dies, the batch it had is
worked on again one item at a time by its successors, and the item that kills again is lost.

Each worker has a pipe of its own and one batch at a time, and this process has no other thread: a pool of the standard
library's, whose workers may die while others are born, can wait for ever (Python 3.11).
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Any, Generic, TypeVar

from visits.model.errors import UsageError

AHEAD = 4
"""Batches for each worker that may be done before their turn: enough to keep it busy behind a slow one, few enough to
keep the corpus out of memory."""

Item = TypeVar("Item")
Made = TypeVar("Made")


class Team(Generic[Item, Made]):
    """Processes that do the same work; they begin when there is some, and end with `stop`.

    `make_work` makes what turns a batch of items into what is made of each of them. It must be importable by name, and
    what it raises is raised here. `lost` tells what becomes of an item over which its worker died. UsageError is raised
    where processes can't be started.
    """

    def __init__(
        self, make_work: Callable[[], Callable[[list[Item]], list[Made]]], lost: Callable[[Item], Made], workers: int
    ) -> None:
        self._make_work = make_work
        self._lost = lost
        self._workers = workers
        self._free: list[_Worker] = []

    def begin(self) -> None:
        """Starts the processes, without waiting for them."""
        while len(self._free) < self._workers:
            self._free.append(_Worker(self._make_work))

    def is_up(self) -> bool:
        """True once all that were begun can work, or one of them has failed."""
        return all(worker.is_up() for worker in self._free)

    def spread(self, batches: Iterable[list[Item]]) -> Iterator[Made]:
        """What is made of the items of batches; never more than a few batches are held in memory."""
        numbered = enumerate(batches)
        ready = next(numbered, None)
        busy: dict[Connection, tuple[_Worker, int, list[Item]]] = {}
        done: dict[int, list[Made]] = {}
        turn = 0
        try:
            if ready:
                self.begin()
                for worker in self._free:
                    worker.wait()
            while ready or busy or done:
                while ready and self._free and len(busy) + len(done) < self._workers * AHEAD:
                    worker = self._free.pop()
                    worker.give(ready[1])
                    busy[worker.pipe] = worker, *ready
                    ready = next(numbered, None)
                answered = wait(busy, timeout=0 if turn in done else None)
                for pipe in [pipe for pipe in busy if pipe in answered]:
                    worker, number, batch = busy.pop(pipe)
                    try:
                        done[number] = worker.take()
                    except WorkerDiedError:
                        worker, done[number] = self._one_by_one(batch)
                    self._free.append(worker)
                while turn in done:
                    yield from done.pop(turn)
                    turn += 1
        finally:
            for worker, _, _ in busy.values():  # its answer would be taken for that to another batch
                worker.stop()

    def stop(self) -> None:
        """Ends all processes."""
        while self._free:
            self._free.pop().stop()

    def _one_by_one(self, batch: list[Item]) -> tuple[_Worker, list[Made]]:
        """What is made of a batch that killed its worker, and a worker that is alive."""
        made: list[Made] = []
        worker = self._successor()
        for item in batch:
            worker.give([item])
            try:
                made += worker.take()
            except WorkerDiedError:
                made.append(self._lost(item))
                worker = self._successor()
        return worker, made

    def _successor(self) -> _Worker:
        worker = _Worker(self._make_work)
        worker.wait()
        return worker


class WorkerDiedError(Exception):
    """The worker process ended before its answer."""


class _Worker:
    """A process that works on batches, once `wait` has proved that it starts."""

    def __init__(self, make_work: Callable[[], Any]) -> None:
        if sys.platform in ("win32", "darwin"):
            context: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")
        else:
            context = multiprocessing.get_context("forkserver")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, make_work), daemon=True)
        self._process.start()
        theirs.close()
        self._is_up = False

    def is_up(self) -> bool:
        """True for one that can work, or has failed."""
        return self._is_up or self.pipe.poll()

    def wait(self) -> None:
        """Returns when it can work. Raises UsageError where processes can't be started, and what `make_work` raises."""
        if self._is_up:
            return
        try:
            failure = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise UsageError(
                "worker processes can't be started",
                remedy='Call it with workers=1, or from a script that begins with `if __name__ == "__main__":`.',
            ) from error
        if failure:
            raise failure
        self._is_up = True

    def give(self, batch: list[Any]) -> None:
        """Hands over a batch; where the worker is dead, `take` says so."""
        with suppress(OSError):
            self.pipe.send(batch)

    def take(self) -> list[Any]:
        """What it made of the batch given last. Raises WorkerDiedError."""
        try:
            made: list[Any] = self.pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise WorkerDiedError from error
        return made

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        self._process.kill()  # first, or one that is about to answer would complain of the pipe
        self._process.join()
        self.pipe.close()


def _serve(pipe: Connection, make_work: Callable[[], Callable[[list[Any]], list[Any]]]) -> None:
    """What a worker does: says None or what keeps it from starting, then answers batch after batch."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it decides
    try:
        work = make_work()
    except Exception as error:
        pipe.send(error)
        return
    pipe.send(None)
    while True:
        try:
            batch: list[Any] = pipe.recv()
        except EOFError:
            return
        pipe.send(work(batch))

"""How far the work is: a bar on a terminal, a line now and then elsewhere, both on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visits.build import Progress

EVERY = 1000
"""Articles between two lines, where there is no terminal."""


@contextmanager
def showing_progress(quiet: bool = False) -> Iterator[Progress]:
    """What a long piece of work may call to say how far it is."""
    if quiet:
        yield lambda step, done, total: None
    elif sys.stderr.isatty():
        with _bar() as progress:
            yield progress
    else:
        yield _line


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[done]}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None, done="")

        def progress(step: str, done: int, total: int | None) -> None:
            bar.update(task, description=step, completed=done, total=total, done=f"{done:,}" if done else "")

        yield progress


def _line(step: str, done: int, total: int | None) -> None:
    if done % EVERY == 0:
        print(f"{step}: {done:,} articles" if done else step, file=sys.stderr, flush=True)

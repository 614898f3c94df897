"""What a build has done in a process of its own while it goes on: the checks, and its share of the Stata files.

To import great-expectations takes seconds and no tables. So a build starts this process first, hands the cells of its
tables over when they are there, and writes its files while they are judged. The Stata files come last, and whichever
of the two processes is ready first begins with them: what is in them stands in the Parquet files.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from visits.release.columns import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from visits.checks.outcome import CheckOutcome
    from visits.release.cells import Cells

Judge = Callable[[Mapping[str, "Cells"]], "CheckOutcome"]
"""Checks tables, given their cells."""
Answer = tuple["CheckOutcome | None", set[str]]
"""What the checks found, and the tables of which Stata files were written."""


class Beside(Protocol):
    """Does a build's checks and Stata files; the methods are called once, in this order."""

    def begin(self, cells: Mapping[str, Cells]) -> None:
        """Takes the cells of tables that are complete before the others. May be left out."""

    def check(self, cells: Mapping[str, Cells]) -> None:
        """Begins to check tables, given the cells of all of them."""

    def write_stata(self, folder: Path) -> None:
        """Lets the Stata files be written into a folder in which the Parquet files stand. May be left out."""

    def outcome(self) -> CheckOutcome:
        """What the checks find; the Stata files are there then. Raises OSError where these can't be written."""


@contextmanager
def working_beside(registry_extra: Path | None = None) -> Iterator[Beside]:
    """What does the work: a process begun now, or this one where that is as quick or the process fails."""
    here = Here(partial(judged, registry_extra))
    if "great_expectations" in sys.modules or (os.cpu_count() or 1) == 1:
        yield here
        return
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, *([str(registry_extra)] if registry_extra else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    apart = _Apart(here, process.stdin, process.stdout)
    try:
        yield apart
    finally:
        process.kill()
        process.wait()
        apart.send_no_more()
        process.stdout.close()


class Here:
    """Does the work in this process: the checks when they are waited for, the files at once."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._cells: Mapping[str, Cells] = {}

    def begin(self, cells: Mapping[str, Cells]) -> None:
        pass

    def check(self, cells: Mapping[str, Cells]) -> None:
        self._cells = cells

    def write_stata(self, folder: Path) -> None:
        from visits.release.stata import write_stata_files

        write_stata_files(folder)

    def outcome(self) -> CheckOutcome:
        return self._judge(self._cells)


class _Apart:
    """Has the work done by another process, and does it here if that one dies or fails: whatever it failed of is told
    here then, if it lasts."""

    def __init__(self, here: Here, questions: IO[bytes], answers: IO[bytes]) -> None:
        self._here = here
        self._questions = questions
        self._answers = answers
        self._sending = ThreadPoolExecutor(1)  # since the other process may be too busy to take what it is sent
        self._begun: frozenset[str] = frozenset()
        self._folder: Path | None = None

    def begin(self, cells: Mapping[str, Cells]) -> None:
        self._begun = frozenset(cells)
        self._ask(dict(cells))

    def check(self, cells: Mapping[str, Cells]) -> None:
        self._here.check(cells)
        self._ask({name: cells[name] for name in cells if name not in self._begun})

    def write_stata(self, folder: Path) -> None:
        self._folder = folder
        self._ask(folder.absolute())

    def outcome(self) -> CheckOutcome:
        self.send_no_more()
        found, _ = self._share_stata(self._folder) if self._folder else self._answer()
        return found or self._here.outcome()

    def _share_stata(self, folder: Path) -> Answer:
        """Writes what Stata files the other process hasn't begun, and then those that it never finished."""
        from visits.release.stata import write_stata_file, write_stata_files

        written = write_stata_files(folder)
        found, theirs = self._answer()
        for path in sorted(folder.glob("*.dta")):
            if path.stem not in written | theirs:
                write_stata_file(folder, path.stem)
        return found, theirs

    def _answer(self) -> Answer:
        """What the other process found and which Stata files it wrote; nothing if it died."""
        try:
            answer: Answer = pickle.loads(self._answers.read())
        except (OSError, EOFError, pickle.UnpicklingError):
            return None, set()
        return answer

    def send_no_more(self) -> None:
        """Waits until all is sent, or can't be."""
        self._sending.shutdown()
        with suppress(OSError):
            self._questions.close()

    def _ask(self, question: object) -> None:
        self._sending.submit(self._send, pickle.dumps(question, pickle.HIGHEST_PROTOCOL))

    def _send(self, question: bytes) -> None:
        with suppress(OSError):  # one that is dead gives no answer, which is noticed then
            self._questions.write(question)
            self._questions.flush()


def judged(registry_extra: Path | None, cells: Mapping[str, Cells]) -> CheckOutcome:
    """What the checks find in tables, given their cells, and a user's own registry."""
    return _judged(registry_extra, _frames(cells))


def _judged(registry_extra: Path | None, tables: Mapping[str, pd.DataFrame]) -> CheckOutcome:
    from visits.checks.run import run_checks
    from visits.model.tables import Tables
    from visits.registry import load_registry

    return run_checks(Tables(**tables), load_registry(registry_extra))


def _frames(cells: Mapping[str, Cells]) -> dict[str, pd.DataFrame]:
    from visits.release.tables import frame, tables_of_cells

    return {name: frame(name, table) for name, table in tables_of_cells(cells).items()}


def main() -> None:
    """Answer the requests on standard input; end quietly where the build ends before it asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides when to stop
    gc.disable()  # while nothing but modules and facts is made, which stay
    registry_extra = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whoever prints doesn't spoil the answer
    with ThreadPoolExecutor(1) as reading:  # so that the build needn't wait for the imports to hand over its cells
        request = reading.submit(_question)
        _get_ready(registry_extra)
    gc.freeze()
    gc.enable()
    tables: dict[str, pd.DataFrame] = {}
    question = request.result()
    while question is not None:
        tables |= _frames(question)
        question = _question() if len(tables) < len(TABLES) else None
    if len(tables) < len(TABLES):
        return
    outcome = _judged(registry_extra, tables)
    folder = _question()
    written = _stata_files(folder) if folder else set()
    with answers:
        pickle.dump((outcome, written), answers)


def _question() -> Any:
    """What the build asks next; None where it asks no more."""
    try:
        return pickle.load(sys.stdin.buffer)
    except (EOFError, pickle.UnpicklingError):
        return None


def _stata_files(folder: Path) -> set[str]:
    """The names of the tables that were written; whatever goes wrong, the build writes them itself."""
    from visits.release.stata import write_stata_files

    try:
        return write_stata_files(folder, last_first=True)
    except Exception:
        return set()


def _get_ready(registry_extra: Path | None) -> None:
    """Import and load whatever the checks need beside the tables."""
    from visits.checks import rehearsal, run  # noqa: F401  # run: to be there when it is needed
    from visits.registry import load_registry
    from visits.release import tables  # noqa: F401

    rehearsal.rehearse()
    load_registry(registry_extra)


if __name__ == "__main__":
    main()

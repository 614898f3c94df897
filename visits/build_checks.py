"""The checks in a process of their own, which gets ready while articles are still being read.

To import great-expectations takes seconds and no tables. So a build starts this process first, hands the cells of its
tables over when they are there, and writes its files while they are judged.
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
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from visits.checks.outcome import CheckOutcome
    from visits.release.cells import Cells

Pending = Callable[[], "CheckOutcome"]
"""Waits for what the checks find, and gives it."""
Judge = Callable[[Mapping[str, "Cells"]], Pending]
"""Begins to check tables, given their cells."""


@contextmanager
def judging_apart(registry_extra: Path | None = None) -> Iterator[Judge]:
    """What checks tables: a process begun now, or this one where that is as quick or the process fails."""
    if "great_expectations" in sys.modules or (os.cpu_count() or 1) == 1:
        yield partial(judging_here, registry_extra)
        return
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, *([str(registry_extra)] if registry_extra else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield partial(_ask, registry_extra, process.stdin, process.stdout)
    finally:
        process.kill()
        process.wait()
        with suppress(OSError):
            process.stdin.close()
        process.stdout.close()


def judging_here(registry_extra: Path | None, cells: Mapping[str, Cells]) -> Pending:
    """Checks in this process, when it is waited for."""
    return partial(_judged, registry_extra, cells)


def _judged(registry_extra: Path | None, cells: Mapping[str, Cells]) -> CheckOutcome:
    from visits.checks.run import run_checks
    from visits.registry import load_registry
    from visits.release.tables import frames, tables_of_cells

    return run_checks(frames(tables_of_cells(cells)), load_registry(registry_extra))


def _ask(registry_extra: Path | None, questions: IO[bytes], answers: IO[bytes], cells: Mapping[str, Cells]) -> Pending:
    """Hand the cells over; what waits for the answer falls back on this process if the other one died."""
    try:
        questions.write(pickle.dumps(dict(cells), pickle.HIGHEST_PROTOCOL))
        questions.close()
    except OSError:
        return judging_here(registry_extra, cells)

    def answer() -> CheckOutcome:
        try:
            outcome: CheckOutcome = pickle.loads(answers.read())
        except (OSError, EOFError, pickle.UnpicklingError):  # whatever it died of is told here, if it lasts
            return _judged(registry_extra, cells)
        return outcome

    return answer


def main() -> None:
    """Answer the one request on standard input; end quietly where the build ends before it asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides when to stop
    gc.disable()  # while nothing but modules and facts is made, which stay
    registry_extra = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whoever prints doesn't spoil the answer
    with ThreadPoolExecutor(1) as reading:  # so that the build needn't wait for the imports to hand over its cells
        request = reading.submit(sys.stdin.buffer.read)
        _get_ready(registry_extra)
    gc.freeze()
    gc.enable()
    if request.result():
        with answers:
            pickle.dump(_judged(registry_extra, pickle.loads(request.result())), answers)


def _get_ready(registry_extra: Path | None) -> None:
    """Import and load whatever the checks need beside the tables."""
    from visits.checks import rehearsal, run  # noqa: F401  # run: to be there when it is needed
    from visits.registry import load_registry
    from visits.release import tables  # noqa: F401

    rehearsal.rehearse()
    load_registry(registry_extra)


if __name__ == "__main__":
    main()

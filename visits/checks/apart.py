"""great-expectations in a process of its own, which imports it while articles are still being read.

The import takes seconds and no tables, so a build starts it first and asks for the verdicts when the tables are there.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from visits.checks.suites import Suite
from visits.checks.validation import Validate, Validation, validate

if TYPE_CHECKING:
    import pandas as pd


@contextmanager
def validating_apart() -> Iterator[Validate]:
    """What validates tables: a process begun now, or this one where that is as quick or the process fails."""
    if "great_expectations" in sys.modules or (os.cpu_count() or 1) == 1:
        yield validate
        return
    process = subprocess.Popen(
        [sys.executable, "-m", "visits.checks.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )

    def ask(suites: tuple[Suite, ...], frames: Mapping[str, pd.DataFrame]) -> list[Validation]:
        try:
            answer, _ = process.communicate(pickle.dumps((suites, dict(frames))))
            validations: list[Validation] = pickle.loads(answer)
        except (OSError, EOFError, pickle.UnpicklingError):  # it died: whatever it died of is told here, if it lasts
            return validate(suites, frames)
        return validations

    try:
        yield ask
    finally:
        process.kill()
        process.communicate()


def main() -> None:
    """Answer the one request on standard input; end quietly where the build ends before it asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides when to stop
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whoever prints doesn't spoil the answer
    validate((), {})  # imports great-expectations, and then what renders its pages
    import_module("great_expectations.render.renderer.page_renderer")
    request = sys.stdin.buffer.read()
    if request:
        with answers:
            pickle.dump(validate(*pickle.loads(request)), answers)


if __name__ == "__main__":
    main()

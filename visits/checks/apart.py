"""great-expectations in a process of its own, which imports it while articles are still being read.

The import takes seconds and no tables, so a build starts it first, hands the tables over when they are there, and
writes its files while they are judged.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import IO, TYPE_CHECKING, Any

from visits.checks.suites import Check, Suite
from visits.checks.validation import Pending, Validate, Validation, validate, validating_here

if TYPE_CHECKING:
    import pandas as pd

_SELDOM_USED = ("altair", "jsonschema", "scipy.stats")
"""What great-expectations imports for expectations that no suite of ours holds: two seconds of five."""


@contextmanager
def validating_apart() -> Iterator[Validate]:
    """What validates tables: a process begun now, or this one where that is as quick or the process fails."""
    if "great_expectations" in sys.modules or (os.cpu_count() or 1) == 1:
        yield validating_here
        return
    process = subprocess.Popen(
        [sys.executable, "-m", "visits.checks.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield partial(_ask, process.stdin, process.stdout)
    finally:
        process.kill()
        process.wait()
        with suppress(OSError):
            process.stdin.close()
        process.stdout.close()


def _ask(
    questions: IO[bytes], answers: IO[bytes], suites: tuple[Suite, ...], frames: Mapping[str, pd.DataFrame]
) -> Pending:
    """Hand the tables over; what waits for the answer falls back on this process if the other one died."""
    try:
        questions.write(pickle.dumps((suites, dict(frames))))
        questions.close()
    except OSError:
        return validating_here(suites, frames)

    def answer() -> list[Validation]:
        try:
            validations: list[Validation] = pickle.loads(answers.read())
        except (OSError, EOFError, pickle.UnpicklingError):  # whatever it died of is told here, if it lasts
            return validate(suites, frames)
        return validations

    return answer


def main() -> None:
    """Answer the one request on standard input; end quietly where the build ends before it asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build decides when to stop
    gc.disable()  # while nothing but modules is made, which stay
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whoever prints doesn't spoil the answer
    with ThreadPoolExecutor(1) as reading:  # so that the build needn't wait for the imports to hand over its tables
        request = reading.submit(sys.stdin.buffer.read)
        for name in _SELDOM_USED:
            _put_off(name)
        _rehearse()
    gc.freeze()
    gc.enable()
    if request.result():
        with answers:
            pickle.dump(validate(*pickle.loads(request.result())), answers)


def _rehearse() -> None:
    """Import great-expectations, and have it compile the templates of its pages, by one check of one cell."""
    import pandas as pd

    check = Check("rehearsed", "expect_column_values_to_not_be_null", {"column": "cell"}, "info", "rehearsed", "")
    validate((Suite("rehearsal", "rehearsal", "", (check,)),), {"rehearsal": pd.DataFrame({"cell": ["word"]})})


def _put_off(name: str) -> None:
    """Import a module not when it is named but when something in it is first used."""

    def load(attribute: str) -> Any:
        if sys.modules[name] is stand_in:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    stand_in = ModuleType(name)
    stand_in.__getattr__ = load  # type: ignore[method-assign]
    sys.modules[name] = stand_in


if __name__ == "__main__":
    main()

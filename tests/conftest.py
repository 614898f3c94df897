"""What all tests share. This folder is on the import path: tests import `stories`, `commands` and `newspaper`."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from commands import Ran
from newspaper import Desk, printed

from visits import build_beside, cli


@pytest.fixture(autouse=True, scope="session")
def checks_run_here() -> Iterator[None]:
    """The tests' own process imports great-expectations once; builds in processes of their own start one beside."""
    with pytest.MonkeyPatch.context() as patch:
        here = lambda extra: nullcontext(build_beside.Here(partial(build_beside.judged, extra)))  # noqa: E731
        patch.setattr(build_beside, "working_beside", here)
        yield


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs a command of the command line, given its arguments."""

    def run_command(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["visits", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        sys.stdout.flush()
        captured = capfd.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return run_command


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A folder to fetch into, and a newspaper on this machine to fetch from."""
    with printed() as paper:
        yield Desk(tmp_path, paper)


def pytest_sessionfinish() -> None:
    """A command freezes what is left when it ends, as its process does then; this one goes on to tidy up."""
    gc.unfreeze()

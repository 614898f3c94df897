"""What all tests share. This file's folder is on the import path, so that tests can import `stories` and `commands`."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from commands import Ran

from visits import cli


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

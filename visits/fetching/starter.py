"""The `sources.toml` to begin with: every setting there is, explained and commented out."""

from __future__ import annotations

import os
from pathlib import Path

from visits.model.errors import UsageError

_STARTER = Path(__file__).with_name("starter.toml")


def write_starter(path: Path) -> None:
    """Write the commented examples to `path`; a file that is there is left alone (UsageError)."""
    text = _STARTER.read_text(encoding="utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        remedy = "Edit it, or move it away and run `visits init` again."
        raise UsageError("is there already and was not touched", file=path, remedy=remedy) from error
    except OSError as error:
        problem = f"can't be written ({error.strerror or error})"
        raise UsageError(problem, file=path, remedy="Choose another place with --sources.") from error

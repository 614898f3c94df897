"""Reading `rulings.yaml`, and adding to it."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from visits.model.entries import read_entries, read_yaml
from visits.model.errors import ReleaseError
from visits.model.ruling import Ruling

_HEAD = """\
# Human decisions about the dataset, carried out in this order at every build: see docs/rulings.md.
# `visits rule` adds to this file, and shows first what a ruling would change.
"""


def load_rulings(path: Path | None) -> tuple[Ruling, ...]:
    """The rulings in a file, in its order; none where there is no file, or nothing in it.

    Raises VocabularyError for an entry that breaks the rules.
    """
    if path is None or not path.exists() or read_yaml(path) is None:
        return ()
    return tuple(read_entries(path, Ruling))


def append(path: Path, ruling: Ruling) -> None:
    """Add a ruling to the file, which is made if it isn't there, and is never half written."""
    values = {name: value for name, value in ruling.model_dump().items() if value not in (None, [])}
    if ruling.kind == "correct":
        values["value"] = ruling.value
    entry = yaml.safe_dump([values], sort_keys=False, allow_unicode=True, width=110)
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else _HEAD
        waiting.write_text(before.rstrip("\n") + "\n\n" + entry, encoding="utf-8")
        load_rulings(waiting)
        waiting.replace(path)
    except OSError as error:
        problem = f"can't be written ({error.strerror or error})"
        raise ReleaseError(problem, file=path, remedy="Make the folder writable, or give another file.") from error
    finally:
        waiting.unlink(missing_ok=True)

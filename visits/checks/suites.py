"""Suites of expectations, from the JSON files of `suites/`.

A file is a great-expectations suite: `name`, `expectations`, and in its `meta` the `table` it checks. Each
expectation has a `severity`, a `description`, and in its `meta` the check's `name` and the `reason`, a sentence
about a failing row with the row's columns in braces: "lasts {duration_days} days".
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from visits.checks.failures import FAILING
from visits.checks.outcome import SEVERITIES, Severity
from visits.model.entries import refuse_doubles
from visits.model.errors import VocabularyError

FOLDER = Path(__file__).parent / "suites"
SUITES = (
    "visits_identity",
    "visits_vocabulary",
    "visits_dates",
    "visits_leaders",
    "visits_evidence",
    "claims",
    "companions",
    "articles",
    "reports",
    "coverage",
    "removed",
    "rejects",
)
"""In the order in which results are shown."""


@dataclass(frozen=True)
class Check:
    """One expectation of a suite; `kwargs` are its arguments as great-expectations takes them."""

    name: str
    type: str
    kwargs: dict[str, Any]
    severity: Severity
    description: str
    reason: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that decide whether a row fails."""
        return tuple(self.kwargs[key] for key in ("column", "column_A", "column_B") if key in self.kwargs)

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The columns that the reason names."""
        return tuple(name for _, name, _, _ in string.Formatter().parse(self.reason) if name)


@dataclass(frozen=True)
class Suite:
    """The checks of one file; `about` says what they are about."""

    name: str
    table: str
    about: str
    checks: tuple[Check, ...]


def load_suites(folder: Path = FOLDER, names: Iterable[str] = SUITES) -> tuple[Suite, ...]:
    """The suites of these names; raises VocabularyError naming file and check where one is malformed."""
    suites = tuple(_suite(folder / f"{name}.json") for name in names)
    refuse_doubles(folder, (check.name for suite in suites for check in suite.checks), what="name")
    return suites


def _suite(path: Path) -> Suite:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        meta = document["meta"]
        checks = tuple(_check(path, position, raw) for position, raw in enumerate(document["expectations"], start=1))
        return Suite(document["name"], meta["table"], meta["about"], checks)
    except OSError as error:
        raise VocabularyError(
            f"can't be read ({error.strerror})", file=path, remedy="Install the package again."
        ) from error
    except ValueError as error:
        raise VocabularyError(f"is not well-formed JSON: {error}", file=path, remedy="Mend that line.") from error
    except (KeyError, TypeError) as error:
        raise VocabularyError(f"is no suite: {error} is missing", file=path, remedy="Compare another suite.") from error


def _check(path: Path, position: int, raw: dict[str, Any]) -> Check:
    label = f"expectation {position}"
    try:
        meta = raw["meta"]
        check = Check(meta["name"], raw["type"], raw["kwargs"], raw["severity"], raw["description"], meta["reason"])
    except (KeyError, TypeError) as error:
        problem = f"the key {error} is missing"
        raise VocabularyError(problem, file=path, entry=label, remedy="Compare the other expectations.") from error
    for value, known, what in ((check.type, FAILING, "type"), (check.severity, SEVERITIES, "severity")):
        if value not in known:
            problem, remedy = f"unknown {what} {value!r}", f"Known: {', '.join(known)}."
            raise VocabularyError(problem, file=path, entry=f"{label} ({check.name})", remedy=remedy)
    return check

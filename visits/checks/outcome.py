"""What the checks found: verdicts, failing rows with their reasons, and whether the tables may be published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

Severity = Literal["critical", "warning", "info"]
"""critical: the tables contradict themselves, their vocabularies or the registry, which no article can be blamed
for, so that publication stops; warning: the sources, or our reading of them, may be wrong, so that a person should
look; info: a gap worth counting."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class FailedRow(NamedTuple):
    """A row that fails a check: its visit's id (in `articles` and `rejects` the article's or the path), and why."""

    visit_id: str
    reason: str


@dataclass(frozen=True)
class CheckResult:
    """The verdict of one check.

    `n_unexpected` counts all failing rows of `table`, which has `n_checked` rows; `rows` holds the first of them.
    """

    name: str
    table: str
    severity: Severity
    description: str
    success: bool
    n_checked: int
    n_unexpected: int
    rows: tuple[FailedRow, ...] = ()

    @property
    def count(self) -> str:
        """The number of failing rows in words."""
        return "1 row" if self.n_unexpected == 1 else f"{self.n_unexpected} rows"

    def as_json(self) -> dict[str, Any]:
        """The result as plain values, for the manifest and for machines."""
        return {
            "name": self.name,
            "table": self.table,
            "severity": self.severity,
            "description": self.description,
            "success": self.success,
            "n_checked": self.n_checked,
            "n_unexpected": self.n_unexpected,
            "rows": [row._asdict() for row in self.rows],
        }


@dataclass(frozen=True)
class CheckOutcome:
    """All results, in the order of the suites.

    `pages` are name, description and HTML page of each suite, as great-expectations renders it; `index` is the page of
    all checks, "" where nobody has made it yet.
    """

    results: tuple[CheckResult, ...]
    pages: tuple[tuple[str, str, str], ...] = field(default=(), repr=False, compare=False)
    index: str = field(default="", repr=False, compare=False)

    @property
    def passed(self) -> bool:
        """True if no critical check fails: the tables may be published."""
        return not self.critical_failures

    @property
    def critical_failures(self) -> tuple[CheckResult, ...]:
        return self._failures("critical")

    @property
    def warnings(self) -> tuple[CheckResult, ...]:
        return self._failures("warning")

    @property
    def notes(self) -> tuple[CheckResult, ...]:
        """The failures that merely count a gap."""
        return self._failures("info")

    def summary(self) -> str:
        """One line: `52 of 54 checks passed; warnings: in_office (3 rows), plausible_length (1 row)`."""
        n_passed = sum(result.success for result in self.results)
        parts = [f"{n_passed} of {len(self.results)} checks passed"]
        for label, failures in (
            ("critical", self.critical_failures),
            ("warnings", self.warnings),
            ("notes", self.notes),
        ):
            if failures:
                parts.append(f"{label}: " + ", ".join(f"{result.name} ({result.count})" for result in failures))
        return "; ".join(parts)

    def failure_lines(self, severities: Iterable[Severity] = ("critical",), rows: int = 5) -> list[str]:
        """For each failed check of these severities a line, and below it the first rows with their reasons."""
        lines = []
        for result in self.results:
            if not result.success and result.severity in tuple(severities):
                lines.append(
                    f"{result.severity}: {result.name}, {result.count} of {result.table}: {result.description}"
                )
                lines += [f"  {row.visit_id}: {row.reason}" for row in result.rows[:rows]]
                hidden = result.n_unexpected - min(rows, len(result.rows))
                if hidden > 0:
                    lines.append(f"  and {hidden} more")
        return lines

    def as_json(self) -> dict[str, Any]:
        """The outcome as plain values, equal for equal tables: no clock time, no paths."""
        return {
            "passed": self.passed,
            "summary": self.summary(),
            "results": [result.as_json() for result in self.results],
        }

    def _failures(self, severity: Severity) -> tuple[CheckResult, ...]:
        return tuple(result for result in self.results if not result.success and result.severity == severity)

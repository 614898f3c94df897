"""The gate: all suites over all tables of a release that is about to be published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from visits.checks.columns import checked_frames
from visits.checks.failures import failed_rows
from visits.checks.outcome import CheckOutcome, CheckResult, FailedRow
from visits.checks.suites import Check, load_suites
from visits.checks.validation import Validate, Verdict, validating_here
from visits.model.tables import Tables
from visits.registry import Registry

SHOWN_ROWS = 20
"""So many failing rows of a check are named, the first in the order of the table."""


def run_checks(
    tables: Tables, registry: Registry, *, today: date | None = None, validate: Validate = validating_here
) -> CheckOutcome:
    """Check the tables; the outcome depends on the arguments alone.

    `validate` is what runs great-expectations (see `validating_apart`). `today` lets the checks find articles from the
    future; without it that check passes. Raises ReleaseError if a table lacks a column.
    """
    return begin_checks(tables, registry, today=today, validate=validate)()


def begin_checks(
    tables: Tables, registry: Registry, *, today: date | None = None, validate: Validate = validating_here
) -> Callable[[], CheckOutcome]:
    """Begin to check the tables (see `run_checks`); what is returned waits for the outcome."""
    suites = load_suites()
    frames = checked_frames(tables, registry, today)
    pending = validate(suites, frames)
    failing = {
        check.name: failed_rows(check, frames[suite.table], SHOWN_ROWS) for suite in suites for check in suite.checks
    }

    def outcome() -> CheckOutcome:
        validations = pending()
        results = [
            _result(check, suite.table, len(frames[suite.table]), failing[check.name], validation.verdicts[check.name])
            for suite, validation in zip(suites, validations, strict=True)
            for check in suite.checks
        ]
        return CheckOutcome(tuple(results), tuple((each.suite, each.about, each.page) for each in validations))

    return outcome


def _result(
    check: Check, table: str, n_rows: int, failing: tuple[int, tuple[FailedRow, ...]], verdict: Verdict
) -> CheckResult:
    n_failing, rows = failing
    if n_failing != verdict.n_unexpected:
        raise RuntimeError(
            f"check {check.name}: great-expectations counts {verdict.n_unexpected} failing rows, we find {n_failing}"
        )
    return CheckResult(
        name=check.name,
        table=table,
        severity=check.severity,
        description=check.description,
        success=verdict.success,
        n_checked=n_rows,
        n_unexpected=n_failing,
        rows=rows,
    )

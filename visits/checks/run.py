"""The gate: all suites over all tables of a release that is about to be published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from visits.checks.columns import checked_frames
from visits.checks.docs import index_page
from visits.checks.failures import failed_rows
from visits.checks.outcome import CheckOutcome, CheckResult
from visits.checks.suites import Check, load_suites
from visits.checks.validation import Verdict, validate
from visits.model.tables import Tables
from visits.registry import Registry

if TYPE_CHECKING:
    import pandas as pd

SHOWN_ROWS = 20
"""So many failing rows of a check are named, the first in the order of the table."""


def run_checks(tables: Tables, registry: Registry, *, today: date | None = None) -> CheckOutcome:
    """Check the tables; the outcome depends on the arguments alone.

    `today` lets the checks find articles from the future; without it that check passes. Raises ReleaseError if a table
    lacks a column.
    """
    suites = load_suites()
    frames = checked_frames(tables, registry, today)
    validations = validate(suites, frames)
    results = [
        _result(check, suite.table, frames[suite.table], validation.verdicts[check.name])
        for suite, validation in zip(suites, validations, strict=True)
        for check in suite.checks
    ]
    outcome = CheckOutcome(tuple(results), tuple((each.suite, each.about, each.page) for each in validations))
    return replace(outcome, index=index_page(outcome))


def _result(check: Check, table: str, frame: pd.DataFrame, verdict: Verdict) -> CheckResult:
    n_failing, rows = failed_rows(check, frame, SHOWN_ROWS)
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
        n_checked=len(frame),
        n_unexpected=n_failing,
        rows=rows,
    )

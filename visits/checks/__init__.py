"""The great-expectations suites over the tables, and the gate that stops a bad release."""

from visits.checks.docs import write_data_docs
from visits.checks.outcome import CheckOutcome, CheckResult, FailedRow, Severity
from visits.checks.run import run_checks

__all__ = ["CheckOutcome", "CheckResult", "FailedRow", "Severity", "run_checks", "write_data_docs"]

"""The great-expectations suites over the tables, and the gate that stops a bad release."""

from visits.checks.apart import validating_apart
from visits.checks.docs import write_data_docs
from visits.checks.outcome import CheckOutcome, CheckResult, FailedRow, Severity
from visits.checks.run import begin_checks, run_checks
from visits.checks.validation import Validate, validate, validating_here

__all__ = [
    "CheckOutcome",
    "CheckResult",
    "FailedRow",
    "Severity",
    "Validate",
    "begin_checks",
    "run_checks",
    "validate",
    "validating_apart",
    "validating_here",
    "write_data_docs",
]

"""Running suites with great-expectations: quietly, in memory, without the network.

great-expectations takes seconds to import, so it is imported when first needed.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from visits.checks.docs import suite_page
from visits.checks.suites import Check, Suite

if TYPE_CHECKING:
    import pandas as pd

_RESULT_FORMAT = {"result_format": "BASIC", "partial_unexpected_count": 0}
"""Counts alone: great-expectations would print values, which articles dictate, into its pages unescaped. With "SUMMARY"
it would make lists of the failing rows as well, which nobody reads, and take half as long again."""


@dataclass(frozen=True)
class Verdict:
    """What great-expectations says of one check."""

    success: bool
    n_unexpected: int


@dataclass(frozen=True)
class Validation:
    """What great-expectations says of one suite: verdicts by the names of the checks, and its page (`docs`)."""

    suite: str
    about: str
    verdicts: dict[str, Verdict]
    page: str


def validate(suites: tuple[Suite, ...], frames: Mapping[str, pd.DataFrame]) -> list[Validation]:
    """What great-expectations says of each suite, in their order."""
    with _quiet():
        context = _context()
        table = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
        batches = table.add_batch_definition_whole_dataframe("all rows")  # one for all: each writes the settings
        return [_validated(suite, frames[suite.table], batches) for suite in suites]


def _validated(suite: Suite, frame: pd.DataFrame, batches: Any) -> Validation:
    used = sorted({column for check in suite.checks for column in check.columns})
    batch = batches.get_batch({"dataframe": frame[used]})
    validation: Any = batch.validate(_expectation_suite(suite), result_format=dict(_RESULT_FORMAT))
    verdicts = {}
    for result in validation.results:
        name = result.expectation_config.meta["name"]
        if "unexpected_count" not in result.result:
            raise RuntimeError(f"check {name} could not be run: {result.exception_info}")
        verdicts[name] = Verdict(bool(result.success), int(result.result["unexpected_count"]))
    return Validation(suite.name, suite.about, verdicts, suite_page(validation, suite.about))


def _expectation_suite(suite: Suite) -> Any:
    import great_expectations as gx

    made = gx.ExpectationSuite(name=suite.name, expectations=[_configuration(check) for check in suite.checks])
    if len(made.expectations) != len(suite.checks):  # a malformed expectation is logged and left out
        made_names = {(expectation.meta or {}).get("name") for expectation in made.expectations}
        refused = ", ".join(check.name for check in suite.checks if check.name not in made_names)
        raise RuntimeError(f"great-expectations refuses expectations of {suite.name}: {refused}")
    return made


def _configuration(check: Check) -> dict[str, Any]:
    return {
        "type": check.type,
        "kwargs": dict(check.kwargs),
        "severity": check.severity,
        "description": check.description,
        "meta": {"name": check.name},
    }


def _context() -> Any:
    """A context in memory, without the default site, which leaves files in the temporary folder."""
    import great_expectations as gx
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

    stores = InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
    context: Any = gx.get_context(mode="ephemeral", project_config=DataContextConfig(store_backend_defaults=stores))
    context.variables.progress_bars = {"globally": False}
    return context


@contextmanager
def _quiet() -> Iterator[None]:
    """Without usage statistics, log lines and other libraries' warnings."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)

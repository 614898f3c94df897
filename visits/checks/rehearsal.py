"""Getting great-expectations ready before there is anything to check."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from visits.checks.suites import Check, Suite
from visits.checks.validation import validate

_SELDOM_USED = ("altair", "jsonschema", "scipy.stats")
"""What great-expectations imports for expectations that no suite of ours holds: two seconds of five."""


def rehearse() -> None:
    """Import great-expectations, and have it compile the templates of its pages, by one check of one cell.

    For a process of its own: modules that no check of ours uses are put off in all of it.
    """
    import pandas as pd

    for name in _SELDOM_USED:
        _put_off(name)
    check = Check("rehearsed", "expect_column_values_to_not_be_null", {"column": "cell"}, "info", "rehearsed", "")
    validate((Suite("rehearsal", "rehearsal", "", (check,)),), {"rehearsal": pd.DataFrame({"cell": ["word"]})})


def _put_off(name: str) -> None:
    """Import a module not when it is named but when something in it is first used."""

    def load(attribute: str) -> Any:
        if sys.modules[name] is stand_in:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    stand_in = ModuleType(name)
    stand_in.__getattr__ = load  # type: ignore[method-assign]
    sys.modules[name] = stand_in

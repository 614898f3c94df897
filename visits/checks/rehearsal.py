"""Getting great-expectations ready before there is anything to check."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from visits.checks.suites import Check, Suite, load_suites
from visits.checks.validation import validate

_SELDOM_USED = ("altair", "jsonschema", "scipy.stats")
"""What great-expectations imports for expectations that no suite of ours holds: two seconds of five."""
_SOURCES_USED = ("pandas_datasource", "invalid_datasource")
"""Of its modules for sources of data the ones for tables in memory; those for databases and clouds take half a second
to declare what settings they have."""

_SIMPLE = (str, int, float, bool, type(None))


def rehearse() -> None:
    """Import great-expectations, and have it compile the templates of its pages, by one check of one cell.

    For a process of its own: modules that no check of ours uses are put off, or left out, in all of it.
    """
    import pandas as pd

    for name in _SELDOM_USED:
        _put_off(name)
    for name in _never_used():
        _leave_out(name)
    check = Check("rehearsed", "expect_column_values_to_not_be_null", {"column": "cell"}, "info", "rehearsed", "")
    validate((Suite("rehearsal", "rehearsal", "", (check,)),), {"rehearsal": pd.DataFrame({"cell": ["word"]})})
    _configure_once()
    _identify_once()
    engine: Any = import_module("great_expectations.execution_engine.pandas_execution_engine")
    engine.hash_pandas_dataframe = _no_hash


def _configure_once() -> None:
    """Let an expectation work out once what it is made of, instead of ninety times while it is validated: a third of
    the time that checks of few rows take."""
    expectations: Any = import_module("great_expectations.expectations.expectation").Expectation
    make = expectations.configuration.fget
    made: dict[int, tuple[Any, Any]] = {}  # with each expectation, so that no other gets its place in memory

    def configuration(expectation: Any) -> Any:
        if id(expectation) not in made:
            made[id(expectation)] = expectation, make(expectation)
        return made[id(expectation)][1]

    expectations.configuration = property(configuration)


def _identify_once() -> None:
    """Let what names a metric be worked out once for equal arguments: a tenth of the time that checks take."""
    arguments: Any = import_module("great_expectations.core.id_dict").IDDict
    make = arguments.to_id
    made: dict[tuple[object, ...], Any] = {}

    def to_id(self: Any, id_keys: Any = None, id_ignore_keys: Any = None) -> Any:
        if id_keys is not None or id_ignore_keys is not None or self._id_ignore_keys:
            return make(self, id_keys, id_ignore_keys)
        parts = [(name, type(value), value) for name, value in sorted(self.items())]  # the types, since True is 1
        if not all(kind in _SIMPLE for _, kind, _ in parts):
            return make(self)
        key = tuple(parts)
        if key not in made:
            made[key] = make(self)
        return made[key]

    arguments.to_id = to_id


def _no_hash(table: Any) -> str:
    """Stands for the hash of a table, by which great-expectations marks what it checked; nobody reads the mark, and a
    tenth of the time goes into it."""
    return ""


def _put_off(name: str) -> None:
    """Import a module not when it is named but when something in it is first used."""

    def load(attribute: str) -> Any:
        if sys.modules[name] is stand_in:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    stand_in = ModuleType(name)
    stand_in.__getattr__ = load  # type: ignore[method-assign]
    sys.modules[name] = stand_in


def _never_used() -> Iterator[str]:
    """Modules of great-expectations for other sources of data, and for expectations that no suite of ours holds."""
    package = find_spec("great_expectations")
    if package is None or package.origin is None:
        return
    root = Path(package.origin).parent
    expected = {check.type for suite in load_suites() for check in suite.checks}
    for folder, names, used in (
        ("datasource/fluent", "*_datasource.py", {*_SOURCES_USED}),
        ("expectations/core", "expect_*.py", expected),
    ):
        for path in sorted(root.glob(f"{folder}/{names}")):
            if path.stem not in used:
                yield ".".join(path.relative_to(root.parent).with_suffix("").parts)


def _leave_out(name: str) -> None:
    """Let a module hold empty classes under whatever names are imported from it."""

    def empty(attribute: str) -> type:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return type(attribute, (), {})

    stand_in = ModuleType(name)
    stand_in.__getattr__ = empty  # type: ignore[method-assign]
    sys.modules[name] = stand_in

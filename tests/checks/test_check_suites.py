"""The suites' files, and what great-expectations makes of them."""

import json
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from checked_tables import no_tables

from visits.checks.columns import checked_frames
from visits.checks.suites import FOLDER, SUITES, Check, Suite, load_suites
from visits.checks.validation import validate
from visits.model.codes import DateBasis, Mode, Part, Precision, PublishedBasis, Role, Status, VisitType
from visits.model.errors import VocabularyError
from visits.model.report import CLAIMED_FIELDS
from visits.registry import load_registry


def test_every_file_is_run() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == sorted(SUITES)
    for suite in load_suites():
        assert suite.checks


def test_checks_and_their_reasons_name_columns_that_are_there() -> None:
    frames = checked_frames(no_tables(), load_registry(), None)
    for suite in load_suites():
        for check in suite.checks:
            assert {*check.columns, *check.shown_columns} <= set(frames[suite.table].columns), check.name
            assert check.description.endswith(".")


@pytest.mark.parametrize(
    ("check", "values"),
    [
        ("leader_role_vocabulary", get_args(Role)),
        ("start_precision_vocabulary", get_args(Precision)),
        ("end_precision_vocabulary", get_args(Precision)),
        ("start_basis_vocabulary", get_args(DateBasis)),
        ("end_basis_vocabulary", get_args(DateBasis)),
        ("mode_of_travel_vocabulary", get_args(Mode)),
        ("visit_type_vocabulary", get_args(VisitType)),
        ("status_vocabulary", get_args(Status)),
        ("published_basis_vocabulary", get_args(PublishedBasis)),
        ("claim_part_vocabulary", get_args(Part)),
        ("claim_field_vocabulary", CLAIMED_FIELDS),
    ],
)
def test_vocabularies_are_those_of_the_model(check: str, values: tuple[str, ...]) -> None:
    checks = {check.name: check for suite in load_suites() for check in suite.checks}
    assert tuple(checks[check].kwargs["value_set"]) == values


EXPECTATION: dict[str, Any] = {
    "type": "expect_column_values_to_not_be_null",
    "kwargs": {"column": "a"},
    "severity": "critical",
    "description": "Every row has an a.",
    "meta": {"name": "a_given", "reason": "has no a"},
}


def write_suite(folder: Path, *expectations: dict[str, Any]) -> None:
    suite = {"name": "mine", "meta": {"table": "visits", "about": "Mine."}, "expectations": list(expectations)}
    (folder / "mine.json").write_text(json.dumps(suite))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "expect_column_values_to_be_nice"}, "unknown type 'expect_column_values_to_be_nice'"),
        ({"severity": "grave"}, "unknown severity 'grave'"),
        ({"meta": {"name": "a_given"}}, "the key 'reason' is missing"),
    ],
)
def test_a_mistyped_suite_is_an_error_that_names_the_entry(tmp_path: Path, change: Any, message: str) -> None:
    write_suite(tmp_path, EXPECTATION | change)
    with pytest.raises(VocabularyError, match=r"mine\.json, expectation 1") as caught:
        load_suites(tmp_path, ["mine"])
    assert message in str(caught.value)


def test_a_name_is_given_once(tmp_path: Path) -> None:
    write_suite(tmp_path, EXPECTATION, EXPECTATION)
    with pytest.raises(VocabularyError, match="'a_given' is given twice"):
        load_suites(tmp_path, ["mine"])


@pytest.mark.parametrize(("text", "message"), [("{", "not well-formed JSON"), ("{}", "is no suite")])
def test_a_broken_file_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "mine.json").write_text(text)
    with pytest.raises(VocabularyError, match=message):
        load_suites(tmp_path, ["mine"])
    with pytest.raises(VocabularyError, match="can't be read"):
        load_suites(tmp_path, ["other"])


def test_an_expectation_that_is_refused_or_fails_to_run_stops_the_run() -> None:
    """great-expectations only logs the first and counts the second as a failure."""
    frame = pd.DataFrame({"a": ["one"]})
    refused = Check("odd", EXPECTATION["type"], {"columns": "a"}, "critical", "", "")
    with pytest.raises(Exception, match=r"odd|column"):
        validate((Suite("mine", "visits", "", (refused,)),), {"visits": frame})
    between = Check(
        "between", "expect_column_values_to_be_between", {"column": "a", "max_value": 3}, "critical", "", ""
    )
    with pytest.raises(RuntimeError, match="check between could not be run"):
        validate((Suite("mine", "visits", "", (between,)),), {"visits": frame})

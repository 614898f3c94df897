"""The rule reader on the cases of cases/*.yaml: short texts with the visits that the coding book sees in them.

Each file holds groups of cases for one phenomenon. A case gives `text`, `published`, perhaps a `title`, and `visits`:
for each visit the leader (or the leader's country), the host country and whichever other fields the case is about,
under the names of the coding book. Only the fields given are compared; a list is compared without regard to order. A
visit of a head of state or government beyond those given fails the case, one of anybody else doesn't.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

import visits
from visits.model.report import Report

CASES = Path(__file__).parent / "cases"
FIELDS = frozenset(
    """leader leader_country host_country host_leader cities start_date end_date status mode_of_travel companions
    ordinals visit_type scope postponed start_basis end_basis""".split()
)


def read_cases(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """The cases of a file, each with the name of its group."""
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [(group["group"], case) for group in groups for case in group["cases"]]


def differences(case: dict[str, Any]) -> list[str]:
    """How the reading of a case's text differs from what the case expects; empty if it doesn't."""
    reports = visits.extract(case["text"], published=case["published"], title=case.get("title", ""))
    expected = case["visits"]
    paired = _best_pairs(expected, reports)
    problems = [p for visit, report in zip(expected, paired, strict=True) for p in _mismatches(visit, report)]
    beyond = [r for r in reports if r.scope == "head" and not any(r is report for report in paired)]
    return problems + [f"also {_short(report)}" for report in beyond]


def _best_pairs(expected: list[dict[str, Any]], reports: list[Report]) -> list[Report | None]:
    """For each expected visit its own report, the most alike first; None where there is none."""
    alike = sorted(
        (len(_mismatches(visit, report)), i, j)
        for i, visit in enumerate(expected)
        for j, report in enumerate(reports)
        if _same_visit(visit, report)
    )
    chosen: dict[int, int] = {}
    for _, i, j in alike:
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return [reports[chosen[i]] if i in chosen else None for i in range(len(expected))]


def _same_visit(visit: dict[str, Any], report: Report) -> bool:
    """True for a report of the same leader (or, where the case names none, the same country's) in the same country."""
    key = "leader" if "leader" in visit else "leader_country"
    return (_told(report, key), report.host_country) == (visit[key], visit["host_country"])


def _mismatches(visit: dict[str, Any], report: Report | None) -> list[str]:
    """The fields of an expected visit in which its report differs."""
    label = f"{visit.get('leader') or visit['leader_country']} -> {visit['host_country']}"
    if report is None:
        return [f"missing {label}"]
    return [
        f"{label}: {field} {_told(report, field)}, expected {_plain(wanted)}"
        for field, wanted in ({"scope": "head"} | visit).items()
        if _told(report, field) != _plain(wanted)
    ]


def _told(report: Report, field: str) -> Any:
    value = getattr(report, field)
    if field == "companions":
        return sorted(companion.name for companion in value)
    if field == "ordinals":
        return _plain([ordinal.model_dump(exclude_none=True) for ordinal in value])
    return _plain(list(value) if isinstance(value, tuple) else value)


def _plain(value: Any) -> Any:
    """A value of a case or a report in a form that can be compared."""
    if isinstance(value, list):
        return sorted((_plain(item) for item in value), key=str)
    return value if value is None or isinstance(value, dict) else str(value)


def _short(report: Report) -> str:
    return f"{report.leader} -> {report.host_country} ({report.status}, {report.claims[0].rule})"


def _parameters() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['text'][:70]}")
        for path in sorted(CASES.glob("*.yaml"))
        for _, case in read_cases(path)
    ]


@pytest.mark.parametrize("case", _parameters())
def test_case(case: dict[str, Any]) -> None:
    assert differences(case) == []


def test_the_cases_are_many_and_a_third_of_them_hold_no_visit() -> None:
    cases = [case for path in CASES.glob("*.yaml") for _, case in read_cases(path)]
    assert len(cases) >= 200
    assert sum(not case["visits"] for case in cases) * 3 >= len(cases)


def test_the_cases_use_the_coding_book_s_field_names_and_no_text_twice() -> None:
    cases = [case for path in CASES.glob("*.yaml") for _, case in read_cases(path)]
    assert {key for case in cases for key in case} <= {"text", "title", "published", "visits"}
    assert {field for case in cases for visit in case["visits"] for field in visit} <= FIELDS
    assert [text for text, n in Counter(case["text"] for case in cases).items() if n > 1] == []

"""The date recogniser on the cases of dates.yaml, and on what they can't say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from visits.mentions.dates import find_dates
from visits.model.mention import DateMention

CASES = Path(__file__).parent / "cases" / "dates.yaml"


def _cases() -> list[Any]:
    groups = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [
        pytest.param(date.fromisoformat(group["published"]), *case, id=f"{group['group']}: {case[1]} in {case[0]}")
        for group in groups
        for case in group["cases"]
    ]


def _overlapping(sentence: str, expression: str, published: date) -> list[DateMention]:
    start = sentence.rindex(expression)
    end = start + len(expression)
    return [m for m in find_dates(sentence, published) if m.start < end and start < m.end]


def _meaning(mention: DateMention) -> str:
    if mention.kind == "duration":
        return f"{mention.days} days" if mention.days else "some days"
    if mention.kind == "vague":
        return f"vague {mention.timex}"
    if mention.first is None:
        return "undated"
    return str(mention.first) if mention.first == mention.last else f"{mention.first}/{mention.last}"


@pytest.mark.parametrize(("published", "sentence", "expression", "expected"), _cases())
def test_case(published: date, sentence: str, expression: str, expected: str) -> None:
    found = _overlapping(sentence, expression, published)
    if expected == "nothing":
        assert found == []
        return
    assert [_meaning(m) for m in found] == [expected]
    mention = found[0]
    assert sentence[mention.start : mention.end] == mention.text
    if expected != "undated" and " " not in expression:
        assert expression.strip(".") in mention.text or mention.text in expression


def test_there_are_enough_cases() -> None:
    assert len(_cases()) >= 150

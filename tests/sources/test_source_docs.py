"""The documentation of field names and endings says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from visits.sources.fields import SYNONYMS
from visits.sources.files import FORMATS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")


def test_every_name_of_every_field_is_documented_in_its_order() -> None:
    rows = dict(re.findall(r"^\| (\w+) \| ([\w, ]+) \|$", PAGE, re.MULTILINE))
    assert {field: tuple(rows[field].split(", ")) for field in SYNONYMS} == SYNONYMS


def test_every_ending_is_documented() -> None:
    assert set(re.findall(r"`(\.\w+)`", PAGE.split("### Plain text")[0])) >= set(FORMATS)

"""The prompt is made of the answer's types and the lexicon; answers are read as loosely as is safe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from visits.lexicon import load_lexicon
from visits.model.codes import Mode, OrdinalOf, Status, VisitType
from visits.model.report import CLAIMED_FIELDS
from visits.reports.model_reader.answer import LONGEST_ANSWER, MOST_VISITS, ToldVisit, answer_schema, parse
from visits.reports.model_reader.coding_book import CodingBook


def test_the_prompt_names_every_field_and_code_and_the_lexicons_words(tmp_path: Path) -> None:
    book = CodingBook(load_lexicon())
    assert set(CLAIMED_FIELDS) <= set(ToldVisit.model_fields)
    for word in (
        *ToldVisit.model_fields,
        *(c for codes in (Mode, OrdinalOf, Status, VisitType) for c in get_args(codes)),
    ):
        assert word in book.text
    entry = {"id": "zeppelin", "mode": "air", "forms": ["zeppelin"], "examples": ["He came by zeppelin."]}
    (tmp_path / "transport.yaml").write_text(json.dumps([{**entry, "id": "flight"}]))
    own = CodingBook(load_lexicon(tmp_path))
    assert "zeppelin" in own.text
    assert own.version != book.version


def test_the_schema_is_strict_everywhere() -> None:
    schema = answer_schema()
    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])


def _said(value: str) -> dict[str, str]:
    return {"value": value, "quote": value}


VISIT = {"leader": _said("Xi Jinping"), "host_country": _said("FRA"), "status": _said("ongoing")}


@pytest.mark.parametrize(
    "content",
    [
        "{0}",
        "Here you are:\n```json\n{0}\n```\nAnything else?",
        "<think>Is it {{a visit}}? Perhaps {{}}.</think>{0}",
        "The form {{visits}} is filled in: {0}",
        '{{"note": 1}} {0}',
    ],
)
def test_the_json_is_found_between_other_words(content: str) -> None:
    parsed = parse(content.format(json.dumps({"visits": [VISIT]})))
    assert (len(parsed.visits), parsed.problems) == (1, ())


def test_what_breaks_its_type_is_left_out_and_named() -> None:
    odd = {
        **VISIT,
        "mode_of_travel": _said("bicycle"),
        "cities": [_said("Paris"), "Lyon", {"value": "x" * 400, "quote": "x"}],
        "start_date": _said("25 March"),
        "mood": "good",
        "focus": "yes",
    }
    parsed = parse(json.dumps({"visits": [odd, {**VISIT, "status": _said("done")}, "no visit"]}))
    (visit,) = parsed.visits
    assert [city.value for city in visit.cities] == ["Paris"]
    assert visit.focus is True
    named = " ".join(place for place, _ in parsed.problems)
    for place in ("mood", "mode_of_travel", "cities.1", "cities.2", "start_date", "visit 2: status", "visit 3"):
        assert place in named


def test_sizes_are_bounded() -> None:
    parsed = parse(json.dumps({"visits": [{**VISIT, "cities": [_said("Paris")] * 80}] * 80}))
    assert len(parsed.visits) == MOST_VISITS
    assert len(parsed.visits[0].cities) == 60
    padded = json.dumps({"visits": [VISIT]}) + " " * LONGEST_ANSWER + "{"
    assert len(parse(padded).visits) == 1

"""The generated schemas are in step with the types, and hold real values."""

import json
from pathlib import Path

import jsonschema
import pytest
from stories import Story

from visits.release.schemas import outdated, schemas, write_schemas

ROOT = Path(__file__).parents[2]


def test_the_schemas_in_the_project_are_in_step() -> None:
    assert outdated(ROOT / "schemas") == [], "run `visits schema`"


def test_reports_and_visits_satisfy_their_schemas() -> None:
    story = Story()
    report = story.tells(
        "a", start="2019-01-07", end="2019-01", cities=("Beijing",), ordinal=4, companions=["Ri Sol Ju"]
    )
    (visit,) = story.consolidate().visits
    for name, item in (("report.json", report), ("visit.json", visit)):
        jsonschema.Draft202012Validator.check_schema(schemas()[name])
        jsonschema.validate(json.loads(item.model_dump_json()), schemas()[name])


def test_a_wrong_value_breaks_the_schema() -> None:
    story = Story()
    story.tells("a", start="2019-01-07")
    broken = json.loads(story.consolidate().visits[0].model_dump_json()) | {"status": "rumoured"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schemas()["visit.json"])


def test_the_lexicon_satisfies_its_schema() -> None:
    from visits.lexicon import load_lexicon
    from visits.lexicon.load import VOCABULARIES

    lexicon = load_lexicon()
    document = {name: [json.loads(word.model_dump_json()) for word in getattr(lexicon, name)] for name in VOCABULARIES}
    jsonschema.validate(document, schemas()["lexicon.json"])


def test_a_changed_schema_is_found(tmp_path: Path) -> None:
    names = write_schemas(tmp_path)
    assert outdated(tmp_path) == []
    (tmp_path / names[0]).write_text("{}")
    (tmp_path / names[1]).unlink()
    assert outdated(tmp_path) == names[:2]

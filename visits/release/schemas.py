"""JSON Schemas of the types that leave the program, and of the lexicon that enters it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from visits.lexicon.load import VOCABULARIES
from visits.model.article import Article
from visits.model.report import Report
from visits.model.visit import Visit

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: dict[str, type[BaseModel]] = {"article": Article, "report": Report, "visit": Visit}


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by file name."""
    documents = {f"{name}.json": model.model_json_schema(mode="serialization") for name, model in _MODELS.items()}
    documents["lexicon.json"] = _lexicon()
    return {name: {"$schema": _DIALECT, **document} for name, document in documents.items()}


def write_schemas(folder: Path) -> list[str]:
    """Write the schemas into a folder, and return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in schemas().items():
        (folder / name).write_text(_text(document), encoding="utf-8")
    return list(schemas())


def outdated(folder: Path) -> list[str]:
    """The files in a folder that are missing or differ from what the types say."""
    return [name for name, document in schemas().items() if _content(folder / name) != _text(document)]


def _lexicon() -> dict[str, Any]:
    """One schema for all vocabulary files: under each file's stem, the list of entries that the file holds."""
    references, document = models_json_schema([(kind, "validation") for kind in VOCABULARIES.values()])
    lists = {
        stem: {"type": "array", "items": references[kind, "validation"], "description": f"The entries of {stem}.yaml."}
        for stem, kind in VOCABULARIES.items()
    }
    return {"title": "Lexicon", "type": "object", "additionalProperties": False, "properties": lists, **document}


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _content(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None

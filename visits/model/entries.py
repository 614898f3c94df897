"""Files of entries, read strictly: what an author mistypes is an error that names file and entry.

YAML files hold a list of mappings. On top of the YAML rules, these are refused: a key given twice in one
mapping, a key that the entry's type does not know, two entries with one id, and a plain word that YAML reads
as something else (`NO`, `on`, `yes` as booleans: write them in quotes).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from visits.model.errors import VocabularyError

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]


class Entry(BaseModel):
    """An entry of a vocabulary file: frozen, no unknown keys, no silent conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


EntryT = TypeVar("EntryT", bound=BaseModel)


class _StrictLoader(_BaseLoader):
    """YAML without doubled keys."""


def _mapping_without_doubles(loader: Any, node: yaml.MappingNode, deep: bool = True) -> dict[Hashable, Any]:
    seen: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.MarkedYAMLError(problem=f"key {key!r} is given twice", problem_mark=key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_doubles)


def read_yaml(path: Path) -> Any:
    """The document in a YAML file; raises VocabularyError with the line where it is not well formed."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)
    except OSError as error:
        raise VocabularyError(f"can't be read ({error.strerror})", file=path, remedy="Check the path.") from error
    except UnicodeDecodeError as error:
        raise VocabularyError("is not UTF-8", file=path, remedy="Save it as UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else None
        raise VocabularyError(
            f"is not well-formed YAML: {error.problem}", file=path, entry=line, remedy="Mend that line."
        ) from error


def read_entries(path: Path, kind: type[EntryT]) -> list[EntryT]:
    """The entries of a YAML list, each validated as `kind`; ids (where the type has them) must be unique."""
    document = read_yaml(path)
    if not isinstance(document, list):
        raise VocabularyError("is not a list of entries", file=path, remedy="Begin each entry with '- '.")
    entries = [_entry(path, position, raw, kind) for position, raw in enumerate(document, start=1)]
    refuse_doubles(path, (str(e.id) for e in entries if hasattr(e, "id")))
    return entries


def _entry(path: Path, position: int, raw: Any, kind: type[EntryT]) -> EntryT:
    name = raw.get("id") if isinstance(raw, dict) else None
    label = f"entry {position}" + (f" ({name})" if isinstance(name, str) else "")
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        remedy = f"Known keys: {', '.join(kind.model_fields)}." if first["type"] == "extra_forbidden" else "Mend it."
        if isinstance(first.get("input"), bool) and "bool" not in first["type"]:
            remedy = "YAML reads a bare yes, no, on, off as a boolean: put the word in quotes."
        raise VocabularyError(f"{place}: {first['msg']}", file=path, entry=label, remedy=remedy) from error


def refuse_doubles(path: Path | str, names: Iterable[str], what: str = "id") -> None:
    """Raise VocabularyError if a name occurs twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise VocabularyError(
                f"the {what} {name!r} is given twice", file=path, entry=name, remedy=f"Give each entry its own {what}."
            )
        seen.add(name)

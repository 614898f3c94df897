"""The documents of a release: codebook, coverage report, changes, metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from visits.configuration import ReleaseSettings
from visits.model.tables import Tables
from visits.registry import Registry
from visits.release.accuracy import measurements
from visits.release.bias import coverage_lines
from visits.release.catalogue import CATALOGUE
from visits.release.codebook import codebook_lines
from visits.release.manifest import content_hash, file_entry
from visits.release.markdown import write_page
from visits.release.metadata import Described, citation, croissant, data_package
from visits.release.news import change_lines

if TYPE_CHECKING:
    import pyarrow as pa

ENDINGS = ("csv", "parquet", "dta")


@dataclass(frozen=True)
class Contents:
    """What the documents tell of: the tables, the panels made of them, and what the user set.

    `since` is the content hash of the last release, None for a first one.
    """

    tables: Tables
    panels: Mapping[str, pa.Table]
    settings: ReleaseSettings
    registry: Registry
    since: str | None = None


def write_documents(folder: Path, contents: Contents) -> None:
    """Write what people read into the folder, beside the CSV files that stand there already."""
    described = describe(folder, contents.settings)
    tables, version, settings = contents.tables, described.version, contents.settings
    lines = codebook_lines(tables, contents.panels, settings, version, described.content_hash, measurements())
    write_page(folder, "codebook", f"Codebook: {settings.title}", lines)
    lines = coverage_lines(tables, contents.registry)
    write_page(folder, "coverage_report", f"Coverage and bias: {settings.title}", lines)
    changes = ["# Changes", "", *change_lines(tables, version, contents.since)]
    (folder / "CHANGES.md").write_text("\n".join(changes) + "\n", encoding="utf-8", newline="\n")


def write_metadata(folder: Path, contents: Contents) -> None:
    """Write what machines read into the folder, beside all files of the tables."""
    described = describe(folder, contents.settings)
    (folder / "CITATION.cff").write_bytes(_yaml(citation(described)))
    (folder / "datapackage.json").write_bytes(_json(data_package(described)))
    (folder / "croissant.json").write_bytes(_json(croissant(described, _published(contents))))


def describe(folder: Path, settings: ReleaseSettings) -> Described:
    """The tables in a folder with their version: the one set, else one made of the content hash."""
    names = [f"{name}.{ending}" for name in CATALOGUE for ending in ENDINGS]
    files = tuple(file_entry(name, folder / name) for name in names if (folder / name).is_file())
    content = content_hash(files)
    return Described(settings, settings.version or f"0+{content[:12]}", content, files)


def _published(contents: Contents) -> str:
    """The day of the release, else that of the last article; of neither, the first day that there is."""
    if contents.settings.date:
        return contents.settings.date.isoformat()
    days = contents.tables.articles["published"].dropna()
    return str(days.max().date()) if len(days) else "1970-01-01"


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _yaml(document: Mapping[str, Any]) -> bytes:
    return yaml.safe_dump(dict(document), sort_keys=False, allow_unicode=True, width=110).encode("utf-8")

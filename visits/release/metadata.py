"""What machines read about a release: `datapackage.json`, `croissant.json` and `CITATION.cff`.

All three are made of the catalogue of tables and of what the user sets in `visits.toml`. What the user hasn't set is
left out, or said to be not stated where a standard asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from visits.configuration import Creator, ReleaseSettings
from visits.release.catalogue import CATALOGUE, Listed
from visits.release.columns import Column
from visits.release.manifest import Entry

Document = dict[str, Any]
NOT_STATED = "Not stated"
_TABLE_SCHEMA = {"code": "string", "text": "string", "list": "string", "flag": "boolean"}
_CROISSANT = {
    "text": "sc:Text",
    "code": "sc:Text",
    "list": "sc:Text",
    "date": "sc:Date",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "flag": "sc:Boolean",
}
_ENCODINGS = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".dta": "application/x-stata-dta"}
_OWN_TERMS = (
    "citeAs column extract field fileProperty fileObject fileSet format includes isLiveDataset jsonPath key md5 "
    "parentField path recordSet references regex repeated replace separator source subField transform"
)
_CONTEXT: Document = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _OWN_TERMS.split()},
}


@dataclass(frozen=True)
class Described:
    """A release as its metadata tell of it: `files` are those of the tables, with size and SHA-256."""

    settings: ReleaseSettings
    version: str
    content_hash: str
    files: tuple[Entry, ...]

    def file(self, name: str) -> Entry | None:
        return next((entry for entry in self.files if entry["path"] == name), None)


def data_package(release: Described) -> Document:
    """The Frictionless Data Package: the CSV files with their schemas, keys and references."""
    settings = release.settings
    package: Document = {
        "name": re.sub(r"[^a-z0-9]+", "-", settings.title.lower()).strip("-") or "visits",
        "title": settings.title,
        "description": settings.description,
        "version": release.version,
        "id": f"sha256:{release.content_hash}",
    }
    if settings.licence:
        is_address = "://" in settings.licence
        package["licenses"] = [{"path" if is_address else "name": settings.licence}]
    if settings.creators:
        package["contributors"] = [_contributor(one) for one in settings.creators]
    if settings.url:
        package["homepage"] = settings.url
    if settings.date:
        package["created"] = f"{settings.date}T00:00:00Z"
    files = ((name, listed, release.file(f"{name}.csv")) for name, listed in CATALOGUE.items())
    package["resources"] = [_resource(name, listed, entry) for name, listed, entry in files if entry]
    return package


def _contributor(creator: Creator) -> Document:
    about: Document = {"title": creator.name, "role": "author"}
    if creator.orcid:
        about["path"] = f"https://orcid.org/{creator.orcid}"
    if creator.affiliation:
        about["organization"] = creator.affiliation
    return about


def _resource(name: str, listed: Listed, entry: Mapping[str, Any]) -> Document:
    schema: Document = {"fields": [_table_field(column, listed) for column in listed.columns], "missingValues": [""]}
    if listed.key:
        schema["primaryKey"] = list(listed.key)
    if listed.references:
        schema["foreignKeys"] = [
            {"fields": [one.column], "reference": {"resource": one.table, "fields": [one.key]}}
            for one in listed.references
        ]
    return {
        "name": name,
        "type": "table",
        "title": name,
        "description": f"One row for each: {listed.about}.",
        "path": entry["path"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": entry["bytes"],
        "hash": f"sha256:{entry['sha256']}",
        "schema": schema,
    }


def _table_field(column: Column, listed: Listed) -> Document:
    field: Document = {"name": column.name, "type": _TABLE_SCHEMA.get(column.kind, column.kind)}
    field["description"] = f"{column.about}{' (joined by semicolon and space)' if column.kind == 'list' else ''}"
    constraints: Document = {}
    if column.name in listed.key:
        constraints["required"] = True
    if listed.key == (column.name,):
        constraints["unique"] = True
    if column.codes:
        constraints["enum"] = list(column.codes)
    if constraints:
        field["constraints"] = constraints
    if column.kind == "flag":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return field


def croissant(release: Described, published: str) -> Document:
    """The Croissant description; `published` is the day of the release, ISO, or that of the data's last article."""
    settings = release.settings
    names = [creator.name for creator in settings.creators] or [NOT_STATED]
    document: Document = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": settings.title,
        "description": settings.description,
        "version": release.version,
        "identifier": f"sha256:{release.content_hash}",
        "license": settings.licence or NOT_STATED,
        "url": settings.url or "index.html",
        "creator": [{"@type": "sc:Person" if settings.creators else "sc:Organization", "name": one} for one in names],
        "datePublished": published,
        "citeAs": f"{'; '.join(names)}: {settings.title}, version {release.version}.",
    }
    document["distribution"] = [_file_object(entry) for entry in release.files]
    document["recordSet"] = [
        _record_set(name, listed) for name, listed in CATALOGUE.items() if release.file(f"{name}.parquet")
    ]
    return document


def _file_object(entry: Mapping[str, Any]) -> Document:
    path = str(entry["path"])
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "contentSize": f"{entry['bytes']} B",
        "encodingFormat": _ENCODINGS[path[path.rindex(".") :]],
        "sha256": entry["sha256"],
    }


def _record_set(name: str, listed: Listed) -> Document:
    document: Document = {"@type": "cr:RecordSet", "@id": name, "name": name, "description": listed.about}
    if listed.key:
        document["key"] = [{"@id": f"{name}/{column}"} for column in listed.key]
    document["field"] = [_croissant_field(name, column, listed) for column in listed.columns]
    return document


def _croissant_field(name: str, column: Column, listed: Listed) -> Document:
    field: Document = {
        "@type": "cr:Field",
        "@id": f"{name}/{column.name}",
        "name": column.name,
        "description": column.about,
        "dataType": _CROISSANT[column.kind],
        "source": {"fileObject": {"@id": f"{name}.parquet"}, "extract": {"column": column.name}},
    }
    if column.kind == "list":
        field["repeated"] = True
    for one in listed.references:
        if one.column == column.name:
            field["references"] = {"field": {"@id": f"{one.table}/{one.key}"}}
    return field


def missing_from_croissant(document: Mapping[str, Any]) -> list[str]:
    """What Croissant 1.0 asks for and the document lacks, by where it stands; empty if it is complete."""
    dataset = ("@context", "@type", "conformsTo", "description", "license", "name", "url", "creator", "datePublished")
    lacking = [name for name in dataset if not document.get(name)]
    for one in document.get("distribution", ()):
        asked = ("@id", "@type", "name", "contentUrl", "encodingFormat", "sha256")
        lacking += _lacking(one, asked, "distribution")
    ids = {one.get("@id") for one in document.get("distribution", ())}
    for records in document.get("recordSet", ()):
        lacking += _lacking(records, ("@id", "@type", "name", "field"), "recordSet")
        for field in records.get("field", ()):
            lacking += _lacking(field, ("@id", "@type", "name", "dataType", "source"), str(records.get("@id")))
            if field.get("source", {}).get("fileObject", {}).get("@id") not in ids:
                lacking.append(f"{field.get('@id')}: its file")
    return lacking


def _lacking(item: Mapping[str, Any], names: Iterable[str], where: str) -> list[str]:
    return [f"{where} {item.get('@id')}: {name}" for name in names if not item.get(name)]


def citation(release: Described) -> Document:
    """The Citation File Format document, as YAML values."""
    settings = release.settings
    authors = [
        {"name": one.name, **({"orcid": f"https://orcid.org/{one.orcid}"} if one.orcid else {})}
        for one in settings.creators
    ]
    document: Document = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them with their version and content hash.",
        "type": "dataset",
        "title": settings.title,
        "abstract": settings.description,
        "authors": authors or [{"name": NOT_STATED}],
        "version": release.version,
        "identifiers": [
            {"type": "other", "value": f"sha256:{release.content_hash}", "description": "Content hash of the tables"}
        ],
    }
    if settings.date:
        document["date-released"] = settings.date.isoformat()
    if settings.licence:
        document["license-url" if "://" in settings.licence else "license"] = settings.licence
    if settings.doi:
        document["doi"] = settings.doi
    if settings.url:
        document["url"] = settings.url
    return document

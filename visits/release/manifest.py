"""The manifest: what a release was made from, what it holds, and how to tell whether it is whole.

It holds no time of day and no path of the machine, so that equal inputs give an equal manifest. Only the standard
library is needed to read it: a build that finds nothing to do is quick.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from visits.model.errors import ReleaseError

NAME = "manifest.json"
SCHEMA_VERSION = 3
"""Raised when a table gains, loses or redefines a column."""
_CHUNK = 1 << 20

Entry = dict[str, Any]
Manifest = dict[str, Any]


def file_entry(name: str, path: Path) -> Entry:
    """Name, size and SHA-256 of a file, as manifests list them."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            size += len(piece)
    return {"path": name, "bytes": size, "sha256": digest.hexdigest()}


def entries_of(folder: Path, known: Iterable[Entry] = ()) -> list[Entry]:
    """The files of a release by relative path, the manifest itself left out; of the `known` ones nothing is read."""
    by_name = {entry["path"]: entry for entry in known}
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    names = [path.relative_to(folder).as_posix() for path in paths]
    return [by_name.get(name) or file_entry(name, path) for name, path in zip(names, paths, strict=True)]


def content_hash(files: Iterable[Mapping[str, Any]]) -> str:
    """A SHA-256 of the data alone: of the CSV files, whose bytes depend on no library's version."""
    lines = [f"{entry['path']} {entry['sha256']}\n" for entry in files if str(entry["path"]).endswith(".csv")]
    return hashlib.sha256("".join(sorted(lines)).encode("utf-8")).hexdigest()


def compose(
    *,
    inputs: Sequence[Entry],
    versions: Mapping[str, str],
    counts: Mapping[str, int],
    checks: Any,
    files: list[Entry],
    about: Mapping[str, Any] | None = None,
) -> Manifest:
    """The manifest of a release with these files, from these inputs; `about` adds what else there is to say."""
    return {
        "name": "visits",
        "schema_version": SCHEMA_VERSION,
        "content_hash": content_hash(files),
        "versions": dict(versions),
        "counts": dict(counts),
        **(about or {}),
        "checks": checks,
        "files": files,
        "inputs": list(inputs),
    }


def to_bytes(manifest: Manifest) -> bytes:
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def read(folder: Path) -> Manifest | None:
    """The manifest in a folder; None where there is none. Raises ReleaseError for one that can't be read."""
    path = folder / NAME
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ReleaseError(f"can't be read ({error})", file=path, remedy="Build the dataset again.") from error
    if not isinstance(manifest, dict) or manifest.get("name") != "visits":
        raise ReleaseError("is not a release's manifest", file=path, remedy="Choose another output folder.")
    return manifest


def is_intact(folder: Path, manifest: Manifest) -> bool:
    """True if all files that the manifest lists are there with the bytes they had."""
    try:
        return all(file_entry(entry["path"], folder / entry["path"]) == entry for entry in manifest["files"])
    except OSError:
        return False

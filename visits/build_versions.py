"""What a build depends on besides its articles: the program, the words, the facts, the libraries.

Only light imports: this runs at every build, also at one that finds nothing to do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import TYPE_CHECKING

from visits.model.compiled import installed_version

if TYPE_CHECKING:
    from visits.configuration import ReleaseSettings

_PACKAGE = Path(__file__).parent
_SUFFIXES = {".py", ".yaml", ".csv", ".json", ".html", ".css", ".js", ".j2"}
_LIBRARIES = ("dateparser", "pyarrow", "trafilatura")
_READING_ROOMS = ("model", "lexicon", "registry", "mentions", "reports")
_READING_LIBRARIES = ("ahocorasick_rs", "anyascii", "dateparser", "pydantic", "rapidfuzz", "regex")
_FINGERPRINT = _PACKAGE / "sources" / "fingerprint.py"
_SOURCE_ROOMS = ("model", "sources")
_SOURCE_LIBRARIES = (
    "charset-normalizer",
    "fastwarc",
    "htmldate",
    "lxml",
    "orjson",
    "pyarrow",
    "resiliparse",
    "trafilatura",
)


def versions_of(
    registry_extra: Path | None, lexicon_extra: Path | None, rulings: Path | None, settings: ReleaseSettings
) -> dict[str, str]:
    """What besides the articles decides the release, as the manifest lists it."""
    versions = {
        "package": _version("visits"),
        "program": _fingerprint([_PACKAGE]),
        "lexicon": _fingerprint([_PACKAGE / "lexicon" / "data"]),
        "registry": _fingerprint([_PACKAGE / "registry" / "data"]),
        "libraries": _libraries(_LIBRARIES),
    }
    own = {"own_lexicon": lexicon_extra, "own_registry": registry_extra, "rulings": rulings}
    versions |= {name: _fingerprint([path]) for name, path in own.items() if path}
    set_values = settings.model_dump_json(exclude_defaults=True)
    return versions if set_values == "{}" else versions | {"settings": _joined([set_values])}


def package_version() -> str:
    return _version("visits")


def sources_version() -> str:
    """Of what turns a file into articles: equal versions make equal articles of equal bytes."""
    return _joined([_fingerprint(_PACKAGE / room for room in _SOURCE_ROOMS), _libraries(_SOURCE_LIBRARIES)])


def rules_version(registry_extra: Path | None, lexicon_extra: Path | None) -> str:
    """Of what turns an article into reports: equal versions read an equal article equally."""
    own = [f"{name} {_fingerprint([path])}" for name, path in (("r", registry_extra), ("l", lexicon_extra)) if path]
    rooms = [_PACKAGE / room for room in _READING_ROOMS]
    return _joined([_fingerprint([*rooms, _FINGERPRINT]), _libraries(_READING_LIBRARIES), *own])


def _joined(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _libraries(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {_version(name)}" for name in names)


@cache
def _version(name: str) -> str:
    try:
        return installed_version(name)
    except PackageNotFoundError:  # run from a folder of sources that was never installed
        return "not installed"


def _fingerprint(paths: Iterable[Path]) -> str:
    """A SHA-256 (16 hex characters) of the program text and tables in folders, or of single files."""
    digest = hashlib.sha256()
    for path in paths:
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in _SUFFIXES)
        for file in files:
            content = file.read_bytes()
            digest.update(f"{file.relative_to(path).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()[:16]

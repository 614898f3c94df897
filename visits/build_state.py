"""Whether the last release would come out the same again. Only light imports: this runs at every build."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from visits.model.errors import ReleaseError
from visits.release import manifest as manifests
from visits.release.folder import current_release

_SUFFIXES = {".py", ".yaml", ".csv", ".json"}
_LIBRARIES = ("dateparser", "pyarrow", "trafilatura")


def versions_of(registry_extra: Path | None, lexicon_extra: Path | None) -> dict[str, str]:
    """What besides the articles decides the release: the program, the words and the facts."""
    package = Path(__file__).parent
    versions = {
        "package": _version("visits"),
        "program": _fingerprint(package),
        "lexicon": _fingerprint(package / "lexicon" / "data"),
        "registry": _fingerprint(package / "registry" / "data"),
        "libraries": ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
    }
    own = {"own_lexicon": lexicon_extra, "own_registry": registry_extra}
    return versions | {name: _fingerprint(path) for name, path in own.items() if path}


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:  # run from a folder of sources that was never installed
        return "not installed"


def _fingerprint(path: Path) -> str:
    """A SHA-256 (16 hex characters) of the program text and tables in a folder, or of one file."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in _SUFFIXES)
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.relative_to(path).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def still_valid(processed: Path, inputs: list[manifests.Entry], versions: dict[str, str]) -> manifests.Manifest | None:
    """The manifest of the last release, if that is whole and these inputs and versions are the ones it has."""
    try:
        manifest = manifests.read(current_release(processed))
    except ReleaseError:  # damaged: a build mends it, and refuses to overwrite what is not ours
        return None
    if manifest is None or manifest["inputs"] != inputs or manifest["versions"] != versions:
        return None
    return manifest if manifests.is_intact(processed, manifest) else None

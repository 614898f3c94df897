"""The files under the raw folder: which hold articles, which describe one, which are left alone."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from visits.model.errors import SourceError
from visits.sources.fields import pick
from visits.sources.json_files import parse

Format = Literal["text", "page", "json lines", "json", "csv", "parquet", "archive"]

FORMATS: Final[dict[str, Format]] = {
    ".txt": "text",
    ".text": "text",
    ".html": "page",
    ".htm": "page",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "archive",
    ".wacz": "archive",
}
"""Which format a file's ending means; `.gz` may follow any but `_PACKED_ALREADY`."""

_PACKED_ALREADY = (".parquet", ".wacz")

_SIDECAR_OF = (".txt", ".text", ".html", ".htm")
_LARGEST_SIDECAR = 1_000_000
_IGNORED_STEMS = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "contributing"})
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_NUMBERED = re.compile(r"\.\d{1,6}")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class SourceFile:
    """A file under the raw folder, as the manifest lists it.

    relative   the path below the raw folder, with `/` on every system.
    format     what it is read as; None for an ending that is not supported.
    sidecar    the relative path of the JSON file with this file's metadata.
    describes  for such a sidecar, the relative path of the article it describes.
    fetched    when the file was last fetched, as its sidecars tell; "" for one that nobody fetched.
    sha256     of the file's bytes (hex); "" for a file that can't be read. A change of the sidecar changes the
               sidecar's hash, not the article's.
    """

    path: Path
    relative: str
    format: Format | None
    size: int
    sha256: str
    sidecar: str | None = None
    describes: str | None = None
    fetched: str = ""


class Listing(NamedTuple):
    """The files of a folder, sorted out.

    paths      all files that have a say, in the order in which they are read: those that somebody put there by their
               paths, then the fetched ones, the newest first.
    sidecars   for an article file the JSON file with its metadata.
    describes  for each JSON file that describes another, that other.
    fetched    for an article file that was fetched, when it was last, in ISO 8601.
    """

    paths: list[Path]
    sidecars: dict[Path, Path]
    describes: dict[Path, Path]
    fetched: dict[Path, str]


def size_and_hash(path: Path) -> tuple[int, str]:
    """A file's size and SHA-256 (hex); 0 and "" for one that can't be read."""
    digest, size = hashlib.sha256(), 0
    try:
        if not os.path.isfile(path):
            return 0, ""
        with path.open("rb") as file:
            for piece in iter(lambda: file.read(_CHUNK), b""):
                digest.update(piece)
                size += len(piece)
    except OSError:
        return 0, ""
    return size, digest.hexdigest()


def list_files(root: Path, measure: Callable[[Path], tuple[int, str]] = size_and_hash) -> list[SourceFile]:
    """Every file under `root` that has a say in the dataset, in the order in which they are read.

    `measure` gives size and SHA-256 of a file, for callers that remember them. Hidden files, READMEs and licences are
    left out. Raises SourceError where `root` is no readable folder.
    """
    listing = sorted_out(list(walk(root)))
    files = []
    for path in listing.paths:
        size, digest = measure(path)
        sidecar, described = listing.sidecars.get(path), listing.describes.get(path)
        files.append(
            SourceFile(
                path=path,
                relative=relative_name(path, root),
                format=format_of(path),
                size=size,
                sha256=digest,
                sidecar=relative_name(sidecar, root) if sidecar else None,
                describes=relative_name(described, root) if described else None,
                fetched=listing.fetched.get(path, ""),
            )
        )
    return files


def walk(root: Path) -> Iterator[Path]:
    """The files under `root` at any depth, in the order of their relative paths.

    Links are followed, but no folder is entered twice, so that links in a circle end. Raises SourceError where
    `root` is no readable folder; a folder below it that can't be read is itself among the paths.
    """
    if not os.path.isdir(root):
        problem = "is not a folder" if root.exists() else "does not exist"
        raise SourceError(problem, file=root, remedy="Give the folder that holds the articles.")
    try:
        os.listdir(root)
    except OSError as error:
        problem = f"can't be read ({error.strerror})"
        raise SourceError(problem, file=root, remedy="Check the folder's permissions.") from error
    yield from _walk(root, set())


def _walk(folder: Path, entered: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        status = folder.stat()
        names = sorted(os.listdir(folder))
    except OSError:
        yield folder  # a folder among the files: reading it says that it can't be read
        return
    if (status.st_dev, status.st_ino) in entered:
        return
    entered.add((status.st_dev, status.st_ino))
    for name in names:
        path = folder / name
        if is_ignored(path):
            continue
        if os.path.isdir(path):
            yield from _walk(path, entered)
        else:
            yield path


def is_ignored(path: Path) -> bool:
    """True for hidden files and folders, and files that accompany a folder and are never articles."""
    name = path.name.lower()
    stem, _, ending = name.partition(".")
    accompanies = stem in _IGNORED_STEMS and ending in ("", "md", "rst", "txt", "html")
    return name.startswith(".") or name in _IGNORED_NAMES or (accompanies and not os.path.isdir(path))


def format_of(path: Path) -> Format | None:
    """The format that the file's ending means, None for one that is not supported."""
    endings = [ending.lower() for ending in path.suffixes[-2:]]
    if endings and endings[-1] == ".gz":
        found = FORMATS.get(endings[0]) if len(endings) == 2 else None
        return None if endings[0] in _PACKED_ALREADY else found
    return FORMATS.get(endings[-1]) if endings else None


def relative_name(path: Path, root: Path) -> str:
    """The path below `root` in the form that articles and rejects carry."""
    name = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return name.as_posix().encode("utf-8", errors="replace").decode("utf-8")


def sorted_out(paths: list[Path]) -> Listing:
    """The files among these paths that have a say in the dataset, each with what describes it.

    A sidecar that fetching left without its page, having been killed between the two, has none.
    """
    present = set(paths)
    tells = lru_cache(maxsize=None)(fetched_at)  # each sidecar is opened once
    sidecars: dict[Path, Path] = {path: found for path in paths if (found := sidecar_of(path, present, tells))}
    describes: dict[Path, Path] = {sidecar: path for path, sidecar in sidecars.items()}
    fetched: dict[Path, str] = {}
    for path in paths:
        about = _described_by(path) if path.suffix.lower() == ".json" else None
        if about and (when := tells(path)):
            describes.setdefault(path, about)
            fetched[about] = max(when, fetched.get(about, ""))
    subject: dict[Path, Path] = {path: describes.get(path, path) for path in paths}
    own = [path for path in paths if subject[path] not in fetched]
    came = [path for path in paths if subject[path] in fetched and subject[path] in present]
    came.sort(key=lambda path: fetched[subject[path]], reverse=True)
    return Listing(own + came, sidecars, describes, fetched)


def _described_by(path: Path) -> Path | None:
    """The file that one named as a sidecar would describe: `a.html` for `a.html.json` and for `a.html.2.json`."""
    stem = path.with_suffix("")
    about = stem.with_suffix("") if _NUMBERED.fullmatch(stem.suffix) else stem
    return about if format_of(about) else None


def fetched_at(path: Path) -> str | None:
    """When a sidecar says that its file was fetched, in ISO 8601; "" where it doesn't, None for what is no sidecar."""
    metadata = read_sidecar(path)
    if metadata is None:
        return None
    when = metadata.get("fetched")
    return when if isinstance(when, str) else ""


def sidecar_of(
    path: Path, present: set[Path] | None = None, tells: Callable[[Path], str | None] = fetched_at
) -> Path | None:
    """The JSON file with a file's metadata: `name.txt.json`, for a text or a page else `name.json`.

    It holds one JSON object without a text of its own; any other JSON file holds articles, whatever its name.
    """
    if format_of(path) is None:
        return None
    candidates = [path.with_name(path.name + ".json")]
    if path.suffix.lower() in _SIDECAR_OF:
        candidates.append(path.with_suffix(".json"))
    for candidate in candidates:
        is_there = (present is not None and candidate in present) or os.path.isfile(candidate)
        if is_there and tells(candidate) is not None:
            return candidate
    return None


def is_sidecar(path: Path) -> bool:
    """True for a JSON file that describes another beside it."""
    if path.suffix.lower() != ".json":
        return False
    if (about := _described_by(path)) and fetched_at(path):
        return os.path.isfile(about)
    described = [path.with_suffix(""), *(path.with_suffix(ending) for ending in _SIDECAR_OF)]
    return any(os.path.isfile(article) and sidecar_of(article) == path for article in described)


def read_sidecar(path: Path) -> dict[str, object] | None:
    """The metadata in a sidecar; None where the file is no sidecar."""
    try:
        if path.stat().st_size > _LARGEST_SIDECAR:
            return None
        value = parse(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(value, dict):
        return None
    if "fetched_for" in value:  # one of ours, of which there may be very many
        return value
    fields = pick(value)
    return value if fields and "text" not in fields else None

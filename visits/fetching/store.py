"""The raw store: what came, byte for byte, each file once by its content, never changed again.

    fetched/
      3f/3f2a9c….html          the bytes
      3f/3f2a9c….html.json     where they came from, when, with which headers
      3f/3f2a9c….html.2.json   the same bytes again: at another address, or after the address had held others
      .state/                  what fetching remembers, and its lock

A file gets its name when it is whole and on the disk, and its sidecar gets its name before it; so there is never half
a file, and never a file of which nothing is known. Names come from the content alone.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from visits.fetching.failures import failed
from visits.model.errors import StoreError

FOLDER = "fetched"
STATE = ".state"
_NAME = re.compile(r"([0-9a-f]{64})(\.[a-z.]+?)(\.\d+)?\.json")
_PIECE = 1 << 20

About = Mapping[str, Any]


class RawStore:
    """The store below a folder of articles."""

    def __init__(self, raw: Path):
        self.folder = raw / FOLDER
        self._unfinished = self.folder / STATE / "unfinished"

    def tidy(self) -> None:
        """Make the folders, and remove what is half-written. Raises StoreError."""
        with self._reported():
            self._unfinished.mkdir(parents=True, exist_ok=True)
            for left in self._unfinished.iterdir():
                left.unlink()

    def opened(self) -> BinaryIO:
        """A new file of no name yet, for content that is on its way."""
        with self._reported():
            return tempfile.NamedTemporaryFile(dir=self._unfinished, delete=False)  # type: ignore[return-value]

    def keep(self, content: bytes | Path, ending: str, about: About) -> tuple[str, bool]:
        """Store a file and what is known of it; its SHA-256 and whether the bytes are new.

        `content` is the bytes, or a file that is copied. Raises StoreError where the disk refuses.
        """
        with self._reported():
            temporary, sha256, size = self._copied(content)
            try:
                path = self.path_of(sha256, ending)
                path.parent.mkdir(parents=True, exist_ok=True)
                is_new = not path.exists()
                self._describe(path, {**about, "sha256": sha256, "bytes": size}, is_new)
                if is_new:
                    os.replace(temporary, path)
                    _sync_folder(path.parent)
            finally:
                temporary.unlink(missing_ok=True)
        return sha256, is_new

    def path_of(self, sha256: str, ending: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}{ending}"

    def described(self, known: set[str]) -> Iterator[dict[str, Any]]:
        """What the sidecars tell of files whose hash isn't among the known ones."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            for name in sorted(os.listdir(folder)):
                match = _NAME.fullmatch(name)
                if match and match[1] not in known and self.path_of(match[1], match[2]).exists():
                    yield orjson.loads((folder / name).read_bytes())

    def _copied(self, content: bytes | Path) -> tuple[Path, str, int]:
        """The content in a file without a name, safe on the disk; with its SHA-256 and size."""
        digest, size = hashlib.sha256(), 0
        with self.opened() as file:
            for piece in _pieces(content):
                digest.update(piece)
                size += len(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(file.name, 0o644)
        return Path(file.name), digest.hexdigest(), size

    def _describe(self, path: Path, about: About, is_new: bool) -> None:
        """Write the next sidecar of a file; one that a killed run left without its file is used again."""
        number = 1
        sidecar = path.with_name(f"{path.name}.json")
        while sidecar.exists():
            if is_new:
                sidecar.unlink()
                break
            number += 1
            sidecar = path.with_name(f"{path.name}.{number}.json")
        text = orjson.dumps(dict(about), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        temporary, _, _ = self._copied(text)
        os.replace(temporary, sidecar)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            problem = f"can't be written ({error.strerror or error})"
            remedy = "Free some space or make the folder writable; what was fetched so far is kept."
            raise StoreError(problem, file=error.filename or self.folder, remedy=remedy) from error


def _pieces(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    try:
        with content.open("rb") as file:
            yield from iter(lambda: file.read(_PIECE), b"")
    except OSError as error:
        raise failed(f"{content.name} can't be read ({error.strerror or error})") from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows can't open folders
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

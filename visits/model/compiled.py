"""What is made of the package's own files, kept from one run to the next as Python keeps its compiled modules.

To read all words and facts anew takes a second that every command would spend, and every process of a build. What was
made of them lies in the folder where Python would put the bytecode of a module beside them. Whoever can write there can
change the program itself, so that it is safe to unpickle, as a file in a folder of data would not be.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.metadata import distribution, version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

MadeT = TypeVar("MadeT")
_SOURCES = {".py", ".yaml", ".csv"}
_LIBRARIES = ("anyascii", "pydantic")
"""Libraries of which what is made holds objects, or whose answers."""
_STATED = re.compile(r"^Version: *(\S+)\s*$", re.MULTILINE)
_HASH = 32
"""Bytes of a SHA-256."""


def compiled(home: Path, name: str, rooms: Iterable[Path], make: Callable[[], MadeT]) -> MadeT:
    """What `make` makes of nothing but the files in the folders `rooms`, program text among them.

    It is taken from where an earlier run left it, beside the folder's files in `home`, if it was made of these very
    files, else made now and left there. A file that is damaged or can't be written costs time and nothing else.
    """
    key = _key(rooms)
    try:
        path = Path(cache_from_source(str(home / f"{name}.py"))).with_suffix(".pickle")
    except NotImplementedError:  # a Python that keeps nothing
        return make()
    with suppress(Exception):  # whatever is wrong with it, it can be made anew
        content = path.read_bytes()
        if content[:_HASH] == key and content[_HASH : 2 * _HASH] == hashlib.sha256(content[2 * _HASH :]).digest():
            kept: MadeT = pickle.loads(content[2 * _HASH :])
            return kept
    made = make()
    with suppress(OSError):
        _keep(path, key, made)
    return made


def installed_version(library: str) -> str:
    """The version of an installed library, in a quarter of the time that the standard library takes to read all that is
    said of it. Raises PackageNotFoundError."""
    stated = _STATED.search(distribution(library).read_text("METADATA") or "")
    return stated.group(1) if stated else version(library)


def _key(rooms: Iterable[Path]) -> bytes:
    """A hash of all that decides what is made."""
    digest = hashlib.sha256(" ".join(f"{name} {installed_version(name)}" for name in _LIBRARIES).encode())
    for room in rooms:
        for path in sorted(path for path in room.rglob("*") if path.suffix in _SOURCES):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(room).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.digest()


def _keep(path: Path, key: bytes, made: Any) -> None:
    """Write it in one step, whoever else writes or reads there."""
    content = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    waiting = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(key + hashlib.sha256(content).digest() + content)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)

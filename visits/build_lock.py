"""One build at a time in an output folder, and one update at a time in a store of fetched files.

The operating system holds the lock and lets go of it when the process ends, however it ends. The file beside the
state names the process, for those who wait.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from visits.model.errors import BusyError
from visits.release.folder import STATE, reported

if TYPE_CHECKING:
    from visits.build import Progress

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

_EVERY = 0.2
"""Seconds between two tries."""


class Work(NamedTuple):
    """What is done under a lock, in words for those who find it taken."""

    name: str
    does: str
    remedy: str


BUILDING = Work("build", "is building in", "Wait for it to end, or build without --no-wait.")
FETCHING = Work("update", "is fetching into", "Wait for it to end, or give --wait.")


@contextmanager
def only_build(output: Path, *, wait: bool, progress: Progress, work: Work = BUILDING) -> Iterator[None]:
    """Hold the folder's lock; while another process holds it, wait after telling so once.

    Raises BusyError, naming the other process, if `wait` is False, and ReleaseError where the folder can't be
    written.
    """
    path = output / STATE / "lock"
    with reported(output):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        told = False
        while not _try(descriptor):
            problem = f"{_holder(path, work)} {work.does} {output}"
            if not wait:
                raise BusyError(problem, remedy=work.remedy)
            if not told:
                progress(f"waiting: {problem}", 0, None)
                told = True
            time.sleep(_EVERY)
        with reported(output):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)  # which lets go of the lock


def _try(descriptor: int) -> bool:
    if fcntl is None:
        return _try_on_windows(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _try_on_windows(descriptor: int) -> bool:
    import msvcrt

    os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # far behind the process's number, which stays readable
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


def _holder(path: Path, work: Work) -> str:
    try:
        number = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        number = ""
    return f"another {work.name} (process {number})" if number else f"another {work.name}"


@contextmanager
def nothing_left_of_refused(processed: Path) -> Iterator[None]:
    """Remove an output folder that was made for a build that its input or its use kept from beginning."""
    from visits.build_reader import answers_file
    from visits.model.errors import SourceError, UsageError, VocabularyError

    was_there = processed.exists()
    try:
        yield
    except (SourceError, UsageError, VocabularyError):
        if not was_there and not answers_file(processed).exists():
            shutil.rmtree(processed, ignore_errors=True)
        raise

"""Where the files of a release lie in an output folder, and what the file system refuses.

    data/processed/
      visits.parquet  → .releases/current/visits.parquet      (likewise every published file)
      .releases/
        current       → 3f2a9c…                                the release that readers see
        3f2a9c…/        visits.parquet, visits.csv, …, manifest.json
        41d07e…/        the release before it
      .state/         what builds remember of the articles, and their lock; no part of the release

Where the file system knows no links, the published files stand in the output folder themselves.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from visits.model.errors import ReleaseError
from visits.release import manifest as manifests

RELEASES = ".releases"
CURRENT = "current"
STATE = ".state"

_FREE_SPACE = "Free some space and build again; the last release is untouched."
_OTHER_FOLDER = "Make the folder writable, or choose another output folder."
_FILE_IN_THE_WAY = "A file is in the way: choose another output folder."
_REMEDIES = {
    errno.ENOSPC: _FREE_SPACE,
    errno.EDQUOT: _FREE_SPACE,
    errno.EACCES: _OTHER_FOLDER,
    errno.EPERM: _OTHER_FOLDER,
    errno.EROFS: _OTHER_FOLDER,
    errno.ENOTDIR: _FILE_IN_THE_WAY,
    errno.EEXIST: _FILE_IN_THE_WAY,
}


@contextmanager
def reported(folder: Path) -> Iterator[None]:
    """Turn what the file system refuses into a ReleaseError that says what to do."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, "Mend that and build again; the last release is untouched.")
        problem = f"can't be written ({error.strerror or error})"
        raise ReleaseError(problem, file=error.filename or folder, remedy=remedy) from error


def current_release(output: Path) -> Path:
    """The folder whose files readers see: the current release's own, or the output folder itself without links."""
    current = output / RELEASES / CURRENT
    return current.resolve() if current.is_dir() else output


def refuse_foreign_files(output: Path, names: Iterable[str]) -> None:
    """Raise ReleaseError if publishing these files would overwrite some that no release of ours put there."""
    if (output / RELEASES / CURRENT).is_symlink() or manifests.read(output):
        return
    foreign = next((name for name in names if os.path.lexists(output / name)), None)
    if foreign:
        problem = "is no file of a release, and would be overwritten"
        raise ReleaseError(problem, file=output / foreign, remedy="Move it away, or choose another output folder.")


def remove_folder(folder: Path) -> None:
    """Remove a folder and what is in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)

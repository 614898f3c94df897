"""Writing a release so that readers see the last one or the new one, never a mixture.

All files are written to a folder of their own and reach the disk before `.releases/current` is pointed to it, which
is one step for the file system. A build that fails or is killed leaves it as it was. Where the file system knows no
links, the files are copied into place one by one, the manifest last. See `folder` for the layout.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from visits.release import manifest as manifests
from visits.release.catalogue import CATALOGUE
from visits.release.csv_files import write_csv
from visits.release.folder import CURRENT, RELEASES, current_release, refuse_foreign_files, reported
from visits.release.stata import write_stata_files

Finish = Callable[[list[manifests.Entry]], None]
"""Writes a release's last files, given what the manifest says of all others, which may not change any more."""
_UNFINISHED = "unfinished-"


def write_release(
    output: Path,
    tables: Mapping[str, pa.Table],
    *,
    describe: Callable[[list[manifests.Entry]], manifests.Manifest],
    add: Callable[[Path], Finish] = lambda folder: lambda entries: None,
    stata: Callable[[Path], object] = write_stata_files,
) -> manifests.Manifest:
    """Publish the tables in `output` (see `write_tables`) with a manifest, and return that manifest.

    `describe` makes the manifest from the list of files; `add` may write more of them into the new folder, and what it
    gives may write the last ones, when all others have reached the disk. `stata` writes the Stata files, or begins to:
    they have to be there when `add` returns.
    Raises ReleaseError where the disk is full or the folder can't be written; the last release is then untouched.
    """
    with reported(output):
        releases = output / RELEASES
        releases.mkdir(parents=True, exist_ok=True)
        _remove_unfinished(releases)
        unfinished = releases / f"{_UNFINISHED}{os.getpid()}"
        unfinished.mkdir()
        try:
            write_tables(unfinished, tables, stata)
            finish = add(unfinished)
            entries = manifests.entries_of(unfinished)
            _reach_disk(unfinished)
            finish(entries)
            manifest = describe(manifests.entries_of(unfinished, known=entries))
            content = manifests.to_bytes(manifest)
            (unfinished / manifests.NAME).write_bytes(content)
            _reach_disk(unfinished, known=entries)
            _publish(output, unfinished, hashlib.sha256(content).hexdigest()[:16], manifest)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return manifest


def write_tables(
    folder: Path, tables: Mapping[str, pa.Table], stata: Callable[[Path], object] = write_stata_files
) -> None:
    """Write each table as Parquet and CSV, and those that are analysed on their own as Stata files too."""
    for name, table in tables.items():
        write_parquet(table, folder / f"{name}.parquet", CATALOGUE[name].sorted_by)
    stata(folder)
    for name, table in tables.items():
        write_csv(table, folder / f"{name}.csv")


def write_parquet(table: pa.Table, path: Path, sorted_by: Sequence[str] = ()) -> None:
    """Write a table, dictionary-encoded; the file says by which columns its rows are sorted."""
    order = [pq.SortingColumn(table.column_names.index(name)) for name in sorted_by]
    with path.open("wb") as file:
        pq.write_table(table, file, compression="zstd", sorting_columns=order or None)


def _publish(output: Path, unfinished: Path, release_id: str, manifest: manifests.Manifest) -> None:
    releases = output / RELEASES
    target = releases / release_id
    before = current_release(output)
    names = [*sorted({entry["path"].partition("/")[0] for entry in manifest["files"]}), manifests.NAME]
    refuse_foreign_files(output, names)
    if target.is_dir() and not manifests.is_intact(target, manifest):
        shutil.rmtree(target)
    if not target.is_dir():
        unfinished.rename(target)
    waiting = releases / f"{_UNFINISHED}{os.getpid()}.link"
    if _link(Path(release_id), releases / CURRENT, waiting):
        for name in names:
            _link(Path(RELEASES, CURRENT, name), output / name, waiting)
    else:
        for name in names:
            _copy(target / name, output / name)
    _fsync_folder(releases)
    _fsync_folder(output)
    for folder in releases.iterdir():
        others = folder.is_dir() and not folder.is_symlink() and not folder.name.startswith(_UNFINISHED)
        if others and folder.resolve() not in (target.resolve(), before):
            shutil.rmtree(folder, ignore_errors=True)


def _link(to: Path, at: Path, waiting: Path) -> bool:
    """Put a link at `at` in one step, in place of what stands there; False where links are unknown."""
    if at.is_symlink() and at.readlink() == to:
        return True
    try:
        waiting.unlink(missing_ok=True)
        waiting.symlink_to(to)
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise
        return False
    if at.is_dir() and not at.is_symlink():
        shutil.rmtree(at)
    waiting.replace(at)
    return True


def _copy(source: Path, to: Path) -> None:
    waiting = to.with_name(f".{to.name}.{os.getpid()}")
    if source.is_dir():
        shutil.rmtree(waiting, ignore_errors=True)
        shutil.copytree(source, waiting)
        shutil.rmtree(to, ignore_errors=True)
    else:
        shutil.copyfile(source, waiting)
    waiting.replace(to)


def _reach_disk(folder: Path, known: Iterable[manifests.Entry] = ()) -> None:
    """See to it that a power cut loses none of a folder's files; the `known` ones have been seen to."""
    done = {folder / entry["path"] for entry in known}
    for path in sorted(path for path in folder.rglob("*") if path not in done):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _fsync_folder(path)
    _fsync_folder(folder)


def _fsync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_unfinished(releases: Path) -> None:
    """Remove what builds left behind that were killed; a build that still runs keeps its own."""
    for left in releases.glob(f"{_UNFINISHED}*"):
        process = int(left.name.removeprefix(_UNFINISHED).removesuffix(".link"))
        if process != os.getpid() and _is_running(process):
            continue
        if left.is_symlink():
            left.unlink()
        else:
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    if os.name != "posix":  # elsewhere there is no asking without a signal
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""What the last release holds: the ledger, from which the next one carries on, and the tables to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from visits.model.errors import ReleaseError
from visits.model.ledger import Ledger, LedgerRow
from visits.model.visit import RemovedRow
from visits.release import manifest as manifests
from visits.release.columns import TABLES
from visits.release.folder import current_release

if TYPE_CHECKING:
    import pyarrow as pa

Last = dict[str, "pa.Table"]
"""The tables of the last release by name; empty where there is none."""


def last_ledger(output: Path) -> Ledger:
    """The ledger of the last release; an empty one where there is no release.

    Raises LookupError where there is one that holds no ledger, or none that can be read.
    """
    with _looked_up():
        manifest = manifests.read(current_release(output))
        if manifest is None:
            return Ledger()
        tables = _read(output, manifest, ("ledger", "removed"))
        rows = [LedgerRow(**row) for row in tables["ledger"].to_pylist()]
        removed = [RemovedRow.model_validate(row) for row in tables["removed"].to_pylist()]
        return Ledger({row.report_id: row for row in rows}, removed, manifest["content_hash"])


def last_tables(output: Path) -> Last:
    """The tables of the last release; none where there is no release. Raises LookupError for damaged ones."""
    with _looked_up():
        manifest = manifests.read(current_release(output))
        return _read(output, manifest, TABLES) if manifest else {}


def _read(output: Path, manifest: manifests.Manifest, names: Iterable[str]) -> Last:
    from pyarrow.parquet import ParquetFile

    folder = current_release(output)
    listed = {entry["path"] for entry in manifest["files"]}  # an older program may have published fewer
    published = [name for name in names if f"{name}.parquet" in listed]
    tables = {}
    for name in published:
        with ParquetFile(folder / f"{name}.parquet") as file:
            tables[name] = file.read()
    return tables


@contextmanager
def _looked_up() -> Iterator[None]:
    from pyarrow import ArrowException

    try:
        yield
    except (OSError, ValueError, TypeError, KeyError, ArrowException, ReleaseError) as error:
        raise LookupError(str(error)) from error

"""The ledger of the last release, from which the next one carries on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from visits.model.ledger import Ledger, LedgerRow
from visits.model.visit import RemovedRow
from visits.release import manifest as manifests
from visits.release.folder import current_release

if TYPE_CHECKING:
    import pyarrow as pa

Last = dict[str, "pa.Table"]
"""The tables of the last release by name; empty where there is none."""


def last_release(output: Path) -> tuple[Last, Ledger]:
    """The tables and the ledger of the last release.

    Raises LookupError where there is one that holds no ledger, or none that can be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from visits.model.errors import ReleaseError
    from visits.release.columns import TABLES

    folder = current_release(output)
    try:
        manifest = manifests.read(folder)
        if manifest is None:
            return {}, Ledger()
        listed = {entry["path"] for entry in manifest["files"]}  # an older program may have published fewer
        published = [name for name in TABLES if f"{name}.parquet" in listed]
        tables = {name: pq.read_table(folder / f"{name}.parquet", partitioning=None) for name in published}
        rows = [LedgerRow(**row) for row in tables["ledger"].to_pylist()]
        removed = [RemovedRow.model_validate(row) for row in tables["removed"].to_pylist()]
    except (OSError, ValueError, TypeError, KeyError, pa.ArrowException, ReleaseError) as error:
        raise LookupError(str(error)) from error
    return tables, Ledger({row.report_id: row for row in rows}, removed, manifest["content_hash"])

"""Reading a release back."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from visits.model.codes import HEAD_ROLES
from visits.model.errors import ReleaseError, UsageError
from visits.release.catalogue import CATALOGUE
from visits.release.columns import TABLES
from visits.release.folder import current_release

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from visits.model.tables import Tables


def load(path: str | Path = "data/processed", *, table: str = "visits", all_roles: bool = False) -> pd.DataFrame:
    """A table or panel of the release in the folder `path`, typed.

    Dates are `datetime64`, whole numbers `Int64`, closed vocabularies `category`, lists Python lists. Of `visits`
    only those of heads of state and government, de facto leaders and the pope are returned, unless `all_roles`.
    Raises UsageError for an unknown table, ReleaseError where the folder holds no release.
    """
    from visits.release.tables import frame

    return frame(table, load_arrow(path, table, all_roles=all_roles))


def load_arrow(path: str | Path, table: str, *, all_roles: bool = True) -> pa.Table:
    """A table of the release in a folder, as published; see `load` for the roles and the errors."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if table not in CATALOGUE:
        raise UsageError(f"there is no table {table!r}", remedy=f"The tables are {', '.join(CATALOGUE)}.")
    loaded = _read(current_release(Path(path)), table)
    if table == "visits" and not all_roles:
        loaded = loaded.filter(pc.is_in(loaded["leader_role"].cast("string"), pa.array(sorted(HEAD_ROLES))))
    return loaded


def load_all(path: str | Path) -> Tables:
    """All tables of the release in a folder, all roles included; all of one and the same release."""
    from visits.release.tables import frames

    folder = current_release(Path(path))
    return frames({name: _read(folder, name) for name in TABLES})


def load_where(path: str | Path, table: str, column: str, values: Collection[str]) -> pd.DataFrame:
    """The rows of a table that hold one of the values in a column, typed; quick also where the table is large.

    Raises ReleaseError where the folder holds no release.
    """
    from visits.release.tables import frame

    rows = _read(current_release(Path(path)), table, filters=[(column, "in", list(values))] if values else None)
    return frame(table, rows if values else rows.slice(0, 0))


def _read(folder: Path, table: str, filters: list[tuple[str, str, list[str]]] | None = None) -> pa.Table:
    import pyarrow.parquet as pq

    path = folder / f"{table}.parquet"
    try:
        return pq.read_table(path, partitioning=None, filters=filters)
    except FileNotFoundError as error:
        raise ReleaseError(
            f"holds no release ({path.name} is missing)", file=folder, remedy="Run `visits build` first."
        ) from error
    except (OSError, ValueError) as error:
        problem = f"can't be read ({error})"
        raise ReleaseError(problem, file=path, remedy="Run `visits build --full` to write it anew.") from error

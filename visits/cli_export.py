"""`visits export`: a dataset in the layout of another dataset or program."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from visits.cli_options import PROCESSED, AllRoles, Dataset, Registry
from visits.cli_tables import number
from visits.model.errors import UsageError


class Format(StrEnum):
    """What a dataset can be written as."""

    COLT = "colt"
    XLSX = "xlsx"
    STATA = "stata"
    CSV = "csv"


_ENDINGS = {Format.COLT: "csv", Format.XLSX: "xlsx", Format.STATA: "dta", Format.CSV: "csv"}


def export(
    kind: Annotated[Format, typer.Option("--format", help="The layout to write.")],
    dataset: Dataset = PROCESSED,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; by default named after the table.")
    ] = None,
    table: Annotated[str, typer.Option(help="For csv and stata: the table.")] = "visits",
    all_roles: AllRoles = False,
    registry: Registry = None,
) -> None:
    """Write the dataset in COLT's layout, as an Excel workbook, or one table as CSV or Stata file."""
    stem = {Format.COLT: "colt", Format.XLSX: "visits"}.get(kind, table)
    target = output or Path(f"{stem}.{_ENDINGS[kind]}")
    if target.is_dir():
        raise UsageError("is a folder", file=target, remedy="Name a file.")
    writers = {Format.COLT: _colt, Format.XLSX: _xlsx, Format.STATA: _stata, Format.CSV: _csv}
    told = _in_one_step(target, lambda waiting: writers[kind](waiting, dataset, table, all_roles, registry))
    print(f"{told} Written to {target}.")


def _in_one_step(target: Path, write: Callable[[Path], str]) -> str:
    """Write a file so that one that stands there is kept until the new one is whole."""
    waiting = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
    try:
        told = write(waiting)
        waiting.replace(target)
    finally:
        waiting.unlink(missing_ok=True)
    return told


def _colt(path: Path, dataset: Path, table: str, all_roles: bool, registry: Path | None) -> str:
    from visits.registry import load_registry
    from visits.release.csv_files import write_csv
    from visits.release.exports.colt import colt_table
    from visits.release.load import load_all

    trips = colt_table(load_all(dataset), load_registry(registry), all_roles=all_roles)
    write_csv(trips, path)
    return f"{number(trips.num_rows, 'visit')} that took place."


def _xlsx(path: Path, dataset: Path, table: str, all_roles: bool, registry: Path | None) -> str:
    from visits.release.load import load_arrow
    from visits.release.workbook import SHEETS, write_workbook

    write_workbook({name: load_arrow(dataset, name) for name in SHEETS}, path)
    return f"{number(len(SHEETS), 'table')}, all roles."


def _stata(path: Path, dataset: Path, table: str, all_roles: bool, registry: Path | None) -> str:
    return _table(path, dataset, table, all_roles, stata=True)


def _csv(path: Path, dataset: Path, table: str, all_roles: bool, registry: Path | None) -> str:
    return _table(path, dataset, table, all_roles, stata=False)


def _table(path: Path, dataset: Path, table: str, all_roles: bool, *, stata: bool) -> str:
    from visits.release.catalogue import CATALOGUE
    from visits.release.csv_files import write_csv
    from visits.release.load import load_arrow
    from visits.release.stata import write_stata

    rows = load_arrow(dataset, table, all_roles=all_roles)
    listed = CATALOGUE[table]
    if stata:
        write_stata(rows, listed.columns, path, f"visits: {listed.about}")
    else:
        write_csv(rows, path)
    return f"{number(rows.num_rows, 'row')} of {table}."

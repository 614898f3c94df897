"""The commands that show a dataset: `list`, `show` and `plot`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from visits.cli_options import (
    PROCESSED,
    AllRoles,
    AsJson,
    Country,
    Dataset,
    Host,
    Leader,
    OfStatus,
    Output,
    Year,
)


def list_visits(
    out: Output = PROCESSED,
    leader: Leader = None,
    country: Country = None,
    host: Host = None,
    year: Year = None,
    status: OfStatus = None,
    conflict: Annotated[
        bool, typer.Option("--conflict", help="Only those on which sources or readers differ.")
    ] = False,
    all_roles: AllRoles = False,
    as_json: AsJson = False,
) -> None:
    """List the visits in the dataset that fit all that is given."""
    from visits.cli_visits import as_records, select, visit_lines
    from visits.release.load import load

    table = select(load(out, all_roles=all_roles), leader, country, host, year, status, conflict)
    if as_json:
        print(json.dumps(as_records(table), ensure_ascii=False))
    else:
        print("\n".join(visit_lines(table, conflicts=conflict)))


def show(
    visit_id: Annotated[str, typer.Argument(help="An id, as `visits list` shows it.")],
    dataset: Dataset = PROCESSED,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="Whole sentences, with the words quoted between › and ‹.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show one visit: all fields, the words behind each value, the articles, and what happened to it."""
    from visits.cli_visits import visit_as_json, visit_page

    visit = visit_as_json(dataset, visit_id)
    print(json.dumps(visit, ensure_ascii=False) if as_json else visit_page(visit, sentences))


def plot(
    names: Annotated[
        list[str] | None, typer.Argument(help="Figures to draw; all without any. `--list` tells their names.")
    ] = None,
    dataset: Dataset = PROCESSED,
    folder: Annotated[Path, typer.Option("--to", help="The folder for the files.")] = Path("figures"),
    form: Annotated[str, typer.Option("--format", help="png or svg.")] = "png",
    only_list: Annotated[bool, typer.Option("--list", help="Tell the names of the figures, and draw none.")] = False,
    leader: Leader = None,
    country: Country = None,
    host: Host = None,
    year: Year = None,
    status: OfStatus = None,
    all_roles: AllRoles = False,
) -> None:
    """Draw figures of the visits that fit all that is given, as PNG or SVG files."""
    from visits.cli_visits import select
    from visits.release.load import load
    from visits.release.plots import FIGURES, write_plots

    if only_list:
        print("\n".join(f"{name:28}{figure.title}" for name, figure in FIGURES.items()))
        return
    table = select(load(dataset, all_roles=all_roles), leader, country, host, year, status)
    for path in write_plots(table, folder, names or list(FIGURES), form):
        print(path)

"""`visits compare`: the dataset against a hand-coded table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from visits.cli_options import AsJson, Registry


def compare(
    dataset: Annotated[Path, typer.Argument(help="The folder with the dataset.")],
    table: Annotated[Path, typer.Argument(help="The hand-coded table, a CSV file.")],
    mapping: Annotated[
        str,
        typer.Option(help="A YAML file that maps the table's columns, or the name of a ready-made mapping."),
    ],
    out: Annotated[Path, typer.Option(help="The folder for agreement.csv and agreement.html.")] = Path("agreement"),
    first: Annotated[int | None, typer.Option("--from", help="The first year compared.")] = None,
    last: Annotated[int | None, typer.Option("--to", help="The last year compared.")] = None,
    registry: Registry = None,
    as_json: AsJson = False,
) -> None:
    """Compare the dataset with a hand-coded table: visits matched, missing and extra, dates, fields."""
    from visits.evaluation.compare import compare as run
    from visits.evaluation.compare_page import as_csv, as_page, summary
    from visits.evaluation.hand_coded import load_mapping, read_table
    from visits.registry import load_registry
    from visits.release.load import load

    chosen = load_mapping(mapping)
    trips, unused = read_table(table, chosen, load_registry(registry))
    agreement = run(load(dataset), trips, first, last)
    out.mkdir(parents=True, exist_ok=True)
    (out / "agreement.csv").write_text(as_csv(agreement), encoding="utf-8", newline="\n")
    (out / "agreement.html").write_text(as_page(agreement, chosen.about), encoding="utf-8", newline="\n")
    if as_json:
        figures = {
            "matched": len(agreement.pairs),
            "extra": len(agreement.extra),
            "missing": len(agreement.missing),
            "undated": agreement.undated,
            "unused_rows": len(unused),
            "share_in_table": agreement.share_in_table,
            "rows_per_trip": agreement.rows_per_trip,
            "start_within_a_day": agreement.within_a_day("start"),
            "end_within_a_day": agreement.within_a_day("end"),
            "fields": {name: [agreed, both] for name, agreed, both in agreement.fields()},
        }
        print(json.dumps(figures, ensure_ascii=False))
        return
    print("\n".join(summary(agreement)))
    if unused:
        print(f"{len(unused)} rows of the table can't be used, the first: {unused[0]}.")
    print(f"Written to {out}: agreement.csv, agreement.html.")

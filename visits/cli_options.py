"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

RAW, PROCESSED = Path("data/raw"), Path("data/processed")
Output = Annotated[Path, typer.Argument(help="The folder with the dataset.", metavar="[OUT]")]
Dataset = Annotated[Path, typer.Option("--in", help="The folder with the dataset.")]
Workers = Annotated[int, typer.Option(min=0, help="Processes that read articles; 0 for one per processor.")]
Lexicon = Annotated[Path | None, typer.Option("--lexicon", help="A folder with words of your own.")]
Registry = Annotated[Path | None, typer.Option("--registry", help="A folder or file with leaders of your own.")]
Rulings = Annotated[
    Path | None, typer.Option("--rulings", help="The file of rulings; by default rulings.yaml beside RAW.")
]
Config = Annotated[
    Path | None, typer.Option("--config", help="The settings; by default visits.toml beside RAW or one folder above.")
]
Leader = Annotated[str | None, typer.Option(help="Part of the leader's name.")]
Country = Annotated[str | None, typer.Option(help="The leader's country, ISO 3166-1 alpha-3.")]
Host = Annotated[str | None, typer.Option(help="The host country, ISO 3166-1 alpha-3.")]
Year = Annotated[int | None, typer.Option(help="The year of the start.")]
OfStatus = Annotated[str | None, typer.Option("--status", help="planned, ongoing, completed or cancelled.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Reader = Annotated[
    str | None, typer.Option("--reader", help="Who reads: rules, model or both; by default as configured, else rules.")
]
Offline = Annotated[bool, typer.Option("--offline", help="Ask the model nothing; read by what it has answered so far.")]
AllRoles = Annotated[bool, typer.Option("--all-roles", help="Also ministers, deputies, royals and others.")]


def processors() -> int:
    """The processors that this process may use, but at least two: with one, articles would be read by the build's own
    process, and one that kills its reader would kill every build."""
    return max(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)

"""`visits rule`: deciding what the articles leave open, or get wrong."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visits.cli_options import PROCESSED, RAW, Dataset, Lexicon, Registry, Rulings, Workers, processors
from visits.model.codes import RulingKind
from visits.model.errors import UsageError

if TYPE_CHECKING:
    from visits.build_rule import Trial


def rule(
    kind: Annotated[RulingKind, typer.Argument(help="What to do.")],
    visits: Annotated[list[str], typer.Argument(help="Ids, as `visits list` shows them; a merge keeps the first.")],
    reason: Annotated[str, typer.Option("--reason", help="Why: a corrected cell gives it as its source.")],
    field: Annotated[str | None, typer.Option("--field", help="correct: the column.")] = None,
    value: Annotated[
        str | None, typer.Option("--value", help="correct: its value; lists joined by '; ', '' for unknown.")
    ] = None,
    articles: Annotated[
        list[str] | None, typer.Option("--article", help="split: an article whose reports are of another visit.")
    ] = None,
    author: Annotated[str | None, typer.Option("--author", help="Who decides [default: the user's name].")] = None,
    day: Annotated[str | None, typer.Option("--date", help="When, YYYY-MM-DD [default: today].")] = None,
    raw: Annotated[Path, typer.Option("--raw", help="The folder with the articles.")] = RAW,
    dataset: Dataset = PROCESSED,
    rulings: Rulings = None,
    lexicon: Lexicon = None,
    registry: Registry = None,
    workers: Workers = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what it would change.")] = False,
) -> None:
    """Correct, merge, split, reject or confirm visits by hand: show what that changes, and write it down."""
    from visits.build_rule import Wish, try_ruling
    from visits.cli_progress import showing_progress
    from visits.rulings import append, load_rulings

    file = rulings or raw.resolve().parent / "rulings.yaml"
    wish = Wish(kind, visits, reason, author or getpass.getuser(), _day(day), field, value, articles or ())
    with showing_progress() as progress:
        trial = try_ruling(
            raw,
            dataset,
            wish,
            load_rulings(file),
            registry_extra=registry,
            lexicon_extra=lexicon,
            workers=workers or processors(),
            progress=progress,
        )
    if trial.row.problem:
        raise UsageError(trial.row.problem, remedy="Look at the visit again: `visits show`.")
    print("\n".join(_lines(trial)))
    if dry_run:
        print("Nothing was written.")
    else:
        append(file, trial.ruling)
        print(f"Written to {file} as {trial.ruling.id}. Next: `visits build` carries it out.")


def _day(given: str | None) -> date:
    try:
        return date.fromisoformat(given) if given else date.today()
    except ValueError as error:
        raise UsageError(f"{given!r} is no date", remedy="Write it as YYYY-MM-DD.") from error


def _lines(trial: Trial) -> list[str]:
    """What the ruling would change, a line for each cell."""
    lines = []
    for row in trial.changes:
        if row.field:
            lines.append(f"{row.visit_id}  {row.field}: {row.old or 'empty'} → {row.new or 'empty'}")
        else:
            other = f", with {row.other_id}" if row.other_id else ""
            lines.append(f"{row.visit_id}  {row.kind}{other}")
    return lines or ["It changes no value."]

"""The command line: arguments in, words out, nothing else.

Exit code 0: done. 1: a check stopped the release, or `--check` found a difference. 2: bad input or wrong use, with
one line on stderr that says what to do. Fetching adds 3: done, but a source failed, and 4: another update is running.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from visits.cli_compare import compare
from visits.cli_evaluate import agreement, evaluate
from visits.cli_export import export
from visits.cli_fetch import fetch, init, update
from visits.cli_lexicon import lexicon_app
from visits.cli_model import model_app
from visits.cli_options import (
    PROCESSED,
    RAW,
    AsJson,
    Config,
    Dataset,
    Lexicon,
    Offline,
    Output,
    Reader,
    Registry,
    Rulings,
    Workers,
    processors,
)
from visits.cli_rule import rule
from visits.cli_show import list_visits, plot, show
from visits.model.errors import GateError, VisitsError

app = typer.Typer(
    help="Leaders' visits abroad, read from news articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(init)
app.command()(fetch)
app.command()(update)
app.command()(rule)


@app.command()
def build(
    raw: Annotated[Path, typer.Argument(help="The folder with the articles.", metavar="[RAW]")] = RAW,
    out: Output = PROCESSED,
    strict: Annotated[bool, typer.Option("--strict", help="Stop (exit 2) if a file can't be read.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Read every article again, changed or not.")] = False,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Stop (exit 2) if another build is writing to OUT.")
    ] = False,
    workers: Workers = 0,
    lexicon: Lexicon = None,
    registry: Registry = None,
    rulings: Rulings = None,
    config: Config = None,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="Write an Excel workbook too.")] = False,
    reader: Reader = None,
    offline: Offline = False,
    as_json: AsJson = False,
) -> None:
    """Read the articles in RAW and publish the dataset in OUT."""
    from visits.build import build as run
    from visits.build_model import refuse_unknown_kind
    from visits.cli_progress import showing_progress
    from visits.cli_tables import summary

    with showing_progress(quiet=as_json) as progress:
        release = run(
            raw,
            out,
            workers=workers or processors(),
            strict=strict,
            full=full,
            wait=not no_wait,
            lexicon_extra=lexicon,
            registry_extra=registry,
            rulings=rulings,
            configuration=config,
            xlsx=xlsx,
            reader=refuse_unknown_kind(reader),
            offline=offline,
            progress=progress,
        )
    if as_json:
        facts = {"folder": str(out), "up_to_date": release.up_to_date, "read": release.n_read, "notes": release.notes}
        facts |= {"changes": release.manifest["changes"], "rulings": release.manifest["rulings"]}
        print(json.dumps(facts | {"counts": release.counts, "checks": release.checks}, ensure_ascii=False))
    else:
        print(summary(release, raw))


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(help="Files of any supported format, or folders of them.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The JSON Lines file to write; - for the screen.")],
    workers: Workers = 0,
    lexicon: Lexicon = None,
    registry: Registry = None,
    reader: Reader = None,
    offline: Offline = False,
    dataset: Dataset = PROCESSED,
    config: Config = None,
) -> None:
    """Write what each article tells: one JSON line per article, with the words behind each value."""
    from visits.build_model import model_use, refuse_unknown_kind
    from visits.cli_extract import extract_to
    from visits.cli_progress import showing_progress

    use = model_use(dataset, kind=refuse_unknown_kind(reader), config=config, offline=offline)
    with showing_progress() as progress:
        counts = extract_to(output, files, workers or processors(), lexicon, registry, progress, use)
    print(f"{counts} Written to {output}.", file=sys.stderr)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="A file of any supported format.")],
    lexicon: Lexicon = None,
    registry: Registry = None,
) -> None:
    """Show how the rules read a file: mentions, rules that fired, candidates turned down and why."""
    from visits.cli_extract import explanations

    for text in explanations(file, lexicon, registry):
        print(text)


@app.command()
def check(out: Output = PROCESSED, registry: Registry = None, as_json: AsJson = False) -> None:
    """Run the checks on the dataset in OUT again."""
    from visits.build_release import recheck
    from visits.cli_tables import check_lines

    outcome = recheck(out, registry)
    if as_json:
        print(json.dumps(outcome.as_json(), ensure_ascii=False))
    else:
        print("\n".join(check_lines(outcome)))
    if not outcome.passed:
        raise typer.Exit(1)


@app.command()
def schema(
    to: Annotated[Path, typer.Option("--to", help="The folder for the schemas.")] = Path("schemas"),
    check_only: Annotated[bool, typer.Option("--check", help="Only compare; exit 1 if they differ.")] = False,
) -> None:
    """Write the JSON Schemas of articles, reports, visits and the lexicon."""
    from visits.release.schemas import outdated, write_schemas

    if not check_only:
        print(f"Written to {to}: {', '.join(write_schemas(to))}.")
    elif old := outdated(to):
        print(f"Out of step with the program: {', '.join(old)}. Run `visits schema`.", file=sys.stderr)
        raise typer.Exit(1)


app.command("list")(list_visits)
app.command()(show)
app.command()(plot)
app.command()(compare)
app.command()(export)
app.command()(evaluate)
app.command()(agreement)
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(model_app, name="model")


def main() -> None:
    """The entry point: run a command and turn errors into one line and an exit code."""
    try:
        code = app(standalone_mode=False) or 0
        sys.stdout.flush()  # so that a full disk or a closed pipe is met here, not after the end
        sys.exit(code)
    except GateError as error:
        _complain(str(error))
        sys.exit(1)
    except VisitsError as error:
        _complain(str(error))
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        _complain(f"{error.filename or 'output'}: {error.strerror or error}")
        sys.exit(2)
    except (KeyboardInterrupt, typer.Abort):
        _complain("stopped; nothing was changed")
        sys.exit(130)
    except Exception as error:
        if not hasattr(error, "format_message"):  # what typer raises for wrong arguments has one
            raise
        _complain(f"{error.format_message()} See `visits --help`.")
        sys.exit(2)
    finally:
        gc.freeze()  # what is left goes with the process: searching it takes some tenths of a second


def _complain(problem: str) -> None:
    print(f"visits: {problem}", file=sys.stderr)

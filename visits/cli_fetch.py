"""`visits init`, `visits fetch` and `visits update`: new articles from the sources that the user names."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from visits.cli_options import PROCESSED, RAW, AsJson, Config, Lexicon, Output, Registry, Rulings, Workers, processors
from visits.cli_tables import number, summary
from visits.model.errors import BusyError

if TYPE_CHECKING:
    from visits.fetching import FetchReport, SourceOutcome
    from visits.update import Updated, Wish

BUSY = 4
"""The exit code where another update is running; 3 is told by a failed source, the others as everywhere."""
_SHOWN = 5
"""Lines of one kind that are shown for a source; --json has them all."""

Done = TypeVar("Done")
Raw = Annotated[Path, typer.Argument(help="The folder with the articles.", metavar="[RAW]")]
Sources = Annotated[Path | None, typer.Option("--sources", help="The file of sources [default: beside RAW].")]
From = Annotated[
    datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Fill a gap: the first day.", metavar="DAY")
]
To = Annotated[
    datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Fill a gap: the last day.", metavar="DAY")
]
Only = Annotated[list[str] | None, typer.Option("--only", help="The name of a source; may be given again.")]
Retry = Annotated[bool, typer.Option("--retry", help="Ask again for what was gone, refused or given up.")]
Wait = Annotated[bool, typer.Option("--wait", help="Wait while another update runs, instead of ending with 4.")]


def init(raw: Raw = RAW, sources: Sources = None) -> None:
    """Write a sources.toml with commented examples, to say where articles come from."""
    from visits.fetching import NAME, write_starter

    path = sources or raw.parent / NAME
    write_starter(path)
    print(f"Written: {path}. Fill in your contact and your sources, then run `visits update`.")


def fetch(
    raw: Raw = RAW,
    sources: Sources = None,
    first: From = None,
    last: To = None,
    only: Only = None,
    retry: Retry = False,
    wait: Wait = False,
    registry: Registry = None,
    as_json: AsJson = False,
) -> None:
    """Bring the articles that are new at the sources into RAW, without building."""
    from visits.cli_progress import showing_progress
    from visits.update import fetch as run

    wish = _wish(sources, first, last, only, retry, wait, registry)
    with showing_progress(quiet=as_json) as progress:
        report = _unless_busy(lambda: run(raw, wish, progress=progress))
    code = 3 if report.failed else 0
    if as_json:
        print(json.dumps(report.as_json() | {"exit_code": code}, ensure_ascii=False))
    else:
        came = report.n_new or report.n_changed
        print("\n".join([*fetch_lines(report, {}), *(["Next: `visits build` reads them."] if came else [])]))
    raise typer.Exit(code)


def update(
    raw: Raw = RAW,
    out: Output = PROCESSED,
    sources: Sources = None,
    first: From = None,
    last: To = None,
    only: Only = None,
    retry: Retry = False,
    wait: Wait = False,
    workers: Workers = 0,
    lexicon: Lexicon = None,
    registry: Registry = None,
    rulings: Rulings = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Bring what is new at the sources into RAW and publish the dataset in OUT, as a scheduler does."""
    from visits.cli_progress import showing_progress
    from visits.update import update as run

    wish = _wish(sources, first, last, only, retry, wait, registry)
    options: dict[str, Any] = {
        "lexicon_extra": lexicon,
        "registry_extra": registry,
        "rulings": rulings,
        "configuration": config,
        "workers": workers or processors(),
    }
    with showing_progress(quiet=as_json) as progress:
        updated = _unless_busy(lambda: run(raw, out, wish, progress=progress, **options))
    print(json.dumps(_as_json(updated), ensure_ascii=False) if as_json else "\n".join(_lines(updated, raw)))
    if updated.stopped:
        raise updated.stopped
    raise typer.Exit(updated.exit_code)


def _wish(
    sources: Path | None,
    first: datetime | None,
    last: datetime | None,
    only: list[str] | None,
    retry: bool,
    wait: bool,
    registry: Path | None,
) -> Wish:
    from visits.update import Wish

    span = (first.date() if first else None, last.date() if last else None)
    return Wish(sources, span, tuple(only or ()), retry, wait, registry)


def _unless_busy(run: Callable[[], Done]) -> Done:
    """What the work gives. Ends with 4 while another update runs, and says what is kept when it is stopped."""
    try:
        return run()
    except BusyError as error:
        typer.echo(f"visits: {error}", err=True)
        raise typer.Exit(BUSY) from error
    except KeyboardInterrupt as error:
        typer.echo("visits: stopped; what was fetched is kept, and the next run goes on", err=True)
        raise typer.Exit(130) from error


def fetch_lines(report: FetchReport, weak: dict[str, str]) -> list[str]:
    """What a fetch brought, a paragraph for each source of which there is something to say."""
    told = f"{number(report.n_new, 'new article')}, {report.n_changed:,} changed"
    cost = f"{number(report.requests, 'request')}, {_size(report.bytes)}, {report.seconds:,.0f} s"
    lines = [f"Fetched {told} from {number(len(report.sources), 'source')} ({cost})."]
    for source in report.sources:
        lines += _source_lines(source, weak.get(source.name))
    return lines


def _size(n: int) -> str:
    return f"{n / 1_000_000:,.1f} MB" if n >= 100_000 else f"{n / 1_000:,.0f} KB" if n >= 1_000 else f"{n:,} bytes"


def _source_lines(source: SourceOutcome, weak: str | None) -> list[str]:
    counts = {
        "new": len(source.new),
        "changed": len(source.changed),
        "unchanged": source.unchanged,
        "the same as others": source.again,
        "gave nothing": len(source.missed),
        "waiting": source.waiting,
    }
    told = ", ".join(f"{n:,} {what}" for what, n in counts.items() if n) or "nothing new"
    lines = [f"  {source.name}: {f'failed: {source.failure}' if source.failure else told}"]
    lines += [f"      {missed.address}: {missed.reason}" for missed in source.missed[:_SHOWN]]
    if len(source.missed) > _SHOWN:
        lines.append(f"      and {len(source.missed) - _SHOWN:,} more; --json lists them")
    lines += [f"      left for the next run: {reason}" for reason in source.held_up]
    lines += [f"      {note}" for note in source.notes[:_SHOWN]]
    if source.silent_since:
        lines.append(f"      silent: nothing new since {source.silent_since}")
    if weak:
        lines.append(f"      no text: {weak}")
    return lines


def _lines(updated: Updated, raw: Path) -> list[str]:
    lines = fetch_lines(updated.fetched, dict(updated.weak))
    if updated.release is None:
        return lines
    for visit in updated.visits:
        about = f" {visit.leader} → {visit.host_country}" if visit.leader else ""
        cells = f" ({', '.join(visit.fields)})" if visit.fields else ""
        lines.append(f"  {visit.kind}: {visit.visit_id}{about} {visit.start_date or ''}{cells}".rstrip())
    return [*lines, summary(updated.release, raw)]


def _as_json(updated: Updated) -> dict[str, object]:
    told: dict[str, object] = {
        "exit_code": updated.exit_code,
        "stopped": str(updated.stopped) if updated.stopped else None,
        "fetched": updated.fetched.as_json(),
        "no_text": dict(updated.weak),
        "visits": [asdict(visit) for visit in updated.visits],
        "build": None,
    }
    if release := updated.release:
        told["build"] = {
            "folder": str(release.folder),
            "up_to_date": release.up_to_date,
            "read": release.n_read,
            "notes": release.notes,
            "counts": release.counts,
            "changes": release.manifest["changes"],
            "content_hash": release.manifest["content_hash"],
        }
    return told

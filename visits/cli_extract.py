"""`visits extract` and `visits explain`: what single articles tell."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, BinaryIO

import orjson

from visits.build import page_gate, rule_reader
from visits.build_memory import collecting_seldom
from visits.build_pages import PageTeam
from visits.build_reader import chosen_reader
from visits.build_workers import Outcome, read_all
from visits.cli_captures import Captures, holds_archives
from visits.cli_tables import number
from visits.model.article import Article, Reject
from visits.model.errors import SourceError, UsageError
from visits.model.report import Report
from visits.sources import Sieve, read_file, read_folder

if TYPE_CHECKING:
    from visits.build import Progress
    from visits.build_model import ModelUse


def extract_to(
    output: Path,
    files: Sequence[Path],
    workers: int,
    lexicon: Path | None,
    registry: Path | None,
    progress: Progress,
    use: ModelUse,
) -> str:
    """Write one line per article, in the order of the input; a sentence with the counts.

    Where a model reads and may be asked, it is asked first. With archives among the files, nothing is written before
    all is read, since a page's newest capture may come last. Raises SourceError if there is no article at all,
    UsageError for a file that isn't there.
    """
    asked = _ask_first(files, use, registry, lexicon, progress)
    own = (registry, lexicon)
    kind = use.choice.kind
    make_reader = partial(rule_reader, *own) if kind == "rules" else partial(chosen_reader, use.choice, *own)
    counts: Counter[str] = Counter()
    pages = PageTeam(partial(page_gate, *own), workers)
    captures = Captures(files, pages) if any(map(holds_archives, existing(files))) else None
    outcomes = read_all(captures or articles_in(files, pages), make_reader, workers)
    last_reject: Reject | None = None
    with _replacing(output) as target, TemporaryFile() as spool, collecting_seldom(), pages:
        stream = spool if captures else target
        for done, outcome in enumerate(outcomes, start=1):
            line = json_line(outcome)
            stream.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            counts["visits"] += len(line["visits"])
            counts["rejected" if isinstance(outcome, Reject) else "articles"] += 1
            counts["pending"] += "pending" in line
            last_reject = outcome if isinstance(outcome, Reject) else last_reject
            progress("reading", done, None)
        if last_reject and not counts["articles"]:
            raise SourceError(last_reject.reason, file=last_reject.path, remedy=last_reject.detail)
        if captures:
            _write_newest(spool, captures.older(), target, counts)
    set_aside = f", {counts['rejected']:,} set aside" if counts["rejected"] else ""
    if pages.n_turned_away:
        set_aside = f", {number(pages.n_turned_away, 'page')} of archives turned away{set_aside}"
    waiting = f" {number(counts['pending'], 'article')} not answered by the model yet." if counts["pending"] else ""
    read = f"{number(counts['articles'], 'article')} read{set_aside}, {number(counts['visits'], 'visit')} found."
    return f"{asked}{read}{waiting}"


def _write_newest(spool: IO[bytes], older: dict[int, Reject], target: IO[bytes], counts: Counter[str]) -> None:
    """Copy the lines, those of older captures as set aside."""
    spool.seek(0)
    for n, line in enumerate(spool):
        if n in older:
            counts["visits"] -= len(orjson.loads(line)["visits"])
            counts["articles"] -= 1
            counts["rejected"] += 1
            line = orjson.dumps(json_line(older[n]), option=orjson.OPT_APPEND_NEWLINE)
        target.write(line)


def _ask_first(
    files: Sequence[Path], use: ModelUse, registry: Path | None, lexicon: Path | None, progress: Progress
) -> str:
    """Ask the model what it hasn't been asked about these articles; what came of it, in words."""
    from visits.build_lock import only_build
    from visits.build_model import ask_about, run_note

    if use.choice.kind == "rules" or use.offline:
        return ""
    with only_build(use.dataset, wait=True, progress=progress):  # so that nobody asks the same meanwhile
        run, _ = ask_about(articles_in(files), use, registry_extra=registry, lexicon_extra=lexicon, progress=progress)
    return f"{run_note(run)} "


def json_line(outcome: Outcome) -> dict[str, Any]:
    """The line for an article, with the guidelines' field names; for a reject, with the reason under `rejected`."""
    if isinstance(outcome, Reject):
        reason = f"{outcome.reason}: {outcome.detail}" if outcome.detail else outcome.reason
        return {"id": outcome.article_id or outcome.path, "visits": [], "rejected": reason}
    account = outcome.account
    line: dict[str, Any] = {"id": outcome.article.id, "visits": [_visit(report) for report in account.reports]}
    if account.refused:
        line["refused"] = [value.model_dump() for value in account.refused]
    if account.outcome != "read":
        line["pending" if account.outcome == "pending" else "rejected"] = account.reason
    return line


def _visit(report: Report) -> dict[str, Any]:
    return {
        "leader": report.leader,
        "leader_country": report.leader_country,
        "host_country": report.host_country,
        "host_leader": report.host_leader,
        "cities": list(report.cities),
        "start_date": str(report.start_date) if report.start_date else None,
        "end_date": str(report.end_date) if report.end_date else None,
        "mode_of_travel": report.mode_of_travel,
        "companions": [companion.name for companion in report.companions],
        "ordinals": [ordinal.model_dump(exclude_none=True) for ordinal in report.ordinals],
        "visit_type": report.visit_type,
        "status": report.status,
        "focus": report.focus,
        "scope": report.scope,
        "confidence": report.confidence,
        **({"conflicts": list(report.conflicts)} if report.conflicts else {}),
        "evidence": _evidence(report),
    }


def _evidence(report: Report) -> dict[str, list[dict[str, Any]]]:
    quotes: dict[str, list[dict[str, Any]]] = {}
    for claim in report.claims:
        evidence = claim.evidence
        quote = {"quote": evidence.quote, "start": evidence.start, "end": evidence.end, "part": evidence.part}
        by = {"reader": claim.reader} if claim.reader != "rules" else {}
        quotes.setdefault(claim.field, []).append({"value": claim.value, **quote, **by})
    return quotes


def explanations(file: Path, lexicon: Path | None, registry: Path | None) -> Iterator[str]:
    """How the rules read each article of a file. Raises SourceError for what is no article."""
    from visits.reports.explain import explain

    reader = rule_reader(registry, lexicon)
    for item in articles_in([file]):
        if isinstance(item, Reject):
            raise SourceError(item.reason, file=item.path, remedy=item.detail)
        yield explain(item, reader)


def existing(files: Iterable[Path]) -> list[Path]:
    """The files. Raises UsageError where one isn't there."""
    files = list(files)
    for file in files:
        if not file.exists():
            raise UsageError("does not exist", file=file, remedy="Give files or folders of articles.")
    return files


def articles_in(files: Iterable[Path], wanted: Sieve | None = None) -> Iterator[Article | Reject]:
    """The articles of files and folders, and a Reject for whatever in them is none."""
    for file in existing(files):
        yield from read_folder(file, wanted=wanted) if file.is_dir() else read_file(file, wanted=wanted)


@contextmanager
def _replacing(output: Path) -> Iterator[BinaryIO]:
    """The file to write, which takes its place only when it is whole; a device or `-` is written straight away."""
    if str(output) == "-":
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    if output.is_dir():
        raise UsageError("is a folder", file=output, remedy="Give the name of a file to write, as in -o out.jsonl.")
    if output.exists() and not output.is_file():
        with output.open("wb") as stream:
            yield stream
        return
    waiting = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with waiting.open("wb") as stream:
            yield stream
        waiting.replace(output)
    finally:
        waiting.unlink(missing_ok=True)

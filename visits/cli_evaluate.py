"""`visits evaluate` and `visits agreement`: how well a reading, or another coder, agrees with coded articles."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from visits.cli_options import AsJson, Lexicon, Registry, Workers, processors
from visits.cli_tables import number
from visits.model.errors import UsageError

if TYPE_CHECKING:
    from visits.build import Progress
    from visits.evaluation.agreement import Reliability
    from visits.evaluation.coded import CodedArticle, CodedVisit
    from visits.evaluation.results import Result
    from visits.evaluation.scoring import Difference
    from visits.model.article import Article, Reject

Found = dict[str, Sequence["CodedVisit"]]


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Coded articles, one JSON object a line.", metavar="GOLD")],
    read: Annotated[
        Path | None,
        typer.Argument(
            help="Articles (file or folder), or what `visits extract` wrote [default: articles.jsonl beside GOLD].",
            metavar="[ARTICLES or PREDICTIONS]",
        ),
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="List so many of the differences.")] = 0,
    kind: Annotated[
        list[str] | None, typer.Option(help="List only these: missed, false-alarm, or a field; may be repeated.")
    ] = None,
    lexicon: Lexicon = None,
    registry: Registry = None,
    workers: Workers = 0,
    write: Annotated[
        Path | None, typer.Option("--write", help="Put the figures into this file, for the codebook.")
    ] = None,
    gold_name: Annotated[str, typer.Option("--gold-name", help="With --write: what was coded, in words.")] = "",
    measured_on: Annotated[
        datetime.datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="With --write: the day of the measurement [default: today]."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare what is read in articles with what coders found there: precision, recall and F1, field by field."""
    from visits.cli_progress import showing_progress
    from visits.evaluation.coded import holds_coded_articles, read_coded
    from visits.evaluation.results import evaluate as score

    wanted = read_coded(gold)
    source = read or _articles_beside(gold)
    kinds = _kinds(kind or [])
    if holds_coded_articles(source):
        found: Found = {article.id: article.visits for article in read_coded(source, by_hand=False)}
    else:
        with showing_progress(quiet=as_json) as progress:
            found = _read(source, {article.id for article in wanted}, lexicon, registry, workers, progress)
    notes = _notes(wanted, found, gold, source)
    result = score(wanted, found)
    if write:
        day = (measured_on or datetime.datetime.now()).date()
        _record(write, result, gold_name or gold.name, day)
    listed = [d for d in result.differences if not kinds or d.kind in kinds][:errors]
    if as_json:
        differences = [vars(difference) for difference in listed]
        print(json.dumps(result.as_json() | {"differences": differences, "notes": notes}, ensure_ascii=False))
    else:
        print("\n".join([*_table(result), *(line for difference in listed for line in _difference(difference))]))
        for note in notes:
            print(f"Note: {note}", file=sys.stderr)


def _record(path: Path, result: Result, gold: str, day: datetime.date) -> None:
    from visits.build_versions import package_version
    from visits.release.accuracy import record

    record(path, result.as_json(), gold=gold, date=day.isoformat(), program=package_version())


def _articles_beside(gold: Path) -> Path:
    beside = gold.parent / "articles.jsonl"
    if not beside.exists():
        raise UsageError("there is no articles.jsonl beside it", file=gold, remedy="Name the articles, or predictions.")
    return beside


def _kinds(names: Sequence[str]) -> set[str]:
    from visits.evaluation.scoring import BESIDE, FIELDS

    known = ("missed", "false alarm", *FIELDS, *BESIDE)
    for name in names:
        if name.replace("-", " ") not in known:
            listed = ", ".join(kind.replace(" ", "-") for kind in known)
            raise UsageError(f"no difference is of the kind {name!r}", remedy=f"Known kinds: {listed}.")
    return {name.replace("-", " ") for name in names}


def _read(
    source: Path, ids: set[str], lexicon: Path | None, registry: Path | None, workers: int, progress: Progress
) -> Found:
    """What the rules find in the articles with these ids."""
    from visits.build import rule_reader
    from visits.build_workers import ReadArticle, read_all
    from visits.cli_extract import articles_in
    from visits.evaluation.coded import coded_article

    def chosen() -> Iterator[Article | Reject]:
        for item in articles_in([source]):
            if getattr(item, "id", None) in ids:
                yield item

    found: Found = {}
    outcomes = read_all(chosen(), partial(rule_reader, registry, lexicon), workers or processors())
    for done, outcome in enumerate(outcomes, start=1):
        if isinstance(outcome, ReadArticle):
            found[outcome.article.id] = coded_article(outcome.article, outcome.reports).visits
        progress("reading", done, None)
    return found


def _notes(wanted: Sequence[CodedArticle], found: Mapping[str, Any], gold: Path, source: Path) -> list[str]:
    """What the reader of the figures should know. Raises UsageError if the two have no article in common."""
    missing = [article.id for article in wanted if article.id not in found]
    if len(missing) == len(wanted):
        raise UsageError(
            f"holds none of the articles of {gold}",
            file=source,
            remedy=f"The ids must be equal; the first is {missing[0]!r}.",
        )
    notes = []
    if missing:
        lacks = f"{number(len(missing), 'article')} of {gold} not found in {source}, the first {missing[0]!r}"
        notes.append(f"{lacks}: counted as read without finding a visit.")
    if extra := len(found.keys() - {article.id for article in wanted}):
        notes.append(f"{number(extra, 'article')} of {source} not coded in {gold}: left out.")
    return notes


def _table(result: Result) -> list[str]:
    from visits.evaluation.scoring import ALL_FIELDS, BACKGROUND, BESIDE, FIELDS, PERFECT, VISIT

    lines = [
        f"{number(len(result.scores), 'article')}, {result.n_quiet:,} of them without any visit; "
        f"{number(result.n_visits, 'visit')} of heads that the articles are about.",
        "",
        f"{'':18}{'precision':>10}{'recall':>8}{'f1':>8}   95% interval",
    ]
    for measure in (VISIT, ALL_FIELDS, *FIELDS, *BESIDE):
        counts, (low, high) = result.counts[measure], result.intervals[measure]
        figures = f"{counts.precision:10.3f}{counts.recall:8.3f}{counts.f1:8.3f}"
        lines.append(f"{measure:18}{figures}   {low:.3f} to {high:.3f}")
    lines += ["", f"All fields: the nine from {FIELDS[0]} to {FIELDS[-1]}."]
    for name, measure in (("Records with all of these right", PERFECT), ("Background visits found", BACKGROUND)):
        counts, (low, high) = result.counts[measure], result.intervals[measure]
        of = counts.right + counts.missed
        share = f" ({counts.recall:.0%}; {low:.0%} to {high:.0%})" if of else ""
        lines.append(f"{name}: {counts.right:,} of {of:,}{share}.")
    alarms = number(result.n_alarms_in_quiet, "false alarm")
    return [*lines, f"Articles without any visit: {alarms} in {result.n_quiet:,}."]


def _difference(difference: Difference) -> list[str]:
    visit = f"{difference.leader} -> {difference.host_country}"
    if difference.kind in ("missed", "false alarm"):
        when = difference.wanted or difference.found
        what = f"{visit}{f', {when}' if when else ''}"
    else:
        what = f"{visit}: wanted {_shown(difference.wanted)}, found {_shown(difference.found)}"
    sentence = [f"    “{difference.sentence}”"] if difference.sentence else []
    return ["", f"{difference.kind}: {what}", f"    {difference.article_id}", *sentence]


def _shown(value: Any) -> str:
    if value in (None, ()):
        return "nothing"
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def agreement(
    files: Annotated[list[Path], typer.Argument(help="Two or more files of coded articles, one for each coder.")],
    as_json: AsJson = False,
) -> None:
    """Show how far coders agree who coded the same articles: Krippendorff's alpha, field by field."""
    from visits.evaluation.agreement import agreement as measure
    from visits.evaluation.coded import read_coded

    if len(files) < 2:
        raise UsageError("one coder agrees with nobody", remedy="Name two files or more.")
    if len({file.resolve() for file in files}) < len(files):
        raise UsageError("a file is named twice", remedy="Name one file for each coder.")
    reliability = measure({str(file): read_coded(file) for file in files})
    if not reliability.articles:
        raise UsageError("the files have no article in common", remedy="The ids of the articles must be equal.")
    print(
        json.dumps(reliability.as_json(), ensure_ascii=False) if as_json else "\n".join(_agreement_lines(reliability))
    )


def _agreement_lines(reliability: Reliability) -> list[str]:
    lines = [
        f"{number(reliability.articles, 'article')} coded by all; {number(reliability.units, 'visit')} "
        "that two coders or more have.",
        *(f"Visits, {pair}: F1 {f1:.3f}" for pair, f1 in reliability.visits_f1.items()),
        "",
        f"{'':22}{'distance':10}{'alpha':>7}{'equal':>8}{'units':>7}",
    ]
    for row in reliability.fields:
        value = "-" if row.alpha is None else f"{row.alpha:.3f}"
        equal = "-" if row.equal is None else f"{row.equal:.1%}"
        apart = f"   {row.days_apart:.1f} days apart" if row.days_apart is not None else ""
        lines.append(f"{row.field:22}{row.level:10}{value:>7}{equal:>8}{row.units:7}{apart}")
    return lines

"""`visits lexicon`: whether words do what they say, and what they change."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from visits.cli_options import RAW, AsJson, Lexicon, Registry, Workers, processors
from visits.model.errors import UsageError

if TYPE_CHECKING:
    from visits.build import Progress
    from visits.evaluation.lexicon_check import Problem
    from visits.evaluation.readings import Change

lexicon_app = typer.Typer(help="Try words: the package's and your own.", no_args_is_help=True)

OldWords = Annotated[
    Path | None, typer.Option("--old", help="A folder with own words; without it the package's alone.")
]
NewWords = Annotated[
    Path | None, typer.Option("--new", help="A folder with own words; without it the package's alone.")
]


@lexicon_app.command()
def check(lexicon: Lexicon = None, registry: Registry = None, as_json: AsJson = False) -> None:
    """Read every example and counter-example; exit 1 if one is read otherwise than its entry says."""
    from visits.evaluation.lexicon_check import check_lexicon, sentence_count
    from visits.lexicon.load import files_of_entries, load_lexicon
    from visits.registry import load_registry

    words = load_lexicon(lexicon)
    files = files_of_entries(lexicon)
    problems = check_lexicon(words, load_registry(registry), _reading(registry, lexicon))
    counts = {"entries": len(files), "sentences": sentence_count(words), "problems": len(problems)}
    if as_json:
        print(json.dumps(counts | {"found": [_problem(p, files) for p in problems]}, ensure_ascii=False))
    else:
        for problem in problems:
            print(_problem_lines(problem, files))
        print(_verdict(counts))
    if problems:
        raise typer.Exit(1)


@lexicon_app.command()
def diff(
    articles: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders of articles [default: data/raw].")
    ] = None,
    old: OldWords = None,
    new: NewWords = None,
    registry: Registry = None,
    workers: Workers = 0,
    as_json: AsJson = False,
) -> None:
    """Read articles with two lexicons; show the visits gained, lost and told otherwise."""
    from visits.cli_progress import showing_progress

    if old is None and new is None:
        raise UsageError("nothing to compare", remedy="Give the folder with your words: --new FOLDER.")
    if old is not None and not old.exists():
        raise UsageError("does not exist", file=old, remedy="Give a folder with words to --old.")
    with showing_progress(quiet=as_json) as progress:
        n_articles, changes = _changes(articles or [RAW], (old, new), registry, workers or processors(), progress)
    kinds = Counter(change.kind for change in changes)
    counts = {"articles": n_articles, **{kind: kinds[kind] for kind in ("gained", "lost", "changed")}}
    if as_json:
        print(json.dumps(counts | {"changes": [change.as_json() for change in changes]}, ensure_ascii=False))
    else:
        for change in changes:
            print(_change_lines(change))
        print(_summary(counts))


def _reading(registry: Path | None, lexicon: Path | None) -> Any:
    """What the check wants: the people and the reports of an article."""
    from visits.build import rule_reader

    reader = rule_reader(registry, lexicon)
    return lambda article: (reader.discourse(article).people, reader.read(article))


def _problem(problem: Problem, files: dict[tuple[str, str], Path]) -> dict[str, str]:
    file = _shown(files[problem.vocabulary, problem.entry])
    return {
        "file": file,
        "entry": problem.entry,
        "sentence": problem.sentence,
        "what": problem.what,
        "read": problem.read,
    }


def _problem_lines(problem: Problem, files: dict[tuple[str, str], Path]) -> str:
    told = _problem(problem, files)
    return f"{told['file']}, {told['entry']}: {told['what']}: “{told['sentence']}”\n    read: {told['read']}"


def _shown(path: Path) -> str:
    """The path, counted from here where it lies below."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _verdict(counts: dict[str, int]) -> str:
    from visits.cli_tables import number

    read = f"{number(counts['sentences'], 'sentence')} of {number(counts['entries'], 'entry', 'entries')}"
    if counts["problems"]:
        return f"{counts['problems']:,} of {read} read otherwise than they say."
    return f"{read}: all read as they say."


def _changes(
    files: Sequence[Path],
    lexicons: tuple[Path | None, Path | None],
    registry: Path | None,
    workers: int,
    progress: Progress,
) -> tuple[int, list[Change]]:
    """The number of articles read, and all changes between the two lexicons, in the order of the articles."""
    from visits.build import rule_reader
    from visits.build_workers import ReadArticle, read_all
    from visits.cli_extract import articles_in
    from visits.evaluation.readings import compare_readings

    readings: list[Iterator[Any]] = [
        read_all(articles_in(files), partial(rule_reader, registry, lexicon), workers) for lexicon in lexicons
    ]
    changes: list[Change] = []
    n_articles = 0
    for done, (before, after) in enumerate(zip(*readings, strict=True), start=1):
        if isinstance(before, ReadArticle) and isinstance(after, ReadArticle):
            n_articles += 1
            changes += compare_readings(before.article, before.reports, after.reports)
        progress("reading", done, None)
    return n_articles, changes


def _change_lines(change: Change) -> str:
    sign = {"gained": "+", "lost": "-", "changed": "~"}[change.kind]
    when = f", {change.start_date}" if change.start_date else ""
    lines = [f"{sign} {change.leader} -> {change.host_country}{when} ({change.rule}; {change.article_id})"]
    lines += [f"    {field}: {_value(old)} -> {_value(new)}" for field, (old, new) in change.fields.items()]
    return "\n".join([*lines, f"    “{change.sentence}”"])


def _value(value: Any) -> str:
    if value in (None, []):
        return "nothing"
    if isinstance(value, list):
        return "; ".join(_value(item) for item in value)
    return " ".join(str(part) for part in value.values() if part) if isinstance(value, dict) else str(value)


def _summary(counts: dict[str, int]) -> str:
    from visits.cli_tables import number

    return (
        f"{number(counts['articles'], 'article')} read: {number(counts['gained'], 'visit')} gained, "
        f"{counts['lost']:,} lost, {counts['changed']:,} told otherwise."
    )

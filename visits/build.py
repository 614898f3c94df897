"""The one composer: raw files → articles → reports → visits → checks → release.

Whatever is slow to import is imported where it is used: a build that finds nothing to do takes under a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visits.build_workers import MakeReader, Outcome, Reader
    from visits.checks import CheckOutcome
    from visits.consolidation import Consolidated
    from visits.model.article import Article, Reject
    from visits.model.report import Report
    from visits.model.visit import ArticleRow
    from visits.registry import Registry

Progress = Callable[[str, int, int | None], None]
"""Called with the step's name, the number done, and the number in all where it is known."""

FAILED_CHECKS = "failed-checks"
"""The folder, inside the output folder, with the report of a build that its checks stopped."""
CHECKS = "checks"
"""The folder of a release with the report of its checks."""


@dataclass(frozen=True)
class Release:
    """What a build left behind.

    folder       the output folder.
    manifest     the release's manifest: inputs, versions, counts, results of the checks, files.
    up_to_date   True if nothing had changed since the last build, so that nothing was done.
    """

    folder: Path
    manifest: dict[str, Any] = field(repr=False)
    up_to_date: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """articles, rejects, reports, visits, visits_of_heads, visits_of_others, claims."""
        counts: dict[str, int] = self.manifest["counts"]
        return counts

    @property
    def checks(self) -> list[dict[str, Any]]:
        """The checks' results: name, severity, success, n_unexpected."""
        results: list[dict[str, Any]] = self.manifest["checks"]
        return results


def build(
    raw: str | Path = "data/raw",
    processed: str | Path = "data/processed",
    *,
    workers: int = 1,
    strict: bool = False,
    full: bool = False,
    registry_extra: str | Path | None = None,
    lexicon_extra: str | Path | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Release:
    """Read the articles in the folder `raw` and publish the dataset in the folder `processed`.

    workers          processes that read articles; a script that asks for more than one must guard its entry with
                     `if __name__ == "__main__":`. The result is the same with any number.
    strict           refuse (SourceError) instead of setting aside what can't be read.
    full             build even if nothing has changed.
    registry_extra   a user's own leaders, places and countries; `lexicon_extra`: own words.

    Raises a VisitsError where the input or the words are at fault or the output can't be written, and GateError if
    a critical check fails; the last release is then untouched.
    """
    from visits.release import manifest as manifests
    from visits.sources import list_files, read_folder

    raw, processed = Path(raw), Path(processed)
    registry_path, lexicon_path = _path(registry_extra), _path(lexicon_extra)
    _refuse_nested(raw, processed)
    inputs = [{"path": f.relative, "bytes": f.size, "sha256": f.sha256} for f in list_files(raw)]
    versions = _versions(registry_path, lexicon_path)
    last = None if full else _still_valid(processed, inputs, versions)
    if last:
        if strict:
            _refuse_rejects(last.counts["rejects"], "rejects.csv lists them")
        return last

    from visits.build_workers import read_all
    from visits.consolidation import consolidate
    from visits.registry import load_registry

    registry = load_registry(registry_path)
    make_reader = partial(rule_reader, registry_path, lexicon_path)
    read = _gather(read_all(read_folder(raw), make_reader, workers), progress)
    if strict:
        first = f"{read.rejects[0].path}: {read.rejects[0].reason}" if read.rejects else ""
        _refuse_rejects(len(read.rejects), f"the first is {first}")
    progress("consolidating", 0, None)
    consolidated = consolidate(read.reports, {row.article_id: row for row in read.articles}, registry)
    describe = partial(manifests.compose, inputs=inputs, versions=versions)
    return _publish(processed, consolidated, read, registry, describe, progress)


def extract(
    text: str,
    *,
    published: str | date | None = None,
    title: str = "",
    source: str | None = None,
    article_id: str = "text",
    reader: Reader | None = None,
) -> list[Report]:
    """The visits that one text tells of; offsets of the evidence count in `text` and `title` as given.

    `published` is the day of publication (a date or "YYYY-MM-DD"), from which "on Tuesday" is resolved; without it
    the day is looked for in the text. Raises UsageError for a date that is none and for an empty text.
    """
    article = _article(text, published, title, source, article_id)
    return list((reader or rule_reader()).read(article))


def explain(text: str, *, published: str | date | None = None, title: str = "", source: str | None = None) -> str:
    """How the rules read one text: its mentions, the rules that fired, and why candidates were turned down."""
    from visits.reports.explain import explain as explain_article

    return explain_article(_article(text, published, title, source, "text"), rule_reader())


def rule_reader(registry_extra: Path | None = None, lexicon_extra: Path | None = None) -> Any:
    """The reader by rules, with a user's own registry and lexicon on top of the package's."""
    from visits.lexicon import load_lexicon
    from visits.registry import load_registry
    from visits.reports.rules import RuleReader

    return RuleReader(load_registry(registry_extra), load_lexicon(lexicon_extra))

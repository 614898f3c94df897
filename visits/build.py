"""The one composer: raw files → articles → reports → visits → checks → release.

Whatever is slow to import is imported where it is used: a build that finds nothing to do takes under a second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visits.build_release import Read
    from visits.build_workers import MakeReader, Reader
    from visits.model.article import Article
    from visits.model.report import Report

Progress = Callable[[str, int, int | None], None]
"""Called with the step's name, the number done, and the number in all where it is known."""


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
    def checks(self) -> dict[str, Any]:
        """What the checks found: passed, summary, and results by name with failing rows."""
        checks: dict[str, Any] = self.manifest["checks"]
        return checks


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
    from visits.build_state import still_valid, versions_of
    from visits.sources import list_files

    raw, processed = Path(raw), Path(processed)
    registry_path, lexicon_path = _path(registry_extra), _path(lexicon_extra)
    _refuse_nested(raw, processed)
    inputs = [{"path": f.relative, "bytes": f.size, "sha256": f.sha256} for f in list_files(raw)]
    versions = versions_of(registry_path, lexicon_path)
    last = None if full else still_valid(processed, inputs, versions)
    if last:
        if strict:
            _refuse_rejects(last["counts"]["rejects"], f"listed in {processed / 'rejects.csv'}")
        return Release(processed, last, up_to_date=True)
    make_reader = partial(rule_reader, registry_path, lexicon_path)
    read = _read(raw, make_reader, workers, progress)
    if strict and read.rejects:
        first = read.rejects[0]
        _refuse_rejects(len(read.rejects), f"the first is {first.path}: {first.reason}")
    return Release(processed, _consolidate_and_publish(read, processed, registry_path, inputs, versions, progress))


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
    return list((reader or _package_reader()).read(article))


def explain(text: str, *, published: str | date | None = None, title: str = "", source: str | None = None) -> str:
    """How the rules read one text: its mentions, the rules that fired, and why candidates were turned down."""
    from visits.reports.explain import explain as explain_article

    return explain_article(_article(text, published, title, source, "text"), _package_reader())


@lru_cache(maxsize=1)
def _package_reader() -> Any:
    return rule_reader()


def rule_reader(registry_extra: Path | None = None, lexicon_extra: Path | None = None) -> Any:
    """The reader by rules, with a user's own registry and lexicon on top of the package's."""
    from visits.lexicon import load_lexicon
    from visits.registry import load_registry
    from visits.reports.rules import RuleReader

    return RuleReader(load_registry(registry_extra), load_lexicon(lexicon_extra))


def _read(raw: Path, make_reader: MakeReader, workers: int, progress: Progress) -> Read:
    from visits.build_release import gather
    from visits.build_workers import read_all
    from visits.sources import read_folder

    return gather(read_all(read_folder(raw), make_reader, workers), progress)


def _consolidate_and_publish(
    read: Read,
    processed: Path,
    registry_path: Path | None,
    inputs: list[dict[str, Any]],
    versions: dict[str, str],
    progress: Progress,
) -> dict[str, Any]:
    from visits.build_release import publish
    from visits.consolidation import consolidate
    from visits.registry import load_registry
    from visits.release import manifest as manifests

    registry = load_registry(registry_path)
    progress("consolidating", 0, None)
    consolidated = consolidate(read.reports, {row.article_id: row for row in read.articles}, registry)
    describe = partial(manifests.compose, inputs=inputs, versions=versions)
    return publish(processed, consolidated, read, registry, describe, progress)


def _article(text: str, published: str | date | None, title: str, source: str | None, article_id: str) -> Article:
    """The text as an article, unaltered, so that offsets count in what the caller holds."""
    from visits.model.article import Article
    from visits.model.errors import UsageError
    from visits.sources.assembling import content_hash
    from visits.sources.inferred_dates import infer_published

    if not text.strip():
        raise UsageError("the text is empty", remedy="Give the words of an article.")
    try:
        day = date.fromisoformat(published) if isinstance(published, str) else published
    except ValueError as error:
        raise UsageError(f"{published!r} is no date", remedy="Write it as YYYY-MM-DD.") from error
    found = None if day else infer_published(text)
    day = found.day if found else day
    return Article(
        id=article_id,
        source=source,
        title=title,
        text=text,
        published=day,
        published_basis=found.basis if found else "given",
        published_quote=found.quote if found else None,
        published_hint=found.hint if found else None,
        content_hash=content_hash(title, text, day),
    )


def _path(given: str | Path | None) -> Path | None:
    return Path(given) if given is not None else None


def _refuse_nested(raw: Path, processed: Path) -> None:
    from visits.model.errors import UsageError

    if processed.resolve().is_relative_to(raw.resolve()):
        raise UsageError(
            f"the output folder {processed} lies in the folder of articles {raw}",
            remedy="Choose one outside, or the dataset would be read as articles.",
        )


def _refuse_rejects(n_rejects: int, which: str) -> None:
    from visits.model.errors import SourceError

    if n_rejects:
        raise SourceError(
            f"{n_rejects} files or records can't be read ({which})", remedy="Mend them, or build without --strict."
        )

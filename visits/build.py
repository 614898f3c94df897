"""The one composer: raw files → articles → reports → visits → checks → release.

Whatever is slow to import is imported where it is used: a build that finds nothing to do takes under a second.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visits.build_beside import Beside
    from visits.build_model import ModelUse
    from visits.build_reading import Read
    from visits.build_state import State
    from visits.build_workers import Reader
    from visits.configuration import ReaderKind, ReleaseSettings
    from visits.model.article import Article
    from visits.model.report import Report
    from visits.model.ruling import Ruling
    from visits.sources import SourceFile, Wanted

Progress = Callable[[str, int, int | None], None]
"""Called with the step's name, the number done, and the number in all where it is known."""


@dataclass(frozen=True)
class Release:
    """What a build left behind.

    folder       the output folder.
    manifest     the release's manifest: inputs, versions, counts, results of the checks, files.
    up_to_date   True if nothing had changed since the last build, so that nothing was done.
    n_read       the articles that this build read; the others were unchanged since it read them last.
    notes        what the user should know of how it went, such as that the state of the last build was damaged.
    """

    folder: Path
    manifest: dict[str, Any] = field(repr=False)
    up_to_date: bool = False
    n_read: int = 0
    notes: tuple[str, ...] = ()

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
    wait: bool = True,
    registry_extra: str | Path | None = None,
    lexicon_extra: str | Path | None = None,
    rulings: str | Path | None = None,
    configuration: str | Path | None = None,
    xlsx: bool = False,
    reader: ReaderKind | None = None,
    offline: bool = False,
    progress: Progress = lambda step, done, total: None,
) -> Release:
    """Read the articles in the folder `raw` and publish the dataset in the folder `processed`.

    workers          processes that read articles; a script that asks for more than one must guard its entry with
                     `if __name__ == "__main__":`. The result is the same with any number.
    strict           refuse (SourceError) instead of setting aside what can't be read.
    full             read every article again, and build even if nothing has changed.
    wait             wait while another build writes to `processed`, instead of refusing (BusyError).
    registry_extra   a user's own leaders, places and countries; `lexicon_extra`: own words.
    rulings          the file of human decisions; without it `rulings.yaml` beside the folder `raw`, if it is there.
    configuration    what the user sets about the dataset; without it `visits.toml` beside the folder `raw` or above.
    xlsx             write an Excel workbook too.
    reader           rules, model or both; by default what the configuration says, else rules.
    offline          read by what the model has answered so far, and ask it nothing.

    Raises a VisitsError where the input or the words are at fault or the output can't be written, and GateError if
    a critical check fails; the last release is then untouched.
    """
    from visits.build_lock import nothing_left_of_refused, only_build
    from visits.build_memory import collecting_seldom
    from visits.build_model import model_use
    from visits.build_state import StateDamagedError, remove

    request = _Request(
        Path(raw),
        Path(processed),
        workers,
        strict,
        full,
        _path(registry_extra),
        _path(lexicon_extra),
        rulings_file(raw, rulings),
        _settings(raw, configuration, xlsx),
        model_use(Path(processed), kind=reader, config=configuration, raw=raw, offline=offline),
    )
    _refuse_nested(request.raw, request.processed)
    writing = only_build(request.processed, wait=wait, progress=progress)
    with nothing_left_of_refused(request.processed), writing, collecting_seldom():
        try:
            return _build(request, progress)
        except StateDamagedError as error:
            remove(request.processed)
            note = f"What earlier builds remembered was damaged ({error}), so every article was read again."
            release = _build(request, progress)
            return replace(release, notes=(note, *release.notes))


@dataclass(frozen=True)
class _Request:
    """What a build was asked to do (see `build`)."""

    raw: Path
    processed: Path
    workers: int
    strict: bool
    full: bool
    registry: Path | None
    lexicon: Path | None
    rulings: Path | None
    settings: ReleaseSettings
    use: ModelUse


def _settings(raw: str | Path, configuration: str | Path | None = None, xlsx: bool = False) -> ReleaseSettings:
    """What the user sets about the release, in a file or by the arguments of a build."""
    from visits.configuration import configuration_file, load_configuration

    settings = load_configuration(configuration_file(raw, configuration)).release
    return settings.model_copy(update={"xlsx": True}) if xlsx else settings


def rulings_file(raw: str | Path, given: str | Path | None = None) -> Path | None:
    """The file of rulings: the one given, else `rulings.yaml` beside the folder of articles, if it is there."""
    from visits.model.errors import UsageError

    if given is None:
        beside = Path(raw).resolve().parent / "rulings.yaml"
        return beside if beside.is_file() else None
    if not Path(given).is_file():
        raise UsageError("does not exist", file=given, remedy="Give a file of rulings, or leave --rulings away.")
    return Path(given)


def _build(request: _Request, progress: Progress) -> Release:
    from visits.build_model import note_published, nothing_to_ask
    from visits.build_reader import reader_version
    from visits.build_reading import NOT_FILES
    from visits.build_state import State
    from visits.build_versions import versions_of
    from visits.rulings import load_rulings
    from visits.sources.files import list_files, size_and_hash

    processed = request.processed
    with State.open(processed) as state:
        files = list_files(request.raw, lambda path: state.digest(path, size_and_hash))
        inputs = [{"path": f.relative, "bytes": f.size, "sha256": f.sha256} for f in files]
        reader = reader_version(request.use.choice, request.lexicon)
        versions = versions_of(request.registry, request.lexicon, request.rulings, request.settings)
        versions |= {"reader": reader} if reader else {}
        last = None if request.full else _still_valid(processed, inputs, versions)
        if last and reader and not nothing_to_ask(request.use, reader, processed):
            last = None
        if last:
            if request.strict:
                from visits.release.load import load

                reasons = load(processed, table="rejects")["reason"]
                _refuse_rejects(sum(~reasons.isin(NOT_FILES)), f"listed in {processed / 'rejects.csv'}")
            return Release(processed, last, up_to_date=True)
        from visits.build_beside import working_beside

        rulings = load_rulings(request.rulings)
        with working_beside(request.registry) as beside:
            read, notes = _read_with_model(request, files, state, progress)
            release = _publish(request, read, rulings, inputs, versions, beside, progress)
        note_published(request.use, reader)
        return replace(release, notes=(*release.notes, *notes))


def _read_with_model(
    request: _Request, files: list[SourceFile], state: State, progress: Progress
) -> tuple[Read, tuple[str, ...]]:
    """What the articles tell, a model's answers included, and what a user should know of its part."""
    from visits.build_model import ask_pending, told_by_model

    read = _read(request, files, state, progress)
    if not read.pending or request.use.offline:
        return read, told_by_model(read)
    note = ask_pending(request.raw, read, request.use, request.registry, request.lexicon, progress)
    read = replace(_read(replace(request, full=False), files, state, progress), n_new=read.n_new)
    return read, (note, *told_by_model(read))


def read_articles(
    raw: Path,
    processed: Path,
    *,
    workers: int = 1,
    registry_extra: Path | None = None,
    lexicon_extra: Path | None = None,
    use: ModelUse | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Read:
    """What the articles tell, without publishing anything; what is read is remembered for the next build."""
    from visits.build_lock import only_build
    from visits.build_model import model_use
    from visits.build_state import State
    from visits.sources.files import list_files, size_and_hash

    settings, use = _settings(raw), use or model_use(processed, raw=raw, offline=True)
    request = _Request(raw, processed, workers, False, False, registry_extra, lexicon_extra, None, settings, use)
    with only_build(processed, wait=True, progress=progress), State.open(processed) as state:
        files = list_files(raw, lambda path: state.digest(path, size_and_hash))
        return _read(request, files, state, progress)


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
    return list((reader or _package_reader()).account(article).reports)


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


def page_gate(registry_extra: Path | None = None, lexicon_extra: Path | None = None) -> Wanted:
    """Tells of a page's visible text whether the reader by rules can find a visit in its article."""
    reader = rule_reader(registry_extra, lexicon_extra)
    may_tell: Wanted = reader.may_tell
    return may_tell


def _still_valid(processed: Path, inputs: list[dict[str, Any]], versions: dict[str, str]) -> dict[str, Any] | None:
    """The manifest of the last release, if that is whole and these inputs and versions are the ones it has."""
    from visits.model.errors import ReleaseError
    from visits.release import manifest as manifests
    from visits.release.folder import current_release

    try:
        manifest = manifests.read(current_release(processed))
    except ReleaseError:  # damaged: a build mends it, and refuses to overwrite what is not ours
        return None
    if manifest is None or manifest["inputs"] != inputs or manifest["versions"] != versions:
        return None
    return manifest if manifests.is_intact(processed, manifest) else None


def _read(request: _Request, files: list[SourceFile], state: State, progress: Progress) -> Read:
    """What the articles tell; refuses rejects if the request is strict."""
    from visits.build_reader import chosen_reader, reader_version
    from visits.build_reading import NOT_FILES, Versions, read_again
    from visits.build_versions import rules_version, sources_version

    if request.full:
        state.forget_all()
    choice, own = request.use.choice, (request.registry, request.lexicon)
    rules = f"{rules_version(*own)} {reader_version(choice, request.lexicon)}".strip()
    versions = Versions(sources_version(), rules)
    make_reader = partial(rule_reader, *own) if choice.kind == "rules" else partial(chosen_reader, choice, *own)
    make_gate = partial(page_gate, *own)
    read = read_again(files, state, versions, make_reader, make_gate, request.workers, progress)
    state.tidy(*versions)
    unread = [reject for reject in read.rejects if reject.reason not in NOT_FILES]
    if request.strict and unread:
        _refuse_rejects(len(unread), f"the first is {unread[0].path}: {unread[0].reason}")
    return read


def _publish(
    request: _Request,
    read: Read,
    rulings: Sequence[Ruling],
    inputs: list[dict[str, Any]],
    versions: dict[str, str],
    beside: Beside,
    progress: Progress,
) -> Release:
    from visits.build_draft import cells_read, draft
    from visits.registry import load_registry
    from visits.release import manifest as manifests

    registry = load_registry(request.registry)
    progress("consolidating", 0, None)
    complete = cells_read(read)
    beside.begin(complete)
    made = draft(request.processed, read, registry, rulings, complete)
    progress("checking", 0, None)
    beside.check(made.cells)
    from visits.build_release import last_manifest, publish, stale_version  # what it imports takes a second

    last = last_manifest(request.processed)
    describe = partial(manifests.compose, inputs=inputs, versions=versions)
    manifest, notes = publish(request.processed, made, read, registry, request.settings, describe, beside, progress)
    notes = (*made.notes, *notes, *stale_version(last, manifest))
    return Release(request.processed, manifest, n_read=read.n_new, notes=notes)


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

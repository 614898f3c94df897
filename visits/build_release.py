"""From the rows of a release to the published one: tables, the gate, the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from visits.build_beside import Beside
from visits.build_draft import Draft
from visits.build_reading import Read
from visits.checks.docs import write_data_docs
from visits.checks.outcome import CheckOutcome
from visits.checks.run import run_checks
from visits.configuration import ReleaseSettings
from visits.consolidation import Consolidated
from visits.model.codes import HEAD_ROLES
from visits.model.errors import GateError, ReleaseError
from visits.registry import Registry, load_registry
from visits.release import manifest as manifests
from visits.release.changes import change_rows, changes, counted, is_same_data
from visits.release.declared import covered_until
from visits.release.documents import Contents, write_documents, write_metadata
from visits.release.folder import current_release, refuse_foreign_files, remove_folder, reported
from visits.release.ledger import last_tables
from visits.release.load import load_all
from visits.release.page import PageFacts, begin_page
from visits.release.panels import panels
from visits.release.tables import arrow_table, frames, tables_of_cells
from visits.release.workbook import write_workbook
from visits.release.write import Finish, write_release

if TYPE_CHECKING:
    import pandas as pd

    from visits.build import Progress

CHECKS = "checks"
"""The folder of a release with the report of its checks."""
PAGE = "report"
"""The folder of a release with its web page."""
FAILED_CHECKS = "failed-checks"
"""The folder, inside the output folder, with the report of a build that its checks stopped."""


def _with_changes(processed: Path, made: Draft) -> tuple[dict[str, pa.Table], str | None, tuple[str, ...]]:
    """The tables, `changes` among them, the content hash of the release that this compares with, and what a user
    should know."""
    tables = tables_of_cells(made.cells)
    if made.follows is None:
        return tables, None, ()
    since: str | None = made.follows
    try:
        last = last_tables(processed)
        if is_same_data(last, tables):  # it says of itself what it changed
            rows, since = change_rows(last["changes"]), _since(processed)
        else:
            rows = changes(last, tables)
        return {**tables, "changes": arrow_table("changes", rows)}, since, ()
    except LookupError as error:
        note = f"The last release can't be read ({error}), so that `changes` is empty."
        return tables, None, (note,)


def _since(processed: Path) -> str | None:
    manifest = manifests.read(current_release(processed))
    return manifest["changes"]["since"] if manifest else None


def publish(
    processed: Path,
    made: Draft,
    read: Read,
    registry: Registry,
    settings: ReleaseSettings,
    describe: Callable[..., manifests.Manifest],
    beside: Beside,
    progress: Progress,
) -> tuple[manifests.Manifest, tuple[str, ...]]:
    """Write the release's files while its tables are judged and, if these pass the gate, publish it.

    Returns the manifest and what a user should know.
    """
    tables, since, notes = _with_changes(processed, made)
    refuse_foreign_files(processed, [f"{name}.{ending}" for name in tables for ending in ("csv", "parquet")])
    typed = frames(tables)
    coverage = covered_until(settings.coverage, _last_day(typed.articles))
    settings = settings.model_copy(update={"coverage": coverage})
    derived = panels(typed.visits, registry, coverage)
    published = {**tables, **derived}
    contents = Contents(typed, derived, settings, registry, since)

    @cache
    def outcome() -> CheckOutcome:
        found = beside.outcome()
        if not found.passed:
            raise _stopped(found, processed)
        return found

    def add(folder: Path) -> Finish:
        write_documents(folder, contents)
        if settings.xlsx:
            write_workbook(published, folder / "visits.xlsx")
        finish_page = begin_page(folder / PAGE, published)
        verdicts = outcome()
        progress("writing", 0, None)
        write_metadata(folder, contents)
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
        write_data_docs(verdicts, folder / CHECKS)

        def finish(entries: list[manifests.Entry]) -> None:
            finish_page(_page_facts(verdicts, registry, settings, names, entries))

        return finish

    counts = _counts(made.consolidated, read)
    kinds = zip(tables["changes"]["visit_id"].to_pylist(), tables["changes"]["kind"].to_pylist(), strict=True)
    about: dict[str, Any] = {
        "changes": {"since": since, "visits": counted(kinds)},
        "rulings": _ruled(made.consolidated),
    }
    about["release"] = {"title": settings.title, "version": settings.version}
    manifest = write_release(
        processed,
        published,
        describe=lambda files: describe(files=files, counts=counts, checks=outcome().as_json(), about=about),
        add=add,
        stata=beside.write_stata,
    )
    remove_folder(processed / FAILED_CHECKS)
    return manifest, notes


def _page_facts(
    outcome: CheckOutcome,
    registry: Registry,
    settings: ReleaseSettings,
    names: Sequence[str],
    entries: Sequence[manifests.Entry],
) -> PageFacts:
    """What the page tells of a release beside its tables; `names` are those of the data files and documents."""
    return PageFacts(
        countries={code: country.name for code, country in registry.countries.items()},
        checks=outcome.as_json(),
        files=[*names, f"{CHECKS}/index.html", manifests.NAME],
        content_hash=manifests.content_hash(entries),
        title=settings.title,
        version=settings.version,
        licence=settings.licence,
    )


def _last_day(articles: pd.DataFrame) -> date | None:
    """The day on which the last article appeared, None where no day is known."""
    days = articles["published"].dropna()
    return days.max().date() if len(days) else None


def last_manifest(processed: Path) -> manifests.Manifest | None:
    """The manifest of the last release, None where there is none that can be read."""
    try:
        return manifests.read(current_release(processed))
    except ReleaseError:
        return None


def stale_version(last: manifests.Manifest | None, new: manifests.Manifest) -> tuple[str, ...]:
    """A note if other data than those of the last release bear the same version."""
    version = new["release"]["version"]
    if last is None or version is None or last.get("release", {}).get("version") != version:
        return ()
    if last["content_hash"] == new["content_hash"]:
        return ()
    return (
        f"The data have changed, but their version is still {version}: raise it in visits.toml to tell them apart.",
    )


def _ruled(consolidated: Consolidated) -> dict[str, Any]:
    """How many rulings were carried out, and why others were not."""
    rows = consolidated.rulings
    return {
        "applied": sum(row.applied for row in rows),
        "unfit": [f"{row.ruling_id}: {row.problem}" for row in rows if not row.applied],
    }


def _counts(consolidated: Consolidated, read: Read) -> dict[str, int]:

    heads = sum(visit.leader_role in HEAD_ROLES for visit in consolidated.visits)
    return {
        "articles": len(read.articles),
        "rejects": len(read.rejects),
        "turned_away": read.n_turned_away,
        "reports": len(read.reports),
        "visits": len(consolidated.visits),
        "visits_of_heads": heads,
        "visits_of_others": len(consolidated.visits) - heads,
        "claims": len(consolidated.claims),
    }


def _stopped(outcome: CheckOutcome, processed: Path) -> Exception:
    """Leave the report where it is found, and say which rows failed and why."""

    with reported(processed):
        remove_folder(processed / FAILED_CHECKS)
        write_data_docs(outcome, processed / FAILED_CHECKS)
    remedy = f"The report is {processed / FAILED_CHECKS / 'index.html'}; the last release is untouched."
    return GateError("\n  ".join(["nothing was published:", *outcome.failure_lines()]), remedy=f"\n{remedy}")


def recheck(processed: Path, registry_extra: Path | None = None) -> CheckOutcome:
    """The checks on a published dataset. Raises ReleaseError for one that is missing or damaged."""
    tables = load_all(processed)
    manifest = manifests.read(processed)
    if manifest is None or not manifests.is_intact(processed, manifest):
        problem = "files differ from what the manifest lists"
        raise ReleaseError(problem, file=processed, remedy="Run `visits build --full` to write them anew.")
    return run_checks(tables, load_registry(registry_extra))

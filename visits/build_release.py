"""From what the articles told to a published release: rows, tables, the gate, the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from visits.build_reading import Read
from visits.checks import CheckOutcome, run_checks, write_data_docs
from visits.consolidation import Consolidated
from visits.model.codes import HEAD_ROLES
from visits.model.errors import GateError, ReleaseError
from visits.registry import Registry, load_registry
from visits.release import manifest as manifests
from visits.release.folder import refuse_foreign_files, remove_folder, reported
from visits.release.load import load_all
from visits.release.tables import arrow_tables, frames
from visits.release.write import write_release

if TYPE_CHECKING:
    from visits.build import Progress

CHECKS = "checks"
"""The folder of a release with the report of its checks."""
FAILED_CHECKS = "failed-checks"
"""The folder, inside the output folder, with the report of a build that its checks stopped."""


def publish(
    processed: Path,
    consolidated: Consolidated,
    read: Read,
    registry: Registry,
    describe: Callable[..., manifests.Manifest],
    progress: Progress,
) -> manifests.Manifest:
    """Check the tables and, if the gate is passed, write the release."""

    tables = arrow_tables(
        {
            "visits": consolidated.visits,
            "claims": consolidated.claims,
            "articles": read.articles,
            "companions": consolidated.companions,
            "reports": consolidated.reports,
            "coverage": consolidated.coverage,
            "rejects": read.rejects,
        }
    )
    refuse_foreign_files(processed, [f"{name}.{ending}" for name in tables for ending in ("csv", "parquet")])
    progress("checking", 0, None)
    outcome = run_checks(frames(tables), registry)
    if not outcome.passed:
        raise _stopped(outcome, processed)
    progress("writing", 0, None)
    counts = _counts(consolidated, read)
    manifest = write_release(
        processed,
        tables,
        describe=lambda files: describe(files=files, counts=counts, checks=outcome.as_json()),
        add=lambda folder: write_data_docs(outcome, folder / CHECKS),
    )
    remove_folder(processed / FAILED_CHECKS)
    return manifest


def _counts(consolidated: Consolidated, read: Read) -> dict[str, int]:

    heads = sum(visit.leader_role in HEAD_ROLES for visit in consolidated.visits)
    return {
        "articles": len(read.articles),
        "rejects": len(read.rejects),
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

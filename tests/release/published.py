"""Publishing a story without reading articles or running checks."""

from pathlib import Path

import pyarrow as pa
from stories import Story

from visits.configuration import ReleaseSettings
from visits.registry import load_registry
from visits.release import manifest as manifests
from visits.release.documents import Contents, write_documents, write_metadata
from visits.release.panels import panels
from visits.release.tables import arrow_tables, frames
from visits.release.write import Finish, write_release


def tables_of(story: Story) -> dict[str, pa.Table]:
    """The tables of a release that tells the story."""
    return arrow_tables(story.rows())


def publish(story: Story, output: Path, settings: ReleaseSettings | None = None) -> Path:
    """Write the story's visits to `output` as a release, and return that folder; with settings all documents too."""

    def describe(files: list[manifests.Entry]) -> manifests.Manifest:
        return manifests.compose(inputs=[], versions={}, counts={}, checks={}, files=files)

    tables = tables_of(story)
    if settings is None:
        write_release(output, tables, describe=describe)
        return output
    registry, typed = load_registry(), frames(tables)
    derived = panels(typed.visits, registry, settings.coverage)
    contents = Contents(typed, derived, settings, registry)

    def add(folder: Path) -> Finish:
        write_documents(folder, contents)
        write_metadata(folder, contents)
        return lambda entries: None

    write_release(output, {**tables, **derived}, describe=describe, add=add)
    return output

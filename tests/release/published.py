"""Publishing a story without reading articles or running checks."""

from pathlib import Path

import pyarrow as pa
from stories import Story

from visits.release import manifest as manifests
from visits.release.tables import arrow_tables
from visits.release.write import write_release


def tables_of(story: Story) -> dict[str, pa.Table]:
    """The tables of a release that tells the story."""
    told = story.consolidate()
    return arrow_tables(
        {
            "visits": told.visits,
            "claims": told.claims,
            "companions": told.companions,
            "reports": told.reports,
            "coverage": told.coverage,
            "ledger": told.ledger,
            "articles": list(story.articles.values()),
            "sentences": story.sentences,
        }
    )


def publish(story: Story, output: Path) -> Path:
    """Write the story's visits to `output` as a release, and return that folder."""

    def describe(files: list[manifests.Entry]) -> manifests.Manifest:
        return manifests.compose(inputs=[], versions={}, counts={}, checks={}, files=files)

    write_release(output, tables_of(story), describe=describe)
    return output

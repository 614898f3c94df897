"""Publishing a story without reading articles or running checks."""

from pathlib import Path

from stories import Story

from visits.release import manifest as manifests
from visits.release.tables import arrow_tables
from visits.release.write import write_release


def publish(story: Story, output: Path) -> Path:
    """Write the story's visits to `output` as a release, and return that folder."""
    told = story.consolidate()
    tables = arrow_tables(
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

    def describe(files: list[manifests.Entry]) -> manifests.Manifest:
        return manifests.compose(inputs=[], versions={}, counts={}, checks={}, files=files)

    write_release(output, tables, describe=describe)
    return output

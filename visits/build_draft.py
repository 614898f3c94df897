"""From what the articles told to the rows of a release that isn't published yet.

Nothing here needs the libraries that hold and write tables: the checks get the rows' cells before these are imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from visits.build_reading import Read
from visits.consolidation import Consolidated, consolidate
from visits.model.ledger import NO_LEDGER
from visits.model.ruling import Ruling
from visits.registry import Registry
from visits.release.cells import Cells, cells_of, table_cells
from visits.release.ledger import last_ledger


@dataclass(frozen=True)
class Draft:
    """A release that isn't published yet: the cells of its tables, `changes` left empty, and what they were made from.

    `follows` is the content hash of the release whose ids it carries on, None for a first; `notes` what a user should
    know.
    """

    cells: Mapping[str, Cells]
    consolidated: Consolidated
    follows: str | None
    notes: tuple[str, ...] = ()


def cells_read(read: Read) -> dict[str, Cells]:
    """The cells of the tables that are complete as soon as the articles are read, most of a dataset's rows."""
    return {
        "articles": table_cells("articles", read.articles),
        "sentences": table_cells("sentences", read.sentences),
        "rejects": table_cells("rejects", [*read.rejects, *read.refused]),
    }


def draft(
    processed: Path,
    read: Read,
    registry: Registry,
    rulings: Sequence[Ruling] = (),
    complete: Mapping[str, Cells] | None = None,
) -> Draft:
    """The release that the articles make on top of the last one in the output folder; `complete` is what `cells_read`
    gives, where that has been called."""
    notes: tuple[str, ...] = ()
    try:
        ledger = last_ledger(processed)
    except LookupError as error:
        ledger = NO_LEDGER
        notes = (f"The last release has no ledger that can be read ({error}): ids were made anew.",)
    articles = {row.article_id: row for row in read.articles}
    consolidated = consolidate(read.reports, articles, registry, ledger=ledger, rulings=rulings)
    cells = cells_of(
        {
            "visits": consolidated.visits,
            "claims": consolidated.claims,
            "companions": consolidated.companions,
            "reports": consolidated.reports,
            "coverage": consolidated.coverage,
            "removed": consolidated.removed,
            "ledger": consolidated.ledger,
            "rulings": consolidated.rulings,
        }
    )
    return Draft({**cells, **(complete or cells_read(read))}, consolidated, ledger.release, notes)

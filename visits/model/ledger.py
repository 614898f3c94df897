"""The ledger of ids: which report belongs to which visit, and which ids were given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from visits.model.visit import RemovedRow


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of `ledger`: one report, and the visit that it is told under.

    `found_id` is the visit as matching finds it, `visit_id` the published one: they differ where a ruling merged or
    split visits, and a visit that a ruling rejected has no `visit_id`.
    """

    report_id: str
    article_id: str
    leader_id: str
    host_country: str
    found_id: str
    visit_id: str | None


@dataclass(frozen=True)
class Ledger:
    """What a release knows of its ids: the rows of the last one, every id ever given up, and the last one's hash."""

    rows: Mapping[str, LedgerRow] = field(default_factory=dict)
    removed: Sequence[RemovedRow] = ()
    release: str | None = None

    @property
    def published(self) -> set[str]:
        """The ids in the last release."""
        return {row.visit_id for row in self.rows.values() if row.visit_id}

    @property
    def given_up(self) -> set[str]:
        """The ids that may never be published again."""
        return {row.visit_id for row in self.removed}


NO_LEDGER = Ledger()
"""What a first release carries on from."""

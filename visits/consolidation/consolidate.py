"""The stage as a whole: match reports, merge them, give the visits their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from visits.consolidation.claims import claim_rows, inferred_row
from visits.consolidation.groups import Group
from visits.consolidation.identity import key_of, visit_ids
from visits.consolidation.journeys import journey_ids
from visits.consolidation.ledger import new_id, removed_rows
from visits.consolidation.match import match
from visits.consolidation.merge import Facts, Merged, merge
from visits.consolidation.ordinals import coverage, observed_ordinals
from visits.consolidation.rulings import Ruled, Standing, carry_out, ruling_claims
from visits.consolidation.told import Told, told
from visits.model.errors import UsageError
from visits.model.ledger import NO_LEDGER, Ledger, LedgerRow
from visits.model.report import Report
from visits.model.ruling import Ruling
from visits.model.visit import (
    ArticleRow,
    ClaimRow,
    CompanionRow,
    CoverageRow,
    RemovedRow,
    ReportRow,
    RulingRow,
    Visit,
)


@dataclass(frozen=True)
class Consolidated:
    """Visits in the order of leader, date and host, with what stands behind them.

    `claims` and `companions` follow the order of the visits, and so do `reports`, which tell where each report went
    and why; `coverage` lists the gaps. `ledger` and `removed` are what the next release carries on from, `rulings` says
    what became of each.
    """

    visits: tuple[Visit, ...]
    claims: tuple[ClaimRow, ...]
    companions: tuple[CompanionRow, ...]
    reports: tuple[ReportRow, ...]
    coverage: tuple[CoverageRow, ...]
    ledger: tuple[LedgerRow, ...] = ()
    removed: tuple[RemovedRow, ...] = ()
    rulings: tuple[RulingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A visit of the dataset and what it was made from, with the claims that rulings make."""

    visit: Visit
    merged: Merged
    ruled: Sequence[ClaimRow] = ()


def consolidate(
    reports: Iterable[Report],
    articles: Mapping[str, ArticleRow],
    facts: Facts,
    as_of: date | None = None,
    *,
    ledger: Ledger = NO_LEDGER,
    rulings: Sequence[Ruling] = (),
) -> Consolidated:
    """One visit for all reports of it.

    `articles` holds each report's article by id, for its source and publication day; `facts` is the registry. Plans
    are held against the day `as_of`, by default that of the last article. `ledger` is the last release's, from which
    ids are carried on; `rulings` are carried out in their order. The result doesn't depend on the order of the
    reports. Raises UsageError if two reports share an id.
    """
    by_id = _by_id(reports)
    as_of = as_of or max((row.published for row in articles.values() if row.published), default=None)
    all_told = (told(report, articles[report.article_id]) for report in by_id.values())
    settlement = settle(all_told, facts, as_of, ledger, rulings)
    settled = settlement.visits
    return Consolidated(
        visits=tuple(one.visit for one in settled),
        claims=tuple(row for one in settled for row in _claims(one, by_id)),
        companions=tuple(
            CompanionRow(visit_id=one.visit.visit_id, **row) for one in settled for row in one.merged.companions
        ),
        reports=tuple(row for one in settled for row in _placements(one)),
        coverage=tuple(settlement.gaps),
        ledger=tuple(settlement.ledger),
        removed=tuple(settlement.removed),
        rulings=tuple(settlement.rulings),
    )


class Settlement(NamedTuple):
    """The visits that the reports tell of, in order, the gaps between them, the new ledger, and what rulings did."""

    visits: list[Settled]
    gaps: list[CoverageRow]
    ledger: list[LedgerRow]
    removed: list[RemovedRow]
    rulings: list[RulingRow]


def settle(
    reports: Iterable[Told],
    facts: Facts,
    as_of: date | None,
    ledger: Ledger = NO_LEDGER,
    rulings: Sequence[Ruling] = (),
) -> Settlement:
    """The visits that the reports tell of, with ids, tours and counts."""
    found = [merge(group, facts, as_of) for group in match(reports)]
    found_ids = visit_ids(found, ledger)
    standing = [Standing(visit_id, one) for visit_id, one in zip(found_ids, found, strict=True)]
    ruled = carry_out(rulings, standing, lambda members: merge(Group(members=list(members)), facts, as_of), facts)
    renamed = _renamed(ruled, ledger)
    merged, ids = [one.merged for one in ruled.standing], [one.visit_id for one in ruled.standing]
    identities = zip(ruled.standing, journey_ids(merged, ids), observed_ordinals(merged), strict=True)
    settled = [
        Settled(
            Visit(visit_id=one.visit_id, journey_id=journey_id, ordinal_observed=observed, **one.merged.values),
            one.merged,
            ruling_claims(one) if one.decisions else (),
        )
        for one, journey_id, observed in identities
    ]
    settled.sort(key=lambda one: _order(one.visit))
    rows = _ledger_rows(zip(found_ids, found, strict=True), settled, renamed)
    removed = removed_rows(ledger, rows, set(ids), ruled.given_up)
    return Settlement(settled, coverage(merged, ids), rows, removed, ruled.rows)


def _renamed(ruled: Ruled, ledger: Ledger) -> dict[str, str]:
    """New ids for visits that are back under one that was given up: no id is published twice."""
    refused = ledger.given_up
    if not refused:
        return {}
    used = {one.visit_id for one in ruled.standing}
    renamed = {}
    for one in sorted(ruled.standing, key=lambda one: one.visit_id):
        if one.visit_id in refused:
            fresh = new_id(key_of(one.merged), lambda made: made not in used and made not in refused)
            used.add(fresh)
            renamed[one.visit_id] = one.visit_id = fresh
    return renamed


def _ledger_rows(
    found: Iterable[tuple[str, Merged]], settled: Iterable[Settled], renamed: Mapping[str, str]
) -> list[LedgerRow]:
    published = {told.report_id: one.visit.visit_id for one in settled for told in one.merged.told}
    rows = [
        LedgerRow(
            report_id=told.report_id,
            article_id=told.article_id,
            leader_id=one.values["leader_id"],
            host_country=one.values["host_country"],
            found_id=renamed.get(found_id, found_id),
            visit_id=published.get(told.report_id),
        )
        for found_id, one in found
        for told in one.told
    ]
    return sorted(rows, key=lambda row: row.report_id)


def _by_id(reports: Iterable[Report]) -> dict[str, Report]:
    by_id: dict[str, Report] = {}
    for report in reports:
        if report.report_id in by_id:
            raise UsageError("two reports share this id", entry=report.report_id, remedy="Give each its own.")
        by_id[report.report_id] = report
    return by_id


def _claims(settled: Settled, by_id: Mapping[str, Report]) -> Iterable[ClaimRow]:
    visit_id, merged = settled.visit.visit_id, settled.merged
    for one in merged.told:
        yield from claim_rows(visit_id, by_id[one.report_id], merged.accepted)
    for inferred in merged.inferred:
        yield inferred_row(visit_id, by_id[inferred.told.report_id], inferred)
    for row in settled.ruled:
        yield row.model_copy(update={"visit_id": visit_id})


def _placements(settled: Settled) -> Iterable[ReportRow]:
    for one in settled.merged.told:
        yield ReportRow(
            report_id=one.report_id,
            article_id=one.article_id,
            visit_id=settled.visit.visit_id,
            placed_by=settled.merged.bases[one.report_id],
            voice=one.voice,
            status=one.status,
        )


def _order(visit: Visit) -> tuple[str, str, str, str, str]:
    start = visit.start_date.isoformat() if visit.start_date else "9999"
    return (visit.leader_country or "~", visit.leader_id, start, visit.host_country, visit.visit_id)

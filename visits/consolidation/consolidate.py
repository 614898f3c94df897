"""The stage as a whole: match reports, merge them, give the visits their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from visits.consolidation.claims import claim_rows, inferred_row
from visits.consolidation.identity import visit_ids
from visits.consolidation.journeys import journey_ids
from visits.consolidation.match import match
from visits.consolidation.merge import Facts, Merged, merge
from visits.consolidation.ordinals import coverage, observed_ordinals
from visits.consolidation.told import Told, told
from visits.model.errors import UsageError
from visits.model.report import Report
from visits.model.visit import ArticleRow, ClaimRow, CompanionRow, CoverageRow, ReportRow, Visit


@dataclass(frozen=True)
class Consolidated:
    """Visits in the order of leader, date and host, with what stands behind them.

    `claims` and `companions` follow the order of the visits, and so do `reports`, which tell where each report went
    and why; `coverage` lists the gaps.
    """

    visits: tuple[Visit, ...]
    claims: tuple[ClaimRow, ...]
    companions: tuple[CompanionRow, ...]
    reports: tuple[ReportRow, ...]
    coverage: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """A visit of the dataset and what it was made from."""

    visit: Visit
    merged: Merged


def consolidate(
    reports: Iterable[Report], articles: Mapping[str, ArticleRow], facts: Facts, as_of: date | None = None
) -> Consolidated:
    """One visit for all reports of it.

    `articles` holds each report's article by id, for its source and publication day; `facts` is the registry. Plans
    are held against the day `as_of`, by default that of the last article. The result doesn't depend on the order of
    the reports. Raises UsageError if two reports share an id.
    """
    by_id = _by_id(reports)
    as_of = as_of or max((row.published for row in articles.values() if row.published), default=None)
    settled, gaps = settle((told(report, articles[report.article_id]) for report in by_id.values()), facts, as_of)
    return Consolidated(
        visits=tuple(one.visit for one in settled),
        claims=tuple(row for one in settled for row in _claims(one, by_id)),
        companions=tuple(
            CompanionRow(visit_id=one.visit.visit_id, **row) for one in settled for row in one.merged.companions
        ),
        reports=tuple(row for one in settled for row in _placements(one)),
        coverage=tuple(gaps),
    )


def settle(reports: Iterable[Told], facts: Facts, as_of: date | None) -> tuple[list[Settled], list[CoverageRow]]:
    """The visits that the reports tell of, in order, and the gaps between them."""
    merged = [merge(group, facts, as_of) for group in match(reports)]
    ids = visit_ids(merged)
    identities = zip(merged, ids, journey_ids(merged, ids), observed_ordinals(merged), strict=True)
    settled = [
        Settled(
            Visit(visit_id=visit_id, journey_id=journey_id, ordinal_observed=observed, **one.values),
            one,
        )
        for one, visit_id, journey_id, observed in identities
    ]
    settled.sort(key=lambda one: _order(one.visit))
    return settled, coverage(merged, ids)


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

"""The stage as a whole: match reports, merge them, give the visits their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from visits.consolidation.identity import journey_ids, observed_ordinals, visit_ids
from visits.consolidation.match import match, sight
from visits.consolidation.merge import Facts, merge
from visits.consolidation.votes import Told
from visits.model.errors import UsageError
from visits.model.partial_date import PartialDate
from visits.model.report import Report
from visits.model.visit import ArticleRow, ClaimRow, CompanionRow, Visit


@dataclass(frozen=True)
class Consolidated:
    """Visits in the order of leader, date and host, with the claims and companions behind them."""

    visits: tuple[Visit, ...]
    claims: tuple[ClaimRow, ...]
    companions: tuple[CompanionRow, ...]


def consolidate(reports: Iterable[Report], articles: Mapping[str, ArticleRow], facts: Facts) -> Consolidated:
    """One visit for all reports of it.

    `articles` holds each report's article by id, for its source and publication day; `facts` is the registry.
    The result doesn't depend on the order of the reports. Raises UsageError if two reports share an id.
    """
    by_id = _by_id(reports, articles)
    groups = match(sight(told.report, _appeared(articles[told.report.article_id])) for told in by_id.values())
    merged = [merge([by_id[report_id] for report_id in group], facts) for group in groups]
    ids = visit_ids(merged)
    identities = zip(merged, ids, journey_ids(merged, ids), observed_ordinals(merged), strict=True)
    visits = [
        (Visit(visit_id=visit_id, journey_id=journey_id, ordinal_observed=observed, **visit.values), visit)
        for visit, visit_id, journey_id, observed in identities
    ]
    visits.sort(key=lambda pair: _order(pair[0]))
    return Consolidated(
        visits=tuple(visit for visit, _ in visits),
        claims=tuple(c.model_copy(update={"visit_id": v.visit_id}) for v, m in visits for c in m.claims),
        companions=tuple(c.model_copy(update={"visit_id": v.visit_id}) for v, m in visits for c in m.companions),
    )


def _appeared(article: ArticleRow) -> PartialDate | None:
    if article.published:
        return PartialDate.from_date(article.published)
    return PartialDate(article.published_hint) if article.published_hint else None


def _by_id(reports: Iterable[Report], articles: Mapping[str, ArticleRow]) -> dict[str, Told]:
    by_id: dict[str, Told] = {}
    for report in reports:
        if report.report_id in by_id:
            raise UsageError("two reports share this id", entry=report.report_id, remedy="Give each its own.")
        article = articles[report.article_id]
        by_id[report.report_id] = Told(report, article.source, article.published)
    return by_id


def _order(visit: Visit) -> tuple[str, str, str, str, str]:
    start = visit.start_date.isoformat() if visit.start_date else "9999"
    return (visit.leader_country or "~", visit.leader_id, start, visit.host_country, visit.visit_id)

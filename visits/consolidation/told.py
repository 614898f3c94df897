"""What consolidation keeps of a report: what it compares, without the words that the claims quote.

A report of the model is checked, frozen and heavy, since it carries its evidence. Hundreds of thousands of them are
compared here, so each is first put into a `Told`: one slotted object that shares its dates with all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern

from visits.consolidation.names import person_key
from visits.consolidation.stay import Stay
from visits.consolidation.when import When, on_day, when
from visits.model.codes import DateBasis, Mode, Role, Status, VisitType
from visits.model.report import Report
from visits.model.visit import ArticleRow

NamedCompanion = tuple[str, str | None, str | None]
"""Name, relation, office."""


@dataclass(slots=True, eq=False)
class Told:
    """A report together with where and when its article appeared.

    `leader_key` is what tells leaders apart: the registry's id, else country and folded name. `claims` are the
    fields and values that the report claims, in its order. `fingerprint` is the article's, and `voice` whose vote the
    report is: the outlet's, until near-copies are found among the reports of the visit (see `voices`).
    """

    report_id: str
    article_id: str
    leader_key: str
    leader: str
    leader_id: str | None
    leader_title: str | None
    leader_role: Role
    leader_country: str | None
    host_country: str
    host_leader: str | None
    host_leader_id: str | None
    cities: tuple[str, ...]
    start: When | None
    start_basis: DateBasis | None
    end: When | None
    end_basis: DateBasis | None
    mode_of_travel: Mode | None
    companions: tuple[NamedCompanion, ...]
    ordinal: int | None
    visit_type: VisitType | None
    occasion: str | None
    status: Status
    postponed: bool
    focus: bool
    journey: int | None
    confidence: float | None
    conflicts: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    source: str | None
    published: date | None
    appeared: When | None
    fingerprint: int | None
    stay: Stay | None
    voice: str

    @property
    def coarse(self) -> When | None:
        """The month or year of a report that gives no day."""
        return None if self.stay else self.start or self.end

    @property
    def ahead(self) -> bool:
        """True if the visit was still a plan, or called off."""
        return self.status in ("planned", "cancelled")

    @property
    def order(self) -> tuple[date, str, str]:
        """By publication, undated last; then by ids, so that any two reports have a fixed order."""
        return (self.published or date.max, self.article_id, self.report_id)

    def claimed(self, field: str) -> Iterator[tuple[int, str]]:
        """The values claimed for a field, each with its claim's position."""
        return ((n, value) for n, (name, value) in enumerate(self.claims) if name == field)


def told(report: Report, article: ArticleRow) -> Told:
    """The report of an article, in the form in which it is compared."""
    start = when(report.start_date.root) if report.start_date else None
    end = when(report.end_date.root) if report.end_date else None
    return Told(
        report_id=report.report_id,
        article_id=report.article_id,
        leader_key=report.leader_id or person_key(report.leader_country, report.leader),
        leader=report.leader,
        leader_id=report.leader_id,
        leader_title=report.leader_title,
        leader_role=report.leader_role,
        leader_country=report.leader_country,
        host_country=report.host_country,
        host_leader=report.host_leader,
        host_leader_id=report.host_leader_id,
        cities=report.cities,
        start=start,
        start_basis=report.start_basis,
        end=end,
        end_basis=report.end_basis,
        mode_of_travel=report.mode_of_travel,
        companions=tuple((c.name, c.relation, c.office) for c in report.companions),
        ordinal=report.ordinal,
        visit_type=report.visit_type,
        occasion=report.occasion,
        status=report.status,
        postponed=report.postponed,
        focus=report.focus,
        journey=report.journey,
        confidence=report.confidence,
        conflicts=report.conflicts,
        claims=tuple((intern(claim.field), intern(claim.value)) for claim in report.claims),
        source=article.source,
        published=article.published,
        appeared=_appeared(article),
        fingerprint=int(article.fingerprint, 16) if article.fingerprint else None,
        stay=Stay.of(start, report.start_basis, end, report.end_basis),
        voice=voice_of(article.source, report.article_id),
    )


def voice_of(source: str | None, article_id: str) -> str:
    """Whose vote it is: the outlet's; an article without a source speaks for itself."""
    return _outlet(source) or f"article {article_id}"


@lru_cache(maxsize=10_000)
def _outlet(source: str | None) -> str:
    return intern((source or "").casefold().strip())


def _appeared(article: ArticleRow) -> When | None:
    if article.published:
        return on_day(article.published)
    return when(article.published_hint) if article.published_hint else None

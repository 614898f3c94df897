"""What changes in the reading of an article when the words change: visits gained, lost, and told otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from visits.evaluation.coded import CodedVisit, coded_visit
from visits.evaluation.matching import pair_visits
from visits.evaluation.sentences import sentence_around
from visits.model.article import Article
from visits.model.report import Report

COMPARED = (
    "leader",
    "leader_country",
    "host_leader",
    "cities",
    "start_date",
    "end_date",
    "mode_of_travel",
    "companions",
    "ordinals",
    "visit_type",
    "status",
    "focus",
    "scope",
)


@dataclass(frozen=True)
class Change:
    """A visit that one reading has and the other hasn't, or has with other values.

    `fields` holds, for a changed visit, the old and the new value of each field that differs. `rule` and `sentence`
    are those that the visit rests on: of the new reading, for a lost visit of the old.
    """

    kind: Literal["gained", "lost", "changed"]
    article_id: str
    leader: str
    host_country: str
    start_date: str | None
    rule: str
    sentence: str
    fields: dict[str, tuple[Any, Any]]

    def as_json(self) -> dict[str, Any]:
        """The change as JSON values."""
        fields = {field: {"old": old, "new": new} for field, (old, new) in self.fields.items()}
        return {**vars(self), "fields": fields}


def compare_readings(article: Article, old: Sequence[Report], new: Sequence[Report]) -> list[Change]:
    """The changes from an old reading of an article to a new one: lost visits, then the others as the new has them."""
    before = [coded_visit(article, report) for report in old]
    after = [coded_visit(article, report) for report in new]
    pairs = pair_visits(after, before)
    changes = [_change("lost", article, report) for i, report in enumerate(old) if i not in pairs.values()]
    for i, report in enumerate(new):
        if i not in pairs:
            changes.append(_change("gained", article, report))
        elif fields := _differences(before[pairs[i]], after[i]):
            changes.append(_change("changed", article, report, fields))
    return changes


def _differences(before: CodedVisit, after: CodedVisit) -> dict[str, tuple[Any, Any]]:
    old, new = (visit.model_dump(mode="json", exclude_none=False) for visit in (before, after))
    return {field: (old[field], new[field]) for field in COMPARED if old[field] != new[field]}


def _change(
    kind: Literal["gained", "lost", "changed"],
    article: Article,
    report: Report,
    fields: dict[str, tuple[Any, Any]] | None = None,
) -> Change:
    ground = next(claim for claim in report.claims if claim.field == "status")
    return Change(
        kind=kind,
        article_id=article.id,
        leader=report.leader,
        host_country=report.host_country,
        start_date=str(report.start_date) if report.start_date else None,
        rule=ground.rule,
        sentence=sentence_around(article, ground.evidence),
        fields=fields or {},
    )

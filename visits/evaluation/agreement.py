"""How far coders agree who coded the same articles, field by field.

A unit is a visit that at least two coders have, found as evaluation finds it: coder by coder, each visit joins the
visit of the coders before that it is, or begins a unit of its own. On fields, only coders who have the visit are
compared. Whether they have it at all is told by the F1 of each pair of coders, and, article by article, by alpha for
"there is a visit that the article is about".
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import combinations
from statistics import fmean
from typing import Any, Literal

from visits.evaluation.coded import CodedArticle, CodedVisit
from visits.evaluation.matching import name_words, pair_visits, same_person
from visits.evaluation.reliability import alpha, interval, masi, nominal

CODES = ("leader_country", "mode_of_travel", "visit_type", "status", "scope", "focus", "ordinal")
NAMES = ("host_leader",)
DATES = ("start_date", "end_date")
LISTS = ("companions", "cities")

Level = Literal["nominal", "interval", "masi"]
Unit = Sequence[CodedVisit]


@dataclass(frozen=True)
class Agreement:
    """Agreement on one field: alpha (None where all coders gave one and the same value throughout), the units with two
    values or more, the share of pairs of values that are equal, and, for days, the mean distance of such pairs."""

    field: str
    level: Level
    alpha: float | None
    units: int
    equal: float | None
    days_apart: float | None = None


@dataclass(frozen=True)
class Reliability:
    """What coders agree on: articles and visits in common, the F1 of the visits of each pair, and the fields."""

    articles: int
    units: int
    visits_f1: dict[str, float]
    fields: tuple[Agreement, ...]

    def as_json(self) -> dict[str, Any]:
        """The figures as JSON values."""
        return asdict(self)


def agreement(codings: dict[str, Sequence[CodedArticle]]) -> Reliability:
    """The agreement of coders, by name, on the articles that all of them coded."""
    tables = {coder: {article.id: article for article in articles} for coder, articles in codings.items()}
    common = sorted(set.intersection(*(set(table) for table in tables.values())))
    coded = [{coder: table[article_id].visits for coder, table in tables.items()} for article_id in common]
    units = [unit for visits in coded for unit in _units(list(visits.values())) if len(unit) > 1]
    about = [[any(v.scope == "head" and v.focus for v in found) for found in visits.values()] for visits in coded]
    fields = (_measured("article has a visit", "nominal", about, nominal), *_on_fields(units))
    f1 = {
        f"{one} - {other}": _f1([(visits[one], visits[other]) for visits in coded])
        for one, other in combinations(tables, 2)
    }
    return Reliability(len(common), len(units), f1, fields)


def _units(codings: Sequence[Sequence[CodedVisit]]) -> list[list[CodedVisit]]:
    """The visits of one article, those that are the same visit together."""
    units: list[list[CodedVisit]] = []
    for visits in codings:
        known = [unit[0] for unit in units]
        pairs = pair_visits(visits, known)
        for i, visit in enumerate(visits):
            if i in pairs:
                units[pairs[i]].append(visit)
            else:
                units.append([visit])
    return units


def _f1(codings: Sequence[tuple[Sequence[CodedVisit], Sequence[CodedVisit]]]) -> float:
    """Of the visits of two coders, the share that both have."""
    both = sum(len(pair_visits(one, other)) for one, other in codings)
    each = sum(len(one) + len(other) for one, other in codings)
    return round(2 * both / each, 4) if each else 1.0


def _on_fields(units: Sequence[Unit]) -> list[Agreement]:
    measured = [
        _measured(field, "nominal", [[v.value(field) for v in unit] for unit in units], nominal) for field in CODES
    ]
    for field in NAMES:
        one_name = _one_form([v.value(field) for unit in units for v in unit])
        measured.append(
            _measured(field, "nominal", [[one_name(v.value(field)) for v in unit] for unit in units], nominal)
        )
    for field in DATES:
        measured.append(_measured(field, "nominal", [[v.value(field) for v in unit] for unit in units], nominal))
        days = [[_day(v.value(field)) for v in unit if len(v.value(field) or "") == 10] for unit in units]
        measured.append(_measured(field, "interval", days, interval, in_days=True))
    for field in LISTS:
        one_name = _one_form([name for unit in units for v in unit for name in v.value(field)])
        sets = [[frozenset(one_name(name) or "" for name in v.value(field)) for v in unit] for unit in units]
        measured.append(_measured(field, "masi", sets, masi))
    return measured


def _measured(
    field: str,
    level: Level,
    units: Sequence[Sequence[Any]],
    distance: Callable[[Any, Any], float],
    *,
    in_days: bool = False,
) -> Agreement:
    pairs = [pair for unit in units for pair in combinations(unit, 2)]
    reliability = alpha(units, distance)
    return Agreement(
        field=field,
        level=level,
        alpha=None if reliability is None else round(reliability, 4),
        units=sum(len(unit) > 1 for unit in units),
        equal=round(fmean(one == other for one, other in pairs), 4) if pairs else None,
        days_apart=round(fmean(abs(one - other) for one, other in pairs), 2) if in_days and pairs else None,
    )


def _one_form(names: Sequence[str | None]) -> Callable[[str | None], Hashable]:
    """Gives each name the form under which the same person was met first."""
    forms: dict[tuple[str, ...], str] = {}
    firsts: list[str] = []
    for name in names:
        if name is None or name_words(name) in forms:
            continue
        first = next((known for known in firsts if same_person(name, known)), None)
        if first is None:
            firsts.append(name)
        forms[name_words(name)] = first or name
    return lambda name: None if name is None else forms[name_words(name)]


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()

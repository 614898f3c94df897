"""Which reports tell of one visit.

Reports are compared only with reports of the same leader in the same host country. There, in this order:

1. Reports with a day join where their stays overlap, or lie a day or two apart (outlets differ by that much).
   Two stays that merely touch stay apart when their stated ordinals differ, or when one article tells of both.
2. Reports with a month join the one stay of step 1 that falls into it; where none or several do, those of the
   same month join each other. Then the same for reports with a year.
3. Reports without a date join the visit whose stated ordinal they share; else, if the article is about the visit or
   announces it, the only stay within `NEWS_DAYS` of its publication (of the month or year of it, where no more is
   known); else other such reports published in those days.

An article that tells of two visits keeps them apart, except that an undated report joins the article's own dated one
if both are what the article is about, and both plans or both made.

Every step sorts its reports and looks only at what the steps before it left, so the order in which articles
come never matters. Each step is linear in the number of reports, but for the sort.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from visits.consolidation.names import person_key
from visits.consolidation.stay import TOUCHING_DAYS, Stay
from visits.model.partial_date import PartialDate
from visits.model.report import Report

NEWS_DAYS = 10
"""An article about a visit appears at most this many days before or after it."""
ORDINAL_DAYS = 400
"""An article that counts an undated visit appears at most this long before it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What matching needs of one report: a stay, or a month or year (`coarse`), or neither.

    `appeared` is when its article was published: a day, or only a month or year. `ahead` says that the visit was
    still a plan, or called off.
    """

    report_id: str
    article_id: str
    leader_key: str
    host: str
    stay: Stay | None
    coarse: PartialDate | None
    ordinal: int | None
    appeared: PartialDate | None
    focus: bool
    ahead: bool


def sight(report: Report, appeared: PartialDate | None) -> Sighting:
    """The sighting of a report whose article was published then."""
    stay = Stay.of(report)
    return Sighting(
        report_id=report.report_id,
        article_id=report.article_id,
        leader_key=leader_key(report),
        host=report.host_country,
        stay=stay,
        coarse=None if stay else report.start_date or report.end_date,
        ordinal=report.ordinal,
        appeared=appeared,
        focus=report.focus,
        ahead=report.status in ("planned", "cancelled"),
    )


def leader_key(report: Report) -> str:
    """What tells leaders apart: the registry's id, else country and folded name."""
    return report.leader_id or person_key(report.leader_country, report.leader)


@dataclass(slots=True, eq=False)
class Group:
    """The reports of one visit, while they are gathered."""

    coarse: PartialDate | None = None
    stay: Stay | None = None
    members: list[Sighting] = field(default_factory=list)
    ordinals: set[int] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def add(self, sighting: Sighting) -> None:
        self.members.append(sighting)
        self.articles.add(sighting.article_id)
        if sighting.ordinal is not None:
            self.ordinals.add(sighting.ordinal)
        if sighting.stay:
            self.stay = self.stay.joined(sighting.stay) if self.stay else sighting.stay

    def counts_otherwise(self, sighting: Sighting) -> bool:
        """True if a stated ordinal speaks against the report."""
        return sighting.ordinal is not None and bool(self.ordinals) and sighting.ordinal not in self.ordinals

    def tells_apart(self, sighting: Sighting) -> bool:
        """True if the report's own article tells of this visit and of the report's as of two."""
        if sighting.article_id not in self.articles or sighting.ordinal in self.ordinals:
            return False
        own = [member for member in self.members if member.article_id == sighting.article_id]
        undated = sighting.stay is None and sighting.coarse is None
        return not (undated and sighting.focus and any(m.focus and m.ahead == sighting.ahead for m in own))

    def first_day(self) -> date | None:
        return self.stay.first if self.stay else self.coarse.first_day() if self.coarse else None


def match(sightings: Iterable[Sighting]) -> list[list[str]]:
    """The report ids in groups, one for each visit, each sorted; every report stands in exactly one."""
    buckets: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        buckets[sighting.leader_key, sighting.host].append(sighting)
    groups = (group for key in sorted(buckets) for group in _match_pair(buckets[key]))
    return [sorted(member.report_id for member in group.members) for group in groups]


def _match_pair(sightings: list[Sighting]) -> list[Group]:
    """The visits of one leader to one host."""
    groups = _by_day([(s.stay, s) for s in sightings if s.stay])
    for precision in ("month", "year"):
        coarse = [(s.coarse, s) for s in sightings if s.coarse and s.coarse.precision == precision]
        groups += _by_coarse_date(coarse, groups)
    return groups + _without_date([s for s in sightings if not s.stay and not s.coarse], groups)


def _by_day(sightings: list[tuple[Stay, Sighting]]) -> list[Group]:
    groups: list[tuple[Stay, Group]] = []
    still_open = 0  # groups before this position ended too early for the reports that are left
    for stay, sighting in sorted(sightings, key=lambda pair: (pair[0].first, pair[0].last, pair[1].report_id)):
        while still_open < len(groups) and groups[still_open][0].gap(stay) > TOUCHING_DAYS:
            still_open += 1
        fitting = [n for n in range(still_open, len(groups)) if _one_visit(*groups[n], stay, sighting)]
        if fitting:
            best = min(fitting, key=lambda n: (sighting.ordinal not in groups[n][1].ordinals, groups[n][0].gap(stay)))
            group = groups[best][1]
            group.add(sighting)
            groups[best] = (groups[best][0].joined(stay), group)
        else:
            group = Group()
            group.add(sighting)
            groups.append((stay, group))
    return [group for _, group in groups]


def _one_visit(held: Stay, group: Group, stay: Stay, sighting: Sighting) -> bool:
    """True if the report, which starts no earlier than the group, can tell of the same visit."""
    if not held.may_hold(stay):
        return False
    if held.overlaps(stay):
        return True
    if group.counts_otherwise(sighting):
        return False
    return held.gap(stay) == 0 or (held.touches(stay) and sighting.article_id not in group.articles)


def _by_coarse_date(sightings: list[tuple[PartialDate, Sighting]], dated: list[Group]) -> list[Group]:
    """Put reports of one coarse precision into the groups that they fit; the new groups of those that fit none."""
    index = _Calendar(dated)
    homes = [(_only(index.within(coarse), sighting), coarse, sighting) for coarse, sighting in sightings]
    alone: dict[PartialDate, list[Sighting]] = defaultdict(list)
    for home, coarse, sighting in homes:
        if home:
            home.add(sighting)
        else:
            alone[coarse].append(sighting)
    return [
        group
        for coarse in sorted(alone, key=str)
        for group in _by_ordinal(alone[coarse], lambda one, other: True, coarse)
    ]


def _only(groups: list[Group], sighting: Sighting) -> Group | None:
    """The one group that the report fits; a shared ordinal outweighs groups that state none."""
    fitting = [g for g in groups if not g.counts_otherwise(sighting) and not g.tells_apart(sighting)]
    fitting = [g for g in fitting if sighting.ordinal in g.ordinals] or fitting
    return fitting[0] if len(fitting) == 1 else None


def _by_ordinal(
    sightings: list[Sighting], near: Callable[[Sighting, Sighting], bool], coarse: PartialDate | None = None
) -> list[Group]:
    """Groups of reports that are near each other; two stated ordinals make two groups.

    A report without an ordinal joins the only group that is near; near several, one that states none.
    """
    groups: list[Group] = []
    ordered = sorted(sightings, key=lambda s: (s.ordinal is None, s.ordinal or 0, str(s.appeared or "9"), s.report_id))
    for sighting in ordered:
        fitting = [g for g in groups if not g.counts_otherwise(sighting) and near(g.members[0], sighting)]
        if len(fitting) > 1:
            fitting = [g for g in fitting if not g.ordinals]
        if not fitting:
            fitting = [Group(coarse=coarse)]
            groups += fitting
        fitting[0].add(sighting)
    return groups


def _without_date(sightings: list[Sighting], dated: list[Group]) -> list[Group]:
    index = _Calendar(dated)
    homes = [(_home_of_undated(sighting, index), sighting) for sighting in sightings]
    for home, sighting in homes:
        if home:
            home.add(sighting)
    return _by_ordinal([sighting for home, sighting in homes if not home], _told_in_the_same_days)


def _home_of_undated(sighting: Sighting, index: _Calendar) -> Group | None:
    appeared = sighting.appeared
    if sighting.ordinal is not None:
        counted = index.by_ordinal[sighting.ordinal]
        if appeared:
            latest = appeared.last_day() + timedelta(days=ORDINAL_DAYS)
            counted = [g for g in counted if (g.first_day() or latest) <= latest]
        if len(counted) == 1:
            return counted[0]
    if not appeared or not (sighting.focus or sighting.ahead):
        return None
    return _only(index.around(appeared), sighting)


def _told_in_the_same_days(one: Sighting, other: Sighting) -> bool:
    day = one.appeared.exact() if one.appeared else None
    other_day = other.appeared.exact() if other.appeared else None
    if day is None or other_day is None or one.article_id == other.article_id:
        return False
    days = abs((day - other_day).days)
    if one.ordinal is not None and one.ordinal == other.ordinal:
        return days <= ORDINAL_DAYS
    return one.focus and other.focus and days <= NEWS_DAYS


class _Calendar:
    """Groups by the months and years they touch and by their ordinals, as they stood when it was made."""

    def __init__(self, groups: list[Group]):
        self._by_month: dict[tuple[int, int], list[tuple[Stay, Group]]] = defaultdict(list)
        self._by_year: dict[int, list[Group]] = defaultdict(list)
        self.by_ordinal: dict[int, list[Group]] = defaultdict(list)
        for group in groups:
            for ordinal in group.ordinals:
                self.by_ordinal[ordinal].append(group)
            if group.stay:
                for month in _months(group.stay.first, group.stay.last):
                    self._by_month[month].append((group.stay, group))
                for year in range(group.stay.first.year, group.stay.last.year + 1):
                    self._by_year[year].append(group)
            elif group.coarse:
                self._by_year[group.coarse.year].append(group)

    def within(self, coarse: PartialDate) -> list[Group]:
        """The more precise groups that a month or a year can mean."""
        if coarse.month is None:
            return self._by_year[coarse.year]
        return [group for _, group in self._by_month[coarse.year, coarse.month]]

    def around(self, time: PartialDate) -> list[Group]:
        """The stays that touch this time, or the `NEWS_DAYS` days before and after it."""
        lower, upper = time.first_day() - timedelta(days=NEWS_DAYS), time.last_day() + timedelta(days=NEWS_DAYS)
        near = {id(group): (stay, group) for month in _months(lower, upper) for stay, group in self._by_month[month]}
        return [group for stay, group in near.values() if stay.first <= upper and lower <= stay.last]


def _months(first: date, last: date) -> list[tuple[int, int]]:
    """The months from one day to another, as year and month."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(month // 12, month % 12 + 1) for month in months]

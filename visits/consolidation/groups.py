"""The reports of one visit while they are gathered, and the calendar in which such groups are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from visits.consolidation.names import fold
from visits.consolidation.stay import Stay
from visits.consolidation.told import Told
from visits.consolidation.when import When
from visits.model.codes import Placement

NEWS_DAYS = 10
"""An article about a visit appears at most this many days before or after it."""
PASSING_DAYS = 3
"""So near to a visit, a word in passing of the leader's visit means that one."""
SAME_STORY_DAYS = 1
"""A plan may still be told of on the visit's last day, a visit made a day before its day abroad, across time zones."""


@dataclass(slots=True, eq=False)
class Group:
    """The reports of one visit, each with the basis on which it joined."""

    coarse: When | None = None
    stay: Stay | None = None
    members: list[tuple[Told, Placement]] = field(default_factory=list)
    ordinals: set[int] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)

    def add(self, one: Told, basis: Placement) -> None:
        self.members.append((one, basis))
        self.articles.add(one.article_id)
        if one.ordinal is not None:
            self.ordinals.add(one.ordinal)
        if one.stay:
            self.stay = self.stay.joined(one.stay) if self.stay else one.stay

    def counts_otherwise(self, one: Told) -> bool:
        """True if a stated ordinal speaks against the report."""
        return one.ordinal is not None and bool(self.ordinals) and one.ordinal not in self.ordinals

    def tells_apart(self, one: Told) -> bool:
        """True if the report's own article tells of this visit and of the report's as of two."""
        if one.article_id not in self.articles or one.ordinal in self.ordinals:
            return False
        own = [member for member, _ in self.members if member.article_id == one.article_id]
        undated = one.stay is None and one.coarse is None
        return not (undated and one.focus and any(m.focus and m.ahead == one.ahead for m in own))

    def span(self) -> tuple[date, date] | None:
        """The first and the last day that the visit can have had; None if nothing is known."""
        if self.stay:
            return self.stay.first, self.stay.last
        return (self.coarse.first, self.coarse.last) if self.coarse else None

    def over_before(self, one: Told) -> bool:
        """True if the report is of a plan, and the visit was over when it appeared."""
        span = self.span()
        if span is None or one.appeared is None or one.status != "planned":
            return False
        return span[1] + timedelta(days=SAME_STORY_DAYS) < one.appeared.first

    def ahead_of(self, one: Told) -> bool:
        """True if the report is of a visit made, and this one had not begun when it appeared."""
        span = self.span()
        if span is None or one.appeared is None or one.ahead:
            return False
        return one.appeared.last < span[0] - timedelta(days=SAME_STORY_DAYS)

    def under_way(self, one: Told) -> bool:
        """True if the report appeared on the days of the visit, or the day before or after."""
        span = self.span()
        if span is None or one.appeared is None:
            return False
        slack = timedelta(days=SAME_STORY_DAYS)
        return span[0] - slack <= one.appeared.last and one.appeared.first <= span[1] + slack

    def shares_details(self, one: Told) -> bool:
        """True if a report of the group names a place, a companion or an occasion that this one names.

        An occasion alone says nothing where both name places and none is the same: summits come every year.
        """
        details = _details(one)
        return bool(details) and any(_shared(details, one, member) for member, _ in self.members)


def _shared(details: set[tuple[str, ...]], one: Told, other: Told) -> bool:
    shared = details & _details(other)
    if one.occasion and one.cities and other.cities:
        shared.discard(fold(one.occasion))
    return bool(shared)


def _details(one: Told) -> set[tuple[str, ...]]:
    named = [*one.cities, *(name for name, _, _ in one.companions), *([one.occasion] if one.occasion else [])]
    return {fold(name) for name in named}


class Calendar:
    """Groups by the months and years they touch and by their ordinals, as they stood when it was made."""

    def __init__(self, groups: Iterable[Group]):
        self.groups = list(groups)
        self._by_month: dict[tuple[int, int], list[tuple[Stay, Group]]] = defaultdict(list)
        self._month_alone: dict[tuple[int, int], list[Group]] = defaultdict(list)
        self._by_year: dict[int, list[Group]] = defaultdict(list)
        self.by_ordinal: dict[int, list[Group]] = defaultdict(list)
        for group in self.groups:
            for ordinal in group.ordinals:
                self.by_ordinal[ordinal].append(group)
            if group.stay:
                for month in _months(group.stay.first, group.stay.last):
                    self._by_month[month].append((group.stay, group))
                for year in range(group.stay.first.year, group.stay.last.year + 1):
                    self._by_year[year].append(group)
            elif group.coarse:
                self._by_year[group.coarse.first.year].append(group)
                if group.coarse.precision == "month":
                    self._month_alone[group.coarse.first.year, group.coarse.first.month].append(group)

    def within(self, coarse: When) -> list[Group]:
        """The more precise groups that a month or a year can mean."""
        if coarse.precision == "year":
            return self._by_year.get(coarse.first.year, [])
        return [group for _, group in self._by_month.get((coarse.first.year, coarse.first.month), ())]

    def in_month_of(self, time: When) -> list[Group]:
        """The groups known to the month alone that touch this time, or the `NEWS_DAYS` days before it."""
        months = _months(time.first - timedelta(days=NEWS_DAYS), time.last)
        return [group for month in months for group in self._month_alone.get(month, ())]

    def around(self, time: When, days: int = NEWS_DAYS) -> list[Group]:
        """The stays that touch this time, or so many days before and after it."""
        lower, upper = time.first - timedelta(days=days), time.last + timedelta(days=days)
        months = _months(lower, upper)
        near = {id(group): (stay, group) for month in months for stay, group in self._by_month.get(month, ())}
        return [group for stay, group in near.values() if stay.first <= upper and lower <= stay.last]

    def between(self, first: date, last: date) -> list[Group]:
        """The groups that can have been under way from one day to the other."""
        near: dict[int, Group] = {}
        for year in range(first.year, last.year + 1):
            near.update((id(group), group) for group in self._by_year.get(year, ()))
        spans = ((group.span(), group) for group in near.values())
        return [group for span, group in spans if span and span[0] <= last and first <= span[1]]


def _months(first: date, last: date) -> list[tuple[int, int]]:
    """The months from one day to another, as year and month."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(month // 12, month % 12 + 1) for month in months]

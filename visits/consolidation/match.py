"""Which reports tell of one visit.

Reports are compared only with reports of the same leader in the same host country. There, in this order:

1. Reports with a day join where their stays overlap, or lie a day or two apart (outlets differ by that much).
   Two stays that merely touch stay apart when their stated ordinals differ, when one article tells of both, when both
   arrivals (or both departures) are told and differ by more, or when a night in another country lies between them.
2. Reports with a month join the one stay of step 1 that falls into it; where none or several do, those of the
   same month join each other. Then the same for reports with a year.
3. Reports without a date join the visit whose stated ordinal they share; else, if the article is about the visit or
   announces it, the only stay within `NEWS_DAYS` of its publication (of the month or year of it, where no more is
   known), or the only visit known to be in that month; if it names the visit in passing, the only stay within
   `PASSING_DAYS`; else the only visit within `DETAIL_DAYS` of it that shares a place, a companion or an occasion; else
   other such reports published in those days.
4. A visit that was put off joins the next one, if that was first told of after the postponement.

In steps 2 and 3 a plan fits no visit that was over when it appeared. Where several visits fit, the one of the same
ordinal is meant; else, by a report of a visit made, one that had begun; else, by an article about the visit, the one on
whose days it appeared; else the one that shares a place, a companion or an occasion. An article that tells of
two visits keeps them apart, except that an undated report joins the article's own dated one if both are what the
article is about, and both plans or both made.

Every step sorts its reports and looks only at what the steps before it left, so the order in which articles
come never matters. Each step is linear in the number of reports, but for the sort.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from visits.consolidation.elsewhere import Elsewhere
from visits.consolidation.groups import NEWS_DAYS, PASSING_DAYS, Calendar, Group
from visits.consolidation.postponed import joined_to_new_dates
from visits.consolidation.stay import TOUCHING_DAYS, Stay
from visits.consolidation.told import Told
from visits.consolidation.when import When
from visits.model.codes import Placement

ORDINAL_DAYS = 400
"""An article that counts an undated visit appears at most this long before it."""
DETAIL_DAYS = 365
"""An article that says no more than where or with whom a visit was appears at most this long after or before it."""


def match(reports: Iterable[Told]) -> Iterator[Group]:
    """The reports in groups, one for each visit, in the order of leader and host; every report stands in one."""
    leaders: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for one in reports:
        leaders[one.leader_key][one.host_country].append(one)
    for _, by_host in sorted(leaders.items()):
        elsewhere = Elsewhere(by_host)
        for _, told in sorted(by_host.items()):
            yield from _match_pair(told, elsewhere)


def _match_pair(told: list[Told], elsewhere: Elsewhere) -> list[Group]:
    """The visits of one leader to one host."""
    told.sort(key=lambda one: one.report_id)
    groups = _by_day([(one.stay, one) for one in told if one.stay], elsewhere)
    for precision in ("month", "year"):
        coarse = [(one.coarse, one) for one in told if one.coarse and one.coarse.precision == precision]
        if coarse:
            groups += _by_coarse_date(coarse, groups, "month" if precision == "month" else "year")
    undated = [one for one in told if not one.stay and not one.coarse]
    if undated:
        groups += _without_date(undated, groups)
    return joined_to_new_dates(groups)


def _by_day(told: list[tuple[Stay, Told]], elsewhere: Elsewhere) -> list[Group]:
    groups: list[Group] = []
    still_open = 0  # groups before this position ended too early for the reports that are left
    for stay, one in sorted(told, key=lambda pair: (pair[0].first, pair[0].last, pair[1].report_id)):
        while still_open < len(groups) and _gap(groups[still_open], stay) > TOUCHING_DAYS:
            still_open += 1
        fitting = [group for group in groups[still_open:] if _one_visit(group, stay, one, elsewhere)]
        if len(fitting) > 1:
            fitting.sort(key=lambda group: (one.ordinal not in group.ordinals, _gap(group, stay)))
        if fitting:
            fitting[0].add(one, "days")
        else:
            groups.append(Group())
            groups[-1].add(one, "first")
    return groups


def _gap(group: Group, stay: Stay) -> int:
    return group.stay.gap(stay) if group.stay else 0


def _one_visit(group: Group, stay: Stay, one: Told, elsewhere: Elsewhere) -> bool:
    """True if the report, which starts no earlier than the group, can tell of the same visit."""
    held = group.stay
    if held is None or not held.may_hold(stay):
        return False
    if held.overlaps(stay):
        return True
    if group.counts_otherwise(one):
        return False
    if held.gap(stay) == 0:
        return True
    may_be_one = held.touches(stay) and one.article_id not in group.articles
    return may_be_one and not elsewhere.slept_between(held.last, stay.first, one.host_country)


def _by_coarse_date(told: list[tuple[When, Told]], dated: list[Group], basis: Placement) -> list[Group]:
    """Put reports of one coarse precision into the groups that they fit; the new groups of those that fit none."""
    index = Calendar(dated)
    homes = [(_only(index.within(coarse), one), coarse, one) for coarse, one in told]
    alone: dict[str, list[Told]] = defaultdict(list)
    for (home, _), coarse, one in homes:
        if home:
            home.add(one, basis)
        else:
            alone[coarse.text].append(one)
    ambiguous = {one.report_id for (_, several), _, one in homes if several}
    return [
        group
        for _, same_date in sorted(alone.items())
        for group in _by_ordinal(same_date, lambda one, other: True, basis, ambiguous, same_date[0].coarse)
    ]


def _only(groups: Iterable[Group], one: Told) -> tuple[Group | None, bool]:
    """The one group that the report fits, and whether several do.

    Of several the one that shares its ordinal is meant, else one that had begun, else, if the article is about the
    visit, one on whose days it appeared, else one that shares a detail.
    """
    fitting = [g for g in groups if not g.counts_otherwise(one) and not g.over_before(one) and not g.tells_apart(one)]
    preferences: tuple[Callable[[Group], bool], ...] = (
        lambda group: one.ordinal in group.ordinals,
        lambda group: not group.ahead_of(one),
        lambda group: one.focus and group.under_way(one),
        lambda group: group.shares_details(one),
    )
    for preferred in preferences:
        if len(fitting) > 1:
            fitting = [g for g in fitting if preferred(g)] or fitting
    return (fitting[0] if len(fitting) == 1 else None), len(fitting) > 1


def _by_ordinal(
    told: list[Told],
    near: Callable[[Told, Told], bool],
    basis: Placement,
    ambiguous: set[str],
    coarse: When | None = None,
) -> list[Group]:
    """Groups of reports that are near each other; two stated ordinals make two groups.

    A report without an ordinal joins the only group that is near; near several, one that states none.
    """
    groups: list[Group] = []
    ordered = sorted(
        told,
        key=lambda s: (s.ordinal is None, s.ordinal or 0, s.appeared.text if s.appeared else "9", s.report_id),
    )
    for one in ordered:
        fitting = [g for g in groups if not g.counts_otherwise(one) and near(g.members[0][0], one)]
        if len(fitting) > 1:
            fitting = [g for g in fitting if not g.ordinals]
        if fitting:
            fitting[0].add(one, basis)
        else:
            groups.append(Group(coarse=coarse))
            groups[-1].add(one, "ambiguous" if one.report_id in ambiguous else "first")
    return groups


def _without_date(told: list[Told], dated: list[Group]) -> list[Group]:
    index = Calendar(dated)
    homes = [(*_home_of_undated(one, index), one) for one in told]
    for home, basis, one in homes:
        if home:
            home.add(one, basis)
    ambiguous = {one.report_id for home, basis, one in homes if basis == "ambiguous"}
    return _by_ordinal([one for home, _, one in homes if not home], _told_in_the_same_days, "same time", ambiguous)


def _home_of_undated(one: Told, index: Calendar) -> tuple[Group | None, Placement]:
    appeared = one.appeared
    if one.ordinal is not None:
        counted = index.by_ordinal.get(one.ordinal, [])
        if appeared:
            latest = appeared.last + timedelta(days=ORDINAL_DAYS)
            counted = [g for g in counted if (g.span() or (latest,))[0] <= latest]
        if len(counted) == 1:
            return counted[0], "ordinal"
    if not appeared:
        return None, "first"
    news = one.focus or one.ahead
    near = index.around(appeared, NEWS_DAYS if news else PASSING_DAYS)
    home, several = _only(near or (index.in_month_of(appeared) if news else []), one)
    if home:
        return home, "publication"
    window = timedelta(days=DETAIL_DAYS)
    sharing = [g for g in index.between(appeared.first - window, appeared.last + window) if g.shares_details(one)]
    home, ambiguous = _only(sharing, one)
    return home, "details" if home else "ambiguous" if (several and news) or ambiguous else "first"


def _told_in_the_same_days(one: Told, other: Told) -> bool:
    day, other_day = (told.appeared.day if told.appeared else None for told in (one, other))
    if day is None or other_day is None or one.article_id == other.article_id:
        return False
    days = abs((day - other_day).days)
    if one.ordinal is not None and one.ordinal == other.ordinal:
        return days <= ORDINAL_DAYS
    return (one.focus or one.ahead) and (other.focus or other.ahead) and days <= NEWS_DAYS

"""A visit that was put off, and the new date that was found for it, are one visit.

Two kinds of reports tell of putting off. One says that there is no new date: then the first visit with a later date
that nobody had told of before takes the place of the old one. The other gives the new date: then what had been planned
until then is the same visit, if it was one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from visits.consolidation.groups import NEWS_DAYS, Group
from visits.consolidation.told import Told

NEW_DATE_DAYS = 400
"""The new date of a visit that was put off lies at most this long after the old one."""


def joined_to_new_dates(groups: list[Group]) -> list[Group]:
    """The groups of one leader and host, where those put off have joined the visit that took their place."""
    if not any(member.postponed for group in groups for member, _ in group.members):
        return groups
    gone: set[int] = set()
    put_off = [(since, group) for group in groups if (since := _put_off_since(group))]
    for since, group in sorted(put_off, key=lambda pair: (pair[0], _first_report(pair[1]))):
        following = [other for other in groups if other is not group and id(other) not in gone]
        if new := _new_date(group, since, following):
            _join(group, new, gone)
    moved = [(since, group) for group in groups if (since := _moved_since(group)) and id(group) not in gone]
    for since, group in sorted(moved, key=lambda pair: (pair[0], _first_report(pair[1]))):
        others = (other for other in groups if other is not group and id(other) not in gone)
        plans = [other for other in others if _planned_before(other, group, since)]
        if len(plans) == 1:
            _join(plans[0], group, gone)
    return [group for group in groups if id(group) not in gone]


def _join(old: Group, new: Group, gone: set[int]) -> None:
    new.members += [(member, "postponement") for member, _ in old.members]
    new.ordinals |= old.ordinals
    gone.add(id(old))


def _put_off_since(group: Group) -> date | None:
    """When the visit was put off without a new date, if that is the last that was heard of it."""
    told = [(member.published, member) for member, _ in group.members if member.published]
    if not told:
        return None
    last = max(day for day, _ in told)
    final = [member for day, member in told if day == last]
    if not any(member.postponed for member in final) or any(member.status != "cancelled" for member in final):
        return None
    return min(day for day, member in told if member.postponed)


def _new_date(group: Group, since: date, others: Sequence[Group]) -> Group | None:
    """The first visit with a later date of which no article told before the postponement: had it been known by then,
    it would be another visit."""
    old = group.span()
    after = old[0] if old else since
    fitting = []
    for other in others:
        span, first_told = other.span(), min((m.published for m, _ in other.members if m.published), default=None)
        if span is None or first_told is None or _count_otherwise(group, other):
            continue
        if first_told >= since and after < span[1] and span[0] <= after + timedelta(days=NEW_DATE_DAYS):
            fitting.append((span, _first_report(other), other))
    return min(fitting, key=lambda found: found[:2])[2] if fitting else None


def _moved_since(group: Group) -> date | None:
    """When it was first told that the visit had been put off to the day that it has here."""
    return min((m.published for m, _ in group.members if _is_moved(m) and m.published), default=None)


def _is_moved(one: Told) -> bool:
    return one.postponed and one.status == "planned"


def _planned_before(other: Group, group: Group, since: date) -> bool:
    """True if the other is a mere plan, told before the move and for a day before the new one."""
    old, new = other.span(), group.span()
    told = [member.published for member, _ in other.members]
    if old is None or new is None or _count_otherwise(other, group):
        return False
    if any(not member.ahead for member, _ in other.members) or any(day is None or day > since for day in told):
        return False
    still_ahead = since <= old[1] + timedelta(days=NEWS_DAYS)
    return still_ahead and old[0] < new[0] <= old[0] + timedelta(days=NEW_DATE_DAYS)


def _count_otherwise(one: Group, other: Group) -> bool:
    return bool(one.ordinals and other.ordinals) and not one.ordinals & other.ordinals


def _first_report(group: Group) -> str:
    return min(member.report_id for member, _ in group.members)

"""A visit that was put off, and the new date that was found for it, are one visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from visits.consolidation.groups import Group

NEW_DATE_DAYS = 400
"""The new date of a visit that was put off lies at most this long after the old one."""


def joined_to_new_dates(groups: list[Group]) -> list[Group]:
    """The groups of one leader and host, where those put off have joined the visit that took their place.

    That is the first visit with a later date of which no article told before the postponement: had it been known by
    then, it would be another visit.
    """
    put_off = [(since, group) for group in groups if (since := _put_off_since(group))]
    if not put_off:
        return groups
    gone: set[int] = set()
    for since, group in sorted(put_off, key=lambda pair: (pair[0], _first_report(pair[1]))):
        following = [other for other in groups if other is not group and id(other) not in gone]
        new = _new_date(group, since, following)
        if new:
            new.members += [(member, "postponement") for member, _ in group.members]
            new.ordinals |= group.ordinals
            gone.add(id(group))
    return [group for group in groups if id(group) not in gone]


def _put_off_since(group: Group) -> date | None:
    """When the visit was put off, if that is the last that was heard of it."""
    told = [(member.published, member) for member, _ in group.members if member.published]
    if not told:
        return None
    last = max(day for day, _ in told)
    final = [member for day, member in told if day == last]
    if not any(member.postponed for member in final) or any(member.status != "cancelled" for member in final):
        return None
    return min(day for day, member in told if member.postponed)


def _new_date(group: Group, since: date, others: Sequence[Group]) -> Group | None:
    old = group.span()
    after = old[0] if old else since
    fitting = []
    for other in others:
        span, first_told = other.span(), min((m.published for m, _ in other.members if m.published), default=None)
        counts_otherwise = bool(group.ordinals and other.ordinals) and not group.ordinals & other.ordinals
        if span is None or first_told is None or counts_otherwise:
            continue
        if first_told >= since and after < span[1] and span[0] <= after + timedelta(days=NEW_DATE_DAYS):
            fitting.append((span, _first_report(other), other))
    return min(fitting, key=lambda found: found[:2])[2] if fitting else None


def _first_report(group: Group) -> str:
    return min(member.report_id for member, _ in group.members)

"""Columns that hold the persons of visits against their terms and years of birth in the registry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from math import nan

import pandas as pd

from visits.checks.codes import days
from visits.checks.dates import last_days
from visits.model.codes import HEAD_ROLES
from visits.registry import Leader, Registry


def office_columns(visits: pd.DataFrame, registry: Registry) -> dict[str, pd.Series]:
    """The columns that rules about persons need; missing where the registry or the dates can't tell.

    - `days_after_birth`: days from the leader's birth (its first possible day) to the latest start of the visit.
    - `days_out_of_office`: for heads of state or government, days between the visit and their nearest term as such;
      0 if they held office on any day that the visit's dates allow.
    - `host_days_out_of_office`: the same of the host leader.
    - `host_is_the_leader`: leader and host are one person.
    - `leader_leads_country`: the leader has led (or served) `leader_country` at some time.
    """
    first = visits["start_date"].fillna(visits["end_date"])
    last = last_days(visits, "end").fillna(last_days(visits, "start"))
    spans = list(zip(days(first), days(last), strict=True))
    heads = visits["leader_id"].where(visits["leader_role"].isin(list(HEAD_ROLES)))
    births = zip(visits["leader_id"], days(last_days(visits, "start")), strict=True)
    homes = zip(visits["leader_id"], visits["leader_country"], strict=True)
    leads = pd.Series([_leads(registry, *pair) for pair in homes], index=visits.index, dtype="object")
    return {
        "days_after_birth": _floats(visits, (_days_after_birth(registry, *pair) for pair in births)),
        "days_out_of_office": _out_of_office(visits, heads, spans, registry),
        "host_days_out_of_office": _out_of_office(visits, visits["host_leader_id"], spans, registry),
        "host_is_the_leader": visits["host_leader_id"].eq(visits["leader_id"]),
        "leader_leads_country": leads,
    }


def _out_of_office(
    visits: pd.DataFrame, ids: pd.Series, spans: list[tuple[date | None, date | None]], registry: Registry
) -> pd.Series:
    @cache
    def distance(leader_id: object, first: date | None, last: date | None) -> float:
        leader = registry.leaders.get(str(leader_id))
        if leader is None or first is None or last is None:
            return nan
        return _days_from_term(leader, first, last)

    return _floats(visits, (distance(leader_id, *span) for leader_id, span in zip(ids, spans, strict=True)))


def _days_from_term(leader: Leader, first: date, last: date) -> float:
    """Days from the nearest term as head to the stretch of days; NaN for one who never was a head."""
    terms = [term for term in leader.terms if term.role in HEAD_ROLES]
    distances = [max((term.first - last).days, (first - term.last).days, 0) for term in terms]
    return float(min(distances, default=nan))


def _days_after_birth(registry: Registry, leader_id: object, start: date | None) -> float:
    leader = registry.leaders.get(str(leader_id))
    if leader is None or leader.born is None or start is None:
        return nan
    return float((start - leader.born.first_day()).days)


def _leads(registry: Registry, leader_id: object, country: object) -> bool | None:
    leader = registry.leaders.get(str(leader_id))
    if leader is None or not isinstance(country, str):
        return None
    return any(term.country == country for term in leader.terms)


def _floats(visits: pd.DataFrame, values: Iterable[float]) -> pd.Series:
    return pd.Series(list(values), index=visits.index, dtype="float64")

"""Whom a registered leader led on a day: asked for the same few people again and again, so each answer is kept."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from visits.model.codes import HEAD_ROLES
from visits.registry import Registry


@lru_cache(maxsize=1 << 14)
def heads_on(registry: Registry, leader_id: str, on: date | None) -> bool:
    """True for a head of state or government on the day; where no day is known, for whoever was one ever."""
    terms = registry.leader(leader_id).terms
    return any(t.role in HEAD_ROLES and (on is None or t.covers(on)) for t in terms)


@lru_cache(maxsize=1 << 14)
def country_on(registry: Registry, leader_id: str, on: date | None) -> str | None:
    """The country that somebody led or served on the day, or last where it was none then."""
    terms = registry.leader(leader_id).terms
    current = [t for t in terms if on is None or t.covers(on)]
    heads = [t for t in current if t.role in HEAD_ROLES] or current or list(terms)
    return heads[-1].country if heads else None

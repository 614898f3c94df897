"""The office that a traveller held at the time of a visit: its role and title."""

from __future__ import annotations

from datetime import date

from visits.model.codes import HEAD_ROLES, Role
from visits.model.mention import Person
from visits.model.partial_date import PartialDate
from visits.registry import Registry

_GOVERNMENT = frozenset({"prime-minister", "premier", "chancellor", "taoiseach"})
_OTHER_ROLES: dict[str, Role] = {
    "deputy": "deputy",
    "minister": "minister",
    "royal": "royal",
    "organisation": "organisation_head",
}


def office_day(registry: Registry, person: Person, start: PartialDate) -> date:
    """The day from which the office is judged: of a month or a year, one on which the person led a country."""
    first, last = start.first_day(), start.last_day()
    if person.leader_id is None or first == last:
        return first
    terms = [t for t in registry.leader(person.leader_id).terms if t.role in HEAD_ROLES]
    return min((max(first, t.first) for t in terms if t.first <= last and first <= t.last), default=first)


def role_of(registry: Registry, person: Person, on: date | None) -> Role:
    """The role that the person held on the day, by the registry, else by the article's own title."""
    if person.leader_id is None:
        if person.rank == "head" and not person.former and person.country:
            return (
                "pope"
                if person.title == "pope"
                else "head_of_government"
                if person.title in _GOVERNMENT
                else "head_of_state"
            )
        return _OTHER_ROLES.get(person.rank or "", "other")
    if on is not None:
        return registry.role_on(person.leader_id, on) or "other"
    heads = [t.role for t in registry.leader(person.leader_id).terms if t.role in HEAD_ROLES]
    if person.rank not in (None, "head"):
        return _OTHER_ROLES.get(person.rank, "other")
    return heads[-1] if heads and not person.former else "other"


def title_of(registry: Registry, person: Person, on: date | None) -> str | None:
    """The title that the person held on the day, by the registry, else the article's."""
    if person.leader_id is None:
        return person.title
    terms = registry.terms_on(person.leader_id, on) if on else []
    return terms[0].title if terms else person.title

"""One visit from all reports of it, field by field, with the reasons kept as claims.

Dates are chosen by the rules of `dates`. Elsewhere an outlet has one vote:

- `leader`, `host_leader`: the registry's name where the person is known to it, else the fullest form; of several
  hosts the one that most outlets name.
- `leader_role`, `leader_title`, `leader_country`, `mode_of_travel`, `visit_type`, `occasion`, `ordinal`: most
  outlets; of equals the first told.
- `cities`, `companions`: all of them, in the order of first mention, one person under two spellings once.
- `status`: the furthest of planned, ongoing, completed that a report tells, since a visit never goes back; but
  cancelled if the last article says so.

A field is in conflict when two reports give different answers: not when the one is less precise, or a name less
full, or a plan that has since been carried out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from visits.consolidation.claims import claim_rows
from visits.consolidation.dates import Candidate, Edges, resolve
from visits.consolidation.match import leader_key
from visits.consolidation.names import fold
from visits.consolidation.votes import Person, Poll, Told, majority, most_common, people
from visits.model.codes import HEAD_ROLES, Role, Status
from visits.model.visit import ClaimRow, CompanionRow

_BY_MAJORITY = ("leader_country", "mode_of_travel", "ordinal", "visit_type", "occasion")
_STAGES: tuple[Status, ...] = ("planned", "ongoing", "completed")


class Leaderlike(Protocol):
    """A person of the registry."""

    @property
    def name(self) -> str: ...


class Facts(Protocol):
    """What consolidation asks of the registry: names of leaders, and numbers of countries on a day."""

    def leader(self, leader_id: str) -> Leaderlike: ...
    def cow_code(self, iso3: str, on: date | None) -> int | None: ...
    def gw_code(self, iso3: str, on: date | None) -> int | None: ...


@dataclass(slots=True)
class Merged:
    """A visit that has no id yet: the values of its columns, its claims and its companions."""

    values: dict[str, Any]
    claims: list[ClaimRow] = field(default_factory=list)
    companions: list[CompanionRow] = field(default_factory=list)
    journeys: frozenset[tuple[str, int]] = frozenset()


def merge(told: Sequence[Told], facts: Facts) -> Merged:
    """The visit that these reports tell of; they may come in any order."""
    told = sorted(told, key=lambda one: one.order)
    edges = resolve(told)
    hosts = people((t, t.report.host_leader) for t in told if t.report.host_leader)
    host = max(hosts, key=lambda person: person.voices, default=None)
    companions = people((t, companion.name) for t in told for companion in t.report.companions)
    polls = {field: majority(told, field) for field in _BY_MAJORITY}
    values: dict[str, Any] = {
        **_leader(told, facts),
        "host_country": told[0].report.host_country,
        **_host(host, told, facts),
        "cities": _distinct([city for t in told for city in t.report.cities]),
        **_date_columns(edges),
        "companions": tuple(person.name for person in companions),
        "status": _status(told),
        **{field: poll.winner() for field, poll in polls.items()},
        **_coverage(told),
    }
    disputed = {field for field in _BY_MAJORITY if field != "occasion" and polls[field].in_dispute()}
    disputed |= {"host_leader"} if len(hosts) > 1 else set()
    disputed |= {"status"} if _status_in_dispute(told) else set()
    values["conflicts"] = tuple(sorted(disputed | set(edges.conflicts)))
    return Merged(
        values=values | _state_numbers(values, facts),
        claims=claim_rows(told, values, host, edges),
        companions=_companion_rows(told, companions),
        journeys=frozenset((t.report.article_id, t.report.journey) for t in told if t.report.journey is not None),
    )


def _leader(told: Sequence[Told], facts: Facts) -> dict[str, str | None]:
    known_as = told[0].report.leader_id
    named = people((t, t.report.leader) for t in told)
    return {
        "leader_id": leader_key(told[0].report),
        "leader": _name_of(known_as, named[0], facts),
        "leader_title": most_common(t.report.leader_title for t in told),
        "leader_role": _role(told),
    }


def _state_numbers(values: Mapping[str, Any], facts: Facts) -> dict[str, int | None]:
    """The COW and Gleditsch-Ward numbers of both countries at the time of the visit."""
    on = values["start_date"] or values["first_published"]
    numbers: dict[str, int | None] = {}
    for side in ("leader", "host"):
        country = values[f"{side}_country"]
        numbers[f"{side}_cow"] = facts.cow_code(country, on) if country else None
        numbers[f"{side}_gw"] = facts.gw_code(country, on) if country else None
    return numbers


def _name_of(person_id: str | None, person: Person, facts: Facts) -> str:
    return facts.leader(person_id).name if person_id else person.name


def _host(host: Person | None, told: Sequence[Told], facts: Facts) -> dict[str, str | None]:
    if host is None:
        return {"host_leader": None, "host_leader_id": None}
    host_id = most_common(t.report.host_leader_id for t in told if t.report.host_leader in host.forms)
    return {"host_leader": _name_of(host_id, host, facts), "host_leader_id": host_id}


def _role(told: Sequence[Told]) -> Role:
    """The role most outlets give the leader; of equals the highest."""
    poll: Poll[Role] = Poll.of((t, t.report.leader_role) for t in told)
    voices = poll.voices
    return min(voices, key=lambda role: (-len(voices[role]), role not in HEAD_ROLES, role))


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names without those that differ only in accents, case or hyphens from an earlier one."""
    seen: dict[tuple[str, ...], str] = {}
    for name in names:
        seen.setdefault(fold(name), name)
    return tuple(seen.values())


def _date_columns(edges: Edges) -> dict[str, Any]:
    columns: dict[str, Any] = {"duration_days": edges.days}
    chosen: dict[str, Candidate | None] = {"start": edges.start, "end": edges.end}
    for edge, candidate in chosen.items():
        columns[f"{edge}_date"] = candidate.value.first_day() if candidate else None
        columns[f"{edge}_precision"] = candidate.value.precision if candidate else None
        columns[f"{edge}_basis"] = candidate.basis if candidate else None
    return columns


def _status(told: Sequence[Told]) -> Status:
    """Where the visit stands; of the articles of the last day that say anything, a visit made beats one called off."""
    last_day = max((t.published for t in told if t.published), default=None)
    last = {t.report.status for t in told if t.published == last_day}
    stages = [t.report.status for t in told if t.report.status != "cancelled"]
    if not stages or ("cancelled" in last and not last & {"ongoing", "completed"}):
        return "cancelled"
    return max(stages, key=_STAGES.index)


def _status_in_dispute(told: Sequence[Told]) -> bool:
    """True if some say that the visit was called off, and others that it took place."""
    said = {t.report.status for t in told}
    return "cancelled" in said and bool(said & {"ongoing", "completed"})


def _coverage(told: Sequence[Told]) -> dict[str, Any]:
    days = [t.published for t in told if t.published]
    return {
        "n_articles": len({t.report.article_id for t in told}),
        "n_sources": len({t.voice for t in told if t.source}),
        "first_published": min(days, default=None),
        "last_published": max(days, default=None),
        "confidence": _confidence(told),
    }


def _confidence(told: Sequence[Told]) -> float | None:
    """The probability that not all outlets err, taking the best report of each; None until reports are calibrated."""
    best: dict[str, float] = {}
    for one in told:
        if one.report.confidence is not None:
            best[one.voice] = max(best.get(one.voice, 0.0), one.report.confidence)
    if not best:
        return None
    doubt = 1.0
    for _, confidence in sorted(best.items()):
        doubt *= 1 - confidence
    return round(1 - doubt, 4)


def _companion_rows(told: Sequence[Told], companions: Sequence[Person]) -> list[CompanionRow]:
    named = [(t.report.report_id, companion) for t in told for companion in t.report.companions]
    rows = []
    for person in companions:
        meant = [(report_id, companion) for report_id, companion in named if companion.name in person.forms]
        rows.append(
            CompanionRow(
                visit_id="",
                name=person.name,
                relation=most_common(companion.relation for _, companion in meant),
                office=most_common(companion.office for _, companion in meant),
                n_reports=len({report_id for report_id, _ in meant}),
            )
        )
    return rows

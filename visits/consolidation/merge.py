"""One visit from all reports of it, field by field, with the reasons kept as claims.

Dates are chosen by the rules of `dates`. Elsewhere a voice has one vote (see `voices`):

- `leader`, `host_leader`: the registry's name where the person is known to it, else the fullest form; of several
  hosts the one that most outlets name.
- `leader_role`, `leader_title`, `leader_country`, `mode_of_travel`, `visit_type`, `occasion`, `ordinal`: most
  outlets; of equals the first told.
- `cities`, `companions`: all of them, in the order of first mention, one person under two spellings once.
- `status`: the furthest of planned, ongoing, completed that a report tells, since a visit never goes back; but
  cancelled if the last article says so.
- `unconfirmed`: still a plan, though its days have passed when the last article of the dataset appeared.

A field is in conflict when two reports give different answers, or two readers of one article do: not when the one is
less precise, or a name less full, or a plan that has since been carried out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from visits.consolidation.claims import Accepted, acceptance, needed_inferences
from visits.consolidation.dates import Candidate, Edges, Inferred, resolve
from visits.consolidation.groups import Group
from visits.consolidation.names import fold
from visits.consolidation.told import Told
from visits.consolidation.voices import give_voices
from visits.consolidation.votes import Person, majority, most_common, people
from visits.model.codes import HEAD_ROLES, Placement, Role, Status

_BY_MAJORITY = ("leader_country", "mode_of_travel", "ordinal", "visit_type", "occasion")
SUREST = 0.99
"""No visit's confidence is higher."""
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
    """A visit that has no id yet.

    `values` are its columns, `told` its reports in the order of publication, `bases` why each is here, `accepted` the
    claimed values that it took over, `inferred` the claims that speak for a date by a rule of ours, `companions` the
    rows of those who travelled along.
    """

    values: dict[str, Any]
    told: list[Told]
    bases: dict[str, Placement]
    accepted: Accepted
    inferred: tuple[Inferred, ...]
    companions: list[dict[str, Any]]

    @property
    def journeys(self) -> frozenset[tuple[str, int]]:
        """The tours, by article, as whose stop articles tell of the visit."""
        return frozenset((one.article_id, one.journey) for one in self.told if one.journey is not None)

    @property
    def first_report(self) -> str:
        """The least id of its reports, which tells it from all other visits."""
        return min([one.report_id for one in self.told])


def merge(group: Group, facts: Facts, as_of: date | None = None) -> Merged:
    """The visit that these reports tell of; `as_of` is the day of the dataset's last article."""
    told = sorted((one for one, _ in group.members), key=lambda one: one.order)
    give_voices(told)
    edges = resolve(told)
    hosts = people((one, one.host_leader) for one in told if one.host_leader)
    host = max(hosts, key=lambda person: person.voices, default=None)
    companions = people((one, name) for one in told for name, _, _ in one.companions)
    polls = {field: majority(told, field) for field in _BY_MAJORITY}
    status = _status(told)
    values: dict[str, Any] = {
        **_leader(told, facts),
        "host_country": told[0].host_country,
        **_host(host, told, facts),
        "cities": _distinct([city for one in told for city in one.cities]),
        **_date_columns(edges),
        "companions": tuple(person.name for person in companions),
        "status": status,
        "unconfirmed": status == "planned" and _has_passed(edges, as_of),
        **{field: poll.winner() for field, poll in polls.items()},
        **_coverage(told),
    }
    disputed = {field for field in _BY_MAJORITY if field != "occasion" and polls[field].in_dispute()}
    disputed |= {"host_leader"} if len(hosts) > 1 else set()
    disputed |= {"status"} if _status_in_dispute(told) else set()
    disputed |= {field for one in told for field in one.conflicts}
    values["conflicts"] = tuple(sorted(disputed | set(edges.conflicts)))
    return Merged(
        values=values | state_numbers(values, facts),
        told=told,
        bases={one.report_id: basis for one, basis in group.members},
        accepted=acceptance(values, told, host, edges),
        inferred=needed_inferences(told, edges),
        companions=_companion_rows(told, companions),
    )


def _leader(told: Sequence[Told], facts: Facts) -> dict[str, str | None]:
    known_as = told[0].leader_id
    named = people((one, one.leader) for one in told)
    return {
        "leader_id": told[0].leader_key,
        "leader": _name_of(known_as, named[0], facts),
        "leader_title": most_common(one.leader_title for one in told),
        "leader_role": _role(told),
    }


def state_numbers(values: Mapping[str, Any], facts: Facts) -> dict[str, int | None]:
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
    host_id = most_common(one.host_leader_id for one in told if one.host_leader in host.forms)
    return {"host_leader": _name_of(host_id, host, facts), "host_leader_id": host_id}


def _role(told: Sequence[Told]) -> Role:
    """The role most outlets give the leader; of equals the highest."""
    voices = majority(told, "leader_role").voices
    return min(voices, key=lambda role: (-len(voices[role]), role not in HEAD_ROLES, role))


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names without those that differ only in accents, case or hyphens from an earlier one."""
    if len(names) < 2:
        return tuple(names)
    seen: dict[tuple[str, ...], str] = {}
    for name in names:
        seen.setdefault(fold(name), name)
    return tuple(seen.values())


def _date_columns(edges: Edges) -> dict[str, Any]:
    columns: dict[str, Any] = {"duration_days": edges.days}
    chosen: tuple[tuple[str, Candidate | None], ...] = (("start", edges.start), ("end", edges.end))
    for edge, candidate in chosen:
        columns[f"{edge}_date"] = candidate.value.first if candidate else None
        columns[f"{edge}_precision"] = candidate.value.precision if candidate else None
        columns[f"{edge}_basis"] = candidate.basis if candidate else None
    return columns


def _status(told: Sequence[Told]) -> Status:
    """Where the visit stands; of the articles of the last day that say anything, a visit made beats one called off."""
    stages = {one.status for one in told}
    if stages == {"cancelled"}:
        return "cancelled"
    if "cancelled" in stages:
        last_day = max((one.published for one in told if one.published), default=None)
        last = {one.status for one in told if one.published == last_day}
        if "cancelled" in last and not last & {"ongoing", "completed"}:
            return "cancelled"
    return max(stages - {"cancelled"}, key=_STAGES.index)


def _has_passed(edges: Edges, as_of: date | None) -> bool:
    last = edges.end or edges.start
    return last is not None and as_of is not None and last.value.last < as_of


def _status_in_dispute(told: Sequence[Told]) -> bool:
    """True if some say that the visit was called off (not put off), and others that it took place."""
    said = {one.status for one in told if not one.postponed}
    return "cancelled" in said and bool(said & {"ongoing", "completed"})


def _coverage(told: Sequence[Told]) -> dict[str, Any]:
    days = [one.published for one in told if one.published]
    return {
        "n_articles": len({one.article_id for one in told}),
        "n_sources": len({one.voice for one in told if one.source}),
        "first_published": min(days, default=None),
        "last_published": max(days, default=None),
        "confidence": _confidence(told),
    }


def _confidence(told: Sequence[Told]) -> float | None:
    """The probability that not all outlets err, taking the best report of each, and never above SUREST: outlets copy
    from each other, so that they don't err independently. None where no report has a confidence."""
    best: dict[str, float] = {}
    for one in told:
        if one.confidence is not None:
            best[one.voice] = max(best.get(one.voice, 0.0), one.confidence)
    if not best:
        return None
    doubt = 1.0
    for _, confidence in sorted(best.items()):
        doubt *= 1 - confidence
    return min(round(1 - doubt, 4), SUREST)


def _companion_rows(told: Sequence[Told], companions: Sequence[Person]) -> list[dict[str, Any]]:
    if not companions:
        return []
    named = [(one.report_id, companion) for one in told for companion in one.companions]
    rows = []
    for person in companions:
        meant = [(report_id, companion) for report_id, companion in named if companion[0] in person.forms]
        rows.append(
            {
                "name": person.name,
                "relation": most_common(relation for _, (_, relation, _) in meant),
                "office": most_common(office for _, (_, _, office) in meant),
                "n_reports": len({report_id for report_id, _ in meant}),
            }
        )
    return rows

"""From what a model says of a visit to a report: every value that stands in the article, and why others don't."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from visits.model.account import Refused
from visits.model.codes import HEAD_ROLES, Status
from visits.model.mention import Person
from visits.model.report import Claim, Report, claim_value
from visits.reports.discourse import country_led
from visits.reports.model_reader.answer import SaidDate, SaidName, SaidStatus, ToldVisit
from visits.reports.model_reader.days import Day, Edge, read_day
from visits.reports.model_reader.grounds import Ground, Grounds, RefusedError
from visits.reports.model_reader.values import ValueChecks
from visits.reports.offices import office_day, role_of, title_of


class _Said(Protocol):
    @property
    def quote(self) -> str: ...


ValueT = TypeVar("ValueT")
SaidT = TypeVar("SaidT", bound=_Said)


class Grounder:
    """Grounds the visits of one article; `reader` and `rule` name the model and the prompt in the claims."""

    def __init__(self, grounds: Grounds, checks: ValueChecks, reader: str, rule: str):
        self._grounds = grounds
        self._checks = checks
        self._reader, self._rule = reader, rule
        self.refused: list[Refused] = []

    def report(self, told: ToldVisit) -> Report | None:
        """The report of a visit, None for one that doesn't stand; what was refused is added to `refused`."""
        return _Visit(self._grounds, self._checks, told, self._reader, self._rule, self.refused).report()


class _Visit:
    """One visit on its way to a report."""

    def __init__(
        self, grounds: Grounds, checks: ValueChecks, told: ToldVisit, reader: str, rule: str, refused: list[Refused]
    ):
        self._grounds = grounds
        self._registry = grounds.registry
        self._checks = checks
        self._told = told
        self._reader, self._rule = reader, rule
        self._refused = refused
        self._claims: dict[tuple[str, str, int, int], Claim] = {}
        self._conflicts: set[str] = set()
        self._host_id: str | None = None

    def report(self) -> Report | None:
        told, grounds, checks = self._told, self._grounds, self._checks
        name = self._value("leader", told.leader, lambda said, ground: checks.name(said.value, ground))
        if name is None:
            return None
        leader = grounds.person(name, grounds.find(told.leader.quote))
        host = self._value("host_country", told.host_country, lambda s, g: checks.host_country(s.value, g, grounds))
        status = self._value("status", told.status, lambda said, ground: self._status(said, ground, leader))
        if host is None or status is None:
            return None
        days = self._days(status)
        on = office_day(self._registry, leader, days["start"].value) if "start" in days else grounds.discourse.on
        led = self._leader_country(leader, on)
        if host == led:
            self._refuse("host_country", host, told.host_country.quote, "is the leader's own country")
            return None
        role = role_of(self._registry, leader, on)
        return Report(
            report_id="r",
            article_id=grounds.article.id,
            leader=name,
            leader_id=leader.leader_id,
            leader_title=title_of(self._registry, leader, on),
            leader_role=role,
            leader_country=led,
            scope="head" if role in HEAD_ROLES else "other",
            host_country=host,
            status=self._status_by_days(status, days),
            postponed=told.postponed and status == "cancelled",
            focus=told.focus,
            **self._dates(days),
            **self._details(leader, host, on),
            conflicts=tuple(sorted(self._conflicts)),
            claims=tuple(self._claims.values()),
        )

    # Values

    def _value(self, field: str, said: SaidT | None, check: Callable[[SaidT, Ground], ValueT]) -> ValueT | None:
        """What a check makes of a quote, claimed; None for what it refuses."""
        if said is None:
            return None
        try:
            ground = self._grounds.find(said.quote)
            value = check(said, ground)
        except RefusedError as error:
            self._refuse(field, claimed(said), said.quote, str(error))
            return None
        self._claim(field, value, ground)
        return value

    def _values(
        self, field: str, said: Sequence[SaidT], check: Callable[[SaidT, Ground], ValueT]
    ) -> tuple[ValueT, ...]:
        """Each value once, in their order."""
        found: dict[str, ValueT] = {}
        for item in said:
            value = self._value(field, item, check)
            if value is not None:
                found.setdefault(claim_value(value), value)
        return tuple(found.values())

    def _claim(self, field: str, value: Any, ground: Ground, rule: str | None = None) -> None:
        written = claim_value(value)
        key = (field, written, ground.start, ground.end)
        claim = Claim(
            field=field, value=written, evidence=ground.evidence, rule=rule or self._rule, reader=self._reader
        )
        self._claims.setdefault(key, claim)

    def _refuse(self, field: str, value: str, quote: str, reason: str) -> None:
        visit = f"{self._told.leader.value} -> {self._told.host_country.value}"
        self._refused.append(Refused(visit=visit, field=field, value=value, quote=quote, reason=reason))

    # Leader, status

    def _status(self, said: SaidStatus, ground: Ground, leader: Person) -> Status:
        self._grounds.refuse_unless_it_states_a_visit(ground, leader, said.value)
        return said.value

    def _leader_country(self, leader: Person, on: date | None) -> str | None:
        """By the registry where it knows the leader; a model's other country is then a conflict."""
        checks, grounds = self._checks, self._grounds
        ours = country_led(self._registry, leader, on)
        theirs = self._value(
            "leader_country", self._told.leader_country, lambda s, g: checks.leader_country(s.value, g, grounds)
        )
        if ours is None or ours == theirs:
            return theirs
        self._claim("leader_country", ours, grounds.find(self._told.leader.quote), "registry.term")
        if theirs is not None:
            self._conflicts.add("leader_country")
        return ours

    def _status_by_days(self, status: Status, days: dict[Edge, Day]) -> Status:
        """The status, but planned for a visit whose first day lies ahead."""
        published = self._grounds.article.published
        ahead = published is not None and "start" in days and days["start"].value.first_day() > published
        if ahead and status in ("ongoing", "completed"):
            self._conflicts.add("status")
            self._claim("status", "planned", days["start"].ground, "date.stated")
            return "planned"
        return status

    # Dates

    def _days(self, status: Status) -> dict[Edge, Day]:
        """The dates that stand, each read before the one that is counted from it."""
        said: dict[Edge, SaidDate | None] = {"start": self._told.start_date, "end": self._told.end_date}
        first: Edge = "end" if said["start"] and said["start"].basis == "derived" else "start"
        second: Edge = "start" if first == "end" else "end"
        days: dict[Edge, Day] = {}
        for edge, other in ((first, second), (second, first)):
            one = said[edge]
            if one is None:
                continue
            try:
                days[edge] = read_day(one, edge, status, self._grounds, days.get(other))
            except RefusedError as error:
                self._refuse(f"{edge}_date", one.value, one.quote, str(error))
        if len(days) == 2 and days["end"].value.precedes(days["start"].value):
            end = days.pop("end")
            self._refuse("end_date", str(end.value), end.ground.evidence.quote, "lies before the start")
        return days

    def _dates(self, days: dict[Edge, Day]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for edge, day in days.items():
            field = f"{edge}_date"
            values |= {field: day.value, f"{edge}_basis": day.basis}
            self._claim(field, day.value, day.ground, f"date.{day.basis}" if day.theirs else None)
            if day.theirs is not None:
                self._conflicts.add(field)
                self._claim(field, day.theirs, day.ground)
        return values

    def _details(self, leader: Person, host: str, on: date | None) -> dict[str, Any]:
        told, checks, grounds = self._told, self._checks, self._grounds
        host_leader = self._value("host_leader", told.host_leader, lambda s, g: self._host(s, g, leader, host, on))
        return {
            "host_leader": host_leader,
            "host_leader_id": self._host_id if host_leader else None,
            "cities": self._values("cities", told.cities, lambda s, g: checks.city(s.value, g, grounds, host)),
            "duration_days": self._value(
                "duration_days", told.duration_days, lambda s, g: checks.length(s.value, g, grounds)
            ),
            "mode_of_travel": self._value("mode_of_travel", told.mode_of_travel, lambda s, g: checks.mode(s.value, g)),
            "companions": self._values("companions", told.companions, lambda s, g: checks.companion(s, g, leader)),
            "ordinals": self._values("ordinals", told.ordinals, checks.ordinal),
            "visit_type": self._value("visit_type", told.visit_type, lambda s, g: checks.visit_type(s.value, g)),
            "occasion": self._value("occasion", told.occasion, lambda s, g: checks.occasion(s.value, g)),
        }

    def _host(self, said: SaidName, ground: Ground, leader: Person, host: str, on: date | None) -> str:
        """The host's name, of one who isn't known to lead another country."""
        name = self._checks.host_leader(said.value, ground, leader)
        person = self._grounds.person(name, ground)
        led = country_led(self._registry, person, on) if person.leader_id else host
        if led != host:
            raise RefusedError(f"leads {led}")
        self._host_id = person.leader_id
        return name


def claimed(said: Any) -> str:
    """The value that a part of an answer gives, as words."""
    if hasattr(said, "value"):
        return str(said.value)
    return " ".join(str(item) for item in (said.n, said.of, said.city) if item)

"""From observations to reports: which clauses speak of one visit, and what they say together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from visits.model.codes import HEAD_ROLES
from visits.model.mention import Person
from visits.model.report import Claim, Companion, Ordinal, Report, claim_value
from visits.registry import Registry
from visits.reports.agendas import agenda_days, deed_days
from visits.reports.cities import cities_of
from visits.reports.companions import CompanionReader
from visits.reports.company_lists import GENERAL
from visits.reports.confidence import confidence
from visits.reports.context import Findings, Meeting
from visits.reports.details import DetailReader
from visits.reports.discourse import Discourse, country_led
from visits.reports.edges import onward_days
from visits.reports.failed_plans import drop_failed_plans
from visits.reports.fellows import shared_days
from visits.reports.found import Found
from visits.reports.further_deeds import further_deeds
from visits.reports.grouping import carry_plans, group_observations, meeting_days, sentences_of, told_as_earlier
from visits.reports.homecomings import note_homecomings
from visits.reports.hosts import HostReader
from visits.reports.met_abroad import met_abroad
from visits.reports.names import bare_name, same_name
from visits.reports.observation import Observation
from visits.reports.occasion_days import occasion_days
from visits.reports.offices import office_day, role_of, title_of
from visits.reports.ordinals import ordinals_of
from visits.reports.presence_days import presence_days
from visits.reports.programmes import programme_days
from visits.reports.publication_day import seen_on_the_day
from visits.reports.reckoned import reckon_days, reckon_from_stay
from visits.reports.sojourns import note_sojourns, numbered_days
from visits.reports.status import judge_status, left_for_the_next, moved_on
from visits.reports.timing import Dated, Timing, lengths, time_visit
from visits.reports.tour_company import company_sentences


def compose(
    discourse: Discourse, findings: Findings, registry: Registry, details: DetailReader, companions: CompanionReader
) -> tuple[Report, ...]:
    """The reports of an article, in the order in which it mentions the visits."""
    published = discourse.reading.article.published
    findings.observations += met_abroad(findings.observations, findings.meetings, discourse, registry)
    reckon_days(findings.observations, discourse)
    groups = group_observations(findings.observations, discourse, registry)
    carry_plans(groups)
    drop_failed_plans(groups, discourse)
    for group in groups:
        group.extend(meeting_days(group, groups, findings.meetings, registry, discourse))
    note_sojourns(groups, discourse)
    spoken_of = sentences_of(groups, discourse)
    for group in groups:
        group.extend(numbered_days(group, discourse, published))
        group.extend(presence_days(sorted(group, key=lambda o: o.start), discourse, registry))
        group.extend(programme_days(group, spoken_of[id(group)], discourse, registry))
        countries = frozenset(g[0].country for g in groups if g[0].person is group[0].person)
        group.extend(agenda_days(group, discourse, registry, countries))
        group.extend(deed_days(group, discourse, registry))
        group.extend(further_deeds(group, discourse))
        group.extend(occasion_days(group, groups, discourse, registry))
    for group, day in shared_days(groups):
        group.append(day)
    note_homecomings(groups, discourse, registry)
    for group in groups:
        reckon_from_stay(group, discourse, published)
    onward_days(groups, discourse)
    timed = [(group, time_visit(sorted(group, key=lambda o: o.start), published)) for group in groups]
    company = company_sentences(timed, spoken_of, discourse)
    reports = []
    for group, timing in timed:
        own = [t for t in timed if t[0][0].person is group[0].person and t[0] is not group]
        others = [t for t in own if t[0][0].country != group[0].country]
        elsewhere = moved_on(timing, others, published) or left_for_the_next(group, [g for g, _ in others])
        alone = all(t[0][0].country != group[0].country or t[1].start is None for t in own)
        writer = _ReportWriter(discourse, registry, details, companions, group, findings.meetings)
        reports.append(writer.write(spoken_of[id(group)], company[id(group)], timing, elsewhere, alone))
    return tuple(numbered(r for r in reports if not _comes_as_family(r, reports)))


def _comes_as_family(report: Report, reports: Sequence[Report]) -> bool:
    """True for the visit of a spouse or a child along with a leader, who tells of it: it is no visit of their own."""
    return report.scope == "other" and any(
        other.scope == "head"
        and other.host_country == report.host_country
        and any(c.relation != GENERAL and same_name(c.name, report.leader) for c in other.companions)
        for other in reports
    )


def numbered(reports: Iterable[Report], weighed: Callable[[Report], float | None] = confidence) -> list[Report]:
    """Reports with their confidence as `weighed`, and ids that depend on what they say alone: article, leader, host,
    start."""
    seen: Counter[str] = Counter()
    out = []
    for report in reports:
        key = "|".join(
            str(x)
            for x in (
                report.article_id,
                report.leader_id or report.leader,
                report.host_country,
                report.start_date or "",
            )
        )
        seen[key] += 1
        digest = hashlib.sha256(f"{key}|{seen[key]}".encode()).hexdigest()[:16]
        out.append(report.model_copy(update={"report_id": f"r{digest}", "confidence": weighed(report)}))
    return out


class _ReportWriter:
    """Writes the report of one group of observations, a claim for every value."""

    def __init__(
        self,
        discourse: Discourse,
        registry: Registry,
        details: DetailReader,
        companions: CompanionReader,
        group: list[Observation],
        meetings: list[Meeting],
    ):
        self._discourse = discourse
        self._registry = registry
        self._details = details
        self._companion_reader = companions
        self._group = sorted(group, key=lambda o: (o.rule in ("presence.day", "presence.programme"), o.start))
        self._meetings = meetings
        self._claims: dict[tuple[Any, ...], Claim] = {}

    def write(
        self, sentences: list[int], company: list[int], timing: Timing, elsewhere: Observation | None, alone: bool
    ) -> Report:
        """The report; `sentences` are the numbers of those that speak of the visit, `company` of those that can tell
        who came along, `elsewhere` says that the traveller had moved on, `alone` that the article gives the days of
        no other visit of theirs to the country."""
        first = self._group[0]
        person, country = first.person, first.country
        published = self._discourse.reading.article.published
        dateline = self._discourse.dateline
        here = (dateline.city or "") if dateline is not None and dateline.country == country else None
        status, shown = judge_status(self._group, timing, published, elsewhere, here)
        if alone:  # else it may tell of the dated one: "He is making his first trip", below a picture of that
            timing = seen_on_the_day(timing, status, shown, published, self._group, here is not None)
        on = office_day(self._registry, person, timing.start.value) if timing.start else self._discourse.on
        role = role_of(self._registry, person, on)
        leader = self._leader(person, on)
        host = self._host(on, sentences)
        fields: dict[str, Any] = {
            "leader": self._name(person),
            "leader_country": leader,
            "host_country": self._claim("host_country", country, *_place_span(self._group), first.rule),
            "host_leader": host,
            "cities": self._cities(),
            **self._dates(timing),
            "duration_days": self._length(timing),
            "mode_of_travel": self._one("mode_of_travel", self._details.mode(self._discourse, self._group, sentences)),
            "companions": self._companions(company, person, country),
            "ordinals": self._ordinals(sentences),
            "visit_type": self._one("visit_type", self._details.visit_type(self._discourse, self._group)),
            "occasion": self._one("occasion", self._details.occasion(self._discourse, self._group)),
            "status": self._claim("status", status, shown.start, shown.end, shown.rule),
        }
        return Report(
            report_id="r",
            article_id=self._discourse.reading.article.id,
            leader_id=person.leader_id,
            leader_title=title_of(self._registry, person, on),
            leader_role=role,
            scope="head" if role in HEAD_ROLES else "other",
            host_leader_id=self._host_id,
            postponed=status in ("planned", "cancelled") and any(o.put_off for o in self._group),
            focus=self._in_focus(timing),
            claims=tuple(self._claims.values()),
            **fields,
        )

    def _claim(self, field: str, value: Any, start: int, end: int, rule: str) -> Any:
        """Note a claim and hand the value back."""
        evidence = self._discourse.reading.evidence(start, end)
        written = claim_value(value)
        key = (field, written, evidence.start, evidence.end, rule)
        if key not in self._claims:
            self._claims[key] = Claim(field=field, value=written, evidence=evidence, rule=rule)
        return value

    def _one(self, field: str, found: Found | None) -> Any:
        return None if found is None else self._claim(field, found.value, found.start, found.end, found.rule)

    def _name(self, person: Person) -> str:
        start, end = person.named_at or self._group[0].person_at
        name: str = self._claim("leader", bare_name(person.name), start, end, "person.name")
        for obs in self._group[1:]:
            self._claim("leader", name, *obs.person_at, obs.rule)
        return name

    def _leader(self, person: Person, on: date | None) -> str | None:
        country = country_led(self._registry, person, on)
        if country is None:
            return None
        start, end = person.named_at or self._group[0].person_at
        led: str = self._claim(
            "leader_country", country, start, end, "registry.term" if person.leader_id else "person.title"
        )
        return led

    def _host(self, on: date | None, spoken_of: list[int]) -> str | None:
        """The leader of the host country who receives the visitor."""
        host = HostReader(self._discourse, self._registry, self._group, on).read(self._meetings, spoken_of)
        self._host_id = host.person.leader_id if host else None
        if host is None:
            return None
        span = host.person.named_at or (host.start, host.end)
        name: str = self._claim("host_leader", bare_name(host.person.name), *span, host.rule)
        return name

    def _cities(self) -> tuple[str, ...]:
        found = cities_of(self._group, self._discourse, self._registry)
        return tuple(self._claim("cities", f.value, f.start, f.end, f.rule) for f in found)

    def _dates(self, timing: Timing) -> dict[str, Any]:
        return {
            "start_date": self._date("start_date", timing.start),
            "start_basis": timing.start.basis if timing.start else None,
            "end_date": self._date("end_date", timing.end),
            "end_basis": timing.end.basis if timing.end else None,
        }

    def _date(self, field: str, dated: Dated | None) -> Any:
        if dated is None:
            return None
        start, end = (
            sorted([(dated.mention.start, dated.mention.end), dated.observation.cue_at])[0][0],
            max(dated.mention.end, dated.observation.cue_at[1]),
        )
        return self._claim(field, dated.value, start, end, f"date.{dated.basis}")

    def _length(self, timing: Timing) -> int | None:
        """The stated length; the other lengths that the article states stay among the claims."""
        if timing.length is None or not timing.days:
            return None
        for _, mention in lengths(self._group):
            self._claim("duration_days", mention.days, mention.start, mention.end, "length")
        return timing.days

    def _companions(self, sentences: list[int], person: Person, country: str) -> tuple[Companion, ...]:
        found = self._companion_reader.read(self._discourse, sentences, person, country, self._group)
        return tuple(self._claim("companions", f.value, f.start, f.end, f.rule) for f in found)

    def _ordinals(self, sentences: list[int]) -> tuple[Ordinal, ...]:
        found = ordinals_of(self._discourse, self._group, sentences)
        return tuple(self._claim("ordinals", f.value, f.start, f.end, f.rule) for f in found)

    def _in_focus(self, timing: Timing) -> bool:
        """True for a visit that the title or the first sentences report, and that lies near publication."""
        published = self._discourse.reading.article.published
        early = any(o.in_title or o.sentence <= 4 or o.rule == "gathering.quoted" for o in self._group)
        if told_as_earlier(self._group):
            return False
        if published is None or timing.start is None:
            return early
        gap = (timing.start.value.first_day() - published).days
        return early and gap > -20 and (gap < 120 or any(o.in_title for o in self._group))


def _place_span(group: Sequence[Observation]) -> tuple[int, int]:
    """The place words of the first observation that has its own."""
    return next((o.place_at for o in group if o.place_at[1]), group[0].cue_at)

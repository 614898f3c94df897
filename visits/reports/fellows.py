"""The days that two leaders share who meet in a third country: what tells when the one was there for their meeting
tells it of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from visits.model.mention import DateMention
from visits.reports.noting import further_day
from visits.reports.observation import Observation, Tense
from visits.reports.timing import observed_span

_MEETING = ("noun.occasion", "verb.meeting", "meeting.day", "occasion.day", "presence.day")


def shared_days(groups: Sequence[list[Observation]]) -> list[tuple[list[Observation], Observation]]:
    """For each undated visit the day of its meeting as another visit has it, in one country, told by one clause."""
    found = []
    for group in groups:
        if any(observed_span(o) is not None or o.stance == "cancelled" or o.earlier for o in group):
            continue
        fellows = [g for g in groups if g is not group and g[0].country == group[0].country and _met(g, group)]
        days = {d.first: (d, o) for g in fellows for o in g if (d := _day(o)) is not None}
        if len(fellows) == 1 and len(days) == 1:
            mention, told = next(iter(days.values()))
            shared = _shared(group, told, mention)
            shared.closes = any(o.phase == "leaving" and o.tense == "past" for o in fellows[0])
            found.append((group, shared))
    return found


def _met(one: Sequence[Observation], other: Sequence[Observation]) -> bool:
    """True for two visits of which one clause tells, as of "the summit between Trump and Kim in Hanoi"."""
    told = {o.cue_at for o in one if o.rule.startswith(_MEETING) and not o.anaphoric}
    return one[0].person is not other[0].person and any(o.cue_at in told for o in other if o.rule.startswith(_MEETING))


def _day(obs: Observation) -> DateMention | None:
    span = observed_span(obs) if obs.rule.startswith(_MEETING) else None
    if span is None or span[1] != span[2] or span[1].precision != "day":
        return None
    return replace(span[0], first=span[1], last=span[2], past=None, future=None, kind="date")


def _shared(group: Sequence[Observation], told: Observation, day: DateMention) -> Observation:
    tense: Tense = "future" if told.tense == "future" else "past"
    model = min(group, key=lambda o: (o.anaphoric, o.start))
    return further_day(model, "meeting.shared", "meeting", tense, told.sentence, told.cue_at, day)

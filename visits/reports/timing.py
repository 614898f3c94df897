"""When: from the dates of many clauses to the earliest and the latest presence, with precision and basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from visits.model.codes import DateBasis
from visits.model.mention import DateMention
from visits.model.partial_date import PartialDate
from visits.reports.observation import PURPOSE, Observation

NEAR_DAYS = 12
"""Day-precise mentions of one leader in one country that lie closer than this belong to one visit."""

NEWS_SENTENCES = 5
"""The sentences from the title on that tell the news; those behind tell what led up to it."""

WHOLE_JOURNEYS = (":go", ":come")
"""Entries whose past tells of a whole journey: who went to Riga may be home again, who flew there has just come."""

FAR_AHEAD = 90
"""Days ahead up to which the present tense can tell of a day without a year."""

LONGEST_STAY = 60
"""Lengths in days beyond this are of something else ("a 10-year plan")."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the words that give it: `mention`, and the observation that it dates."""

    value: PartialDate
    mention: DateMention
    observation: Observation
    basis: DateBasis


@dataclass(frozen=True, slots=True)
class Timing:
    """The dates of one visit; `length` is the stated number of days."""

    start: Dated | None
    end: Dated | None
    length: Dated | None
    days: int | None


def observed_span(obs: Observation) -> tuple[DateMention, PartialDate, PartialDate] | None:
    """The nearest date or range of the clause, resolved by the clause's tense."""
    for mention in obs.dates:
        if mention.kind in ("date", "range"):
            first, last = resolve(mention, obs)
            if first is not None and last is not None:
                return mention, first, last
    return None


def resolve(mention: DateMention, obs: Observation) -> tuple[PartialDate | None, PartialDate | None]:
    """A mention's first and last day; the clause's tense decides where the words alone do not."""
    if mention.kind == "date" and mention.past is not None and mention.future is not None:
        noun = obs.rule.startswith("noun")
        ahead = mention.anchor is not None and mention.first is not None and mention.first.last_day() >= mention.anchor
        if (obs.tense == "future" or obs.stance == "planned") and not (noun and ahead):
            return mention.future, mention.future
        if obs.tense == "past" and not noun:
            return mention.past, mention.past
        if obs.ongoing and mention.weekday is not None:
            return mention.past, mention.past
        if obs.tense == "present" and obs.stance is None and not noun and far_ahead(mention):
            return mention.past, mention.past
    if mention.kind == "range" and obs.tense == "future" and mention.future is not None and mention.weekday is not None:
        return _from_day(mention, mention.future)
    return mention.first, mention.last


def far_ahead(mention: DateMention) -> bool:
    """True for a day without a year that lies too far ahead to be told in the present: "Obama meets Calderon on June
    18", read in March below a picture, was last year."""
    if mention.anchor is None or mention.future is None or mention.past is None or mention.past.precision != "day":
        return False
    return (mention.future.first_day() - mention.anchor).days > FAR_AHEAD


def _from_day(mention: DateMention, start: PartialDate) -> tuple[PartialDate | None, PartialDate | None]:
    """A range of weekdays, counted from another week's first day: "a summit on Thursday and Friday", still ahead."""
    first, last, begin = (d.exact() if d is not None else None for d in (mention.first, mention.last, start))
    if first is None or last is None or begin is None:
        return mention.first, mention.last
    return start, PartialDate((last + (begin - first)).isoformat())


def lengths(group: Sequence[Observation]) -> list[tuple[Observation, DateMention]]:
    """The lengths of the stay that the clauses state, in their order."""
    tours = {obs.sentence for obs in group if obs.stop[1] > 1}  # "for Niger and Chad, a journey of five days"
    return [
        (obs, obs.length)
        for obs in group
        if obs.rule != PURPOSE
        and not (obs.anaphoric and obs.sentence in tours)
        and obs.length is not None
        and obs.length.days
        and obs.length.days <= LONGEST_STAY
        and not _hours(obs.length)
    ]


def has_come(group: Sequence[Observation], published: date | None) -> bool:
    """True where some words put the visitor in the country before the article appeared: he has arrived, or is there.
    What is planned for the days to come is then the rest of his stay."""
    return published is not None and any(_seen_there(o, published) for o in group)


def _seen_there(obs: Observation, published: date) -> bool:
    if obs.stance is not None or obs.earlier or obs.anaphoric or obs.stop[1] > 1:
        return False
    span = observed_span(obs)
    if span is not None and span[1].last_day() > published:
        return False
    moved = obs.phase in ("arrival", "travel") and obs.tense == "past" and obs.rule != "presence.way"
    arrived = moved and not obs.rule.endswith(WHOLE_JOURNEYS)
    there = obs.ongoing and obs.tense == "present" and obs.rule.startswith(("presence", "verb", "adjective"))
    there = there and obs.rule != "presence.way" and obs.phase not in ("travel", "departure")
    began = obs.begins and obs.tense != "future" and obs.in_title
    acted = obs.rule == "presence.fronted" and obs.tense == "past" and obs.sentence <= NEWS_SENTENCES
    return arrived or there or began or acted


def time_visit(group: Sequence[Observation], published: date | None = None) -> Timing:
    """The dates of a visit from all observations of it; without the day on which the article appeared, nothing tells
    the days to come of a stay from its first."""
    starts: list[Dated] = []
    departures: list[Dated] = []
    ends: list[Dated] = []
    presence: list[Dated] = []
    ahead: list[Dated] = []
    come = has_come(group, published)
    for obs in group:
        span = observed_span(obs)
        if span is None:
            continue
        mention, first, last = span
        remains = come and published is not None and first.precision == "day" and first.first_day() > published
        if obs.rule == PURPOSE:
            _time_purpose(obs, mention, first, last, presence, ahead)
        elif remains and obs.phase != "leaving" and not obs.closes:
            ahead.append(Dated(last, mention, obs, "bounded"))
        elif obs.stop[1] > 1:
            _time_stop(obs, mention, first, last, starts, ends)
        elif mention.kind == "range" and first != last and obs.phase != "occasion":
            starts.append(Dated(first, mention, obs, "stated"))
            ends.append(Dated(last, mention, obs, "stated"))
        elif mention.kind == "range" and first != last:
            presence += [Dated(first, mention, obs, "bounded"), Dated(last, mention, obs, "bounded")]
        elif obs.day_number and mention.start not in obs.begin_dates:
            _time_numbered_day(obs, mention, first, starts, ends)
        elif obs.phase == "departure":
            departures.append(Dated(first, mention, obs, "stated"))
        elif obs.phase in ("arrival", "travel"):
            starts.append(Dated(first, mention, obs, "stated"))
        elif obs.phase == "leaving":
            ends.append(Dated(last, mention, obs, "stated"))
        elif obs.begins or mention.start in obs.begin_dates:
            starts.append(Dated(first, mention, obs, "stated"))
        elif obs.closes:
            ends.append(Dated(last, mention, obs, "stated"))
        else:
            presence.append(Dated(first, mention, obs, "bounded"))
    starts = starts or departures  # the day of departure counts unless the arrival is dated
    starts = starts or _arrived_today(group, presence, published)
    length = next(iter(lengths(group)), None)
    stated = Dated(PartialDate("0001"), length[1], length[0], "stated") if length else None
    days = length[1].days if length else None
    start, end = _bounds(starts, [d for d in ends if not come or not _to_come(d)], presence, days, ahead)
    going = _latest([d for d in ends if come and _to_come(d)])  # "is to return on Thursday": where he is until then
    end = going or end
    return Timing(start, end, stated, days)


def _arrived_today(group: Sequence[Observation], presence: Sequence[Dated], published: date | None) -> list[Dated]:
    """The day of the news, on which the article tells an arrival without a day: "rolled into town for three days"."""
    came = any(
        o.phase == "arrival" and o.tense == "past" and o.stance is None and not (o.dates or o.anaphoric or o.earlier)
        for o in group
        if o.sentence <= NEWS_SENTENCES
    )
    first = _earliest(presence) if came else None
    today = first is not None and first.value.exact() == published and first.observation.stance is None
    return [first] if first is not None and today and lengths(group) else []


def _hours(mention: DateMention) -> bool:
    """True for a length under a day ("the 13-hour trip"), which is no length of a stay."""
    return mention.timex.startswith("PT") and (mention.days or 0) <= 1


def _time_numbered_day(
    obs: Observation, mention: DateMention, day: PartialDate, starts: list[Dated], ends: list[Dated]
) -> None:
    """The second day of a visit is one day behind its first; the last day is its end."""
    seen = Dated(day, mention, obs, "stated")
    if obs.day_number == -1:
        ends.append(seen)
    elif obs.day_number == 1 or day.exact() is None:
        starts.append(seen)
    else:
        starts.append(_shifted(seen, 1 - obs.day_number))
        ends.append(Dated(day, mention, obs, "bounded"))


def _time_stop(
    obs: Observation,
    mention: DateMention,
    first: PartialDate,
    last: PartialDate,
    starts: list[Dated],
    ends: list[Dated],
) -> None:
    """One of several stops that share a date: the first has its beginning, the last its end, the others the month."""
    number, stops = obs.stop
    together = number == 0 or (obs.tense == "past" and obs.phase in ("visit", "arrival", "presence", "meeting"))
    if first == last and first.exact() and together:  # "visited Myanmar and Cambodia on Monday"
        starts.append(Dated(first, mention, obs, "stated"))
        return
    month_first, month_last = (PartialDate(d.root[:7]) for d in (first, last))
    starts.append(Dated(first, mention, obs, "stated") if number == 0 else Dated(month_first, mention, obs, "bounded"))
    ends.append(
        Dated(last, mention, obs, "stated") if number == stops - 1 else Dated(month_last, mention, obs, "bounded")
    )


def _time_purpose(
    obs: Observation,
    mention: DateMention,
    first: PartialDate,
    last: PartialDate,
    presence: list[Dated],
    ahead: list[Dated],
) -> None:
    """The days of what the visitor came for: he was there before those ahead, and will be there to their end."""
    days = obs.length.days if obs.length is not None else None
    end = Dated(last, mention, obs, "bounded")
    if days and first == last and first.exact():
        end = _shifted(end, days - 1)
    if obs.tense == "past":
        presence.append(Dated(first, mention, obs, "bounded"))
    ahead.append(end)


def _bounds(
    starts: list[Dated], ends: list[Dated], presence: list[Dated], days: int | None, ahead: list[Dated]
) -> tuple[Dated | None, Dated | None]:
    """The first and the last day, where they are not both stated from what is: a length, or days of presence; `ahead`
    are days on which the visitor will still be there."""
    start, end = _earliest(starts), _latest(ends)
    if start is None and end is None and days and presence and all(d.observation.stance == "planned" for d in presence):
        start = _earliest(presence)  # "will pay a three-day visit on Monday": the day announced is the first
        start = Dated(start.value, start.mention, start.observation, "stated") if start else None
    if days and start is not None and start.value.exact() and (end is None or end.basis == "bounded"):
        end = _shifted(start, days - 1)
    elif days and start is None and end is not None and end.value.exact():
        start = _shifted(end, 1 - days)
    seen = presence + starts + ends
    if start is None:
        start = _as_presence(_earliest([d for d in seen if not _only_closes(d)]))
    elif presence and (early := _earliest(presence)) and early.value.precedes(start.value):
        start = early if start.basis == "derived" or _already_there(early, start) else start
    if end is None:
        end = _as_presence(_latest(seen + ahead))
    elif (late := _latest(presence + ahead)) and end.value.precedes(late.value) and end.basis != "stated":
        end = late
    if start is not None and end is not None and end.value.precedes(start.value):
        end = start
    return start, end


def _as_presence(dated: Dated | None) -> Dated | None:
    """The day of a departure is one of presence where it stands for the start; so is that of an arrival for the end."""
    if dated is None or dated.basis != "stated":
        return dated
    return Dated(dated.value, dated.mention, dated.observation, "bounded")


def _only_closes(dated: Dated) -> bool:
    """True for the Sunday of "is in Rome until Sunday" and "leaves on Sunday": it tells nothing of the days before."""
    obs, told_on = dated.observation, dated.mention.anchor
    leaves = obs.phase == "leaving" and told_on is not None and dated.value.first_day() > told_on
    return obs.tense == "future" and (obs.closes or leaves)


def _to_come(dated: Dated) -> bool:
    """True for a day on which the visitor is still to leave."""
    return dated.observation.phase == "leaving" and dated.observation.tense == "future"


def _already_there(seen: Dated, start: Dated) -> bool:
    """True where the visitor was at work before a movement that is to come: to the next city, not to the country."""
    return seen.observation.day_number > 0 or (
        start.observation.stance == "planned" and seen.observation.ongoing and seen.observation.stance is None
    )


def _shifted(dated: Dated, days: int) -> Dated:
    day = dated.value.exact()
    assert day is not None
    return Dated(PartialDate.from_date(day + timedelta(days=days)), dated.mention, dated.observation, "derived")


def _earliest(found: Sequence[Dated]) -> Dated | None:
    """Day-precise dates before coarser ones, then the earliest."""
    return min(found, key=lambda d: (-len(d.value.root), d.value.root, d.mention.start), default=None)


def _latest(found: Sequence[Dated]) -> Dated | None:
    exact = [d for d in found if d.value.precision == "day"] or list(found)
    return max(exact, key=lambda d: (d.value.root, -d.mention.start), default=None)

"""The day on which an article appears, for a stay that it tells as under way without any day: "Abe, who is visiting
Israel, condemned the threat" places him there when it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from visits.model.codes import DateBasis, Status
from visits.model.mention import DateMention
from visits.model.partial_date import PartialDate
from visits.reports.observation import JOURNEYS, Observation
from visits.reports.timing import NEWS_SENTENCES, Dated, Timing


def seen_on_the_day(
    timing: Timing,
    status: Status,
    shown: Observation,
    published: date | None,
    group: Sequence[Observation],
    reported_there: bool,
) -> Timing:
    """The timing with the day of publication as one of presence, where `shown` tells an undated stay as under way; as
    the first day, where it tells of the beginning of a stay of known length. What a reporter who is there tells first
    (`reported_there`) has happened on that day as well."""
    if published is None or timing.start is not None:
        return timing
    if reported_there and timing.end is None and _is_news(shown) and not any(o.dates for o in group):
        seen = _on(shown, published)
        return Timing(seen, seen, timing.length, timing.days)
    if status != "ongoing":
        return timing
    if any(d.kind == "vague" for o in group if o.phase in JOURNEYS and o.tense == "past" for d in o.dates):
        return timing  # "flew to Fiji last week": he has been there for longer
    if timing.end is not None and (not shown.ongoing or timing.end.value.first_day() <= published):
        return timing
    if not shown.ongoing or shown.phase == "occasion" or shown.stop[1] > 1:
        return timing  # "agreed at the Hanoi summit", "on a tour of five countries": he can be there no longer
    if any(d.kind != "duration" for d in shown.dates):
        return timing  # "is making a trip this week"
    seen = _on(shown, published)
    days = timing.days if shown.begins and timing.days else 1
    end = _on(shown, published + timedelta(days=days - 1), "derived") if days > 1 else timing.end or seen
    return Timing(seen, end, timing.length, timing.days)


def _is_news(shown: Observation) -> bool:
    """True for "Monti told reporters in Madrid", at the head of a report from there."""
    acts = shown.rule.startswith(("verb.presence", "verb.meeting", "meeting", "presence", "gathering"))
    return acts and shown.tense == "past" and shown.stance is None and shown.sentence < NEWS_SENTENCES


def day_at(shown: Observation, on: date) -> DateMention:
    """A day that the words of the observation give without naming it."""
    day = PartialDate.from_date(on)
    start, end = shown.cue_at
    return DateMention(start, end, "", "date", first=day, last=day, timex=on.isoformat(), relative=True)


def _on(shown: Observation, on: date, basis: DateBasis = "bounded") -> Dated:
    return Dated(PartialDate.from_date(on), day_at(shown, on), shown, basis)

"""Leaders who meet a traveller in a third country: "He will also see Macron", told of Trump's stay in Brussels.

Where two meet whom nothing puts at the home of either, and one of them is abroad in one country alone, they meet there.
"""

from __future__ import annotations

from collections.abc import Sequence

from visits.model.mention import Person
from visits.registry import Registry
from visits.reports.context import Meeting
from visits.reports.discourse import Discourse, country_led, is_head
from visits.reports.observation import Observation
from visits.reports.timing import observed_span

_NEAR = 4
"""Sentences before the meeting in which the traveller is told to be abroad, and days between its day and the stay."""
_ONE_BY_ONE = 4
"""So many people can meet in one clause; more are a list of something else."""


def met_abroad(
    observations: Sequence[Observation], meetings: Sequence[Meeting], discourse: Discourse, registry: Registry
) -> list[Observation]:
    """The presence of those who meet the traveller there, of whom the article tells no journey of their own."""
    found: list[Observation] = []
    for meeting in meetings:
        people = [person for person, _, _ in meeting.people]
        if not 1 < len(people) <= _ONE_BY_ONE or not all(is_head(registry, p, discourse.on) for p in people):
            continue
        homes = {country_led(registry, p, discourse.on) for p in people}
        stays = [o for o in observations if o.person in people and o.country and o.country not in homes]
        journeys = {(id(o.person), o.country) for o in observations if o.person in people and o.country}
        if len({key for key, _ in journeys}) != 1 or len(journeys) != 1 or len(homes) != len(people):
            continue
        told = next((o for o in reversed(stays) if _tells(o, meeting)), None)
        if told is None or (meeting.tense == "future" and not _bound_to_be_there(meeting, told, stays)):
            continue  # "arrived in Hawaii on Monday. He is due to meet Merkel on Wednesday": who knows where
        if _elsewhere(discourse, meeting, told.country) or not _in_time(meeting, stays, discourse):
            continue
        found += [_note(meeting, told, p, span) for p, *span in meeting.people if p is not told.person]
    return found


def _tells(obs: Observation, meeting: Meeting) -> bool:
    """True for words shortly before the meeting that put the traveller abroad."""
    near = 0 <= meeting.sentence - obs.sentence <= _NEAR
    return near and obs.stance != "cancelled" and not obs.earlier and not obs.anaphoric and obs.phase != "leaving"


def _bound_to_be_there(meeting: Meeting, told: Observation, stays: Sequence[Observation]) -> bool:
    """True for a meeting ahead told in one breath with the stay, or of one who is at a gathering."""
    return meeting.sentence == told.sentence or any(o.phase == "occasion" for o in stays)


def _in_time(meeting: Meeting, stays: Sequence[Observation], discourse: Discourse) -> bool:
    """True for a meeting on a day of the stay, or where the one or the other has none, of the news."""
    if not meeting.dates:
        return True
    mention = meeting.dates[0]
    first = mention.future if meeting.tense == "future" and mention.future is not None else mention.first
    day = first.exact() if first is not None else None
    spans = [span for o in stays if (span := observed_span(o)) is not None]
    days = [d.first_day() for span in spans for d in span[1:]] or ([discourse.on] if discourse.on is not None else [])
    return day is not None and any(abs((day - other).days) <= _NEAR for other in days)


def _elsewhere(discourse: Discourse, meeting: Meeting, country: str) -> bool:
    """True where the sentence of the meeting names a place in another country."""
    places = discourse.sentences[meeting.sentence].places
    return any(p.country not in (None, "EUU", country) for p in places)


def _note(meeting: Meeting, told: Observation, person: Person, span: Sequence[int]) -> Observation:
    return Observation(
        rule="meeting.abroad",
        phase="meeting",
        person=person,
        country=told.country,
        city=None,
        sentence=meeting.sentence,
        start=min(span[0], meeting.start),
        end=max(span[1], meeting.end),
        tense=meeting.tense,
        stance="planned" if meeting.tense == "future" else None,
        dates=meeting.dates,
        person_at=(span[0], span[1]),
        place_at=told.place_at,
        cue_at=(meeting.start, meeting.end),
    )

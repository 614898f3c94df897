"""Whether a visit is planned, under way, over or called off on the day on which the article appears."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from visits.model.codes import Status
from visits.reports.observation import JOURNEYS, Observation
from visits.reports.timing import NEWS_SENTENCES, WHOLE_JOURNEYS, Timing, observed_span

_GOING_ON_WITH = ("presence.programme", "presence.homecoming")
"""Rules that tell what is to come of a stay, which need not lie ahead itself."""


def judge_status(
    group: Sequence[Observation],
    timing: Timing,
    published: date | None,
    elsewhere: Observation | None = None,
    here: str | None = None,
) -> tuple[Status, Observation]:
    """The status as of publication, with the observation that shows it; `elsewhere` places the traveller in another
    country by then: he is in one at a time. `here` is the town in the country from which the reporter writes, "" where
    only the country is told."""
    status, shown = _status_of_one(group, timing, published, here)
    if status == "ongoing" and elsewhere is not None:
        return "completed", elsewhere
    return status, shown


def _status_of_one(
    group: Sequence[Observation], timing: Timing, published: date | None, here: str | None
) -> tuple[Status, Observation]:
    """The status that the observations and dates of one visit tell.

    Dates decide where they are known; else what the clauses say: of plans, of what happened, of what is under
    way. A bare mention ("Obama's visit") says nothing either way.
    """
    plans = [o for o in group if o.stance == "planned" and o.rule not in _GOING_ON_WITH]
    happened = [o for o in group if _happened(o)]
    if published is not None and any(_dated_by(o, published) for o in group):
        plans = [o for o in plans if not o.anaphoric]  # "before the trip, he had said"
    if any(not o.anaphoric for o in plans):
        happened = [o for o in happened if not o.anaphoric or _came(o, published)]
    if any(not o.in_title and not o.anaphoric for o in plans) and all(_in_a_heading(o) for o in happened):
        happened = []  # "Obama ready for talks on trip to Fiji", above the news that he will go
    news = min((o.sentence for o in happened if o.sentence <= NEWS_SENTENCES), default=None)
    cancelled = [o for o in group if o.stance == "cancelled" and (not o.anaphoric or not happened)]
    if news is not None:  # "some had wanted the summit called off", told behind the news of it
        cancelled = [o for o in cancelled if o.sentence <= max(news, NEWS_SENTENCES)]
    kept = [o for o in plans if not o.in_title and not o.anaphoric and o.rule.startswith(("verb.travel", "presence"))]
    if all(o.in_title for o in cancelled) and kept:  # "Modi drops Rome visit, keeps Paris stop"
        cancelled = []
    if cancelled:
        return "cancelled", cancelled[0]
    left = next(
        (o for o in group if (o.phase == "leaving" and o.tense == "past" and o.stance is None) or o.closes_past), None
    )
    shown = (happened or list(group))[0]
    start = timing.start.value if timing.start else None
    end = timing.end.value if timing.end else None
    if published is not None and start is not None:
        if start.first_day() > published:
            return "planned", (plans or [shown])[0]
        if (end or start).last_day() < published:
            if left is None and _still_there(timing, happened, published, here):
                return "ongoing", shown
            return "completed", left or shown
        if start.precision == "day":
            happened = happened or [o for o in group if _meets(o)]
            return _status_on_the_day(plans, happened, left, shown, start == end)
    elif published is not None and end is not None and left is None and happened and end.last_day() >= published:
        return "ongoing", shown  # he has come, and will be there on that day
    return _status_by_words(plans, happened, left, shown, here)


def _still_there(timing: Timing, happened: Sequence[Observation], published: date, here: str | None) -> bool:
    """True for an arrival of the last two days with no word of an end, or a stay told in the present tense."""
    end = timing.end
    if end is None or end.basis == "derived" or (published - end.value.last_day()).days > 2:
        return False
    return any(
        (o.phase in ("arrival", "departure") and not o.in_title)
        or (_has_come_here(o, here) and _yesterday(o, published))
        or (o.ongoing and o.tense == "present" and o.rule.startswith(("verb", "presence")))
        for o in happened
    )


def _happened(obs: Observation) -> bool:
    told = obs.ongoing or obs.tense == "past" or obs.day_number
    return obs.stance is None and bool(told)


def _came(obs: Observation, published: date | None) -> bool:
    """True for "He arrived on Wednesday", whatever is planned for the rest of the stay."""
    span = observed_span(obs) if obs.phase == "arrival" and obs.tense == "past" else None
    return span is not None and published is not None and span[2].last_day() <= published


def _in_a_heading(obs: Observation) -> bool:
    """True for a noun in the title, which tells of no time."""
    return obs.in_title and obs.rule.startswith("noun") and not obs.closes


def _dated_by(obs: Observation, day: date) -> bool:
    """True for words on the stay itself that put it on a day until then."""
    span = observed_span(obs) if not obs.anaphoric and obs.stance is None else None
    return span is not None and span[2].last_day() <= day


def _meets(obs: Observation) -> bool:
    """True for "Trump meets Abe in Washington", which on the day itself is no plan."""
    return obs.stance is None and obs.tense == "present" and obs.rule.startswith(("verb.meeting", "verb.hosting"))


def _status_on_the_day(
    plans: Sequence[Observation],
    happened: Sequence[Observation],
    left: Observation | None,
    shown: Observation,
    one_day: bool,
) -> tuple[Status, Observation]:
    """The status of a visit whose days hold the publication day."""
    if left is not None:
        return "completed", left
    if not happened and plans:
        return "planned", plans[0]
    landing = [o for o in plans if o.phase == "arrival" and not o.anaphoric]
    if landing and all(o.phase == "departure" for o in happened):
        return "planned", landing[0]  # "took off on Sunday and lands in Riga later in the day"
    lasting = [
        o
        for o in happened
        if o.ongoing
        or o.day_number
        or o.begins
        or o.phase in ("arrival", "presence", "travel", "departure", "occasion")
    ]
    if one_day and happened and not lasting:
        return "completed", shown
    return "ongoing", (lasting or [shown])[0]


def _has_come_here(obs: Observation, here: str | None) -> bool:
    """True for "came to Riga" among the news, as a reporter in Riga writes: who came is there."""
    came = obs.phase == "travel" and obs.tense == "past" and obs.rule.endswith(":come") and not obs.in_title
    return here is not None and came and obs.city in (None, here) and obs.sentence <= NEWS_SENTENCES


def _yesterday(obs: Observation, published: date) -> bool:
    span = observed_span(obs)
    return span is not None and (published - span[2].last_day()).days <= 1


def _goes_on(obs: Observation, here: str | None) -> bool:
    """True for a stay told as under way; "at the Hanoi summit" is that among the news, or where the reporter is there.
    So is an arrival."""
    news = here is not None or obs.sentence <= NEWS_SENTENCES
    moved = obs.phase in JOURNEYS and obs.tense == "past" and not obs.in_title
    told = obs.staying or not obs.rule.startswith("noun")
    whole = obs.rule.endswith(WHOLE_JOURNEYS)
    dated = any(d.kind in ("date", "range") and d.first is not None for d in obs.dates)
    return ((obs.ongoing or obs.day_number > 0) and (news or told)) or (news and moved and not whole and not dated)


def _status_by_words(
    plans: Sequence[Observation],
    happened: Sequence[Observation],
    left: Observation | None,
    shown: Observation,
    here: str | None,
) -> tuple[Status, Observation]:
    """The status of a visit that no date places before, on or after the publication day."""
    if left is not None:
        return "completed", left
    if plans:  # "Chirac ready to listen on trip to Cairo": a headline's trip can lie ahead
        happened = [o for o in happened if not (o.in_title and o.rule.startswith("noun"))]
    under_way = [o for o in happened if _goes_on(o, here)]
    standing = [o for o in under_way if o.tense == "present" and (o.staying or not o.rule.startswith("noun"))]
    if standing:
        return "ongoing", standing[0]
    if plans and len(plans) > len(happened):
        return "planned", plans[0]
    over = [o for o in happened if not _goes_on(o, here) and not o.in_title and o.phase != "arrival"]
    if under_way and len(under_way) > len(over):
        return "ongoing", under_way[0]
    return "completed", shown


_START = attrgetter("start")


def left_for_the_next(group: Sequence[Observation], others: Sequence[Sequence[Observation]]) -> Observation | None:
    """What tells that the traveller has left for another country behind the words that put him in this one: "spent
    Saturday in Lisbon ... In the evening he left for Washington"."""
    told = [o for g in (group, *others) for o in g if o.dates or not o.anaphoric]
    for going in (o for g in others for o in g):
        if going.phase != "departure" or going.tense != "past" or not _happened(going) or going.in_title:
            continue
        before = max(
            (o for o in told if o.start < going.start and o.sentence < going.sentence), key=_START, default=None
        )
        if before is not None and any(before is o for o in group) and before.phase != "departure":
            return going
    return None


def moved_on(
    timing: Timing, others: Sequence[tuple[Sequence[Observation], Timing]], published: date | None
) -> Observation | None:
    """What shows that the traveller had gone to another country by the publication day; `others` are his other
    visits."""
    end = timing.end.value.exact() if timing.end else None
    if end is None or published is None:
        return None
    for group, other in others:
        start = other.start.value.exact() if other.start else None
        if start is not None and end < start <= published:
            shown = next((o for o in group if _happened(o) and observed_span(o) is not None), None)
            if shown is not None:
                return shown
    return None

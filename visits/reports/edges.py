"""The last days of a stay that no clause about the visit itself tells: "is in Rome until Sunday", "was still in town
on Thursday", "leaves for Serbia on Saturday" of one who is in Hungary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.clause_bounds import clause_end
from visits.reports.context import Context
from visits.reports.discourse import Discourse
from visits.reports.observation import Observation
from visits.reports.timing import observed_span

_UNTIL = frozenset({"until", "till", "through"})
_BE = frozenset({"was", "is", "were", "are", "remained", "remains", "stayed"})
_TOWN = (["in", "town"], ["in", "the"], ["in", "that"])
_PLACES = frozenset({"city", "capital", "country"})
_TOWNS = _PLACES | {"town"}
_WAYS = frozenset({"departure", "travel"})
_BESIDE = 12
"""Characters between a journey's place and its day: " later on "."""
_LONGEST_GAP = 4
"""Days between the last day known in one country and the journey on to the next."""


def note_last_day(ctx: Context, stay: Observation, last: int) -> None:
    """Note the day to which a stay, whose place ends before token `last`, goes on: "in Rome until Sunday"."""
    tokens = ctx.tokens
    for j in range(last, min(last + 9, clause_end(tokens, last))):
        if tokens[j].kind != "D" or tokens[j - 1].low not in _UNTIL or tokens[j].mention.kind != "date":
            continue
        if any(c.is_verb and last <= c.first < j for c in ctx.sentence.cues):
            return  # "arrived on Monday and will stay until Saturday": the other verb's
        day: DateMention = tokens[j].mention
        stay.dates = [d for d in stay.dates if d is not day]
        closing = replace(stay, dates=[day], begin_dates=frozenset(), closes=True, ongoing=False, length=None)
        closing.tense = "past" if stay.tense == "past" else "future"
        ctx.findings.observations.append(closing)
        return


def observe_still_there(ctx: Context) -> None:
    """ "arrived in Washington on Tuesday and was still in town on Thursday": a day of the stay just told of."""
    if "in" not in ctx.sentence.words or not ctx.sentence.has(_TOWNS):
        return
    tokens = ctx.tokens
    for j in range(1, len(tokens) - 2):
        in_town = tokens[j + 1].low == "town" or tokens[min(j + 2, len(tokens) - 1)].low in _PLACES
        if tokens[j].low != "in" or not in_town or [t.low for t in tokens[j : j + 2]] not in _TOWN:
            continue
        be = next((k for k in (j - 1, j - 2) if k > 0 and tokens[k].low in _BE), None)
        day = next((t.mention for t in tokens[j + 2 : j + 6] if t.kind == "D" and t.mention.kind == "date"), None)
        near = [o for o in ctx.findings.observations if ctx.sentence.number - o.sentence <= 1 and o.country]
        if be is None or day is None or not near:
            continue
        people = [p for p, _ in ctx.people_of(ctx.clause_subject(be))]
        stay = next((o for o in reversed(near) if any(o.person is p for p in people)), None)
        if stay is not None and stay.phase not in ("departure", "leaving"):
            ctx.findings.observations.append(_seen_again(ctx, stay, day, j))


def _seen_again(ctx: Context, stay: Observation, day: DateMention, j: int) -> Observation:
    at = (ctx.tokens[j].start, ctx.tokens[j].end)
    return replace(
        stay,
        rule="presence.still",
        phase="presence",
        tense="past",
        stance=None,
        ongoing=True,
        sentence=ctx.sentence.number,
        start=at[0],
        end=at[1],
        dates=[day],
        begin_dates=frozenset(),
        cue_at=at,
        length=None,
        begins=False,
        closes=False,
        day_number=0,
        hosts=[],
    )


def onward_days(groups: Sequence[list[Observation]], discourse: Discourse) -> None:
    """Whoever leaves for the next country is in the one before until then."""
    string = discourse.reading.string
    for obs in (o for g in groups for o in g if o.phase == "departure" and not o.dates):
        obs.dates = _day_of_deeds_before(obs, discourse.sentences[obs.sentence].tokens)
    departures = [(g, o, day) for g in groups for o in g if o.phase in _WAYS and (day := _day(o, string)) is not None]
    for group, going, day in departures:
        stays = [g for g in groups if g is not group and g[0].person is group[0].person and _lasts_to(g, day)]
        stays.sort(key=_last_day)
        if not stays or stays[-1][0].country == group[0].country:
            continue
        if len(stays) > 1 and _last_day(stays[-2]) == _last_day(stays[-1]):
            continue
        stay = max(stays[-1], key=_last)
        stays[-1].append(
            replace(
                going,
                rule="presence.onward",
                phase="presence",
                country=stay.country,
                city=None,
                place_at=stay.place_at,
                stop=(0, 1),
                length=None,
                hosts=[],
                closes=going.tense == "past" and going.stance is None,
            )
        )


def _day_of_deeds_before(obs: Observation, tokens: Sequence[Token]) -> list[DateMention]:
    """The Friday of "On Friday he visits a school before leaving for Uganda"."""
    cue = next((j for j, t in enumerate(tokens) if t.start == obs.cue_at[0]), 0)
    if cue < 1 or tokens[cue - 1].low != "before":
        return []
    days = [t.mention for t in tokens[:cue] if t.kind == "D" and t.mention.kind == "date"]
    return days if len(days) == 1 and days[0].begins_on_a_day else []


def _day(obs: Observation, string: str) -> date | None:
    """The day of a journey; for a journey whose start nothing tells, only one that stands beside it: the Monday of
    "before travelling to Helsinki for a meeting with Putin on Monday" is the meeting's."""
    span = observed_span(obs)
    if span is not None and obs.phase == "travel":
        between = string[max(obs.cue_at[1], obs.place_at[1]) : span[0].start]
        if len(between) > _BESIDE or " for " in between:
            return None
    return span[1].exact() if span is not None and obs.stance in (None, "planned") and obs.stop[1] == 1 else None


def _last(obs: Observation) -> date:
    span = observed_span(obs)
    day = span[2].exact() if span is not None else None
    return day or date.min


def _last_day(group: Sequence[Observation]) -> date:
    return max((_last(o) for o in group if o.stance in (None, "planned")), default=date.min)


def _lasts_to(group: Sequence[Observation], day: date) -> bool:
    """True for a stay that can have lasted to the day: its last day known lies shortly before, and no word of its
    end, nor of its length, says otherwise."""
    told = any(o.closes or o.phase == "leaving" or o.length is not None or o.earlier or o.over for o in group)
    last = _last_day(group)
    return not told and 0 <= (day - last).days <= _LONGEST_GAP if last > date.min else False

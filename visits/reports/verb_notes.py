"""Noting what a verb tells: the observation of one traveller at one place."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from visits.mentions.cues import Cue
from visits.model.mention import DateMention, Person
from visits.reports.clause_bounds import clause_end
from visits.reports.context import Context
from visits.reports.dated_stops import own_dates
from visits.reports.destinations import Destination
from visits.reports.edges import note_last_day
from visits.reports.noting import note
from visits.reports.noun_phrases import spans_countries
from visits.reports.noun_time import foretold
from visits.reports.observation import JOURNEYS, Phase
from visits.reports.purposes import note_purpose, read_purpose, without
from visits.reports.timing import far_ahead
from visits.reports.verb_groups import VerbGroup
from visits.reports.verb_time import followed, foretells, time_and_stance

_TELLING = frozenset({"say", "tell", "speak", "insist", "warn", "declare", "vow"})
_ASSEMBLING = frozenset({"gather", "convene"})
"""Verbs whose perfect tells what goes on: "leaders have gathered in Bamako"."""
_BEHIND_SPEECH = frozenset({",", "”", '"'})
_VERBS_BETWEEN = frozenset(
    """has have had is are was were will holds held meets met attends attended ends finishes finished concludes goes
    flies""".split()
)


def stay_length(ctx: Context, cue: Cue) -> DateMention | None:
    """The length behind a verb: "arrived for a three-day visit", "stayed four days"."""
    end = clause_end(ctx.tokens, cue.last, 16)
    for j in range(cue.last, end):
        within = ctx.tokens[j - 1].low == "in"  # "his second visit in two months"
        if ctx.tokens[j].kind == "D" and ctx.tokens[j].mention.kind == "duration" and not within:
            mention: DateMention = ctx.tokens[j].mention
            return None if spans_countries(ctx, j) else mention
    return None


def _shown(ctx: Context, mention: DateMention) -> bool:
    """True for a day of the past that names its year, and for one without that would lie far ahead: below a picture
    the present tense tells of what has happened."""
    if far_ahead(mention):
        return True
    day, published = mention.first.exact() if mention.first else None, ctx.discourse.reading.article.published
    return not mention.relative and day is not None and published is not None and day <= published


def _beside_the_news(ctx: Context, cue: Cue, group: VerbGroup) -> bool:
    """True for "he said, speaking in Rome" and "he was on his first trip, meeting leaders in Rome"."""
    if cue.tense != "ing" or group.words or group.lead != ",":
        return False
    before = [t.low for t in ctx.tokens[: group.first]]
    told = before[-2:-1] in (["said"], ["says"]) and cue.entry.id in ("speak", "address")
    return told or any(a in {"is", "was"} and b == "on" for a, b in pairwise(before))


def _of_another_place(ctx: Context, place: Destination, day: DateMention, home: str | None) -> bool:
    """True for the Friday of "spends the day in Lisbon and is in Washington on Friday": a place stands nearer to it."""
    tokens = ctx.tokens
    at = next((j for j, t in enumerate(tokens) if t.start == day.start), 0)
    between = tokens[place.at + 1 : at]
    others = [t for t in between if t.kind == "L" and t.mention.country not in (None, place.country, home)]
    verbs = any(t.low in _VERBS_BETWEEN for t in between)
    return bool(others) and verbs


def _next(ctx: Context, cue: Cue, group: VerbGroup, day: DateMention) -> DateMention:
    """The coming Thursday of "On Thursday he celebrates Mass": a programme, told in the present behind its day."""
    opens = day.end <= ctx.tokens[cue.first].start and day.start <= ctx.tokens[min(2, cue.first)].start
    told = cue.tense == "third" and not group.words and not ctx.sentence.in_title and ctx.caption_date() is None
    if not (opens and told) or day.weekday is None or day.future is None or cue.entry.id in _TELLING:
        return day
    return replace(day, first=day.future, last=day.future, past=None, future=None)


def _ahead(ctx: Context, cue: Cue) -> bool:
    """True for "after visiting Japan, he will go on" and "then travels on": the visit is not over yet."""
    behind = ctx.tokens[cue.last :]
    movements = [c for c in ctx.sentence.cues if c.first >= cue.last and c.is_verb]
    return foretold(behind) or any(c.tense == "third" for c in movements[:1])


def note_traveller(
    ctx: Context,
    rule: str,
    phase: Phase,
    person: Person,
    k: int,
    place: Destination,
    cue: Cue,
    group: VerbGroup,
    others: list[tuple[Person, int]] | None = None,
    stop: tuple[int, int] = (0, 1),
) -> None:
    """Note an observation unless the place is the traveller's own country."""
    if ctx.is_private(person):
        return
    if ctx.at_home(person, place):
        ctx.refuse(cue.first, cue.last, rule, f"{person.name} is at home in {place.country}")
        return
    tokens = ctx.tokens
    first, last = min(k, place.at, group.first), max(k, place.at, cue.last - 1)
    hosts = [
        (p, tokens[j].start, tokens[j].end)
        for p, j in others or []
        if p is not person and ctx.leads(p) == place.country
    ]

    dates = ctx.event_dates(min(cue.first, group.first), cue.last)
    if (
        cue.entry.id in _TELLING and k > 4 and tokens[k - 1].low in _BEHIND_SPEECH
    ):  # "Tariffs start in May, Trump says in"
        dates = [day for day in dates if day.start > tokens[k].start or day.end <= tokens[3].end]
    if stop[1] > 1:
        dates, stop = own_dates(tokens, place.at, cue.last, dates, stop)
    if place.country and place.at >= cue.last:
        dates = [day for day in dates if not _of_another_place(ctx, place, day, ctx.leads(person))]
    caption = ctx.caption_date()
    tense, stance = time_and_stance(ctx, cue, group)
    if caption is not None:  # what a picture shows has happened
        dates, tense, stance = [caption], "past", None
    elif followed(ctx, cue, group) and (
        phase in ("leaving", "visit") or (main := ctx.dates_around(group.first - 2, group.first - 2))
    ):
        dates, tense, stance = dates or (main if phase not in ("leaving", "visit") else []), "past", None
    elif not group.future and foretells(cue, group) and dates and _shown(ctx, dates[0]):
        tense, stance = "past", None
    elif ctx.sentence.in_title and cue.tense == "third" and not (group.words or dates or stance):
        tense = "past"  # a headline tells in the present what has happened
    dates = [_next(ctx, cue, group, day) for day in dates]
    moves = phase in JOURNEYS and stop == (0, 1) and caption is None
    moves = moves and (stance == "planned" or (tense == "past" and stance is None))
    purpose = read_purpose(ctx, max(cue.last, place.at + 1), stance == "planned") if moves else None
    if purpose is not None:
        dates = without(ctx, purpose, min(cue.first, group.first), dates)
    length = stay_length(ctx, cue) if stop[1] == 1 else None
    if phase == "departure" and stop[0] and stance is None and stop[1] > 1:  # only the first stop is on its way
        tense, stance, dates = "future", "planned", []
    noted = note(ctx, rule, phase, tense, person, k, place, (first, last), (cue.first, cue.last - 1))
    in_course = group.progressive and (phase == "visit" or not {"was", "were"} & set(group.words))
    gathered = cue.entry.id in _ASSEMBLING and bool({"has", "have"} & set(group.words)) and stance is None
    noted.stance, noted.ongoing = stance, in_course or gathered or _beside_the_news(ctx, cue, group)
    noted.dates, noted.begin_dates = dates, ctx.begin_dates(cue.first, cue.last)
    noted.length = None if purpose is not None and purpose.length is length else length
    noted.hosts, noted.stop = hosts, stop
    noted.over = phase in ("visit", "presence") and group.lead == "after" and not _ahead(ctx, cue)
    if phase in ("visit", "arrival") and stop == (0, 1):
        note_last_day(ctx, noted, max(cue.last, place.at + 1))
    if purpose is not None:
        note_purpose(ctx, noted, purpose)


def note_unnamed(ctx: Context, rule: str, phase: Phase, person: Person, k: int, cue: Cue, group: VerbGroup) -> None:
    """A movement whose goal other sentences tell: "left Pyongyang on Monday afternoon"."""
    before = len(ctx.findings.observations)
    note_traveller(ctx, rule, phase, person, k, Destination("", None, cue.first), cue, group)
    for obs in ctx.findings.observations[before:]:
        obs.anaphoric = True
        if phase == "departure":
            obs.length = None  # "left Washington for a nine-day tour": the length of all its stops
        if phase == "visit":
            obs.fallback = _spoken_of(ctx, person)
        goals = [place.country for place in (ctx.here, ctx.discourse.gathering) if place is not None]
        if phase == "arrival" and goals and goals[0] != ctx.leads(person):
            obs.fallback = goals[0]


def _spoken_of(ctx: Context, person: Person) -> str | None:
    """The country that "Bush visited in 2008" leaves unsaid: the one the article has others visit, else named last."""
    visited = [o.country for o in ctx.findings.observations if o.country]
    tokens = [t for s in ctx.discourse.sentences[: ctx.sentence.number + 1] for t in s.tokens]
    named = [t.mention.country for t in tokens if t.kind == "L" and t.mention.country]
    return next((c for c in (*visited[-1:], *named[-1:]) if c != ctx.leads(person)), None)

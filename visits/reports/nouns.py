"""Rules for nouns of travel: "his visit to", "on a state visit to", "a trip to ... by", "at the summit in"."""

from __future__ import annotations

from collections.abc import Sequence

from visits.lexicon.entries import Stance, TravelNoun
from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.reports.anaphors import BEGINNING, CLOSING, EARLIER, note_anaphor
from visits.reports.attendance import gathering_goal
from visits.reports.cancelled import cancelled_long_ago, days_of_what_was_cancelled
from visits.reports.clause_bounds import behind_capacity
from visits.reports.context import Context
from visits.reports.dated_stops import own_dates
from visits.reports.destinations import Destination, is_plain_word, place_before, read_destinations
from visits.reports.first_person import unnamed_speaker
from visits.reports.itineraries import listed_places, sets_out, stop_before
from visits.reports.meetings import meeting_without_place, speaks_of_several, where_they_meet
from visits.reports.noting import note
from visits.reports.noun_phrases import (
    RELATIVES,
    NounPhrase,
    behind_relative,
    day_number,
    noun_phrase,
    scheduled_for,
    stated_length,
)
from visits.reports.noun_starts import starts_behind
from visits.reports.noun_time import (
    LEADS_AFTER,
    LEADS_BEFORE,
    dates_of,
    foretold,
    in_course,
    standing,
    tells_an_end,
)
from visits.reports.noun_travellers import agents, last_visitor, travellers
from visits.reports.observation import Phase, Tense
from visits.reports.pairs import named_after, the_other, whose_meeting, with_whom
from visits.reports.place_subjects import awaiting_place, hosting_place, told_as_a_stop
from visits.reports.purposes import noted
from visits.reports.speeches import APPEARANCE, before_lawmakers, right_there, spread

_ANY_ONES = frozenset({"last", "next", "previous"})
"""The last visit to a country may be anybody's."""

_STOPS = frozenset({"stop-noun", "stopover"})


HOLDING = frozenset("held hold holding opened began started continued resumed ended concluded finished".split())
_TELLING = frozenset({"told", "tells", "telling"})
HELD = _TELLING | {"after", "following", "during", "at"}
_HOLD = frozenset({"held", "hold", "holding", "had", "have"})
_AT_SUMMITS = frozenset("at during for of attend attended attending attends use uses used using".split())

_APPOINTED = frozenset({"due", "set", "meant", "in"})
"""What a meeting that was called off was: "the meeting, due in Singapore next month"."""

_OUTLOOKS = frozenset(
    """expectations expectation hopes hope preparations agenda plans goals goal proposals demands date deadline stage
    outcome results result conclusions decisions aims strategy ideas""".split()
)

_FRONT = 6
"""How many words may stand before the noun of an opening like "Following his talks with Prodi"."""

_PAPERS = frozenset(
    """law laws bill ban bans rule rules limit limits restriction restrictions order decree report reports article book
    film debate question questions decision ruling statement document documents story""".split()
)
"""What is on a journey without making one."""


def observe_noun(ctx: Context, cue: Cue) -> None:
    """Apply the rule of the noun's sense."""
    entry = cue.entry
    assert isinstance(entry, TravelNoun)
    phrase = noun_phrase(ctx.tokens, cue)
    rule = f"noun.{entry.sense}:{entry.id}"
    governed = any(c.is_verb and c.first <= phrase.lead_at < c.last for c in ctx.sentence.cues)
    subject = hosting_place(ctx, phrase) if entry.sense == "occasion" else awaiting_place(ctx, phrase)
    told = phrase.lead in _TELLING or subject is not None
    if phrase.lead == "on" and phrase.owner is None and ctx.tokens[phrase.lead_at - 1].low in _PAPERS:
        return  # "signed a law on visits to"
    if entry.sense == "occasion" and governed and not (told and agents(ctx, cue, entry)):
        return  # "attend a summit in": the verb's rule reads it, but for "told a news conference with"
    places = _places(ctx, cue, entry, phrase) or _at_the_gathering(ctx, cue, phrase, entry)
    people = agents(ctx, cue, entry) if subject is not None else []
    if not places and subject is not None and (people or phrase.owner is not None):
        places = [subject]
    where = where_they_meet(ctx, cue) if not places and entry.sense == "occasion" and agents(ctx, cue, entry) else []
    places = places or where
    if not places and entry.sense == "occasion" and not _held(ctx, cue, phrase, entry):
        return  # talks of which nobody says where, or between whom, they were
    stance, tense, ongoing = standing(ctx, cue, phrase)
    if where and stance is None and foretold(ctx.tokens[where[0].at + 1 : cue.first]):
        stance, tense, ongoing = "planned", "future", False
    if stance in ("possible", "denied"):
        ctx.refuse(cue.first, cue.last, rule, f"the words around it make it {stance}")
        return
    if stance == "cancelled" and places:
        places = [p for p in places if not _of_the_programme(ctx, cue, p)]
        if not places:
            ctx.refuse(cue.first, cue.last, rule, "a part of the visit was cancelled, or a purpose is told")
            return
    if subject is None or places != [subject]:
        people = []
    elif stance is None and tense == "present":
        stance, tense, ongoing = "planned", "future", False  # whom a country expects is still to come
    people = people or travellers(ctx, cue, phrase, entry)
    if not people and places and entry.sense == "occasion":
        people = _two_who_hold(ctx, cue, phrase) or whose_meeting(ctx, cue, phrase, places[0])
    elif len(people) == 1 and places and entry.sense == "occasion":
        people += with_whom(ctx, phrase, people[0][0]) or the_other(ctx, cue, phrase, places[0], people[0][0])
    if not people and places and entry.id in _STOPS:
        people = _of_the_tour(ctx, cue, told=places[0].at < phrase.first)
    if not people and places and entry.sense == "occasion":
        unnamed = unnamed_speaker(ctx.discourse, ctx.sentence.number, phrase.first)
        people = [(unnamed, cue.first)] if unnamed is not None else []
    before = stop_before(ctx, phrase) if places else None
    if before is not None:
        people = people or [(before.person, phrase.first)]
    if stance is None and tense == "present" and places:
        if sets_out(ctx, phrase) or (before is not None and before.stance == "planned"):
            stance, tense, ongoing = "planned", "future", False
    if phrase.inner & EARLIER and tokens_plural(ctx, cue):
        ctx.refuse(cue.first, cue.last, rule, "several earlier visits at once")
        return
    anaphoric = not places and entry.sense == "visit"
    if anaphoric:
        note_anaphor(ctx, cue, phrase, people, rule, stance, tense, ongoing)
        return
    if not places:
        partners = people or ctx.people_of(ctx.clause_subject(phrase.first))
        if stance is None and len(partners) > 1:
            meeting_without_place(ctx, cue, partners, "present" if tense == "future" else tense)
        return
    if not people and phrase.inner & {"the", "this"} and not phrase.inner & _ANY_ONES:
        people = last_visitor(ctx, places, phrase)
    if not people:
        ctx.refuse(cue.first, cue.last, rule, "nobody found who travels")
    if entry.sense == "visit":
        people = [(ctx.visitor_meant(p, k, places[0]), k) for p, k in people]
    known = len(ctx.findings.observations)
    for person, k in people:
        for number, place in enumerate(places):
            _add(ctx, cue, phrase, rule, person, k, place, stance, tense, ongoing, people, (number, len(places)))
    for obs in ctx.findings.observations[known:] if before is not None else ():
        obs.dates = [day for day in obs.dates if day.start > ctx.tokens[phrase.first].start]  # its own, not of before


def _held(ctx: Context, cue: Cue, phrase: NounPhrase, entry: TravelNoun) -> bool:
    """True for "held talks" and "after talks with Merkel": whoever they name has met."""
    return phrase.lead_word in HOLDING or (phrase.lead in HELD and bool(agents(ctx, cue, entry)))


def _of_the_programme(ctx: Context, cue: Cue, place: Destination) -> bool:
    """True for "cancelled a visit to a cemetery in France", and "cancelled the Masada visit" of one who goes to Israel
    all the same; so for the place in "cancelled a trip to stay in Paris"."""
    tokens = ctx.tokens
    between = tokens[scheduled_for(tokens, behind_relative(tokens, cue.last, place.at)) : place.at]
    if any(is_plain_word(t) and t.low not in _APPOINTED and not t.low.endswith("ed") for t in between):
        return True
    site = tokens[place.at].kind == "L" and tokens[place.at].mention.kind == "site"
    return site and any(o.country == place.country and o.stance != "cancelled" for o in ctx.findings.observations)


def tokens_plural(ctx: Context, cue: Cue) -> bool:
    """True for "his previous trips": more than one visit."""
    return ctx.tokens[cue.last - 1].low.endswith("s")


def _places(ctx: Context, cue: Cue, entry: TravelNoun, phrase: NounPhrase) -> list[Destination]:
    if entry.id in _STOPS and (told := told_as_a_stop(ctx.tokens, phrase)):
        return told
    prepositions = ["to", "in", "at", "with"] if entry.sense == "visit" else ["in", "at"]
    if entry.id in ("tour-noun", "trip"):
        prepositions += ["of", "through", "across", "around"] if entry.id == "tour-noun" else ["through", "across"]
    tokens = ctx.tokens
    direct = entry.sense == "visit" and _place_follows(tokens, cue.last)
    colon = [t.low for t in tokens[cue.last : cue.last + 2]] == [":", "to"]  # "made his first trip: to a summit in"
    own = tokens[: _main_clause(tokens, cue)]
    first = behind_capacity(tokens, cue.last) if entry.sense == "visit" else cue.last
    first += colon
    if entry.sense == "occasion":
        first = scheduled_for(tokens, first)
    elif cue.last < len(tokens) and tokens[cue.last].low in RELATIVES:
        first = max(first, behind_relative(tokens, cue.last, cue.last + 9))
    places = read_destinations(own, first, prepositions, direct, ctx.here, limit=9)
    if entry.sense == "occasion":
        places = places[:1]
        if places and spread(tokens[cue.last : places[0].at]):
            return []
        if places and entry.id == APPEARANCE and not right_there(tokens[cue.last : places[0].at]):
            places = []
    if not places and entry.sense == "occasion":
        places = before_lawmakers(ctx, cue, phrase)
    if not places and entry.sense == "visit":
        places = listed_places(ctx, cue.last)
    if not places:
        before = place_before(ctx.tokens, cue.first)
        sited = before is not None and tokens[before.at].mention.kind in ("site", "city")
        if entry.id == APPEARANCE:
            before = None
        elif before is not None and not sited and entry.sense == "occasion":
            before = named_after(ctx, before.at)
        places = [before] if before is not None else []
    return places


def _of_the_tour(ctx: Context, cue: Cue, told: bool) -> list[tuple[Person, int]]:
    """Whose stop it is in "the first stop on Modi's tour", and in "Uganda is the final stop", where it is `told` so."""
    tours = (c for c in ctx.sentence.cues if 0 < c.first - cue.last < 8 and isinstance(c.entry, TravelNoun))
    tour = next((c for c in tours if c.entry.sense == "visit"), None)
    if tour is None:  # that of whoever is said to travel
        person = ctx.last_traveller() if told else None
        return [(person, cue.first)] if person is not None else []
    assert isinstance(tour.entry, TravelNoun)
    return travellers(ctx, tour, noun_phrase(ctx.tokens, tour), tour.entry)


def _two_who_hold(ctx: Context, cue: Cue, phrase: NounPhrase) -> list[tuple[Person, int]]:
    """Who are meant in "the two men held nearly two hours of talks in Helsinki"."""
    held = next((j for j in range(cue.first - 1, max(cue.first - 9, 0), -1) if ctx.tokens[j].low in _HOLD), None)
    return ctx.several_meant(held) if held is not None and speaks_of_several(ctx.tokens, held) else []


def _main_clause(tokens: Sequence[Token], cue: Cue) -> int:
    """Where the main clause begins behind words that open the sentence, whose places are its own: "Following his talks
    with Prodi, Olmert will be received at the Vatican"; the end of the sentence where there is none."""
    if not tokens or tokens[0].low not in LEADS_AFTER | LEADS_BEFORE or cue.first > _FRONT:
        return len(tokens)
    commas = (j for j in range(cue.last, len(tokens) - 1) if tokens[j].low == ",")
    return next((j for j in commas if tokens[j + 1].kind == "P" or tokens[j + 1].low in {"he", "she"}), len(tokens))


def _place_follows(tokens: Sequence[Token], k: int) -> bool:
    """True for "begins a two-day private visit Thailand, followed by", which has lost its preposition."""
    if k + 1 >= len(tokens) or tokens[k].kind != "L":
        return False
    return tokens[k + 1].kind == "D" or tokens[k + 1].low in {",", ".", "followed", "on", "next", "this", "and"}


def _at_the_gathering(ctx: Context, cue: Cue, phrase: NounPhrase, entry: TravelNoun) -> list[Destination]:
    """Where the summit is that the words put somebody at: "said at the summit", "arrived for the summit"."""
    if entry.sense != "occasion" or phrase.owner is not None or phrase.lead not in _AT_SUMMITS:
        return []
    if phrase.lead_at and ctx.tokens[phrase.lead_at - 1].low in _OUTLOOKS:
        return []  # "plays down expectations for the summit"
    goal = gathering_goal(ctx, max(phrase.first, cue.first - 2), cue.last)
    return [goal] if goal is not None else []


def _at_the_start(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """True for "at the start of a trip to"."""
    return (
        phrase.lead == "of"
        and phrase.lead_at > 0
        and tokens[phrase.lead_at - 1].low in {"start", "beginning", "outset"}
    )


def _this_week_from_home(ctx: Context, cue: Cue, phrase: NounPhrase, person: Person) -> bool:
    """True for "this week's summit in Osaka", told from the leader's own capital: it lies ahead."""
    named = any(t.kind == "D" and t.raw.lower().startswith("this week") for t in ctx.tokens[phrase.first : cue.last])
    return named and ctx.here is not None and ctx.here.country == ctx.leads(person)


def _add(
    ctx: Context,
    cue: Cue,
    phrase: NounPhrase,
    rule: str,
    person: Person,
    k: int,
    place: Destination,
    stance: Stance | None,
    tense: Tense,
    ongoing: bool,
    people: list[tuple[Person, int]],
    stop: tuple[int, int],
) -> None:
    if ctx.is_private(person):
        return
    if ctx.at_home(person, place):
        ctx.refuse(cue.first, cue.last, rule, f"{person.name} is at home in {place.country}")
        return
    if cue.entry.sense == "occasion" and noted(ctx, person, place.country):
        return  # "arrived for the summit on Friday" has been read
    tokens = ctx.tokens
    first, last = min(k, place.at, phrase.first), max(k, place.at, cue.last - 1)
    entry = cue.entry
    if stance is None and _this_week_from_home(ctx, cue, phrase, person):
        stance, tense, ongoing = "planned", "future", False
    number, stops = stop
    begins = phrase.lead_word in BEGINNING or _at_the_start(tokens, phrase) or starts_behind(tokens, cue) is not None
    told_of = (
        k == cue.first and place.at < k and phrase.lead not in {"", ","}
    )  # of the article's meeting others speak on other days
    dates = dates_of(ctx, cue, phrase, anaphoric=told_of)
    if stops > 1:
        dates, stop = own_dates(tokens, place.at, cue.last, dates, stop)
    if entry.id == APPEARANCE:  # "on Tuesday he defended his remarks in Helsinki"
        dates = [d for d in dates if d.start > tokens[phrase.first].start]
    if stance == "cancelled":
        tense = "future"  # on the day of the cancelling its days were still to come
        dates = days_of_what_was_cancelled(tokens, phrase, place.at, dates)
    long_ago = stance == "cancelled" and cancelled_long_ago(ctx, cue)
    if begins and number:  # "began a trip to Senegal and Tanzania": the first stop has begun, on that day
        dates = []
        if stance is None:
            stance, tense, ongoing = "planned", "future", False
    hosts = [
        (p, tokens[j].start, tokens[j].end) for p, j in people if p is not person and ctx.leads(p) == place.country
    ]
    phase: Phase = "occasion" if entry.sense == "occasion" else "arrival" if entry.id == "arrival-noun" else "visit"
    seen = note(ctx, rule, phase, tense, person, k, place, (first, last), (cue.first, cue.last - 1))
    seen.stance, seen.ongoing, seen.staying = stance, ongoing, ongoing and in_course(tokens, phrase)
    seen.dates, seen.begin_dates = dates, ctx.begin_dates(phrase.first, cue.last)
    if stops == 1:
        seen.length, seen.day_number = stated_length(ctx, cue, phrase), day_number(tokens, phrase)
    seen.hosts, seen.stop = hosts, stop
    seen.begins, seen.closes = begins, phrase.lead_word in CLOSING or "concluded" in phrase.inner
    seen.over = entry.sense == "visit" and tense == "past" and tells_an_end(tokens, phrase)
    seen.earlier = bool(phrase.inner & EARLIER) or long_ago

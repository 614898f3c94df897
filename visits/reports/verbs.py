"""Rules for verbs of travel: who goes where by "arrived in", "will fly to", "left", "visited", "said in"."""

from __future__ import annotations

from dataclasses import replace

from visits.lexicon.entries import TravelVerb
from visits.mentions.cues import Cue
from visits.model.mention import Person
from visits.reports.attendance import gathering_goal, to_the_gathering
from visits.reports.clause_bounds import clause_end
from visits.reports.clauses import named_later, passenger, subject
from visits.reports.context import Context
from visits.reports.dated_stops import further_stops
from visits.reports.destinations import Destination, is_plain_word, read_destinations
from visits.reports.echoes import last_told, place_spoken_of
from visits.reports.first_person import unnamed_speaker
from visits.reports.inverted import observe_visited
from visits.reports.itineraries import listed_places
from visits.reports.leavings import observe_leaving
from visits.reports.meetings import from_afar, observe_hosting, observe_meeting, speaks_of_several
from visits.reports.name_lists import coordinated
from visits.reports.observation import JOURNEYS, Phase
from visits.reports.seats import PARLIAMENTS, WORLD_BODY, seat_of_lawmakers
from visits.reports.spoken_here import HEARERS
from visits.reports.verb_groups import VerbGroup, verb_group
from visits.reports.verb_notes import note_traveller, note_unnamed
from visits.reports.verb_objects import has_object
from visits.reports.verb_time import not_in_office, refused

_SEATED = PARLIAMENTS | WORLD_BODY
_SPEECH = frozenset({"say", "tell", "speak"})
_STATING = frozenset({"say", "vow", "warn", "declare", "insist"})

_RETURNING = frozenset({"return-to", "fly", "arrive", "land", "touch-down", "jet", "head", "travel", "journey"})

_LENGTHS = frozenset({"day", "days", "night", "nights", "weekend", "week", "hours", "holiday", "vacation", "christmas"})

_OF_GOALS = frozenset({"reach", "enter"})
"""Verbs that without a place have another object: "the deal that Putin and Trump reached"."""

_GOING_ON = frozenset({"continue", "proceed"})

_BESIDE = frozenset({"in", "at", "here", "until", "till", "through"})
_STAYING = frozenset({"stay", "remain"})

_WITH_OBJECT = frozenset({"spend", "alight"})
"""Verbs that have an object before their place: "spent a day in", "stepped off the plane at"."""
CARRIED = frozenset({"fly", "drive", "whisk"})
"""Verbs of which a passive tells where its subject went: "was flown to Kyiv"."""


_WRITTEN = frozenset({"sign", "open", "deliver"})
"""Verbs whose object may speak of other places than the one they are done at."""
_SHOWN = frozenset({"unveil", "lay", "open", "deliver"})
_PAPERS = frozenset("plan plans strategy policy policies proposal proposals budget agenda programme program".split())
"""What can be unveiled anywhere: the place behind it is what it is about."""
_TALKS = frozenset("talks meeting meetings summit discussions negotiations lunch dinner meet".split())
_GATHERINGS = frozenset("summits meetings conferences ceremonies events funerals rallies forums gatherings".split())
_ATTENDED = frozenset({"attend", "take-part", "participate", "join", "address", "tell", "speak"})
"""Verbs that a gathering follows: "attended the summit", "told the summit"."""

_VISITS = frozenset({"visit", "trip", "tour", "stay"})
_TAKING_PART = frozenset({"attend", "take-part", "participate"})
_SPEAKING = frozenset({"address", "speak", "tell"})


def observe_verb(ctx: Context, cue: Cue) -> None:
    """Apply the rule of the verb's sense."""
    entry = cue.entry
    assert isinstance(entry, TravelVerb)
    if entry.sense == "presence" and not _is_placed(ctx, cue, entry):
        return
    group = verb_group(ctx.tokens, cue, ctx.cues)
    if entry.sense == "meeting":
        observe_meeting(ctx, cue, entry, group)
    elif entry.sense == "hosting":
        observe_hosting(ctx, cue, entry, group)
    elif entry.sense == "leaving":
        observe_leaving(ctx, cue, entry, group)
    else:
        _travelling(ctx, cue, entry, group)


def _is_placed(ctx: Context, cue: Cue, entry: TravelVerb) -> bool:
    """False where nothing tells the place at which somebody speaks, signs or attends: so it is with most such verbs."""
    somewhere = ctx.sentence.names_a_place or ctx.discourse.gathering is not None or ctx.sentence.has(_SEATED)
    somewhere = somewhere or entry.id in _TAKING_PART
    return somewhere and (entry.id in _STAYING or bool(_places(ctx, cue, entry)))


def _travelling(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """arrival, travel, departure, visit, presence: the subject goes to the place on the right."""
    rule = f"verb.{entry.sense}:{entry.id}"
    if group.passive and entry.id == "head":  # "is headed to Hanoi" is heading there
        cue, group.passive, group.progressive = replace(cue, tense="ing"), False, True
    if group.passive and entry.sense != "arrival" and entry.id not in CARRIED:
        observe_visited(ctx, cue, entry, group)
        return
    if (entry.id in _GOING_ON or ctx.tokens[cue.first].low == "going") and _infinitive_behind(ctx, cue):
        return
    if entry.id == "head" and [t.low for t in ctx.tokens[cue.last : cue.last + 1]] == ["of"]:
        return  # "Stuart, head of research in New York"
    if entry.id == "remain" and not _BESIDE & {t.low for t in ctx.tokens[cue.last : cue.last + 1]}:
        return  # "remains popular in Italy"
    if (
        not entry.direct
        and entry.sense in ("arrival", "travel", "visit")
        and entry.id not in _WITH_OBJECT
        and has_object(ctx, cue)
    ):
        return
    left = _homeward(ctx, cue, entry, group)
    if entry.takes == "vehicle" and ctx.findings.observations and _within_a_visit(ctx, cue, entry):
        return
    places = _places(ctx, cue, entry) or (to_the_gathering(ctx, cue) if entry.sense in JOURNEYS else [])
    if places and places[0].at == left:
        return
    if not places:
        _placeless(ctx, cue, entry, group, rule)
        return
    people = ctx.people_of(subject(ctx.tokens, group) or passenger(ctx.tokens, group))
    if entry.id == "accompany":
        people += [(p, j) for j in range(cue.last, places[0].at) if (p := _led(ctx, j)) is not None]
    if entry.sense in JOURNEYS:
        said = {"himself", "herself"} & set(group.words)  # "before he himself flew": whom the clause before names
        people = [(p if said or ctx.tokens[k].kind == "P" else ctx.traveller_not_host(p), k) for p, k in people]
    if not people:
        people = ctx.people_of(named_later(ctx.tokens, group))
    if not people and group.lead == "they":
        people = ctx.listed_before(group.first)
    if not people and speaks_of_several(ctx.tokens, group.first):
        they = ctx.tokens[group.first - 1].low == "they"
        both = {"they", "both"} <= {t.low for t in ctx.tokens[max(group.first - 3, 0) : cue.first]}
        people = ctx.last_two(cue.first) if both else ctx.of_company(group.first) if they else []
        people = people or ([] if they else ctx.pair_before(group.first) or ctx.topic_of(group.first))
    under_way = False
    if not people and entry.sense in JOURNEYS:
        unnamed = unnamed_speaker(ctx.discourse, ctx.sentence.number, group.first)
        people = [(unnamed, cue.first)] if unnamed is not None else []
        clause = ctx.tokens[: clause_end(ctx.tokens, cue.last)]
        under_way = bool(people) and any(t.low in {"now", "just"} for t in clause)
    if not people:
        ctx.refuse(cue.first, cue.last, rule, "no person found as the subject")
        return
    if refused(ctx, cue, group, rule):
        return
    if not_in_office(ctx, cue.last) and not ctx.event_dates(cue.first, cue.last):  # a date tells the office
        ctx.refuse(cue.first, cue.last, rule, "before or after the time in office")
        return
    if entry.sense in ("arrival", "visit"):
        people = [(ctx.visitor_meant(p, k, places[0]), k) for p, k in people]
    returning = entry.id == "return-to" or any(t.low in {"back", "home"} for t in ctx.tokens[cue.last : cue.last + 2])
    known = len(ctx.findings.observations)
    model = last_told(ctx, places[0]) if entry.id in _TAKING_PART and places[0].at == cue.first else None
    for person, k in people:
        if returning and len(places) == 1 and ctx.at_home(person, places[0]):
            note_unnamed(ctx, rule, "leaving", person, k, cue, group)
            continue
        for number, place in enumerate(places):
            note_traveller(ctx, rule, entry.sense, person, k, place, cue, group, stop=(number, len(places)))  # type: ignore[arg-type]
    for obs in ctx.findings.observations[known:]:
        if under_way:  # "Heading to Paris now", he tweeted
            obs.tense, obs.stance, obs.ongoing = "present", None, True
        if model is not None:  # "Cameron plans to attend too"
            shared = [] if model.tense == "past" and obs.tense == "future" else model.dates
            obs.dates, obs.place_at = obs.dates or shared, model.place_at
    if len(places) == 1:
        _company(ctx, rule, people, places[0], cue, group)


def _within_a_visit(ctx: Context, cue: Cue, entry: TravelVerb) -> bool:
    """True for "visited Tokyo and rode the train to Sendai": the sentence has told of the journey to the country."""
    told = {o.country for o in ctx.findings.observations if o.sentence == ctx.sentence.number}
    return any(place.country in told for place in _places(ctx, cue, entry))


def _led(ctx: Context, k: int) -> Person | None:
    """The person at token k, in "Shoigu accompanied Putin to Yerevan"."""
    return ctx.person_at(k) if ctx.tokens[k].kind == "P" else None


def _homeward(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> int | None:
    """ "returned to Berlin from Italy", "flew home from a visit to Italy": the visit that ended there, by its token."""
    tokens = ctx.tokens
    if entry.id not in _RETURNING:
        return None
    end = clause_end(tokens, cue.last, 12)
    for j in range(cue.last, end - 1):
        if tokens[j].low == "from":
            visit = next((k for k in range(j + 1, min(j + 5, end)) if tokens[k].low in _VISITS), j)
            places = read_destinations(tokens, visit, ["from", "to"], False, ctx.here, limit=4)[:1]
            if places and not refused(ctx, cue, group, f"verb.leaving:{entry.id}"):
                for person, k in ctx.people_of(subject(tokens, group)):
                    note_traveller(ctx, f"verb.leaving:{entry.id}", "leaving", person, k, places[0], cue, group)
            return places[0].at if places else None
    return None


def _placeless(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup, rule: str) -> None:
    """ "arrived here on Tuesday", "flew in on Friday", "flew home": other sentences tell the country."""
    behind = ctx.tokens[cue.last : cue.last + 2]
    lows = [t.low for t in behind]
    phase: Phase | None = None
    if entry.sense == "travel" and lows[:1] and lows[0] in {"home", "back"} and lows[1:] != ["to"]:
        phase = "leaving"
    elif (
        entry.sense == "arrival"
        and not (entry.direct and entry.id in _OF_GOALS)
        and (
            not behind
            or behind[0].kind == "D"
            or lows[0]
            in {"on", "here", "there", "late", "early", "for", ".", ",", "with", "by", "aboard", "shortly", "in"}
        )
    ):
        phase = "arrival"
    elif (
        entry.sense == "travel"
        and lows[:1] in (["in"], ["here"])
        and (len(behind) < 2 or behind[1].kind == "D" or lows[1] in {"on", "late", "early", "from", ".", "for"})
    ):
        phase = "arrival"
    elif entry.id == "visit" and (
        not behind or behind[0].kind == "D" or (lows[0] in {"in", "on"} and len(behind) > 1 and behind[1].kind == "D")
    ):
        phase = "visit"
    elif entry.id in _STAYING and lows[:1] and lows[0] in {"until", "till", "through"}:
        phase = "visit"
    if phase is None or refused(ctx, cue, group, rule):
        return
    for person, k in ctx.people_of(subject(ctx.tokens, group)):
        note_unnamed(ctx, rule, phase, person, k, cue, group)


def _company(
    ctx: Context, rule: str, people: list[tuple[Person, int]], place: Destination, cue: Cue, group: VerbGroup
) -> None:
    """ "flew to Vietnam for a meeting with Kim": the other leader is there too, as guest or as host."""
    tokens = ctx.tokens
    end = clause_end(tokens, place.at, 20)
    for j in range(place.at + 1, end - 1):
        if tokens[j].low in _TALKS:
            break
    else:
        return
    if not {"for", "to"} & {t.low for t in tokens[place.at + 1 : j]} or {"from", "after"} & {
        t.low for t in tokens[place.at + 1 : j]
    }:
        return
    for k in range(j + 1, end):
        if tokens[k].low == "with":
            first = next((i for i in range(k + 1, min(k + 7, end)) if tokens[i].kind == "P"), None)
            members = coordinated(tokens, first) if first is not None else []
            for i in members:
                other = ctx.person_at(i)
                if other is not None and all(other is not p for p, _ in people) and ctx.is_head(other):
                    note_traveller(ctx, rule, "meeting", other, i, place, cue, group, others=people)
            for person, at in people:
                hosts = [
                    (p, i) for i in members if (p := ctx.person_at(i)) is not None and ctx.leads(p) == place.country
                ]
                for obs in ctx.findings.observations[-4:]:
                    if obs.person is person and obs.cue_at[0] == tokens[cue.first].start and at >= 0:
                        obs.hosts = obs.hosts or [(p, tokens[i].start, tokens[i].end) for p, i in hosts]
            return


def _places(ctx: Context, cue: Cue, entry: TravelVerb) -> list[Destination]:
    tokens = ctx.tokens
    if entry.id in _STATING:  # "said in Berlin on Monday", never "said troops in Germany"
        j = cue.last
        while (
            j < len(tokens)
            and (tokens[j].kind == "D" or tokens[j].low in {"on", "late", "early", "earlier", ",", "here"})
            and tokens[j].low != "here"
        ):
            j += 1
        if j >= len(tokens) or tokens[j].low not in {"in", "at", "here", "from"}:
            return []
        return read_destinations(tokens, j, [*entry.to, "from"], False, ctx.here, limit=4)
    heard = any(t.low in HEARERS for t in tokens[cue.last : cue.last + 6])  # "told the crowd at a base in Sicily"
    heard = heard or [t.low for t in tokens[cue.last : cue.last + 1]] == ["at"]  # "spoke at the Palace of Arts in Rome"
    limit = 5 if entry.id in _SPEECH | {"appear", "address", "wrap-up"} and not heard else 10
    if entry.id == "spend" and not any(t.kind == "D" or t.low in _LENGTHS for t in tokens[cue.last : cue.last + 6]):
        return []
    if entry.sense == "presence" and (_from_afar(ctx, cue, entry) or _speaks_of_it(ctx, cue, entry)):
        return []
    if entry.sense == "presence":
        if any(t.low in _PAPERS for t in tokens[cue.last : cue.last + 4]) and entry.id in _SHOWN:
            return []
        if entry.id in _WRITTEN:
            limit = min(limit, _before_infinitive(ctx, cue, limit))
        places = read_destinations(tokens, cue.last, entry.to, False, ctx.here, limit=limit)
        if not places and entry.id in _ATTENDED:
            goal = gathering_goal(ctx, cue.last, min(cue.last + 6, clause_end(tokens, cue.last, 6)))
            places = [goal] if goal is not None else []
        if not places and entry.id in _TAKING_PART and _ends_there(ctx, cue.last):
            gathering = ctx.discourse.gathering
            told = Destination(gathering.country, gathering.city, cue.first) if gathering is not None else None
            told = told or place_spoken_of(ctx, cue.first)
            places = [told] if told is not None else []
        if not places and entry.id in _SPEAKING:
            places = _seat(ctx, cue)
        several = bool(places) and any(t.low in _GATHERINGS for t in tokens[cue.last : places[0].at])
        return (
            places
            if several
            else places[:1] + [place for place, _ in further_stops(tokens, places[0])]
            if places
            else []
        )
    if entry.sense == "visit" and entry.direct and cue.last < len(tokens) and tokens[cue.last].kind == "P":
        return _visited_person(ctx, cue)
    places = read_destinations(tokens, cue.last, entry.to, entry.direct, ctx.here, limit=8)
    if not places and entry.sense in ("visit", "travel", "departure"):
        places = listed_places(ctx, cue.last)
    if entry.takes == "vehicle":  # "took the bus in Rome" tells of no journey there
        return [p for p in places if any(t.low in entry.to for t in tokens[cue.last : p.at])]
    return places


def _ends_there(ctx: Context, j: int) -> bool:
    """True where nothing says what somebody attends or takes part in: it is what the article reports on."""
    after = ctx.tokens[j] if j < len(ctx.tokens) else None
    return (
        after is None or after.kind == "D" or after.low in {".", ",", "too", "also", "as", "on", "and", "it", "in it"}
    )


def _seat(ctx: Context, cue: Cue) -> list[Destination]:
    """Where the lawmakers sit whom somebody has addressed; what is to come may be told of a stay under way."""
    group = verb_group(ctx.tokens, cue, ctx.cues)
    speaker = next((p for p, _ in ctx.people_of(subject(ctx.tokens, group))), None)
    seat = seat_of_lawmakers(ctx, cue.last, ctx.leads(speaker)) if speaker is not None else None
    if seat is None:
        return []
    told = any(o.person is speaker and o.country == seat.country for o in ctx.findings.observations)
    ahead = group.future or group.stance is not None
    return [] if ahead and told else [seat]


def _before_infinitive(ctx: Context, cue: Cue, limit: int) -> int:
    """How many tokens stand before the purpose of "signed an order to close the camp at Guantanamo"."""
    tokens = ctx.tokens
    for j in range(cue.last, min(cue.last + limit, len(tokens) - 1)):
        if tokens[j].low == "to" and is_plain_word(tokens[j + 1]):
            return j - cue.last
    return limit


def _infinitive_behind(ctx: Context, cue: Cue) -> bool:
    """True for "continues to face pressure from Germany", "proceeded to criticise Vietnam" and "is going to build"."""
    behind = ctx.tokens[cue.last : cue.last + 2]
    return len(behind) == 2 and behind[0].low == "to" and is_plain_word(behind[1])


def _from_afar(ctx: Context, cue: Cue, entry: TravelVerb) -> bool:
    """True for "addressed lawmakers in Tokyo by video link" and "addressed the situation in Ukraine"."""
    behind = ctx.tokens[cue.last : clause_end(ctx.tokens, cue.last, 20)]
    if from_afar(behind):
        return True
    clause = [t.low for t in behind]
    return entry.id == "address" and bool(
        {"situation", "issue", "issues", "crisis", "question", "problem", "war"} & set(clause[:4])
    )


def _speaks_of_it(ctx: Context, cue: Cue, entry: TravelVerb) -> bool:
    """True for "spoke of factories in Poland": the place is what is spoken of."""
    behind = [t.low for t in ctx.tokens[cue.last : cue.last + 1]]
    return entry.id == "speak" and behind in (["of"], ["about"])


def _visited_person(ctx: Context, cue: Cue) -> list[Destination]:
    """ "visited Pope Francis at the Vatican": the person's country, unless a place is named."""
    places = read_destinations(ctx.tokens, cue.last + 1, ["in", "at"], False, ctx.here, limit=5)
    if places:
        return places[:1]
    person = ctx.person_at(cue.last)
    country = ctx.leads(person) if person is not None and ctx.is_head(person) else None
    return [Destination(country, None, cue.last)] if country else []

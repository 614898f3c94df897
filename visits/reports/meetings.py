"""Rules for verbs of meeting and hosting: whoever is not at home travelled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from visits.lexicon.entries import TravelVerb
from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import Person, PlaceMention
from visits.reports.attendance import gathering_goal
from visits.reports.clause_bounds import clause_end, clause_start
from visits.reports.clauses import Subject, subject
from visits.reports.context import Context, Meeting
from visits.reports.destinations import PLACE_NOUNS, Destination, place_name, read_destinations
from visits.reports.name_lists import coordinated
from visits.reports.observation import Observation, Phase, Tense
from visits.reports.relatives import antecedent
from visits.reports.verb_groups import VerbGroup
from visits.reports.verb_notes import note_traveller
from visits.reports.verb_time import refused, tense_of

REMOTE = frozenset(
    """phone telephone telephoned video call videoconference teleconference letter email televised remotely
    virtually virtual satellite phoned""".split()
)

AWAITING = frozenset({"expect", "await", "brace-for"})
_BEHIND_GUEST = frozenset(", . ; for in at on this next later tomorrow after before with who and when".split())
_CALLING = frozenset({"to", "will", "would"})


def from_afar(tokens: Sequence[Token]) -> bool:
    """True for words of talking over a distance; "to call for reform" is none."""
    return any(
        t.low in REMOTE and not (t.low == "call" and j and tokens[j - 1].low in _CALLING) for j, t in enumerate(tokens)
    )


NEWS_DAYS = 2
"""A meeting that the dateline places was at most so many days before the article appeared."""
LEAD_SENTENCES = 3
BEFORE_THE_PRESS = frozenset({"conference", "appearance", "briefing"})
"""What two leaders hold together once their talks are over: the news of the day, wherever the article tells of it."""


PARTNERS = frozenset(
    """leaders officials ministers lawmakers executives businessmen ambassadors diplomats bishops commanders generals
    families survivors victims students troops soldiers refugees delegates activists dissidents investors
    counterparts leader minister king president chancellor premier""".split()
)
_WELCOMES = frozenset("airport tarmac airfield carpet salute honours honors steps".split())
"""Where and how a host greets a guest who arrives."""
_SIDELINES = frozenset({"sidelines", "margins", "fringes"})
_TO_COME = frozenset({"will", "'ll", "shall"})
_SEVERAL = frozenset("two pair couple both they leaders presidents".split())
_LEADERS = frozenset("leaders presidents premiers chancellors men women heads statesmen monarchs popes friends".split())
DELEGATES = frozenset(
    """countries nations sides states governments parties teams delegations delegates negotiators officials ministers
    diplomats envoys companies allies groups armies government governments""".split()
)


_BEFORE_PARTNERS = frozenset(
    """the his her on earlier separately briefly later a an and their counterpart visiting in at up new longtime ally
    friend rival here tuesday privately , delegation""".split()
)
"""What may stand between a verb of meeting and those who are met."""
_NEAR = 5
MEALS = frozenset("breakfast lunch luncheon dinner banquet reception".split())
_POSSESSORS = frozenset({"his", "her", "their", "'s"})
_HONOUR = (["in", "honor", "of"], ["in", "honour", "of"])


def named_for(tokens: Sequence[Token], k: int) -> int | None:
    """Where the first of those is named for whom the meal that ends before token k is given: "a dinner in honor of"."""
    if [t.low for t in tokens[k : k + 3]] in _HONOUR:
        k += 3
    elif k < len(tokens) and tokens[k].low in {"for", "honoring", "honouring"}:
        k += 1
    else:
        return None
    while k < len(tokens) and tokens[k].low in {"the", "visiting", "new"}:
        k += 1
    return k if k < len(tokens) and tokens[k].kind == "P" else None


def _objects(ctx: Context, cue: Cue, entry: TravelVerb) -> list[int]:
    """The people that follow a meeting or hosting verb, directly or behind one of its prepositions."""
    tokens = ctx.tokens
    end = clause_end(tokens, cue.last, 14)
    ready = entry.direct
    meal = next((j for j in range(cue.last, min(cue.last + _NEAR, end)) if tokens[j].low in MEALS), None)
    guest = named_for(tokens, meal + 1) if meal is not None and entry.sense == "hosting" else None
    if guest is not None:  # "hosted a state dinner in honor of Hu"
        return coordinated(tokens, guest)
    for j in range(_behind_sidelines(tokens, cue.last, end), end):
        low = tokens[j].low
        if (
            low in {"him", "her", "me"}
            and ready
            and (
                j + 1 >= len(tokens)
                or tokens[j + 1].kind != "w"
                or tokens[j + 1].low in {"at", "in", "to", "on", "as", "with", "and", "for"}
            )
        ):
            return [j]
        if tokens[j].kind == "P" and ready:
            after = tokens[j + 1].low if j + 1 < len(tokens) else ""
            if after == "'s":
                return []
            return [i for i in coordinated(tokens, j) if i >= j]
        if low in {"with", "by"} or low in entry.to:
            ready = True
        elif tokens[j].kind in "DG" or low in _BEFORE_PARTNERS or tokens[j].kind == "L":
            continue
        elif entry.direct and tokens[j].kind == "w" and j > cue.last + 1:
            return []
    return []


def _behind_sidelines(tokens: Sequence[Token], first: int, end: int) -> int:
    """Where the partners are named in "met on the sidelines of the summit with Putin" and "met one-on-one with"."""
    alone = [t.low for t in tokens[first : first + 5]] == ["one", "-", "on", "-", "one"]
    if not alone and not any(t.low in _SIDELINES for t in tokens[first : first + 4]):
        return first
    return next((j for j in range(first, end) if tokens[j].low == "with"), first)


def observe_meeting(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """ "met Xi in Beijing": whoever is not at home travelled. Without a place the meeting tells of hosts only."""
    rule = f"verb.meeting:{entry.id}"
    tokens = ctx.tokens
    end = clause_end(tokens, cue.last)
    around = tokens[max(group.first - 3, 0) : cue.first] + tokens[cue.last : end]  # "called on" is no telephone call
    if from_afar(around):
        ctx.refuse(cue.first, cue.last, rule, "by telephone or letter")
        return
    who = subject(tokens, group)
    subjects = ctx.people_of(who)
    objects = [(p, k) for k in _objects(ctx, cue, entry) if (p := ctx.person_at(k)) is not None]
    if not objects and who is not None and who.at and tokens[who.at - 1].low == "whom":
        whom = antecedent(tokens, who.at - 1)  # "Hollande, whom Samaras met in Paris"
        objects = ctx.people_of(Subject(whom)) if whom is not None else []
    if objects and entry.id == "call-on" and _asked(tokens, objects[-1][1]):
        return
    people = subjects + objects
    mutual = bool(entry.to) or [t.low for t in tokens[cue.last : cue.last + 2]] == ["each", "other"]
    if not people and mutual and speaks_of_several(tokens, group.first):  # not "they see that"
        people = ctx.several_meant(group.first)
    if not people or refused(ctx, cue, group, rule):
        return
    after = objects[-1][1] + 1 if objects else cue.last
    if any(tokens[k].raw.lower().startswith("visiting ") for _, k in objects):
        meeting_without_place(ctx, cue, people, tense_of(cue, group))
        return
    places = read_destinations(tokens, after, ["in", "at"], False, ctx.here, limit=8)[:1] or (
        read_destinations(tokens, cue.last, ["in", "at"], False, ctx.here, limit=4)[:1]
        if objects and entry.id != "discuss"
        else []
    )
    if not places and len(people) >= 2:
        goal = gathering_goal(ctx, cue.last, clause_end(tokens, cue.last, 14))
        places = _sideline(ctx, cue) or ([goal] if goal is not None else [])
    if not places and len(people) >= 2:
        places = where_they_meet(ctx, cue)
        if places:  # behind "his host gave a banquet for him" he is the guest
            people = [(p if ctx.tokens[k].kind == "P" else ctx.traveller_not_host(p), k) for p, k in people]
    told = entry.id != "discuss"  # what is discussed may lie in a country too
    if places and entry.id == "see":  # "saw leaders in Latvia go"
        told = tokens[places[0].at].kind == "L" and tokens[places[0].at].mention.kind != "country"
    alone = subjects and told and (not entry.direct or _meets_others(ctx, cue, places[0].at)) if places else False
    alone = alone or bool(places and subjects and group.passive and _is_airport(tokens[places[0].at]))
    if places and (len(people) >= 2 or alone):
        for person, k in people:
            note_traveller(ctx, rule, "meeting", person, k, places[0], cue, group, others=people)
    elif len(people) >= 2 and not places and entry.id != "discuss":
        meeting_without_place(ctx, cue, people, tense_of(cue, group))


def _is_airport(token: Token) -> bool:
    """True for the place of "was met at Orly airport by the foreign minister"."""
    return token.kind == "L" and bool(token.mention.airport)


def _asked(tokens: list[Token], at: int) -> bool:
    """True for "called on Putin to withdraw" and "called on Merkel for help"."""
    return any(t.low in {"to", "for", "not"} for t in tokens[at + 1 : at + 3])


def where_they_meet(ctx: Context, cue: Cue) -> list[Destination]:
    """The place of "will fly to Singapore, where he will meet Kim"."""
    begin = clause_start(ctx.tokens, cue.first)
    at = begin - 2
    if begin < 2 or ctx.tokens[begin - 1].low != "where":
        return []
    if ctx.tokens[at].low == ",":
        at -= 1
    if at < 0 or ctx.tokens[at].kind != "L" or ctx.tokens[at].mention.country in (None, "EUU"):
        return []
    place = ctx.tokens[at].mention
    return [Destination(place.country, place_name(place), at)]


def _meets_others(ctx: Context, cue: Cue, place: int) -> bool:
    """True for "met business leaders in Doha" and "meets in Riyadh with the Saudis": people we know no names of."""
    tokens = ctx.tokens
    if any(t.low in PARTNERS for t in tokens[cue.last : place]):
        return not any(t.low.endswith("ed") for t in tokens[cue.last : place])
    near = tokens[cue.last].low in {"in", "at"}
    return near and any(t.low == "with" for t in tokens[place + 1 : clause_end(tokens, place, 8)])


def speaks_of_several(tokens: list[Token], first: int, reach: int = 3) -> bool:
    """ "The two leaders met", "they will meet"; not "negotiators from both sides met"."""
    before = [t.low for t in tokens[max(first - reach, 0) : first]]
    if before[-3:-1] == ["the", "two"] and before[-1] not in _LEADERS:
        return False  # "the two suspects were seen"
    return bool(_SEVERAL & set(before)) and (before[-1:] == ["they"] or not DELEGATES & set(before))


def _sideline(ctx: Context, cue: Cue) -> list[Destination]:
    """ "met on the sidelines of a summit in Italy"."""
    tokens = ctx.tokens
    end = clause_end(tokens, cue.last, 14)
    for j in range(cue.last, end):
        if tokens[j].low in {"summit", "conference", "forum"}:
            return read_destinations(tokens, j + 1, ["in", "at", "of"], False, ctx.here, limit=8)[:1]
    for j in range(1, end - 1):  # "on the sidelines of the General Assembly", before the verb or behind it
        if tokens[j].low in _SIDELINES and tokens[j + 1].low == "of":
            places = read_destinations(tokens[:end], j + 1, ["in", "at", "of"], False, ctx.here, limit=8)[:1]
            return [p for p in places if tokens[p.at].kind == "L" and tokens[p.at].mention.kind in ("site", "city")]
    return []


def meeting_without_place(ctx: Context, cue: Cue, people: list[tuple[Person, int]], tense: Tense) -> None:
    """Note that these met; where the reporter writes from the place of their meeting, guests are visiting."""
    tokens = ctx.tokens
    spans = [(p, tokens[k].start, tokens[k].end) for p, k in people]
    dates = ctx.dates_around(cue.first, cue.last)
    meeting = Meeting(spans, ctx.sentence.number, tokens[cue.first].start, tokens[cue.last - 1].end, dates, tense)
    ctx.findings.meetings.append(meeting)
    if ctx.here is not None and _reported_on_the_spot(ctx, cue, people, meeting):
        _meet_at_the_dateline(ctx, meeting, ctx.here)


def _reported_on_the_spot(ctx: Context, cue: Cue, people: list[tuple[Person, int]], meeting: Meeting) -> bool:
    """True for a meeting of the day that the article leads with or dates, and that it puts nowhere else."""
    heads = all(ctx.is_head(p) for p, _ in people)
    if not heads or ctx.here is None or meeting.tense == "future" or ctx.sentence.in_title:
        return False
    if cue.entry.id == "talk":  # who talked may have telephoned
        return False
    begin = clause_start(ctx.tokens, cue.first)
    elsewhere = begin > 0 and ctx.tokens[begin - 1].low == "where"  # "left for Hanoi, where he will hold a summit with"
    if elsewhere or any(t.low in _TO_COME for t in ctx.tokens[begin : cue.first]):
        return False
    clause = ctx.tokens[: clause_end(ctx.tokens, cue.last)]
    if any(_puts_in(before, place, ctx.here) for before, place in pairwise(clause)):
        return False
    if "/" in ctx.discourse.reading.string[ctx.here.start : ctx.here.end + 1]:  # "BERLIN/PARIS (Reuters)"
        return False
    days = [d.first.exact() for d in meeting.dates if d.first is not None]
    hosted = any(ctx.leads(p) == ctx.here.country for p, _ in people)
    press = ctx.tokens[cue.last - 1].low in BEFORE_THE_PRESS
    if not days:
        return hosted if press else _leads(ctx)
    on = ctx.discourse.on
    recent = any(day is not None and on is not None and 0 <= (on - day).days <= NEWS_DAYS for day in days)
    return recent and (hosted or (_leads(ctx) and not press))


def _puts_in(before: Token, place: Token, here: PlaceMention) -> bool:
    """True for the words "in Seoul", where the reporter is elsewhere."""
    elsewhere = place.kind == "L" and place.mention.country not in (None, here.country)
    return elsewhere and before.low in {"in", "at", "near", "outside"}


def _leads(ctx: Context) -> bool:
    """True in the first sentences of the text, which tell what the reporter saw."""
    body = next((s.number for s in ctx.discourse.sentences if not s.in_title), 0)
    return ctx.sentence.number - body < LEAD_SENTENCES


def _meet_at_the_dateline(ctx: Context, meeting: Meeting, here: PlaceMention) -> None:
    """ "BEIJING - Hu met Merkel on Friday": who leads another country than the reporter's is visiting."""
    country = here.country or ""
    hosts = [(p, first, last) for p, first, last in meeting.people if ctx.leads(p) == country]
    for person, first, last in meeting.people:
        if not country or ctx.at_home(person, Destination(country, here.city, 0)):
            continue
        ctx.findings.observations.append(
            Observation(
                rule="meeting.dateline",
                phase="meeting",
                person=person,
                country=country,
                city=here.city,
                sentence=meeting.sentence,
                start=min(first, meeting.start),
                end=max(last, meeting.end),
                tense=meeting.tense,
                dates=meeting.dates,
                person_at=(first, last),
                place_at=(here.start, here.end),
                cue_at=(meeting.start, meeting.end),
                hosts=hosts,
            )
        )


def observe_hosting(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """ "Trump hosted Abe at Mar-a-Lago", "Lukashenko was received by Putin": the guest travels to the host."""
    rule = f"verb.hosting:{entry.id}"
    tokens = ctx.tokens
    if cue.first and entry.id == "host" and tokens[cue.first - 1].low in _POSSESSORS:
        return  # "Kim and his host, Xi"
    subjects = ctx.people_of(subject(tokens, group))
    objects = [(p, k) for k in _objects(ctx, cue, entry) if (p := ctx.person_at(k)) is not None]
    if entry.id in AWAITING and not _is_awaited(ctx, cue, group, objects):
        return
    hosts, guests = (objects, subjects) if group.passive or entry.by_guest else (subjects, objects)
    if not guests or refused(ctx, cue, group, rule):
        return
    guests = [(p if tokens[k].kind == "P" else ctx.traveller_not_host(p), k) for p, k in guests]
    after = max([k for _, k in objects], default=cue.last - 1) + 1
    places = read_destinations(tokens, after, ["in", "at", "to"], False, ctx.here, limit=8)[:1]
    if not places and group.passive:  # "was greeted at the airport by"
        places = read_destinations(tokens, cue.last, ["in", "at"], False, ctx.here, limit=5)[:1]
    at_the_airport = any(t.low in _WELCOMES for t in tokens[cue.last : clause_end(tokens, cue.last, 20)])
    if not places and (entry.id != "greet" or at_the_airport):  # whoever greets may be abroad himself
        places = [Destination(home, None, k) for p, k in hosts if ctx.is_head(p) and (home := ctx.leads(p))][:1]
    if not places and not hosts:
        places = _place_to_the_left(ctx, group.first)
    if not places:
        ctx.refuse(cue.first, cue.last, rule, "no place and no host who leads a country")
        return
    travellers = guests + [h for h in hosts if ctx.leads(h[0]) != places[0].country]
    phase: Phase = "leaving" if entry.id == "see-off" else "meeting"
    known = len(ctx.findings.observations)
    for person, k in travellers:
        note_traveller(ctx, rule, phase, person, k, places[0], cue, group, others=hosts)
    for obs in ctx.findings.observations[known:] if entry.id in AWAITING else ():
        obs.tense, obs.stance, obs.ongoing = "future", "planned", False


def _is_awaited(ctx: Context, cue: Cue, group: VerbGroup, guests: list[tuple[Person, int]]) -> bool:
    """True for "Hungary expects Xi on Friday" and "The Greek capital awaits Merkel", not for "expects Xi to win" and
    "expects to meet Xi"."""
    if not guests or group.first == 0 or ctx.tokens[cue.last].low == "to":
        return False
    between = ctx.tokens[cue.last : guests[0][1]]
    if any(t.kind == "w" and not t.capital and t.low not in {"the", "visiting"} for t in between):
        return False  # "awaits word from Merkel"
    behind = ctx.tokens[guests[-1][1] + 1] if guests[-1][1] + 1 < len(ctx.tokens) else None
    left = ctx.tokens[group.first - 1]
    by_host = left.kind in "LP" or left.low in PLACE_NOUNS
    if any(t.low == "to" for t in ctx.tokens[group.last : guests[0][1]]):
        return False  # "expects to encounter Putin"
    return by_host and (behind is None or behind.kind == "D" or behind.low in _BEHIND_GUEST)


def _place_to_the_left(ctx: Context, first: int) -> list[Destination]:
    """ "Protesters filled the streets of Athens to greet Merkel", "Cuba welcomed Obama"."""
    for j in range(first - 1, max(first - 14, -1), -1):
        token = ctx.tokens[j]
        if token.kind == "L" and token.mention.country:
            return [Destination(token.mention.country, token.mention.city, j)]
        if token.kind == "G" and token.mention.country and ctx.tokens[j + 1].low == "capital":
            return [Destination(token.mention.country, None, j)]
    return []

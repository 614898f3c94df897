"""Rules for verbs of travel: who goes where by "arrived in", "will fly to", "left", "visited", "met", "hosted"."""

from __future__ import annotations

from visits.lexicon.entries import Stance, TravelVerb
from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person
from visits.reports.clauses import CONTROL, VerbGroup, clause_end, subject, verb_group
from visits.reports.context import Context, Meeting, coordinated
from visits.reports.destinations import Destination, read_destinations
from visits.reports.observation import Observation, Phase, Tense

_SPEECH = frozenset({"say", "tell", "speak"})
_ADVERBS = frozenset({"then", "also", "later", "next", "now", "first", "soon", "again"})
_RETURNING = frozenset({"return-to", "fly", "arrive", "land", "touch-down", "jet", "head", "travel", "journey"})
_LENGTHS = frozenset({"day", "days", "night", "nights", "weekend", "week", "hours", "holiday", "vacation", "christmas"})
_TALKS = frozenset("talks meeting meetings summit discussions negotiations lunch dinner meet".split())
_MOVING = frozenset({"arrival", "travel", "departure"})
_REMOTE = frozenset(
    "phone telephone telephoned video call videoconference teleconference letter email televised remotely virtually virtual satellite phoned".split()
)


def observe_verb(ctx: Context, cue: Cue) -> None:
    """Apply the rule of the verb's sense."""
    entry = cue.entry
    assert isinstance(entry, TravelVerb)
    group = verb_group(ctx.tokens, cue, ctx.cues)
    if entry.sense == "meeting":
        _meeting(ctx, cue, entry, group)
    elif entry.sense == "hosting":
        _hosting(ctx, cue, entry, group)
    elif entry.sense == "leaving":
        _leaving(ctx, cue, entry, group)
    else:
        _travelling(ctx, cue, entry, group)


def stance_of(ctx: Context, cue: Cue, group: VerbGroup) -> Stance | None:
    """The stance of the verb group; a mere "would have" is no plan."""
    if "would" in group.words and group.perfect:
        return "possible"
    if ctx.conditional(group.first, cue.last) or _invited(ctx, group):
        return "possible"
    if group.stance == "denied" and {"now", "longer"} & set(group.words):
        return "cancelled"  # "would now not attend", "will no longer travel"
    return group.stance


def tense_of(cue: Cue, group: VerbGroup) -> Tense:
    """Past, present or future as the verb group tells it."""
    if group.future or group.stance == "planned" or _foretells(cue, group):
        return "future"
    if cue.tense in ("past", "participle") or group.perfect or set(group.words) & {"was", "were", "had", "did"}:
        return "past"
    return "present"


def _invited(ctx: Context, group: VerbGroup) -> bool:
    """True for "has invited President Moon to visit": what another wants is no plan of the guest's."""
    tokens = ctx.tokens
    if group.words[-1:] != ["to"] or group.first == 0 or tokens[group.first - 1].kind not in "PD":
        return False
    return any(t.low in CONTROL for t in tokens[max(group.first - 5, 0) : group.first - 1])


def _foretells(cue: Cue, group: VerbGroup) -> bool:
    """True for a movement in the simple present ("leaves for Vietnam on Monday", "when he flies to China")
    and for "before flying to": what has not yet happened."""
    entry = cue.entry
    assert isinstance(entry, TravelVerb)
    if group.words == ["to"] and group.lead != "invited":  # the infinitive of headlines: "Nakasone to visit"
        return True
    if entry.sense not in ("travel", "departure", "arrival", "leaving"):
        return False
    adverbs = all(w in _ADVERBS or w.endswith("ly") for w in group.words)
    return (cue.tense in ("third", "base") and adverbs) or (cue.tense == "ing" and group.lead == "before")


def _headline_present(ctx: Context, group: VerbGroup) -> bool:
    """True for "Bush arrives in Beijing" as a headline, which tells of the past."""
    return ctx.sentence.in_title and not group.words


def _time_and_stance(ctx: Context, cue: Cue, group: VerbGroup) -> tuple[Tense, Stance | None]:
    foretells = _foretells(cue, group)
    if foretells and _headline_present(ctx, group):
        return "past", stance_of(ctx, cue, group)
    return tense_of(cue, group), stance_of(ctx, cue, group) or ("planned" if foretells else None)


def _refused(ctx: Context, cue: Cue, group: VerbGroup, rule: str) -> bool:
    stance = stance_of(ctx, cue, group)
    if stance in ("possible", "denied"):
        ctx.refuse(cue.first, cue.last, rule, f"the verb group makes it {stance}: {' '.join(reversed(group.words))!r}")
        return True
    return False


def _travelling(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """arrival, travel, departure, visit, presence: the subject goes to the place on the right."""
    rule = f"verb.{entry.sense}:{entry.id}"
    if group.passive and entry.sense != "arrival":
        return
    _homeward(ctx, cue, entry, group)
    places = _places(ctx, cue, entry)
    if not places:
        _placeless(ctx, cue, entry, group, rule)
        return
    people = ctx.people_of(subject(ctx.tokens, group))
    if entry.sense in _MOVING:
        people = [(p if ctx.tokens[k].kind == "P" else ctx.traveller_not_host(p), k) for p, k in people]
    if not people and _plural(ctx.tokens, group.first):
        people = ctx.topic_of(group.first)
    if not people:
        ctx.refuse(cue.first, cue.last, rule, "no person found as the subject")
        return
    if _refused(ctx, cue, group, rule):
        return
    for person, k in people:
        for number, place in enumerate(places):
            _add(ctx, rule, entry.sense, person, k, place, cue, group, stop=(number, len(places)))  # type: ignore[arg-type]
    if len(places) == 1:
        _company(ctx, rule, people, places[0], cue, group)


def _homeward(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """ "returned to Berlin from Italy", "flew home from Italy": the visit that ended there."""
    tokens = ctx.tokens
    if entry.id not in _RETURNING:
        return
    end = clause_end(tokens, cue.last, 12)
    for j in range(cue.last, end - 1):
        if tokens[j].low == "from":
            places = read_destinations(tokens, j, ["from"], False, ctx.here, limit=4)[:1]
            if places and not _refused(ctx, cue, group, f"verb.leaving:{entry.id}"):
                for person, k in ctx.people_of(subject(tokens, group)):
                    _add(ctx, f"verb.leaving:{entry.id}", "leaving", person, k, places[0], cue, group)
            return


def _placeless(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup, rule: str) -> None:
    """ "arrived here on Tuesday", "flew in on Friday", "flew home": other sentences tell the country."""
    behind = ctx.tokens[cue.last : cue.last + 2]
    lows = [t.low for t in behind]
    phase: Phase | None = None
    if entry.sense == "travel" and lows[:1] and lows[0] in {"home", "back"}:
        phase = "leaving"
    elif entry.sense == "arrival" and (
        not behind
        or behind[0].kind == "D"
        or lows[0] in {"on", "here", "late", "early", "for", ".", ",", "with", "by", "aboard", "shortly", "in"}
    ):
        phase = "arrival"
    elif (
        entry.sense == "travel"
        and lows[:1] in (["in"], ["here"])
        and (len(behind) < 2 or behind[1].kind == "D" or lows[1] in {"on", "late", "early", "from", ".", "for"})
    ):
        phase = "arrival"
    if phase is None or _refused(ctx, cue, group, rule):
        return
    for person, k in ctx.people_of(subject(ctx.tokens, group)):
        _unnamed(ctx, rule, phase, person, k, cue, group)


def _unnamed(ctx: Context, rule: str, phase: Phase, person: Person, k: int, cue: Cue, group: VerbGroup) -> None:
    """A movement whose goal other sentences tell: "left Pyongyang on Monday afternoon"."""
    before = len(ctx.findings.observations)
    _add(ctx, rule, phase, person, k, Destination("", None, cue.first), cue, group)
    for obs in ctx.findings.observations[before:]:
        obs.anaphoric = True


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
                    _add(ctx, rule, "meeting", other, i, place, cue, group, others=people)
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
    if entry.id == "say":  # "said in Berlin on Monday", never "said troops in Germany"
        j = cue.last
        while (
            j < len(tokens)
            and (tokens[j].kind == "D" or tokens[j].low in {"on", "late", "early", "earlier", ",", "here"})
            and tokens[j].low != "here"
        ):
            j += 1
        if j >= len(tokens) or tokens[j].low not in {"in", "at", "here"}:
            return []
        return read_destinations(tokens, j, entry.to, False, ctx.here, limit=4)
    limit = 5 if entry.id in _SPEECH | {"appear", "address", "wrap-up"} else 10
    if entry.id == "spend" and not any(t.kind == "D" or t.low in _LENGTHS for t in tokens[cue.last : cue.last + 6]):
        return []
    if entry.sense == "presence":
        places = read_destinations(tokens, cue.last, entry.to, False, ctx.here, limit=limit)
        return places[:1]
    if entry.sense == "visit" and entry.direct and cue.last < len(tokens) and tokens[cue.last].kind == "P":
        return _visited_person(ctx, cue, entry)
    return read_destinations(tokens, cue.last, entry.to, entry.direct, ctx.here, limit=8)


def _visited_person(ctx: Context, cue: Cue, entry: TravelVerb) -> list[Destination]:
    """ "visited Pope Francis at the Vatican": the person's country, unless a place is named."""
    places = read_destinations(ctx.tokens, cue.last + 1, ["in", "at"], False, ctx.here, limit=5)
    if places:
        return places[:1]
    person = ctx.person_at(cue.last)
    country = ctx.leads(person) if person is not None and ctx.is_head(person) else None
    return [Destination(country, None, cue.last)] if country else []


def _leaving(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """ "left Hanoi (for Beijing)", "departed from", "returned from": the place is where the visit ends."""
    rule = f"verb.leaving:{entry.id}"
    people = ctx.people_of(subject(ctx.tokens, group))
    places = read_destinations(ctx.tokens, cue.last, entry.to, entry.direct, ctx.here, limit=5)[:1]
    if group.passive or not people or _refused(ctx, cue, group, rule):
        return
    if not places and _left_behind(ctx, cue):
        for person, k in people:
            _unnamed(ctx, rule, "leaving", person, k, cue, group)
    if not places:
        return
    onward = _onward(ctx, cue)
    for person, k in people:
        if places[0].country != ctx.leads(person):
            _add(ctx, rule, "leaving", person, k, places[0], cue, group)
        elif not onward and places[0].city and entry.id in ("leave", "depart"):
            _unnamed(ctx, rule, "departure", person, k, cue, group)
        for place in onward:
            _add(ctx, f"verb.departure:{entry.id}", "departure", person, k, place, cue, group)


def _left_behind(ctx: Context, cue: Cue) -> bool:
    """True for "left on May 22", "departed after lunch": the place is the one spoken of."""
    if cue.last >= len(ctx.tokens):
        return True
    if _onward(ctx, cue):
        return False
    after = ctx.tokens[cue.last]
    return after.kind == "D" or after.low in {"on", "late", "early", ".", ",", "again"}


def _onward(ctx: Context, cue: Cue) -> list[Destination]:
    """The "for" part of "left Pyongyang on Monday for Beijing"."""
    end = clause_end(ctx.tokens, cue.last, 16)
    for j in range(cue.last, end):
        if ctx.tokens[j].low == "for" and j + 1 < len(ctx.tokens):
            return read_destinations(ctx.tokens, j, ["for"], False, ctx.here, limit=4)
    return []


def _objects(ctx: Context, cue: Cue, entry: TravelVerb) -> list[int]:
    """The people that follow a meeting or hosting verb, directly or behind one of its prepositions."""
    tokens = ctx.tokens
    end = clause_end(tokens, cue.last, 14)
    ready = entry.direct
    for j in range(cue.last, end):
        low = tokens[j].low
        if (
            low in {"him", "her"}
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
        elif (
            tokens[j].kind in "DG"
            or low
            in {
                "the",
                "his",
                "her",
                "on",
                "earlier",
                "separately",
                "briefly",
                "later",
                "a",
                "an",
                "and",
                "their",
                "counterpart",
                "visiting",
                "in",
                "at",
                "up",
                "new",
                "longtime",
                "ally",
                "friend",
                "rival",
                "here",
                "tuesday",
                "privately",
                ",",
                "delegation",
            }
            or tokens[j].kind == "L"
        ):
            continue
        elif entry.direct and tokens[j].kind == "w" and j > cue.last + 1:
            return []
    return []


def _meeting(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """ "met Xi in Beijing": whoever is not at home travelled. Without a place the meeting tells of hosts only."""
    rule = f"verb.meeting:{entry.id}"
    tokens = ctx.tokens
    end = clause_end(tokens, cue.last)
    if any(t.low in _REMOTE for t in tokens[max(group.first - 3, 0) : end]):
        ctx.refuse(cue.first, cue.last, rule, "by telephone or letter")
        return
    subjects = ctx.people_of(subject(tokens, group))
    objects = [(p, k) for k in _objects(ctx, cue, entry) if (p := ctx.person_at(k)) is not None]
    people = subjects + objects
    if not people and _plural(tokens, group.first):
        people = ctx.last_two(group.first)
    if not people or _refused(ctx, cue, group, rule):
        return
    after = objects[-1][1] + 1 if objects else cue.last
    if any(tokens[k].raw.lower().startswith("visiting ") for _, k in objects):
        _meeting_without_place(ctx, cue, people, tense_of(cue, group))
        return
    places = read_destinations(tokens, after, ["in", "at"], False, ctx.here, limit=8)[:1] or (
        read_destinations(tokens, cue.last, ["in", "at"], False, ctx.here, limit=4)[:1] if objects else []
    )
    if not places and len(people) >= 2:
        places = _sideline(ctx, cue)
    if places and len(people) >= 2 or (places and subjects and not entry.direct):
        for person, k in people:
            _add(ctx, rule, "meeting", person, k, places[0], cue, group, others=people)
    elif len(people) >= 2 and not places:
        _meeting_without_place(ctx, cue, people, tense_of(cue, group))


def _plural(tokens: list[Token], first: int) -> bool:
    """ "The two leaders met", "they will meet"."""
    return any(
        t.low in {"two", "pair", "couple", "both", "they", "leaders", "presidents"}
        for t in tokens[max(first - 3, 0) : first]
    )


def _sideline(ctx: Context, cue: Cue) -> list[Destination]:
    """ "met on the sidelines of a summit in Italy"."""
    tokens = ctx.tokens
    end = clause_end(tokens, cue.last, 14)
    for j in range(cue.last, end):
        if tokens[j].low in {"sidelines", "margins", "summit", "conference", "forum"}:
            return read_destinations(tokens, j + 1, ["in", "at", "of"], False, ctx.here, limit=8)[:1]
    return []


def _meeting_without_place(ctx: Context, cue: Cue, people: list[tuple[Person, int]], tense: Tense) -> None:
    tokens = ctx.tokens
    spans = [(p, tokens[k].start, tokens[k].end) for p, k in people]
    dates = ctx.dates_around(cue.first, cue.last)
    ctx.findings.meetings.append(
        Meeting(spans, ctx.sentence.number, tokens[cue.first].start, tokens[cue.last - 1].end, dates, tense)
    )


def _hosting(ctx: Context, cue: Cue, entry: TravelVerb, group: VerbGroup) -> None:
    """ "Trump hosted Abe at Mar-a-Lago", "Lukashenko was received by Putin": the guest travels to the host."""
    rule = f"verb.hosting:{entry.id}"
    tokens = ctx.tokens
    subjects = ctx.people_of(subject(tokens, group))
    objects = [(p, k) for k in _objects(ctx, cue, entry) if (p := ctx.person_at(k)) is not None]
    hosts, guests = (objects, subjects) if group.passive else (subjects, objects)
    if not guests or _refused(ctx, cue, group, rule):
        return
    after = max([k for _, k in objects], default=cue.last - 1) + 1
    places = read_destinations(tokens, after, ["in", "at", "to"], False, ctx.here, limit=8)[:1]
    if not places and entry.id != "greet":  # whoever greets may be abroad himself
        places = [Destination(home, None, k) for p, k in hosts if ctx.is_head(p) and (home := ctx.leads(p))][:1]
    if not places and not hosts:
        places = _place_to_the_left(ctx, group.first)
    if not places:
        ctx.refuse(cue.first, cue.last, rule, "no place and no host who leads a country")
        return
    travellers = guests + [h for h in hosts if ctx.leads(h[0]) != places[0].country]
    for person, k in travellers:
        _add(ctx, rule, "meeting", person, k, places[0], cue, group, others=hosts)


def _place_to_the_left(ctx: Context, first: int) -> list[Destination]:
    """ "Protesters filled the streets of Athens to greet Merkel", "Cuba welcomed Obama"."""
    for j in range(first - 1, max(first - 14, -1), -1):
        token = ctx.tokens[j]
        if token.kind == "L" and token.mention.country:
            return [Destination(token.mention.country, token.mention.city, j)]
    return []


def _stay(ctx: Context, cue: Cue) -> DateMention | None:
    """The length behind a verb: "arrived for a three-day visit", "stayed four days"."""
    for token in ctx.tokens[cue.last : clause_end(ctx.tokens, cue.last, 16)]:
        if token.kind == "D" and token.mention.kind == "duration":
            mention: DateMention = token.mention
            return mention
    return None


def _add(
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
    caption = ctx.caption_date()
    tense, stance = _time_and_stance(ctx, cue, group)
    if caption is not None:  # what a picture shows has happened
        dates, tense, stance = [caption], "past", None
    ctx.findings.observations.append(
        Observation(
            rule=rule,
            phase=phase,
            person=person,
            country=place.country,
            city=place.city,
            sentence=ctx.sentence.number,
            start=tokens[first].start,
            end=tokens[last].end,
            tense=tense,
            stance=stance,
            ongoing=group.progressive and "was" not in group.words and "were" not in group.words,
            dates=dates,
            begin_dates=ctx.begin_dates(cue.first, cue.last),
            person_at=(tokens[k].start, tokens[k].end),
            place_at=(tokens[place.at].start, tokens[place.at].end),
            hosts=hosts,
            stop=stop,
            cue_at=(tokens[cue.first].start, tokens[cue.last - 1].end),
            length=_stay(ctx, cue),
            in_title=ctx.sentence.in_title,
        )
    )

"""Rules without a travel word: "Obama, in London for", "Merkel was in Kiev", "visiting President Bush"."""

from __future__ import annotations

from dataclasses import replace

from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person
from visits.reports.clauses import Subject
from visits.reports.context import Context
from visits.reports.dated_stops import further_stops
from visits.reports.destinations import Destination, is_plain_word, place_name, read_destinations
from visits.reports.edges import note_last_day
from visits.reports.noting import note
from visits.reports.noun_time import foretold
from visits.reports.observation import Observation, Phase, Tense
from visits.reports.purposes import note_purpose, read_purpose, without

_COPULAS = {
    "is": "present",
    "are": "present",
    "'s": "present",
    "was": "past",
    "were": "past",
    "been": "past",
    "be": "future",
}
STATES = frozenset(
    """being treated hospitalized hospitalised recovering recuperating convalescing hospital exile stranded stuck safely
    safe""".split()
)
"""How somebody may be where he is: "is being treated in Riyadh", "has been in hospital in Paris"."""
_ADVERBS = frozenset("now currently still already here also too later due to both".split())
_DEEDS = frozenset("met spoke held made gave told said saw laid took".split())
_BREAKING = frozenset({"who", "which", "said", "and", ";", "is", "was", "are", "were"})
_FRONTING = frozenset({"in", "at"})
_FRONT = 12
"""How many words the place and the time at the head of a sentence may take."""
_AUXILIARIES = frozenset("will 'll has have had not n't may could would who , expected scheduled set slated to".split())
_BESIDE_COPULAS = _ADVERBS | _AUXILIARIES | STATES
_SUBJECTS = frozenset({"P", "he", "she", "i"})
_SPOKEN_ABOUT = frozenset({"of", "about", "against"})
_LANDS = frozenset({"country", "city", "capital", "kingdom", "nation", "island", "region"})
_WAYS = frozenset({"route", "way"})
_ABOARD = frozenset({"aboard", "plane", "flight", "jet"})
_PURPOSE = frozenset("for on to during as at where attending since".split())


def observe_presence(ctx: Context) -> None:
    """Apply the rules of presence to every person and place of the sentence."""
    sentence = ctx.sentence
    somewhere = sentence.names_a_place
    _with_him_there(ctx)
    copular, lead = sentence.has(_COPULAS.keys()), ctx.tokens[0].low if ctx.tokens else ""
    ways = [k for k, t in enumerate(ctx.tokens) if t.low in _WAYS] if sentence.has(_WAYS) else []
    for k in sorted([*sentence.references, *ways]):
        token = ctx.tokens[k]
        if token.kind == "P" and (token.raw.lower().startswith("visiting ") or _in_town(ctx.tokens, k)):
            _visiting(ctx, k)
        if token.low in _SUBJECTS and copular and (somewhere or "since" in sentence.words):
            _copula(ctx, k)
        if somewhere and token.low in _SUBJECTS:
            _apposed(ctx, k)
            if lead == "while":
                _while_there(ctx, k)
            if lead in _FRONTING:
                _fronted(ctx, k)
        if token.low in _WAYS:
            _on_the_way(ctx, k)


def _copula(ctx: Context, k: int) -> None:
    """ "Merkel is in Moscow for talks", "Clinton was in Belfast on Thursday", "Abe will be in Hawaii"."""
    tokens = ctx.tokens
    j, words = _behind_apposition(tokens, k), []
    first = j
    while (
        j < len(tokens)
        and j - first < 6
        and (tokens[j].low in _COPULAS or tokens[j].low in _BESIDE_COPULAS or tokens[j].kind == "D")
    ):
        words.append(tokens[j].low)
        j += 1
    copula = next((w for w in words if w in _COPULAS), None)
    if words[-2:] == ["been", "to"]:  # "has been to Minsk four times"
        j = j - 1
    if k > 1 and tokens[k - 1].low in {"with", "between", "of"} and tokens[k - 2].kind == "w":
        return  # "the meeting with Putin will be in Washington"
    if k and tokens[k - 1].low == "than":
        return  # "more popular in Israel than he is in America"
    if (
        copula is None
        or j >= len(tokens)
        or tokens[j].low not in {"in", "at", "here", "to"}
        or {"not", "n't", "may", "could"} & set(words)
        or ({"scheduled", "set", "slated"} & set(words) and "be" not in words)
        or ("expected" in words and "be" not in words and tokens[k].kind != "P")
    ):
        return
    places = read_destinations(tokens, j, ["in", "at", "to"], tokens[j].low == "here", ctx.here, limit=6)[:1]
    people = ctx.people_of(Subject(k)) if {"are", "were", "have", "will"} & set(words) else []
    person = ctx.person_at(k)
    if person is not None and not places and "been" in words:
        _in_the_country(ctx, k, j, people or [(person, k)])
    if person is None or not places:
        return
    if tokens[k].kind != "P":
        person = ctx.traveller_not_host(person)
    failed = {"had", "due"} <= set(words)  # "had been due in Paris on Friday": it came to nothing
    ahead = {"will", "'ll", "would", "due", "expected", "scheduled", "slated", "to"} & set(
        words
    ) and "been" not in words
    tense: Tense = (
        "future" if failed or ahead else "past" if _COPULAS[copula] == "past" and "has" not in words else "present"
    )
    before = len(ctx.findings.observations)
    for one, at in people or [(person, k)]:
        note_presence(ctx, "presence.copula", one, at, places[0], tense, tense == "present")
        for place, day in further_stops(tokens, places[0]):
            note_presence(ctx, "presence.copula", one, at, place, tense, tense == "present")
            ctx.findings.observations[-1].dates = [day]
    for obs in ctx.findings.observations[before:]:
        if failed:
            obs.stance = "cancelled"
        elif tense == "past" and words[-2:] == ["been", "to"]:
            obs.over = True  # "had been to Japan before that"
        elif tense == "present" and obs.dates and "been" not in words:
            _look_ahead(ctx, obs, places[0].at)
    since = _since(tokens, places[0].at) if {"has", "have", "had", "'s"} & set(words) else None
    if since is not None:  # it tells of the first day beside the day of which it speaks
        begun = [replace(obs, dates=[since], begins=True) for obs in ctx.findings.observations[before:]]
        ctx.findings.observations.extend(begun)


def _behind_apposition(tokens: list[Token], k: int) -> int:
    """Where the clause goes on behind "Najib Razak, Malaysia's prime minister,": else the token behind k."""
    if (
        k + 2 >= len(tokens)
        or tokens[k + 1].low != ","
        or not (tokens[k + 2].kind in "LG" or tokens[k + 2].low in {"the", "a"})
    ):
        return k + 1
    for j in range(k + 3, min(k + 12, len(tokens))):
        if tokens[j].low == ",":
            return j + 1
        if tokens[j].kind == "P" or tokens[j].low in _BREAKING:
            break
    return k + 1


def _with_him_there(ctx: Context) -> None:
    """ "With Obama in Riyadh, lawmakers fretted"."""
    tokens = ctx.tokens
    if len(tokens) < 5 or tokens[0].low != "with" or tokens[1].kind != "P" or tokens[2].low not in {"in", "at"}:
        return
    places = read_destinations(tokens, 2, ["in", "at"], False, ctx.here, limit=4)[:1]
    person = ctx.person_at(1)
    if person is not None and places and tokens[places[0].at].kind == "L":
        note_presence(ctx, "presence.with", person, 1, places[0], "present", True)


def _in_the_country(ctx: Context, k: int, j: int, people: list[tuple[Person, int]]) -> None:
    """ "They have been in the country since Saturday": the first day of a stay told of elsewhere."""
    words = [t.low for t in ctx.tokens[j : j + 3]]
    there = words[:1] == ["here"] or (words[:2] == ["in", "the"] and words[2:] != [] and words[2] in _LANDS)
    since = _since(ctx.tokens, j + (0 if words[:1] == ["here"] else 2)) if there else None
    for person, at in people if since is not None else ():
        note_presence(ctx, "presence.copula", person, at, Destination("", None, k), "present", True)
        noted = ctx.findings.observations[-1]
        noted.anaphoric, noted.begins = True, True
        noted.dates = [since] if since is not None else []


def _look_ahead(ctx: Context, obs: Observation, place: int) -> None:
    """Put off "On Wednesday he is in Minsk", said on a Tuesday, to the day to come: it tells of a programme."""
    tokens, day = ctx.tokens, obs.dates[0]
    opens = any(t.start == day.start for t in tokens[:2]) and tokens[2].low != ","
    beside = place + 2 < len(tokens) and tokens[place + 2].start == day.start and tokens[place + 1].low == "on"
    if (opens or beside) and day.weekday is not None and day.future is not None and day.past != day.future:
        obs.dates = [replace(day, first=day.future, last=day.future, past=None, future=None)]
        obs.tense, obs.stance, obs.ongoing = "future", "planned", False


def _since(tokens: list[Token], place: int) -> DateMention | None:
    """The first day of "has been in Buenos Aires since Thursday night"."""
    behind = tokens[place + 1 : place + 3]
    if len(behind) < 2 or behind[0].low != "since" or behind[1].kind != "D":
        return None
    mention: DateMention = behind[1].mention
    return mention if mention.kind == "date" else None


def _on_the_way(ctx: Context, k: int) -> None:
    """ "Trump was en route to Singapore", "on his way home from Brussels": where he goes, where he was."""
    tokens = ctx.tokens
    lead = [t.low for t in tokens[max(k - 2, 0) : k]]
    aboard = lead[-2:] == ["on", "the"] and ctx.sentence.has(_ABOARD)
    on_his = lead[-2:-1] == ["on"] and lead[-1] in {"his", "her", "my"}
    if lead[-1:] != ["en"] and not on_his and not aboard:
        return
    person = next((p for p, _ in ctx.people_of(ctx.clause_subject(k - 1))), None)
    person = ctx.person_at(k - 1) if lead[-1:] == ["my"] else person
    if person is None:
        return
    j = k + 1
    while j < len(tokens) and tokens[j].low in {"home", "back"}:
        j += 1
    phase: Phase = "leaving" if j < len(tokens) and tokens[j].low == "from" else "travel"
    places = read_destinations(tokens, j, ["from"] if phase == "leaving" else ["to"], False, ctx.here, limit=3)[:1]
    before = len(ctx.findings.observations)
    for place in places:
        note_presence(ctx, "presence.way", person, k, place, "past", False)
    away = tokens[j - 1].low in {"home", "back"} and all(t.low != "from" for t in tokens[j : j + 3])
    if not places and away:  # "was on his way home on Wednesday"
        phase = "leaving"
        note_presence(ctx, "presence.way", person, k, Destination("", None, k), "past", False)
    for obs in ctx.findings.observations[before:]:
        obs.phase = phase
        obs.anaphoric = not obs.country


def _while_there(ctx: Context, k: int) -> None:
    """ "While in Accra, Obama toured a fort"."""
    tokens = ctx.tokens
    if k < 4 or tokens[k - 1].low != "," or [t.low for t in tokens[:2]] != ["while", "in"]:
        return
    places = read_destinations(tokens, 1, ["in"], False, ctx.here, limit=4)[:1]
    person = ctx.person_at(k)
    if person is not None and places and places[0].at < k:
        note_presence(ctx, "presence.while", person, k, places[0], "future" if foretold(tokens[k:]) else "past", False)


def _fronted(ctx: Context, k: int) -> None:
    """ "In the Vietnamese capital of Hanoi on Tuesday, Obama celebrated": who acted there, was there."""
    tokens = ctx.tokens
    if ctx.sentence.in_title or not 2 < k <= _FRONT or tokens[k - 1].low != "," or tokens[0].low not in _FRONTING:
        return
    if any(t.kind == "P" for t in tokens[:k]):
        return
    at = next((j for j in range(1, k - 1) if tokens[j].kind == "L"), None)
    if at is None or tokens[at].mention.kind not in ("city", "site") or not tokens[at].mention.country:
        return
    if any(t.low == "as" for t in tokens[1:at]) or is_plain_word(tokens[at + 1]):
        return  # "as archbishop of Buenos Aires", "in a Belgrade newspaper"
    verb = next((t.low for t in tokens[k + 1 : k + 4] if t.low not in _ADVERBS and t.low != ","), "")
    if not (verb.endswith("ed") or verb in _DEEDS):
        return
    person = ctx.person_at(k)
    if person is None:
        return
    if tokens[k].kind != "P":
        person = ctx.traveller_not_host(person)
    mention = tokens[at].mention
    note_presence(
        ctx, "presence.fronted", person, k, Destination(mention.country, place_name(mention), at), "past", False
    )


def _apposed(ctx: Context, k: int) -> None:
    """ "Obama, in London for a state visit, hailed" and "Putin, on the second day of his stay in"."""
    tokens = ctx.tokens
    if k + 3 >= len(tokens) or tokens[k + 1].low != "," or tokens[k + 2].low not in {"in", "at", "now", "currently"}:
        return
    places = read_destinations(tokens, k + 2, ["in", "at"], False, ctx.here, limit=4)[:1]
    person = ctx.person_at(k)
    if person is None or not places or _of_a_meeting(tokens, k):
        return
    behind = tokens[places[0].at + 1] if places[0].at + 1 < len(tokens) else None
    if behind is not None and (behind.low in _PURPOSE | {","} or behind.kind == "D"):
        note_presence(ctx, "presence.apposition", person, k, places[0], "present", True)


def _of_a_meeting(tokens: list[Token], k: int) -> bool:
    """True for the Kim of "the second meeting between Trump and Kim, in Hanoi, ended": the meeting was there."""
    lead = next((t.low for t in reversed(tokens[:k]) if t.kind != "P" and t.low not in {"and", ","}), "")
    return lead in {"between", "with", "of"}


def _visiting(ctx: Context, k: int) -> None:
    """ "talks with visiting US President George W. Bush": he is where his interlocutor or the reporter is, on no day
    ahead."""
    before = len(ctx.findings.observations)
    _place_of_visiting(ctx, k)
    for obs in ctx.findings.observations[before:]:
        obs.dates = [day for day in obs.dates if not _lies_ahead(ctx, day)]


def _in_town(tokens: list[Token], k: int) -> bool:
    """True for "with Cameron in town" and "while Xi is in town", and for "his visiting Polish counterpart Duda"."""
    if k > 1 and tokens[k - 1].low == "counterpart" and "visiting" in {t.low for t in tokens[max(k - 3, 0) : k - 1]}:
        return True
    words = [t.low for t in tokens[k + 1 : k + 5] if t.low not in {",", "who", "'s", "also", "too", "back"}]
    return words[:2] == ["in", "town"] or (words[:1] in (["is"], ["was"]) and words[1:] == ["in", "town"])


def _lies_ahead(ctx: Context, day: DateMention) -> bool:
    first = day.past or day.first
    return ctx.discourse.on is not None and first is not None and first.first_day() > ctx.discourse.on


def _place_of_visiting(ctx: Context, k: int) -> None:
    """Note where a visiting leader is: with the leader of another country named nearby, at a place, at the dateline."""
    person = ctx.person_at(k)
    if person is None or (k and ctx.tokens[k - 1].low in {"every", "other", "previous", "any", "each", "past"}):
        return
    home = ctx.leads(person)
    for j in sorted(range(len(ctx.tokens)), key=lambda j: abs(j - k)):
        named = ctx.tokens[j].kind == "P" or ctx.tokens[j].low in _SUBJECTS  # "she said after talks with visiting"
        other = ctx.person_at(j) if named and j != k else None
        if other is not None and other is not person and ctx.is_head(other) and ctx.leads(other) not in (None, home):
            country = ctx.leads(other)
            assert country is not None
            note_presence(
                ctx,
                "adjective.visiting",
                person,
                k,
                Destination(country, None, j),
                "present",
                True,
                other=None if j and ctx.tokens[j - 1].low in _SPOKEN_ABOUT else (other, ctx.tokens[j]),
            )
            return
    places = [j for j, t in enumerate(ctx.tokens) if t.kind == "L" and t.mention.country not in (None, home)]
    if places:
        place = ctx.tokens[places[0]].mention
        note_presence(
            ctx, "adjective.visiting", person, k, Destination(place.country, place.city, places[0]), "present", True
        )
    elif ctx.here is not None and ctx.here.country not in (None, home):
        note_presence(
            ctx, "adjective.visiting", person, k, Destination(str(ctx.here.country), ctx.here.city, k), "present", True
        )


def _programme_day(ctx: Context, dates: list[DateMention]) -> bool:
    """True for "On Wednesday he is in Portsmouth", told on another day: what is so on a Wednesday is still to come."""
    published = ctx.discourse.reading.article.published
    day = dates[0] if dates and dates[0].kind == "date" and dates[0].weekday is not None else None
    if day is None or published is None or ctx.sentence.in_title or ctx.caption_date() is not None:
        return False
    return day.relative and day.future is not None and day.weekday != published.weekday()


def note_presence(
    ctx: Context,
    rule: str,
    person: Person,
    k: int,
    place: Destination,
    tense: Tense,
    ongoing: bool,
    other: tuple[Person, Token] | None = None,
) -> None:
    """Note that somebody is at a place, unless that is at home."""
    if ctx.is_private(person) or ctx.at_home(person, place):
        return
    first, last = min(k, place.at), max(k, place.at)
    hosts = (
        [(other[0], other[1].start, other[1].end)] if other is not None and ctx.leads(other[0]) == place.country else []
    )
    dates = ctx.dates_around(first, last)
    if rule == "presence.copula" and tense == "present" and _programme_day(ctx, dates):
        tense, ongoing = "future", False
    purpose = read_purpose(ctx, place.at + 1) if tense == "present" and ongoing else None
    if purpose is not None:
        dates = without(ctx, purpose, first, dates)
    noted = note(ctx, rule, "presence", tense, person, k, place, (first, last), (place.at, place.at))
    noted.stance, noted.ongoing = "planned" if tense == "future" else None, ongoing
    noted.dates, noted.hosts = dates, hosts
    note_last_day(ctx, noted, place.at + 1)
    if purpose is not None:
        note_purpose(ctx, noted, purpose)

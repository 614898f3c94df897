"""Who is told to be at a gathering by a list: "participants included", "attended by", "brought together", "was there".

The place is the sentence's own ("the mourners in Harare were"), that of the gathering under report, or the one to which
somebody was just said to come ("Merkel will be there too").
"""

from __future__ import annotations

from collections.abc import Iterator

from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person
from visits.reports.clause_bounds import clause_end
from visits.reports.context import Context
from visits.reports.destinations import Destination, read_destinations
from visits.reports.echoes import last_told, place_spoken_of
from visits.reports.gatherings import ASSEMBLIES, AUDIENCE, CONVENING, speaks_of_heads
from visits.reports.name_lists import coordinated
from visits.reports.observation import Observation, Tense

_ATTENDING = frozenset("attending attend attendees participants attended attendance present expected part".split())
_GUESTS = frozenset(
    "guests mourners dignitaries participants attendees delegates visitors crowd those others speakers".split()
)
_INCLUDING = frozenset({"include", "includes", "included", "including", "are", "were", "was", "is", ":"})
_HEARING = frozenset("see sees saw hear hears heard".split())
_JOINING = frozenset({"joined"})

_SEEN_BY = frozenset({"attended", "witnessed", "graced"})
_BRINGING = frozenset({"bring", "brings", "brought", "bringing"})
_COPULAS = frozenset({"was", "were", "is", "are", "be"})
_BESIDE = frozenset("was were is are be will also both all due expected to too has have been already".split())
_THERE = frozenset({"present", "there", "among", "attending"})
_AMONG = frozenset({"them", "those"})
_BEHIND_THERE = frozenset("too when for and to with as at , . on".split())
_UNREAL = frozenset(
    """not n't absent boycott boycotted boycotting skip skipped invited invite may might could whether if missing
    without never nobody neither nor hopes hoped sent send sends""".split()
)
_ELSEWHERE = frozenset("phone telephone video screen videoconference virtually remotely satellite".split())
_AHEAD = frozenset("will due expected scheduled set ahead".split())
_OPENING_LIST = frozenset(
    "the 's ’s were : president presidents prime minister ministers leader leaders of king".split()
)
_TRIGGERS = (
    _ATTENDING | (_GUESTS - _AMONG) | _SEEN_BY | _BRINGING | _JOINING | _THERE | {"leaders", "presence", "crowd"}
)
"""Words of which every sentence that tells a roll has one."""
_BEFORE, _BEHIND = 12, 7
"""Tokens before "included" that say who they are, and tokens that a title may take before the first name."""


def observe_roll(ctx: Context) -> None:
    """Note everybody whom the sentence lists among those who are there."""
    sentence = ctx.sentence
    if sentence.in_title or not sentence.mentions or not sentence.has(_TRIGGERS):
        return
    if not sentence.names_a_place and ctx.discourse.gathering is None and place_spoken_of(ctx, 0) is None:
        return
    for first, trigger in (*_lists_behind(ctx), *_lists_before(ctx)):
        if _UNREAL & {t.low for t in ctx.tokens[max(trigger - _BEFORE, 0) : first + 1]}:
            continue
        place = _own_place(ctx, first) or _of_the_gathering(ctx, trigger) or _spoken_of(ctx, trigger)
        if place is None:
            continue
        for k in coordinated(ctx.tokens, first):
            person = ctx.person_at(k)
            if person is not None and ctx.is_head(person) and not ctx.at_home(person, place):
                _note(ctx, person, k, place, trigger)


def _lists_behind(ctx: Context) -> Iterator[tuple[int, int]]:
    """The first person of each list that follows, with the word that leads it in."""
    tokens = ctx.tokens
    for j, token in enumerate(tokens):
        lead = None
        if token.low in _INCLUDING and _tells_of_guests(tokens, j):
            lead = j
        elif token.low in _SEEN_BY | _JOINING and j + 1 < len(tokens) and tokens[j + 1].low == "by":
            lead = j + 1
        elif token.low in _BRINGING and j + 1 < len(tokens) and tokens[j + 1].low == "together":
            lead = j + 1
        elif token.low in _COPULAS and 0 < j < 4 and tokens[0].low == "also" and tokens[j - 1].low in _THERE:
            lead = j  # "Also there was Hu"
        elif token.low in _HEARING and any(t.low in AUDIENCE for t in tokens[max(j - 4, 0) : j]):
            lead = j  # "the crowd will also see Castro"
        elif token.low == "as" and j and tokens[j - 1].low == "such" and _brings_heads(tokens, j):
            lead = j
        elif token.low in _AMONG and j and tokens[j - 1].low == "among":
            lead = j
        elif (
            token.low == "presence" and j + 1 < len(tokens) and tokens[j + 1].low == "of" and tokens[j - 1].low == "the"
        ):
            lead = j + 1
        if lead is None:
            continue
        first = next((i for i in range(lead + 1, min(lead + 1 + _BEHIND, len(tokens))) if tokens[i].kind == "P"), None)
        if first is not None and all(_leads_to_name(t) for t in tokens[lead + 1 : first]):
            yield first, j


def _brings_heads(tokens: list[Token], j: int) -> bool:
    """True for "brought together leaders of many causes, such as"."""
    before = {t.low for t in tokens[max(j - _BEFORE, 0) : j]}
    return "leaders" in before and bool(before & (_BRINGING | CONVENING))


def _leads_to_name(token: Token) -> bool:
    return token.kind in "GL" or token.capital or token.low in _OPENING_LIST


def _tells_of_guests(tokens: list[Token], j: int) -> bool:
    """True for the included of "the participants included" and "leaders attending the summit include"."""
    before = tokens[max(j - _BEFORE, 0) : j]
    words = {t.low for t in before}
    if words & _ATTENDING and (tokens[j].low != "including" or words & (ASSEMBLIES | {"summit"})):
        return True
    led = tokens[j].low in {"include", "includes", "included", "are", "were", ":"}
    if words & _GUESTS - {"those"}:
        return led or bool(words & (ASSEMBLIES | {"summit"}))
    if led and "leaders" in words and words & CONVENING:
        return True
    return led and "among" in words and (bool(words & _GUESTS) or any(speaks_of_heads(tokens, i) for i in range(j)))


def _lists_before(ctx: Context) -> Iterator[tuple[int, int]]:
    """The last person of each list of which it is said that they were there, with the word that says so."""
    tokens = ctx.tokens
    for k, token in enumerate(tokens):
        if token.kind != "P" and token.low not in {"he", "she"}:
            continue
        j, copula = _behind_apposition(tokens, k + 1), False
        while j < len(tokens) and j - k < 7 and (tokens[j].low in _BESIDE or tokens[j].low in {",", "who"}):
            copula = copula or tokens[j].low in _COPULAS
            j += 1
        if not copula or j >= len(tokens) or tokens[j].low not in _THERE:
            continue
        behind = tokens[j + 1].low if j + 1 < len(tokens) else "."
        if tokens[j].low == "among":
            if {t.low for t in tokens[j + 1 : j + 7]} & (_GUESTS | {"leaders", "heads", "presidents"}):
                yield k, j
        elif behind in _BEHIND_THERE or (j + 1 < len(tokens) and tokens[j + 1].kind == "D"):
            yield k, j


def _behind_apposition(tokens: list[Token], j: int) -> int:
    """Behind the title of "Mutharika, the president of Malawi, was there"."""
    if j + 1 >= len(tokens) or tokens[j].low != "," or tokens[j + 1].low not in {"the", "a"}:
        return j
    return next((i + 1 for i in range(j + 2, min(j + 9, len(tokens))) if tokens[i].low == ","), j)


def _own_place(ctx: Context, first: int) -> Destination | None:
    """The place that the sentence names behind "in" or "at", anywhere before its end."""
    tokens = ctx.tokens
    for j in range(len(tokens) - 1):
        if tokens[j].low in {"in", "at"} and not any(t.kind == "P" for t in tokens[min(first, j) + 1 : j]):
            places = read_destinations(tokens, j, ["in", "at"], False, ctx.here, limit=5)[:1]
            if places and tokens[places[0].at].kind == "L":
                return places[0]
    return None


def _of_the_gathering(ctx: Context, trigger: int) -> Destination | None:
    gathering = ctx.discourse.gathering
    return Destination(gathering.country, gathering.city, trigger) if gathering is not None else None


def _spoken_of(ctx: Context, trigger: int) -> Destination | None:
    """Where somebody was just said to come, of one who "will be there too", who "also" attends or joins him."""
    if ctx.sentence.has(_ELSEWHERE):
        return None
    return place_spoken_of(ctx, trigger)


def _note(ctx: Context, person: Person, k: int, place: Destination, trigger: int) -> None:
    """One observation at the name, with the days of the sentence, or else those of the gathering."""
    tokens, gathering = ctx.tokens, ctx.discourse.gathering
    own = tokens[place.at].kind == "L"
    at_gathering = gathering is not None and gathering.country == place.country
    dates = ctx.dates_around(min(k, trigger), clause_end(tokens, max(k, trigger)) - 1)
    if not dates and at_gathering and gathering is not None and gathering.day is not None:
        dates = [gathering.day]
    model = last_told(ctx, place) if not own and not at_gathering else None
    if not dates and model is not None and not (model.tense == "past" and ctx.sentence.has(_AHEAD)):
        dates = model.dates  # not the Monday on which another has come, of one who is still to come
    ahead = bool(_AHEAD & {t.low for t in tokens[max(trigger - _BEFORE, 0) : trigger + 3]}) or _lies_ahead(ctx, dates)
    tense: Tense = "future" if ahead else "present" if tokens[trigger].low in {"is", "are"} else "past"
    ctx.findings.observations.append(
        Observation(
            rule="gathering.roll",
            phase="presence",
            person=person,
            country=place.country,
            city=place.city,
            sentence=ctx.sentence.number,
            start=min(tokens[k].start, tokens[trigger].start),
            end=max(tokens[k].end, tokens[trigger].end),
            tense=tense,
            stance="planned" if ahead else None,
            ongoing=tense == "present",
            dates=dates,
            person_at=(tokens[k].start, tokens[k].end),
            place_at=_told_at(ctx, place, model),
            cue_at=(tokens[trigger].start, tokens[trigger].end),
            occasion_at=gathering.named_at if at_gathering and gathering is not None else None,
        )
    )


def _told_at(ctx: Context, place: Destination, model: Observation | None) -> tuple[int, int]:
    """The words that name the place: here, with the gathering, or where it was told of somebody else."""
    token, gathering = ctx.tokens[place.at], ctx.discourse.gathering
    if model is not None:
        return model.place_at
    return gathering.place_at if token.kind != "L" and gathering is not None else (token.start, token.end)


def _lies_ahead(ctx: Context, dates: list[DateMention]) -> bool:
    on, first = ctx.discourse.on, dates[0].first if dates else None
    return on is not None and first is not None and first.first_day() > on

"""Who travels where a noun tells of travel: the possessor, an agent, or the subject of the clause."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from visits.lexicon.entries import Tense as VerbForm
from visits.lexicon.entries import TravelNoun
from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.reports.clause_bounds import clause_end, clause_start
from visits.reports.clauses import Subject
from visits.reports.clauses import subject as find_subject
from visits.reports.context import Context
from visits.reports.destinations import Destination, is_plain_word
from visits.reports.first_person import FIRST_PERSON
from visits.reports.meetings import DELEGATES, MEALS, from_afar, named_for, speaks_of_several
from visits.reports.name_lists import coordinated
from visits.reports.noun_phrases import COMPRISING, PAYING, NounPhrase, noun_phrase
from visits.reports.noun_time import LEADS_AFTER, LEADS_BEFORE, LEADS_DURING
from visits.reports.verb_groups import AUXILIARIES, verb_group

_BASES = frozenset(
    """pay make begin start kick end conclude wrap finish complete continue undertake embark take launch have plan
    announce cancel postpone scrap abandon delay cut open""".split()
)

_OTHERS = frozenset("congressional ministerial parliamentary senatorial".split())

_CALLING = frozenset(
    {"called", "calls", "call", "calling", "urged", "asked", "appealed", "pushed", "pressed", "hope", "hoped"}
)
AT_GATHERINGS = frozenset(
    """at during for to in into after before attend from following host hold held attended attending attends on use uses
    used using told tells telling""".split()
)
_AT_NAMED = frozenset({"at", "during", "attend", "attends", "attended", "attending"})
_SCREENS = frozenset({"broadcast", "broadcasts", "footage", "screen", "screens", "video"})
_BEHIND_SUBJECT = frozenset("and or of in at on from for to with".split())
_PART_OF = frozenset("sidelines margins eve start end opening close day ahead fringes beginning".split())
_BY_OTHERS = frozenset(
    "accompanied joined followed flanked greeted welcomed received hosted escorted met overshadowed marred".split()
)
_EMBEDDING = frozenset("said says told announced added believes believed argued warned noted stressed".split())

_CLAUSAL = frozenset(
    """that will would can could may might must should shall is are was were be been has have had not n't , “ "
    ”""".split()
)
"""What a statement has that somebody is told, and the words for his hearers have not."""


def last_visitor(ctx: Context, places: list[Destination], phrase: NounPhrase) -> list[tuple[Person, int]]:
    """ "The White House said the trip to Denmark was off": whoever was said to go there."""
    countries = {place.country for place in places}
    for obs in reversed(ctx.findings.observations):
        if obs.country in countries:
            return [(obs.person, max(phrase.first, 0))]
    return []


def travellers(ctx: Context, cue: Cue, phrase: NounPhrase, entry: TravelNoun) -> list[tuple[Person, int]]:
    """The people whom the noun's words send on the way, each with the token that stands for them."""
    tokens = ctx.tokens
    if entry.sense == "occasion" and _SCREENS & {t.low for t in tokens[max(phrase.first - 8, 0) : phrase.first]}:
        return []  # "watch a broadcast of Trump's speech at the station in Seoul"
    if phrase.owner is not None and tokens[phrase.owner].low == "their":
        return _both(ctx, phrase)
    if phrase.owner is not None:
        if ctx.person_at(phrase.owner) is None:  # "During his stay in Paris, Hu met"
            owners = ctx.people_of(ctx.clause_subject(phrase.first)) if phrase.pronoun else []
            return [*owners, *_partners(ctx, cue, entry)] if owners else []
        owners = [(p, j) for j in coordinated(tokens, phrase.owner) if (p := ctx.person_at(j)) is not None]
        return [*owners, *_partners(ctx, cue, entry)]
    if phrase.alien or phrase.inner & _OTHERS:
        return []
    if entry.sense == "occasion" and (honoured := _guests_of_honour(ctx, cue)):
        return honoured
    stated = agents(ctx, cue, entry)
    whole = [] if stated or entry.sense != "visit" else _of_the_whole(ctx, phrase)
    if whole:
        return whole
    if stated and (entry.sense == "visit" or len(stated) > 1):
        return stated
    they = _they(ctx, phrase)
    if they and entry.sense == "visit":
        return they
    subject = _payer(ctx, cue, phrase) or ctx.clause_subject(phrase.first)
    if subject is None and phrase.lead in LEADS_DURING:
        subject = _nearest_person(ctx, phrase.first)
    if phrase.lead == "for" and phrase.lead_at and ctx.tokens[phrase.lead_at - 1].low in _CALLING:
        return []  # "called for talks in Syria"
    if entry.sense == "occasion":
        if not _takes_part(ctx, cue, phrase):
            return []
        if subject is not None and _others_meet(tokens, subject.at, phrase.first):
            return []
        if subject is not None and _in_embedded_clause(tokens, subject.at, phrase.first):
            return []
        return ctx.people_of(subject) + [a for a in stated if ctx.is_head(a[0])]
    if subject is None:
        return _company(ctx, cue)
    if (
        phrase.lead in PAYING
        or phrase.lead_word in PAYING
        or (phrase.lead_word in _BASES and tokens[phrase.lead_at - 1].low == "to")
        or phrase.lead in LEADS_DURING | LEADS_BEFORE | LEADS_AFTER | {"for", "of", "from", "with", "to", "into", ","}
        or phrase.lead in {"is", "was", "be", "and"}
    ):
        return ctx.people_of(subject)
    return []


def _partners(ctx: Context, cue: Cue, entry: TravelNoun) -> list[tuple[Person, int]]:
    """The heads with whom somebody has "his summit with Kim in Hanoi"."""
    return [a for a in agents(ctx, cue, entry) if ctx.is_head(a[0])] if entry.sense == "occasion" else []


def _of_the_whole(ctx: Context, phrase: NounPhrase) -> list[tuple[Person, int]]:
    """Whose journey the noun names a part of: "Obama's trip, which includes a visit to", "a trip to Chile, followed
    by a visit to", "the tour, with stops in"."""
    tokens, at = ctx.tokens, phrase.lead_at
    followed = phrase.lead == "by" and at > 0 and tokens[at - 1].low == "followed"
    if not followed and phrase.lead not in COMPRISING | {"with", "was", "is"}:
        return []
    for cue in reversed(ctx.sentence.cues):
        entry = cue.entry
        if cue.is_verb or cue.last > at or not isinstance(entry, TravelNoun) or entry.sense != "visit":
            continue
        journey = noun_phrase(tokens, cue)
        people = travellers(ctx, cue, journey, entry)
        spoken_of = ctx.last_traveller() if journey.inner & {"the", "this"} else None
        return people or ([(spoken_of, cue.first)] if spoken_of is not None else [])
    return []


def _company(ctx: Context, cue: Cue) -> list[tuple[Person, int]]:
    """ "signed during a visit to China with President Chirac": where nobody else is said to travel, the leader does."""
    tokens = ctx.tokens
    for j in range(cue.last, clause_end(tokens, cue.last, 8) - 1):
        if tokens[j].low == "with" and tokens[j + 1].kind == "P" and tokens[j - 1].kind == "L":
            person = ctx.person_at(j + 1)
            return [(person, j + 1)] if person is not None and ctx.is_head(person) else []
    return []


def _takes_part(ctx: Context, cue: Cue, phrase: NounPhrase) -> bool:
    """True where the words before the gathering put the subject there: "at the summit", "the sidelines of"."""
    tokens = ctx.tokens
    clause = tokens[cue.last : clause_end(tokens, cue.last, 20)]
    if from_afar(clause):
        return False
    if phrase.lead == "of":
        return phrase.lead_at > 0 and tokens[phrase.lead_at - 1].low in _PART_OF
    bare = tokens[cue.last - 1].raw[:1].isupper() or tokens[cue.last - 1].raw.isdigit()
    over_a_meal = phrase.lead == "over" and tokens[cue.last - 1].low in MEALS
    return over_a_meal or phrase.lead in (_AT_NAMED if bare else AT_GATHERINGS)


def _payer(ctx: Context, cue: Cue, phrase: NounPhrase) -> Subject | None:
    """The subject of the verb that governs the noun: "Hu will pay state visits to"."""
    if phrase.lead_word not in PAYING:
        return None
    first = phrase.lead_at if ctx.tokens[phrase.lead_at].low == phrase.lead_word else phrase.lead_at - 1
    tense: VerbForm = "ing" if phrase.lead_word.endswith("ing") else "base" if phrase.lead_word in _BASES else "past"
    verb = Cue(first, phrase.lead_at + 1, cue.entry, tense)
    return find_subject(ctx.tokens, verb_group(ctx.tokens, verb, ctx.cues))


def _they(ctx: Context, phrase: NounPhrase) -> list[tuple[Person, int]]:
    """Who are meant in "as they began a state visit to": those listed before, or the leader whose company is."""
    tokens, k = ctx.tokens, phrase.lead_at
    if phrase.lead_word not in PAYING:
        return []
    while k > 0 and (tokens[k].low in AUXILIARIES or tokens[k].low in PAYING or tokens[k].kind == "D"):
        k -= 1
    if tokens[k].low not in {"they", "couple"}:
        return []
    family = next((j for j in range(k - 1) if tokens[j].kind == "P" and tokens[j + 1].low == "and"), None)
    head = ctx.person_at(family) if family is not None else None
    led = [(head, family)] if head is not None and family is not None else []  # "Macron and his wife"
    return ctx.listed_before(k) or led or ctx.of_company(k) or ctx.last_two(k)


def _nearest_person(ctx: Context, k: int) -> Subject | None:
    """ "those who met with Trump during a stop": nobody else can be meant."""
    begin = clause_start(ctx.tokens, k)
    return next((Subject(j) for j in range(k - 1, begin - 1, -1) if ctx.tokens[j].kind == "P"), None)


def _in_embedded_clause(tokens: Sequence[Token], subject: int, noun: int) -> bool:
    """True for "Reagan said the United States would offer a treaty at talks in Geneva": others go there."""
    for j in range(subject + 1, noun - 1):
        if tokens[j].low == "told" and _CLAUSAL.isdisjoint(t.low for t in tokens[j + 1 : noun]):
            continue  # "told other leaders during a meeting in Brussels"
        if tokens[j].low in _EMBEDDING:
            after = tokens[j + 2] if tokens[j].low == "told" and tokens[j + 1].kind == "P" else tokens[j + 1]
            if after.kind in "wLGP" and after.low not in {
                "in",
                "with",
                "at",
                "during",
                "on",
                "after",
                "before",
                "reporters",
                "he",
                "she",
                "late",
                "earlier",
                "journalists",
            }:
                return True
    return False


def _others_meet(tokens: Sequence[Token], subject: int, noun: int) -> bool:
    """True for "dislodge Assad, even if the government negotiates at talks in Geneva": others are the subject."""
    begin = max(clause_start(tokens, noun), subject + 1)
    return begin > subject + 1 and any(
        token.low in DELEGATES and after.kind == "w" and not after.capital and after.low not in _BEHIND_SUBJECT
        for token, after in pairwise(tokens[begin:noun])
    )


def _both(ctx: Context, phrase: NounPhrase) -> list[tuple[Person, int]]:
    """Whom "their meeting" means: the people named before it in the sentence."""
    people: dict[int, tuple[Person, int]] = {}
    for j in range(phrase.first):
        person = ctx.person_at(j) if ctx.tokens[j].kind == "P" or ctx.tokens[j].low in {"he", "she"} else None
        if person is not None:
            people[id(person)] = (person, j)
    if len(people) != 2 and speaks_of_several(ctx.tokens, phrase.first, 16):
        return ctx.last_two(phrase.first)
    return list(people.values()) if len(people) == 2 else []


def _guests_of_honour(ctx: Context, cue: Cue) -> list[tuple[Person, int]]:
    """Those for whom a meal is given: "a state dinner in honor of Hu", "the banquet for King Juan Carlos"."""
    guest = named_for(ctx.tokens, cue.last) if ctx.tokens[cue.last - 1].low in MEALS else None
    members = coordinated(ctx.tokens, guest) if guest is not None else []
    return [(p, j) for j in members if (p := ctx.person_at(j)) is not None and ctx.is_head(p)]


def agents(ctx: Context, cue: Cue, entry: TravelNoun) -> list[tuple[Person, int]]:
    """ "a visit to China by Merkel", "the visit of President Hu", "a summit between Trump and Kim"."""
    tokens = ctx.tokens
    at = cue.last
    if at + 1 < len(tokens) and tokens[at].low in {"that", "which"}:
        at += 1
    if at < len(tokens) and (tokens[at].kind == "P" or tokens[at].low in {"he", "she"}):
        person = ctx.person_at(at)  # "a state visit he will make to Britain"
        follows = [t.low for t in tokens[at + 1 : at + 7]]
        return [(person, at)] if person is not None and set(follows) & PAYING else []
    leads = {"by", "of", "from"} if entry.sense == "visit" else {"between", "with", "of"}
    for j in range(cue.last, min(cue.last + 12, clause_end(tokens, cue.last, 14))):
        if tokens[j].low == "to" and j + 1 < len(tokens) and is_plain_word(tokens[j + 1]):
            break  # "a trip to Prague to meet aides of Putin"
        if tokens[j].low == "by" and tokens[j - 1].low in _BY_OTHERS:
            break  # "left for a visit to China, accompanied by his sister"
        if tokens[j].low in leads and not (tokens[j].low == "of" and j > cue.last and tokens[j - 1].kind == "w"):
            k = j + 1  # not "a visit to China at the invitation of Hu Jintao"
            if k + 2 < len(tokens) and tokens[k].kind == "L" and tokens[k + 1].low == "'s":
                k += 2  # "with Russia's Vladimir Putin"
            while (
                k < len(tokens)
                and tokens[k].kind == "w"
                and tokens[k].low in {"the", "visiting", "his", "her", "both", "predecessor", "successor", "then"}
            ):
                k += 1
            if k < len(tokens) and tokens[k].kind == "P":
                members = coordinated(tokens, k)
                members += [i for i in (k + 2, members[-1] + 2) if _and_myself(tokens, i)][:1]
                return [(p, i) for i in members if (p := ctx.person_at(i)) is not None]
    return []


def _and_myself(tokens: Sequence[Token], i: int) -> bool:
    """True for the last of "between Kim Jong Un and myself"."""
    return i < len(tokens) and tokens[i].low in FIRST_PERSON and tokens[i - 1].low == "and"


def guest_of(ctx: Context, person: Person) -> Person:
    """Whose trip is meant in "On this trip Wen will show her the palace", behind "Merkel was in Beijing in May"."""
    last = ctx.findings.observations[-1] if ctx.findings.observations else None
    hosts = last is not None and bool(last.country) and ctx.leads(person) == last.country
    return last.person if last is not None and hosts else person

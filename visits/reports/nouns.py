"""Rules for nouns of travel: "his visit to", "on a state visit to", "a trip to ... by", "at the summit in"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from visits.lexicon.entries import Modality, Stance, TravelNoun
from visits.lexicon.entries import Tense as VerbForm
from visits.mentions.cues import Cue, dominant_stance
from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person
from visits.model.partial_date import PartialDate
from visits.reports.clauses import Subject, clause_end, clause_start, verb_group
from visits.reports.clauses import subject as find_subject
from visits.reports.context import Context, coordinated
from visits.reports.destinations import Destination, place_before, read_destinations
from visits.reports.observation import Observation, Tense

_POSSESSIVES = frozenset({"his", "her", "their", "whose"})
_NP_STOPS = frozenset(
    """on during for in after before of from at ahead following amid despite about over with to into since between by
    and but or that which who while when as if because than upon , ; : . “ ” " ( ) – —""".split()
)
_PAYING = frozenset(
    """pay paid pays paying make made makes making begin began begins beginning begun start started starts starting kick
    kicked kicks kicking off end ended ends ending conclude concluded concludes concluding wrap wrapped wrapping wraps
    up finish finished finishing complete completed continue continued undertake undertook undertaking embark embarked
    embarks embarking take took taking takes opened opens opening launch launched finishes have has had having cut
    plan plans planned planning announce announced announces schedule scheduled confirm confirmed cancel cancels
    canceled cancelled canceling cancelling postpone postponed postpones postponing scrap scrapped scraps abandon
    abandoned delay delayed cut""".split()
)
_LEADS_BEFORE = frozenset({"before", "ahead", "prior", "until", "upcoming"})
_LEADS_AFTER = frozenset({"after", "following", "since"})
_LEADS_DURING = frozenset({"during", "on", "in", "amid", "at"})
_OVER = frozenset({"last", "recent", "just", "concluded", "previous", "past", "earlier", "completed"})
_COUNTED = frozenset("first second third fourth fifth sixth".split())
_EARLIER = frozenset({"last", "previous", "earlier", "past"})
_BEGINNING = frozenset(
    "begin begins began beginning begun start starts started starting kick kicks kicked kicking embark embarked embarks embarking launch launched open opened opens".split()
)
_CLOSING = frozenset(
    "end ends ended ending conclude concludes concluded concluding wrap wraps wrapped wrapping finish finished finishing complete completed completes".split()
)
_BASES = frozenset(
    "pay make begin start kick end conclude wrap finish complete continue undertake embark take launch have plan announce cancel postpone scrap abandon delay cut".split()
)
_ADJECTIVAL = frozenset("planned scheduled announced cancelled canceled postponed opening delayed".split())
_ANNOUNCING = frozenset("makes pays begins starts embarks kicks undertakes opens".split())
_EMBEDDING = frozenset("said says told announced added believes believed argued warned noted stressed".split())
_INDEFINITE = frozenset(
    {"any", "such", "another", "every", "no", "possible", "potential", "proposed", "future", "eventual"}
)


@dataclass(slots=True)
class NounPhrase:
    """The phrase around a noun cue: where it begins, whose it is, what stands before it."""

    first: int
    owner: int | None
    pronoun: bool
    lead: str
    lead_at: int
    inner: set[str]
    dates: list[int]
    lead_word: str = ""


def noun_phrase(tokens: Sequence[Token], cue: Cue) -> NounPhrase:
    """Walk left from the noun over its adjectives to its possessor, its article, or the word that governs it."""
    phrase = NounPhrase(cue.first, None, False, "", -1, set(), [])
    k = cue.first - 1
    while k >= 0 and cue.first - k < 16:
        token = tokens[k]
        if token.low == "'s" and k and tokens[k - 1].kind == "P":
            phrase.owner, k = k - 1, k - 2
            break
        if token.low == "'s" and k and tokens[k - 1].kind in "DL":
            k -= 1
            continue
        if token.low == "'" and k and tokens[k - 1].kind == "P":
            phrase.owner, k = k - 1, k - 2
            break
        if token.low in _POSSESSIVES:
            phrase.owner, phrase.pronoun, k = k, True, k - 1
            break
        if token.kind == "P":
            if (
                k == cue.first - 1
                or tokens[k + 1].kind in "DL"
                or tokens[k + 1].low in {"state", "official", "summit", "surprise", "asia", "foreign"}
            ):
                phrase.owner = k
                k -= 1
            break
        if token.kind == "D" and token.raw.lower().split()[-1] in {"before", "after"}:  # "two days before his visit"
            phrase.first = k + 1
            phrase.lead = phrase.lead_word = token.raw.lower().split()[-1]
            phrase.lead_at = k
            return phrase
        if token.kind == "D":
            phrase.dates.append(k)
        elif token.low in _NP_STOPS or (token.low in _PAYING and _is_verb(tokens, k)):
            break
        phrase.inner.add(token.low)
        k -= 1
        if token.low in {"a", "an", "the", "this", "that", "its"}:
            break
    phrase.first = k + 1
    phrase.lead, phrase.lead_at = (tokens[k].low, k) if k >= 0 else ("", -1)
    particle = k >= 1 and tokens[k].low in {"up", "off", "on", "out"}  # "kicked off", "wrapped up"
    phrase.lead_word = tokens[k - 1].low if particle else phrase.lead
    return phrase


def _length(ctx: Context, cue: Cue, phrase: NounPhrase) -> DateMention | None:
    """The stated length: "a three-day visit", "a visit of four days"."""
    tokens = ctx.tokens
    near = [*phrase.dates, *range(cue.last, min(cue.last + 8, clause_end(tokens, cue.last, 10)))]
    for j in near:
        if tokens[j].kind == "D" and tokens[j].mention.kind == "duration":
            mention: DateMention = tokens[j].mention
            return mention
    return None


def _is_verb(tokens: Sequence[Token], k: int) -> bool:
    """False for the cancelled of "a cancelled trip" and the concluded of "the just-concluded visit"."""
    before = tokens[k - 1] if k else None
    if before is not None and before.raw == "-":
        return False
    if tokens[k].low not in _ADJECTIVAL:
        return True
    return before is not None and (
        before.kind == "P" or before.low in {"who", "has", "have", "had", "he", "she", "they", "and", "also"}
    )


def observe_noun(ctx: Context, cue: Cue) -> None:
    """Apply the rule of the noun's sense."""
    entry = cue.entry
    assert isinstance(entry, TravelNoun)
    phrase = noun_phrase(ctx.tokens, cue)
    rule = f"noun.{entry.sense}:{entry.id}"
    if entry.sense == "occasion" and any(c.is_verb and c.first <= phrase.lead_at < c.last for c in ctx.sentence.cues):
        return  # "attend a summit in": the verb's rule reads it
    places = _places(ctx, cue, phrase, entry)
    stance, tense, ongoing = _standing(ctx, cue, phrase)
    if stance in ("possible", "denied"):
        ctx.refuse(cue.first, cue.last, rule, f"the words around it make it {stance}")
        return
    people = _travellers(ctx, cue, phrase, entry, places)
    if phrase.inner & _EARLIER and tokens_plural(ctx, cue):
        ctx.refuse(cue.first, cue.last, rule, "several earlier visits at once")
        return
    anaphoric = not places and entry.sense == "visit"
    if anaphoric:
        _note_anaphor(ctx, cue, phrase, people, rule, stance, tense, ongoing)
        return
    if not people and places and phrase.inner & {"the", "this"}:
        people = _last_visitor(ctx, places, phrase)
    if not people and places:
        ctx.refuse(cue.first, cue.last, rule, "nobody found who travels")
    for person, k in people:
        for number, place in enumerate(places):
            _add(ctx, cue, phrase, rule, person, k, place, stance, tense, ongoing, people, (number, len(places)))


def _purpose_behind(tokens: Sequence[Token], at: int) -> bool:
    """True for "cancelled a visit to Rome to chair a meeting on Sunday": the date is the purpose's."""
    return at + 1 < len(tokens) and tokens[at + 1].low == "to"


def _last_visitor(ctx: Context, places: list[Destination], phrase: NounPhrase) -> list[tuple[Person, int]]:
    """ "The White House said the trip to Denmark was off": whoever was said to go there."""
    for obs in reversed(ctx.findings.observations):
        if obs.country == places[0].country:
            return [(obs.person, max(phrase.first, 0))]
    return []


def tokens_plural(ctx: Context, cue: Cue) -> bool:
    """True for "his previous trips": more than one visit."""
    return ctx.tokens[cue.last - 1].low.endswith("s")


def observe_ellipsis(ctx: Context) -> None:
    """ "The first, in March 2018, ..." behind a sentence that counts a visit: an earlier one of the same leader."""
    tokens = ctx.tokens
    if len(tokens) < 6 or tokens[0].low != "the" or tokens[1].low not in _COUNTED or not ctx.findings.observations:
        return
    k = 2
    while k < 5 and tokens[k].low in {"visit", "trip", "one", ",", "in", "on", "was", "came"}:
        k += 1
    last = ctx.findings.observations[-1]
    if (
        k < 4
        or tokens[k].kind != "D"
        or ctx.sentence.number - last.sentence > 1
        or not last.rule.startswith("noun.visit")
    ):
        return
    ctx.findings.observations.append(
        Observation(
            rule="noun.ellipsis",
            phase="visit",
            person=last.person,
            country=last.country,
            city=None,
            sentence=ctx.sentence.number,
            start=tokens[0].start,
            end=tokens[k].end,
            tense="past",
            dates=[tokens[k].mention],
            person_at=last.person_at,
            place_at=last.place_at,
            cue_at=(tokens[0].start, tokens[k].end),
            earlier=True,
            anaphoric=last.anaphoric,
        )
    )


def _days_after(ctx: Context, cue: Cue) -> list[DateMention] | None:
    """ "his last visit came days after he met Trump in June": the month of that event is the visit's too."""
    tokens = ctx.tokens
    for j in range(cue.last, min(cue.last + 10, len(tokens) - 1)):
        if (
            tokens[j].low in {"days", "hours", "shortly", "soon", "day"}
            and tokens[j + 1].low == "after"
            or (tokens[j].kind == "D" and tokens[j].raw.lower().endswith("after"))
        ):
            dates = [
                t.mention for t in tokens[j + 1 :] if t.kind == "D" and t.mention.kind == "date" and t.mention.first
            ]
            if not dates or len(dates[0].first.root) < 7:
                return []
            month = PartialDate(dates[0].first.root[:7])
            return [replace(dates[0], first=month, last=month, past=None, future=None)]
    return None


def _places(ctx: Context, cue: Cue, phrase: NounPhrase, entry: TravelNoun) -> list[Destination]:
    prepositions = ["to", "in", "at", "with"] if entry.sense == "visit" else ["in", "at"]
    if entry.id in ("tour-noun", "trip"):
        prepositions += ["of", "through", "across", "around"] if entry.id == "tour-noun" else ["through", "across"]
    tokens = ctx.tokens
    places = read_destinations(tokens, cue.last, prepositions, False, ctx.here, limit=9)
    if entry.sense == "occasion":
        places = places[:1]
    if not places:
        before = place_before(ctx.tokens, cue.first)
        sited = before is not None and tokens[before.at].mention.kind in ("site", "city")
        places = [before] if before is not None and (entry.sense == "visit" or sited) else []
    return places


def _standing(ctx: Context, cue: Cue, phrase: NounPhrase) -> tuple[Stance | None, Tense, bool]:
    """Stance, tense and whether it is under way, from the words inside, before and behind the phrase."""
    tokens = ctx.tokens
    begin = max(phrase.first - 9, clause_start(tokens, cue.first))
    before = ctx.cues.stances(tokens, begin, phrase.lead_at + 1)
    inside = ctx.cues.stances(tokens, phrase.first, cue.first)
    behind = ctx.cues.stances(tokens, cue.last, clause_end(tokens, cue.last, 14))
    governed = [m for i, m in before if _governs(tokens, phrase, i, m)]
    near = [m for i, m in behind if m.stance == "cancelled" or (m.stance == "planned" and i - cue.last < 9)]
    stance = dominant_stance([m for _, m in inside] + governed + near)
    if phrase.inner & _INDEFINITE:
        stance = "possible"
    lead = phrase.lead
    if lead in _LEADS_BEFORE and "had" in {t.low for t in tokens}:
        return stance, "past", False  # "shortly before Hu's visit, the government had issued a decree"
    if lead in _LEADS_BEFORE or (
        lead == "of" and phrase.lead_at and tokens[phrase.lead_at - 1].low in {"ahead", "eve"}
    ):
        return stance or "planned", "future", False
    if phrase.lead_word in _ANNOUNCING and not ctx.sentence.in_title and stance is None:
        return "planned", "future", False
    direction = _vague_direction(tokens, cue, phrase)
    if direction == "future":
        return stance or "planned", "future", False
    if direction == "past":
        return stance, "past", False
    past_verb = any(
        t.low in {"was", "were", "had", "did", "ended", "concluded", "wrapped", "began", "paid", "made"}
        for t in tokens[max(phrase.lead_at - 4, 0) : phrase.lead_at + 1]
    )
    if lead in _LEADS_AFTER or phrase.inner & _OVER:
        return stance, "past", False
    if stance is None and (lead in _LEADS_DURING or phrase.owner is not None) and _foretold(tokens):
        stance = "planned"
    if stance == "planned":
        return stance, "future", False
    perfect = "had" in {t.low for t in tokens[max(phrase.lead_at - 12, 0) : phrase.lead_at + 1]}
    about = lead == "on" and phrase.owner is not None and not phrase.pronoun  # "a report on Cameron's visit"
    return stance, "past" if past_verb else "present", lead in _LEADS_DURING and not perfect and not about


def _vague_direction(tokens: Sequence[Token], cue: Cue, phrase: NounPhrase) -> Tense | None:
    """Where "next week", "last summer" beside the noun point to, though they date nothing."""
    near = [*phrase.dates, *range(cue.last, min(cue.last + 6, len(tokens)))]
    for j in near:
        if tokens[j].kind == "D" and tokens[j].mention.kind == "vague":
            first = tokens[j].raw.lower().split()[0]
            if first in {"next", "coming", "later"}:
                return "future"
            if first in {"last", "earlier", "past", "recently"}:
                return "past"
    return None


def _foretold(tokens: Sequence[Token]) -> bool:
    """True for a sentence whose first verb looks ahead: "During the visit, Obama will meet", "he is to visit"."""
    for j, token in enumerate(tokens):
        if token.low in {"will", "'ll"} or (
            token.low in {"due", "scheduled", "expected"} and j + 1 < len(tokens) and tokens[j + 1].low == "to"
        ):
            return True
        if token.low in {"said", "says", "told", "was", "were", "had", "has", "met", "arrived", "would"}:
            return False
    return False


def _governs(tokens: Sequence[Token], phrase: NounPhrase, i: int, modality: Modality) -> bool:
    """True if the modal word at token i is about the visit, not merely near it."""
    if modality.stance == "cancelled" or phrase.lead in _PAYING:
        return True
    if modality.stance in ("possible", "denied"):
        return i >= phrase.lead_at - 2 and (
            i == phrase.lead_at or tokens[i + 1].low in {"to", "for", "of", "a", "on", "his", "her"}
        )
    return phrase.lead in {"to", "a", "the"}


def _travellers(
    ctx: Context, cue: Cue, phrase: NounPhrase, entry: TravelNoun, places: list[Destination]
) -> list[tuple[Person, int]]:
    tokens = ctx.tokens
    if phrase.owner is not None and tokens[phrase.owner].low == "their":
        return _both(ctx, phrase)
    if phrase.owner is not None:
        if ctx.person_at(phrase.owner) is None:
            return []
        owners = [(p, j) for j in coordinated(tokens, phrase.owner) if (p := ctx.person_at(j)) is not None]
        partners = _agents(ctx, cue, entry) if entry.sense == "occasion" else []
        return [*owners, *(a for a in partners if ctx.is_head(a[0]))]
    agents = _agents(ctx, cue, entry)
    if agents and (entry.sense == "visit" or len(agents) > 1):
        return agents
    subject = _payer(ctx, cue, phrase) or ctx.clause_subject(phrase.first)
    if subject is None and phrase.lead in _LEADS_DURING:
        subject = _nearest_person(ctx, phrase.first)
    if entry.sense == "occasion":
        lead = phrase.lead
        if lead not in {
            "at",
            "during",
            "for",
            "to",
            "in",
            "after",
            "before",
            "attend",
            "of",
            "from",
            "following",
            "host",
            "hold",
            "held",
            "attended",
            "attending",
            "attends",
            "on",
        }:
            return []
        if subject is not None and _in_embedded_clause(tokens, subject.at, phrase.first):
            return []
        return ctx.people_of(subject) + [a for a in agents if ctx.is_head(a[0])]
    if (
        phrase.lead in _PAYING
        or phrase.lead
        in _LEADS_DURING | _LEADS_BEFORE | _LEADS_AFTER | {"for", "of", "from", "with", "to", "into", ","}
        or phrase.lead in {"is", "was", "be", "and"}
    ):
        return ctx.people_of(subject)
    return []


def _payer(ctx: Context, cue: Cue, phrase: NounPhrase) -> Subject | None:
    """The subject of the verb that governs the noun: "Hu will pay state visits to"."""
    if phrase.lead_word not in _PAYING:
        return None
    first = phrase.lead_at if ctx.tokens[phrase.lead_at].low == phrase.lead_word else phrase.lead_at - 1
    tense: VerbForm = "ing" if phrase.lead_word.endswith("ing") else "base" if phrase.lead_word in _BASES else "past"
    verb = Cue(first, phrase.lead_at + 1, cue.entry, tense)
    return find_subject(ctx.tokens, verb_group(ctx.tokens, verb, ctx.cues))


def _nearest_person(ctx: Context, k: int) -> Subject | None:
    """ "those who met with Trump during a stop": nobody else can be meant."""
    begin = clause_start(ctx.tokens, k)
    return next((Subject(j) for j in range(k - 1, begin - 1, -1) if ctx.tokens[j].kind == "P"), None)


def _in_embedded_clause(tokens: Sequence[Token], subject: int, noun: int) -> bool:
    """True for "Reagan said the United States would offer a treaty at talks in Geneva": others go there."""
    for j in range(subject + 1, noun - 1):
        if tokens[j].low in _EMBEDDING:
            after = tokens[j + 1]
            if after.kind in "wLGP" and after.low not in {
                "in",
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


def _both(ctx: Context, phrase: NounPhrase) -> list[tuple[Person, int]]:
    """Whom "their meeting" means: the people named before it in the sentence."""
    people: dict[int, tuple[Person, int]] = {}
    for j in range(phrase.first):
        person = ctx.person_at(j) if ctx.tokens[j].kind == "P" or ctx.tokens[j].low in {"he", "she"} else None
        if person is not None:
            people[id(person)] = (person, j)
    return list(people.values()) if len(people) == 2 else []


def _agents(ctx: Context, cue: Cue, entry: TravelNoun) -> list[tuple[Person, int]]:
    """ "a visit to China by Merkel", "the visit of President Hu", "a summit between Trump and Kim"."""
    tokens = ctx.tokens
    if cue.last < len(tokens) and (tokens[cue.last].kind == "P" or tokens[cue.last].low in {"he", "she"}):
        person = ctx.person_at(cue.last)  # "a state visit he will make to Britain"
        follows = [t.low for t in tokens[cue.last + 1 : cue.last + 7]]
        return [(person, cue.last)] if person is not None and set(follows) & _PAYING else []
    leads = {"by", "of", "from"} if entry.sense == "visit" else {"between", "with", "of"}
    for j in range(cue.last, min(cue.last + 12, clause_end(tokens, cue.last, 14))):
        if tokens[j].low in leads:
            k = j + 1
            while (
                k < len(tokens)
                and tokens[k].kind == "w"
                and tokens[k].low in {"the", "visiting", "his", "her", "both", "predecessor", "successor", "then"}
            ):
                k += 1
            if k < len(tokens) and tokens[k].kind == "P":
                return [(p, i) for i in coordinated(tokens, k) if (p := ctx.person_at(i)) is not None]
    return []


def _note_anaphor(
    ctx: Context,
    cue: Cue,
    phrase: NounPhrase,
    people: list[tuple[Person, int]],
    rule: str,
    stance: Stance | None,
    tense: Tense,
    ongoing: bool,
) -> None:
    """ "the three-day visit", "his stay": a visit spoken of before; it brings dates, lengths, types, stances."""
    bare = ctx.sentence.in_title or phrase.lead_word in _PAYING
    if phrase.owner is None and not bare and not phrase.inner & {"the", "this", "a", "an"}:
        return
    owned = phrase.owner is not None or bool(_agents(ctx, cue, cue.entry))  # type: ignore[arg-type]
    person, k = people[0] if people else (None, cue.first)
    tokens = ctx.tokens
    vague = any(
        t.kind == "L" or (t.kind == "G" and t.mention.country is None) for t in tokens[phrase.first : cue.last + 6]
    )
    if person is None and phrase.inner & {"the", "this"} and ctx.findings.observations:
        person = ctx.findings.observations[-1].person  # "news of the week-long visit": the one spoken of
    if person is None or vague:  # "his Asian tour" is no single visit
        return
    ctx.findings.observations.append(
        Observation(
            rule=rule,
            phase="visit",
            person=person,
            country="",
            city=None,
            sentence=ctx.sentence.number,
            start=tokens[min(phrase.first, k)].start,
            end=tokens[max(cue.last - 1, k)].end,
            tense=tense,
            stance=stance,
            ongoing=ongoing,
            dates=_dates(ctx, cue, phrase, anaphoric=True),
            begin_dates=ctx.begin_dates(phrase.first, cue.last),
            person_at=(tokens[k].start, tokens[k].end),
            cue_at=(tokens[cue.first].start, tokens[cue.last - 1].end),
            length=_length(ctx, cue, phrase),
            begins=phrase.lead_word in _BEGINNING,
            closes=phrase.lead_word in _CLOSING or "concluded" in phrase.inner,
            earlier=bool(phrase.inner & _EARLIER),
            in_title=ctx.sentence.in_title,
            anaphoric=True,
            fallback=_dateline_country(ctx, cue, person) if owned else None,
        )
    )


def _dateline_country(ctx: Context, cue: Cue, person: Person) -> str | None:
    """The dateline's country, for a visit whose goal the article leaves to it; not for "his trip to the region"."""
    behind = ctx.tokens[cue.last].low if cue.last < len(ctx.tokens) else ""
    if ctx.here is None or ctx.here.country == ctx.leads(person) or behind in {"to", "of", "in", "abroad", "overseas"}:
        return None
    return ctx.here.country


def _dates(ctx: Context, cue: Cue, phrase: NounPhrase, anaphoric: bool = False) -> list[DateMention]:
    """Dates inside the phrase and behind it; those of the governing clause only where it is about the visit."""
    tokens = ctx.tokens
    inside: list[DateMention] = [tokens[j].mention for j in phrase.dates]
    after = _days_after(ctx, cue)
    if after is not None:
        return inside + after
    around = ctx.event_dates(cue.first, cue.last) if phrase.lead in _PAYING else ctx.dates_around(cue.first, cue.last)
    if anaphoric:  # a date close behind: "the visit on Monday"
        close = {tokens[j].start for j in range(cue.last, min(cue.last + 4, len(tokens))) if tokens[j].kind == "D"}
        around = [d for d in around if d.start in close]
    return inside + [d for d in around if d not in inside]


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
    tokens = ctx.tokens
    first, last = min(k, place.at, phrase.first), max(k, place.at, cue.last - 1)
    entry = cue.entry
    hosts = [
        (p, tokens[j].start, tokens[j].end) for p, j in people if p is not person and ctx.leads(p) == place.country
    ]
    ctx.findings.observations.append(
        Observation(
            rule=rule,
            phase="occasion" if entry.sense == "occasion" else "arrival" if entry.id == "arrival-noun" else "visit",
            person=person,
            country=place.country,
            city=place.city,
            sentence=ctx.sentence.number,
            start=tokens[first].start,
            end=tokens[last].end,
            tense=tense,
            stance=stance,
            ongoing=ongoing,
            dates=_dates(ctx, cue, phrase) if stance != "cancelled" or not _purpose_behind(tokens, place.at) else [],
            begin_dates=ctx.begin_dates(phrase.first, cue.last),
            person_at=(tokens[k].start, tokens[k].end),
            place_at=(tokens[place.at].start, tokens[place.at].end),
            hosts=hosts,
            stop=stop,
            cue_at=(tokens[cue.first].start, tokens[cue.last - 1].end),
            length=_length(ctx, cue, phrase),
            begins=phrase.lead_word in _BEGINNING,
            closes=phrase.lead_word in _CLOSING or "concluded" in phrase.inner,
            earlier=bool(phrase.inner & _EARLIER),
            in_title=ctx.sentence.in_title,
        )
    )

"""The two leaders whose meeting an article is about.

Where such a meeting takes place is often told apart from who meets: "the Trump-Kim summit is on again. ... the June 12
meeting in Singapore". A meeting that is named as known, in a country of neither, is theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import Person, PlaceMention
from visits.reports.context import Context
from visits.reports.destinations import Destination
from visits.reports.discourse import Discourse, Sentence
from visits.reports.meetings import from_afar
from visits.reports.name_lists import coordinated
from visits.reports.noun_phrases import NounPhrase

MEETINGS = frozenset({"summit", "meeting"})
_PARTNER_LEADS = frozenset({"with", "between"})
_KNOWN = frozenset({"the", "this", "that", "their"})
_OF_OTHERS = frozenset({"of", "between", "with", "for", "among"})
_OTHERS = frozenset({"last", "previous", "earlier", "next", "another", "board", "cabinet", "annual", "ministerial"})
_HE_OR_SHE = frozenset({"he", "his", "she", "her"})
_LEFT, _RIGHT = 14, 7
"""Tokens within which the two stand before and behind the word for their meeting."""

Two = tuple[Person, Person]


def named_after(ctx: Context, at: int) -> Destination | None:
    """The country at token `at` in "the Vietnam summit" of two leaders of others; "the Iran summit" may be one with
    Iran, whose leader or no town is named then."""
    place: PlaceMention = ctx.tokens[at].mention
    destination = Destination(str(place.country), place.city, at)
    towns = (
        p.country == place.country and p.kind in ("city", "site") for s in ctx.discourse.sentences for p in s.places
    )
    led = (ctx.leads(m.person) == place.country for m in ctx.discourse.people)
    country = ctx.registry.countries.get(destination.country)
    is_a_town = country is not None and country.city_state
    known = place.kind == "country" and (is_a_town or any(towns))
    return destination if known and not any(led) and two_abroad(ctx, destination) else None


def whose_meeting(ctx: Context, cue: Cue, phrase: NounPhrase, place: Destination) -> list[tuple[Person, int]]:
    """The two of "the Trump-Kim summit in Hanoi", and of "the June 12 meeting in Singapore" and "the Vietnam summit",
    each with the noun's token."""
    tokens = ctx.tokens
    if not _may_be_theirs(ctx, cue, phrase, place):
        return []
    own = _two_at(ctx.discourse, ctx.sentence, cue.last - 1)
    if own is not None:
        two: Sequence[Person] = own if _abroad(ctx, own, place) else ()
    else:
        behind = tokens[cue.last].low if cue.last < len(tokens) else ""
        known = bool(phrase.inner & _KNOWN) or place.at < cue.first or ctx.sentence.in_title
        two = two_abroad(ctx, place) if known and behind not in _OF_OTHERS else ()
    return [(person, cue.first) for person in two]


_AT = frozenset({"at", "during", "of"})
_BEFORE_GATHERINGS = frozenset("of on in the a sidelines margins fringes".split())
_BESIDE = 10
"""Words before the partner among which the deed is told."""
_TO_THE_FACE = frozenset("with told tells pressed presses urged warned asked confronted cornered greeted".split())
"""What is done to somebody who is there too."""


def with_whom(ctx: Context, phrase: NounPhrase, person: Person) -> list[tuple[Person, int]]:
    """The heads with whom somebody does something at a gathering, who are there as well: "clashed with Cameron at the
    summit", "told Putin on the sidelines of the summit"."""
    tokens, last = ctx.tokens, phrase.lead_at - 1
    while last > 0 and tokens[last].low in _BEFORE_GATHERINGS:
        last -= 1
    if phrase.lead not in _AT or last < 1 or tokens[last].kind != "P":
        return []
    members = coordinated(tokens, last)
    first = min(members, default=last)
    if first > 2 and tokens[first - 1].low == "'s" and tokens[first - 2].kind in "LG":
        first -= 2  # "with Britain's David Cameron"
    before = tokens[max(first - _BESIDE, 0) : first]
    if first < 1 or tokens[first - 1].low not in _TO_THE_FACE or from_afar(before):
        return []
    if any(t.low.startswith("compar") for t in before):
        return []  # "compared Greece with Ireland's Kenny"
    if any(c.last == first - 1 and not c.is_verb for c in ctx.sentence.cues):
        return []  # "defended his talks with Putin at the summit"
    others = ((p, j) for j in members if (p := ctx.person_at(j)) is not None)
    return [(p, j) for p, j in others if p is not person and ctx.is_head(p)]


def the_other(
    ctx: Context, cue: Cue, phrase: NounPhrase, place: Destination, person: Person
) -> list[tuple[Person, int]]:
    """Whom the person meets at "a June 12 summit in Singapore", if that is the meeting of the article."""
    known = bool(phrase.inner & _KNOWN or phrase.dates)
    two = two_abroad(ctx, place) if known and _may_be_theirs(ctx, cue, phrase, place) else ()
    return [(other, cue.first) for other in two if person in two and other is not person]


def _may_be_theirs(ctx: Context, cue: Cue, phrase: NounPhrase, place: Destination) -> bool:
    """False for the summit of an organisation and for an earlier one, and where no place is named."""
    tokens = ctx.tokens
    if tokens[cue.last - 1].low not in MEETINGS or phrase.inner & _OTHERS or tokens[place.at].kind != "L":
        return False
    first, gathering = max(phrase.first, 0), ctx.discourse.gathering
    if gathering is not None and gathering.occasion is not None and gathering.country == place.country:
        return False
    if any(t.kind == "w" and t.capital for t in tokens[first + 1 : cue.first]):
        return False  # "the Economic Cooperation summit"
    if cue.last < len(tokens) and tokens[cue.last].low == "of":
        return False  # "the Summit of the Americas"
    return not any(ctx.cues.gathering(tokens, j) for j in range(first, min(cue.last + 4, len(tokens))))


def two_abroad(ctx: Context, place: Destination) -> Sequence[Person]:
    """The two heads whose meeting the article names most often, where the place is in a country of neither."""
    heads = (two for two in ctx.discourse.once(_who_meet) if all(ctx.is_head(person) for person in two))
    two = next(heads, None)
    return two if two is not None and _abroad(ctx, two, place) else ()


def _abroad(ctx: Context, two: Two, place: Destination) -> bool:
    """True where neither of two heads is at home."""
    return all(ctx.is_head(person) and not ctx.at_home(person, place) for person in two)


def _who_meet(discourse: Discourse) -> list[Two]:
    """Each two people of whose meeting the article speaks, those of the meeting that it names most often first."""
    named: Counter[tuple[int, int]] = Counter()
    people: dict[tuple[int, int], Two] = {}
    for sentence in discourse.sentences:
        if not sentence.mentions or not sentence.has(MEETINGS):
            continue
        for j, token in enumerate(sentence.tokens):
            two = _two_at(discourse, sentence, j) if token.low in MEETINGS else None
            if two is not None:
                key = (min(id(two[0]), id(two[1])), max(id(two[0]), id(two[1])))
                named[key] += 1
                people.setdefault(key, two)
    return [people[key] for key, _ in named.most_common()]


def _two_at(discourse: Discourse, sentence: Sentence, j: int) -> Two | None:
    """Who meet at the meeting that token j names: "Trump's summit with Kim", "a meeting between Trump and Kim", "the
    Trump-Kim summit", "Trump and Kim agreed to a meeting"."""
    tokens, begin = sentence.tokens, max(j - _LEFT, 0)
    before = [tokens[k].mention.person for k in range(begin, j) if tokens[k].kind == "P"]
    lead = next((k for k in range(j + 1, min(j + _RIGHT, len(tokens))) if tokens[k].low in _PARTNER_LEADS), None)
    if lead is not None:
        behind = list(_named(tokens, lead + 1))
        if tokens[lead].low == "between":
            return (behind[0], behind[1]) if len(behind) == 2 else None
        if not before and any(t.low in _HE_OR_SHE for t in tokens[begin:j]):
            before = [topic] if (topic := discourse.topic(sentence.number - 1)) is not None else []
        first = next((person for person in reversed(before) if person not in behind), None)
        return (first, behind[0]) if first is not None and len(behind) == 1 else None
    joined = j > 2 and tokens[j - 3].kind == "P" and tokens[j - 2].low in {"-", "–", "/"} and tokens[j - 1].kind == "P"
    together = len(before) == 2 and any(t.low == "and" for t in tokens[begin:j])
    return (before[-2], before[-1]) if (joined or together) and before[-2] is not before[-1] else None


def _named(tokens: Sequence[Token], first: int) -> Iterator[Person]:
    """The people listed from token `first` on, the words before each of them passed over."""
    k: int | None = first
    while k is not None:
        k = next((i for i in range(k, min(k + _RIGHT, len(tokens))) if tokens[i].kind == "P"), None)
        if k is not None:
            yield tokens[k].mention.person
            k = k + 2 if k + 1 < len(tokens) and tokens[k + 1].low in {"and", ","} else None

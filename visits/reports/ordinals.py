"""Which time: the counts of a visit that an article states ("his fourth visit to China", "the first by a pope")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from visits.mentions.tokens import Token
from visits.model.mention import PlaceMention
from visits.model.report import Ordinal
from visits.reports.clause_bounds import clause_end
from visits.reports.discourse import Discourse
from visits.reports.found import Found
from visits.reports.observation import Observation

_ORDINALS = {
    word: n
    for n, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=1,
    )
} | {"maiden": 1, "inaugural": 1}
_ORDINAL_DIGITS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_VISIT_NOUNS = frozenset("visit trip tour journey visits stay pilgrimage travel swing outing stopover".split())
_STOPS = frozenset({"stop", "stops"})
_ABROAD = frozenset("abroad overseas foreign international outside".split())
_HOLDERS = frozenset(
    """president leader premier pope king queen chancellor monarch head prime minister presidents leaders pontiff
    emperor american sovereign ruler""".split()
)
_OFFICE_ADJECTIVES = frozenset({"papal", "presidential", "royal"})
_ADJECTIVES = _OFFICE_ADJECTIVES | frozenset(
    """official state formal working bilateral major solo in-person full extended private historic - and ever known
    public big planned""".split()
)
_OTHER_MODIFIERS = frozenset({"since", "s", "'s", "sitting", "us", "u.s."})
_POSSESSORS = frozenset({"his", "her", "their", "my", "its"})
_CALLED = frozenset(
    "country nation kingdom island state republic giant neighbor neighbour sultanate emirate monarchy".split()
)
_TOWN = frozenset({"city", "capital", "town"})
_TENURE = frozenset("presidency term tenure papacy pontificate reign premiership chancellorship".split())
_IS = frozenset({"is", "was", "will", "marks", "marked"})
_BEING_THERE = frozenset("visited been come travelled traveled gone here there set paid in to".split())
_SET_FOOT = frozenset({"visit", "set", "travel", "come", "go"})
_GOING = frozenset("goes went flies flew travels travelled traveled comes came heads headed".split())
_WINDOW = 12


def ordinals_of(discourse: Discourse, group: Sequence[Observation], spoken_of: Sequence[int]) -> list[Found]:
    """The article's own counts of a visit, each once; `spoken_of` are the numbers of the sentences about it."""
    found: dict[tuple[int, str], Found] = {}
    read: set[int] = set()
    for obs in group:
        if obs.rule == "noun.precedent":
            continue  # what the sentence counts is the visit that this one came before
        for item in read_ordinals(discourse.sentences[obs.sentence].tokens, obs):
            ordinal = item.value
            assert isinstance(ordinal, Ordinal)
            if item.start not in read:
                read.add(item.start)
                found.setdefault((ordinal.n, ordinal.of), item)
    own = {obs.sentence for obs in group}
    for number in (n for n in spoken_of if n not in own):
        counted = _count_of_it(discourse.sentences[number].tokens, group[0])
        if counted is not None and isinstance(counted.value, Ordinal):
            found.setdefault((counted.value.n, counted.value.of), counted)
    return list(found.values())


def _count_of_it(tokens: Sequence[Token], obs: Observation) -> Found | None:
    """ "It is the fifth time Obama has been in the country", behind a sentence on the visit."""
    if len(tokens) < 5 or tokens[0].low not in {"it", "this", "that"} or tokens[1].low not in _IS:
        return None
    i = next(
        (
            k
            for k in range(2, min(6, len(tokens) - 1))
            if _ordinal_number(tokens[k].low) and tokens[k + 1].low == "time"
        ),
        None,
    )
    if i is None:
        return None
    clause = tokens[i + 2 : clause_end(tokens, i + 2)]
    leaders = [t for t in (*tokens[2:i], *clause) if t.kind == "P"]
    if any(t.mention.person is not obs.person for t in leaders) or not any(t.low in _BEING_THERE for t in clause):
        return None
    n = _ordinal_number(tokens[i].low) or 0
    place = next((t.mention for t in clause if t.kind == "L"), None)
    wide = any(t.low == "to" and not _CALLED & {b.low for b in clause[k + 1 : k + 4]} for k, t in enumerate(clause))
    abroad = any(t.low in _ABROAD for t in clause)
    unnamed = Ordinal(n=n, of="abroad" if abroad else "other" if wide else "country")  # "been to a war zone": other
    read = unnamed if place is None else _to_place(place, n, obs)
    return Found(read, tokens[i].start, tokens[i + 1].end, "ordinal") if read is not None else None


def read_ordinals(tokens: Sequence[Token], obs: Observation) -> Iterable[Found]:
    """Ordinals in the sentence of an observation that count its visit."""
    for i, token in enumerate(tokens):
        n = _ordinal_number(token.low) if token.kind == "w" else None
        read = _counted(tokens, i, n, obs) if n is not None else None
        if read is not None:
            last = min(i + 3, len(tokens) - 1)
            yield Found(read, token.start, tokens[last].end, "ordinal")


@lru_cache(maxsize=1 << 13)
def _ordinal_number(low: str) -> int | None:
    match = _ORDINAL_DIGITS.fullmatch(low)
    return int(match.group(1)) if match else _ORDINALS.get(low)


def _counted(tokens: Sequence[Token], i: int, n: int, obs: Observation) -> Ordinal | None:
    """What an ordinal at token `i` counts, None if it is no visit of the traveller."""
    before = tokens[i - 1] if i else None
    if before is not None and before.low in {"will", "would", "to", "at", "him", "them"}:
        return None  # "will first travel to London", "took him first to Herat"
    if before is not None and (before.end == obs.cue_at[1] or before.low in _SET_FOOT | _GOING):
        return None  # "goes first to Jordan"
    if any(t.low in {"not", "n't"} for t in tokens[max(i - 3, 0) : i]):
        return None  # "is not the first president to visit"
    owner = tokens[i - 2] if i > 1 and before is not None and before.low == "'s" else None
    if owner is not None and owner.kind == "P" and owner.mention.person is not obs.person:
        return None
    words = [t.low for t in tokens[i + 1 : i + _WINDOW]]
    if words[:1] == ["time"]:
        return _first_time(tokens, i, n, obs)
    if owner is not None and owner.kind != "P":  # "the administration's first state visit"
        return Ordinal(n=n, of="other") if words and words[0] in _VISIT_NOUNS | _ADJECTIVES else None
    if words[:1] and words[0] in {"since", "in", "this", "as"} and _apposed(tokens, i):
        return Ordinal(n=n, of="country")  # "the visit, his first since 1982"
    owned = owner is not None or (before is not None and before.low in _POSSESSORS)
    return _by_noun(tokens, i, n, obs, owned)


def _apposed(tokens: Sequence[Token], i: int, reach: int = 6) -> bool:
    """True behind a visit that the ordinal sums up: "the trip, his third in a year", "The visit is her first"."""
    return any(t.low in _VISIT_NOUNS for t in tokens[max(i - reach, 0) : i])


def _first_time(tokens: Sequence[Token], i: int, n: int, obs: Observation) -> Ordinal | None:
    """ "visited Tehran for the first time", "the first time that Merkel had travelled to Baku"."""
    lead = [t.low for t in tokens[max(i - 2, 0) : i]]
    if "for" in lead and obs.stance == "cancelled":
        return None  # "has dropped the trip for the second time"
    if "for" in lead:
        near = tokens[max(i - 14, 0) : i]
        place = next((t.mention for t in reversed(near) if t.kind == "L"), None)
        if place is not None and place.country is None:
            return Ordinal(n=n, of="other")  # "set foot in Africa for the first time"
        return Ordinal(n=n, of="country") if any(_is_cue(t, obs) for t in near) else None
    behind = tokens[i + 2 : i + 2 + _WINDOW]
    cue = next((k for k, t in enumerate(behind) if _is_cue(t, obs)), None)
    if cue is None or not any(t.low in {"has", "had", "have"} for t in behind[:cue]):
        return None
    named = any(t.kind == "P" or t.low in {"he", "she"} for t in behind[:cue])
    return Ordinal(n=n, of="country" if named else "office")


def _is_cue(token: Token, obs: Observation) -> bool:
    return obs.cue_at[0] <= token.start < obs.cue_at[1] and obs.phase in {"arrival", "travel", "visit"}


def _by_noun(tokens: Sequence[Token], i: int, n: int, obs: Observation, owned: bool) -> Ordinal | None:
    """What the noun behind the ordinal says: "first official visit to", "first leader to visit", "third to China"."""
    words = [t.low for t in tokens[i + 1 : i + _WINDOW]]
    abroad = papal = broad = False
    city: PlaceMention | None = None
    for j in range(i + 1, min(i + 6, len(tokens))):
        token = tokens[j]
        low = token.low
        if low in _STOPS:
            return Ordinal(n=n, of="abroad" if _goes_abroad(tokens, j) or abroad else "other")
        if low in _VISIT_NOUNS:
            if city is not None and city.country == obs.country:
                return Ordinal(n=n, of="city", city=city.city)
            if broad and not abroad:
                return Ordinal(n=n, of="other")  # "his first African tour"
            return Ordinal(n=n, of="office") if papal and not owned else _after_noun(tokens, j, n, abroad, obs)
        if low == "to":
            return _after_noun(tokens, j, n, abroad, obs)
        if low == "by":
            return Ordinal(n=n, of="office") if _apposed(tokens, i, 12) else None
        if (low in _HOLDERS or token.kind == "P") and _does_so(tokens, j):
            return Ordinal(n=n, of="office") if any(_is_cue(t, obs) for t in tokens[:i]) else None
        if low in _HOLDERS or token.kind == "P":
            return Ordinal(n=n, of="office") if _comes_there(words) else None
        abroad = abroad or low in _ABROAD
        broad = broad or (token.kind in "GL" and token.mention.country is None)
        papal = papal or token.raw.lower() in _OFFICE_ADJECTIVES
        if token.kind == "L" and token.mention.kind == "city":
            city = token.mention
        if not (low in _ADJECTIVES | _ABROAD | _OTHER_MODIFIERS or token.kind in "LGD"):
            return None
    return None


def _does_so(tokens: Sequence[Token], j: int) -> bool:
    """True for "the first Indian leader to do so", which refers to the visit just told of."""
    return [t.low for t in tokens[j + 1 : j + 4]] == ["to", "do", "so"]


def _comes_there(words: Sequence[str]) -> bool:
    """True for "first U.S. president (ever) to visit"."""
    return any(a == "to" and b in _SET_FOOT for a, b in pairwise(words)) or "visit" in words


def _goes_abroad(tokens: Sequence[Token], j: int) -> bool:
    return any(t.low in _ABROAD for t in tokens[j + 1 : j + 5])


def _after_noun(tokens: Sequence[Token], j: int, n: int, abroad: bool, obs: Observation) -> Ordinal | None:
    """ "... visit by a Chinese leader", "... trip abroad", "... visit to Moscow", "... to China"."""
    rest = tokens[j + 1 : j + 10]
    lows = [t.low for t in rest]
    if abroad or _goes_abroad(tokens, j):
        return Ordinal(n=n, of="abroad")
    elided = tokens[j].low == "to"
    if not elided and "by" in lows[:8]:
        k = lows.index("by")
        if any(t.low in _HOLDERS or t.low in {"a", "any", "an", "top"} or t.kind == "G" for t in rest[k + 1 : k + 4]):
            return Ordinal(n=n, of="office")
    if _in_term(lows):
        return Ordinal(n=n, of="other")  # "his first visit in his second term"
    places = [t.mention for t in (tokens[j + 1 : j + 3] if elided else rest[:7]) if t.kind == "L"]
    if len(places) > 1 and "and" in lows:  # "to Israel and the Palestinian territories"
        places = [p for p in places if p.country == obs.country] or places
    place = next(iter(places), None)
    to_a_town = place.kind == "city" if place is not None else bool(_TOWN & set(lows[1:4]))
    if n > 1 and _within_a_time(rest) and not to_a_town:
        return Ordinal(n=n, of="other")  # "his second visit to China this year"
    if place is not None:
        return _to_place(place, n, obs)
    if elided:
        return None  # "the third to speak there"
    return _to_something(lows, n, obs)


def _within_a_time(rest: Sequence[Token]) -> bool:
    """True for "this year", within which the visits are counted."""
    dates = (t for t in rest if t.kind == "D" or t.low in {",", ";", "since"})
    first = next(dates, None)
    return first is not None and first.kind == "D" and first.raw.lower().startswith("this ")


def _in_term(lows: Sequence[str]) -> bool:
    """True for "in his second term", which counts from the term's beginning."""
    return "in" in lows and "term" in lows[lows.index("in") : lows.index("in") + 5]


def _to_place(place: PlaceMention, n: int, obs: Observation) -> Ordinal | None:
    if place.country != obs.country:
        return Ordinal(n=n, of="other") if place.country is None else None
    if place.kind == "city" and place.city:
        return Ordinal(n=n, of="city", city=place.city)
    return Ordinal(n=n, of="country")


def _to_something(lows: Sequence[str], n: int, obs: Observation) -> Ordinal | None:
    """A visit to no place that is named: "to the country", "to a war zone", "with troops", or nothing."""
    if lows[:1] == ["of"]:
        return Ordinal(n=n, of="other") if _TENURE & set(lows[1:4]) else None
    if lows[:1] == ["with"] or lows[:1] == ["-"]:
        return Ordinal(n=n, of="other") if lows[0] == "with" else None
    if lows[:1] == ["to"] and _TOWN & set(lows[1:4]) and obs.city:
        return Ordinal(n=n, of="city", city=obs.city)
    if lows[:1] == ["to"] and not _CALLED & set(lows[1:4]):
        return Ordinal(n=n, of="other")
    return Ordinal(n=n, of="country")

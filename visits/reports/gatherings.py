"""The gathering that an article reports on: where its leaders meet, and what the article quotes from it.

"The summit" that a later sentence speaks of is the one that the title or the first sentences place: by their own
words ("the G20 summit in Toronto", "in Italy for the summit") or, failing that, by the dateline. A collection of
statements made there puts the leaders whom it quotes there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from visits.mentions.tokens import Token
from visits.model.mention import DateMention, PlaceMention
from visits.reports.destinations import place_before, place_name, read_destinations

if TYPE_CHECKING:
    from visits.mentions.cues import CueFinder
    from visits.reports.discourse import Sentence

OPENING = 6
"""Sentences, the title among them, that tell what an article is about."""
_NEWS_DAYS = 4
_NEAR_DAYS = 31
_REACH = 10
"""Tokens within which the days of a gathering follow its name."""
_OTHER_TIMES = frozenset("last previous earlier next future upcoming another former first second".split())
_POSSESSIVES = frozenset({"his", "her", "their"})
_GENERIC = frozenset({"summit", "summits"})
_TOWARDS = frozenset({"in", "at", "to"})
CEREMONIES = frozenset(
    """funeral service inauguration ceremony memorial rally march celebrations parade coronation wedding
    swearing-in""".split()
)
"""Where leaders come together without a summit."""
ASSEMBLIES = CEREMONIES | frozenset("meeting conference session gathering forum talks retreat".split())
"""What a gathering may be called that a sentence on several heads of state tells of."""
HEADS = frozenset({"presidents", "premiers", "monarchs"})
SEVERAL_HEADS = re.compile(
    r"\b(?:[Pp]residents|[Pp]remiers|[Mm]onarchs|[Hh]eads\sof\s(?:state|government)|[Pp]rime\s[Mm]inisters"
    r"|(?:[A-Z][\w.-]*|world|foreign|regional|visiting|western|nordic)\s+leaders)\b"
)
_HEADED = frozenset("state states government governments".split())
_LED_BY = frozenset(
    """world european african asian arab gulf foreign regional caribbean pacific eu g20 g7 nato asean western
    latin-american american baltic nordic balkan muslim islamic commonwealth visiting""".split()
)
AUDIENCE = frozenset("mourners gathering delegates audience crowd congregation guests".split())
CONVENING = frozenset("meet meets met meeting gather gathers gathered gathering convene convened assemble".split())
OF_MEMBERS = frozenset(
    """countries country nations nation economies economy members member states partners ministers minister officials
    finance foreign group club communique declaration chair chairman presidency sherpa sherpas process agenda targets
    commitments pledge pledges""".split()
)
_AGREEING = frozenset("said met held vowed made gave took agree pledge vow back endorse approve seal".split())
LEAD = 3
"""Sentences from the title on, in which what leaders did together is told as news."""
_FURTHER = 14
_STATEMENTS = frozenset("comments quotes remarks statements highlights excerpts".split())
_ATTENDING = frozenset({"for", "attending", "attend", "at", "ahead"})


@dataclass(frozen=True, slots=True)
class Gathering:
    """Where and when the leaders meet. `place_at` are the offsets of the place's words, `named_at` those of the
    gathering's, `occasion` is the id of a recurring one; `quoted_from` is the number of the first sentence of a
    collection of statements made there, `over` says that they were made after it; `called` are the words that mean
    it, besides those of a summit."""

    country: str
    city: str | None
    place_at: tuple[int, int]
    occasion: str | None
    named_at: tuple[int, int]
    day: DateMention | None
    quoted_from: int | None
    over: bool = False
    called: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `first` to `last` (exclusive) that name a gathering; `occasion` is the id of a recurring one, None for
    a bare "summit"."""

    first: int
    last: int
    occasion: str | None


def opens_with_heads(string: str, sentences: Sequence[tuple[int, int]]) -> bool:
    """True for a text whose first sentences, by their bounds, speak of several heads of state."""
    return bool(sentences) and SEVERAL_HEADS.search(string, 0, sentences[:OPENING][-1][1]) is not None


def gathering_at(tokens: Sequence[Token], j: int, cues: CueFinder) -> Named | None:
    """The gathering of many leaders that is named from token j on. The G20 of "the G20 countries" is a group; the
    last, the next or another summit is not the one under report; "the U.S.-Russia summit" is of two."""
    hit = cues.gathering(tokens, j)
    if hit is None and tokens[j].low not in _GENERIC:
        return None
    last = j + (hit[0] if hit is not None else 1)
    after = tokens[last].low if last < len(tokens) else ""
    before = tokens[max(j - 3, 0) : j]
    if after in OF_MEMBERS or any(t.low in _OTHER_TIMES for t in before):
        return None
    if hit is None and (_of_two(tokens, j) or any(t.low in _POSSESSIVES for t in before)):
        return None
    return Named(j, last, hit[1].id if hit is not None else None)


def _of_two(tokens: Sequence[Token], j: int) -> bool:
    """True for "the Trump-Kim summit", "his summit with Putin", "the North Korea summit"."""
    before = tokens[j - 1] if j else None
    if before is not None and _of_the_union(before):
        return False
    if before is not None and (before.kind in "PG" or (before.kind == "L" and before.mention.kind == "country")):
        return True
    lead = next((k for k in (j + 1, j + 2) if k < len(tokens) and tokens[k].low in {"with", "between"}), None)
    return lead is not None and any(t.kind in "PGL" for t in tokens[lead + 1 : lead + 4])


def _of_the_union(token: Token) -> bool:
    """True for the EU of "the EU summit", which is its members'."""
    return token.kind in "LG" and token.mention.country == "EUU"


def find_gathering(
    sentences: Sequence[Sentence], here: PlaceMention | None, on: date | None, cues: CueFinder
) -> Gathering | None:
    """The gathering that the title or the first sentences of an article of that day speak of, where they tell its
    place."""
    opening = sentences[:OPENING]
    all_named = [(s, n) for s in opening for j in range(len(s.tokens)) if (n := gathering_at(s.tokens, j, cues))]
    known = [(s, n) for s, n in all_named if n.occasion is None and n.first and s.tokens[n.first - 1].low == "the"]
    found = [(s, n) for s, n in all_named if n.occasion is not None or _of_many(s.tokens, n.first)]
    found = found or [(s, n) for s, n in all_named if _placed(s.tokens, n) is not None]
    place = next((p for s, n in [*found, *known] if (p := _placed(s.tokens, n)) is not None), None) if found else None
    quoted_from = _quoted_from(sentences)
    if place is None and found and quoted_from is not None and here is not None and here.country:
        place = (here.country, here.city, (here.start, here.end))
    assemblies = _assemblies(opening) if place is None else []
    reported = _reported_summit(sentences) if place is None and here is not None and here.country else []
    if reported and here is not None and here.country:
        place = (here.country, here.city, (here.start, here.end))
    found = found or assemblies or reported
    if not found:
        return None
    place = place or next((p for s, n in assemblies if (p := _placed(s.tokens, n)) is not None), None)
    convened = next((c for s in opening if (c := _convened(s.tokens, here)) is not None), None)
    if place is None and convened is not None:
        place = convened[0]
    if place is None:
        place = next((p for s, _ in assemblies if (p := _only_town(s.tokens, here)) is not None), None)
    if place is None and here is not None and here.country and _all_away(opening, here.country, bool(assemblies)):
        place = (here.country, here.city, (here.start, here.end))
    if place is None:
        return None
    sentence, named = found[0]
    span = (sentence.tokens[named.first].start, sentence.tokens[named.last - 1].end)
    occasion = next((n.occasion for _, n in found if n.occasion is not None), None)
    on_the_spot = quoted_from is not None or (here is not None and here.country == place[0])
    nearby = [t for s in (*(s for s, _ in found), *opening) for t in s.tokens] if on_the_spot else []
    behind = [t for s, n in found for t in s.tokens[n.last : n.last + _REACH]]
    if convened is not None and convened[0][0] == place[0]:
        behind += convened[1]
    day = _first_day(behind, on, _NEAR_DAYS) or _first_day(nearby, on, _NEWS_DAYS)
    over = quoted_from is not None and any(_made_after(s.tokens) for s in opening)
    called = AUDIENCE | {s.tokens[n.first].low for s, n in assemblies} if assemblies else frozenset()
    return Gathering(*place, occasion, span, day, quoted_from, over, called)


def _assemblies(opening: Sequence[Sentence]) -> list[tuple[Sentence, Named]]:
    """What the sentences that speak of several heads of state call their coming together: "African leaders sat side by
    side at the funeral"."""
    found = []
    for sentence in opening:
        tokens = sentence.tokens
        if any(speaks_of_heads(tokens, j) for j in range(len(tokens))):
            found += [
                (sentence, Named(j, j + 1, None)) for j, t in enumerate(tokens) if t.low in ASSEMBLIES | CONVENING
            ]
    return found


def _reported_summit(sentences: Sequence[Sentence]) -> list[tuple[Sentence, Named]]:
    """The leaders of "WASHINGTON - World leaders pledged on Saturday to act", where the text goes on to speak of their
    summit and puts it nowhere else."""
    news = [s for s in sentences[:LEAD] for j in range(len(s.tokens)) if _leaders_act(s.tokens, j)]
    later = [s.tokens for s in sentences[:_FURTHER] if s.has(_GENERIC)]
    if not news or not later:
        return []
    if any(a.low in {"in", "at"} and b.kind == "L" for t in later for a, b in pairwise(t)):
        return []
    sentence = news[0]
    at = next(j for j in range(len(sentence.tokens)) if _leaders_act(sentence.tokens, j))
    return [(sentence, Named(at, at + 1, None))]


def _leaders_act(tokens: Sequence[Token], j: int) -> bool:
    """True for the leaders of "EU leaders on Friday agreed": what they did together is the news."""
    if tokens[j].low not in {"leaders", "heads"} or not speaks_of_heads(tokens, j):
        return False
    behind = [t for t in tokens[j + 1 : j + 7] if t.kind == "w"]
    return any(t.low in _AGREEING or (t.low.endswith("ed") and not t.capital) for t in behind)


def speaks_of_heads(tokens: Sequence[Token], j: int) -> bool:
    """True for "presidents", "heads of state", "prime ministers" and the "leaders" of many countries."""
    low, before = tokens[j].low, tokens[j - 1] if j else None
    if low in HEADS:
        return True
    if low == "heads":
        return [t.low for t in tokens[j + 1 : j + 2]] == ["of"] and bool(
            _HEADED & {t.low for t in tokens[j + 2 : j + 3]}
        )
    if before is None:
        return False
    if low == "ministers":
        return before.low == "prime"
    vague = before.kind in "LG" and before.mention.country in (None, "EUU")
    return low == "leaders" and (before.low in _LED_BY or vague)


def _all_away(opening: Sequence[Sentence], here: str, hosted: bool) -> bool:
    """True for the opening of a report sent from a country where it speaks of leaders of others, and of no third
    country; `hosted` says that the host may be named as well."""
    led = {m.person.country for s in opening for m in s.mentions if m.person.rank == "head"}
    places = {p.country for s in opening for p in s.places} - {None}
    if not hosted and not any(t.low == "here" for s in opening for t in s.tokens):
        return False
    return bool(led - {here}) and (hosted or here not in led) and places <= {here, *led}


def _only_town(tokens: Sequence[Token], here: PlaceMention | None) -> tuple[str, str | None, tuple[int, int]] | None:
    """The town or site that the sentence speaks of, where its places lie in one country, or one in the dateline's."""
    towns = [t for t in tokens if t.kind == "L" and t.mention.kind in ("city", "site") and t.mention.country]
    if here is not None and any(t.mention.country == here.country for t in towns):
        towns = [t for t in towns if t.mention.country == here.country]
    if len({t.mention.country for t in towns}) != 1:
        return None
    return towns[0].mention.country, place_name(towns[0].mention), (towns[0].start, towns[0].end)


def _convened(
    tokens: Sequence[Token], here: PlaceMention | None
) -> tuple[tuple[str, str | None, tuple[int, int]], list[Token]] | None:
    """The place of "European leaders will meet in Brussels on Wednesday", and the words behind it."""
    for j, token in enumerate(tokens):
        if token.low not in {"leaders", "heads"}:
            continue
        verb = next((i for i in range(j + 1, min(j + 8, len(tokens))) if tokens[i].low in CONVENING), None)
        places = read_destinations(tokens, verb + 1, ["in", "at"], False, here, limit=5)[:1] if verb else []
        if places and here is not None and tokens[places[0].at].low == "here":
            span = (here.start, here.end)
            return (places[0].country, places[0].city, span), list(tokens[verb or j :][:_REACH])
        if places and tokens[places[0].at].kind == "L":
            place: PlaceMention = tokens[places[0].at].mention
            span = (tokens[places[0].at].start, tokens[places[0].at].end)
            return (places[0].country, place_name(place), span), list(tokens[places[0].at + 1 :][:_REACH])
    return None


def _of_many(tokens: Sequence[Token], first: int) -> bool:
    """True for a summit of the Union, and in a sentence that speaks of several leaders beside the summit."""
    return (first > 0 and _of_the_union(tokens[first - 1])) or any(
        t.low in {"leaders", "heads", "presidents"} for t in tokens
    )


def _placed(tokens: Sequence[Token], named: Named) -> tuple[str, str | None, tuple[int, int]] | None:
    """The place of "the summit in Honolulu", "the Cannes summit" and "in Italy for the summit"."""
    places = read_destinations(tokens, named.last, ["in", "at"], False, None, limit=6)[:1]
    before = place_before(tokens, named.first)
    sited = before is not None and before.city is not None
    at = places[0].at if places else before.at if before is not None and sited else _before_purpose(tokens, named.first)
    if at is None:
        return None
    place: PlaceMention = tokens[at].mention
    country = places[0].country if places else place.country
    if country in (None, "EUU"):  # the Union's summits take place in one of its members
        return None
    return country, place_name(place), (tokens[at].start, tokens[at].end)


def _before_purpose(tokens: Sequence[Token], j: int) -> int | None:
    """The place that the gathering is the purpose of going to: "leaders in Italy for the summit"."""
    for i in range(j - 1, max(j - 10, 0), -1):
        at = i - 3 if tokens[i - 1].kind == "D" and tokens[i - 2].low == "on" else i - 1  # "to Rome on Friday for a"
        if tokens[i].low in _ATTENDING and at > 0 and tokens[at].kind == "L" and tokens[at - 1].low in _TOWARDS:
            return at
    return None


def _first_day(tokens: Sequence[Token], on: date | None, reach: int) -> DateMention | None:
    """The first day or days that the tokens name, at most so many days from publication; not that of "Sunday's
    vote"."""
    for token, after in pairwise(tokens):
        if token.kind == "D" and after.low != "'s" and on is not None and _is_near(token.mention, on, reach):
            mention: DateMention = token.mention
            return mention
    return None


def _is_near(mention: DateMention, on: date, reach: int) -> bool:
    first = mention.first.exact() if mention.first is not None and mention.kind in ("date", "range") else None
    if not any(c.isdigit() for c in mention.text):  # "Saturday" is the week's of the news
        reach = min(reach, _NEWS_DAYS)
    return first is not None and abs((first - on).days) <= reach


def _made_after(tokens: Sequence[Token]) -> bool:
    """True for "Following are comments after Sunday's talks"."""
    words = [t.low for t in tokens]
    at = next((j for j, word in enumerate(words) if word in _STATEMENTS), len(words))
    return "after" in words[at : at + 8]


def _quoted_from(sentences: Sequence[Sentence]) -> int | None:
    """Where the statements begin that a title or a lead announces: "Following are comments by leaders at"."""
    for sentence in sentences[:OPENING]:
        words = [t.low for t in sentence.tokens]
        for j, word in enumerate(words):
            if word in _STATEMENTS and ("following" in words[max(j - 4, 0) : j] or (sentence.in_title and j < 4)):
                return sentence.number
    return None

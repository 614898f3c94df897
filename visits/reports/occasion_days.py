"""The day of the occasion that brings a visitor abroad, told in a sentence of its own: "Friday's summit will discuss
trade", "the meeting, set for June 28-29 in Osaka", "in talks with Obama on Tuesday, he agreed".

An undated visit belongs with an occasion if its own words speak of one of the same kind and the occasion is put in no
other country, or if the occasion is a meeting of the visitor with his host or with a fellow visitor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person
from visits.registry import Registry
from visits.reports.discourse import Discourse, Sentence, country_led, is_head
from visits.reports.noting import further_day
from visits.reports.observation import JOURNEYS, Observation, Tense
from visits.reports.speeches import APPEARANCE
from visits.reports.timing import observed_span

_NEWS_DAYS = 4
"""An occasion of the past that news tell of was at most so many days ago."""
_DAYS_AHEAD = 31
_LONGEST = 5
"""Days from the first day known of a gathering to its last."""
_LEAD = 3
"""The sentences that tell what the news are about, the title among them."""
_REACH = 14
"""Tokens from the occasion's name to its day."""
_TAKES_PLACE = frozenset(
    """held begin begins beginning began start starts starting started open opens opening opened takes place took
    scheduled due set planned slated ahead run runs convene convenes kick kicks end ends ending conclude concludes
    concluding close closes closing last lasts""".split()
)
_CLOSES = frozenset("end ends ending ended conclude concludes concluding concluded close closes closing".split())
_PRESENT = frozenset("begins starts opens takes runs convenes kicks ends concludes closes lasts".split())
"""What is told so of a weekday is still to come."""
_BETWEEN = frozenset(
    """the a an of in at on with between and for from to by which that will would is are was were be been also later
    early late next this coming his her its two three leaders leader day days long joint annual regular informal
    formal bilateral special emergency extraordinary crucial key official working first second third biggest largest
    latest ever""".split()
)
_MARKS_BETWEEN = frozenset({",", "-", "/", "'"})
_OTHERS = frozenset("last previous earlier next another ministerial ministers minister finance cabinet".split())
_BEFORE_PHRASES = frozenset(
    """on during for in after before of from at ahead following amid despite about over with to into since between by
    and but or that which who while when as if because than upon said says will would is are was were has have had
    hold holds held holding attend attends attended attending joins host hosts hosted""".split()
)
_MEETINGS = frozenset({"summit", "talks-noun"})
_POSSESSIVES = frozenset({"his", "her", "their"})
_ARTICLES = frozenset({"the", "a", "an", "this"})


@dataclass(frozen=True, slots=True)
class _Occasion:
    """An occasion with one of its days, and the people and countries that its phrase names."""

    sentence: Sentence
    cue: Cue
    day: Token
    people: tuple[Person, ...]
    countries: frozenset[str]
    closes: bool
    definite: bool
    ahead: bool


def occasion_days(
    group: list[Observation], groups: Sequence[list[Observation]], discourse: Discourse, registry: Registry
) -> list[Observation]:
    """A day of presence for each dated mention of the occasion for which the visitor of the undated `group` came."""
    published = discourse.reading.article.published
    if published is None or any(o.stance == "cancelled" or o.earlier or o.over for o in group):
        return []
    known = [span[2].exact() for o in group if (span := observed_span(o)) is not None and _day_known(o)]
    elsewhere = [g for g in groups if g[0].country != group[0].country and not _long_ago(g, published)]
    own = _kinds_of(group, discourse) or _kinds_of_news(group, discourse)
    kinds = own.difference(*(_kinds_of(g, discourse) for g in elsewhere))
    found = []
    for occasion in discourse.once(_occasions):
        if known and not _ends_the_stay(occasion, known) and not _still_to_come(occasion, group, known):
            continue
        if _belongs(occasion, group, groups, kinds, discourse, registry):
            day = _resolved(occasion, group)
            if known or _fits(day, group, published):
                found.append(_seen(group, occasion, day, published))
    return found


def _long_ago(group: Sequence[Observation], published: date) -> bool:
    """True for a visit whose days lie well behind the news: its summit is another one."""
    spans = [s for o in group if (s := observed_span(o)) is not None]
    return bool(spans) and all((published - s[2].last_day()).days > _DAYS_AHEAD for s in spans)


def _ends_the_stay(occasion: _Occasion, known: Sequence[date | None]) -> bool:
    """True for the last day of a gathering, "which starts on Thursday and ends on Friday", shortly behind the days
    known of the stay."""
    last = max((d for d in known if d is not None), default=None)
    mention = occasion.day.mention
    if last is None or not occasion.closes or (mention.weekday is None and mention.relative):
        return False
    day = (mention.future or mention.first).exact()
    return day is not None and 0 < (day - last).days <= _LONGEST


def _still_to_come(occasion: _Occasion, group: Sequence[Observation], known: Sequence[date | None]) -> bool:
    """True for the days of the summit for which somebody has set out or arrived, shortly behind that day."""
    moved = all(o.phase in JOURNEYS or observed_span(o) is None for o in group)
    last = max((d for d in known if d is not None), default=None)
    first = occasion.day.mention.first.exact() if moved and occasion.definite else None
    return last is not None and first is not None and 0 < (first - last).days <= _LONGEST


def _day_known(obs: Observation) -> bool:
    span = observed_span(obs)
    return span is not None and span[1].precision == "day"


def _kinds_of(group: Sequence[Observation], discourse: Discourse) -> set[str]:
    """The ids of the occasions that the sentences of a visit speak of."""
    cues = [c for o in group for c in discourse.sentences[o.sentence].cues]
    kinds = {c.entry.id for c in cues if c.entry.sense == "occasion"}
    if any(o.rule.startswith("verb.meeting") for o in group):
        kinds |= _MEETINGS  # who "meet in Singapore" hold "the June summit"
    return kinds


def _kinds_of_news(group: Sequence[Observation], discourse: Discourse) -> set[str]:
    """The summit that a reporter writes from, of which all that arrive in the country are taken to be guests."""
    here = discourse.dateline
    if here is None or here.country != group[0].country:
        return set()
    cues = [c for s in discourse.sentences[:_LEAD] for c in s.cues]
    return {c.entry.id for c in cues if c.entry.sense == "occasion" and c.entry.id == "summit"}


def _occasions(discourse: Discourse) -> list[_Occasion]:
    """The occasions whose day a sentence tells."""
    dated = [sentence for sentence in discourse.sentences if sentence.is_dated]
    cues = [(sentence, cue) for sentence in dated for cue in sentence.cues if cue.entry.sense == "occasion"]
    cues = [(s, cue) for s, cue in cues if cue.entry.id != APPEARANCE]  # comments are made before a journey too
    return [occasion for sentence, cue in cues for occasion in _dated(sentence, cue)]


def _dated(sentence: Sentence, cue: Cue) -> Iterator[_Occasion]:
    """The occasion with each of its days: "Friday's summit", "the summit, which opens on Friday and ends on Sunday"."""
    tokens = sentence.tokens
    phrase = range(_phrase_start(tokens, cue.first), cue.first)
    inner = {tokens[j].low for j in phrase}
    days = [(j, "") for j in phrase if _is_day(tokens[j])]
    definite = bool(inner & {"the", "this"}) or bool(days)
    last, verb = cue.last, ""
    while last < min(cue.last + _REACH, len(tokens)) and _goes_on(tokens[last]):
        if _is_day(tokens[last]):
            days.append((last, verb))
        elif tokens[last].low in _TAKES_PLACE:
            verb = tokens[last].low
        last += 1
    about = [tokens[j] for j in (*phrase, *range(cue.last, last))]
    people = tuple(t.mention.person for t in about if t.kind == "P")
    countries = frozenset(t.mention.country for t in about if t.kind == "L" and t.mention.country)
    if inner & _OTHERS or (inner & _POSSESSIVES and not people):
        return
    for j, word in days:
        yield _Occasion(sentence, cue, tokens[j], people, countries, word in _CLOSES, definite, word in _PRESENT)


def _goes_on(token: Token) -> bool:
    """True for a token over which the words on the occasion's place, people and time go on."""
    if token.kind == "w":
        return token.low in _BETWEEN or token.low in _TAKES_PLACE or token.capital
    return token.kind != "p" or token.raw in _MARKS_BETWEEN


def _phrase_start(tokens: Sequence[Token], first: int) -> int:
    """Where the noun phrase begins whose noun stands at `first`."""
    k = first - 1
    while k >= 0 and first - k < 8:
        token = tokens[k]
        plain = token.kind in "PLGD" or token.low in {"'s", "'", "’", "-", "/"}
        if not plain and (token.kind == "p" or token.low in _BEFORE_PHRASES):
            break
        k -= 1
        if token.low in _ARTICLES | _POSSESSIVES:
            break
    return k + 1


def _is_day(token: Token) -> bool:
    return token.kind == "D" and token.mention.kind in ("date", "range") and token.mention.begins_on_a_day


def _belongs(
    occasion: _Occasion,
    group: list[Observation],
    groups: Sequence[list[Observation]],
    kinds: set[str],
    discourse: Discourse,
    registry: Registry,
) -> bool:
    """True for an occasion that the visitor came for."""
    person, country = group[0].person, group[0].country
    homes = {country_led(registry, p, discourse.on) for p in occasion.people}
    if occasion.countries and (country not in occasion.countries or occasion.countries - {country} - homes):
        return False
    if not occasion.people:
        own = any(o.sentence == occasion.sentence.number and not o.anaphoric for o in group)
        return occasion.cue.entry.id in kinds and (occasion.definite or own)
    partners = [p for p in occasion.people if p is not person]
    his = person in occasion.people or discourse.topic(occasion.sentence.number) is person
    met = {m.person for o in group for m in discourse.sentences[o.sentence].mentions}
    fellows = {g[0].person for g in groups if g[0].country == country}
    return his and any(
        country_led(registry, p, discourse.on) == country
        or (person in occasion.people and (p in fellows or (p in met and not is_head(registry, p, discourse.on))))
        for p in partners
    )


def _resolved(occasion: _Occasion, group: list[Observation]) -> DateMention:
    """The occasion's days; a weekday lies ahead where all that is told of the visit does."""
    mention: DateMention = occasion.day.mention
    ahead = any(o.stance == "planned" for o in group) and all(o.stance == "planned" or o.tense != "past" for o in group)
    ahead = ahead or (occasion.ahead and mention.weekday is not None)
    if mention.kind == "date" and mention.future is not None and ahead:
        return replace(mention, first=mention.future, last=mention.future, past=None, future=None)
    return replace(mention, past=None, future=None)


def _fits(mention: DateMention, group: list[Observation], published: date) -> bool:
    """True for a day of the news, within the month or year that is known of the stay."""
    day = mention.first.exact() if mention.first else None
    if day is None or not -_NEWS_DAYS <= (day - published).days <= _DAYS_AHEAD:
        return False
    spans = [s for o in group if (s := observed_span(o)) is not None]
    return not spans or any(s[1].first_day() <= day <= s[2].last_day() for s in spans)


def _seen(group: list[Observation], occasion: _Occasion, day: DateMention, published: date) -> Observation:
    model = min(group, key=lambda o: (o.anaphoric, o.start))
    ahead = day.first is None or day.first.first_day() > published or all(o.stance == "planned" for o in group)
    noun = occasion.sentence.tokens[occasion.cue.first]
    tense: Tense = "future" if ahead else "past"
    number = occasion.sentence.number
    seen = further_day(model, "occasion.day", "occasion", tense, number, (noun.start, noun.end), day)
    seen.closes = occasion.closes
    return seen

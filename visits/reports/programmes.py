"""Days of a stay that its programme tells: "On Friday she will open a school".

The sentences that go on about the visitor, and speak of no other country and no journey, tell what is done in the
host country. A day that they give, next to the days already known, is a day of presence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from visits.lexicon.entries import TravelVerb
from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.registry import Registry
from visits.reports.discourse import Discourse, Sentence, country_led
from visits.reports.noting import further_day
from visits.reports.observation import Observation, Tense
from visits.reports.timing import NEWS_SENTENCES, observed_span

_DAYS_AHEAD = 3
"""A day of the programme lies at most so many days behind the last day known."""
_DAYS_BEFORE = 2
"""A day on which he was seen there lies at most so many days before the first day known."""
_AWAY = frozenset({"departure", "leaving", "travel", "arrival"})
_AHEAD = frozenset({"will", "'ll", "due", "scheduled", "expected", "set", "planned"})
_NO_DEEDS = frozenset({"says", "does", "thinks", "wants", "hopes", "leads", "this", "himself", "always", "seems"})
_IRREGULAR = frozenset("were have held took made gave began went spoke flew sat stood laid".split())
_TOLD = frozenset("said says told tells tweeted wrote announced added posted".split())
_HE_OR_SHE = frozenset({"he", "she"})
_HIM_OR_HER = frozenset({"him", "her", "his"})
_THE_TWO = frozenset({"two", "both", "they"})
_COUPLE = frozenset({"couple", "delegation", "party"})
_EVENTS = frozenset(
    """talks meeting meetings dinner lunch banquet ceremony conference speech address audience game parade concert
    mass""".split()
)
_THEMES = frozenset({"about", "on", "against", "over"})
_PLANNED = frozenset({"planned", "scheduled", "set", "due", "expected", "will"})


def programme_days(
    group: list[Observation], sentences: list[int], discourse: Discourse, registry: Registry
) -> list[Observation]:
    """A day of presence for each day that the sentences about the visit (their numbers) tell of the visitor's deeds."""
    known = _known_days(group)
    news = any(o.in_title or o.sentence <= NEWS_SENTENCES for o in group)
    if not known or not news or any(o.stance == "cancelled" or o.earlier or o.closes_past for o in group):
        return []
    model = next(o for o in group if observed_span(o) is not None)
    own = {o.sentence for o in group if observed_span(o) is not None}
    first, last, found = min(known), max(known), []
    for number in sentences:
        sentence = discourse.sentences[number]
        if number in own or sentence.in_title or not _about_his_stay(sentence, model, discourse, registry):
            continue
        for k, token in enumerate(sentence.tokens):
            if token.kind != "D":
                continue
            ahead = _foretold(sentence.tokens, k)
            day = _day(token, ahead)
            if day is None:
                continue
            if last < day and (day - last).days <= (_DAYS_AHEAD if ahead else 1):
                last = day
            elif not ahead and 0 < (first - day).days <= _DAYS_BEFORE and _placed(sentence.tokens, model.country):
                first = day
            else:
                continue
            found.append(_seen(model, sentence, token, ahead))
    return found


def _known_days(group: list[Observation]) -> list[date]:
    spans = [span for o in group if not o.earlier and (span := observed_span(o)) is not None]
    return [day for span in spans for day in (span[1].exact(), span[2].exact()) if day is not None]


def _about_his_stay(sentence: Sentence, model: Observation, discourse: Discourse, registry: Registry) -> bool:
    """True for a sentence on what the visitor does, of no third country, no leader of one, and no journey."""
    if not sentence.is_dated:
        return False
    tokens = _before_he_leaves(sentence.tokens)
    people = [t.mention.person for t in tokens if t.kind == "P"]
    others = [p for p in people if p is not model.person]
    home = country_led(registry, model.person, discourse.on)
    if any(country_led(registry, p, discourse.on) not in (None, home, model.country) for p in others):
        return False
    if _elsewhere(tokens, model.country) or sentence.has(_TOLD):
        return False
    named = model.person in people or sentence.has(_HE_OR_SHE | _HIM_OR_HER)
    of_his = discourse.topic(sentence.number) is model.person
    if not people and discourse.topic(sentence.number - 1) is model.person:  # "The two will meet", "The couple will"
        named = named or sentence.has(_THE_TWO) or (sentence.has(_COUPLE) and _placed(tokens, model.country))
        of_his = of_his or named
    scheduled = sentence.has(_EVENTS) and sentence.has(_PLANNED)
    hosts_alone = all(country_led(registry, p, discourse.on) == model.country for p in others)
    if not (named and of_his) and not (scheduled and (of_his or hosts_alone)):
        return False
    cues = (c for c in sentence.cues if c.first < len(tokens))
    return not any(isinstance(c.entry, TravelVerb) and c.entry.sense in _AWAY for c in cues)


def _before_he_leaves(tokens: list[Token]) -> list[Token]:
    """What "On Friday he visits a school before leaving for Uganda" tells of the country that he leaves."""
    for k, (token, behind) in enumerate(pairwise(tokens)):
        if token.low == "before" and behind.low.endswith("ing"):
            return tokens[:k]
    return tokens


def _elsewhere(tokens: list[Token], country: str) -> bool:
    """True for words that lead to another country; "a deal about Iran's atoms" speaks of it alone."""
    if all(t.kind != "L" or t.mention.country in (None, country) for t in tokens):
        return False
    foreign = [j for j, t in enumerate(tokens) if t.kind in "LG" and t.mention.country not in (None, country)]
    return any(not j or tokens[j - 1].low not in _THEMES for j in foreign)


def _day(token: Token, ahead: bool) -> date | None:
    """The day that a date names; one of the programme is still to come."""
    if token.mention.kind != "date":
        return None
    value = token.mention.future if ahead and token.mention.future else token.mention.first
    day: date | None = value.exact() if value is not None else None
    return day


def _placed(tokens: list[Token], country: str) -> bool:
    """True for "in Mumbai", a place of the country."""
    return any(
        b.kind == "L" and b.mention.country == country and a.low in {"in", "at", "near"} for a, b in pairwise(tokens)
    )


def _foretold(tokens: list[Token], k: int) -> bool:
    """True where the verb beside the day looks ahead, or tells a programme in the present ("on Sunday he opens")."""
    return any(t.low in _AHEAD for t in tokens[max(k - 12, 0) : k + 8]) or _told_as_programme(tokens)


def _told_as_programme(tokens: list[Token]) -> bool:
    """True for a sentence whose first verb stands in the simple present behind its subject: "On Friday he lays a
    wreath", "Saturday takes him to Agra"."""
    for subject, verb in pairwise(tokens):
        if subject.low in _HE_OR_SHE or subject.kind == "P" or (subject.kind == "D" and subject is tokens[0]):
            if verb.low == "and":  # "On Monday he and Marape chair a summit"
                continue
            together = subject is not tokens[0] and tokens[tokens.index(subject) - 1].low == "and"
            shown = verb.low.endswith("s") or (together and not verb.low.endswith("ed") and verb.low not in _IRREGULAR)
            return verb.kind == "w" and shown and len(verb.low) > 3 and verb.low not in _NO_DEEDS
    return False


def _seen(model: Observation, sentence: Sentence, token: Token, ahead: bool) -> Observation:
    day = token.mention.future if ahead and token.mention.future else token.mention.first
    mention: DateMention = replace(token.mention, first=day, last=day, past=None, future=None)
    tense: Tense = "future" if ahead else "past"
    cue = (mention.start, mention.end)
    return further_day(model, "presence.programme", "presence", tense, sentence.number, cue, mention)

"""Days of a stay that its programme tells: "On Friday she will open a school".

The sentences that go on about the visitor, and speak of no other country and no journey, tell what is done in the
host country. A day that they give, next to the days already known, is a day of presence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from visits.lexicon.entries import TravelVerb
from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.registry import Registry
from visits.reports.discourse import Discourse, Sentence, country_led
from visits.reports.observation import Observation
from visits.reports.timing import NEWS_SENTENCES, observed_span

_DAYS_AHEAD = 3
"""A day of the programme lies at most so many days behind the last day known."""
_AWAY = frozenset({"departure", "leaving", "travel", "arrival"})
_AHEAD = frozenset({"will", "'ll", "due", "scheduled", "expected", "set"})
_TOLD = frozenset("said says told tells tweeted wrote announced added posted".split())
_HE_OR_SHE = frozenset({"he", "she"})


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
    last, found = max(known), []
    for number in sentences:
        sentence = discourse.sentences[number]
        if number in own or sentence.in_title or not _about_his_stay(sentence, model, discourse, registry):
            continue
        for k, token in enumerate(sentence.tokens):
            day = _day(token)
            if day is None:
                continue
            ahead = _foretold(sentence.tokens, k)
            if not last < day or (day - last).days > (_DAYS_AHEAD if ahead else 1):
                continue
            found.append(_seen(model, sentence, token, ahead))
            last = day
    return found


def _known_days(group: list[Observation]) -> list[date]:
    spans = [span for o in group if not o.earlier and (span := observed_span(o)) is not None]
    return [day for span in spans for day in (span[1].exact(), span[2].exact()) if day is not None]


def _about_his_stay(sentence: Sentence, model: Observation, discourse: Discourse, registry: Registry) -> bool:
    """True for a sentence on what the visitor does, of no third country, no leader of one, and no journey."""
    if not sentence.dates:
        return False
    others = [m.person for m in sentence.mentions if m.person is not model.person]
    home = country_led(registry, model.person, discourse.on)
    if any(country_led(registry, p, discourse.on) not in (None, home, model.country) for p in others):
        return False
    if any(place.country not in (None, model.country) for place in sentence.places) or sentence.has(_TOLD):
        return False
    named = any(m.person is model.person for m in sentence.mentions) or sentence.has(_HE_OR_SHE)
    if not named or discourse.topic(sentence.number) is not model.person:
        return False
    return not any(isinstance(c.entry, TravelVerb) and c.entry.sense in _AWAY for c in sentence.cues)


def _day(token: Token) -> date | None:
    if token.kind != "D" or token.mention.kind != "date" or token.mention.first is None:
        return None
    day: date | None = token.mention.first.exact()
    return day


def _foretold(tokens: list[Token], k: int) -> bool:
    """True where the verb beside the day looks ahead."""
    return any(t.low in _AHEAD for t in tokens[max(k - 12, 0) : k + 8])


def _seen(model: Observation, sentence: Sentence, token: Token, ahead: bool) -> Observation:
    mention: DateMention = replace(token.mention, past=None, future=None)
    return Observation(
        rule="presence.programme",
        phase="presence",
        person=model.person,
        country=model.country,
        city=None,
        sentence=sentence.number,
        start=token.start,
        end=token.end,
        tense="future" if ahead else "past",
        stance="planned" if ahead else None,
        dates=[mention],
        person_at=model.person_at,
        cue_at=(mention.start, mention.end),
        anaphoric=True,
    )

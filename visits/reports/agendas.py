"""When a visit will be that is announced without a day: the article tells when its summit or its talks are.

"Merkel will travel to Brussels" has no day, but "the summit will go ahead on Sunday" has, and so has "Merkel's
meeting with Barroso on Tuesday", or a dinner on Monday that the visit includes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.registry import Registry
from visits.reports.discourse import Discourse, Sentence, country_led
from visits.reports.observation import Observation
from visits.reports.timing import observed_span

_SUMMITS = frozenset({"summit", "summits", "g20", "g-20", "g8", "g-8", "g7", "g-7"})
_TALKS = frozenset("meet meets meeting talks dinner lunch banquet ceremony address speech gather".split())
_VERB_REACH = 4
_PAST = frozenset("was were had won said told met held gave went came took began left spoke saw".split())
_AHEAD = frozenset("will begins begin starts opens due meets meet heads headed heading later gather gathers".split())
_VISITS = frozenset({"visit", "trip", "tour", "journey"})
_BEGINS = frozenset({"beginning", "begins", "begin", "starting", "starts", "start", "from"})
_COMPRISING = frozenset({"include", "includes", "including"})
_NEAR = 10
"""Tokens between an event and its day."""
_OPENING = 4
"""The first sentences, the title among them, which tell what the visit is for."""
_LONGEST_WAIT = 30
"""Days ahead within which a weekday or a date is that of the visit announced."""
_RECENT = 7
"""Days back to which a weekday can lead."""
_LONGEST_STAY = 6
"""Days over which what is told of the visit can spread."""


def agenda_days(
    group: list[Observation], discourse: Discourse, registry: Registry, countries: frozenset[str]
) -> list[Observation]:
    """A day of presence for each day of the agenda of an undated visit ahead; `countries` are those of the
    traveller's visits."""
    published = discourse.reading.article.published
    own = [o for o in group if not o.earlier and not _long_ago(o, published)]
    ahead = bool(own) and all(o.stance == "planned" or not _told_as_past(o) for o in own)
    if published is None or not ahead or not any(o.stance == "planned" for o in own):
        return []
    if any(_dated(o) for o in own) or any(o.stance == "cancelled" for o in group):
        return []
    agenda = _Agenda(discourse, registry, own, published, countries)
    found: list[Observation] = []
    first: date | None = None
    for sentence, mention in agenda.days():
        day = mention.first.exact() if mention.first is not None else None
        if day is None or (first is not None and not 0 <= (day - first).days <= _LONGEST_STAY):
            continue
        first = first or day
        found.append(_on(own[0], sentence, mention))
    return found


def _long_ago(obs: Observation, published: date | None) -> bool:
    span = observed_span(obs)
    return span is not None and published is not None and span[2].year < published.year


def _told_as_past(obs: Observation) -> bool:
    return obs.tense == "past" or obs.ongoing


def _dated(obs: Observation) -> bool:
    span = observed_span(obs)
    return span is not None and span[1].precision != "year"


def _on(obs: Observation, sentence: Sentence, mention: DateMention) -> Observation:
    length = _length_of_what_begins(sentence, mention)
    return replace(
        obs,
        rule="presence.agenda",
        phase="presence",
        sentence=sentence.number,
        start=mention.start,
        end=mention.end,
        tense="future",
        stance="planned",
        dates=[mention],
        begin_dates=frozenset(),
        length=length,
        begins=length is not None,
        stop=(0, 1),
        city=None,
        cue_at=(mention.start, mention.end),
        anaphoric=True,
        hosts=[],
    )


def _length_of_what_begins(sentence: Sentence, mention: DateMention) -> DateMention | None:
    """The two days of "the two-day summit begins on Friday"."""
    at = next((j for j, t in enumerate(sentence.tokens) if t.start == mention.start), 0)
    if not any(t.low in _BEGINS | {"opens", "kicks"} for t in sentence.tokens[max(at - 3, 0) : at]):
        return None
    lengths = [t.mention for t in sentence.tokens[:at] if t.kind == "D" and t.mention.kind == "duration"]
    return lengths[0] if len(lengths) == 1 else None


def deed_days(group: list[Observation], discourse: Discourse, registry: Registry) -> list[Observation]:
    """A day of presence for an undated visit that has been made: the first on which a later sentence puts the
    traveller at a place there, "attended the banquet at Buckingham Palace on Monday night"."""
    published = discourse.reading.article.published
    own = [o for o in group if not o.earlier]
    if published is None or not own or any(o.stance is not None or o.dates for o in group):
        return []
    if not any(_told_as_past(o) for o in own):
        return []
    person, country = own[0].person, own[0].country
    home = country_led(registry, person, discourse.on)
    for sentence in discourse.sentences:
        countries = {place.country for place in sentence.places}
        if sentence.in_title or not sentence.is_dated or country not in countries or countries - {None, home, country}:
            continue
        if discourse.topic(sentence.number) is not person:
            continue
        tokens = sentence.tokens
        for j, token in enumerate(tokens):
            if not _lately(token, published):
                continue
            near = tokens[max(j - _NEAR, 0) : j + 4]
            placed = any(
                b.kind == "L" and b.mention.country == country and a.low in {"in", "at"} for a, b in pairwise(near)
            )
            if placed:
                return [replace(_on(own[0], sentence, token.mention), rule="presence.deed", tense="past", stance=None)]
    return []


def _lately(token: Token, published: date) -> bool:
    if token.kind != "D" or token.mention.kind != "date" or token.mention.first is None:
        return False
    day = token.mention.first.exact()
    return day is not None and 0 <= (published - day).days <= _RECENT


class _Agenda:
    """The days ahead that an article tells of a visit."""

    def __init__(
        self,
        discourse: Discourse,
        registry: Registry,
        own: Sequence[Observation],
        published: date,
        countries: frozenset[str],
    ):
        self._discourse = discourse
        self._registry = registry
        self._person, self._country = own[0].person, own[0].country
        self._home = country_led(registry, self._person, discourse.on)
        self._published = published
        self._sentences = {o.sentence for o in own}
        self._alone = countries <= {self._country}
        words = {t.low for n in self._sentences for t in discourse.sentences[n].tokens}
        opening = {t.low for s in discourse.sentences[:_OPENING] for t in s.tokens}
        led = self._alone and min(self._sentences) < _OPENING
        self._for_summit = bool(words & _SUMMITS) or (led and bool(opening & _SUMMITS))

    def days(self) -> Iterator[tuple[Sentence, DateMention]]:
        """The days in the order of the text."""
        for sentence in self._discourse.sentences:
            if sentence.is_dated and self._stays_there(sentence):
                for j, token in enumerate(sentence.tokens):
                    day = self._ahead(token)
                    if day is not None and self._on_agenda(sentence, j):
                        yield sentence, day

    def _stays_there(self, sentence: Sentence) -> bool:
        """False for a sentence that speaks of a third country."""
        near = (None, self._home, self._country, "EUU")
        return all(place.country in near for place in sentence.places)

    def _ahead(self, token: Token) -> DateMention | None:
        """A day to come, as the token tells it; a weekday of an announcement is the next."""
        if token.kind != "D" or token.mention.kind != "date":
            return None
        day = token.mention.future or token.mention.first
        exact = day.exact() if day is not None else None
        if exact is None or not 0 <= (exact - self._published).days <= _LONGEST_WAIT:
            return None
        mention: DateMention = replace(token.mention, first=day, last=day, past=None, future=None)
        return mention

    def _today(self, token: Token) -> bool:
        day = token.mention.future or token.mention.first
        return bool(day.exact() == self._published)

    def _told_as_past(self, tokens: Sequence[Token], j: int) -> bool:
        """True for "won late on Wednesday", whose Wednesday is the last and not the next."""
        first = tokens[j].mention.first
        behind = first is not None and first.first_day() < self._published
        beside = [*tokens[max(j - _VERB_REACH, 0) : j], *tokens[j + 1 : j + 3]]
        return behind and any(t.kind == "w" and (t.low in _PAST or t.low.endswith("ed")) for t in beside)

    def _on_agenda(self, sentence: Sentence, j: int) -> bool:
        tokens = sentence.tokens
        near = {t.low for t in tokens[max(j - _NEAR, 0) : j + 4]}
        if self._today(tokens[j]) and not _AHEAD & {t.low for t in tokens}:
            return False
        if self._told_as_past(tokens, j):
            return False
        there = any(t.kind == "L" and t.mention.country == self._country for t in tokens)
        leaders = any(t.low == "leaders" for t in tokens)
        named = any(t.kind == "P" and t.mention.person is self._person for t in tokens)
        if self._for_summit and near & _SUMMITS:
            return True
        if there and leaders and near & _TALKS:
            return True
        if there and _BEGINS & {t.low for t in tokens[max(j - 2, 0) : j]} and near & _VISITS:
            return True
        if not self._alone or not near & _TALKS or any(t.low == "said" for t in tokens[max(j - 3, 0) : j + 2]):
            return False
        listed = sentence.number in self._sentences and bool(_COMPRISING & {t.low for t in tokens[:j]})
        return listed or (named and not any(t.low in {"was", "were", "had"} for t in tokens[max(j - _NEAR, 0) : j]))

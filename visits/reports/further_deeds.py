"""Days of what a visitor did next, told in the sentence that tells of the stay: "arrived in Riga on Tuesday and met the
mayor on Wednesday", "Orban, who came to Riga on Tuesday, opened a school on Thursday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.discourse import Discourse, Sentence
from visits.reports.noting import further_day
from visits.reports.observation import Observation, Tense
from visits.reports.timing import observed_span

_PHASES = frozenset({"arrival", "presence", "meeting", "travel", "visit"})
_PAST = frozenset(
    """met held gave made spoke took laid went saw said told had was led won began paid drove ran threw kept
    sat stood rode""".split()
)
_AHEAD = frozenset({"will", "'ll"})
_ENDS = frozenset(
    """after before since until till while when where which that because although though as if by ; : “ ” "
    left leaves leave flew returned return returns departed""".split()
)
_OBJECT_LEADS = frozenset("met meet meets with to of by from for between hosted greeted thanked praised and".split())
_ADVERBS = frozenset({"then", "later", "also"})
_DAYS_ON = 4
"""Days from one deed of a stay to the next that the sentence tells."""


def further_deeds(group: Sequence[Observation], discourse: Discourse) -> list[Observation]:
    """A day of presence for each later day on which the visitor did, or will do, something more there."""
    published = discourse.reading.article.published
    if published is None or any(o.stance == "cancelled" or o.earlier or o.over for o in group):
        return []
    known = {d.start for o in group for d in o.dates}
    found = []
    for obs in group:
        day = _day(obs)
        if day is None or day > published:
            continue
        for token, ahead in _days_behind(discourse.sentences[obs.sentence], obs):
            then = token.mention.future if ahead else token.mention.past
            exact = (then or token.mention.first).exact()
            fits = exact is not None and 0 < (exact - day).days <= _DAYS_ON and (exact > published) == ahead
            if fits and token.start not in known:
                known.add(token.start)
                found.append(_seen(obs, token, ahead))
    return found


def _day(obs: Observation) -> date | None:
    """The day of a deed that has been done, or of an arrival that has been made."""
    if obs.in_title or obs.stance is not None or obs.tense != "past" or obs.phase not in _PHASES or obs.anaphoric:
        return None
    span = observed_span(obs) if obs.stop[1] == 1 and not obs.closes else None
    return span[2].exact() if span is not None else None


def _days_behind(sentence: Sentence, obs: Observation) -> Iterator[tuple[Token, bool]]:
    """The days behind a further verb of the same subject, and whether it looks ahead."""
    tokens = sentence.tokens
    told = max(obs.place_at[1], obs.cue_at[1], *(d.end for d in obs.dates))
    verb: str | None = None
    for j, token in enumerate(tokens):
        if token.start < told:
            continue
        if token.low in _ENDS or (token.kind == "L" and token.mention.country not in (None, obs.country)):
            return
        if token.kind == "P" and token.mention.person is not obs.person and tokens[j - 1].low not in _OBJECT_LEADS:
            return
        if token.low in _AHEAD:
            verb = "ahead"
        elif verb is None and token.kind == "w" and (token.low in _PAST or token.low.endswith("ed")):
            verb = "past" if _goes_on(tokens, j) else None
            if verb is None:
                return
        elif token.kind == "D" and verb is not None and token.mention.kind == "date" and token.mention.begins_on_a_day:
            if tokens[j - 1].low not in {"'s", "of"}:
                yield token, verb == "ahead"


def _goes_on(tokens: Sequence[Token], j: int) -> bool:
    """True for a verb right behind "and", or the comma that ends what is put in: its subject is the visitor's."""
    k = j - 1
    while k > 0 and (tokens[k].low in _ADVERBS or tokens[k].kind == "D" or tokens[k].low.endswith("ly")):
        k -= 1
    return tokens[k].low in {"and", ",", "then"}


def _seen(obs: Observation, token: Token, ahead: bool) -> Observation:
    first = token.mention.future if ahead and token.mention.future else token.mention.past or token.mention.first
    mention: DateMention = replace(token.mention, first=first, last=first, past=None, future=None)
    tense: Tense = "future" if ahead else "past"
    seen = further_day(obs, "presence.deeds", "presence", tense, obs.sentence, (token.start, token.end), mention)
    seen.stance = None
    return seen

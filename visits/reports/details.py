"""How and what for: transport, type and occasion, read from a visit's sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from visits.lexicon.entries import Occasion, Transport, TravelVerb, VisitKind, Word
from visits.lexicon.load import Lexicon
from visits.mentions.tokens import PhraseTable
from visits.model.codes import Mode, VisitType
from visits.model.mention import Person
from visits.reports.discourse import Discourse, Sentence
from visits.reports.observation import Observation

_PURPOSE_REACH = 80
"""Characters within which the purpose follows the travel word."""
_TRAVEL_PHASES = frozenset({"arrival", "travel", "departure", "leaving"})


WordT = TypeVar("WordT", bound=Word)


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the span that says it and the rule that read it."""

    value: object
    start: int
    end: int
    rule: str


class DetailReader:
    """Reads the details of a visit; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon):
        self._transport: PhraseTable[Transport] = PhraseTable()
        for transport in lexicon.transport:
            for form in transport.forms:
                self._transport.add(form, transport)
        self._kinds: PhraseTable[VisitKind] = PhraseTable()
        for kind in lexicon.visit_kinds:
            for form in kind.forms:
                self._kinds.add(form, kind)
        self._gatherings: dict[str, Occasion] = {form: o for o in lexicon.occasions for form in o.forms}
        forms = sorted(self._gatherings, key=lambda form: (-len(form), form))
        self._gathering = re.compile("|".join(rf"\b{re.escape(form)}\b" for form in forms))
        self._verbs: dict[str, TravelVerb] = {v.id: v for v in lexicon.travel_verbs}

    def mode(self, discourse: Discourse, group: Sequence[Observation], spoken_of: Sequence[int]) -> Found | None:
        """How the leader came or left: by the verb ("flew"), by the airport of arrival, else by words of transport
        in a sentence of arrival or departure, else by the leader's own plane or train anywhere in the account."""
        for obs in group:
            verb = self._verbs.get(obs.rule.partition(":")[2])
            if verb is not None and verb.mode and obs.phase in _TRAVEL_PHASES:
                return Found(verb.mode, *obs.cue_at, obs.rule)
        for obs in group:
            if obs.phase in _TRAVEL_PHASES:
                for token in discourse.sentences[obs.sentence].tokens:
                    if token.kind == "L" and token.mention.airport and abs(token.start - obs.cue_at[1]) < 60:
                        return Found("air", token.start, token.end, "transport:airport")
        best: Found | None = None
        for obs in group:
            if obs.phase not in _TRAVEL_PHASES and obs.phase != "visit":
                continue
            for start, end, entry in self._phrases(discourse.sentences[obs.sentence], self._transport):
                strong = obs.phase in _TRAVEL_PHASES or discourse.reading.string[start:end].lower().startswith(
                    ("by ", "aboard ", "on foot")
                )
                if strong and best is None:
                    mode: Mode = entry.mode
                    best = Found(mode, start, end, f"transport:{entry.id}")
        return best or self._own_vehicle(discourse, spoken_of, group[0].person)

    def _own_vehicle(self, discourse: Discourse, spoken_of: Sequence[int], person: Person) -> Found | None:
        for number in spoken_of:
            for start, end, entry in self._phrases(discourse.sentences[number], self._transport):
                if entry.id == "train" and _owned(discourse, number, start, person):
                    return Found("train", start, end, "transport:train")
                if (
                    entry.id == "air-force-one"
                    and _aboard(discourse, number, start, person)
                    and discourse.reading.string[start:end].lower() != "aircraft"
                ):
                    return Found(entry.mode, start, end, f"transport:{entry.id}")
        return None

    def visit_type(self, discourse: Discourse, group: Sequence[Observation]) -> Found | None:
        """The stated type: beside the word for the visit, or as its purpose ("arrived for a summit")."""
        for obs in group:
            sentence = discourse.sentences[obs.sentence]
            for start, end, entry in self._phrases(sentence, self._kinds):
                kind: VisitType = entry.visit_type
                beside = start <= obs.cue_at[1] and end >= obs.cue_at[0]
                ahead = 0 <= start - obs.cue_at[1] < _PURPOSE_REACH
                if beside or (kind == "summit" and ahead and obs.phase != "leaving") or (kind == "transit" and ahead):
                    return Found(kind, start, end, f"kind:{entry.id}")
        return None

    def occasion(self, discourse: Discourse, group: Sequence[Observation]) -> Found | None:
        """The recurring gathering named beside the visit."""
        for obs in group:
            sentence = discourse.sentences[obs.sentence]
            for match in self._gathering.finditer(discourse.reading.string, sentence.start, sentence.end):
                if min(abs(match.start() - obs.cue_at[1]), abs(obs.cue_at[0] - match.end())) < _PURPOSE_REACH:
                    entry = self._gatherings[match.group()]
                    return Found(entry.name, match.start(), match.end(), f"occasion:{entry.id}")
        return None

    @staticmethod
    def _phrases(sentence: Sentence, table: PhraseTable[WordT]) -> Iterable[tuple[int, int, WordT]]:
        tokens = sentence.tokens
        for i in table.starts(tokens):
            hit = table.at(tokens, i) if tokens[i].kind in "wLG" else None
            if hit is not None:
                yield tokens[i].start, tokens[i + hit[0] - 1].end, hit[1]


def _aboard(discourse: Discourse, number: int, start: int, person: Person) -> bool:
    """True where the nearest person before the plane is the traveller."""
    before = [
        t
        for t in discourse.sentences[number].tokens
        if t.end <= start and (t.kind == "P" or t.low in {"he", "she", "his", "her"})
    ]
    if not before:
        return discourse.topic(number) is person
    last = before[-1]
    return last.mention.person is person if last.kind == "P" else discourse.topic(number) is person


def _owned(discourse: Discourse, number: int, start: int, person: Person) -> bool:
    """True for "Kim's armored train" and "his train", the leader's own."""
    tokens = [t for t in discourse.sentences[number].tokens if t.end <= start][-7:]
    for k, token in enumerate(tokens):
        if token.low in {"his", "her"}:
            return discourse.pronoun(number, token.start, "m" if token.low == "his" else "f") is person
        if token.low == "'s" and k and tokens[k - 1].kind == "P":
            return tokens[k - 1].mention.person is person
    return False

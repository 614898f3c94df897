"""How and what for: transport, type and occasion, read from a visit's sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from visits.lexicon.entries import Occasion, VisitKind, Word
from visits.lexicon.load import Lexicon
from visits.mentions.tokens import PhraseTable
from visits.model.codes import VisitType
from visits.reports.destinations import place_before, read_destinations
from visits.reports.discourse import Discourse, Sentence
from visits.reports.found import Found
from visits.reports.gatherings import CEREMONIES
from visits.reports.observation import Observation
from visits.reports.transport import ModeReader

_PURPOSES = frozenset({"transit", "private"})
_OTHER_TIMES = frozenset("ahead before after following since until between despite".split())
_OTHER_SUMMITS = frozenset("last next previous earlier first second annual another 's".split())
_PURPOSE_REACH = 80
"""Characters within which the purpose follows the travel word."""

WordT = TypeVar("WordT", bound=Word)


class DetailReader:
    """Reads the details of a visit; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon):
        self._modes = ModeReader(lexicon)
        self.hints = self._modes.hints
        self._kinds: PhraseTable[VisitKind] = PhraseTable()
        for kind in lexicon.visit_kinds:
            for form in kind.forms:
                self._kinds.add(form, kind)
        self._gatherings: dict[str, Occasion] = {form: o for o in lexicon.occasions for form in o.forms}
        forms = sorted(self._gatherings, key=lambda form: (-len(form), form))
        self._gathering = re.compile("|".join(rf"\b{re.escape(form)}\b" for form in forms))

    def mode(self, discourse: Discourse, group: Sequence[Observation], spoken_of: Sequence[int]) -> Found | None:
        """How the leader came or left, as the sentences that speak of the visit tell."""
        return self._modes.read(discourse, group, spoken_of)

    def visit_type(self, discourse: Discourse, group: Sequence[Observation]) -> Found | None:
        """The stated type: beside the word for the visit, or as its purpose ("arrived for a summit")."""
        for obs in group:
            sentence = discourse.sentences[obs.sentence]
            for start, end, entry in self._phrases(sentence, self._kinds):
                kind: VisitType = entry.visit_type
                beside = start <= obs.cue_at[1] and end >= obs.cue_at[0] and not _adorns(sentence, end)
                ahead = 0 <= start - obs.cue_at[1] < _PURPOSE_REACH and _as_purpose(sentence, start, kind)
                if beside or (ahead and (kind in _PURPOSES or (kind == "summit" and obs.phase != "leaving"))):
                    return Found(kind, start, end, f"kind:{entry.id}")
        gatherings = [o.occasion_at or (o.cue_at if o.rule == "noun.occasion:summit" else None) for o in group]
        string = discourse.reading.string
        at = next((span for span in gatherings if span and string[slice(*span)].lower() not in CEREMONIES), None)
        return Found("summit", *at, "kind:gathering") if at is not None else _summit_there(discourse, group[0].country)

    def occasion(self, discourse: Discourse, group: Sequence[Observation]) -> Found | None:
        """The recurring gathering named beside the visit."""
        for obs in group:
            match = self._gathering_of(discourse, obs)
            if match is not None:
                entry = self._gatherings[match.group()]
                return Found(entry.name, match.start(), match.end(), f"occasion:{entry.id}")
        return None

    def _gathering_of(self, discourse: Discourse, obs: Observation) -> re.Match[str] | None:
        """The name of the gathering that the traveller is said to have come for, or the one near the travel word."""
        string, sentence = discourse.reading.string, discourse.sentences[obs.sentence]
        came_for = self._gathering.match(string, *obs.occasion_at) if obs.occasion_at is not None else None
        if came_for is None and sentence.number not in discourse.gatherings_named:
            return None
        near = (
            match
            for match in self._gathering.finditer(string, sentence.start, sentence.end)
            if min(abs(match.start() - obs.cue_at[1]), abs(obs.cue_at[0] - match.end())) < _PURPOSE_REACH
        )
        return came_for or next(near, None)

    @staticmethod
    def _phrases(sentence: Sentence, table: PhraseTable[WordT]) -> Iterable[tuple[int, int, WordT]]:
        tokens = sentence.tokens
        for i in table.starts(tokens):
            hit = table.at(tokens, i) if tokens[i].kind in "wLG" else None
            if hit is not None:
                yield tokens[i].start, tokens[i + hit[0] - 1].end, hit[1]


def _summit_there(discourse: Discourse, country: str) -> Found | None:
    """The summit of which another sentence says that it is held in the country: "the Helsinki summit"."""
    for number in sorted(discourse.gatherings_named):
        tokens = discourse.sentences[number].tokens
        for j, token in enumerate(tokens):
            if token.low != "summit" or _OTHER_SUMMITS & {t.low for t in tokens[max(j - 3, 0) : j]}:
                continue
            places = read_destinations(tokens, j + 1, ["in", "at"], False, discourse.dateline, limit=6)[:1]
            before = place_before(tokens, j)
            if country in {place.country for place in (*places, before) if place is not None}:
                return Found("summit", token.start, token.end, "kind:summit-there")
    return None


def _as_purpose(sentence: Sentence, start: int, kind: VisitType) -> bool:
    """True unless the words before say otherwise ("ahead of the summit"); a holiday has to be "on holiday"."""
    before = [t.low for t in sentence.tokens if t.end <= start][-5:]
    return not _OTHER_TIMES & set(before) and (kind != "private" or before[-1:] == ["on"])


def _adorns(sentence: Sentence, end: int) -> bool:
    """True for the holiday of "a holiday visit to the troops"."""
    return any(t.low in {"visit", "trip", "season"} for t in sentence.tokens if end < t.start <= end + 1)

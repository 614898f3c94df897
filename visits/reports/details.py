"""How, with whom, which time: transport, companions, ordinals, type, occasion, read from a visit's sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from visits.lexicon.entries import Occasion, Transport, TravelVerb, VisitKind, Word
from visits.lexicon.load import Lexicon
from visits.mentions.tokens import PhraseTable, Token
from visits.model.codes import Mode, VisitType
from visits.model.mention import Person
from visits.model.report import Ordinal
from visits.reports.discourse import Discourse, Sentence
from visits.reports.observation import Observation

_ORDINALS = {
    word: n
    for n, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=1,
    )
}
_ORDINAL_DIGITS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_VISIT_NOUNS = frozenset("visit trip tour journey visits stop stay pilgrimage travel".split())
_ABROAD = frozenset("abroad overseas foreign international outside".split())
_HOLDERS = frozenset(
    """president leader premier pope king queen chancellor monarch head prime minister presidents leaders pontiff
    emperor american""".split()
)
_ADJECTIVES = frozenset(
    """official state formal working bilateral major solo in-person full extended
    historic - and ever known public""".split()
)
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
        for i, token in enumerate(tokens):
            hit = table.at(tokens, i) if token.kind in "wLG" else None
            if hit is not None:
                yield token.start, tokens[i + hit[0] - 1].end, hit[1]

    def ordinals(self, discourse: Discourse, group: Sequence[Observation]) -> list[Found]:
        """The article's own counts of this visit."""
        found: dict[tuple[int, str], Found] = {}
        for obs in group:
            for item in read_ordinals(discourse.sentences[obs.sentence].tokens, obs):
                ordinal = item.value
                assert isinstance(ordinal, Ordinal)
                found.setdefault((ordinal.n, ordinal.of), item)
        return list(found.values())


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


def read_ordinals(tokens: Sequence[Token], obs: Observation) -> Iterable[Found]:
    """Ordinals in the sentence of an observation that count its visit."""
    for i, token in enumerate(tokens):
        n = _ordinal_number(token)
        if n is None:
            continue
        read = _counted(tokens, i, n, obs)
        if read is not None:
            last = min(i + 3, len(tokens) - 1)
            yield Found(read, token.start, tokens[last].end, "ordinal")


def _ordinal_number(token: Token) -> int | None:
    if token.kind != "w":
        return None
    match = _ORDINAL_DIGITS.fullmatch(token.low)
    return int(match.group(1)) if match else _ORDINALS.get(token.low)


def _counted(tokens: Sequence[Token], i: int, n: int, obs: Observation) -> Ordinal | None:
    """What an ordinal at token `i` counts, None if it is no visit."""
    words = [t.low for t in tokens[i + 1 : i + 12]]
    if i and tokens[i - 1].low in {"will", "would", "to"}:
        return None  # "will first travel to London"
    if words[:1] == ["time"]:
        near = {t.low for t in tokens[max(i - 14, 0) : i]}
        return Ordinal(n=n, of="country") if near & {"visit", "visits", "visiting", "visited"} else None
    if words[:1] == ["since"] and any(t.low in _VISIT_NOUNS for t in tokens[max(i - 4, 0) : i]):
        return Ordinal(n=n, of="country")  # "the visit, his first since 1982"
    if i > 1 and tokens[i - 1].low == "'s" and tokens[i - 2].kind not in "P":
        return Ordinal(n=n, of="other") if words[0:1] and words[0] in _VISIT_NOUNS | _ADJECTIVES else None
    j = i + 1
    abroad = False
    while j < len(tokens) and j - i < 6:
        low = tokens[j].low
        if low in _VISIT_NOUNS or low in {"to", "by"}:
            break
        if low in _HOLDERS or tokens[j].kind == "P":
            return Ordinal(n=n, of="office") if {"to", "visit"} <= set(words) or "visit" in words else None
        abroad = abroad or low in _ABROAD
        if not (
            low in _ADJECTIVES
            or low in _ABROAD
            or tokens[j].kind in "LGD"
            or low in {"since", "s", "'s", "sitting", "presidential", "us", "u.s."}
        ):
            return None
        j += 1
    else:
        return None
    if tokens[j].low == "by":
        return Ordinal(n=n, of="office") if "visit" in [t.low for t in tokens[max(i - 12, 0) : i]] else None
    return _after_noun(tokens, j, n, abroad, obs)


def _after_noun(tokens: Sequence[Token], j: int, n: int, abroad: bool, obs: Observation) -> Ordinal | None:
    """ "... visit by a Chinese leader", "... trip abroad", "... visit to Moscow", "... to China"."""
    rest = tokens[j + 1 : j + 10]
    lows = [t.low for t in rest]
    if abroad or set(lows[:4]) & _ABROAD:
        return Ordinal(n=n, of="abroad")
    if "by" in lows[:8] and tokens[j].low in _VISIT_NOUNS:
        k = lows.index("by")
        if any(t.low in _HOLDERS or t.low in {"a", "any", "an", "top"} or t.kind == "G" for t in rest[k + 1 : k + 4]):
            return Ordinal(n=n, of="office")
    for token in rest[:7] if tokens[j].low != "to" else tokens[j + 1 : j + 4]:
        if token.kind == "L":
            place = token.mention
            if place.country != obs.country:
                return Ordinal(n=n, of="other") if place.country is None else None
            if place.kind == "city" and tokens[j].low == "to":
                return Ordinal(n=n, of="city", city=place.city)
            return (
                Ordinal(n=n, of="city", city=place.city)
                if place.kind == "city" and place.city
                else Ordinal(n=n, of="country")
            )
    if (
        lows[:1] == ["to"]
        and lows[1:2] in (["a"], ["an"], ["the"])
        and not any(t.kind == "L" for t in rest[:5])
        and rest[2:3]
        and rest[2].low not in {"country", "nation", "kingdom", "island"}
    ):
        return Ordinal(n=n, of="other")  # "his first visit to a war zone"
    if tokens[j].low in _VISIT_NOUNS and not any(t.kind == "L" for t in rest[:6]):
        return Ordinal(n=n, of="country") if lows[:1] not in (["of"], ["-"]) else None
    return None

"""How the leader came or left: by air, by train, by road, by sea, on foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visits.lexicon.entries import Transport, TravelVerb
from visits.lexicon.load import Lexicon
from visits.mentions.tokens import PhraseTable, Token
from visits.mentions.words import WordSearch
from visits.model.mention import Person
from visits.reports.discourse import Discourse, Sentence
from visits.reports.found import Found
from visits.reports.observation import Observation

_TRAVEL_PHASES = frozenset({"arrival", "travel", "departure", "leaving"})
_BY_CHANCE = frozenset({"aircraft", "the plane", "plane", "jet", "airplane", "airliner", "jetliner"})
"""Words for a vehicle that a sentence can mean without anybody aboard."""
_RECEPTION = frozenset(
    """greet greets greeted greeting met meets welcome welcomed welcomes welcoming received ceremony carpet arrival
    arrive arrives arrived arriving disembarked disembarks waved waves waving descended
    stepped landed seen salute guard guns steps stairs boarding boarded hugged embraced
    waited waiting""".split()
)
_MISHAPS = frozenset(
    "hijacked crash crashed bomb bombed attack attacked closed shut reopen reopens reopened strike stranded".split()
)
_OWN = frozenset({"train", "air-force-one"})
_FRONTIERS = frozenset("border frontier dmz demarcation bridge line".split())
_BORDERS = frozenset({"border", "frontier", "line", "dmz", "bridge", "into", "onto", "demarcation"})
_ON_THE_GROUND = frozenset({"foot", "road"})
_AIRCRAFT = frozenset({"flight", "plane", "jet"})
_AIRPORTS = frozenset({"airport", "tarmac", "airbase", "runway"})
_GENDERS = {"he": "m", "him": "m", "she": "f", "her": "f"}
_NEAR = 60


class ModeReader:
    """Reads the mode of travel; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon):
        self._transport: PhraseTable[Transport] = PhraseTable()
        for transport in lexicon.transport:
            for form in transport.forms:
                self._transport.add(form, transport)
        self.hints = WordSearch(
            {max(form.split(), key=len) for transport in lexicon.transport for form in transport.forms}
            | _AIRPORTS
            | _AIRCRAFT
        )
        """Words by which sentences are picked that can tell of transport."""
        self._verbs: dict[str, TravelVerb] = {v.id: v for v in lexicon.travel_verbs}

    def read(self, discourse: Discourse, group: Sequence[Observation], spoken_of: Sequence[int]) -> Found | None:
        """By the verb ("flew"), by the airport of arrival, else by words of transport in a sentence of arrival or
        departure, else by the leader's own plane or train, or a reception at the airport, anywhere in the account."""
        hinted = discourse.once(self._hinted)
        spoken_of = [number for number in spoken_of if number in hinted]
        ways = (
            self._by_verb(discourse, group),
            self._by_airport(discourse, group),
            self._by_words(discourse, group),
            self._by_own_vehicle(discourse, spoken_of, group[0].person),
            self._by_reception(discourse, spoken_of, group[0]),
        )
        return next((found for way in ways for found in way), None)

    def _hinted(self, discourse: Discourse) -> set[int]:
        """The numbers of the sentences that speak of a vehicle or an airport."""
        airports = (start for start, _, kind, place in discourse.names if kind == "L" and place.airport)
        return discourse.reading.telling(self.hints) | discourse.reading.numbers(airports)

    def _by_verb(self, discourse: Discourse, group: Sequence[Observation]) -> Iterator[Found]:
        for obs in group:
            verb = self._verbs.get(obs.rule.partition(":")[2])
            abroad = verb is not None and verb.mode and _over_land(discourse, obs, verb.mode)
            if verb is not None and verb.mode and obs.phase in _TRAVEL_PHASES and abroad:
                yield Found(verb.mode, *obs.cue_at, obs.rule)

    def _by_airport(self, discourse: Discourse, group: Sequence[Observation]) -> Iterator[Found]:
        """ "arrived at Changi Airport", "a stop at Ramstein Air Base"."""
        for obs in group:
            for token in discourse.sentences[obs.sentence].tokens:
                if token.kind == "L" and token.mention.airport:
                    near = obs.phase in _TRAVEL_PHASES and abs(token.start - obs.cue_at[1]) < _NEAR
                    if near or token.start == obs.place_at[0]:
                        yield Found("air", token.start, token.end, "transport:airport")

    def _by_words(self, discourse: Discourse, group: Sequence[Observation]) -> Iterator[Found]:
        for obs in group:
            if obs.phase not in _TRAVEL_PHASES and obs.phase != "visit":
                continue
            sentence = discourse.sentences[obs.sentence]
            for start, end, entry in self._phrases(sentence):
                words = discourse.reading.string[start:end].lower()
                strong = words.startswith(("by ", "aboard ", "on foot"))
                if (strong or obs.phase in _TRAVEL_PHASES) and _crosses(sentence, words):
                    yield Found(entry.mode, start, end, f"transport:{entry.id}")

    def _by_own_vehicle(self, discourse: Discourse, spoken_of: Sequence[int], person: Person) -> Iterator[Found]:
        """ "his armoured train", "as he boarded Air Force One", "Kim came by rail and Trump by air"."""
        for number in spoken_of:
            for start, end, entry in self._phrases(discourse.sentences[number]):
                words = discourse.reading.string[start:end].lower()
                own = entry.id in _OWN and _owned(discourse, number, start, end, person)
                aboard = entry.id == "air-force-one" and words not in _BY_CHANCE
                by = words.startswith("by ") and entry.mode not in _ON_THE_GROUND
                if own or ((aboard or by) and _aboard(discourse, number, start, person)):
                    yield Found(entry.mode, start, end, f"transport:{entry.id}")

    def _by_reception(self, discourse: Discourse, spoken_of: Sequence[int], first: Observation) -> Iterator[Found]:
        """ "The king came to the airport to greet Obama", "As he boarded his flight to New York"."""
        for number in spoken_of:
            sentence = discourse.sentences[number]
            told_of = _told_of(discourse, number, first.person)
            received = sentence.has(_RECEPTION) and (told_of or discourse.topic(number - 1) is first.person)
            there = received or _spoken_to(discourse, number, first.person)
            if not (told_of or there) or sentence.has(_MISHAPS):
                continue
            tokens = sentence.tokens
            for j, token in enumerate(tokens):
                airport = there and _is_airport(token, first.country)
                if airport and (received or "base" not in token.raw.lower()):
                    yield Found("air", token.start, token.end, "transport:airport")
                bound = told_of and token.low in _AIRCRAFT and _bound_for(tokens, j, first.country)
                if bound and _aboard(discourse, number, token.start, first.person):
                    yield Found("air", token.start, token.end, "transport:flight")

    def _phrases(self, sentence: Sentence) -> Iterator[tuple[int, int, Transport]]:
        tokens = sentence.tokens
        for i in self._transport.starts(tokens):
            hit = self._transport.at(tokens, i) if tokens[i].kind in "wLG" else None
            if hit is not None:
                yield tokens[i].start, tokens[i + hit[0] - 1].end, hit[1]


def _over_land(discourse: Discourse, obs: Observation, mode: str) -> bool:
    """True for a drive or a walk that leads into the country: "walked into his hotel" and "was driven to the White
    House" don't."""
    if mode not in {"road", "foot"}:
        return True
    sentence = discourse.sentences[obs.sentence]
    place = next((t.mention for t in sentence.tokens if t.kind == "L" and t.start == obs.place_at[0]), None)
    kind = place.kind if place is not None else None
    return kind == "country" or (mode == "road" and kind == "city") or sentence.has(_FRONTIERS)


def _crosses(sentence: Sentence, words: str) -> bool:
    """Walking is a way to come only over a border: "walked across the room" is none."""
    return not words.startswith(("walked", "stepp")) or any(t.low in _BORDERS for t in sentence.tokens)


def _is_airport(token: Token, country: str) -> bool:
    if token.kind == "L":
        return bool(token.mention.airport) and token.mention.country == country
    return token.low in _AIRPORTS


def _bound_for(tokens: Sequence[Token], j: int, country: str) -> bool:
    """True for "flight to Beijing" in an account of a visit to China."""
    ahead = tokens[j + 1 : j + 4]
    return (
        len(ahead) > 1
        and ahead[0].low == "to"
        and any(t.kind == "L" and t.mention.country == country for t in ahead[1:])
    )


def _told_of(discourse: Discourse, number: int, person: Person) -> bool:
    """True for a sentence that names the traveller, or goes on about him."""
    people = [m.person for m in discourse.mentions_in(discourse.sentences[number])]
    return person in people or (not people and discourse.topic(number) is person)


def _spoken_to(discourse: Discourse, number: int, person: Person) -> bool:
    """True for a sentence that names the traveller, or means him by "he" or "him"."""
    for token in discourse.sentences[number].tokens:
        if token.kind == "P" and token.mention.person is person:
            return True
        if token.low in {"he", "she"} and discourse.pronoun(number, token.start, _GENDERS[token.low]) is person:
            return True
        if token.low in {"him", "her"} and discourse.object_pronoun(number, token.start, _GENDERS[token.low]) is person:
            return True
    return False


def _aboard(discourse: Discourse, number: int, start: int, person: Person) -> bool:
    """True where the nearest person before the vehicle is the traveller, and for "his plane" if he means him."""
    owner = next((t.low for t in discourse.sentences[number].tokens if t.start == start), "")
    if owner in {"his", "her"}:
        return discourse.pronoun(number, start, "m" if owner == "his" else "f") is person
    before = [
        t
        for t in discourse.sentences[number].tokens
        if t.end <= start and (t.kind == "P" or t.low in {"he", "she", "his", "her"})
    ]
    if not before:
        return discourse.topic(number) is person
    last = before[-1]
    return last.mention.person is person if last.kind == "P" else discourse.topic(number) is person


def _owned(discourse: Discourse, number: int, start: int, end: int, person: Person) -> bool:
    """True for "Kim's armored train", "his train" and "the plane of Xi", the leader's own."""
    behind = [t for t in discourse.sentences[number].tokens if t.start >= end][:2]
    if len(behind) == 2 and behind[0].low == "of" and behind[1].kind == "P":
        return behind[1].mention.person is person
    tokens = [t for t in discourse.sentences[number].tokens if t.end <= start][-7:]
    for k, token in enumerate(tokens):
        if token.low in {"his", "her"}:
            return discourse.pronoun(number, token.start, "m" if token.low == "his" else "f") is person
        if token.low == "'s" and k and tokens[k - 1].kind == "P":
            return tokens[k - 1].mention.person is person
    return False

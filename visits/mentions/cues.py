"""Words of travel in a sentence: verbs and nouns of the lexicon, and the stances around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visits.lexicon.entries import Modality, Occasion, Stance, TakenObject, Tense, TravelNoun, TravelVerb
from visits.lexicon.load import Lexicon
from visits.mentions.tokens import PhraseTable, Token
from visits.mentions.words import WordSearch

_DETERMINERS = frozenset(
    """a an the this that his her their its my our your 's any no each every first second third fourth fifth last
    next previous recent planned upcoming state official working private surprise historic brief day week of
    unannounced landmark whirlwind secret foreign overseas bilateral on final scheduled""".split()
)
_BEHIND_NAMES = frozenset("in at on of and or but with to for from was is will this that which who by as".split())
_VERB_LEADS = frozenset(
    "to will would may might can could should shall must not never also then 'll n't did does do who".split()
)


@dataclass(slots=True)
class Cue:
    """A travel word at tokens `first` to `last` (exclusive), read as verb (with its form) or noun."""

    first: int
    last: int
    entry: TravelVerb | TravelNoun
    tense: Tense | None

    @property
    def is_verb(self) -> bool:
        return self.tense is not None


class CueFinder:
    """Finds cues; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon):
        self._verbs: PhraseTable[tuple[TravelVerb, Tense]] = PhraseTable()
        self._nouns: PhraseTable[TravelNoun] = PhraseTable()
        self._stances: PhraseTable[Modality] = PhraseTable()
        self._gatherings: PhraseTable[Occasion] = PhraseTable()
        for verb in lexicon.travel_verbs:
            for tense in ("third", "past", "base", "participle", "ing"):  # of equal forms the first one counts
                self._verbs.add(getattr(verb, tense), (verb, tense))
        for noun in lexicon.travel_nouns:
            for form in noun.forms:
                self._nouns.add(form, noun)
        for modality in lexicon.modality:
            for form in modality.forms:
                self._stances.add(form, modality)
        for occasion in lexicon.occasions:
            for form in occasion.forms:
                self._gatherings.add(form, occasion)
        self._summit = next((n for n in lexicon.travel_nouns if n.visit_type == "summit"), None)
        gatherings = {form for occasion in lexicon.occasions for form in occasion.forms}
        self.gathering_words = WordSearch(gatherings | {"summit", "summits"})
        """The words of which every text that names a gathering of leaders has one."""
        self._stance_words = self._stances.first_words()
        self._stances_of: tuple[Sequence[Token], list[tuple[int, Modality]]] = ((), [])
        self._first_words = self._verbs.first_words() | self._nouns.first_words() | self._gatherings.first_words()

    def find(self, tokens: Sequence[Token]) -> list[Cue]:
        """The cues of a sentence, in order. A word that can be noun or verb is read by what stands before it."""
        cues: list[Cue] = []
        end = 0
        first_words = self._first_words
        for i in [i for i, token in enumerate(tokens) if token.low in first_words]:
            cue = self._cue_at(tokens, i) if i >= end and tokens[i].kind == "w" else None
            if cue is not None:
                cues.append(cue)
                end = cue.last
        return cues

    def stances(self, tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, Modality]]:
        """The modal words between two token indices; those of a whole sentence are found when it is first asked of."""
        known, found = self._stances_of
        if known is not tokens:
            found = self._all_stances(tokens)
            self._stances_of = tokens, found
        return [(i, modality) for i, modality in found if first <= i < last]

    def _all_stances(self, tokens: Sequence[Token]) -> list[tuple[int, Modality]]:
        stance_words = self._stance_words
        possible = [i for i, token in enumerate(tokens) if token.low in stance_words and token.kind == "w"]
        hits = ((i, self._stances.at(tokens, i)) for i in possible)
        return [(i, hit[1]) for i, hit in hits if hit is not None]

    def _bare_name(self, tokens: Sequence[Token], i: int) -> Cue | None:
        """ "At the G20 in Cannes": the name alone stands for the summit; the G20 of "the G20 countries" is a group."""
        hit = self.gathering(tokens, i)
        last = i + hit[0] if hit is not None else i
        if hit is None or self._summit is None or (last < len(tokens) and _goes_on(tokens[last])):
            return None
        named = any(self._nouns.at(tokens, j) for j in range(i, last))  # "the G20 summit": the noun is read
        return None if named else Cue(i, last, self._summit, None)

    def gathering(self, tokens: Sequence[Token], i: int) -> tuple[int, Occasion] | None:
        """The recurring gathering that is named from `i` on, and in how many tokens."""
        return self._gatherings.at(tokens, i) if tokens[i].kind == "w" else None

    def _cue_at(self, tokens: Sequence[Token], i: int) -> Cue | None:
        verb, noun = self._verbs.at(tokens, i), self._nouns.at(tokens, i)
        if verb is not None and verb[1][0].takes is not None:
            verb = _with_object(tokens, i, *verb)
        if verb is None and noun is None:
            return self._bare_name(tokens, i)
        if verb is None or (noun is not None and (noun[0] > verb[0] or _reads_as_noun(tokens, i, verb[0]))):
            assert noun is not None
            return Cue(i, i + noun[0], noun[1], None)
        return Cue(i, i + verb[0], verb[1][0], verb[1][1])


TAKEN: dict[TakenObject, frozenset[str]] = {
    "vehicle": frozenset(
        "train trains plane flight jet airplane aircraft airliner helicopter chopper ship yacht ferry boat bus".split()
    ),
    "to": frozenset({"to"}),
    "reception": frozenset(
        """audience welcome banquet dinner luncheon lunch feast reception salute parade barbecue party honours
        guard""".split()
    ),
}
"""The objects that make a verb one of travel (see `TravelVerb.takes`)."""
_OBJECT_WORDS = 6
"""How many words may stand between a verb and the object that it takes."""
_OBJECT_STOPS = frozenset(", ; : . and or to from in at on by that which who with after before for of".split())


def _with_object(
    tokens: Sequence[Token], i: int, n: int, verb: tuple[TravelVerb, Tense]
) -> tuple[int, tuple[TravelVerb, Tense]] | None:
    """The verb at `i` with the object it takes: both where they stand together ("took the night train"), the verb alone
    where whom it is given to stands between ("gave Modi a banquet"), None without the object."""
    assert verb[0].takes is not None
    objects, given = TAKEN[verb[0].takes], False
    for j in range(i + n, min(i + n + _OBJECT_WORDS, len(tokens))):
        token = tokens[j]
        if token.low in objects:
            return (n, verb) if given else (j + 1 - i, verb)
        if token.low in _OBJECT_STOPS or (token.kind == "P" and (given or verb[0].takes == "vehicle")):
            return None
        given = given or token.kind == "P" or token.low in {"him", "her"}
    return None


def _goes_on(token: Token) -> bool:
    """True for a common noun behind a name, which it makes an adjective ("the G20 countries")."""
    return token.kind == "w" and token.low.isalpha() and token.low not in _BEHIND_NAMES


def _reads_as_noun(tokens: Sequence[Token], i: int, n: int) -> bool:
    """ "his visit", "a three-day visit", "Trump visit to China" against "to visit", "will visit", "visit China"."""
    before = tokens[i - 1] if i else None
    after = tokens[i + n] if i + n < len(tokens) else None
    if before is None:
        return after is not None and after.low in {"to", "by", "of"}
    if before.low in _VERB_LEADS:
        return False
    if before.low in _DETERMINERS or before.kind in "GL":
        return True
    if before.low == "'" and i > 1 and tokens[i - 2].kind in "PL":  # "Francis' visit"
        return True
    if after is not None and (after.kind in "LP" or (after.kind == "G" and tokens[i].low.endswith("s"))):
        return False
    if before.kind == "D" and before.mention.kind == "duration":  # "Merkel's three-day visit"
        return True
    if before.kind in "PD":
        return tokens[i].low in {"visit", "trip", "tour", "stop", "stay", "meeting", "vacation", "arrival"} and (
            after is None or after.low in {"to", "of", "by", "in", "will", "is", "was", "comes", ",", "."}
        )
    return before.kind == "w" and before.low not in {
        "and",
        "leaders",
        "presidents",
        "ministers",
        "they",
        "we",
        "i",
        "you",
        "he",
        "she",
        "it",
    }


def dominant_stance(stances: Iterable[Modality]) -> Stance | None:
    """Of several modal words the one that decides: cancellation, denial, possibility, then plan."""
    seen = {m.stance for m in stances}
    for stance in ("cancelled", "denied", "possible", "planned"):
        if stance in seen:
            return stance
    return None

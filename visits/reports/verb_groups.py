"""The verb group of a travel word: its auxiliaries, and what they make of time and truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from visits.lexicon.entries import Stance
from visits.mentions.cues import Cue, CueFinder, dominant_stance
from visits.mentions.tokens import Token

AUXILIARIES = frozenset(
    """will wo ca 'll 'm am shall would may might can could should must ought is are was were be been being has have
    had having do does did to no not n't never 's 've 'd also then now just already later soon still even only himself
    first next again herself there reportedly tentatively formally officially quietly secretly briefly finally
    eventually currently recently subsequently reluctantly personally directly immediately back both all each
    either twice once longer due expected scheduled set slated supposed planning planned plans plan intends
    intend about going likely poised preparing prepared prepare prepares continue begin began start started
    hoping hopes hope wants want wanted agreed decided chose ready willing able unable forced refused declined
    failed considering mulling bound needs need invited asked urged ready-made tentatively definitely certainly
    probably possibly perhaps maybe return returned believed said thought known readying readied preferring
    preferred opted vowed vows promised pledged seeking seeks managed""".split()
)
_ANNOUNCING = frozenset({"announced", "confirmed", "revealed", "unveiled"})
_CONTRACTED = frozenset("also been not now just already still back due set only never".split())
COUNTING = frozenset("first second third fourth fifth only last next".split())
_TIME_WORDS = frozenset(
    """early late on in the this next last coming morning afternoon evening night , later at of local time around
    by end start beginning""".split()
)
PRONOUNS = frozenset({"he", "she", "they", "who", "i"})


@dataclass(slots=True)
class VerbGroup:
    """The verb with its auxiliaries: tokens `first` to `last`, the words seen, and what they make of it."""

    first: int
    last: int
    words: list[str] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    stance: Stance | None = None
    passive: bool = False
    perfect: bool = False
    future: bool = False
    progressive: bool = False
    infinitive: bool = False
    lead: str = ""


def verb_group(tokens: Sequence[Token], cue: Cue, cues: CueFinder) -> VerbGroup:
    """Walk left from the verb over auxiliaries, adverbs and inserted dates."""
    group = VerbGroup(cue.first, cue.last)
    k = cue.first - 1
    while k >= 0 and cue.first - k < 16:
        token = tokens[k]
        if token.kind == "D":
            group.dates.append(k)
        elif token.raw in {"“", "”", '"'} and cue.first - k < 4:
            pass  # he was "urgently" traveling
        elif token.low in AUXILIARIES or (token.kind == "w" and token.low.endswith("ly")):
            group.words.append(token.low)
        elif token.low == "turn" and tokens[k - 1].low == "in":
            k -= 1  # "who will in turn visit"
        elif token.low in _ANNOUNCING and group.words[-1:] == ["plans"]:
            pass  # "who has announced plans to meet"
        elif token.low == "," and not _closes_inserted_date(tokens, k):
            break
        elif not (token.low in _TIME_WORDS and _date_near(tokens, k)):
            break
        k -= 1
    k += 1
    while k < cue.first and tokens[k].low in {",", "on", "in", "the", "this", "at", "'s"}:
        if tokens[k].low == "'s" and _contracts(tokens, k, cue):
            break
        k += 1
    group.first = k
    group.lead = tokens[k - 1].low if k else ""
    if group.lead == "P" and k > 1 and tokens[k - 2].low in COUNTING:
        group.lead = tokens[k - 2].low  # "the first North Korean leader to set foot"
    _interpret(group, tokens, cue, cues)
    return group


def _contracts(tokens: Sequence[Token], k: int, cue: Cue) -> bool:
    """True for the 's of "he's also visited" and "Modi's planning to fly", which is a verb and no possessive."""
    named = k > 0 and (tokens[k - 1].kind == "P" or tokens[k - 1].low in PRONOUNS)
    after = tokens[k + 1].low
    return named and cue.first > k + 1 and (after in _CONTRACTED or after.endswith(("ing", "ed", "ly")))


def _closes_inserted_date(tokens: Sequence[Token], k: int) -> bool:
    """True for the second comma of "will, on Friday, arrive"; the first one of it is let pass as well."""
    opening = next((j for j in range(k - 1, max(k - 4, -1), -1) if tokens[j].low == ","), None)
    if opening is not None:
        return any(t.kind == "D" for t in tokens[opening:k])
    return any(t.kind == "D" for t in tokens[k + 1 : k + 3])


def _date_near(tokens: Sequence[Token], k: int) -> bool:
    """True if a date chunk stands next to token k, so that the word belongs to the date."""
    return any(0 <= j < len(tokens) and tokens[j].kind == "D" for j in (k - 1, k + 1, k + 2))


DATING = frozenset({"on", "in", "late", "early"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s"})
_HAVE = frozenset({"has", "have", "had", "'ve", "having"})
_WILL = frozenset({"will", "'ll", "shall"})


def _interpret(group: VerbGroup, tokens: Sequence[Token], cue: Cue, cues: CueFinder) -> None:
    words = set(group.words)
    be = not words.isdisjoint(_BE)
    group.stance = dominant_stance(m for _, m in cues.stances(tokens, group.first, cue.first))
    group.passive = be and cue.tense in ("past", "participle") and _be_governs(group)
    group.perfect = not words.isdisjoint(_HAVE)
    group.progressive = cue.tense == "ing" and be
    group.infinitive = cue.tense == "base" and "to" in words
    group.future = not words.isdisjoint(_WILL) or (group.infinitive and be)


def _be_governs(group: VerbGroup) -> bool:
    """True if the nearest auxiliary is a form of to be ("was received", not "has visited")."""
    for word in group.words:
        if word in {"is", "are", "was", "were", "be", "been", "being"}:
            return True
        if word in {"has", "have", "had", "to", "will", "would"}:
            return False
    return False

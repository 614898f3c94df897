"""Companions whom nobody calls so: the leader's own people who speak or sit at the talks where the leader is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from visits.mentions.tokens import Token
from visits.reports.company_lists import GENERAL
from visits.reports.company_words import BE
from visits.reports.discourse import Sentence
from visits.reports.found import Found
from visits.reports.name_lists import Named, listed_before, named_at
from visits.reports.party import Party
from visits.reports.scenes import SceneReader, before_adverb, is_own

_SAYING = frozenset(
    """said says told tells speaking joking joked briefed quipped added announced signed met greeted spoke
    explained stressed acknowledged insisted blasted""".split()
)
_SPOKEN_OF_AFTERWARDS = frozenset({"said", "says", "added"})
_LEADS = frozenset({"in", "at", "outside", "near", "here"})
_OTHER_TIMES = frozenset(
    """last ago previous previously earlier former once next will would later recently week month year since prepare
    before if""".split()
)
_PARTY = frozenset("officials delegation aides reporters journalists ministers".split())
_ACROSS = 8


def seen_there(party: Party, scenes: SceneReader) -> Iterator[Found]:
    """The leader's people whom the sentence places where the visit is: "Labour Minister A told reporters in Los Cabos",
    "The talks were attended by B"."""
    present, placed = party.sentence.has(scenes.words), _is_placed_there(party.sentence, party.host)
    if not (present or placed) or any(_tells_other_time(t) for t in _unquoted(party.tokens)):
        return
    if present:
        yield from scenes.read(party)
    if placed:
        for named in _speakers(party):
            yield from party.companion(named, GENERAL, "companion.seen")


def _tells_other_time(token: Token) -> bool:
    """True for "previously", and for "last month"."""
    if token.kind == "D":
        return not _OTHER_TIMES.isdisjoint(token.raw.lower().split())
    return token.low in _OTHER_TIMES


def _unquoted(tokens: Sequence[Token]) -> Iterator[Token]:
    inside = False
    for token in tokens:
        if token.raw in {"“", "”", '"'}:
            inside = not inside
        elif not inside:
            yield token


def _is_placed_there(sentence: Sentence, host: str) -> bool:
    """True for a sentence that names a place of the host country behind "in", and places of no other country."""
    places = sentence.places
    if not places or any(place.country != host for place in places) or not sentence.has(_LEADS):
        return False
    return any(
        behind.kind == "L" and behind.mention.kind != "region" and token.low in _LEADS
        for token, behind in pairwise(sentence.tokens)
    )


def _speakers(party: Party) -> Iterator[Named]:
    tokens = party.tokens
    for k, token in enumerate(tokens):
        if token.low in BE and k + 2 < len(tokens):
            at = k + 2 if tokens[k + 1].low == "also" else k + 1
            if tokens[at].low in _LEADS and tokens[at + 1 : at + 2] and tokens[at + 1].kind == "L":
                yield from (n for n in listed_before(tokens, k)[-1:] if is_own(party, n))
        if token.low not in _SAYING:
            continue
        place = next((i for i in range(k + 1, min(k + _ACROSS, len(tokens))) if tokens[i].kind == "L"), None)
        opened = any(t.kind == "L" for t in tokens[1:2]) and tokens[0].low in _LEADS
        opened = opened or any(_people_there(tokens, i) for i in range(1, k))
        if place is None and not opened:
            continue
        before = listed_before(tokens, before_adverb(tokens, k))[-1:]
        behind = (
            named_at(tokens, k + 1, len(tokens)) if token.low in _SPOKEN_OF_AFTERWARDS and k + 1 < len(tokens) else None
        )
        for named in before or ([behind] if behind else []):
            if is_own(party, named):
                yield named


def _people_there(tokens: Sequence[Token], j: int) -> bool:
    """True at the "in" of "French officials in Los Cabos"."""
    return tokens[j].low == "in" and tokens[j - 1].low in _PARTY and tokens[j + 1].kind == "L"

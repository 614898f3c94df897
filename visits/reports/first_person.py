"""Who speaks of himself: Trump in "I will be in Hanoi", Trump said, and in "Heading to Brussels now", he tweeted.

A quotation's "I" is whoever is said to have said it, and so is the one whom a tweet leaves out of its sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.reports.discourse import Discourse

FIRST_PERSON = frozenset({"i", "my", "me", "myself"})
_MARKS = frozenset({"“", "”", '"'})
_SAYING = frozenset("said says told tells added wrote tweeted announced joked insisted declared posted".split())
_SAYING_FIRST = frozenset({"said", "says", "added", "wrote", "tweeted"})  # may stand before their subject
_DASHES = frozenset({"—", "–", "-"})
_OPENING = frozenset("just now currently finally am already safely about to great good very".split())
"""What may stand before the first verb or noun of a tweet: "Just landed in", "Very productive talks in"."""
_REACH = 2
"""Sentences before and behind a quotation in which its speaker is named."""


def speaker(discourse: Discourse, number: int) -> Person | None:
    """Whom "I" means in a sentence with a quotation, or in a tweet; None elsewhere."""
    if not discourse.sentences[number].has(_MARKS):
        return _undersigned(discourse, number)
    behind = range(number + 1, min(number + 1 + _REACH, len(discourse.sentences)))
    ahead = behind if _left_open(discourse.sentences[number].tokens) else range(0)
    for n in (*range(number, max(number - 1 - _REACH, -1), -1), *ahead):
        person = next(_speakers(discourse, n), None)
        if person is not None:
            return person
    return _undersigned(discourse, number)


def unnamed_speaker(discourse: Discourse, number: int, first: int) -> Person | None:
    """Who goes unnamed in a tweet whose sentence has its verb or noun at token `first`, with nobody before it."""
    tokens = discourse.sentences[number].tokens
    k = first - 1
    while k >= 0 and tokens[k].low in _OPENING:
        k -= 1
    opens = k < 0 or tokens[k].low in _MARKS or tokens[k].low in {".", "!", ":"}
    return speaker(discourse, number) if opens else None


def _speakers(discourse: Discourse, number: int) -> Iterator[Person]:
    """Those who are said to say something in a sentence."""
    tokens = discourse.sentences[number].tokens
    for k, token in enumerate(tokens):
        if token.low not in _SAYING:
            continue
        for near in (k - 1, k + 1):
            if not 0 <= near < len(tokens) or (near > k and token.low not in _SAYING_FIRST):
                continue
            said = tokens[near]
            if said.kind == "P":
                yield said.mention.person
            elif said.low in {"he", "she"}:
                person = discourse.pronoun(number, said.start, "m" if said.low == "he" else "f")
                if person is not None:
                    yield person


def _left_open(tokens: Sequence[Token]) -> bool:
    """True for a sentence in whose quotation the next one goes on."""
    marks = [t.raw for t in tokens if t.raw in _MARKS]
    return bool(marks) and (marks[-1] == "“" or marks.count('"') % 2 == 1)


def _undersigned(discourse: Discourse, number: int) -> Person | None:
    """Who has signed the tweet that a sentence belongs to: "— Donald J. Trump (@realDonaldTrump) July 11"."""
    for n in range(number, min(number + 1 + _REACH, len(discourse.sentences))):
        tokens = discourse.sentences[n].tokens
        for k in range(1, len(tokens) - 2):
            signs = tokens[k].kind == "P" and tokens[k - 1].raw in _DASHES
            if signs and tokens[k + 1].low == "(" and tokens[k + 2].raw.startswith("@"):
                person: Person = tokens[k].mention.person
                return person
    return None

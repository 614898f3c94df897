"""People whom a clause names and who are not its subject: those of a leader's camp, owners, other speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from visits.mentions.names_unknown import NAME_STOPS
from visits.mentions.tokens import Token
from visits.reports.name_lists import BODIES

_ATTENDANTS = frozenset(
    """administration campaign team aide aides adviser advisers advisor advisors official officials supporter
    supporters critic critics government cabinet camp loyalist loyalists ally allies era presidency lawyer lawyers
    spokesman spokeswoman nominee appointee voter voters volunteer volunteers tower foundation backers donor donors
    staff staffers""".split()
)

_FINITE = frozenset(
    """said says was were is has had told went came left flew took made gave met saw spoke wrote began became paid
    will would""".split()
)

_SPEECH = frozenset("said says told wrote".split())
_ENVOYS = frozenset("minister secretary ambassador envoy general commander senator governor mayor".split())


def attributive(tokens: Sequence[Token], k: int) -> bool:
    """True for the Obama of "the Obama administration": the people are meant, not the leader."""
    return tokens[k].kind == "P" and k + 1 < len(tokens) and tokens[k + 1].low in _ATTENDANTS


def other_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True if between two tokens a name that no leader bears has a verb of its own ("..., Lagarde said on a visit")."""
    for j in range(max(first, 1), last - 1):
        token, after = tokens[j], tokens[j + 1]
        named = token.kind == "w" and token.capital and token.raw[1:].islower() and token.low not in NAME_STOPS
        if named and after.kind == "w" and (after.low in _FINITE or (after.low.endswith("ed") and not after.capital)):
            return True
    return False


def owned(tokens: Sequence[Token], j: int) -> bool:
    """True for a person whose own the next words are ("Obama's adviser, who")."""
    return j + 1 < len(tokens) and tokens[j + 1].low in {"'s", "’s"}


def speaks_unknown(tokens: Sequence[Token], k: int) -> bool:
    """True for the he of "Pompeo said he was in Tokyo": a name that no leader bears says it of himself."""
    if k < 2 or tokens[k].low not in {"he", "she"} or tokens[k - 1].low not in {"said", "says", "that"}:
        return False
    speaker = tokens[k - 3] if tokens[k - 1].low == "that" and k > 2 else tokens[k - 2]
    return (
        speaker.kind == "w"
        and speaker.capital
        and speaker.raw[1:].islower()
        and speaker.low not in NAME_STOPS | {"officials", "aides", "here"}
    )


def another_is_meant(tokens: Sequence[Token], k: int, text: str) -> bool:
    """True for the he of "Emmerson has come back from Kenya, where he" and the his of "Russia's foreign minister put
    off his trip": the nearest subject before it is nobody whom the article's people hold. `text` is the article's."""
    if _goes_on_speaking(tokens, k):
        return True
    for j in range(k - 2, -1, -1):
        token, after = tokens[j], tokens[j + 1]
        if token.kind == "P" or token.low in {"he", "she", "who"} or after.kind == "P":
            return False
        acts = after.kind == "w" and (after.low in _FINITE or after.low.endswith("ed")) and after.low not in _SPEECH
        if acts and token.low in _ENVOYS:
            return True
        named = token.kind == "w" and token.capital and token.raw[1:].islower()
        if (
            acts
            and named
            and token.low not in NAME_STOPS | BODIES
            and re.search(rf"[A-Z][a-z]+ {re.escape(token.raw)}\b", text)
        ):
            return True
    return False


def _goes_on_speaking(tokens: Sequence[Token], k: int) -> bool:
    """True for the she of "Ireland's minister, Lucinda Creighton, said it was sound, she told reporters"."""
    if k + 1 >= len(tokens) or tokens[k + 1].low not in _SPEECH:
        return False
    said = next((j for j in range(2, k) if tokens[j].low in _SPEECH), None)
    if said is None:
        return False
    at = said - 2 if tokens[said - 1].low == "," else said - 1
    words = tokens[max(at - 1, 0) : at + 1]
    return len(words) == 2 and all(t.kind == "w" and t.capital and t.raw[1:].islower() for t in words)


def speaks_of_others(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True if between two tokens somebody says what others do: "he said the doctors would be met on arriving"."""
    for j in range(first, last - 1):
        says = tokens[j].low in {"said", "says", "announced", "reported"}
        if says and tokens[j + 1].low in {"the", "a", "his", "its"}:
            return not any(t.kind == "P" or t.low in {"he", "she"} for t in tokens[j + 2 : last])
    return False


_BEHIND_DAYS = frozenset(
    "at in to on as with and for when after before during late early there here of by from".split()
)


_NEXT_VERBS = frozenset(
    "will is was goes met held made gave spoke flew left leaves speaks signs opens takes tours".split()
)
_PARTS_OF_DAYS = frozenset(
    "morning afternoon evening night day end start beginning course eve hours visit trip".split()
)


def tells_other_time(tokens: Sequence[Token], last: int, j: int) -> bool:
    """True for the date at token j of "a visit, the first since the crisis broke out in 2009", behind the visit's word
    before `last`, and for the weekday of "with the cheers of Monday behind him": neither dates the clause."""
    weekday = j > 1 and tokens[j - 1].low == "of" and tokens[j].mention.weekday is not None
    if weekday and tokens[j - 2].kind == "w" and tokens[j - 2].low not in _PARTS_OF_DAYS:
        return True
    if _opens_next_clause(tokens, last, j):
        return True
    for k in range(j - 1, last - 1, -1):
        if tokens[k].low in {",", ";", "and", "but"}:
            return False
        if tokens[k].low == "since":
            return True
    return False


def _opens_next_clause(tokens: Sequence[Token], last: int, j: int) -> bool:
    """True for the Thursday of "flies to Fiji and, on Thursday, takes part in", which is the second verb's."""
    k = j - 1
    while k >= last and tokens[k].low in {"on", ",", "late", "early"}:
        k -= 1
    if k < last or tokens[k].low not in {"and", "then", "but"}:
        return False
    behind = next((t for t in tokens[j + 1 : j + 3] if t.low != ","), None)
    return (
        behind is not None
        and behind.kind == "w"
        and (behind.low in _NEXT_VERBS or behind.low.endswith(("ed", "es", "ts")))
    )


def adorns_noun(tokens: Sequence[Token], j: int, cues: set[int]) -> bool:
    """True for the day of "a Tuesday appointment with magistrates", which is that noun's."""
    if j + 1 >= len(tokens) or not j or tokens[j - 1].low not in {"a", "an", "the", "his", "her"}:
        return False
    after = tokens[j + 1]
    return after.kind == "w" and after.low.isalpha() and after.low not in _BEHIND_DAYS and j + 1 not in cues

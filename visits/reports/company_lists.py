"""Lists of companions, and the words that lead them in: "accompanied by A and B", "a delegation that includes C"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from visits.mentions.tokens import PhraseTable, Token
from visits.reports.company_words import (
    ABOARD,
    ACCOMPANY,
    ALONG,
    BESIDE,
    BRING,
    COMPANIES,
    DELEGATION,
    INCLUDING,
    JOIN,
    REFUSING,
    SMALL_WORDS,
    TRIP,
)
from visits.reports.found import Found
from visits.reports.name_lists import Named, listed_from
from visits.reports.party import Party

GENERAL = "delegation"
"""The relation of one of whom no kinship is told."""
_REACH = 14
"""Tokens that can stand between a verb and its "by", or a company and the words that open its list."""
_RECEIVING = frozenset("greeting welcoming receiving welcome reception".split())
_ATTACHED = frozenset({"with", "him", "her", "them", "along", "back"})


class ListReader:
    """Reads the lists that a word leads in; built once."""

    def __init__(self) -> None:
        self._along: PhraseTable[bool] = PhraseTable()
        for phrase in ALONG:
            self._along.add(phrase, True)
        for phrase in BESIDE:
            self._along.add(phrase, False)
        self.words = ACCOMPANY | JOIN | BRING | COMPANIES
        """The words that can lead in a list by themselves."""
        self.opening = self._along.first_words()
        """The words at which a phrase can begin that leads in one."""

    def begins(self, tokens: Sequence[Token], j: int) -> bool:
        """True for a phrase at token `j` that leads in a list."""
        return self._along.at(tokens, j) is not None

    def read(self, party: Party, j: int) -> Iterator[Found]:
        """The list that the word at token `j` leads in."""
        tokens, low = party.tokens, party.tokens[j].low
        along = self._along.at(tokens, j)
        start = j + along[0] if along else _by(tokens, j)
        if start is not None:
            company = listed_from(tokens, start) if party.led_in_at(j, start) and not refused(tokens, j) else []
            yield from (claims if along is None or along[1] else serving)(party, company, "companion.list")
        elif low in COMPANIES:
            yield from _delegation(party, j)
        elif low in BRING:
            yield from _brought(party, j)


def _by(tokens: Sequence[Token], j: int) -> int | None:
    """Where the list behind "accompanied (on the trip) by" and "joined on the trip by" begins."""
    low = tokens[j].low
    if low not in {"accompanied", "joined"}:
        return None
    for k in range(j + 1, min(j + _REACH, len(tokens))):
        if tokens[k].low == "by":
            return k + 1 if low == "accompanied" or any(t.low in TRIP for t in tokens[j + 1 : k]) else None
        if tokens[k].kind == "P" or tokens[k].low in {"and", ".", ";", "who", "that"}:
            return None
    return None


def _delegation(party: Party, j: int) -> Iterator[Found]:
    """ "a delegation (of ministers and business leaders), including A", "Her entourage comprises A and B"."""
    tokens = party.tokens
    start = None
    if tokens[j].low in DELEGATION:
        start = next((k + 1 for k in range(j + 1, min(j + 4, len(tokens))) if tokens[k].low in ABOARD), None)
    if start is None:
        start = _opened(tokens, j)
        if start is not None and tokens[j].low not in DELEGATION and not _comes_with(party, j):
            return
    if start is None or any(t.low in REFUSING for t in tokens[j:start]) or tokens[j - 1].low in _RECEIVING:
        return
    if party.led_in_at(j, start) and not _of_others(party, j):
        yield from claims(party, listed_from(tokens, start), "companion.list")


def _opened(tokens: Sequence[Token], j: int) -> int | None:
    """Where the list of a company's members begins: "executives from 20 firms, including"."""
    for k in range(j + 1, min(j + _REACH, len(tokens))):
        low = tokens[k].low
        if low in INCLUDING and tokens[k + 1 : k + 2] and tokens[k + 1].low in {"of", "in"}:
            return k + 2
        if low in INCLUDING or (low in {"as", "them"} and tokens[k - 1].low in {"such", "among"}):
            return k + 1
        of_the_leader = tokens[k].kind == "P" and tokens[k - 1].low == "of"
        if (tokens[k].kind == "P" and not of_the_leader) or low in {";", "said", "who", "met", "is"}:
            return None
    return None


def _comes_with(party: Party, j: int) -> bool:
    """True for the ministers of "arrived on Monday with some ministers" and "his ministers", who are the leader's."""
    tokens = party.tokens
    ends = {o.cue_at[1] for o in party.travels}
    for k in range(j - 1, max(j - 10, -1), -1):
        if tokens[k].low in {"his", "her"}:
            return party.means_traveller(k)
        if tokens[k].low == "with":
            return behind_travel(tokens, k, ends)
    return False


def _of_others(party: Party, j: int) -> bool:
    """True for "the Chinese delegation" where no Chinese travels."""
    own = party.country
    return any(t.kind == "G" and t.mention.country not in (own, None) for t in party.tokens[max(j - 3, 0) : j])


def _brought(party: Party, j: int) -> Iterator[Found]:
    """ "brought his son", "will take A and B with her", "taking along C"."""
    tokens = party.tokens
    if not party.led_in_at(j, j + 1) or j + 1 >= len(tokens) or refused(tokens, j):
        return
    begin = j + 1
    while begin < len(tokens) and tokens[begin].low in _ATTACHED:
        begin += 1
    company = listed_from(tokens, begin)
    end = company[-1].last if company else begin
    along = {t.low for t in tokens[j + 1 : begin]} | {t.low for t in tokens[end : end + 2]}
    with_him = "with" in along and any(party.means_traveller(k) for k in (j + 2, end + 1) if k < len(tokens))
    if with_him or ("along" in along and party.travels):
        yield from claims(party, company, "companion.list")
    elif "along" in along or (tokens[j + 1].low in {"his", "her"} and party.owned_at(j + 1)):
        yield from serving(party, company, "companion.list")


def with_behind_travel(party: Party) -> Iterator[Found]:
    """ "arrived in Havana on Sunday with Secretary of State John Kerry": only places, days and how stand between."""
    tokens = party.tokens
    ends = {o.cue_at[1] for o in party.travels}
    for k, token in enumerate(tokens):
        if token.low == "with" and behind_travel(tokens, k, ends):
            yield from serving(party, listed_from(tokens, k + 1), "companion.with")


def behind_travel(tokens: Sequence[Token], at: int, ends: set[int]) -> bool:
    """True for a "with" at token `at` behind words of travel that end at one of the offsets `ends`."""
    for k in range(at - 1, max(at - _REACH, -1), -1):
        if tokens[k].end in ends:
            return True
        if not (tokens[k].kind in "LD" or tokens[k].low in SMALL_WORDS):
            return False
    return False


def refused(tokens: Sequence[Token], j: int) -> bool:
    """True for "was not accompanied by"."""
    return any(t.low in REFUSING for t in tokens[max(j - 4, 0) : j])


def serving(party: Party, company: list[Named], rule: str) -> Iterator[Found]:
    """A company of whom one at least serves the traveller."""
    if any(party.serves(named) for named in company):
        yield from claims(party, company, rule)


def claims(party: Party, company: Iterable[Named], rule: str) -> Iterator[Found]:
    for named in company:
        yield from party.companion(named, GENERAL, rule)

"""Companions who are the subject: "A is travelling with her", "B, a member of his delegation", "C told reporters on the
plane"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visits.mentions.tokens import PhraseTable, Token
from visits.reports.company_lists import claims, refused, serving
from visits.reports.company_words import (
    ACCOMPANY,
    AMONG,
    BE,
    BELONG,
    COME_ALONG,
    COMING,
    DELEGATION,
    EN_ROUTE,
    JOIN,
    MAKE,
    OF_A_PARTY,
    OPENING,
    PART,
    PRESS,
    SMALL_WORDS,
    SPEECH,
    TRIP,
    auxiliary,
)
from visits.reports.found import Found
from visits.reports.heads_of_company import KIN
from visits.reports.kindred import first_name_behind
from visits.reports.name_lists import (
    TITLES,
    Named,
    goes_on_to,
    listed_before,
    listed_behind,
    listed_from,
    subjects_before,
)
from visits.reports.party import Party

_PRO_VERBS = frozenset("did does do has have had will".split())
_INVERTING = BE | frozenset({"came", "sat", "stood", "walked", ":"})
_LONGEST_LEAD = 16
"""Tokens before the verb of an inverted clause."""


GOING = frozenset("left departed departs arrived arrive boarded board boarding landed flew disembarked emerged".split())


class MemberReader:
    """Reads who is said to be of the company; built once."""

    def __init__(self) -> None:
        self._among: PhraseTable[bool] = PhraseTable()
        for phrase in COME_ALONG:
            self._among.add(phrase, False)
        for phrase in AMONG:
            self._among.add(phrase, True)
        self.words = ACCOMPANY | JOIN | SPEECH | DELEGATION | {"with"}
        """The words that can tell of members by themselves."""
        self.opening = self._among.first_words() | OPENING
        """The words at which a phrase can begin that tells of them."""

    def begins(self, tokens: Sequence[Token], j: int) -> bool:
        """True for a phrase at token `j` that tells of members, and for a word that does where it opens a sentence."""
        return (j == 0 and tokens[j].low in OPENING) or self._among.at(tokens, j) is not None

    def read(self, party: Party, j: int) -> Iterator[Found]:
        """Whom the word at token `j` says to be of the company."""
        tokens, low = party.tokens, party.tokens[j].low
        if low in ACCOMPANY:
            yield from _accompanying(party, j)
        elif low in JOIN:
            yield from _joining(party, j)
        elif low == "with" and j + 1 in party.present:
            yield from _with_traveller(party, j)
        elif among := self._among.at(tokens, j):
            yield from _among(party, j, among[0], within=among[1])
        elif low in DELEGATION and (inside := _inside(party, j)) is not None:
            yield from _among(party, inside, j + 1 - inside, within=True)
        elif low in SPEECH:
            yield from _told_on_the_way(party, j)


def _accompanying(party: Party, j: int) -> Iterator[Found]:
    """ "Foreign Minister Kuranari will accompany Nakasone", "Accompanying Kim were his wife and the officials A, B"."""
    tokens = party.tokens
    object_at = next((k for k in range(j + 1, min(j + 3, len(tokens))) if party.means_traveller(k)), None)
    if object_at is None or refused(tokens, j):
        return
    yield from claims(party, _subjects(tokens, j), "companion.with")


def _subjects(tokens: Sequence[Token], verb: int) -> list[Named]:
    """Those of whom the verb at a token tells: its subjects, or whom a relative pronoun before it stands for."""
    end = subject_end(tokens, verb)
    relative = any(t.low == "who" for t in tokens[end:verb])
    apposed = tokens[verb].low.endswith("ing") and not any(t.low in BE for t in tokens[end:verb])
    return listed_before(tokens, end) if relative or apposed else subjects_before(tokens, end)


def _joining(party: Party, j: int) -> Iterator[Found]:
    """ "The defence minister, A, joined Kim for the talks", "A will join her on the trip"."""
    tokens = party.tokens
    if j + 1 not in party.present or refused(tokens, j):
        return
    company = _subjects(tokens, j)
    if any(t.low in TRIP for t in tokens[j + 2 : j + 8]):
        yield from claims(party, company, "companion.with")
    else:
        yield from claims(party, [n for n in company if party.serves(n)], "companion.with")


def _with_traveller(party: Party, j: int) -> Iterator[Found]:
    """ "With him are A and B", "Finance Minister Olaf Scholz was with her", "his sister arrived with him", "The staff
    with the president -- A, B and C -- shook hands"."""
    tokens = party.tokens
    if refused(tokens, j):
        return
    if tokens[j - 1].low in {"staff", "aides", "officials"} and j + 2 < len(tokens) and tokens[j + 2].raw in "-–—":
        yield from claims(party, listed_from(tokens, j + 3), "companion.list")
    elif (among := _one_among(tokens, j)) is not None:
        yield from claims(party, listed_before(tokens, subject_end(tokens, among)), "companion.with")
    elif (coming := _coming_before(tokens, j)) is not None:
        yield from claims(party, _subjects(tokens, coming), "companion.with")
    elif tokens[j - 1].low in TRIP:  # "made the journey with him"
        make = next((k for k in range(j - 2, max(j - 5, 0), -1) if tokens[k].low in MAKE), None)
        if make is not None:
            yield from claims(party, _subjects(tokens, make), "companion.with")


def _one_among(tokens: Sequence[Token], j: int) -> int | None:
    """The verb of "A, who is among the senior aides travelling with him", "A was one of the ministers with him"."""
    for k in range(j - 1, max(j - 10, 0), -1):
        if tokens[k].low == "among" or (tokens[k].low == "one" and tokens[k + 1].low == "of"):
            return k - 1 if tokens[k - 1].low in BE | {","} else None
        if tokens[k].kind == "P":
            return None
    return None


def _coming_before(tokens: Sequence[Token], j: int) -> int | None:
    """The verb of "flew (to Rome on Friday) with him", or the comma of "A, in Rome with him"."""
    for k in range(j - 1, max(j - 8, 0), -1):
        if tokens[k].low in COMING | BE:
            return k
        if tokens[k].low == "," and k + 1 < j:
            return k
        if not (tokens[k].kind in "LD" or tokens[k].low in SMALL_WORDS):
            return None
    return None


def _among(party: Party, j: int, length: int, *, within: bool) -> Iterator[Found]:
    """ "The foreign minister, A, had come along", "B was on board", "C, a member of his delegation, spoke"; the phrase
    begins at token `j`, and says where they are if it is `within`."""
    tokens = party.tokens
    owner = next((k for k in range(j, j + length) if tokens[k].low in {"his", "her"}), None)
    if owner is not None and not (party.means_traveller(owner) or party.stands_apart(owner)):
        return
    end = j
    while within and end and tokens[end - 1].low in PART:
        end -= 1
    if within and end and end == j and tokens[end - 1].kind in "PL":  # "his foreign minister, A, at his side"
        yield from serving(party, listed_before(tokens, end)[-1:], "companion.with")
        return
    if within and not (end and (tokens[end - 1].low in BE | BELONG or (end < j and tokens[end - 1].low == ","))):
        return
    if tokens[end - 1].low in BELONG:
        end -= 1
    yield from serving(party, _subjects(tokens, end), "companion.with")


def _inside(party: Party, j: int) -> int | None:
    """The preposition of "in his delegation", "of Spain's delegation", "of the president's entourage", whose last word
    stands at token `j`; None for the party of somebody else."""
    tokens = party.tokens
    k = j - 1
    while k > 0 and tokens[k].low in OF_A_PARTY:
        k -= 1
    if k > 1 and tokens[k].low == "'s":
        k -= 1
        own = k in party.present or (tokens[k].kind == "L" and tokens[k].mention.country == party.country)
    else:
        own = tokens[k].low in {"the", "his", "her"}
    if tokens[k].kind in "GL":  # "the Russian delegation", "the U.S. party"
        own = tokens[k].mention.country == party.country
    if not own:
        return None
    if tokens[k - 1].low == "the":
        k -= 1
    return k - 1 if k and tokens[k - 1].low in {"in", "of", "to"} else None


def inverted(party: Party) -> Iterator[Found]:
    """ "Also on the trip are A and B", "With him was C", "Members of his delegation are D and E", "At her side sat F":
    what tells of company comes first, and then a list."""
    tokens = party.tokens
    for verb in range(1, min(_LONGEST_LEAD, len(tokens))):
        if tokens[verb].low not in _INVERTING or refused(tokens, verb) or not _leads_in_company(party, verb):
            continue
        company = listed_from(tokens, verb + 1)
        if company and all(_leads_to_a_name(tokens[k]) for k in range(verb + 1, company[0].first)):
            yield from claims(party, company, "companion.list")
            return


def _leads_in_company(party: Party, verb: int) -> bool:
    """True for words up to token `verb` that tell of the traveller's company and name nobody else."""
    lead = party.tokens[:verb]
    if any(t.kind == "P" and t.mention.kind == "name" and k not in party.present for k, t in enumerate(lead)):
        return False
    if any(t.kind == "G" and t.mention.country not in (None, party.country) for t in lead):
        return False
    before_him = {lead[k - 1].low for k in party.present if 0 < k < verb}
    lows = {t.low for t in lead}
    if before_him & ({"with"} | JOIN | ACCOMPANY) or lows & (DELEGATION - {"plane", "staff", "company"}):
        return True
    if "side" in lows and (any(k < verb for k in party.present) or any(t.kind in "GL" for t in lead)):
        return True
    return lead[0].low in OPENING and bool(lows & (TRIP | DELEGATION))


def _leads_to_a_name(token: Token) -> bool:
    """True for a word of the title before a name, and for "also"."""
    plain = token.low in TITLES | {"also", "the", "his", "her", ",", "'s", "of", "for", "and", "-", "senior", "be"}
    return token.kind in "GLP" or plain or token.capital or token.low in KIN


def _told_on_the_way(party: Party, j: int) -> Iterator[Found]:
    """ "Dana Perino told reporters aboard Air Force One": who speaks on the way is on the way."""
    tokens = party.tokens
    press = next((k for k in range(j + 1, min(j + 4, len(tokens))) if tokens[k].low in PRESS), None)
    if press is None or not any(t.low in EN_ROUTE or t.raw == "Force" for t in tokens[press + 1 : press + 5]):
        return
    speakers = [n for n in listed_before(tokens, subject_end(tokens, j)) if party.serves(n)]
    yield from claims(party, speakers, "companion.with")


def going_together(party: Party) -> list[int]:
    """The tokens of the traveller who, alone or with others, goes anywhere, be it only to the airport."""
    tokens = party.tokens
    going = [k for k, t in enumerate(tokens) if t.low in GOING]
    return [j for j in party.present if any(j < k and goes_on_to(tokens, j, k) for k in going[:1])]


def alongside(party: Party, j: int) -> Iterator[Found]:
    """ "Prince Charles and Princess Diana went": a compatriot named in one breath with the traveller."""
    tokens = party.tokens
    if j + 1 < len(tokens) and tokens[j + 1].low == "'s":
        return
    in_breath = listed_behind(tokens, j + 1) + listed_before(tokens, j + 1) + first_name_behind(party, j)
    owners = {k - 1 for k, token in enumerate(tokens) if token.low == "'s"}
    yield from claims(
        party, [n for n in in_breath if party.serves(n) and n.last - 1 not in owners], "companion.alongside"
    )


def likewise(party: Party, k: int) -> Iterator[Found]:
    """ ", as was A", "So is B": of whom the verb before is told as well; the "as" or "so" stands at token `k`."""
    tokens = party.tokens
    if not (k + 2 < len(tokens) and tokens[k].low in {"as", "so"} and tokens[k + 1].low in BE | _PRO_VERBS):
        return
    company = listed_from(tokens, k + 2)
    foreign = any(t.kind == "G" and t.mention.country not in (None, party.country) for t in tokens[k + 2 : k + 8])
    if not foreign:
        yield from claims(
            party, [n for n in company if n.person is None or party.compatriot(n.person)], "companion.with"
        )


def subject_end(tokens: Sequence[Token], verb: int) -> int:
    """Behind the last word of the subject whose verb stands at token `verb`: ", who is also accompanying"."""
    j = verb
    while j > 0 and auxiliary(tokens[j - 1].low):
        j -= 1
    return j

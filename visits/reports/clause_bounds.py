"""Where the clause that a word stands in begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.tokens import Token

_SUBORDINATORS = frozenset(
    "after before while when where which whose as since because although though if until unless whether than".split()
)
_SPOKEN = frozenset({"but", "said", "says"})
_ENDS = frozenset({";", ":", "who", "which", "whose", "where", "that", "”", "“", '"'})
_STARTS = frozenset({";", ":", "who", "which", "where", "that", "but", "”", "“", '"'}) | (
    _SUBORDINATORS - {"as", "since", "than"}
)
CAPACITIES = frozenset("president prime premier chancellor leader head king queen pope pontiff guest part".split())
_BEHIND = _SUBORDINATORS - {"as", "than", "since", "until"}
"""Subordinators that end a clause wherever they stand in it."""
_BOUNDS = _ENDS | _BEHIND | _SPOKEN | {"since"}
"""The words of which every end of a clause is one."""

_FINITE = frozenset("plans planned intends intended expects hopes will would is was has had".split())

GATHERINGS = frozenset("summit conference meeting forum talks session seminar gathering symposium".split())
_HOLDING_LEADS = frozenset({"which", "that"})
_OF_HOLDING = frozenset("will be is was to being take due expected scheduled planned set".split())
_HOLDING = frozenset("held place takes opens begins starts convenes opened began started".split())


_MAIN_VERBS = frozenset(
    """is was has had will said says told went came left flew met held made gave took spoke began returns
    returned leaves arrives plans""".split()
)
"""Verbs by which a main clause goes on behind a relative one; so do all that end in -ed."""
_BROKE = frozenset("cut broke fell fought won lost got became were began signed left".split())
_OFFICE_WORDS = CAPACITIES | frozenset("the a an of state government minister".split())


def behind_holding(tokens: Sequence[Token], j: int) -> int | None:
    """Where the words end that say of a gathering that it is held, such as "which will be held" of "the summit, which
    will be held in June in Rome"; None where token j begins no such words."""
    if tokens[j].low not in _HOLDING_LEADS:
        return None
    noun = tokens[j - 2] if j > 1 and tokens[j - 1].low == "," else tokens[j - 1] if j else None
    if noun is None or noun.low not in GATHERINGS:
        return None
    k = j + 1
    while k < len(tokens) and tokens[k].low in _OF_HOLDING:
        k += 1
    if k == len(tokens) or tokens[k].low not in _HOLDING:
        return None
    return k + 2 if [t.low for t in tokens[k : k + 2]] == ["takes", "place"] else k + 1


def clause_end(tokens: Sequence[Token], start: int, limit: int = 28) -> int:
    """The index where the clause that `start` stands in ends: before a semicolon, a subordinator with its own
    verb, a relative pronoun, or a quotation."""
    for j in range(start, min(len(tokens), start + limit)):
        low = tokens[j].low
        if low not in _BOUNDS:
            continue
        if low in _HOLDING_LEADS and behind_holding(tokens, j) is not None:
            continue
        if low in _ENDS or (low == "since" and _opens_a_clause(tokens, j)):
            return j
        if j > start and (low in _BEHIND or low in _SPOKEN):
            return j
    return min(len(tokens), start + limit)


def _opens_a_clause(tokens: Sequence[Token], j: int) -> bool:
    """True for "since he took office in June" and "since the two fell out years ago", not for "since early March"."""
    behind = tokens[j + 1 : j + 4]
    if any(t.kind == "P" or t.low in {"he", "she", "it", "they"} or t.low.endswith("ing") for t in behind):
        return True
    day = next((k for k, t in enumerate(tokens[j + 1 : j + 12]) if t.kind == "D"), None)
    between = tokens[j + 1 : j + 1 + day] if day is not None else []
    return any(t.low.endswith("ed") or t.low in _MAIN_VERBS | _BROKE for t in between)


def behind_capacity(tokens: Sequence[Token], k: int) -> int:
    """Where the words at token k end that tell in what office somebody travels: "his first trip as president to"."""
    if [t.low for t in tokens[k : k + 3]] == ["since", "taking", "office"]:
        return k + 3
    if k >= len(tokens) or tokens[k].low != "as" or goes_elsewhere(tokens, k):
        return k
    j = k + 1
    while j < len(tokens) and (tokens[j].kind in "PG" or tokens[j].low in _OFFICE_WORDS):
        j += 1
    return j


def clause_start(tokens: Sequence[Token], end: int, limit: int = 28) -> int:
    """The index where the clause that ends before `end` begins."""
    for j in range(end - 1, max(end - limit, -1), -1):
        if tokens[j].low in _STARTS:
            return j + 1
    return max(end - limit, 0)


def relative_end(tokens: Sequence[Token], begin: int, last: int, end: int) -> int:
    """Where the clause of "Orban, who visited Rome and Paris, returned on Friday" ends, that begins at `begin` behind
    "who": at the comma behind which the main verb follows; `end` where there is none."""
    if begin < 2 or tokens[begin - 1].low != "who" or tokens[begin - 2].low != ",":
        return end
    for j in range(last, end - 1):
        low = tokens[j + 1].low
        if tokens[j].low == "," and tokens[j + 1].kind == "w" and (low.endswith("ed") or low in _MAIN_VERBS):
            return j
    return end


def goes_elsewhere(tokens: Sequence[Token], j: int) -> bool:
    """True where "as the talks began" or "followed by" turns to something else; the clause goes on behind "as
    chancellor" and "as part of"."""
    if tokens[j].low == "followed":
        return True
    if tokens[j].low != "as" or j + 1 >= len(tokens):
        return False
    office = next((t for t in tokens[j + 1 : j + 3] if t.low not in {"the", "a", "an", "his", "her"}), None)
    return office is None or not (office.low in CAPACITIES or (office.kind == "P" and office.mention.kind == "title"))


def opens_sentence(tokens: Sequence[Token], verb: int, k: int) -> bool:
    """True for a participle that opens its sentence behind token k: a dateline's dash, or a heading in capitals that
    the text runs into it ("BACKSLIDING Speaking in Paris, Berlusconi vowed")."""
    if not tokens[verb].low.endswith("ing") or not tokens[verb].capital:
        return False
    while k >= 0 and tokens[k].raw.isupper() and len(tokens[k].raw) > 2:
        k -= 1
    return k < 0 or tokens[k].raw in {"–", "—", "-", ".", "”", '"'}


def cut_off(tokens: Sequence[Token], j: int, first: int) -> bool:
    """True if a conjunction parts the date on the left from the verb: "on Jan. 15 and plans to visit"."""
    return j < first and any(t.low in {"and", "then", "but"} for t in tokens[j + 1 : first]) and j > 1


def of_another_verb(tokens: Sequence[Token], j: int, first: int) -> bool:
    """True for "will sign the treaty on Jan. 15, and plans to visit China": the date stands behind another verb."""
    return tokens[first].low in _FINITE and cut_off(tokens, j, first)

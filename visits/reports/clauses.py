"""The grammar around a travel word: its subject.

All functions work on a sentence's tokens, in which people, places, demonyms and dates are single chunks
(kinds P, L, G, D). They decide by words and order alone; who "he" is, is another module's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visits.mentions.tokens import Token
from visits.reports.bystanders import attributive, owned, speaks_of_others
from visits.reports.clause_bounds import opens_sentence
from visits.reports.heads_of_company import KIN, head_of_company, head_of_family
from visits.reports.relatives import antecedent
from visits.reports.verb_groups import COUNTING, DATING, PRONOUNS, VerbGroup

_OBJECT_LEADS = frozenset("""with of by for from against to and about between like under on at in into than""".split())
_CONJUNCTIONS = frozenset({"and", "but", "or", "then"})
_GIVING_UP = frozenset({"leaving", "exiting", "abandoning", "entering"})
"""What a leader is blamed for doing that his country does: "for leaving Iraq"."""
CONTROL = frozenset(
    """invited invite invites asked asks urged urges allowed allow persuade persuaded want wants wanted expect
    expects expected told encouraged called pressed convinced""".split()
)
_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "adviser", "aide", "office"})
VEHICLES = frozenset(
    {"plane", "train", "jet", "motorcade", "helicopter", "aircraft", "convoy", "flight", "ship", "airplane"}
)
_OPENING = frozenset("after as before when while once until minutes hours".split())


@dataclass(frozen=True, slots=True)
class Subject:
    """Where a verb's subject stands: token `at` (a P chunk or a pronoun), None when it is nobody we read."""

    at: int
    pronoun: bool = False


def subject(tokens: Sequence[Token], group: VerbGroup) -> Subject | None:
    """The subject of a verb group, or None where the words before it are not a person's.

    Handles the plain case ("Obama will visit"), a relative clause ("Obama, who arrived"), an apposition or a
    relative clause in between ("Obama, in London for talks, flew"), a conjunct ("Obama met Cameron and flew"),
    object control ("invited Obama to visit"), and participles ("Arriving in India, Xi said").
    """
    k = group.first - 1
    if k < 0:
        return _after_comma(tokens, group)
    dated = k > 0 and tokens[k].low in DATING and tokens[k + 1].kind == "D"
    if dated and (tokens[k - 1].kind == "P" or tokens[k - 1].low in PRONOUNS | {","}):  # "Modi on Friday arrived"
        k -= 1
    token = tokens[k]
    if token.kind == "P" or token.low in PRONOUNS:
        if token.low == "who":
            return _antecedent(tokens, k)
        family = head_of_family(tokens, k - 1) if k > 2 and tokens[k - 1].low in KIN else None
        head = head_of_company(tokens, k) if family is None else family
        if head is not None:
            return Subject(head, tokens[head].kind != "P")
        if _inside_phrase(tokens, k):
            return _vehicle_subject(tokens, k)
        if group.infinitive and group.lead in COUNTING and token.kind == "P" and token.mention.kind == "title":
            return _inverted_subject(tokens, group.last) or Subject(k)  # "the last premier to come was Hoxha"
        return Subject(k, token.low in PRONOUNS)
    if opens_sentence(tokens, group.last - 1, k):
        return _after_comma(tokens, group)
    if token.raw in {"–", "—", "-"} and tokens[k + 1].raw[:1].isupper():
        return None  # an item of a programme: "-- Flies to Darwin"
    if token.low == "," or token.raw in {"–", "—", "-", ")"}:
        return _before_insertion(tokens, k)
    if token.low in _CONJUNCTIONS or token.low == ";":
        return _conjunct_subject(tokens, k)
    if token.low in {
        "after",
        "before",
        "while",
        "when",
        "since",
        "by",
        "from",
        "without",
        "of",
        "upon",
        "on",
        "despite",
    } and group.first < len(tokens):
        return _participle_subject(tokens, k)
    counted = token.low == "the" and "first" in group.words  # "were among the first to arrive"
    if (
        counted
        or token.low
        in {
            "first",
            "second",
            "third",
            "leader",
            "last",
            "only",
            "one",
            "man",
            "woman",
            "person",
            "pontiff",
            "president",
        }
        or token.kind == "G"
    ):
        return _copular_subject(tokens, k) or _inverted_subject(tokens, group.last)
    done = tokens[group.last - 1].low
    if token.low == "for" and done.endswith("ing") and group.last - group.first == 1 and done not in _GIVING_UP:
        return _blamed(tokens, k)
    head = head_of_family(tokens, k)
    return _vehicle_subject(tokens, k) or (Subject(head) if head is not None else None)


def _inside_phrase(tokens: Sequence[Token], k: int) -> bool:
    """True for the Xi of "a letter from Xi arrived" and the Kim and Trump of "envoys of Kim and Trump met"."""
    j = k
    while j >= 2 and tokens[j - 1].low == "and" and tokens[j - 2].kind == "P":
        j -= 2
    if j >= 2 and tokens[j - 1].low == "for" and tokens[j - 2].low in _SPOKESMEN:
        return True
    if j < 2 or tokens[j].kind != "P" or tokens[j - 1].low not in {"from", "by", "of", "to", "against", "about"}:
        return False
    return tokens[j - 2].kind == "w" and tokens[j - 2].low not in {"said", "according", "thanks"}


def _antecedent(tokens: Sequence[Token], who: int) -> Subject | None:
    at = antecedent(tokens, who)
    return Subject(at) if at is not None else None


def _before_insertion(tokens: Sequence[Token], comma: int) -> Subject | None:
    """The person before an insertion that this comma closes: "Sarkozy, who begins his visit, said"."""
    depth_limit = max(comma - 40, -1)
    candidates: list[int] = []
    for j in range(comma - 1, depth_limit, -1):
        if tokens[j].low in {";", "."} or (tokens[j].low == "but" and candidates):
            break
        if tokens[j].kind == "P" and (_inside_phrase(tokens, j) or attributive(tokens, j)):
            continue
        opened = tokens[j + 1].low in {",", "-", "–", "—", "("}
        if (
            tokens[j].kind == "P"
            and opened
            and j + 1 < comma
            and (tokens[comma].low == ",") == (tokens[j + 1].low == ",")
        ):
            return Subject(j)
        owner = tokens[j + 1].low == "'s"
        if (tokens[j].kind == "P" and not owner) or tokens[j].low in {"he", "she"}:
            candidates.append(j)
    if candidates and tokens[comma].low == ",":
        at = candidates[-1] if tokens[candidates[-1]].kind == "P" else candidates[0]
        lead = tokens[at - 1].low if at else ""
        if lead not in _OBJECT_LEADS:
            return Subject(at, tokens[at].kind != "P")
    return None


def _conjunct_subject(tokens: Sequence[Token], k: int) -> Subject | None:
    """The subject that a second verb shares with the first: "Obama met Cameron on Monday and flew to Paris"."""
    first = None
    for j in range(k - 1, -1, -1):
        token = tokens[j]
        if token.low in {";", "."}:
            break
        if token.low in {"he", "she", "i", "who"} and not (token.low == "who" and j == 0):
            if token.low == "who":
                return _antecedent(tokens, j)
            return None if speaks_of_others(tokens, j, k) else Subject(j, True)
        if (
            token.kind == "P"
            and (j == 0 or tokens[j - 1].low not in _OBJECT_LEADS)
            and not (j + 1 < len(tokens) and tokens[j + 1].low == "'s")
            and not attributive(tokens, j)
        ):
            first = j
    return Subject(first) if first is not None and not speaks_of_others(tokens, first, k) else None


def _participle_subject(tokens: Sequence[Token], lead: int) -> Subject | None:
    """Who is meant in "after visiting Japan, Trump flew on" and "Trump flew on after visiting Japan"."""
    if lead <= 1:
        return _first_after_comma(tokens, lead)
    found = _conjunct_subject(tokens, lead)
    return found if found is not None else _first_after_comma(tokens, lead)


def _blamed(tokens: Sequence[Token], lead: int) -> Subject | None:
    """The Obama of "critics faulted Obama for dancing" and "Obama was thanked for coming"."""
    near = range(lead - 1, max(lead - 8, -1), -1)
    at = next((j for j in near if tokens[j].kind == "P" or tokens[j].low in {"he", "she"}), None)
    return Subject(at, tokens[at].kind != "P") if at is not None and not owned(tokens, at) else None


def _after_comma(tokens: Sequence[Token], group: VerbGroup) -> Subject | None:
    """The subject behind an opening participle: "Arriving in India today, Xi Jinping said"."""
    return _first_after_comma(tokens, group.last) if not group.future else None


def _first_after_comma(tokens: Sequence[Token], start: int) -> Subject | None:
    for j in range(start, min(len(tokens) - 1, start + 30)):
        if tokens[j].low == ",":
            after = tokens[j + 1]
            if after.kind == "P" or after.low in {"he", "she"}:
                return Subject(j + 1, after.kind != "P")
    return None


def _copular_subject(tokens: Sequence[Token], k: int) -> Subject | None:
    """ "Obama is the first U.S. president to visit Cuba", "Ghanem arrived as the first Libyan to visit"."""
    for j in range(k, max(k - 14, -1), -1):
        if tokens[j].low in {
            "is",
            "was",
            "as",
            "became",
            "becomes",
            "become",
            "be",
            "being",
            "making",
            "makes",
            "made",
            "were",
            "are",
        }:
            return _conjunct_subject(tokens, j)
        if tokens[j].kind == "P" and tokens[j].mention.kind == "name":
            return Subject(j)
    return None


def _inverted_subject(tokens: Sequence[Token], start: int) -> Subject | None:
    """ "The only leader to have visited the city was Rudd": the one named behind the copula."""
    for j in range(start, min(len(tokens) - 1, start + 10)):
        if tokens[j].low in {"is", "was"}:
            return Subject(j + 1) if tokens[j + 1].kind == "P" else None
        if tokens[j].low in {",", ";"}:
            return None
    return None


def _vehicle_subject(tokens: Sequence[Token], k: int) -> Subject | None:
    """ "Kim's train arrived", "Kim and his delegation left", "a plane carrying Kim landed": the passenger."""
    for j in range(k, max(k - 7, -1), -1):
        if tokens[j].low not in VEHICLES | {"delegation", "entourage"}:
            continue
        for i in range(j - 1, max(j - 6, -1), -1):
            if tokens[i].low in {"his", "her"}:
                return Subject(i, True)
            if tokens[i].kind == "P" and tokens[i + 1].low in {"'s", "and"}:
                return Subject(i)
        carried = next((i for i in range(j + 2, k + 1) if tokens[i].kind == "P" and _leads_or_rides(tokens, i)), None)
        return Subject(carried) if carried is not None else None
    return None


def named_later(tokens: Sequence[Token], group: VerbGroup) -> Subject | None:
    """Whose vehicle opens the sentence: "Shortly after his plane landed in Paris, Modi said"."""
    if not any(t.low in _OPENING for t in tokens[:3]) or not any(t.low in VEHICLES for t in tokens[: group.first]):
        return None
    return _first_after_comma(tokens, group.last)


def _leads_or_rides(tokens: Sequence[Token], i: int) -> bool:
    """True for the person of "a plane carrying Kim" and "a delegation led by Kim"."""
    before = [t.low for t in tokens[i - 2 : i]]
    return before[1:] == ["carrying"] or before in (["led", "by"], ["headed", "by"])


def passenger(tokens: Sequence[Token], group: VerbGroup) -> Subject | None:
    """ "Air Force One landed in Hanoi with Trump on board": the one whom the vehicle carries."""
    for j in range(group.last, min(len(tokens) - 2, group.last + 16)):
        if tokens[j].low == "with" and tokens[j + 1].kind == "P" and tokens[j + 2].low in {"on", "aboard"}:
            return Subject(j + 1)
    return None

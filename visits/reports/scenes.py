"""The leader's own people at the scene of a visit: at the talks, at the table, behind the leader, among the present."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visits.mentions.tokens import PhraseTable, Token
from visits.model.mention import Person
from visits.reports.company_lists import GENERAL, refused
from visits.reports.company_words import BE
from visits.reports.discourse import country_led, is_object_pronoun
from visits.reports.found import Found
from visits.reports.name_lists import Named, listed_before, listed_from
from visits.reports.party import Party
from visits.reports.service import in_service

_TALKS = frozenset(
    """talks meeting meetings talk discussions dinner lunch banquet session ceremony summit luncheon breakfast
    reception signing negotiations""".split()
)
_TAKING_PART = (
    *("attended", "attend", "attends", "attending", "joined", "joins", "was at", "were at", "is at", "are at"),
    *(f"{sits} in on" for sits in ("sat", "sits", "sitting", "sit")),
    *(f"{takes} part in" for takes in ("took", "takes", "taking", "take")),
    *("participated in", "participates in", "present at", "present for", "present during"),
)
_PLACES = (
    *("at the table", "in the room", "in the front row", "in the audience", "in attendance", "from the front row"),
    *("looking on", "looked on", "looks on", "on hand", "nearby", "present", "from the audience"),
)
_BESIDE = frozenset({"behind", "beside", "alongside", "near"})
_POSTURES = frozenset(
    "is are was were sat seated sits sitting stood stands standing walked walks watched watches watching also".split()
)
_PUBLIC = frozenset({"minister", "deputy", "royal", "party"})
_ACROSS = 6
"""Tokens that can stand between a verb of attending and the talks."""


class SceneReader:
    """Reads who of the leader's people is there; built once."""

    def __init__(self) -> None:
        self._phrases: PhraseTable[bool] = PhraseTable()
        for phrase in _TAKING_PART:
            self._phrases.add(phrase, True)
        for phrase in _PLACES:
            self._phrases.add(phrase, False)
        self.words = frozenset(max(phrase.split(), key=len) for phrase in (*_TAKING_PART, *_PLACES)) - BE | _BESIDE
        """Words of which a sentence has one that tells of somebody there, but for "was at the talks"."""

    def read(self, party: Party) -> Iterator[Found]:
        """ "The talks were attended by A", "B sat in on the meeting", "C was at the table", "Also present were D"."""
        tokens = party.tokens
        for k in range(len(tokens)):
            hit = self._phrases.at(tokens, k)
            if hit is not None and not refused(tokens, k):
                company = _at_talks(tokens, k, hit[0]) if hit[1] else _in_place(tokens, k, hit[0])
            elif tokens[k].low in _BESIDE and _behind_traveller(party, k):
                company = _in_place(tokens, k, 2)
            else:
                continue
            for named in company:
                if is_own(party, named) or _is_kin(party, named):
                    yield from party.companion(named, GENERAL, "companion.scene")


def _at_talks(tokens: Sequence[Token], k: int, length: int) -> list[Named]:
    """ "The talks were attended by A and B", "C also attended the meeting"."""
    end = k + length
    if end < len(tokens) and tokens[end].low == "by":
        return listed_from(tokens, end + 1) if _tells_of_talks(tokens[max(k - _ACROSS, 0) : k]) else []
    if not _tells_of_talks(tokens[end : end + _ACROSS]):
        return []
    return listed_before(tokens, before_adverb(tokens, k))


def _tells_of_talks(tokens: Sequence[Token]) -> bool:
    return any(t.low in _TALKS for t in tokens)


def _in_place(tokens: Sequence[Token], k: int, length: int) -> list[Named]:
    """ "A was at the table", "B stood behind him", "Also in the room were C and D"."""
    end = k + length
    if end < len(tokens) and tokens[end].low in BE and k <= 1:
        return listed_from(tokens, end + 1)
    posture = next((j for j in range(k - 1, max(k - 4, 0), -1) if tokens[j].low in _POSTURES), None)
    return listed_before(tokens, before_adverb(tokens, posture)) if posture is not None else []


def _behind_traveller(party: Party, k: int) -> bool:
    """True for "behind him" and "beside the president", not for "behind his desk"."""
    named = k + 1 < len(party.tokens) and party.tokens[k + 1].kind == "P"
    return k + 1 in party.present and (named or is_object_pronoun(party.tokens, k + 1))


def before_adverb(tokens: Sequence[Token], k: int) -> int:
    """Where the subject of the verb at token `k` ends."""
    while k > 0 and tokens[k - 1].low in {"also", "both", "were", "was", "who", ",", "all"}:
        k -= 1
    return k


def _is_kin(party: Party, named: Named) -> bool:
    """True for somebody of the leader's surname whom the article names in full: "Ivanka Trump"."""
    person = named.person
    return person is not None and person.name.split()[-1] == party.traveller.name.split()[-1] and party.serves(named)


def is_own(party: Party, named: Named) -> bool:
    """True for somebody who is known to serve the traveller's country, and in office."""
    person = named.person
    if person is not None and person.former:
        return False
    if named.last < len(party.tokens) and party.tokens[named.last].low == "'s":
        return False
    public = person is not None and person.rank in _PUBLIC
    if not (public or in_service(party.tokens, named.first, named.last, party.country)):
        return False
    return party.serves(named) and (person is None or _is_of_country(party, person))


def _is_of_country(party: Party, person: Person) -> bool:
    """True for somebody known to be of the traveller's country, and for one whom the sentence's demonym calls so."""
    country = country_led(party.registry, person, party.discourse.on)
    if country is not None:
        return country == party.country
    called = {t.mention.country for t in party.tokens if t.kind == "G"}
    return called == {party.country}

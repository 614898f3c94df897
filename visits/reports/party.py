"""The traveller's party in one sentence: who is spoken of, and who can be of the company."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from visits.mentions.found_once import found_once
from visits.mentions.tokens import Token
from visits.model.mention import Person
from visits.model.report import Companion
from visits.registry import Registry
from visits.reports.company_words import ACCOMPANY
from visits.reports.discourse import Discourse, Sentence, country_led, is_head, is_object_pronoun
from visits.reports.found import Found
from visits.reports.name_lists import Named
from visits.reports.names import bare_name, same_name
from visits.reports.observation import Observation
from visits.reports.service import in_service

_HE = frozenset({"he", "his", "him"})
_SHE = frozenset({"she", "her"})


@dataclass(eq=False)
class Party:
    """Who travels where, for whom a sentence is searched; `cues` are the sentence's observations of the visit."""

    discourse: Discourse
    registry: Registry
    sentence: Sentence
    traveller: Person
    host: str
    cues: Sequence[Observation]

    @found_once
    def tokens(self) -> list[Token]:
        return self.sentence.tokens

    @found_once
    def present(self) -> list[int]:
        """The tokens that mean the traveller."""
        return [j for j in self.sentence.references if self.means_traveller(j)]

    @found_once
    def country(self) -> str | None:
        """The country that the traveller leads."""
        return country_led(self.registry, self.traveller, self.discourse.on)

    @property
    def travels(self) -> list[Observation]:
        """The cues that tell of the journey, not of what happens there."""
        return [o for o in self.cues if o.phase not in {"meeting", "occasion"}]

    @found_once
    def goes_on(self) -> bool:
        """True where the sentence before was about the traveller."""
        return self.discourse.topic(self.sentence.number - 1) is self.traveller

    @found_once
    def is_anothers(self) -> bool:
        """True for a sentence that tells of going along with another leader: "His wife travels with Macron"."""
        if any(t.kind == "P" and t.mention.person is self.traveller for t in self.tokens):
            return False
        return any(
            behind.kind == "P" and (lead.low == "with" or lead.low in ACCOMPANY) and self._travels_too(behind)
            for lead, behind in pairwise(self.tokens)
        )

    def _travels_too(self, token: Token) -> bool:
        person = token.mention.person
        on = self.discourse.on
        return is_head(self.registry, person, on) and country_led(self.registry, person, on) != self.host

    def means_traveller(self, j: int) -> bool:
        token = self.tokens[j]
        if token.kind == "P":
            return token.mention.person is self.traveller
        if token.low == "him" and self._owns(j):
            return True
        if token.low not in _HE | _SHE:
            return False
        if self._is_of_another_clause(j):
            return self.stands_apart(j)
        gender = "f" if token.low in _SHE else "m"
        return self.discourse.pronoun(self.sentence.number, token.start, gender) is self.traveller

    def stands_apart(self, j: int) -> bool:
        """True for a pronoun that means the traveller and none of those named before it: "A, one of his party"."""
        gender = "f" if self.tokens[j].low in _SHE else "m"
        return self.discourse.object_pronoun(self.sentence.number, self.tokens[j].start, gender) is self.traveller

    def _owns(self, j: int) -> bool:
        """True where the traveller is named as a possessor before token `j`: "Kim's sister sat beside him"."""
        return any(
            t.kind == "P" and t.mention.person is self.traveller and behind.low == "'s"
            for t, behind in pairwise(self.tokens[:j])
        )

    def _is_of_another_clause(self, j: int) -> bool:
        """True for "him" and "her" as objects, where the traveller isn't named before them in the sentence: "Foreign
        Minister Kishida accompanied him" doesn't mean Kishida."""
        if any(t.kind == "P" and t.mention.person is self.traveller for t in self.tokens[:j]):
            return False
        return is_object_pronoun(self.tokens, j)

    def led_in_at(self, j: int, start: int) -> bool:
        """True if a list led in at token `j` is of the traveller's company: the traveller is the person named
        before it, or, where nobody is, the one behind it ("Accompanied by his wife, Abe landed")."""
        before = [k for k in range(j) if self.tokens[k].kind == "P" or k in self.present]
        if before:
            return any(k in self.present for k in self._named_together(before[-1]))
        return self.goes_on or any(p >= start for p in self.present)

    def _named_together(self, k: int) -> list[int]:
        """The people listed up to token `k`: "the president, his minister A, along with"."""
        together = [k]
        while together[-1] > 1 and self.tokens[together[-1] - 1].low in {",", "and"}:
            if self.tokens[together[-1] - 2].kind != "P":
                break
            together.append(together[-1] - 2)
        return together

    def owned_at(self, owner: int) -> bool:
        """True for a possessor at the token that is the traveller; "their" is his where he is named before."""
        if owner < 0:
            return False
        tokens = self.tokens
        if tokens[owner].low == "their":
            return any(p < owner for p in self.present)
        if tokens[owner].low in {"his", "her"} and not any(t.kind == "P" for t in tokens[:owner]) and not self.goes_on:
            along = any(tokens[p - 1].low == "with" or tokens[p - 1].low in ACCOMPANY for p in self.present if p)
            return along or self.present[:1] == [next((k for k, t in enumerate(tokens) if t.kind == "P"), -1)]
        joined = owner >= 2 and tokens[owner - 1].low in {"and", ","} and tokens[owner - 2].kind == "P"
        if joined and tokens[owner].low in {"his", "her"}:  # "host the French president and his wife"
            return self.means_traveller(owner - 2)
        return self.means_traveller(owner)

    def can_come_along(self, named: Named) -> bool:
        """Not the traveller, no head of state or government, nobody of the host country."""
        person = named.person
        if person is None or person.leader_id is None:
            person = self._namesake(named.name) or person
        if person is None:
            return True
        on = self.discourse.on
        if person is self.traveller or is_head(self.registry, person, on):
            return False
        if person.rank == "head" and not person.former and person.leader_id is None:
            return False
        return country_led(self.registry, person, on) != self.host

    def _namesake(self, name: str) -> Person | None:
        """The registered leader of the article whose name this is with other accents: "Shinzō Abe"."""
        plain = _unaccented(name)
        people = (person for person in self.discourse.persons if person.leader_id is not None)
        return next((p for p in people if same_name(_unaccented(p.name), plain)), None)

    def compatriot(self, person: Person) -> bool:
        """True for somebody of the traveller's country, or of an office whose country nothing tells."""
        own = self.country
        return country_led(self.registry, person, self.discourse.on) in ((own,) if person.leader_id else (own, None))

    def serves(self, named: Named) -> bool:
        """True for a minister, an official or a relative of the traveller."""
        person = named.person
        if person is self.traveller or (person is not None and not self.compatriot(person)):
            return False
        if person is not None:
            kindred = person.name.split()[-1] == self.traveller.name.split()[-1]
            if person.leader_id is not None or person.title is not None or kindred:
                return True
        return in_service(self.tokens, named.first, named.last, self.country)

    def companion(self, named: Named, relation: str, rule: str) -> Iterator[Found]:
        """The claim that the named person came along, unless the person cannot have."""
        if not self.can_come_along(named):
            return
        office = named.person.title if named.person is not None else None
        companion = Companion(name=bare_name(named.name), relation=relation, office=office)
        yield Found(companion, self.tokens[named.first].start, self.tokens[named.last - 1].end, rule)


@lru_cache(maxsize=1 << 12)
def _unaccented(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))

"""With whom: named people who travel with the leader, told from hosts and from people met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from visits.lexicon.entries import Kinship
from visits.lexicon.load import Lexicon
from visits.mentions.names_unknown import capitalised_run, spell
from visits.mentions.tokens import PhraseTable, Token
from visits.model.mention import Person
from visits.model.report import Companion
from visits.registry import Registry
from visits.reports.context import coordinated
from visits.reports.details import Found
from visits.reports.discourse import Discourse, Sentence, country_led, is_head
from visits.reports.names import bare_name, same_name

_ALONG = (
    "along with",
    "together with",
    "joined by",
    "flanked by",
    "traveling with",
    "travelling with",
    "in the company of",
    "followed by his aides",
)
_DELEGATION = frozenset({"delegation", "entourage", "party", "team", "staff", "plane"})
_LIST_ENDS = frozenset(
    "who which whose ; said says told when after before while where will during for at arrived left is was".split()
)
_ABOARD = frozenset({"aboard", "including", "includes", "included", "include", "were", "comprising"})
_TITLES = frozenset(
    """president prime minister foreign secretary state defense defence treasury commerce trade finance vice chancellor
    king queen prince princess first lady national security adviser advisor white house chief staff general senator
    republican democratic ambassador deputy economy energy oil interior spokesman spokeswoman press special envoy top
    aide politburo central committee party member director of the and""".split()
)


@dataclass(frozen=True, slots=True)
class _Party:
    """Who travels where, for whom a sentence is searched."""

    discourse: Discourse
    registry: Registry
    sentence: Sentence
    traveller: Person
    host: str

    @property
    def tokens(self) -> list[Token]:
        return self.sentence.tokens

    def means_traveller(self, j: int) -> bool:
        token = self.tokens[j]
        if token.kind == "P":
            return token.mention.person is self.traveller
        if token.low in {"he", "his", "him", "she", "her"}:
            gender = "f" if token.low in {"she", "her"} else "m"
            return self.discourse.pronoun(self.sentence.number, token.start, gender) is self.traveller
        return False

    def can_travel_along(self, person: Person) -> bool:
        """Not the traveller, no head of state or government, nobody of the host country."""
        on = self.discourse.on
        if person is self.traveller or is_head(self.registry, person, on) or person.rank == "head":
            return False
        return country_led(self.registry, person, on) != self.host

    def compatriot(self, person: Person) -> bool:
        on = self.discourse.on
        own = country_led(self.registry, self.traveller, on)
        return country_led(self.registry, person, on) in (own, None)


class CompanionReader:
    """Reads companions; built once for a lexicon and a registry."""

    def __init__(self, lexicon: Lexicon, registry: Registry):
        self._registry = registry
        self._kin: PhraseTable[Kinship] = PhraseTable()
        for kin in lexicon.kinship:
            for form in kin.forms:
                self._kin.add(form, kin)
        self._along: PhraseTable[str] = PhraseTable()
        for phrase in _ALONG:
            self._along.add(phrase, phrase)

    def read(self, discourse: Discourse, numbers: Iterable[int], traveller: Person, host: str) -> list[Found]:
        """The traveller's companions in these sentences, each person once under the fullest name."""
        found: list[Found] = []
        for number in numbers:
            party = _Party(discourse, self._registry, discourse.sentences[number], traveller, host)
            for item in self._in_sentence(party):
                _keep_fullest(found, item)
        return found

    def _in_sentence(self, party: _Party) -> Iterator[Found]:
        tokens = party.tokens
        present = [j for j in range(len(tokens)) if party.means_traveller(j)]
        if not present:
            return
        for j, token in enumerate(tokens):
            if token.kind == "P" and token.mention.person.title == "first-lady":
                yield from _first_lady(party, j)
            elif token.kind == "w":
                kin = self._kin.at(tokens, j)
                if kin is not None and kin[1].id != "first-lady":
                    yield from _kin(party, j, kin[0], kin[1])
                along = self._along.at(tokens, j)
                start = j + along[0] if along else _accompanied_by(tokens, j)
                if start is not None and any(p < j for p in present):
                    yield from _listed(party, start)
                if token.low in {"accompany", "accompanies", "accompanying", "accompanied"}:
                    yield from _accompanying(party, j)
                if token.low == "with" and j + 1 in present:
                    yield from _with_him(party, j)
        for j in present:
            if tokens[j].kind == "P":
                yield from _alongside(party, j)


def _keep_fullest(found: list[Found], item: Found) -> None:
    name = item.value.name  # type: ignore[attr-defined]
    for k, other in enumerate(found):
        if same_name(other.value.name, name):  # type: ignore[attr-defined]
            if len(name) > len(other.value.name):  # type: ignore[attr-defined]
                found[k] = item
            return
    found.append(item)


def _person(party: _Party, j: int, relation: str, rule: str, office: str | None = None) -> Iterator[Found]:
    token = party.tokens[j]
    person: Person = token.mention.person
    if token.mention.kind == "name" and party.can_travel_along(person):
        companion = Companion(name=bare_name(person.name), relation=relation, office=office or person.title)
        yield Found(companion, token.start, token.end, rule)


def _first_lady(party: _Party, j: int) -> Iterator[Found]:
    """ "Trump and first lady Melania Trump": the traveller's own."""
    person: Person = party.tokens[j].mention.person
    kindred = set(person.name.split()[-1:]) & set(party.traveller.name.split())
    if kindred or (person.leader_id and party.compatriot(person)):
        yield from _person(party, j, "spouse", "companion.first-lady")


def _kin(party: _Party, j: int, n: int, kin: Kinship) -> Iterator[Found]:
    """ "his wife Ri Sol Ju", "Bush's wife Laura", "his daughter, Ivanka"."""
    tokens = party.tokens
    k = j - 1
    while (
        k >= 0
        and tokens[k].kind == "w"
        and tokens[k].low in {"teenage", "young", "eldest", "younger", "elder", "beloved", "second", "former"}
    ):
        k -= 1
    owner = k - 1 if k > 0 and tokens[k].low == "'s" else k
    shared = k > 0 and tokens[k].low == "and"  # "his wife Melania and daughter Ivanka"
    if shared:
        owner = next((i for i in range(k - 1, max(k - 7, -1), -1) if tokens[i].low in {"his", "her"}), -1)
    if owner < 0 or not party.means_traveller(owner):
        return
    at = j + n
    while at < len(tokens) and tokens[at].low in {",", "first", "lady"}:
        at += 1
    if at < len(tokens) and tokens[at].kind == "P":
        yield from _person(party, at, kin.relation, f"companion.kin:{kin.id}")
        if kin.id == "child" and at + 2 < len(tokens) and tokens[at + 1].low == "and" and tokens[at + 2].kind == "P":
            yield from _person(party, at + 2, kin.relation, f"companion.kin:{kin.id}")
    else:
        end = capitalised_run(tokens, at)
        if end > at:
            yield Found(
                Companion(name=spell(tokens[at:end]), relation=kin.relation),
                tokens[at].start,
                tokens[end - 1].end,
                f"companion.kin:{kin.id}",
            )


def _accompanied_by(tokens: Sequence[Token], j: int) -> int | None:
    """Where the list behind "accompanied (on the trip) by" or "his delegation includes" begins."""
    if tokens[j].low == "accompanied":
        return next((k + 1 for k in range(j + 1, min(j + 6, len(tokens))) if tokens[k].low == "by"), None)
    if tokens[j].low in _DELEGATION:
        return next((k + 1 for k in range(j + 1, min(j + 4, len(tokens))) if tokens[k].low in _ABOARD), None)
    return None


def _listed(party: _Party, start: int) -> Iterator[Found]:
    """The names of a list, registered or not, up to the end of its clause."""
    tokens = party.tokens
    j = start
    while j < min(start + 60, len(tokens)) and tokens[j].low not in _LIST_ENDS:
        if tokens[j].kind == "P":
            yield from _person(party, j, "delegation", "companion.list")
            j += 1
            continue
        end = capitalised_run(tokens, j)
        while j < end and tokens[j].low in _TITLES:
            j += 1
        if end - j >= 2 and not any(t.low in _TITLES for t in tokens[j:end]):
            yield Found(
                Companion(name=spell(tokens[j:end]), relation="delegation"),
                tokens[j].start,
                tokens[end - 1].end,
                "companion.list",
            )
        j = max(end, j + 1)


def _accompanying(party: _Party, j: int) -> Iterator[Found]:
    """ "Foreign Minister Kuranari will accompany Nakasone", "Accompanying Kim were his wife and the officials A, B"."""
    tokens = party.tokens
    object_at = next((k for k in range(j + 1, min(j + 3, len(tokens))) if party.means_traveller(k)), None)
    if object_at is None:
        return
    behind = object_at + 1
    if behind < len(tokens) and tokens[behind].low in {"are", "were", "is", "was"}:
        yield from _listed(party, behind + 1)
        return
    yield from _subjects_before(party, j)


def _with_him(party: _Party, j: int) -> Iterator[Found]:
    """ "With him are A and B", "Finance Minister Olaf Scholz was with her", "his sister arrived with him"."""
    tokens = party.tokens
    after = tokens[j + 2].low if j + 2 < len(tokens) else "."
    if j <= 1 and after in {"are", "were", "is", "was", "came", "travelled"}:
        yield from _listed(party, j + 3)
    elif (
        tokens[j - 1].low
        in {
            "was",
            "were",
            "is",
            "are",
            "arrived",
            "came",
            "travelled",
            "traveled",
            "flew",
            "travelling",
            "traveling",
            "went",
        }
        and tokens[j + 1].kind != "P"
    ):
        yield from _subjects_before(party, j - 1)


def _subjects_before(party: _Party, j: int) -> Iterator[Found]:
    """The person or the list of people that stands before a verb at token j."""
    tokens = party.tokens
    for k in range(j - 1, max(j - 8, -1), -1):
        if tokens[k].kind == "P" and not party.means_traveller(k):
            for member in coordinated(tokens, k):
                yield from _person(party, member, "delegation", "companion.with")
            return


def _alongside(party: _Party, j: int) -> Iterator[Found]:
    """ "Prince Charles and Princess Diana went": a compatriot named in one breath with the traveller."""
    tokens = party.tokens
    for k in coordinated(tokens, j):
        if (
            k != j
            and tokens[k].kind == "P"
            and tokens[k].mention.person.leader_id
            and party.compatriot(tokens[k].mention.person)
        ):
            between = tokens[min(j, k) + 1 : max(j, k)]
            if [t.low for t in between] == ["and"]:
                yield from _person(party, k, "delegation", "companion.alongside")

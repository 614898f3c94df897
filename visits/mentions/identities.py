"""Whom the person phrases of one article mean, as its people become known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from visits.lexicon.entries import Office
from visits.mentions.leading import country_on, heads_on
from visits.mentions.person_phrases import COMMON_SHORT_NAMES, PersonPhrase
from visits.model.codes import HEAD_ROLES, Role
from visits.model.mention import Person, PersonMention
from visits.registry import Leader, Registry, Term, fold


def is_full(item: PersonPhrase) -> bool:
    """True for a phrase that can make a person known: a full name, or a name with its title."""
    if item.hit is not None:
        return item.hit.full or (item.office is not None)
    return item.office is not None or " " in (item.name or "")


class People:
    """The people of one article, as they become known."""

    def __init__(self, registry: Registry, on: date | None):
        self._registry = registry
        self._on = on
        self._people: list[Person] = []
        self._by_item: dict[int, Person] = {}
        self._seen: dict[int, int] = {}
        self._counts: Counter[int] = Counter()

    def saw(self, person: Person, mention: PersonMention) -> None:
        self._seen[id(person)] = mention.start
        self._counts[id(person)] += 1

    def establish(self, item: PersonPhrase) -> None:
        """Make the person of a full name, or of a title with a name, known."""
        person = self._named_before(item)
        if person is None:
            leader = self._leader_of(item)
            person = self._known(item, leader) or self._make(item, leader)
        self._note(person, item)
        self._by_item[id(item)] = person

    def _named_before(self, item: PersonPhrase) -> Person | None:
        """Who was named in full before "Kim, former president of Dartmouth" or "the former president, Clinton"."""
        if not item.former or item.hit is None or item.hit.full:
            return None
        last = _plain(item.name or "").split()[-1:]
        named = (p for p in reversed(self._people) if " " in p.name)
        return next((p for p in named if _plain(p.name).split()[-1:] == last or p.short_names >= set(last)), None)

    def resolve(self, item: PersonPhrase) -> Person | None:
        """Whom a phrase means, None where the article leaves it open."""
        person = self._by_item.get(id(item))
        if person is not None:
            return person
        if item.name:
            return self._by_short_name(item)
        return self._by_title(item)

    def _leader_of(self, item: PersonPhrase) -> Leader | None:
        ids = item.hit.leader_ids if item.hit else ()
        leaders = [self._registry.leader(i) for i in ids]
        office = item.office
        if (
            item.hit is None
            and office
            and office.rank in ("head", "party")
            and item.name
            and item.country
            and not item.former
        ):
            leaders = self._holders_named(item)
        if item.country and office and office.rank in ("head", "party", "deputy", "minister", "royal"):
            tied = [x for x in leaders if any(t.country == item.country for t in x.terms)]
            if not tied and (item.hit is None or not item.hit.full or office.rank == "head"):
                return None
            leaders = tied or leaders
        if item.hit is not None and not item.hit.full and office is not None and office.rank == "head":
            leaders = [x for x in leaders if any(t.role in HEAD_ROLES for t in x.terms)] if not item.former else leaders
            leaders = [x for x in leaders if self._plausible(x, item.former)] or [
                x for x in leaders if self._was_head(x)
            ]
        if (
            item.hit is not None
            and not item.hit.full
            and office is not None
            and office.rank in ("minister", "other", "organisation", "deputy")
        ):
            leaders = [x for x in leaders if self._holds(x, office.roles)]
        if len(leaders) < 2:
            return leaders[0] if leaders else None
        return max(leaders, key=lambda x: (self._fitness(x, office), x.id))

    def _holders_named(self, item: PersonPhrase) -> list[Leader]:
        """Holders of the office whose last name is spelled nearly like the article's."""
        if self._on is None or item.country is None or item.name is None:
            return []
        spelled = _plain(item.name.split()[-1])
        held = self._registry.in_office(item.country, self._on, HEAD_ROLES)
        return [x for x, _ in held if any(_alike(spelled, _plain(s)) for s in x.short_names)]

    def _plausible(self, leader: Leader, former: bool) -> bool:
        if self._on is None or former:
            return True
        return any(t.role in HEAD_ROLES and t.covers(self._on, _SLACK_DAYS) for t in leader.terms)

    def _was_head(self, leader: Leader) -> bool:
        return any(t.role in HEAD_ROLES and (self._on is None or t.first <= self._on) for t in leader.terms)

    def _holds(self, leader: Leader, roles: Sequence[Role]) -> bool:
        return any(t.role in roles and (self._on is None or t.covers(self._on, _SLACK_DAYS)) for t in leader.terms)

    def _fitness(self, leader: Leader, office: Office | None) -> tuple[int, int, str]:
        """In office at the time, in a role that the title names, most recently."""
        current = [t for t in leader.terms if self._on is None or t.covers(self._on)]
        past = [t for t in leader.terms if self._on is None or t.first <= self._on]
        fits = any(office is not None and t.role in office.roles for t in current)
        heads = any(t.role in HEAD_ROLES for t in current)
        latest = max((str(t.start) for t in past), default="")
        return (2 * bool(current) + heads, int(fits), latest)

    def _known(self, item: PersonPhrase, leader: Leader | None) -> Person | None:
        if leader is not None:
            return next((p for p in self._people if p.leader_id == leader.id), None)
        name = _plain(item.name or "")
        for person in reversed(self._people):
            if person.leader_id is None and (
                _plain(person.name) == name or _plain(person.name).split()[-1:] == name.split()[-1:]
            ):
                if len(name.split()) == 1 or len(person.name.split()) == 1 or _plain(person.name) == name:
                    return person
        return None

    def _make(self, item: PersonPhrase, leader: Leader | None) -> Person:
        words = (item.name or "").split()
        shorts = set(leader.short_names) if leader else set(words[-1:])
        if len(words) > 2 and _plain(words[-1]) in {"jr", "sr"}:  # "Donald Trump Jr." is Mr. Trump as well
            shorts.add(words[-2])
        person = Person(
            name=item.name or (leader.name if leader else ""),
            leader_id=leader.id if leader else None,
            gender=leader.gender if leader else item.gender,
            short_names=frozenset(_plain(s) for s in shorts),
        )
        self._people.append(person)
        return person

    def _note(self, person: Person, item: PersonPhrase) -> None:
        """What this mention adds: a fuller name, an office, a country."""
        if (
            item.name
            and len(item.name) > len(person.name)
            and _plain(person.name) != _plain(item.name)
            and self._usual(person, item.name)
        ):
            person.name = item.name
            person.named_at = item.name_span or person.named_at
        if item.name_span and person.named_at is None:
            person.named_at = item.name_span
        person.gender = person.gender or item.gender
        if item.office and (
            person.rank is None or (person.rank in ("other", "royal", "party") and item.office.rank == "head")
        ):
            person.rank, person.title, person.former = item.office.rank, item.office.id, item.former
        if item.country and person.country is None and item.office:
            person.country = item.country

    def _usual(self, person: Person, name: str) -> bool:
        """False for a birth name or an earlier one ("Cardinal Ratzinger"), which does not become the name."""
        if person.leader_id is None:
            return True
        return bool(set(_plain(name).split()) & set(_plain(self._registry.leader(person.leader_id).name).split()))

    def _by_short_name(self, item: PersonPhrase) -> Person | None:
        plain = _plain(item.name or "")
        last = plain.split()[-1] if plain else ""
        matching = [
            p for p in self._people if plain in p.short_names or last in p.short_names or plain == _plain(p.name)
        ]
        if item.gender:
            matching = [p for p in matching if p.gender in (None, item.gender)] or (
                [] if item.gender == "f" else matching
            )
        if any(id(p) in self._seen for p in matching):  # behind "Melania Trump said", Trump is she
            matching = [p for p in matching if id(p) in self._seen]
        if matching:
            often = max(self._counts[id(p)] for p in matching)
            person = max(matching, key=lambda p: (self._comes_first(p, often), self._seen.get(id(p), -1)))
            self._note_gender(person, item)
            return person
        if item.hit is None:
            return self._make(item, None) if item.gender else None
        return self._distinctive(item, plain)

    def _comes_first(self, person: Person, often: int) -> bool:
        """A leader's own name means him before his family, but in an article that is about one of the family: that
        names her more than twice as often as him by then."""
        head = person.rank == "head" or self._is_head(person)
        return head and often <= 2 * max(self._counts[id(person)], 1)

    @staticmethod
    def _note_gender(person: Person, item: PersonPhrase) -> None:
        if item.gender and person.gender is None:
            person.gender = item.gender

    def _is_head(self, person: Person) -> bool:
        return person.leader_id is not None and heads_on(self._registry, person.leader_id, self._on)

    def _distinctive(self, item: PersonPhrase, plain: str) -> Person | None:
        """A last name alone, in an article that never gives the full one."""
        assert item.hit is not None
        if item.gender is None and plain in COMMON_SHORT_NAMES:
            return None
        leader = distinctive_leader(self._registry, item.hit.leader_ids, self._on)
        if leader is None:
            return None
        person = self._make(item, leader)
        self._note(person, item)
        return person

    def _by_title(self, item: PersonPhrase) -> Person | None:
        office = item.office
        assert office is not None
        if office.rank not in ("head", "party"):
            return self._same_office(item)
        person = self._same_office(item)
        if person is not None:
            return person
        country = "VAT" if office.id == "pope" else item.country
        if country is None or self._on is None or item.former:
            return None
        in_office = self._registry.in_office(country, self._on, HEAD_ROLES)
        titled = [(x, t) for x, t in in_office if _bears(t, office)]  # Iran's president is its head of government
        held = titled or [(x, t) for x, t in in_office if t.role in office.roles]
        if office.id == "leader" or len(held) > 1:
            held = _effective(held)
        if len(held) != 1:
            return None
        leader = held[0][0]
        person = next((p for p in self._people if p.leader_id == leader.id), None)
        if person is None:
            person = self._make(PersonPhrase(item.first, item.last, name=leader.name), leader)
            person.country, person.title, person.rank = country, office.id, office.rank
        person.office_at = person.office_at
        return person

    def _same_office(self, item: PersonPhrase) -> Person | None:
        """The person of the article whom this title can mean: the one mentioned last."""
        office = item.office
        assert office is not None
        fitting = [p for p in self._people if self._fits_title(p, item, office)]
        seen = [p for p in fitting if id(p) in self._seen]
        if seen and item.country is None:  # "the president": whoever the article speaks of most
            named = [p for p in seen if p.title == office.id] if self._on is None else []
            return max(named or seen, key=lambda p: (self._counts[id(p)], self._seen[id(p)]))
        if seen:
            return max(seen, key=lambda p: self._seen[id(p)])
        return fitting[0] if fitting and (item.country or office.id == "pope") else None

    def _fits_title(self, person: Person, item: PersonPhrase, office: Office) -> bool:
        country = self.country_of(person)
        if item.country and country and item.country != country:
            return False
        if item.country and not country:
            return False
        if item.former != person.former and (item.former or person.rank != "head"):
            return False
        if office.gender and person.gender and office.gender != person.gender:
            return False
        if person.title == office.id:
            return True
        if person.leader_id is None:
            return office.id == "leader" and person.rank == "head"
        leader = self._registry.leader(person.leader_id)
        terms = [t for t in leader.terms if self._on is None or t.covers(self._on)]
        if self._on is None and len(terms) > 1:  # of no known day: the office held last
            terms = [max(terms, key=lambda t: str(t.start))]
        if office.id == "leader":
            return any(t.role in HEAD_ROLES for t in terms)
        return any(_bears(t, office) for t in terms)

    def country_of(self, person: Person) -> str | None:
        """The country that a person leads or serves when the article appears."""
        led = country_on(self._registry, person.leader_id, self._on) if person.leader_id is not None else None
        return led or person.country


def _bears(term: Term, office: Office) -> bool:
    """True if the title of a term as head is the office's: that of "acting president" is a president's."""
    if office.id == "leader":  # "the Iranian leader" may be the supreme leader or the president
        return False
    return term.role in HEAD_ROLES and term.title.split()[-1:] == [office.forms[0].split()[-1]]


def distinctive_leader(registry: Registry, leader_ids: Sequence[str], on: date | None) -> Leader | None:
    """Of the leaders who share a last name the only head in office on the day, else the only one who ever was."""
    leaders = [registry.leader(i) for i in leader_ids]
    heads = [(leader, [t for t in leader.terms if t.role in HEAD_ROLES]) for leader in leaders]
    current = [leader for leader, terms in heads if any(on is None or t.covers(on) for t in terms)]
    held = current or [leader for leader, terms in heads if any(on is None or t.first <= on for t in terms)]
    return held[0] if len(held) == 1 else None


def can_hold(registry: Registry, leader_ids: Sequence[str], office: Office, on: date | None) -> bool:
    """True if a title before a last name can make it one of these leaders."""
    if on is None or office.rank in ("party", "royal"):
        return True
    terms = [term for leader_id in leader_ids for term in registry.leader(leader_id).terms]
    if office.rank == "head":
        return any(t.role in HEAD_ROLES for t in terms)
    return any(t.role in office.roles and t.covers(on, _SLACK_DAYS) for t in terms)


_SLACK_DAYS = 120
"""Papers keep or anticipate a title for a while: that far from a term its title may still be used."""


def _effective(held: list[tuple[Leader, Term]]) -> list[tuple[Leader, Term]]:
    """Of several holders the one who leads: executive presidents and heads of government before ceremonial heads."""
    for role in ("both", "pope", "de_facto"):
        chosen = [h for h in held if h[1].role == role]
        if chosen:
            return chosen[:1]
    return held if len(held) == 1 else []


@lru_cache(maxsize=1 << 14)
def _plain(name: str) -> str:
    """The name as names are compared: plain lower-case letters, words parted by spaces."""
    return fold(name).lower().replace("-", " ").replace("'", "").replace(".", "").strip()


def _alike(a: str, b: str) -> bool:
    """True for two spellings of one name ("yanukovich", "yanukovych")."""
    return a == b or (min(len(a), len(b)) > 3 and JaroWinkler.similarity(a, b) >= 0.9)

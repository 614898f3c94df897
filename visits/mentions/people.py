"""Who an article speaks of: names, titles, and the people behind them.

Three passes over the tokens, each leaning on what the one before established:

1. full names of registered leaders, and titles followed by a name ("Prime Minister Shukri Ghanem");
2. last names alone ("Merkel", "Mr. Kim"), which mean a person of the first pass or, where the name is
   distinctive, a leader in office when the article appeared;
3. titles alone ("the French leader", "the pope"), which mean a person of the article or the office's holder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from visits.lexicon.entries import Office
from visits.lexicon.load import Lexicon
from visits.mentions.names import NameHit
from visits.mentions.names_unknown import NAME_STOPS, capitalised_run, spell
from visits.mentions.tokens import PhraseTable, Token
from visits.model.codes import HEAD_ROLES, Role
from visits.model.mention import Person, PersonMention
from visits.registry import Leader, Registry, Term

_FORMER = frozenset(
    {
        "former",
        "ex",
        "late",
        "then",
        "onetime",
        "ousted",
        "deposed",
        "retired",
        "elect",
        "designate",
        "incoming",
        "future",
    }
)
_MODIFIERS = _FORMER | frozenset(
    """acting interim caretaker outgoing newly new elected reelected re-elected current sitting embattled visiting
    the his her its their our top young veteran late conservative socialist communist centrist leftist populist
    republican democratic democrat liberal exiled beleaguered fellow federal incumbent - , executive
    authority national""".split()
)
_HONORIFICS = {"mr.": "m", "mr": "m", "mrs.": "f", "mrs": "f", "ms.": "f", "ms": "f", "señor": "m", "monsieur": "m"}
_NO_FIRST_NAMES = frozenset(
    "when while since although though because if where why how what after before during meanwhile then president minister premier chancellor republicans democrats meeting visiting mr mrs comrade team mother brother sir gop".split()
)
_VERBAL_LEADS = frozenset("after before while of is was are were be been when from for".split())
_SURNAME_TITLES = frozenset(
    {
        "king",
        "prince",
        "judge",
        "speaker",
        "lord",
        "father",
        "sister",
        "general",
        "captain",
        "marshal",
        "bishop",
        "duke",
        "leader",
        "pope",
        "justice",
        "sir",
        "premier",
        "chancellor",
        "minister",
        "director",
    }
)

COMMON_SHORT_NAMES = frozenset(
    """bush brown major key may park moon kim lee li hu wen xi ma lu abe ford carter chan chen wu yang zhang wang liu
    howard rice powell baker king prince martin thomas george john paul michael david james william charles henry
    philip edward peter francis benedict alexander leo victoria anne elizabeth mary ali khan singh hassan hussein ahmed
    mohammed muhammad abdullah ibrahim omar said salman salem karim rahman cruz diaz lopez garcia torres perez sanchez
    rodriguez gonzalez gomez hernandez fernandez ramos santos silva costa lula juan jose luis carlos maria roberts clark
    hill house hope rose black white green gray grey young long short small rich price day weeks banks field fields
    woods stone rivers wells hand law love light bird fox wolf lamb bell ball cook taylor smith jones johnson williams
    davis miller wilson moore anderson jackson harris clinton nixon hall allen wright scott adams nelson mitchell
    campbell turner parker collins stewart morris murphy morrison rogers reed bailey cooper richardson cox ward watson
    gray ramirez bennett wood barnes ross henderson coleman jenkins perry powell patterson hughes washington simmons
    monday tuesday wednesday thursday friday saturday sunday april june august barbara sarah ivan marie
    foster bryant russell griffin hayes barrow english holness persad gore quayle""".split()
)
"""Last names of leaders that many other people or English words share: alone they mean a leader only where
the article names him in full or with a title."""


@dataclass(slots=True)
class _Item:
    """A noun phrase found, before it is known whom it means."""

    first: int  # token index, inclusive
    last: int  # token index, exclusive
    office: Office | None = None
    country: str | None = None
    former: bool = False
    gender: str | None = None
    name: str | None = None
    hit: NameHit | None = None
    definite: bool = False
    apposed: bool = False
    name_span: tuple[int, int] | None = None


class PeopleFinder:
    """Finds the people of an article; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, lexicon: Lexicon):
        self._registry = registry
        self._offices = PhraseTable()
        for office in lexicon.offices:
            for form in office.forms:
                self._offices.add(form, office)

    def find(self, tokens: Sequence[Token], on: date | None) -> list[PersonMention]:
        """The mentions of people in `tokens` (chunked with name hits as kinds F and S, places L, demonyms G).

        `on` is the day from which offices are judged, None where no date is known.
        """
        items = list(self._items(tokens))
        people = _People(self._registry, on)
        for item in items:
            if item.name and _is_full(item):
                people.establish(item)
        mentions = []
        for item in items:
            person = people.resolve(item, len(mentions))
            if person is None:
                continue
            kind = "name" if item.name else "title"
            mention = PersonMention(tokens[item.first].start, tokens[item.last - 1].end, person, kind)  # type: ignore[arg-type]
            people.saw(person, mention)
            mentions.append(mention)
        return mentions

    def _items(self, tokens: Sequence[Token]) -> Iterable[_Item]:
        """The person noun phrases in reading order."""
        i, previous_end = 0, 0
        pending: _Item | None = None  # the last named item, for appositions that follow it
        while i < len(tokens):
            item = self._item_at(tokens, i, previous_end)
            if item is None:
                i += 1
                continue
            if item.office and not item.name and pending and self._apposes(tokens, pending, item):
                _lend_office(pending, item)
                i = previous_end = item.last
                continue
            if item.office and not item.name and not (item.office.stands_alone and item.definite):
                i += 1
                continue
            yield item
            pending = item if item.name else None
            i = previous_end = item.last

    def _item_at(self, tokens: Sequence[Token], i: int, floor: int) -> _Item | None:
        token = tokens[i]
        if token.kind == "S" and _has_other_first_name(tokens, i, floor):
            return _unknown(tokens, i - 1, i - 1, i + 1)
        if token.kind in "FS" and _continues(tokens, i):
            return _unknown(tokens, i, i, max(capitalised_run(tokens, i + 1), i + 2))
        if token.kind in "FS":
            return _named(tokens, i, i)
        if token.kind != "w":
            return None
        if token.low in _HONORIFICS:
            return _honorific(tokens, i)
        found = self._offices.at(tokens, i)
        if found is None or _is_surname(tokens, i, found[0]):
            return None
        return _titled(tokens, i, found[0], found[1], floor)

    @staticmethod
    def _apposes(tokens: Sequence[Token], named: _Item, title: _Item) -> bool:
        """True for "Juncker, Luxembourg's prime minister" and "Rouhani, the president of Iran"."""
        between = tokens[named.last : title.first]
        return (
            1 <= len(between) <= 4
            and between[0].low == ","
            and all(t.low in _MODIFIERS | {"a", "who", "is"} for t in between[1:])
        )


def _named(tokens: Sequence[Token], first: int, at: int) -> _Item:
    token = tokens[at]
    last = at + 1
    country = None
    if (
        last + 1 < len(tokens)
        and tokens[last].low == "of"
        and tokens[last + 1].kind == "L"
        and tokens[last + 1].mention.kind == "country"
    ):
        country = tokens[last + 1].mention.country
    return _Item(first, last, name=token.raw, hit=token.mention, country=country, name_span=(token.start, token.end))


def _has_other_first_name(tokens: Sequence[Token], i: int, floor: int) -> bool:
    """True for the Hernandez of "Rafael Hernandez", who is not the president of that name."""
    if i - 1 < max(floor, 1):
        return False
    before, lead = tokens[i - 1], tokens[i - 2]
    plain = before.kind == "w" and before.capital and before.raw[1:].islower() and before.end + 1 == tokens[i].start
    opens = lead.low in {".", "!", "?", '"', "“", ":", "—", "–", "-", ")"} or lead.end + 1 < before.start
    return plain and not opens and before.low not in NAME_STOPS | _MODIFIERS | _NO_FIRST_NAMES


def _continues(tokens: Sequence[Token], i: int) -> bool:
    """True for the James of "James McNerney" and the Donald Trump of "Donald Trump Jr."."""
    if i + 1 >= len(tokens) or tokens[i + 1].start != tokens[i].end + 1:
        return False
    after = tokens[i + 1]
    if after.low in {"jr.", "sr.", "jr", "iii"}:
        return True
    plain = after.kind in "wS" and after.capital and after.raw[1:].islower() and after.low not in NAME_STOPS
    return tokens[i].kind == "S" and plain and after.low not in _NO_FIRST_NAMES


def _honorific(tokens: Sequence[Token], i: int) -> _Item | None:
    """ "Mr. Kim", "Mrs Merkel", "Mr. and Mrs. Obama"."""
    at = i + 1
    if at + 1 < len(tokens) and tokens[at].low == "and" and tokens[at + 1].low in _HONORIFICS:
        at += 2
    gender = _HONORIFICS[tokens[i].low]
    if at < len(tokens) and tokens[at].kind in "FS":
        item = _named(tokens, i, at)
    else:
        end = capitalised_run(tokens, at)
        if end == at:
            return None
        item = _unknown(tokens, i, at, end)
    item.gender = gender
    return item


def _unknown(tokens: Sequence[Token], first: int, at: int, end: int) -> _Item:
    name = spell(tokens[at:end])
    return _Item(first, end, name=name, name_span=(tokens[at].start, tokens[end - 1].end))


def _is_surname(tokens: Sequence[Token], i: int, n: int) -> bool:
    """True for the king of "Martin Luther King" and the speaker of "Tris Speaker"."""
    if n > 1 or tokens[i].low not in _SURNAME_TITLES or not tokens[i].capital or i == 0:
        return False
    before = tokens[i - 1]
    return (
        before.kind == "w"
        and before.capital
        and before.low not in _MODIFIERS
        and before.start > 0
        and before.end + 1 == tokens[i].start
        and not before.raw.endswith(".")
        and before.low not in {"but", "and", "as", "when", "with", "for"}
    )


def _titled(tokens: Sequence[Token], i: int, n: int, office: Office, floor: int) -> _Item | None:
    """The phrase around a title: modifiers and country before it, country and name after it."""
    item = _Item(i, i + n, office=office)
    _look_left(tokens, item, floor)
    at = i + n
    if at < len(tokens) - 1 and tokens[at].raw == "-" and tokens[at + 1].low in {"elect", "designate"}:
        item.former = True
        at += 2
    elif at < len(tokens) and tokens[at].low in {"elect", "designate"}:
        item.former = True
        at += 1
    item.last = at
    at = _skip_country(tokens, item, at)

    given = at < len(tokens) and (
        tokens[at].kind == "F" or (tokens[at].kind == "S" and tokens[at].raw.lower() in COMMON_SHORT_NAMES)
    )
    if given and _continues(tokens, at):
        item.last = max(capitalised_run(tokens, at + 1), at + 2)
        item.name = spell(tokens[at : item.last])
        item.name_span = (tokens[at].start, tokens[item.last - 1].end)
    elif at < len(tokens) and tokens[at].kind in "FS":
        item.name, item.hit = tokens[at].raw, tokens[at].mention
        item.name_span = (tokens[at].start, tokens[at].end)
        item.last = at + 1
        _country_after_name(tokens, item)
    elif tokens[i].capital or office.rank != "other" or item.country:
        end = capitalised_run(tokens, at)
        if end > at and not (end - at == 1 and tokens[at].kind == "w" and not _can_be_name(tokens, at)):
            item.name = spell(tokens[at:end])
            item.name_span = (tokens[at].start, tokens[end - 1].end)
            item.last = end
            _country_after_name(tokens, item)
    if item.name is None and office.rank != "head" and not item.country and not tokens[i].capital:
        return None
    item.gender = office.gender
    return item


def _can_be_name(tokens: Sequence[Token], at: int) -> bool:
    return len(tokens[at].raw) > 1 and tokens[at].raw[1:2].islower()


def _look_left(tokens: Sequence[Token], item: _Item, floor: int) -> None:
    k = item.first - 1
    while k >= floor and tokens[k + 1].start - tokens[k].end <= 1:  # a title does not reach over a paragraph's end
        token = tokens[k]
        if token.low in _FORMER:
            item.former = True
        elif token.kind in "LG" and item.country is None and token.mention.country:
            item.country = token.mention.country
        elif token.low == "'s" and k > floor and tokens[k - 1].kind == "L":
            item.definite = True
        elif token.low == "visiting" and k > floor and tokens[k - 1].low in _VERBAL_LEADS:
            break  # "after visiting President Xi" is the verb
        elif token.low in _MODIFIERS and token.low != ",":
            item.definite = item.definite or token.low in {"the", "his", "her", "their", "its"}
        else:
            break
        k -= 1
    item.first = k + 1
    while item.first < len(tokens) and tokens[item.first].low in {",", "-", "his", "her", "their", "its"}:
        item.first += 1
    item.definite = item.definite or item.country is not None or item.office.id == "pope"  # type: ignore[union-attr]
    if k >= floor and tokens[k].low in {"a", "an", "any", "every", "no", "each", "vice", "deputy"}:
        item.definite = False


def _skip_country(tokens: Sequence[Token], item: _Item, at: int) -> int:
    """ "president of Turkey, Recep..." and "king of Saudi Arabia": the country after the title."""
    if at + 1 < len(tokens) and tokens[at].low == "of":
        k = at + 1
        if tokens[k].low == "the" and k + 1 < len(tokens):
            k += 1
        if tokens[k].kind == "L" and tokens[k].mention.country:
            item.country = tokens[k].mention.country
            item.definite = True
            item.last = k + 1
            return (
                k + 2
                if k + 1 < len(tokens)
                and tokens[k + 1].low == ","
                and k + 2 < len(tokens)
                and tokens[k + 2].kind in "F"
                else k + 1
            )
    return at


def _country_after_name(tokens: Sequence[Token], item: _Item) -> None:
    """ "King Fahd of Saudi Arabia"."""
    k = item.last
    if k + 1 < len(tokens) and tokens[k].low == "of":
        k += 2 if tokens[k + 1].low == "the" and k + 2 < len(tokens) else 1
        if tokens[k].kind == "L" and tokens[k].mention.kind == "country" and tokens[k].mention.country:
            item.country = item.country or tokens[k].mention.country
            item.last = k + 1


def _lend_office(named: _Item, title: _Item) -> None:
    """An apposition tells the office of the person named before it."""
    if named.office is None or (named.office.rank == "other" and title.office and title.office.rank != "other"):
        named.office, named.country = title.office, title.country or named.country
        named.former = title.former
    named.gender = named.gender or title.gender


def _is_full(item: _Item) -> bool:
    if item.hit is not None:
        return item.hit.full or (item.office is not None)
    return item.office is not None or " " in (item.name or "")


class _People:
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

    def establish(self, item: _Item) -> None:
        """Make the person of a full name, or of a title with a name, known."""
        leader = self._leader_of(item)
        person = self._known(item, leader)
        if person is None:
            person = self._make(item, leader)
        self._note(person, item)
        self._by_item[id(item)] = person

    def resolve(self, item: _Item, _: int) -> Person | None:
        person = self._by_item.get(id(item))
        if person is not None:
            return person
        if item.name:
            return self._by_short_name(item)
        return self._by_title(item)

    def _leader_of(self, item: _Item) -> Leader | None:
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
        if not leaders:
            return None
        return max(leaders, key=lambda x: (self._fitness(x, office), x.id))

    def _holders_named(self, item: _Item) -> list[Leader]:
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

    def _known(self, item: _Item, leader: Leader | None) -> Person | None:
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

    def _make(self, item: _Item, leader: Leader | None) -> Person:
        shorts = set(leader.short_names) if leader else {(item.name or "").split()[-1]}
        person = Person(
            name=item.name or (leader.name if leader else ""),
            leader_id=leader.id if leader else None,
            gender=leader.gender if leader else None,
            short_names=frozenset(_plain(s) for s in shorts),
        )
        self._people.append(person)
        return person

    def _note(self, person: Person, item: _Item) -> None:
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

    def _by_short_name(self, item: _Item) -> Person | None:
        plain = _plain(item.name or "")
        last = plain.split()[-1] if plain else ""
        matching = [
            p for p in self._people if plain in p.short_names or last in p.short_names or plain == _plain(p.name)
        ]
        if item.gender:
            matching = [p for p in matching if p.gender in (None, item.gender)] or (
                [] if item.gender == "f" else matching
            )
        if matching:
            person = max(matching, key=lambda p: (p.rank == "head" or self._is_head(p), self._seen.get(id(p), -1)))
            self._note_gender(person, item)
            return person
        if item.hit is None:
            return self._make(item, None) if item.gender else None
        return self._distinctive(item, plain)

    @staticmethod
    def _note_gender(person: Person, item: _Item) -> None:
        if item.gender and person.gender is None:
            person.gender = item.gender

    def _is_head(self, person: Person) -> bool:
        if person.leader_id is None:
            return False
        leader = self._registry.leader(person.leader_id)
        return any(t.role in HEAD_ROLES and (self._on is None or t.covers(self._on)) for t in leader.terms)

    def _distinctive(self, item: _Item, plain: str) -> Person | None:
        """A last name alone, in an article that never gives the full one."""
        assert item.hit is not None
        if item.gender is None and plain in COMMON_SHORT_NAMES:
            return None
        leaders = [self._registry.leader(i) for i in item.hit.leader_ids]
        current = [
            x
            for x in leaders
            if any(t.role in HEAD_ROLES and (self._on is None or t.covers(self._on)) for t in x.terms)
        ]
        if len(current) != 1:
            current = [x for x in leaders if self._was_head(x)] if not current else []
        if len(current) != 1:
            return None
        person = self._make(item, current[0])
        self._note(person, item)
        return person

    def _by_title(self, item: _Item) -> Person | None:
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
        held = [(x, t) for x, t in self._registry.in_office(country, self._on, HEAD_ROLES) if t.role in office.roles]
        if office.id == "leader" or len(held) > 1:
            held = _effective(held)
        if len(held) != 1:
            return None
        leader = held[0][0]
        person = next((p for p in self._people if p.leader_id == leader.id), None)
        if person is None:
            person = self._make(_Item(item.first, item.last, name=leader.name), leader)
            person.country, person.title, person.rank = country, office.id, office.rank
        person.office_at = person.office_at
        return person

    def _same_office(self, item: _Item) -> Person | None:
        """The person of the article whom this title can mean: the one mentioned last."""
        office = item.office
        assert office is not None
        fitting = [p for p in self._people if self._fits_title(p, item, office)]
        seen = [p for p in fitting if id(p) in self._seen]
        if seen and item.country is None:  # "the president": whoever the article speaks of most
            return max(seen, key=lambda p: (self._counts[id(p)], self._seen[id(p)]))
        if seen:
            return max(seen, key=lambda p: self._seen[id(p)])
        return fitting[0] if fitting and (item.country or office.id == "pope") else None

    def _fits_title(self, person: Person, item: _Item, office: Office) -> bool:
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
        if office.id == "leader":
            return any(t.role in HEAD_ROLES for t in terms)
        return any(t.title.split()[-1:] == [office.forms[0].split()[-1]] and t.role in office.roles for t in terms)

    def country_of(self, person: Person) -> str | None:
        """The country that a person leads or serves when the article appears."""
        if person.leader_id is not None:
            leader = self._registry.leader(person.leader_id)
            terms = [t for t in leader.terms if self._on is None or t.covers(self._on)]
            heads = [t for t in terms if t.role in HEAD_ROLES] or terms or list(leader.terms)
            if heads:
                return heads[-1].country
        return person.country


_SLACK_DAYS = 120
"""Papers keep or anticipate a title for a while: that far from a term its title may still be used."""


def _effective(held: list[tuple[Leader, Term]]) -> list[tuple[Leader, Term]]:
    """Of several holders the one who leads: executive presidents and heads of government before ceremonial heads."""
    for role in ("both", "pope", "de_facto"):
        chosen = [h for h in held if h[1].role == role]
        if chosen:
            return chosen[:1]
    return held if len(held) == 1 else []


def _plain(name: str) -> str:
    from anyascii import anyascii

    return anyascii(name).lower().replace("-", " ").replace("'", "").replace(".", "").strip()


def _alike(a: str, b: str) -> bool:
    from rapidfuzz.distance import JaroWinkler

    return a == b or (min(len(a), len(b)) > 3 and JaroWinkler.similarity(a, b) >= 0.9)

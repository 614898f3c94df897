"""The leader's family along on a visit: spouses, children, brothers and sisters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visits.lexicon.entries import Kinship
from visits.lexicon.load import Lexicon
from visits.mentions.names_unknown import capitalised_run, spell
from visits.mentions.tokens import PhraseTable, Token
from visits.model.mention import Person
from visits.reports.found import Found
from visits.reports.name_lists import TITLES, Named, is_town, listed_before
from visits.reports.party import Party

_QUALIFIERS = frozenset(
    "teenage young eldest younger elder oldest beloved second former adult own two three four newlywed pregnant".split()
)
_AGES = frozenset({"old", "year", "month", "-", "D"})
"""Words of "their 17-month-old son"."""
_NOT_ALONG = frozenset(
    """not n't without never stay stayed stays staying remain remained remains skipped skips skip missed
    absent""".split()
)


_DYING = frozenset("death late funeral grave tomb memory murder assassination killing succeeded died buried".split())


class KinReader:
    """Reads the kin that the words of the lexicon name."""

    def __init__(self, lexicon: Lexicon):
        self._kin: PhraseTable[Kinship] = PhraseTable()
        for kin in lexicon.kinship:
            for form in kin.forms:
                self._kin.add(form, kin)
        self.words = self._kin.first_words()
        """The words at which kin can be named."""
        self.hints = frozenset(max(form.split(), key=len) for kin in lexicon.kinship for form in kin.forms)
        """Words of which every sentence that names kin has one."""

    def read(self, party: Party, j: int) -> Iterator[Found]:
        """ "his wife Ri Sol Ju", "Bush's wife Laura", "his daughters, Malia and Sasha", "Ri Sol Ju, his wife"."""
        tokens = party.tokens
        found = self._kin.at(tokens, j)
        if found is None:
            return
        n, kin = found
        if kin.id == "first-lady":
            yield from _apposed_lady(party, j, j + n)
            return
        owner = _owner(tokens, j)
        apposed = owner > 1 and tokens[owner - 1].low == "," and tokens[j + n : j + n + 1] and tokens[j + n].low == ","
        if not (party.owned_at(owner) or (apposed and self._apposed_to_another(party, owner, j + n))):
            return
        if kin.relation != "spouse" and not _tells_of_leader(party, owner):
            return
        if stays_behind(tokens, j, j + n) or _is_dead(tokens, owner, j + n):
            return
        rule = f"companion.kin:{kin.id}"
        named = self._named(tokens, j, j + n, kin) or _apposed(party, owner)
        if named is None and kin.relation == "spouse":
            yield from self._known_spouse(party, rule)
        while named is not None:
            yield from party.companion(named, kin.relation, rule)
            more = kin.id == "child" and named.last < len(tokens) and tokens[named.last].low == "and"
            named = _name_at(tokens, named.last + 1) if more else None

    def _apposed_to_another(self, party: Party, owner: int, last: int) -> bool:
        """True for "Prince Philip, her husband, walked", where "her" is the traveller and no name follows."""
        tokens = party.tokens
        return tokens[owner].low in {"his", "her"} and not tokens[last + 1].capital and party.stands_apart(owner)

    def _named(self, tokens: Sequence[Token], first: int, last: int, kin: Kinship) -> Named | None:
        at = last
        while at < len(tokens) and tokens[at].low in {",", "first", "lady"}:
            at += 1
        return _name_at(tokens, at)

    def _known_spouse(self, party: Party, rule: str) -> Iterator[Found]:
        """The spouse whom "his wife" means, by the name that another sentence gives."""
        for sentence in party.discourse.sentences:
            other = Party(party.discourse, party.registry, sentence, party.traveller, party.host, ())
            for j, token in enumerate(sentence.tokens):
                if token.kind == "P" and token.mention.person.title == "first-lady":
                    found = list(first_lady(other, j))
                elif token.kind == "w":
                    kin = self._kin.at(sentence.tokens, j)
                    named = None
                    if kin is not None and kin[1].relation == "spouse" and other.owned_at(_owner(sentence.tokens, j)):
                        named = self._named(sentence.tokens, j, j + kin[0], kin[1])
                    found = list(other.companion(named, "spouse", rule)) if named else []
                else:
                    continue
                if found:
                    yield found[0]
                    return


def _owner(tokens: Sequence[Token], j: int) -> int:
    """The token of the possessor before a word of kinship, -1 where there is none."""
    k = j - 1
    while k >= 0 and (tokens[k].low in _QUALIFIERS or tokens[k].low in _AGES or tokens[k].raw.isdigit()):
        k -= 1
    if k > 0 and tokens[k].low == "'s":
        return k - 1
    listed = k > 0 and tokens[k].low == "," and k - 1 > 0 and tokens[k - 1].capital
    if k > 0 and (
        tokens[k].low == "and" or listed
    ):  # "his wife Melania and daughter Ivanka", "Macron and wife Brigitte"
        owner = next((i for i in range(k - 1, max(k - 7, -1), -1) if tokens[i].low in {"his", "her"}), -1)
        return k - 1 if owner < 0 and tokens[k - 1].kind == "P" else owner
    if k > 0 and tokens[k].low == "with":  # "arrived with wife Brigitte"
        return next((i for i in range(k - 1, -1, -1) if tokens[i].kind == "P"), -1)
    return k if k >= 0 and tokens[k].low in {"his", "her", "their"} else -1


def _is_dead(tokens: Sequence[Token], owner: int, last: int) -> bool:
    """True for "the death of his brother" and "her late husband"."""
    return any(t.low in _DYING for t in tokens[max(owner - 3, 0) : last])


def _tells_of_leader(party: Party, owner: int) -> bool:
    """False for "Kim's brother died in 2017", which tells of the leader only whose brother he was."""
    possessed = party.tokens[owner].kind == "P" and owner + 1 < len(party.tokens)
    return not possessed or bool(party.cues) or any(k != owner for k in party.present)


def _apposed(party: Party, owner: int) -> Named | None:
    """Whom "his wife" describes from behind: "Ri Sol Ju, his wife, came with him"."""
    if owner < 2 or party.tokens[owner - 1].low != "," or not _tells_of_leader(party, owner):
        return None
    named = listed_before(party.tokens, owner - 1)
    return named[-1] if named and not party.means_traveller(named[-1].first) else None


def _name_at(tokens: Sequence[Token], at: int) -> Named | None:
    """The name at a token, be it a first name alone."""
    if at >= len(tokens):
        return None
    begin = at
    while at < len(tokens) and at - begin < 5 and _names_a_post(tokens[at]):
        at += 1  # "his niece, Punjab Chief Minister Maryam Nawaz"
    if at >= len(tokens):
        return None
    if tokens[at].kind == "P":
        person: Person = tokens[at].mention.person
        return Named(person.name, person, at, at + 1) if tokens[at].mention.kind == "name" else None
    end = max(capitalised_run(tokens, at), at + is_town(tokens[at]))  # "his wife, Nancy"
    return Named(spell(tokens[at:end]), None, at, end) if end > at else None


def _names_a_post(token: Token) -> bool:
    """True for a word of a title, and for a place or a title before a name."""
    if token.kind in "GL":
        return not is_town(token)
    return token.kind == "w" and token.capital and token.low in TITLES


def _apposed_lady(party: Party, first: int, last: int) -> Iterator[Found]:
    """ "with the first lady, Lee Hee-ho": the words of the title stand at tokens `first` to `last`."""
    tokens = party.tokens
    if party.present and last < len(tokens) and tokens[last].low == "," and not stays_behind(tokens, first, last):
        named = _name_at(tokens, last + 1)
        if named and named.person and party.compatriot(named.person):
            yield from party.companion(named, "spouse", "companion.first-lady")


def first_lady(party: Party, j: int) -> Iterator[Found]:
    """ "Trump and first lady Melania Trump": the traveller's own."""
    person: Person = party.tokens[j].mention.person
    kindred = set(person.name.split()[-1:]) & set(party.traveller.name.split())
    if not kindred and not (person.leader_id and party.compatriot(person)):
        return
    if not stays_behind(party.tokens, j, j + 1):
        named = Named(person.name, person, j, j + 1)
        if party.tokens[j].mention.kind == "name":
            yield from party.companion(named, "spouse", "companion.first-lady")


def stays_behind(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True for "without his wife" and "first lady Melania Trump did not make the trip"."""
    return _left_out(tokens, first) or any(t.low in _NOT_ALONG for t in _predicate(tokens, last))


def _predicate(tokens: Sequence[Token], last: int) -> Sequence[Token]:
    """The next words behind a relative, the name that is told with a comma apart: "His wife, Anna Lena, will not"."""
    begin = last
    while begin < min(len(tokens), last + 6) and (tokens[begin].low in {",", "who"} or tokens[begin].capital):
        begin += 1
    return tokens[begin : begin + 4]


def _left_out(tokens: Sequence[Token], first: int) -> bool:
    """True for all that are listed behind "without": "without his wife Michelle and their daughters Malia"."""
    for token in reversed(tokens[max(first - _LISTED, 0) : first]):
        if token.low in {"without", "minus"}:
            return True
        if token.kind == "w" and not (token.capital or token.low in _IN_LISTS):
            return False
    return False


_LISTED = 14
"""Tokens of family that can stand behind one "without"."""
_IN_LISTS = _QUALIFIERS | frozenset(
    "and , or his her their the wife husband first lady daughter daughters son sons".split()
)


def first_name_behind(party: Party, j: int) -> list[Named]:
    """ "He and Melania": one of the leader's family, whose full name the article gives."""
    tokens = party.tokens
    if j + 2 >= len(tokens) or tokens[j + 1].low != "and" or tokens[j + 2].kind != "w":
        return []
    surname = party.traveller.name.split()[-1]
    for mention in party.discourse.people:
        words = mention.person.name.split()
        if words[0] == tokens[j + 2].raw and words[-1] == surname and mention.person is not party.traveller:
            return [Named(mention.person.name, mention.person, j + 2, j + 3)]
    return []

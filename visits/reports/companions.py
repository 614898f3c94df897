"""With whom: named people who travel with the leader, told from hosts and from people met."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from visits.lexicon.load import Lexicon
from visits.mentions.tokens import PhraseTable, Token
from visits.mentions.words import WordSearch
from visits.model.mention import Person
from visits.registry import Registry
from visits.reports.discourse import Discourse
from visits.reports.found import Found
from visits.reports.kindred import KinReader, first_lady, first_name_behind
from visits.reports.name_lists import Named, listed_before, listed_behind, listed_from
from visits.reports.names import same_name
from visits.reports.observation import Observation
from visits.reports.party import Party

_BESIDE = (
    "along with",
    "together with",
    "joined by",
    "flanked by",
    "bringing along",
    "brought along",
    "taking along",
    "took along",
)
"""What is said of a meeting, a walk or a game as well: one of the company has to serve the traveller."""
_ALONG = (
    "traveling with",
    "travelling with",
    "in the company of",
    "followed by his aides",
)
_ACCOMPANY = frozenset({"accompany", "accompanies", "accompanying", "accompanied"})
_DELEGATION = frozenset({"delegation", "entourage", "party", "team", "staff", "plane", "retinue"})
_ABOARD = frozenset(
    {
        "aboard",
        "including",
        "includes",
        "included",
        "include",
        "were",
        "comprising",
        "comprises",
        "consists",
        "consisted",
        "consisting",
        "headed",
        "led",
        "made",
        "composed",
    }
)
_GENERAL = "delegation"
"""The relation of one of whom no kinship is told."""
_BE = frozenset({"is", "are", "was", "were"})
_AUXILIARIES = _BE | frozenset("has have had been will would be also both all to who ,".split())
_COMING = frozenset(
    """arrive arrives arrived arriving came come comes coming travel travels travelled traveled travelling traveling fly
    flies flew flown flying go goes went gone going aboard visiting staff aides officials""".split()
)
_MAKE = frozenset("make makes made making".split())
_BRING = frozenset("bring brings brought bringing take takes took taking".split())
_COME_ALONG = tuple(
    f"{verb} {along}" for verb in ("come", "comes", "came", "go", "goes", "went") for along in ("along", "too")
)
_AMONG = (
    *(
        f"{among} {party}"
        for among in ("in the", "of the", "in his", "of his", "in her", "of her")
        for party in sorted(_DELEGATION)
    ),
    *("on board", "aboard", "at his side", "at her side", "by his side", "by her side"),
)
"""Where a minister, an aide or a relative is who goes along."""
_PART = frozenset("also a an part member members one of among".split())
_TRIP = frozenset(
    "trip tour visit journey delegation entourage plane board aboard travelling traveling accompanying flight".split()
)
_SPEECH = frozenset({"told", "tells", "briefed", "informed", "said"})
_PRESS = frozenset({"reporters", "journalists"})
_EN_ROUTE = frozenset("aboard plane flight jet route travelling traveling accompanying accompanied".split())
_OPENING = frozenset({"also", "among", "aboard", "on"})
_HINTS = (
    _ACCOMPANY
    | _DELEGATION
    | _PRESS
    | _BRING
    | frozenset("along too together joined flanked traveling travelling company aides board aboard side".split())
)
"""Words of which every sentence that tells of company has one, but for those of kinship, "with" and what opens it."""
_WITH_HIM = re.compile(r"with\s+(?:he|him|his|she|her)\b")  # nothing before its first letter: so it is found fastest
_OPENS = re.compile(rf"(?:{'|'.join(sorted(_OPENING))})\b")
_SMALL_WORDS = frozenset("in on at to from for the of , by early late morning evening afternoon night also".split())


class CompanionReader:
    """Reads companions; built once for a lexicon and a registry."""

    def __init__(self, lexicon: Lexicon, registry: Registry):
        self._registry = registry
        self._kin = KinReader(lexicon)
        self._along: PhraseTable[bool] = PhraseTable()
        for phrase in _ALONG:
            self._along.add(phrase, True)
        for phrase in _BESIDE:
            self._along.add(phrase, False)
        self._among: PhraseTable[bool] = PhraseTable()
        for phrase in _COME_ALONG:
            self._among.add(phrase, False)
        for phrase in _AMONG:
            self._among.add(phrase, True)
        self._telling = (
            self._along.first_words()
            | self._among.first_words()
            | _BRING
            | self._kin.words
            | (_ACCOMPANY | _DELEGATION | _OPENING | _SPEECH | {"joined", "with"})
        )
        self.hints = WordSearch(_HINTS | self._kin.hints)
        """Words by which sentences are picked that can tell of company."""

    def read(
        self, discourse: Discourse, numbers: Iterable[int], traveller: Person, host: str, group: Sequence[Observation]
    ) -> list[Found]:
        """The traveller's companions in these sentences, each person once under the fullest name."""
        found: list[Found] = []
        cues: dict[int, list[Observation]] = defaultdict(list)
        for obs in group:
            cues[obs.sentence].append(obs)
        hinted = discourse.once(self._hinted)
        for number in numbers:
            if number not in hinted and number not in cues:
                continue
            party = Party(discourse, self._registry, discourse.sentences[number], traveller, host, cues.get(number, ()))
            for item in self._in_sentence(party):
                _keep_fullest(found, item)
        return found

    def _hinted(self, discourse: Discourse) -> set[int]:
        """The numbers of the sentences that can tell of company, whoever travels."""
        reading = discourse.reading
        low = reading.low
        offsets = [match.start() for match in _WITH_HIM.finditer(low)]
        offsets += [
            mention.start
            for mention in discourse.people
            if mention.person.title == "first-lady"
            or low[max(mention.start - 8, 0) : mention.start].rstrip().endswith("with")
        ]
        opened = {n for n, (start, _) in enumerate(reading.sentences) if _OPENS.match(low, start)}
        return reading.telling(self.hints) | reading.numbers(offsets) | opened

    def _in_sentence(self, party: Party) -> Iterator[Found]:
        telling = [j for j, token in enumerate(party.tokens) if self._tells(token)]
        if not (telling or party.cues) or not (party.present or party.goes_on):
            return
        for j in telling:
            if party.tokens[j].kind == "w":
                yield from self._kin.read(party, j)
                yield from self._company(party, j)
            elif party.present:
                yield from first_lady(party, j)
        if party.cues:
            for j in party.present:
                yield from _alongside(party, j)
            yield from _with_behind_travel(party)

    def _tells(self, token: Token) -> bool:
        """True for a first lady, and for a word that can tell of company."""
        if token.kind == "P":
            return bool(token.mention.person.title == "first-lady")
        return token.low in self._telling and token.kind == "w"

    def _company(self, party: Party, j: int) -> Iterator[Found]:
        """What the word at token j says of who goes along."""
        tokens, low = party.tokens, party.tokens[j].low
        along = self._along.at(tokens, j)
        start = j + along[0] if along else _accompanied_by(tokens, j)
        if start is not None:
            company = listed_from(tokens, start) if party.led_in_at(j, start) else []
            told = _claims if along is None or along[1] else _serving
            yield from told(party, company, "companion.list")
        elif low in _DELEGATION:
            start = next((k + 1 for k in range(j + 1, min(j + 4, len(tokens))) if tokens[k].low in _ABOARD), None)
            if start is not None and party.led_in_at(j, start):
                yield from _claims(party, listed_from(tokens, start), "companion.list")
            elif j > 2 and tokens[j - 1].kind == "G" and tokens[j - 3].low in {"of", "in"}:
                yield from _among(party, j - 3, 4, within=True)  # "A is part of the Russian delegation"
        elif low in _ACCOMPANY:
            yield from _accompanying(party, j)
        elif low == "joined" and j + 1 in party.present:
            company = [n for n in listed_before(tokens, _subject_end(tokens, j)) if party.serves(n)]
            yield from _claims(party, company, "companion.with")
        elif low == "with" and j + 1 in party.present:
            yield from _with_traveller(party, j)
        elif low in _OPENING and j == 0:
            yield from _inverted(party)
        elif among := self._among.at(tokens, j):
            yield from _among(party, j, among[0], within=among[1])
        elif low in _BRING and party.led_in_at(j, j + 1) and tokens[j + 1 : j + 2] and party.owned_at(j + 1):
            yield from _serving(party, listed_from(tokens, j + 2), "companion.list")
        elif low in _SPEECH:
            yield from _told_on_the_way(party, j)


def _keep_fullest(found: list[Found], item: Found) -> None:
    name = item.value.name  # type: ignore[attr-defined]
    for k, other in enumerate(found):
        if same_name(other.value.name, name):  # type: ignore[attr-defined]
            fuller = item if len(name) > len(other.value.name) else other  # type: ignore[attr-defined]
            found[k] = _as_kin(fuller, other, item)
            return
    found.append(item)


def _as_kin(fuller: Found, one: Found, other: Found) -> Found:
    """The one of two findings about a person that has the fuller name, with the kinship that either tells."""
    kin = next((f for f in (one, other) if f.value.relation != _GENERAL), fuller)  # type: ignore[attr-defined]
    relation = kin.value.relation  # type: ignore[attr-defined]
    return replace(fuller, value=fuller.value.model_copy(update={"relation": relation}))  # type: ignore[attr-defined]


def _claims(party: Party, company: Iterable[Named], rule: str) -> Iterator[Found]:
    for named in company:
        yield from party.companion(named, _GENERAL, rule)


def _accompanied_by(tokens: Sequence[Token], j: int) -> int | None:
    """Where the list behind "accompanied (on the trip) by" and "joined on the trip by" begins."""
    behind = range(j + 1, min(j + 6, len(tokens)))
    joined = tokens[j].low == "joined" and any(tokens[k].low in _TRIP for k in behind)
    if tokens[j].low != "accompanied" and not joined:
        return None
    return next((k + 1 for k in behind if tokens[k].low == "by"), None)


def _accompanying(party: Party, j: int) -> Iterator[Found]:
    """ "Foreign Minister Kuranari will accompany Nakasone", "Accompanying Kim were his wife and the officials A, B"."""
    tokens = party.tokens
    object_at = next((k for k in range(j + 1, min(j + 3, len(tokens))) if party.means_traveller(k)), None)
    if object_at is None:
        return
    start = _behind_be(tokens, object_at + 1)
    if start is not None and j <= 3:
        yield from _claims(party, listed_from(tokens, start), "companion.list")
    else:
        yield from _claims(party, listed_before(tokens, _subject_end(tokens, j)), "companion.with")


def _with_traveller(party: Party, j: int) -> Iterator[Found]:
    """ "With him are A and B", "Finance Minister Olaf Scholz was with her", "his sister arrived with him", "The staff
    with the president -- A, B and C -- shook hands"."""
    tokens = party.tokens
    start = _behind_be(tokens, j + 2)
    if start is not None and j <= 4:
        yield from _claims(party, listed_from(tokens, start), "companion.list")
    elif tokens[j - 1].low in {"staff", "aides", "officials"} and j + 2 < len(tokens) and tokens[j + 2].raw in "-–—":
        yield from _claims(party, listed_from(tokens, j + 3), "companion.list")
    elif tokens[j - 1].low in _COMING | _BE:
        yield from _claims(party, listed_before(tokens, _subject_end(tokens, j - 1)), "companion.with")
    elif tokens[j - 1].low in _TRIP:  # "made the journey with him"
        make = next((k for k in range(j - 2, max(j - 5, 0), -1) if tokens[k].low in _MAKE), None)
        if make is not None:
            yield from _claims(party, listed_before(tokens, _subject_end(tokens, make)), "companion.with")


def _among(party: Party, j: int, length: int, *, within: bool) -> Iterator[Found]:
    """ "The foreign minister, A, had come along", "B was on board", "C, a member of his delegation, spoke"; the phrase
    begins at token `j`, and says where they are if it is `within`."""
    tokens = party.tokens
    owner = next((k for k in range(j, j + length) if tokens[k].low in {"his", "her"}), None)
    if owner is not None and not (party.means_traveller(owner) or party.stands_apart(owner)):
        return
    end = j
    while within and end and tokens[end - 1].low in _PART:
        end -= 1
    if within and not (end and (tokens[end - 1].low in _BE or (end < j and tokens[end - 1].low == ","))):
        return
    yield from _serving(party, listed_before(tokens, _subject_end(tokens, end)), "companion.with")


def _serving(party: Party, company: list[Named], rule: str) -> Iterator[Found]:
    """A company of whom one at least serves the traveller."""
    if any(party.serves(named) for named in company):
        yield from _claims(party, company, rule)


def _behind_be(tokens: Sequence[Token], j: int) -> int | None:
    """Where the subject of an inverted clause begins: "Travelling with her (to Rome) were A and B"."""
    for k in range(j, min(j + 6, len(tokens))):
        if tokens[k].low in _BE | {"came"}:
            return k + 1
        if tokens[k].kind not in "LD" and tokens[k].low not in _SMALL_WORDS | _TRIP | {"his", "her"}:
            return None
    return None


def _inverted(party: Party) -> Iterator[Found]:
    """ "Also on the trip are A and B", "Among those travelling to Delhi is A", "On board were A and B"."""
    tokens = party.tokens
    be = next((k for k in range(1, min(14, len(tokens))) if tokens[k].low in _BE), None)
    lead = [t.low for t in tokens[:be]] if be is not None else []
    if (
        be is not None
        and _TRIP & set(lead)
        and not any(t.kind == "P" and t.mention.kind == "name" for t in tokens[:be])
    ):
        yield from _claims(party, listed_from(tokens, be + 1), "companion.list")


def _told_on_the_way(party: Party, j: int) -> Iterator[Found]:
    """ "Dana Perino told reporters aboard Air Force One": who speaks on the way is on the way."""
    tokens = party.tokens
    press = next((k for k in range(j + 1, min(j + 4, len(tokens))) if tokens[k].low in _PRESS), None)
    if press is None or not any(t.low in _EN_ROUTE for t in tokens[press + 1 : press + 5]):
        return
    speakers = [n for n in listed_before(tokens, _subject_end(tokens, j)) if party.serves(n)]
    yield from _claims(party, speakers, "companion.with")


def _subject_end(tokens: Sequence[Token], verb: int) -> int:
    """Behind the last word of the subject whose verb stands at token `verb`: ", who is also accompanying"."""
    j = verb
    while j > 0 and tokens[j - 1].low in _AUXILIARIES:
        j -= 1
    return j


def _alongside(party: Party, j: int) -> Iterator[Found]:
    """ "Prince Charles and Princess Diana went": a compatriot named in one breath with the traveller."""
    tokens = party.tokens
    in_breath = listed_behind(tokens, j + 1) + listed_before(tokens, j + 1) + first_name_behind(party, j)
    yield from _claims(party, [n for n in in_breath if party.serves(n)], "companion.alongside")


def _with_behind_travel(party: Party) -> Iterator[Found]:
    """ "arrived in Havana on Sunday with Secretary of State John Kerry": only places and days stand between."""
    tokens = party.tokens
    ends = {o.cue_at[1] for o in party.cues if o.phase not in {"meeting", "occasion"}}
    for j, token in enumerate(tokens):
        if token.end in ends:
            k = j + 1
            while k < len(tokens) and (tokens[k].kind in "LD" or tokens[k].low in _SMALL_WORDS):
                k += 1
            if k > j and k < len(tokens) and tokens[k].low == "with":
                yield from _serving(party, listed_from(tokens, k + 1), "companion.with")

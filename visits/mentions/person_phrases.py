"""Noun phrases that mean a person: titles and names with what stands around them, before it is known whom they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from visits.lexicon.entries import Office
from visits.mentions.names import NameHit
from visits.mentions.names_unknown import NAME_STOPS, begins_paragraph, capitalised_run, spell
from visits.mentions.tokens import Token
from visits.registry import Registry, fold

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

MODIFIERS = _FORMER | frozenset(
    """acting interim caretaker outgoing newly new elected reelected re-elected current sitting embattled visiting
    the his her its their our top young veteran late conservative socialist communist centrist leftist populist
    republican democratic democrat liberal exiled beleaguered fellow federal incumbent - , executive
    authority national islamist hardline reformist marxist maverick firebrand nationalist pro-western pro-russian
    billionaire bachelor ailing""".split()
)

HONORIFICS = {"mr.": "m", "mr": "m", "mrs.": "f", "mrs": "f", "ms.": "f", "ms": "f", "señor": "m", "monsieur": "m"}

_HONOURS = HONORIFICS.keys() | frozenset(
    """dr dr. sir dame hon hon. gen gen. general lt lt. col col. colonel maj maj. major prof prof. professor engr engr.
    eng. marshal rev rev. haji alhaji datuk tun ret ret. rtd""".split()
)
"""What may stand between a title and the name."""

NO_FIRST_NAMES = frozenset(
    """when while since although though because if where why how what after before during meanwhile then president
    minister premier chancellor republicans democrats meeting visiting meet meets welcomes hosts mr mrs
    comrade team mother brother sir gop
    lands arrives visits heads leaves travels flies departs returns tours calls tells says wants warns vows opens begins
    starts ends wraps kicks hails urges seeks faces backs blasts slams praises defends takes gives gets goes makes
    lashes signs attends addresses speaks joins holds greets plans cancels scraps postpones skips lays lauds pledges
    presses receives touches""".split()
)
"""Words that no name goes on with, be they written with a capital: titles, and the verbs of headings."""

_WHERE_LEADS = frozenset({"in", "at", "from", "near", "outside"})
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
        "director",
    }
)

COMMON_SHORT_NAMES = frozenset(
    """bush brown major key may park moon kim lee li hu wen xi ma lu abe ford carter chan chen wu yang zhang wang liu
    howard rice powell baker king prince martin thomas george john paul michael david james william charles henry
    philip edward peter francis benedict alexander leo victoria anne elizabeth mary ali khan singh hassan hussein
    ahmed mohammed muhammad abdullah ibrahim omar said salman salem karim rahman cruz diaz lopez garcia torres
    perez sanchez rodriguez gonzalez gomez hernandez fernandez ramos santos silva costa lula juan jose luis carlos
    maria roberts clark hill house hope rose black white green gray grey young long short small rich price day
    weeks banks field fields woods stone rivers wells hand law love light bird fox wolf lamb bell ball cook taylor
    smith jones johnson williams davis miller wilson moore anderson jackson harris clinton nixon hall allen wright
    scott adams nelson mitchell campbell turner parker collins stewart morris murphy morrison rogers reed bailey
    cooper richardson cox ward watson gray ramirez bennett wood barnes ross henderson coleman jenkins perry powell
    patterson hughes washington simmons monday tuesday wednesday thursday friday saturday sunday april june august
    fall gas store note parts gross drew vital cap advocate panic junior levy hunt bare snow chambers song hung borne
    garner mock gates straw frank lien mills lake sow burns ping christian grant ross dean noble marsh forest
    barbara sarah ivan marie foster bryant russell griffin hayes barrow english holness persad gore quayle tang zhao
    zhou xu sun guo lin gao luo zheng liang xie deng cao feng choi jung kang cho shah das roy rao gupta patel
    sharma kumar""".split()
)
"""Last names of leaders that many other people or English words share: alone they mean a leader only where
the article names him in full or with a title."""


@dataclass(slots=True)
class PersonPhrase:
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


def named_phrase(tokens: Sequence[Token], first: int, at: int) -> PersonPhrase:
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
        last += 2
    return PersonPhrase(
        first, last, name=token.raw, hit=token.mention, country=country, name_span=(token.start, token.end)
    )


OPENING_MARKS = frozenset({".", "!", "?", '"', "“", ":", "—", "–", "-", ")"})
"""What stands before a word that has its capital only because it opens a sentence."""


@lru_cache(maxsize=1)
def first_names(registry: Registry) -> frozenset[str]:
    """The first names of all leaders, in lower case."""
    return frozenset(fold(leader.name.split()[0]).lower() for leader in registry.leaders.values() if " " in leader.name)


def has_other_first_name(tokens: Sequence[Token], i: int, floor: int, first_names: frozenset[str]) -> bool:
    """True for the Hernandez of "Rafael Hernandez", who is not the president of that name. At the head of a sentence,
    where any word has a capital, only a word known for a first name tells."""
    if i - 1 < floor:
        return False
    before, lead = tokens[i - 1], tokens[i - 2] if i > 1 else None
    plain = before.kind == "w" and before.capital and before.raw[1:].islower() and before.end + 1 == tokens[i].start
    opens = lead is None or lead.low in OPENING_MARKS or lead.end + 1 < before.start
    return (
        plain and (not opens or before.low in first_names) and before.low not in NAME_STOPS | MODIFIERS | NO_FIRST_NAMES
    )


def continues_as_name(tokens: Sequence[Token], i: int) -> bool:
    """True for the James of "James McNerney" and the Donald Trump of "Donald Trump Jr."."""
    if i + 1 >= len(tokens) or tokens[i + 1].start != tokens[i].end + 1:
        return False
    after = tokens[i + 1]
    if after.low in {"jr.", "sr.", "jr", "iii"}:
        return True
    plain = after.kind in "wS" and after.capital and after.raw[1:].islower() and after.low not in NAME_STOPS
    return tokens[i].kind == "S" and plain and after.low not in NO_FIRST_NAMES


def _is_first_name(tokens: Sequence[Token], at: int) -> bool:
    """True for the registered name behind a title that is only the beginning of another: "Mr. James McNerney"."""
    if at >= len(tokens) or not continues_as_name(tokens, at):
        return False
    common = tokens[at].raw.lower() in COMMON_SHORT_NAMES or tokens[at + 1].kind == "S"
    return tokens[at].kind == "F" or (tokens[at].kind == "S" and common)


def end_of_name(tokens: Sequence[Token], at: int) -> int:
    """Behind the name that the token at `at` begins and the next one continues."""
    return max(capitalised_run(tokens, at + 1), capitalised_run(tokens, at + 2))


def honorific_phrase(tokens: Sequence[Token], i: int) -> PersonPhrase | None:
    """ "Mr. Kim", "Mrs Merkel", "Mr. and Mrs. Obama"."""
    at = i + 1
    if at + 1 < len(tokens) and tokens[at].low == "and" and tokens[at + 1].low in HONORIFICS:
        at += 2
    gender = HONORIFICS[tokens[i].low]
    if _is_first_name(tokens, at):
        item = unknown_phrase(tokens, i, at, end_of_name(tokens, at))
    elif at < len(tokens) and tokens[at].kind in "FS":
        item = named_phrase(tokens, i, at)
    else:
        end = capitalised_run(tokens, at)
        if end == at:
            return None
        item = unknown_phrase(tokens, i, at, end)
    item.gender = gender
    return item


def unknown_phrase(tokens: Sequence[Token], first: int, at: int, end: int) -> PersonPhrase:
    name = spell(tokens[at:end])
    return PersonPhrase(first, end, name=name, name_span=(tokens[at].start, tokens[end - 1].end))


def is_surname(tokens: Sequence[Token], i: int, n: int) -> bool:
    """True for the king of "Martin Luther King" and the speaker of "Tris Speaker"."""
    if n > 1 or tokens[i].low not in _SURNAME_TITLES or not tokens[i].capital or i == 0:
        return False
    before = tokens[i - 1]
    return (
        before.kind == "w"
        and before.capital
        and before.low not in MODIFIERS
        and before.start > 0
        and before.end + 1 == tokens[i].start
        and not before.raw.endswith(".")
        and before.low not in {"but", "and", "as", "when", "with", "for"}
    )


def titled_phrase(tokens: Sequence[Token], i: int, n: int, office: Office, floor: int) -> PersonPhrase | None:
    """The phrase around a title: modifiers and country before it, country and name after it."""
    item = PersonPhrase(i, i + n, office=office)
    _look_left(tokens, item, floor)
    at = i + n
    if at < len(tokens) - 1 and tokens[at].raw == "-" and tokens[at + 1].low in {"elect", "designate"}:
        item.former = True
        at += 2
    elif at < len(tokens) and tokens[at].low in {"elect", "designate"}:
        item.former = True
        at += 1
    item.last = at
    at = _skip_honours(tokens, _skip_country(tokens, item, at))

    if at < len(tokens) and begins_paragraph(tokens, at):  # "... as President" is the end of a heading
        at = len(tokens)
    if _is_first_name(tokens, at):
        item.last = end_of_name(tokens, at)
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


def _skip_honours(tokens: Sequence[Token], at: int) -> int:
    """Behind the honours between a title and the name: "Prime Minister Dr. Abiy Ahmed", "President Gen. Park"."""
    while (
        at + 1 < len(tokens) and tokens[at].low in _HONOURS and (tokens[at + 1].capital or tokens[at + 1].kind == "S")
    ):
        at += 1
    return at


def _can_be_name(tokens: Sequence[Token], at: int) -> bool:
    return len(tokens[at].raw) > 1 and tokens[at].raw[1:2].islower()


_COUNTRY_REACH = 24
"""Words before "its president" among which the country stands."""


def _look_left(tokens: Sequence[Token], item: PersonPhrase, floor: int) -> None:
    k = item.first - 1
    while k >= floor and tokens[k + 1].start - tokens[k].end <= 1:  # a title does not reach over a paragraph's end
        token = tokens[k]
        if token.low in _FORMER:
            item.former = True
        elif token.kind == "L" and _is_where(tokens, k):
            break
        elif token.kind in "LG" and item.country is None and token.mention.country:
            item.country = token.mention.country
        elif token.low == "'s" and k > floor and tokens[k - 1].kind == "L":
            item.definite = True
        elif token.low == "visiting" and k > floor and tokens[k - 1].low in _VERBAL_LEADS:
            break  # "after visiting President Xi" is the verb
        elif token.raw == "-" and token.start > 0 and tokens[k + 1].start > token.end:
            break  # "EVIAN, France - President Bush": a dash, not a hyphen
        elif token.low in MODIFIERS and token.low != ",":
            item.definite = item.definite or token.low in {"the", "his", "her", "their", "its"}
        else:
            break
        k -= 1
    if item.country is None and any(t.low == "its" for t in tokens[k + 1 : item.first]):
        item.country = _country_before(tokens, k)
    item.first = k + 1
    while item.first < len(tokens) and tokens[item.first].low in {",", "-", "his", "her", "their", "its"}:
        item.first += 1
    item.definite = item.definite or item.country is not None or item.office.id == "pope"  # type: ignore[union-attr]
    if k >= floor and tokens[k].low in {"a", "an", "any", "every", "no", "each", "vice", "deputy"}:
        item.definite = False


def _country_before(tokens: Sequence[Token], k: int) -> str | None:
    """Whose president "its president" is: the country's named last in the sentence."""
    for token in reversed(tokens[max(k - _COUNTRY_REACH, 0) : k + 1]):
        if token.low in {".", "!", "?"}:
            return None
        if token.kind == "L" and token.mention.kind == "country" and token.mention.country:
            country: str = token.mention.country
            return country
    return None


def _is_where(tokens: Sequence[Token], k: int) -> bool:
    """True for the place of "In Hanoi President Quang gave a banquet" and "in Rome the president", which is no part of
    the title."""
    return tokens[k + 1].low == "the" or (tokens[k + 1].low != "'s" and k > 0 and tokens[k - 1].low in _WHERE_LEADS)


def _skip_country(tokens: Sequence[Token], item: PersonPhrase, at: int) -> int:
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


def _country_after_name(tokens: Sequence[Token], item: PersonPhrase) -> None:
    """ "King Fahd of Saudi Arabia"."""
    k = item.last
    if k + 1 < len(tokens) and tokens[k].low == "of":
        k += 2 if tokens[k + 1].low == "the" and k + 2 < len(tokens) else 1
        if tokens[k].kind == "L" and tokens[k].mention.kind == "country" and tokens[k].mention.country:
            item.country = item.country or tokens[k].mention.country
            item.last = k + 1

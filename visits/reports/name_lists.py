"""Lists of people in a sentence, registered or not: "Foreign Minister Sergei Lavrov, Alexei Miller and his aides"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visits.mentions.names_unknown import NAME_STOPS, capitalised_run, spell
from visits.mentions.tokens import Token
from visits.model.mention import Person

TITLES = frozenset(
    """president prime minister foreign secretary state defense defence treasury commerce trade finance vice chancellor
    king queen prince princess first lady national security adviser advisor white house chief staff general senator
    republican democratic ambassador deputy economy energy oil interior spokesman spokeswoman press special envoy top
    aide politburo central committee party member director mayor governor chairman chairwoman commissioner counsellor
    councillor counselor economic senior personal sen. rep. gen. sir mr. mrs. ms. dr. mr mrs ms dr us u.s. british
    russian chinese head photo homeland counterterrorism communications affairs agriculture health education
    environment culture transport tourism industry industries labour labor population resources infrastructure planning
    development water home technology information media sports youth women science power petroleum mines works
    senate house minority majority whip speaker commodore brigadier colonel major lieutenant representative
    spouse""".split()
)
_AFFILIATIONS = frozenset({"R", "D", "I"})
BODIES = frozenset(
    """air force one ministry department committee council university group corp corp. bank house party company
    industries agency office news times post airlines motors association commission forum federation palace hotel
    embassy summit parliament congress senate army navy kremlin pentagon saturday sunday islamic christian ltd ltd. inc
    inc. plc forces""".split()
)
_LIST_ENDS = frozenset(
    """; : said says told met meets when after before while will would where during arrived arrives left leaves is are
    was were has had have who which whose that he she they " “ ” on in to for at into visited visits flew but
    discussed attended""".split()
)
_TOWARDS = frozenset({"to", "for", "in", "at", "on"})
_POSTS = frozenset(
    """ambassador envoy adviser advisor minister secretary representative director officer counsellor aide assistant
    deputy head commissioner""".split()
)
_APPOSING = frozenset("the a an his her their who whose".split())
_CLAUSE_ENDS = (_LIST_ENDS - frozenset("in on to for at into who which whose has have had that".split())) | {"as"}
_INSIDE = frozenset("of for with to by from against about than over under".split())
_LONGEST_CLAUSE = 80
_LONGEST_APPOSED = 14
"""Tokens between two people of a list, with an apposition of the one and the title of the other."""
_LEADING = frozenset("'s ’s the his her their counterpart counterparts host".split())
"""Words that lead to the name of a list's member: "Latvia's", "his Turkish counterpart"."""
_APPOSED = TITLES | frozenset("'s ’s the of head leader leaders new".split())
"""Words of an apposition that tells an office."""
_OWNING = frozenset({"his", "her", "their"})
_DASHES = frozenset({"-", "–", "—"})
_SELF = frozenset({"i", "me", "myself"})
_OTHERS = frozenset("other others several many more dozens some around about nearly scores".split())
_LONGEST_ASIDE = 14
_LONGEST_LIST = 70
_LONGEST_ITEM = 9
"""Tokens that a title may take before the name it goes with: "his deputy chief of staff for operations"."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a list: the person, where the article's people hold one, and the tokens of the name."""

    name: str
    person: Person | None
    first: int
    last: int  # exclusive


def goes_on_to(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True if nothing between two tokens can end a list: they are people and what is said of them."""
    return not any(t.low in _LIST_ENDS for t in tokens[first + 1 : last])


def named_at(tokens: Sequence[Token], j: int, last: int) -> Named | None:
    """The name that begins at token `j`; None where none does, or where it is an organisation's."""
    while j + 1 < last and tokens[j].capital and tokens[j].low in TITLES:
        j += 1
    if tokens[j].kind == "P":
        return _one_name(tokens, j, last) or _folded(tokens, j)
    end = min(_run_end(tokens, j), last)
    words = tokens[j:end]
    if len(words) < 2 or any(t.low in TITLES or t.low in BODIES for t in words):
        return None
    if len(words[0].raw) == 1 and not (len(words) == 3 and words[0].raw == "O"):  # "R-Wyo.", but "O Su Yong"
        return None
    return Named(spell(words), None, j, end)


def _one_name(tokens: Sequence[Token], j: int, last: int) -> Named | None:
    """ "Sheikh Salem Jaber Al-Sabah", of which the article's people hold two halves; None for any other name."""
    end = j + 1
    while end < last and tokens[end].kind == "P" and tokens[end].start == tokens[end - 1].end + 1:
        end += 1
    if end == j + 1 or any(t.mention.kind != "name" for t in tokens[j:end]):
        return None
    return Named(" ".join(t.mention.person.name for t in tokens[j:end]), None, j, end)


def _folded(tokens: Sequence[Token], j: int) -> Named | None:
    """The name of a person whom the article's people hold, without the titles that nobody knew for titles."""
    token = tokens[j]
    person: Person = token.mention.person
    if token.mention.kind != "name" or person.leader_id is not None:
        return Named(person.name, person, j, j + 1) if token.mention.kind == "name" else None
    words = person.name.split()
    if all(w.lower() in TITLES for w in words):  # "Deputy National Security Adviser", taken for a name
        return None
    while len(words) > 2 and words[0].lower() in TITLES:
        words = words[1:]
    end = capitalised_run(tokens, j + 1)
    if len(words) == 1 and j + 1 < end <= j + 4:  # "trade minister Yoon Sang-jick"
        return Named(f"{words[0]} {spell(tokens[j + 1 : end])}", person, j, end)
    return Named(" ".join(words), person, j, j + 1) if not BODIES & {w.lower() for w in words} else None


def _run_end(tokens: Sequence[Token], at: int) -> int:
    """Behind a run of capitalised words; a word that is a town's name as well is one of them ("Richard Branson")."""
    end = capitalised_run(tokens, at)
    if end == at and is_town(tokens[at]):  # "Hope Hicks"
        end = capitalised_run(tokens, at + 1)
        return end if end > at + 1 and tokens[at + 1].start == tokens[at].end + 1 else at
    if end == at + 1 and tokens[at].low not in TITLES and end < len(tokens) and is_town(tokens[end]):
        return end + 1
    return end


def is_town(token: Token) -> bool:
    """True for a word that is a town's name, as some first names and surnames are."""
    return token.kind == "L" and token.mention.kind == "city" and " " not in token.raw


def listed_from(tokens: Sequence[Token], start: int) -> list[Named]:
    """The names of the list that begins at `start`, up to the end of its clause."""
    found: list[Named] = []
    j = since = start
    last = min(start + _LONGEST_LIST, len(tokens))
    while j < last:
        if found and tokens[j].low == "who" and (behind := _behind_relative(tokens, j, last)) is not None:
            j = behind
        if _ends(tokens, j) or j - since > _LONGEST_ASIDE * 2:
            break
        item = named_at(tokens, j, last)
        if item is not None:
            found.append(item)
            j = since = item.last
        else:
            j = max(capitalised_run(tokens, j), j + 1)
    return found


def _behind_relative(tokens: Sequence[Token], who: int, last: int) -> int | None:
    """Where a list goes on behind "his wife, Carrie, who is expecting, and their son", else None."""
    if tokens[who - 1].low != ",":
        return None
    for j in range(who + 1, min(who + _LONGEST_ASIDE, last - 1)):
        if tokens[j].low == ",":
            return j + 1 if tokens[j + 1].low == "and" else None
    return None


def _ends(tokens: Sequence[Token], j: int) -> bool:
    low = tokens[j].low
    if low == "in" and tokens[j - 1].raw == "-":  # "his son-in-law"
        return False
    if low == ";" and j + 1 < len(tokens):  # "his wife, Melania; his daughter Ivanka; and"
        return tokens[j + 1].low not in {"his", "her", "and"}
    if low in _TOWARDS:  # "envoy to China Max Baucus" goes on
        return not any(t.low in _POSTS for t in tokens[max(j - 3, 0) : j])
    return low in _LIST_ENDS


def listed_before(tokens: Sequence[Token], end: int) -> list[Named]:
    """The names of the list that ends before token `end`: "Foreign Minister A, the banker B and C, an old friend"."""
    found: list[Named] = []
    j = end
    while j > 0:
        while (before := _before_apposition(tokens, j)) < j:
            j = before
        item = _named_before(tokens, j)
        if item is None:
            break
        found.insert(0, item)
        j = item.first
        while j > 0 and _describes(tokens, j - 1) and item.first - j < _LONGEST_ITEM:
            j -= 1
        joined = _before_joint(tokens, j)
        if joined == j:
            break
        j = joined
    return found


def _before_joint(tokens: Sequence[Token], j: int) -> int:
    """Before the comma, the "and" or the "as well as" that ends at `j`; `j` where none does."""
    while j > 0:
        if tokens[j - 1].low in {",", "and"}:
            j -= 1
        elif [t.low for t in tokens[max(j - 3, 0) : j]] == ["as", "well", "as"]:
            j -= 3
        else:
            break
    return j


def _before_apposition(tokens: Sequence[Token], end: int) -> int:
    """Before the apposition that ends at `end`, where one does: "Choe Son Hui, the foreign minister,"; and before what
    stands between dashes, and the party and state of "Nancy Pelosi, D-Calif."."""
    if tokens[end - 1].raw in _DASHES:
        return _before_dashes(tokens, end)
    for k in range(end - 2, max(end - 7, 0), -1):
        if tokens[k].raw in _AFFILIATIONS and tokens[k + 1].raw in _DASHES and tokens[k - 1].raw in {",", "("}:
            return _before_apposition(tokens, k - 1)
    j = end - 1 if tokens[end - 1].low == "," else end
    begin = next((k for k in range(j - 1, max(j - _LONGEST_ASIDE, 0), -1) if tokens[k].low == ","), None)
    if begin is None or any(_names_another(tokens, k) for k in range(begin, j)):
        return end
    first = tokens[begin + 1]
    title = first.kind == "P" or (first.capital and first.low in TITLES)
    opens = first.low in _APPOSING or title or (begin + 2 < j and tokens[begin + 2].low == "'s")
    return (
        begin if opens and all(tokens[k].kind in "wGPL" or tokens[k].raw == "-" for k in range(begin + 1, j)) else end
    )


def _names_another(tokens: Sequence[Token], k: int) -> bool:
    """True for a name that isn't the owner in an apposition: "Ben Rhodes, Obama's adviser,"."""
    named = tokens[k].kind == "P" and tokens[k].mention.kind == "name"
    return named and not (k + 1 < len(tokens) and tokens[k + 1].low == "'s")


def _before_dashes(tokens: Sequence[Token], end: int) -> int:
    """Before the aside between dashes that ends at `end`: "A -- his advisers --"; `end` where none does."""
    close = end
    while close > 0 and tokens[close - 1].raw in _DASHES:
        close -= 1
    for k in range(close - 1, max(close - _LONGEST_ASIDE, 0), -1):
        if tokens[k].raw in _DASHES and tokens[k].start > tokens[k - 1].end:
            return k
    return end


def subjects_before(tokens: Sequence[Token], end: int) -> list[Named]:
    """The people named from the head of the clause up to token `end`, but for those inside a description: "Foreign
    Minister A, B, who is in charge of trade, and the adviser on commerce, C"."""
    begin = end
    while begin > 0 and end - begin < _LONGEST_CLAUSE and not _opens_clause(tokens, begin - 1):
        begin -= 1
    found: list[Named] = []
    j = begin
    while j < end:
        item = named_at(tokens, j, end)
        if item is None:
            j = max(min(capitalised_run(tokens, j), end), j + 1)
            continue
        owner = item.last < len(tokens) and tokens[item.last].low == "'s"
        if not owner and not _inside_description(tokens, begin, item.first):
            found.append(item)
        j = item.last
    return found


def _opens_clause(tokens: Sequence[Token], j: int) -> bool:
    """True for a word that a clause's subject stands behind: a verb of the clause before, or "while"."""
    if tokens[j].low == "as":
        beside = {t.low for t in tokens[max(j - 2, 0) : j + 2]}
        return not beside & {"well", "such"}
    return tokens[j].low in _CLAUSE_ENDS and not (j and tokens[j - 1].low in {"who", "which"})


def _inside_description(tokens: Sequence[Token], begin: int, j: int) -> bool:
    """True for the names of "chairman of Deutsche Bank" and "who replaced John Smith"."""
    while j > begin and tokens[j - 1].kind == "w" and tokens[j - 1].capital and tokens[j - 1].low in TITLES:
        j -= 1
    if j > begin and tokens[j - 1].low in _INSIDE:
        return True
    for k in range(j - 1, begin - 1, -1):
        if tokens[k].low in {",", "and"}:
            return False
        if tokens[k].low in {"who", "whose", "which"}:
            return True
    return False


def listed_behind(tokens: Sequence[Token], j: int) -> list[Named]:
    """The names that "and" or a comma joins on to what stands before token `j`, up to the last behind an "and"."""
    found: list[Named] = []
    closed = False
    while j + 1 < len(tokens) and tokens[j].low in {",", "and"} and not closed:
        closed = tokens[j].low == "and" or tokens[j + 1].low == "and"
        j += 2 if tokens[j + 1].low == "and" else 1
        begin = j
        while (
            j < len(tokens)
            and j - begin < _LONGEST_ITEM
            and _describes(tokens, j)
            and not named_at(tokens, j, len(tokens))
        ):
            j += 1
        if begin < j < len(tokens) - 1 and tokens[j].low == "," and tokens[begin].low in _OWNING:
            j += 1  # "and her economy minister, A"
        item = named_at(tokens, j, len(tokens)) if j < len(tokens) else None
        if item is None:
            break
        found.append(item)
        j = item.last
    return found if closed else []


def coordinated(tokens: Sequence[Token], k: int) -> list[int]:
    """The members of the list of people that token k belongs to: "Obama, Hu and Medvedev"."""
    if tokens[k].low in _SELF and k > 1 and tokens[k - 1].low == "and" and tokens[k - 2].kind == "P":
        return [*coordinated(tokens, k - 2), k]  # "Kim and I"
    if tokens[k].kind != "P":
        return [k]
    if k >= 2 and tokens[k - 1].raw in {"-", "–", "/"} and tokens[k - 2].kind == "P":  # "the Reagan-Gorbachev summit"
        return [k - 2, k]
    members = [k]
    while (i := _joined(tokens, members[0], -1)) is not None:
        members.insert(0, i)
    while (i := _joined(tokens, members[-1], 1)) is not None:
        members.append(i)
    once = _once_each(tokens, members)
    listed = any(tokens[i].low == "and" for i in range(members[0], members[-1])) or _and_others(tokens, members[-1])
    return once if listed or len(once) > 2 else [k]  # "Hollande, Cameron, Merkel were among"


def _and_others(tokens: Sequence[Token], last: int) -> bool:
    """True for a list that goes on to people without names: "Trump, Abe and other leaders"."""
    behind = [t.low for t in tokens[last + 1 : last + 4]]
    behind = behind[1:] if behind[:1] == [","] else behind
    return behind[:1] == ["and"] and behind[1:2] != [] and behind[1] in _OTHERS


def _joined(tokens: Sequence[Token], j: int, way: int) -> int | None:
    """The person next to token j, to the left (-1) or right (1), whom a comma or an "and" joins on; None where nobody
    is."""
    for step in range(2, _LONGEST_APPOSED):
        i = j + way * step
        if not 0 <= i < len(tokens):
            return None
        if tokens[i].kind == "P":
            return i if _joins(tokens[min(i, j) + 1 : max(i, j)]) else None
    return None


def _joins(between: Sequence[Token]) -> bool:
    """True for what may stand between two people of a list: the apposition of the one, a comma or an "and", and what
    leads to the name of the other ("Duda, the president of Poland, and Latvia's Levits")."""
    words = [t.low for t in between]
    lead = len(words)
    while lead and (between[lead - 1].kind in "LG" or words[lead - 1] in _LEADING):
        lead -= 1
    if not lead or words[lead - 1] not in {",", "and"}:
        return False
    front = words[:lead]
    while front and front[-1] in {",", "and"}:
        front.pop()
    if not front:
        return True
    return (
        front[0] == "," and len(front) > 1 and all(t.kind in "LG" or t.low in _APPOSED for t in between[1 : len(front)])
    )


def _once_each(tokens: Sequence[Token], members: Sequence[int]) -> list[int]:
    """The members without the second token of "the Polish president, Andrzej Duda"."""
    first: dict[int, int] = {}
    for i in members:
        first.setdefault(id(tokens[i].mention.person), i)
    return sorted(first.values())


def _named_before(tokens: Sequence[Token], end: int) -> Named | None:
    """The name whose last token stands before `end`."""
    if tokens[end - 1].kind == "P":
        return named_at(tokens, end - 1, end)
    begin = end
    while begin > max(end - 6, 0) and (
        tokens[begin - 1].raw in {"-", "."}
        or is_town(tokens[begin - 1])
        or (tokens[begin - 1].kind == "w" and tokens[begin - 1].capital and tokens[begin - 1].low not in NAME_STOPS)
    ):
        begin -= 1
    for j in range(begin, end - 1):
        item = named_at(tokens, j, end)
        if item is not None and item.last == end:
            return item
    return None


def _describes(tokens: Sequence[Token], j: int) -> bool:
    """True for a word of the title before a name: "deputy premier", "the president's daughter"."""
    token = tokens[j]
    if token.kind in "GLP":
        return token.kind != "P" or token.mention.kind == "title"
    return token.raw == "-" or (
        token.kind == "w" and (token.low not in NAME_STOPS or token.low in {"the", "of", "for"})
    )

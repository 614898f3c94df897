"""The phrase around a noun of travel: its possessor, its adjectives, the word that governs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from visits.mentions.cues import Cue
from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.clause_bounds import clause_end
from visits.reports.context import Context

POSSESSIVES = frozenset({"his", "her", "their", "whose", "my"})

NP_STOPS = frozenset(
    """on during for in after before of from at ahead following amid despite about over with to into since between by
    and but or that which who while when as if because than upon , ; : . “ ” " ( ) – —""".split()
)

_TIMES = frozenset("week month year today day summer spring autumn winter weekend morning tomorrow yesterday".split())

PAYING = frozenset(
    """pay paid pays paying make made makes making begin began begins beginning begun start started starts starting
    kick kicked kicks kicking off end ended ends ending conclude concluded concludes concluding wrap wrapped
    wrapping wraps up finish finished finishing complete completed continue continued undertake undertook
    undertaking embark embarked embarks embarking take took taking takes opened opens opening launch launched
    finishes have has had having cut plan plans planned planning announce announced announces schedule scheduled
    confirm confirmed cancel cancels canceled cancelled canceling cancelling postpone postponed postpones postponing
    scrap scrapped scraps abandon abandoned delay delayed shorten shortens shortened shortening extend extends
    extended extending cap caps capped capping round rounds rounded rounding close closes closed shelve shelves
    shelved scuttle scuttles scuttled""".split()
)

COMPRISING = frozenset(
    """include includes included including featuring comprise comprises comprised cover covers covered span
    spans""".split()
)

_ADJECTIVAL = frozenset("planned scheduled announced cancelled canceled postponed opening delayed".split())


@dataclass(slots=True)
class NounPhrase:
    """The phrase around a noun cue: where it begins, whose it is, what stands before it."""

    first: int
    owner: int | None
    pronoun: bool
    lead: str
    lead_at: int
    inner: set[str]
    dates: list[int]
    lead_word: str = ""
    alien: bool = False  # somebody's who is no leader: "the administration's first visit"


def noun_phrase(tokens: Sequence[Token], cue: Cue) -> NounPhrase:
    """Walk left from the noun over its adjectives to its possessor, its article, or the word that governs it."""
    phrase = NounPhrase(cue.first, None, False, "", -1, set(), [])
    k = cue.first - 1
    while k >= 0 and cue.first - k < 16:
        token = tokens[k]
        if token.low == "'s" and k and tokens[k - 1].kind == "P":
            phrase.owner, k = k - 1, k - 2
            break
        if token.low == "'s" and k and tokens[k - 1].kind in "DL":
            k -= 1
            continue
        if token.low == "'s" and k and tokens[k - 1].kind == "w" and tokens[k - 1].low not in _TIMES:
            phrase.alien = True
        if token.low == "'" and k and tokens[k - 1].kind == "P":  # "Pope Francis' visit"
            phrase.owner, k = k - 1, k - 2
            break
        if token.low in POSSESSIVES:
            phrase.owner, phrase.pronoun, k = k, True, k - 1
            break
        if token.kind == "P":
            if (
                k == cue.first - 1
                or tokens[k + 1].kind in "DL"
                or tokens[k + 1].low in {"state", "official", "summit", "surprise", "asia", "foreign"}
            ):
                phrase.owner = k
                k -= 1
            break
        if token.kind == "D" and token.raw.lower().split()[-1] in {"before", "after"}:  # "two days before his visit"
            phrase.first = k + 1
            phrase.lead = phrase.lead_word = token.raw.lower().split()[-1]
            phrase.lead_at = k
            return phrase
        if token.kind == "D":
            phrase.dates.append(k)
        elif token.low == "last" and (cue.entry.id in _PARTS or _of_a_term(tokens, cue.last)):
            k -= 1
            continue
        elif token.low in NP_STOPS or (token.low in PAYING and _is_verb(tokens, k)):
            break
        phrase.inner.add(token.low)
        k -= 1
        if token.low in {"a", "an", "the", "this", "that", "its"}:
            break
    phrase.first = k + 1
    phrase.lead, phrase.lead_at = (tokens[k].low, k) if k >= 0 else ("", -1)
    particle = k >= 1 and tokens[k].low in {"up", "off", "on", "out", "short"}  # "kicked off", "cut short"
    when = k >= 2 and particle and tokens[k - 1].kind == "D" and tokens[k - 2].low in PAYING  # "embarks Friday on a"
    phrase.lead_word = tokens[k - 1 - when].low if particle else phrase.lead
    if when:
        phrase.dates.append(k - 1)
    return phrase


def _of_a_term(tokens: Sequence[Token], at: int) -> bool:
    """True behind "his last foreign trip as president" and "of his presidency": the final one, none before it."""
    behind = [t.low for t in tokens[at : at + 8]]
    return bool(_TERMS & set(behind)) or any(a == "as" and b in _HELD for a, b in pairwise(behind))


_PARTS = frozenset({"stop-noun"})
"""Parts of a journey, of which the last is the final one."""
_TERMS = frozenset("presidency premiership chancellorship papacy pontificate reign tenure term office".split())
_HELD = frozenset("president premier prime chancellor leader king queen emperor pope secretary head".split())

_DAY_NUMBERS = {
    word: number
    for number, words in enumerate(["first opening 1st one", "second 2nd two", "third 3rd three", "fourth 4th four"], 1)
    for word in words.split()
} | {"fifth": 5, "last": -1, "final": -1, "closing": -1}


def day_number(tokens: Sequence[Token], phrase: NounPhrase) -> int:
    """Which day of the visit is spoken of: 2 for "the second day of his visit" and "day two of", -1 for the last,
    0 where none is."""
    k = phrase.lead_at
    if phrase.lead != "of" or k < 2:
        return 0
    if tokens[k - 2].low == "day":
        return _DAY_NUMBERS.get(tokens[k - 1].low, 0)
    if tokens[k - 1].low in _DAY_NUMBERS and any(tokens[j].mention.kind == "duration" for j in phrase.dates):
        return _DAY_NUMBERS[tokens[k - 1].low]  # "on the second of a three-day visit"
    if tokens[k - 1].low != "day":
        return 0
    words = [t.low for t in tokens[max(k - 4, 0) : k - 1]]
    numbers = [_DAY_NUMBERS[w] for w in words if w in _DAY_NUMBERS]
    return next((n for n in numbers if n > 0), numbers[0] if numbers else 0)


def stated_length(ctx: Context, cue: Cue, phrase: NounPhrase) -> DateMention | None:
    """The stated length: "a three-day visit", "a visit of four days"; not that of "a ten-day Asian tour"."""
    tokens = ctx.tokens
    if _of_countries(tokens[phrase.first : cue.last]):
        return None
    near = [*phrase.dates, *range(cue.last, min(cue.last + 8, clause_end(tokens, cue.last, 10)))]
    for j in near:
        within = j >= cue.last and tokens[j - 1].low == "in"  # "his second visit in two months"
        if tokens[j].kind == "D" and tokens[j].mention.kind == "duration" and not within:
            mention: DateMention = tokens[j].mention
            return None if spans_countries(ctx, j) else mention
    return None


def spans_countries(ctx: Context, j: int) -> bool:
    """True for the length at token j of a journey that goes on to other countries: "on the first leg of a week-long
    European tour", "for a four-day trip that will also take him to Serbia"."""
    tokens = ctx.tokens
    before = [t.low for t in tokens[max(j - 6, 0) : j]]
    if _PART_OF_JOURNEY & set(before) and "of" in before:
        return True
    noun = next((c for c in ctx.sentence.cues if j < c.first <= j + 6 and not c.is_verb), None)
    if noun is None:
        return False
    if _of_countries(tokens[j + 1 : noun.first]) or (
        noun.entry.id == "tour-noun"
        and any(t.kind in "GL" and t.mention.country is None for t in tokens[noun.last :][:4])
    ):
        return True
    behind = [t.low for t in tokens[noun.last : noun.last + 8]]
    return "also" in behind and bool({"take", "takes", "took", "include", "includes", "included"} & set(behind))


_PART_OF_JOURNEY = frozenset({"leg", "stop", "stage", "part"})


def _of_countries(words: Sequence[Token]) -> bool:
    """True for "Asian tour", "three-nation trip": the length of the whole journey, not of a visit."""
    return any(
        t.low in {"nation", "country", "leg", "stop", "regional", "international"}
        or (t.kind in "GL" and t.mention.country is None)
        for t in words
    )


def _is_verb(tokens: Sequence[Token], k: int) -> bool:
    """False for the cancelled of "a cancelled trip" and the concluded of "the just-concluded visit"."""
    before = tokens[k - 1] if k else None
    if before is not None and before.raw == "-":
        return False
    if tokens[k].low not in _ADJECTIVAL:
        return True
    return before is not None and (
        before.kind == "P"
        or before.low in {"who", "has", "have", "had", "he", "she", "they", "and", "also", "both", "all", "each"}
    )


RELATIVES = frozenset({"that", "which"})


def behind_relative(tokens: Sequence[Token], first: int, last: int) -> int:
    """Behind the clause of "the visit that Merkel was to pay to Rome", where one follows the noun."""
    at = first + (first < len(tokens) and tokens[first].low in RELATIVES)
    if at >= len(tokens) or (tokens[at].kind != "P" and tokens[at].low not in {"he", "she"}):
        return first
    return next((j + 1 for j in range(at, min(at + 8, last, len(tokens))) if tokens[j].low in PAYING), first)


_HAD_BEEN = frozenset({"which", "that", "had", "has", "been", "was", "is", "to", "be"})
_SET = frozenset("scheduled planned due set slated expected held".split())
_FOR = frozenset({"for", "on", "to", "take", "place", "be", "held", "next", "this"})


def scheduled_for(tokens: Sequence[Token], first: int) -> int:
    """Where the place stands behind "the summit, which had been scheduled for June 12 in Singapore" and "the meeting -
    due in Singapore": the preposition's token, or `first` where nothing is said so."""
    j = first
    if j < len(tokens) and tokens[j].low in {",", "-", "–", "—"}:
        j += 1
    while j < len(tokens) and tokens[j].low in _HAD_BEEN:
        j += 1
    if j >= len(tokens) or tokens[j].low not in _SET:
        return first
    j += 1
    while j < len(tokens) and (tokens[j].kind == "D" or tokens[j].low in _FOR):
        j += 1
    return j if j < len(tokens) and tokens[j].low in {"in", "at"} else first

"""The places that a travel word leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visits.mentions.tokens import Token
from visits.model.mention import PlaceMention
from visits.reports.clause_bounds import GATHERINGS, behind_holding

INNER = frozenset(
    """the a an northern southern eastern western central neighbouring neighboring nearby city town capital island
    resort cathedral basilica stadium university key main closest ally backer rival neighbour neighbor
    port state province region village area country nation kingdom republic of and or then both historic ancient
    coastal mountain lakeside black sea his her its own home native birthplace hometown mainland , - outside near
    occupied divided war-torn impoverished communist embattled tiny oil-rich downtown old heart palace official
    residence border line frontier suburb suburban district city's international national""".split()
)
_PREPOSITIONS = frozenset(
    """in to at on for into onto via through across from with by of about over after before against toward towards
    near outside around between""".split()
)
STOPS = frozenset(
    """after before while when where who which whose but that because although though as since said says told ; : .
    “ ” " ( than despite amid following ahead""".split()
)
_ABSTRACT = frozenset(
    """pursuit order support response protest exchange favor favour spite hopes effort efforts reaction war court polls
    power press jail prison trial""".split()
)
_TROUBLES = frozenset(
    """crisis war conflict situation violence fighting unrest peace security stability poverty development reform
    democracy rights events""".split()
)
THEMES = frozenset("climate economic nuclear security peace g20 g-20 g7 g-7 g8 g-8 nato apec eu".split())
_OFFICIALS = frozenset({"ambassador", "envoy", "consul", "emissary", "ambassadors", "envoys"})
_MODIFIED = frozenset({"deal", "accord", "treaty", "pact", "agreement", "war", "talks", "crisis", "issue", "policy"})
PLACE_NOUNS = frozenset(
    {
        "capital",
        "city",
        "resort",
        "town",
        "port",
        "island",
        "province",
        "border",
        "parliament",
        "side",
        "soil",
        "territory",
        "airport",
        "base",
        "palace",
    }
)


_SPOKEN = frozenset("comments remarks interview testimony hearing rally debate".split())


@dataclass(frozen=True, slots=True)
class Destination:
    """A country to which a travel word leads, the city where one is named, and the token that says so."""

    country: str
    city: str | None
    at: int


def _speaks(tokens: Sequence[Token], j: int) -> bool:
    """True for the place of "the White House said": a government by the name of its seat."""
    return j + 1 < len(tokens) and tokens[j + 1].low in {"said", "says", "announced", "confirmed", "reported"}


def read_destinations(
    tokens: Sequence[Token],
    start: int,
    prepositions: Sequence[str],
    direct: bool,
    here: PlaceMention | None,
    limit: int = 14,
) -> list[Destination]:
    """The destinations to the right of a cue that ends before token `start`.

    Takes the places behind one of `prepositions` (or directly behind the cue), and the further members of a
    list: "to Japan, South Korea and China". A city followed by its country counts once. "here" means the
    place of the dateline.
    """
    found: list[Destination] = []
    allowed = direct
    first_words = {p.split()[0]: p.split()[1:] for p in sorted(prepositions, reverse=True)}  # the shorter one counts
    j, gap = start, 0
    if [t.low for t in tokens[j : j + 2]] == ["not", "only"]:
        j += 2
    while j < len(tokens) and gap <= limit:
        token = tokens[j]
        if (
            token.kind == "L"
            and j + 1 < len(tokens)
            and tokens[j + 1].low in _MODIFIED
            and token.mention.kind == "country"
        ):
            allowed = False  # "to stay in the Iran deal"
        elif token.kind in "LG" and _of_a_border(tokens, j):
            j += 2  # "at the U.S.-Mexico border": on which side, nobody says
        elif token.kind == "L" and allowed and (elsewhere := _named_elsewhere(tokens, j)) is not None:
            found.append(Destination(elsewhere, token.raw, j))
            j += 2
            gap = 0
        elif token.kind == "L" and found and (_possesses(tokens, j) or _speaks(tokens, j)):
            break  # "Saudi Arabia, Iran's main rival", "to Senegal, the White House said"
        elif token.kind == "L":
            if not allowed:
                if found:
                    break
            elif _add(found, token, j):
                gap = 0
        elif token.kind == "G":
            if allowed and j + 1 < len(tokens) and tokens[j + 1].low in PLACE_NOUNS | {"-"}:
                _add_demonym(found, tokens, j)
                gap = 0
        elif token.kind == "D":
            pass
        elif token.low == "here" and here is not None and here.country and not found:
            found.append(Destination(here.country, here.city, j))
            break
        elif not found and (behind := behind_holding(tokens, j)) is not None:
            j = behind
            continue
        elif found and (linked := _list_goes_on(tokens, j)):
            j += linked
            continue
        elif token.low in STOPS or (token.kind == "P" and not _passes(tokens, j, found)):
            break
        elif token.low in {"embassy", "consulate", "mission"} and not found:
            break
        elif token.low in _SPOKEN and not found and any(t.low in _PREPOSITIONS | {"during"} for t in tokens[start:j]):
            break  # "his meeting with Putin during his comments at the White House"
        elif (
            token.low in {"on", "about", "over"}
            and token.low not in first_words
            and not found
            and not (j + 1 < len(tokens) and tokens[j + 1].kind == "D")
        ):
            if not (j and tokens[j - 1].low in GATHERINGS):
                break  # what they speak about
            allowed = False  # "a summit on the crisis in Washington": the place may follow the topic
        elif token.low == "in" and j and tokens[j - 1].low in _TROUBLES and not _city_follows(tokens, j):
            break  # "a conference on the war in Syria"
        elif token.low in {"in", "to"} and j + 1 < len(tokens) and tokens[j + 1].low in _ABSTRACT:
            break  # "in pursuit of a strategy in Syria"
        elif j and tokens[j - 1].low in _OFFICIALS:
            break  # "the ambassador to Moscow"
        elif found and token.low in {"on", "in", "from"} and j + 1 < len(tokens) and tokens[j + 1].kind == "D":
            pass  # "to London on Monday and Paris on Tuesday"
        elif token.low in _PREPOSITIONS:
            if found and token.low not in ("in", "to", "on", "at", "outside", "near", "of"):
                break
            if found and not _continues_list(tokens, j):
                break
            goes_on = [t.low for t in tokens[j + 1 : j + 2]]  # "over to Poland", not "over Poland"
            allowed = (
                first_words.get(token.low) in ([], goes_on)
                or token.low in {"in", "at", "outside", "near"}
                or (token.low == "of" and allowed)
            )
        elif allowed and token.capital and _town_before_country(tokens, j):
            pass
        elif token.low not in INNER and token.low != "here" and not token.low.endswith("ly"):
            if found and gap > 3:
                break
            allowed = False
        j, gap = j + 1, gap + 1
    return found


def is_plain_word(token: Token) -> bool:
    """True for a word that can be a verb or a common noun: what follows "to" in an infinitive."""
    return token.kind == "w" and not token.capital and token.low.isalpha() and token.low not in INNER | _PREPOSITIONS


def _list_goes_on(tokens: Sequence[Token], j: int) -> int:
    """How many words at token j only join the next place of a list, or put a day beside the last one."""
    words = [t.low for t in tokens[j : j + 3]]
    if words == ["as", "well", "as"]:
        return 3
    if words[:2] == ["but", "also"]:
        return 2
    if len(words) == 3 and words[0] == "(" and words[2] == ")" and tokens[j + 1].kind == "D":
        return 3  # "to Brussels (Wednesday) and Rome"
    return 0


def _named_elsewhere(tokens: Sequence[Token], j: int) -> str | None:
    """The country of "Paris, Texas" and "Holland, Michigan", and of an ambiguous town before its country ("Huntsville,
    Canada")."""
    if j + 2 >= len(tokens) or tokens[j + 1].low != "," or tokens[j + 2].kind != "L":
        return None
    whole: PlaceMention = tokens[j + 2].mention
    closed = j + 3 >= len(tokens) or tokens[j + 3].low in {",", ".", "on"}
    if tokens[j].mention.kind != "city" and not (whole.kind == "region" and whole.country == "USA" and closed):
        return None
    narrower = whole.kind == "region" or (whole.kind == "country" and tokens[j].mention.ambiguous)
    return whole.country if narrower and whole.country != tokens[j].mention.country else None


def _of_a_border(tokens: Sequence[Token], j: int) -> bool:
    """True for the U.S. of "the U.S.-Mexico border"."""
    words = tokens[j : j + 4]
    kinds = "".join(t.kind for t in words[:3])
    return len(words) == 4 and kinds in ("LpL", "LpG", "GpL") and words[1].raw == "-" and words[3].low == "border"


def _possesses(tokens: Sequence[Token], j: int) -> bool:
    """True for a place whose own the next words are, unless they are a place themselves ("Italy's capital")."""
    if j + 2 >= len(tokens) or tokens[j + 1].low not in {"'s", "’s"}:
        return False
    return not any(t.low in PLACE_NOUNS or t.kind == "L" for t in tokens[j + 2 : j + 5])


def _town_before_country(tokens: Sequence[Token], j: int) -> bool:
    """True for the Zwettl of "in Zwettl, Austria", which no table knows."""
    k = j + 1
    while k < len(tokens) and k - j < 4 and tokens[k].capital and tokens[k].kind == "w":
        k += 1
    return (
        k + 1 < len(tokens)
        and tokens[k].low == ","
        and tokens[k + 1].kind == "L"
        and tokens[k + 1].mention.country is not None
    )


def _passes(tokens: Sequence[Token], j: int, found: Sequence[Destination]) -> bool:
    """A person in the way: passed over before the place ("to meet Xi in Beijing"), the end of it behind."""
    return not found and tokens[j].kind == "P"


def _city_follows(tokens: Sequence[Token], j: int) -> bool:
    return j + 1 < len(tokens) and tokens[j + 1].kind == "L" and tokens[j + 1].mention.kind in ("city", "site")


def _continues_list(tokens: Sequence[Token], j: int) -> bool:
    """True for "to Israel and then to Jordan" and "to the capital of Ghana"."""
    return j > 0 and (
        tokens[j - 1].low
        in {"and", "then", ",", "on", "city", "island", "resort", "capital", "town", "port", "province"}
        or tokens[j].low == "in"
    )


def _add(found: list[Destination], token: Token, j: int) -> bool:
    place: PlaceMention = token.mention
    if place.country in (None, "EUU"):  # the Union hosts nobody: its members do
        return False
    last = found[-1] if found else None
    city = place_name(place)
    if last is not None and last.country == place.country:
        if last.city is None and city:
            found[-1] = Destination(last.country, city, last.at)
        return True
    found.append(Destination(place.country, city, j))
    return True


def place_name(place: PlaceMention) -> str | None:
    """What the `cities` column calls a place: the city's usual name, a site as the article writes it."""
    return place.city if place.kind == "city" else place.text if place.kind == "site" else None


def _add_demonym(found: list[Destination], tokens: Sequence[Token], j: int) -> None:
    country = tokens[j].mention.country
    if country and country != "EUU" and not any(d.country == country for d in found):
        found.append(Destination(country, None, j))


def place_before(tokens: Sequence[Token], at: int) -> Destination | None:
    """The place that qualifies a noun: "his China visit", "the Asia trip", "its Moscow summit"."""
    j = at - 1
    while (
        j >= 0
        and tokens[j].kind == "w"
        and tokens[j].low
        in THEMES | {"state", "official", "three", "two", "day", "summit", "first", "second", "last", "recent"}
    ):
        j -= 1
    if j >= 0 and tokens[j].kind == "L" and tokens[j].mention.country:
        place = tokens[j].mention
        return Destination(place.country, place_name(place), j)
    return None

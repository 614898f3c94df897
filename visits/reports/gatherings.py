"""The gathering that an article reports on: where its leaders meet, and what the article quotes from it.

"The summit" that a later sentence speaks of is the one that the title or the first sentences place: by their own
words ("the G20 summit in Toronto", "in Italy for the summit") or, failing that, by the dateline. A collection of
statements made there puts the leaders whom it quotes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from visits.mentions.tokens import Token
from visits.model.mention import DateMention, PlaceMention
from visits.reports.destinations import place_before, place_name, read_destinations

if TYPE_CHECKING:
    from visits.mentions.cues import CueFinder
    from visits.reports.discourse import Sentence

_OPENING = 6
"""Sentences, the title among them, that tell what an article is about."""
_NEWS_DAYS = 4
_OTHER_TIMES = frozenset("last previous earlier next future upcoming another former first second".split())
_GENERIC = frozenset({"summit", "summits"})
_OF_MEMBERS = frozenset(
    """countries country nations nation economies economy members member states partners ministers minister officials
    finance foreign group club communique declaration chair chairman presidency sherpa sherpas process agenda targets
    commitments pledge pledges""".split()
)
_STATEMENTS = frozenset("comments quotes remarks statements highlights excerpts".split())
_ATTENDING = frozenset({"for", "attending", "attend", "at", "ahead"})


@dataclass(frozen=True, slots=True)
class Gathering:
    """Where and when the leaders meet. `place_at` are the offsets of the place's words, `named_at` those of the
    gathering's; `quoted_from` is the number of the first sentence of a collection of statements made there."""

    country: str
    city: str | None
    place_at: tuple[int, int]
    named_at: tuple[int, int]
    day: DateMention | None
    quoted_from: int | None


def gathering_at(tokens: Sequence[Token], j: int, cues: CueFinder) -> int:
    """How many tokens from j on name a gathering of leaders; 0 where none is named. The G20 of "the G20 countries" is
    a group, and the last, the next or another summit is not the one under report."""
    count = 1 if tokens[j].low in _GENERIC else cues.gathering(tokens, j)
    if not count:
        return 0
    after = tokens[j + count].low if j + count < len(tokens) else ""
    before = {t.low for t in tokens[max(j - 3, 0) : j]}
    return 0 if after in _OF_MEMBERS or before & _OTHER_TIMES else count


def find_gathering(
    sentences: Sequence[Sentence], here: PlaceMention | None, on: date | None, cues: CueFinder
) -> Gathering | None:
    """The gathering that the title or the first sentences of an article of that day speak of, where they tell its
    place."""
    opening = sentences[:_OPENING]
    named = [(s, j, n) for s in opening for j in range(len(s.tokens)) if (n := gathering_at(s.tokens, j, cues))]
    if not named:
        return None
    place = next((p for s, j, n in named if (p := _placed(s.tokens, j, n)) is not None), None)
    if place is None and here is not None and here.country and any(_reported(s, j) for s, j, _ in named):
        place = (here.country, here.city, (here.start, here.end))
    if place is None:
        return None
    sentence, j, count = named[0]
    span = (sentence.tokens[j].start, sentence.tokens[j + count - 1].end)
    told = [*(s for s, _, _ in named), *opening]
    return Gathering(*place, span, _day(told, on), _quoted_from(sentences))


def _placed(tokens: Sequence[Token], j: int, count: int) -> tuple[str, str | None, tuple[int, int]] | None:
    """The place of "the summit in Honolulu", "the Cannes summit" and "in Italy for the summit"."""
    places = read_destinations(tokens, j + count, ["in", "at"], False, None, limit=6)[:1]
    before = place_before(tokens, j)
    at = places[0].at if places else before.at if before is not None else _before_purpose(tokens, j)
    if at is None:
        return None
    place: PlaceMention = tokens[at].mention
    country = places[0].country if places else place.country
    if country in (None, "EUU"):  # the Union's summits take place in one of its members
        return None
    return country, place_name(place), (tokens[at].start, tokens[at].end)


def _before_purpose(tokens: Sequence[Token], j: int) -> int | None:
    """The place that the gathering is the purpose of going to: "leaders in Italy for the summit"."""
    for i in range(j - 1, max(j - 8, 0), -1):
        if tokens[i].low in _ATTENDING and tokens[i - 1].kind == "L" and tokens[i - 2].low in {"in", "at", "to"}:
            return i - 1
    return None


def _reported(sentence: Sentence, j: int) -> bool:
    """True for a gathering in the first sentences that lies neither ahead nor behind."""
    words = {t.low for t in sentence.tokens[:j]}
    return sentence.number <= 2 and not words & {"ahead", "before", "after", "week", "month", "will"}


def _day(sentences: Sequence[Sentence], on: date | None) -> DateMention | None:
    """The first day or days that the sentences name, as near to publication as news is."""
    for sentence in sentences:
        for token in sentence.tokens:
            if token.kind == "D" and on is not None and _is_news(token.mention, on):
                mention: DateMention = token.mention
                return mention
    return None


def _is_news(mention: DateMention, on: date) -> bool:
    first = mention.first.exact() if mention.first is not None and mention.kind in ("date", "range") else None
    return first is not None and abs((first - on).days) <= _NEWS_DAYS


def _quoted_from(sentences: Sequence[Sentence]) -> int | None:
    """Where the statements begin that a title or a lead announces: "Following are comments by leaders at"."""
    for sentence in sentences[:_OPENING]:
        words = [t.low for t in sentence.tokens]
        for j, word in enumerate(words):
            if word in _STATEMENTS and ("following" in words[max(j - 4, 0) : j] or (sentence.in_title and j < 4)):
                return sentence.number
    return None

"""The cheap tests that turn most news away before it is read closely.

A visit needs a leader of one country in another, and some sentence has to say so. Two tests lean on what no rule can
do without, and on nothing else: what they turn away, the rules would have read in vain.

1. Of the whole article: it names somebody who can lead a country, and a country that is not theirs.
2. Of each sentence: it speaks of a person, and of a place abroad, or of two people of whom one receives the other,
   or of a visit or a movement where the dateline lies abroad.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from visits.lexicon.load import Lexicon, forms_of_all
from visits.mentions.identities import can_hold, distinctive_leader
from visits.mentions.names import NameHit, Span
from visits.mentions.names_unknown import NAME_STOPS, PARTICLES
from visits.mentions.person_phrases import COMMON_SHORT_NAMES, HONORIFICS, MODIFIERS, NO_FIRST_NAMES
from visits.mentions.words import WordSearch, plain
from visits.model.codes import HEAD_ROLES
from visits.registry import Registry
from visits.reports.destinations import PLACE_NOUNS

_POPE = re.compile(r"\b(?:[Pp]ope|[Pp]ontiff|[Pp]apal|[Hh]oly [Ff]ather)\b")
_POPE_PARTS = ("ope", "ontiff", "apal", "ather")
"""Of one of which every word for the pope has one: looking for them first is ten times as quick."""
_NAME_BEFORE = re.compile(r"""[^\s.!?"“:—–)-] ([^\W\d_]+) $""")
_NAME_BEHIND = re.compile(r" ([^\W\d_]+)")
_PRONOUNS = re.compile(
    r"\b(?:i|my|me|he|she|him|her|his|himself|herself|they|leaders|presidents|two|both|pair|couple)\b"
)
_PLACING = re.compile(r"\b(?:in|at|where|en route)\b")
_HERE = re.compile(r"\bhere\b")
_NEXT_WORD = re.compile(r" ?(-|\w+)")
_REACH = 60
"""Characters within which a title has its country beside it."""
_OF = re.compile(rf"(?:\s+(?:[A-Z]|(?:{'|'.join(sorted(PARTICLES))})\b)[\w.'’-]*)*+\s+of\s+(?:the\s+)?")
_LIST = re.compile(r"(?:\s|,|\band\b|\bthe\b)+")
_TITLE_GAP = re.compile(r"[\s-]*(?:elect|designate)?(?:\s+of\s+(?:the\s+)?[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,4}+,?)?\s*")


@dataclass(slots=True)
class Scene:
    """What the first test saw of an article: the titles, the people, the places abroad."""

    low: str
    people: list[int]
    abroad: list[Span]
    away: bool


class Gate:
    """Decides what of an article is worth a close reading; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, lexicon: Lexicon):
        self._registry = registry
        self._ranks = {
            title: office
            for office in lexicon.offices
            for form in office.forms
            for title in (form.lower(), form.lower() + "s")
        }
        self._titles = WordSearch([*self._ranks, *HONORIFICS])
        nouns = [form for noun in lexicon.travel_nouns for form in noun.forms]
        self._travel = WordSearch([*forms_of_all(v for v in lexicon.travel_verbs if v.id != "say"), *nouns])
        verbs = lexicon.travel_verbs
        moving = [v for v in verbs if v.sense in ("arrival", "travel", "leaving")]
        self._moves = WordSearch(
            [
                *forms_of_all(moving),
                *(form for noun in lexicon.travel_nouns if noun.sense == "visit" for form in noun.forms),
            ]
        )
        self._receives = WordSearch(
            forms_of_all(
                v for v in verbs if v.sense == "hosting" or (v.sense == "visit" and v.direct) or v.id == "address"
            )
            | {"visiting"}
        )
        meeting = [form for noun in lexicon.travel_nouns if noun.id == "talks-noun" for form in noun.forms]
        self._meets = WordSearch([*forms_of_all(v for v in verbs if v.sense == "meeting"), *meeting])
        gatherings = [form.lower() for occasion in lexicon.occasions for form in occasion.forms]
        self._gatherings = WordSearch(["summit", *gatherings])
        modifiers = "|".join(re.escape(word) for word in sorted(MODIFIERS) if word.isalpha())
        self._modifiers = re.compile(rf"(?:['’]s\b|\s|,|-|\b(?:{modifiers})\b)*+", re.IGNORECASE)

    def scene(
        self, string: str, names: Sequence[Span], here: str | None, on: date | None, any_day: bool = False
    ) -> Scene | None:
        """What an article holds for the second test; None if it cannot hold a visit.

        `names` are the spans that the name scanner found, `here` is the country of the dateline, `on` the day from
        which offices are judged. With `any_day` the scene is one that holds what that of any day would.
        """
        places = [span for span in names if span[2] in "LG" and span[3].country]
        if not places and here is None:
            return None
        low = plain(string)
        titles = self._titles.find(low)
        led = {"VAT"} if _names_a_pope(string) else set()
        people = [span for span in names if span[2] in "FS"]
        edges = ({span[1] + 1 for span in names}, {span[0] - 1 for span in names})
        known = {
            leader_id
            for span in people
            if span[2] == "F" or self._tells(string, low, span, edges, titles, on, any_day)
            for leader_id in span[3].leader_ids
        }
        led.update(term.country for leader_id in known for term in self._registry.leader(leader_id).terms)
        titled = self._of_titles(string, titles, places)
        led |= titled
        if not led:
            return None
        abroad = [
            span
            for span in places
            if len(led) > 1 or span[3].country not in led or (any_day and self._was_elsewhere(span[3].text))
        ]
        away = here is not None and (len(led) > 1 or here not in led)
        if not titled:  # then a title means one of the leaders named, or nobody who leads
            people = [span for span in people if not known.isdisjoint(span[3].leader_ids)]
            titles = [span for span in titles if self._stands_alone(low[span[0] : span[1]])]
        somebody = [span[0] for span in people] + [span[0] for span in titles]
        return Scene(low, somebody, abroad, away) if abroad or away else None

    def _stands_alone(self, title: str) -> bool:
        return title not in self._ranks or self._ranks[title].stands_alone

    def _tells(
        self,
        string: str,
        low: str,
        span: Span,
        edges: tuple[set[int], set[int]],
        titles: Sequence[tuple[int, int]],
        on: date | None,
        any_day: bool,
    ) -> bool:
        """True for a last name that can stand for a leader whom nothing else names.

        `edges` are the offsets at which a name begins if it follows another, and ends if another follows it.
        """
        start, end, _, hit = span
        common = low[start:end] in COMMON_SHORT_NAMES
        goes_on = end not in edges[1] and _other_name(_NAME_BEHIND.match(string, end))
        k = bisect_right(titles, (start, 0))
        for first, last in titles[max(k - 2, 0) : k]:
            if _TITLE_GAP.fullmatch(string, last, start):
                office = self._ranks.get(low[first:last])
                if office is None:
                    return self._distinctive(hit.leader_ids, on, any_day)
                if not (common and goes_on) and can_hold(self._registry, hit.leader_ids, office, on):
                    return True
        if goes_on or common:
            return False
        if start not in edges[0] and _other_name(_NAME_BEFORE.search(string, max(start - 40, 0), start)):
            return False
        return self._distinctive(hit.leader_ids, on, any_day)

    def _distinctive(self, leader_ids: Sequence[str], on: date | None, any_day: bool) -> bool:
        if any_day:
            return self._ever_head(leader_ids)
        return distinctive_leader(self._registry, leader_ids, on) is not None

    def _was_elsewhere(self, place: str) -> bool:
        """True for a place that has belonged to more than one country."""
        return len(self._registry.place_readings.get(place, ())) > 1

    def _of_titles(self, string: str, titles: Sequence[tuple[int, int]], places: Sequence[Span]) -> set[str]:
        """The countries beside titles: "the French president", "King Fahd of Saudi Arabia"."""
        found: set[str] = set()
        starts = [span[0] for span in places]
        for start, end in titles:
            k = bisect_right(starts, start)
            if k and start - places[k - 1][1] < _REACH and self._modifiers.fullmatch(string, places[k - 1][1], start):
                found.update(_listed(string, places, k - 1, -1))
            if k < len(places) and places[k][0] - end < _REACH and _OF.fullmatch(string, end, places[k][0]):
                found.update(_listed(string, places, k, 1))
        return found

    def worth_a_look(self, string: str, places: Sequence[tuple[int, int]], people: Sequence[NameHit]) -> bool:
        """False where the scene of a string is None on any day: a first look, at a tenth of the cost.

        `places` and `people` are all that may be named in it (see `NameScanner.sightings`).
        """
        return self._may_lead(string, places, people, self._titles.find(plain(string)))

    def _may_lead(
        self,
        string: str,
        places: Sequence[tuple[int, int]],
        people: Sequence[NameHit],
        titles: Sequence[tuple[int, int]],
    ) -> bool:
        """False where nobody in a string leads a country, as `scene` would see it."""
        if any(hit.full for hit in people) or _names_a_pope(string):
            return True
        if any(self._joined(string, title, place) for title, place in _close(titles, places)):
            return True
        behind = sorted(end for _, end in titles)
        spans = [*places, *((hit.start, hit.end) for hit in people)]
        edges = ({end + 1 for _, end in spans}, {start - 1 for start, _ in spans})
        for hit in people:
            k = bisect_right(behind, hit.start)
            if k and hit.start - behind[k - 1] < _REACH:
                return True
            if not _goes_by_another_name(string, hit, edges) and self._ever_head(hit.leader_ids):
                return True
        return False

    def _joined(self, string: str, title: tuple[int, int], place: tuple[int, int]) -> bool:
        """True for a title and a place beside it that is the country of its bearer."""
        if place[1] <= title[0]:
            return self._modifiers.fullmatch(string, place[1], title[0]) is not None
        return _OF.fullmatch(string, title[1], place[0]) is not None

    def _ever_head(self, leader_ids: Sequence[str]) -> bool:
        """True if one of these leaders was ever head of state or government."""
        return any(term.role in HEAD_ROLES for i in leader_ids for term in self._registry.leader(i).terms)

    def promising(self, string: str, sentences: Sequence[tuple[int, int]], scene: Scene) -> list[int]:
        """The numbers of the sentences that can be the first to tell of a visit."""
        starts = [start for start, _ in sentences]

        def numbers(offsets: Iterable[int]) -> set[int]:
            return {max(bisect_right(starts, offset) - 1, 0) for offset in offsets}

        people = numbers(scene.people)
        if not people:
            return []
        first = min(people)
        spoken_of: dict[int, bool] = {}

        def somebody(n: int) -> bool:
            if n not in spoken_of:
                spoken_of[n] = n in people or (n >= first and _PRONOUNS.search(scene.low, *sentences[n]) is not None)
            return spoken_of[n]

        places = numbers(span[0] for span in scene.abroad if span[2] == "L" or _leads_a_place(string, span[1]))
        chosen = {n for n in places if somebody(n) and self._travels(scene.low, *sentences[n])}
        chosen |= people & numbers(start for start, _ in self._receives.find(scene.low))
        if self._gatherings.find(scene.low):
            chosen |= people
        if scene.away:
            moves = numbers(start for start, _ in self._moves.find(scene.low))
            moves |= numbers(match.start() for match in _HERE.finditer(scene.low))
            chosen |= {n for n in moves if somebody(n)}
            chosen |= people & numbers(start for start, _ in self._meets.find(scene.low))
        return sorted(chosen)

    def _travels(self, low: str, start: int, end: int) -> bool:
        """True for a sentence with a travel word, or with words that place somebody somewhere."""
        return bool(_PLACING.search(low, start, end) or self._travel.find(low[start:end]))


def _names_a_pope(string: str) -> bool:
    return any(part in string for part in _POPE_PARTS) and _POPE.search(string) is not None


def _close(
    titles: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The titles with each of the places within their reach."""
    starts = [start for start, _ in places]
    for title in titles:
        for k in range(bisect_right(starts, title[0] - 2 * _REACH), bisect_right(starts, title[1] + _REACH)):
            yield title, places[k]


def _goes_by_another_name(string: str, hit: NameHit, edges: tuple[set[int], set[int]]) -> bool:
    """True for a last name that a capitalised word beside it, no known name itself, makes somebody else's."""
    if hit.end not in edges[1] and _other_name(_NAME_BEHIND.match(string, hit.end)):
        return True
    before = _NAME_BEFORE.search(string, max(hit.start - 40, 0), hit.start)
    return hit.start not in edges[0] and _other_name(before)


def _listed(string: str, places: Sequence[Span], k: int, step: int) -> Iterator[str]:
    """The countries of a list that begins at place k and goes on to the left or to the right."""
    yield places[k][3].country
    while 0 <= k + step < len(places):
        left, right = sorted((k, k + step))
        if not _LIST.fullmatch(string, places[left][1], places[right][0]):
            return
        k += step
        yield places[k][3].country


def _other_name(match: re.Match[str] | None) -> bool:
    """True for a capitalised word beside a last name that makes it somebody else's."""
    if match is None:
        return False
    word = match.group(1)
    return word[0].isupper() and word[1:].islower() and word.lower() not in NAME_STOPS | MODIFIERS | NO_FIRST_NAMES


def _leads_a_place(string: str, end: int) -> bool:
    """True for the demonym of "the Chinese capital", which is a place."""
    match = _NEXT_WORD.match(string, end)
    return match is not None and (match.group(1) == "-" or match.group(1).lower() in PLACE_NOUNS)

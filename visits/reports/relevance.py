"""Which sentences of an article the rules have to look at: in all others they would find nothing.

Each rule needs words that stand in few sentences: a travel word, somebody who travels, a place. The tests lean on
what every rule of a kind cannot do without, so that they turn nothing away that a rule would read.
"""

from __future__ import annotations

import re

from visits.lexicon.load import Lexicon, forms_of_all
from visits.mentions.words import WordSearch
from visits.reports.appearances import BESIDE, BY_HAND
from visits.reports.discourse import Discourse
from visits.reports.echoes import LIKEWISE
from visits.reports.spoken_here import HEARERS, OCCASIONS
from visits.reports.stops import ITS_PARTS, STOP_WORDS

_SOMEBODY = WordSearch("i my he she him her his they leaders presidents two both pair couple".split())
_HERE = WordSearch(["here"])
_SEEN = WordSearch(sorted(BESIDE | BY_HAND | HEARERS | OCCASIONS))
_STOPS = WordSearch(sorted(STOP_WORDS | ITS_PARTS))
_THERE = WordSearch(
    sorted({*LIKEWISE, "there", "attend", "attended", "attending", "take part", "joined by", "others", "been in the"})
)
_COUNTED_AGAIN = re.compile(r"the\s+(?:first|second|third|fourth|fifth|sixth)\b")


class Relevance:
    """Picks the sentences that are worth reading closely; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon):
        moves = forms_of_all(v for v in lexicon.travel_verbs if v.sense != "presence" or v.id == "address")
        self._verbs = WordSearch(moves | {"way", "route"})
        nouns = [form for noun in lexicon.travel_nouns for form in noun.forms]
        self._nouns = WordSearch([*nouns, *(form for occasion in lexicon.occasions for form in occasion.forms)])
        self.words = (_SOMEBODY, _HERE, _SEEN, _STOPS, _THERE, self._verbs, self._nouns)
        """The lists of words by which sentences are picked."""

    def telling(self, discourse: Discourse) -> set[int]:
        """The numbers of the sentences that can tell of a visit or a meeting by themselves.

        A noun of travel can stand for a visit spoken of before. A verb of movement or meeting needs somebody; what
        else a leader does, and where he is, needs somebody and a place, unless the article reports on a gathering.
        """
        reading = discourse.reading
        somebody = reading.telling(_SOMEBODY) | reading.numbers(mention.start for mention in discourse.people)
        acting = somebody
        if discourse.gathering is None:
            seen = reading.telling(_SEEN) if discourse.dateline is not None else set()
            elsewhere = reading.telling(_HERE) | reading.telling(_THERE) | seen
            acting = somebody & (reading.telling(self._verbs) | self.placed(discourse) | elsewhere)
        low = reading.low
        again = {n for n, (start, _) in enumerate(reading.sentences) if _COUNTED_AGAIN.match(low, start)}
        stops = reading.telling(_STOPS)  # "Fiji is next" names nobody
        stops = stops & self.placed(discourse) if stops else stops
        return acting | reading.telling(self._nouns) | again | stops

    @staticmethod
    def placed(discourse: Discourse) -> set[int]:
        """The numbers of the sentences that name a place."""
        return discourse.reading.numbers(span[0] for span in discourse.names if span[2] in "LG" and span[3].country)

    @staticmethod
    def countries(discourse: Discourse) -> dict[int, set[str]]:
        """The countries of the places that each sentence names, by its number."""
        countries: dict[int, set[str]] = {}
        for start, _, kind, place in discourse.names:
            if kind == "L" and place.country:
                countries.setdefault(discourse.reading.number(start), set()).add(place.country)
        return countries

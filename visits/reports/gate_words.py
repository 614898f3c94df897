"""The words before a place, read backwards: whether they name somebody who can be the subject of what is said there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from visits.reports.clauses import VEHICLES
from visits.reports.gate_scene import Scene
from visits.reports.meetings import MEALS
from visits.reports.noun_phrases import NP_STOPS, POSSESSIVES
from visits.reports.noun_travellers import AT_GATHERINGS
from visits.reports.verb_groups import AUXILIARIES

_WINDOW = 260
"""Characters before a place that are looked at."""
_LISTED = 120
"""Characters before the end of a subject in which its people are named."""
_MARKS = ",;:.!?()\"“”‘’'[]"
_QUOTES, _INSERTED = "\"'”’“‘", ",)–—-"
_APOSTROPHE = re.compile("['’]")
_WHEN = frozenset(
    """on late early earlier here last this next monday tuesday wednesday thursday friday saturday sunday today
    yesterday tomorrow week weekend month year morning afternoon evening night noon recently then ago
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sept sep oct nov dec""".split()
)
_PRONOUNS = frozenset({"he", "she", "i", "they", "both", "two", "pair", "couple"})
_BEFORE_VERBS = frozenset(
    """and but or then after before while when since by from without of upon on despite first second third leader last
    only one man woman person pontiff president who""".split()
)
_CARRIED = re.compile(r"\b(?:him|her|them)\b")
_CONVEYED = frozenset({"delegation", "entourage"})
_SEVERAL = frozenset("leaders presidents heads counterparts two both pair couple they".split())
_BE = frozenset("is are was were be been being".split())
_OTHER_HELP = frozenset("has have had to will would".split())
_PARTIES = frozenset({"between", "with", "of", "honoring", "honouring"})
_SUBJECT_WORDS = 16


@dataclass(slots=True)
class WordsBefore:
    """The words of a sentence before an offset, the nearest first, with their marks. `country` is that of the place
    there, None where it may be any."""

    scene: Scene
    begin: int
    start: int
    country: str | None
    words: list[str]

    @classmethod
    def of(cls, scene: Scene, begin: int, start: int, country: str | None) -> WordsBefore:
        words = scene.string[max(begin, start - _WINDOW) : start].split()
        words.reverse()
        return cls(scene, begin, start, country, words)

    def names_somebody(self, k: int, anywhere: bool = False) -> bool:
        """True if word k can be the last of a subject that holds somebody who is not at home in the country (or
        is: `anywhere`)."""
        if _APOSTROPHE.split(bare(self.words[k]))[0] in _PRONOUNS:  # "he's"
            return True
        last = self._offset(k)
        titled = any(at <= last < end for at, end, _ in self.scene.signs.titles)
        if self.words[k] == self.words[k].lower() and not titled:  # "al-Maliki" has its capital inside
            return False
        if any(at == last and sign.place.kind == "demonym" for at, _, sign in self.scene.signs.places if sign.place):
            return True  # "the first American to visit"
        named = self.scene.cast.homes_in(max(self.begin, last - _LISTED), last + len(self.words[k]))
        return any(anywhere or homes != {self.country} for homes in named)

    def has_bearer(self) -> bool:
        """True if the sentence holds somebody who can be on a visit, somewhere (see `Scene.has_bearer`)."""
        return self.scene.has_bearer(self.begin, self.scene.around(self.start)[1])

    def carries(self, i: int, at: int) -> bool:
        """True if somebody stands between word i, which takes him along, and word `at`."""
        begin, end = self._offset(i), self._offset(at)
        return bool(self.scene.cast.homes_in(begin, end)) or _CARRIED.search(self.scene.low, begin, end) is not None

    def _offset(self, k: int) -> int:
        """Where word k begins in the text."""
        at = self.start
        for word in self.words[: k + 1]:
            at = self.scene.string.rfind(word, 0, at)
        return at

    def has_subject(self, i: int, done: bool, anywhere: bool) -> bool:
        """True where the words before verb i can end its subject (see `clauses.subject`); `done` says that behind a
        form of "be" the verb would be a passive, which has none that travels."""
        words, k, helps = self.words, i + 1, ""
        while k < len(words) and k - i < _SUBJECT_WORDS:
            low = bare(words[k])
            if words[k].rstrip(_QUOTES)[-1:] in _INSERTED:
                break
            if not (low in AUXILIARIES or low.endswith("ly") or is_date_word(low)):
                break
            helps = helps or ("be" if low in _BE else "other" if low in _OTHER_HELP else "")
            k += 1
        if done and helps == "be":
            return False
        unquoted = words[i].lstrip(_QUOTES)
        opens = unquoted[:1].isupper() and bare(words[i]).endswith("ing")  # "BACKSLIDING Speaking in Paris, he vowed"
        if k >= len(words) or opens:
            return self.has_bearer()
        low = bare(words[k])
        if not low or words[k].rstrip(_QUOTES)[-1:] in _INSERTED or low in _BEFORE_VERBS:
            return self.has_bearer()
        if low == "for" and bare(words[i]).endswith("ing"):  # "faulted Obama for dancing in Cuba"
            return self.has_bearer()
        return self.names_somebody(k, anywhere) or self._is_conveyed(k)

    def _is_conveyed(self, k: int) -> bool:
        """True for "Kim's train", "Kim and his delegation", "the two leaders", "Trudeau, his wife and children"."""
        near = [bare(word) for word in self.words[k : k + 8]]
        if not VEHICLES.isdisjoint(near) or not _CONVEYED.isdisjoint(near) or not _SEVERAL.isdisjoint(near[:5]):
            return True
        behind = zip(self.words[k : k + 15], self.words[k + 1 : k + 16], strict=False)
        return any(word.lower() in {"his", "her"} and (lead[-1] == "," or lead == "and") for word, lead in behind)

    def takes_part(self, i: int, at: int) -> bool:
        """True where somebody is "at", "for" or "after" gathering i, hosts it or is said to be its party, between it
        and word `at`."""
        behind = [word.lower() for word in self.words[at + 1 : i]]
        if not _PARTIES.isdisjoint(behind) or (bare(self.words[i]) in MEALS and "for" in behind):
            return True
        for word in self.words[i + 1 : i + 1 + _SUBJECT_WORDS]:
            low = bare(word)
            if low in POSSESSIVES or low in AT_GATHERINGS or low in {"of", "over"}:
                return True
            if low.endswith(("'s", "’s", "s'", "s’")):
                return word[0].isupper() or not low.endswith(("s'", "s’"))
            if low in NP_STOPS or word[-1] in ",;:":
                return False
        return False


@lru_cache(maxsize=1 << 14)
def bare(word: str) -> str:
    """A word in lower case, without the marks around it."""
    return word.strip(_MARKS).lower()


def is_date_word(low: str) -> bool:
    """True for a word that can belong to a date."""
    return low.endswith("day") or low in _WHEN or any(c.isdigit() for c in low)


def follows(words: Sequence[str], i: int, tails: Sequence[tuple[str, ...]]) -> bool:
    """True if the words behind word i (which stand before it in `words`) go on as one of the phrases does."""
    return any(len(tail) <= i and all(bare(words[i - 1 - n]) == word for n, word in enumerate(tail)) for tail in tails)

"""Which places the words before them can lead to, judged by words alone: `read_destinations` in short.

A place that a visit leads to stands behind a preposition or a verb that needs none ("flew to Paris", "visited
Paris"), and some way before it stands the word of travel, of being there or of meeting that puts somebody there.
What this lets pass, the rules may still refuse; what it turns away, none of them reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from visits.lexicon.entries import TravelNoun
from visits.lexicon.load import Lexicon, forms_of
from visits.reports.clauses import AUXILIARIES, VEHICLES
from visits.reports.destinations import INNER, PLACE_NOUNS, STOPS, THEMES
from visits.reports.noun_phrases import NP_STOPS, POSSESSIVES
from visits.reports.noun_travellers import AT_GATHERINGS

_WINDOW = 260
"""Characters before a place that are looked at."""
_FRONT = 100
"""Characters that the place at the head of a sentence may take."""
_BETWEEN = 12
"""Words that may stand between a preposition and its place."""
_NEAR, _FAR, _FARTHEST = 8, 13, 26
"""Words between a place and what leads to it: speech, travel, and a meeting whose partners stand between."""
_EVERYWHERE = frozenset({"in", "at", "outside", "near"})
_TOURS = frozenset({"tour", "swing", "roadshow"})
_CARRYING = frozenset({"take", "takes", "taking", "took", "taken", "bring", "brings", "brought"})
_RETURNING = frozenset({"return-to", "fly", "arrive", "land", "touch-down", "jet", "head", "travel", "journey"})
_SAYING = frozenset({"say", "vow", "warn", "declare", "insist"})
_COPULAS = frozenset({"is", "are", "was", "were", "been", "be"})
_BEING = _COPULAS | frozenset(
    """now currently still already here also later due to both will has have had not may could would who expected
    scheduled set slated early late on""".split()
)
_WHEN = frozenset(
    """on late early earlier here last this next monday tuesday wednesday thursday friday saturday sunday today
    yesterday tomorrow week weekend month year morning afternoon evening night noon recently then ago""".split()
)
_QUOTES, _INSERTED = "\"'”’", ",)–—-"
_PRONOUNS = frozenset({"he", "she", "i", "they", "both", "two", "pair", "couple"})
_BEFORE_VERBS = frozenset(
    """and but or then after before while when since by from without of upon on despite first second third leader last
    only one man woman person pontiff president who""".split()
)
_CONVEYED = frozenset({"delegation", "entourage"})
_SEVERAL = frozenset("leaders presidents two both pair couple they".split())
_SAID_AT = frozenset({"in", "at", "from", "here"})
_TOPICS = frozenset({"on", "about", "over"})
_SIDES = frozenset("to in the a his her board behalf sidelines margins fringes".split())
_PARTIES = frozenset({"between", "with", "of"})
_APPOSED = re.compile(r"\s*(?:,|\s(?:for|on|to|during|as|at|where|attending|last|this)\b|\s[A-Z0-9])")
_OPENING = re.compile(r"\W*(?:in|at)\b", re.IGNORECASE)
_SUBJECT = re.compile(r",[\"”’']*\s+(?:[A-Z]|the\b|he\b|she\b|his\b|\w+ [A-Z])")
_MARKS = ",;:.!?()\"“”‘’'[]"
_CLOSED = re.compile(r"""[;:"“”(]""")
_WHERE = re.compile(r",?\s+where\s+(?:he\b|she\b|the\b|[A-Z])")
_OWNER = re.compile(r"(?:\b(?:his|her|their|whose)|['’]s?)\s+(?:[\w-]+\s+){0,5}\Z", re.IGNORECASE)
_AGENT = re.compile(r"\s+(?:by|from|of)\b", re.IGNORECASE)
_GOAL = re.compile(r"\s+(?:to|of|in|abroad)\b", re.IGNORECASE)


class Reach:
    """Knows the words that lead to places; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon):
        verbs, nouns = lexicon.travel_verbs, lexicon.travel_nouns
        self._behind: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        everywhere = [*(v for v in verbs if v.sense != "hosting"), *nouns, *lexicon.occasions]
        for verb in verbs:
            leads = {form.split()[0] for form in verb.to} - _EVERYWHERE if verb.sense != "meeting" else set()
            leads |= {"from"} if verb.id in _RETURNING else {"for"} if verb.sense == "leaving" else set()
            for lead in leads:
                self._teach(lead, forms_of(verb))
            for form in forms_of(verb):
                if verb.direct and " " in form:
                    self._teach(form.split()[-1], [form])
        for noun in nouns:
            for lead in _leads_of(noun):
                self._teach(lead, noun.forms)
        for lead in _EVERYWHERE:
            for entry in everywhere:
                self._teach(lead, forms_of(entry))
        for verb in verbs:
            self._teach("here", forms_of(verb))
        for noun in nouns:
            self._teach("here", noun.forms)
        for lead in ("to", "from"):
            self._teach(lead, {"way", "route"})
        self._teach("to", _CARRYING)
        self._direct = _phrases(
            f for v in verbs if v.direct and v.sense not in ("meeting", "hosting") for f in forms_of(v)
        )
        self._said = frozenset(f.lower() for v in verbs if v.id in _SAYING for f in forms_of(v))
        self._meeting = frozenset(f.split()[0] for v in verbs if v.sense == "meeting" for f in forms_of(v))
        speaking = (v for v in verbs if v.id in ("say", "tell", "speak", "appear", "address", "wrap-up"))
        self._speaking = frozenset(f.split()[0] for v in speaking for f in forms_of(v))
        self._titles = frozenset(f.lower().split()[-1] for office in lexicon.offices for f in office.forms)
        self._verbs = frozenset(f.split()[0] for v in verbs if v.id != "accompany" for f in forms_of(v))
        self._occasions = frozenset(f.split()[0] for n in nouns if n.sense == "occasion" for f in n.forms)
        visiting = [form for noun in nouns if noun.sense == "visit" for form in noun.forms]
        self._nouns = frozenset(form.split()[0] for noun in nouns for form in noun.forms)
        named = "|".join(re.escape(form) for form in sorted(visiting, key=len, reverse=True))
        self._visits = re.compile(rf"\b(?:{named})\b", re.IGNORECASE)

    def _teach(self, lead: str, forms: Iterable[str]) -> None:
        cues = self._behind.setdefault(lead, {})
        for first, tails in _phrases(forms).items():
            known = cues.setdefault(first, [])
            known.extend(tail for tail in tails if tail not in known)

    def governed(self, string: str, start: int, end: int) -> bool:
        """A first look: True for a place that a preposition, a verb or a noun near it can govern."""
        words = string[max(start - 100, 0) : start].split()
        words.reverse()
        return self._governor(words)[0] is not None or self._behind_place(string, end)

    def reached(self, string: str, begin: int, start: int, end: int, last: int, town: bool) -> bool:
        """True for a place (`start` to `end`) of the sentence `begin` to `last` to which words of it can lead."""
        if self._behind_place(string, end):
            return True
        words = string[max(begin, start - _WINDOW) : start].split()
        words.reverse()
        lead, at = self._governor(words)
        if lead == "" or any(self.is_owned(string, *m.span()) for m in self._visits.finditer(string, end, last)):
            return True
        if lead is None:
            return False
        behind = string[end : min(last, end + 90)]
        if town and start - begin < _FRONT and _OPENING.match(string, begin) and _SUBJECT.search(behind):
            return True
        return self._put_there(words, at, behind, town) or self._cued(words, at, lead)

    def put_here(self, string: str, begin: int, start: int) -> bool:
        """True for a "here" behind a word that can put somebody there."""
        words = string[max(begin, start - _WINDOW) : start].split()
        words.reverse()
        return self._put_there(words, -1, string[start + 4 : start + 90], False) or self._cued(words, -1, "here")

    @staticmethod
    def is_owned(string: str, start: int, end: int) -> bool:
        """True for a visit of somebody's that no place follows: "his visit", "the visit of"."""
        if _AGENT.match(string, end):
            return True
        return not _GOAL.match(string, end) and _OWNER.search(string, max(start - 60, 0), start) is not None

    def _governor(self, words: Sequence[str]) -> tuple[str | None, int]:
        """The preposition that governs a place, "" for a verb that needs none, and its number; `words` are those
        before the place, the nearest first."""
        for i, word in enumerate(words[: _BETWEEN + 1]):
            low = word.strip(_MARKS).lower()
            tails = self._direct.get(low)
            if tails is not None and _follows(words, i, tails):
                return ("", i) if self._borne(words, i, -1, low) else (None, i)
            if low in self._behind:
                if low == "of" and not (i + 1 < len(words) and words[i + 1].lower() in _TOURS):
                    continue
                return low, i
            if not _passed(word, low):
                return None, i
        return None, len(words)

    def _put_there(self, words: Sequence[str], at: int, behind: str, town: bool) -> bool:
        """True for "Merkel was in", "he will be in", "Merkel, in" and a place that opens the sentence.

        `behind` is what follows the place; only a town's name can open a sentence so.
        """
        k = at + 1
        if k >= len(words) or words[k].lower() == "while":
            return _SUBJECT.search(behind) is not None and (town or k < len(words))
        named = k + 1 if words[k].lower() in {"now", "currently"} and k + 1 < len(words) else k
        if words[named].endswith(","):
            return self._may_name(words[named]) and _APPOSED.match(behind) is not None
        being = False
        while k < len(words) and k - at < 9:
            low = words[k].strip(_MARKS).lower()
            if words[k].endswith(("'s", "’s")) or low in _COPULAS:
                being = True
            if low not in _BEING and not _dates(low):
                break
            k += 1
        return being and k < len(words) and (self._may_name(words[k]) or words[k].endswith(("'s", "’s")))

    def _may_name(self, word: str) -> bool:
        """True for the last word of somebody's name, of a title, or a pronoun."""
        low = word.strip(_MARKS).lower()
        return word != word.lower() or low in self._titles or low in _PRONOUNS  # "al-Maliki" has its capital inside

    def _cued(self, words: Sequence[str], at: int, lead: str) -> bool:
        """True if a word of travel, presence or meeting stands near enough before the preposition `lead`."""
        cues = self._behind[lead]
        adjacent = True
        steps, inside = max(at, 0), False
        for i in range(at + 1, len(words)):
            word = words[i]
            low = word.strip(_MARKS).lower()
            if low in self._said:
                if adjacent and lead in _SAID_AT and self._has_subject(words, i):
                    return True
            elif low in cues and _follows(words, i, cues[low]) and steps <= self._limit(low):
                if self._borne(words, i, at, low):
                    return True
            if low in STOPS or _CLOSED.search(word) or (low in _TOPICS and not self._may_go_on(words, i)):
                return False
            folded = word[0].isupper() or word[0].isdigit()
            adjacent = adjacent and (low in _WHEN or folded)
            steps += not (folded and inside)
            inside = folded
            if steps > _FARTHEST:
                return False
        return False

    def _may_go_on(self, words: Sequence[str], i: int) -> bool:
        """True for the on of "on Tuesday in Paris" and of "a summit on the crisis in Paris"."""
        behind = words[i - 1].strip(_MARKS).lower() if i else ""
        before = words[i + 1].strip(_MARKS).lower() if i + 1 < len(words) else ""
        return _dates(behind) or words[i - 1][:1].isupper() or before in self._nouns or behind in _SIDES

    def _borne(self, words: Sequence[str], i: int, at: int, low: str) -> bool:
        """True for a cue that has somebody to go with: a verb its subject, a gathering those who take part."""
        if low in self._verbs and self._has_subject(words, i):
            return True
        if low in self._occasions:
            return self._takes_part(words, i, at)
        return low not in self._verbs or low in self._nouns

    def _has_subject(self, words: Sequence[str], i: int) -> bool:
        """True where the words before a verb can end its subject (see `clauses.subject`)."""
        k = i + 1
        while k < len(words) and k - i < 16:
            low = words[k].strip(_MARKS).lower()
            if words[k].rstrip(_QUOTES)[-1:] in _INSERTED or not (
                low in AUXILIARIES or low.endswith("ly") or _dates(low)
            ):
                break
            k += 1
        if k >= len(words):
            return True
        word, low = words[k], words[k].strip(_MARKS).lower()
        if not low or word.rstrip(_QUOTES)[-1:] in _INSERTED or self._may_name(word) or low in _BEFORE_VERBS:
            return True
        near = [w.strip(_MARKS).lower() for w in words[k : k + 8]]
        if not VEHICLES.isdisjoint(near) or not _CONVEYED.isdisjoint(near) or not _SEVERAL.isdisjoint(near[:4]):
            return True
        behind = zip(words[k : k + 15], words[k + 1 : k + 16], strict=False)
        return any(w.lower() in {"his", "her"} and (v[-1] == "," or v == "and") for w, v in behind)

    def _takes_part(self, words: Sequence[str], i: int, at: int) -> bool:
        """True where somebody is "at", "for" or "after" a gathering, hosts it or is said to be its party."""
        if not _PARTIES.isdisjoint(w.lower() for w in words[at + 1 : i]):
            return True
        for word in words[i + 1 : i + 17]:
            low = word.strip(_MARKS).lower()
            if low in POSSESSIVES:
                return True
            if low.endswith(("'s", "’s", "s'", "s’")):
                return word[0].isupper() or low[:-2] in self._titles
            if low in AT_GATHERINGS or low == "of":
                return True
            if low in NP_STOPS or word[-1] in ",;:":
                return False
        return False

    def _limit(self, cue: str) -> int:
        """How many words may stand between a cue and the place."""
        return _FARTHEST if cue in self._meeting else _NEAR if cue in self._speaking else _FAR

    def _behind_place(self, string: str, end: int) -> bool:
        """True for "Hanoi, where he" and for the place of "his China visit" and "the Moscow summit"."""
        if string.startswith((" where", ", where"), end):
            return _WHERE.match(string, end) is not None
        if not string.startswith((" ", "-"), end):
            return False
        for word in string[end : end + 48].replace("-", " ").split()[:4]:
            low = word.rstrip(_MARKS).lower()
            if low in self._nouns:
                return True
            if low not in THEMES and not low.isdigit() and low not in {"state", "official", "three", "two", "day"}:
                return False
        return False


def _leads_of(noun: TravelNoun) -> set[str]:
    """The prepositions behind a noun, but for those that lead to a place behind any word."""
    if noun.sense != "visit":
        return set()
    more = {"of", "through", "across", "around"} if noun.id == "tour-noun" else {"through", "across"}
    return {"to", "with"} | (more if noun.id in ("tour-noun", "trip") else set())


def _phrases(forms: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Forms by their first word: for each the words that follow it."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        first, *rest = form.lower().split()
        found.setdefault(first, []).append(tuple(rest))
    return found


def _follows(words: Sequence[str], i: int, tails: Sequence[tuple[str, ...]]) -> bool:
    """True if the words behind word i (which stand before it in `words`) go on as one of the phrases does."""
    return any(
        len(tail) <= i and all(words[i - 1 - n].strip(_MARKS).lower() == word for n, word in enumerate(tail))
        for tail in tails
    )


def _dates(low: str) -> bool:
    """True for a word that can belong to a date."""
    return low.endswith("day") or low in _WHEN or any(c.isdigit() for c in low)


def _passed(word: str, low: str) -> bool:
    """True for a word that may stand between a preposition and its place."""
    return low in INNER or word[0].isupper() or low.endswith("ly") or "-" in word or any(c.isdigit() for c in low)


def leads_a_place(string: str, end: int) -> bool:
    """True for the demonym of "the Chinese capital" and "the Greek parliament", which is a place."""
    if string.startswith("-", end):
        return True
    behind = string[end : end + 24].split(maxsplit=1)
    word = behind[0].strip(_MARKS).lower() if behind and string[end : end + 1].isspace() else ""
    return word in PLACE_NOUNS

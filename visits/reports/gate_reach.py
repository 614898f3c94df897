"""Which places the words before them can lead to, judged by words alone: `read_destinations` in short.

A place that a visit leads to stands behind a preposition or a verb that needs none ("flew to Paris", "visited
Paris"), and some way before it stands the word of travel, of being there or of meeting that puts somebody there.
What this lets pass, the rules may still refuse; what it turns away, none of them reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from visits.lexicon.entries import TravelNoun
from visits.lexicon.load import Lexicon, forms_of, forms_of_all
from visits.mentions.names import names_a_place
from visits.mentions.signs import Found
from visits.reports.added_stops import ADDING, ENDING, SPLITTING, STARTING
from visits.reports.asked import ASKED
from visits.reports.clause_bounds import CAPACITIES
from visits.reports.destinations import INNER, PLACE_NOUNS, STOPS, THEMES
from visits.reports.gate_scene import Scene
from visits.reports.gate_words import WordsBefore, bare, follows, is_date_word
from visits.reports.inverted import OPENERS
from visits.reports.itineraries import COUNTED
from visits.reports.meetings import PARTNERS
from visits.reports.noun_phrases import COMPRISING
from visits.reports.presence import STATES
from visits.reports.tours import BEARING
from visits.reports.verbs import CARRIED

_NEARBY = 100
_FRONT = 100
"""Characters that the place at the head of a sentence may take."""
_BETWEEN = 12
"""Words that may stand between a preposition and its place."""
_TOUR_REACH = 14
"""Words between a tour and what it includes."""
_NEAR, _FAR, _FARTHEST = 8, 13, 26
"""Words between a place and what leads to it: speech, travel, and a meeting whose partners stand between."""
_EVERYWHERE = frozenset({"in", "at", "outside", "near"})
_TOURS = frozenset({"tour", "swing", "roadshow"})
_CARRYING = frozenset({"take", "takes", "taking", "took", "taken", "bring", "brings", "brought", *BEARING})
_RETURNING = frozenset({"return-to", "fly", "arrive", "land", "touch-down", "jet", "head", "travel", "journey"})
_SAYING = frozenset({"say", "vow", "warn", "declare", "insist"})
_SPEAKING = frozenset({"say", "tell", "speak", "appear", "address", "wrap-up"})
_SAID_AT = frozenset({"in", "at", "from", "here"})
_TOPICS = frozenset({"on", "about", "over"})
_SIDES = frozenset("to in the a his her board behalf sidelines margins fringes".split())
_COPULAS = frozenset({"is", "are", "was", "were", "been", "be"})
_BEING = (
    _COPULAS
    | frozenset(
        """now currently still already here also later due to both will has have had not may could would who expected
    scheduled set slated early late on""".split()
    )
    | STATES
)
_QUALIFYING = THEMES | {"state", "official", "three", "two", "day"}
_WIDE = frozenset({"country", "region", "area", "demonym"})
_CLOSED = re.compile(r"""[;:"“”(]""")
_WHERE = re.compile(r",?\s+(where)\s+(he\b|she\b|the\b|[A-Z])")
_AMONG = re.compile(rf"\W*(?:{'|'.join(sorted(OPENERS))})\b", re.IGNORECASE)
_ARE = re.compile(r"\b(?:are|is|was|were)\s+[A-Z]")
_TOLD_OF = re.compile(
    r"[^.;]{0,60}?\b(?:is|are|was|were|been|be)\s+(?:\w+ly\s+)?(?:visited\s+by|toured\s+by"
    r"|(?:the|his|her|their)\s+(?:[\w-]+\s+){0,2}(?:stop|leg|stopover)\b)"
)
"""What makes a place before it one of somebody's: "Cuba was visited by", "France is the first stop on"."""
_MARKS = ",.;:!?"
_LIST_MARKS = frozenset(":(–—-")
_OPENERS = frozenset('.!?\n"”')
"""What stands before the head of a sentence."""
_COUNTED = re.compile(rf"\b(?:{'|'.join(sorted(COUNTED))})\b")
_APPOSED = re.compile(r"\s*(?:,|\s(?:for|on|to|during|as|at|where|attending|last|this)\b|\s[A-Z0-9])")
_SUBJECT = re.compile(r",[\"”’']*\s+(?:(?P<pronoun>he|she)\b|)")
_SUBJECT_REACH = 60
"""Characters that the titles of a subject may take before its name."""
_OPENING = re.compile(
    rf"\W*(?:(?:when\s+)?(?:{'|'.join(sorted(ASKED))})\s+(?:\w+\s+){{0,3}})?(?:in|at)\b", re.IGNORECASE
)
_WITH = re.compile(
    r"\b(?:talks|meetings?|summit|discussions|negotiations|lunch|dinner|meet)\b.{0,60}\bwith\b", re.DOTALL
)
_OWNER = re.compile(r"(?:\b(?P<pronoun>his|her|their|whose|my)|['’]s?)\s+(?:[\w-]+\s+){0,5}\Z", re.IGNORECASE)
_AGENT_REACH, _LISTED = 60, 120
"""Characters within which whoever pays a visit is named behind it ("of"), or before it ("'s")."""
_AGENT = re.compile(r"\s+(?:by|from|of)\b", re.IGNORECASE)
_GOAL = re.compile(r"\s+(?:to(?!\s+(?:the|this)\s+\w+\b[\s.,;]+(?!of))|of|in|abroad)\b", re.IGNORECASE)


class Reach:
    """Knows the words that lead to places; built once for a lexicon."""

    def __init__(self, lexicon: Lexicon):
        verbs, nouns = lexicon.travel_verbs, lexicon.travel_nouns
        gatherings = [form for occasion in lexicon.occasions for form in occasion.forms]
        self._behind: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        for verb in verbs:
            leads = {form.split()[0] for form in verb.to} - _EVERYWHERE if verb.sense != "meeting" else set()
            leads |= {"from"} if verb.id in _RETURNING else {"for"} if verb.sense == "leaving" else set()
            for lead in leads | {"here"} | (_EVERYWHERE if verb.sense != "hosting" else set()):
                self._teach(lead, forms_of(verb))
            for form in forms_of(verb) if verb.direct else ():  # "flew into"
                self._teach(form.split()[-1], [form] if " " in form else [])
        for noun in nouns:
            for lead in _leads_of(noun) | {"here"} | _EVERYWHERE:
                self._teach(lead, noun.forms)
        for lead in _EVERYWHERE:
            self._teach(lead, gatherings)
        for lead in ("to", "from"):
            self._teach(lead, {"way", "route"})
        self._teach("to", _CARRYING)
        self._teach("into", BEARING)
        self._teach("between", SPLITTING)
        for lead in _EVERYWHERE:
            self._teach(lead, STARTING | ENDING)
        self._teach("from", {"back", "home", "fresh", "flight"})
        direct = [v for v in verbs if v.direct and v.sense not in ("meeting", "hosting")]
        self._direct = _phrases(forms_of_all(direct) | ADDING)
        self._said = _first_words(forms_of_all(v for v in verbs if v.id in _SAYING))
        self._speaking = _first_words(forms_of_all(v for v in verbs if v.id in _SPEAKING))
        self._meeting = _first_words(forms_of_all(v for v in verbs if v.sense == "meeting"))
        self._pairing = _first_words(forms_of_all(v for v in verbs if v.sense == "meeting" and v.direct))
        self._verbs = _first_words(forms_of_all(v for v in verbs if v.id != "accompany"))
        others = [v for v in verbs if v.sense in ("arrival", "meeting", "hosting") or v.id in CARRIED | {"head"}]
        voiced = {form for v in verbs for form in (v.base, v.third, v.ing)} | forms_of_all(others)
        self._done = _first_words(form for v in verbs for form in (v.past, v.participle)) - _first_words(voiced)
        self._topical = _phrases(form for form in forms_of_all(verbs) if not _TOPICS.isdisjoint(form.split()[1:]))
        self._visits = _phrases(forms_of_all(noun for noun in nouns if noun.sense == "visit"))
        self._occasions = _phrases(forms_of_all(noun for noun in nouns if noun.sense == "occasion") | set(gatherings))
        self._after_places = _QUALIFYING | self._visits.keys() | self._occasions.keys()
        named = sorted(forms_of_all(noun for noun in nouns if noun.sense == "visit"), key=len, reverse=True)
        self._visit = re.compile(rf"\b(?:{'|'.join(map(re.escape, named))})\b", re.IGNORECASE)

    def _teach(self, lead: str, forms: Iterable[str]) -> None:
        cues = self._behind.setdefault(lead, {})
        for first, tails in _phrases(forms).items():
            known = cues.setdefault(first, [])
            known.extend(tail for tail in tails if tail not in known)

    def governed(self, scene: Scene, start: int, end: int) -> bool:
        """A first look: True for a place that a preposition, a verb or a noun near it can govern."""
        words = scene.string[max(start - _NEARBY, 0) : start].split()
        words.reverse()
        if self._governor(words)[0] is not None or self._names_a_journey(scene.string, end):
            return True
        before = _char_before(scene.string, start)
        if before in _OPENERS:  # "Greece braces for Merkel's visit"
            return self._visit.search(scene.string, end, end + _NEARBY) is not None
        return before in _LIST_MARKS and _listed(scene, start)

    def reached(self, scene: Scene, place: Found, sentence: tuple[int, int], country: str | None) -> bool:
        """True for a place of a sentence to which words of it can lead somebody who is not at home there."""
        (start, end, sign), (begin, last), string = place, sentence, scene.string
        if sign.place is None or not names_a_place(string, start, end, sign.place):
            return False
        before = WordsBefore.of(scene, begin, start, country)
        town = sign.place.kind not in _WIDE
        if self._names_a_journey(string, end, before) or (_listed(scene, start) and before.has_bearer()):
            return True
        lead, at = self._governor(before.words)
        behind = (end, min(last, end + _NEARBY))
        if lead == "" and self._borne(before, at, -1, bare(before.words[at]), True):
            return True
        if lead and self._led_to(before, at, lead, behind, town):
            return True
        return (town or start == begin) and any(
            is_owned(scene, *visit.span()) for visit in self._visit.finditer(string, end, last)
        )

    def _led_to(self, before: WordsBefore, at: int, lead: str, behind: tuple[int, int], town: bool) -> bool:
        """True for a place behind the preposition `lead`, to which the words before that lead."""
        begin, start = before.begin, before.start
        opens = start - begin < _FRONT
        if town and opens and _OPENING.match(before.scene.string, begin) and _subject_follows(before.scene, *behind):
            return True
        if opens and _AMONG.match(before.scene.string, begin) and _ARE.search(before.scene.string, *behind):
            return True
        return self._put_there(before, at, behind, town) or self._cued(before, at, lead, behind)

    def put_here(self, scene: Scene, begin: int, start: int, here: str) -> bool:
        """True for a "here" behind a word that can put somebody there."""
        before, behind = WordsBefore.of(scene, begin, start, here), (start + 4, start + _NEARBY)
        return self._put_there(before, -1, behind, False) or self._cued(before, -1, "here", behind)

    def _governor(self, words: Sequence[str]) -> tuple[str | None, int]:
        """The preposition that governs the place behind the words, "" for a verb that needs none, and its number."""
        for i, word in enumerate(words[: _BETWEEN + 1]):
            low = bare(word)
            tails = self._direct.get(low)
            if tails is not None and follows(words, i, tails):
                return "", i
            if low in COMPRISING and any(bare(word) in self._visits for word in words[i + 1 : i + _TOUR_REACH]):
                return "", i
            if low in self._behind:
                if low == "of" and not (i + 1 < len(words) and words[i + 1].lower() in _TOURS):
                    continue
                return low, i
            if not _passed(word, low):
                return None, i
        return None, len(words)

    @staticmethod
    def _put_there(before: WordsBefore, at: int, behind: tuple[int, int], town: bool) -> bool:
        """True for "Merkel was in", "he will be in", "Merkel, in" and a place that opens the sentence.

        `behind` is what follows the place; only a town's name can open a sentence so.
        """
        words, k = before.words, at + 1
        if k >= len(words) or words[k].lower() == "while":
            return (town or k < len(words)) and _subject_follows(before.scene, *behind)
        if before.scene.low.startswith("with ", before.begin) and before.names_somebody(k):
            return True  # "With Obama in Riyadh"
        named = k + 1 if words[k].lower() in {"now", "currently"} and k + 1 < len(words) else k
        if words[named].endswith(","):
            return _APPOSED.match(before.scene.string, *behind) is not None and before.names_somebody(named)
        being = False
        while k < len(words) and k - at < 9:
            being = being or bare(words[k]) in _COPULAS
            if bare(words[k]) not in _BEING and not is_date_word(bare(words[k])):
                break
            k += 1
        if k >= len(words):
            return False
        contracted = words[k].endswith(("'s", "’s"))
        return (being or contracted) and (bare(words[k])[:-2] in {"he", "she"} or before.names_somebody(k))

    def _cued(self, before: WordsBefore, at: int, lead: str, behind: tuple[int, int]) -> bool:
        """True if a word of travel, presence or meeting stands near enough before the preposition `lead`."""
        cues, words = self._behind[lead], before.words
        others = _WITH.search(before.scene.string, *behind) is not None  # "returned for talks with Merkel"
        adjacent, steps, inside = True, max(at, 0), False
        for i in range(at + 1, len(words)):
            word, low = words[i], bare(words[i])
            if low in self._said:
                finite = not low.endswith("ing")  # "is saying in Athens" has words before it
                if adjacent and lead in _SAID_AT and before.has_subject(i, finite, others):
                    return True
            elif low in cues and follows(words, i, cues[low]) and steps <= self._limit(low):
                if self._borne(before, i, at, low, others):
                    return True
            if low in STOPS and bare(words[i + 1] if i + 1 < len(words) else "") in self._occasions:
                continue  # "attend the conference, which takes place in Hanoi"
            if low == "as" and i and bare(words[i - 1]) in CAPACITIES:
                continue  # "his first trip as president to"
            if low in STOPS or _CLOSED.search(word) or (low in _TOPICS and not self._may_go_on(words, i)):
                return False
            folded = word[0].isupper() or word[0].isdigit()
            adjacent = adjacent and (folded or is_date_word(low))
            steps += not (folded and inside)
            inside = folded
            if steps > _FARTHEST:
                return False
        return False

    def _limit(self, cue: str) -> int:
        """How many words may stand between a cue and the place."""
        return _FARTHEST if cue in self._meeting else _NEAR if cue in self._speaking else _FAR

    def _may_go_on(self, words: list[str], i: int) -> bool:
        """True for the on of "on Tuesday in Paris" and of "a summit on the crisis in Paris"."""
        if any(follows(words, j, self._topical.get(bare(words[j]), ())) for j in range(i + 1, min(i + 3, len(words)))):
            return True  # "called on Merkel in Berlin"
        behind = bare(words[i - 1]) if i else ""
        before = bare(words[i + 1]) if i + 1 < len(words) else ""
        return before in self._occasions or before in self._visits or is_date_word(behind) or behind in _SIDES

    def _borne(self, before: WordsBefore, i: int, at: int, low: str, anywhere: bool) -> bool:
        """True for a cue that has somebody to go with: a verb its subject, a gathering those who take part."""
        meets = low in self._meeting
        if low in self._verbs and before.has_subject(i, low in self._done, anywhere or meets):
            if low not in self._pairing or before.scene.several(before.begin, before.start + _NEARBY):
                return True
            if not PARTNERS.isdisjoint(bare(word) for word in before.words[at + 1 : i]) or at + 1 == i:
                return True
        if low in self._occasions:
            return before.takes_part(i, at) and before.has_bearer()
        if low in _CARRYING:
            return before.carries(i, at)
        return (low not in self._verbs or low in self._visits) and before.has_bearer()

    def _names_a_journey(self, string: str, end: int, before: WordsBefore | None = None) -> bool:
        """True for "Hanoi, where he" and for the place of "his China visit" and "the Moscow summit"; without the words
        before it, whose summit that is does not matter."""
        if string.startswith((" where", ", where"), end):
            where = _WHERE.match(string, end)
            if where is None or before is None:
                return where is not None
            named = bool(before.scene.cast.homes_in(where.end(1), where.end(1) + _SUBJECT_REACH))
            return named or where.group(2) in {"he", "she"}
        behind = string[end : end + _NEARBY]
        told = "ed by" in behind or "stop" in behind or "leg" in behind  # quicker than the pattern, which has one
        if told and _TOLD_OF.match(behind):
            return True
        if not behind.startswith((" ", "-")):
            return False
        words = behind[:60].replace("-", " ").split(maxsplit=6)[:6]
        if not words or (bare(words[0]) not in self._after_places and not words[0][0].isdigit()):
            return False
        lows = [word.rstrip(_MARKS).lower() for word in words]
        for i, low in enumerate(lows[:4]):
            if _goes_on(lows, i, self._visits):
                return before is None or before.has_bearer()
            if _goes_on(lows, i, self._occasions):
                return before is None or (before.takes_part(-1, -1) and before.has_bearer())
            if low not in _QUALIFYING and not low.isdigit():
                return False
        return False


def _char_before(string: str, start: int) -> str:
    """The mark or letter before a place, an article apart; a line break for the head of the text."""
    at = start - 4 if string.startswith("the ", start - 4) and start > 3 else start
    if at and string[at - 1] == " ":
        at -= 1
    return string[at - 1] if at else "\n"


def _listed(scene: Scene, start: int) -> bool:
    """True for the first place of "will visit three countries next week: Kenya, Ghana and Mali"."""
    if _char_before(scene.string, start) not in _LIST_MARKS:
        return False
    return _COUNTED.search(scene.low, max(start - _NEARBY, 0), start) is not None


def is_owned(scene: Scene, start: int, end: int) -> bool:
    """True for a visit of somebody's that no place follows: "his visit", "the visit of"."""
    agent = _AGENT.match(scene.low, end)
    if agent is not None:
        return bool(scene.cast.homes_in(end, end + _AGENT_REACH))
    if _GOAL.match(scene.low, end):
        return False
    owner = _OWNER.search(scene.low, max(start - 60, 0), start)
    if owner is None or owner.group("pronoun") is not None:
        return owner is not None
    return bool(scene.cast.homes_in(start - _LISTED, start))


def _subject_follows(scene: Scene, start: int, end: int) -> bool:
    """True if behind a comma between two offsets somebody is named, or "he" stands."""
    return any(
        comma.group("pronoun") is not None or bool(scene.cast.homes_in(comma.end(), comma.end() + _SUBJECT_REACH))
        for comma in _SUBJECT.finditer(scene.string, start, end)
    )


def leads_a_place(string: str, end: int) -> bool:
    """True for the demonym of "the Chinese capital" and "the Greek parliament", which is a place."""
    if string.startswith("-", end):
        return True
    behind = string[end : end + 24].split(maxsplit=1)
    return bool(behind) and string[end : end + 1].isspace() and bare(behind[0]) in PLACE_NOUNS


def _leads_of(noun: TravelNoun) -> set[str]:
    """The prepositions behind a noun, but for those that lead to a place behind any word."""
    if noun.sense != "visit":
        return set()
    more = {"of", "through", "across", "around"} if noun.id == "tour-noun" else {"through", "across"}
    return {"to", "with"} | (more if noun.id in ("tour-noun", "trip") else set())


def _phrases(forms: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Forms by their first word: for each the words that follow it."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in sorted(forms):
        first, *rest = form.lower().split()
        found.setdefault(first, []).append(tuple(rest))
    return found


def _first_words(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(form.lower().split()[0] for form in forms)


def _goes_on(words: list[str], i: int, phrases: dict[str, list[tuple[str, ...]]]) -> bool:
    """True if one of the phrases begins at word i."""
    return any(tuple(words[i + 1 : i + 1 + len(tail)]) == tail for tail in phrases.get(words[i], ()))


def _passed(word: str, low: str) -> bool:
    """True for a word that may stand between a preposition and its place."""
    return (
        low in INNER
        or low == "not"
        or word[0].isupper()
        or low.endswith("ly")
        or "-" in word
        or any(c.isdigit() for c in low)
    )

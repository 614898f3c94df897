"""Sentences that put somebody abroad and name no place for it: receptions, gatherings, what the dateline places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from visits.lexicon.load import Lexicon, forms_of_all
from visits.mentions.cues import TAKEN
from visits.mentions.date_holidays import HOLIDAYS
from visits.mentions.date_words import MONTHS, NUMBERS, ORDINALS, WEEKDAYS
from visits.mentions.person_phrases import MODIFIERS
from visits.mentions.signs import Sign
from visits.reports.gate_reach import Reach, is_owned
from visits.reports.gate_rolls import ROLL_WORDS, find_rolls, gathering_countries
from visits.reports.gate_scene import Scene
from visits.reports.gate_speakers import WORDS_OF_SPEAKERS, find_deeds, find_speakers
from visits.reports.gate_stops import WORDS_OF_STOPS, find_stops
from visits.reports.gate_words import WordsBefore
from visits.reports.gatherings import CONVENING, LEAD, OF_MEMBERS, OPENING, SEVERAL_HEADS
from visits.reports.meetings import BEFORE_THE_PRESS, LEAD_SENTENCES
from visits.reports.noun_phrases import NP_STOPS
from visits.reports.nouns import HELD, HOLDING
from visits.reports.pairs import MEETINGS
from visits.reports.place_subjects import EXPECTING, HOSTING
from visits.reports.seats import PARLIAMENTS
from visits.reports.verb_groups import AUXILIARIES

_OBJECT_REACH, _NAME_REACH = 100, 50
"""Characters within which the guest follows the host's verb, and whoever is visited the verb of visiting."""
_OBJECT = re.compile(r"\b(?:him|her)\b")
_BEFORE_OBJECT = re.compile(
    r"(?:\W+\w+)?(?:\W+(?:[A-Z]\w*|the|his|her|on|earlier|separately|briefly|later|an?|and|their|counterpart|visiting|in"
    r"|at|up|new|longtime|ally|friend|rival|here|privately|delegation|with|by|for|s"
    rf"|{'|'.join(sorted(word for word in MODIFIERS if word.isalpha()))}))*\W*"
)
_GIVEN_REACH = 60
"""Characters within which a banquet has the verb that gives it."""
_HELD_REACH = 60
"""Characters within which talks have the verb that holds them."""
_BEFORE_HOST = frozenset("and or play plays played playing".split())
_SEVERAL = re.compile(r"\b(?:two|pair|couple|both|they|leaders|presidents|whom)\b")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|be|being)\s+(?:(?:\w+ly|also|then|later|not|to)\s+)*\Z")
_ADDRESSING = re.compile(
    r"\b(?i:address(?:e[ds]|ing)?|spoken?|speak(?:s|ing)?|told|tell(?:s|ing)?"
    r"|(?:speech|remarks|lecture|appearance)\s(?:to|before|at))\b(?:\W+(?:[A-Z0-9]\w*+"
    r"|(?i:a|an|the|to|at|before|both|houses|joint|session|meeting|sitting|of|s|in|national|\w+day)\b))*+\W*\Z"
)
_ADDRESS_REACH, _SEAT_REACH = 100, 60
"""Characters within which a speech has its hearers, and a parliament its country."""
_TIME = "|".join(
    [r"\d", "day", "week", "month", "year", "tomorrow", "ago", "recently", "hours?\\b", "night", "evening", "morning"]
    + [rf"{name}\b" for name in (*MONTHS, *WEEKDAYS, *HOLIDAYS)]
)
"""What some word of every time has."""
_DAY = r"(?:[A-Z0-9]\w*|last|yesterday|today|this|earlier|tomorrow|next)"
_COUNTS = "|".join(sorted({*NUMBERS, *ORDINALS}, key=lambda word: (-len(word), word)))
_UNSAID = re.compile(
    r"\s+(?:in\s|on\s)?(?:(?:the|this|that|early|earlier|late|later|last|next|over|mid|end|of|every|each|several|few|past"
    rf"|coming|following|same|previous|about|around|some|nearly|almost|only|just|{_COUNTS})\b\W+)*(?:{_TIME})|(?=\n|$)",
    re.IGNORECASE,
)
_UNPLACED = re.compile(
    r"(?:\s+(?:in|here|on|late|early|for|with|by|aboard|shortly|last|this|earlier|yesterday|today|\w+day)\b|\s*[.,]|\s*$)",
    re.IGNORECASE,
)
_FLEW_IN = re.compile(rf"\s+(?:in|here)\b(?:\s+(?:on|late|early|from|for|{_DAY})\b|\s*[.,]|\s*$)", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|shall)\s+(?:\w+\s+){0,2}\Z")
_NAMED_BEFORE = 40
"""Characters before "in town" within which the name ends of who is there."""
_DAYS = re.compile(_TIME, re.IGNORECASE)
_BEFORE_THE_PRESS = tuple(sorted(BEFORE_THE_PRESS))
_HELD = re.compile(rf"\b(?:{'|'.join(sorted(HOLDING | HELD))})\b")
_MEMBERS = re.compile(rf"\s+(?:{'|'.join(sorted(OF_MEMBERS))})\b", re.IGNORECASE)
_STATEMENTS = re.compile(
    r"(?:\bfollowing\W+(?:\w+\W+){0,3}?|(?:\A|\n)\W*(?:\w+\W+){0,3}?)"
    r"(?:comments|quotes|remarks|statements|highlights|excerpts)\b",
    re.IGNORECASE,
)
_STOPS = "|".join(sorted(word for word in NP_STOPS if word.isalpha()))
_AT = re.compile(
    rf"\b(?:at|during|for|of|to|us(?:e|es|ed|ing)|attend\w*)(?:\W++(?!(?:{_STOPS})\b)\w[\w’']*+){{0,8}}+\W+\Z"
    r"|\b(?:attend\w*|join\w*|address\w*|told|tell\w*|speak\w*|spoke|participat\w*|part|met|meet\w*)\b[^.;]{0,50}\Z",
    re.IGNORECASE,
)
_ATTENDING = re.compile(r"\b(?:attend\w*|participants)\s(?:[^.;]{0,40}\s)?(?:includ\w+|are|were)\b|\battendees:")
_CONVENED = re.compile(rf"\b(?:leaders|heads)\b(?:\W+\w+){{0,7}}?\W+(?:{'|'.join(sorted(CONVENING))})\b")
_MEETING = re.compile(rf"\b(?:{'|'.join(sorted(MEETINGS))})\b")
_MEETING_BEFORE = re.compile(rf"{_MEETING.pattern}[^.;]*\b(?:in|at)\s[^.;]{{0,30}}\Z")
_MEETING_AHEAD = re.compile(rf"\s+(?:{'|'.join(sorted(MEETINGS))})\b")
_BESIDE_GATHERING = 150
"""Characters within which a gathering has its place beside it."""


class Encounters:
    """Finds these sentences; built once for a lexicon.

    `words` are those without which a text has none of them, each with its kinds (see `SignFinder`).
    """

    def __init__(self, lexicon: Lexicon, reach: Reach):
        verbs, nouns = lexicon.travel_verbs, lexicon.travel_nouns
        self._reach = reach
        self.words: dict[str, set[str]] = {}
        self._look_for("here", ["here"])
        self._look_for("town", ["in town"])
        self._look_for("awaiting", EXPECTING | HOSTING)
        self._look_for("parliament", PARLIAMENTS | {"u.n.", "united nations"})
        self._look_for("reception", TAKEN["reception"])
        self._look_for("hosting", forms_of_all(v for v in verbs if v.sense == "hosting" and v.takes != "reception"))
        self._look_for("visiting", forms_of_all(v for v in verbs if v.sense == "visit" and v.direct))
        self._look_for("arriving", forms_of_all(v for v in verbs if v.sense == "arrival" and not v.direct))
        self._look_for("travelling", forms_of_all(v for v in verbs if v.sense == "travel"))
        meeting = (v for v in verbs if v.sense == "meeting" and v.id not in ("talk", "discuss"))
        self._look_for("meeting", forms_of_all(meeting))
        self._look_for("visit", forms_of_all(n for n in nouns if n.sense == "visit"))
        self._look_for("talks", forms_of_all(n for n in nouns if n.sense == "occasion"))
        gatherings = {form for occasion in lexicon.occasions for form in occasion.forms}
        self._look_for("pair", MEETINGS)
        self._look_for("gathering", gatherings | {"summit", "summits"})
        for kind, forms in (*ROLL_WORDS.items(), *WORDS_OF_STOPS.items(), *WORDS_OF_SPEAKERS.items()):
            self._look_for(kind, forms)
        giving = sorted(forms_of_all(verb for verb in verbs if verb.takes == "reception"))
        self._giving = re.compile(rf"\b(?:{'|'.join(giving)})\b")
        self._bases = frozenset(verb.base for verb in verbs if verb.sense == "hosting")

    def _look_for(self, kind: str, forms: Iterable[str]) -> None:
        for form in forms:
            self.words.setdefault(form.lower(), set()).add(kind)

    def find(self, scene: Scene) -> Iterator[int]:
        """An offset in each of them, some more than once."""
        yield from find_deeds(scene)
        yield from _received_at_home(scene)
        if not scene.signs.words:
            return
        yield from self._receptions(scene)
        yield from self._addresses(scene)
        yield from self._unsaid(scene)
        yield from self._on_the_spot(scene)
        yield from self._gatherings(scene)
        yield from _meetings_of_two(scene)
        yield from _awaited(scene)
        yield from find_rolls(scene)
        yield from find_stops(scene)
        yield from find_speakers(scene)

    def _receptions(self, scene: Scene) -> Iterator[int]:
        """ "received Merkel", "was greeted in Paris"; "visited the pope", "talks with the visiting president"."""
        for start, end, _ in scene.signs.of_kind("reception"):
            if self._is_given(scene, start, end):
                yield start
        for start, end, sign in scene.signs.of_kind("hosting"):
            if not self._is_host(scene, start, sign) and _is_received(scene, *scene.around(start), start, end):
                yield start
        for start, end, sign in scene.signs.of_kind("visiting"):
            if _follows_directly(scene, end, end + _NAME_REACH):
                begin, last = scene.around(start)
                guest = sign.form.lower() == "visiting"
                if scene.two_meet(begin, last) or (guest and (scene.holds_place(begin, last) or scene.here)):
                    yield start

    def _is_given(self, scene: Scene, start: int, end: int) -> bool:
        """True for the banquet (`start` to `end`) of "gave Modi a banquet", "gave a banquet for him", "was given a"."""
        given = self._giving.search(scene.low, max(start - _GIVEN_REACH, 0), start)
        if given is None:
            return False
        begin, last = scene.around(start)
        return _is_received(scene, begin, last, *given.span()) or _is_received(scene, begin, last, start, end)

    def _is_host(self, scene: Scene, start: int, sign: Sign) -> bool:
        """True for the noun of "talk-show host Tom Jones": a verb of that form has a helping verb or a plural before
        it."""
        if sign.form.lower() not in self._bases:
            return False
        before = scene.low[max(start - 40, 0) : start].split()
        return bool(before) and before[-1] not in AUXILIARIES | _BEFORE_HOST and not before[-1].endswith("s")

    def _addresses(self, scene: Scene) -> Iterator[int]:
        """ "addressed both houses of India's parliament", "spoke to Congress"."""
        for start, end, _ in scene.signs.of_kind("parliament"):
            if not _ADDRESSING.search(scene.string, max(start - _ADDRESS_REACH, 0), start):
                continue
            near = [scene.country(sign) for at, _, sign in scene.signs.places if 0 < end - at < _SEAT_REACH]
            if scene.string.startswith(("U.N", "United"), start):
                near = ["USA"]
            if not near and not scene.string.startswith("Congress", start):
                continue
            if any(scene.somebody(*scene.around(start), seat) for seat in near or ["USA"]):
                yield start

    def _unsaid(self, scene: Scene) -> Iterator[int]:
        """ "visited in 2008": the place is the one spoken of before."""
        for start, end, _ in scene.signs.of_kind("visiting"):
            if _UNSAID.match(scene.string, end) and scene.somebody(*scene.around(start), None):
                yield start
        for start, _, _ in scene.signs.of_kind("town"):  # "with Cameron in town"
            if scene.cast.homes_in(start - _NAMED_BEFORE, start):
                yield start

    def _on_the_spot(self, scene: Scene) -> Iterator[int]:
        """What leaves its place to the dateline: "arrived here", "flew in on Friday", "his visit", "met Merkel"."""
        for here in scene.here:
            if scene.cast.led == {here}:
                continue
            yield from _movements(scene, here)
            for start, end, _ in scene.signs.of_kind("visit"):
                if is_owned(scene, start, end) and scene.somebody(*scene.around(start), here):
                    yield start
            yield from _meetings(scene)
            for start, _, _ in scene.signs.of_kind("here"):
                begin, last = scene.around(start)
                if scene.somebody(begin, last, here) and self._reach.put_here(scene, begin, start, here):
                    yield start

    def _gatherings(self, scene: Scene) -> Iterator[int]:
        """Where somebody is at, or arrives for, the gathering that the opening speaks of, or is quoted from there."""
        gatherings = scene.signs.of_kind("gathering")
        if gatherings and scene.here and SEVERAL_HEADS.search(scene.string, 0, scene.end_of_sentences(LEAD)):
            yield from (at for at in scene.cast.starts if scene.anybody_away(at, at + 1, scene.here))
        named = [found for found in gatherings if not _MEMBERS.match(scene.string, found[1])]
        if not named:
            return
        opening = scene.end_of_sentences(OPENING)
        opened = [start for start, _, _ in named if start < opening]
        if not opened:
            return
        quoted = _STATEMENTS.search(scene.string, 0, opening) is not None
        if not (quoted and scene.here) and not _is_placed(scene, opened, opening):
            return
        countries = gathering_countries(scene)
        if quoted:
            yield from (at for at in scene.cast.starts if scene.anybody_away(at, at + 1, countries))
            return
        for start, _, _ in named:
            beside = _AT.search(scene.string[max(start - 90, 0) : start])
            if beside and scene.anybody_away(*scene.around(start), countries):
                yield start
        for match in _ATTENDING.finditer(scene.low):
            if scene.anybody_away(*scene.around(match.start()), countries):
                yield match.start()
        for country in countries:
            yield from _movements(scene, country)


def _movements(scene: Scene, here: str | None) -> Iterator[int]:
    """ "arrived on Friday" and "flew in", of somebody who is not at home there: other sentences tell where."""
    for kind, unplaced in (("arriving", _UNPLACED), ("travelling", _FLEW_IN)):
        for start, end, _ in scene.signs.of_kind(kind):
            if not unplaced.match(scene.low, end):
                continue
            begin, last = scene.around(start)
            if scene.somebody(begin, last, here):
                if WordsBefore.of(scene, begin, start, here).has_subject(-1, False, False):
                    yield start


def _meetings(scene: Scene) -> Iterator[int]:
    """Sentences in which the leaders of two countries meet, or hold talks, and that open the text or tell a day."""
    met = [start for start, end, _ in scene.signs.of_kind("meeting") if _have_met(scene, start, end)]
    press = set()
    for start, end, _ in scene.signs.of_kind("talks"):
        if _HELD.search(scene.low, max(start - _HELD_REACH, 0), start):
            met.append(start)
            if scene.low.endswith(_BEFORE_THE_PRESS, start, end):
                press.add(start)
    for start in met:
        begin, last = scene.around(start)
        if scene.two_meet(begin, last, heads=True) and (
            start in press or _DAYS.search(scene.low, begin, last) or begin < scene.end_of_sentences(LEAD_SENTENCES)
        ):
            yield start


def _received_at_home(scene: Scene) -> Iterator[int]:
    """ "In the Oval Office with Abe": a leader with another at a residence."""
    for start, _, sign in scene.signs.places:
        if sign.place is not None and sign.place.kind == "residence":
            begin, last = scene.around(start)
            if scene.low.find("with ", begin, last) >= 0 and scene.two_meet(begin, last, heads=True):
                yield start


def _meetings_of_two(scene: Scene) -> Iterator[int]:
    """ "The June 12 meeting in Singapore", "the Hanoi summit", in a text about leaders of two countries who meet."""
    if len(scene.cast.led) < 2 or not scene.signs.of_kind("pair"):
        return
    for start, end, sign in scene.signs.places:
        if _MEETING_AHEAD.match(scene.low, end) or _MEETING_BEFORE.search(scene.low[max(start - 60, 0) : start]):
            country = scene.country(sign)
            if country and scene.cast.led - {country}:
                yield start


def _awaited(scene: Scene) -> Iterator[int]:
    """ "Hungary prepares for Xi's visit", "Singapore will host the summit": the place is the subject."""
    for start, _, _ in scene.signs.of_kind("awaiting"):
        begin, last = scene.around(start)
        if scene.anybody_away(begin, last, scene.countries_in(begin, start)):
            yield start


def _is_placed(scene: Scene, opened: list[int], opening: int) -> bool:
    """True if the opening tells where one of its gatherings is, or leaders meet."""
    places = [at for at, _, _ in scene.signs.places]
    if any(abs(at - start) < _BESIDE_GATHERING for start in opened for at in places):
        return True
    convened = (match.end() for match in _CONVENED.finditer(scene.low, 0, opening))
    return any(0 < at - end < _BESIDE_GATHERING for end in convened for at in places)


def _is_received(scene: Scene, begin: int, last: int, start: int, end: int) -> bool:
    """True for a verb of hosting (`start` to `end`) in a sentence (`begin` to `last`) if it can have a guest."""
    somebody = _follows_directly(scene, end, min(end + _OBJECT_REACH, last))
    if somebody and scene.two_meet(begin, last):
        return True
    passive = _PASSIVE.search(scene.string[max(begin, start - 60) : start]) is not None and WordsBefore.of(
        scene, begin, start, None
    ).has_subject(-1, False, True)
    return (somebody or passive) and scene.anybody_away(begin, last, scene.countries_in(begin, last))


def _have_met(scene: Scene, start: int, end: int) -> bool:
    """True for a verb of meeting behind which the partner is named, or before which several are spoken of."""
    if _AHEAD.search(scene.low, max(start - 30, 0), start):
        return False
    if _follows_directly(scene, end, end + _OBJECT_REACH):
        return True
    return _SEVERAL.search(scene.low, max(start - 60, 0), start) is not None


def _follows_directly(scene: Scene, start: int, end: int) -> bool:
    """True if somebody follows a verb as its object, with little but titles and countries between."""
    cast = scene.cast
    k = bisect_left(cast.starts, start)
    named = cast.starts[k] if k < len(cast.starts) and cast.starts[k] < end else end
    meant = _OBJECT.search(scene.string, start, named)
    at = meant.start() if meant else named
    if at >= end or (not meant and _possesses(scene, at)):
        return False
    return _BEFORE_OBJECT.fullmatch(scene.string, start, at) is not None


def _possesses(scene: Scene, at: int) -> bool:
    """True for the Obama of "welcomed Obama's comments"."""
    people = scene.signs.people
    k = bisect_left(people, at, key=lambda found: found[0])
    return k < len(people) and people[k][0] == at and scene.string.startswith(("'s", "’s"), people[k][1])

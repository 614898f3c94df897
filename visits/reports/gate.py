"""The cheap tests that turn most news away before it is read closely.

A visit needs a leader of one country in another, and some sentence has to say so. One pass over the text finds the
names, titles and receptions in it (`SignFinder`); what follows looks only at where those stand, and gives up as soon
as a condition fails that no rule can do without:

1. Somebody in the text can lead a country (`Naming`, `Casting`).
2. A sentence names such a person, or may mean him by "he", and has one of
   - a place in a country that is not his, to which a word of travel, presence or meeting leads (`Reach`);
   - a reception, a gathering, or a movement, visit or meeting that leaves its place to the dateline (`Encounters`).

What the rules need is told again in the modules of those names and nowhere else. A rule that learns to do without one
of the conditions has to change them: `tests/reports/test_gate.py` notices when that was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from visits.lexicon.load import Lexicon, forms_of_all
from visits.mentions.person_phrases import HONORIFICS
from visits.mentions.signs import Found, SignFinder
from visits.mentions.words import WordSearch
from visits.registry import Registry
from visits.reports.gate_cast import Casting
from visits.reports.gate_encounters import Encounters
from visits.reports.gate_reach import Reach, leads_a_place
from visits.reports.gate_scene import NO_HOSTS, Bounds, Here, Scene

_PLACING = re.compile(r"\b(?:in|at|where|en route)\b")


class Gate:
    """Decides what of an article is worth a close reading; built once for a registry and a lexicon.

    `search` finds the forms of all names, and more (see `SignFinder`).
    """

    def __init__(self, registry: Registry, lexicon: Lexicon):
        self._registry = registry
        self._casting = Casting(registry, lexicon)
        self._casting_anybody = Casting(registry, lexicon, anybody=True)
        self._reach = Reach(lexicon)
        self._encounters = Encounters(lexicon, self._reach)
        offices = {form.lower(): office for office in lexicon.offices for form in office.forms}
        verbs = lexicon.travel_verbs
        titles = {f"{form}s": office for form, office in offices.items()} | offices
        nouns = forms_of_all(lexicon.travel_nouns)
        self._travel = WordSearch(forms_of_all(v for v in verbs if v.id != "say") | nouns | {"here"})
        self._finder = SignFinder(registry, titles, HONORIFICS, self._encounters.words)
        self.search = self._finder.search

    def telling(
        self, string: str, text_start: int, around: Bounds, here: Here, on: date | None, any_day: bool = False
    ) -> Iterator[int]:
        """Offsets in the sentences of a text in which a rule can read a visit first, some more than once.

        The arguments are those of a `Scene`; `here` is called only where somebody leads a country.
        """
        scene = self._scene(self._casting, string, text_start, around, here, on, any_day)
        if scene is not None:
            yield from self._reached(scene)
            yield from self._encounters.find(scene)

    def may_speak_of_travel(self, string: str, text_start: int, around: Bounds, here: Here, on: date | None) -> bool:
        """False for a text of which no sentence can tell of a visit in any words, also such as no rule reads: it would
        have to name somebody who leads a country, a place abroad, and a word of travel or of being somewhere."""
        scene = self._scene(self._casting_anybody, string, text_start, around, here, on, False)
        if scene is None:
            return False
        return self._speaks_of_travel(scene) or next(self._encounters.find(scene), None) is not None

    def _scene(
        self,
        casting: Casting,
        string: str,
        text_start: int,
        around: Bounds,
        here: Here,
        on: date | None,
        any_day: bool,
    ) -> Scene | None:
        """The scene of a text; None for a text in which nobody leads a country."""
        signs = self._finder.find(string)
        if not signs.people and not signs.titles:
            return None
        cast = casting.cast(string, signs, on, any_day)
        if cast is None or not cast.starts:
            return None
        return Scene(string, text_start, signs, cast, around, here, self._registry, on, any_day)

    def _reached(self, scene: Scene) -> Iterator[int]:
        """Where a place is to which somebody who leads another country can be led."""
        for place, country in self._abroad(scene):
            start, end, _ = place
            if not self._reach.governed(scene, start, end):
                continue
            sentence = scene.around(start)
            if scene.somebody(*sentence, country) and self._reach.reached(scene, place, sentence, country):
                yield start

    def _abroad(self, scene: Scene) -> Iterator[tuple[Found, str | None]]:
        """The places that are not at home for all people of the text, each with its country (see `Scene.country`)."""
        led = scene.cast.led
        for place in scene.signs.places:
            _, end, sign = place
            if sign.place is None or (sign.place.kind == "demonym" and not leads_a_place(scene.string, end)):
                continue
            country = scene.country(sign)
            if country not in NO_HOSTS and led != {country}:
                yield place, country

    def _speaks_of_travel(self, scene: Scene) -> bool:
        """True if a sentence has somebody, a word of travel, and a place abroad, or the dateline for it."""
        for (start, _, _), country in self._abroad(scene):
            begin, end = scene.around(start)
            if scene.somebody(begin, end, country) and (
                _PLACING.search(scene.low, begin, end) or self._travel.find(scene.low[begin:end])
            ):
                return True
        return any(
            scene.somebody(*scene.around(start), here)
            for here in scene.here
            if scene.cast.led != {here}
            for start, _ in self._travel.find(scene.low)
        )

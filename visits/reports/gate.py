"""The cheap tests that turn most news away before it is read closely.

A visit needs a leader of one country in another, and some sentence has to say so. One pass over the text finds the
names, titles and receptions in it (`SignFinder`); what follows looks only at where those stand, and gives up as soon
as a condition fails that no rule can do without:

1. Somebody in the text can lead a country (`Casting`).
2. A sentence names such a person, or may mean him by "he", and has one of
   - a place in a country that is not his, to which a word of travel, presence or meeting leads (`Reach`);
   - a reception, a gathering, or a movement, visit or meeting that leaves its place to the dateline (`Encounters`).

What the rules need is told again in those three modules and nowhere else. A rule that learns to do without one of the
conditions has to change them: `tests/reports/test_gate.py` notices when that was forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from visits.lexicon.load import Lexicon, forms_of_all
from visits.mentions.person_phrases import HONORIFICS
from visits.mentions.signs import SignFinder
from visits.registry import Registry
from visits.reports.gate_cast import Casting
from visits.reports.gate_encounters import Encounters
from visits.reports.gate_reach import Reach, leads_a_place
from visits.reports.gate_scene import Bounds, Scene
from visits.reports.seats import PARLIAMENTS

_NO_HOSTS = frozenset({"", "EUU"})
"""What parts of the world and the Union are told by: nobody visits them, but a country of theirs."""


class Gate:
    """Decides what of an article is worth a close reading; built once for a registry and a lexicon."""

    def __init__(self, registry: Registry, lexicon: Lexicon):
        self._registry = registry
        self._casting = Casting(registry)
        self._reach = Reach(lexicon)
        self._encounters = Encounters(lexicon, self._reach)
        offices = {form.lower(): office for office in lexicon.offices for form in office.forms}
        verbs = lexicon.travel_verbs
        words = dict.fromkeys(forms_of_all(v for v in verbs if v.sense == "hosting"), "hosting")
        words |= dict.fromkeys(forms_of_all(v for v in verbs if v.sense == "visit" and v.direct), "visiting")
        gatherings = {form.lower() for occasion in lexicon.occasions for form in occasion.forms} | {"summit", "summits"}
        words |= dict.fromkeys(gatherings, "gathering")
        words |= dict.fromkeys(PARLIAMENTS, "parliament")
        titles = {f"{form}s": office for form, office in offices.items()} | offices
        self._finder = SignFinder(registry, titles, HONORIFICS, words)

    def telling(
        self,
        string: str,
        text_start: int,
        around: Bounds,
        here: Callable[[], tuple[str, ...]],
        on: date | None,
        any_day: bool = False,
    ) -> Iterator[int]:
        """Offsets in the sentences of a text that can be the first to tell of a visit, some more than once.

        The arguments are those of a `Scene`; `here` is called only where somebody leads a country.
        """
        signs = self._finder.find(string)
        if not signs.people and not signs.titles:
            return
        cast = self._casting.cast(string, signs, on, any_day)
        if cast is None or not cast.starts:
            return
        scene = Scene(string, text_start, signs, cast, around, here(), self._registry, on, any_day)
        yield from self._reached(scene)
        yield from self._encounters.find(scene)

    def _reached(self, scene: Scene) -> Iterator[int]:
        """Where a place is to which somebody who leads another country can be led."""
        led = scene.cast.led
        for place in scene.signs.places:
            start, end, sign = place
            assert sign.place is not None
            if sign.place.kind == "demonym" and not leads_a_place(scene.string, end):
                continue
            country = scene.country(sign)
            if country in _NO_HOSTS or led == {country} or not self._reach.governed(scene, start, end):
                continue
            sentence = scene.around(start)
            if scene.somebody(*sentence, country) and self._reach.reached(scene, place, sentence, country):
                yield start

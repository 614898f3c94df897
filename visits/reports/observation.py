"""What a single clause says about a visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from visits.lexicon.entries import Stance
from visits.model.mention import DateMention, Person

Phase = Literal["arrival", "travel", "departure", "leaving", "visit", "presence", "meeting", "occasion"]
Tense = Literal["past", "present", "future"]

JOURNEYS: frozenset[Phase] = frozenset({"departure", "travel", "arrival"})
"""The phases that tell of the way to the host country; "leaving" is the way back."""

PURPOSE = "purpose.day"
"""The rule of an observation that dates what the traveller has come for."""


@dataclass(slots=True, eq=False)
class Observation:
    """One clause's word on one traveller in one host country.

    `start` and `end` span the words that show it (offsets in the reading's string), `sentence` is their
    sentence's number, `cue_at` the travel word's span. `dates` belong to the clause, `length` is a stated number
    of days. `begin_dates` are the offsets of dates that "from" or "starting" leads in. `rule` names the rule and
    the lexicon entry, as in `verb.arrival:arrive`. `begins` and `closes` say that the clause is about the visit's
    first or last day, `day_number` about which day ("the second day of his visit": 2; the last: -1); `staying` that
    its words alone tell of a stay ("on a visit to"), `over` that it tells of a stay that is past ("after visits to"),
    `earlier` that it speaks of a visit before the one under report ("his last visit"). `stop` is its place among the
    destinations of one cue: (0, 3) for the first of three. An anaphoric observation names no country ("the three-day
    visit"); where the article names none elsewhere, the dateline's (`fallback`) is meant. `occasion_at` is the span of
    the gathering's name, where another sentence says what the traveller came for. `put_off` says that the visit was
    postponed: called off for now (stance cancelled), or with a new date (planned).
    """

    rule: str
    phase: Phase
    person: Person
    country: str
    city: str | None
    sentence: int
    start: int
    end: int
    tense: Tense
    stance: Stance | None = None
    ongoing: bool = False
    dates: list[DateMention] = field(default_factory=list)
    begin_dates: frozenset[int] = frozenset()
    length: DateMention | None = None
    person_at: tuple[int, int] = (0, 0)
    place_at: tuple[int, int] = (0, 0)
    cue_at: tuple[int, int] = (0, 0)
    occasion_at: tuple[int, int] | None = None
    hosts: list[tuple[Person, int, int]] = field(default_factory=list)
    staying: bool = False
    begins: bool = False
    closes: bool = False
    day_number: int = 0
    over: bool = False
    earlier: bool = False
    stop: tuple[int, int] = (0, 1)
    in_title: bool = False
    anaphoric: bool = False
    fallback: str | None = None
    put_off: bool = False

    @property
    def closes_past(self) -> bool:
        """True for "ended his visit": the stay is over when the article appears."""
        return self.closes and self.tense == "past" and self.stance is None

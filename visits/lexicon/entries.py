"""The types of entries that the vocabularies hold.

Every entry carries `examples`, sentences in which the program must recognise it, and `counter_examples`, sentences
that hold its words in another sense, where it must not (a user's own entry may go without). The tests run them all.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from visits.model.codes import Mode, Role, VisitType
from visits.model.entries import Entry

Sentences = Annotated[list[str], Field(min_length=1)]
Form = Annotated[str, Field(min_length=1)]
Forms = Annotated[list[Form], Field(min_length=1)]

Rank = Literal["head", "party", "deputy", "minister", "royal", "organisation", "other"]
Sense = Literal["arrival", "travel", "departure", "leaving", "visit", "presence", "meeting", "hosting"]
TakenObject = Literal["vehicle", "reception", "to"]
Tense = Literal["base", "third", "past", "participle", "ing"]
Stance = Literal["planned", "possible", "denied", "cancelled"]


class Word(Entry):
    """What all entries share: an id that claims refer to, and the sentences that prove it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    examples: Sentences
    counter_examples: list[str] = []


class Office(Word):
    """A title: what rank its holder has, and the registry roles that it can stand for."""

    forms: Forms
    rank: Rank
    roles: list[Role] = []
    gender: Literal["m", "f"] | None = None
    stands_alone: bool = True


class TravelVerb(Word):
    """A verb of travel with its inflections and the prepositions that introduce the place.

    `direct` says that the place (or, for meeting and hosting, the person) may follow without preposition. `takes`
    names what the verb must have as an object to be one of travel: a vehicle ("took the night train to"), or what a
    guest is given ("gave Modi a banquet", "treated him to a parade"). `by_guest` marks a verb of hosting whose subject
    is the guest.
    """

    sense: Sense
    base: Form
    third: Form
    past: Form
    participle: Form
    ing: Form
    to: list[Form] = []
    direct: bool = False
    mode: Mode | None = None
    takes: TakenObject | None = None
    by_guest: bool = False


class TravelNoun(Word):
    """A noun for a journey or a stay abroad, or for an occasion that brings leaders together."""

    sense: Literal["visit", "occasion"]
    forms: Forms
    visit_type: VisitType | None = None


class Modality(Word):
    """Words around a cue that change what it says: a plan, a mere possibility, a denial, a cancellation.

    `put_off` marks the words of a visit that isn't given up: it may have a new date.
    """

    stance: Stance
    forms: Forms
    put_off: bool = False


class Transport(Word):
    """Words that tell how somebody travelled."""

    mode: Mode
    forms: Forms


class Kinship(Word):
    """A word that ties a companion to the leader."""

    relation: str
    forms: Forms


class VisitKind(Word):
    """An adjective that states the type of a visit."""

    visit_type: VisitType
    forms: Forms


class Occasion(Word):
    """A recurring gathering that leaders travel to, under the name that the `occasion` column gives it."""

    name: str
    forms: Forms

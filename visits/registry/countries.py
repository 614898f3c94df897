"""States and dependencies: names, demonyms, cities and the numbers under which other datasets know them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from visits.model.entries import Entry

Name = Annotated[str, StringConstraints(min_length=2, pattern=r"^\S+( \S+)*$")]
Iso3Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Names = Annotated[tuple[Name, ...], Field(strict=False)]


class NamedPlace(Entry):
    """A city or a region; in the file a bare name stands for one without aliases."""

    name: Name
    aliases: Names = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


def _bare_name(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


PlaceOrName = Annotated[NamedPlace, BeforeValidator(_bare_name)]
PlacesOrNames = Annotated[tuple[PlaceOrName, ...], Field(strict=False)]


class Codes(Entry):
    """Correlates of War and Gleditsch-Ward numbers, in force up to and including `end` (None: to this day)."""

    cow: int | None
    gw: int | None
    end: date | None = None


@cache
def _unchanging(cow: int | None, gw: int | None) -> Codes:
    """The numbers of a country that never had others; cached, since they are asked for again and again."""
    return Codes(cow=cow, gw=gw)


class Country(Entry):
    """A state (or, where `state` is false, a dependency or body) that existed from `start` to `end`.

    `start` and `end` are None where it stood before 1985 and stands today. The keys are explained at the head of
    `data/countries.yaml`.
    """

    id: Iso3Code
    name: Name
    official: Name
    state: bool = True
    city_state: bool = False
    sovereign: Iso3Code | None = None
    family_name_last: bool = True
    crown: Iso3Code | None = None
    crown_end: date | None = None
    cow: int | None = None
    gw: int | None = None
    codes: Annotated[tuple[Codes, ...], Field(strict=False)] = ()
    start: date | None = None
    end: date | None = None
    successors: Annotated[tuple[Iso3Code, ...], Field(strict=False)] = ()
    aliases: Names = ()
    adjectives: Names = ()
    nouns: Names = ()
    capital: PlaceOrName | None = None
    seats: PlacesOrNames = ()
    cities: PlacesOrNames = ()
    regions: PlacesOrNames = ()
    ambiguous: Names = ()
    yields: Names = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Country:
        if bool(self.codes) == bool({"cow", "gw"} & self.model_fields_set):
            raise ValueError("give either cow and gw (null where there is none) or codes")
        if not self.codes and not {"cow", "gw"} <= self.model_fields_set:
            raise ValueError("cow and gw are both needed (null where there is none)")
        if [c.end for c in self.codes] != sorted((c.end for c in self.codes), key=lambda end: end or date.max):
            raise ValueError("codes stand in the order of their ends, the one in force last")
        if self.start and self.end and self.end < self.start:
            raise ValueError("the end lies before the start")
        if self.crown_end and not self.crown:
            raise ValueError("crown_end needs a crown")
        if self.sovereign and self.state:
            raise ValueError("only an entry with `state: false` has a sovereign")
        return self

    def exists(self, on: date) -> bool:
        """True if the entry existed on that day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)

    def codes_on(self, on: date | None) -> Codes:
        """Its numbers on a day (None: the last ones it had); empty for a day on which it did not exist."""
        if on is not None and not self.exists(on):
            return _unchanging(None, None)
        if not self.codes:
            return _unchanging(self.cow, self.gw)
        if on is None:
            return self.codes[-1]
        return next((c for c in self.codes if c.end is None or on <= c.end), self.codes[-1])

    def city_forms(self) -> set[str]:
        """Every name and alias of its capital, seats and cities."""
        places = (*((self.capital,) if self.capital else ()), *self.seats, *self.cities)
        return {form for place in places for form in place.forms}

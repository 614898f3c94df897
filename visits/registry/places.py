"""Palaces, airports, summit venues and other places that pin a country, and regions that pin none."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from visits.model.entries import Entry
from visits.registry.countries import Iso3Code, Name, Names

SiteKind = Literal["residence", "government", "airport", "base", "venue", "border", "monument", "religious"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Place(Entry):
    """A building, base, crossing or site of one country; `city` names a city of that country, where it lies in one.

    `ambiguous` lists forms that also mean something else, `yields` forms that rather belong to another entry.
    """

    id: Slug
    name: Name
    aliases: Names = ()
    country: Iso3Code
    city: Name | None = None
    kind: SiteKind
    ambiguous: Names = ()
    yields: Names = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


class Area(Entry):
    """A part of the world that is no country ("Middle East"): recognised, so that it is not taken for one."""

    id: Slug
    forms: Names

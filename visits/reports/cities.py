"""The towns that a visit went to, each with the words that say so.

A town is told by its name ("in Kyoto"), by a building or a square that lies in it ("at the Kremlin"), as the seat of
the host's government ("the Ukrainian capital"), or by the name of a state that is one town ("to Singapore"). A region,
or an airport or a base, whose towns stay untold is named itself; else it says no more than they do. The dateline alone
tells of no town: reporters also write from where they wait.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from visits.mentions.tokens import Token
from visits.model.mention import PlaceMention
from visits.registry import Registry
from visits.reports.discourse import Discourse
from visits.reports.found import Found
from visits.reports.observation import Observation

_LINKS = frozenset({",", "and", "then", "later", "&", "as", "well", "to"})
"""What stands between the towns of a list."""
_VERBS = frozenset({"is", "are", "was", "were", "will", "would", "has", "had", "said", "says", "'s"})
"""Words before which a town opens a clause of its own."""
_TOWN_NOUNS = frozenset({"city", "town", "capital", "resort", "village", "port", "island", "of", "seaside", "coastal"})
_LISTED = 4
"""Words that a list may put between two of its towns."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A place and its words; `wide` for a region, an airport or a base: there is a town to it."""

    found: Found
    wide: bool = False


def cities_of(group: Sequence[Observation], discourse: Discourse, registry: Registry) -> list[Found]:
    """The towns of one visit in the order in which its clauses tell of them, each once."""
    country = registry.country(group[0].country)
    if country.city_state:
        first = next((o for o in group if o.place_at != (0, 0)), group[0])
        return [Found(country.name, *first.place_at, first.rule)]
    places: dict[str, _Place] = {}
    for obs in group:
        for place in _told(obs, discourse, registry):
            places.setdefault(str(place.found.value), place)
    towns = [place.found for place in places.values() if not place.wide]
    return towns or [place.found for place in places.values()]


def _told(obs: Observation, discourse: Discourse, registry: Registry) -> Iterator[_Place]:
    """The towns to which the place of one clause leads."""
    number = bisect_right(discourse.sentences, obs.place_at[0], key=attrgetter("start")) - 1
    tokens = discourse.sentences[number].tokens if number >= 0 else []
    at = next((k for k, t in enumerate(tokens) if t.kind in "LG" and (t.start, t.end) == obs.place_at), None)
    if at is None:
        if obs.city:
            yield _Place(Found(obs.city, *obs.place_at, obs.rule))
        return
    capital = registry.country(obs.country).capital
    if capital is not None and _means_the_capital(tokens, at):
        yield _Place(Found(capital.name, *obs.place_at, obs.rule))
    for token in _listed(tokens, at, obs.country):
        named = _named(token.mention)
        if named is not None:
            wide = token.mention.kind == "region" or token.mention.airport
            yield _Place(Found(named, token.start, token.end, obs.rule), wide)


def _means_the_capital(tokens: Sequence[Token], at: int) -> bool:
    """True for the place of "the Ukrainian capital" and "Ukraine's capital"."""
    behind = [t.low for t in tokens[at + 1 : at + 3]]
    return behind[:1] == ["capital"] or behind == ["'s", "capital"]


def _listed(tokens: Sequence[Token], at: int, country: str) -> Iterator[Token]:
    """The place at a token, and the further ones of its country that a list or an apposition joins to it."""
    yield tokens[at]
    gap = 0
    for k, token in enumerate(tokens[at + 1 :], at + 1):
        if token.kind == "L" and token.mention.country == country:
            if k + 1 < len(tokens) and tokens[k + 1].low in _VERBS:
                return
            yield token
            gap = 0
        elif token.low in _LINKS or token.low in _TOWN_NOUNS or token.kind in "LGD":
            gap += 1
        else:
            return
        if gap > _LISTED:
            return


def _named(place: PlaceMention) -> str | None:
    """What the `cities` column calls a place; None for one that is no narrower than a country."""
    if place.kind not in ("city", "site", "region"):
        return None
    return place.city if place.city and not place.airport else place.name or place.text

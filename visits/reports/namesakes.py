"""Places that bear one name in two countries: the Georgia of the Caucasus and that of the United States."""

from __future__ import annotations

from visits.model.mention import PlaceMention
from visits.registry import Registry
from visits.reports.discourse import Discourse, country_led
from visits.reports.observation import Observation


def lies_at_home(obs: Observation, discourse: Discourse, registry: Registry) -> bool:
    """True for "Trump travelled to Georgia": where the leader's own country has a place of the name, it takes another
    word of the article, a town or a demonym of the foreign one, to make that one meant."""
    name = discourse.reading.string[slice(*obs.place_at)]
    on = discourse.on
    home = country_led(registry, obs.person, on)
    readings = (r for r in registry.place_readings.get(name, ()) if on is None or r.distance(on) == 0)
    if home is None or all(reading.country != home for reading in readings):
        return False  # Asmara was Ethiopia's once
    places = [mention for _, _, kind, mention in discourse.names if kind in "LG"]
    return home != obs.country and not any(_speaks_of(mention, obs.country, name) for mention in places)


def _speaks_of(mention: PlaceMention, country: str, name: str) -> bool:
    return mention.country == country and mention.text != name

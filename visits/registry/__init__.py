"""Facts: countries with their codes, places, leaders with their terms."""

from visits.registry.countries import Country
from visits.registry.forms import PersonForm, PlaceForm, fold, unaccented
from visits.registry.leaders import Leader, Term
from visits.registry.load import load_countries, load_registry
from visits.registry.places import Area, Place
from visits.registry.registry import Registry

__all__ = [
    "Area",
    "Country",
    "Leader",
    "PersonForm",
    "Place",
    "PlaceForm",
    "Registry",
    "Term",
    "fold",
    "load_countries",
    "load_registry",
    "unaccented",
]

"""Every written form of a country, a place or a leader, with what it means.

A form is given as written, in plain ASCII where that differs, and with the typographic apostrophe. Forms are
case-sensitive: "Turkey" is one, "turkey" is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from anyascii import anyascii

from visits.model.errors import VocabularyError
from visits.registry.countries import Country
from visits.registry.leaders import Leader
from visits.registry.places import Area, Place, SiteKind

FormKind = Literal["country", "demonym", "city", "region", "area"] | SiteKind
_ONE_DAY = timedelta(days=1)


class PlaceForm(NamedTuple):
    """One reading of one form.

    kind        country, demonym, city, region, the kind of a place, or area (a part of the world; `country` None)
    name        the canonical name of what the form means: "Kyiv" for "Kiev", "France" for "French"
    city        the city it means or lies in, where one is known
    ambiguous   also a person's name, a common word, or the name of something else: trust it in context only
    start, end  the days for which the reading holds (None: open): "Kiev" lay in SUN up to 1991-08-23
    adjective   it can stand before a title ("French president", "U.S. president")
    capital     a city whose name also stands for its government
    prominent   False where another country's reading of the form is meant unless the context says otherwise
    place       the id of the place or the area
    """

    form: str
    kind: FormKind
    name: str
    country: str | None
    city: str | None = None
    ambiguous: bool = False
    start: date | None = None
    end: date | None = None
    adjective: bool = False
    capital: bool = False
    prominent: bool = True
    place: str | None = None

    def distance(self, on: date) -> int:
        """Days from `on` to the nearest day for which the reading holds; 0 inside."""
        if self.start and on < self.start:
            return (self.start - on).days
        return (on - self.end).days if self.end and on > self.end else 0


class PersonForm(NamedTuple):
    """A full or short form of a name, with the ids of all leaders who bear it."""

    form: str
    leader_ids: tuple[str, ...]
    kind: Literal["full", "short"]


_INITIALS = re.compile(
    r"((?:[A-Z]\. ?){2,3}|[A-Z]{2,3}|[A-Z](?: [A-Z]){1,2}) ?(?<![A-Z])((?:[A-Z][a-z]|[a-z]+ [A-Z]).*)"
)
"""Two or three initials and the rest of a name."""
_MIDDLE_INITIAL = re.compile(r"(?<=[a-z] [A-Z])\.(?= )")


def fold(text: str) -> str:
    """The text in plain ASCII: accents dropped, typographic apostrophes and dashes straightened."""
    return text if text.isascii() else anyascii(text)


_LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
_OTHER_BYTES = bytes(set(range(256)) - {chr(code).encode()[0] for code in _LATIN})
"""The bytes with which UTF-8 begins none of these letters: what is left without them tells of accents."""
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_PLAIN = {letter: plain for code in _LATIN if len(plain := fold(letter := chr(code))) == 1}


def unaccented(text: str) -> str:
    """The text with plain Latin letters for accented ones, each in its place: "Hà Nội" becomes "Ha Noi".

    Letters that two would have to stand for ("ß", "æ") stay, so that every offset stays what it was.
    """
    accented = not text.isascii() and text.encode(errors="replace").translate(None, _OTHER_BYTES)
    return _ACCENTED.sub(lambda letter: _PLAIN.get(letter[0], letter[0]), text) if accented else text


def spellings(form: str) -> tuple[str, ...]:
    """The form as written, folded, without its accents, and with the typographic apostrophe."""
    if form.isascii() and "'" not in form:
        return (form,)
    written = (form, fold(form), unaccented(form))
    return tuple(dict.fromkeys((*written, *(one.replace("'", "’") for one in written))))


def initial_styles(name: str) -> tuple[str, ...]:
    """A name as given and with its initials set in every style: "K. P. Oli", "K.P. Oli", "KP Oli", "K P Oli"; "George
    W. Bush", "George W Bush"."""
    match = _INITIALS.fullmatch(name)
    if match is None:
        return tuple(dict.fromkeys((name, _MIDDLE_INITIAL.sub("", name))))
    letters = [c for c in match.group(1) if c.isalpha()]
    marks = (". ".join(letters) + ".", ".".join(letters) + ".", "".join(letters), " ".join(letters))
    return tuple(dict.fromkeys((name, *(f"{mark} {match.group(2)}" for mark in marks))))


def person_forms(leaders: Iterable[Leader]) -> tuple[PersonForm, ...]:
    """All forms of all names, sorted; a form that is one leader's full and another's short name is given twice."""
    full: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    for leader in leaders:
        for name in leader.full_names:
            for form in (s for styled in initial_styles(name) for s in spellings(styled)):
                full[form].append(leader.id)
        for name in leader.short_names:
            for form in spellings(name):
                short[form].append(leader.id)
    forms = [PersonForm(form, tuple(sorted(set(ids))), "full") for form, ids in full.items()]
    forms += [PersonForm(form, tuple(sorted(set(ids))), "short") for form, ids in short.items()]
    forms.sort(key=lambda person: (person.form, person.kind))
    return tuple(forms)


class Forms(NamedTuple):
    """All forms of a registry: of its leaders' names in alphabetical order, and of its countries and places with
    their readings, the prominent and latest first."""

    persons: tuple[PersonForm, ...]
    places: dict[str, tuple[PlaceForm, ...]]


def all_forms(
    countries: Mapping[str, Country], places: Iterable[Place], areas: Iterable[Area], leaders: Iterable[Leader]
) -> Forms:
    """The forms of all entries; raises what `place_forms` does."""
    persons = person_forms(leaders)
    return Forms(persons, _with_namesakes(place_forms(countries, places, areas), persons))


def place_forms(
    countries: Mapping[str, Country], places: Iterable[Place], areas: Iterable[Area]
) -> dict[str, tuple[PlaceForm, ...]]:
    """The readings of every form, the prominent and latest first.

    Raises VocabularyError for a form that two entries claim and neither yields, or that all yield.
    """
    written: list[PlaceForm] = []
    for country in countries.values():
        written += _marked(_country_claims(country), country.ambiguous, country.yields, "countries.yaml", country.id)
    for place in places:
        written += _marked(_place_claims(place), place.ambiguous, place.yields, "places.yaml", place.id)
    for area in areas:
        written += [PlaceForm(form, "area", area.forms[0], None, place=area.id) for form in area.forms]
    claims: dict[str, list[PlaceForm]] = {}
    for claim in written:
        for form in spellings(claim.form):
            claims.setdefault(form, []).append(claim._replace(form=form) if form != claim.form else claim)
    _refuse_idle_yields(written)
    predecessors = {later: country.id for country in countries.values() for later in country.successors}
    dated = {iso3 for iso3, country in countries.items() if country.end or iso3 in predecessors}
    readings: dict[str, tuple[PlaceForm, ...]] = {}
    for form in sorted(claims):
        first = claims[form][0]
        if len(claims[form]) == 1 and first.prominent and first.country not in dated:  # nothing to settle: most forms
            readings[form] = tuple(claims[form])
        else:
            readings[form] = _in_order(_dated(_settled(form, claims[form], countries), countries, predecessors))
    return readings


def _refuse_idle_yields(claims: Iterable[PlaceForm]) -> None:
    """Raise VocabularyError for a form that an entry yields, though no other claims it."""
    claimants: dict[str, set[str | None]] = {}
    for claim in claims:
        claimants.setdefault(fold(claim.form), set()).add(claim.country)
    for claim in claims:
        if not claim.prominent and len(claimants[fold(claim.form)]) == 1:
            raise VocabularyError(
                f"yields {claim.form!r}, which no other entry claims",
                file="countries.yaml" if claim.place is None else "places.yaml",
                entry=claim.place or claim.country,
                remedy="Take it off the list.",
            )


def _country_claims(country: Country) -> Iterator[PlaceForm]:
    """The forms of one country, the weightiest first."""
    name = country.name
    for form in (name, country.official, *country.aliases):
        yield PlaceForm(form, "country", name, country.id)
    for seat in (*((country.capital,) if country.capital else ()), *country.seats):
        for form in seat.forms:
            yield PlaceForm(form, "city", seat.name, country.id, seat.name, capital=True)
    for form in country.adjectives:
        yield PlaceForm(form, "demonym", name, country.id, adjective=True)
    for form in country.nouns:
        yield PlaceForm(form, "demonym", name, country.id)
    for city in country.cities:
        for form in city.forms:
            yield PlaceForm(form, "city", city.name, country.id, city.name)
    for region in country.regions:
        for form in region.forms:
            yield PlaceForm(form, "region", region.name, country.id)


def _place_claims(place: Place) -> Iterator[PlaceForm]:
    for form in place.forms:
        yield PlaceForm(form, place.kind, place.name, place.country, place.city, place=place.id)


def _marked(
    claims: Iterable[PlaceForm], ambiguous: Iterable[str], yields: Iterable[str], file: str, entry: str
) -> list[PlaceForm]:
    """The claims with the entry's two lists applied; a listed form that the entry does not have is refused."""
    doubtful, yielded = set(map(fold, ambiguous)), set(map(fold, yields))
    marked = [
        claim._replace(ambiguous=folded in doubtful, prominent=folded not in yielded)
        if (folded := fold(claim.form)) in doubtful or folded in yielded
        else claim
        for claim in claims
    ]
    unknown = (doubtful | yielded) - {fold(claim.form) for claim in marked}
    if unknown:
        problem = f"{min(unknown)!r} is listed as ambiguous or yielding, but is no form of the entry"
        raise VocabularyError(problem, file=file, entry=entry, remedy="Add the form, or take it off the list.")
    return marked


def _settled(form: str, claims: list[PlaceForm], countries: Mapping[str, Country]) -> list[PlaceForm]:
    """One claim for each country; those of several countries must yield to one, or follow each other in time."""
    by_country: dict[str | None, PlaceForm] = {}
    for claim in claims:
        kept = by_country.setdefault(claim.country, claim)
        if kept is not claim:
            ambiguous, adjective = kept.ambiguous or claim.ambiguous, kept.adjective or claim.adjective
            by_country[claim.country] = kept._replace(ambiguous=ambiguous, adjective=adjective)
    if len(by_country) == 1:  # alone in this spelling, whatever it yields in another
        return [
            claim._replace(prominent=True, ambiguous=claim.ambiguous or not claim.prominent)
            for claim in by_country.values()
        ]
    prominent = [claim for claim in by_country.values() if claim.prominent]
    rivals = [claim for claim in prominent if not _gives_way(claim, prominent, countries)]
    if len(rivals) != 1:
        entries = " and ".join(sorted(c.place or c.country or "" for c in rivals or by_country.values()))
        problem = f"the form {form!r} is claimed by {entries}" if rivals else f"{form!r} is yielded by all its entries"
        raise VocabularyError(
            problem, file="countries.yaml, places.yaml", entry=entries, remedy="List it under `yields` in all but one."
        )
    contested = len(prominent) < len(by_country)
    return [claim._replace(ambiguous=claim.ambiguous or contested) for claim in by_country.values()]


def _gives_way(claim: PlaceForm, others: Iterable[PlaceForm], countries: Mapping[str, Country]) -> bool:
    """True if a successor state claims the form too."""
    heirs = _heirs(claim.country, countries)
    return any(other.country in heirs for other in others)


def _heirs(iso3: str | None, countries: Mapping[str, Country]) -> set[str]:
    if iso3 is None:
        return set()
    direct = countries[iso3].successors
    return {*direct, *(heir for later in direct for heir in _heirs(later, countries))}


def _dated(
    claims: list[PlaceForm], countries: Mapping[str, Country], predecessors: Mapping[str, str]
) -> list[PlaceForm]:
    """The claims with the days for which they hold, and before those the claims of the states that went before."""
    readings = {claim.country: _bounded(claim, claims, countries, predecessors) for claim in claims}
    for claim in claims:
        later = claim.country or ""
        while later in predecessors and (start := countries[later].start):
            earlier = predecessors[later]
            inherited = claim._replace(
                country=earlier,
                kind="region" if claim.kind == "country" else claim.kind,
                capital=False,
                start=countries[earlier].start if earlier in predecessors else None,
                end=start - _ONE_DAY,
            )
            readings.setdefault(earlier, inherited)
            later = earlier
    return list(readings.values())


def _bounded(
    claim: PlaceForm, claims: list[PlaceForm], countries: Mapping[str, Country], predecessors: Mapping[str, str]
) -> PlaceForm:
    """The claim with the first and last day on which the form means this country."""
    earlier = predecessors.get(claim.country or "")
    end = countries[claim.country].end if claim.country else None
    if earlier is None:
        return claim._replace(end=end) if end else claim
    start = countries[claim.country or ""].start
    if start is None and any(other.country == earlier for other in claims):  # it only grew: DEU, YEM
        start = (countries[earlier].end or date.min) + _ONE_DAY
    return claim._replace(start=start, end=end)


def _in_order(readings: Iterable[PlaceForm]) -> tuple[PlaceForm, ...]:
    """Prominent readings first, and of those the latest first."""
    latest_first = sorted(readings, key=lambda r: (r.end or date.max, r.country or ""), reverse=True)
    return tuple(sorted(latest_first, key=lambda r: not r.prominent))


def _with_namesakes(
    readings: dict[str, tuple[PlaceForm, ...]], persons: Iterable[PersonForm]
) -> dict[str, tuple[PlaceForm, ...]]:
    """The readings, with cities and sites that are also a leader's name ("Lagos", "Toledo") marked ambiguous."""
    for person in persons:
        if person.form in readings:
            readings[person.form] = tuple(
                reading if reading.kind in ("country", "demonym") else reading._replace(ambiguous=True)
                for reading in readings[person.form]
            )
    return readings

"""Reads the registry's files, the package's own and a user's."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from visits.model.compiled import MadeT, compiled
from visits.model.entries import read_entries
from visits.model.errors import UsageError, VocabularyError
from visits.registry.countries import Country
from visits.registry.leaders import Leader, read_leaders
from visits.registry.places import Area, Place
from visits.registry.registry import Registry, Remembered, made_anew

_ROOM = Path(__file__).parent
DATA = _ROOM / "data"
_COUNTRIES = "countries.yaml"
_YAML_FILES = (_COUNTRIES, "places.yaml", "regions.yaml")
EntryT = TypeVar("EntryT", Country, Place, Area)


@dataclass
class _Entries:
    """What the files hold, by id."""

    countries: dict[str, Country] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    leaders: dict[str, Leader] = field(default_factory=dict)

    def copy(self) -> _Entries:
        return _Entries(dict(self.countries), dict(self.places), dict(self.areas), dict(self.leaders))


def load_registry(extra: Path | str | None = None) -> Registry:
    """The registry, enlarged by a user's own file or folder.

    `extra` is a file or a folder with any of `countries.yaml`, `places.yaml`, `regions.yaml` and `leaders/*.csv` (or
    CSV files beside them), in the formats of the package's own. Entries need new ids; rows of a known leader add
    terms and aliases. Raises VocabularyError naming file and entry, UsageError where `extra` holds nothing.
    """
    if extra is None:
        return _own_registry()
    files = _extra_files(Path(extra))
    entries = _own_entries().copy()
    _read_yaml_files(files, entries)
    for path in (path for path in files if path.suffix == ".csv"):
        entries.leaders = read_leaders(path, entries.countries, entries.leaders)
    registry = _registry(entries, (*_files(DATA), *files))
    registry.refuse_contested_forms()
    return registry


def load_countries(extra: Path | str | None = None) -> Mapping[str, Country]:
    """The registry's countries by code, a user's own among them; in a tenth of the time that the registry takes."""
    entries = _Entries()
    for path in [*_files(DATA), *(_extra_files(Path(extra)) if extra is not None else ())]:
        if path.name == _COUNTRIES:
            _add(path, entries.countries, read_entries(path, Country))
    return entries.countries


@lru_cache(maxsize=1)
def _own_registry() -> Registry:
    with _no_garbage_collection():
        return _registry(_own_entries(), _files(DATA), partial(_compiled, "forms"))


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Saves a fifth of the loading time: tens of thousands of objects come to stay, and none to go."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _compiled(name: str, make: Callable[[], MadeT]) -> MadeT:
    """What is made of the package's own registry alone (see `compiled`)."""
    with _no_garbage_collection():
        return compiled(DATA, name, (_ROOM, _ROOM.parent / "model"), make)


@lru_cache(maxsize=1)
def _own_entries() -> _Entries:
    return _compiled("entries", _read_own_entries)


def _read_own_entries() -> _Entries:
    entries = _Entries()
    files = _files(DATA)
    _read_yaml_files(files, entries)
    for path in (path for path in files if path.suffix == ".csv"):
        read = read_leaders(path, entries.countries)
        if twice := entries.leaders.keys() & read.keys():
            problem = f"the id {min(twice)!r} stands in another file too"
            raise VocabularyError(problem, file=f"leaders/{path.name}", entry=min(twice), remedy="Keep it in one file.")
        entries.leaders |= read
    return entries


def _registry(entries: _Entries, files: Iterable[Path], remembered: Remembered = made_anew) -> Registry:
    areas, version = entries.areas.values(), _version(files)
    return Registry(entries.countries, entries.places, areas, entries.leaders, version, remembered)


def _files(folder: Path) -> tuple[Path, ...]:
    """The registry's files in a folder, in the order of reading: a leader's country must be known."""
    yaml_files = [folder / name for name in _YAML_FILES if (folder / name).is_file()]
    return (*yaml_files, *sorted(folder.glob("*.csv")), *sorted((folder / "leaders").glob("*.csv")))


def _extra_files(extra: Path) -> tuple[Path, ...]:
    known = ", ".join(_YAML_FILES)
    if extra.is_dir():
        if files := _files(extra):
            return files
        raise UsageError("holds no registry files", file=extra, remedy=f"Put {known} or CSV files there.")
    if not extra.exists():
        raise UsageError("does not exist", file=extra, remedy="Check the path of the registry's extension.")
    if extra.suffix != ".csv" and extra.name not in _YAML_FILES:
        raise UsageError("is no registry file", file=extra, remedy=f"Name it {known} or *.csv.")
    return (extra,)


def _read_yaml_files(files: Iterable[Path], entries: _Entries) -> None:
    for path in files:
        if path.name == _COUNTRIES:
            _add(path, entries.countries, read_entries(path, Country))
        elif path.name == "places.yaml":
            _add(path, entries.places, read_entries(path, Place))
        elif path.name == "regions.yaml":
            _add(path, entries.areas, read_entries(path, Area))
    _check_links(entries.countries, entries.places.values())


def _add(path: Path, known: dict[str, EntryT], entries: Iterable[EntryT]) -> None:
    for entry in entries:
        if entry.id in known:
            raise VocabularyError(
                "the id is taken", file=path, entry=entry.id, remedy="Give the entry an id of its own."
            )
        known[entry.id] = entry


def _check_links(countries: Mapping[str, Country], places: Iterable[Place]) -> None:
    """Every id and city to which an entry points must be there."""
    for country in countries.values():
        for iso3 in (*country.successors, country.sovereign, country.crown):
            if iso3 and iso3 not in countries:
                problem = f"no country {iso3!r}, named as successor, sovereign or crown"
                raise VocabularyError(problem, file="countries.yaml", entry=country.id, remedy="Correct the id.")
    cities = {iso3: country.city_forms() for iso3, country in countries.items()}
    for place in places:
        if place.country not in countries:
            problem = f"unknown country {place.country!r}"
            raise VocabularyError(problem, file="places.yaml", entry=place.id, remedy="Use an id of countries.yaml.")
        if place.city and place.city not in cities[place.country]:
            problem = f"{place.city!r} is no city of {place.country}"
            raise VocabularyError(problem, file="places.yaml", entry=place.id, remedy="Add it to countries.yaml first.")


def _version(files: Iterable[Path]) -> str:
    """A hash of the files' contents, equal on every machine."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:16]

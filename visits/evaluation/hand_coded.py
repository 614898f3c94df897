"""Hand-coded tables of visits, read by a mapping of their columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from visits.model.entries import Entry, read_yaml
from visits.model.errors import SourceError, UsageError, VocabularyError
from visits.registry import Registry

READY_MADE = Path(__file__).parent / "mappings"
_DAY_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%d-%b-%y", "%d-%b-%Y")


class Column(Entry):
    """Where a field's value stands: in a column of the table, or nowhere because it is the same in all rows."""

    column: str | None = None
    constant: str | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Column:
        if (self.column is None) == (self.constant is None):
            raise ValueError("give either `column` or `constant`")
        return self


class Mapping(Entry):
    """How a table's columns are read.

    `where` keeps the rows that have one of these values in a column; `countries` gives the codes of countries that the
    table names in its own way. A country is a code (ISO 3166-1 alpha-3) or a name.
    """

    about: str
    where: dict[str, list[str]] = Field(default_factory=dict)
    leader: Column
    leader_country: Column
    host_country: Column
    start_date: Column
    end_date: Column
    cities: Column | None = None
    duration_days: Column | None = None
    countries: dict[str, str] = Field(default_factory=dict)

    def columns(self) -> set[str]:
        """The columns that the table must have."""
        fields = (getattr(self, name) for name in type(self).model_fields)
        return {field.column for field in fields if isinstance(field, Column) and field.column} | set(self.where)


@dataclass(frozen=True)
class CodedTrip:
    """A row of the table; `line` is its line in the file."""

    line: int
    leader: str
    leader_country: str
    host_country: str
    start: date
    end: date
    cities: str | None
    duration_days: int | None


def ready_made() -> list[str]:
    """The names of the mappings that come with the program."""
    return sorted(path.stem for path in READY_MADE.glob("*.yaml"))


def load_mapping(name: str) -> Mapping:
    """A mapping by the name of a ready-made one, or from a YAML file."""
    path = READY_MADE / f"{name}.yaml" if name in ready_made() else Path(name)
    if not path.is_file():
        known = ", ".join(ready_made())
        raise UsageError(f"there is no mapping {name!r}", remedy=f"Give a YAML file, or one of: {known}.")
    try:
        return Mapping.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "mapping"
        remedy = "Compare a ready-made mapping in visits/evaluation/mappings."
        raise VocabularyError(first["msg"], file=path, entry=where, remedy=remedy) from error


def read_table(path: Path, mapping: Mapping, registry: Registry) -> tuple[list[CodedTrip], list[str]]:
    """The trips of a CSV file, and for each row that can't be used a line that says why."""
    trips, unused = [], []
    for line, row in _rows(path, mapping):
        try:
            trips.append(_trip(line, row, mapping, registry))
        except ValueError as problem:
            unused.append(f"line {line}: {problem}")
    return trips, unused


def _rows(path: Path, mapping: Mapping) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_bytes()
    except OSError as error:
        raise SourceError(f"can't be read ({error.strerror})", file=path, remedy="Check the path.") from error
    try:
        lines = text.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError:
        lines = text.decode("latin-1").splitlines(keepends=True)
    reader = csv.DictReader(lines)
    if missing := mapping.columns() - set(reader.fieldnames or ()):
        problem = f"the table has no column {', '.join(sorted(missing))}"
        raise SourceError(problem, file=path, remedy="Correct the mapping, or save the table as CSV with a header.")
    for row in reader:
        if all(row[column] in values for column, values in mapping.where.items()):
            yield reader.line_num, row


def _trip(line: int, row: dict[str, str], mapping: Mapping, registry: Registry) -> CodedTrip:
    def value(column: Column | None) -> str:
        if column is None:
            return ""
        return column.constant or (row[column.column or ""] or "").strip()

    start = _day(value(mapping.start_date), "start")
    end = _day(value(mapping.end_date) or value(mapping.start_date), "end")
    if end < start:
        raise ValueError(f"ends on {end}, before it starts")
    length = value(mapping.duration_days)
    return CodedTrip(
        line=line,
        leader=value(mapping.leader),
        leader_country=_country(value(mapping.leader_country), mapping, registry, start),
        host_country=_country(value(mapping.host_country), mapping, registry, start),
        start=start,
        end=end,
        cities=value(mapping.cities) or None,
        duration_days=int(length) if length.isdigit() else None,
    )


def _day(text: str, edge: str) -> date:
    plain = re.sub(r"[T ]\d\d?:\d\d.*$", "", text)
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    raise ValueError(f"{edge} {text!r} is no day")


def _country(text: str, mapping: Mapping, registry: Registry, on: date) -> str:
    if text in mapping.countries:
        return mapping.countries[text]
    if text in registry.countries:
        return text
    place = registry.read_place(text, on)
    if place is None or place.country is None or place.kind != "country":
        raise ValueError(f"{text!r} is no country that the registry knows")
    return place.country

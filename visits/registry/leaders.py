"""Leaders and their terms, from CSV files with one row for each person and unbroken term in one office.

Columns: leader_id, name, aliases, gender, born, country, role, title, start, end. The rows of a person are
adjacent; the person's own columns (name to born) stand in the first and are empty in the others. Aliases are
joined by "; ", and "~" marks the short forms of second mention ("~Xi"). Dates are YYYY-MM-DD, YYYY-MM or
YYYY; an empty end means still in office.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from visits.model.codes import Role
from visits.model.errors import VocabularyError
from visits.model.partial_date import PartialDate
from visits.registry.countries import Country

_ROLES: frozenset[str] = frozenset(get_args(Role))
_ID = re.compile(r"[a-z]{3}(-[a-z0-9]+)+")
_NO_NAME = re.compile(r"[IVX]+|Jr\.?|Sr\.?", re.IGNORECASE)
_BY_ORIGIN = frozenset({"of", "bin", "bint", "ibn"})
_ARTICLE = re.compile(
    r"(?<!\w)(?:al|el|ad|an|ar|as|at|ash)-(?=\w{3})(?!Sheikh)", re.IGNORECASE
)  # "Sheikh" alone is a title


@dataclass(frozen=True)  # without slots, so that what is kept of the registry loads in half the time
class Term:
    """One unbroken time in one office; `end` None: still in office.

    `first` and `last` are the outermost days that `start` and `end` allow.
    """

    country: str
    role: Role
    title: str
    start: PartialDate
    end: PartialDate | None
    first: date = field(init=False, repr=False, compare=False)
    last: date = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", self.start.first_day())
        object.__setattr__(self, "last", self.end.last_day() if self.end else date.max)

    def covers(self, on: date, slack_days: int = 0) -> bool:
        """True if the day lies in the term, or at most `slack_days` before or after it."""
        if self.first <= on <= self.last:
            return True
        if not slack_days:
            return False
        slack = timedelta(days=slack_days)
        return self.first - on <= slack if on < self.first else on - self.last <= slack

    def overlaps(self, other: Term) -> bool:
        """True if both terms can share a day other than one on which the office was handed over."""
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True)
class Leader:
    """A person who leads or led a country: `name` as the press writes it, `aliases` other full forms.

    `short_names` are the forms of second mention ("Merkel", "Xi"); `gender` is m or f; `terms` are in the order of
    their starts.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    short_names: tuple[str, ...]
    gender: str
    born: PartialDate | None
    terms: tuple[Term, ...]

    @property
    def full_names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


class _Row(NamedTuple):
    """One line of a file: where it stands, and its cells."""

    file: str
    line: int
    leader_id: str
    name: str
    aliases: str
    gender: str
    born: str
    country: str
    role: str
    title: str
    start: str
    end: str

    def refuse(self, problem: str, remedy: str) -> VocabularyError:
        who = f" ({self.leader_id})" if self.leader_id else ""
        return VocabularyError(problem, file=self.file, entry=f"line {self.line}{who}", remedy=remedy)


COLUMNS = _Row._fields[2:]
"""The header of a table of leaders."""


def read_leaders(
    path: Path, countries: Mapping[str, Country], known: dict[str, Leader] | None = None
) -> dict[str, Leader]:
    """`known` leaders together with those of a CSV file, by id; raises VocabularyError, naming file and line.

    Rows whose id is in `known` add terms and aliases to that leader: their person columns are empty or say the same.
    """
    leaders = dict(known or {})
    finished: set[str] = set()
    for rows in _persons(_rows(path)):
        leader_id = rows[0].leader_id
        if leader_id in finished:
            raise rows[0].refuse("the rows of this id are not adjacent", "Put a leader's rows one below the other.")
        finished.add(leader_id)
        leaders[leader_id] = _leader(rows, countries, leaders.get(leader_id))
    return leaders


def _rows(path: Path) -> Iterator[_Row]:
    shown = f"leaders/{path.name}" if path.parent.name == "leaders" else str(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if tuple(header) != COLUMNS:
                raise VocabularyError(
                    f"the header is {','.join(header)!r}",
                    file=shown,
                    entry="line 1",
                    remedy=f"It must be {','.join(COLUMNS)!r}.",
                )
            for cells in reader:
                if len(cells) not in (0, len(COLUMNS)):
                    problem = f"has {len(cells)} cells, not {len(COLUMNS)}"
                    remedy = "Quote cells that hold a comma."
                    raise VocabularyError(problem, file=shown, entry=f"line {reader.line_num}", remedy=remedy)
                if cells:
                    yield _Row(shown, reader.line_num, *map(str.strip, cells))
    except OSError as error:
        raise VocabularyError(f"can't be read ({error.strerror})", file=shown, remedy="Check the path.") from error
    except UnicodeDecodeError as error:
        raise VocabularyError("is not UTF-8", file=shown, remedy="Save it as UTF-8.") from error
    except csv.Error as error:
        raise VocabularyError(f"is no well-formed CSV: {error}", file=shown, remedy="Mend the quotes.") from error


def _persons(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """The rows in runs of one id."""
    run: list[_Row] = []
    for row in rows:
        if run and row.leader_id != run[0].leader_id:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _leader(rows: list[_Row], countries: Mapping[str, Country], known: Leader | None) -> Leader:
    """The leader of these rows, added to `known` where the id is."""
    first = rows[0]
    if not _ID.fullmatch(first.leader_id) or first.leader_id[:3].upper() not in countries:
        raise first.refuse("the leader_id is not iso3-name", "Write it like fra-jacques-chirac.")
    for row in rows[1:]:
        for column in ("name", "aliases", "gender", "born"):
            if getattr(row, column) not in ("", getattr(first, column)):
                raise row.refuse(f"{column} differs from the first row's", "Leave it empty in all rows but the first.")
    terms = list(known.terms) if known else []
    for row in rows:
        terms.append(_term(row, countries, terms))
    in_order = tuple(sorted(terms, key=lambda term: (term.first, term.last, term.role)))
    family_name_last = countries[first.leader_id[:3].upper()].family_name_last
    if known:
        return _enlarged(known, first, in_order, family_name_last)
    return _person(first, in_order, family_name_last)


def _person(row: _Row, terms: tuple[Term, ...], family_name_last: bool) -> Leader:
    """A leader from the person columns of the first row."""
    if not row.name:
        raise row.refuse("the name is empty", "Give it in the leader's first row.")
    if row.gender not in ("m", "f"):
        raise row.refuse(f"unknown gender {row.gender!r}", "Write m or f in the leader's first row.")
    names, short_names = _names(row.name, _split(row), family_name_last)
    born = _date(row, "born")
    return Leader(row.leader_id, row.name, names[1:], short_names, row.gender, born, terms)


def _enlarged(known: Leader, row: _Row, terms: tuple[Term, ...], family_name_last: bool) -> Leader:
    """A known leader with more terms and the row's aliases; what the row says of the person may not contradict."""
    for column, value in (("name", known.name), ("gender", known.gender), ("born", str(known.born or ""))):
        if (given := getattr(row, column)) not in ("", value):
            raise row.refuse(f"{column} is {given!r}, known as {value!r}", "Leave it empty, or use a new id.")
    aliases = _split(row)
    names, short_names = _names(known.name, aliases, family_name_last) if aliases else ((known.name,), ())
    return replace(
        known,
        terms=terms,
        aliases=tuple(dict.fromkeys((*known.aliases, *names[1:]))),
        short_names=tuple(dict.fromkeys((*known.short_names, *short_names))),
    )


def _split(row: _Row) -> list[str]:
    aliases = [alias.strip() for alias in row.aliases.split(";")] if row.aliases else []
    if not all(alias.strip("~ ") for alias in aliases):
        raise row.refuse("an alias is empty", 'Join aliases by "; ".')
    return aliases


def _names(name: str, aliases: list[str], family_name_last: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Full names (the name first) and short names.

    Marked aliases and single words are short. So is the last word of each full name, except where the marked aliases
    tell that the family name is another part ("~López Obrador", "~Xi"); a marked given name ("~Benazir") does not. The
    given name is never taken from an alias that turns the name round ("Nakasone Yasuhiro").
    """
    marked = [alias[1:].strip() for alias in aliases if alias.startswith("~")]
    plain = [alias for alias in aliases if not alias.startswith("~")]
    full = [name, *(alias for alias in plain if " " in alias)]
    short = marked + [alias for alias in plain if " " not in alias]
    inside = [alias for alias in marked if f" {alias} " in f" {name} "]
    core = _without_number(name)
    if all(family_name_last and core.startswith(f"{alias} ") for alias in inside):
        given = name.split()[0]
        short += [last for form in full if (last := _last_word(form)) and (last != given or form == name)]
    short += [_ARTICLE.sub("", form, count=1) for form in short if "-" in form]
    return tuple(dict.fromkeys(full)), tuple(dict.fromkeys(form for form in short if form != name))


def _last_word(name: str) -> str:
    """The last word of a name, "" where it is no family name ("Albert of Belgium", "Qaboos bin Said", "Akihito")."""
    words = _without_number(name).split()
    return "" if len(words) < 2 or not _BY_ORIGIN.isdisjoint(words) else words[-1]


def _without_number(name: str) -> str:
    """The name without a number ("Elizabeth II") or a suffix ("Jr.") at its end."""
    words = name.split()
    while words and _NO_NAME.fullmatch(words[-1]):
        words.pop()
    return " ".join(words)


def _term(row: _Row, countries: Mapping[str, Country], earlier: list[Term]) -> Term:
    if row.country not in countries:
        raise row.refuse(f"unknown country {row.country!r}", "Use an id of countries.yaml.")
    if row.role not in _ROLES:
        raise row.refuse(f"unknown role {row.role!r}", f"Known roles: {', '.join(get_args(Role))}.")
    if not row.title:
        raise row.refuse("the title is empty", "Write it as newspapers do: president, prime minister.")
    role: Role = row.role  # type: ignore[assignment]  # checked above
    start = _date(row, "start")
    if start is None:
        raise row.refuse("the start is empty", "Give at least the year.")
    term = Term(row.country, role, row.title, start, _date(row, "end"))
    if term.last < term.first:
        raise row.refuse(f"the end {term.end} lies before the start {term.start}", "Correct one of the dates.")
    for other in earlier:
        same_office = (other.country, other.role, other.title) == (term.country, term.role, term.title)
        if same_office and (other.overlaps(term) or other.start == term.start):
            raise row.refuse("overlaps another row of the same office", "Keep one of them.")
    return term


def _date(row: _Row, column: Literal["born", "start", "end"]) -> PartialDate | None:
    value: str = getattr(row, column)
    if not value:
        return None
    try:
        return _partial_date(value)
    except ValueError as error:
        raise row.refuse(f"{column} {value!r} is no date", "Write YYYY-MM-DD, YYYY-MM or YYYY.") from error


@lru_cache(maxsize=20_000)
def _partial_date(value: str) -> PartialDate:
    """Cached, since a day on which an office is handed over stands in two rows."""
    return PartialDate(value)

"""What to fetch, and within which limits: `sources.toml`, read strictly.

contact = "you@university.example"

[[source]]
name = "example-times"
kind = "feed"
url = "https://times.example/world.xml"
outlet = "Example Times"
"""

from __future__ import annotations

import datetime
import difflib
import tomllib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError, model_validator

from visits.fetching.addresses import absolute
from visits.fetching.failures import FetchFailure
from visits.model.entries import Entry
from visits.model.errors import UsageError
from visits.registry import Country, load_countries

NAME = "sources.toml"
SourceKind = Literal["feed", "sitemap", "addresses", "folder", "jsonl"]
_HOME = "docs/updating.md tells what it can be."


class Limits(Entry):
    """What one run may take. `seconds` bounds one answer, `minutes`, `requests` and `megabytes` the whole run."""

    requests: int = Field(default=5_000, ge=1)
    megabytes: int = Field(default=2_000, ge=1)
    minutes: float = Field(default=60, gt=0, strict=False)
    seconds: float = Field(default=60, gt=0, strict=False)
    connect_seconds: float = Field(default=15, gt=0, strict=False)
    attempts: int = Field(default=3, ge=1, le=10)
    longest_wait: float = Field(default=60, ge=0, strict=False)
    redirects: int = Field(default=5, ge=0, le=20)
    delay: float = Field(default=2, ge=0, strict=False)
    page_megabytes: int = Field(default=10, ge=1)
    listing_megabytes: int = Field(default=50, ge=1)
    drop_megabytes: int = Field(default=1_000, ge=1)


class Source(Entry):
    """One entry: where articles come from, and what is known of all of them."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")
    kind: SourceKind
    url: str | None = None
    path: Path | None = Field(default=None, strict=False)
    outlet: str | None = Field(default=None, min_length=1)
    country: str | None = None
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")
    include: list[str] = []
    exclude: list[str] = []
    since: datetime.date | None = None
    max_items: int = Field(default=200, ge=1)
    delay: float | None = Field(default=None, ge=0, strict=False)
    recheck_days: int = Field(default=0, ge=0, le=365)
    silent_days: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _has_one_place(self) -> Source:
        if (self.url is None) == (self.path is None):
            raise ValueError("give either url or path")
        if self.kind in ("feed", "sitemap") and self.url is None:
            raise ValueError(f"a {self.kind} has a url, not a path")
        if self.kind == "folder" and self.path is None:
            raise ValueError("a folder has a path, not a url")
        if self.url is not None:
            try:
                absolute(self.url)
            except FetchFailure as failure:
                raise ValueError(failure.reason) from failure
        return self


class Plan(Entry):
    """All of `sources.toml`; paths in it count from its folder."""

    contact: str | None = Field(default=None, min_length=3)
    user_agent: str | None = Field(default=None, min_length=3, pattern=r"^[\x20-\x7e]+$")
    allow_private: bool = False
    silent_days: int = Field(default=14, ge=1)
    limits: Limits = Limits()
    source: list[Source] = []

    @property
    def agent(self) -> str:
        """What is told to servers, with the contact."""
        return f"{self.user_agent or f'visits/{_version()}'} ({self.contact})"


def plan_file(raw: str | Path, given: str | Path | None = None) -> Path:
    """The file given, else the `sources.toml` beside the folder of articles or one folder above.

    Raises UsageError where there is none.
    """
    beside = Path(raw).resolve().parent
    places = [Path(given)] if given is not None else [beside / NAME, beside.parent / NAME]
    for path in places:
        if path.is_file():
            return path
    remedy = "Write one with `visits init`." if given is None else "Check the path."
    raise UsageError("does not exist", file=places[0], remedy=remedy)


def load_plan(path: Path, registry_extra: Path | None = None) -> Plan:
    """The plan in a file, its countries looked up in the registry and in a user's own.

    Raises UsageError that names the entry at fault and what to do.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"can't be read ({error.strerror})", file=path, remedy="Check the path.") from error
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8", file=path, remedy="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"is not well-formed TOML: {error}", file=path, remedy="Mend that line.") from error
    try:
        plan = Plan.model_validate(document)
    except ValidationError as error:
        raise _explained(path, document, error.errors()[0]) from error
    _refuse_doubles(path, plan)
    _refuse_no_contact(path, plan)
    _refuse_unknown_countries(path, plan, registry_extra)
    return plan.model_copy(update={"source": [_with_place(source, path.parent) for source in plan.source]})


def _explained(path: Path, document: dict[str, Any], error: Any) -> UsageError:
    """What is wrong, under the source's own name, with the key that was probably meant."""
    place, names = list(error["loc"]), set(Plan.model_fields)
    entry = ""
    if place[:1] == ["source"] and len(place) > 1:
        raw = document["source"][place[1]]
        own = raw.get("name") if isinstance(raw, dict) else None
        entry, names = f"source {place[1] + 1}" + (f" ({own})" if own else ""), set(Source.model_fields)
    elif place[:1] == ["limits"]:
        entry, names = "limits", set(Limits.model_fields)
    key = str(place[-1]) if place and isinstance(place[-1], str) and place[-1] != "source" else ""
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, names, n=1)
        meant = f"Did you mean {near[0]!r}?" if near else f"Known are {', '.join(sorted(names))}."
        return UsageError(f"there is no key {key!r}", file=path, entry=entry or None, remedy=meant)
    problem = error["msg"].removeprefix("Value error, ")
    if key == "kind":
        problem = f"the kind is one of {', '.join(get_args(SourceKind))}"
    where = ", ".join(part for part in (entry, key) if part)
    return UsageError(problem, file=path, entry=where or None, remedy=_HOME)


def _refuse_doubles(path: Path, plan: Plan) -> None:
    names = [source.name for source in plan.source]
    for number, name in enumerate(names, start=1):
        if name in names[: number - 1]:
            problem = f"the name {name!r} is given twice"
            raise UsageError(problem, file=path, entry=f"source {number}", remedy="Give each source its own name.")


def _refuse_no_contact(path: Path, plan: Plan) -> None:
    if plan.contact is None and any(source.url or source.kind == "addresses" for source in plan.source):
        problem = "names no contact, and nothing is asked of other people's servers without one"
        remedy = 'Write contact = "your mail address" at the top: it goes into the user agent.'
        raise UsageError(problem, file=path, entry="contact", remedy=remedy)


def _refuse_unknown_countries(path: Path, plan: Plan, registry_extra: Path | None) -> None:
    named = [(number, source) for number, source in enumerate(plan.source, start=1) if source.country is not None]
    if not named:
        return
    countries = load_countries(registry_extra)
    for number, source in named:
        if source.country not in countries:
            problem = f"{source.country!r} is no country's code in the registry"
            entry = f"source {number} ({source.name}), country"
            raise UsageError(problem, file=path, entry=entry, remedy=_country_meant(str(source.country), countries))


def _country_meant(given: str, countries: Mapping[str, Country]) -> str:
    """The code that was probably meant: that of the country of this name, else one that looks alike."""
    called = {
        name.casefold(): country.id
        for country in countries.values()
        for name in (country.name, country.official, *country.aliases)
    }
    own = called.get(given.casefold())
    near = [own] if own else difflib.get_close_matches(given.upper(), countries)
    meant = f"Did you mean {' or '.join(map(repr, near))}? " if near else ""
    return f"{meant}Give the ISO 3166-1 alpha-3 code, as in 'GBR'."


def _with_place(source: Source, folder: Path) -> Source:
    return source.model_copy(update={"path": folder / source.path}) if source.path else source


def _version() -> str:
    try:
        return version("visits")
    except PackageNotFoundError:  # run from a folder of sources that was never installed
        return "0"


def for_source(plan: Plan, source: Source) -> tuple[float, int]:
    """The seconds between two requests to one host, and the days after which the source counts as silent."""
    delay = plan.limits.delay if source.delay is None else source.delay
    return delay, source.silent_days or plan.silent_days

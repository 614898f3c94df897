"""What the user sets about the dataset: `visits.toml`, read strictly.

    [release]
    title = "Visits of East Asian leaders"
    licence = "CC-BY-4.0"

Each section is a type here and an attribute of `Configuration`. What isn't set keeps its default.
"""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

from pydantic import Field, ValidationError, model_validator

from visits.model.entries import Entry
from visits.model.errors import UsageError

NAME = "visits.toml"


class Creator(Entry):
    """Somebody who made the dataset, as citations name them. `orcid` is the bare identifier, 0000-0002-1825-0097."""

    name: str = Field(min_length=1)
    orcid: str | None = Field(default=None, pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")
    affiliation: str | None = None


class Covered(Entry):
    """Visits that the articles would have told of: where there is none in the dataset, there was none.

    By leaders of these countries, in these host countries (ISO 3166-1 alpha-3; none given: of all states), from the
    first of these days to the last.
    """

    leaders_of: list[str] = []
    hosts: list[str] = []
    first: datetime.date
    last: datetime.date

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Covered:
        if self.last < self.first:
            raise ValueError(f"the last day {self.last} is before the first, {self.first}")
        return self


class ReleaseSettings(Entry):
    """`[release]`: what the metadata of a release say of it, and which cells of the panels are true zeros.

    `licence` is an SPDX identifier or the address of a licence's text; `version` and `date` are the release's own.
    """

    title: str = Field(default="Leaders' visits abroad", min_length=1)
    description: str = "Visits of leaders to foreign countries, read from news articles; every cell traces to a quote."
    version: str | None = None
    date: datetime.date | None = None
    licence: str | None = None
    url: str | None = None
    doi: str | None = None
    creators: list[Creator] = []
    coverage: list[Covered] = []
    xlsx: bool = False


class Configuration(Entry):
    """All sections of `visits.toml`."""

    release: ReleaseSettings = ReleaseSettings()


def configuration_file(raw: str | Path = "data/raw", given: str | Path | None = None) -> Path | None:
    """The file given, else the `visits.toml` beside the folder of articles or one folder above; None without any.

    Raises UsageError where the file given does not exist.
    """
    if given is not None:
        if not Path(given).is_file():
            raise UsageError("does not exist", file=given, remedy=f"Give a file like {NAME}, or leave --config away.")
        return Path(given)
    beside = Path(raw).resolve().parent
    return next((path for path in (beside / NAME, beside.parent / NAME) if path.is_file()), None)


def load_configuration(path: Path | None) -> Configuration:
    """What a file sets; the defaults without one. Raises UsageError that names the setting at fault."""
    if path is None:
        return Configuration()
    try:
        return Configuration.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"can't be read ({error.strerror})", file=path, remedy="Check the path.") from error
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8", file=path, remedy="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"is not well-formed TOML: {error}", file=path, remedy="Mend that line.") from error
    except ValidationError as error:
        first = error.errors()[0]
        setting = ".".join(str(part) for part in first["loc"])
        unknown = first["type"] == "extra_forbidden"
        remedy = "Remove it, or mend its spelling." if unknown else "docs/configuration.md tells what it can be."
        problem = "there is no such setting" if unknown else first["msg"]
        raise UsageError(problem, file=path, entry=setting, remedy=remedy) from error

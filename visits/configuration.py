"""What the user sets about the dataset: `visits.toml`, read strictly.

    [release]
    title = "Visits of East Asian leaders"
    licence = "CC-BY-4.0"

Each section is a type here and an attribute of `Configuration`. What isn't set keeps its default.
"""

from __future__ import annotations

import datetime
import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, model_validator

from visits.model.entries import Entry
from visits.model.errors import UsageError

NAME = "visits.toml"
UNNAMED = "model"
"""Stands for a model whose name nobody has told: whoever answers the requests puts in their own."""
ReaderKind = Literal["rules", "model", "both"]


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


class ReadingSettings(Entry):
    """`[reading]`: who reads the articles, unless the command says otherwise."""

    reader: ReaderKind = "rules"


class Prices(Entry):
    """`[model.prices]`: what a million tokens cost, put in and put out."""

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    currency: str = "USD"


class ModelSettings(Entry):
    """`[model]`: an endpoint that speaks the OpenAI protocol, and how it is asked.

    `name` is the model's, `base_url` the address up to and with `/v1`. The key is `key`, else what the environment
    variable `key_env` holds. `structured` is `schema` where the endpoint constrains output by a JSON Schema, `prompt`
    where it doesn't, and `auto` to find out. `parameters` go into each request as they are. `timeout` is in seconds,
    `max_cost` in the currency of `prices`. `trust` is a table of measured precisions (docs/model.md).
    """

    name: str = Field(default=UNNAMED, min_length=1)
    base_url: str | None = Field(default=None, pattern=r"^https?://")
    key: SecretStr | None = None
    key_env: str = "OPENAI_API_KEY"
    structured: Literal["auto", "schema", "prompt"] = "auto"
    parameters: dict[str, Any] = {"temperature": 0, "max_tokens": 4000}
    context_tokens: int = Field(default=32_000, ge=1_000)
    concurrency: int = Field(default=4, ge=1, le=256)
    timeout: float = Field(default=120, gt=0)
    retries: int = Field(default=6, ge=0, le=20)
    prices: Prices | None = None
    max_cost: float | None = Field(default=None, gt=0)
    max_articles: int | None = Field(default=None, ge=1)
    trust: str | None = None

    def api_key(self) -> str | None:
        """The key, None where there is none: many endpoints of one's own need none."""
        return self.key.get_secret_value() if self.key else os.environ.get(self.key_env) or None


class Configuration(Entry):
    """All sections of `visits.toml`."""

    release: ReleaseSettings = ReleaseSettings()
    reading: ReadingSettings = ReadingSettings()
    model: ModelSettings = ModelSettings()


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

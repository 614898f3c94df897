"""How far each reader is to be believed, field by field: precisions that `visits evaluate` measured on coded articles.

Where two readers differ, the one with the higher precision of that field counts; where a model's hasn't been measured,
the rules do. The table is data: `visits model trust` makes one from a user's own measurements.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from visits.model.entries import Entry, read_yaml
from visits.model.errors import VocabularyError

TABLE = Path(__file__).parent / "data" / "trust.yaml"
UNMEASURED = 0.7
"""What a model's visits are believed before anybody has measured them."""
Share = Annotated[float, Field(ge=0, le=1)]


class Trust(Entry):
    """Precision by field (`visit`: of whole visits) for the rules and for a model; `about` says how it was measured."""

    about: str = ""
    rules: dict[str, Share]
    model: dict[str, Share] = {}

    def prefers_model(self, field: str) -> bool:
        """True where the model's value of a field counts against the rules'."""
        return field in self.model and self.model[field] > self.rules.get(field, 0.0)

    @property
    def in_models_visits(self) -> float:
        """The probability that a visit which only the model tells of is one."""
        return self.model.get("visit", UNMEASURED)


def load_trust(path: Path | None = None) -> Trust:
    """A user's table, by default the package's. Raises VocabularyError."""
    return _package_trust() if path is None else _load(path)


@lru_cache(maxsize=1)
def _package_trust() -> Trust:
    return _load(TABLE)


def _load(path: Path) -> Trust:
    try:
        return Trust.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        remedy = "Make the table with `visits model trust`."
        raise VocabularyError(first["msg"], file=path, entry=place, remedy=remedy) from error

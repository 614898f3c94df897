"""A human decision about the dataset, re-applied at every build as long as it fits."""

from __future__ import annotations

import datetime
from typing import Any, get_args

from pydantic import Field, model_validator

from visits.model.cells import cell_text
from visits.model.codes import Mode, Role, RulingKind, Status, VisitType
from visits.model.entries import Entry
from visits.model.partial_date import PartialDate
from visits.model.visit import Visit

Value = str | int | float | bool | datetime.date | list[str] | None

CORRECTABLE = (
    "leader",
    "leader_title",
    "leader_role",
    "leader_country",
    "host_country",
    "host_leader",
    "cities",
    "start_date",
    "end_date",
    "mode_of_travel",
    "companions",
    "ordinal",
    "visit_type",
    "occasion",
    "status",
)
"""The columns that a ruling may correct; what follows from them (precision, length, codes, counts) follows."""
EXPECTABLE = frozenset(Visit.model_fields) - {"visit_id", "journey_id", "ordinal_observed"}
"""The columns that a ruling may expect something of: those that don't hang on other visits."""
_CODES: dict[str, tuple[str, ...]] = {
    "leader_role": get_args(Role),
    "mode_of_travel": get_args(Mode),
    "visit_type": get_args(VisitType),
    "status": get_args(Status),
}
_NEEDED = ("leader", "leader_role", "host_country", "status")


class Ruling(Entry):
    """A ruling, as an entry of `rulings.yaml` holds it.

    `visits` are the ids it is about; of a merge the first one stays. `correct` gives `field` its `value`, `split` makes
    the reports of `articles` a visit of their own, `reject` takes a visit out, `confirm` says that it is right. For
    each visit `expected` holds some of its values at the time: where they are others now, the ruling no longer fits.
    """

    id: str = Field(min_length=1)
    kind: RulingKind
    visits: list[str] = Field(min_length=1)
    field: str | None = None
    value: Value = None
    articles: list[str] = []
    expected: dict[str, dict[str, Value]]
    reason: str = Field(min_length=1)
    author: str = Field(min_length=1)
    date: datetime.date

    @model_validator(mode="after")
    def _holds_what_its_kind_needs(self) -> Ruling:
        if self.kind == "merge" and len(set(self.visits)) < 2:
            raise ValueError("a merge needs two visits or more")
        if self.kind != "merge" and len(self.visits) != 1:
            raise ValueError(f"`{self.kind}` is about one visit")
        if (self.kind == "split") != bool(self.articles):
            raise ValueError("`articles` belong to a split, which needs them")
        if (self.kind == "correct") != (self.field is not None) or (self.kind != "correct" and self.value is not None):
            raise ValueError("`field` and `value` belong to a correction, which needs them")
        if self.field is not None and self.field not in CORRECTABLE:
            raise ValueError(f"{self.field!r} can't be corrected, only {', '.join(CORRECTABLE)}")
        self.parsed()
        unknown = {name for values in self.expected.values() for name in values} - EXPECTABLE
        if unknown:
            raise ValueError(f"nothing can be expected of {', '.join(sorted(unknown))}")
        if set(self.expected) != set(self.visits) or not all(self.expected.values()):
            raise ValueError("`expected` needs some values of each of the visits")
        if self.field is not None and self.field not in self.expected[self.visits[0]]:
            raise ValueError(f"`expected` needs the value that {self.field} had")
        return self

    def parsed(self) -> Any:
        """The value as the column holds it, dates as partial dates. Raises ValueError for one that makes no sense."""
        if self.field is None:
            return None
        text = cell_text(self.value).strip()
        if not text:
            if self.field in _NEEDED:
                raise ValueError(f"{self.field} can't be empty")
            return () if self.field in ("cities", "companions") else None
        if self.field in ("cities", "companions"):
            return tuple(self.value) if isinstance(self.value, list) else tuple(text.split("; "))
        if self.field in ("start_date", "end_date"):
            try:
                return PartialDate(text)
            except ValueError:
                raise ValueError(f"{text!r} is no date: write 2019-01-07, 2019-01 or 2019") from None
        if self.field == "ordinal":
            if not text.isdecimal() or int(text) < 1:
                raise ValueError(f"the ordinal {text!r} is no number from 1")
            return int(text)
        if self.field.endswith("_country") and not (len(text) == 3 and text.isalpha() and text.isupper()):
            raise ValueError(f"{text!r} is no ISO 3166-1 alpha-3 code")
        if text not in _CODES.get(self.field, (text,)):
            raise ValueError(f"{self.field} is one of {', '.join(_CODES[self.field])}")
        return text

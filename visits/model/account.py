"""What a reader makes of one article: its reports, what it said and was refused, and whether it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from visits.model.report import Report


class Refused(BaseModel):
    """A value that a reader gave and that doesn't stand in the article: the visit, the field, the words, the reason.

    `field` is empty where the whole visit was refused.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    visit: str = ""
    field: str = ""
    value: str = ""
    quote: str = ""
    reason: str

    def __str__(self) -> str:
        said = f"{self.field or 'visit'} {self.value}".strip()
        quoted = f" “{self.quote[:200]}”" if self.quote else ""
        return f"{self.visit + ': ' if self.visit else ''}{said}{quoted}: {self.reason}"


@dataclass(frozen=True)
class Account:
    """What one article tells.

    outcome   read; `pending`, if a reader that has to be asked wasn't yet; `refused`, if its answer could not be used.
    reason    of `pending` and `refused`.
    The reports of an account that isn't `read` are those of the other reader, if there is one.
    """

    reports: tuple[Report, ...] = ()
    refused: tuple[Refused, ...] = ()
    outcome: Literal["read", "pending", "refused"] = "read"
    reason: str = ""

"""What one article says about one visit."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from visits.model.codes import DateBasis, Iso3, Mode, OrdinalOf, Role, Scope, Status, VisitType
from visits.model.evidence import Evidence
from visits.model.partial_date import PartialDate


class Ordinal(BaseModel):
    """The source's own count of a visit: `n` = 4, `of` = country for "his fourth visit to China"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int = Field(ge=1, le=500)
    of: OrdinalOf
    city: str | None = None


class Companion(BaseModel):
    """A named person who travels with the leader; `relation` (spouse, daughter, delegation) where the text says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    relation: str | None = None
    office: str | None = None


class Claim(BaseModel):
    """One value of one field, with the words that say it and the rule that read them.

    `value` is the value's string form: ISO dates, codes, names; one claim for each companion, city or ordinal
    (`4 country`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    value: str
    evidence: Evidence
    rule: str
    reader: str = "rules"


CLAIMED_FIELDS = (
    "leader",
    "leader_country",
    "host_country",
    "host_leader",
    "cities",
    "start_date",
    "end_date",
    "duration_days",
    "mode_of_travel",
    "companions",
    "ordinals",
    "visit_type",
    "occasion",
    "status",
)
"""The fields that need a claim as soon as they hold a value."""


def claim_value(item: Any) -> str:
    """The string form under which a field's value stands in a claim."""
    if isinstance(item, Ordinal):
        return " ".join(part for part in (str(item.n), item.of, item.city) if part)
    if isinstance(item, Companion):
        return item.name
    return str(item)


class Report(BaseModel):
    """What ONE article says about one visit; every value has at least one claim.

    `leader` and `host_leader` are the fullest forms in the article; `leader_id` and `host_leader_id` are the
    registry's, None for a leader found from title and country alone. `duration_days` is the length as the
    article states it, both days counted, whatever its dates say. `postponed` marks a visit that was put off: it is
    cancelled as long as there is no new date, and planned for the new one where the article gives it. `conflicts`
    names the fields on which two readers of the article, or a model and the words it quotes, differ; the values that
    were not taken over stand among the claims. `confidence` is the probability that a coder would code the visit too,
    None for leaders of another scope than `head`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    report_id: str
    article_id: str
    leader: str
    leader_id: str | None = None
    leader_title: str | None = None
    leader_role: Role = "other"
    leader_country: Iso3 | None = None
    scope: Scope = "head"
    host_country: Iso3
    host_leader: str | None = None
    host_leader_id: str | None = None
    cities: tuple[str, ...] = ()
    start_date: PartialDate | None = None
    start_basis: DateBasis | None = None
    end_date: PartialDate | None = None
    end_basis: DateBasis | None = None
    duration_days: int | None = Field(default=None, ge=1, le=400)
    mode_of_travel: Mode | None = None
    companions: tuple[Companion, ...] = ()
    ordinals: tuple[Ordinal, ...] = ()
    visit_type: VisitType | None = None
    occasion: str | None = None
    status: Status
    postponed: bool = False
    focus: bool = True
    journey: int | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    conflicts: tuple[str, ...] = ()
    claims: tuple[Claim, ...]

    @property
    def ordinal(self) -> int | None:
        """The leader's own count of visits to this host country, as stated."""
        return next((o.n for o in self.ordinals if o.of == "country"), None)

    @model_validator(mode="after")
    def _every_value_has_a_claim(self) -> Report:
        claimed = {(c.field, c.value) for c in self.claims}
        for field in CLAIMED_FIELDS:
            held = getattr(self, field)
            for item in held if isinstance(held, tuple) else () if held is None else (held,):
                if (field, claim_value(item)) not in claimed:
                    raise ValueError(f"{field} = {claim_value(item)!r} has no claim")
        if any(c.evidence.article_id != self.article_id for c in self.claims):
            raise ValueError("a claim quotes another article")
        return self

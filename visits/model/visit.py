"""The dataset's rows."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field, model_validator

from visits.model.codes import (
    ChangeKind,
    DateBasis,
    Iso3,
    Mode,
    Part,
    Placement,
    Precision,
    Removal,
    Role,
    RulingKind,
    Status,
    VisitType,
)


class Visit(BaseModel):
    """One leader in one foreign country over one unbroken stay, consolidated from all reports of it.

    `start_date` and `end_date` hold the first day that the known precision allows (2018-03-01 with precision
    month for "in March 2018"); read them with their precision. `duration_days` counts both days and is null
    unless both dates are of day precision. `ordinal` is the source's count, `ordinal_observed` ours. `unconfirmed`
    marks a plan whose days have passed without a report of the visit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    visit_id: str
    journey_id: str | None = None
    leader_id: str
    leader: str
    leader_title: str | None = None
    leader_role: Role
    leader_country: Iso3 | None
    leader_cow: int | None = None
    leader_gw: int | None = None
    host_country: Iso3
    host_cow: int | None = None
    host_gw: int | None = None
    host_leader: str | None = None
    host_leader_id: str | None = None
    cities: tuple[str, ...] = ()
    start_date: date | None = None
    start_precision: Precision | None = None
    start_basis: DateBasis | None = None
    end_date: date | None = None
    end_precision: Precision | None = None
    end_basis: DateBasis | None = None
    duration_days: int | None = Field(default=None, ge=1)
    mode_of_travel: Mode | None = None
    companions: tuple[str, ...] = ()
    ordinal: int | None = Field(default=None, ge=1)
    ordinal_observed: int | None = Field(default=None, ge=1)
    visit_type: VisitType | None = None
    occasion: str | None = None
    status: Status
    unconfirmed: bool = False
    n_articles: int = Field(ge=1)
    n_sources: int = Field(ge=0)
    first_published: date | None = None
    last_published: date | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    conflicts: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _dates_and_precisions_go_together(self) -> Visit:
        for day, precision, basis in (
            (self.start_date, self.start_precision, self.start_basis),
            (self.end_date, self.end_precision, self.end_basis),
        ):
            if (day is None) != (precision is None) or (day is None and basis is not None):
                raise ValueError("a date and its precision are both given or both null")
        return self


class ClaimRow(BaseModel):
    """A row of `claims`: one value of one field in one report, and whether the visit took it over.

    A value that a ruling gave has the ruling as its report, the ruling's reason as its quote, and no article.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    visit_id: str
    report_id: str
    article_id: str | None
    field: str
    value: str
    quote: str
    part: Part | None
    start: int | None
    end: int | None
    rule: str
    reader: str
    accepted: bool


class CompanionRow(BaseModel):
    """A row of `companions`: one named person who travelled along on one visit.

    For one whom only a ruling names, that counts as a report.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    visit_id: str
    name: str
    relation: str | None = None
    office: str | None = None
    n_reports: int = Field(ge=1)


class ArticleRow(BaseModel):
    """A row of `articles`: where a text came from and what became of it.

    `published_hint` is the month or year of publication where the day isn't known; `notes` says what was odd
    about the metadata. `fingerprint` is a SimHash of the text (hex), by which copies are found.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    source: str | None
    url: str | None
    author: str | None = None
    language: str | None = None
    title: str
    published: date | None
    published_basis: str
    published_hint: str | None = None
    published_zone: str | None = None
    fetched: str | None = None
    notes: str | None = None
    path: str
    content_hash: str
    fingerprint: str | None = None
    n_characters: int
    n_reports: int
    outcome: str


class SentenceRow(BaseModel):
    """A row of `sentences`: a sentence of an article that claims quote from; `start` and `end` as in `claims`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    part: Part
    start: int
    end: int
    text: str


class ReportRow(BaseModel):
    """A row of `reports`: which visit a report went to, on what basis, as whose voice.

    `placed_by`: `first` the report that the visit starts from; `days` its days overlap or touch; `month`, `year` it
    is known to no more, and one visit fits, or others stand beside it; `ordinal` the count is the same; `details`
    undated, it shares a place, a companion or an occasion; `publication` undated, it appeared in the days of the
    visit; `same time` undated, beside others of these days; `postponement` an old date of the visit; `ambiguous` it
    stands alone because several visits fit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    report_id: str
    article_id: str
    visit_id: str
    placed_by: Placement
    voice: str
    status: Status


class CoverageRow(BaseModel):
    """A row of `coverage`: visits that sources count and the dataset lacks.

    By the count of its sources (`ordinal`), `visit_id` had more visits of the leader to the host before it than the
    dataset holds (`ordinal_observed` counts it in). `missing` of them fall between the visit that began on `after`
    (null: from the first one on) and this one, which began on `before`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    leader_id: str
    leader: str
    host_country: Iso3
    visit_id: str
    ordinal: int = Field(ge=1)
    ordinal_observed: int = Field(ge=1)
    missing: int = Field(ge=1)
    after: date | None = None
    before: date


class RemovedRow(BaseModel):
    """A row of `removed`: an id that was published once and no longer is, and what became of the visit.

    `into` is the visit that holds its reports now, null where it was withdrawn or rejected. `last_release` is the
    content hash of the last release with this id, null where only a ruling knows it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    visit_id: str
    kind: Removal
    into: str | None = None
    reason: str
    last_release: str | None = None


class ChangeRow(BaseModel):
    """A row of `changes`: one difference between this release and the last.

    `kind` says what became of the visit; of one that changed there is a row for each field, with the old and the new
    value as CSV holds them. `other_id` is the visit that it was merged into or split from. `article_ids` are those
    whose coming, going or change made the difference; none where the rules, the facts or a ruling did.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    visit_id: str
    kind: ChangeKind
    field: str | None = None
    old: str | None = None
    new: str | None = None
    other_id: str | None = None
    article_ids: tuple[str, ...] = ()


class RulingRow(BaseModel):
    """A row of `rulings`: a human decision, and whether it was carried out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ruling_id: str
    kind: RulingKind
    visit_ids: tuple[str, ...]
    field: str | None = None
    value: str | None = None
    applied: bool
    problem: str | None = None
    reason: str
    author: str
    date: date

"""Coded articles: what a coder, or a program, found in each, in files of one JSON object a line.

    {"id": "...", "visits": [{"leader": "...", "host_country": "...", ...}]}

The fields are those of `visits extract`. A coder may add `accept`, other values that the article supports, by field,
and gives as `evidence` the sentence that shows the visit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from visits.evaluation.sentences import sentence_around
from visits.model.article import Article
from visits.model.codes import Iso3, Mode, Scope, Status, VisitType
from visits.model.errors import CodingError
from visits.model.partial_date import PartialDate
from visits.model.report import Ordinal, Report

IsoDate = Annotated[str, AfterValidator(lambda text: str(PartialDate(text)))]
Country = Annotated[Iso3, Field(pattern=r"^[A-Z]{3}$")]

WHOLE = "visit"
"""The key of the words that show a visit as such, where evidence isn't given by field."""


class CodedVisit(BaseModel):
    """One visit as somebody coded it; `evidence` holds the words behind it by field."""

    model_config = ConfigDict(frozen=True)

    leader: str | None = None
    leader_country: Country | None = None
    host_country: Country | None = None
    host_leader: str | None = None
    cities: tuple[str, ...] = ()
    start_date: IsoDate | None = None
    end_date: IsoDate | None = None
    mode_of_travel: Mode | None = None
    companions: tuple[str, ...] = ()
    ordinals: tuple[Ordinal, ...] = ()
    ordinal: int | None = None
    visit_type: VisitType | None = None
    status: Status | None = None
    focus: bool = True
    scope: Scope = "head"
    accept: dict[str, list[Any]] = {}
    evidence: dict[str, str] = {}
    confidence: float | None = None
    note: str | None = None

    @field_validator("cities", "companions", "ordinals", "accept", "evidence", "focus", "scope", mode="before")
    @classmethod
    def _null_is_the_default(cls, value: Any, info: Any) -> Any:
        return cls.model_fields[info.field_name].default if value is None else value

    @model_validator(mode="before")
    @classmethod
    def _evidence_by_field(cls, data: Any) -> Any:
        """Evidence may be one sentence, a sentence for each field, or the quotes that `visits extract` writes."""
        evidence = data.get("evidence") if isinstance(data, dict) else None
        if isinstance(evidence, str):
            return data | {"evidence": {WHOLE: evidence}}
        if isinstance(evidence, dict) and any(isinstance(quotes, list) for quotes in evidence.values()):
            return data | {"evidence": {field: _first_quote(data, field, evidence[field]) for field in evidence}}
        return data

    @field_validator("accept")
    @classmethod
    def _alternatives_to_known_fields(cls, accept: dict[str, list[Any]]) -> dict[str, list[Any]]:
        for field in accept:
            if field not in cls.model_fields:
                raise ValueError(f"there is no field {field!r}")
        return accept

    @property
    def country_ordinal(self) -> int | None:
        """The leader's own count of visits to the host country."""
        return self.ordinal if self.ordinal is not None else _of_country(self.ordinals)

    def value(self, field: str) -> Any:
        """What stands in a field; for `ordinal`, the count of visits to the host country."""
        return self.country_ordinal if field == "ordinal" else getattr(self, field)

    def readings(self, field: str) -> list[Any]:
        """The value of a field and the others that the coder accepts."""
        others = list(self.accept.get(field, []))
        if field == "ordinal":
            others += [
                _of_country([Ordinal.model_validate(o) for o in told]) for told in self.accept.get("ordinals", [])
            ]
        return [self.value(field), *others]

    def words_for(self, field: str) -> str | None:
        """The words behind a field's value, else those that show the visit as such."""
        return next((self.evidence[key] for key in (field, f"{field}s", WHOLE, "status") if key in self.evidence), None)


def _of_country(ordinals: Sequence[Ordinal]) -> int | None:
    return next((ordinal.n for ordinal in ordinals if ordinal.of == "country"), None)


def _first_quote(visit: dict[str, Any], field: str, quotes: Any) -> str:
    """The first quote for the value that the visit holds, else the first one."""
    held = [quote for quote in quotes if quote.get("value") == visit.get(field)] or quotes
    return " ".join(str(held[0]["quote"]).split()) if held else ""


class CodedArticle(BaseModel):
    """The visits that were coded in one article; none if it tells of none."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(min_length=1)
    visits: tuple[CodedVisit, ...]


def coded_article(article: Article, reports: Sequence[Report]) -> CodedArticle:
    """What a reader found in an article, in the form in which coders hand it in."""
    return CodedArticle(id=article.id, visits=tuple(coded_visit(article, report) for report in reports))


def coded_visit(article: Article, report: Report) -> CodedVisit:
    """A report as a coded visit, with the sentences that its values stand in."""
    sentences: dict[str, str] = {}
    for claim in report.claims:
        sentences.setdefault(claim.field, sentence_around(article, claim.evidence))
    return CodedVisit(
        leader=report.leader,
        leader_country=report.leader_country,
        host_country=report.host_country,
        host_leader=report.host_leader,
        cities=report.cities,
        start_date=str(report.start_date) if report.start_date else None,
        end_date=str(report.end_date) if report.end_date else None,
        mode_of_travel=report.mode_of_travel,
        companions=tuple(companion.name for companion in report.companions),
        ordinals=report.ordinals,
        visit_type=report.visit_type,
        status=report.status,
        focus=report.focus,
        scope=report.scope,
        evidence=sentences,
        confidence=report.confidence,
    )


def read_coded(path: Path, *, by_hand: bool = True) -> list[CodedArticle]:
    """The articles of a JSON Lines file, each id once.

    `by_hand` refuses what a coder may have mistyped: unknown keys, and visits without leader or host country; a
    program may give more than is asked for, or leave it out. Raises CodingError, which names the line.
    """
    articles: dict[str, CodedArticle] = {}
    for number, line in _lines(path):
        article = _article(path, number, line, by_hand)
        if article.id in articles:
            raise CodingError(
                f"the id {article.id!r} is given twice",
                file=path,
                entry=f"line {number}",
                remedy="Leave one of the two.",
            )
        articles[article.id] = article
    if not articles:
        raise CodingError("holds no article", file=path, remedy="Write one JSON object a line, with id and visits.")
    return list(articles.values())


def holds_coded_articles(path: Path) -> bool:
    """True for a file of JSON lines whose first object has `visits`."""
    if path.suffix not in (".jsonl", ".ndjson") or not path.is_file():
        return False
    try:
        _, first = next(_lines(path))
        document = json.loads(first)
    except (StopIteration, ValueError, CodingError):
        return False
    return isinstance(document, dict) and "visits" in document


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that hold something, counted from 1."""
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise CodingError(f"can't be read ({error.strerror})", file=path, remedy="Check the path.") from error
    except UnicodeDecodeError as error:
        raise CodingError("is not UTF-8", file=path, entry=f"line {number + 1}", remedy="Save it as UTF-8.") from error


def _article(path: Path, number: int, line: str, by_hand: bool) -> CodedArticle:
    place = f"line {number}"
    try:
        document = json.loads(line)
    except ValueError as error:
        problem = f"is not well-formed JSON ({error})"
        raise CodingError(problem, file=path, entry=place, remedy="Write one object a line.") from error
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        raise CodingError("has no id", file=path, entry=place, remedy='Write {"id": "...", "visits": [...]}.')
    if not isinstance(document.get("visits"), list):
        raise CodingError(
            "has no list of visits", file=path, entry=place, remedy='An article without any has "visits": [].'
        )
    try:
        article = CodedArticle.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CodingError(f"{where}: {first['msg']}", file=path, entry=place, remedy="Mend it.") from error
    if by_hand:
        for position, visit in enumerate(document["visits"]):
            _refuse_slips(visit, path, f"{place}, visit {position + 1}")
    return article


def _refuse_slips(visit: dict[str, Any], path: Path, place: str) -> None:
    known = CodedVisit.model_fields
    for key in visit:
        if key not in known:
            remedy = f"Known fields: {', '.join(known)}."
            raise CodingError(f"the field {key!r} is not known", file=path, entry=place, remedy=remedy)
    for key in ("leader", "host_country"):
        if not visit.get(key):
            raise CodingError(f"has no {key}", file=path, entry=place, remedy="A visit needs leader and host country.")

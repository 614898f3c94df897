"""How well what was found in articles agrees with what a coder says is in them.

Scored are the coder's visits of scope `head` that the article is about (`focus`). What was found counts as right when
it is one of these (see matching). A visit that was found and is one of the coder's other visits, or that itself says
`scope: other`, is neither rewarded nor punished; any other is a false alarm. Every field of a missed visit is missed,
every field of a false alarm wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from visits.evaluation.coded import CodedArticle, CodedVisit
from visits.evaluation.matching import name_words, pair_visits, same_person

FIELDS = (
    "leader",
    "host_country",
    "start_date",
    "end_date",
    "mode_of_travel",
    "companions",
    "ordinal",
    "host_leader",
    "status",
)
"""The fields that `all fields` adds up and that a perfect record has right."""
BESIDE = ("cities", "visit_type")
"""Fields that are scored too, but on their own: coders differ too much on them."""

Verdict = Literal["right", "false alarm", "not scored"]


@dataclass(frozen=True)
class Counts:
    """Values that are right, that are wrong or invented, and that are missing. A wrong value is both of the latter."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True)
class Difference:
    """A missed visit, a false alarm, or a field (its name is the `kind`) of a visit that has another value.

    `sentence` is the one that the prediction rests on, of a missed visit the coder's.
    """

    article_id: str
    kind: str
    leader: str | None
    host_country: str | None
    wanted: Any
    found: Any
    sentence: str | None


@dataclass(frozen=True)
class ArticleScore:
    """The counts of one article, by measure, with all that differs and a verdict on each visit that was found."""

    article_id: str
    counts: Mapping[str, Counts]
    quiet: bool
    differences: tuple[Difference, ...]
    verdicts: tuple[Verdict, ...]


VISIT, ALL_FIELDS, PERFECT, BACKGROUND = "visit", "all fields", "perfect records", "background"
MEASURES = (VISIT, ALL_FIELDS, *FIELDS, *BESIDE, PERFECT, BACKGROUND)
"""What is counted: visits, fields, records with every field right, and background visits that were found."""


def score_article(gold: CodedArticle, found: Sequence[CodedVisit]) -> ArticleScore:
    """Score what was found in an article against what the coder says."""
    pairs = pair_visits(found, gold.visits)
    finder = {wanted: i for i, wanted in pairs.items()}
    counts = dict.fromkeys(MEASURES, Counts())
    differences: list[Difference] = []

    def add(measure: str, more: Counts) -> None:
        counts[measure] += more
        if measure in FIELDS:
            counts[ALL_FIELDS] += more

    for j, wanted in enumerate(gold.visits):
        visit = found[finder[j]] if j in finder else None
        if wanted.scope == "head" and not wanted.focus:
            add(BACKGROUND, Counts(right=1) if visit else Counts(missed=1))
        if not _scored(wanted):
            continue
        add(VISIT, Counts(right=1) if visit else Counts(missed=1))
        fields = _compare(visit, wanted) if visit else _alone(wanted, lambda n: Counts(missed=n))
        for field, more in fields.items():
            add(field, more)
        wrong = [field for field, more in fields.items() if more.wrong or more.missed]
        perfect = visit is not None and not any(field in FIELDS for field in wrong)
        add(PERFECT, Counts(right=1) if perfect else Counts(missed=1))
        differences += _differences(gold.id, visit, wanted, wrong)
    verdicts = tuple(_verdict(visit, gold.visits[pairs[i]] if i in pairs else None) for i, visit in enumerate(found))
    for visit, verdict in zip(found, verdicts, strict=True):
        if verdict == "false alarm":
            add(VISIT, Counts(wrong=1))
            for field, more in _alone(visit, lambda n: Counts(wrong=n)).items():
                add(field, more)
            differences.append(
                _difference(gold.id, "false alarm", visit, None, visit.start_date, visit.words_for("visit"))
            )
    return ArticleScore(gold.id, counts, not gold.visits, tuple(differences), verdicts)


def _scored(wanted: CodedVisit) -> bool:
    return wanted.scope == "head" and wanted.focus


def _verdict(visit: CodedVisit, wanted: CodedVisit | None) -> Verdict:
    if wanted is None:
        return "not scored" if visit.scope == "other" else "false alarm"
    return "right" if _scored(wanted) else "not scored"


def _compare(visit: CodedVisit, wanted: CodedVisit) -> dict[str, Counts]:
    return {field: _COMPARISONS.get(field, _same_value)(visit, wanted, field) for field in (*FIELDS, *BESIDE)}


def _alone(visit: CodedVisit, counted: Callable[[int], Counts]) -> dict[str, Counts]:
    """The counts of a visit that is in no pair: every value that it holds."""
    held = {field: visit.value(field) for field in (*FIELDS, *BESIDE)}
    return {field: counted(len(v) if isinstance(v, tuple) else int(v is not None)) for field, v in held.items()}


def _same_value(visit: CodedVisit, wanted: CodedVisit, field: str) -> Counts:
    return _one_value(visit.value(field), wanted.readings(field), lambda told, reading: bool(told == reading))


def _same_name(visit: CodedVisit, wanted: CodedVisit, field: str) -> Counts:
    return _one_value(visit.value(field), wanted.readings(field), same_person)


def _one_value(told: Any, readings: list[Any], same: Callable[[Any, Any], bool]) -> Counts:
    if told is None:
        return Counts(missed=int(None not in readings))
    if any(reading is not None and same(told, reading) for reading in readings):
        return Counts(right=1)
    return Counts(wrong=1, missed=int(readings[0] is not None))


def _same_companions(visit: CodedVisit, wanted: CodedVisit, field: str) -> Counts:
    """Each companion counts; those of other accepted readings may be told or not."""
    names, told = wanted.companions, visit.companions
    optional = [name for reading in wanted.accept.get(field, []) for name in _names(reading)]
    right = sum(any(same_person(name, other) for other in told) for name in names)
    wrong = sum(not any(same_person(name, other) for name in (*names, *optional)) for other in told)
    return Counts(right, wrong, len(names) - right)


def _names(reading: Any) -> list[str]:
    """An accepted reading of companions is a name, or a list of names."""
    return [reading] if isinstance(reading, str) else list(reading or [])


def _same_cities(visit: CodedVisit, wanted: CodedVisit, field: str) -> Counts:
    """Each city counts, against the accepted list that agrees best."""
    told = {name_words(city) for city in visit.cities}
    readings = [{name_words(city) for city in _names(reading)} for reading in wanted.readings(field)]
    best = min(readings, key=lambda cities: len(cities ^ told))
    return Counts(len(best & told), len(told - best), len(best - told))


_COMPARISONS: dict[str, Callable[[CodedVisit, CodedVisit, str], Counts]] = {
    "leader": _same_name,
    "host_leader": _same_name,
    "companions": _same_companions,
    "cities": _same_cities,
}


def _differences(
    article_id: str, visit: CodedVisit | None, wanted: CodedVisit, wrong: Sequence[str]
) -> list[Difference]:
    if visit is None:
        return [_difference(article_id, "missed", wanted, wanted.start_date, None, wanted.words_for("visit"))]
    return [
        _difference(article_id, field, wanted, wanted.value(field), visit.value(field), visit.words_for(field))
        for field in wrong
    ]


def _difference(
    article_id: str, kind: str, visit: CodedVisit, wanted: Any, found: Any, sentence: str | None
) -> Difference:
    return Difference(article_id, kind, visit.leader, visit.host_country, wanted, found, sentence)

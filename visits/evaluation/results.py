"""The scores of many articles together, with the intervals in which they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from visits.evaluation.coded import CodedArticle, CodedVisit
from visits.evaluation.scoring import (
    ALL_FIELDS,
    BACKGROUND,
    BESIDE,
    FIELDS,
    MEASURES,
    PERFECT,
    VISIT,
    ArticleScore,
    Counts,
    Difference,
    score_article,
)

RESAMPLES = 1000
SEED = 1

Interval = tuple[float, float]


@dataclass(frozen=True)
class Result:
    """What the scores of all articles come to.

    `counts` and `intervals` go by measure. An interval is that of F1 (of the share, for perfect records and background
    visits): between its ends lie 95 percent of the figures of RESAMPLES drawings of as many articles, with replacement.
    """

    scores: tuple[ArticleScore, ...]
    counts: Mapping[str, Counts]
    intervals: Mapping[str, Interval]

    @property
    def n_visits(self) -> int:
        """The coder's visits that are scored."""
        return self.counts[VISIT].right + self.counts[VISIT].missed

    @property
    def n_quiet(self) -> int:
        """The articles in which the coder found no visit at all."""
        return sum(score.quiet for score in self.scores)

    @property
    def n_alarms_in_quiet(self) -> int:
        """The false alarms in these."""
        return sum(score.counts[VISIT].wrong for score in self.scores if score.quiet)

    @property
    def differences(self) -> list[Difference]:
        """All that differs, article by article."""
        return [difference for score in self.scores for difference in score.differences]

    def as_json(self) -> dict[str, Any]:
        """The figures as JSON values."""
        rows = {measure: self._row(measure) for measure in (VISIT, ALL_FIELDS, *FIELDS, *BESIDE)}
        shares = {
            measure.replace(" ", "_"): {
                "right": self.counts[measure].right,
                "of": self.counts[measure].right + self.counts[measure].missed,
                "share": round(self.counts[measure].recall, 4),
                "interval": self._interval(measure),
            }
            for measure in (PERFECT, BACKGROUND)
        }
        return {
            "articles": len(self.scores),
            "visits": self.n_visits,
            "measures": {measure.replace(" ", "_"): row for measure, row in rows.items()},
            **shares,
            "quiet_articles": self.n_quiet,
            "false_alarms_in_quiet_articles": self.n_alarms_in_quiet,
        }

    def _row(self, measure: str) -> dict[str, Any]:
        counts = self.counts[measure]
        figures = {name: round(getattr(counts, name), 4) for name in ("precision", "recall", "f1")}
        return {**figures, "interval": self._interval(measure), **vars(counts)}

    def _interval(self, measure: str) -> list[float]:
        return [round(end, 4) for end in self.intervals[measure]]


def evaluate(gold: Sequence[CodedArticle], found: Mapping[str, Sequence[CodedVisit]], *, seed: int = SEED) -> Result:
    """Score what was found, by article id, against a coder's articles; nothing found where an id is missing."""
    scores = tuple(score_article(article, found.get(article.id, ())) for article in gold)
    counts = {measure: sum((score.counts[measure] for score in scores), Counts()) for measure in MEASURES}
    return Result(scores, counts, _intervals(scores, seed))


def _intervals(scores: Sequence[ArticleScore], seed: int) -> dict[str, Interval]:
    """Drawing articles anew, not visits: the visits of an article are right or wrong together."""
    table = np.array([[list(vars(score.counts[m]).values()) for m in MEASURES] for score in scores], dtype=float)
    drawn = np.random.default_rng(seed).multinomial(len(scores), [1 / len(scores)] * len(scores), size=RESAMPLES)
    sums = np.tensordot(drawn, table, axes=1)
    right, wrong, missed = sums[..., 0], sums[..., 1], sums[..., 2]
    shares = _ratio(right, right + missed)
    f1 = _ratio(2 * right, 2 * right + wrong + missed)
    ends = {
        measure: np.percentile((shares if measure in (PERFECT, BACKGROUND) else f1)[:, k], [2.5, 97.5])
        for k, measure in enumerate(MEASURES)
    }
    return {measure: (float(low), float(high)) for measure, (low, high) in ends.items()}


def _ratio(part: npt.NDArray[np.float64], whole: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)

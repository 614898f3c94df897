"""Fit the weights of `visits/reports/confidence.py` to coded articles, and show how well they do on others.

    python benchmarks/calibrate.py GOLD.jsonl ARTICLES [--folds 10]

A report is right if the coder has its visit (same leader, same host, dates not far apart). The table shows what was
foretold for articles that the weights were not fitted to: each tenth of them in turn. Last come the weights from all
articles.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from visits.build import rule_reader
from visits.cli_extract import articles_in
from visits.evaluation.coded import coded_article, read_coded
from visits.evaluation.matching import pair_visits
from visits.model.article import Article
from visits.reports.confidence import SIGNS, signs_of

PENALTY = 1.0
"""How strongly weights are drawn to 0: as if a little had been seen of reports for which the sign means nothing."""
BINS = 5

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Reports: their signs (the first column is 1 throughout), whether they are right, the number of their article."""

    signs: Numbers
    right: Numbers
    article: npt.NDArray[np.int64]


def collect(gold: Path, articles: Path) -> Sample:
    """The reports on heads of the coded articles. Raises VisitsError for files that can't be read."""
    coded = {article.id: article for article in read_coded(gold)}
    reader = rule_reader()
    rows: list[tuple[list[float], bool, int]] = []
    for number, article in enumerate(
        item for item in articles_in([articles]) if isinstance(item, Article) and item.id in coded
    ):
        reports = reader.read(article)
        pairs = pair_visits(coded_article(article, reports).visits, coded[article.id].visits)
        for k, report in enumerate(reports):
            if report.scope == "head":
                rows.append(([1.0, *map(float, signs_of(report).values())], k in pairs, number))
    signs, right, numbers = zip(*rows, strict=True)
    return Sample(np.array(signs), np.array(right, dtype=float), np.array(numbers))


def fit(signs: Numbers, right: Numbers) -> Numbers:
    """The weights of a logistic regression with a penalty on all but the first, by Newton's method."""
    penalty = np.full(signs.shape[1], PENALTY)
    penalty[0] = 1e-6
    weights = np.zeros(signs.shape[1])
    for _ in range(50):
        p = foretell(signs, weights)
        slope = signs.T @ (right - p) - penalty * weights
        curve = (signs * (p * (1 - p))[:, None]).T @ signs + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def foretell(signs: Numbers, weights: Numbers) -> Numbers:
    """The probability of each report."""
    result: Numbers = 1 / (1 + np.exp(-(signs @ weights)))
    return result


def cross_validated(sample: Sample, folds: int) -> Numbers:
    """What is foretold for each report by weights that were fitted to the articles of the other folds."""
    fold = sample.article % folds
    foretold = np.zeros(len(sample.right))
    for k in range(folds):
        if (fold == k).any():
            foretold[fold == k] = foretell(
                sample.signs[fold == k], fit(sample.signs[fold != k], sample.right[fold != k])
            )
    return foretold


def reliability(foretold: Numbers, right: Numbers) -> list[str]:
    """Foretold and observed in bins of equal size; Brier score (against foretelling the mean), calibration error."""
    lines = [f"{'reports':>8}{'foretold':>10}{'observed':>10}"]
    error = 0.0
    for members in np.array_split(np.argsort(foretold, kind="stable"), BINS):
        mean, share = foretold[members].mean(), right[members].mean()
        error += abs(mean - share) * len(members) / len(right)
        lines.append(f"{len(members):8}{mean:10.3f}{share:10.3f}")
    brier, plain = ((foretold - right) ** 2).mean(), ((right.mean() - right) ** 2).mean()
    return [*lines, f"Brier score {brier:.4f} (foretelling the mean: {plain:.4f}), calibration error {error:.3f}"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the cross-validated table and the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    options = parser.parse_args(arguments)
    sample = collect(options.gold, options.articles)
    n_articles = len(set(sample.article.tolist()))
    print(f"{len(sample.right)} reports of {n_articles} articles, {int(sample.right.sum())} right\n")
    print("\n".join(reliability(cross_validated(sample, options.folds), sample.right)), end="\n\n")
    for name, weight in zip(("ALWAYS", *SIGNS), fit(sample.signs, sample.right), strict=True):
        print(f"{name}: {weight:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

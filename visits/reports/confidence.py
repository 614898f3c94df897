"""How likely it is that a trained coder would code a report's visit too.

A few signs that a reader can see are weighed. The weights come from `benchmarks/calibrate.py`, which fits them to coded
articles; docs/confidence.md tells how well they do, and why `ALWAYS` is lower than it prints. The weights of the signs
that a report shows are added up, and the logistic function turns the sum into a probability.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from visits.model.report import Report

ALWAYS = 1.76
"""The sum for a report that shows no sign."""
WEIGHTS: dict[str, float] = {
    "the article is about it": 1.24,
    "three clauses or more": 0.93,
}
"""How much each sign speaks for a report."""


def confidence(report: Report) -> float | None:
    """The probability, to three places; None for leaders of another scope than `head`, whose visits coders code only
    where that is easy, so that nothing can be learnt from them."""
    if report.scope != "head":
        return None
    total = ALWAYS + sum(WEIGHTS[sign] for sign, shown in signs_of(report).items() if shown)
    return round(1 / (1 + exp(-total)), 3)


def signs_of(report: Report) -> dict[str, bool]:
    """Which signs a report shows."""
    return {sign: shows(report) for sign, shows in SIGNS.items()}


def _clauses(report: Report) -> int:
    """How many clauses speak of the visit: each names its traveller, the first under `person.name`."""
    return sum(c.field == "leader" and c.rule != "person.name" for c in report.claims) + 1


SIGNS: dict[str, Callable[[Report], bool]] = {
    "the article is about it": lambda report: report.focus,
    "three clauses or more": lambda report: _clauses(report) >= 3,
}
"""The signs, each a question about a report."""

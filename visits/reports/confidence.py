"""How likely it is that a trained coder would code a report's visit too, and as what the article is about (or not).

A few signs that a reader can see are weighed. The weights come from `benchmarks/calibrate.py`, which fits them to coded
articles; docs/confidence.md tells how well they do. The weights of the signs that a report shows are added up, and the
logistic function turns the sum into a probability.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from visits.model.report import Report

ALWAYS = 2.04
"""The sum for a report that shows no sign."""
WEIGHTS: dict[str, float] = {
    "the article is about it": 0.76,
    "told at the head": 1.24,
    "three clauses or more": 0.75,
    "not yet made, or called off": -1.13,
    "words of a journey": -1.06,
}
"""How much each sign speaks for a report (above 0) or against it."""

_HEAD = 200
"""Characters of an article's text that are its head."""
_WHO = ("person.name", "person.title", "registry.term")
"""Rules that tell who the leader is, wherever in the article that is said."""
_JOURNEY_RULES = ("verb.arrival", "verb.visit", "verb.travel", "verb.departure", "verb.leaving", "noun.visit")


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


def _told_at_the_head(report: Report) -> bool:
    said = [c.evidence for c in report.claims if c.rule not in _WHO]
    return any(evidence.part == "title" or evidence.start < _HEAD for evidence in said)


def _three_clauses(report: Report) -> bool:
    """True if three clauses or more speak of the visit: each names its traveller, the first under `person.name`."""
    return sum(c.field == "leader" and c.rule != "person.name" for c in report.claims) >= 3


def _words_of_a_journey(report: Report) -> bool:
    return any(c.rule.partition(":")[0] in _JOURNEY_RULES for c in report.claims)


SIGNS: dict[str, Callable[[Report], bool]] = {
    "the article is about it": lambda report: report.focus,
    "told at the head": _told_at_the_head,
    "three clauses or more": _three_clauses,
    "not yet made, or called off": lambda report: report.status in ("planned", "cancelled"),
    "words of a journey": _words_of_a_journey,
}
"""The signs, each a question about a report."""

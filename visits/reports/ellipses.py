"""Visits told without a noun: "The first, in March 2018, ..." behind a sentence that counts one."""

from __future__ import annotations

from visits.reports.context import Context
from visits.reports.observation import Observation

_COUNTED = frozenset("first second third fourth fifth sixth".split())


def observe_ellipsis(ctx: Context) -> None:
    """ "The first, in March 2018, ..." behind a sentence that counts a visit: an earlier one of the same leader."""
    tokens = ctx.tokens
    if len(tokens) < 6 or tokens[0].low != "the" or tokens[1].low not in _COUNTED or not ctx.findings.observations:
        return
    k = 2
    while k < 5 and tokens[k].low in {"visit", "trip", "one", ",", "in", "on", "was", "came"}:
        k += 1
    last = ctx.findings.observations[-1]
    if (
        k < 4
        or tokens[k].kind != "D"
        or ctx.sentence.number - last.sentence > 1
        or not last.rule.startswith("noun.visit")
    ):
        return
    ctx.findings.observations.append(
        Observation(
            rule="noun.ellipsis",
            phase="visit",
            person=last.person,
            country=last.country,
            city=None,
            sentence=ctx.sentence.number,
            start=tokens[0].start,
            end=tokens[k].end,
            tense="past",
            dates=[tokens[k].mention],
            person_at=last.person_at,
            place_at=last.place_at,
            cue_at=(tokens[0].start, tokens[k].end),
            earlier=True,
            anaphoric=last.anaphoric,
        )
    )

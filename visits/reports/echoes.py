"""Who does what another was just said to do: "as did Cameron", "so will Merkel", "along with Hollande", "Rajoy will be
there too".

The place is told of somebody else, in the same sentence or shortly before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from visits.reports.context import Context
from visits.reports.destinations import Destination
from visits.reports.name_lists import coordinated
from visits.reports.observation import Observation
from visits.reports.verb_groups import AUXILIARIES

_LIKEWISE = frozenset({"as", "so"})
_DOING = frozenset("did will would has had have was were is are does do".split())
_BESIDE = frozenset({"along", "together"})
_AHEAD = frozenset({"will", "would"})
_TRIGGERS = _LIKEWISE | _BESIDE | {"alongside"}
_TO_NAME = 4
"""Tokens that a country or an article may take before the name of whoever does the same."""
_NEAR = 2
"""Sentences within which "there" means the place last told of."""
_STAYS = frozenset({"presence", "occasion", "visit", "arrival", "travel", "meeting"})
LIKEWISE = tuple(f"{like} {do}" for like in sorted(_LIKEWISE) for do in sorted(_DOING))
"""The phrases of which a sentence has one that says nothing else of what somebody does."""


def observe_echo(ctx: Context) -> None:
    """Note those of whom the sentence says that they do the same as somebody else."""
    if not ctx.sentence.has(_TRIGGERS):
        return
    for j, first in _likewise(ctx):
        model = _model(ctx, j)
        if model is None:
            continue
        for k in coordinated(ctx.tokens, first):
            _note(ctx, model, k, ctx.tokens[j + 1].low in _AHEAD)


def place_spoken_of(ctx: Context, at: int) -> Destination | None:
    """Where somebody was last said to be or to come, in this sentence or shortly before it: what "there" means."""
    for obs in reversed(ctx.findings.observations):
        if ctx.sentence.number - obs.sentence > _NEAR:
            return None
        if obs.country and not obs.anaphoric and obs.phase in _STAYS and obs.stance in (None, "planned"):
            return Destination(obs.country, obs.city, at)
    return None


def last_told(ctx: Context, place: Destination) -> Observation | None:
    """The observation that told of the place last."""
    told = reversed(ctx.findings.observations)
    return next((o for o in told if o.country == place.country and not o.anaphoric), None)


def _likewise(ctx: Context) -> Iterator[tuple[int, int]]:
    """The words that liken, and the first of those behind them."""
    tokens = ctx.tokens
    for j in range(len(tokens) - 2):
        low, after = tokens[j].low, tokens[j + 1].low
        if low in _LIKEWISE and after in _DOING:
            start = j + 2
        elif low in _BESIDE and after == "with":
            start = j + 2
        elif low == "alongside":
            start = j + 1
        elif low == "as" and after == "well" and tokens[j + 2].low == "as":
            start = j + 3
        else:
            continue
        first = next((i for i in range(start, min(start + _TO_NAME, len(tokens))) if tokens[i].kind == "P"), None)
        led = first is not None and all(t.kind in "GL" or t.low in {"'s", "the"} for t in tokens[start:first])
        if first is not None and led and (first + 1 == len(tokens) or tokens[first + 1].low != "'s"):
            yield j, first


def _model(ctx: Context, j: int) -> Observation | None:
    """What the words at token j liken to: what the sentence has told, or the one before where they open theirs."""
    told = [o for o in ctx.findings.observations if (o.country or o.fallback) and o.stance != "cancelled"]
    here = [o for o in told if o.sentence == ctx.sentence.number]
    if ctx.tokens[j].low in _LIKEWISE and ctx.tokens[j + 1].low in AUXILIARIES:
        before = [o for o in here if o.cue_at[0] < ctx.tokens[j].start]
        if not before and not any(t.kind == "P" for t in ctx.tokens[:j]):
            before = [o for o in told if o.sentence == ctx.sentence.number - 1]
        return before[-1] if before else None
    return here[-1] if here else None


def _note(ctx: Context, model: Observation, k: int, ahead: bool) -> None:
    """The same observation of the person at token k."""
    token = ctx.tokens[k]
    person = ctx.person_at(k)
    place = Destination(model.country or str(model.fallback), model.city, k)
    if person is None or not ctx.is_head(person) or ctx.at_home(person, place):
        return
    if any(o.person is person and o.country == place.country for o in ctx.findings.observations):
        return
    start, end = min(model.start, token.start), max(model.end, token.end)
    if model.sentence != ctx.sentence.number:
        start, end = token.start, token.end
    echo = replace(
        model,
        rule="echo",
        person=person,
        sentence=ctx.sentence.number,
        start=start,
        end=end,
        person_at=(token.start, token.end),
        hosts=[host for host in model.hosts if host[0] is not person],
    )
    if ahead and echo.stance is None:
        echo.tense, echo.stance, echo.ongoing, echo.dates = "future", "planned", False, []
    ctx.findings.observations.append(echo)

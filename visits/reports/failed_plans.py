"""Plans told as having come to nothing: "was to have visited Riga", "had been due in Riga on Monday", "would have left
for Riga", "decided not to go there"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from visits.reports.discourse import Discourse, Sentence
from visits.reports.observation import Observation

_PLANNED = frozenset("due scheduled set expected planned supposed slated hoped intended".split())
_GOING = frozenset("go travel attend visit come fly make".split())
_GONE = frozenset("left gone travelled traveled visited flown attended arrived met come headed joined departed".split())
_AFTER_ALL = frozenset("postponed delayed brought moved rescheduled".split())


def drop_failed_plans(groups: Sequence[list[Observation]], discourse: Discourse) -> None:
    """Take a visit for called off of which nothing but such plans is told."""
    for group in groups:
        plans = [o for o in group if o.stance == "planned" and not o.anaphoric]
        made = any(o.stance == "cancelled" or (o.stance is None and (o.tense == "past" or o.ongoing)) for o in group)
        if plans and not made and all(_failed(discourse.sentences[o.sentence]) for o in plans):
            for obs in plans:
                obs.stance, obs.tense = "cancelled", "future"


def _failed(sentence: Sentence) -> bool:
    """True for a sentence in which what was planned is no longer."""
    if sentence.has(_AFTER_ALL):
        return False
    lows = [t.low for t in sentence.tokens]
    for j, (a, b) in enumerate(pairwise(lows)):
        c, d = [*lows[j + 2 : j + 4], "", ""][:2]
        if a in {"would", "'d"} and b == "have" and c in _GONE:
            return True
        if a in {"was", "were"} and b == "to" and c == "have":
            return True
        if a == "had" and (b in _PLANNED - {"set"} or (b == "been" and (c in _PLANNED or d in _PLANNED))):
            return True
        if a == "not" and b == "to" and c in _GOING:
            return True
    return False

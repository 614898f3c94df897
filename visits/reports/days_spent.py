"""Days that somebody has spent in a country: "flew home on Sunday after two days in Riga"."""

from __future__ import annotations

from visits.mentions.tokens import Token
from visits.reports.context import Context
from visits.reports.destinations import read_destinations
from visits.reports.noting import note
from visits.reports.observation import Observation
from visits.reports.timing import LONGEST_STAY

_BEHIND = frozenset({"after", "following"})
_GONE = frozenset(
    """flew flies left leaves returned returns headed heads went goes came comes departed departs back home moved
    arrived arrives landed travelled traveled""".split()
)
"""What who has spent some days in a country does next."""
_OTHERS = frozenset({"of", "by", "to", "for", "from", "with"})
"""What stands between the subject and the one named: "the envoy of Lee", "a letter to Lee"."""


def observe_days_spent(ctx: Context) -> None:
    """Note the stay whose days a sentence counts behind "after", which ended on the day of the journey told of."""
    tokens = ctx.tokens
    if ctx.sentence.in_title or not ctx.sentence.has({"D"}) or not ctx.sentence.has(_BEHIND):
        return
    for j in range(1, len(tokens) - 2):
        if tokens[j - 1].low not in _BEHIND or not _some_days(tokens[j]) or tokens[j + 1].low != "in":
            continue
        place = next(iter(read_destinations(tokens, j + 1, ["in"], False, ctx.here, limit=4)), None)
        subject = next((k for k, t in enumerate(tokens) if t.kind == "P" or t.low in {"he", "she"}), None)
        person = ctx.person_at(subject) if subject is not None else None
        if place is None or person is None or subject is None or not ctx.is_head(person) or ctx.at_home(person, place):
            return
        if not any(t.low in _GONE for t in tokens) or (subject and tokens[subject - 1].low in _OTHERS):
            return
        words = (min(subject, place.at), max(subject, place.at))
        stay = _told(ctx, person, place.country)
        stay = stay or note(ctx, "presence.spent", "presence", "past", person, subject, place, words, (j, j))
        stay.length, stay.over = tokens[j].mention, True
        day = next((t.mention for t in tokens if t.kind == "D" and t.mention.begins_on_a_day), None)
        if day is not None and not stay.dates:
            stay.dates, stay.closes, stay.stop = [day], True, (0, 1)
        return


def _told(ctx: Context, person: object, country: str) -> Observation | None:
    """What the sentence has told of the stay by another word."""
    told = (o for o in ctx.findings.observations if o.sentence == ctx.sentence.number)
    return next((o for o in told if o.person is person and o.country == country), None)


def _some_days(token: Token) -> bool:
    if token.kind != "D" or token.mention.kind != "duration":
        return False
    return 0 < (token.mention.days or 0) <= LONGEST_STAY and not token.mention.timex.startswith("PT")

"""Earlier visits that a count names: "the first visit to Laos by a Russian leader since Dmitry Medvedev in 2009"."""

from __future__ import annotations

from dataclasses import replace

from visits.lexicon.entries import TravelNoun, TravelVerb
from visits.model.mention import DateMention, Person
from visits.reports.context import Context
from visits.reports.destinations import Destination, read_destinations
from visits.reports.noting import note

_COUNTS = frozenset({"first", "second", "third", "only", "last"})
_JOURNEYS = frozenset({"visit", "trip", "tour", "stay", "journey", "stop", "visited", "went", "came", "did"})


def observe_precedent(ctx: Context) -> None:
    """Read every "since" that a leader follows, in a sentence that counts visits."""
    if "since" not in ctx.sentence.words:
        return
    tokens = ctx.tokens
    for k in range(2, len(tokens) - 1):
        if tokens[k].low == "since" and tokens[k + 1].kind == "P" and _COUNTS & {t.low for t in tokens[:k]}:
            _note_precedent(ctx, k)


def _note_precedent(ctx: Context, since: int) -> None:
    tokens, k = ctx.tokens, since + 1
    person: Person = tokens[k].mention.person
    behind = [t.low for t in tokens[k + 1 : k + 5] if t.low not in {"'s", "own", "'"}]
    dates: list[DateMention] = [t.mention for t in tokens[k + 1 : k + 6] if t.kind == "D" and t.mention.kind == "date"]
    if not (_JOURNEYS & set(behind[:2])) and not (dates and tokens[k + 1].low in {"in", ","}) and behind[:1] != ["."]:
        return  # "the first visit since Trump took office"
    place = _counted(ctx, since)
    if place is None or ctx.is_private(person) or ctx.at_home(person, place):
        return
    words = (since, max(k, place.at))
    noted = note(ctx, "noun.precedent", "visit", "past", person, k, replace(place, city=None), words, (since, since))
    noted.dates, noted.earlier = dates, True


def _counted(ctx: Context, since: int) -> Destination | None:
    """Where the counted visits led: the place of the travel word before "since"."""
    for cue in reversed(ctx.sentence.cues):
        if cue.last > since:
            continue
        entry = cue.entry
        if isinstance(entry, TravelVerb):
            places = read_destinations(ctx.tokens[:since], cue.last, entry.to, entry.direct, ctx.here)
        elif isinstance(entry, TravelNoun) and entry.sense == "visit":
            places = read_destinations(ctx.tokens[:since], cue.last, ["to", "in"], False, ctx.here)
        else:
            places = []
        if places:
            return places[0]
    return None

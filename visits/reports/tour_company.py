"""Who goes along on a whole tour: what an article tells of the company once holds for every stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visits.reports.company_words import ON_THE_JOURNEY
from visits.reports.discourse import Discourse, Sentence
from visits.reports.grouping import told_as_earlier
from visits.reports.observation import Observation
from visits.reports.timing import Timing

_LONGEST_TOUR = 21
"""Days within which a leader's stays in several countries are stops of one tour."""


def company_sentences(
    timed: Sequence[tuple[list[Observation], Timing]], spoken_of: Mapping[int, list[int]], discourse: Discourse
) -> dict[int, list[int]]:
    """The numbers of the sentences that can tell who came along, by the id of each visit's observations: those that
    speak of the visit, and those that tell of the journey behind another stop."""
    found = {}
    for group, timing in timed:
        stops = [g for g, t in timed if g is not group and _on_one_tour(group, timing, g, t)]
        placed = {o.sentence for g in [group, *stops] for o in g}
        hosts = {g[0].country for g in [group, *stops]}
        behind = {n for g in stops for n in spoken_of[id(g)]} - placed
        shared = {n for n in behind if _tells_of_the_journey(discourse.sentences[n], hosts)}
        found[id(group)] = sorted({*spoken_of[id(group)], *shared})
    return found


def _on_one_tour(group: Sequence[Observation], timing: Timing, other: Sequence[Observation], its: Timing) -> bool:
    if group[0].person is not other[0].person or group[0].country == other[0].country:
        return False
    if told_as_earlier(group) or told_as_earlier(other):
        return False
    if timing.start is None or its.start is None:
        return True
    return abs((timing.start.value.first_day() - its.start.value.first_day()).days) <= _LONGEST_TOUR


def _tells_of_the_journey(sentence: Sentence, hosts: set[str]) -> bool:
    """True for a sentence about those on the way that names no place, and nobody or nothing of a host country."""
    if not sentence.has(ON_THE_JOURNEY) or sentence.has(_PLACED):
        return False
    return not any(t.kind == "G" and t.mention.country in hosts for t in sentence.tokens)


_PLACED = frozenset({"L", "here", "there"})

"""Which visits of two codings of one article are the same visit.

Two visits can be the same if host country and leader agree and their dates, where both have some, are at most
FAR_DAYS apart. Among those that can, the pairs that fit best are made first, so that no visit is in two pairs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from visits.evaluation.coded import CodedVisit

FAR_DAYS = 45
UNDATED = 3
"""An undated visit counts as this many days away from a dated one."""

_ALIKE = 0.8
_RANKS = frozenset("king queen pope emperor sultan emir sheikh prince president premier chancellor".split())
_REGNAL = frozenset("ii iii iv v vi xvi xxiii".split())


def pair_visits(found: Sequence[CodedVisit], wanted: Sequence[CodedVisit]) -> dict[int, int]:
    """The positions in `found` of visits that are in `wanted` too, each with its position there."""
    candidates = [
        (-fit, i, j)
        for i, visit in enumerate(found)
        for j, other in enumerate(wanted)
        if (fit := _fit(visit, other)) is not None
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def same_person(one: str | None, other: str | None) -> bool:
    """True if two names can be one person's: the words of one are among the other's, ranks and accents aside.

    Spaces and hyphens don't count ("Jong-un", "Jongun"); where the first letters agree, neither do other spellings
    of the last name (Yanukovich, Yanukovych).
    """
    words, others = name_words(one or ""), name_words(other or "")
    if not words or not others:
        return False
    if "".join(words) == "".join(others) or set(words) <= set(others) or set(others) <= set(words):
        return True
    return words[0][0] == others[0][0] and _same_last_name(words[-1], others[-1])


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in small letters without accents; ranks and regnal numbers only if nothing else is left."""
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in "".join(letters).casefold()).split()
    return tuple(word for word in words if word not in _RANKS and word not in _REGNAL) or tuple(words)


def days_apart(one: CodedVisit, other: CodedVisit) -> int | None:
    """The days between the nearest dates of two visits; None if either has no date."""
    days, others = ([_middle(d) for d in (v.start_date, v.end_date) if d] for v in (one, other))
    return min((abs((a - b).days) for a in days for b in others), default=None)


def _fit(found: CodedVisit, wanted: CodedVisit) -> float | None:
    """How well two visits go together; None if they can't be one. A day of distance counts little, a field more."""
    countries = {found.leader_country, wanted.leader_country} - {None}
    if found.host_country != wanted.host_country or len(countries) > 1 or not same_person(found.leader, wanted.leader):
        return None
    gap = days_apart(found, wanted)
    if gap is not None and gap > FAR_DAYS:
        return None
    shared = sum(
        found.value(field) is not None and found.value(field) in wanted.readings(field)
        for field in ("start_date", "end_date", "mode_of_travel")
    )
    return 10.0 - (UNDATED if gap is None else gap) / FAR_DAYS + shared + (0.5 if wanted.focus else 0.0)


def _middle(day: str) -> date:
    """The day, or the middle of the month or year."""
    told = [int(part) for part in day.split("-")]
    year, month, of_month = (*told, *(6, 15)[len(told) - 1 :])
    return date(year, month, of_month)


def _same_last_name(one: str, other: str) -> bool:
    if len(one) <= 2:
        return False
    return one == other or (min(len(one), len(other)) > 3 and SequenceMatcher(None, one, other).ratio() >= _ALIKE)

"""Dates, ranges and lengths in running text.

Three steps: trigger words and digits are found in one pass over the text, a reader cuts the expression around
each out, and its value is counted from the publication day, the tense of its clause, or the date mentioned
before it. Whatever the text, the work grows with its length alone: readers look a fixed distance to the left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import ahocorasick_rs

from visits.mentions.date_adverbs import read_adverb, read_season
from visits.mentions.date_anchors import Anchors
from visits.mentions.date_forms import Expression
from visits.mentions.date_holidays import HOLIDAYS
from visits.mentions.date_joins import join
from visits.mentions.date_months import read_month
from visits.mentions.date_numbers import DIGITS, could_begin_a_date, read_digits
from visits.mentions.date_tense import Direction, direction
from visits.mentions.date_units import read_part_of_day, read_then, read_unit
from visits.mentions.date_values import value_of
from visits.mentions.date_weekdays import read_holiday, read_weekday
from visits.mentions.date_words import MONTHS, PARTS_OF_DAY, SEASONS, WEEKDAYS
from visits.model.mention import DateMention
from visits.model.partial_date import PartialDate

Tense: TypeAlias = Callable[[str, int, int], Direction | None]
"""Tells where the clause around `text[start:end]` looks: "past", "future" or None."""

Candidate: TypeAlias = tuple[int, int, "Reader"]
"""A trigger word or number, by its span, and the reader of the expression around it."""

Reader: TypeAlias = Callable[[str, int, int, int], Expression | None]
"""Reads the expression around the trigger at `text[start:end]`, taking no words before `floor`."""

ANCHOR_REACH = 1500
"""A time such as "the next day" is counted from a date at most this many characters before it."""

_UNITS = (
    "day days week weeks weekend month months year years hour hours night nights decade decades fortnight fortnights"
)


@lru_cache(maxsize=1)
def _triggers() -> tuple[ahocorasick_rs.AhoCorasick, list[Reader]]:
    """The automaton of trigger words and, by pattern number, the reader of each."""
    readers: dict[str, Reader] = {}
    for word in MONTHS:
        readers |= {word: read_month, word.upper(): read_month}
    for word in WEEKDAYS:
        readers |= {word: read_weekday, word.upper(): read_weekday}
    for name in HOLIDAYS:
        readers |= {name: read_holiday, name.replace("'", "’"): read_holiday}
    readers["Easter"] = read_holiday
    for unit in _UNITS.split():
        readers |= {unit: read_unit, unit.title(): read_unit}
    readers |= {unit + "long": read_unit for unit in ("day", "week", "month", "year")}
    for word in ["today", "tomorrow", "yesterday", "tonight", "overnight", "recently"]:
        readers |= {word: read_adverb, word.title(): read_adverb}
    readers |= dict.fromkeys(PARTS_OF_DAY, read_part_of_day)
    readers["night"] = read_unit
    readers |= {"until then": read_then, "Until then": read_then, "till then": read_then}
    readers |= dict.fromkeys([*SEASONS, "quarter", "century"], read_season)
    words = list(readers)
    automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return automaton, [readers[word] for word in words]


def find_dates(text: str, published: date | None, *, tense: Tense | None = None) -> list[DateMention]:
    """The dates, ranges, lengths and vague times of `text`, in order and without overlap.

    `published` anchors what is relative ("Tuesday", "last month", "March 5"); without it such mentions are
    found all the same, with `first` and `last` None. `tense` replaces the module's own reading of the clause
    around an expression. Offsets are code points into `text`.
    """
    return dates_at(text, published, candidates(text), tense)


def dates_at(
    text: str, published: date | None, found: list[Candidate], tense: Tense | None = None
) -> list[DateMention]:
    """What `find_dates` finds, where the text's candidates are known already."""
    ask = tense or direction
    mentions: list[DateMention] = []
    mentioned: tuple[int, PartialDate] | None = None
    for expression in join(text, list(expressions(text, found))):
        start, end = expression.start, expression.end
        base = mentioned[1] if mentioned and start - mentioned[0] <= ANCHOR_REACH else None
        anchors = Anchors(published, base, lambda s=start, e=end: ask(text, s, e))  # type: ignore[misc]
        value = value_of(expression.form, anchors)
        mentions.append(
            DateMention(
                start,
                end,
                text[start:end],
                value.kind,
                value.first,
                value.last,
                value.past,
                value.future,
                value.days,
                value.weekday,
                value.timex,
                value.relative,
                value.anchor,
            )
        )
        if value.last is not None and value.last.precision == "day":
            mentioned = (end, value.last)
    return mentions


def expressions(text: str, found: list[Candidate]) -> Iterator[Expression]:
    """The expressions that the readers cut out of `text`, in order, each whole in itself (ranges unjoined)."""
    floor = 0
    for start, end, reader in found:
        if start < floor:
            continue
        expression = reader(text, start, end, floor)
        if expression is not None and expression.end > expression.start:
            yield expression
            floor = expression.end


def candidates(text: str) -> list[Candidate]:
    """The trigger words that stand alone, and the digits, by position."""
    automaton, readers = _triggers()
    found: list[Candidate] = [
        (start, end, readers[pattern])
        for pattern, start, end in automaton.find_matches_as_indexes(text)
        if _stands_alone(text, start, end)
    ]
    digits = (match.span() for match in DIGITS.finditer(text))
    found.extend((start, end, read_digits) for start, end in digits if could_begin_a_date(text, start, end))
    found.sort(key=lambda candidate: candidate[0])
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")

"""Dates, ranges and lengths in running text.

Three steps: trigger words and digits are found in one pass over the text, a reader cuts the expression around
each out, and its value is counted from the publication day, the tense of its clause, or the date mentioned
before it. Whatever the text, the work grows with its length alone: readers look a fixed distance to the left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import ahocorasick_rs

from visits.mentions.date_adverbs import read_adverb, read_season
from visits.mentions.date_forms import (
    Calendar,
    DayOfMonth,
    DayShift,
    Expression,
    Form,
    Holiday,
    Later,
    Offset,
    Period,
    Span,
    Weekday,
    WeekOf,
    Years,
)
from visits.mentions.date_holidays import HOLIDAYS
from visits.mentions.date_months import read_month
from visits.mentions.date_numbers import DIGITS, NINE_ELEVEN, could_begin_a_date, read_digits
from visits.mentions.date_tense import Direction, direction
from visits.mentions.date_units import read_part_of_day, read_unit
from visits.mentions.date_values import Anchors, value_of
from visits.mentions.date_weekdays import read_holiday, read_weekday
from visits.mentions.date_words import MONTHS, PARTS_OF_DAY, SEASONS, WEEKDAYS
from visits.model.mention import DateMention
from visits.model.partial_date import PartialDate

Tense: TypeAlias = Callable[[str, int, int], Direction | None]
"""Tells where the clause around `text[start:end]` looks: "past", "future" or None."""

Reader: TypeAlias = Callable[[str, int, int, int], Expression | None]
"""Reads the expression around the trigger at `text[start:end]`, taking no words before `floor`."""

ANCHOR_REACH = 1500
""" "The next day" is counted from a date at most this many characters before it."""

_UNITS = "day days week weeks weekend month months year years hour hours night nights decade decades fortnight fortnights"


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
    for word in "today tomorrow yesterday tonight overnight recently".split():
        readers |= {word: read_adverb, word.title(): read_adverb}
    readers |= dict.fromkeys(PARTS_OF_DAY, read_part_of_day)
    readers["night"] = read_unit
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
    ask = tense or direction
    mentions: list[DateMention] = []
    mentioned: tuple[int, PartialDate] | None = None
    for expression in join(text, list(expressions(text))):
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


def expressions(text: str) -> Iterator[Expression]:
    """The expressions that the readers cut out of `text`, in order, each whole in itself (ranges unjoined)."""
    floor = 0
    for start, end, reader in _candidates(text):
        if start < floor:
            continue
        expression = reader(text, start, end, floor)
        if expression is not None and expression.end > expression.start:
            yield expression
            floor = expression.end


def _candidates(text: str) -> list[tuple[int, int, Reader]]:
    """The trigger words that stand alone, and the digits, by position."""
    automaton, readers = _triggers()
    found: list[tuple[int, int, Reader]] = [
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


# Joining neighbours

_TO_GAP = re.compile(r"\s?[-–—‒−]\s?|(?:(?<=\d),)?\s(?:to|until|till|through|thru)\s(?:the\s)?")
_AND_GAP = re.compile(r",?\s(?:and|&)\s(?:on\s)?")
_BESIDE_GAP = re.compile(r",?\s(?:the\s)?|\s?\(|\s[-–—]\s|,\son\s|\.,?\s")
_BEFORE_GAP = re.compile(r"\s(?:the\s)?")
_BETWEEN = re.compile(r"\b[Bb]etween\s(?:the\s)?$")
_MOVED = re.compile(r"(?:postponed|moved|delayed|rescheduled|brought forward|shifted|changed|pushed back)\b[^.\n]{0,40}\bfrom\s$")
_WEEK_OF = re.compile(r"\b(?:the\s)?week\s(?:of|ending|ended|beginning|starting)\s(?:on\s)?$")
_ATTACKS_AFTER = re.compile(r"(?:,?\s2001,?)?\s(?:terror|attack|hijack)|[-\s]style")
_ATTACKS_BEFORE = re.compile(r"(?:attacks|hijackings)\s(?:of|on)\s$|\bpost-$")
_LOOK = 64


def join(text: str, found: list[Expression]) -> list[Expression]:
    """Neighbours made one: ranges, a weekday beside its date, "the day before" with what it counts from."""
    joined: list[Expression] = []
    for expression in found:
        following = _named_event(text, expression)
        merged = _merged(text, joined[-1], following) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(_in_week_of(text, following))
    return joined


def _merged(text: str, left: Expression, right: Expression) -> Expression | None:
    if right.start - left.end > 12:
        return None
    gap = text[left.end : right.start]
    form = None
    if isinstance(left.form, Later) and left.form.open and _BEFORE_GAP.fullmatch(gap):
        form = _offset_from(left.form, right.form)
    elif _TO_GAP.fullmatch(text, left.end, right.start) and not _MOVED.search(text[max(0, left.start - _LOOK) : left.start]):
        form = _span_of(left.form, right.form, strict=gap.strip() in {"-", "–", "—"})
    elif _AND_GAP.fullmatch(gap):
        between = _BETWEEN.search(text[max(0, left.start - 16) : left.start])
        form = _span_of(left.form, right.form) if between else _two_days(left.form, right.form)
    elif _BESIDE_GAP.fullmatch(gap):
        form = _beside(left.form, right.form)
    if form is None:
        return None
    closing = gap.strip() == "(" and text.startswith(")", right.end)
    return Expression(left.start, right.end + closing, form)


_Point = (Calendar, Weekday, DayShift, Holiday, DayOfMonth, Years, Period)


def _offset_from(later: Later, base: Form) -> Form | None:
    fits = isinstance(base, (Calendar, Weekday, DayShift, Holiday))
    return Offset(later.amount, later.unit, base) if fits else None


def _span_of(first: Form, last: Form, strict: bool = False) -> Form | None:
    """A range, where both ends are dates of one kind of fineness."""
    if not (isinstance(first, _Point) and isinstance(last, _Point)):
        return None
    if strict and type(first) is not type(last):
        return None
    if isinstance(first, Calendar) and first.last_day is not None:
        return None
    if _fineness(first) != _fineness(last):
        return None
    return Span(first, last)


def _fineness(form: Form) -> str:
    if isinstance(form, Calendar):
        return "day" if form.day else "month"
    if isinstance(form, Period):
        return form.unit
    return "year" if isinstance(form, Years) else "day"


def _two_days(first: Form, last: Form) -> Form | None:
    """ "Monday and Tuesday": neighbouring weekdays are one stretch; others are two dates."""
    if isinstance(first, Weekday) and isinstance(last, Weekday) and not (first.which or last.which or last.week):
        return Span(first, last) if (last.weekday - first.weekday) % 7 == 1 else None
    return None


def _beside(left: Form, right: Form) -> Form | None:
    """ "Monday, Jan. 7" and "Jan. 7 (Monday)" are one date; so is "today (Jan. 7)"."""
    if isinstance(left, Calendar) and isinstance(right, Weekday):
        left, right = right, left
    if isinstance(left, (Weekday, DayShift)) and isinstance(right, Calendar) and right.day and right.last_day is None:
        weekday = left.weekday if isinstance(left, Weekday) else None
        return replace(right, weekday=weekday, part=left.part)
    if isinstance(left, Weekday) and isinstance(right, Holiday):
        return right
    if isinstance(left, Weekday) and isinstance(right, DayOfMonth):
        return right
    return None


def _in_week_of(text: str, expression: Expression) -> Expression:
    match = _WEEK_OF.search(text[max(0, expression.start - 32) : expression.start])
    if match and isinstance(expression.form, (Calendar, Holiday)):
        return Expression(expression.start - len(match.group()), expression.end, WeekOf(expression.form))
    return expression


def _named_event(text: str, expression: Expression) -> Expression:
    """ "The September 11 attacks" are those of 2001, whatever the year of the article."""
    form = expression.form
    if not (isinstance(form, Calendar) and (form.month, form.day, form.year) == (9, 11, None)):
        return expression
    before = text[max(0, expression.start - 24) : expression.start]
    if _ATTACKS_AFTER.match(text, expression.end) or _ATTACKS_BEFORE.search(before):
        return replace(expression, form=NINE_ELEVEN)
    return expression

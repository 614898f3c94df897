"""Neighbouring expressions that are one: ranges, a weekday beside its date, "the day before" Christmas."""

from __future__ import annotations

import re
from dataclasses import replace

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
from visits.mentions.date_numbers import NINE_ELEVEN

_TO_GAP = re.compile(r"\s?[-–—‒−]\s?|(?:(?<=\d),)?\s(?:to|until|till|through|thru)\s(?:the\s)?")
_AND_GAP = re.compile(r",?\s(?:and|&)\s(?:on\s)?")
_BESIDE_GAP = re.compile(r",?\s(?:the\s)?|\s?\(|\s[-–—]\s|\.,?\s")
_WEEK_GAP = re.compile(r"\s(?:on\s)?|['’]s\s")
_BEFORE_GAP = re.compile(r"\s(?:the\s)?")
_BETWEEN = re.compile(r"\b[Bb]etween\s(?:the\s)?$")
_MOVED = re.compile(
    r"(?:postponed|moved|delayed|deferred|rescheduled|brought forward|shifted|changed|pushed back|put off)\b"
    r"[^.\n]{0,40}\bfrom\s$"
)
_WEEK_OF = re.compile(r"\b(?:the\s)?week\s(?:of|ending|ended|beginning|starting)\s(?:on\s)?$")
_ATTACKS_AFTER = re.compile(r"(?:,?\s2001,?)?\s(?:terror|attack|hijack)|[-\s]style")
_ATTACKS_BEFORE = re.compile(r"(?:attacks|hijackings)\s(?:of|on)\s$|\bpost-$")
_APPOSED_GAP = re.compile(r",\s|\s?(?:--|[–—])\s?|\s-\s")
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
            alone = _in_week_of(text, following)
            joined.append(_apposed(text, joined[-1], alone) if joined else alone)
    return joined


def _merged(text: str, left: Expression, right: Expression) -> Expression | None:
    if right.start - left.end > 12:
        return None
    gap = text[left.end : right.start]
    form = None
    if isinstance(left.form, Later) and left.form.open and _BEFORE_GAP.fullmatch(gap):
        form = _offset_from(left.form, right.form)
    elif _TO_GAP.fullmatch(text, left.end, right.start) and not _MOVED.search(
        text[max(0, left.start - _LOOK) : left.start]
    ):
        form = _span_of(left.form, right.form, strict=gap.strip() in {"-", "–", "—"})
    elif _AND_GAP.fullmatch(gap):
        between = _BETWEEN.search(text[max(0, left.start - 16) : left.start])
        form = _span_of(left.form, right.form) if between else _two_days(left.form, right.form)
    elif _WEEK_GAP.fullmatch(gap) and isinstance(left.form, Period) and isinstance(right.form, Weekday):
        form = replace(right.form, week=left.form.shift) if left.form.unit == "week" else None
    elif _BESIDE_GAP.fullmatch(gap):
        form = _beside(left.form, right.form)
    if form is None:
        return None
    closing = gap.strip() == "(" and text.startswith(")", right.end)
    return Expression(left.start, right.end + closing, form)


_Point = (Calendar, Weekday, DayShift, Holiday, DayOfMonth, Years, Period)


def _apposed(text: str, left: Expression, right: Expression) -> Expression:
    """ "On Oct. 12, two days before the vote": the words behind the comma name the same day again."""
    form, day = right.form, isinstance(left.form, (Calendar, Weekday, DayShift)) and _fineness(left.form) == "day"
    if day and isinstance(form, Later) and form.open and _APPOSED_GAP.fullmatch(text, left.end, right.start):
        return replace(right, form=Offset(0, "day", left.form))
    return right


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
    """Two days as one: in "Monday and Tuesday" neighbouring weekdays are one stretch; others are two dates."""
    if isinstance(first, Weekday) and isinstance(last, Weekday) and not (first.which or last.which or last.week):
        return Span(first, last) if (last.weekday - first.weekday) % 7 == 1 else None
    return None


def _beside(left: Form, right: Form) -> Form | None:
    """One date said twice: "Monday, Jan. 7" and "Jan. 7 (Monday)" are one date; so is "today (Jan. 7)"."""
    if isinstance(left, Span) and isinstance(left.last, Weekday):  # "from Sunday to Tuesday (Oct. 28)"
        last = _beside(left.last, right)
        return replace(left, last=last) if last is not None else None
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
    """A date that names an event: "the September 11 attacks" are those of 2001, whatever the year of the article."""
    form = expression.form
    if not (isinstance(form, Calendar) and (form.month, form.day, form.year) == (9, 11, None)):
        return expression
    before = text[max(0, expression.start - 24) : expression.start]
    if _ATTACKS_AFTER.match(text, expression.end) or _ATTACKS_BEFORE.search(before):
        return replace(expression, form=NINE_ELEVEN)
    return expression

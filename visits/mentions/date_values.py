"""From what an expression says to the dates it means, counted from the publication day or an earlier mention."""

from __future__ import annotations

from datetime import date

from visits.mentions.date_anchors import Anchors, Value, month_from, of_day, partial, point, shifted, week_of
from visits.mentions.date_forms import (
    Calendar,
    DayOfMonth,
    DayShift,
    Form,
    Holiday,
    Later,
    Length,
    Offset,
    Period,
    QuarterOrSeason,
    Span,
    Unit,
    Vague,
    Weekday,
    WeekOf,
    Which,
    Within,
    YearEnd,
    Years,
)
from visits.mentions.date_named_days import calendar_value, day_of_month_value, holiday_value, weekday_value
from visits.mentions.date_words import SEASON_MONTHS


def value_of(form: Form, anchors: Anchors) -> Value:
    """What a form means with these anchors; `first` and `last` stay None where the anchor it needs is missing."""
    match form:
        case Calendar():
            return calendar_value(form, anchors)
        case Weekday():
            return weekday_value(form, anchors)
        case Span():
            return _span(form, anchors)
        case DayShift(days, part):
            return _from_publication(days, part, anchors)
        case Period():
            return _period(form.unit, form.shift, anchors.published, anchors)
        case Later():
            return _later(form, anchors)
        case Within(amount, unit, length):
            if anchors.published and anchors.tense() == "future":
                return value_of(DayShift(amount) if unit == "day" else Period(unit, amount), anchors)
            return value_of(length, anchors)
        case Offset():
            return _offset(form, anchors)
        case Holiday():
            return holiday_value(form, anchors)
        case DayOfMonth():
            return day_of_month_value(form, anchors)
        case Years(year, last_year):
            return _years(year, last_year)
        case Length(days, timex):
            return Value("duration", days=days, timex=timex)
        case QuarterOrSeason():
            return _quarter_or_season(form, anchors)
        case WeekOf(base):
            return _week_containing(base, anchors)
        case YearEnd(before):
            return _year_end(before, anchors.published)
        case Vague(timex):
            return Value("vague", timex=timex)


# Counted from the publication day


def _from_publication(days: int, part: str, anchors: Anchors) -> Value:
    if anchors.published is None:
        return Value("date", relative=True)
    value = point(of_day(shifted(anchors.published, days)), relative=True, anchor=anchors.published)
    value.timex += part if value.timex else ""
    return value


def _period(unit: Unit, shift: int, base: date | None, anchors: Anchors) -> Value:
    """A week, month or year some units away from `base`, known to that unit and no better."""
    if base is None:
        return Value("vague" if unit in {"week", "weekend", "decade"} else "date", relative=True)
    if unit == "day":
        return point(of_day(shifted(base, shift)), relative=True, anchor=base)
    if unit == "month":
        return point(partial(*month_from(base, shift)), relative=True, anchor=base)
    if unit == "year":
        return point(partial(base.year + shift), relative=True, anchor=base)
    if unit == "decade":
        return Value("vague", timex=str(base.year + 10 * shift)[:3], relative=True, anchor=base)
    day = shifted(base, 7 * shift)
    if unit == "weekend" and shift == 0 and day and base.weekday() < 5 and anchors.tense() != "future":
        day = shifted(day, -7)  # "over the weekend" in the week after it
    return Value("vague", timex=week_of(day) + ("-WE" if unit == "weekend" else ""), relative=True, anchor=base)


def _quarter_or_season(form: QuarterOrSeason, anchors: Anchors) -> Value:
    published = anchors.published
    shift = form.year_shift if form.year_shift is not None else 0
    year = form.year or (published.year + shift if published else None)
    if year is None:
        return Value("vague", relative=True)
    code = form.code
    if published and form.year is None and form.year_shift is None:
        if code == "Q":
            step = {"last": -1, "next": 1}.get(form.which, 0)
            year, month = month_from(published, 3 * step)
            code = f"Q{(month + 2) // 3}"
        else:
            month = 3 * int(code[1]) - 2 if code[0] == "Q" else SEASON_MONTHS[code]
            year += _season_shift(form.which, month, published, anchors)
    return Value("vague", timex=f"{year}-{code}", relative=form.year is None, anchor=published)


def _season_shift(which: Which, begins: int, published: date, anchors: Anchors) -> int:
    """Years to add so that "last summer" has begun, "next summer" has not, and a bare one fits the tense."""
    begun = published.month >= begins
    if which == "last":
        return 0 if published.month >= begins + 3 else -1
    if which == "next":
        return 1 if begun else 0
    if which == "this" or begun or anchors.tense() == "future":
        return 0
    return -1


def _year_end(before: bool, published: date | None) -> Value:
    """The last month of the year; TIMEX takes its last day, which nobody means to the day."""
    if published is None:
        return Value("date", relative=True)
    year = published.year - before
    return point(partial(year, 12), timex=f"{year}-12-31", relative=True, anchor=published)


def _years(year: int, last_year: int | None) -> Value:
    first, last = partial(year), partial(last_year or year)
    if last_year:
        return Value("range", first, last, timex=f"{year}/{last_year}")
    return point(first)


# Counted from another mention


def _later(form: Later, anchors: Anchors) -> Value:
    """A time such as "two days later" or "that month", from the date mentioned last if that is fine enough.

    What is still to come "later in the day" comes on the day of the report, whatever day was mentioned last.
    """
    base = None if form.open else anchors.mentioned()
    if form.of_report and anchors.published is not None and anchors.tense() == "future":
        base = of_day(anchors.published)
    if base is None or (form.unit in {"day", "week"} and base.precision != "day"):
        return Value("vague" if form.unit in {"week", "weekend"} else "date", relative=True)
    if form.unit == "month" and base.precision == "year":
        return Value("date", relative=True)
    value = _period(form.unit, form.amount, base.first_day(), anchors)
    published = anchors.published
    ahead = value.first is not None and published is not None and value.first.first_day() > published
    if form.amount > 0 and ahead and anchors.tense() != "future":
        return Value("date", relative=True)  # a story of the past: it was counted from another day
    value.timex += form.part if value.timex else ""
    return value


def _offset(form: Offset, anchors: Anchors) -> Value:
    """A time such as "the day before Thanksgiving", counted from the date that follows."""
    base = value_of(form.base, anchors)
    day = base.first.exact() if base.first else None
    if day is None:
        return Value("vague" if form.unit == "week" else "date", relative=base.relative)
    value = _period(form.unit, form.amount, day, anchors)
    value.relative, value.anchor = base.relative, base.anchor
    return value


def _week_containing(base: Form, anchors: Anchors) -> Value:
    value = value_of(base, anchors)
    day = value.first.exact() if value.first else None
    return Value("vague", timex=week_of(day), relative=value.relative, anchor=value.anchor)


# Ranges


def _span(form: Span, anchors: Anchors) -> Value:
    """From one date to another; the end without a year is the first such day on or after the beginning."""
    if isinstance(form.first, Weekday) and isinstance(form.last, Weekday):
        value = _weekday_span(form.first, form.last, anchors)
    else:
        value = _mixed_span(form.first, form.last, anchors)
    if value.first and value.last:
        value.timex = f"{value.first}/{value.last}"
        begin, end = value.first.exact(), value.last.exact()
        value.days = (end - begin).days + 1 if begin and end else None
    return value


def _weekday_span(first: Weekday, last: Weekday, anchors: Anchors) -> Value:
    begin = weekday_value(first, anchors)
    value = Value("range", relative=True, anchor=anchors.published, weekday=first.weekday)
    gap = (last.weekday - first.weekday) % 7
    start = begin.first
    if begin.past and anchors.published and not first.which:
        ongoing = (anchors.published - begin.past.first_day()).days <= gap
        start = begin.past if ongoing else begin.first  # "is in Rome from Tuesday to Thursday", said on Wednesday
    value.first, value.past, value.future = start, begin.past, begin.future
    value.last = of_day(shifted(start.first_day(), gap)) if start else None
    return value


def _mixed_span(first: Form, last: Form, anchors: Anchors) -> Value:
    first, last = _share_year(first, last)
    begin = value_of(first, anchors)
    start = begin.first
    if start is None:
        end = value_of(last, anchors)
        return Value("range", None, end.last, relative=begin.relative or end.relative, anchor=anchors.published)
    on = Anchors(start.first_day(), lambda: start, lambda: "future")
    floats = isinstance(last, Calendar) or isinstance(first, DayShift)
    end = value_of(last, on if floats and _floats(last) else anchors)
    stop = end.last
    if stop is not None and stop.last_day() < start.first_day():
        stop = value_of(last, on).last if isinstance(last, Weekday) and _floats(last) else None
    return Value(
        "range", start, stop, past=begin.past, future=begin.future, relative=begin.relative, anchor=begin.anchor
    )


def _floats(form: Form) -> bool:
    """True for an end whose date depends on where the range begins."""
    if isinstance(form, Calendar):
        return form.year is None and form.year_shift is None
    return isinstance(form, Weekday) and not form.which and form.week is None


def _share_year(first: Form, last: Form) -> tuple[Form, Form]:
    """Both ends with the year that stands once: "Dec. 30 to Jan. 2, 2019"."""
    if not (isinstance(first, Calendar) and isinstance(last, Calendar)):
        return first, last
    if first.year is None and first.year_shift is None and (last.year or last.year_shift is not None):
        year = last.year - (first.month > last.month) if last.year else None
        return Calendar(first.month, first.day, None, year, last.year_shift, first.weekday), last
    return first, last

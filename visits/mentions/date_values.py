"""From what an expression says to the dates it means, counted from the publication day or an earlier mention."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

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
    Years,
)
from visits.mentions.date_holidays import HOLIDAYS, holiday
from visits.mentions.date_tense import Direction
from visits.mentions.date_words import SEASON_MONTHS
from visits.model.partial_date import PartialDate

CLEAR_DISTANCE = 90
"""A day named without its year is the nearest such day when that is at most this many days away; the tense of
the clause is asked only beyond."""

Kind = Literal["date", "range", "duration", "vague"]


@dataclass(slots=True)
class Anchors:
    """What dates are counted from: the publication day, the day mentioned last, and the tense of the clause."""

    published: date | None
    mentioned: PartialDate | None
    tense: Callable[[], Direction | None]


@dataclass(slots=True)
class Value:
    """What an expression means; the fields are those of `DateMention`."""

    kind: Kind
    first: PartialDate | None = None
    last: PartialDate | None = None
    past: PartialDate | None = None
    future: PartialDate | None = None
    days: int | None = None
    weekday: int | None = None
    timex: str = ""
    relative: bool = False
    anchor: date | None = field(default=None)


@lru_cache(maxsize=4096)
def _partial(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date of these parts, None if no calendar has it."""
    try:
        return PartialDate.of(year, month, day) if 1 <= year <= 9999 else None
    except ValueError:
        return None


def _of_day(day: date | None) -> PartialDate | None:
    return None if day is None else _partial(day.year, day.month, day.day)


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def value_of(form: Form, anchors: Anchors) -> Value:
    """What a form means with these anchors; `first` and `last` stay None where the anchor it needs is missing."""
    match form:
        case Calendar():
            return _calendar(form, anchors)
        case Weekday():
            return _weekday(form, anchors)
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
            return _holiday(form, anchors)
        case DayOfMonth():
            return _day_of_month(form, anchors)
        case Years(year, last_year):
            return _years(year, last_year)
        case Length(days, timex):
            return Value("duration", days=days, timex=timex)
        case QuarterOrSeason():
            return _quarter_or_season(form, anchors)
        case WeekOf(base):
            return _week_of(base, anchors)
        case Vague(timex):
            return Value("vague", timex=timex)


def _point(
    day: PartialDate | None, *, timex: str = "", relative: bool = False, anchor: date | None = None
) -> Value:
    return Value("date", day, day, timex=timex or (str(day) if day else ""), relative=relative, anchor=anchor)


# Days and months by name


def _calendar(form: Calendar, anchors: Anchors) -> Value:
    """A named day or month: its year as stated, else the year that tense and distance make likeliest."""
    year = form.year
    if year is None and form.year_shift is not None and anchors.published:
        year = anchors.published.year + form.year_shift
    if year is not None:
        first = _partial(year, form.month, form.day)
        if form.day is not None and first is None:
            return Value("vague")
        value = _point(first, relative=form.year is None, anchor=anchors.published if form.year is None else None)
    else:
        value = _without_year(form, anchors)
    value.weekday = form.weekday
    if form.part and value.first:
        value.timex += form.part
    return _with_last_day(value, form)


def _with_last_day(value: Value, form: Calendar) -> Value:
    if form.last_day is None or value.first is None:
        return value
    value.last = _partial(value.first.year, form.month, form.last_day)
    if value.last is None:
        return value
    value.kind, value.timex = "range", f"{value.first}/{value.last}"
    value.days = form.last_day - (form.day or 0) + 1
    return value


def _without_year(form: Calendar, anchors: Anchors) -> Value:
    published = anchors.published
    if published is None:
        day = f"-{form.day:02d}" if form.day else ""
        return Value("date", timex=f"XXXX-{form.month:02d}{day}", relative=True)
    around = [_partial(published.year + shift, form.month, form.day) for shift in _year_shifts(form)]
    days = [d for d in around if d is not None]
    if form.day and form.weekday is not None:  # "Monday, Jan. 7": the year in which the two agree
        agreeing = [d for d in days if d.first_day().weekday() == form.weekday]
        near = [d for d in agreeing if abs(d.first_day() - published) < timedelta(days=550)]
        days = near or days
    if not days:
        return Value("vague")
    return _choose(days, form.which, bool(form.day), anchors, published)


def _year_shifts(form: Calendar) -> range:
    """The years around the publication in which the day can lie: more for a leap day or beside a weekday."""
    leap = form.month == 2 and form.day == 29
    return range(-4, 5) if leap or form.weekday is not None else range(-1, 2)


def _choose(days: list[PartialDate], which: Which, is_day: bool, anchors: Anchors, published: date) -> Value:
    """The candidate that the word before it, its distance or the tense of the clause points at."""
    past = max((d for d in days if d.first_day() <= published), key=PartialDate.first_day, default=None)
    future = min((d for d in days if d.last_day() >= published), key=PartialDate.first_day, default=None)
    if which == "last":
        past = max((d for d in days if d.last_day() < published), key=PartialDate.first_day, default=past)
    if which == "next":
        future = min((d for d in days if d.first_day() > published), key=PartialDate.first_day, default=future)
    chosen = past or future
    if which == "next":
        chosen = future or past
    elif which != "last" and past and future and past != future:
        chosen = _by_distance_or_tense(past, future, is_day, anchors, published)
    value = _point(chosen, relative=True, anchor=published)
    value.past, value.future = past, future
    return value


def _by_distance_or_tense(
    past: PartialDate, future: PartialDate, is_day: bool, anchors: Anchors, published: date
) -> PartialDate:
    since, until = (published - past.last_day()).days, (future.first_day() - published).days
    nearest = past if since <= until else future
    if is_day and min(since, until) <= CLEAR_DISTANCE:
        return nearest
    tense = anchors.tense()
    return nearest if tense is None else past if tense == "past" else future


def _holiday(form: Holiday, anchors: Anchors) -> Value:
    published = anchors.published
    year = form.year
    if year is None and form.year_shift is not None and published:
        year = published.year + form.year_shift
    if year is not None:
        return _point(_of_day(holiday(form.name, year)), relative=form.year is None)
    if published is None:
        return Value("date", relative=True)
    days = [_of_day(holiday(form.name, published.year + shift)) for shift in (-1, 0, 1)]
    return _choose([d for d in days if d], form.which, True, anchors, published)


def _day_of_month(form: DayOfMonth, anchors: Anchors) -> Value:
    published = anchors.published
    if published is None:
        return Value("date", relative=True)
    months = (form.month_shift,) if form.month_shift else (-1, 0, 1)
    days = [_partial(*_month_from(published, shift), form.day) for shift in months]
    candidates = [d for d in days if d]
    if not candidates:
        return Value("vague")
    past = max((d for d in candidates if d.first_day() <= published), key=PartialDate.first_day, default=None)
    future = min((d for d in candidates if d.first_day() >= published), key=PartialDate.first_day, default=None)
    value = _point(future if future and (past is None or anchors.tense() == "future") else past, relative=True)
    value.past, value.future, value.anchor = past, future, published
    return value


# Weekdays


def _weekday(form: Weekday, anchors: Anchors) -> Value:
    published = anchors.published
    if form.which in {"following", "previous"}:
        return _weekday_after_mention(form, anchors)
    if published is None:
        return Value("date", weekday=form.weekday, timex=f"XXXX-WXX-{form.weekday + 1}{form.part}", relative=True)
    if form.week is not None:
        monday = _shifted(published, -published.weekday() + 7 * form.week)
        day = _of_day(_shifted(monday, form.weekday) if monday else None)
        value = _point(day, relative=True, anchor=published)
    else:
        value = _nearest_weekday(form, anchors, published)
    value.weekday = form.weekday
    value.timex += form.part
    return value


def _nearest_weekday(form: Weekday, anchors: Anchors, published: date) -> Value:
    back = (published.weekday() - form.weekday) % 7
    ahead = (form.weekday - published.weekday()) % 7
    if form.which == "last":
        back = back or 7
    if form.which == "next":
        ahead = ahead or 7
    past, future = _of_day(_shifted(published, -back)), _of_day(_shifted(published, ahead))
    if form.which == "last":
        chosen = past
    elif form.which == "next":
        chosen = future
    else:
        chosen = future if past != future and anchors.tense() == "future" else past
    value = _point(chosen, relative=True, anchor=published)
    value.past, value.future = past, future
    return value


def _weekday_after_mention(form: Weekday, anchors: Anchors) -> Value:
    """ "The following Monday", counted from the day mentioned last."""
    base = anchors.mentioned.exact() if anchors.mentioned else None
    if base is None:
        return Value("date", weekday=form.weekday, timex=f"XXXX-WXX-{form.weekday + 1}{form.part}", relative=True)
    gap = (form.weekday - base.weekday()) % 7 or 7
    day = _shifted(base, gap if form.which == "following" else gap - 7 if gap < 7 else -7)
    value = _point(_of_day(day), relative=True, anchor=base)
    value.weekday = form.weekday
    return value


# Counted from the publication day


def _from_publication(days: int, part: str, anchors: Anchors) -> Value:
    if anchors.published is None:
        return Value("date", relative=True)
    value = _point(_of_day(_shifted(anchors.published, days)), relative=True, anchor=anchors.published)
    value.timex += part if value.timex else ""
    return value


def _month_from(base: date, shift: int) -> tuple[int, int]:
    year, month = divmod(base.year * 12 + base.month - 1 + shift, 12)
    return year, month + 1


def _period(unit: Unit, shift: int, base: date | None, anchors: Anchors) -> Value:
    """A week, month or year some units away from `base`, known to that unit and no better."""
    if base is None:
        return Value("vague" if unit in {"week", "weekend", "decade"} else "date", relative=True)
    if unit == "day":
        return _point(_of_day(_shifted(base, shift)), relative=True, anchor=base)
    if unit == "month":
        return _point(_partial(*_month_from(base, shift)), relative=True, anchor=base)
    if unit == "year":
        return _point(_partial(base.year + shift), relative=True, anchor=base)
    if unit == "decade":
        return Value("vague", timex=str(base.year + 10 * shift)[:3], relative=True, anchor=base)
    day = _shifted(base, 7 * shift)
    if unit == "weekend" and shift == 0 and day and base.weekday() < 5 and anchors.tense() != "future":
        day = _shifted(day, -7)  # "over the weekend" in the week after it
    return Value("vague", timex=_week(day) + ("-WE" if unit == "weekend" else ""), relative=True, anchor=base)


def _week(day: date | None) -> str:
    if day is None:
        return ""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


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
            year, month = _month_from(published, 3 * step)
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


def _years(year: int, last_year: int | None) -> Value:
    first, last = _partial(year), _partial(last_year or year)
    if last_year:
        return Value("range", first, last, timex=f"{year}/{last_year}")
    return _point(first)


# Counted from another mention


def _later(form: Later, anchors: Anchors) -> Value:
    """ "Two days later", "the same day", "that month": counted from the date mentioned last, if it is fine enough."""
    base = None if form.open else anchors.mentioned
    if base is None or (form.unit in {"day", "week"} and base.precision != "day"):
        return Value("vague" if form.unit in {"week", "weekend"} else "date", relative=True)
    if form.unit == "month" and base.precision == "year":
        return Value("date", relative=True)
    value = _period(form.unit, form.amount, base.first_day(), anchors)
    value.timex += form.part if value.timex else ""
    return value


def _offset(form: Offset, anchors: Anchors) -> Value:
    """ "The day before Thanksgiving": counted from the date that follows."""
    base = value_of(form.base, anchors)
    day = base.first.exact() if base.first else None
    if day is None:
        return Value("vague" if form.unit == "week" else "date", relative=base.relative)
    value = _period(form.unit, form.amount, day, anchors)
    value.relative, value.anchor = base.relative, base.anchor
    return value


def _week_of(base: Form, anchors: Anchors) -> Value:
    value = value_of(base, anchors)
    day = value.first.exact() if value.first else None
    return Value("vague", timex=_week(day), relative=value.relative, anchor=value.anchor)


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
    begin = _weekday(first, anchors)
    value = Value("range", relative=True, anchor=anchors.published, weekday=first.weekday)
    gap = (last.weekday - first.weekday) % 7
    for name in ("first", "past", "future"):
        day = getattr(begin, name)
        if name == "first":
            value.first, value.last = day, _of_day(_shifted(day.first_day(), gap)) if day else None
        else:
            setattr(value, name, day)
    return value


def _mixed_span(first: Form, last: Form, anchors: Anchors) -> Value:
    first, last = _share_year(first, last)
    begin = value_of(first, anchors)
    start = begin.first
    if start is None:
        end = value_of(last, anchors)
        return Value("range", None, end.last, relative=begin.relative or end.relative, anchor=anchors.published)
    on = Anchors(start.first_day(), start, lambda: "future")
    floats = isinstance(last, Calendar) or isinstance(first, DayShift)
    end = value_of(last, on if floats and _floats(last) else anchors)
    stop = end.last
    if stop is not None and stop.last_day() < start.first_day():
        stop = None
    return Value(
        "range", start, stop, past=begin.past, future=begin.future, relative=begin.relative, anchor=begin.anchor
    )


def _floats(form: Form) -> bool:
    """True for an end whose date depends on where the range begins."""
    if isinstance(form, Calendar):
        return form.year is None and form.year_shift is None
    return isinstance(form, Weekday) and not form.which and form.week is None


def _share_year(first: Form, last: Form) -> tuple[Form, Form]:
    """ "Dec. 30 to Jan. 2, 2019": the year stands once, for both."""
    if not (isinstance(first, Calendar) and isinstance(last, Calendar)):
        return first, last
    if first.year is None and first.year_shift is None and (last.year or last.year_shift is not None):
        year = last.year - (first.month > last.month) if last.year else None
        return Calendar(first.month, first.day, None, year, last.year_shift, first.weekday), last
    return first, last


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year, month)[1]


def is_holiday_name(name: str) -> bool:
    """True for a name that `HOLIDAYS` knows."""
    return name in HOLIDAYS

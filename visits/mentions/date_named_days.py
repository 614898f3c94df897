"""The dates that named days mean: months, days of a month, weekdays, holidays."""

from __future__ import annotations

from datetime import date, timedelta

from visits.mentions.date_anchors import Anchors, Value, month_from, of_day, partial, point, shifted
from visits.mentions.date_forms import Calendar, DayOfMonth, Holiday, Weekday, Which
from visits.mentions.date_holidays import holiday
from visits.model.partial_date import PartialDate

CLEAR_DISTANCE = 90
"""A day named without its year is the nearest such day when that is at most this many days away; the tense of
the clause is asked only beyond."""

# Days and months by name


def calendar_value(form: Calendar, anchors: Anchors) -> Value:
    """A named day or month: its year as stated, else the year that tense and distance make likeliest."""
    year = form.year
    if year is None and form.year_shift is not None and anchors.published:
        year = anchors.published.year + form.year_shift
    if year is not None:
        first = partial(year, form.month, form.day)
        if form.day is not None and first is None:
            return Value("vague")
        value = point(first, relative=form.year is None, anchor=anchors.published if form.year is None else None)
    else:
        value = _without_year(form, anchors)
    value.weekday = form.weekday
    if form.part and value.first:
        value.timex += form.part
    return _with_last_day(value, form)


def _with_last_day(value: Value, form: Calendar) -> Value:
    if form.last_day is None or value.first is None:
        return value
    value.last = partial(value.first.year, form.month, form.last_day)
    if value.last is None:
        value.last = value.first  # "Feb. 28-29" of a year without a leap day
        return value
    value.kind, value.timex = "range", f"{value.first}/{value.last}"
    value.days = form.last_day - (form.day or 0) + 1
    return value


def _without_year(form: Calendar, anchors: Anchors) -> Value:
    published = anchors.published
    if published is None:
        day = f"-{form.day:02d}" if form.day else ""
        return Value("date", timex=f"XXXX-{form.month:02d}{day}", relative=True)
    if form.which in {"following", "previous"}:
        return _beside_mention(form, anchors)
    around = [partial(published.year + shift, form.month, form.day) for shift in _year_shifts(form)]
    days = [d for d in around if d is not None]
    if form.day and form.weekday is not None:  # "Monday, Jan. 7": the year in which the two agree
        agreeing = [d for d in days if d.first_day().weekday() == form.weekday]
        near = [d for d in agreeing if abs(d.first_day() - published) < timedelta(days=550)]
        days = near or days
    if not days:
        return Value("vague")
    return _choose(days, form.which, bool(form.day), anchors, published)


def _beside_mention(form: Calendar, anchors: Anchors) -> Value:
    """A month such as "the following September", counted from the day mentioned last."""
    mentioned = anchors.mentioned()
    base = mentioned.exact() if mentioned else None
    if base is None:
        return Value("date", timex=f"XXXX-{form.month:02d}", relative=True)
    days = [partial(base.year + shift, form.month, form.day) for shift in (-1, 0, 1)]
    if form.which == "following":
        found = next((d for d in days if d and d.first_day() > base), None)
    else:
        found = next((d for d in reversed(days) if d and d.last_day() < base), None)
    return point(found, relative=True, anchor=base)


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
    value = point(chosen, relative=True, anchor=published)
    if which not in {"last", "next"}:
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


def holiday_value(form: Holiday, anchors: Anchors) -> Value:
    published = anchors.published
    year = form.year
    if year is None and form.year_shift is not None and published:
        year = published.year + form.year_shift
    if year is not None:
        return point(of_day(holiday(form.name, year)), relative=form.year is None)
    if published is None:
        return Value("date", relative=True)
    days = [of_day(holiday(form.name, published.year + shift)) for shift in (-1, 0, 1)]
    return _choose([d for d in days if d], form.which, True, anchors, published)


def day_of_month_value(form: DayOfMonth, anchors: Anchors) -> Value:
    published = anchors.published
    if published is None:
        return Value("date", relative=True)
    months = (form.month_shift,) if form.month_shift else (-1, 0, 1)
    days = [partial(*month_from(published, shift), form.day) for shift in months]
    candidates = [d for d in days if d]
    if not candidates:
        return Value("vague")
    past = max((d for d in candidates if d.first_day() <= published), key=PartialDate.first_day, default=None)
    future = min((d for d in candidates if d.first_day() >= published), key=PartialDate.first_day, default=None)
    value = point(future if future and (past is None or anchors.tense() == "future") else past, relative=True)
    value.past, value.future, value.anchor = past, future, published
    return value


# Weekdays


def weekday_value(form: Weekday, anchors: Anchors) -> Value:
    published = anchors.published
    if form.which in {"following", "previous"}:
        return _weekday_after_mention(form, anchors)
    if published is None:
        return Value("date", weekday=form.weekday, timex=f"XXXX-WXX-{form.weekday + 1}{form.part}", relative=True)
    if form.week is not None:
        monday = shifted(published, -published.weekday() + 7 * form.week)
        day = of_day(shifted(monday, form.weekday) if monday else None)
        value = point(day, relative=True, anchor=published)
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
    past, future = of_day(shifted(published, -back)), of_day(shifted(published, ahead))
    listed = anchors.listed() if not form.which else None
    before = listed.exact() if listed else None
    if before is not None and before > published:  # "in Rome on Wednesday and in Riyadh on Friday": the next one
        day = shifted(before, (form.weekday - before.weekday()) % 7)
        return point(of_day(day), relative=True, anchor=published)
    if form.which == "last":
        chosen = past
    elif form.which == "next":
        chosen = future
    else:
        chosen = future if past != future and anchors.tense() == "future" else past
    value = point(chosen, relative=True, anchor=published)
    if form.which not in {"last", "next"}:
        value.past, value.future = past, future
    return value


def _weekday_after_mention(form: Weekday, anchors: Anchors) -> Value:
    """A day such as "the following Monday", counted from the day mentioned last."""
    mentioned = anchors.mentioned()
    base = mentioned.exact() if mentioned else None
    if base is None:
        return Value("date", weekday=form.weekday, timex=f"XXXX-WXX-{form.weekday + 1}{form.part}", relative=True)
    gap = (form.weekday - base.weekday()) % 7 or 7
    day = shifted(base, gap if form.which == "following" else gap - 7 if gap < 7 else -7)
    value = point(of_day(day), relative=True, anchor=base)
    value.weekday = form.weekday
    return value

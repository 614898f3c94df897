"""Holidays that newspapers use as dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

_DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the Gregorian computus of Meeus, Jones and Butcher)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leaps, leap_rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + days * _DAY


def _nth_weekday(month: int, weekday: int, nth: int) -> Callable[[int], date]:
    def find(year: int) -> date:
        first = date(year, month, 1)
        return first + ((weekday - first.weekday()) % 7 + 7 * (nth - 1)) * _DAY

    return find


def _election_day(year: int) -> date:
    """The Tuesday behind the first Monday of November."""
    return _nth_weekday(11, 0, 1)(year) + _DAY


def _memorial_day(year: int) -> date:
    last = date(year, 5, 31)
    return last - last.weekday() * _DAY


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "Christmas": _fixed(12, 25),
    "Christmas Day": _fixed(12, 25),
    "Christmas Eve": _fixed(12, 24),
    "Boxing Day": _fixed(12, 26),
    "New Year's Day": _fixed(1, 1),
    "New Year's Eve": _fixed(12, 31),
    "Valentine's Day": _fixed(2, 14),
    "May Day": _fixed(5, 1),
    "Fourth of July": _fixed(7, 4),
    "Bastille Day": _fixed(7, 14),
    "Halloween": _fixed(10, 31),
    "All Saints' Day": _fixed(11, 1),
    "Armistice Day": _fixed(11, 11),
    "Veterans Day": _fixed(11, 11),
    "Veterans' Day": _fixed(11, 11),
    "Remembrance Day": _fixed(11, 11),
    "St. Patrick's Day": _fixed(3, 17),
    "International Women's Day": _fixed(3, 8),
    "Martin Luther King Day": _nth_weekday(1, 0, 3),
    "Martin Luther King Jr. Day": _nth_weekday(1, 0, 3),
    "Presidents Day": _nth_weekday(2, 0, 3),
    "Presidents' Day": _nth_weekday(2, 0, 3),
    "Memorial Day": _memorial_day,
    "Labor Day": _nth_weekday(9, 0, 1),
    "Columbus Day": _nth_weekday(10, 0, 2),
    "Election Day": _election_day,
    "Thanksgiving": _nth_weekday(11, 3, 4),
    "Thanksgiving Day": _nth_weekday(11, 3, 4),
    "Shrove Tuesday": _from_easter(-47),
    "Ash Wednesday": _from_easter(-46),
    "Palm Sunday": _from_easter(-7),
    "Maundy Thursday": _from_easter(-3),
    "Holy Thursday": _from_easter(-3),
    "Good Friday": _from_easter(-2),
    "Holy Saturday": _from_easter(-1),
    "Easter Sunday": _from_easter(0),
    "Easter Monday": _from_easter(1),
    "Ascension Day": _from_easter(39),
    "Pentecost": _from_easter(49),
    "Pentecost Sunday": _from_easter(49),
    "Whit Monday": _from_easter(50),
}
"""Name (with a straight apostrophe) to the day in a given year. Thanksgiving, Labor Day, Memorial Day and Election Day
are those of the United States; Easter is that of the western churches."""

SEASONAL = frozenset({"Christmas", "Easter", "Thanksgiving"})
"""Names that stand for a season as well; "at Christmas" and "the Christmas tree" name no day."""


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday in a year, None outside the years that the calendar of this module covers."""
    return HOLIDAYS[name](year) if 1583 <= year <= 9998 else None

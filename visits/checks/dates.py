"""Columns about the days of visits; a date of month or year precision stands for any of its days."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

_EDTF_UNITS: dict[str, Literal["D", "M", "Y"]] = {"day": "D", "month": "M", "year": "Y"}


def date_columns(visits: pd.DataFrame) -> dict[str, pd.Series]:
    """The columns that date rules need, from the visits as numpy types.

    - `latest_start`, `latest_end`: the last day that the date can mean.
    - `start_as_known`, `end_as_known`: the dates to their precision, for reasons ("2018-03").
    - `days_by_dates`: the length by the dates, both days counted; NaN unless both are known to the day.
    - `start_fits_precision`, `end_fits_precision`: date, precision and basis go together, and the date is the first
      day that the precision allows.
    - `days_announced_ahead`: for planned visits, days from the last report to the latest start.
    - `days_beyond_reports`: for visits under way or made, days from the last report to the latest presence told.
    """
    last_published = visits["last_published"]
    planned = visits["status"] == "planned"
    latest_start, latest_end = last_days(visits, "start"), last_days(visits, "end")
    both_exact = (visits["start_precision"] == "day") & (visits["end_precision"] == "day")
    return {
        "latest_start": latest_start,
        "latest_end": latest_end,
        "start_as_known": dates_as_known(visits, "start"),
        "end_as_known": dates_as_known(visits, "end"),
        "days_by_dates": (_days(visits["end_date"] - visits["start_date"]) + 1).where(both_exact),
        "start_fits_precision": _fits_precision(visits, "start"),
        "end_fits_precision": _fits_precision(visits, "end"),
        "days_announced_ahead": _days(latest_start - last_published).where(planned),
        "days_beyond_reports": _days(_presence_told(visits) - last_published),
    }


def dates_as_known(visits: pd.DataFrame, edge: str) -> pd.Series:
    """The dates of an edge (`start`, `end`) as text to their precision ("2018-03"), missing where unknown."""
    day, precision = visits[f"{edge}_date"], visits[f"{edge}_precision"]
    known = pd.Series(None, index=visits.index, dtype="object")
    for name, unit in _EDTF_UNITS.items():
        of_precision = day.notna() & (precision == name)
        known[of_precision] = np.datetime_as_string(day[of_precision].to_numpy("datetime64[D]"), unit=unit)
    return known


def last_days(visits: pd.DataFrame, edge: str) -> pd.Series:
    """The last day that the dates of an edge can mean."""
    day, precision = visits[f"{edge}_date"], visits[f"{edge}_precision"]
    month_end, year_end = day + pd.offsets.MonthEnd(0), day + pd.offsets.YearEnd(0)
    return day.mask(precision == "month", month_end).mask(precision == "year", year_end)


def _fits_precision(visits: pd.DataFrame, edge: str) -> pd.Series:
    day, precision, basis = (visits[f"{edge}_{part}"] for part in ("date", "precision", "basis"))
    first_of_month, first_of_year = day.dt.day == 1, day.dt.day_of_year == 1
    too_exact = ((precision == "month") & ~first_of_month) | ((precision == "year") & ~first_of_year)
    fits: pd.Series = (day.isna() == precision.isna()) & ~(day.isna() & basis.notna()) & ~too_exact
    return fits


def _presence_told(visits: pd.DataFrame) -> pd.Series:
    """The first possible day of the end of visits made, of the start of those under way; else missing."""
    made, under_way = visits["status"] == "completed", visits["status"] == "ongoing"
    return visits["end_date"].fillna(visits["start_date"]).where(made, visits["start_date"].where(under_way))


def _days(distance: pd.Series) -> pd.Series:
    """Whole days, NaN where missing."""
    return pd.Series(distance.dt.days, index=distance.index).astype(np.float64)

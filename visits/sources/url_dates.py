"""The publication day that many outlets write into an article's address."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_IN_PATH = re.compile(
    r"(?<=[/_-])((?:19|20)\d\d)([/-])(0?[1-9]|1[0-2]|" + "|".join(_MONTHS) + r")\2(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<=[/_-])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")


def date_in_url(url: str) -> tuple[date, str] | None:
    """The day in an address such as `/2019/01/08/`, `/2019/jan/08/` or `-20190108`, with the words; else None."""
    path = url.partition("://")[2].partition("?")[0]
    if match := _COMPACT.search(path):
        year, month, day = match.groups()
    elif match := _IN_PATH.search(path):
        year, _, month, day = match.groups()
    else:
        return None
    number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1
    try:
        return date(int(year), number, int(day)), match[0]
    except ValueError:
        return None

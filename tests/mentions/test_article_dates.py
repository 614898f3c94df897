"""The dates of an article, and where there can be none."""

from __future__ import annotations

from datetime import date

from visits.mentions.article_dates import ArticleDates
from visits.mentions.dates import find_dates

DAY = date(2012, 10, 9)
FILLER = "The ministers spoke of tariffs, of fishing and of a bridge that neither side wants to pay for. " * 3
TEXT = (
    f"ATHENS, Oct 9 - She came on Tuesday, March 6, and left the next day. {FILLER}"
    f"Two days later she flew home. {FILLER}From May 3 to May 5, or in the week of June 11, she rested. {FILLER}"
    f"The following Monday a three-day visit began, from 8 to 10 October 2012."
)


def test_no_date_stands_where_none_is_possible() -> None:
    dates = ArticleDates(TEXT, DAY, (0, 0))
    reached = [any(d.end > at and d.start < at + 20 for d in dates.found) for at in range(0, len(TEXT), 20)]
    possible = [dates.possible(at, at + 20) for at in range(0, len(TEXT), 20)]
    assert all(could for is_there, could in zip(reached, possible, strict=True) if is_there)
    assert not all(possible)


def test_the_dateline_s_date_stands_apart() -> None:
    dates = ArticleDates(TEXT, DAY, (0, TEXT.index("She")))
    assert dates.of_dateline == find_dates(TEXT, DAY)[0]
    assert dates.found == find_dates(TEXT, DAY)[1:]
    assert not ArticleDates("Nothing is said.", DAY, (0, 0)).possible(0, 16)


def test_dates_mean_the_same_in_whatever_order_they_are_asked_for() -> None:
    text = (
        "She came on March 6. " + "She left the next day and was back two days later. " * 40 + "On Friday she rested."
    )
    dates, last_first = ArticleDates(text, DAY, (0, 0)), ArticleDates(text, DAY, (0, 0))
    numbers = [number for _, _, number in last_first.spans]
    assert [last_first[number] for number in reversed(numbers)] == dates.found[::-1]
    assert len({str(mention.first) for mention in dates.found}) > 40

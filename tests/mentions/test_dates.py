"""The date recogniser: anchors, tense, offsets, and work that grows with the text alone."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visits.mentions.date_holidays import HOLIDAYS, easter, holiday
from visits.mentions.date_numbers import written_day
from visits.mentions.date_tense import direction
from visits.mentions.dates import find_dates
from visits.model.partial_date import PartialDate

WEDNESDAY = date(2018, 6, 13)

_HEAP = """Monday May 5 27th the of March last next two days ago - – to and , . ( ) 2018 '98 a week early later 1/2/18
Easter Sunday's between from until in six hours before after Sept. day night 11 U.S. said will İ"""
HEAP = [*_HEAP.split(), "\n"]


def test_a_weekday_keeps_both_readings() -> None:
    (mention,) = find_dates("He will come on Friday.", WEDNESDAY)
    assert (str(mention.past), str(mention.future)) == ("2018-06-08", "2018-06-15")
    assert (mention.first, mention.weekday, mention.relative) == (mention.future, 4, True)
    assert mention.anchor == WEDNESDAY


def test_a_month_and_day_keeps_both_readings() -> None:
    (mention,) = find_dates("He came on March 5.", WEDNESDAY)
    assert (str(mention.past), str(mention.future)) == ("2018-03-05", "2019-03-05")
    assert mention.relative


def test_an_absolute_date_needs_no_anchor() -> None:
    (mention,) = find_dates("He came on March 5, 2018.", None)
    assert mention.first == PartialDate("2018-03-05")
    assert not mention.relative
    assert mention.anchor is None


@pytest.mark.parametrize(
    ("expression", "timex"),
    [
        ("Tuesday", "XXXX-WXX-2"),
        ("March 27", "XXXX-03-27"),
        ("yesterday", ""),
        ("last week", ""),
        ("last month", ""),
        ("last year", ""),
        ("two days ago", ""),
        ("the next day", ""),
        ("Christmas Day", ""),
        ("last summer", ""),
    ],
)
def test_without_a_publication_day_what_is_relative_is_found_and_left_open(expression: str, timex: str) -> None:
    (mention,) = find_dates(f"He left {expression}.", None)
    assert mention.text == expression
    assert mention.first is mention.last is mention.past is mention.future is None
    assert mention.relative
    assert mention.timex == timex


def test_a_caller_may_bring_a_reading_of_tense() -> None:
    seen: list[str] = []

    def always_ahead(text: str, start: int, end: int) -> str:
        seen.append(text[start:end])
        return "future"

    (mention,) = find_dates("He came on Friday.", WEDNESDAY, tense=always_ahead)  # type: ignore[arg-type]
    assert str(mention.first) == "2018-06-15"
    assert seen == ["Friday"]


def test_a_range_counts_both_of_its_days() -> None:
    (mention,) = find_dates("The visit of March 25-28, 2018 went well.", WEDNESDAY)
    assert (mention.kind, mention.days, mention.timex) == ("range", 4, "2018-03-25/2018-03-28")


def test_offsets_count_code_points() -> None:
    text = "Erdoğan’s 🇹🇷 visit — on Tuesday — ended; İstanbul, March 5."
    for mention in find_dates(text, WEDNESDAY):
        assert text[mention.start : mention.end] == mention.text
    assert [m.text for m in find_dates(text, WEDNESDAY)] == ["Tuesday", "March 5"]


def test_the_next_day_is_not_counted_from_a_day_far_above() -> None:
    near = "He came on June 5. " + "He spoke. " * 10 + "He left the next day."
    far = "He came on June 5. " + "He spoke. " * 400 + "He left the next day."
    assert str(find_dates(near, WEDNESDAY)[-1].first) == "2018-06-06"
    assert find_dates(far, WEDNESDAY)[-1].first is None


def test_in_two_days_is_a_date_ahead_or_a_length() -> None:
    (ahead,) = find_dates("She will fly to Rome in two days.", WEDNESDAY)
    (length,) = find_dates("She has met them twice in two days.", WEDNESDAY)
    assert (ahead.kind, str(ahead.first)) == ("date", "2018-06-15")
    assert (length.kind, length.days) == ("duration", 2)


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31), date(2016, 2, 29)])
def test_the_ends_of_the_calendar_hold(published: date) -> None:
    text = (
        "Yesterday, tomorrow, last year, next month, on Sunday, March 5, Feb. 29, Easter Sunday, 9000 years ago, "
        "300 years later, next week, over the weekend, in 2018 and from Dec. 30 to Jan. 2, the next day, last summer."
    )
    assert find_dates(text, published)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He left on Friday.", "past"),
        ("He was due to leave on Friday.", "future"),
        ("He had been due to leave on Friday.", "past"),
        ("He did not plan to leave on Friday.", "future"),
        ("He could leave as early as Friday.", "future"),
        ("Neither could be found on Friday.", "past"),
        ("It will be signed on Friday.", "future"),
        ("It was signed as planned on Friday.", "past"),
        ("He will hold extended talks with them on Friday.", "future"),
        ("He visited the occupied town on Friday.", "past"),
        ("He will go. He left on Friday.", "past"),
        ("He met Mr. Lee, who will leave on Friday.", "future"),
        ("The summit will go ahead on Friday as planned.", "future"),
        ("The town on Friday.", None),
        ("Queen Will Visit Oslo on Friday", "future"),
        ("Queen To Visit Oslo on Friday", "future"),
        ("Queen Visited Oslo on Friday", "past"),
        ("QUEEN TO VISIT OSLO on Friday", "future"),
    ],
)
def test_the_verb_nearest_to_the_expression_decides(sentence: str, expected: str | None) -> None:
    start = sentence.index("Friday")
    assert direction(sentence, start, start + len("Friday")) == expected


def test_the_verb_after_an_opening_expression_decides() -> None:
    sentence = "He flew home. On Friday he will speak; on Monday he slept."
    for word, expected in (("Friday", "future"), ("Monday", "past")):
        start = sentence.index(word)
        assert direction(sentence, start, start + len(word)) == expected


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, (4, 2)), (1998, (4, 12)), (2000, (4, 23)), (2008, (3, 23)), (2018, (4, 1)), (2038, (4, 25))],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_movable_holidays() -> None:
    assert holiday("Thanksgiving", 1999) == date(1999, 11, 25)
    assert holiday("Memorial Day", 2017) == date(2017, 5, 29)
    assert holiday("Pentecost", 2019) == date(2019, 6, 9)
    assert holiday("Easter Sunday", 1200) is None
    assert all(find(2020).year == 2020 for find in HOLIDAYS.values())


def test_slashes_are_read_month_first_unless_only_the_other_order_is_a_day() -> None:
    assert written_day("3/4/2018") == date(2018, 3, 4)
    assert written_day("13/4/2018") == date(2018, 4, 13)
    assert written_day("3.4.2018") == date(2018, 4, 3)
    assert written_day("13/13/2018") is None


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(HEAP),
        max_size=14,
    ),
    st.sampled_from([None, WEDNESDAY, date(2016, 2, 29)]),
)
def test_any_heap_of_date_words_gives_ordered_spans_of_the_text(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    last_end = 0
    for mention in find_dates(text, published):
        assert last_end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert mention.kind != "date" or mention.first == mention.last
        if mention.first and mention.last:
            assert not mention.last.precedes(mention.first)
        last_end = mention.end


@pytest.mark.parametrize(
    "unit",
    [
        "He came on March 5, 2018. ",
        "one hundred twenty-one ",
        "May May ",
        "1 2 3 ",
        "the the ",
        "Monday to ",
        "Monday and ",
        "5, 6, 7, ",
        "March 5, 6, 7, ",
        "1998-",
        "the day before ",
        "by May ",
        "word",
        "  \n",
        "((((",
        ". A",
    ],
)
def test_the_work_grows_with_the_text_alone(unit: str) -> None:
    """Ten times the text takes about ten times as long, also in one line of fifty thousand characters."""
    small, large = (unit * (size // len(unit)) for size in (5_000, 50_000))
    find_dates(small, WEDNESDAY)
    spent = [_seconds(small), _seconds(large)]
    assert spent[1] < 30 * spent[0] + 0.2
    assert spent[1] < 5


def _seconds(text: str) -> float:
    """The shortest of three runs: a busy machine only adds."""

    def once() -> float:
        begin = time.process_time()
        find_dates(text, WEDNESDAY)
        return time.process_time() - begin

    return min(once() for _ in range(3))


def test_ten_thousand_dates() -> None:
    text = "He came on Tuesday, March 27, 2018, and left two days later. " * 5000
    begin = time.process_time()
    assert len(find_dates(text, WEDNESDAY)) == 10_000
    assert time.process_time() - begin < 5


def test_a_long_line_of_prose() -> None:
    text = "The ministers talked at length about trade, fish and the border and then went home again; " * 11_000
    begin = time.process_time()
    assert find_dates(text + "on Tuesday.", WEDNESDAY)[-1].text == "Tuesday"
    assert time.process_time() - begin < 5

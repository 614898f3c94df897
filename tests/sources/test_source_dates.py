"""Publication dates: as given, as found in an address, as the text itself tells."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from visits.model.article import Article
from visits.sources import read_file
from visits.sources.given_dates import read_published
from visits.sources.inferred_dates import infer_published
from visits.sources.url_dates import date_in_url

PROSE = "The president of Freedonia came to Sylvania for talks with the prime minister, her office said."


@pytest.mark.parametrize(
    "value",
    [
        "2019-01-08",
        "2019-1-8",
        "2019/01/08",
        "20190108",
        20190108,
        "2019-01-08T23:30:00-05:00",
        "2019-01-08 00:10:00+09:00",
        "2019-01-08T05:00:00.000Z",
        "Tue, 08 Jan 2019 23:10:00 GMT",
        "08 Jan 19 23:10 PDT",
        "January 8, 2019",
        "JANUARY 8TH, 2019",
        "Jan. 8, 2019, 10:20 PM EST",
        "Tuesday 8 January 2019 10.30 GMT",
        "Updated 7:23 PM ET, Tue January 8, 2019",
        "8 Jan 2019",
        "08-Jan-2019",
        "8 janvier 2019",
        "13/01/2019|2019-01-13",
        "01-13-2019|2019-01-13",
        "8.1.2019",
        1546905600,
        1546905600.25,
        "1546905600",
        1546905600000,
        1546905600000000,
        date(2019, 1, 8),
        datetime(2019, 1, 8, 23, tzinfo=UTC),
        "Published Jan 8, 2019, updated Jan 9, 2019",
    ],
)
def test_days_in_all_usual_forms(value: object) -> None:
    if isinstance(value, str) and "|" in value:
        value, _, expected = value.partition("|")
    else:
        expected = "2019-01-08"
    assert str(read_published(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2019", "2019"), (2019, "2019"), ("2019-01", "2019-01"), ("January 2019", "2019-01"), ("01/08/2019", "2019")],
)
def test_coarser_dates_stay_coarse(value: object, expected: str) -> None:
    assert str(read_published(value)) == expected


@pytest.mark.parametrize(
    "value",
    ["", "soon", "2 hours ago", "yesterday", "Tuesday", "January 8", "0001-01-01", "1970-01-01T00:00:00Z", 0, 17, -5,
     1e30, float(2**80), "2019-13-45", "Feb 30, 2019", None, [], True],
)  # fmt: skip
def test_no_date_is_made_up(value: object) -> None:
    assert read_published(value) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://paper.example/2019/01/08/asia/visit/index.html", date(2019, 1, 8)),
        ("https://paper.example/world/2019/jan/08/visit", date(2019, 1, 8)),
        ("https://paper.example/news/visit-20190108.html", date(2019, 1, 8)),
        ("https://paper.example/visit-2019-01-08/", date(2019, 1, 8)),
        ("https://paper.example/2019/13/08/visit", None),
        ("https://paper.example/2019/02/30/visit", None),
        ("https://paper.example/a/1920190108", None),
        ("https://paper.example/visit?date=2019-01-08", None),
        ("no address", None),
    ],
)
def test_dates_in_addresses(url: str, expected: date | None) -> None:
    found = date_in_url(url)
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (f"WASHINGTON, Jan 8, 2019 (Wire) - {PROSE}", "Jan 8, 2019"),
        (f"BEIJING, Jan. 8 (Wire) -- {PROSE}\n\n© 2019 The Wire. It spoke of 2018 before.", "Jan. 8"),
        (f"Published January 8, 2019 at 10:30 a.m.\n\n{PROSE}", "January 8, 2019"),
        (f"By A. Writer\nUpdated 7:23 PM ET, Tue January 8, 2019\n\n{PROSE}", "Tue January 8, 2019"),
        (f"Tuesday, January 8, 2019\n\n{PROSE}", "Tuesday, January 8, 2019"),
    ],
)
def test_datelines_and_bylines(text: str, quote: str) -> None:
    found = infer_published(text)
    assert (found.day, found.basis, found.quote) == (date(2019, 1, 8), "dateline", quote)


def test_dateline_without_any_year_tells_nothing() -> None:
    assert infer_published(f"BEIJING, Jan. 8 (Wire) -- {PROSE}").day is None


@pytest.mark.parametrize(
    "caption",
    [
        "The president walks in a photo of Monday, Jan. 7, 2019, that her office provided on Tuesday, Jan. 8, 2019.",
        "The train is seen at the central station on January 8, 2019.",
        "The president waves in Sylvania, Tuesday, Jan. 8, 2019. (AP Photo/A. Writer)",
        "The president waves in Sylvania January 8, 2019. REUTERS/A. Writer",
    ],
)
def test_captions_whose_day_the_story_shares(caption: str) -> None:
    found = infer_published(f"{PROSE}\n\nShe arrived on Tuesday by train.\n\n{caption}\n\nThe talks went on.")
    assert (found.day, found.basis) == (date(2019, 1, 8), "caption")
    assert found.quote
    assert found.quote in caption


def test_the_weekday_of_the_story_may_be_the_day_after_the_photograph() -> None:
    found = infer_published(f"{PROSE} She left on Wednesday.\n\nThe train is seen at the station on January 8, 2019.")
    assert found.day == date(2019, 1, 9)


@pytest.mark.parametrize("weekday", ["", " She left on Saturday."])
def test_a_photograph_without_the_weekday_of_the_story_gives_its_year_only(weekday: str) -> None:
    found = infer_published(f"{PROSE}{weekday}\n\nThe train is seen at the station on January 8, 2019.")
    assert found.day is None
    assert (str(found.hint), found.basis) == ("2019", "caption")


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE} On Tuesday she left.\n\nFILE - In this Jan. 8, 2019, file photo, the president walks.",
        f"{PROSE} On Tuesday she left.\n\nThe president walks, January 8, 2019. REUTERS/A. Writer/File Photo",
        f"{PROSE} The summit will be held on Tuesday, January 8, 2019.",
        f"{PROSE} He was born on January 8, 1984, and has ruled since December 17, 2011.",
        f"{PROSE} The treaty was signed on January 8, 2015. She left on Thursday.",
        "She came on Tuesday, the president said, and she would leave with the prime minister later in the week.",
        "The meeting of May 30 in 2018 was a good one, they may say, and on Feb. 30, 2019 there was none of that.",
    ],
)
def test_old_photographs_plans_and_history_are_no_publication_dates(text: str) -> None:
    found = infer_published(text)
    assert (found.day, found.hint, found.basis) == (None, None, "unknown")


def test_a_day_named_with_its_weekday_in_the_opening() -> None:
    found = infer_published(f"The president landed on Tuesday, Jan. 8, 2019, her office said. {PROSE}")
    assert (found.day, found.basis) == (date(2019, 1, 8), "text")
    assert infer_published(f"The president landed on Monday, Jan. 8, 2019, her office said. {PROSE}").day is None


def test_signed_posts_date_a_story() -> None:
    found = infer_published(f"{PROSE} On Tuesday she wrote:\n\nHere we are! — President (@freedonia) January 8, 2019\n")
    assert (found.day, found.basis, found.quote) == (date(2019, 1, 8), "text", "January 8, 2019")


def test_a_copyright_line_gives_its_year_where_the_text_knows_that_year() -> None:
    line = "© 2019 Freedonian News Network. All rights reserved."
    found = infer_published(f"{PROSE} It was her fourth visit since March 2018.\n\n{line}")
    assert (found.day, str(found.hint), found.basis) == (None, "2019", "copyright")
    assert found.quote == "© 2019 Freedonian News Network."
    assert infer_published(f"{PROSE} It was her fourth visit since March 2012.\n\n{line}").hint is None


def article(tmp_path: Path, **fields: object) -> Article:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": PROSE, **fields}))
    (item,) = read_file(tmp_path / "a.jsonl")
    assert isinstance(item, Article), item
    return item


def test_a_date_that_cannot_be_read_is_noted_and_inferred(tmp_path: Path) -> None:
    found = article(tmp_path, published="some day", text=f"WASHINGTON, Jan 8, 2019 (Wire) - {PROSE}")
    assert (found.published, found.published_basis) == (date(2019, 1, 8), "dateline")
    assert found.notes == ("published: 'some day' is no date that can be read; write it as YYYY-MM-DD",)


def test_a_coarse_given_date_is_kept_as_hint(tmp_path: Path) -> None:
    found = article(tmp_path, date="January 2019")
    assert (found.published, str(found.published_hint), found.published_basis) == (None, "2019-01", "given")
    assert "names no day" in found.notes[0]


def test_a_coarse_given_date_is_sharpened_only_by_a_day_that_fits_it(tmp_path: Path) -> None:
    fits = article(tmp_path, date="January 2019", url="https://paper.example/2019/01/08/visit")
    assert (fits.published, fits.published_basis, fits.published_quote) == (date(2019, 1, 8), "address", "2019/01/08")
    other = article(tmp_path, date="January 2019", url="https://paper.example/2018/05/08/visit")
    assert (other.published, str(other.published_hint)) == (None, "2019-01")


def test_day_or_month_first_is_not_guessed(tmp_path: Path) -> None:
    found = article(tmp_path, date="01/08/2019")
    assert (found.published, str(found.published_hint)) == (None, "2019")
    assert "day or month first" in found.notes[0]


def test_content_hash_and_id_depend_on_content_alone(tmp_path: Path) -> None:
    first = article(tmp_path / ".", date="2019-01-08", title="One")
    (tmp_path / "deep").mkdir()
    second = article(tmp_path / "deep", date="8 January 2019", title="One")
    assert (first.id, first.content_hash) == (second.id, second.content_hash)
    assert article(tmp_path, date="2019-01-09", title="One").content_hash != first.content_hash
    assert article(tmp_path, date="2019-01-08", title="Two").id != first.id


def test_an_update_does_not_date_a_text_that_gives_its_day_in_digits() -> None:
    undated = infer_published(f"Published 05/04/2026 | Updated 9 May 2026\n\n{PROSE}")
    assert (undated.day, str(undated.hint), undated.basis) == (None, "2026", "dateline")
    assert infer_published(f"Published 13/04/2026 | Updated 9 May 2026\n\n{PROSE}").day == date(2026, 4, 13)
    assert infer_published(f"Published 05/04/2026\n\n{PROSE}", month_first=True).day == date(2026, 5, 4)

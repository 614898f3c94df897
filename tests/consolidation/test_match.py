"""Which reports become one visit."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import Story


def stays(story: Story) -> list[list[str]]:
    """The article ids of each visit, in the order of the visits."""
    result = story.consolidate()
    return [sorted({c.article_id for c in result.claims if c.visit_id == v.visit_id}) for v in result.visits]


def test_three_days_against_four_are_one_visit() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", end="2019-01-10")
    story.tells("b", start="2019-01-08", end="2019-01-10")
    story.tells("c", start="2019-01-08", end="2019-01-08", start_basis="bounded", end_basis="bounded")
    assert stays(story) == [["a", "b", "c"]]


def test_other_leaders_and_other_hosts_are_other_visits() -> None:
    story = Story()
    story.tells("a", start="2019-01-07")
    story.tells("b", start="2019-01-07", host_country="VNM")
    story.tells("c", start="2019-01-07", leader="Moon Jae-in", leader_id=None, leader_country="KOR")
    assert len(story.consolidate().visits) == 3


def test_unknown_leaders_join_over_accents_and_hyphens() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", leader="Moon Jae-in", leader_id=None, leader_country="KOR")
    story.tells("b", start="2019-01-07", leader="Moon Jae In", leader_id=None, leader_country="KOR")
    assert stays(story) == [["a", "b"]]


@pytest.mark.parametrize(("gap", "visits"), [(1, 1), (2, 1), (3, 2)])
def test_days_of_presence_join_up_to_two_days_apart(gap: int, visits: int) -> None:
    story = Story()
    story.tells("a", start="2019-01-07", start_basis="bounded", end="2019-01-07", end_basis="bounded")
    day = f"2019-01-{7 + gap:02d}"
    story.tells("b", start=day, start_basis="bounded", end=day, end_basis="bounded")
    assert len(stays(story)) == visits


def test_a_return_two_days_after_a_stated_departure_is_a_second_visit() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", end="2019-01-08")
    story.tells("b", start="2019-01-10", end="2019-01-11")
    assert stays(story) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("arrivals", "visits"),
    [(("2019-01-04", "2019-01-08"), 2), (("2019-01-07", "2019-01-08"), 1), (("2019-01-07", "2019-01-07"), 1)],
)
def test_an_arrival_on_the_day_after_a_departure_is_a_return_unless_the_two_arrivals_are_as_close(
    arrivals: tuple[str, str], visits: int
) -> None:
    story = Story()
    story.tells("a", start=arrivals[0], end="2019-01-07")
    story.tells("b", start=arrivals[1])
    assert len(stays(story)) == visits


@pytest.mark.parametrize(("away", "visits"), [(("2019-01-08", "2019-01-09"), 2), (("2019-01-08", "2019-01-08"), 1)])
def test_a_night_in_another_country_parts_two_stays_and_a_day_there_does_not(
    away: tuple[str, str], visits: int
) -> None:
    story = Story()
    for article, day in (("a", "2019-01-08"), ("b", "2019-01-09")):
        story.tells(article, start=day, start_basis="bounded", end=day, end_basis="bounded")
    story.tells("c", start=away[0], end=away[1], host_country="VNM")
    assert len([v for v in story.consolidate().visits if v.host_country == "CHN"]) == visits


def test_stays_that_touch_with_two_ordinals_are_two_visits_but_overlapping_ones_are_one() -> None:
    touching, overlapping = Story(), Story()
    for story, second_start in ((touching, "2019-01-09"), (overlapping, "2019-01-08")):
        story.tells("a", start="2019-01-07", end="2019-01-09", ordinal=3)
        story.tells("b", start=second_start, end="2019-01-10", ordinal=4)
    assert len(stays(touching)) == 2
    assert len(stays(overlapping)) == 1
    assert overlapping.consolidate().visits[0].conflicts == ("end_date", "ordinal", "start_date")


def test_one_article_that_tells_of_two_stays_keeps_them_apart() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", start_basis="bounded", end="2019-01-07", end_basis="bounded")
    story.tells("a", start="2019-01-09", start_basis="bounded", end="2019-01-09", end_basis="bounded")
    assert len(stays(story)) == 2


def test_no_chain_of_presence_days_joins_visits_far_apart() -> None:
    story = Story()
    for n, day in enumerate(range(1, 29, 2)):
        date = f"2019-01-{day:02d}"
        story.tells(f"a{n}", start=date, start_basis="bounded", end=date, end_basis="bounded")
    visits = story.consolidate().visits
    assert len(visits) > 1
    assert all(visit.duration_days is not None and visit.duration_days <= 10 for visit in visits)


def test_a_misread_stay_of_months_swallows_no_other_visits() -> None:
    story = Story()
    story.tells("long", start="2019-01-01", end="2019-04-30")
    story.tells("a", start="2019-02-10", end="2019-02-12")
    story.tells("b", start="2019-02-20", start_basis="bounded", end="2019-02-20", end_basis="bounded")
    assert stays(story) == [["b", "long"], ["a"]]


def test_a_misread_end_does_not_draw_in_the_next_visit() -> None:
    story = Story()
    story.tells("a", start="2018-05-07", end="2018-05-08")
    story.tells("b", start="2018-05-07", end="2018-06-17", end_basis="bounded")
    story.tells("c", start="2018-06-18", end="2018-06-19")
    assert stays(story) == [["a", "b"], ["c"]]


def test_a_month_joins_the_only_visit_in_it() -> None:
    story = Story()
    story.tells("a", start="2018-06-19", end="2018-06-20")
    story.tells("b", start="2018-06")
    assert stays(story) == [["a", "b"]]
    visit = story.consolidate().visits[0]
    assert (visit.start_precision, visit.conflicts) == ("day", ())


def test_a_month_with_two_visits_stands_alone_unless_the_ordinal_tells() -> None:
    story = Story()
    story.tells("a", start="2018-05-07", end="2018-05-08", ordinal=2)
    story.tells("b", start="2018-05-28", end="2018-05-29", ordinal=3)
    story.tells("c", start="2018-05")
    assert sorted(stays(story)) == [["a"], ["b"], ["c"]]
    story.tells("d", start="2018-05", ordinal=3)
    assert ["b", "d"] in stays(story)


def test_equal_months_join_each_other_and_a_year_joins_the_only_month() -> None:
    story = Story()
    story.tells("a", start="2018-03")
    story.tells("b", start="2018-03")
    story.tells("c", start="2018")
    assert stays(story) == [["a", "b", "c"]]
    story.tells("d", start="2018-05")
    assert sorted(stays(story)) == [["a", "b"], ["c"], ["d"]]


def test_a_month_with_two_visits_means_the_one_that_shares_a_place() -> None:
    story = Story()
    story.tells("a", start="2018-05-07", end="2018-05-08", cities=("Dalian",))
    story.tells("b", start="2018-05-28", end="2018-05-29", cities=("Beijing",))
    story.tells("c", start="2018-05", cities=("Dalian",))
    assert stays(story) == [["a", "c"], ["b"]]


def test_a_plan_for_a_month_is_no_visit_that_was_already_over() -> None:
    story = Story()
    story.tells("a", start="2018-05-07", end="2018-05-08")
    story.tells("b", start="2018-05", status="planned", published="2018-05-11")
    assert sorted(stays(story)) == [["a"], ["b"]]


def test_why_a_report_stands_where_it_stands_is_told() -> None:
    story = Story()
    story.tells("a", start="2018-05-07", end="2018-05-08", ordinal=2)
    story.tells("b", start="2018-05-28", end="2018-05-29", ordinal=3)
    story.tells("c", start="2018-05-29")
    story.tells("d", start="2018-05")
    story.tells("e", ordinal=3)
    story.tells("f", published="2018-05-09")
    placed = {row.article_id: row.placed_by for row in story.consolidate().reports}
    assert placed == {"a": "first", "b": "first", "c": "days", "d": "ambiguous", "e": "ordinal", "f": "publication"}


@pytest.mark.parametrize(
    ("shared", "visits"),
    [({"companions": ["Ri Sol-ju"]}, 1), ({"cities": ("beijing",)}, 1), ({"cities": ("Wuhan",)}, 2)],
)
def test_an_undated_report_in_passing_joins_the_visit_with_which_it_shares_a_detail(
    shared: dict[str, object], visits: int
) -> None:
    story = Story()
    story.tells("a", start="2019-01-07", cities=("Beijing",), companions=["Ri Sol Ju"], published="2019-01-08")
    story.tells("b", focus=False, published="2019-05-01", **shared)
    assert len(stays(story)) == visits


def test_a_new_date_after_a_postponement_is_the_same_visit() -> None:
    story = Story()
    story.tells("plan", start="2019-01-07", end="2019-01-09", status="planned", published="2018-12-20")
    story.tells("off", start="2019-01-07", status="cancelled", postponed=True, published="2019-01-04")
    story.tells("new", start="2019-04-24", status="planned", published="2019-03-01")
    story.tells("made", start="2019-04-24", end="2019-04-26", published="2019-04-27")
    result = story.consolidate()
    assert stays(story) == [["made", "new", "off", "plan"]]
    assert [(str(v.start_date), v.status, v.conflicts) for v in result.visits] == [("2019-04-24", "completed", ())]
    assert {row.article_id for row in result.reports if row.placed_by == "postponement"} == {"plan", "off"}


def test_a_plan_and_the_new_date_to_which_it_was_put_off_are_one_visit() -> None:
    story = Story()
    story.tells("plan", start="2019-01-07", end="2019-01-09", status="planned", published="2018-12-20")
    story.tells("moved", start="2019-04", status="planned", postponed=True, published="2019-01-04")
    story.tells("made", start="2019-04-24", end="2019-04-26", published="2019-04-27")
    assert stays(story) == [["made", "moved", "plan"]]
    (visit,) = story.consolidate().visits
    assert (str(visit.start_date), visit.status, visit.unconfirmed, visit.conflicts) == (
        "2019-04-24", "completed", False, ()
    )  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"start": "2018-06-01", "status": "planned", "published": "2018-05-20"},
        {"start": "2019-01-07", "published": "2019-01-08"},
        {"start": "2019-06-07", "status": "planned", "published": "2018-12-20"},
    ],
    ids=["long past", "made", "later than the new date"],
)
def test_a_new_date_takes_no_other_visit_along(other: dict[str, Any]) -> None:
    story = Story()
    story.tells("other", **other)
    story.tells("moved", start="2019-04-24", status="planned", postponed=True, published="2019-01-09")
    assert sorted(stays(story)) == [["moved"], ["other"]]


@pytest.mark.parametrize(
    ("postponed", "told"), [(False, "2019-03-01"), (True, "2018-12-24")], ids=["given up", "known before"]
)
def test_another_visit_after_a_cancellation_stays_another(postponed: bool, told: str) -> None:
    story = Story()
    story.tells("off", start="2019-01-07", status="cancelled", postponed=postponed, published="2019-01-04")
    story.tells("other", start="2019-04-24", status="planned", published=told)
    assert stays(story) == [["off"], ["other"]]


def test_an_article_about_one_visit_that_mentions_another_in_the_same_month() -> None:
    story = Story()
    story.tells("a", start="2018-05-28")
    story.tells("a", start="2018-05", focus=False)
    assert len(stays(story)) == 2


@pytest.mark.parametrize(
    ("undated", "visits"),
    [({}, 1), ({"focus": False}, 2), ({"status": "planned"}, 2), ({"ordinal": 7}, 2)],
)
def test_an_undated_report_beside_a_dated_one_of_the_same_article(undated: dict[str, object], visits: int) -> None:
    story = Story()
    story.tells("a", start="2019-01-07", published="2019-01-08", ordinal=4)
    story.tells("a", **undated)
    assert len(stays(story)) == visits


def test_an_announcement_in_passing_joins_the_visit_that_follows() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", published="2019-01-08")
    story.tells("b", status="planned", focus=False, published="2019-01-03")
    assert stays(story) == [["a", "b"]]


def test_an_undated_report_joins_by_ordinal() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", end="2019-01-10", ordinal=4)
    story.tells("b", start="2018-06-19", ordinal=3)
    story.tells("c", ordinal=4)
    assert ["a", "c"] in stays(story)


def test_an_undated_report_joins_the_visit_of_its_days() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", end="2019-01-10")
    story.tells("near", published="2019-01-12")
    story.tells("late", published="2019-03-12")
    story.tells("aside", published="2019-01-18", focus=False)
    assert ["a", "near"] in stays(story)
    assert len(stays(story)) == 3


def test_words_in_passing_join_the_visit_of_the_day() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", end="2019-01-10")
    story.tells("aside", published="2019-01-12", focus=False)
    assert stays(story) == [["a", "aside"]]


def test_an_article_means_the_visit_on_whose_days_it_appears() -> None:
    story = Story()
    story.tells("a", start="2013-03-14", published="2013-03-14", cities=("Beijing",))
    story.tells("b", start="2013-03-24", published="2013-03-23", cities=("Beijing",), status="planned")
    story.tells("c", published="2013-03-24", cities=("Beijing",))
    assert sorted(stays(story)) == [["a"], ["b", "c"]]


def test_an_undated_article_joins_the_only_visit_of_its_month() -> None:
    story = Story()
    story.tells("a", start="2012-08", published="2012-08-26", focus=False)
    story.tells("b", published="2012-08-19")
    assert stays(story) == [["a", "b"]]


def test_a_series_of_summits_in_different_cities_is_not_one_visit() -> None:
    story = Story()
    story.tells("a", start="2008-11-15", published="2008-11-15", cities=("Beijing",), occasion="G20 summit")
    story.tells("b", published="2009-09-24", cities=("Shanghai",), occasion="G20 summit", focus=False)
    assert stays(story) == [["a"], ["b"]]


def test_an_article_of_which_only_the_year_is_known_joins_the_only_visit_of_it() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", end="2019-01-10")
    story.tells("b", published="2019")
    assert stays(story) == [["a", "b"]]
    story.tells("c", start="2019-06-20")
    assert sorted(stays(story)) == [["a"], ["b"], ["c"]]


def test_undated_reports_of_the_same_days_join_each_other() -> None:
    story = Story()
    story.tells("a", published="2019-01-08")
    story.tells("b", published="2019-01-10")
    story.tells("c", published="2019-05-10")
    story.tells("d", published="2019-05-12", status="planned", focus=False)
    assert sorted(stays(story)) == [["a", "b"], ["c", "d"]]


def test_a_plan_and_its_cancellation_are_one_visit() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", end="2019-01-10", status="planned", published="2019-01-02")
    story.tells("b", start="2019-01-07", status="cancelled", published="2019-01-05")
    assert [v.status for v in story.consolidate().visits] == ["cancelled"]


DATES = st.sampled_from([None, "2018", "2018-05", "2018-06"]) | st.integers(1, 28).map("2018-05-{:02d}".format)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    story = Story()
    for n in range(draw(st.integers(2, 12))):
        start = draw(DATES)
        length = draw(st.integers(0, 4)) if start and len(start) == 10 else None
        end = f"2018-05-{min(int(start[8:]) + length, 31):02d}" if start and length else None
        bases = draw(st.sampled_from(["stated", "bounded", "derived"]))
        story.tells(
            f"a{n // 2 if draw(st.booleans()) else n}",
            source=draw(st.sampled_from(["Daily", "Post", None])),
            published=draw(st.sampled_from([None, "2018-05-03", "2018-05-09", "2018-06-11", "2018-05"])),
            start=start,
            end=end,
            **({"start_basis": bases} if start else {}),
            **({"end_basis": bases} if end else {}),
            **({"ordinal": draw(st.integers(1, 3))} if draw(st.booleans()) else {}),
            focus=draw(st.booleans()),
            status=draw(st.sampled_from(["planned", "ongoing", "completed", "cancelled"])),
            postponed=draw(st.booleans()),
            host_country=draw(st.sampled_from(["CHN", "VNM"])),
            cities=draw(st.sampled_from([(), ("Beijing",), ("Hanoi", "Beijing")])),
            words=draw(st.sampled_from([None, "one two three four five", "six seven eight nine ten"])),
            companions=draw(st.lists(st.sampled_from(["Ri Sol Ju", "Ri Sol-ju", "Ri", "Kim Yong Chol"]), unique=True)),
            journey=draw(st.sampled_from([None, 0, 1])),
        )
    return story


@settings(max_examples=150, deadline=None)
@given(story=stories(), seed=st.integers(0, 1000))
def test_the_order_of_articles_never_matters(story: Story, seed: int) -> None:
    shuffled = Story(reports=list(story.reports), articles=story.articles)
    random.Random(seed).shuffle(shuffled.reports)
    assert shuffled.consolidate() == story.consolidate()


@settings(max_examples=100, deadline=None)
@given(story=stories())
def test_every_report_stands_in_one_visit_and_every_cell_has_a_claim(story: Story) -> None:
    result = story.consolidate()
    homes: dict[str, set[str]] = {}
    for claim in result.claims:
        homes.setdefault(claim.report_id, set()).add(claim.visit_id)
    assert set(homes) == {report.report_id for report in story.reports}
    assert all(len(visits) == 1 for visits in homes.values())
    assert {row.report_id: {row.visit_id} for row in result.reports} == homes
    assert len({visit.visit_id for visit in result.visits}) == len(result.visits)
    accepted = {(c.visit_id, c.field) for c in result.claims if c.accepted}
    for visit in result.visits:
        for column in ("start_date", "end_date", "leader", "host_country", "status"):
            assert getattr(visit, column) is None or (visit.visit_id, column) in accepted
        assert visit.ordinal is None or (visit.visit_id, "ordinals") in accepted
        assert not visit.companions or (visit.visit_id, "companions") in accepted

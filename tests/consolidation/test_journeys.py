"""Which visits are stops of one tour."""

from stories import Story


def test_stops_that_follow_on_each_other_are_one_journey() -> None:
    story = Story()
    story.tells("a", start="2019-02-26", end="2019-03-01", host_country="VNM")
    story.tells("b", start="2019-03-02", end="2019-03-03", host_country="CHN")
    story.tells("c", start="2019-04-24", end="2019-04-26", host_country="RUS")
    vietnam, china, russia = story.consolidate().visits
    assert vietnam.journey_id == china.journey_id
    assert vietnam.journey_id is not None
    assert russia.journey_id is None


def test_stops_of_one_tour_in_one_article_are_one_journey_days_apart() -> None:
    story = Story()
    story.tells("a", start="2019-02-26", host_country="VNM", journey=1)
    story.tells("a", start="2019-03-02", host_country="CHN", journey=1)
    story.tells("b", start="2019-03-20", host_country="RUS", journey=1)
    vietnam, china, russia = story.consolidate().visits
    assert vietnam.journey_id == china.journey_id
    assert vietnam.journey_id is not None
    assert russia.journey_id is None


def test_a_cancelled_visit_is_on_no_journey() -> None:
    story = Story()
    story.tells("a", start="2019-02-26", end="2019-03-01", host_country="VNM")
    story.tells("b", start="2019-03-02", host_country="CHN", status="cancelled")
    assert [visit.journey_id for visit in story.consolidate().visits] == [None, None]


def test_a_day_trip_out_of_a_longer_stay_is_on_the_tour() -> None:
    story = Story()
    story.tells("a", start="2019-02-26", end="2019-03-03", host_country="VNM")
    story.tells("b", start="2019-02-28", end="2019-02-28", host_country="CHN")
    story.tells("c", start="2019-03-04", end="2019-03-05", host_country="RUS")
    assert len({visit.journey_id for visit in story.consolidate().visits}) == 1


def test_stops_known_by_days_of_presence_may_lie_a_day_further_apart() -> None:
    story = Story()
    story.tells("a", start="2019-02-26", end="2019-02-27", end_basis="bounded", host_country="VNM")
    story.tells("b", start="2019-03-01", end="2019-03-03", host_country="CHN")
    story.tells("c", start="2019-03-05", end="2019-03-06", host_country="RUS")
    vietnam, china, russia = story.consolidate().visits
    assert vietnam.journey_id == china.journey_id
    assert russia.journey_id is None


def test_two_stays_in_one_country_are_no_tour() -> None:
    story = Story()
    story.tells("a", start="2019-02-20", end="2019-02-27")
    story.tells("b", start="2019-02-28", end="2019-03-03")
    assert [visit.journey_id for visit in story.consolidate().visits] == [None, None]

"""Ids, journeys and counts."""

import re

from stories import Story


def test_ids_are_the_same_whatever_else_the_dataset_holds() -> None:
    alone, among = Story(), Story()
    alone.tells("a", start="2019-01-07", end="2019-01-10")
    among.tells("z", start="2018-06-19")
    among.tells("a", start="2019-01-07", end="2019-01-10")
    among.tells("b", start="2019-01-08", start_basis="bounded")
    (visit,) = alone.consolidate().visits
    assert re.fullmatch(r"v[a-z2-7]{12}", visit.visit_id)
    assert visit.visit_id in {v.visit_id for v in among.consolidate().visits}


def test_an_id_is_equal_on_every_machine() -> None:
    story = Story()
    story.tells("a", start="2019-01-07")
    assert story.consolidate().visits[0].visit_id == "vhr7bitvl7yhh"


def test_visits_alike_in_leader_host_and_start_have_ids_of_their_own() -> None:
    story = Story()
    for n in (1, 2, 3):
        story.tells(f"a{n}", start="2018-05", ordinal=n)
    ids = [visit.visit_id for visit in story.consolidate().visits]
    assert len(set(ids)) == 3
    story.reports.reverse()
    assert [visit.visit_id for visit in story.consolidate().visits] == ids


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


def test_made_visits_are_counted_in_the_order_of_time() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", status="ongoing")
    story.tells("b", start="2018-03")
    story.tells("c", start="2018-06-19")
    story.tells("d", start="2020-06-19", status="planned")
    story.tells("e")
    counts = {str(visit.start_date): visit.ordinal_observed for visit in story.consolidate().visits}
    assert counts == {"2018-03-01": 1, "2018-06-19": 2, "2019-01-07": 3, "2020-06-19": None, "None": None}

"""Ids."""

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

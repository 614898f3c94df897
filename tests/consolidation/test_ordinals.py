"""Counting visits, and the gaps that sources' counts show."""

from stories import Story


def test_made_visits_are_counted_in_the_order_of_time() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", status="ongoing")
    story.tells("b", start="2018-03")
    story.tells("c", start="2018-06-19")
    story.tells("d", start="2020-06-19", status="planned")
    story.tells("e")
    counts = {str(visit.start_date): visit.ordinal_observed for visit in story.consolidate().visits}
    assert counts == {"2018-03-01": 1, "2018-06-19": 2, "2019-01-07": 3, "2020-06-19": None, "None": None}


def test_where_sources_count_higher_the_gap_is_listed() -> None:
    story = Story()
    story.tells("a", start="2018-03-25", ordinal=1)
    story.tells("b", start="2018-06-19", ordinal=3)
    story.tells("c", start="2019-01-07", ordinal=4)
    story.tells("d", start="2019-06-20", ordinal=7)
    gaps = story.consolidate().coverage
    assert [(str(g.after), str(g.before), g.missing, g.ordinal, g.ordinal_observed) for g in gaps] == [
        ("2018-03-25", "2018-06-19", 1, 3, 2),
        ("2019-01-07", "2019-06-20", 2, 7, 4),
    ]


def test_a_gap_before_the_first_visit() -> None:
    story = Story()
    story.tells("a", start="2018-03-25", ordinal=3)
    story.tells("plan", start="2019-03-25", ordinal=9, status="planned")
    (gap,) = story.consolidate().coverage
    assert (gap.after, gap.missing, gap.visit_id) == (None, 2, story.consolidate().visits[0].visit_id)

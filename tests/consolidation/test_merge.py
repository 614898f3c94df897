"""The value of each field, and what is in conflict."""

from datetime import date
from typing import Any

import pytest
from stories import Story

from visits.consolidation.names import by_person, same_person
from visits.model.visit import Visit


def only_visit(story: Story) -> Visit:
    (visit,) = story.consolidate().visits
    return visit


def days(visit: Visit) -> tuple[str, str]:
    return str(visit.start_date), str(visit.end_date)


def test_the_arrival_beats_days_of_presence() -> None:
    story = Story()
    for paper in ("Daily", "Post"):
        story.tells(
            paper, source=paper, start="2019-01-08", start_basis="bounded", end="2019-01-08", end_basis="bounded"
        )
    story.tells("c", start="2019-01-07", end="2019-01-09", end_basis="bounded")
    visit = only_visit(story)
    assert days(visit) == ("2019-01-07", "2019-01-09")
    assert (visit.start_basis, visit.end_basis) == ("stated", "bounded")
    assert visit.conflicts == ()


def test_the_earliest_and_latest_presence_count() -> None:
    story = Story()
    for n, day in enumerate(("2019-01-09", "2019-01-08", "2019-01-08")):
        story.tells(f"a{n}", start=day, start_basis="bounded", end=day, end_basis="bounded")
    assert days(only_visit(story)) == ("2019-01-08", "2019-01-09")


def test_more_outlets_beat_fewer_and_agency_copies_count_once() -> None:
    story = Story()
    for n in range(3):
        story.tells(f"copy{n}", source="Agency", start="2019-01-08", end="2019-01-10", published="2019-01-11")
    for paper in ("Daily", "Post"):
        story.tells(paper, source=paper, start="2019-01-07", end="2019-01-10", published="2019-01-11")
    visit = only_visit(story)
    assert days(visit) == ("2019-01-07", "2019-01-10")
    assert visit.conflicts == ("start_date",)
    assert (visit.n_articles, visit.n_sources) == (5, 3)


AGENCY = "The leader arrived by train this morning and was met at the station by the foreign minister. " * 2
OWN = "Nobody at the border had been told, our reporter writes, why the trains stood still for most of the night."


def test_copies_of_one_text_are_one_voice() -> None:
    story = Story()
    for n, paper in enumerate(("Daily", "Post", "Times")):
        words = AGENCY if n == 0 else AGENCY[: -10 * n] + " (ends)"
        story.tells(paper, source=paper, start="2019-01-08", end="2019-01-10", published="2019-01-11", words=words)
    for paper in ("Herald", "Star"):
        words = f"{OWN} It is for the {paper} to say what came of it all, and to whom the trains belonged."
        story.tells(paper, source=paper, start="2019-01-07", end="2019-01-10", published="2019-01-11", words=words)
    result = story.consolidate()
    assert {row.article_id: row.voice for row in result.reports if row.article_id in ("Daily", "Post", "Times")} == {
        "Daily": "daily",
        "Post": "daily",
        "Times": "daily",
    }


def test_of_plans_the_last_told_counts() -> None:
    story = Story()
    for paper in ("Daily", "Post", "Times"):
        story.tells(paper, source=paper, start="2019-01-08", status="planned", published="2019-01-01")
    story.tells("d", start="2019-01-09", status="planned", published="2019-01-05")
    visit = only_visit(story)
    assert (str(visit.start_date), visit.conflicts) == ("2019-01-09", ())


@pytest.mark.parametrize(
    ("told", "unconfirmed"),
    [
        ({"start": "2019-01-07", "status": "planned"}, True),
        ({"start": "2019-01", "status": "planned"}, True),
        ({"start": "2019-01-07", "status": "completed"}, False),
        ({"start": "2019-01-07", "status": "cancelled"}, False),
        ({"start": "2019-02-07", "status": "planned"}, False),
        ({"status": "planned"}, False),
    ],
)
def test_a_plan_whose_days_have_passed_is_marked(told: dict[str, Any], unconfirmed: bool) -> None:
    story = Story()
    story.tells("a", published="2018-12-20", **told)
    story.tells("later", published="2019-02-03", host_country="VNM", start="2019-02-01")
    marks = {visit.host_country: visit.unconfirmed for visit in story.consolidate().visits}
    assert marks == {"CHN": unconfirmed, "VNM": False}


def test_days_of_presence_are_no_votes_for_an_arrival_on_that_day() -> None:
    story = Story()
    story.tells("a", source="Wire", start="2019-01-07", published="2019-01-08")
    story.tells("b", source="Post", start="2019-01-08", published="2019-01-08")
    story.tells("c", source="Times", start="2019-01-08", start_basis="bounded", published="2019-01-08")
    assert str(only_visit(story).start_date) == "2019-01-07"


def test_a_departure_that_happened_beats_the_plan_of_many() -> None:
    story = Story()
    for paper in ("Daily", "Post", "Times"):
        story.tells(
            paper, source=paper, start="2019-01-07", end="2019-01-09", end_basis="derived", published="2019-01-07"
        )
    story.tells("after", start="2019-01-07", end="2019-01-10", published="2019-01-11")
    assert days(only_visit(story)) == ("2019-01-07", "2019-01-10")


def test_presence_before_a_planned_arrival_moves_the_start() -> None:
    story = Story()
    story.tells("plan", start="2019-01-08", status="planned", published="2019-01-01")
    story.tells("b", start="2019-01-07", start_basis="bounded", published="2019-01-07")
    visit = only_visit(story)
    assert (visit.start_date, visit.start_basis) == (date(2019, 1, 7), "bounded")


def test_lengths_yield_the_end_and_their_dispute_is_named() -> None:
    story = Story()
    story.tells(
        "a", start="2019-01-07", end="2019-01-09", end_basis="derived", duration_days=3, ordinal=4,
        published="2019-01-08", also={"duration_days": ["4"]},
    )  # fmt: skip
    story.tells("b", duration_days=4, ordinal=4)
    result = story.consolidate()
    (visit,) = result.visits
    assert days(visit) == ("2019-01-07", "2019-01-10")
    assert (visit.duration_days, visit.end_basis) == (4, "derived")
    assert visit.conflicts == ("duration_days", "end_date")
    lengths = {(c.article_id, c.value): c.accepted for c in result.claims if c.field == "duration_days"}
    assert lengths == {("a", "3"): False, ("a", "4"): True, ("b", "4"): True}
    ends = {(c.value, c.quote, c.accepted) for c in result.claims if c.field == "end_date"}
    assert ("2019-01-10", "4", True) in ends
    assert ("2019-01-09", "2019-01-09", False) in ends


def test_a_length_says_nothing_about_a_visit_known_by_days_of_presence() -> None:
    story = Story()
    story.tells("a", start="2019-01-08", start_basis="bounded", end="2019-01-08", end_basis="bounded", duration_days=4)
    visit = only_visit(story)
    assert (days(visit), visit.conflicts) == (("2019-01-08", "2019-01-08"), ())


def test_an_end_before_the_start_is_left_out() -> None:
    story = Story()
    for paper in ("a", "b", "c"):
        story.tells(paper, start="2019-01-07", end="2019-01", published="2019-01-10")
    story.tells("d", end="2019-01-06", published="2019-01-10")
    visit = only_visit(story)
    assert days(visit) == ("2019-01-07", "2019-01-07")
    assert visit.conflicts == ("end_date", "start_date")


def test_a_single_day_is_presence_at_both_ends_and_its_words_back_both() -> None:
    story = Story()
    story.tells("a", start="2019-01-07", end="2019-01", published="2019-01-08")
    story.tells("b", start="2019-01-09", start_basis="bounded", published="2019-01-09")
    result = story.consolidate()
    (visit,) = result.visits
    assert days(visit) == ("2019-01-07", "2019-01-09")
    assert (visit.start_basis, visit.end_basis) == ("stated", "bounded")
    assert visit.conflicts == ()
    ends = [(c.value, c.rule, c.reader) for c in result.claims if c.field == "end_date" and c.accepted]
    assert ends == [("2019-01-09", "day of presence", "consolidation")]


def test_coarse_dates_keep_their_precision() -> None:
    story = Story()
    story.tells("a", start="2018-03", end="2018-03")
    visit = only_visit(story)
    assert (visit.start_date, visit.start_precision, visit.duration_days) == (date(2018, 3, 1), "month", None)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([("planned", "2019-01-01"), ("ongoing", "2019-01-08")], "ongoing"),
        ([("completed", "2019-01-11"), ("ongoing", "2019-01-12")], "completed"),
        ([("planned", "2019-01-01"), ("cancelled", "2019-01-03")], "cancelled"),
        ([("cancelled", "2019-01-03"), ("planned", "2019-01-05")], "planned"),
        ([("cancelled", "2019-01-08"), ("completed", "2019-01-08")], "completed"),
        ([("cancelled", None)], "cancelled"),
    ],
)
def test_status_follows_the_life_of_a_visit(told: list[tuple[str, str | None]], status: str) -> None:
    story = Story()
    for n, (said, published) in enumerate(told):
        story.tells(f"a{n}", start="2019-01-08", status=said, published=published)
    visit = only_visit(story)
    assert visit.status == status
    assert ("status" in visit.conflicts) == ({"cancelled", "completed"} <= {said for said, _ in told})


def test_companions_are_united_and_each_person_stands_once() -> None:
    story = Story()
    story.tells("a", start="2019-01-08", companions=["Ri Sol-ju", "Kim Yong Chol"], published="2019-01-08")
    story.tells("b", start="2019-01-08", companions=["Ri Sol Ju", "Ri Su Yong"], published="2019-01-09")
    result = story.consolidate()
    assert len(result.visits[0].companions) == 3
    assert result.visits[0].companions[1:] == ("Kim Yong Chol", "Ri Su Yong")
    assert {row.name: row.n_reports for row in result.companions}["Kim Yong Chol"] == 1
    assert max(row.n_reports for row in result.companions) == 2


@pytest.mark.parametrize(
    ("field", "values", "winner", "disputed"),
    [
        ("mode_of_travel", ["train", "train", "air"], "train", True),
        ("mode_of_travel", ["train", None, None], "train", False),
        ("visit_type", ["state", "official"], "state", True),
        ("ordinal", [3, 4, 4], 4, True),
        ("host_leader", ["Xi", "Xi Jinping", "Xi Jinping"], "Xi Jinping", False),
        ("host_leader", ["Xi Jinping", "Xi Jinping", "Li Keqiang"], "Xi Jinping", True),
        ("leader_country", ["PRK", "PRK"], "PRK", False),
    ],
)
def test_the_majority_decides(field: str, values: list[Any], winner: Any, disputed: bool) -> None:
    story = Story()
    for n, value in enumerate(values):
        told = {} if value is None else {field: value}
        story.tells(f"a{n}", start="2019-01-08", published="2019-01-08", **told)
    visit = only_visit(story)
    assert getattr(visit, field) == winner
    assert visit.conflicts == ((field,) if disputed else ())


def test_the_registry_names_leaders_and_numbers_states() -> None:
    story = Story()
    story.tells("a", start="2019-01-08", leader="Kim Jong-un", host_leader="Xi", host_leader_id="chn-xi-jinping")
    visit = only_visit(story)
    assert (visit.leader, visit.host_leader) == ("Kim Jong Un", "Xi Jinping")
    assert (visit.leader_cow, visit.host_gw) == (731, 710)
    assert all(c.accepted for c in story.consolidate().claims if c.field in ("leader", "host_leader"))


def test_cities_come_in_the_order_of_mention() -> None:
    story = Story()
    story.tells("late", start="2019-01-08", cities=("Dandong", "Beijing"), published="2019-01-10")
    story.tells("early", start="2019-01-08", cities=("beijing",), published="2019-01-08")
    assert only_visit(story).cities == ("beijing", "Dandong")


def test_confidence_combines_outlets() -> None:
    story = Story()
    story.tells("a", start="2019-01-08", source="Daily", confidence=0.5)
    story.tells("b", start="2019-01-08", source="Daily", confidence=0.4)
    story.tells("c", start="2019-01-08", source="Post", confidence=0.8)
    assert only_visit(story).confidence == 0.9


def test_no_visit_is_certain() -> None:
    story = Story()
    for outlet in ("Daily", "Post", "Herald"):
        story.tells(outlet, start="2019-01-08", source=outlet, confidence=0.95)
    assert only_visit(story).confidence == 0.99


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ri Sol Ju", "Ri Sol-ju", True),
        ("Recep Tayyip Erdoğan", "Erdogan", True),
        ("Viktor Yanukovych", "Viktor Yanukovich", True),
        ("Kim Yong Chol", "Kim Yong Nam", False),
        ("Kim Jong Un", "Kim Yong Un", False),
        ("Li Keqiang", "Li Zhanshu", False),
        ("", "Kim", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same


def test_a_short_name_that_fits_two_people_stays_alone() -> None:
    assert by_person(["Kim", "Kim Yong Chol", "Kim Yo Jong"]) == [["Kim Yong Chol"], ["Kim Yo Jong"], ["Kim"]]

"""A dataset with rulings passes every check: what they make looks like no claim of an article, and needs not."""

from datetime import date

import pytest
from checked_tables import failures
from stories import Story

from visits.model.ruling import Ruling, Value
from visits.release.tables import arrow_tables, frames


def listed(value: object) -> Value:
    """A cell as a file of rulings holds it."""
    return list(value) if isinstance(value, tuple) else value  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start_date", "2019-01-08"),
        ("end_date", None),
        ("start_date", "2019-01"),
        ("cities", ["Beijing", "Tianjin"]),
        ("companions", ["Ri Sol Ju", "Kim Yong Chol"]),
        ("ordinal", 5),
        ("mode_of_travel", "air"),
        ("host_leader", "Li Keqiang"),
        ("leader_title", "chairman"),
        ("status", "cancelled"),
    ],
)
def test_a_corrected_visit_passes(field: str, value: Value) -> None:
    story = Story()
    story.tells(
        "a",
        start="2019-01-07",
        end="2019-01-10",
        source="Daily",
        published="2019-01-10",
        ordinal=4,
        cities=("Beijing",),
        companions=("Ri Sol Ju",),
        mode_of_travel="train",
    )
    (visit,) = story.consolidate().visits
    ruling = Ruling(
        id="r1",
        kind="correct",
        visits=[visit.visit_id],
        field=field,
        value=value,
        expected={visit.visit_id: {field: listed(getattr(visit, field))}},
        reason="seen",
        author="A. Coder",
        date=date(2026, 1, 2),
    )
    rows = story.rows(ruling)
    assert [row.problem for row in rows["rulings"]] == [None]
    assert failures(frames(arrow_tables(rows))) == {}

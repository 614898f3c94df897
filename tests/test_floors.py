"""Floors may only rise: one that was lowered says from what and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from floors import Floor, held_to, highest_in_history, parse_floors, read_floors, unexplained

TESTS = Path(__file__).parent
FILES = sorted(TESTS.glob("*/floors.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_no_floor_was_lowered_without_a_word(path: Path) -> None:
    highest = highest_in_history(path)
    if highest is None:
        pytest.skip("not a git checkout")
    assert unexplained(read_floors(path), highest) == []


def test_both_sets_have_floors() -> None:
    assert [path.parent.name for path in FILES] == ["gold", "truth"]


def test_a_lowered_floor_needs_its_reason() -> None:
    highest = {"visits": 98, "cities": 66}
    assert unexplained({"visits": Floor(98), "cities": Floor(70)}, highest) == []
    assert unexplained({"visits": Floor(97), "cities": Floor(66)}, highest) == [
        "visits: was 98, is 97; say why: {floor: 97, was: 98, reason: ...}"
    ]
    assert (
        unexplained({"visits": Floor(97, was=98, reason="two articles were dropped"), "cities": Floor(66)}, highest)
        == []
    )
    assert unexplained({"visits": Floor(97, was=97, reason="never mind"), "cities": Floor(66)}, highest)
    assert unexplained({"visits": Floor(98)}, highest)[0].startswith("cities: was 66, is gone")


def test_what_a_file_may_hold() -> None:
    floors = parse_floors("visits: 98\ncompanions: {floor: 68, was: 70, reason: a name was coded wrongly}\n")
    assert floors == {"visits": Floor(98), "companions": Floor(68, 70, "a name was coded wrongly")}


def test_below_the_floor_all_that_differs_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    path.write_text("visits: 3\n")
    held_to(path, "visits", 3, 4, "")
    with pytest.raises(AssertionError, match="2 of 4, the floor is 3\nKim -> CHN"):
        held_to(path, "visits", 2, 4, "Kim -> CHN")

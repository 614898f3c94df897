"""Copies of a text bear nearly its mark, other texts another."""

from visits.sources.fingerprint import fingerprint

TEXT = " ".join(
    f"On day {n} the train left the station of town {n * 7} and reached the border before noon." for n in range(30)
)
OTHER = " ".join(
    f"Nobody in village {n * 3} had expected guests, so the mayor of {n} bought flowers." for n in range(30)
)


def _bits_apart(one: str, other: str) -> int:
    return (int(fingerprint(one), 16) ^ int(fingerprint(other), 16)).bit_count()


def test_a_mark_is_the_same_on_every_machine_and_for_other_marks_and_spaces() -> None:
    assert fingerprint("one two three four") == fingerprint("One, two;\n three (four)")
    assert len(fingerprint("word")) == 16


def test_a_cut_or_edited_copy_is_near_and_another_text_far() -> None:
    assert _bits_apart(TEXT, TEXT[: len(TEXT) * 3 // 4]) <= 12
    assert _bits_apart(TEXT, TEXT.replace("noon", "dusk", 3)) <= 12
    assert _bits_apart(TEXT, OTHER) > 16

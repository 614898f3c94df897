from __future__ import annotations

from visits.mentions.found_once import found_once
from visits.mentions.words import WordLists, WordSearch

MOVES = WordSearch(["flew", "left for", "take-off"])
PEOPLE = WordSearch(["he", "king's", "left"])


def test_lists_find_the_words_that_stand_alone_in_any_case() -> None:
    text = "HE flew. The Kings left\nfor there; a king’s take off: 'Flew'."
    found = WordLists((MOVES, PEOPLE)).find(text)
    assert [text[at : at + 4] for at in found[MOVES]] == ["flew", "left", "take", "Flew"]
    assert [text[at : at + 4] for at in found[PEOPLE]] == ["HE f", "left", "king"]


def test_words_side_by_side_and_at_both_ends_are_found() -> None:
    assert WordLists((PEOPLE,)).find("he he")[PEOPLE] == [0, 3]
    assert WordLists((PEOPLE,)).find("the, she")[PEOPLE] == []


def test_a_word_beside_other_letters_keeps_its_place() -> None:
    text = "Søren — he spoke"
    assert WordLists((PEOPLE,)).find(text)[PEOPLE] == [text.index("he")]


class _Asked:
    times = 0

    @found_once
    def answer(self) -> int:
        """What is found."""
        self.times += 1
        return self.times


def test_what_is_found_once_is_kept_by_each_object() -> None:
    one, other = _Asked(), _Asked()
    assert (one.answer, one.answer, other.answer) == (1, 1, 1)
    assert (one.times, other.times) == (1, 1)

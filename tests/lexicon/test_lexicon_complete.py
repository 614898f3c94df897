"""Every entry of the package's vocabularies proves itself both ways."""

from __future__ import annotations

from visits.lexicon import load_lexicon


def test_every_entry_has_examples_and_counter_examples() -> None:
    bare = [
        f"{name}: {word.id}" for name, word in load_lexicon().words() if not (word.examples and word.counter_examples)
    ]
    assert bare == []

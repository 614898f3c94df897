"""Cutting an article that is too long for a model into stretches that overlap."""

from __future__ import annotations

from bisect import bisect_right
from math import ceil

from visits.mentions.sentences import split_sentences
from visits.model.errors import UsageError

CHARACTERS_PER_TOKEN = 3.5
"""English news text has about four characters a token; the estimate errs on the safe side."""
ANSWER_TOKENS = 4_000
"""What is kept free for the answer."""
_OVERLAP = 1_500
"""Characters that two stretches share, so that no sentence loses what leads up to it."""
_LEAST = 2_000
"""Characters of the shortest stretch that is worth asking about."""


def tokens_in(characters: int) -> int:
    """About how many tokens a text of this length has."""
    return ceil(characters / CHARACTERS_PER_TOKEN)


def room_for_text(prompt: int, context_tokens: int) -> int:
    """How many characters of an article a question can hold; `prompt` is the length of all that goes with it.

    Raises UsageError for a context that hardly holds the prompt.
    """
    room = int((context_tokens - ANSWER_TOKENS) * CHARACTERS_PER_TOKEN) - prompt
    if room < _LEAST:
        least = tokens_in(prompt + _LEAST) + ANSWER_TOKENS
        raise UsageError(
            f"a context of {context_tokens:,} tokens doesn't hold the prompt",
            entry="model.context_tokens",
            remedy=f"Give the model at least {least:,}, and say so in the configuration.",
        )
    return room


def stretches_needed(text: str, room: int) -> int:
    """How many stretches of at most `room` characters the text has to be cut into."""
    if len(text) <= room:
        return 1
    return ceil(len(text) / max(room - 2 * _OVERLAP, room // 2))


def stretch(text: str, number: int, of: int) -> tuple[int, int]:
    """Where the stretch of that number (from 1) begins and ends, at bounds of sentences.

    It depends on the text and on how many there are, and on nothing else.
    """
    if of == 1:
        return 0, len(text)
    size = ceil(len(text) / of)
    overlap = min(_OVERLAP, size // 4)
    starts = [start for start, _ in split_sentences(text)] or [0]
    begin = 0 if number == 1 else _bound(starts, (number - 1) * size - overlap)
    end = len(text) if number == of else max(_bound(starts, number * size + overlap), number * size)
    return begin, end


def _bound(starts: list[int], offset: int) -> int:
    """The start of the sentence at an offset, or the offset in a text without sentences."""
    found = starts[max(bisect_right(starts, offset) - 1, 0)]
    return found if offset - found < _OVERLAP else max(offset, 0)

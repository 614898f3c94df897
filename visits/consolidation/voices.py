"""Whose vote a report is: near-copies of one text, in however many outlets, are one voice.

A news agency's text is printed by many papers, cut at the end and under other headlines. So each article carries a
fingerprint of 64 bits, a SimHash of its runs of three words, that changes little when the text changes little: the
copies of one text differ in few bits, other texts in about half. Articles are compared only with those that tell of
the same visit.
"""

from __future__ import annotations

from collections.abc import Sequence

from visits.consolidation.told import Told, voice_of

COPY_BITS = 12
"""Two texts whose fingerprints differ in at most so many bits are copies; a third of a text may have been cut."""


def give_voices(told: Sequence[Told]) -> None:
    """Set the voice of each report of one visit; the reports come in the order of `Told.order`.

    Copies speak with the voice of the article that appeared first.
    """
    printed: list[tuple[int, str]] = []  # the fingerprint and the voice of each text, in the order of appearance
    voices: dict[str, str] = {}
    for one in told:
        voice = voices.get(one.article_id)
        if voice is None:
            voice = _heard_before(one.fingerprint, printed) or voice_of(one.source, one.article_id)
            voices[one.article_id] = voice
            if one.fingerprint is not None:
                printed.append((one.fingerprint, voice))
        one.voice = voice


def _heard_before(fingerprint: int | None, printed: Sequence[tuple[int, str]]) -> str | None:
    if fingerprint is None:
        return None
    for other, voice in printed:
        if (fingerprint ^ other).bit_count() <= COPY_BITS:
            return voice
    return None

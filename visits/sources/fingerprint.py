"""A short mark of a text that changes little when the text changes little, so that copies are found."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

WORDS_TOGETHER = 3
"""Runs of three words are counted: single words are shared by all texts on one topic, longer runs lost by edits."""
_WORD = re.compile(r"\w+")
_ODD = 0x9E3779B97F4A7C15
"""An odd number with bits in all places; products with it spread over all 64 bits."""


def fingerprint(text: str) -> str:
    """The SimHash of a text, 16 hex digits: each bit is what most of the hashes of its runs of words have there.

    Two texts of which the one is a part of the other, or the other with changes, differ in few of the 64 bits; two
    texts with no words in common differ in 32, give or take 4.
    """
    import numpy as np  # imported here, since a build that has nothing to read does without

    words = np.array([_number(word) for word in _WORD.findall(text.casefold())] or [0], dtype=np.uint64)
    runs = words[: max(1, len(words) - WORDS_TOGETHER + 1)].copy()
    for place in range(1, min(WORDS_TOGETHER, len(words))):
        runs = (runs ^ (runs >> np.uint64(29))) * np.uint64(_ODD) + words[place : place + len(runs)]
    runs = np.unique(runs) * np.uint64(_ODD)
    runs ^= runs >> np.uint64(32)
    bits = np.unpackbits(runs.astype(">u8").view(np.uint8).reshape(-1, 8), axis=1)
    return np.packbits(bits.sum(axis=0) * 2 > len(runs)).tobytes().hex()


@lru_cache(maxsize=50_000)
def _number(word: str) -> int:
    """The word's hash, the same on every machine."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")

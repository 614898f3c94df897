"""A cheap test for English: its function words against those of other languages."""

from __future__ import annotations

import re

_LENIENT_BELOW = 200
_SAMPLE = 4_000
_MIN_SHARE = 0.12
_OTHER_SHARE = 0.05
_MARKED_SHARE = 0.015
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_OTHER_LETTERS = re.compile(r"[^\W\d_A-Za-zÀ-ɏ]")
_MARKED_LETTERS = re.compile(r"[À-ɏ]")
_WORD = re.compile(r"[^\W\d_]+")

_ENGLISH_WORDS = (
    "the of and to that for with his her by at from has have had be been were are it its he she they their who "
    "which this will would said not but after as or an about more than when there into i you we my your our if "
    "what do don't us all him them one can out up so"
)
_OTHER_WORDS = (
    "der das und ist nicht mit den dem von zu auf für im ein eine einen sich auch nach werden "
    "le la les des et est une du dans que qui sur avec pas au aux ce cette il elle sont "
    "el los las del en un una por con para su al lo como más pero ha fue "
    "de het een niet zijn op te dat voor aan er door ook naar bij werd heeft "
    "os da em não uma na ao dos das pelo seu sua foi di che è della nel non si sono gli alla dei anche "
    "och att det som av är på för med till inte ett har var og ikke til fra ved "
    "na się nie jest że od przez ve bir bu için ile da yang dengan untuk pada ini itu"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_OTHERS = frozenset(_OTHER_WORDS.split()) - _ENGLISH
"""Words that English has too, in whatever sense ("die", "on", "me", "no"), are in neither list."""


def is_english(text: str) -> bool:
    """True if the text reads as English; short texts get the benefit of the doubt."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and len(_OTHER_LETTERS.findall(sample)) > len(_LATIN.findall(sample)):
        return False
    words = _WORD.findall(sample.lower())
    english = sum(map(_ENGLISH.__contains__, words))
    others = sum(map(_OTHERS.__contains__, words))
    if len(sample) < _LENIENT_BELOW:
        return others <= 2 or english >= others
    if english >= _MIN_SHARE * len(words):
        return english > others
    # Few function words: a table in English, or another language. That shows in its words or in its letters.
    marked = len(_MARKED_LETTERS.findall(sample))
    return others < _OTHER_SHARE * len(words) and marked < _MARKED_SHARE * len(sample)

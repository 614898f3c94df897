"""Expressions that are one word, or named after one: "today", "yesterday evening", "overnight", "the third quarter"."""

from __future__ import annotations

import re

from visits.mentions.date_forms import DayShift, Expression, Form, Length, QuarterOrSeason, Vague, which_of
from visits.mentions.date_words import (
    ORDINALS,
    PARTS_OF_DAY,
    SEASONS,
    YEAR,
    match_before,
    one_of,
    word_set,
)

_LOOK_BACK = 40
_SHIFTS = {"today": 0, "tomorrow": 1, "yesterday": -1, "tonight": 0}
_BROADCASTERS = re.compile(r"(?:\b[A-Z][A-Za-z]*|[Tt]he)\s$")
_PHASE = re.compile(r"(?<![\w-])(?:early|late|later|earlier)\s$", re.IGNORECASE)
_PART = re.compile(rf"\s(?P<part>{one_of(PARTS_OF_DAY)})\b(?!['’]?s\b)")
_STAY = re.compile(r"\s(?:visit|trip|stay|stop|stopover|layover|halt|tour|train|flight)\b")
_VAGUE = {"recently": "PAST_REF", "lately": "PAST_REF", "soon": "FUTURE_REF", "shortly": "FUTURE_REF"}
_YEAR_AFTER = re.compile(
    rf"(?:,?\s(?:of\s)?(?P<year>{YEAR})(?![,.]\d|\d)|\s(?:of\s)?(?P<shift>last|this|next)\syear\b)?"
)
_BEFORE = re.compile(
    rf"""(?:(?:in|during|by|since|until)\s(?=the\s))?
    (?:the\s)?(?:(?:early|late|mid|middle\sof)[\s-](?:the\s)?)?
    (?:(?P<which>last|this(?:\spast|\scoming)?|next|past|coming|following|previous)\s)?
    (?:(?P<nth>{one_of(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))[\s-])?$""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_WORDS = word_set(
    """
    in during by since until the early late mid middle of last this past coming next following previous
    """
) | frozenset(ORDINALS)
_IN_THE = re.compile(
    r"\b(?:in|during|by|since|until|of|through)\s(?:the\s)?(?:(?:early|late|mid)[\s-])?$", re.IGNORECASE
)
_OF_SOMETHING = re.compile(r"\sof\s(?!\d|this|last|next)")
_YEAR_SHIFTS = {"last": -1, "this": 0, "next": 1}


def read_adverb(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The expression around "today", "tomorrow", "yesterday", "tonight", "overnight", "recently" and "soon"."""
    word = text[start:end].lower()
    left = text[max(floor, start - _LOOK_BACK) : start]
    if word in _VAGUE:
        return Expression(start, end, Vague(_VAGUE[word]))
    if word == "overnight":
        stay = _STAY.match(text, end)
        form: Form = Length(2, "") if stay else Vague("TNI")
        return Expression(start, end, form)
    if text[start].isupper() and _BROADCASTERS.search(left):
        return None
    phase, part = _PHASE.search(left), _PART.match(text, end)
    suffix = "TNI" if word == "tonight" else PARTS_OF_DAY[part["part"]] if part else ""
    begin = start - len(left) + phase.start() if phase else start
    return Expression(begin, part.end() if part else end, DayShift(_SHIFTS[word], suffix))


def read_season(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The expression around a season, a quarter or a century; None for the verbs "spring" and "fall"."""
    word = text[start:end].lower()
    left = text[max(floor, start - _LOOK_BACK) : start]
    before, after = match_before(_BEFORE, left, _BEFORE_WORDS), _YEAR_AFTER.match(text, end)
    assert after is not None
    begin = start - len(left) + before.start() if before else start
    nth = _nth(before["nth"]) if before and before["nth"] else 0
    if word == "century":
        return Expression(begin, end, Vague(f"{nth - 1:02d}")) if nth else None
    which = which_of(before["which"]) if before and before["which"] else ""
    told = which or nth or after["year"] or after["shift"]
    if not told and (word == "quarter" or not _IN_THE.search(left) or _OF_SOMETHING.match(text, end)):
        return None
    if nth and (word != "quarter" or nth > 4):
        return None
    code = f"Q{nth}" if nth else "Q" if word == "quarter" else SEASONS[word]
    year = int(after["year"]) if after["year"] else None
    shift = _YEAR_SHIFTS[after["shift"].lower()] if after["shift"] else None
    return Expression(begin, after.end(), QuarterOrSeason(code, year, which, shift))


def _nth(ordinal: str) -> int:
    digits = re.match(r"\d+", ordinal)
    return int(digits.group()) if digits else ORDINALS[ordinal.lower()]

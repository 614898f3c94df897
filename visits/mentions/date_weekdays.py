"""Expressions around the name of a day: "late on Tuesday", "next Monday", "Sunday of last week", "Good Friday"."""

from __future__ import annotations

import re

from visits.mentions.date_forms import Expression, Holiday, Weekday, which_of
from visits.mentions.date_holidays import HOLIDAYS, SEASONAL
from visits.mentions.date_words import (
    MONTHS,
    PARTS_OF_DAY,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    YEAR,
    match_before,
    one_of,
    word_set,
)

_LOOK_BACK = 40
_BEFORE = re.compile(
    r"""(?:(?:early|late|later|earlier)\s(?:on\s)?)?
    (?:(?P<which>last|next|this(?:\s(?:coming|past))?|(?:the\s)?(?:following|previous|preceding)|coming|past
        |the\s(?:next|same|coming))\s)?
    (?:(?:early|late|later)\s(?:on\s)?)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_NEIGHBOURS = word_set(
    """
    early late later earlier on last next this coming past following previous preceding same the
    """
)
_AFTER = re.compile(
    rf"""(?:\s(?P<part>{one_of(PARTS_OF_DAY)})\b(?!['’]?s))?
    (?:\s(?:of\s)?(?P<week>last|this|next|the\s(?:same|following|previous))\sweek\b(?!end|['’])
       |\s(?P<ago>a\sweek\sago)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_NAME_BEFORE = re.compile(
    r"\b(?:Black|Bloody|Super|Cyber|Ruby|Freaky|Sheffield|Man|Casual|Giving|Stormy|Throwback|on|Every|every|Each|each"
    r"|Fat|Easter|News)\s$"
)
_NAMES_ON_SUNDAY = re.compile(r"\b(?:Mail|Independent|Scotland|Post|Business|Business Post|Express)\son\s$")
_NAME_AFTER = re.compile(
    r"\s(?:mornings|afternoons|evenings|nights|Times|Telegraph|Mirror|Express|Mail|Herald|People|Tribune|Independent"
    r"|World|Sun|Post|Star|School|Age|Island|Nation|Standard|Observer|Citizen|Vanguard|Night\sFootball|Club"
    r"|Group|Agreement|Accord)\b"
)
_DATE_FOLLOWS = re.compile(rf"\.?,?\s(?:\d{{1,2}}\s)?(?:{one_of(MONTHS)})\b", re.IGNORECASE)
_PART_AFTER = re.compile(rf"\s(?:{one_of(PARTS_OF_DAY)})\b")
_YEAR_AFTER = re.compile(rf",?\s(?P<year>{YEAR})(?![,.]\d)|\s(?P<shift>last|this|next)\syear\b")
_LAST_WORD = re.compile(r"(?i)(?<![\w-])(?P<which>last|next|this)\s$")
_PLAIN_SEASON = re.compile(r"(?:\b(?:on|last|since|until|by|after|before|early|late)\s$)", re.IGNORECASE)
_THING_FOLLOWS = re.compile(
    r"\s(?!(?:and|or|in|at|as|but|by|to|for|from|with|when|while|where|after|before|because|since|until|that|this"
    r"|last|next|the|a|an|his|her|their|he|she|it|they|we|is|was|were|will|would|had|has|on)\b)[A-Za-z]",
)
_WEEK = {"last": -1, "this": 0, "next": 1, "previous": -1, "following": 1, "same": 0}


def read_weekday(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The expression around the weekday name at `start:end`; None for newspapers, bands and recurring days."""
    name = text[start:end].title()
    stop = _abbreviation_end(text, name, end) if name in SHORT_WEEKDAYS else end
    left = text[max(floor, start - _LOOK_BACK) : start]
    if stop is None or _NAME_AFTER.match(text, end) or _is_named_after(name, left):
        return None
    before = match_before(_BEFORE, left, _NEIGHBOURS)
    after = _AFTER.match(text, stop)
    assert after is not None
    if before and (before["which"] or "").lower() == "following" and text.startswith(("'s", "’s"), stop):
        before = None  # "Following Monday's talks": after them
    which = which_of(before["which"]) if before and before["which"] else ""
    week = _WEEK[after["week"].lower().split()[-1]] if after["week"] else -1 if after["ago"] else None
    part = PARTS_OF_DAY[after["part"].lower()] if after["part"] else ""
    form = Weekday(WEEKDAYS[name], which, week, part)
    return Expression(start - len(left) + before.start() if before else start, after.end(), form)


def _abbreviation_end(text: str, name: str, end: int) -> int | None:
    """Where "Tues." or the "Mon" of "Mon, Jan. 7" ends; None for the words Sun, Sat, Wed and the like."""
    if name in {"Tues", "Thurs", "Weds"} and text.startswith(".", end):
        return end + 1
    if _DATE_FOLLOWS.match(text, end):
        return end + 1 if text.startswith(".", end) else end
    return None


def _is_named_after(name: str, left: str) -> bool:
    match = _NAME_BEFORE.search(left)
    if match and match.group().strip() != "on":
        return True
    return name == "Sunday" and bool(_NAMES_ON_SUNDAY.search(left))


def read_holiday(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The expression around a holiday's name; None where the name stands for a season or a thing."""
    name = text[start:end].replace("’", "'")
    left = text[max(floor, start - _LOOK_BACK) : start]
    word, after = _LAST_WORD.search(left), _YEAR_AFTER.match(text, end)
    part = _PART_AFTER.match(text, end)
    if name in SEASONAL:
        names_a_day = part or (
            _PLAIN_SEASON.search(text, max(0, start - 8), start) and not _THING_FOLLOWS.match(text, end)
        )
        if not (names_a_day or (word and name == "Thanksgiving")):
            return None
    if name == "Halloween" and _THING_FOLLOWS.match(text, end):
        return None
    which = which_of(word["which"]) if word else ""
    year = int(after["year"]) if after and after["year"] else None
    shift = {"last": -1, "this": 0, "next": 1}[after["shift"].lower()] if after and after["shift"] else None
    stop = after.end() if after else part.end() if part else end
    key = "Easter Sunday" if name == "Easter" else name
    if key not in HOLIDAYS:
        return None
    return Expression(start - len(left) + word.start() if word else start, stop, Holiday(key, year, shift, which))

"""Expressions around a month name: "March 27-29, 2018", "the 5th of June", "early May", "in March last year"."""

from __future__ import annotations

import re
from functools import lru_cache

from visits.mentions.date_forms import Calendar, Expression, which_of
from visits.mentions.date_words import (
    DAY,
    DAY_SUFFIX,
    MONTH_NAMES,
    MONTHS,
    NOT_A_COUNT,
    ORDINAL_WORD,
    ORDINALS,
    SHORT_MONTH_NAMES,
    TO,
    YEAR,
    day_of,
    match_before,
    one_of,
    word_set,
)

_LOOK_BACK = 64
_YEAR_AFTER = (
    rf"(?:(?:,?\s{{1,3}}(?:of\s|in\s)?|,)(?P<year>{YEAR})(?![,.]\d|-?[a-z]|\s(?:{one_of(['people', 'troops'])})\b)"
    r"|,?\s(?:of\s)?['’](?P<short_year>\d\d)\b"
    r"|,?\s(?:of\s)?(?P<shift>last|this|next|the\sprevious|the\sfollowing)\syear\b(?!['’])"
    r"|\sa\syear\s(?P<ago>ago|earlier|later)\b)"
)
_NOT_A_NUMBER = (
    r"(?![\w%]|:\d|\.\d|,\d{3}(?!\d)|\s?[ap]\.?m\b)(?!-(?:year|day|month|member|nation|point))" + NOT_A_COUNT
)
_DAY_RIGHT = rf"(?:{DAY}{DAY_SUFFIX}|{ORDINAL_WORD}){_NOT_A_NUMBER}"
_AND = r"(?:,?\s(?:and|&|or)\s|\s?/\s?)"
_AFTER = re.compile(
    rf"""(?:,?\s{{0,2}}(?:(?-i:the)\s)?(?P<day>{_DAY_RIGHT})
       (?:(?:{TO}|(?:,\s{DAY}{DAY_SUFFIX}){{0,4}}{_AND})(?:the\s)?(?P<last>{_DAY_RIGHT}))?
    )?
    {_YEAR_AFTER}?""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER_LEFT = rf"(?:{DAY}{DAY_SUFFIX}|{ORDINAL_WORD})"
_DAY_BEFORE = re.compile(
    rf"""(?:the\s)?
    (?:(?P<day>{_NUMBER_LEFT})(?:{TO}|(?:,\s{DAY}{DAY_SUFFIX}){{0,4}}{_AND}|\sto\s)(?:the\s)?)?
    (?P<last>{_NUMBER_LEFT})
    (?:\s(?:day\s)?of\s(?:the\smonth\sof\s)?|\s{{1,2}}|-)$""",
    re.VERBOSE | re.IGNORECASE,
)
_WORDS_BEFORE = re.compile(
    r"""(?:(?:(?:in|by|at|toward|towards|since|until|around)\s)?
       (?P<phase>early|late|mid|middle|(?:the\s)?(?:beginning|start|middle|end|course|month|first\shalf|second\shalf
          |(?:first|second|third|fourth|last|final)\sweeks?|latter\spart|early\spart)\sof)[\s-])?
    (?P<which>(?:this\s(?:past|coming)|last|this|next|(?:the\s)?(?:following|previous|preceding)|past|coming)\s)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:in|by|at|towards?|since|until|around)\s", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([A-Za-z’'.]+)[\s-]+$")
_NAME_AFTER = re.compile(r"\s+[A-Z]")
_TIME_WORDS = word_set(
    """
    in since until till by during through from to between of for before after early late mid last next this
    every each and or around past starting beginning following previous coming ending ended month
    """
)
_OF_A_TIME = re.compile(
    r"\b(?:end|beginning|start|middle|half|weeks?|month|days?|part|as|\d(?:st|nd|rd|th)|first)\sof\s$"
)
_ALSO_PERSONS = frozenset({"by", "from", "to", "for", "and", "or", "before", "after", "between"})
_ALSO_WORDS = frozenset({"March", "May", "MARCH", "MAY"})
_GIVEN_NAMES = frozenset({"April", "June", "August"})
_PERSONS_MAY = ("Theresa May", "Mrs May", "Mrs. May", "Ms May", "Ms. May", "Minister May", "Premier May")
_DAY_WORDS = frozenset(
    ["the", "of", "to", "until", "till", "through", "thru", "and", "or", "&", "day", "month", *ORDINALS]
)
_PHASE_WORDS = word_set(
    """
    in by at toward towards since until around early late mid middle the beginning start end course month first
    half second third fourth last final week weeks latter part of this past coming next following previous
    preceding
    """
)
_SHIFT = {"last": -1, "this": 0, "next": 1, "the previous": -1, "the following": 1}
_AGO = {"ago": -1, "earlier": -1, "later": 1}


def read_month(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The expression around the month name at `start:end`; words before `floor` belong to others."""
    name = text[start:end].title()
    point = end + (name in SHORT_MONTH_NAMES and text.startswith(".", end))
    after = _AFTER.match(text, point)
    left = text[max(floor, start - _LOOK_BACK) : start]
    before = None if after and after["day"] else match_before(_DAY_BEFORE, left, _DAY_WORDS)
    lead = None if before else match_before(_WORDS_BEFORE, left, _PHASE_WORDS)
    has_day = before or (after and after["day"])
    if not has_day and not _is_bare_month(text, start, end, left, bool(after and (after["year"] or after["shift"]))):
        return None
    if name in SHORT_MONTH_NAMES and not has_day and not (after and (after["year"] or after["short_year"])):
        return None
    form = _calendar(MONTHS[name], before, after, lead)
    if form is None:
        return None
    cut = before.start() if before else lead.start() if lead else len(left)
    begin = start - len(left) + cut
    begin += len(text[begin:start]) - len(_PREPOSITION.sub("", text[begin:start]))
    return Expression(begin, after.end() if after and after.end() > point else end, form)


def _calendar(
    month: int, before: re.Match[str] | None, after: re.Match[str] | None, lead: re.Match[str] | None
) -> Calendar | None:
    day, last = _days(before, after)
    year, shift = _year(after)
    if day is not None and (day > 31 or (last is not None and last <= day)):
        last = None
    which = which_of(lead["which"]) if lead and lead["which"] and year is None else ""
    return Calendar(month, day, last, year, shift, which=which)


def _days(before: re.Match[str] | None, after: re.Match[str] | None) -> tuple[int | None, int | None]:
    source, first, last = (before, "day", "last") if before else (after, "day", "last")
    if source is None:
        return None, None
    numbers = [day_of(re.sub(r"(?<=\d)\D+$", "", source[name])) for name in (first, last) if source[name]]
    return (numbers[0] if numbers else None), (numbers[1] if len(numbers) > 1 else None)


def _year(after: re.Match[str] | None) -> tuple[int | None, int | None]:
    if after is None:
        return None, None
    if after["year"]:
        return int(after["year"]), None
    if after["short_year"]:
        return century_of(int(after["short_year"])), None
    if after["shift"]:
        return None, _SHIFT[" ".join(after["shift"].lower().split())]
    return None, _AGO[after["ago"].lower()] if after["ago"] else None


def century_of(short_year: int) -> int:
    """The year that two digits stand for: '98 is 1998, '18 is 2018."""
    return 1900 + short_year if short_year >= 50 else 2000 + short_year


def _is_bare_month(text: str, start: int, end: int, left: str, has_year: bool) -> bool:
    """True if a month name without a day is a month: not the modal, the verb, a given name or a surname."""
    name = text[start:end]
    if name.title() not in MONTH_NAMES or name.islower():
        return False
    if has_year:
        return True
    match = _WORD_BEFORE.search(left)
    word = match.group(1).lower() if match else ""
    if name in _ALSO_WORDS:
        if word not in _TIME_WORDS or (word == "of" and not _OF_A_TIME.search(left)) or _NAME_AFTER.match(text, end):
            return False
        return name.title() == "March" or word not in _ALSO_PERSONS or not _speaks_of_a_may(text, start)
    if name in _GIVEN_NAMES:
        return word in _TIME_WORDS or not (_NAME_AFTER.match(text, end) or (match and match.group(1)[0].isupper()))
    return True


def _speaks_of_a_may(text: str, start: int) -> bool:
    """True if a person of that name stands in the text before "by May", "to May", "of May"."""
    return _first_person_named_may(text) < start


@lru_cache(maxsize=1)
def _first_person_named_may(text: str) -> int:
    places = [text.find(name) for name in _PERSONS_MAY]
    return min((place for place in places if place >= 0), default=len(text))

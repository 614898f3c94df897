"""The English words of the calendar, and the pieces of pattern made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT_MONTHS = {
    **{name[:3]: number for number, name in enumerate(MONTH_NAMES, start=1) if name != "May"},
    "Sept": 9,
}
SHORT_MONTH_NAMES = frozenset(_SHORT_MONTHS)
MONTHS = {**{name: number for number, name in enumerate(MONTH_NAMES, start=1)}, **_SHORT_MONTHS}
"""Month names and their abbreviations (without the point), 1 to 12."""

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS = {"Mon": 0, "Tue": 1, "Tues": 1, "Wed": 2, "Weds": 2, "Thu": 3, "Thur": 3, "Thurs": 3, "Fri": 4}
SHORT_WEEKDAYS |= {"Sat": 5, "Sun": 6}
WEEKDAYS = {**{name: number for number, name in enumerate(WEEKDAY_NAMES)}, **SHORT_WEEKDAYS}
"""Weekday names and their abbreviations, 0 (Monday) to 6."""

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_ONES += " eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: number for number, word in enumerate(_ONES.split(), start=1)}
NUMBERS |= {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
NUMBERS |= {"a": 1, "an": 1, "another": 1, "hundred": 100, "a hundred": 100, "a dozen": 12}

_ORDINAL_ONES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_ORDINAL_ONES += " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
ORDINALS = {word: number for number, word in enumerate(_ORDINAL_ONES.split(), start=1)}
ORDINALS |= {f"twenty-{word}": 20 + n for n, word in enumerate(_ORDINAL_ONES.split()[:9], start=1)}
ORDINALS |= {"thirtieth": 30, "thirty-first": 31}
"""Ordinal words that number the days of a month."""

PARTS_OF_DAY = {
    "morning": "TMO",
    "midday": "TMI",
    "noon": "TMI",
    "lunchtime": "TMI",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
}
"""Parts of a day and their TIMEX3 suffixes."""

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which each season begins."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for vocabularies too long to quote one by one."""
    return frozenset(text.split())


def one_of(words: Iterable[str]) -> str:
    """An alternation of literal words, the longest first, without a group around it."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered)


COUNTED = one_of(
    word_set(
        """
    people persons others more men women children soldiers troops civilians migrants refugees passengers policemen
    protesters delegates members officials leaders countries nations states companies percent per million billion
    trillion thousand hundred dozen dollars euros pounds points votes seats tons tonnes kilometres kilometers km miles
    metres meters feet barrels megawatts pages workers students patients cases deaths times years months weeks days
    hours minutes
    """
    )
)
"""Words that make the number before them a count, not a day or a year."""

NOT_A_COUNT = rf"(?!\s(?:{COUNTED})\b|\s?%|\sper\scent)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
DAY_SUFFIX = r"(?:st|nd|rd|th|ST|ND|RD|TH)?"
ORDINAL_WORD = one_of(ORDINALS)
YEAR = r"(?:1[5-9]\d\d|20\d\d)(?!\d)"
TO = r"(?:\s?[-–—‒−]\s?|\s(?:to|until|till|through|thru)\s)"
"""What stands between the ends of a range."""
_NUMBER_WORD = (
    rf"(?:{one_of(_TENS.split())})(?:[\s-](?:{one_of(_ONES.split()[:9])}))?|{one_of([*NUMBERS, 'a few', 'few'])}"
)
INDEFINITE = r"(?:a\scouple\s(?:of\s)?|several|many|some|dozens\sof|multiple|multi|numerous|a\sfew|few)"
NUMBER = rf"(?:\d{{1,4}}|{_NUMBER_WORD})"
HALF = r"(?:[\s-](?:and[\s-](?:a|one)[\s-]half)|\.5|\s?½|\s1/2)"


def number_of(text: str) -> int | None:
    """The value of a number in digits or words ("12", "twenty-one"), None for an indefinite one ("several")."""
    text = " ".join(text.lower().split())
    if text.isdecimal():
        return int(text)
    if text in NUMBERS:
        return NUMBERS[text]
    tens, _, ones = text.replace("-", " ").partition(" ")
    return NUMBERS[tens] + NUMBERS[ones] if tens in NUMBERS and ones in NUMBERS else None


def day_of(text: str) -> int:
    """The day of the month that a number or an ordinal word names."""
    return int(text) if text.isdecimal() else ORDINALS[text.lower()]


_GAPS = " -\n\t\u00a0–—"
_OPENERS = "([“‘\"'"


def runs_before(left: str, known: frozenset[str]) -> list[int]:
    """Where the words at the end of `left` begin, the farthest first, as far back as they are known or numbers.

    These are the places where a pattern for "the words before" need be tried.
    """
    begins: list[int] = []
    end = len(left.rstrip(_GAPS))
    while end > 0:
        begin = end
        while begin > 0 and left[begin - 1] not in _GAPS and left[begin - 1] not in _OPENERS:
            begin -= 1
        word = left[begin:end]
        if not word or not (word[0].isdecimal() or word.lower() in known):
            break
        begins.append(begin)
        end = len(left[:begin].rstrip(_GAPS))
    begins.reverse()
    return begins


def match_before(pattern: re.Pattern[str], left: str, known: frozenset[str]) -> re.Match[str] | None:
    """The longest match of `pattern`, which ends in `$`, that begins at a known word or a number of `left`."""
    for begin in runs_before(left, known):
        match = pattern.match(left, begin)
        if match and match.end() > match.start():
            return match
    return None

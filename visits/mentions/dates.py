"""Dates, ranges and lengths in running text.

Three steps: trigger words and digits are found in one pass over the text, a reader cuts the expression around
each out, and its value is counted from the publication day, the tense of its clause, or the date mentioned
before it. Whatever the text, the work grows with its length alone: readers look a fixed distance to the left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import ahocorasick_rs

from visits.mentions.date_adverbs import read_adverb, read_season
from visits.mentions.date_anchors import Anchors
from visits.mentions.date_forms import Expression
from visits.mentions.date_holidays import HOLIDAYS
from visits.mentions.date_joins import join
from visits.mentions.date_months import read_month
from visits.mentions.date_numbers import DIGITS, could_begin_a_date, read_digits
from visits.mentions.date_tense import Direction, direction
from visits.mentions.date_units import read_part_of_day, read_then, read_unit
from visits.mentions.date_values import value_of
from visits.mentions.date_weekdays import read_holiday, read_weekday
from visits.mentions.date_words import MONTHS, PARTS_OF_DAY, SEASONS, WEEKDAYS
from visits.model.mention import DateMention
from visits.model.partial_date import PartialDate

Tense: TypeAlias = Callable[[str, int, int], Direction | None]
"""Tells where the clause around `text[start:end]` looks: "past", "future" or None."""

Candidate: TypeAlias = tuple[int, int, "Reader"]
"""A trigger word or number, by its span, and the reader of the expression around it."""

Reader: TypeAlias = Callable[[str, int, int, int], Expression | None]
"""Reads the expression around the trigger at `text[start:end]`, taking no words before `floor`."""

_BETWEEN_LISTED = re.compile(
    r"(?=.{1,80}\Z)(?:[\s,;()–-]|(?:and|then|finally|in|to|at|on|of|the|from|for|followed\sby|early|late)\b"
    r"|[A-Z][\w.’'-]*+)++"
)
"""What may stand between two days of one list: the places and events of each, and the words that join them."""
_BETWEEN_ASIDE = re.compile(r"[^.;!?]*\b(?:who|which|whose)\s(?:was|were|had|took)\b[^.;,!?]*")
_BETWEEN_PLANS = re.compile(
    r"(?:(?!\b(?:after|following|since|when|while|if|until|sa(?:id|ys)|told|announced)\b)[^.!?;:“”\"\n]){1,100}+",
    re.IGNORECASE,
)
"""What may stand between two days of one plan: "arrives on Monday and flies to Paris on Tuesday"."""
ANCHOR_REACH = 1500
"""A time such as "the next day" is counted from a date at most this many characters before it."""

_UNITS = (
    "day days week weeks weekend month months year years hour hours night nights decade decades fortnight fortnights"
)


@lru_cache(maxsize=1)
def _triggers() -> tuple[ahocorasick_rs.AhoCorasick, list[Reader]]:
    """The automaton of trigger words and, by pattern number, the reader of each."""
    readers: dict[str, Reader] = {}
    for word in MONTHS:
        readers |= {word: read_month, word.upper(): read_month}
    for word in WEEKDAYS:
        readers |= {word: read_weekday, word.upper(): read_weekday}
    for name in HOLIDAYS:
        readers |= {name: read_holiday, name.replace("'", "’"): read_holiday}
    readers["Easter"] = read_holiday
    for unit in _UNITS.split():
        readers |= {unit: read_unit, unit.title(): read_unit}
    readers |= {unit + "long": read_unit for unit in ("day", "week", "month", "year")}
    for word in ["today", "tomorrow", "yesterday", "tonight", "overnight", "recently"]:
        readers |= {word: read_adverb, word.title(): read_adverb}
    readers |= dict.fromkeys(PARTS_OF_DAY, read_part_of_day)
    readers["night"] = read_unit
    readers |= {"until then": read_then, "Until then": read_then, "till then": read_then}
    readers |= dict.fromkeys([*SEASONS, "quarter", "century"], read_season)
    words = list(readers)
    automaton = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return automaton, [readers[word] for word in words]


def find_dates(text: str, published: date | None, *, tense: Tense = direction) -> list[DateMention]:
    """The dates, ranges, lengths and vague times of `text`, in order and without overlap.

    `published` anchors what is relative ("Tuesday", "last month", "March 5"); without it such mentions are
    found all the same, with `first` and `last` None. `tense` replaces the module's own reading of the clause
    around an expression. Offsets are code points into `text`.
    """
    dates = Dates(text, published, candidates(text), tense)
    return [dates[number] for number in range(len(dates))]


class Dates:
    """The dates of a text: cut out of it all at once, each worked out when it is first asked for."""

    def __init__(self, text: str, published: date | None, found: list[Candidate], tense: Tense = direction):
        self._text = text
        self._published = published
        self._tense = tense
        self._expressions = join(text, list(expressions(text, found)))
        self._mentions: list[DateMention | None] = [None] * len(self._expressions)
        self._settled = 0
        """How many of the first dates are worked out for certain, since a later one was counted from another."""

    def spans(self) -> list[tuple[int, int]]:
        """Where the dates start and end, in order."""
        return [(expression.start, expression.end) for expression in self._expressions]

    def __len__(self) -> int:
        return len(self._expressions)

    def __getitem__(self, number: int) -> DateMention:
        mention = self._mentions[number]
        if mention is None:
            mention = self._mentions[number] = self._worked_out(number)
        return mention

    def _worked_out(self, number: int) -> DateMention:
        expression = self._expressions[number]
        start, end = expression.start, expression.end
        anchors = Anchors(
            self._published,
            lambda: self._mentioned_before(number),
            lambda: self._tense(self._text, start, end),
            lambda: self._listed_before(number),
        )
        value = value_of(expression.form, anchors)
        return DateMention(
            start,
            end,
            self._text[start:end],
            value.kind,
            value.first,
            value.last,
            value.past,
            value.future,
            value.days,
            value.weekday,
            value.timex,
            value.relative,
            value.anchor,
        )

    def _listed_before(self, number: int) -> PartialDate | None:
        """The day before a date in a list of places or events and their days, of which each follows the other."""
        if not number:
            return None
        before, this = self._expressions[number - 1], self._expressions[number]
        between = self._text[before.end : this.start]
        listed = _BETWEEN_LISTED.fullmatch(between) is not None
        planned = _BETWEEN_PLANS.fullmatch(between) and self._tense(self._text, this.start, this.end) == "future"
        if not listed and not planned:
            return None
        last = self[number - 1].last
        return last if last is not None and last.precision == "day" else None

    def _mentioned_before(self, number: int) -> PartialDate | None:
        """The day named last before a date, if that is near; all dates before it are worked out in order, since each
        may be counted from another in its turn."""
        while self._settled < number:
            self._settled += 1
            self[self._settled - 1]
        start = self._expressions[number].start
        for before in range(number - 1, -1, -1):
            if start - self._expressions[before].end > ANCHOR_REACH:
                return None
            last = self[before].last
            if last is not None and last.precision == "day" and not self._told_aside(before):
                return last
        return None

    def _told_aside(self, number: int) -> bool:
        """True for the Aug. 7 of "met on Tuesday by Petro, who was sworn in on Aug. 7", from which no story goes on."""
        if not number:
            return False
        before, this = self._expressions[number - 1], self._expressions[number]
        return _BETWEEN_ASIDE.fullmatch(self._text, before.end, this.start) is not None


def expressions(text: str, found: list[Candidate]) -> Iterator[Expression]:
    """The expressions that the readers cut out of `text`, in order, each whole in itself (ranges unjoined)."""
    floor = 0
    for start, end, reader in found:
        if start < floor:
            continue
        expression = reader(text, start, end, floor)
        if expression is not None and expression.end > expression.start:
            yield expression
            floor = expression.end


def candidates(text: str) -> list[Candidate]:
    """The trigger words that stand alone, and the digits, by position."""
    automaton, readers = _triggers()
    found: list[Candidate] = [
        (start, end, readers[pattern])
        for pattern, start, end in automaton.find_matches_as_indexes(text)
        if _stands_alone(text, start, end)
    ]
    digits = (match.span() for match in DIGITS.finditer(text))
    found.extend((start, end, read_digits) for start, end in digits if could_begin_a_date(text, start, end))
    found.sort(key=lambda candidate: candidate[0])
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")

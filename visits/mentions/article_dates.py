"""The dates of an article, cut out when a sentence that can hold one is first read, and worked out one by one."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from visits.mentions.dates import Candidate, Dates, candidates
from visits.mentions.found_once import found_once
from visits.model.mention import DateMention

_REACH = 120
"""Characters within which a date has its trigger: longer expressions are cut off by the readers themselves."""


class ArticleDates:
    """The dates of a string; what stands in the span `apart`, the dateline, dates the report and no visit."""

    def __init__(self, string: str, published: date | None, apart: tuple[int, int]):
        self._string = string
        self._published = published
        self._apart = apart

    @found_once
    def found(self) -> list[DateMention]:
        """The dates, but for the dateline's."""
        return [self[number] for _, _, number in self.spans]

    @found_once
    def spans(self) -> list[tuple[int, int, int]]:
        """Where the dates start and end, but for the dateline's, and their numbers among all."""
        spans = enumerate(self._dates.spans())
        return [(start, end, number) for number, (start, end) in spans if not self._stands_apart(start)]

    def __getitem__(self, number: int) -> DateMention:
        return self._dates[number]

    @found_once
    def of_dateline(self) -> DateMention | None:
        """The date of the dateline."""
        spans = enumerate(self._dates.spans())
        return next((self[number] for number, (start, _) in spans if self._stands_apart(start)), None)

    def possible(self, start: int, end: int) -> bool:
        """False where no date reaches into `string[start:end]`."""
        first = bisect_left(self._triggers, start - _REACH)
        return first < len(self._triggers) and self._triggers[first] < end + _REACH

    @found_once
    def _candidates(self) -> list[Candidate]:
        return candidates(self._string)

    @found_once
    def _triggers(self) -> list[int]:
        return [start for start, _, _ in self._candidates]

    @found_once
    def _dates(self) -> Dates:
        return Dates(self._string, self._published, self._candidates)

    def _stands_apart(self, start: int) -> bool:
        return self._apart[0] <= start < self._apart[1]

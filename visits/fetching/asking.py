"""Asking sources what they list: feeds, sitemaps with those below them, lists of addresses."""

from __future__ import annotations

import datetime
from pathlib import Path

from visits.fetching.addresses import fits, identity
from visits.fetching.client import Client
from visits.fetching.failures import FetchFailure, failed
from visits.fetching.listings import Entry, Listed, read_listing
from visits.fetching.outcome import SourceOutcome
from visits.fetching.plan import Plan, Source, for_source
from visits.fetching.state import FetchState

_DEEPEST = 3
_LISTINGS_AT_ONCE = 100
"""Sitemaps below an index that one run reads; the next run goes on."""

Span = tuple[datetime.date | None, datetime.date | None]
"""The first and the last day of the entries to fetch, for a run that fills a gap; both None otherwise."""


class Listings:
    """Reads what sources list, and lets it wait to be fetched."""

    def __init__(self, plan: Plan, client: Client, state: FetchState, span: Span):
        self._plan = plan
        self._client = client
        self._state = state
        self._span = span
        self._most = plan.limits.listing_megabytes * 1_000_000

    def take(self, source: Source, outcome: SourceOutcome) -> None:
        """Let the source's new and changed entries wait. Raises FetchFailure where it can't be read."""
        if source.path is not None:
            listed = read_listing(source.kind, _bytes_of(source.path), source.path.name, self._most)
            n_new = self._take_over(source, listed, outcome)
        else:
            n_new, _ = self._take_from(source, str(source.url), outcome, depth=1, updated=None)
        self._state.answered(source.name, n_new > 0)

    def _take_from(
        self, source: Source, address: str, outcome: SourceOutcome, depth: int, updated: str | None
    ) -> tuple[int, bool]:
        """The number of new entries, and whether everything below was read.

        Only then the server is told the next time what we have already.
        """
        is_daily = self._span == (None, None)
        conditions, told = self._state.listing(address)
        chosen_by = _chosen_by(source)
        known = is_daily and told is not None and told.startswith(chosen_by)
        if known and updated and told == chosen_by + updated:
            return 0, True
        delay, _ = for_source(self._plan, source)
        answer = self._client.get(address, most=self._most, delay=delay, conditions=conditions if known else None)
        if answer.status == 304:
            return 0, True
        if depth == 1 and answer.moved != address:
            outcome.notes.append(f"has moved to {answer.moved}: mend its url")
        listed = read_listing(source.kind, answer.body.read(), answer.address, self._most)
        n_new = self._take_over(source, listed, outcome)
        below, is_whole = self._take_below(source, listed, outcome, depth)
        if is_whole and is_daily:
            self._state.keep_listing(address, answer.headers, chosen_by + (updated or ""))
        return n_new + below, is_whole

    def _take_below(self, source: Source, listed: Listed, outcome: SourceOutcome, depth: int) -> tuple[int, bool]:
        if listed.listings and depth == _DEEPEST:
            outcome.notes.append(f"sitemaps more than {_DEEPEST} deep were not read")
            return 0, True
        n_new, is_whole = 0, True
        first = self._span[0] or source.since
        wanted = [entry for entry in listed.listings if not (first and entry.day and entry.day < first)]
        wanted.sort(key=lambda entry: entry.updated or "", reverse=True)
        for number, entry in enumerate(wanted):
            if number >= _LISTINGS_AT_ONCE:
                outcome.hold_up(f"more than {_LISTINGS_AT_ONCE} sitemaps: the oldest were not read")
                return n_new, False
            try:
                below, whole_below = self._take_from(source, entry.address, outcome, depth + 1, entry.updated)
            except FetchFailure as failure:  # one of many sitemaps
                outcome.notes.append(f"{entry.address}: {failure.reason}")
                is_whole = is_whole and failure.kind in ("gone", "refused")
                continue
            n_new, is_whole = n_new + below, is_whole and whole_below
        return n_new, is_whole

    def _take_over(self, source: Source, listed: Listed, outcome: SourceOutcome) -> int:
        entries = listed.entries
        outcome.listed += len(entries)
        if listed.without_page:
            outcome.notes.append(f"{listed.without_page:,} entries without a link to a page were left out")
        wanted = [e for e in entries if fits(e.address, source.include, source.exclude) and self._is_in_time(e, source)]
        undated = sum(entry.day is None for entry in entries) if self._span != (None, None) else 0
        if undated:
            outcome.notes.append(f"{undated:,} entries without a date were left out of the days asked for")
        return self._state.take_over(source.name, [(identity(entry.address), entry) for entry in wanted])

    def _is_in_time(self, entry: Entry, source: Source) -> bool:
        first, last = self._span
        if first is None and last is None:
            return not (source.since and entry.day and entry.day < source.since)
        return entry.day is not None and (first or entry.day) <= entry.day <= (last or entry.day)


def _chosen_by(source: Source) -> str:
    """What decides which entries are taken: where the user changes it, old listings are read again."""
    return repr((source.include, source.exclude, str(source.since))) + " "


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise failed(f"{path} can't be read ({error.strerror})") from error

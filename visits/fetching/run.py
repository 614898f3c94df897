"""One run: what the sources list, then the pages, host by host in turn, until all is fetched or a limit is met."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from visits.fetching.addresses import host_of, identity
from visits.fetching.asking import Listings, Span
from visits.fetching.client import Client, Clock, Memory
from visits.fetching.failures import FetchFailure
from visits.fetching.keeping import Keeper, Watched
from visits.fetching.listings import Entry
from visits.fetching.network import Guard
from visits.fetching.outcome import FetchReport, SourceOutcome
from visits.fetching.plan import Plan, Source, for_source
from visits.fetching.state import FetchState, Remembered, Waiting
from visits.fetching.store import STATE, RawStore
from visits.model.errors import StoreError, VisitsError

Progress = Callable[[str, int, int | None], None]
Queue = deque[tuple[Source, Waiting, SourceOutcome]]


def fetch_all(
    plan: Plan,
    raw: Path,
    *,
    watched: Watched,
    span: Span = (None, None),
    only: tuple[str, ...] = (),
    retry: bool = False,
    guard: Guard | None = None,
    clock: Clock | None = None,
    progress: Progress = lambda step, done, total: None,
) -> FetchReport:
    """Bring what the plan's sources have that is new into the store below `raw`.

    watched   finds the articles in a folder (see `Watched`).
    span      the days to fill a gap between; without it, whatever is new.
    only      names of sources; without any, all.
    retry     ask again for what was gone, refused or given up.

    A source that fails is told of in the report and stops no other. Raises StoreError where the disk refuses. Only
    one run at a time may use a store: the caller sees to that.
    """
    clock = clock or Clock()
    store = RawStore(raw)
    store.tidy()
    with FetchState.open(store.folder / STATE, clock.now()) as state:
        memory = Memory(Remembered(state, "rules"), Remembered(state, "rest"))
        client = Client(plan, memory, guard, clock)
        try:
            run = _Run(plan, client, state, Keeper(plan, client, state, store, clock, watched), span, progress)
            return run.go([source for source in plan.source if not only or source.name in only], retry, clock)
        finally:
            client.close()
            store.tidy()


def recent_pages(raw: Path, most: int, now: datetime) -> dict[str, list[str]]:
    """For each source the content hashes of the last files that it gave, the newest first."""
    with FetchState.open(RawStore(raw).folder / STATE, now) as state:
        return state.recent(most)


class _Run:
    def __init__(self, plan: Plan, client: Client, state: FetchState, keeper: Keeper, span: Span, progress: Progress):
        self._plan = plan
        self._client = client
        self._state = state
        self._keeper = keeper
        self._listings = Listings(plan, client, state, span)
        self._span = span
        self._progress = progress

    def go(self, sources: list[Source], retry: bool, clock: Clock) -> FetchReport:
        self._keeper.absorb()
        if retry:
            self._state.retry()
        outcomes = [SourceOutcome(source.name, source.kind) for source in sources]
        for number, (source, outcome) in enumerate(zip(sources, outcomes, strict=True)):
            self._progress("asking sources", number, len(sources))
            self._ask(source, outcome)
        self._fetch_pages(sources, outcomes)
        for source, outcome in zip(sources, outcomes, strict=True):
            self._close(source, outcome)
        spent = self._client.spent
        return FetchReport(outcomes, spent.requests, spent.bytes, clock.seconds() - spent.began)

    def _ask(self, source: Source, outcome: SourceOutcome) -> None:
        """Let what a source has wait, and store its files; whatever goes wrong costs this source alone."""
        try:
            if source.kind == "folder" or (source.kind == "jsonl" and source.path):
                self._keeper.take_files(source, outcome)
            elif source.kind == "jsonl":
                again = Entry(str(source.url), updated=self._state.now.isoformat())
                self._state.take_over(source.name, [(identity(again.address), again)])
            else:
                self._listings.take(source, outcome)
                self._state.recheck(source.name, source.recheck_days)
        except FetchFailure as failure:
            outcome.failure = failure.reason
        except (StoreError, sqlite3.Error):
            raise
        except VisitsError as error:
            outcome.failure = str(error)
        except Exception as error:  # what others send breaks parsers in more ways than can be named
            outcome.failure = f"it can't be read ({type(error).__name__}: {error})"[:300]

    def _fetch_pages(self, sources: list[Source], outcomes: list[SourceOutcome]) -> None:
        """Fetch what waits, always from the host that has rested longest."""
        first, last = (day.isoformat() if day else None for day in self._span)
        queues: dict[str, Queue] = {}
        for source, outcome in zip(sources, outcomes, strict=True):
            if source.path is None or source.kind == "addresses":
                for waiting in self._state.waiting(source.name, source.max_items, first, last):
                    queues.setdefault(host_of(waiting.address), deque()).append((source, waiting, outcome))
        total = sum(map(len, queues.values()))
        for done in range(total):
            host = min(queues, key=lambda name: self._client.ready(queues[name][0][1].address))
            source, waiting, outcome = queues[host].popleft()
            if not queues[host]:
                del queues[host]
            self._keeper.fetch(source, waiting, outcome)
            self._progress("fetching pages", done + 1, total)

    def _close(self, source: Source, outcome: SourceOutcome) -> None:
        outcome.waiting = self._state.n_waiting(source.name)
        _, silent_days = for_source(self._plan, source)
        if source.kind == "jsonl" and source.url and not any(missed for missed in outcome.missed):
            self._state.answered(source.name, bool(outcome.new or outcome.changed))
        last_new = self._state.last_new(source.name)
        if last_new and self._state.now - last_new >= timedelta(days=silent_days):
            outcome.silent_since = last_new.date().isoformat()

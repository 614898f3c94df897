"""The pages of archives, judged and taken apart by worker processes while this one unpacks what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib import import_module
from typing import TypeAlias

from visits.build_team import Team
from visits.model.article import Reject
from visits.sources.limits import Limits
from visits.sources.page_sieve import Captured, CapturedPage, Sieve, Wanted, batches, sifted
from visits.sources.records import Record

MakeGate = Callable[[], Wanted]
"""Makes the gate for the pages of archives; called only when an archive has to be opened."""
_Made: TypeAlias = Record | Reject | None
MANY_PAGES = 10_000
"""Pages that this process sifts before it starts workers, which takes as long; it goes on until they are up."""
ENOUGH = 2
"""Workers that keep up with one process that unpacks; more would wait."""
_AT_FIRST, _TOGETHER = 250, 64
"""Pages that this process sifts at once, and those that a worker is given."""


class PageTeam(Sieve):
    """Sifts pages by worker processes if there may be more than one and pages are many, whatever the archive.

    With `wary`, workers sift all pages, since one may have killed a process. `make_gate` must be importable by name if
    there may be more than one worker. Raises UsageError where they can't be started.
    """

    def __init__(self, make_gate: MakeGate, workers: int) -> None:
        super().__init__()
        self._make_gate = make_gate
        self._gate = cache(make_gate)
        self._workers = min(workers, ENOUGH)
        self._teams: dict[Limits, Team[Captured, _Made]] = {}
        self._here = 0
        self.wary = False

    def made(self, pages: Iterator[Captured], limits: Limits) -> Iterator[_Made]:
        """What becomes of the pages, None for those turned away."""
        few = batches(pages, _AT_FIRST)
        while not self._has_team(limits):
            batch = next(few, None)
            if batch is None:
                return
            self._here += len(batch)
            yield from sifted(batch, limits, self._gate())
        yield from self._team(limits).spread(batches(pages, _TOGETHER))

    def _has_team(self, limits: Limits) -> bool:
        """True where workers are to sift; this process goes on until they are up."""
        if self._workers < 2 or not (self.wary or self._here >= MANY_PAGES):
            return False
        team = self._team(limits)
        team.begin()
        return self.wary or team.is_up()

    def _team(self, limits: Limits) -> Team[Captured, _Made]:
        if limits not in self._teams:
            self._teams[limits] = Team(partial(_sifting, self._make_gate, limits), _lost, self._workers)
        return self._teams[limits]

    def __enter__(self) -> PageTeam:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the workers."""
        for team in self._teams.values():
            team.stop()


def _sifting(make_gate: MakeGate, limits: Limits) -> Callable[[list[Captured]], list[_Made]]:
    """How a worker sifts pages."""
    for name in ("trafilatura", "htmldate"):  # or the first pages would wait for them
        import_module(name)
    return partial(sifted, limits=limits, wanted=make_gate())


def _lost(page: Captured) -> Reject:
    return page.lost() if isinstance(page, CapturedPage) else page

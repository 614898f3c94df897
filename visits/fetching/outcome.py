"""What a run brought, source by source: for the report and for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from visits.fetching.failures import Kind


@dataclass(frozen=True)
class Missed:
    """An address that gave nothing, and why."""

    address: str
    kind: Kind
    reason: str


@dataclass
class SourceOutcome:
    """What one source brought.

    failure       why the source itself could not be read; None where it could.
    listed        entries that it listed now; 0 where it said that nothing had changed.
    new, changed  addresses stored for the first time, or with other bytes than before.
    again         addresses that hold the bytes of another one, unchanged addresses that still hold theirs.
    missed        addresses that gave nothing.
    waiting       addresses left for the next run, and held_up why.
    silent_since  the day of its last news, where that is too long ago.
    notes         what else the user should know.
    """

    name: str
    kind: str
    failure: str | None = None
    listed: int = 0
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    again: int = 0
    unchanged: int = 0
    missed: list[Missed] = field(default_factory=list)
    waiting: int = 0
    held_up: list[str] = field(default_factory=list)
    silent_since: str | None = None
    notes: list[str] = field(default_factory=list)

    def hold_up(self, reason: str) -> None:
        if reason not in self.held_up:
            self.held_up.append(reason)


@dataclass(frozen=True)
class FetchReport:
    """What a run brought and what it took; `seconds` by the clock on the wall."""

    sources: list[SourceOutcome]
    requests: int
    bytes: int
    seconds: float

    @property
    def n_new(self) -> int:
        return sum(len(source.new) for source in self.sources)

    @property
    def n_changed(self) -> int:
        return sum(len(source.changed) for source in self.sources)

    @property
    def failed(self) -> list[SourceOutcome]:
        """The sources that could not be read, or none of whose addresses gave anything."""
        return [source for source in self.sources if source.failure or _gave_nothing(source)]

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        told = {"requests": self.requests, "bytes": self.bytes, "seconds": round(self.seconds, 1)}
        return told | {"sources": [asdict(source) for source in self.sources]}


def _gave_nothing(source: SourceOutcome) -> bool:
    brought = len(source.new) + len(source.changed) + source.again + source.unchanged
    return not brought and any(missed.kind != "gone" for missed in source.missed)

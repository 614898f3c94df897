"""Fetching and building under one lock: what came, what it changed in the dataset, what failed and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from visits.build import Progress, Release, build
from visits.build_lock import FETCHING, only_build
from visits.fetching import (
    FOLDER,
    Clock,
    FetchReport,
    Guard,
    Plan,
    Span,
    fetch_all,
    load_plan,
    plan_file,
    recent_pages,
)
from visits.model.errors import GateError, UsageError, VisitsError

_RECENT, _FEWEST, _WEAK_SHARE = 20, 5, 0.8
"""A source's pages no longer yield text if of its last twenty (of at least five) four fifths were set aside."""


@dataclass(frozen=True)
class Wish:
    """What to fetch: the plan's file (None: where `plan_file` finds it), days, names of sources (none: all).

    `retry` asks again for what was gone, refused or given up; `wait` waits while another update runs; `registry` holds
    the user's own countries.
    """

    sources: Path | None = None
    span: Span = (None, None)
    only: tuple[str, ...] = ()
    retry: bool = False
    wait: bool = False
    registry: Path | None = None


@dataclass(frozen=True)
class ChangedVisit:
    """A visit that an update added, changed, split, merged or withdrew."""

    visit_id: str
    kind: str
    leader: str | None = None
    host_country: str | None = None
    start_date: str | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Updated:
    """What an update did.

    fetched   what the sources brought.
    release   the dataset after it; None where the build did not get that far.
    stopped   why nothing was published; None where all went well.
    visits    the visits that it changed; empty for a first release.
    weak      sources whose latest pages were nearly all set aside, with the commonest reason.
    """

    fetched: FetchReport
    release: Release | None
    stopped: VisitsError | None = None
    visits: tuple[ChangedVisit, ...] = ()
    weak: Mapping[str, str] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0: done. 1: a check stopped the release. 2: the build failed otherwise. 3: done, but a source failed."""
        if self.stopped:
            return 1 if isinstance(self.stopped, GateError) else 2
        return 3 if self.fetched.failed else 0


def fetch(
    raw: Path,
    wish: Wish | None = None,
    *,
    guard: Guard | None = None,
    clock: Clock | None = None,
    progress: Progress = lambda step, done, total: None,
) -> FetchReport:
    """Bring what is new into `raw`. Raises UsageError for a plan at fault, BusyError while another update runs."""
    wish = wish or Wish()
    plan = _plan(raw, wish)
    with only_build(raw / FOLDER, wait=wish.wait, progress=progress, work=FETCHING):
        return _fetch(plan, raw, wish, guard, clock, progress)


def update(
    raw: Path,
    processed: Path,
    wish: Wish | None = None,
    *,
    guard: Guard | None = None,
    clock: Clock | None = None,
    progress: Progress = lambda step, done, total: None,
    **options: Any,
) -> Updated:
    """Bring what is new into `raw` and build the dataset in `processed`; `options` are those of `build`.

    A source that fails stops neither the others nor the build. Raises like `fetch`; what stops the build is told in
    the result.
    """
    wish = wish or Wish()
    plan = _plan(raw, wish)
    clock = clock or Clock()
    with only_build(raw / FOLDER, wait=wish.wait, progress=progress, work=FETCHING):
        fetched = _fetch(plan, raw, wish, guard, clock, progress)
        before = _content_hash(processed)
        try:
            release = build(raw, processed, progress=progress, **options)
        except VisitsError as error:
            return Updated(fetched, None, error)
        changed = _changed_visits(processed, release, before)
        return Updated(fetched, release, None, changed, _weak(raw, processed, plan, clock))


def _plan(raw: Path, wish: Wish) -> Plan:
    file = plan_file(raw, wish.sources)
    plan = load_plan(file, wish.registry)
    known = {source.name for source in plan.source}
    for name in wish.only:
        if name not in known:
            remedy = f"Its sources are {', '.join(sorted(known)) or 'none'}."
            raise UsageError(f"has no source {name!r}", file=file, remedy=remedy)
    if not plan.source:
        raise UsageError("names no source", file=file, remedy="Take the # away from an example in it, and fill it in.")
    first, last = wish.span
    if first and last and last < first:
        raise UsageError(f"the last day {last} is before the first, {first}", remedy="Exchange --from and --to.")
    return plan


def _fetch(
    plan: Plan, raw: Path, wish: Wish, guard: Guard | None, clock: Clock | None, progress: Progress
) -> FetchReport:
    return fetch_all(
        plan,
        raw,
        watched=_watched,
        span=wish.span,
        only=wish.only,
        retry=wish.retry,
        guard=guard,
        clock=clock,
        progress=progress,
    )


def _watched(place: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The article files in a folder, or the one file, with what the user's own sidecars say of them."""
    from visits.sources.files import read_sidecar, sorted_out, walk

    listing = sorted_out(list(walk(place)) if not place.is_file() else [place])
    for path in listing.paths:
        if path not in listing.describes:
            sidecar = listing.sidecars.get(path)
            yield path, (read_sidecar(sidecar) or {}) if sidecar else {}


def _content_hash(processed: Path) -> str | None:
    from visits.model.errors import ReleaseError
    from visits.release import manifest
    from visits.release.folder import current_release

    try:
        found = manifest.read(current_release(processed))
    except ReleaseError:  # damaged: the build says so, or mends it
        return None
    return str(found["content_hash"]) if found else None


def _changed_visits(processed: Path, release: Release, before: str | None) -> tuple[ChangedVisit, ...]:
    """What the release says that it changed, if it isn't the one that was there before, nor the first."""
    from visits.release.load import load

    if before is None or release.manifest["content_hash"] == before:
        return ()
    known: dict[str, Any] = {row["visit_id"]: row for row in load(processed, all_roles=True).to_dict(orient="records")}
    fields: dict[tuple[str, str], list[str]] = {}
    for row in load(processed, table="changes").to_dict(orient="records"):
        cells = fields.setdefault((str(row["visit_id"]), str(row["kind"])), [])
        cells += [row["field"]] if isinstance(row["field"], str) else []
    return tuple(
        ChangedVisit(visit_id, kind, *_named(known.get(visit_id)), tuple(sorted(cells)))
        for (visit_id, kind), cells in sorted(fields.items())
    )


def _named(visit: dict[str, Any] | None) -> tuple[str | None, str | None, str | None]:
    """Leader, host country and first day of a visit, as far as known; nothing of one that is gone."""
    if visit is None:
        return None, None, None
    start = visit["start_date"]
    return visit["leader"], visit["host_country"], str(start)[:10] if start == start and start is not None else None


def _weak(raw: Path, processed: Path, plan: Plan, clock: Clock) -> dict[str, str]:
    """The sources whose latest pages were nearly all set aside, with the commonest reason."""
    from visits.release.load import load
    from visits.sources.limits import OLDER

    rejects = load(processed, table="rejects")
    rejects = rejects[rejects["path"].str.startswith(f"{FOLDER}/") & (rejects["reason"] != OLDER)]
    reasons = {Path(path).name[:64]: reason for path, reason in zip(rejects["path"], rejects["reason"], strict=True)}
    pages = {source.name for source in plan.source if source.kind in ("feed", "sitemap", "addresses")}
    weak = {}
    for name, hashes in recent_pages(raw, _RECENT, clock.now()).items():
        bad = [reasons[sha256] for sha256 in hashes if sha256 in reasons]
        if name in pages and len(hashes) >= _FEWEST and len(bad) >= _WEAK_SHARE * len(hashes):
            reason = Counter(bad).most_common(1)[0][0]
            weak[name] = f"{len(bad)} of its last {len(hashes)} pages were set aside, most as {reason!r}"
    return weak

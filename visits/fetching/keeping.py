"""From what waits to what is stored: pages, files that lie in watched folders, drops of JSON lines."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from visits.fetching.addresses import canonical, fits, identity
from visits.fetching.bodies import GZIP_MAGIC
from visits.fetching.client import Answer, Client, Clock
from visits.fetching.failures import FetchFailure, failed, later, refused
from visits.fetching.listings import Entry
from visits.fetching.outcome import Missed, SourceOutcome
from visits.fetching.plan import Plan, Source, for_source
from visits.fetching.state import FetchState, Waiting
from visits.fetching.store import RawStore
from visits.model.errors import VisitsError

Watched = Callable[[Path], Iterator[tuple[Path, Mapping[str, Any]]]]
"""Gives the article files in a folder (or the one file), each with what a sidecar of the user says of it."""

_PAGES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
_UNTOLD = ("", "application/octet-stream", "application/xml", "text/xml")
_MARKUP = re.compile(rb"\s*(<!doctype html|<html|<\?xml[^>]*>\s*<(!doctype html|html))", re.IGNORECASE)
_ENDING = re.compile(r"(\.[a-z]{1,10}){1,2}")
_UNTOLD_HEADERS = ("set-cookie", "set-cookie2")
_MOST_HEADERS, _LONGEST_HEADER = 60, 1_000


class Keeper:
    """Asks for what waits, and stores it."""

    def __init__(self, plan: Plan, client: Client, state: FetchState, store: RawStore, clock: Clock, watched: Watched):
        self._plan = plan
        self._client = client
        self._state = state
        self._store = store
        self._clock = clock
        self._watched = watched

    def absorb(self) -> None:
        """Take over what is in the store and not in the state: the last file of a killed run, all after a loss."""
        for about in self._store.described(self._state.kept()):
            source, file = str(about.get("fetched_for", "")), about.get("file")
            asked = str(about.get("address", ""))
            name = f"{source}:{file}" if file else identity(asked)
            self._state.keep_stored(name, source, file or asked, about["sha256"], about["fetched"])
        self._state.commit()

    def fetch(self, source: Source, waiting: Waiting, outcome: SourceOutcome) -> None:
        """Ask for one address and store what it holds; what it gave, or why nothing, goes into the outcome."""
        try:
            if source.kind == "jsonl":
                self._drop(source, waiting, outcome)
            else:
                self._page(source, waiting, outcome)
        except FetchFailure as failure:
            self._missed(waiting, failure, outcome)
        except (VisitsError, sqlite3.Error):
            raise
        except Exception as error:  # what others send breaks parsers in more ways than can be named
            self._missed(waiting, failed(f"it can't be taken ({type(error).__name__}: {error})"[:300]), outcome)

    def take_files(self, source: Source, outcome: SourceOutcome) -> None:
        """Store what is new or changed in a watched folder. Raises FetchFailure or a VisitsError for a missing one."""
        folder = source.path or Path()
        base = folder if folder.is_dir() else folder.parent
        found = {path.relative_to(base).as_posix(): (path, about) for path, about in self._watched(folder)}
        found = {name: one for name, one in found.items() if fits(name, source.include, source.exclude)}
        outcome.listed = len(found)
        entries = [(f"{source.name}:{name}", Entry(name, updated=_stamp(path))) for name, (path, _) in found.items()]
        self._state.take_over(source.name, entries)
        for waiting in self._state.waiting(source.name, source.max_items):
            if waiting.address in found:
                try:
                    self._file(source, waiting, *found[waiting.address], outcome)
                except FetchFailure as failure:
                    self._missed(waiting, failure, outcome)
        self._state.answered(source.name, bool(outcome.new or outcome.changed))

    def _missed(self, waiting: Waiting, failure: FetchFailure, outcome: SourceOutcome) -> None:
        self._state.unanswered(waiting.identity, failure.kind, failure.reason)
        if failure.kind == "later":
            outcome.hold_up(failure.reason)
        else:
            outcome.missed.append(Missed(waiting.address, failure.kind, failure.reason))

    def _page(self, source: Source, waiting: Waiting, outcome: SourceOutcome) -> None:
        delay, _ = for_source(self._plan, source)
        most = self._plan.limits.page_megabytes * 1_000_000
        answer = self._client.get(waiting.address, most=most, delay=delay, conditions=waiting.conditions)
        at = self._clock.now()
        if answer.status == 304:
            self._state.unchanged(waiting.identity, at)
            outcome.unchanged += 1
            return
        body = answer.body.read()
        ending = _ending_of_page(answer, body)
        sha256 = hashlib.sha256(body).hexdigest()
        about = self._about(source, at) | {
            "url": canonical(body, answer.moved) if ending == ".html" else identity(answer.moved),
            "address": waiting.address,
            "final_address": answer.address,
            "listed_published": waiting.published,
            "listed_updated": waiting.updated,
            "listed_title": waiting.title,
            "headers": _headers(answer),
        }
        self._keep(waiting, sha256, body, ending, about, answer.headers, at, outcome)

    def _drop(self, source: Source, waiting: Waiting, outcome: SourceOutcome) -> None:
        delay, _ = for_source(self._plan, source)
        most = self._plan.limits.drop_megabytes * 1_000_000
        answer = self._client.get(
            waiting.address, most=most, delay=delay, conditions=waiting.conditions, sink=self._store.opened
        )
        at = self._clock.now()
        if answer.status == 304:
            self._state.unchanged(waiting.identity, at)
            outcome.unchanged += 1
            return
        with answer.body as body:
            ending = ".jsonl.gz" if body.read(2) == GZIP_MAGIC else ".jsonl"
        sha256 = _sha256(Path(body.name))
        about = self._about(source, at) | {"address": waiting.address, "headers": _headers(answer)}
        self._keep(waiting, sha256, Path(body.name), ending, about, answer.headers, at, outcome)

    def _file(
        self, source: Source, waiting: Waiting, path: Path, described: Mapping[str, Any], outcome: SourceOutcome
    ) -> None:
        ending = "".join(path.suffixes[-2:] if path.suffix.lower() == ".gz" else path.suffixes[-1:]).lower()
        if not _ENDING.fullmatch(ending):
            raise refused(f"a file that ends with {ending!r} is not read")
        sha256 = _sha256(path)
        at = self._clock.now()
        about = self._about(source, at) | {"file": waiting.address} | dict(described)
        self._keep(waiting, sha256, path, ending, about, {}, at, outcome)
        if _stamp(path) != waiting.updated:
            raise later(f"{waiting.address} changed while it was read")

    def _keep(
        self,
        waiting: Waiting,
        sha256: str,
        content: bytes | Path,
        ending: str,
        about: Mapping[str, Any],
        headers: Mapping[str, str],
        at: datetime,
        outcome: SourceOutcome,
    ) -> None:
        if sha256 == waiting.sha256:
            self._state.stored(waiting.identity, sha256, headers, at)
            outcome.unchanged += 1
            return
        told = {name: value for name, value in about.items() if value is not None}
        kept, is_new = self._store.keep(content, ending, told)
        self._state.stored(waiting.identity, kept, headers, at)
        if waiting.sha256:
            outcome.changed.append(waiting.address)
        elif is_new:
            outcome.new.append(waiting.address)
        else:
            outcome.again += 1

    def _about(self, source: Source, at: datetime) -> dict[str, Any]:
        return {
            "fetched": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "fetched_for": source.name,
            "source": source.outlet,
            "country": source.country,
            "language": source.language,
        }


def _ending_of_page(answer: Answer, body: bytes) -> str:
    if not body.strip():
        raise refused("the page is empty")
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    ending = _PAGES.get(kind)
    if ending is None and kind in _UNTOLD and _MARKUP.match(body):
        return ".html"
    if ending is None:
        raise refused(f"it is no page but {kind or 'something unnamed'}"[:100])
    return ending


def _headers(answer: Answer) -> dict[str, str]:
    told = [(name, value[:_LONGEST_HEADER]) for name, value in answer.headers.items() if name not in _UNTOLD_HEADERS]
    return dict(told[:_MOST_HEADERS])


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise failed(f"can't be read ({error.strerror})") from error


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return "gone"
    return f"{status.st_size} {status.st_mtime_ns}"

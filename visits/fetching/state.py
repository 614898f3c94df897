"""What fetching remembers between runs: one SQLite file in the raw store, which can be lost without harm.

    addresses  every article that a source listed: what became of it, and what to ask with the next time
    kept       every file of the store that is known to the addresses
    listings   every feed, sitemap and list: what to ask with the next time
    sources    when each source last answered, and last had something new
    sites      robots.txt by origin; until when a host wants to be left alone

Without it the next run asks for everything again and stores nothing twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from visits.fetching.failures import Kind
from visits.fetching.listings import Entry
from visits.model.errors import StoreError

_LAYOUT = 1
_TABLES = """
CREATE TABLE addresses (
    identity TEXT PRIMARY KEY, address TEXT, source TEXT, place INTEGER, published TEXT, updated TEXT, day TEXT,
    title TEXT, outcome TEXT, reason TEXT, tries INTEGER, etag TEXT, last_modified TEXT, sha256 TEXT,
    first_seen TEXT, stored_at TEXT, asked_at TEXT) WITHOUT ROWID;
CREATE INDEX by_outcome ON addresses (source, outcome);
CREATE TABLE listings (address TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, told TEXT) WITHOUT ROWID;
CREATE TABLE kept (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE sources (name TEXT PRIMARY KEY, answered TEXT, last_new TEXT) WITHOUT ROWID;
CREATE TABLE sites (kind TEXT, name TEXT, told TEXT, at TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID;
"""
MOST_TRIES = 5
"""Runs in which an address that gives no answer is asked for."""
_HOLDS = timedelta(hours=24)
"""How long a robots.txt is believed, and a host left alone at most."""
SiteFact = Literal["rules", "rest"]


@dataclass(frozen=True)
class Waiting:
    """An address that is to be asked for; `sha256` is what it held the last time, if it was asked before."""

    identity: str
    address: str
    published: str | None
    updated: str | None
    title: str | None
    tries: int
    etag: str | None
    last_modified: str | None
    sha256: str | None

    @property
    def conditions(self) -> dict[str, str]:
        return conditions(self.etag, self.last_modified) if self.sha256 else {}


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The headers that ask only for what has changed."""
    told = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in told.items() if value}


class FetchState:
    """What earlier runs left; every change is kept at once, so that a run can be killed at any moment."""

    def __init__(self, connection: sqlite3.Connection, now: datetime):
        self._db = connection
        self.now = now
        self._stamp = now.isoformat(timespec="seconds")

    @classmethod
    @contextmanager
    def open(cls, folder: Path, now: datetime) -> Iterator[FetchState]:
        """The state in a folder, begun anew where there is none or it is damaged.

        Raises StoreError where the file system refuses.
        """
        path = folder / "fetch.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = _connect(path)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"can't be written ({error})", file=path, remedy="Make the folder writable.") from error
        try:
            yield cls(connection, now)
        except sqlite3.Error as error:
            remedy = "Free some space and run again; if that doesn't help, remove the file: the store itself is whole."
            raise StoreError(f"can't be used ({error})", file=path, remedy=remedy) from error
        finally:
            connection.close()

    # Listings

    def listing(self, address: str) -> tuple[dict[str, str], str | None]:
        """The headers to ask for a listing with, and what was told of it when it was last read."""
        query = "SELECT etag, last_modified, told FROM listings WHERE address = ?"
        row = self._db.execute(query, (address,)).fetchone()
        return (conditions(row[0], row[1]), row[2]) if row else ({}, None)

    def keep_listing(self, address: str, headers: Mapping[str, str], told: str | None) -> None:
        """Remember that a listing's entries were taken over."""
        values = (address, headers.get("etag"), headers.get("last-modified"), told)
        self._write("INSERT OR REPLACE INTO listings VALUES (?, ?, ?, ?)", values)

    def take_over(self, source: str, entries: Sequence[tuple[str, Entry]]) -> int:
        """Add entries by identity; the number of those that no run has seen before.

        One that was stored waits again if its source now gives another time of change.
        """
        before = self._db.total_changes
        with self._db:
            for place, (identity, entry) in enumerate(entries):
                day = entry.day.isoformat() if entry.day else None
                told = (entry.address, source, place, entry.published, entry.updated, day, entry.title)
                self._db.execute(
                    "INSERT OR IGNORE INTO addresses (identity, address, source, place, published, updated, day, title,"
                    " outcome, tries, first_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?)",
                    (identity, *told, self._stamp),
                )
            new = self._db.total_changes - before
            self._db.executemany(
                "UPDATE addresses SET outcome = 'waiting', tries = 0, updated = ? "
                "WHERE identity = ? AND outcome = 'stored' AND updated IS NOT ?",
                [(entry.updated, identity, entry.updated) for identity, entry in entries if entry.updated],
            )
        return new

    # Addresses

    def recheck(self, source: str, days: int) -> None:
        """Let the stored pages of the last days wait again, each at most once a day."""
        since, yesterday = self._ago(timedelta(days=days)), self._ago(timedelta(days=1))
        self._write(
            "UPDATE addresses SET outcome = 'waiting', tries = 0 "
            "WHERE source = ? AND outcome = 'stored' AND first_seen >= ? AND asked_at < ?",
            (source, since, yesterday),
        )

    def retry(self) -> None:
        """Let everything wait again that was gone, refused or given up."""
        self._write(
            "UPDATE addresses SET outcome = 'waiting', tries = 0 WHERE outcome NOT IN ('stored', 'waiting')", ()
        )

    def waiting(self, source: str, most: int, first: str | None = None, last: str | None = None) -> list[Waiting]:
        """The source's addresses that are to be asked for: the newest first, those without a day in their order."""
        rows = self._db.execute(
            "SELECT identity, address, published, updated, title, tries, etag, last_modified, sha256 FROM addresses "
            "WHERE source = ? AND outcome = 'waiting' AND (? IS NULL OR day >= ?) AND (? IS NULL OR day <= ?) "
            "ORDER BY day DESC NULLS LAST, first_seen DESC, place, identity LIMIT ?",
            (source, first, first, last, last, most),
        )
        return [Waiting(*row) for row in rows]

    def n_waiting(self, source: str) -> int:
        query = "SELECT count(*) FROM addresses WHERE source = ? AND outcome = 'waiting'"
        return int(self._db.execute(query, (source,)).fetchone()[0])

    def recent(self, most: int) -> dict[str, list[str]]:
        """For each source the content hashes of the pages that it gave last, at most so many."""
        rows = self._db.execute(
            "SELECT source, sha256 FROM (SELECT source, sha256, row_number() OVER (PARTITION BY source ORDER BY "
            "stored_at DESC, identity) AS n FROM addresses WHERE sha256 IS NOT NULL) WHERE n <= ? ORDER BY source, n",
            (most,),
        )
        found: dict[str, list[str]] = {}
        for source, sha256 in rows:
            found.setdefault(source, []).append(sha256)
        return found

    def stored(self, identity: str, sha256: str, headers: Mapping[str, str], at: datetime) -> None:
        """An address gave a page; it is in the store by now."""
        stamp = at.isoformat(timespec="seconds")
        self._db.execute("INSERT OR IGNORE INTO kept VALUES (?)", (sha256,))
        self._write(
            "UPDATE addresses SET outcome = 'stored', reason = NULL, tries = 0, sha256 = ?, etag = ?, "
            "last_modified = ?, stored_at = ?, asked_at = ? WHERE identity = ?",
            (sha256, headers.get("etag"), headers.get("last-modified"), stamp, stamp, identity),
        )

    def unchanged(self, identity: str, at: datetime) -> None:
        """An address still holds what was stored."""
        self._write(
            "UPDATE addresses SET outcome = 'stored', tries = 0, asked_at = ? WHERE identity = ?",
            (at.isoformat(timespec="seconds"), identity),
        )

    def unanswered(self, identity: str, kind: Kind, reason: str) -> None:
        """An address gave nothing; it waits on, unless that is final or has been so too often."""
        if kind == "later":
            return
        final = f"CASE WHEN tries + 1 >= {MOST_TRIES} THEN 'given up' ELSE 'waiting' END" if kind == "failed" else "?2"
        self._write(
            f"UPDATE addresses SET outcome = {final}, reason = ?3, tries = tries + 1 WHERE identity = ?1",
            (identity, kind, reason),
        )

    def keep_stored(self, identity: str, source: str, address: str, sha256: str, at: str) -> None:
        """Remember of an address what the store itself tells, where nothing is known of it."""
        self._db.execute("INSERT OR IGNORE INTO kept VALUES (?)", (sha256,))
        self._db.execute(
            "INSERT INTO addresses (identity, address, source, place, outcome, tries, sha256, first_seen, stored_at, "
            "asked_at) VALUES (?, ?, ?, 0, 'stored', 0, ?, ?, ?, ?) ON CONFLICT (identity) DO UPDATE SET "
            "outcome = 'stored', sha256 = excluded.sha256, stored_at = excluded.stored_at, "
            "asked_at = excluded.asked_at "
            "WHERE outcome = 'waiting' AND (stored_at IS NULL OR stored_at < excluded.stored_at)",
            (identity, address, source, sha256, at, at, at),
        )

    def kept(self) -> set[str]:
        """The content hashes of the files that are known."""
        return {row[0] for row in self._db.execute("SELECT sha256 FROM kept")}

    def commit(self) -> None:
        self._db.commit()

    # Sources and sites

    def answered(self, source: str, has_new: bool) -> None:
        """A source answered, with something new or not; its first answer counts as news."""
        self._write(
            "INSERT INTO sources VALUES (?1, ?2, ?2) ON CONFLICT (name) DO UPDATE SET answered = ?2, "
            "last_new = CASE WHEN ?3 THEN ?2 ELSE last_new END",
            (source, self._stamp, has_new),
        )

    def last_new(self, source: str) -> datetime | None:
        """When a source last had something new; None if it has never answered."""
        row = self._db.execute("SELECT last_new FROM sources WHERE name = ?", (source,)).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def told_by_sites(self, kind: SiteFact) -> dict[str, str]:
        """What sites told in the last day: their robots.txt, or until when they want to be left alone."""
        query = "SELECT name, told FROM sites WHERE kind = ? AND at >= ?"
        return dict(self._db.execute(query, (kind, self._ago(_HOLDS))))

    def keep_told(self, kind: SiteFact, name: str, told: str) -> None:
        self._write("INSERT OR REPLACE INTO sites VALUES (?, ?, ?, ?)", (kind, name, told, self._stamp))

    def _ago(self, time: timedelta) -> str:
        return (self.now - time).isoformat(timespec="seconds")

    def _write(self, statement: str, values: Iterable[object]) -> None:
        with self._db:
            self._db.execute(statement, tuple(values))


class Remembered(dict[str, str]):
    """What sites tell, each written down as it comes."""

    def __init__(self, state: FetchState, kind: SiteFact):
        super().__init__(state.told_by_sites(kind))
        self._state = state
        self._kind: SiteFact = kind

    def __setitem__(self, name: str, told: str) -> None:
        super().__setitem__(name, told)
        self._state.keep_told(self._kind, name, told)


def _connect(path: Path) -> sqlite3.Connection:
    try:
        return _opened(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
            path.with_name(name).unlink(missing_ok=True)  # damaged: the store itself tells what was fetched
        return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        (layout,) = connection.execute("PRAGMA user_version").fetchone()
        if layout not in (0, _LAYOUT):
            raise sqlite3.DatabaseError(f"it has layout {layout}, this program writes {_LAYOUT}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if layout == 0:
            connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_LAYOUT}; COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection

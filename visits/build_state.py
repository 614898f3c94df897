"""What builds remember of the articles, so that an unchanged one isn't read again: one SQLite file.

    listing    a file's SHA-256, believed as long as size, times and inode stay what they were
    files      a file that was taken apart to its end, by which version of the sources' code, and how many of its
               pages were turned away unread
    items      what the file held: the n-th record's path and key
    records    by key (a hash of a record's fields): the article's row, or the reject, that was made of it
    readings   by article key (a hash of the article): the reports that were read in it, or why none could be
    held       of a file of many records all that the three above tell of them, since to look them up one by one takes
               five times as long

Records and readings are found by content, so that a renamed file, or a record that moved within one, costs nothing.
A row counts only under the version of the code that made it. All of it can be lost: a build without state reads
everything again, and comes to the same dataset.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from visits.model.errors import ReleaseError
from visits.release.folder import STATE

_LAYOUT = 3
"""Raised whenever the tables below change; a file of another layout is begun anew."""
_TABLES = """
CREATE TABLE listing (path TEXT PRIMARY KEY, stamp TEXT, size INTEGER, sha256 TEXT) WITHOUT ROWID;
CREATE TABLE files (path TEXT PRIMARY KEY, content TEXT, version TEXT, n_items INTEGER, n_turned_away INTEGER)
    WITHOUT ROWID;
CREATE TABLE items (file TEXT, n INTEGER, path TEXT, key BLOB, PRIMARY KEY (file, n)) WITHOUT ROWID;
CREATE TABLE records (key BLOB PRIMARY KEY, version TEXT, article_key BLOB, row BLOB) WITHOUT ROWID;
CREATE TABLE readings (article_key BLOB PRIMARY KEY, version TEXT, told BLOB) WITHOUT ROWID;
CREATE TABLE held (file TEXT, n INTEGER, stands TEXT, items BLOB, PRIMARY KEY (file, n));
"""
_SETTLED = 3_000_000_000
"""Nanoseconds after which a file's times are believed: one changed within the tick of its clock keeps them."""
_ROWS_AT_ONCE = 2_000
_HELD_FROM, _HELD_AT_ONCE = 100, 1_000
"""Records of a file from which they are held together, and those of them in one row."""
_REFUSED = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_IOERR,
}
"""What the file system or another process is to blame for; any other error means that the file is damaged."""

Digest = Callable[[Path], tuple[int, str]]
"""Measures a file: its size and its SHA-256."""


class StateDamagedError(Exception):
    """The state can't be believed: it has to be made anew."""


class Item(NamedTuple):
    """What is remembered of one record of a file.

    `row` holds the cells of the article's row, or of the reject; `told` is what was read in the article as JSON, None
    if the rules in force haven't read it.
    """

    path: str
    row: dict[str, Any]
    is_reject: bool
    told: str | None


class State:
    """The state of one output folder; use it as `with State.open(folder) as state`."""

    def __init__(self, connection: sqlite3.Connection, now: int, mark: Path):
        self._db = connection
        self._now = now
        self._mark = mark
        self._pending = 0

    @classmethod
    @contextmanager
    def open(cls, output: Path) -> Iterator[State]:
        """The state under an output folder, begun if there is none.

        Raises StateDamagedError where it makes no sense, ReleaseError where the file system refuses.
        """
        path = path_of(output)
        try:
            now = path.with_name("lock").stat().st_mtime_ns
            connection = _connect(path)
            try:
                yield cls(connection, now, path.with_name("reading"))
                connection.commit()
            finally:
                connection.close()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _REFUSED:
                raise StateDamagedError(str(error)) from error
            remedy = "Free some space or make the folder writable and build again; the last release is untouched."
            raise ReleaseError(f"can't be written ({error})", file=path, remedy=remedy) from error

    @contextmanager
    def reading(self) -> Iterator[bool]:
        """Marks the time in which articles are read; True if the build before was killed in it, perhaps by one of
        its articles."""
        was_killed = self._mark.exists()
        self._mark.touch()
        try:
            yield was_killed
        finally:
            self._mark.unlink(missing_ok=True)

    # Files

    def digest(self, path: Path, measure: Digest) -> tuple[int, str]:
        """Size and SHA-256 of a file, computed by `measure` only if its times, size or inode have changed."""
        try:
            status = os.stat(path)
        except OSError:
            return measure(path)
        stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
        name = os.fsencode(path.absolute()).decode("utf-8", errors="backslashreplace")
        row = self._db.execute(
            "SELECT size, sha256 FROM listing WHERE path = ? AND stamp = ?", (name, stamp)
        ).fetchone()
        if row:
            return int(row[0]), str(row[1])
        size, sha256 = measure(path)
        if sha256 and max(status.st_mtime_ns, status.st_ctime_ns) < self._now - _SETTLED:
            self._write("INSERT OR REPLACE INTO listing VALUES (?, ?, ?, ?)", (name, stamp, size, sha256))
        return size, sha256

    def forget_files_but(self, paths: set[str]) -> None:
        """Withdraw what files held that are no longer there."""
        for (path,) in self._db.execute("SELECT path FROM files").fetchall():
            if path not in paths:
                self.forget_file(path)

    def forget_file(self, path: str) -> None:
        self._write("DELETE FROM files WHERE path = ?", (path,))
        self._write("DELETE FROM items WHERE file = ?", (path,))
        self._write("DELETE FROM held WHERE file = ?", (path,))

    def items(self, path: str, content: str, sources: str, rules: str) -> list[Item] | None:
        """What a file with this content holds, in its order; None unless all of it is remembered."""
        row = self._db.execute("SELECT content, version, n_items FROM files WHERE path = ?", (path,)).fetchone()
        if row is None or not content or (row[0], row[1]) != (content, sources):
            return None
        query = "SELECT items FROM held WHERE file = ? AND stands = ? ORDER BY n"
        rows = self._db.execute(query, (path, _stands(content, sources, rules)))
        items = [Item(*one) for (held,) in rows for one in _loaded(_opened(held))]
        if len(items) != row[2]:
            items = list(self._looked_up(path, sources, rules))
        return items if len(items) == row[2] else None

    def large_files(self) -> set[str]:
        """The files of so many records that it pays to hold these together."""
        return {path for (path,) in self._db.execute("SELECT path FROM files WHERE n_items >= ?", (_HELD_FROM,))}

    def hold(self, path: str, content: str, sources: str, rules: str) -> None:
        """Put together what is remembered of a large file, if all of it has been read."""
        stands = _stands(content, sources, rules)
        row = self._db.execute("SELECT n_items FROM files WHERE path = ? AND content = ?", (path, content)).fetchone()
        query = "SELECT count(*) FROM held WHERE file = ? AND stands = ?"
        (n_held,) = self._db.execute(query, (path, stands)).fetchone()
        if row is None or n_held == -(-row[0] // _HELD_AT_ONCE):
            return
        self._db.execute("DELETE FROM held WHERE file = ?", (path,))  # all in one step: half of it would be no use
        items = self._looked_up(path, sources, rules)
        n = 0
        while rows := [tuple(item) for item in islice(items, _HELD_AT_ONCE) if item.is_reject or item.told is not None]:
            self._db.execute("INSERT INTO held VALUES (?, ?, ?, ?)", (path, n, stands, _sealed(orjson.dumps(rows))))
            n += len(rows)
        if n != row[0]:  # some of it hasn't been read
            self._db.execute("DELETE FROM held WHERE file = ?", (path,))
        self.commit()

    def _looked_up(self, path: str, sources: str, rules: str) -> Iterator[Item]:
        """What a file holds, in its order, as far as it is remembered."""
        found = self._db.execute(
            "SELECT i.path, r.row, r.article_key, g.told FROM items i "
            "JOIN records r ON r.key = i.key AND r.version = ? "
            "LEFT JOIN readings g ON g.article_key = r.article_key AND g.version = ? WHERE i.file = ? ORDER BY i.n",
            (sources, rules, path),
        )
        return (_item(name, made, key, told) for name, made, key, told in found)

    def keep_item(self, file: str, n: int, path: str, key: bytes) -> None:
        self._write("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", (file, n, path, key))

    def n_turned_away(self, path: str) -> int:
        """How many pages of a file that is remembered were turned away unread."""
        row = self._db.execute("SELECT n_turned_away FROM files WHERE path = ?", (path,)).fetchone()
        return int(row[0]) if row else 0

    def keep_file(self, path: str, content: str, version: str, n_items: int, n_turned_away: int) -> None:
        """Remember that a file was taken apart to its end."""
        values = (path, content, version, n_items, n_turned_away)
        self._write("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", values)

    # Records and readings

    def record(self, key: bytes, sources: str, rules: str) -> Item | None:
        """What was made of a record with this key, and read in it; None unless both are remembered."""
        row = self._db.execute(
            "SELECT r.row, r.article_key, g.told FROM records r "
            "LEFT JOIN readings g ON g.article_key = r.article_key AND g.version = ? WHERE r.key = ? AND r.version = ?",
            (rules, key, sources),
        ).fetchone()
        if row is None or (row[1] and row[2] is None):
            return None
        return _item("", *row)

    def keep_record(self, key: bytes, version: str, article_key: bytes | None, row: bytes) -> None:
        self._write("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", (key, version, article_key, _sealed(row)))

    def told(self, article_key: bytes, rules: str) -> str | None:
        """What was read in an article, None if these rules haven't read it."""
        query = "SELECT told FROM readings WHERE article_key = ? AND version = ?"
        row = self._db.execute(query, (article_key, rules)).fetchone()
        return _opened(row[0]).decode() if row else None

    def keep_reading(self, article_key: bytes, version: str, told: str) -> None:
        self._write("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", (article_key, version, _sealed(told.encode())))

    def forget_all(self) -> None:
        """Forget everything, so that all is taken apart and read again."""
        for table in ("listing", "files", "items", "records", "readings", "held"):
            self._write(f"DELETE FROM {table}", ())

    def tidy(self, sources: str, rules: str) -> None:
        """Drop what no file holds any longer, and what other versions of the code made."""
        self._write("DELETE FROM records WHERE version <> ? OR key NOT IN (SELECT key FROM items)", (sources,))
        self._write(
            "DELETE FROM readings WHERE version <> ? OR article_key NOT IN "
            "(SELECT article_key FROM records WHERE article_key IS NOT NULL)",
            (rules,),
        )
        self._db.commit()

    def commit(self) -> None:
        """Make sure that what was kept so far outlives this process."""
        self._db.commit()
        self._pending = 0

    def _write(self, statement: str, values: Iterable[object]) -> None:
        self._db.execute(statement, tuple(values))
        self._pending += 1
        if self._pending >= _ROWS_AT_ONCE:
            self.commit()


def path_of(output: Path) -> Path:
    return output / STATE / "articles.sqlite"


def remove(output: Path) -> None:
    """Remove the state, so that the next build begins anew."""
    path = path_of(output)
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        (layout,) = connection.execute("PRAGMA user_version").fetchone()
        if layout not in (0, _LAYOUT):
            raise sqlite3.DatabaseError(f"it has layout {layout}, this program writes {_LAYOUT}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")  # 64 MiB: keys are hashes, so that look-ups jump about
        if layout == 0:
            connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_LAYOUT}; COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection


def _stands(content: str, sources: str, rules: str) -> str:
    """What has to be the same for what is held of a file to be true."""
    return f"{content} {sources} {rules}"


def _item(path: str, row: bytes, article_key: bytes | None, told: bytes | None) -> Item:
    return Item(path, _loaded(_opened(row)), article_key is None, _opened(told).decode() if told else None)


def _loaded(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise StateDamagedError("a row makes no sense") from error


def _sealed(content: bytes) -> bytes:
    """The content behind its checksum: SQLite notices a torn page, not a flipped bit."""
    return zlib.crc32(content).to_bytes(4, "big") + content


def _opened(sealed: bytes) -> bytes:
    content = bytes(sealed[4:])
    if zlib.crc32(content).to_bytes(4, "big") != sealed[:4]:
        raise StateDamagedError("a row has changed since it was written")
    return content

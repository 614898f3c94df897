"""What models answered, kept for ever: one SQLite file beside the state of the builds, and its copy as Parquet.

Answers cost money and time, so nothing here is ever dropped by a build, and nothing is asked twice: an answer counts as
long as article, prompt, schema and model stay what they were. No key and no address is in it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from visits.model.errors import AnswerError
from visits.model.question import Answer, Key

FILE = "answers.sqlite"
_LAYOUT = 1
_TABLES = (
    "CREATE TABLE answers (key TEXT PRIMARY KEY, asked TEXT, status TEXT, content TEXT, reason TEXT, model TEXT, "
    "prompt_tokens INTEGER, completion_tokens INTEGER) WITHOUT ROWID",
    "CREATE TABLE revision (n INTEGER)",
    "CREATE TABLE published (reader TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID",
    "INSERT INTO revision VALUES (0)",
)
_COLUMNS = ("key", "asked", "status", "content", "reason", "model", "prompt_tokens", "completion_tokens")
_WAIT = 30.0
"""Seconds to wait for another process that writes."""


@dataclass
class Kept:
    """What became of answers that came in."""

    new: int = 0
    known: int = 0


class AnswerStore:
    """The answers in one file, which is begun when the first is kept. Use it as a context, or close it.

    Threads may share it; they take turns.
    """

    def __init__(self, path: Path):
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._turn = threading.RLock()

    def __enter__(self) -> AnswerStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def answer(self, key: Key) -> Answer | None:
        """What was answered to a question. Raises AnswerError for a file that can't be read."""
        with self._reading() as db:
            if db is None:
                return None
            row = db.execute(f"SELECT {', '.join(_COLUMNS)} FROM answers WHERE key = ?", (str(key),)).fetchone()
        return _answer(row) if row else None

    def keep(self, answer: Answer, asked: str, *, replace: bool = False) -> bool:
        """Keep an answer of the model that was `asked`; False if there is one already. It is safe once this returns.

        An answer that could be used takes the place of one that couldn't.
        """
        with self._writing() as db:
            known = db.execute("SELECT status FROM answers WHERE key = ?", (str(answer.key),)).fetchone()
            if known and not replace and (known[0] == "answered" or answer.status == "refused"):
                return False
            values = (str(answer.key), asked, answer.status, answer.content, answer.reason, answer.model)
            values_and_tokens = (*values, answer.prompt_tokens, answer.completion_tokens)
            db.execute(f"INSERT OR REPLACE INTO answers VALUES ({', '.join('?' * len(_COLUMNS))})", values_and_tokens)
            db.execute("UPDATE revision SET n = n + 1")
        return True

    def all(self) -> Iterator[tuple[Answer, str]]:
        """Every answer with the model that was asked, in the order of the keys."""
        with self._reading() as db:
            if db is not None:
                for row in db.execute(f"SELECT {', '.join(_COLUMNS)} FROM answers ORDER BY key"):
                    yield _answer(row), row[1]

    def tokens_per_answer(self) -> float | None:
        """The mean length of the answers so far, None without any."""
        with self._reading() as db:
            query = "SELECT AVG(completion_tokens) FROM answers WHERE completion_tokens IS NOT NULL"
            return db.execute(query).fetchone()[0] if db is not None else None

    # Builds

    def published(self, reader: str) -> None:
        """Note that a release has been made of all the answers that are here now."""
        if self._path.exists():
            with self._writing() as db:
                db.execute("INSERT OR REPLACE INTO published SELECT ?, n FROM revision", (reader,))

    def unchanged_since(self, reader: str) -> bool:
        """True if no answer came in since this reader's last release."""
        with self._reading() as db:
            if db is None:
                return True
            row = db.execute("SELECT p.n = r.n FROM published p, revision r WHERE reader = ?", (reader,)).fetchone()
        return bool(row and row[0])

    # The file

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """The connection, None where there is no file."""
        with self._turn, self._told_of():
            yield self._open() if self._connection is not None or self._path.exists() else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._turn, self._told_of():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._open() as db:
                yield db

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            db = sqlite3.connect(self._path, timeout=_WAIT, check_same_thread=False)
            try:
                _prepare(db)
            except BaseException:
                db.close()
                raise
            self._connection = db
        return self._connection

    @contextmanager
    def _told_of(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            remedy = "Make it readable and writable; if it is damaged, move it away and import the answers again."
            raise AnswerError(f"the kept answers can't be used ({error})", file=self._path, remedy=remedy) from error


def _prepare(db: sqlite3.Connection) -> None:
    """Lay out a new file, whoever else is doing so: threads and processes may open it for the first time together."""
    if _layout(db) == 0:
        db.execute("BEGIN IMMEDIATE")
        with db:
            if _layout(db) == 0:
                for statement in _TABLES:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {_LAYOUT}")


def _layout(db: sqlite3.Connection) -> int:
    layout: int = db.execute("PRAGMA user_version").fetchone()[0]
    if layout not in (0, _LAYOUT):
        raise sqlite3.DatabaseError(f"it has layout {layout}, this program knows {_LAYOUT}")
    return layout


def _answer(row: tuple[Any, ...]) -> Answer:
    key, _, status, content, reason, model, prompt_tokens, completion_tokens = row
    return Answer(Key.read(key), status, content, reason, model, prompt_tokens, completion_tokens)


# Parquet


def export(store: AnswerStore, path: Path) -> int:
    """Write all answers as Parquet, in the order of their keys; how many there are. Raises AnswerError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [(*_told(answer), asked) for answer, asked in store.all()]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_SCHEMA)
    arrays = [pa.array(values, kind) for values, (_, kind) in zip(columns, _arrow_schema(pa), strict=True)]
    table = pa.Table.from_arrays(arrays, schema=pa.schema(_arrow_schema(pa)))
    waiting = path.with_name(f".{path.name}.part")
    try:
        pq.write_table(table, waiting, compression="zstd")
        waiting.replace(path)
    except OSError as error:
        raise AnswerError(f"can't be written ({error.strerror})", file=path, remedy="Choose another place.") from error
    finally:
        waiting.unlink(missing_ok=True)
    return len(rows)


_SCHEMA = (
    *((name, "text") for name in ("key", "article_hash", "prompt_version", "schema_version", "model_hash")),
    *((name, "number") for name in ("stretch", "stretches")),
    *((name, "text") for name in ("status", "content", "reason", "answered_by")),
    *((name, "number") for name in ("prompt_tokens", "completion_tokens")),
    ("model", "text"),
)


def _arrow_schema(pa: Any) -> list[tuple[str, Any]]:
    return [(name, pa.string() if kind == "text" else pa.int32()) for name, kind in _SCHEMA]


def _told(answer: Answer) -> tuple[Any, ...]:
    said = (answer.status, answer.content, answer.reason, answer.model, answer.prompt_tokens, answer.completion_tokens)
    return (str(answer.key), *answer.key, *said)


def import_parquet(store: AnswerStore, path: Path) -> Kept:
    """Keep the answers of an exported file. Raises AnswerError for one that isn't such a file."""
    kept = Kept()
    for row in _rows_of(path):
        try:
            key = Key.read(row["key"])
            said = (row["content"] or "", row["reason"] or "", row["answered_by"] or "")
            answer = Answer(key, _status(row["status"]), *said, row["prompt_tokens"], row["completion_tokens"])
        except (KeyError, ValueError, TypeError) as error:
            raise _not_exported(path, str(error)) from error
        if store.keep(answer, row.get("model") or ""):
            kept.new += 1
        else:
            kept.known += 1
    return kept


def _rows_of(path: Path) -> Iterable[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(2_000):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise _not_exported(path, str(error)[:120]) from error


def _not_exported(path: Path, problem: str) -> AnswerError:
    return AnswerError(
        f"is no file of answers ({problem})", file=path, remedy="Give one that `visits model export` wrote."
    )


def _status(written: str) -> Any:
    if written not in ("answered", "refused"):
        raise ValueError(f"unknown status {written!r}")
    return written


Readable = Callable[[str], str | None]
"""Says what is wrong with an answer's words, None for one that can be read."""

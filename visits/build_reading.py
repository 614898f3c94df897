"""Reading a folder of articles, but only what no build before has read under the same rules.

A file with known content isn't opened, a known record isn't worked out again, and a known article isn't read again.
What is new is remembered while the build goes on, so that one that is killed loses little.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from visits.build_pages import MakeGate, PageTeam
from visits.build_state import Item, State, StateDamagedError
from visits.build_workers import MakeReader, Outcome, read_all
from visits.model.account import Account, Refused
from visits.model.article import Article, Reject
from visits.model.errors import SourceError
from visits.model.report import Report
from visits.model.visit import ArticleRow, SentenceRow
from visits.reports.quoted import quoted_sentences
from visits.sources import ListedRecord, Seen, SourceFile, read_listed, size_and_hash
from visits.sources.fingerprint import fingerprint
from visits.sources.limits import OLDER

if TYPE_CHECKING:
    from visits.build import Progress

PENDING = "waits for the model"
"""The outcome of an article that a model hasn't been asked about."""
VALUE_REFUSED = "value of the model refused"
ANSWER_REFUSED = "answer of the model refused"
"""Reasons of rejects that are no files: what a model said of an article in vain."""
NOT_FILES = (OLDER, VALUE_REFUSED, ANSWER_REFUSED)
"""Reasons of rejects that a strict build doesn't mind: nothing that could be read was lost."""
_ARTICLE_ROWS = TypeAdapter(list[ArticleRow])
"""Checks rows all at once, in two thirds of the time that they take one by one."""
_COMMIT_EVERY = 200
"""Articles read between two commits: what a killed build may have to read again."""


class Versions(NamedTuple):
    """Which code turned files into articles, and which rules read these."""

    sources: str
    rules: str


class Reading(BaseModel):
    """What an article told, as the state keeps it, or a reject: reports, the sentences that they quote from, the mark
    by which copies are found, what a model said in vain, and why none of its answer could be used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reports: tuple[Report, ...] = ()
    sentences: tuple[SentenceRow, ...] = ()
    fingerprint: str | None = None
    reject: Reject | None = None
    refused: tuple[Refused, ...] = ()
    useless: str = ""


@dataclass
class Read:
    """What the articles told, of their texts only the sentences quoted; `n_new` of them were read by this build.

    `refused` holds the values of a model that don't stand in the articles, and the articles of which its answer was of
    no use; `pending` counts those that a model hasn't been asked about.
    `n_turned_away` pages of archives were not taken apart, as the gate saw that they can't tell of a visit.
    """

    articles: list[ArticleRow] = field(default_factory=list)
    sentences: list[SentenceRow] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    refused: list[Reject] = field(default_factory=list)
    n_new: int = 0
    pending: int = 0
    n_turned_away: int = 0


Cells = dict[str, Any]
"""The cells of an article's row by column, or of a reject; checked once, when the row is complete."""
_TOLD_NOTHING = Reading()
_NOTHING = _TOLD_NOTHING.model_dump_json()
"""What most articles tell; it isn't worth taking apart for each of them."""


def read_again(
    files: Sequence[SourceFile],
    state: State,
    versions: Versions,
    make_reader: MakeReader,
    make_gate: MakeGate,
    workers: int,
    progress: Progress,
) -> Read:
    """What the articles in these files tell, whatever of it was known before.

    Raises StateDamagedError where the state makes no sense; a build may then begin anew without it.
    """
    with PageTeam(make_gate, workers) as pages:
        return _Pass(state, versions, pages).read(files, make_reader, workers, progress)


class _Pass:
    """One pass over the files."""

    def __init__(self, state: State, versions: Versions, pages: PageTeam):
        self._state = state
        self._versions = versions
        self._pages = pages
        self._told: list[tuple[Cells, Reading, str]] = []
        self._read = Read()
        self._seen = Seen(revises=True)
        self._waiting: deque[tuple[Cells, bytes]] = deque()

    def read(self, files: Sequence[SourceFile], make_reader: MakeReader, workers: int, progress: Progress) -> Read:
        self._state.forget_files_but({file.relative for file in files})
        self._seen = Seen({file.relative for file in files if file.fetched}, revises=True)
        unread = self._unread(files)
        first = next(unread, None)
        if first is not None:  # to build a reader takes a second
            with self._state.reading() as killed_last_time:
                self._pages.wary = killed_last_time
                outcomes = read_all(chain([first], unread), make_reader, workers, wary=killed_last_time)
                for done, outcome in enumerate(outcomes, start=1):
                    self._take(outcome)
                    progress("reading", done, None)
                    if done % _COMMIT_EVERY == 0:
                        self._state.commit()
            self._read.n_new = done
        self._state.commit()
        self._hold(files)
        self._sum_up()
        read = self._read
        read.articles.sort(key=lambda row: row.article_id)
        read.sentences.sort(key=lambda row: (row.article_id, row.part, row.start, row.end))
        read.reports.sort(key=lambda report: report.report_id)
        for rejects in (read.rejects, read.refused):
            rejects.sort(key=lambda reject: (reject.path, reject.article_id or "", reject.reason, reject.detail))
        return read

    def _unread(self, files: Sequence[SourceFile]) -> Iterator[Article]:
        """The articles that have to be read, in the order of the files; all others are taken over on the way."""
        for file, sidecar in _with_sidecars(files):
            known = self._state.items(file.relative, self._content(file, sidecar), *self._versions)
            if known is not None:
                self._read.n_turned_away += self._state.n_turned_away(file.relative)
            if known is None:
                yield from self._taken_apart(file, sidecar)
            elif lacking := [item.path for item in known if not self._took_over(item)]:
                yield from self._opened_again(file, sidecar, set(lacking))

    def _hold(self, files: Sequence[SourceFile]) -> None:
        large = self._state.large_files()
        for file, sidecar in _with_sidecars(files):
            if file.relative in large and (content := self._content(file, sidecar)):
                self._state.hold(file.relative, content, *self._versions)

    def _taken_apart(self, file: SourceFile, sidecar: SourceFile | None) -> Iterator[Article]:
        state, (sources, rules) = self._state, self._versions
        state.forget_file(file.relative)
        remembered: dict[bytes, Item] = {}

        def is_known(key: bytes) -> bool:
            item = state.record(key, sources, rules)
            if item:
                remembered[key] = item
            return item is not None

        n = 0
        turned_away_before = self._pages.n_turned_away
        for n, (path, key, became) in enumerate(self._items(file, sidecar, is_known), start=1):
            state.keep_item(file.relative, n, path, key)
            if became is None:
                self._took_over(remembered.pop(key)._replace(path=path))
            elif isinstance(became, Reject):
                self._keep_record(key, None, became.model_dump())
                self._read.rejects.append(became)
            else:
                row, article_key = _row(became), _article_key(became)
                self._keep_record(key, article_key, row)
                if self._is_first(row) and not self._recalled(row, article_key):
                    self._waiting.append((row, article_key))
                    yield became
        n_turned_away = self._pages.n_turned_away - turned_away_before
        self._read.n_turned_away += n_turned_away
        content = self._content(file, sidecar)
        if content and state.digest(file.path, size_and_hash) == (file.size, file.sha256):
            state.keep_file(file.relative, content, sources, n, n_turned_away)  # else it has changed meanwhile

    def _keep_record(self, key: bytes, article_key: bytes | None, made: Cells) -> None:
        if key:
            row = orjson.dumps({**made, "path": ""})
            self._state.keep_record(key, self._versions.sources, article_key, row)

    def _opened_again(self, file: SourceFile, sidecar: SourceFile | None, lacking: set[str]) -> Iterator[Article]:
        """The articles of a known file that these rules haven't read yet."""
        for _, _, became in self._items(file, sidecar, lambda key: False):
            if isinstance(became, Article) and became.path in lacking:
                lacking.remove(became.path)
                self._waiting.append((_row(became), _article_key(became)))
                yield became
        if lacking:
            raise SourceError("has changed while it was read", file=file.path, remedy="Build again.")

    def _took_over(self, item: Item) -> bool:
        """False for an article of which nothing is known but that it is there."""
        try:
            row = item.row
            row["path"] = item.path
            if item.is_reject:
                self._read.rejects.append(Reject(**row))
                return True
        except (ValueError, TypeError) as error:
            raise StateDamagedError("a row makes no sense") from error
        if not self._is_first(row):
            return True
        if item.told is None:
            return False
        self._recall(row, item.told)
        return True

    def _is_first(self, row: Cells) -> bool:
        try:
            article_id, path, content = row["article_id"], row["path"], row["content_hash"]
            if self._seen.is_unchanged(article_id, path, content):
                return False
            repeat = self._seen.repeat(article_id, path, content, row["fetched"])
        except KeyError as error:
            raise StateDamagedError("a row makes no sense") from error
        if repeat:
            self._read.rejects.append(repeat)
        return repeat is None

    def _recalled(self, row: Cells, article_key: bytes) -> bool:
        told = self._state.told(article_key, self._versions.rules)
        if told is not None:
            self._recall(row, told)
        return told is not None

    def _take(self, outcome: Outcome) -> None:
        """Remember what an article told; outcomes come in the order in which the articles were handed out."""
        row, article_key = self._waiting.popleft()
        if isinstance(outcome, Reject):
            reading = Reading(reject=outcome)
        else:
            mark = fingerprint(outcome.article.text) if outcome.reports else None
            sentences = quoted_sentences(outcome.article, outcome.reports)
            reading = _reading(outcome.account, sentences, mark)
            if outcome.account.outcome == "pending":  # not to be remembered: it is read again when it is answered
                self._read.pending += 1
                self._add(row, reading, PENDING)
                return
        self._state.keep_reading(article_key, self._versions.rules, reading.model_dump_json())
        self._add(row, reading)

    def _recall(self, row: Cells, told: str) -> None:
        try:
            self._add(row, _TOLD_NOTHING if told == _NOTHING else Reading.model_validate_json(told))
        except ValidationError as error:
            raise StateDamagedError("a reading makes no sense") from error

    def _add(self, row: Cells, reading: Reading, outcome: str = "") -> None:
        if reading.reject:
            self._read.rejects.append(reading.reject.model_copy(update={"path": row["path"]}))
            return
        self._told.append((row, reading, outcome))

    def _sum_up(self) -> None:
        """Put together what was told, without the captures that were the newest until a newer one came."""
        older = self._seen.older
        self._read.rejects += older.values()
        rows = []
        for row, reading, outcome in self._told:
            if row["path"] not in older:
                n_reports = len(reading.reports)
                became = "tells of visits" if n_reports else "no answer to use" if reading.useless else "no visit"
                row |= {"n_reports": n_reports, "outcome": outcome or became, "fingerprint": reading.fingerprint}
                rows.append(row)
                if reading is not _TOLD_NOTHING:
                    self._read.refused += _refused_rows(row, reading)
                    self._read.sentences += reading.sentences
                    self._read.reports += reading.reports
        self._read.articles += _article_rows(rows)

    def _items(
        self, file: SourceFile, sidecar: SourceFile | None, is_known: Callable[[bytes], bool]
    ) -> Iterator[ListedRecord]:
        """The records of a file."""
        return read_listed(file.path, file.relative, sidecar.path if sidecar else None, is_known, self._pages)

    def _content(self, file: SourceFile, sidecar: SourceFile | None) -> str:
        """What tells whether a file and its sidecar have changed; "" where that can't be told.

        Which pages of an archive are records depends on the rules too, through the gate.
        """
        hashes = [file.sha256, *([sidecar.sha256] if sidecar else [])]
        gate = [self._versions.rules] if file.format == "archive" else []
        return " ".join([*hashes, *gate]) if all(hashes) else ""


def _with_sidecars(files: Sequence[SourceFile]) -> Iterator[tuple[SourceFile, SourceFile | None]]:
    """The files with articles, each with the one that tells of it, if there is one."""
    by_name = {file.relative: file for file in files}
    for file in files:
        if file.describes is None:
            yield file, by_name[file.sidecar] if file.sidecar else None


def _reading(account: Account, sentences: tuple[SentenceRow, ...], mark: str | None) -> Reading:
    useless = account.reason if account.outcome == "refused" else ""
    return Reading(
        reports=account.reports, sentences=sentences, fingerprint=mark, refused=account.refused, useless=useless
    )


def _refused_rows(row: Cells, reading: Reading) -> Iterator[Reject]:
    """What a model said in vain, as rows of the table of rejects."""
    for value in reading.refused:
        yield Reject(path=row["path"], article_id=row["article_id"], reason=VALUE_REFUSED, detail=str(value))
    if reading.useless:
        yield Reject(path=row["path"], article_id=row["article_id"], reason=ANSWER_REFUSED, detail=reading.useless)


def _article_key(article: Article) -> bytes:
    """A SHA-256 of all that a reader may look at."""
    return hashlib.sha256(article.model_dump_json(exclude={"path", "notes", "fetched"}).encode()).digest()


def _row(article: Article) -> Cells:
    """What the article's row holds before it is known what the article tells."""
    return {
        "article_id": article.id,
        "source": article.source,
        "url": article.url,
        "author": article.author,
        "language": article.language,
        "title": article.title,
        "published": article.published,
        "published_basis": article.published_basis,
        "published_hint": str(article.published_hint) if article.published_hint else None,
        "published_zone": article.published_zone,
        "fetched": article.fetched,
        "notes": "; ".join(article.notes) or None,
        "path": article.path,
        "content_hash": article.content_hash,
        "n_characters": len(article.text),
    }


def _article_rows(cells: list[Cells]) -> list[ArticleRow]:
    try:
        return _ARTICLE_ROWS.validate_python(cells)
    except ValidationError as error:
        raise StateDamagedError("a row makes no sense") from error

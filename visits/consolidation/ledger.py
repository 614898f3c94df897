"""Ids that outlast a build: each visit keeps the id under which most of its reports were told last.

A report counts for the id it had; one that an article no longer tells in that form counts through its article, as
long as that still tells of the same leader and host. Visits are served by the number of such reports, and an id goes
to one visit. A visit without one takes the id that its leader, host and start make (see `identity`), if that was never
given up and no other visit has it; else the next of the same make.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from visits.model.ledger import Ledger, LedgerRow
from visits.model.visit import RemovedRow

ID_CHARACTERS = 12
"""Sixty bits: among a million visits, two share an id with a probability below one in a million."""


@dataclass(frozen=True, slots=True)
class Found:
    """A visit as far as its id hangs on it.

    `key` says what it is (leader, host, start), `rank` orders visits of one key, `reports` are pairs of a report's
    and its article's id.
    """

    key: str
    rank: tuple[int, str]
    leader_id: str
    host_country: str
    reports: tuple[tuple[str, str], ...]


def carried_ids(visits: Sequence[Found], ledger: Ledger) -> list[str]:
    """The id of each visit, all different; some of them may be given up for publication."""
    ids: list[str | None] = _voted(visits, ledger) if ledger.rows else [None for _ in visits]
    taken = {visit_id for visit_id in ids if visit_id}
    refused = ledger.given_up
    by_key: dict[str, list[int]] = defaultdict(list)
    for position, visit in enumerate(visits):
        if ids[position] is None:
            by_key[visit.key].append(position)
    for key, positions in by_key.items():
        for position in sorted(positions, key=lambda p: visits[p].rank):
            ids[position] = made = new_id(key, lambda made: made not in taken and made not in refused)
            taken.add(made)
    return [visit_id or "" for visit_id in ids]


def new_id(key: str, is_free: Callable[[str], bool]) -> str:
    """The first free id that a key makes."""
    n = 1
    while not is_free(made := hashed("v", key if n == 1 else f"{key}#{n}")):
        n += 1
    return made


def hashed(prefix: str, key: str) -> str:
    """An id made from a key: the prefix and a hash of it."""
    digest = hashlib.sha256(key.encode("utf-8")).digest()
    return prefix + base64.b32encode(digest).decode("ascii").lower()[:ID_CHARACTERS]


def _voted(visits: Sequence[Found], ledger: Ledger) -> list[str | None]:
    """The ids that the visits' reports speak for; of equal claims to one, the visit that would be given it anew."""
    gone = _gone(visits, ledger)
    claims = []
    for position, visit in enumerate(visits):
        for found_id, votes in _votes(visit, ledger.rows, gone).items():
            claims.append((-votes, hashed("v", visit.key) != found_id, visit.rank, visit.key, found_id, position))
    ids: list[str | None] = [None] * len(visits)
    taken: set[str] = set()
    for *_, found_id, position in sorted(claims):
        if ids[position] is None and found_id not in taken:
            ids[position] = found_id
            taken.add(found_id)
    return ids


Place = tuple[str, str, str]
"""An article, a leader and a host."""


def _gone(visits: Sequence[Found], ledger: Ledger) -> dict[Place, set[str]]:
    """The ids of reports that are no longer told, by where they were."""
    told = {report_id for visit in visits for report_id, _ in visit.reports}
    gone: dict[Place, set[str]] = defaultdict(set)
    for report_id, row in ledger.rows.items():
        if report_id not in told:
            gone[row.article_id, row.leader_id, row.host_country].add(row.found_id)
    return gone


def _votes(visit: Found, rows: Mapping[str, LedgerRow], gone: Mapping[Place, set[str]]) -> Counter[str]:
    votes: Counter[str] = Counter()
    for report_id, article_id in visit.reports:
        row = rows.get(report_id)
        if row and (row.leader_id, row.host_country) == (visit.leader_id, visit.host_country):
            votes[row.found_id] += 1
        elif row is None:
            replaced = gone.get((article_id, visit.leader_id, visit.host_country), set())
            if len(replaced) == 1:
                votes.update(replaced)
    return votes


@dataclass(frozen=True, slots=True)
class GivenUp:
    """An id that a ruling took away: `into` is the visit that it was merged into, None for one rejected."""

    into: str | None
    ruling_id: str


def removed_rows(
    ledger: Ledger, rows: Iterable[LedgerRow], published: set[str], ruled: Mapping[str, GivenUp]
) -> list[RemovedRow]:
    """Every id ever given up, with what became of it, by id.

    `rows` are the new ledger's, `published` the ids in the new release, `ruled` those that rulings took away.
    """
    by_report = {row.report_id: row for row in rows}
    heirs: dict[str, Counter[str]] = defaultdict(Counter)
    for report_id, before in ledger.rows.items():
        now = by_report.get(report_id)
        if before.visit_id and now and now.visit_id:
            heirs[before.visit_id][now.visit_id] += 1
    removed = {row.visit_id: row for row in ledger.removed}
    for visit_id in sorted((ledger.published | set(ruled)) - published - set(removed)):
        last = ledger.release if visit_id in ledger.published else None
        removed[visit_id] = _removed(visit_id, heirs.get(visit_id), ruled.get(visit_id), last)
    return [_followed(removed[visit_id], removed, published) for visit_id in sorted(removed)]


def _removed(visit_id: str, heirs: Counter[str] | None, ruled: GivenUp | None, release: str | None) -> RemovedRow:
    if ruled and ruled.into:
        kind, into, reason = "merged", ruled.into, f"merged by the ruling {ruled.ruling_id}"
    elif ruled:
        kind, into, reason = "rejected", None, f"rejected by the ruling {ruled.ruling_id}"
    elif heirs:
        into = min(heirs, key=lambda heir: (-heirs[heir], heir))
        kind, reason = "merged", "its reports are told of that visit"
    else:
        kind, into, reason = "withdrawn", None, "no article tells of it any longer"
    return RemovedRow(visit_id=visit_id, kind=kind, into=into, reason=reason, last_release=release)


def _followed(row: RemovedRow, removed: Mapping[str, RemovedRow], published: set[str]) -> RemovedRow:
    """The row with the visit that holds it now: what it was merged into may have been merged in turn."""
    into, met = row.into, {row.visit_id}
    while into and into not in published and into not in met:
        met.add(into)
        into = removed[into].into if into in removed else None
    if into not in published:
        into = None
    return row if into == row.into else row.model_copy(update={"into": into})

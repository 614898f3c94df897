"""What the page shows of one visit: its fields, claims, sentences, articles and history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from visits.release.page.rows_by_key import Row, RowsByKey

_CLAIM = ("article_id", "field", "value", "quote", "part", "start", "end", "rule", "accepted")
_ARTICLE = ("article_id", "source", "url", "title", "published", "published_hint", "path")
_SENTENCE = ("part", "start", "end", "text")
_REPORT = ("article_id", "placed_by", "status")
_COMPANION = ("name", "relation", "office", "n_reports")
_CHANGE = ("kind", "field", "old", "new", "other_id", "article_ids")
_RULING = ("ruling_id", "kind", "field", "value", "applied", "problem", "reason", "author", "date")


class Details:
    """The details of the visits of a release, some visits at a time."""

    def __init__(self, tables: Mapping[str, pa.Table]):
        visits = tables["visits"]
        self._ids: list[str] = visits.column("visit_id").to_pylist()
        self._columns = visits.column_names
        self._visits = RowsByKey(visits, "visit_id", self._columns)
        self._claims = RowsByKey(tables["claims"], "visit_id", _CLAIM)
        self._articles = RowsByKey(tables["articles"], "article_id", _ARTICLE)
        self._sentences = RowsByKey(tables["sentences"], "article_id", _SENTENCE)
        self._reports = RowsByKey(tables["reports"], "visit_id", _REPORT)
        self._companions = RowsByKey(tables["companions"], "visit_id", _COMPANION)
        self._changes = RowsByKey(tables["changes"], "visit_id", _CHANGE)
        self._absorbed = RowsByKey(tables["removed"], "into", ("visit_id", "kind"))
        self._gaps = RowsByKey(tables["coverage"], "visit_id", ("missing", "after", "before"))
        self._rulings: dict[str, list[Row]] = defaultdict(list)
        for row in tables["rulings"].to_pylist():
            for visit_id in row["visit_ids"]:
                self._rulings[visit_id].append(tuple(row[name] for name in _RULING))

    def pieces(self, size: int) -> Iterator[list[dict[str, Any]]]:
        """The details of the first `size` visits, of the next, and so on, in the order of the table."""
        for first in range(0, len(self._ids), size):
            yield self._piece(self._ids[first : first + size])

    def _piece(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        visits = self._visits.rows(ids)
        claims, reports = self._claims.rows(ids), self._reports.rows(ids)
        article_ids = sorted({row[0] for some in reports.values() for row in some})
        articles, sentences = self._articles.rows(article_ids), self._sentences.rows(article_ids)
        companions, changes = self._companions.rows(ids), self._changes.rows(ids)
        absorbed, gaps = self._absorbed.rows(ids), self._gaps.rows(ids)
        made = []
        for visit_id in ids:
            cells = zip(self._columns, visits[visit_id][0], strict=True)
            told_by = _articles(reports[visit_id], articles)
            made.append(
                {
                    "visit": {
                        name: value for name, value in cells if value is not None and value != [] and value is not False
                    },
                    **_claims(claims[visit_id], [article["id"] for article in told_by], sentences),
                    "articles": told_by,
                    "companions": companions[visit_id],
                    "changes": changes[visit_id],
                    "rulings": self._rulings.get(visit_id, []),
                    "absorbed": absorbed[visit_id],
                    "gaps": gaps[visit_id],
                }
            )
        return made


def _articles(reports: Sequence[Row], articles: Mapping[str, Sequence[Row]]) -> list[dict[str, Any]]:
    """The articles that tell of a visit, by day of publication, each with where the visit stood by it."""
    told: dict[str, dict[str, Any]] = {}
    for article_id, placed_by, status in reports:
        for _, source, url, title, published, hint, path in articles[article_id][:1]:
            made = {"source": source, "url": url, "title": title, "published": published, "hint": hint, "path": path}
            made |= {"status": status, "placed": placed_by}
            told.setdefault(article_id, {"id": article_id} | {name: value for name, value in made.items() if value})
    return sorted(told.values(), key=lambda one: (one.get("published", one.get("hint", "9999")), one["id"]))


def _claims(
    claims: Sequence[Row], article_ids: Sequence[str], sentences: Mapping[str, Sequence[Row]]
) -> dict[str, list[Any]]:
    """Claims as lists, and the sentences that they count in.

    A claim is field, value, number of the article (-1: a ruling), number of the sentence (null: none is known), start
    and end in that sentence, rule, 1 if taken over; and the words quoted, where no sentence holds them.
    """
    places = {article_id: place for place, article_id in enumerate(article_ids)}
    texts: dict[str, int] = {}
    made: list[list[Any]] = []
    for article_id, field, value, quote, part, start, end, rule, accepted in claims:
        place = places.get(article_id, -1)
        for of_part, begin, stop, text in sentences.get(article_id, ()):
            if begin <= start and end <= stop and of_part == part:
                number = texts.setdefault(text, len(texts))
                made.append([field, value, place, number, start - begin, end - begin, rule, int(accepted)])
                break
        else:
            made.append([field, value, place, None, None, None, rule, int(accepted), quote])
    return {"claims": made, "sentences": list(texts)}

"""What the commands print about visits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from visits.cli_tables import number
from visits.model.codes import Status
from visits.model.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

_WIDTH = 110
_BESIDE = ("claims", "articles", "party", "changes", "rulings")
"""What `visit_as_json` adds to the visit's own columns."""


def select(
    table: pd.DataFrame,
    leader: str | None = None,
    country: str | None = None,
    host: str | None = None,
    year: int | None = None,
    status: str | None = None,
    conflict: bool = False,
) -> pd.DataFrame:
    """The visits that fit all that is given; accents and capitals in a leader's name don't count.

    Raises UsageError for a status that is none.
    """
    if leader:
        table = table[table["leader"].map(_folded).str.contains(_folded(leader), regex=False).astype(bool)]
    if country:
        table = table[table["leader_country"] == country.upper()]
    if host:
        table = table[table["host_country"] == host.upper()]
    if year:
        table = table[table["start_date"].dt.year == year]
    if status:
        if status.lower() not in get_args(Status):
            raise UsageError(f"there is no status {status!r}", remedy=f"It is one of {', '.join(get_args(Status))}.")
        table = table[table["status"] == status.lower()]
    if conflict:
        table = table[table["conflicts"].map(bool).astype(bool)]
    return table


def _folded(name: str) -> str:
    from anyascii import anyascii

    return anyascii(name).lower()


def as_records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as JSON values: ISO dates, null where nothing is known."""
    records: list[dict[str, Any]] = json.loads(table.to_json(orient="records", date_format="iso", date_unit="s"))
    dates = [name for name in table.columns if str(table[name].dtype).startswith("datetime")]
    for record in records:
        for name in dates:
            if record[name]:
                record[name] = record[name][:10]
    return records


def visit_lines(table: pd.DataFrame, *, conflicts: bool = False) -> list[str]:
    """A line for each visit, in columns; with the fields that are in conflict, if they are asked for."""
    heading = f"{'visit':14}{'leader':28}{'from':5}{'to':5}{'start':12}{'end':12}status"
    lines = [f"{heading}     conflicts" if conflicts else heading]
    for row in as_records(table):
        start, end = (_date(row, edge) for edge in ("start", "end"))
        countries = f"{row['leader_country'] or '':5}{row['host_country']:5}"
        line = f"{row['visit_id']:14}{row['leader'][:27]:28}{countries}{start:12}{end:12}{row['status']}"
        lines.append(f"{line:{len(lines[0]) - 9}}{', '.join(row['conflicts'])}" if conflicts else line)
    return [*lines, number(len(table), "visit")]


def _date(row: dict[str, Any], edge: str) -> str:
    """The date to its precision."""
    day, precision = row[f"{edge}_date"], row[f"{edge}_precision"]
    return day[: {"day": 10, "month": 7, "year": 4}[precision]] if day else ""


def visit_as_json(dataset: Path, visit_id: str) -> dict[str, Any]:
    """A visit with its claims, articles, companions (`party`), changes and rulings.

    Each claim has its `sentence` and the sentence's offset in the article, each article the visit's `status` by it.
    Raises UsageError for an unknown id.
    """
    from visits.release.load import load, load_where

    def about(table: str) -> list[dict[str, Any]]:
        return as_records(load_where(dataset, table, "visit_id", [visit_id]).drop(columns="visit_id"))

    visits = as_records(load_where(dataset, "visits", "visit_id", [visit_id]))
    if not visits:
        gone = about("removed")
        problem = f"was removed: {gone[0]['reason']}" if gone else "is not in the dataset"
        raise UsageError(problem, entry=visit_id, remedy="`visits list` shows the ids.")
    reports = {report["article_id"]: report for report in about("reports")}
    articles = as_records(load_where(dataset, "articles", "article_id", reports))
    rulings = as_records(load(dataset, table="rulings"))
    return {
        **visits[0],
        "claims": _with_sentences(about("claims"), as_records(load_where(dataset, "sentences", "article_id", reports))),
        "articles": [_told(article, reports[article["article_id"]]) for article in articles],
        "party": about("companions"),
        "changes": about("changes"),
        "rulings": [ruling for ruling in rulings if visit_id in ruling["visit_ids"]],
    }


def _told(article: dict[str, Any], report: dict[str, Any]) -> dict[str, Any]:
    kept = ("article_id", "source", "url", "title", "published", "published_hint", "path")
    return {**{name: article[name] for name in kept}, "status": report["status"], "placed_by": report["placed_by"]}


def _with_sentences(claims: list[dict[str, Any]], sentences: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The claims, each with the sentence in which its words stand, null for a ruling's."""
    for claim in claims:
        around = [
            said
            for said in sentences
            if (said["article_id"], said["part"]) == (claim["article_id"], claim["part"])
            and said["start"] <= claim["start"] < claim["end"] <= said["end"]
        ]
        claim["sentence"] = around[0]["text"] if around else None
        claim["sentence_start"] = around[0]["start"] if around else None
    return claims


def visit_page(visit: dict[str, Any], whole_sentences: bool = False) -> str:
    """A visit as text; `+` marks the claims that it took over, `-` those that it didn't."""
    sources = {article["article_id"]: article["source"] or article["article_id"] for article in visit["articles"]}
    own = {name: value for name, value in visit.items() if name not in _BESIDE}
    lines = [f"{name:18}{_shown(value)}" for name, value in own.items() if value not in (None, [])]
    for field in dict.fromkeys(claim["field"] for claim in visit["claims"]):
        lines += ["", field]
        for claim in (c for c in visit["claims"] if c["field"] == field):
            sign = "+" if claim["accepted"] else "-"
            where = sources.get(claim["article_id"], "a ruling")
            words = _marked(claim) if whole_sentences else _short(claim["quote"])
            by = f"{claim['reader']}, {claim['rule']}" if claim["reader"].startswith("model ") else claim["rule"]
            lines.append(f"  {sign} {claim['value']}: “{words}” ({where}; {by})")
    return "\n".join([*lines, *_party(visit["party"]), *_articles(visit["articles"]), *_history(visit)])


def _marked(claim: dict[str, Any]) -> str:
    """The sentence with the quoted words between › and ‹."""
    sentence = claim["sentence"]
    if sentence is None:
        return _one_line(claim["quote"])
    start, end = (claim[edge] - claim["sentence_start"] for edge in ("start", "end"))
    return _one_line(f"{sentence[:start]}›{sentence[start:end]}‹{sentence[end:]}")


def _party(rows: list[dict[str, Any]]) -> list[str]:
    told = [(row["name"], [row[key] for key in ("relation", "office") if row[key]]) for row in rows]
    return (
        ["", "who came along", *(f"  {name}{': ' if more else ''}{', '.join(more)}" for name, more in told)]
        if told
        else []
    )


def _articles(rows: list[dict[str, Any]]) -> list[str]:
    ordered = sorted(rows, key=lambda row: (row["published"] or row["published_hint"] or "9999", row["article_id"]))
    lines = ["", "articles"]
    for row in ordered:
        when = row["published"] or row["published_hint"] or "undated"
        name = ", ".join(part for part in (row["source"], row["title"]) if part) or row["article_id"]
        lines.append(f"  {when:12}{name} ({row['status']}; {row['path']})")
    return lines


def _history(visit: dict[str, Any]) -> list[str]:
    lines = [
        f"  {row['field']}: {row['old'] or 'nothing'} became {row['new'] or 'nothing'}"
        if row["kind"] == "changed"
        else f"  {row['kind']}{' (' + row['other_id'] + ')' if row['other_id'] else ''}"
        for row in visit["changes"]
    ]
    ruled = [
        f"  {row['ruling_id']}: {row['kind']} {row['field'] or ''} {row['value'] or ''}".rstrip()
        + f", by {row['author']} on {row['date']}: {row['reason']}"
        + ("" if row["applied"] else f" (had no effect: {row['problem']})")
        for row in visit["rulings"]
    ]
    return [
        *(["", "since the last release", *lines] if lines else []),
        *(["", "rulings", *ruled] if ruled else []),
    ]


def _shown(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def _short(quote: str) -> str:
    words = _one_line(quote)
    return words if len(words) <= _WIDTH else words[: _WIDTH - 1] + "…"


def _one_line(words: str) -> str:
    return " ".join(words.split())

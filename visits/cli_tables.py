"""What the commands print about a dataset."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visits.model.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from visits.build import Release
    from visits.checks import CheckOutcome
    from visits.model.tables import Tables

_WIDTH = 110


def summary(release: Release, raw: Path) -> str:
    """What a build did, in a few lines."""
    counts, folder = release.counts, release.folder
    n_new = release.n_read
    unchanged = not release.up_to_date and n_new < counts["articles"]
    read = (
        f"{n_new:,} of {number(counts['articles'], 'article')}" if unchanged else number(counts["articles"], "article")
    )
    set_aside = f"; {number(counts['rejects'], 'file or record', 'files or records')} set aside, see rejects.csv"
    lines = [
        f"Read {read} from {raw}{', the others being unchanged' if unchanged else ''}"
        f"{set_aside if counts['rejects'] else ''}.",
        f"Found {number(counts['visits'], 'visit')}: {counts['visits_of_heads']} of heads of state or government, "
        f"{counts['visits_of_others']} of others.",
        f"Checks {'passed' if release.checks['passed'] else 'failed'}: {release.checks['summary']}.",
        f"The dataset is in {folder}: visits.csv, visits.parquet and the tables beside them; the report of the "
        f"checks is {folder / 'checks' / 'index.html'}.",
        f"Next: `visits list {folder}`, then `visits show VISIT_ID --in {folder}` for the sentences behind a row.",
    ]
    lines[1:1] = release.notes
    lines[-3:-3] = _news(release)
    if release.up_to_date:
        lines.insert(0, "Nothing has changed since the last build; this is what it holds (--full builds anew).")
    if not counts["articles"]:
        lines[-1] = f"Next: put articles into {raw} (.txt, .html, .jsonl, .csv, .parquet) and build again."
    return "\n".join(lines)


def _news(release: Release) -> list[str]:
    """What is new since the last release, and which rulings no longer fit; nothing to say of a first one."""
    lines = []
    changes, rulings = release.manifest["changes"], release.manifest["rulings"]
    if changes["since"]:
        told = ", ".join(f"{number(n, 'visit')} {kind}" for kind, n in changes["visits"].items())
        lines.append(f"Since the last release: {told + '; see changes.csv' if told else 'no visit changed'}.")
    if rulings["applied"] or rulings["unfit"]:
        lines.append(f"Rulings: {rulings['applied']:,} carried out.")
    if rulings["unfit"]:
        unfit = number(len(rulings["unfit"]), "ruling no longer fits", "rulings no longer fit")
        lines.append(f"{unfit} and had no effect; see rulings.csv. {rulings['unfit'][0]}.")
    return lines


def number(n: int, what: str, plural: str | None = None) -> str:
    """ "1 visit", "2,000 visits": with the plural, where it isn't made by an s."""
    return f"{n:,} {what if n == 1 else plural or what + 's'}"


def check_lines(outcome: CheckOutcome) -> list[str]:
    """One line for each check, the rows that failed it below, and the verdict."""
    lines = [f"{'ok' if result.success else result.severity:9} {result.name}" for result in outcome.results]
    failures = outcome.failure_lines(("critical", "warning", "info"))
    return [*lines, "", *failures, f"{'Passed' if outcome.passed else 'Failed'}: {outcome.summary()}."]


def select(
    table: pd.DataFrame,
    *,
    leader: str | None = None,
    country: str | None = None,
    host: str | None = None,
    year: int | None = None,
    conflict: bool = False,
) -> pd.DataFrame:
    """The visits that fit all that is given."""
    if leader:
        table = table[table["leader"].str.contains(leader, case=False, regex=False)]
    if country:
        table = table[table["leader_country"] == country.upper()]
    if host:
        table = table[table["host_country"] == host.upper()]
    if year:
        table = table[table["start_date"].dt.year == year]
    if conflict:
        table = table[table["conflicts"].map(bool).astype(bool)]
    return table


def as_records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as JSON values: ISO dates, null where nothing is known."""
    records: list[dict[str, Any]] = json.loads(table.to_json(orient="records", date_format="iso", date_unit="s"))
    for record in records:
        for name in ("start_date", "end_date", "first_published", "last_published", "published"):
            if record.get(name):
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


def visit_as_json(tables: Tables, visit_id: str) -> dict[str, Any]:
    """A visit with its claims. Raises UsageError for an unknown id."""
    rows = as_records(tables.visits[tables.visits["visit_id"] == visit_id])
    if not rows:
        gone = as_records(tables.removed[tables.removed["visit_id"] == visit_id])
        problem = f"was removed: {gone[0]['reason']}" if gone else "is not in the dataset"
        raise UsageError(problem, entry=visit_id, remedy="`visits list` shows the ids.")
    claims = tables.claims[tables.claims["visit_id"] == visit_id].drop(columns="visit_id")
    return {**rows[0], "claims": as_records(claims)}


def visit_page(tables: Tables, visit_id: str) -> str:
    """A visit with the words behind each value; `+` marks what it took over, `-` what it didn't."""
    visit = visit_as_json(tables, visit_id)
    claims = visit.pop("claims")
    sources = dict(zip(tables.articles["article_id"], tables.articles["source"], strict=True))
    lines = [f"{name:18}{_shown(value)}" for name, value in visit.items() if value not in (None, [])]
    for field in dict.fromkeys(claim["field"] for claim in claims):
        lines += ["", field]
        for claim in (c for c in claims if c["field"] == field):
            source = sources.get(claim["article_id"])
            where = source if isinstance(source, str) else claim["article_id"]
            sign = "+" if claim["accepted"] else "-"
            lines.append(f"  {sign} {claim['value']}: “{_short(claim['quote'])}” ({where}; {claim['rule']})")
    return "\n".join(lines)


def _shown(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value)


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _WIDTH else words[: _WIDTH - 1] + "…"

"""What a comparison found, as lines, as a table and as a page."""

from __future__ import annotations

import csv
import io
from collections import Counter
from html import escape

from visits.evaluation.compare import SLACK_DAYS, Agreement

_FAR = 5
"""Differences of more days are counted together."""
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222}"
    "div{overflow-x:auto}table{border-collapse:collapse;margin:1em 0;white-space:nowrap}"
    "td,th{padding:.15em .5em;text-align:left;border-bottom:1px solid #ddd}.wide{font-size:.8em}"
    ".bar{background:#47a;height:.8em;display:inline-block}"
)
_COLUMNS = (
    "outcome", "visit_id", "leader", "leader_country", "host_country", "start_date", "end_date",
    "table_line", "table_leader", "table_start", "table_end", "start_days_off", "end_days_off",
)  # fmt: skip


def summary(agreement: Agreement) -> list[str]:
    """The figures in a few lines."""
    pairs, extra, missing = len(agreement.pairs), len(agreement.extra), len(agreement.missing)
    trips = pairs and len({trip.line for _, trip in agreement.pairs})
    lines = [
        f"Of {pairs + extra} dated visits made, {pairs} ({_percent(agreement.share_in_table)}) are in the table "
        f"(same leader and country, days overlapping or within {SLACK_DAYS}); {extra} are not.",
        f"They are {trips} trips of the table, {agreement.rows_per_trip or 0:.2f} visits for each; "
        f"{missing} trips are missing. {agreement.undated} visits made have no date and can't be compared.",
    ]
    for edge in ("start", "end"):
        known = sum(agreement.offsets(edge).values())
        lines.append(
            f"The {edge} is within a day in {_percent(agreement.within_a_day(edge))} of {known} known to the day."
        )
    return [*lines, *(f"{name}: {agreed} of {both} agree." for name, agreed, both in agreement.fields())]


def as_csv(agreement: Agreement) -> str:
    """One row for each pair, each extra visit and each missing trip."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row, trip in agreement.pairs:
        off = [(own - theirs).days if own else "" for own, theirs in ((row.start, trip.start), (row.end, trip.end))]
        writer.writerow(
            ["matched", row.visit_id, row.leader, row.leader_country, row.host_country, row.start or row.first,
             row.end or row.last, trip.line, trip.leader, trip.start, trip.end, *off]
        )  # fmt: skip
    for row in agreement.extra:
        dates = [row.start or row.first, row.end or row.last]
        writer.writerow(["extra", row.visit_id, row.leader, row.leader_country, row.host_country, *dates, *[""] * 6])
    for trip in agreement.missing:
        writer.writerow(
            ["missing", "", "", trip.leader_country, trip.host_country, "", "", trip.line, trip.leader, trip.start,
             trip.end, "", ""]
        )  # fmt: skip
    return out.getvalue()


def as_page(agreement: Agreement, about: str) -> str:
    """A page that opens without a network."""
    parts = [f"<h1>Agreement with: {escape(about)}</h1>", *(f"<p>{escape(line)}</p>" for line in summary(agreement))]
    for edge in ("start", "end"):
        parts.append(f"<h2>Days by which our {edge} lies after theirs</h2>{_histogram(agreement.offsets(edge))}")
    rows = list(csv.reader(io.StringIO(as_csv(agreement))))
    for outcome in ("extra", "missing", "matched"):
        chosen = [row for row in rows[1:] if row[0] == outcome]
        parts.append(f"<h2>{outcome.capitalize()} ({len(chosen)})</h2>{_table(chosen)}")
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Agreement</title>'
        f"<style>{_STYLE}</style>\n{body}\n</html>\n"
    )


def _table(rows: list[list[str]]) -> str:
    """The rows, without their outcome and the columns in which none of them has anything."""
    filled = [k for k in range(1, len(_COLUMNS)) if any(row[k] for row in rows)]
    if not filled:
        return ""
    head = "".join(f"<th>{_COLUMNS[k].replace('_', ' ')}</th>" for k in filled)
    body = "".join(f"<tr>{''.join(f'<td>{escape(row[k])}</td>' for k in filled)}</tr>" for row in rows)
    return f'<div><table class="wide"><tr>{head}</tr>{body}</table></div>'


def _histogram(offsets: Counter[int]) -> str:
    together: Counter[int] = Counter()
    for days, n in offsets.items():
        together[max(-_FAR - 1, min(_FAR + 1, days))] += n
    most = max(together.values(), default=1)
    rows = []
    for days in range(-_FAR - 1, _FAR + 2):
        label = f"under {-_FAR}" if days < -_FAR else f"over {_FAR}" if days > _FAR else f"{days:+d}" if days else "0"
        bar = f'<span class="bar" style="width:{20 * together[days] / most:.1f}em"></span>'
        rows.append(f"<tr><td>{label}</td><td>{together[days]}</td><td>{bar}</td></tr>")
    return f"<table>{''.join(rows)}</table>"


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.0f} %"

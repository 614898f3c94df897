"""The coverage report: how much the articles cover, where the dataset is thin, and what it is known to lack."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from visits.model.codes import HEAD_ROLES
from visits.release.markdown import escaped, table

if TYPE_CHECKING:
    import pandas as pd

    from visits.model.tables import Tables
    from visits.registry import Registry

_MOST_ROWS = 60
_NAMES_IN_A_ROW = 8
_LEAST_DAYS = 90
"""Leaders in office for fewer days within the time of the articles are not listed as without a visit."""


def coverage_lines(tables: Tables, registry: Registry) -> list[str]:
    """The report as lines of Markdown, without its title."""
    heads = tables.visits[tables.visits["leader_role"].isin(HEAD_ROLES)]
    return [
        "What the dataset holds depends on what its articles report. This page shows where they are many and where "
        "they are few, and what is known to be missing.",
        *_part("Articles", _articles(tables)),
        *_part("By outlet", _by_outlet(tables.articles)),
        *_part("By month of publication", _by_month(tables.articles)),
        *_part("By language", _by_language(tables)),
        *_part("By country", _by_country(tables)),
        *_part("Visits resting on one source", _on_one_source(heads)),
        *_part("Leaders in office with no visit", _without_visit(tables, heads, registry)),
        *_part("Trips that sources count and the dataset lacks", _missed(tables.coverage)),
    ]


def _part(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"## {title}", "", *lines]


def _articles(tables: Tables) -> list[str]:
    articles = tables.articles
    days = articles["published"].dropna()
    span = f", published from {days.min().date()} to {days.max().date()}" if len(days) else ""
    return [
        f"{len(articles):,} articles were read{span}; {int((articles['n_reports'] > 0).sum()):,} of them tell of a "
        f"visit. Files or records set aside: {len(tables.rejects):,} (see `rejects`). Articles without a known day of "
        f"publication: {len(articles) - len(days):,}.",
    ]


def _by_outlet(articles: pd.DataFrame) -> list[str]:
    named = articles["source"].where(articles["source"].notna(), "(not named)")
    rows = _told(named, articles["n_reports"])
    ordered = sorted(rows.items(), key=lambda pair: (-pair[1][0], pair[0]))
    return _listed(("outlet", "articles", "with a visit"), [(escaped(name), *counts) for name, counts in ordered])


def _by_month(articles: pd.DataFrame) -> list[str]:
    dated = articles[articles["published"].notna()]
    rows = _told(dated["published"].dt.to_period("M").astype("str"), dated["n_reports"])
    if len(rows) > _MOST_ROWS:
        rows = _told(dated["published"].dt.year.astype("str"), dated["n_reports"])
    gaps = _gaps(sorted(rows))
    lines = table(("time", "articles", "with a visit"), [(name, *rows[name]) for name in sorted(rows)])
    return [*lines, *(["", f"Without any article: {gaps}."] if gaps else [])]


def _told(names: pd.Series[str], n_reports: pd.Series[int]) -> dict[str, tuple[int, int]]:
    """By name the number of articles, and of those that tell of a visit."""
    counts = (n_reports > 0).groupby(names).agg(["size", "sum"])
    return {str(name): (int(n), int(telling)) for name, n, telling in counts.itertuples(name=None)}


def _gaps(times: Sequence[str]) -> str:
    """The months (or years) between the first and the last that are missing, as a few spans."""
    numbers = [_number(one) for one in times]
    spans = [(last + 1, first - 1) for last, first in pairwise(numbers) if first > last + 1]
    monthly = bool(times) and "-" in times[0]
    told = [_name(a, monthly) if a == b else f"{_name(a, monthly)} to {_name(b, monthly)}" for a, b in spans]
    hidden = f" and {len(told) - 20} more spans" if len(told) > 20 else ""
    return ", ".join(told[:20]) + hidden


def _number(time: str) -> int:
    year, _, month = time.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _name(number: int, monthly: bool) -> str:
    return f"{number // 12}-{number % 12 + 1:02}" if monthly else str(number)


def _by_language(tables: Tables) -> list[str]:
    """Only English is read; what other languages files and pages name is told beside what was set aside."""
    articles = tables.articles
    named = articles["language"].where(articles["language"].notna(), "(not given)")
    rows = _told(named, articles["n_reports"])
    others = int(tables.rejects["reason"].str.contains("english", case=False).sum())
    lines = [f"Only English is read. Articles set aside for their language: {others:,}.", ""]
    ordered = sorted(rows.items(), key=lambda pair: (-pair[1][0], pair[0]))
    header = ("language given", "articles", "with a visit")
    return [*lines, *_listed(header, [(escaped(name), *counts) for name, counts in ordered])]


def _by_country(tables: Tables) -> list[str]:
    """Articles that tell of visits by a country's leaders, and of visits to it."""
    if tables.visits.empty:  # which pandas can't join
        return ["No article tells of a visit."]
    countries = tables.visits.set_index("visit_id")[["leader_country", "host_country"]]
    placed = tables.reports.join(countries, on="visit_id")
    made = placed.groupby("leader_country")["article_id"].nunique()
    received = placed.groupby("host_country")["article_id"].nunique()
    every = sorted({*made.index, *received.index}, key=lambda c: (-made.get(c, 0) - received.get(c, 0), c))
    rows = [(escaped(one), f"{made.get(one, 0):,}", f"{received.get(one, 0):,}") for one in every]
    lines = ["Articles that tell of visits by a country's leaders, and of visits to it.", ""]
    return [*lines, *_listed(("country", "its leaders abroad", "visits to it"), rows)]


def _on_one_source(heads: pd.DataFrame) -> list[str]:
    alone = heads[heads["n_sources"] <= 1]
    lines = [f"{len(alone):,} of {len(heads):,} visits ({_percent(len(alone), len(heads))}) rest on one outlet alone."]
    total, single = Counter(heads["leader_country"].dropna()), Counter(alone["leader_country"].dropna())
    ordered = sorted(total, key=lambda one: (-single[one], one))
    rows = [(escaped(one), f"{single[one]:,}", f"{total[one]:,}", _percent(single[one], total[one])) for one in ordered]
    return [*lines, "", *_listed(("leader's country", "one source", "visits", "share"), rows)]


def _without_visit(tables: Tables, heads: pd.DataFrame, registry: Registry) -> list[str]:
    """Heads who were in office while articles appeared, of countries in the registry, and whom no visit is about."""
    days = tables.articles["published"].dropna()
    if days.empty:
        return ["The days of publication aren't known."]
    first, last = days.min().date(), days.max().date()
    travelled = set(heads["leader_id"])
    idle: dict[str, list[str]] = defaultdict(list)
    in_office = 0
    for leader in sorted(registry.leaders.values(), key=lambda one: one.id):
        held: Counter[str] = Counter()
        for term in leader.terms:
            if term.role in HEAD_ROLES:
                held[term.country] += _shared_days(first, last, term.first, term.last)
        if not held or max(held.values()) < _LEAST_DAYS:
            continue
        in_office += 1
        if leader.id not in travelled:
            idle[held.most_common(1)[0][0]].append(leader.name)
    n_idle = sum(map(len, idle.values()))
    lines = [
        f"From {first} to {last}, {in_office:,} leaders in the registry were in office for {_LEAST_DAYS} days or "
        f"more; of {n_idle:,} of them, in {len(idle):,} countries, the dataset holds no visit. Some will not have "
        "travelled; of most, no article read here tells.",
        "",
    ]
    rows = [(country, len(names), _some(names)) for country, names in sorted(idle.items())]
    return [*lines, *table(("country", "leaders", "names"), rows)]


def _shared_days(first: date, last: date, begin: date, end: date) -> int:
    return max(0, (min(last, end) - max(first, begin)).days + 1)


def _some(names: Sequence[str]) -> str:
    hidden = f" and {len(names) - _NAMES_IN_A_ROW} more" if len(names) > _NAMES_IN_A_ROW else ""
    return ", ".join(map(escaped, names[:_NAMES_IN_A_ROW])) + hidden


def _missed(coverage: pd.DataFrame) -> list[str]:
    if coverage.empty:
        return ["No source counts more visits than the dataset holds."]
    n_visits, n_leaders = int(coverage["missing"].sum()), coverage["leader_id"].nunique()
    lines = [
        f"By the counts of their sources the dataset lacks visits: {n_visits:,}, of {n_leaders:,} of its leaders.",
        "",
    ]
    rows = [
        (escaped(row["leader"]), row["host_country"], row["missing"], _when(row), f"`{row['visit_id']}`")
        for row in coverage.to_dict("records")
    ]
    return [*lines, *_listed(("leader", "host", "missing", "when", "by the count of"), rows)]


def _when(row: Mapping[Any, Any]) -> str:
    import pandas as pd

    before = "" if pd.isna(row["before"]) else f"before {row['before'].date()}"
    return before if pd.isna(row["after"]) else f"after {row['after'].date()}, {before}"


def _listed(header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    hidden = len(rows) - _MOST_ROWS
    return [*table(header, rows[:_MOST_ROWS]), *(["", f"And {hidden:,} more."] if hidden > 0 else [])]


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "none"

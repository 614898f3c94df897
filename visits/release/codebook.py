"""The codebook: generated from the schema, the data, the words of `words/codebook.yaml` and measured accuracy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from visits.model.cells import cell_text
from visits.release.accuracy import Measurement, accuracy_lines
from visits.release.catalogue import CATALOGUE
from visits.release.changes import CLAIMED_AS
from visits.release.columns import TABLES, Column
from visits.release.markdown import escaped, table
from visits.release.panel_columns import PANELS
from visits.release.stata import stata_name
from visits.release.words import CodebookWords, codebook_words

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from visits.configuration import Covered, ReleaseSettings
    from visits.model.tables import Tables

_QUOTE_LENGTHS = (20, 160)
"""An example's quote has so many characters, if there is one."""
_MOST_COMMON = 5
_TYPES = {
    "text": "text",
    "code": "one of a vocabulary",
    "date": "date",
    "integer": "whole number",
    "number": "number",
    "flag": "true or false",
    "list": "list of texts",
}


def codebook_lines(
    tables: Tables,
    panels: Mapping[str, pa.Table],
    settings: ReleaseSettings,
    version: str,
    content_hash: str,
    measured: Sequence[Measurement],
) -> list[str]:
    """The codebook of a release as lines of Markdown, without its title."""
    words = codebook_words()
    return [
        f"{escaped(settings.title)}, version {escaped(version)}. {escaped(settings.description)}",
        "",
        f"Content hash: `{content_hash}`. It names exactly these rows; cite it with the version.",
        *_part("What a visit is", words.visit.split("\n")),
        *_part("How values are found", words.how.split("\n")),
        *_part("What an empty cell means", words.missing.split("\n")),
        *_part("Measured accuracy", accuracy_lines(measured)),
        *_part("Known limits", [f"- {limit}" for limit in words.limits]),
        *_part("Tables", _tables(tables, panels)),
        *_part("Variables of visits", _variables(tables, words)),
        *_part("Panels", _panels(settings.coverage)),
        *_part("The other tables", _others(tables, words)),
        *_part("Reading the files", _FILES),
    ]


_FILES = [
    "- **Parquet**: typed; each column carries its meaning as field metadata `description`.",
    '- **CSV**: UTF-8 with one header line. An empty cell is null; lists are joined by "; ". Text that a spreadsheet '
    "would run as a formula, since it begins with `=`, `+`, `-`, `@`, a tab or a line break, has an apostrophe in "
    "front; so has text that begins with apostrophes before such a mark. Take away one apostrophe to have it back.",
    "- **Stata** (14 and later): codes and flags are numbers with value labels, dates are daily dates, lists are "
    "joined as in CSV. "
    f"A column called `end` is `{stata_name('end')}` there.",
]


def _part(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"## {title}", "", *lines]


def _tables(tables: Tables, panels: Mapping[str, pa.Table]) -> list[str]:
    counts = {name: len(frame) for name, frame in tables} | {name: one.num_rows for name, one in panels.items()}
    rows = [
        (f"`{name}`", listed.about, f"{counts[name]:,}", ", ".join(f"`{key}`" for key in listed.key) or "none")
        for name, listed in CATALOGUE.items()
        if name in counts
    ]
    return table(("table", "one row for each", "rows", "key"), rows)


def _variables(tables: Tables, words: CodebookWords) -> list[str]:
    visits = tables.visits
    examples = _Examples(tables)
    lines = [f"{len(visits):,} visits, all roles included. Shares are of these."]
    for column in TABLES["visits"]:
        values = visits[column.name]
        facts = [("type", _TYPES[column.kind]), ("unit", words.units.get(column.name, ""))]
        if column.kind == "date":
            facts.append(("precision", _precision(visits, column.name)))
        facts += [("missing", _share(_missing(column, values), len(values))), ("distribution", _spread(column, values))]
        lines += ["", f"### `{column.name}`", "", f"{_sentence(column.about)}", "", _rule(column, words), ""]
        lines += [f"- {name}: {fact}" for name, fact in facts if fact]
        lines += _vocabulary("visits", column, values, words)
        lines += examples.of(column)
    return lines


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _rule(column: Column, words: CodebookWords) -> str:
    return f"**Coding.** {words.rules[column.name]}"


def _missing(column: Column, values: pd.Series[Any]) -> int:
    return int((values.map(len) == 0).sum() if column.kind == "list" else values.isna().sum())


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "no rows"


def _precision(visits: pd.DataFrame, name: str) -> str:
    beside = name.replace("_date", "_precision")
    if beside not in visits or beside == name:
        return "the day"
    counts = visits[beside].value_counts(sort=False)
    known = int(counts.sum())
    return ", ".join(f"{code} {_share(int(n), known)}" for code, n in counts.items() if n) or "none known"


def _spread(column: Column, values: pd.Series[Any]) -> str:
    """How the values lie: of numbers and dates the range, of texts the most common ones."""
    known = values[values.map(len) > 0].explode() if column.kind == "list" else values.dropna()
    if known.empty or column.kind == "code":
        return ""
    if column.kind == "flag":
        return f"true in {_share(int(known.sum()), len(known))}"
    if column.kind == "date":
        return f"{known.min().date()} to {known.max().date()}"
    if column.kind in ("integer", "number") and not column.name.endswith(("_cow", "_gw")):
        low, middle, high = (f"{known.quantile(q):g}" for q in (0, 0.5, 1))
        return f"{low} to {high}, median {middle}"
    counts = known.value_counts()
    if counts.iloc[0] == 1:
        return f"{len(counts):,} different values"
    common = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:_MOST_COMMON]
    told = ", ".join(f"{escaped(value)} ({n:,})" for value, n in common)
    return f"{len(counts):,} different values; most common {told}"


def _vocabulary(name: str, column: Column, values: pd.Series[Any], words: CodebookWords) -> list[str]:
    if column.kind != "code":
        return []
    counts = values.value_counts()
    meanings = words.meanings(name, column.name)
    rows = [
        (
            f"`{code}`",
            meanings.get(code, ""),
            f"{int(counts.get(code, 0)):,}",
            _share(int(counts.get(code, 0)), len(values)),
        )
        for code in column.codes
    ]
    return ["", *table(("code", "meaning", "rows", "share"), rows)]


class _Examples:
    """For each column a value with the words that say it, where there are any."""

    def __init__(self, tables: Tables):
        claims = tables.claims[tables.claims["accepted"] & tables.claims["article_id"].notna()]
        fitting = claims[claims["quote"].str.len().between(*_QUOTE_LENGTHS)].drop_duplicates("field")
        first = claims.drop_duplicates("field")
        self._claims = {row["field"]: row for one in (first, fitting) for row in one.to_dict("records")}
        self._visits = tables.visits
        quoted = [claim["article_id"] for claim in self._claims.values()]
        articles = tables.articles[tables.articles["article_id"].isin(quoted)]
        self._sources = dict(zip(articles["article_id"], articles["source"], strict=True))

    def of(self, column: Column) -> list[str]:
        """The lines of a column's example; none where all its cells are empty."""
        field = CLAIMED_AS.get(column.name, (column.name,))[0]
        claim = self._claims.get(field)
        if claim:
            value = _shown(self._visits.loc[self._visits["visit_id"] == claim["visit_id"], column.name].iloc[0])
            if value:
                source = self._sources.get(claim["article_id"])
                where = escaped(source) if isinstance(source, str) else "an article"
                told = f"Example: {escaped(value)} in `{claim['visit_id']}`, from"
                return ["", told, "", f"> “{escaped(claim['quote'])}” ({where})"]
        known = next((text for text in map(_shown, self._visits[column.name].dropna()) if text), "")
        return ["", f"Example: {escaped(known)}"] if known else []


def _shown(value: Any) -> str:
    import pandas as pd

    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return cell_text(None if not isinstance(value, list) and pd.isna(value) else value)


def _panels(coverage: Sequence[Covered]) -> list[str]:
    lines = [
        "The panels count the visits of heads of state and government, de facto leaders and the pope. `visits`, the "
        "counts by type and `days` are those that took place (completed or ongoing); planned and cancelled ones stand "
        "in columns of their own. A visit counts in the period in which it began, its days in those in which they lie.",
        "",
        "A row is there for every cell with a visit and for every cell of declared coverage. Inside coverage a zero "
        "says that there was no visit; it is null where a visit whose date isn't known to the period may belong. "
        "Outside coverage counts are what is known, and what is not known is null.",
        "",
        "`ccode` and `gwcode` are the Correlates of War and Gleditsch-Ward numbers at the end of the year (for one of "
        "a pair `ccode1`, the sender, and `ccode2`, the host). Where a state took over another's Correlates of War "
        "number during the year, as Russia the Soviet Union's in 1991, the year's row is the later state's and counts "
        "both.",
        "",
    ]
    if not coverage:
        lines.append("No coverage is declared for this release, so that the panels hold no zeros.")
    else:
        rows = [(_countries(one.leaders_of), _countries(one.hosts), one.first, one.last) for one in coverage]
        lines += ["Declared coverage:", "", *table(("leaders of", "hosts", "from", "to"), rows)]
    for name, columns in PANELS.items():
        lines += ["", f"### `{name}`", "", *_columns(columns)]
    return lines


def _countries(codes: Sequence[str]) -> str:
    return ", ".join(map(escaped, codes)) or "all states"


def _columns(columns: Sequence[Column]) -> list[str]:
    return table(("column", "type", "meaning"), [(f"`{c.name}`", _TYPES[c.kind], c.about) for c in columns])


def _others(tables: Tables, words: CodebookWords) -> list[str]:
    lines: list[str] = []
    for name, frame in tables:
        if name == "visits":
            continue
        rows = [
            (f"`{c.name}`", _TYPES[c.kind], c.about, _share(_missing(c, frame[c.name]), len(frame)))
            for c in TABLES[name]
        ]
        lines += ["", f"### `{name}`", "", _sentence(f"one row for each: {CATALOGUE[name].about}"), ""]
        lines += table(("column", "type", "meaning", "missing"), rows)
        for column in TABLES[name]:
            if column.kind == "code":
                meanings = words.meanings(name, column.name)
                told = "; ".join(f"`{code}`: {meanings.get(code, '')}" for code in column.codes)
                lines += ["", f"Codes of `{column.name}`: {told}."]
    return lines

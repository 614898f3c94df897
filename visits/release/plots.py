"""Figures of the visits as PNG and SVG files, for papers and slides.

The page of a release draws its own; these are made by altair, which is slow to import and imported here alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visits.model.errors import UsageError
from visits.release.folder import reported

if TYPE_CHECKING:
    import pandas as pd

Chart = Any
"""An altair chart, single or layered."""
FORMATS = ("png", "svg")
_INK, _SOFT, _LINE = "#1d2530", "#5c6672", "#e2dfd6"
_MAIN, _PALE, _GREY = "#1f6286", "#a9c8d8", "#c3beb2"
_WIDTH = 640
_SCALE = 2.0
_MOST_BARS = 15
_MOST_COUNTRIES = 16
_LONGEST = 15


@dataclass(frozen=True)
class Figure:
    """A figure: its title, and how it is drawn from the table of visits."""

    title: str
    draw: Callable[[pd.DataFrame], Chart]


def write_plots(visits: pd.DataFrame, folder: Path, names: Sequence[str], form: str) -> list[Path]:
    """Draw the figures of these names into files of a folder, made if missing, and return their paths.

    `visits` is the table as `visits.load()` gives it. Raises UsageError for an unknown figure or form, and where there
    is no visit to draw; ReleaseError where the folder can't be written.
    """
    unknown = next((name for name in names if name not in FIGURES), None)
    if unknown is not None:
        raise UsageError(f"there is no figure {unknown!r}", remedy=f"The figures are {', '.join(FIGURES)}.")
    if form not in FORMATS:
        raise UsageError(f"{form!r} is no form of a figure", remedy=f"Choose one of {', '.join(FORMATS)}.")
    if visits.empty:
        raise UsageError("no visit fits what was asked for", remedy="`visits list` shows what there is.")
    paths = []
    with reported(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            path = folder / f"{name}.{form}"
            _save(chart(visits, name), path, form)
            paths.append(path)
    return paths


def chart(visits: pd.DataFrame, name: str) -> Chart:
    """One of `FIGURES` as an altair chart, to be changed or saved."""
    figure = FIGURES[name]
    drawn = figure.draw(visits).properties(title=figure.title)
    return (
        drawn.configure(background="white", padding=16, font="sans-serif")  # first: it replaces what was configured
        .configure_view(strokeOpacity=0)
        .configure_axis(labelColor=_SOFT, titleColor=_SOFT, gridColor=_LINE, domain=False, ticks=False, labelPadding=6)
        .configure_title(anchor="start", fontSize=18, color=_INK, offset=14)
        .configure_legend(labelColor=_SOFT, titleColor=_SOFT, orient="top")
    )


def _save(drawn: Chart, path: Path, form: str) -> None:
    import vl_convert

    specification = drawn.to_json()
    if form == "svg":
        path.write_text(vl_convert.vegalite_to_svg(specification), encoding="utf-8", newline="\n")
    else:
        path.write_bytes(vl_convert.vegalite_to_png(specification, scale=_SCALE))


def _per_year(visits: pd.DataFrame) -> Chart:
    import altair as alt

    parts = {"planned": "planned", "cancelled": "cancelled"}
    dated = visits[visits["start_date"].notna()]
    if dated.empty:
        raise UsageError("no visit has a year", remedy="Ask for more visits, or for another figure.")
    told = dated["status"].astype("str").map(lambda status: parts.get(status, "took place"))
    counts = _counted(year=dated["start_date"].dt.year, part=told)
    years = list(range(int(counts["year"].min()), int(counts["year"].max()) + 1))
    return (
        alt.Chart(counts, width=_WIDTH, height=280)
        .mark_bar()
        .encode(
            alt.X("year:O", title=None, scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            alt.Y("visits:Q", title="visits", axis=alt.Axis(tickMinStep=1)),
            alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=["took place", "planned", "cancelled"], range=[_MAIN, _PALE, _GREY]),
            ),
            alt.Order("part:N", sort="descending"),
        )
    )


def _pairs(visits: pd.DataFrame) -> Chart:
    known = visits[visits["leader_country"].notna()]
    return _bars(_counted(name=known["leader_country"] + " → " + known["host_country"]))


def _leaders(visits: pd.DataFrame) -> Chart:
    return _bars(_counted(name=visits["leader"]))


def _modes(visits: pd.DataFrame) -> Chart:
    return _bars(_counted(name=visits["mode_of_travel"].astype("object").fillna("not told")))


def _bars(counts: pd.DataFrame) -> Chart:
    """Bars for the names with the highest counts."""
    import altair as alt

    top = counts.sort_values(["visits", "name"], ascending=[False, True], kind="stable").head(_MOST_BARS)
    base = alt.Chart(top, width=_WIDTH - 160).encode(
        alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=260, labelColor=_INK)),
        alt.X("visits:Q", title=None, axis=None),
    )
    labels = base.mark_text(align="left", dx=6, color=_SOFT).encode(text="visits:Q")
    return base.mark_bar(color=_MAIN, height=16) + labels


def _matrix(visits: pd.DataFrame) -> Chart:
    import altair as alt

    known = visits[visits["leader_country"].notna()]
    counts = _counted(guest=known["leader_country"], host=known["host_country"])
    guests, hosts = (_most_frequent(known[name]) for name in ("leader_country", "host_country"))
    shown = counts[counts["guest"].isin(guests) & counts["host"].isin(hosts)]
    base = alt.Chart(shown, width=34 * len(hosts), height=30 * len(guests)).encode(
        alt.X("host:N", title="host", sort=hosts, axis=alt.Axis(orient="top", labelAngle=-60)),
        alt.Y("guest:N", title="country of the traveller", sort=guests),
    )
    strength = alt.Color(
        "visits:Q", title="visits", scale=alt.Scale(range=["#dbe9f0", _MAIN], type="sqrt"), legend=None
    )
    dark = alt.condition(f"datum.visits > {0.4 * shown['visits'].max()}", alt.value("white"), alt.value(_INK))
    return base.mark_rect(cornerRadius=3, stroke="white").encode(strength) + base.mark_text().encode(
        text="visits:Q", color=dark
    )


def _lengths(visits: pd.DataFrame) -> Chart:
    import altair as alt

    days = visits.loc[visits["duration_days"].notna() & (visits["status"] != "cancelled"), "duration_days"]
    if days.empty:
        raise UsageError("no visit has a length", remedy="Ask for more visits, or for another figure.")
    labels = [*map(str, range(1, _LONGEST)), f"{_LONGEST}+"]
    shown = labels[: min(_LONGEST, int(days.max()))]
    counts = _counted(days=days.astype("int64").clip(upper=_LONGEST).map(lambda n: labels[n - 1]))
    return (
        alt.Chart(counts, width=_WIDTH, height=260)
        .mark_bar(color=_MAIN)
        .encode(
            alt.X(
                "days:O", title="days, both ends counted", scale=alt.Scale(domain=shown), axis=alt.Axis(labelAngle=0)
            ),
            alt.Y("visits:Q", title="visits", axis=alt.Axis(tickMinStep=1)),
        )
    )


def _counted(**columns: pd.Series[Any]) -> pd.DataFrame:
    """How many rows hold each combination of values: the columns, and `visits`; in the order of the values."""
    import pandas as pd

    table = pd.DataFrame({name: column.to_numpy() for name, column in columns.items()})
    return table.value_counts(sort=False).sort_index().rename("visits").reset_index()


def _most_frequent(countries: pd.Series[Any]) -> list[str]:
    counts = _counted(country=countries).sort_values(["visits", "country"], ascending=[False, True], kind="stable")
    return counts["country"].head(_MOST_COUNTRIES).tolist()


FIGURES = {
    "visits-per-year": Figure("Visits per year", _per_year),
    "most-frequent-pairs": Figure("Most frequent pairs", _pairs),
    "leaders-who-travelled-most": Figure("Leaders who travelled most", _leaders),
    "who-visits-whom": Figure("Who visits whom", _matrix),
    "lengths": Figure("Lengths in days", _lengths),
    "travel": Figure("How they travelled", _modes),
}
"""The figures by the names of their files."""

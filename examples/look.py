# %% [markdown]
# # A first look at the visits
#
# Two figures and one table from a release, cell by cell: open it in an editor that knows `# %%` cells, or run it whole
# with `python examples/look.py` from the folder that holds `data/processed`. The figures go to `figures/`.

# %%
from pathlib import Path

import altair as alt
import pandas as pd

import visits

DATASET = Path("data/processed")
FIGURES = Path("figures")
FIGURES.mkdir(exist_ok=True)

# %% [markdown]
# `visits.load` gives typed columns: dates, whole numbers that may be missing, lists. It leaves out ministers, deputies
# and others unless asked. A planned or cancelled visit is a row too, so choose what you count.

# %%
table = visits.load(DATASET)
held = table[table["status"].isin(["completed", "ongoing"])]
print(f"{len(table)} visits, {len(held)} of them held, by {table['leader_id'].nunique()} leader(s)")

# %% [markdown]
# ## Figure 1: visits per year
#
# A date is as exact as sources tell it: `start_date` is the first day that it allows, `start_precision` says how exact
# it is. The year is right at any precision.

# %%
per_year = held["start_date"].dt.year.value_counts().sort_index().rename_axis("year").reset_index(name="visits")
figure = (
    alt.Chart(per_year, title="Visits held per year", width=560, height=240)
    .mark_bar(color="#1f6286")
    .encode(alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1)), alt.Y("visits:Q", title="visits"))
)
figure.save(FIGURES / "visits-per-year.svg")

# %% [markdown]
# ## Figure 2: how long they stay
#
# `duration_days` is known only where both dates are known to the day.

# %%
lengths = held["duration_days"].dropna().astype(int).clip(upper=10).value_counts().sort_index()
lengths = lengths.rename_axis("days").reset_index(name="visits")
figure = (
    alt.Chart(lengths, title="Length of visits in days (10: ten or more)", width=560, height=240)
    .mark_bar(color="#1f6286")
    .encode(alt.X("days:O", axis=alt.Axis(labelAngle=0)), alt.Y("visits:Q"))
)
figure.save(FIGURES / "lengths.svg")

# %% [markdown]
# ## Table: who went where most often
#
# With the share of visits that rest on more than one outlet, since one outlet may err.

# %%
pairs = (
    held.groupby(["leader_country", "host_country"], observed=True)
    .agg(
        visits=("visit_id", "size"),
        first=("start_date", "min"),
        last=("start_date", "max"),
        several_sources=("n_sources", lambda n: (n > 1).mean()),
    )
    .reset_index()
    .sort_values(["visits", "leader_country", "host_country"], ascending=[False, True, True])
)
print(pairs.head(10).to_string(index=False, float_format="{:.0%}".format))

# %% [markdown]
# ## Behind a cell
#
# Every value has its claims: the words of an article, and whether the visit took the value over.

# %%
claims = visits.load(DATASET, table="claims")
disputed = held[held["conflicts"].map(lambda fields: "start_date" in fields)].head(1)
behind = claims[claims["visit_id"].isin(disputed["visit_id"]) & (claims["field"] == "start_date")]
with pd.option_context("display.max_colwidth", 60):
    print(behind[["value", "accepted", "quote"]].to_string(index=False))

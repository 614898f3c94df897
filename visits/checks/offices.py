"""Columns that hold the persons of visits against their terms and days of birth in the registry."""

from __future__ import annotations

import pandas as pd

from visits.checks.dates import last_days
from visits.model.codes import HEAD_ROLES
from visits.registry import Registry


def office_columns(visits: pd.DataFrame, registry: Registry) -> dict[str, pd.Series]:
    """The columns that rules about persons need; missing where the registry or the dates can't tell.

    - `days_after_birth`: days from the leader's birth (its first possible day) to the latest start of the visit.
    - `days_out_of_office`: for heads of state or government, days between the visit and their nearest term as such;
      0 if they held office on any day that the visit's dates allow.
    - `host_days_out_of_office`: the same of the host leader.
    - `host_is_the_leader`: leader and host are one person.
    - `leader_leads_country`: the leader has led (or served) `leader_country` at some time.
    """
    heads = visits["leader_id"].where(visits["leader_role"].isin(list(HEAD_ROLES)))
    terms = _terms_as_head(registry)
    return {
        "days_after_birth": _days_after_birth(visits, registry),
        "days_out_of_office": _days_out_of_office(visits, heads, terms),
        "host_days_out_of_office": _days_out_of_office(visits, visits["host_leader_id"], terms),
        "host_is_the_leader": visits["host_leader_id"].eq(visits["leader_id"]),
        "leader_leads_country": _leads(visits, registry),
    }


def _days_after_birth(visits: pd.DataFrame, registry: Registry) -> pd.Series:
    births = {leader.id: leader.born.first_day() for leader in registry.leaders.values() if leader.born}
    born = pd.to_datetime(visits["leader_id"].map(births)).astype("datetime64[us]")
    return (last_days(visits, "start") - born).dt.days.astype("float64")


def _terms_as_head(registry: Registry) -> pd.DataFrame:
    """Each term of a head of state or government, with the outermost days that its dates allow."""
    terms = [
        (leader.id, term.first, term.last)
        for leader in registry.leaders.values()
        for term in leader.terms
        if term.role in HEAD_ROLES
    ]
    frame = pd.DataFrame(terms, columns=["person", "first", "last"])
    return frame.astype({"person": "object", "first": "datetime64[us]", "last": "datetime64[us]"})


def _days_out_of_office(visits: pd.DataFrame, persons: pd.Series, terms: pd.DataFrame) -> pd.Series:
    """Days from the visit to the person's nearest term; NaN for one who never was a head."""
    stays = pd.DataFrame(
        {
            "row": visits.index,
            "person": persons,
            "arrival": visits["start_date"].fillna(visits["end_date"]),
            "departure": last_days(visits, "end").fillna(last_days(visits, "start")),
        }
    ).dropna()
    pairs = stays.merge(terms, on="person")
    too_early, too_late = (pairs["first"] - pairs["departure"]).dt.days, (pairs["arrival"] - pairs["last"]).dt.days
    distance = pd.concat([too_early, too_late], axis="columns").max(axis="columns").clip(lower=0)
    return distance.groupby(pairs["row"]).min().reindex(visits.index).astype("float64")


def _leads(visits: pd.DataFrame, registry: Registry) -> pd.Series:
    led = {(leader.id, term.country) for leader in registry.leaders.values() for term in leader.terms}
    pairs = zip(visits["leader_id"], visits["leader_country"], strict=True)
    leads = pd.Series([pair in led for pair in pairs], index=visits.index, dtype="object")
    can_tell = visits["leader_id"].isin(list(registry.leaders)) & visits["leader_country"].notna()
    return leads.where(can_tell, None)

"""New articles from feeds, sitemaps, lists, folders and drops, politely and safely, into a store that keeps them."""

from visits.fetching.asking import Span
from visits.fetching.client import Clock
from visits.fetching.network import Guard
from visits.fetching.outcome import FetchReport, Missed, SourceOutcome
from visits.fetching.plan import NAME, Plan, Source, load_plan, plan_file
from visits.fetching.run import fetch_all, recent_pages
from visits.fetching.starter import write_starter
from visits.fetching.store import FOLDER, STATE

__all__ = [
    "FOLDER",
    "NAME",
    "STATE",
    "Clock",
    "FetchReport",
    "Guard",
    "Missed",
    "Plan",
    "Source",
    "SourceOutcome",
    "Span",
    "fetch_all",
    "load_plan",
    "plan_file",
    "recent_pages",
    "write_starter",
]

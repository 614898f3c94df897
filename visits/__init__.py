"""Leaders' visits abroad, read from news articles: a dataset in which every cell is backed by a quoted sentence.

import visits

reports = visits.extract(text, published="2019-01-08")   # what one text tells: list[Report]
release = visits.build("data/raw", "data/processed")     # articles in, a checked dataset out
table = visits.load("data/processed")                    # pandas, typed
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from visits.build import Release, build, explain, extract

if TYPE_CHECKING:
    from visits.model.article import Article, Reject
    from visits.model.errors import VisitsError
    from visits.model.evidence import Evidence
    from visits.model.partial_date import PartialDate
    from visits.model.report import Claim, Companion, Ordinal, Report
    from visits.model.visit import Visit
    from visits.release.load import load

__all__ = [
    "Article",
    "Claim",
    "Companion",
    "Evidence",
    "Ordinal",
    "PartialDate",
    "Reject",
    "Release",
    "Report",
    "Visit",
    "VisitsError",
    "build",
    "explain",
    "extract",
    "load",
]

_HOME = {
    "Article": "visits.model.article",
    "Claim": "visits.model.report",
    "Companion": "visits.model.report",
    "Evidence": "visits.model.evidence",
    "Ordinal": "visits.model.report",
    "PartialDate": "visits.model.partial_date",
    "Reject": "visits.model.article",
    "Report": "visits.model.report",
    "Visit": "visits.model.visit",
    "VisitsError": "visits.model.errors",
    "load": "visits.release.load",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for, so that `import visits` is quick."""
    if name not in _HOME:
        raise AttributeError(f"module 'visits' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

"""Closed vocabularies of the dataset's columns (definitions: the codebook)."""

from __future__ import annotations

from typing import Literal

Role = Literal[
    "head_of_state",
    "head_of_government",
    "both",
    "de_facto",
    "pope",
    "deputy",
    "minister",
    "royal",
    "organisation_head",
    "other",
]
HEAD_ROLES: frozenset[Role] = frozenset({"head_of_state", "head_of_government", "both", "de_facto", "pope"})
"""The roles whose visits `visits.load()` returns by default, and whose reports have the scope `head`."""

Scope = Literal["head", "other"]
Status = Literal["planned", "ongoing", "completed", "cancelled"]
Mode = Literal["air", "train", "road", "sea", "foot"]
VisitType = Literal["state", "official", "working", "private", "summit", "transit"]
Precision = Literal["day", "month", "year"]
DateBasis = Literal["stated", "derived", "bounded"]
"""stated: the text dates the arrival (or departure); derived: computed from a length; bounded: a day of
presence, so that the arrival was on it or before (the departure on it or after)."""
OrdinalOf = Literal["country", "city", "abroad", "office", "other"]
PublishedBasis = Literal[
    "given", "json_ld", "meta", "time", "address", "dateline", "caption", "copyright", "text", "unknown"
]
Placement = Literal[
    "first", "days", "month", "year", "ordinal", "details", "publication", "same time", "postponement", "ambiguous"
]
"""Why a report stands among those of its visit (see `ReportRow`)."""
Removal = Literal["merged", "withdrawn", "rejected"]
ChangeKind = Literal["added", "split", "changed", "merged", "withdrawn", "rejected"]
RulingKind = Literal["correct", "merge", "split", "reject", "confirm"]
Part = Literal["title", "text"]
"""The part of an article that a span's offsets count in."""

Iso3 = str
"""ISO 3166-1 alpha-3, with XKX Kosovo, EUU European Union, and the retired SUN, YUG, SCG, CSK, DDR, YMD."""

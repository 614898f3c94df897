"""Writing the page into the folder of a release."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from visits.model.codes import HEAD_ROLES
from visits.release.catalogue import CATALOGUE
from visits.release.page.details import Details
from visits.release.page.overview import visits_data

_ASSETS = Path(__file__).parent / "assets"
VISITS_PER_FILE = 100
"""Visits whose details lie in one file: what a reader loads to open one of them, some hundred kilobytes."""
_ESCAPES = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"), ("\u2028".encode(), b"\\u2028"),
            ("\u2029".encode(), b"\\u2029"))  # fmt: skip
"""What could end a script or a line of it, were the file read as anything else; JSON holds these in strings alone."""


@dataclass(frozen=True)
class PageFacts:
    """What the page tells beside the tables.

    countries      names of countries by ISO code.
    checks         what the checks found, as the manifest holds it; empty for none.
    files          the names of the published files and folders beside the page's.
    content_hash   of the data, as the manifest has it.
    """

    countries: Mapping[str, str]
    checks: Mapping[str, Any]
    files: Sequence[str]
    content_hash: str
    title: str = "Leaders' visits abroad"
    version: str | None = None
    licence: str | None = None


def begin_page(folder: Path, tables: Mapping[str, pa.Table]) -> Callable[[PageFacts], None]:
    """Write what of the page the tables alone decide into a folder, made if missing; what it gives writes the rest.

    Equal tables and facts give equal files.
    """
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for asset in sorted(_ASSETS.iterdir()):
        shutil.copyfile(asset, folder / asset.name)
    for number, piece in enumerate(Details(tables).pieces(VISITS_PER_FILE)):
        (data / f"details-{number:04}.js").write_bytes(_script("Details.take", number, piece))
    told = visits_data(tables["visits"], tables["removed"])

    def finish(facts: PageFacts) -> None:
        countries = [[code, facts.countries.get(code, code)] for code in told["countries"]]
        overview = {"about": _about(tables, facts), "checks": facts.checks, **told, "countries": countries}
        (data / "visits.js").write_bytes(_script("Records.take", overview))

    return finish


def _about(tables: Mapping[str, pa.Table], facts: PageFacts) -> dict[str, Any]:
    visits = tables["visits"]
    years = pc.min_max(pc.year(visits.column("start_date"))).as_py()
    heads = sum(role in HEAD_ROLES for role in visits.column("leader_role").to_pylist())
    return {
        "title": facts.title,
        "version": facts.version,
        "licence": facts.licence,
        "content_hash": facts.content_hash,
        "counts": {"visits": len(visits), "visits_of_heads": heads, "articles": len(tables["articles"])},
        "years": [years["min"], years["max"]],
        "visits_per_file": VISITS_PER_FILE,
        "tables": [[name, CATALOGUE[name].about, len(table)] for name, table in tables.items()],
        "files": sorted(facts.files),
    }


def _script(call: str, *arguments: Any) -> bytes:
    """A script that hands the arguments over; no text in them can end it or begin a tag."""
    parts = []
    for argument in arguments:
        part = orjson.dumps(argument)
        for character, escaped in _ESCAPES:
            part = part.replace(character, escaped)
        parts.append(part)
    return call.encode() + b"(" + b",".join(parts) + b");\n"

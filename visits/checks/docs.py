"""Data Docs: the results of the checks as web pages that open without a network.

great-expectations' own pages load scripts and styles from a dozen outside addresses and print the time of the run.
Here its renderer makes the sections of a page, and templates of ours, with their style inside, hold them. Equal
outcomes give equal files.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from visits.checks.outcome import CheckOutcome

_TEMPLATES = Path(__file__).parent / "templates"


def write_data_docs(outcome: CheckOutcome, folder: Path | str) -> None:
    """Write the pages into a folder, made if missing.

    `index.html` holds all checks with their failing rows; beside it stands a page for each suite.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for suite, _, page in outcome.pages:
        _write(target / f"{suite}.html", page)
    _write(target / "index.html", outcome.index or index_page(outcome))


def suite_page(validation: Any, about: str) -> str:
    """The page of one suite, without great-expectations' overview, which tells of the run and links elsewhere."""
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer

    document = ValidationResultsPageRenderer().render(validation)
    document.sections = [section for section in document.sections if section.section_name != "Overview"]
    page: str = _view().render(document, template="suite_page.j2", about=about)
    return page


@cache
def _view() -> Any:
    """What fills the templates: one for all pages, since it compiles each template once."""
    from great_expectations.render.view.view import DefaultJinjaPageView

    return DefaultJinjaPageView(custom_views_directory=str(_TEMPLATES))


def index_page(outcome: CheckOutcome) -> str:
    """The page of all checks."""
    from jinja2 import Environment, FileSystemLoader

    tables = [(table, list(results)) for table, results in groupby(outcome.results, key=lambda result: result.table)]
    suites = [(suite, about) for suite, about, _ in outcome.pages]
    templates = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
    return templates.get_template("index_of_checks.j2").render(outcome=outcome, tables=tables, suites=suites)


def _write(path: Path, page: str) -> None:
    lines = (line.rstrip() for line in page.splitlines())
    path.write_text("\n".join(line for line in lines if line) + "\n", encoding="utf-8", newline="\n")

"""Codebook, reports and metadata say what the tables hold, satisfy their standards, and let no text act."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest
import yaml
from published import publish
from stories import Story

from visits.configuration import Covered, Creator, ReleaseSettings
from visits.release import manifest as manifests
from visits.release.accuracy import accuracy_lines, measurements, record
from visits.release.catalogue import CATALOGUE
from visits.release.columns import TABLES
from visits.release.folder import current_release
from visits.release.metadata import missing_from_croissant
from visits.release.words import codebook_words

SETTINGS = ReleaseSettings(
    title="Visits of one leader",
    version="1.4.0",
    date=date(2026, 3, 1),
    licence="CC-BY-4.0",
    url="https://example.org/visits",
    creators=[Creator(name="Ada Example", orcid="0000-0002-1825-0097", affiliation="Example University")],
    coverage=[Covered(leaders_of=["PRK"], first=date(2019, 1, 1), last=date(2019, 12, 31))],
)
SCRIPT = "<script>alert('x')</script> | `x` [y](https://evil.example)"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    story = Story()
    story.tells(
        "=a",
        source=SCRIPT,
        published="2019-01-11",
        start="2019-01-07",
        end="2019-01-10",
        cities=("Beijing", "=Dandong"),
        companions=["Ri Sol Ju"],
        occasion=SCRIPT,
        ordinal=4,
        mode_of_travel="train",
    )
    story.tells("b", start="2018-03", host_country="VNM", leader_role="minister", leader_id=None, leader="Ri Yong Ho")
    story.tells("c", status="planned", host_country="NAM")
    return publish(story, tmp_path_factory.mktemp("release"), SETTINGS)


def test_every_column_has_its_rule_and_every_code_its_meaning() -> None:
    words = codebook_words()
    assert list(words.rules) == [column.name for column in TABLES["visits"]]
    assert set(words.units) <= set(words.rules)
    for name, columns in TABLES.items():
        for column in columns:
            if column.kind == "code":
                assert list(words.meanings(name, column.name)) == list(column.codes), f"{name}.{column.name}"


def test_the_catalogue_names_columns_that_exist() -> None:
    for listed in CATALOGUE.values():
        names = {column.name for column in listed.columns}
        assert {*listed.key, *listed.sorted_by, *(one.column for one in listed.references)} <= names
        for one in listed.references:
            assert CATALOGUE[one.table].key == (one.key,)
    assert set(TABLES) < set(CATALOGUE)


def test_the_codebook_tells_of_every_variable_with_an_example(release: Path) -> None:
    text = (release / "codebook.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##)", text, re.MULTILINE | re.DOTALL))
    assert {column.name for column in TABLES["visits"]} <= set(sections)
    assert "- missing: 33.3%" in sections["start_date"]
    assert "- precision: day 50.0%, month 50.0%" in sections["start_date"]
    assert "| `train` | by rail | 1 | 33.3% |" in sections["mode_of_travel"]
    assert re.search(r"Example: 2019-01-07 in `v\w{12}`, from\n\n> “2019-01-07”", sections["start_date"])
    assert "| PRK | all states | 2019-01-01 | 2019-12-31 |" in text
    assert "version 1.4.0" in text
    assert f"`{manifests.read(release)['content_hash']}`" in text  # type: ignore[index]


@pytest.mark.parametrize("name", ["codebook", "coverage_report"])
def test_pages_open_alone_and_let_no_text_act(release: Path, name: str) -> None:
    page = (release / f"{name}.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "&lt;script&gt;alert('x')&lt;/script&gt; | `x` [y](https://evil.example)" in page
    assert not re.search(r"<script|<link|<img|src=|href=", page)


def test_the_coverage_report_counts(release: Path) -> None:
    text = (release / "coverage_report.md").read_text(encoding="utf-8")
    assert "3 articles were read, published from 2019-01-11 to 2019-01-11" in text
    assert "2 of 2 visits (100%) rest on one outlet alone" in text
    assert re.search(r"lacks visits: 3, of 1 of its leaders", text)


def test_the_data_package_is_valid_and_so_are_the_tables(release: Path) -> None:
    package = frictionless.Package(str(release / "datapackage.json"))
    assert [resource.name for resource in package.resources] == list(CATALOGUE)
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    described = package.to_descriptor()
    assert (described["version"], described["licenses"]) == ("1.4.0", [{"name": "CC-BY-4.0"}])
    visits = described["resources"][0]
    assert visits["schema"]["primaryKey"] == ["visit_id"]
    assert described["resources"][1]["schema"]["foreignKeys"][0]["reference"]["resource"] == "visits"


def test_a_wrong_table_does_not_satisfy_the_data_package(release: Path, tmp_path: Path) -> None:
    for path in release.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    claims = (tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "claims.csv").write_text("\n".join([*claims, claims[-1].replace("v", "x", 1)]) + "\n")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    types = {row[0] for row in report.flatten(["type"])}
    assert "foreign-key" in types


def test_croissant_is_complete(release: Path) -> None:
    document = _json(release / "croissant.json")
    assert missing_from_croissant(document) == []
    assert (document["license"], document["datePublished"]) == ("CC-BY-4.0", "2026-03-01")
    files = {one["@id"]: one["sha256"] for one in document["distribution"]}
    listed = {entry["path"]: entry["sha256"] for entry in manifests.entries_of(current_release(release))}
    assert files == {name: sha for name, sha in listed.items() if name.endswith((".csv", ".parquet", ".dta"))}
    assert len(document["recordSet"]) == len(CATALOGUE)
    del document["license"], document["recordSet"][0]["field"][0]["source"]
    assert missing_from_croissant(document) == [
        "license",
        "visits visits/visit_id: source",
        "visits/visit_id: its file",
    ]


def test_the_citation_names_who_made_it(release: Path) -> None:
    cited = yaml.safe_load((release / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["authors"] == [{"name": "Ada Example", "orcid": "https://orcid.org/0000-0002-1825-0097"}]
    assert (cited["cff-version"], cited["type"], cited["date-released"]) == ("1.2.0", "dataset", "2026-03-01")


def test_without_settings_nothing_is_made_up(tmp_path: Path) -> None:
    story = Story()
    story.tells("a", start="2019-01-07", published="2019-01-08")
    publish(story, tmp_path, ReleaseSettings())
    package, croissant = _json(tmp_path / "datapackage.json"), _json(tmp_path / "croissant.json")
    assert not {"licenses", "contributors", "homepage", "created"} & set(package)
    assert (croissant["license"], croissant["creator"][0]["name"]) == ("Not stated", "Not stated")
    assert package["version"] == f"0+{manifests.read(tmp_path)['content_hash'][:12]}"  # type: ignore[index]
    assert missing_from_croissant(croissant) == []


def test_measurements_are_kept_one_for_each_gold(tmp_path: Path) -> None:
    figures: dict[str, Any] = {
        "articles": 10,
        "visits": 8,
        "quiet_articles": 2,
        "false_alarms_in_quiet_articles": 1,
        "perfect_records": {"share": 0.5},
        "measures": {"visit": {"precision": 0.9, "recall": 0.8, "f1": 0.847, "interval": [0.7, 0.95]}},
    }
    path = tmp_path / "accuracy.json"
    record(path, figures, gold="ten articles", date="2026-01-01", program="0.1.0")
    record(path, figures, gold="others", date="2026-01-02", program="0.1.0")
    record(path, figures, gold="ten articles", date="2026-02-01", program="0.2.0")
    assert [(one["gold"], one["date"]) for one in measurements(path)] == [
        ("others", "2026-01-02"),
        ("ten articles", "2026-02-01"),
    ]
    text = "\n".join(accuracy_lines(measurements(path)))
    assert "| `visit` | 90.0% | 80.0% | 84.7% | 70.0% to 95.0% |" in text
    assert accuracy_lines(measurements(tmp_path / "none.json")) == ["Not measured."]


def test_the_package_comes_with_measured_accuracy() -> None:
    found = measurements()
    assert found
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", one["date"]) and one["gold"] for one in found)


def _json(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_bytes())
    return document

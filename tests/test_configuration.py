"""`visits.toml` is found beside the articles, read strictly, and its mistakes are named."""

from datetime import date
from pathlib import Path

import pytest

from visits.configuration import Configuration, configuration_file, load_configuration
from visits.model.errors import UsageError

WHOLE = """
[release]
title = "Visits of two leaders"
version = "1.2.0"
date = 2026-03-01
licence = "CC-BY-4.0"
url = "https://example.org/visits"

[[release.creators]]
name = "Ada Example"
orcid = "0000-0002-1825-0097"

[[release.coverage]]
leaders_of = ["PRK", "CHN"]
first = 2018-01-01
last = 2019-12-31
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "visits.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_settings_are_read(tmp_path: Path) -> None:
    release = load_configuration(written(tmp_path, WHOLE)).release
    assert (release.version, release.date, release.licence) == ("1.2.0", date(2026, 3, 1), "CC-BY-4.0")
    assert release.creators[0].name == "Ada Example"
    assert release.coverage[0].leaders_of == ["PRK", "CHN"]
    assert release.coverage[0].hosts == []


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert configuration_file(tmp_path / "data" / "raw") is None
    assert load_configuration(None) == Configuration()
    assert Configuration().release.coverage == []


def test_the_file_nearest_to_the_articles_counts(tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    above = written(tmp_path, "")
    assert configuration_file(raw) == above
    beside = written(tmp_path / "data", "")
    assert configuration_file(raw) == beside
    assert configuration_file(raw, given=above) == above
    with pytest.raises(UsageError, match=r"other\.toml: does not exist"):
        configuration_file(raw, given=tmp_path / "other.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[release]\nlicense = 'MIT'", r"visits\.toml, release\.license: there is no such setting"),
        ("[relese]\ntitle = 'T'", r"relese: there is no such setting"),
        ("[release]\ntitle = 4", r"release\.title: .*string"),
        ("[release]\ndate = '2026-13-01'", r"release\.date"),
        ("[release", r"is not well-formed TOML"),
        ("[[release.coverage]]\nfirst = 2019-01-01\nlast = 2018-01-01", r"release\.coverage\.0: .*before the first"),
        ("[[release.creators]]\nname = 'A'\norcid = '12'", r"release\.creators\.0\.orcid"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        load_configuration(written(tmp_path, text))

"""sources.toml: read strictly, with errors that name the entry and the remedy; the starter shows every setting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from visits.fetching import load_plan, plan_file, write_starter
from visits.fetching.plan import Limits, Plan, Source
from visits.model.errors import UsageError

CONTACT = 'contact = "desk@example.org"\n'
FEED = '[[source]]\nname = "a"\nkind = "feed"\nurl = "https://a.example/feed"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CONTACT + FEED + 'lanuage = "en"', ["source 1 (a)", "'lanuage'", "Did you mean 'language'?"]),
        (CONTACT + FEED + "paper = 1", ["source 1 (a)", "Known are country, delay"]),
        (CONTACT + "[limits]\nminuets = 3\n" + FEED, ["limits", "Did you mean 'minutes'?"]),
        (CONTACT + FEED + 'country = "ENG"', ["source 1 (a), country", "'ENG' is no country's code", "ISO 3166-1"]),
        (CONTACT + FEED + 'country = "united kingdom"', ["source 1 (a), country", "Did you mean 'GBR'?"]),
        (CONTACT + FEED + 'country = "frn"', ["source 1 (a), country", "'FRA'"]),
        (CONTACT + FEED + "country = 44", ["source 1 (a), country", "string"]),
        (CONTACT + FEED + FEED, ["source 2", "'a' is given twice"]),
        (CONTACT + FEED.replace("feed", "rss", 1), ["source 1 (a), kind", "feed, sitemap, addresses, folder, jsonl"]),
        (CONTACT + FEED + 'path = "x"', ["source 1 (a)", "either url or path"]),
        (CONTACT + FEED.replace("https", "ftp"), ["source 1 (a)", "only http and https"]),
        (CONTACT + FEED.replace("//", "//me:secret@"), ["source 1 (a)", "a user name or a password"]),
        (CONTACT + '[[source]]\nname = "a"\nkind = "folder"\nurl = "https://a.example"', ["a folder has a path"]),
        (FEED, ["names no contact", 'Write contact = "']),
        ("source = 1", ["source", "list"]),
        ("[[source", ["not well-formed TOML"]),
    ],
)
def test_a_slip_is_an_error_that_says_where_and_what_to_do(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        load_plan(written(tmp_path, text))
    assert all(word in str(refused.value) for word in ["sources.toml", *words]), str(refused.value)


def test_a_country_of_the_users_own_is_known(tmp_path: Path) -> None:
    own = tmp_path / "countries.yaml"
    own.write_text(
        "- {id: XFR, name: Freedonia, official: Republic of Freedonia, cow: null, gw: null, capital: Freedonia City}\n"
    )
    plan = written(tmp_path, CONTACT + FEED + 'country = "XFR"')
    assert load_plan(plan, own).source[0].country == "XFR"
    with pytest.raises(UsageError, match="'XFR' is no country's code"):
        load_plan(plan)


def test_the_plan_lies_beside_the_articles_or_one_folder_above(tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    with pytest.raises(UsageError, match=r"sources\.toml: does not exist. Write one with `visits init`"):
        plan_file(raw)
    above = written(tmp_path, "")
    assert plan_file(raw) == above
    beside = written(tmp_path / "data", "")
    assert plan_file(raw) == beside
    assert plan_file(raw, above) == above


def test_the_starter_fetches_nothing_and_each_of_its_examples_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "data" / "sources.toml"
    write_starter(path)
    assert load_plan(path).source == []
    with pytest.raises(UsageError, match="is there already and was not touched"):
        write_starter(path)
    setting = re.compile(r"^# (?=\[|\w+ = )", re.MULTILINE)
    text = setting.sub("", path.read_text())
    path.write_text(text)
    plan = load_plan(path)
    assert {source.kind for source in plan.source} == {"feed", "sitemap", "addresses", "folder", "jsonl"}
    assert plan.source[2].path == tmp_path / "data" / "addresses.txt"
    assert plan.agent == "sylvania-visits/1.0 (you@university.example)"
    for kind in (Plan, Limits, Source):
        assert all(re.search(rf"^\[*{name}\b", text, re.MULTILINE) for name in kind.model_fields)


def test_the_starter_gives_the_limits_that_hold_without_it(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    write_starter(path)
    told = re.findall(r"^# (\w+) = ([\d.]+)\b", path.read_text().split("# [limits]")[1].split("[[source]]")[0], re.M)
    assert {name: float(value) for name, value in told} == Limits().model_dump()

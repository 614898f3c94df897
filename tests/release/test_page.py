"""The web page: its files, and what a browser makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, MISSING, ask
from published import tables_of
from stories import Story

from visits.release.page import PageFacts, begin_page
from visits.release.page import write as writing

in_browser = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
SCRIPT = "</script><script>window.ran = 1</script>"
IMAGE = "<img src=x onerror='window.ran = 2'>"
HOSTILE = f"Kim {SCRIPT}{IMAGE} \u2028 \"'&amp; \U0001f682"
FACTS = PageFacts(
    countries={"PRK": "North Korea", "CHN": "China", "VNM": "Vietnam", "NAM": "Namibia"},
    checks={
        "passed": True,
        "summary": "1 of 2 checks passed",
        "results": [
            {"name": "odd", "table": "visits", "severity": "warning", "description": f"no {IMAGE}", "success": False,
             "n_checked": 5, "n_unexpected": 1, "rows": [{"visit_id": "vnone", "reason": f"holds {SCRIPT}"}]},
            {"name": "fine", "table": "visits", "severity": "critical", "description": "all is well", "success": True,
             "n_checked": 5, "n_unexpected": 0, "rows": []},
        ],
    },
    files=["visits.csv", "visits.parquet", "manifest.json", "checks/index.html"],
    content_hash="ab" * 32,
    title=f"Visits {IMAGE}",
)  # fmt: skip


def told() -> Story:
    """Five visits: one on which two outlets disagree, one of a month, one planned, one of a minister, a hostile one."""
    story = Story()
    beijing = {"cities": ("Beijing",), "companions": ["Ri Sol Ju"], "mode_of_travel": "train", "ordinal": 4}
    story.tells("a", source="Daily", published="2019-01-08", start="2019-01-07", end="2019-01-09", **beijing)
    story.tells(
        "b", source="Post", published="2019-01-11", start="2019-01-08", end="2019-01-09", host_leader="Xi Jinping"
    )
    story.tells("c", source="Post", published="2018-04-02", start="2018-03")
    story.tells("d", source="Post", published="2019-02-01", status="planned", host_country="VNM", start="2019-02-27")
    story.tells(
        "e", leader="Ri Yong Ho", leader_id=None, leader_role="minister", host_country="NAM", start="2017-05-02"
    )
    story.tells("f", source=HOSTILE, published="2017-06-04", host_country="VNM", start="2017-06-03", occasion=HOSTILE,
                leader_title=HOSTILE, cities=(f"City {IMAGE}",))  # fmt: skip
    for name, address in (("a", "https://daily.example/a"), ("f", "javascript:window.ran=3")):
        story.articles[name] = story.articles[name].model_copy(update={"url": address, "title": f"{name} {HOSTILE}"})
    return story


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "report"
    begin_page(folder, tables_of(told()))(FACTS)
    return folder / "index.html"


def script(name: str) -> str:
    """What a reader does in the page."""
    return (Path(__file__).parent / "page_scripts" / f"{name}.js").read_text(encoding="utf-8")


def data_of(script: Path) -> list[Any]:
    """What a data file hands over."""
    text = script.read_text(encoding="utf-8")
    return list(json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]"))


def test_equal_tables_give_equal_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "VISITS_PER_FILE", 2)
    for name in ("one", "two"):
        begin_page(tmp_path / name, tables_of(told()))(FACTS)
    one, two = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    assert sum(path.name.startswith("details-") for path in one) == 3
    assert [len(data_of(tmp_path / "one" / "data" / f"details-000{n}.js")[1]) for n in range(3)] == [2, 2, 1]


def test_nothing_outside_is_loaded_and_no_data_can_be_read_as_markup(page: Path) -> None:
    for path in page.parent.rglob("*.*"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        if path.parent.name == "data":
            assert not set("<>&\u2028\u2029") & set(text), path
        else:
            assert "http" not in text.replace("http-equiv", "").replace("https?:", ""), path


def test_details_hold_each_claim_in_its_sentence(page: Path) -> None:
    overview = data_of(page.parent / "data" / "visits.js")[0]
    _, details = data_of(page.parent / "data" / "details-0000.js")
    assert [one["visit"]["visit_id"] for one in details] == overview["columns"]["id"]
    assert "2018-03" in overview["columns"]["start"]
    claims = 0
    for one in details:
        for field, value, article, sentence, start, end, *_ in one["claims"]:
            assert one["sentences"][sentence][start:end] == value, field
            assert one["articles"][article]["id"] in "abcdef"
            claims += 1
    assert claims == len(tables_of(told())["claims"])


@in_browser
def test_a_reader_searches_filters_sorts_and_opens_a_visit(page: Path) -> None:
    seen = ask(
        page,
        script("reading"),
        wait=8000,
    )
    assert seen["views"] == ["overview"]
    assert seen["figures"][0] == "Visits per year"
    assert [len(seen["all"]), seen["others"]] == [4, 5]
    assert seen["all"][0].startswith("Kim Jong Un North Korea Vietnam 27 Feb 2019")
    assert seen["sorted"] == ["China", "China", "Vietnam", "Vietnam"]
    assert seen["ariaSort"].startswith("To")
    assert seen["ariaSort"].endswith("ascending")
    assert (len(seen["searched"]), seen["count"]) == (1, "1 visit")
    assert seen["focused"] == "Kim Jong Un in China"
    assert "visit=v" in seen["hash"]
    assert "by train" in seen["panel"]
    assert "Sources disagree on start" in seen["panel"]
    assert sorted(seen["marked"]) == ["2019-01-07", "2019-01-08"]
    assert len(seen["sides"]) == 2
    assert "taken over" in seen["sides"][0]
    assert seen["closed"] == [True, "Kim Jong Un"]


@in_browser
def test_words_of_articles_are_shown_as_words(page: Path) -> None:
    visit = next(
        one["visit"]["visit_id"]
        for one in data_of(page.parent / "data" / "details-0000.js")[1]
        if one["visit"].get("occasion")
    )
    seen = ask(
        page,
        script("hostile"),
        fragment=f"#visit={visit}",
        wait=6000,
    )
    assert (seen["ran"], seen["images"], seen["scripts"]) == (None, 0, 0)
    assert SCRIPT in seen["text"]
    assert IMAGE in seen["text"]
    assert "\U0001f682" in seen["text"]
    assert IMAGE in seen["title"]
    assert SCRIPT in seen["checks"]
    assert not [link for link in seen["links"] if link.startswith("javascript")]


@in_browser
def test_figures_are_saved_as_svg_and_png(page: Path) -> None:
    seen = ask(
        page,
        script("saving"),
        wait=6000,
    )
    assert len(seen["found"]) == 8
    assert all(tag == "svg" and marks > 1 and title for tag, marks, title in seen["found"].values())
    assert seen["png"] == [137, 80, 78, 71, 13, 10, 26, 10]
    assert (seen["size"], seen["bytes"] > 3000) == (1680, True)


@in_browser
@pytest.mark.parametrize("size", [(1300, 900), (500, 900)], ids=["desk", "narrow"])
def test_everything_has_a_name_and_nothing_runs_out_of_the_page(page: Path, size: tuple[int, int]) -> None:
    seen = ask(
        page,
        script("names"),
        size=size,
    )
    assert [one for one in seen if one["unnamed"] or one["width"] > 0] == []
    assert seen[0]["stops"] == 1
    assert len(seen) == 7


@in_browser
def test_arrow_keys_walk_through_a_figure_and_enter_shows_its_visits(page: Path) -> None:
    seen = ask(page, script("keys"))
    assert [words[:4] for words in seen["walk"]] == ["2017", "2018", "2019", "2019", "2018", "2017"]
    assert (seen["state"], seen["shown"]) == (["visits", "2017", "2017"], 1)


@in_browser
def test_a_page_without_visits_and_a_link_to_one_that_is_gone(tmp_path: Path) -> None:
    begin_page(tmp_path, tables_of(Story()))(PageFacts({}, {}, [], "0" * 64))
    seen = ask(
        tmp_path / "index.html",
        script("empty"),
        fragment="#visit=vgone",
    )
    assert "is not in this dataset" in seen["panel"]
    assert "No visit fits" in seen["visits"]
    assert all(seen["found"])

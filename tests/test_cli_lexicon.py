"""`visits lexicon`: words that don't do what they say, and what words change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Ran, refuses

HOVERCRAFT = """
- id: hovercraft
  mode: sea
  forms: [hovercraft]
  examples: ["Emmanuel Macron arrived in Dover by hovercraft."]
"""
WRONG = """
- id: tandem
  mode: road
  forms: [tandem]
  examples: ["The prime ministers worked in tandem."]
  counter_examples: ["Angela Merkel arrived in Rome by tandem on Wednesday."]
"""

GO_VISITING = """
- {id: visit, sense: visit, base: go seeing, third: goes seeing, past: went seeing, participle: gone seeing,
   ing: going seeing, direct: true, examples: ["Angela Merkel went seeing Italy."]}
"""

SASHAY = """
- {id: sashay, sense: arrival, base: sashay, third: sashays, past: sashayed, participle: sashayed, ing: sashaying,
   to: [into], examples: ["Angela Merkel sashayed into Rome on Wednesday."]}
"""

Run = Callable[..., Ran]


@pytest.fixture
def words(tmp_path: Path) -> Path:
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "transport.yaml").write_text(HOVERCRAFT)
    return folder


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    head = "---\nid: {}\npublished: 2019-05-15\n---\n"
    dover = "French President Emmanuel Macron arrived in Dover by hovercraft on Tuesday. The sea was calm and cold."
    rome = "French President Emmanuel Macron sashayed into Rome on Tuesday. The streets were calm and hot."
    (folder / "a.txt").write_text(head.format("dover") + dover)
    (folder / "b.txt").write_text(head.format("rome") + rome)
    (folder / "c.txt").write_text("")
    return folder


def test_words_that_do_what_they_say(run: Run, words: Path) -> None:
    ran = run("lexicon", "check", "--lexicon", words)
    assert (ran.code, ran.out.count("\n"), ran.err) == (0, 1, "")
    assert ran.out.endswith("entries: all read as they say.\n")


def test_words_that_do_not(run: Run, words: Path) -> None:
    (words / "transport.yaml").write_text(HOVERCRAFT + WRONG)
    ran = run("lexicon", "check", "--lexicon", words)
    assert ran.code == 1
    example, read, counter, read_too, summary = ran.out.splitlines()
    place = f"{words / 'transport.yaml'}, tandem: "
    assert example == f"{place}not recognised: “The prime ministers worked in tandem.”"
    assert read == "    read: no visit, nobody"
    assert counter.startswith(f"{place}recognised in a counter-example: “Angela Merkel arrived")
    assert "Angela Merkel -> ITA: completed, road" in read_too
    assert summary.startswith("2 of ")
    found = json.loads(run("lexicon", "check", "--lexicon", words, "--json").out)
    assert (found["problems"], found["found"][0]["entry"]) == (2, "tandem")
    assert set(found["found"][0]) == {"file", "entry", "sentence", "what", "read"}


def test_an_own_entry_in_a_packages_place_can_spoil_its_examples(run: Run, words: Path) -> None:
    (words / "travel_verbs.yaml").write_text(GO_VISITING)
    found = json.loads(run("lexicon", "check", "--lexicon", words, "--json").out)["found"]
    assert found
    assert any("lexicon/data" in Path(problem["file"]).as_posix() for problem in found)


def test_what_words_change(run: Run, words: Path, articles: Path) -> None:
    ran = run("lexicon", "diff", articles, "--new", words, "--workers", 1)
    assert ran.out.splitlines() == [
        "~ Emmanuel Macron -> GBR, 2019-05-14 (verb.arrival:arrive; dover)",
        "    mode_of_travel: nothing -> sea",
        "    “French President Emmanuel Macron arrived in Dover by hovercraft on Tuesday.”",
        "2 articles read: 0 visits gained, 0 lost, 1 told otherwise.",
    ]
    assert ran.code == 0
    back = json.loads(run("lexicon", "diff", articles, "--old", words, "--json", "--workers", 1).out)
    assert (back["articles"], back["changed"]) == (2, 1)
    assert back["changes"][0]["fields"] == {"mode_of_travel": {"old": "sea", "new": None}}


def test_visits_gained_and_lost(run: Run, words: Path, articles: Path) -> None:
    (words / "travel_verbs.yaml").write_text(SASHAY)
    gained = run("lexicon", "diff", articles, "--new", words, "--workers", 1).out.splitlines()
    assert "+ Emmanuel Macron -> ITA, 2019-05-14 (verb.arrival:sashay; rome)" in gained
    assert gained[-1] == "2 articles read: 1 visit gained, 0 lost, 1 told otherwise."
    lost = json.loads(run("lexicon", "diff", articles, "--old", words, "--workers", 1, "--json").out)
    assert (lost["gained"], lost["lost"]) == (0, 1)


def test_the_same_words_change_nothing(run: Run, words: Path, articles: Path) -> None:
    ran = run("lexicon", "diff", articles, "--old", words, "--new", words, "--workers", 1)
    assert ran.out == "2 articles read: 0 visits gained, 0 lost, 0 told otherwise.\n"


def test_wrong_use_is_refused_in_one_line(run: Run, words: Path, articles: Path, tmp_path: Path) -> None:
    refuses(run("lexicon", "diff", articles), "nothing to compare", "--new FOLDER")
    refuses(run("lexicon", "diff", articles, "--new", tmp_path / "nowhere"), "nowhere", "is not a folder")
    refuses(run("lexicon", "diff", tmp_path / "nowhere", "--new", words), "nowhere", "does not exist")
    refuses(run("lexicon", "check", "--lexicon", tmp_path / "nowhere"), "nowhere", "is not a folder")
    refuses(run("lexicon", "check", "--words", words), "See `visits --help`")
    (words / "transport.yaml").write_text(HOVERCRAFT.replace("mode: sea", "mode: air-cushion"))
    refuses(run("lexicon", "check", "--lexicon", words), "transport.yaml", "hovercraft", "mode")

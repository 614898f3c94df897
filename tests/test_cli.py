"""The command line: what it prints, and how it refuses."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import refuses

from visits.release import write

ROOT = Path(__file__).parents[1]
MERKEL = (
    "ROME - German Chancellor Angela Merkel arrived in Rome on Wednesday for a two-day visit to Italy. "
    "She will hold talks with Italian Prime Minister Mario Monti about the debt crisis."
)
FISH = "The harbour was quiet on Tuesday. Prices of fish rose again, and the trawlers stayed at their moorings."


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a-merkel.txt").write_text(f"---\nid: merkel\nsource: Harbour Post\npublished: 2012-03-08\n---\n{MERKEL}")
    (folder / "b-fish.txt").write_text(f"---\nid: fish\npublished: 2012-05-02\n---\n{FISH}")
    (folder / "c-empty.txt").write_text("")
    return folder


def test_build_ends_with_a_summary(run, raw: Path, tmp_path: Path) -> None:
    ran = run("build", raw, tmp_path / "out", "--workers", 1)
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    assert lines[0] == f"Read 2 articles from {raw}; 1 file or record set aside, see rejects.csv."
    assert lines[1] == "Found 1 visit: 1 of heads of state or government, 0 of others."
    assert lines[2].startswith("Checks passed: ")
    assert str(tmp_path / "out") in lines[3]
    assert lines[4] == f"Look at it: open {tmp_path / 'out' / 'report' / 'index.html'} in a browser."
    assert lines[5].startswith("Next: ")
    assert "reading" not in ran.err or "articles" in ran.err
    again = run("build", raw, tmp_path / "out")
    assert again.out.splitlines()[0].startswith("Nothing has changed")
    assert again.out.splitlines()[1:] == lines


def test_build_prints_json_for_programs(run, raw: Path, tmp_path: Path) -> None:
    ran = run("build", raw, tmp_path / "out", "--json", "--workers", 1)
    result = json.loads(ran.out)
    assert (result["counts"]["visits"], result["checks"]["passed"], result["up_to_date"]) == (1, True, False)
    assert ran.err == ""


def test_list_show_and_check_read_the_dataset(run, raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", raw, out, "--workers", 1)
    header, row, count = run("list", out).out.splitlines()
    assert row.split()[1:] == ["Angela", "Merkel", "DEU", "ITA", "2012-03-07", "2012-03-08", "ongoing"]
    assert (header.split()[0], count) == ("visit", "1 visit")
    assert run("list", out, "--host", "fra").out.splitlines()[-1] == "0 visits"
    (as_json,) = json.loads(run("list", out, "--json", "--leader", "merkel", "--year", 2012).out)
    assert (as_json["start_date"], as_json["ordinal"]) == ("2012-03-07", None)
    page = run("show", row.split()[0], "--in", out).out
    assert "leader            Angela Merkel" in page
    assert "“two-day”" in page or "two-day visit" in page
    shown = json.loads(run("show", row.split()[0], "--in", out, "--json").out)
    assert {claim["article_id"] for claim in shown["claims"]} == {"merkel"}
    checked = run("check", out)
    assert (checked.code, checked.out.splitlines()[-1][:7]) == (0, "Passed:")
    assert json.loads(run("check", out, "--json").out)["passed"]


def test_extract_writes_a_line_for_every_article(run, raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    ran = run("extract", raw, "-o", out)
    assert ran.code == 0
    assert "2 articles read, 1 set aside, 1 visit found." in ran.err
    merkel, fish, empty = [json.loads(line) for line in out.read_text().splitlines()]
    assert (merkel["id"], fish, empty["visits"]) == ("merkel", {"id": "fish", "visits": []}, [])
    assert "empty" in empty["rejected"]
    (visit,) = merkel["visits"]
    evidence = visit.pop("evidence")
    assert 0.5 < visit.pop("confidence") < 1
    assert visit == {
        "leader": "Angela Merkel",
        "leader_country": "DEU",
        "host_country": "ITA",
        "host_leader": "Mario Monti",
        "cities": ["Rome"],
        "start_date": "2012-03-07",
        "end_date": "2012-03-08",
        "mode_of_travel": None,
        "companions": [],
        "ordinals": [],
        "visit_type": None,
        "status": "ongoing",
        "focus": True,
        "scope": "head",
    }
    quote = evidence["host_leader"][0]
    assert MERKEL[quote["start"] : quote["end"]] == quote["quote"]


def test_extract_takes_single_files_and_writes_to_the_screen(run, raw: Path) -> None:
    ran = run("extract", raw / "b-fish.txt", raw / "a-merkel.txt", "-o", "-")
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ["fish", "merkel"]


def test_explain_shows_mentions_and_rules(run, raw: Path) -> None:
    ran = run("explain", raw / "a-merkel.txt")
    assert ran.code == 0
    assert "Merkel" in ran.out


def test_schema_writes_and_compares(run, tmp_path: Path) -> None:
    assert run("schema", "--to", tmp_path).code == 0
    assert run("schema", "--to", tmp_path, "--check").code == 0
    (tmp_path / "visit.json").unlink()
    assert run("schema", "--to", tmp_path, "--check").code == 1


def test_missing_and_unreadable_input_is_refused(run, raw: Path, tmp_path: Path) -> None:
    refuses(run("build", tmp_path / "nowhere", tmp_path / "out"), "nowhere", "does not exist")
    refuses(run("build", raw / "b-fish.txt", tmp_path / "out"), "is not a folder")
    refuses(run("build", raw, raw / "out"), "Choose one outside")
    refuses(run("extract", tmp_path / "nowhere.txt", "-o", tmp_path / "o.jsonl"), "nowhere.txt", "does not exist")
    refuses(run("extract", raw / "c-empty.txt", "-o", tmp_path / "o.jsonl", "--workers", 1), "c-empty.txt", "empty")
    refuses(run("explain", raw / "c-empty.txt"), "c-empty.txt", "empty")
    refuses(run("list", tmp_path / "nowhere"), "visits build")
    refuses(run("check", tmp_path / "nowhere"), "visits build")
    assert not (tmp_path / "o.jsonl").exists()


def test_an_unreadable_file_stops_a_strict_build_only(run, raw: Path, tmp_path: Path) -> None:
    (raw / "d-broken.jsonl.gz").write_bytes(b"\x1f\x8bno gzip")
    ran = run("build", raw, tmp_path / "out", "--strict", "--workers", 1)
    assert (ran.code, ran.err.strip().splitlines()[-1][:27]) == (2, "visits: 2 files or records ")
    ran = run("build", raw, tmp_path / "out", "--workers", 1)
    assert ran.code == 0
    assert "2 files or records set aside" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--workers", "many"],
        ["build", "--workers", "-1"],
        ["build", "--fulll"],
        ["list", "--year", "soon"],
        ["extract", "raw"],
        ["publish"],
        ["show"],
    ],
)
def test_wrong_arguments_are_refused_in_one_line(run, arguments: list[str]) -> None:
    refuses(run(*arguments), "See `visits --help`")


def test_an_unknown_visit_is_refused(run, raw: Path, tmp_path: Path) -> None:
    run("build", raw, tmp_path / "out", "--workers", 1)
    refuses(run("show", "vnonsense", "--in", tmp_path / "out"), "vnonsense", "`visits list` shows the ids")


def test_a_typo_in_the_words_is_refused(run, raw: Path, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.mkdir()
    (words / "transport.yaml").write_text("- id: balloon\n  mode: baloon\n  forms: [balloon]\n  examples: [x]\n")
    refuses(run("build", raw, tmp_path / "out", "--lexicon", words), "transport.yaml", "balloon", "mode")
    refuses(run("extract", raw, "-o", "-", "--lexicon", words), "transport.yaml", "balloon", "mode")
    refuses(run("explain", raw / "a-merkel.txt", "--lexicon", words), "transport.yaml", "balloon", "mode")


def test_a_full_disk_is_one_line(run, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(write, "write_parquet", full)
    ran = run("build", raw, tmp_path / "out", "--workers", 1)
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith(f"visits: {tmp_path / 'out'}: can't be written (No space left")
    assert "Traceback" not in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_while_extracting_is_one_line(run, raw: Path) -> None:
    ran = run("extract", raw, "-o", "/dev/full", "--workers", 1)
    assert ran.code == 2
    assert "No space left on device" in ran.err.splitlines()[-1]
    assert "Traceback" not in ran.err


def test_an_output_folder_that_is_missing_is_one_line(run, raw: Path, tmp_path: Path) -> None:
    ran = run("extract", raw, "-o", tmp_path / "no" / "such" / "out.jsonl")
    assert (ran.code, "No such file or directory" in ran.err) == (2, True)
    refuses(run("extract", raw, "-o", tmp_path), "is a folder")


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "visits", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_the_screen_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "visits", "--help"]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (2, "visits: output: No space left on device\n")

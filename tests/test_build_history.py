"""What a release keeps of the one before: ids, those given up, what changed, and the rulings in between."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from telling import published_files, take_literally, telling, write_lines

import visits
from visits.model.errors import VocabularyError

CHINA = "prk-kim-jong-un to CHN from 2019-01-07 to 2019-01-10"
LATER = "prk-kim-jong-un to CHN from 2019-01-20 to 2019-01-22"
RUSSIA = "prk-kim-jong-un to RUS from 2019-04-24 to 2019-04-26"


@pytest.fixture(autouse=True, scope="module")
def literal() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        take_literally(patch)
        yield


class Dataset:
    """A folder of articles, and what is built from it."""

    def __init__(self, folder: Path):
        self.raw, self.out, self.rulings = folder / "raw", folder / "out", folder / "rulings.yaml"

    def build(self, *articles: dict[str, str], **options: Any) -> visits.Release:
        write_lines(self.raw / "wire.jsonl", articles)
        return visits.build(self.raw, self.out, **options)

    def rule(self, *rulings: dict[str, Any]) -> visits.Release:
        common = {"reason": "the photographs show it", "author": "A. Coder", "date": "2026-01-02"}
        entries = [{"id": f"r{n}", **ruling, **common} for n, ruling in enumerate(rulings)]
        self.rulings.write_text(yaml.safe_dump(entries).replace("'2026-01-02'", "2026-01-02"))
        return visits.build(self.raw, self.out)

    def table(self, name: str) -> list[dict[str, Any]]:
        table = visits.load(self.out, table=name, all_roles=True)
        return [dict(row) for row in table.astype(object).where(table.notna(), None).to_dict("records")]

    def ids(self) -> dict[str, str]:
        """The ids of the visits by host and start."""
        return {f"{row['host_country']} {row['start_date'].date()}": row["visit_id"] for row in self.table("visits")}


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return Dataset(tmp_path)


def test_an_id_stays_when_the_start_is_corrected(dataset: Dataset) -> None:
    dataset.build(telling("a", CHINA), telling("b", CHINA))
    (before,) = dataset.ids().values()
    earlier = CHINA.replace("01-07", "01-06")
    dataset.build(telling("a", earlier), telling("b", earlier), telling("c", earlier))
    assert dataset.ids() == {"CHN 2019-01-06": before}
    assert dataset.table("removed") == []


def test_without_a_ledger_the_same_articles_make_the_same_ids(dataset: Dataset, tmp_path: Path) -> None:
    articles = telling("a", CHINA), telling("b", LATER), telling("c", RUSSIA)
    dataset.build(*articles)
    other = Dataset(tmp_path / "other")
    other.build(*reversed(articles))
    assert other.ids() == dataset.ids()


def test_visits_that_turn_out_to_be_one_leave_a_trace(dataset: Dataset) -> None:
    dataset.build(telling("a", CHINA), telling("b", CHINA), telling("c", LATER))
    kept, gone = dataset.ids()["CHN 2019-01-07"], dataset.ids()["CHN 2019-01-20"]
    last = visits.build(dataset.raw, dataset.out).manifest["content_hash"]
    release = dataset.build(telling("a", CHINA), telling("b", CHINA), telling("c", CHINA))
    (row,) = dataset.table("removed")
    assert (row["visit_id"], row["kind"], row["into"], row["last_release"]) == (gone, "withdrawn", None, last)
    assert release.manifest["changes"]["visits"] == {"changed": 1, "withdrawn": 1}
    dataset.build(telling("a", CHINA), telling("b", CHINA), telling("c", CHINA), telling("d", LATER))
    assert dataset.ids()["CHN 2019-01-07"] == kept
    assert dataset.ids()["CHN 2019-01-20"] not in (kept, gone)


def test_an_id_moves_with_the_majority_and_is_never_used_again(dataset: Dataset) -> None:
    two_days_apart = "prk-kim-jong-un to CHN from 2019-01-14 to 2019-01-15"
    between = "prk-kim-jong-un to CHN from 2019-01-09 to 2019-01-14"
    apart = [telling("a", CHINA), telling("b", CHINA), telling("c", two_days_apart)]
    dataset.build(*apart)
    first, second = dataset.ids()["CHN 2019-01-07"], dataset.ids()["CHN 2019-01-14"]
    release = dataset.build(*apart, telling("d", between))
    if len(dataset.ids()) == 1:
        assert list(dataset.ids().values()) == [first]
        (row,) = dataset.table("removed")
        assert (row["visit_id"], row["kind"], row["into"]) == (second, "merged", first)
        assert {(c["visit_id"], c["kind"], c["other_id"]) for c in dataset.table("changes")} >= {
            (second, "merged", first)
        }
        assert release.manifest["changes"]["visits"] == {"changed": 1, "merged": 1}
        dataset.build(*apart)
        back = dataset.ids()["CHN 2019-01-14"]
        assert back not in (first, second)
        split = next(row for row in dataset.table("changes") if row["visit_id"] == back)
        assert (split["kind"], split["other_id"]) == ("split", first)


def test_changes_name_field_values_and_articles(dataset: Dataset) -> None:
    dataset.build(telling("a", CHINA, source="One"), telling("x", RUSSIA))
    assert dataset.table("changes") == []
    longer = CHINA.replace("01-10", "01-11")
    dataset.build(
        telling("a", CHINA, source="One"),
        telling("b", longer, source="Two"),
        telling("c", longer, source="Three"),
        telling("x", RUSSIA),
    )
    rows = {row["field"]: row for row in dataset.table("changes")}
    end = rows["end_date"]
    assert (end["kind"], end["old"], end["new"], end["article_ids"]) == (
        "changed",
        "2019-01-10",
        "2019-01-11",
        ["b", "c"],
    )
    assert (rows["n_articles"]["old"], rows["n_articles"]["new"]) == ("1", "3")
    assert {row["visit_id"] for row in rows.values()} == {dataset.ids()["CHN 2019-01-07"]}
    before = published_files(dataset.out)
    visits.build(dataset.raw, dataset.out, full=True)
    assert published_files(dataset.out) == before


def test_a_lost_ledger_is_said_and_ids_are_made_anew(dataset: Dataset) -> None:
    dataset.build(telling("a", CHINA))
    before = dataset.ids()
    (dataset.out / ".releases" / "current" / "ledger.parquet").write_bytes(b"no table")
    release = dataset.build(telling("a", CHINA), telling("b", RUSSIA))
    assert "no ledger" in release.notes[0]
    assert before.items() <= dataset.ids().items()


def expected(row: dict[str, Any]) -> dict[str, Any]:
    return {row["visit_id"]: {"host_country": row["host_country"], "start_date": str(row["start_date"].date())}}


def test_a_correction_is_carried_out_and_shows_as_the_source(dataset: Dataset) -> None:
    dataset.build(telling("a", CHINA))
    (row,) = dataset.table("visits")
    ruling = {"kind": "correct", "visits": [row["visit_id"]], "field": "start_date", "value": "2019-01-08"}
    release = dataset.rule({**ruling, "expected": expected(row)})
    (after,) = dataset.table("visits")
    assert (str(after["start_date"].date()), after["duration_days"], after["visit_id"]) == (
        "2019-01-08",
        3,
        row["visit_id"],
    )
    claims = [claim for claim in dataset.table("claims") if claim["field"] == "start_date"]
    assert {(c["value"], c["accepted"], c["reader"]) for c in claims} == {
        ("2019-01-07", False, "rules"),
        ("2019-01-08", True, "ruling"),
    }
    ruled = next(claim for claim in claims if claim["reader"] == "ruling")
    assert (ruled["article_id"], ruled["quote"], ruled["report_id"]) == (None, "the photographs show it", "ruling:r0")
    assert release.manifest["rulings"] == {"applied": 1, "unfit": []}
    assert dataset.table("changes")[0]["article_ids"] == []


def test_a_ruling_that_no_longer_fits_is_reported(dataset: Dataset) -> None:
    dataset.build(telling("a", CHINA))
    (row,) = dataset.table("visits")
    wrong = {row["visit_id"]: {"start_date": "2019-01-01"}}
    base = {"kind": "correct", "visits": [row["visit_id"]], "field": "start_date", "value": "2019-01-08"}
    release = dataset.rule(
        {**base, "expected": wrong},
        {"kind": "reject", "visits": ["vnowhere"], "expected": {"vnowhere": {"status": "planned"}}},
    )
    assert list(dataset.ids()) == ["CHN 2019-01-07"]
    problems = [ruling["problem"] for ruling in dataset.table("rulings")]
    assert problems == [
        f"{row['visit_id']}: start_date was 2019-01-01, and is 2019-01-07 now",
        "there is no visit vnowhere",
    ]
    assert len(release.manifest["rulings"]["unfit"]) == 2


def test_merge_split_and_reject(dataset: Dataset) -> None:
    dataset.build(telling("a", CHINA), telling("b", CHINA), telling("c", LATER), telling("d", RUSSIA))
    first, second, third = (row for row in dataset.table("visits"))
    merge = {"kind": "merge", "visits": [first["visit_id"], second["visit_id"]]}
    merge["expected"] = expected(first) | expected(second)
    reject = {"kind": "reject", "visits": [third["visit_id"]], "expected": expected(third)}
    dataset.rule(merge, reject)
    assert list(dataset.ids().values()) == [first["visit_id"]]
    removed = {row["visit_id"]: (row["kind"], row["into"]) for row in dataset.table("removed")}
    assert removed == {
        second["visit_id"]: ("merged", first["visit_id"]),
        third["visit_id"]: ("rejected", None),
    }
    before = published_files(dataset.out)
    visits.build(dataset.raw, dataset.out, full=True)
    assert published_files(dataset.out) == before
    dataset.rule(reject)
    assert len(dataset.ids()) == 2
    assert second["visit_id"] not in dataset.ids().values()
    split = {"kind": "split", "visits": [first["visit_id"]], "articles": ["b"], "expected": expected(first)}
    dataset.rule(reject, split)
    assert sum(row["host_country"] == "CHN" for row in dataset.table("visits")) == 3
    ids = {row["visit_id"] for row in dataset.table("visits")}
    visits.build(dataset.raw, dataset.out, full=True)
    assert {row["visit_id"] for row in dataset.table("visits")} == ids


def test_a_confirmed_visit_is_sure(dataset: Dataset) -> None:
    dataset.build(telling("a", CHINA))
    (row,) = dataset.table("visits")
    dataset.rule({"kind": "confirm", "visits": [row["visit_id"]], "expected": expected(row)})
    assert dataset.table("visits")[0]["confidence"] == 1


@pytest.mark.parametrize(
    ("ruling", "problem"),
    [
        ({"kind": "merge", "visits": ["v1"], "expected": {"v1": {"status": "planned"}}}, "two visits"),
        ({"kind": "reject", "visits": ["v1"], "expected": {}}, "expected"),
        ({"kind": "reject", "visits": ["v1"], "expected": {"v1": {"colour": "red"}}}, "colour"),
        ({"kind": "correct", "visits": ["v1"], "field": "status", "value": "made",
          "expected": {"v1": {"status": "planned"}}}, "status is one of"),
        ({"kind": "correct", "visits": ["v1"], "field": "start_date", "value": "7 May",
          "expected": {"v1": {"start_date": None}}}, "7 May"),
    ],
)  # fmt: skip
def test_a_ruling_is_read_strictly(dataset: Dataset, ruling: dict[str, Any], problem: str) -> None:
    dataset.build(telling("a", CHINA))
    with pytest.raises(VocabularyError, match=rf"rulings\.yaml, entry 1 \(r0\).*{problem}"):
        dataset.rule(ruling)


def test_settings_reach_the_release_and_a_stale_version_is_told(dataset: Dataset, tmp_path: Path) -> None:
    settings = tmp_path / "visits.toml"
    settings.write_text('[release]\ntitle = "Mine"\nversion = "1.0.0"\nlicence = "CC0-1.0"\n')
    first = dataset.build(telling("a", CHINA))
    assert first.manifest["release"] == {"title": "Mine", "version": "1.0.0"}
    assert json.loads((dataset.out / "datapackage.json").read_text())["title"] == "Mine"
    second = dataset.build(telling("a", CHINA), telling("b", RUSSIA))
    assert "still 1.0.0" in second.notes[0]
    assert "Kim Jong Un in RUS, 2019-04-24" in (dataset.out / "CHANGES.md").read_text()
    settings.write_text('[release]\ntitle = "Mine"\nversion = "1.1.0"\nlicence = "CC0-1.0"\n')
    third = dataset.build(telling("a", CHINA), telling("b", RUSSIA), xlsx=True)
    assert (third.up_to_date, third.notes) == (False, ())
    assert (dataset.out / "visits.xlsx").is_file()

"""Articles in, a checked dataset out."""

import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import visits
from visits import build_beside, build_workers
from visits.checks.outcome import CheckOutcome, CheckResult, FailedRow
from visits.model.errors import GateError, ReleaseError, SourceError, UsageError, VocabularyError

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "post-1",
        "source": "Harbour Post",
        "published": "2012-03-08",
        "title": "Merkel in Rome",
        "text": "ROME - German Chancellor Angela Merkel arrived in Rome on Wednesday for a two-day visit to Italy. "
        "She will hold talks with Italian Prime Minister Mario Monti about the debt crisis.",
    },
    {
        "id": "wire-1",
        "source": "Northern Wire",
        "published": "2012-03-09",
        "text": "BERLIN - Chancellor Angela Merkel of Germany visited Italy on March 7 and 8, 2012, and met Prime "
        "Minister Mario Monti in Rome, her office said.",
    },
    {
        "id": "post-2",
        "source": "Harbour Post",
        "published": "2012-05-02",
        "text": "The harbour was quiet on Tuesday. Prices of fish rose again, and the trawlers stayed at their "
        "moorings because of the storm that had been forecast.",
    },
]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    write(folder, ARTICLES)
    (folder / "empty.txt").write_text("")
    return folder


def write(folder: Path, articles: list[dict[str, Any]]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "articles.jsonl").write_text("".join(json.dumps(article) + "\n" for article in articles))


def contents(folder: Path) -> dict[str, bytes]:
    hidden = {".releases", ".state"}
    inside = (path for path in sorted(folder.rglob("*")) if path.is_file() and not hidden & set(path.parts))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in inside}


def test_articles_become_a_dataset(raw: Path, tmp_path: Path) -> None:
    release = visits.build(raw, tmp_path / "out")
    assert (release.counts["articles"], release.counts["rejects"]) == (3, 1)
    assert not release.up_to_date
    table = visits.load(tmp_path / "out")
    assert table["leader"].tolist() == ["Angela Merkel"]
    row = table.iloc[0]
    assert (row["leader_country"], row["host_country"], row["host_leader"]) == ("DEU", "ITA", "Mario Monti")
    assert (str(row["start_date"].date()), str(row["end_date"].date())) == ("2012-03-07", "2012-03-08")
    assert (row["leader_cow"], row["host_gw"], row["n_articles"], row["n_sources"]) == (255, 325, 2, 2)
    articles = visits.load(tmp_path / "out", table="articles").set_index("article_id")
    assert articles["outcome"].to_dict()["post-2"] == "no visit"
    rejects = visits.load(tmp_path / "out", table="rejects")
    assert rejects["path"].tolist() == ["empty.txt"]
    assert (tmp_path / "out" / "checks" / "index.html").is_file()
    page = (tmp_path / "out" / "report" / "data" / "visits.js").read_text(encoding="utf-8")
    assert "Angela Merkel" in page
    assert f'"content_hash":"{release.manifest["content_hash"]}"' in page
    assert release.checks["passed"]


def test_every_quote_stands_at_its_offsets(raw: Path, tmp_path: Path) -> None:
    visits.build(raw, tmp_path / "out")
    claims = visits.load(tmp_path / "out", table="claims")
    texts = {article["id"]: article for article in ARTICLES}
    sentences = list(visits.load(tmp_path / "out", table="sentences").itertuples())
    assert len(claims) > 10
    for claim in claims.itertuples():
        assert texts[claim.article_id][claim.part][claim.start : claim.end] == claim.quote
        assert any(
            (said.article_id, said.part) == (claim.article_id, claim.part)
            and said.start <= claim.start < claim.end <= said.end
            and claim.quote in said.text
            for said in sentences
        )


def test_a_second_build_has_nothing_to_do_and_imports_nothing_slow(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = visits.build(raw, out)
    before = contents(out)
    script = (
        "import sys, visits; release = visits.build(sys.argv[1], sys.argv[2]); assert release.up_to_date; "
        "slow = {'great_expectations', 'pandas', 'trafilatura', 'dateparser', 'typer'} & set(sys.modules); "
        "assert not slow, slow"
    )
    subprocess.run([sys.executable, "-c", script, str(raw), str(out)], cwd=Path(__file__).parents[1], check=True)
    assert contents(out) == before
    assert visits.build(raw, out).counts == first.counts
    assert not visits.build(raw, out, full=True).up_to_date
    assert contents(out) == before


def test_what_changes_is_built_again(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    visits.build(raw, out)
    (out / "visits.csv").unlink()
    assert not visits.build(raw, out).up_to_date
    assert (out / "visits.csv").is_file()
    write(raw, ARTICLES[:1])
    release = visits.build(raw, out)
    assert (release.up_to_date, release.counts["articles"]) == (False, 1)
    words = tmp_path / "words"
    words.mkdir()
    assert not visits.build(raw, out, lexicon_extra=words).up_to_date
    assert visits.build(raw, out, lexicon_extra=words).up_to_date
    assert not visits.build(raw, out).up_to_date


def test_bytes_are_equal_with_any_number_of_workers_and_in_any_order(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_workers, "MANY", 2)
    monkeypatch.setattr(build_workers, "BATCH", 1)
    visits.build(raw, tmp_path / "one", workers=1)
    visits.build(raw, tmp_path / "two", workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    write(raw, ARTICLES[::-1])
    visits.build(raw, tmp_path / "three")
    for name in ("visits.parquet", "claims.csv", "companions.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "three" / name).read_bytes()


def test_strict_refuses_what_it_would_set_aside(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(SourceError, match=r"1 file.*empty\.txt"):
        visits.build(raw, out, strict=True)
    assert not out.exists()
    visits.build(raw, out)
    with pytest.raises(SourceError, match=r"rejects\.csv"):
        visits.build(raw, out, strict=True)
    (raw / "empty.txt").unlink()
    assert visits.build(raw, out, strict=True).counts["rejects"] == 0


def test_a_critical_failure_stops_publication(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    visits.build(raw, out)
    before = contents(out)
    failure = CheckResult(
        "end_not_before_start", "visits", "critical", "a visit ends on its first day or later", False, 1, 1,
        (FailedRow("v234", "it ends on 2012-03-01, before its start on 2012-03-07"),),
    )  # fmt: skip
    judge = nullcontext(build_beside.Here(lambda cells: CheckOutcome((failure,))))
    monkeypatch.setattr(build_beside, "working_beside", lambda extra: judge)
    with pytest.raises(GateError, match=r"(?s)end_not_before_start.*v234: it ends on.*last release is untouched"):
        visits.build(raw, out, full=True)
    after = contents(out)
    assert {name: after[name] for name in before} == before
    assert (out / "failed-checks").is_dir()
    monkeypatch.undo()
    visits.build(raw, out, full=True)
    assert contents(out) == before


def test_wrong_use_is_refused(raw: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        visits.build(tmp_path / "nowhere", tmp_path / "out")
    with pytest.raises(UsageError, match="lies in the folder of articles"):
        visits.build(raw, raw / "out")
    with pytest.raises(VocabularyError, match="own"):
        visits.build(raw, tmp_path / "out", lexicon_extra=tmp_path / "own")
    assert not (tmp_path / "out").exists()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "visits.csv").write_text("mine")
    with pytest.raises(ReleaseError, match="would be overwritten"):
        visits.build(raw, tmp_path / "out")


def test_no_articles_make_an_empty_dataset(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    assert visits.build(tmp_path / "raw", tmp_path / "out").counts["visits"] == 0
    assert visits.load(tmp_path / "out").empty


def test_extract_reads_one_text_and_counts_offsets_in_it() -> None:
    text = "\n  " + ARTICLES[0]["text"]
    (report,) = visits.extract(text, published="2012-03-08")
    assert (report.leader, report.host_country, str(report.start_date)) == ("Angela Merkel", "ITA", "2012-03-07")
    assert all(text[c.evidence.start : c.evidence.end] == c.evidence.quote for c in report.claims)
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        visits.extract(text, published="yesterday")
    with pytest.raises(UsageError, match="empty"):
        visits.extract(" ")


def test_explain_shows_the_rules_at_work() -> None:
    assert "Merkel" in visits.explain(ARTICLES[0]["text"], published="2012-03-08")


def test_importing_the_package_is_quick() -> None:
    script = (
        "import sys, visits; assert callable(visits.build); import visits.build; assert callable(visits.build); "
        "slow = {'pandas', 'pyarrow', 'pydantic', 'typer'} & set(sys.modules); assert not slow, slow"
    )
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[1], check=True)


def test_the_public_names_exist() -> None:
    assert all(getattr(visits, name) is not None for name in visits.__all__)
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        visits.biuld  # noqa: B018

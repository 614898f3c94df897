"""Readers see the last release or the new one, whatever happens to the build."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from published import publish
from stories import Story

import visits
from visits.model.errors import ReleaseError
from visits.release import folder, write
from visits.release import manifest as manifests
from visits.release.catalogue import CATALOGUE
from visits.release.columns import TABLES
from visits.release.ledger import last_ledger, last_tables


def story(*starts: str) -> Story:
    told = Story()
    for number, start in enumerate(starts):
        told.tells(f"a{number}", start=start, source="Daily")
    return told


def contents(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(output.iterdir()) if path.is_file()}


def test_equal_stories_give_equal_bytes(tmp_path: Path) -> None:
    publish(story("2019-01-07", "2018-03"), tmp_path / "one")
    publish(story("2019-01-07", "2018-03"), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one")) == 2 * len(TABLES) + sum(CATALOGUE[name].stata for name in TABLES) + 1


def test_the_manifest_lists_every_file_and_names_no_path_of_the_machine(tmp_path: Path) -> None:
    publish(story("2019-01-07"), tmp_path)
    manifest = manifests.read(tmp_path)
    assert manifest is not None
    assert {entry["path"] for entry in manifest["files"]} == set(contents(tmp_path)) - {"manifest.json"}
    assert manifests.is_intact(tmp_path, manifest)
    assert str(tmp_path) not in (tmp_path / "manifest.json").read_text()


@pytest.mark.parametrize("output", [None, Path("out")])
def test_a_new_release_replaces_the_old_one_and_keeps_it_for_its_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: Path | None
) -> None:
    monkeypatch.chdir(tmp_path)
    tmp_path = output or tmp_path
    publish(story("2019-01-07"), tmp_path)
    reading = folder.current_release(tmp_path)
    publish(story("2019-01-07", "2018-03-25"), tmp_path)
    assert len(visits.load(tmp_path)) == 2
    assert len(visits.load(reading)) == 1
    publish(story("2019-01-07", "2018-03-25", "2018-06-19"), tmp_path)
    assert len(visits.load(tmp_path)) == 3
    assert not reading.exists()
    assert len(list((tmp_path / ".releases").iterdir())) == 3  # two releases, and `current`


def test_a_build_keeps_what_another_one_is_writing_and_removes_what_a_dead_one_left(tmp_path: Path) -> None:
    publish(story("2019-01-07"), tmp_path)
    alive = tmp_path / ".releases" / f"unfinished-{os.getppid()}"
    dead = tmp_path / ".releases" / "unfinished-99999999"
    alive.mkdir()
    dead.mkdir()
    dead.with_name(dead.name + ".link").symlink_to("nowhere")
    publish(story("2018-03-25"), tmp_path)
    assert [path.name for path in (tmp_path / ".releases").glob("unfinished-*")] == [alive.name]


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    publish(story("2019-01-07"), tmp_path)
    before = folder.current_release(tmp_path)
    publish(story("2019-01-07"), tmp_path)
    assert folder.current_release(tmp_path) == before
    assert [path.name for path in (tmp_path / ".releases").iterdir() if not path.is_symlink()] == [before.name]


def test_a_damaged_file_is_written_anew(tmp_path: Path) -> None:
    publish(story("2019-01-07"), tmp_path)
    whole = contents(tmp_path)
    (tmp_path / "visits.csv").write_text("edited")
    (tmp_path / "claims.csv").unlink()
    publish(story("2019-01-07"), tmp_path)
    assert contents(tmp_path) == whole


@pytest.mark.parametrize("step", ["write_parquet", "write_csv", "_reach_disk", "_publish"])
def test_a_full_disk_leaves_the_last_release_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    publish(story("2019-01-07"), tmp_path)
    whole = contents(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "visits.csv"))

    monkeypatch.setattr(write, step, full)
    with pytest.raises(ReleaseError, match=r"No space left on device.*Free some space"):
        publish(story("2018-03-25"), tmp_path)
    assert contents(tmp_path) == whole
    assert not list((tmp_path / ".releases").glob("unfinished-*"))


KILLED = """
import os, sys
from visits.release import write
sys.path[:0] = {paths!r}
from published import publish
from stories import Story
story = Story()
story.tells("b", start="2018-03-25")
before = getattr(write, {step!r})
def killed(*arguments):
    os._exit(9)
setattr(write, {step!r}, killed)
from pathlib import Path
publish(story, Path({output!r}))
"""


@pytest.mark.parametrize("step", ["write_csv", "_reach_disk", "_publish", "_link"])
def test_a_killed_build_leaves_the_last_release_whole(tmp_path: Path, step: str) -> None:
    publish(story("2019-01-07"), tmp_path)
    whole = contents(tmp_path)
    here = Path(__file__).parent
    script = KILLED.format(paths=[str(here), str(here.parent)], step=step, output=str(tmp_path))
    run = subprocess.run([sys.executable, "-c", script], cwd=here.parent.parent, check=False, timeout=600)
    assert run.returncode == 9
    assert contents(tmp_path) == whole
    publish(story("2018-03-25"), tmp_path)
    assert visits.load(tmp_path)["start_date"].dt.year.tolist() == [2018]
    assert not list((tmp_path / ".releases").glob("unfinished-*"))


def test_without_links_the_files_are_copied_into_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "links are not allowed")

    monkeypatch.setattr(Path, "symlink_to", no_links)
    publish(story("2019-01-07"), tmp_path)
    publish(story("2019-01-07", "2018-03-25"), tmp_path)
    assert len(visits.load(tmp_path)) == 2
    assert not any(path.is_symlink() for path in tmp_path.rglob("*"))
    manifest = manifests.read(tmp_path)
    assert manifest is not None
    assert manifests.is_intact(tmp_path, manifest)


def test_files_of_somebody_else_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text("my own table")
    with pytest.raises(ReleaseError, match=r"visits\.csv: is no file of a release"):
        publish(story("2019-01-07"), tmp_path)
    assert (tmp_path / "visits.csv").read_text() == "my own table"


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ReleaseError, match=r"[Cc]hoose another"):
        publish(story("2019-01-07"), tmp_path / "out")


def test_a_read_only_output_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "mkdir", read_only)
    with pytest.raises(ReleaseError, match="choose another output folder"):
        publish(story("2019-01-07"), tmp_path / "out")


def test_ids_are_carried_on_from_a_release_of_an_older_program(tmp_path: Path) -> None:
    output = publish(story("2019-01-07"), tmp_path)
    manifest = manifests.read(folder.current_release(output))
    assert manifest is not None
    older = [entry for entry in manifest["files"] if not entry["path"].startswith("sentences")]
    path = folder.current_release(output) / manifests.NAME
    path.write_bytes(manifests.to_bytes({**manifest, "files": older}))
    assert set(TABLES) - set(last_tables(output)) == {"sentences"}
    assert len(last_ledger(output).rows) == 1
    path.write_bytes(manifests.to_bytes({**manifest, "files": []}))
    with pytest.raises(LookupError):
        last_ledger(output)

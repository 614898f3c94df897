"""Folders: what is found in them, in which order, and what they are in the manifest."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from visits.model.article import Article, Reject
from visits.model.errors import SourceError
from visits.sources import list_files, read_file, read_folder

TEXT = "The president of Freedonia landed in Sylvania on Monday for a two-day visit, her office said: number {}."


def folder(root: Path, *names: str) -> Path:
    for number, name in enumerate(names):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(TEXT.format(number))
    return root


def test_any_depth_in_sorted_order(tmp_path: Path) -> None:
    folder(tmp_path, "b.txt", "a/z/deep.txt", "a/b.txt", "c.TXT")
    assert [item.path for item in read_folder(tmp_path)] == ["a/b.txt", "a/z/deep.txt", "b.txt", "c.TXT"]


def test_what_accompanies_a_folder_is_left_alone(tmp_path: Path) -> None:
    folder(tmp_path, "a.txt", ".gitkeep", "README.md", "LICENSE", "sub/readme.txt", ".hidden/b.txt", "x/.DS_Store")
    assert [item.path for item in read_folder(tmp_path)] == ["a.txt"]
    assert [file.relative for file in list_files(tmp_path)] == ["a.txt"]


def test_articles_whose_names_begin_with_readme_are_read(tmp_path: Path) -> None:
    folder(tmp_path, "readme-of-the-summit.txt", "license/a.txt")
    assert len(list(read_folder(tmp_path))) == 2


def test_an_unsupported_file_is_one_reject(tmp_path: Path) -> None:
    folder(tmp_path, "a.docx", "a.txt")
    first, second = read_folder(tmp_path)
    assert isinstance(first, Reject)
    assert first.reason == "unsupported format"
    assert isinstance(second, Article)


def test_links_in_a_circle_end_and_links_to_folders_are_followed_once(tmp_path: Path) -> None:
    root = folder(tmp_path / "raw", "a/one.txt")
    folder(tmp_path / "elsewhere", "two.txt", "three.txt")
    (root / "a" / "loop").symlink_to(root, target_is_directory=True)
    (root / "b").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (root / "c").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (root / "self").symlink_to(root / "self")
    paths = [item.path for item in read_folder(root) if isinstance(item, Article)]
    assert paths == ["a/one.txt", "b/three.txt"]  # two.txt has the text of one.txt
    assert "self" in [item.path for item in read_folder(root) if isinstance(item, Reject)]


@pytest.mark.parametrize("name", ["missing", "a.txt"])
def test_a_root_that_is_no_folder_is_an_error_with_its_name(tmp_path: Path, name: str) -> None:
    folder(tmp_path, "a.txt")
    with pytest.raises(SourceError, match=name):
        list(read_folder(tmp_path / name))
    with pytest.raises(SourceError, match=name):
        list_files(tmp_path / name)


def test_a_folder_that_cannot_be_opened_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path, "a.txt", "closed/b.txt")
    listdir = os.listdir

    def guarded(path: Path) -> list[str]:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", guarded)
    first, second = read_folder(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, Reject)
    assert (second.path, second.reason) == ("closed", "not readable")
    assert [file.sha256 for file in list_files(tmp_path)][1] == ""


def test_a_sidecar_read_by_itself_holds_no_article(tmp_path: Path) -> None:
    folder(tmp_path, "a.txt")
    (tmp_path / "a.json").write_text('{"published": "2019-01-08"}')
    assert list(read_file(tmp_path / "a.json")) == []
    assert len(list(read_file(tmp_path / "a.txt"))) == 1


def test_a_missing_file_is_a_reject(tmp_path: Path) -> None:
    (item,) = read_file(tmp_path / "a.txt", tmp_path)
    assert isinstance(item, Reject)
    assert (item.path, item.reason) == ("a.txt", "not readable")


def test_list_of_files_for_the_manifest(tmp_path: Path) -> None:
    folder(tmp_path, "n/a.txt", "n/b.jsonl", "n/c.xyz")
    (tmp_path / "n" / "a.json").write_text('{"published": "2019-01-08"}')
    files = {file.relative: file for file in list_files(tmp_path)}
    assert list(files) == ["n/a.json", "n/a.txt", "n/b.jsonl", "n/c.xyz"]
    content = (tmp_path / "n" / "a.txt").read_bytes()
    text = files["n/a.txt"]
    assert (text.size, text.sha256, text.format) == (len(content), hashlib.sha256(content).hexdigest(), "text")
    assert (text.sidecar, files["n/a.json"].describes) == ("n/a.json", "n/a.txt")
    assert (files["n/c.xyz"].format, files["n/b.jsonl"].format) == (None, "json lines")


def test_reading_is_a_stream(tmp_path: Path) -> None:
    folder(tmp_path, *[f"{number}.txt" for number in range(3)])
    stream = read_folder(tmp_path)
    first = next(stream)
    (tmp_path / "1.txt").unlink()  # met only when its turn comes
    second = next(stream)
    assert isinstance(first, Article)
    assert isinstance(second, Reject)
    assert second.reason == "not readable"

"""What is made of the package's own files is kept from run to run, and believed only of these very files."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from visits.model import compiled as module
from visits.model.compiled import compiled, installed_version


class Maker:
    """Makes one thing, and counts how often."""

    def __init__(self, made: object = ("kept", 1)) -> None:
        self.made, self.times = made, 0

    def __call__(self) -> object:
        self.times += 1
        return self.made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "words.yaml").write_text("- id: one\n")
    return tmp_path


def kept(home: Path) -> Path:
    (path,) = home.rglob("words.*.pickle")
    return path


def test_it_is_made_once(home: Path) -> None:
    make = Maker()
    assert [compiled(home, "words", [home], make) for _ in range(3)] == [make.made] * 3
    assert make.times == 1
    assert [path.name for path in kept(home).parent.iterdir()] == [kept(home).name], "something else is left"


@pytest.mark.parametrize("change", ["words.yaml", "code.py", "facts/table.csv"])
def test_a_file_that_changes_or_comes_has_it_made_anew(home: Path, change: str) -> None:
    compiled(home, "words", [home], Maker())
    (home / change).parent.mkdir(exist_ok=True)
    (home / change).write_text("- id: other\n")
    make = Maker("new")
    assert [compiled(home, "words", [home], make) for _ in range(2)] == ["new", "new"]
    assert make.times == 1


def test_another_version_of_a_library_has_it_made_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(home, "words", [home], Maker())
    monkeypatch.setattr(module, "installed_version", lambda library: "0.0")
    assert compiled(home, "words", [home], Maker("new")) == "new"


@pytest.mark.parametrize("at", [0, 40, 70, None])
def test_a_damaged_file_costs_nothing_but_time(home: Path, at: int | None) -> None:
    make = Maker("x" * 100)
    compiled(home, "words", [home], make)
    content = bytearray(kept(home).read_bytes())
    if at is None:
        content = content[: len(content) // 2]
    else:
        content[at] ^= 1
    kept(home).write_bytes(content)
    assert [compiled(home, "words", [home], make) for _ in range(2)] == [make.made] * 2
    assert make.times == 2, "it was believed, or isn't mended"


def test_where_nothing_can_be_written_it_is_made_each_time(home: Path) -> None:
    (home / "__pycache__").write_text("in the way")
    make = Maker()
    assert [compiled(home, "words", [home], make) for _ in range(2)] == [make.made] * 2
    assert make.times == 2


def test_what_cannot_be_made_is_told_and_not_kept(home: Path) -> None:
    def fail() -> None:
        raise ValueError("no words")

    with pytest.raises(ValueError, match="no words"):
        compiled(home, "words", [home], fail)
    assert not list(home.rglob("*.pickle"))


def test_a_version_is_the_one_that_is_installed() -> None:
    assert installed_version("pydantic") == version("pydantic")
    with pytest.raises(PackageNotFoundError):
        installed_version("no-such-library")

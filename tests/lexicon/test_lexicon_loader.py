"""Vocabularies are read strictly: every mistake is an error that names file and entry; users may add entries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import visits
from visits.build import rule_reader
from visits.lexicon import load_lexicon
from visits.lexicon.load import VOCABULARIES, forms_of
from visits.model.errors import VocabularyError

WHEELED = (
    '- {id: litter, mode: road, forms: [sedan chair], examples: ["Kim Jong Un arrived in Hanoi by sedan chair."]}\n'
)
Written = Callable[[str, str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes one file of a user's folder and returns the folder."""

    def write(name: str, text: str) -> Path:
        folder = tmp_path / "lexicon"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


MISTAKES = [
    pytest.param(
        "transport.yaml",
        WHEELED.replace("mode:", "way: road, mode:"),
        ["transport.yaml", "entry 1 (litter)", "way", "Known keys: id, examples, counter_examples, mode, forms"],
        id="an unknown key",
    ),
    pytest.param("transport.yaml", WHEELED * 2, ["transport.yaml", "'litter' is given twice"], id="an id given twice"),
    pytest.param(
        "transport.yaml",
        WHEELED.replace("sedan chair]", "sedan chair, by train]"),
        ["transport.yaml", "litter", "'by train'", "'train'"],
        id="a form of another entry",
    ),
    pytest.param(
        "transport.yaml",
        WHEELED + WHEELED.replace("id: litter", "id: chair"),
        ["transport.yaml", "chair", "'sedan chair'", "'litter'"],
        id="a form claimed twice",
    ),
    pytest.param(
        "modality.yaml",
        '- {id: nay, stance: denied, forms: [nay, NO], examples: ["Barack Obama will nay visit Kenya."]}\n',
        ["modality.yaml", "entry 1 (nay)", "forms.1", "in quotes"],
        id="NO as a boolean",
    ),
    pytest.param("transport.yaml", "litter: {mode: road}\n", ["transport.yaml", "not a list"], id="not a list"),
    pytest.param("vehicles.yaml", WHEELED, ["vehicles.yaml", "no vocabulary", "transport"], id="an unknown file"),
    pytest.param("transport.yaml", "# nothing yet\n", ["transport.yaml", "is empty"], id="an empty file"),
    pytest.param("transport.yaml", "- {id: litter, forms: [\n", ["transport.yaml", "line 2"], id="no YAML"),
    pytest.param(
        "transport.yaml",
        "- id: litter\n  mode: road\n  mode: sea\n",
        ["transport.yaml", "line 3", "'mode' is given twice"],
        id="a key given twice",
    ),
    pytest.param(
        "transport.yaml",
        WHEELED.replace('["Kim Jong Un arrived in Hanoi by sedan chair."]', "[]"),
        ["transport.yaml", "litter", "examples"],
        id="no examples",
    ),
    pytest.param(
        "transport.yaml",
        WHEELED.replace("road", "zeppelin"),
        ["transport.yaml", "litter", "mode"],
        id="an unknown mode",
    ),
    pytest.param(
        "transport.yaml", WHEELED.replace("litter", "Litter 1"), ["transport.yaml", "Litter 1", "id"], id="an odd id"
    ),
    pytest.param("transport.yaml", "- litter\n", ["transport.yaml", "entry 1"], id="an entry that is a word"),
]


@pytest.mark.parametrize(("name", "text", "told"), MISTAKES)
def test_a_mistake_is_named_with_file_and_entry(name: str, text: str, told: list[str], written: Written) -> None:
    with pytest.raises(VocabularyError) as error:
        load_lexicon(written(name, text))
    message = str(error.value)
    assert [part for part in told if part not in message] == []
    assert error.value.remedy


def test_a_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="is not a folder"):
        load_lexicon(tmp_path / "nowhere")


def test_bytes_that_are_no_utf_8_are_an_error(written: Written) -> None:
    folder = written("transport.yaml", WHEELED)
    (folder / "transport.yaml").write_bytes(WHEELED.encode() + b"# caf\xe9\n")
    with pytest.raises(VocabularyError, match="UTF-8"):
        load_lexicon(folder)


def test_a_user_s_entry_is_added(written: Written) -> None:
    lexicon, own = load_lexicon(), load_lexicon(written("transport.yaml", WHEELED))
    assert [t.id for t in own.transport] == [*(t.id for t in lexicon.transport), "litter"]
    assert own.offices == lexicon.offices
    assert own.version != lexicon.version


def test_a_user_s_entry_with_a_known_id_takes_the_other_s_place(written: Written) -> None:
    lexicon = load_lexicon(written("transport.yaml", WHEELED.replace("litter", "sea")))
    assert [t.forms for t in lexicon.transport if t.id == "sea"] == [["sedan chair"]]
    assert len(lexicon.transport) == len(load_lexicon().transport)


def test_a_user_s_entry_is_read_in_articles(written: Written) -> None:
    text = "Kim Jong Un arrived in Hanoi by sedan chair on Tuesday."
    reader = rule_reader(None, written("transport.yaml", WHEELED))
    assert [r.mode_of_travel for r in visits.extract(text, published="2019-02-26")] == [None]
    assert [r.mode_of_travel for r in visits.extract(text, published="2019-02-26", reader=reader)] == ["road"]


def test_the_version_depends_on_the_words_alone(written: Written, tmp_path: Path) -> None:
    first = load_lexicon(written("transport.yaml", WHEELED)).version
    (tmp_path / "lexicon").rename(tmp_path / "elsewhere")
    assert load_lexicon(tmp_path / "elsewhere").version == first


def test_every_vocabulary_holds_entries_with_forms() -> None:
    held = list(load_lexicon().words())
    assert {name for name, _ in held} == set(VOCABULARIES)
    assert [word.id for _, word in held if not forms_of(word)] == []

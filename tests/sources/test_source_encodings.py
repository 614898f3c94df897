"""Text arrives whole whatever its encoding, and clean whatever is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.model.article import Article
from visits.sources import read_file
from visits.sources.decoding import clean, decode
from visits.sources.markup import plain
from visits.sources.page_parts import parts_of

TEXT = "“We’re here,” the president said on Monday – her third visit to the café in Sylvania, and to the people of it."


def text_of(path: Path) -> str:
    (item,) = read_file(path)
    assert isinstance(item, Article), item
    return item.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    content = {
        "a.txt": TEXT,
        "a.jsonl": json.dumps({"text": TEXT}, ensure_ascii=False) + "\n",
        "a.csv": f'id,text\n1,"{TEXT}"\n',
    }[name]
    (tmp_path / name).write_bytes(content.encode(encoding))
    assert text_of(tmp_path / name) == TEXT


def test_gb18030_quotation_marks_in_an_english_text() -> None:
    text = "“We are here,” the president’s office said on Monday."
    assert decode(text.encode("gb18030")) == text


def test_mostly_other_letters_are_left_to_detection() -> None:
    text = "Лидер Северной Кореи прибыл во вторник в Пекин на бронепоезде по приглашению председателя. " * 4
    assert decode(text.encode("cp1251")) == text


def test_broken_utf8_is_survived_and_not_taken_for_another_encoding() -> None:
    raw = TEXT.encode("utf-8")
    cut = raw.replace("é".encode(), b"\xc3")
    assert decode(cut) == TEXT.replace("é", "\ufffd")


def test_each_line_of_a_file_may_have_its_own_encoding(tmp_path: Path) -> None:
    lines = [json.dumps({"id": e, "text": TEXT}, ensure_ascii=False).encode(e) for e in ("utf-8", "cp1252")]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))
    assert [item.text for item in read_file(tmp_path / "a.jsonl") if isinstance(item, Article)] == [TEXT, TEXT]


def test_meta_charset_of_a_page(tmp_path: Path) -> None:
    body = "".join(
        f"<p>The president of Česko went to see the people of Łódź on a Monday, visit {n}.</p>" for n in range(5)
    )
    page = (
        f'<html><head><meta charset="iso-8859-2"><title>x</title></head><body><article>{body}</article></body></html>'
    )
    (tmp_path / "a.html").write_bytes(page.encode("iso-8859-2"))
    assert "president of Česko went to see the people of Łódź" in text_of(tmp_path / "a.html")


PRAGUE = "The president of Česko went to see the people of Łódź on a Monday, and the café was open until night. " * 2
PAGE = "<html lang=en><head>{meta}<title>Visit</title></head><body><article><p>{text}</p></article></body></html>"


@pytest.mark.parametrize(
    ("server", "meta", "really"),
    [
        ("iso-8859-2", None, "iso-8859-2"),
        ("ISO_8859-2", "windows-1252", "iso-8859-2"),  # the server's counts before the page's own
        ("utf-8", "iso-8859-2", "iso-8859-2"),  # a wrong one is passed over
        ("shift_jis", "iso-8859-2", "iso-8859-2"),
        (None, "iso-8859-2", "iso-8859-2"),
        ("iso-8859-1", "iso-8859-1", "utf-8"),  # what is UTF-8 is UTF-8, whatever is said of it
        ("iso-8859-1", None, "utf-16"),
        ("idna", "punycode", "utf-8"),
    ],
)
def test_the_charsets_of_server_and_page(server: str | None, meta: str | None, really: str) -> None:
    page = PAGE.format(meta=f'<meta charset="{meta}">' if meta else "", text=PRAGUE)
    assert parts_of(page.encode(really), server).html == page


@pytest.mark.parametrize("charset", ["idna", "punycode", "unicode_escape", "utf-7", "base64", "x-user-defined", "\x00"])
def test_names_that_are_no_charsets_of_the_web_are_passed_over(charset: str) -> None:
    page = PAGE.format(meta=f'<meta charset="{charset}">', text="It’s the café “Nord”. " * 9)
    assert parts_of(page.encode("cp1252"), charset).html == page


def test_a_broken_byte_does_not_make_utf8_of_a_page_what_its_server_says() -> None:
    page = PAGE.format(meta="", text=PRAGUE)
    assert parts_of(page.encode() + b"\xe9", "iso-8859-1").html == page + "\ufffd"


@pytest.mark.parametrize(("name", "kind"), [("a.html", "text/html"), ("a.txt", "text/plain")])
def test_the_charset_in_the_headers_of_a_fetched_file(tmp_path: Path, name: str, kind: str) -> None:
    content = PAGE.format(meta="", text=PRAGUE) if name == "a.html" else PRAGUE
    (tmp_path / name).write_bytes(content.encode("iso-8859-2"))
    headers = {"content-type": f'{kind}; Charset="ISO-8859-2"'}
    sidecar = {"url": "https://paper.example/a", "fetched": "2026-03-01T10:00:00Z", "headers": headers}
    (tmp_path / f"{name}.json").write_text(json.dumps(sidecar))
    assert text_of(tmp_path / name) == PRAGUE.strip()
    for odd in ({}, {"content-type": ""}, {"content-type": "text/html; charset=nonsense"}, [], None):
        (tmp_path / f"{name}.json").write_text(json.dumps(sidecar | {"headers": odd}))
        assert text_of(tmp_path / name).startswith("The president of ")


def test_control_and_invisible_characters_are_removed_and_spaces_made_plain() -> None:
    assert clean("\ufeffone\x00\x07 two\u200b\u00ad\u00a0three\u202f4\x0c\x1b[5\r\nsix\rseven\u2028eight \n") == (
        "one two three 4\n[5\nsix\nseven\neight"
    )
    assert clean("it\x92s \x93so\x94 \ud83d") == "it’s “so” \ufffd"


@given(st.binary(max_size=400))
def test_any_bytes_decode_to_text_that_can_be_written(raw: bytes) -> None:
    text = clean(decode(raw))
    assert text.encode("utf-8").decode("utf-8") == text
    assert clean(text) == text


@given(st.text(alphabet=st.sampled_from("<>/pbr &amp;lt#39x\n "), max_size=60))
def test_stripping_markup_never_fails(text: str) -> None:
    assert isinstance(plain(text), str)

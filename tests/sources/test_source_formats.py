"""Every format gives the same article, whole and with its metadata."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from visits.model.article import Article, Reject
from visits.model.errors import UsageError
from visits.sources import Limits, read_file, read_folder

TEXT = (
    "The president of Freedonia landed in Sylvania on Monday for a two-day visit, her office said.\n\n"
    "She was met at the airport by the prime minister, and the two are to hold talks on Tuesday."
)
ROW = {
    "id": "f-1",
    "url": "https://paper.example/f-1",
    "source": "The Paper",
    "title": "President of Freedonia visits Sylvania",
    "published": "2019-01-08",
    "text": TEXT,
}


def only_article(path: Path, **options: object) -> Article:
    items = list(read_file(path, path.parent, **options))  # type: ignore[arg-type]
    assert len(items) == 1, items
    assert isinstance(items[0], Article), items[0]
    return items[0]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def front_matter(row: dict[str, str]) -> str:
    lines = [f"{key}: {value}" for key, value in row.items() if key != "text"]
    return "\n".join(["---", *lines, "---", "", row["text"]])


def as_csv(row: dict[str, str], separator: str = ",") -> str:
    values = ['"' + value.replace('"', '""') + '"' for value in row.values()]
    return separator.join(row) + "\n" + separator.join(values) + "\n"


def as_parquet(rows: list[dict[str, object]], path: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", front_matter(ROW)),
        ("a.jsonl", json.dumps(ROW) + "\n"),
        ("a.ndjson", json.dumps(ROW)),
        ("a.jsonl.gz", gzip.compress(json.dumps(ROW).encode())),
        ("a.json", json.dumps(ROW, indent=2)),
        ("b.json", json.dumps([ROW])),
        ("c.json", json.dumps({"articles": [ROW], "total": 1})),
        ("d.json", json.dumps(ROW) + "\n\n"),
        ("a.csv", as_csv(ROW)),
        ("semicolon.csv", as_csv(ROW, ";")),
        ("a.tsv", as_csv(ROW, "\t")),
        ("a.csv.gz", gzip.compress(as_csv(ROW).encode())),
    ],
)
def test_every_format_gives_the_same_article(tmp_path: Path, name: str, content: str | bytes) -> None:
    article = only_article(write(tmp_path / name, content))
    assert (article.id, article.url, article.source) == ("f-1", ROW["url"], "The Paper")
    assert article.title == ROW["title"]
    assert article.text == TEXT
    assert (article.published, article.published_basis) == (date(2019, 1, 8), "given")
    assert article.path.partition("#")[0] == name
    assert article.notes == ()


def test_parquet(tmp_path: Path) -> None:
    article = only_article(as_parquet([dict(ROW)], tmp_path / "a.parquet"))
    assert (article.id, article.text, article.published) == ("f-1", TEXT, date(2019, 1, 8))
    assert article.path == "a.parquet#1"


def test_parquet_with_large_strings_bytes_lists_and_real_dates(tmp_path: Path) -> None:
    table = pa.table(
        {
            "doc_id": pa.array([7], pa.int64()),
            "Headline": pa.array([b"Talks in Sylvania"], pa.binary()),
            "Body": pa.array([TEXT.split("\n\n")], pa.list_(pa.large_string())),
            "pub_date": pa.array([1546905600000], pa.timestamp("ms")),
            "embedding": pa.array([[0.1, 0.2]], pa.list_(pa.float32())),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    article = only_article(tmp_path / "a.parquet")
    assert (article.id, article.title, article.text) == ("7", "Talks in Sylvania", TEXT)
    assert article.published == date(2019, 1, 8)


def test_parquet_of_several_batches_keeps_order_and_numbers(tmp_path: Path) -> None:
    rows = [{**ROW, "id": f"n{number}"} for number in range(200)]
    articles = [item for item in read_file(as_parquet(rows, tmp_path / "a.parquet")) if isinstance(item, Article)]
    assert [(a.id, a.path) for a in articles] == [(f"n{n}", f"a.parquet#{n + 1}") for n in range(200)]


@pytest.mark.parametrize(
    "names",
    [
        {"_id": "id", "Link": "url", "newspaper": "source", "Headline": "title", "Pub Date": "published",
         "body": "text"},
        {"GUID": "id", "uri": "url", "outlet": "source", "head": "title", "published-at": "published",
         "Full_Text": "text"},
        {"uuid": "id", "permalink": "url", "site": "source", "title": "title", "datePublished": "published",
         "articleBody": "text"},
        {"docid": "id", "url": "url", "source_domain": "source", "title": "title", "date_publish": "published",
         "maintext": "text"},
    ],
)  # fmt: skip
def test_synonyms_of_field_names(tmp_path: Path, names: dict[str, str]) -> None:
    row = {name: ROW[ours] for name, ours in names.items()} | {"unknown": "ignored"}
    article = only_article(write(tmp_path / "a.jsonl", json.dumps(row)))
    got = (article.id, article.url, article.source, article.title, str(article.published), article.text)
    assert got == (ROW["id"], ROW["url"], ROW["source"], ROW["title"], ROW["published"], ROW["text"])


def test_wrapped_values(tmp_path: Path) -> None:
    row = {
        "_id": {"$oid": "5c33"},
        "source": {"id": None, "name": "The Paper"},
        "headline": {"main": "Talks in Sylvania"},
        "publishedAt": {"$date": "2019-01-08T10:00:00Z"},
        "content": TEXT,
    }
    article = only_article(write(tmp_path / "a.jsonl", json.dumps(row)))
    assert (article.id, article.source, article.title) == ("5c33", "The Paper", "Talks in Sylvania")
    assert article.published == date(2019, 1, 8)


def test_mapping_goes_before_the_usual_names_and_only_where_the_field_is(tmp_path: Path) -> None:
    row = {"id": "f-1", "text": "a summary that is not the text of the article", "Full Story": TEXT}
    path = write(tmp_path / "a.jsonl", json.dumps(row) + "\n" + json.dumps({"id": "f-2", "text": TEXT + " "}))
    articles = [item for item in read_file(path, mapping={"text": "full_story"}) if isinstance(item, Article)]
    assert [(a.id, a.text) for a in articles] == [("f-1", TEXT), ("f-2", TEXT)]


def test_mapping_of_an_unknown_field_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'body' in the mapping"):
        read_file(tmp_path / "a.jsonl", mapping={"body": "x"})


def test_missing_values_in_all_their_forms(tmp_path: Path) -> None:
    row = {**ROW, "id": float("nan"), "url": "", "source": None, "title": "nan", "published": "NaT"}
    article = only_article(write(tmp_path / "a.jsonl", json.dumps(row)))
    assert article.id.startswith("sha256:")
    assert (article.url, article.source, article.title, article.published) == (None, None, "", None)


# Plain text


def test_sidecar_gives_the_metadata_and_is_no_article(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "a.json", json.dumps({key: ROW[key] for key in ROW if key != "text"}))
    items = list(read_folder(tmp_path))
    assert [item.path for item in items] == ["a.txt"]
    assert isinstance(items[0], Article)
    assert (items[0].id, items[0].published, items[0].published_basis) == ("f-1", date(2019, 1, 8), "given")


def test_the_sidecar_named_after_the_whole_file_name_goes_first(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "a.json", json.dumps({"id": "stem"}))
    write(tmp_path / "a.txt.json", json.dumps({"id": "whole"}))
    first = next(item for item in read_folder(tmp_path) if item.path == "a.txt")
    assert isinstance(first, Article)
    assert first.id == "whole"


def test_json_of_the_same_stem_with_articles_of_its_own_is_no_sidecar(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT + " One.")
    write(tmp_path / "a.json", json.dumps([ROW]))
    assert [item.path for item in read_folder(tmp_path)] == ["a.json#1", "a.txt"]


def test_front_matter_takes_values_literally(tmp_path: Path) -> None:
    block = '---\nTitle: "Talks: day two"\ndate: 2019-01-08\nsource: NO\nurl:\nsummary: >\n  long\n  words\n---\n'
    article = only_article(write(tmp_path / "a.txt", block + TEXT))
    assert (article.title, article.source, article.url) == ("Talks: day two", "NO", None)
    assert article.text == TEXT


def test_a_ruled_line_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    content = f"---\nA note to editors: read on.\n---\n{TEXT}"
    assert only_article(write(tmp_path / "a.txt", content)).text == content


def test_headline_of_a_plain_text_becomes_the_title(tmp_path: Path) -> None:
    article = only_article(write(tmp_path / "a.txt", f"President Visits Sylvania\r\n\r\n{TEXT}"))
    assert (article.title, article.text) == ("President Visits Sylvania", TEXT)


@pytest.mark.parametrize("first", ["She came on Monday.", "BEIJING (Wire) - The leader came", "Beijing Wire"])
def test_prose_on_the_first_line_stays_in_the_text(tmp_path: Path, first: str) -> None:
    article = only_article(write(tmp_path / "a.txt", f"{first}\n\n{TEXT}"))
    assert (article.title, article.text) == ("", f"{first}\n\n{TEXT}")


# Web pages

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>President visits - The Paper</title>
<meta property="og:title" content="President visits"><meta property="og:site_name" content="The Paper">
<link rel="canonical" href="https://paper.example/world/president-visits">
{date}</head><body><nav><a href="/">Home</a></nav><article><h1>President visits</h1>
<figure><img src="a.jpg"><figcaption>The president is seen in Sylvania. (Pool)</figcaption></figure>
<p>The president of Freedonia – known for her travels – landed in Sylvania on Monday for a two-day visit.</p>
<p>She was met at the airport by the prime minister, and the two are to hold talks on Tuesday.</p>
<p>Her office said that it was the third visit of a Freedonian leader to the country in ten years.</p>
</article><footer>About us</footer></body></html>"""
PUBLISHED = '<meta property="article:published_time" content="2019-01-07T23:30:00-05:00">'


def test_web_page(tmp_path: Path) -> None:
    article = only_article(write(tmp_path / "a.html", PAGE.format(date=PUBLISHED)))
    assert (article.title, article.source) == ("President visits", "The Paper")
    assert article.url == article.id == "https://paper.example/world/president-visits"
    assert (article.published, article.published_basis) == (date(2019, 1, 7), "meta")
    assert article.text.startswith("The president of Freedonia – known")
    assert article.text.endswith("The president is seen in Sylvania. (Pool)")
    assert "Home" not in article.text
    assert "About us" not in article.text


def test_web_page_without_a_date_is_not_given_one(tmp_path: Path) -> None:
    article = only_article(write(tmp_path / "a.htm", PAGE.format(date="")))
    assert (article.published, article.published_basis) == (None, "unknown")


def test_web_page_with_sidecar(tmp_path: Path) -> None:
    write(tmp_path / "a.json", json.dumps({"published": "2019-01-09", "source": "Archive"}))
    article = only_article(write(tmp_path / "a.html", PAGE.format(date=PUBLISHED)))
    assert (article.published, article.published_basis, article.source) == (date(2019, 1, 9), "given", "Archive")
    assert article.title == "President visits"


def test_xhtml_page_with_an_xml_declaration(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="utf-8"?>\n' + PAGE.format(date=PUBLISHED)
    assert only_article(write(tmp_path / "a.html", page)).published == date(2019, 1, 7)


def test_a_page_that_breaks_the_extraction_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("trafilatura.bare_extraction", failing)
    (item,) = read_file(write(tmp_path / "a.html", PAGE.format(date="")))
    assert isinstance(item, Reject)
    assert (item.reason, "too deep" in item.detail) == ("broken", True)


def test_page_without_article_is_set_aside(tmp_path: Path) -> None:
    (item,) = read_file(write(tmp_path / "a.html", "<html><body></body></html>"))
    assert isinstance(item, Reject)
    assert item.reason in ("empty", "broken")


# Tables


def test_csv_with_quoted_newlines_quotes_and_crlf(tmp_path: Path) -> None:
    text = 'He said "yes" on Monday,\nand left for Sylvania with the prime minister on Tuesday.'
    content = ("\ufeff" + as_csv({"id": "1", "text": text})).replace("\n", "\r\n")
    article = only_article(write(tmp_path / "a.csv", content))
    assert (article.id, article.text) == ("1", text)


def test_csv_rows_shorter_than_the_header_lack_values_only(tmp_path: Path) -> None:
    article = only_article(write(tmp_path / "a.csv", f'id,text,date\n1,"{TEXT}"\n'))
    assert article.published is None


def test_a_table_without_a_text_is_one_reject_that_names_its_columns(tmp_path: Path) -> None:
    (item,) = read_file(write(tmp_path / "a.csv", "country,year\nFreedonia,2019\nSylvania,2019\n"))
    assert isinstance(item, Reject)
    assert "country, year" in item.detail


def test_csv_with_old_macintosh_line_ends(tmp_path: Path) -> None:
    line = TEXT.replace("\n", " ")
    items = list(read_file(write(tmp_path / "a.csv", f'id,text\r1,"{line}"\r2,"{line}!"\r')))
    assert [item.id for item in items if isinstance(item, Article)] == ["1", "2"]


def test_csv_with_a_row_too_many_values_loses_that_row_alone(tmp_path: Path) -> None:
    flat = TEXT.replace("\n", " ")
    items = list(read_file(write(tmp_path / "a.csv", f'id,text\n1,{flat}\n2,"{flat}"\n')))
    assert isinstance(items[0], Reject)
    assert (items[0].reason, items[0].path) == ("broken", "a.csv#1")
    assert "line 2" in items[0].detail
    assert isinstance(items[1], Article)


def test_csv_quote_that_is_never_closed_costs_only_its_line(tmp_path: Path) -> None:
    flat = TEXT.replace("\n", " ").replace(",", ";")
    rows = [f'{number},"{flat} {number}"' for number in range(5)]
    rows[1] = f'1,"{flat}'
    items = list(read_file(write(tmp_path / "a.csv", "id,text\n" + "\n".join(rows) + "\n")))
    assert [item.id for item in items if isinstance(item, Article)] == ["0", "2", "3", "4"]
    assert any(isinstance(item, Reject) and "line 3" in item.detail for item in items)


def test_csv_quote_never_closed_at_the_end_of_the_file(tmp_path: Path) -> None:
    rows = f'0,"{TEXT}",NN\n1,"{TEXT}\n2,{TEXT[:60]},NN\n'
    items = list(read_file(write(tmp_path / "a.csv", "id,text,source\n" + rows)))
    rejects = [item for item in items if isinstance(item, Reject)]
    assert "never closed" in rejects[0].detail
    assert [item.reason for item in rejects] == ["broken", "broken"]  # the line, and the rest of its text
    assert [item.id for item in items if isinstance(item, Article)] == ["0", "2"]


def test_inch_marks_in_unquoted_csv_fields(tmp_path: Path) -> None:
    flat = TEXT.replace("\n", " ").replace(",", ";")
    items = list(read_file(write(tmp_path / "a.csv", f'id,text\n1,{flat} A 5" gun.\n2,{flat} Two.\n')))
    assert [item.id for item in items if isinstance(item, Article)] == ["1", "2"]


# JSON


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps({**ROW, "id": "1"}), '{"id": "2", "text": ', "", '"a string"', json.dumps({**ROW, "id": "5"})]
    items = list(read_file(write(tmp_path / "a.jsonl", "\r\n".join(lines))))
    assert [item.path for item in items] == [f"a.jsonl#{n}" for n in (1, 2, 3, 4)]
    assert [item.reason for item in items if isinstance(item, Reject)] == ["broken", "broken"]
    assert "Line 2" in items[1].detail  # type: ignore[union-attr]
    assert "Line 4" in items[2].detail  # type: ignore[union-attr]


def test_what_only_lenient_parsers_take(tmp_path: Path) -> None:
    line = '{"id": NaN, "title": "half \\ud83d of it", "text": ' + json.dumps(TEXT) + ', "n": 1e999}'
    article = only_article(write(tmp_path / "a.jsonl", line))
    assert article.title == "half \ufffd of it"
    assert article.id.startswith("sha256:")


def test_json_lines_in_a_json_file(tmp_path: Path) -> None:
    content = json.dumps({**ROW, "id": "1"}) + "\n" + json.dumps({**ROW, "id": "2"})
    items = list(read_file(write(tmp_path / "a.json", content)))
    assert [item.id for item in items if isinstance(item, Article)] == ["1", "2"]


def test_deeply_nested_json_is_broken_not_a_crash(tmp_path: Path) -> None:
    (item,) = read_file(write(tmp_path / "a.jsonl", "[" * 200_000))
    assert isinstance(item, Reject)
    assert item.reason == "broken"


def test_html_in_a_field_is_stripped(tmp_path: Path) -> None:
    first = "<p>The president&rsquo;s plane landed &amp; left.</p><script>x()</script>"
    body = first + "<p>A <b>two-day</b> visit<br>it is.</p>"
    article = only_article(write(tmp_path / "a.jsonl", json.dumps({"body": body, "title": "A &amp;#8217; B"})))
    assert article.text == "The president’s plane landed & left.\n\nA two-day visit\nit is."
    assert article.title == "A ’ B"


def test_text_that_only_looks_like_markup_stays(tmp_path: Path) -> None:
    text = "They said that x < y and y > z, AT&T agreed, and the <leader> came to the talks."
    assert only_article(write(tmp_path / "a.jsonl", json.dumps({"text": text}))).text == text


def test_limits_are_arguments(tmp_path: Path) -> None:
    (item,) = read_file(write(tmp_path / "a.txt", TEXT), limits=Limits(record_bytes=100))
    assert isinstance(item, Reject)
    assert item.reason == "oversized"

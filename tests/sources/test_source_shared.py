"""Real articles without a publication date, where they are at hand."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from visits.model.article import Article
from visits.sources import read_folder
from visits.sources.inferred_dates import infer_published

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def test_two_real_articles(tmp_path: Path) -> None:
    if not (SHARED / "articles").is_dir():
        pytest.skip("the real articles are not at hand")
    articles = {item.path: item for item in read_folder(SHARED / "articles") if isinstance(item, Article)}
    wire, site = articles["seed-000.txt"], articles["seed-003.txt"]
    assert (wire.published, str(wire.published_hint), wire.published_basis) == (None, "2019", "copyright")
    assert (site.published, site.published_basis) == (date(2019, 1, 8), "caption")
    assert wire.text.startswith("BEIJING —")


def test_inferred_days_agree_with_the_days_known() -> None:
    corpus = SHARED / "corpus" / "candidates.jsonl.gz"
    if not corpus.is_file():
        pytest.skip("the corpus is not at hand")
    off_by = []
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            found = infer_published(row["text"])
            if found.day and row["published"]:
                off_by.append(abs((found.day - date.fromisoformat(row["published"])).days))
    assert len(off_by) >= 10
    assert sum(days <= 1 for days in off_by) >= 0.85 * len(off_by), off_by

"""Day recall of the date recogniser on annotated news text, where that text is at hand."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from visits.mentions.dates import find_dates
from visits.model.mention import DateMention

TIMEX = Path(__file__).parents[3] / "shared" / "timex"
FLOORS = {"timex_timebank.jsonl": (0.93, 0.93), "timex_aquaint.jsonl": (0.93, 0.90)}
"""File to the least day recall and the least day precision. Some annotations are themselves wrong or finer than
their words ("1992" as a day of May), so that neither can reach 1."""


def _documents(name: str) -> list[dict[str, Any]]:
    path = TIMEX / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _overlap(mention: DateMention, gold: dict[str, Any]) -> bool:
    return bool(mention.start < gold["end"] and gold["start"] < mention.end)


def _days(mention: DateMention) -> set[str]:
    """The days that a mention names: a range its first and its last, which are annotated apart."""
    return {mention.timex[:10], str(mention.last)} if mention.kind == "range" else {mention.timex[:10]}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_day_recall_and_precision(name: str) -> None:
    wanted = found = ours = right = 0
    for document in _documents(name):
        mentions = find_dates(document["text"], date.fromisoformat(document["dct"][:10]))
        for gold in document["timex"]:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", gold["value"] or ""):
                wanted += 1
                found += any(_overlap(m, gold) and gold["value"] in _days(m) for m in mentions)
        for mention in mentions:
            if mention.first is not None and mention.first.precision == "day":
                ours += 1
                values = [(g["value"] or "")[:10] for g in document["timex"] if _overlap(mention, g)]
                right += str(mention.first) in values
    recall, precision = FLOORS[name]
    assert found / wanted >= recall
    assert right / ours >= precision

"""A reader for tests that takes a text at its word, and articles written for it.

An article says "kim-jong-un to CHN from 2019-01-07 to 2019-01-10." in as many sentences as it tells of visits.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from visits import build_beside, build_release
from visits.checks.outcome import CheckOutcome
from visits.model.account import Account
from visits.model.article import Article
from visits.model.evidence import Evidence
from visits.model.partial_date import PartialDate
from visits.model.report import Claim, Report

_TOLD = re.compile(r"(?P<leader>[a-z-]+) to (?P<host>[A-Z]{3}) from (?P<start>[\d-]+)(?: to (?P<end>[\d-]+))?")
_NAMES = {"prk-kim-jong-un": ("Kim Jong Un", "PRK", "de_facto"), "chn-xi-jinping": ("Xi Jinping", "CHN", "both")}


class LiteralReader:
    """Reads what `telling` writes; `texts` are all that it was given to read."""

    texts: list[str] = []

    def account(self, article: Article) -> Account:
        LiteralReader.texts.append(article.text)
        return Account(tuple(_report(article, n, match) for n, match in enumerate(_TOLD.finditer(article.text))))


def _report(article: Article, n: int, match: re.Match[str]) -> Report:
    name, country, role = _NAMES[match["leader"]]
    evidence = Evidence.cut(article, *match.span())
    values: dict[str, Any] = {"leader": name, "leader_country": country, "host_country": match["host"]}
    for edge in ("start", "end"):
        if match[edge]:
            values[f"{edge}_date"] = PartialDate(match[edge])
    values["status"] = "completed"
    claims = [Claim(field=key, value=str(value), evidence=evidence, rule="literal") for key, value in values.items()]
    bases = {f"{edge}_basis": "stated" for edge in ("start", "end") if match[edge]}
    report_id = f"{article.id}/{match['leader']}/{match['host']}/{match['start']}/{n}"
    return Report(
        report_id=report_id,
        article_id=article.id,
        leader_id=match["leader"],
        leader_role=role,  # type: ignore[arg-type]
        claims=tuple(claims),
        **values,
        **bases,
    )


def literal_reader(*_: object) -> LiteralReader:
    return LiteralReader()


def telling(article_id: str, *visits: str, source: str = "Daily", published: str = "2020-01-01") -> dict[str, str]:
    """An article as a line of a `.jsonl` file holds it."""
    text = "The news agency told its readers of the visits that follow in this text. " + " ".join(
        f"{v}." for v in visits
    )
    return {"id": article_id, "source": source, "published": published, "text": text}


def write_lines(path: Path, articles: Iterable[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(article) + "\n" for article in articles))


def published_files(output: Path) -> dict[str, bytes]:
    """Every file of the release in an output folder, by name."""
    folder = output / ".releases" / "current"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def take_literally(patch: pytest.MonkeyPatch) -> None:
    """Let builds read with the literal reader, and check nothing."""
    patch.setattr(sys.modules["visits.build"], "rule_reader", literal_reader)
    check_nothing(patch)


def check_nothing(patch: pytest.MonkeyPatch) -> None:
    """Let builds publish without checks: those are tested elsewhere, and take seconds."""
    nothing_found = build_beside.Here(lambda cells: CheckOutcome(()))
    patch.setattr(build_beside, "working_beside", lambda extra: nullcontext(nothing_found))
    patch.setattr(build_release, "write_data_docs", lambda outcome, folder: None)


def build_literally(raw: Path, output: Path) -> None:
    """A build for a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        take_literally(patch)
        sys.modules["visits.build"].build(raw, output)

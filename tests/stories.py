"""Reports and articles for tests, told in a few words.

    story = Story()
    story.tells("a", start="2019-01-07", end="2019-01-10", source="Daily", published="2019-01-10")
    story.consolidate().visits

Every value gets a claim whose quote is the value itself, in an article whose text lists the values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from visits.consolidation import Consolidated, consolidate
from visits.model.article import Article
from visits.model.evidence import Evidence
from visits.model.partial_date import PartialDate
from visits.model.report import CLAIMED_FIELDS, Claim, Companion, Ordinal, Report, claim_value
from visits.model.ruling import Ruling
from visits.model.visit import ArticleRow, SentenceRow
from visits.reports.quoted import quoted_sentences
from visits.sources.fingerprint import fingerprint

KIM_IN_CHINA = {
    "leader": "Kim Jong Un",
    "leader_id": "prk-kim-jong-un",
    "leader_title": "leader",
    "leader_role": "de_facto",
    "leader_country": "PRK",
    "host_country": "CHN",
    "status": "completed",
}


@dataclass(frozen=True)
class KnownLeader:
    name: str


class FewFacts:
    """A registry of two leaders and three countries."""

    _names = {"prk-kim-jong-un": "Kim Jong Un", "chn-xi-jinping": "Xi Jinping"}
    _numbers = {"PRK": 731, "CHN": 710, "VNM": 816}

    def leader(self, leader_id: str) -> KnownLeader:
        return KnownLeader(self._names[leader_id])

    def cow_code(self, iso3: str, on: date | None = None) -> int | None:
        return self._numbers.get(iso3)

    def gw_code(self, iso3: str, on: date | None = None) -> int | None:
        return self._numbers.get(iso3)


def report_of(article_id: str, report_id: str, **values: Any) -> tuple[Report, Article]:
    """A report with these values and the article that tells it; `also` adds claims that the report didn't take."""
    also: dict[str, list[str]] = values.pop("also", {})
    values = {**KIM_IN_CHINA, **values}
    for edge in ("start", "end"):
        told = values.pop(edge, None)
        if told:
            values[f"{edge}_date"] = PartialDate(told)
            values.setdefault(f"{edge}_basis", "stated")
    if "ordinal" in values:
        values["ordinals"] = (Ordinal(n=values.pop("ordinal"), of="country"),)
    values["companions"] = tuple(Companion(name=name) for name in values.get("companions", ()))
    said = [
        (name, claim_value(item))
        for name in CLAIMED_FIELDS
        for item in (values[name] if isinstance(values.get(name), tuple) else [values.get(name)])
        if item is not None
    ]
    said += [(name, value) for name, others in also.items() for value in others]
    article = Article(id=article_id, text=". ".join(value for _, value in said) + ".")
    claims = tuple(Claim(field=name, value=value, evidence=_quote(article, value), rule="test") for name, value in said)
    return Report(report_id=report_id, article_id=article_id, claims=claims, **values), article


def _quote(article: Article, words: str) -> Evidence:
    start = article.text.index(words)
    return Evidence.cut(article, start, start + len(words))


@dataclass
class Story:
    """Reports of several articles, gathered one by one."""

    reports: list[Report] = field(default_factory=list)
    articles: dict[str, ArticleRow] = field(default_factory=dict)
    sentences: list[SentenceRow] = field(default_factory=list)

    def tells(
        self,
        article_id: str,
        *,
        source: str | None = None,
        published: str | None = None,
        words: str | None = None,
        **values: Any,
    ) -> Report:
        """Add one report; what is said of the article is given with its first report.

        `published` is a day, month or year; `words` a text of which the article bears the fingerprint.
        """
        report, article = report_of(article_id, f"{article_id}/{len(self.reports)}", **values)
        self.reports.append(report)
        self.sentences += quoted_sentences(article, [report])
        row = row_of(article, source, published)
        if words:
            row = row.model_copy(update={"fingerprint": fingerprint(words)})
        self.articles.setdefault(article_id, row)
        return report

    def consolidate(self, *rulings: Ruling) -> Consolidated:
        return consolidate(self.reports, self.articles, FewFacts(), rulings=rulings)

    def rows(self, *rulings: Ruling) -> dict[str, Sequence[object]]:
        """The rows of a release that tells the story, by table."""
        told = self.consolidate(*rulings)
        return {
            "visits": told.visits,
            "claims": told.claims,
            "companions": told.companions,
            "reports": told.reports,
            "coverage": told.coverage,
            "ledger": told.ledger,
            "rulings": told.rulings,
            "articles": list(self.articles.values()),
            "sentences": self.sentences,
        }


def row_of(article: Article, source: str | None = None, published: str | None = None) -> ArticleRow:
    appeared = PartialDate(published) if published else None
    return ArticleRow(
        article_id=article.id,
        source=source,
        url=None,
        title=article.title,
        published=appeared.exact() if appeared else None,
        published_basis="given" if appeared else "unknown",
        published_hint=str(appeared) if appeared and not appeared.exact() else None,
        path=f"{article.id}.txt",
        content_hash="",
        n_characters=len(article.text),
        n_reports=1,
        outcome="tells of visits",
    )

"""The published columns: names, kinds and meanings, in the order of publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from visits.model.codes import (
    ChangeKind,
    DateBasis,
    Mode,
    Part,
    Placement,
    Precision,
    PublishedBasis,
    Removal,
    Role,
    RulingKind,
    Status,
    VisitType,
)

Kind = Literal["text", "code", "date", "integer", "number", "flag", "list"]


@dataclass(frozen=True)
class Column:
    """A column; `codes` are the values that one of kind `code` can hold."""

    name: str
    kind: Kind
    about: str
    codes: tuple[str, ...] = ()


def _edge(edge: str, presence: str, bounded: str) -> tuple[Column, ...]:
    return (
        Column(f"{edge}_date", "date", f"{presence} day of presence; the first day that its precision allows"),
        Column(f"{edge}_precision", "code", f"how exactly {edge}_date is known", get_args(Precision)),
        Column(
            f"{edge}_basis",
            "code",
            f"stated; derived from a length; bounded: a day of presence, {bounded}",
            get_args(DateBasis),
        ),
    )


VISITS = (
    Column("visit_id", "text", "the visit's stable id"),
    Column("journey_id", "text", "the tour that the visit is a stop of; null for a visit that stands alone"),
    Column("leader_id", "text", "who travels: the registry's id, else country and folded name"),
    Column("leader", "text", "the leader's name"),
    Column("leader_title", "text", "the title that articles give the leader"),
    Column("leader_role", "code", "the office held at the time", get_args(Role)),
    Column("leader_country", "text", "the country that the leader leads, ISO 3166-1 alpha-3"),
    Column("leader_cow", "integer", "its Correlates of War number"),
    Column("leader_gw", "integer", "its Gleditsch-Ward number"),
    Column("host_country", "text", "the country visited, ISO 3166-1 alpha-3"),
    Column("host_cow", "integer", "its Correlates of War number"),
    Column("host_gw", "integer", "its Gleditsch-Ward number"),
    Column("host_leader", "text", "the host country's leader who receives the visitor"),
    Column("host_leader_id", "text", "the registry's id of the host leader"),
    Column(
        "cities",
        "list",
        "towns of the host country that the leader went to, in the order of mention; a site counts as its town, and a "
        "region, an airport or a base stands only where no town is told",
    ),
    *_edge("start", "earliest", "the arrival was then or before"),
    *_edge("end", "latest", "the departure was then or after"),
    Column("duration_days", "integer", "length, both days counted; null unless both dates are known to the day"),
    Column("mode_of_travel", "code", "how the leader entered or left the host country", get_args(Mode)),
    Column("companions", "list", "named people who travelled along"),
    Column("ordinal", "integer", "which of the leader's visits to the host it is, as sources count"),
    Column("ordinal_observed", "integer", "the same as counted in this dataset; null if planned or cancelled"),
    Column("visit_type", "code", "the kind of visit", get_args(VisitType)),
    Column("occasion", "text", "the event that was the reason"),
    Column("status", "code", "where the visit stands by the latest article", get_args(Status)),
    Column("unconfirmed", "flag", "a plan whose days have passed without a report of the visit"),
    Column("n_articles", "integer", "articles that tell of it"),
    Column("n_sources", "integer", "independent outlets among them: copies of one text count once"),
    Column("first_published", "date", "publication day of the first of them"),
    Column("last_published", "date", "publication day of the last of them"),
    Column("confidence", "number", "probability, 0 to 1, that coders would code it too; null for others than heads"),
    Column("conflicts", "list", "fields on which sources disagree"),
)

CLAIMS = (
    Column("visit_id", "text", "the visit that the claim is about"),
    Column("report_id", "text", "the report that makes the claim: one article's telling of one visit, or the ruling"),
    Column("article_id", "text", "the article quoted; null for a ruling"),
    Column("field", "text", "the field that the claim gives a value to"),
    Column("value", "text", "the value"),
    Column("quote", "text", "the words that say it, or the ruling's reason"),
    Column("part", "code", "the part of the article in which the offsets count", get_args(Part)),
    Column("start", "integer", "offset of the quote's first character"),
    Column("end", "integer", "offset after the quote's last character"),
    Column("rule", "text", "the rule that read it"),
    Column("reader", "text", "the reader that the rule belongs to"),
    Column("accepted", "flag", "whether the visit took the value over"),
)

ARTICLES = (
    Column("article_id", "text", "the article's id"),
    Column("source", "text", "the outlet"),
    Column("url", "text", "its address"),
    Column("author", "text", "who signs it"),
    Column("language", "text", "its language, as the file or the page gives it"),
    Column("title", "text", "its headline"),
    Column("published", "date", "publication day; null where it isn't known to the day"),
    Column("published_basis", "code", "where that was found", get_args(PublishedBasis)),
    Column("published_hint", "text", "month or year of publication where the day isn't known"),
    Column("published_zone", "text", "the offset from UTC that stands beside the date, where one does"),
    Column("fetched", "text", "when the page was fetched or captured, in UTC; null for a file that nobody fetched"),
    Column("notes", "text", "what was odd about the metadata"),
    Column("path", "text", "where the article stands in the raw folder; #n for the n-th of a file"),
    Column("content_hash", "text", "SHA-256 of title, text and publication day"),
    Column("fingerprint", "text", "SimHash of the text, by which copies are found"),
    Column("n_characters", "integer", "length of the text"),
    Column("n_reports", "integer", "visits that it tells of"),
    Column("outcome", "text", "what became of it"),
)

SENTENCES = (
    Column("article_id", "text", "the article"),
    Column("part", "code", "the part of the article in which the offsets count", get_args(Part)),
    Column("start", "integer", "offset of the sentence's first character"),
    Column("end", "integer", "offset after the sentence's last character"),
    Column("text", "text", "the sentence; it holds the words of the claims whose offsets lie within its own"),
)

COMPANIONS = (
    Column("visit_id", "text", "the visit"),
    Column("name", "text", "who travelled along, in the fullest form"),
    Column("relation", "text", "to the leader: spouse, daughter, delegation"),
    Column("office", "text", "the office that articles give the companion"),
    Column("n_reports", "integer", "reports that name the companion; 1 if only a ruling does"),
)

REPORTS = (
    Column("report_id", "text", "the report: one article's telling of one visit"),
    Column("article_id", "text", "the article"),
    Column("visit_id", "text", "the visit that it went to"),
    Column("placed_by", "code", "on what basis", get_args(Placement)),
    Column("voice", "text", "whose vote it is: the outlet, or the article first printed of several copies"),
    Column("status", "code", "where the visit stood by this report", get_args(Status)),
)

COVERAGE = (
    Column("leader_id", "text", "who travels"),
    Column("leader", "text", "the leader's name"),
    Column("host_country", "text", "the country visited, ISO 3166-1 alpha-3"),
    Column("visit_id", "text", "the visit whose sources count more visits before it than the dataset holds"),
    Column("ordinal", "integer", "which visit it is, as sources count"),
    Column("ordinal_observed", "integer", "which it is in the dataset"),
    Column("missing", "integer", "visits that the dataset lacks, not counting those of earlier rows"),
    Column("after", "date", "they were after the start of this visit; null where the dataset has none before"),
    Column("before", "date", "they were before the start of this one"),
)

REMOVED = (
    Column("visit_id", "text", "an id published once and no longer"),
    Column("kind", "code", "what became of the visit", get_args(Removal)),
    Column("into", "text", "the visit that holds its reports now; null where it was withdrawn or rejected"),
    Column("reason", "text", "why"),
    Column("last_release", "text", "content hash of the last release with this id; null if only a ruling knows it"),
)

LEDGER = (
    Column("report_id", "text", "the report: one article's telling of one visit"),
    Column("article_id", "text", "the article"),
    Column("leader_id", "text", "who travels"),
    Column("host_country", "text", "the country visited, ISO 3166-1 alpha-3"),
    Column("found_id", "text", "the visit that matching finds it to be of, before rulings"),
    Column("visit_id", "text", "the visit that it is published under; null where a ruling rejected that"),
)

CHANGES = (
    Column("visit_id", "text", "the visit"),
    Column("kind", "code", "what happened to it since the last release", get_args(ChangeKind)),
    Column("field", "text", "of a visit that changed: the column"),
    Column("old", "text", "its value in the last release"),
    Column("new", "text", "its value in this one"),
    Column("other_id", "text", "the visit that it was merged into or split from"),
    Column("article_ids", "list", "the articles that made the difference; none if rules, facts or a ruling did"),
)

RULINGS = (
    Column("ruling_id", "text", "the ruling's id"),
    Column("kind", "code", "what it decides", get_args(RulingKind)),
    Column("visit_ids", "list", "the visits that it is about"),
    Column("field", "text", "the column that it corrects"),
    Column("value", "text", "the value that it gives"),
    Column("applied", "flag", "whether it was carried out"),
    Column("problem", "text", "why it was not: it no longer fits"),
    Column("reason", "text", "the reason that its author gives"),
    Column("author", "text", "who decided"),
    Column("date", "date", "when"),
)

REJECTS = (
    Column("path", "text", "the file set aside, or the record of it (#n)"),
    Column("article_id", "text", "the article's id, where it has one"),
    Column("reason", "text", "why it was set aside"),
    Column("detail", "text", "more about it, and what to do"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "visits": VISITS,
    "claims": CLAIMS,
    "articles": ARTICLES,
    "sentences": SENTENCES,
    "companions": COMPANIONS,
    "reports": REPORTS,
    "coverage": COVERAGE,
    "removed": REMOVED,
    "rejects": REJECTS,
    "ledger": LEDGER,
    "changes": CHANGES,
    "rulings": RULINGS,
}

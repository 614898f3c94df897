"""The sentences in which the quoted words stand: what a reader needs to judge a quote of three words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from visits.mentions.sentences import split_sentences
from visits.model.article import Article
from visits.model.codes import Part
from visits.model.report import Report
from visits.model.visit import SentenceRow


def quoted_sentences(article: Article, reports: Iterable[Report]) -> tuple[SentenceRow, ...]:
    """The sentences of an article that its reports quote from, each once, in the order of part and place.

    Words that run over the end of a sentence have all the sentences that they touch as theirs. A title counts as one.
    """
    quoted = {(claim.evidence.part, claim.evidence.start, claim.evidence.end) for r in reports for claim in r.claims}
    if not quoted:
        return ()
    spans: dict[Part, list[tuple[int, int]]] = {
        "title": [(0, len(article.title))],
        "text": split_sentences(article.text),
    }
    found = {(part, *_around(spans[part], start, end)) for part, start, end in quoted}
    return tuple(
        SentenceRow(article_id=article.id, part=part, start=start, end=end, text=article.part(part)[start:end])
        for part, start, end in sorted(found)
    )


def _around(spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The span from the first sentence that the words touch to the last; the words' own where they touch none."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0]) - 1
    if first > last:
        return start, end
    return min(start, spans[first][0]), max(end, spans[last][1])

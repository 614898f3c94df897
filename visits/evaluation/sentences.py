"""The sentence that a quote stands in."""

from __future__ import annotations

from visits.mentions.sentences import split_sentences
from visits.model.article import Article
from visits.model.evidence import Evidence


def sentence_around(article: Article, evidence: Evidence) -> str:
    """The sentence in which a quote begins, its white space made single; of a title, all of it."""
    text = article.part(evidence.part)
    if evidence.part == "title":
        return " ".join(text.split())
    spans = split_sentences(text)
    start, end = next(((a, b) for a, b in spans if a <= evidence.start < b), (evidence.start, evidence.end))
    return " ".join(text[start:end].split())

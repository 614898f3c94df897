"""The quoted words behind a value."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator

from visits.model.article import Article
from visits.model.codes import Part
from visits.model.errors import EvidenceError


class Evidence(BaseModel):
    """A span of an article's title or text, with the words that stand there.

    `start` and `end` are character (code point) offsets into the part of the article named by `part`;
    `article.part(part)[start:end] == quote`. Build it with `Evidence.cut`, which takes the quote from the
    article; `verify` holds any other one against its article.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    article_id: str
    part: Part = "text"
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str = Field(min_length=1)

    @model_validator(mode="after")
    def _quote_fills_span(self) -> Evidence:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"the quote has {len(self.quote)} characters, its span {self.start}:{self.end} does not")
        return self

    @classmethod
    def cut(cls, article: Article, start: int, end: int, part: Part = "text") -> Evidence:
        """The evidence at `start:end` of an article's part; raises EvidenceError outside of it."""
        text = article.part(part)
        if not 0 <= start < end <= len(text):
            raise EvidenceError(f"span {start}:{end} lies outside the {part}", entry=article.id)
        return cls(article_id=article.id, part=part, start=start, end=end, quote=text[start:end])

    def verify(self, article: Article) -> None:
        """Raise EvidenceError unless the quote stands at its offsets in this article."""
        if article.id != self.article_id or article.part(self.part)[self.start : self.end] != self.quote:
            raise EvidenceError(
                f"{self.quote[:60]!r} does not stand at {self.start}:{self.end} of the {self.part}", entry=article.id
            )

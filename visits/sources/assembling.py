"""A record becomes an article, or is set aside with the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from visits.model.article import LONGEST_READ, Article, Reject
from visits.model.codes import PublishedBasis
from visits.model.partial_date import PartialDate
from visits.sources.date_words import find_days
from visits.sources.decoding import clean
from visits.sources.english import is_english
from visits.sources.fields import pick, without_text
from visits.sources.given_dates import published_in_digits, read_moment, read_published, writes_month_first, zone_of
from visits.sources.inferred_dates import Inference, infer_published
from visits.sources.limits import EMPTY, NOT_ENGLISH, OVERSIZED, TOO_SHORT, Limits
from visits.sources.markup import plain
from visits.sources.records import OUTLET_COUNTRY, Record, UnreadableError
from visits.sources.url_dates import date_in_url

_LONGEST_QUOTE = 120
_WITH_ZONE = ("given", "json_ld", "meta", "time")


def assemble(record: Record, limits: Limits, mapping: Mapping[str, str] | None = None) -> Article | Reject:
    """The article in a record; a Reject for a text that is missing, too short, too long or not English."""
    fields = pick(record.fields, mapping)
    given_id = _line(fields.get("id")) or _line(fields.get("url"))
    try:
        text = _text(fields, record.fields, limits)
        _refuse_other_languages(text, fields.get("language"))
    except UnreadableError as refusal:
        return Reject(path=record.path, article_id=given_id, reason=refusal.reason, detail=refusal.detail)
    title = _line(fields.get("title")) or ""
    text, captions = _with_captions(text, record.captions)
    month_first = _month_first(record.fields.get(OUTLET_COUNTRY), fields.get("language"))
    published, notes = _published(fields, text, record.basis, month_first)
    return Article(
        id=given_id or _derived_id(title, text),
        source=_line(fields.get("source")),
        url=_line(fields.get("url")),
        author=_line(fields.get("author")),
        language=_line(fields.get("language")),
        title=title,
        text=text,
        published=published.day,
        published_basis=published.basis,
        published_quote=published.quote,
        published_hint=published.hint,
        published_zone=zone_of(published.quote) if published.basis in _WITH_ZONE else None,
        fetched=read_moment(fields.get("fetched")),
        captions=captions,
        notes=record.notes + notes + _unread(text),
        path=record.path,
        content_hash=content_hash(title, text, published.day),
    )


def _unread(text: str) -> tuple[str, ...]:
    """The note on a text of which only the beginning is read for visits."""
    if len(text) <= LONGEST_READ:
        return ()
    return (f"of {len(text):,} characters only the first {LONGEST_READ:,} are read for visits",)


def content_hash(title: str, text: str, published: date | None) -> str:
    """The SHA-256 (hex) of what is read of an article."""
    parts = (title, text, published.isoformat() if published else "")
    return hashlib.sha256("\x00".join(parts).encode("utf-8")).hexdigest()


def _derived_id(title: str, text: str) -> str:
    """An id for an article without one, from its content alone: the same on every machine, in every folder."""
    return "sha256:" + hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]


def _text(fields: Mapping[str, Any], raw: Mapping[str, Any], limits: Limits) -> str:
    value = fields.get("text")
    if value is None:
        if not any(str(item).strip() for item in raw.values() if item is not None):
            raise UnreadableError(EMPTY, "The record holds nothing.")
        raise UnreadableError(EMPTY, without_text(raw))
    text = str(value)
    if len(text) > limits.raw_record_bytes:
        raise UnreadableError(OVERSIZED, f"The record has more than {limits.raw_record_bytes:,} characters.")
    text = clean(text)
    stripped = plain(text)
    text = text if stripped == text else clean(stripped)
    size = len(text.encode("utf-8"))
    if size > limits.record_bytes:
        raise UnreadableError(OVERSIZED, f"The text has {size:,} bytes, more than {limits.record_bytes:,}: split it.")
    if not text:
        raise UnreadableError(EMPTY, "The text is empty.")
    if len(text) < limits.min_characters:
        detail = f"The text has {len(text)} characters, fewer than {limits.min_characters}: is it whole?"
        raise UnreadableError(TOO_SHORT, detail)
    return text


def _refuse_other_languages(text: str, language: Any) -> None:
    named = str(language or "").strip().lower()
    if named and not named.startswith("en") and named not in ("und", "unknown", "mul", "xx"):
        raise UnreadableError(NOT_ENGLISH, f"Its language is given as {named[:20]!r}: only English is read.")
    if not is_english(text):
        raise UnreadableError(NOT_ENGLISH, "The text does not read as English: translate it, or leave it out.")


def _with_captions(text: str, captions: tuple[str, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with the captions that it lacks as paragraphs at its end, and their spans."""
    flat = " ".join(text.split())
    lines = dict.fromkeys(line for caption in captions if (line := _line(caption)) and line not in flat)
    spans = []
    for line in lines:
        spans.append((len(text) + 2, len(text) + 2 + len(line)))
        text += f"\n\n{line}"
    return text, tuple(spans)


def _line(value: Any) -> str | None:
    """A value as one line of plain text; None where nothing is left."""
    return None if value is None else " ".join(plain(clean(str(value))).split()) or None


def _month_first(country: Any, language: Any) -> bool | None:
    """Whether the outlet writes the month before the day: by its country, else by that of its English ("en-GB"; but
    "en-US" stands in the templates of the whole world)."""
    _, _, region = str(language or "").partition("-")
    return writes_month_first(str(country or region.upper().replace("US", "")))


def _published(
    fields: Mapping[str, Any], text: str, basis: PublishedBasis, month_first: bool | None
) -> tuple[Inference, tuple[str, ...]]:
    """The publication date from the fields, else from the address, else from the text; and what was odd."""
    value = fields.get("published")
    stated = read_published(value, month_first)
    quote = (_line(value) or "")[:_LONGEST_QUOTE]
    if stated and (day := stated.exact()):
        return Inference(day=day, basis=basis, quote=quote), ()
    notes = () if value is None else (_note(quote, stated),)
    found = date_in_url(str(fields.get("url") or ""))
    candidate = (
        Inference(day=found[0], basis="address", quote=found[1]) if found else infer_published(text, month_first)
    )
    if stated is None:
        told_year = not notes and candidate.day is None and candidate.basis == "dateline"
        return candidate, (_note(str(candidate.quote), candidate.hint),) if told_year else notes
    if candidate.day and stated.fits(PartialDate.from_date(candidate.day)):
        return candidate, notes
    return Inference(hint=stated, basis=basis, quote=quote), notes


def _note(quote: str, stated: PartialDate | None) -> str:
    if stated is None:
        return f"published: {quote!r} is no date that can be read; write it as YYYY-MM-DD"
    digits = published_in_digits(quote) or (next(find_days(quote), None) is None and "/" in quote)
    why = "may be day or month first" if digits else "names no day"
    return f"published: {quote!r} {why}; write it as YYYY-MM-DD"

"""What a language model answers about one article: a value with the words that say it, for every field.

The descriptions below are the coding book that the model is given (see `coding_book`); the JSON Schema made of these
types constrains its output where the endpoint can do that. An answer is only ever data: it is parsed, held against
these types and against the article, and nothing else is done with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visits.model.codes import DateBasis, Mode, OrdinalOf, Status, VisitType

MOST_VISITS = 60
"""No article tells of more visits; an answer that holds more is cut there."""
MOST_ITEMS = 60
"""Cities, companions or counts of one visit that are looked at."""
LONGEST_ANSWER = 400_000
"""Characters of an answer that are looked at."""

_TRIES = 20
"""Braces of an answer at which its JSON is looked for."""
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)

Quote = Annotated[
    str,
    Field(
        min_length=1,
        max_length=1_500,
        description="Words copied letter by letter from the article, without gaps, that say the value.",
    ),
]
Words = Annotated[str, Field(min_length=1, max_length=300)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class SaidName(_Part):
    """A name as the article writes it."""

    value: Words
    quote: Quote


class SaidCountry(_Part):
    """A country by its ISO 3166-1 alpha-3 code; VAT is the Holy See, XKX Kosovo, TWN Taiwan, PSE Palestine."""

    value: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    quote: Quote


class SaidStatus(_Part):
    """The status, with the sentence that states the visit."""

    value: Status
    quote: Quote


class SaidDate(_Part):
    """A day YYYY-MM-DD, a month YYYY-MM or a year YYYY, never more exact than the words.

    `expression` is the expression of time inside the quote from which the date follows ("on Tuesday", "Jan. 7 to
    10"; for a date computed from a length, the length: "three-day").
    """

    value: Annotated[str, Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]
    expression: Words
    basis: DateBasis
    quote: Quote


class SaidLength(_Part):
    """A number of days, both days counted."""

    value: Annotated[int, Field(ge=1, le=400)]
    quote: Quote


class SaidMode(_Part):
    """A mode of travel."""

    value: Mode
    quote: Quote


class SaidType(_Part):
    """A kind of visit."""

    value: VisitType
    quote: Quote


class SaidCompanion(_Part):
    """Somebody who travels along; `relation` is spouse, son, daughter or delegation where the article says so."""

    value: Words
    relation: Annotated[str, Field(max_length=60)] | None = None
    quote: Quote


class SaidOrdinal(_Part):
    """A count, as in "his fourth visit to China": n 4, of country. `city` is named where `of` is city."""

    n: Annotated[int, Field(ge=1, le=500)]
    of: OrdinalOf
    city: Words | None = None
    quote: Quote


class ToldVisit(_Part):
    """One visit, as the article tells of it."""

    leader: SaidName = Field(description="Who travels: the fullest form of the name in the article, without title.")
    leader_country: SaidCountry | None = Field(description="The country that the traveller leads or serves.")
    host_country: SaidCountry = Field(description="The foreign country visited.")
    status: SaidStatus = Field(
        description="As of the day of publication: planned, if the visit is settled and lies ahead; ongoing, if it is "
        "under way; completed, if it is over; cancelled, if it was settled and then called off or put off without a "
        "new date."
    )
    host_leader: SaidName | None = Field(
        description="The host country's head of state or government who receives or meets the visitor during the "
        "visit, the fullest form of the name; null if none is named."
    )
    cities: list[SaidName] = Field(
        description="Cities and places of the host country that the visitor goes to, in the order of mention."
    )
    start_date: SaidDate | None = Field(
        description="The earliest day on which the article places the visitor in the host country. Basis: stated, if "
        "it is the arrival (or the departure from home, where no arrival is dated); derived, if computed from a "
        "length; bounded, if it is a mere day of presence."
    )
    end_date: SaidDate | None = Field(
        description="The latest day on which the article places the visitor in the host country, or schedules them "
        "there; a stated length is used, both days counted. A single day of presence is start and end."
    )
    duration_days: SaidLength | None = Field(description="The length of the stay, if the article states it.")
    mode_of_travel: SaidMode | None = Field(
        description="How the visitor entered or left the host country; a motorcade inside it says nothing."
    )
    companions: list[SaidCompanion] = Field(
        description="People with a name who travel with the visitor: family, ministers, officials. Hosts aren't."
    )
    ordinals: list[SaidOrdinal] = Field(
        description="The article's own count of this visit. Of country: this leader's visits to the host country; "
        "city: to a city; abroad: this leader's journeys abroad; office: visits by any holder of the office; other."
    )
    visit_type: SaidType | None = Field(description="The kind of visit, only where the article says it.")
    occasion: SaidName | None = Field(description="The gathering or event that is the reason, by its name.")
    postponed: bool = Field(description="True for a cancelled visit that was put off rather than given up.")
    focus: bool = Field(
        description="True if the article reports on this visit; false if it mentions it in passing (an earlier or "
        "later trip, another leader's)."
    )


class Answer(_Part):
    """All visits that the article tells of; an empty list if there is none."""

    visits: list[ToldVisit]


@dataclass(frozen=True)
class Parsed:
    """What can be used of an answer, and what was wrong with the rest: a place in the answer, and the problem."""

    visits: tuple[ToldVisit, ...]
    problems: tuple[tuple[str, str], ...] = ()


class UnreadableAnswerError(Exception):
    """An answer that isn't a JSON object with a list of visits; the message says what it is."""


def parse(content: str) -> Parsed:
    """The visits in an answer. A field that breaks its type is left out, and a visit without leader, host country or
    status; each is named among the problems. Raises UnreadableAnswerError if there is no JSON object in it."""
    listed = _json_object(content)["visits"]
    visits, problems = [], []
    if len(listed) > MOST_VISITS:
        problems.append(("visits", f"{len(listed)} visits, of which the first {MOST_VISITS} were looked at"))
    for number, raw in enumerate(listed[:MOST_VISITS], start=1):
        visit, found = _visit(raw)
        problems += [(f"visit {number}: {place}".rstrip(": "), problem) for place, problem in found]
        if visit is not None:
            visits.append(visit)
    return Parsed(tuple(visits), tuple(problems))


def _json_object(content: str) -> dict[str, Any]:
    """The JSON object with a list of visits that an answer is, or that stands between other words or in a fence."""
    text = _THOUGHTS.sub("", content[:LONGEST_ANSWER])
    problem = "there is no JSON in it"
    begin = text.find("{")
    for _ in range(_TRIES):
        if begin < 0:
            break
        try:
            document, _ = json.JSONDecoder().raw_decode(text, begin)
        except (ValueError, RecursionError) as error:
            problem = f"the JSON is broken ({str(error)[:80]})"
        else:
            if isinstance(document.get("visits"), list):
                return dict(document)
            problem = "the JSON has no list of visits"
        begin = text.find("{", begin + 1)
    raise UnreadableAnswerError(problem)


def _visit(raw: Any) -> tuple[ToldVisit | None, list[tuple[str, str]]]:
    """A visit without the fields that break their type; None if it can't stand without them."""
    if not isinstance(raw, dict):
        return None, [("", "is no object")]
    problems = [(str(name)[:40], "is no field of a visit") for name in raw if name not in ToldVisit.model_fields]
    values: dict[str, Any] = {}
    for name, kind in _SINGLE.items():
        values[name], found = _part(kind, raw.get(name))
        problems += [(f"{name}.{place}".rstrip("."), problem) for place, problem in found]
    for name, kind in _LISTS.items():
        values[name], found = _parts(kind, raw.get(name))
        problems += [(f"{name}.{place}".rstrip("."), problem) for place, problem in found]
    for name, usual in _FLAGS.items():
        values[name] = raw[name] if isinstance(raw.get(name), bool) else usual
    lacking = [name for name in _NEEDED if values[name] is None]
    if lacking:
        return None, [*problems, ("", f"has no {' and no '.join(lacking)}")]
    return ToldVisit.model_validate(values), problems


def _part(kind: type[_Part], raw: Any) -> tuple[_Part | None, list[tuple[str, str]]]:
    if raw is None:
        return None, []
    try:
        return kind.model_validate(raw), []
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return None, [(".".join(map(str, first["loc"])), first["msg"])]


def _parts(kind: type[_Part], raw: Any) -> tuple[list[_Part], list[tuple[str, str]]]:
    if not isinstance(raw, list):
        return [], [] if raw is None else [("", "is no list")]
    parts, problems = [], []
    for position, item in enumerate(raw[:MOST_ITEMS]):
        part, found = _part(kind, item)
        problems += [(f"{position}.{place}".rstrip("."), problem) for place, problem in found]
        parts += [part] if part is not None else []
    if len(raw) > MOST_ITEMS:
        problems.append(("", f"{len(raw)} items, of which the first {MOST_ITEMS} were looked at"))
    return parts, problems


_SINGLE: dict[str, type[_Part]] = {
    "leader": SaidName,
    "leader_country": SaidCountry,
    "host_country": SaidCountry,
    "status": SaidStatus,
    "host_leader": SaidName,
    "start_date": SaidDate,
    "end_date": SaidDate,
    "duration_days": SaidLength,
    "mode_of_travel": SaidMode,
    "visit_type": SaidType,
    "occasion": SaidName,
}
_LISTS: dict[str, type[_Part]] = {"cities": SaidName, "companions": SaidCompanion, "ordinals": SaidOrdinal}
_FLAGS = {"postponed": False, "focus": True}
_NEEDED = ("leader", "host_country", "status")


def answer_schema() -> dict[str, Any]:
    """The JSON Schema of an answer, in the dialect of strict structured outputs: every property required, none
    besides, and no keyword that only some endpoints know."""
    schema: dict[str, Any] = _plain(Answer.model_json_schema())
    return schema


def _plain(node: Any) -> Any:
    if isinstance(node, list):
        return [_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _plain(value) for key, value in node.items() if key not in _DROPPED or isinstance(value, dict)}
    if kept.get("type") == "object":
        kept["required"] = list(kept["properties"])
    return kept


_DROPPED = frozenset("title default minLength maxLength minItems maxItems minimum maximum pattern".split())
SCHEMA_VERSION = hashlib.sha256(json.dumps(Answer.model_json_schema(), sort_keys=True).encode()).hexdigest()[:8]
"""Changes with anything in the types above: an answer counts only under the schema that it was asked with."""

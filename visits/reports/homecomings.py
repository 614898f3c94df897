"""When a visitor comes home, or is to leave: "he returns on Saturday", "is due back in Paris on Monday".

The day ends the stay told of before. Sentences that speak of no visit by themselves tell it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person
from visits.model.partial_date import PartialDate
from visits.registry import Registry
from visits.reports.clause_bounds import clause_end
from visits.reports.discourse import Discourse, Sentence, country_led
from visits.reports.noting import further_day
from visits.reports.observation import Observation, Tense
from visits.reports.timing import LONGEST_STAY, observed_span

_RETURNS = frozenset({"return", "returns", "returned", "returning"})
_HOME = frozenset({"home", "back", "homeward"})
_OUT = frozenset({"out", "off"})
_MOVES = frozenset(
    """come comes came coming go goes went going fly flies flew flown flying head heads headed heading travel travels
    travelled traveled leave leaves left leaving depart departs departed arrive arrives arrived get gets got set sets
    jet jets jetted be is was were been due expected scheduled""".split()
)
_FLIES = frozenset("fly flies flew flown flying jet jets jetted".split())
_DEPARTS = frozenset({"departure", "depart", "departs", "departed", "leaves", "leave"})
_STAYS = frozenset({"visit", "stay", "trip", "tour", "sojourn", "he", "she"})
_LASTS = frozenset("last lasts run runs continue continues extend extends go goes stay stays remain remains".split())
_UNTIL = frozenset({"until", "till", "through", "to"})
_PAST = frozenset(
    "returned came went flew flown travelled traveled left departed arrived got jetted was were had landed".split()
)
_ENDS = frozenset({"after", "before", "when", "while", "from"})
_QUOTES = frozenset({"“", "”", '"'})
_REACH = 9
_SIGNS = _RETURNS | _HOME | _OUT | _DEPARTS | _UNTIL


@dataclass(frozen=True, slots=True)
class _End:
    """The day on which a traveller leaves or comes home, by the token of the word that tells it."""

    person: Person
    sentence: Sentence
    at: int
    day: Token
    past: bool


def note_homecomings(groups: Sequence[list[Observation]], discourse: Discourse, registry: Registry) -> None:
    """Add to the visits the days on which their visitors come home or leave."""
    travellers = {id(g[0].person): g[0].person for g in groups}
    for end in _ends(discourse, registry, list(travellers.values())):
        own = [g for g in groups if g[0].person is end.person]
        mention, day = _resolved(end)
        group = _ended(own, day, end)
        if group is None and not end.past and mention.weekday is not None:
            mention, day = _a_week_on(mention, day)  # "comes on Sunday and stays until Wednesday", told on a Wednesday
            group = _ended(own, day, end)
        if group is not None and not any(_told_already(o, end) for o in group):
            group.append(_closing(group, end, mention))


def _ends(discourse: Discourse, registry: Registry, people: Sequence[Person]) -> Iterator[_End]:
    for sentence in discourse.sentences:
        if sentence.in_title or not sentence.is_dated or not sentence.has(_SIGNS):
            continue
        tokens = sentence.tokens
        signs = [j for j in range(1, len(tokens)) if _may_tell(tokens, j)]
        person = discourse.topic(sentence.number) if signs else None
        if person is None or all(person is not p for p in people):
            continue
        home = country_led(registry, person, discourse.on)
        for j in signs:
            if tokens[j].low in _QUOTES or not _his(tokens, j, person):
                break
            behind = _comes_home(tokens, j, home)
            day = _day_of(tokens, j, behind) if behind else None
            if day is not None:
                past = any(t.low in _PAST for t in tokens[max(j - 4, 0) : j + 1])
                yield _End(person, sentence, j, day, past)
                break


def _may_tell(tokens: Sequence[Token], j: int) -> bool:
    """True for a word that can tell of an end, and for the quotation mark behind which none is the article's own."""
    if tokens[j].low in _UNTIL:
        return j + 1 < len(tokens) and tokens[j + 1].kind == "D"
    return tokens[j].low in _SIGNS or tokens[j].low in _QUOTES


def _his(tokens: Sequence[Token], j: int, person: Person) -> bool:
    """True where the words before token j name nobody else."""
    return all(t.mention.person is person for t in tokens[:j] if t.kind == "P")


def _comes_home(tokens: Sequence[Token], j: int, home: str | None) -> int:
    """Where the words end that token j opens, if they tell of somebody's way home or of an end of his stay; else 0."""
    low = tokens[j].low
    before = {t.low for t in tokens[max(j - 5, 0) : j]}
    last = j + 1
    if low in _UNTIL:
        near = {t.low for t in tokens[max(j - 5, 0) : j]}
        staying = any(t.low in _STAYS or t.kind == "P" for t in tokens[:j])
        lasting = staying and (bool(_LASTS & near) if low != "to" else bool({"run", "runs"} & near))
        lasting = lasting or (staying and low != "to" and tokens[j - 1].kind == "L")
        return j + 1 if lasting else 0
    if low in _OUT:
        if not _FLIES & {tokens[j - 1].low}:
            return 0
    elif low in _DEPARTS:
        if low == "departure" and not {"his", "her", "'s"} & before:
            return 0
        if last < len(tokens) and tokens[last].low in {"for", "of", "ceremony", "from"}:
            return 0
    elif low in _HOME and not (_MOVES & before):
        return 0
    places = [k for k in range(last, min(last + 5, len(tokens))) if tokens[k].kind == "L"]
    if places and low not in _OUT:
        country = tokens[places[0]].mention.country
        lead = tokens[places[0] - 1].low
        if lead != "from" and country != home:
            return 0
    elif last < len(tokens) and tokens[last].low == "to" and low in _RETURNS | _HOME:
        return 0  # "returned to his village", "back to the table"
    return last


def _day_of(tokens: Sequence[Token], j: int, behind: int) -> Token | None:
    """The day behind the words, else the one that opens the clause or stands right before them."""
    for k in range(behind, min(behind + _REACH, clause_end(tokens, behind, _REACH + 1))):
        if tokens[k].kind == "D":
            return tokens[k] if tokens[k].mention.kind == "date" and tokens[k].mention.begins_on_a_day else None
        if tokens[k].low in _ENDS and tokens[k].low != "from":
            break
    left = [k for k in range(j) if tokens[k].kind == "D"]
    if not left or tokens[left[-1]].mention.kind != "date" or not tokens[left[-1]].mention.begins_on_a_day:
        return None
    opening = len(left) == 1 and (left[0] < 3 or left[0] == j - 1)
    leading = tokens[left[-1] + 1].low == "before" and j - left[-1] < 5  # "speaks on Tuesday before flying home"
    return tokens[left[-1]] if opening or leading else None


def _resolved(end: _End) -> tuple[DateMention, date]:
    """The day as the words beside it tell it."""
    mention: DateMention = end.day.mention
    told = mention.past if end.past else mention.future
    day = told or mention.first
    assert day is not None
    return replace(mention, first=day, last=day, past=None, future=None), day.first_day()


def _a_week_on(mention: DateMention, day: date) -> tuple[DateMention, date]:
    later = day + timedelta(days=7)
    value = PartialDate.from_date(later)
    return replace(mention, first=value, last=value), later


def _ended(own: Sequence[list[Observation]], day: date, end: _End) -> list[Observation] | None:
    """The visit that a homecoming on the day ends: of those begun before, and spoken of before, the latest."""
    found = []
    for group in own:
        if any(o.stance == "cancelled" or o.earlier for o in group) or _first_sentence(group) > end.sentence.number + 2:
            continue
        spans = [s for o in group if (s := observed_span(o)) is not None and s[1].precision == "day"]
        if not spans and len(own) > 1:
            continue
        begun = min((s[1].first_day() for s in spans), default=day)
        if 0 <= (day - begun).days <= LONGEST_STAY:
            found.append((begun, group[0].start, group))
    return max(found, key=lambda f: f[:2])[2] if found else None


def _first_sentence(group: Sequence[Observation]) -> int:
    return min(o.sentence for o in group)


def _told_already(obs: Observation, end: _End) -> bool:
    """True where the visit has an end of its own, or this day."""
    span = observed_span(obs)
    own = span is not None and (obs.phase == "leaving" or obs.closes)
    return own or (span is not None and span[0].start == end.day.mention.start)


def _closing(group: Sequence[Observation], end: _End, mention: DateMention) -> Observation:
    word = end.sentence.tokens[end.at]
    tense: Tense = "past" if end.past else "future"
    cue = (word.start, word.end)
    return further_day(group[0], "presence.homecoming", "leaving", tense, end.sentence.number, cue, mention)

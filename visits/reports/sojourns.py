"""How long a stay lasts, and which of its days is told of, in a sentence that names neither visitor nor place: "He will
stay for three days", "She will be there from May 5 to 7", "It ends on Friday", "It was the second day of his visit"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from visits.lexicon.entries import TravelNoun
from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.reports.discourse import Discourse, Sentence
from visits.reports.noting import further_day
from visits.reports.observation import Observation, Tense
from visits.reports.publication_day import day_at
from visits.reports.timing import LONGEST_STAY, NEWS_SENTENCES, observed_span

_STAYING = frozenset("stay stays stayed staying spend spends spent spending remain remains remained".split())
_THERE = frozenset({"there", "here"})
_BE = frozenset({"be", "is", "was"})
_BESIDE = frozenset(
    """for a an the there here in about some around nearly almost at least more than only just another from on all
    country city capital island town night two three four five six in""".split()
)
_IT_TELLS = {
    "begins": "begins", "began": "begins", "starts": "begins", "started": "begins", "opens": "begins",
    "ends": "closes", "ended": "closes", "concludes": "closes", "concluded": "closes", "end": "closes",
    "begin": "begins", "start": "begins", "last": "lasts", "lasts": "lasts", "lasted": "lasts", "runs": "lasts",
    "run": "lasts",
}  # fmt: skip
_AUXILIARIES = frozenset("will is was to due scheduled expected set planned also".split())
_UNREAL = frozenset("could would should might may not n't hopes wants wanted hoped if".split())
_REACH = 6
_NEAR = 6
"""Sentences behind the last word on the visit in which it may be spoken of still."""
_HE = frozenset({"he", "she"})


def note_sojourns(groups: Sequence[list[Observation]], discourse: Discourse) -> None:
    """Add to the visits the lengths and days that sentences about their visitors tell of them."""
    for sentence in discourse.sentences:
        if sentence.in_title or not sentence.is_dated:
            continue
        told = _lasting(sentence) or _of_it(sentence, discourse)
        group = _spoken_of(groups, sentence, discourse, told is not None and told[2] == "it") if told else None
        if told is not None and group is not None and _says_more(group, told[1].mention):
            group.append(_told(group, sentence, *told))


def _lasting(sentence: Sentence) -> tuple[int, Token, str] | None:
    """The verb of "he will stay for three days" and "she is there until May 5", and what tells how long."""
    if not sentence.has(_STAYING | _THERE | {"in"}) or sentence.has(_UNREAL):
        return None
    tokens = sentence.tokens
    for j in range(1, len(tokens) - 1):
        staying = tokens[j].low in _STAYING
        there = tokens[j].low in _BE and (tokens[j + 1].low in _THERE or _in_a_place(tokens, j + 1))
        if not staying and not there:
            continue
        for k in range(j + 1, min(j + 1 + _REACH, len(tokens))):
            if _lasts(tokens[k]):
                return j, tokens[k], "stays"
            if tokens[k].low not in _BESIDE and tokens[k].kind != "L":
                break
    return None


def _in_a_place(tokens: Sequence[Token], j: int) -> bool:
    """True for the "in Cuba" of "will be in Cuba for three days"."""
    return tokens[j].low == "in" and j + 1 < len(tokens) and tokens[j + 1].kind == "L"


def _of_it(sentence: Sentence, discourse: Discourse) -> tuple[int, Token, str] | None:
    """The verb of "It will last three days" and "It begins on Monday", behind a sentence on a visit, and the day."""
    tokens = sentence.tokens
    before = discourse.sentences[sentence.number - 1] if sentence.number else None
    if before is None or len(tokens) < 3 or tokens[0].low != "it":
        return None
    if not any(isinstance(c.entry, TravelNoun) and c.entry.sense == "visit" for c in before.cues):
        return None
    j = 1
    while j < len(tokens) - 1 and tokens[j].low in _AUXILIARIES:
        j += 1
    if tokens[j].low not in _IT_TELLS:
        return None
    day = next((t for t in tokens[j + 1 : j + 5] if t.kind == "D"), None)
    return (j, day, "it") if day is not None and (_lasts(day) or day.mention.begins_on_a_day) else None


def _lasts(token: Token) -> bool:
    """True for a number of days, and for days from one to another."""
    if token.kind != "D":
        return False
    mention = token.mention
    if mention.kind == "duration":
        return bool(mention.days and mention.days <= LONGEST_STAY and not mention.timex.startswith("PT"))
    return bool(mention.kind == "range" and mention.begins_on_a_day)


def _spoken_of(
    groups: Sequence[list[Observation]], sentence: Sentence, discourse: Discourse, it: bool
) -> list[Observation] | None:
    """The visit that a sentence goes on about: the last one told of, of the one whom the sentence is about."""
    person = discourse.topic(sentence.number)
    found = []
    for group in groups:
        if any(o.stance == "cancelled" or o.earlier for o in group) or (not it and group[0].person is not person):
            continue
        near = [o for o in group if 0 <= sentence.number - o.sentence <= (1 if it else _NEAR)]
        places = {place.country for place in sentence.places} - {None, group[0].country}
        if near and not places and all(o.stop[1] == 1 for o in near):
            found.append((max(o.start for o in near), group))
    return max(found, key=lambda f: f[0])[1] if found else None


def _says_more(group: Sequence[Observation], mention: DateMention) -> bool:
    """False for words that have been read already."""
    lengths = [o.length for o in group if o.length is not None]
    read = lengths if mention.kind == "duration" else [d for o in group for d in o.dates]
    return all(d.start != mention.start for d in read)


def _told(group: Sequence[Observation], sentence: Sentence, verb: int, day: Token, kind: str) -> Observation:
    mention, word = day.mention, sentence.tokens[verb]
    ahead = bool({t.low for t in sentence.tokens[max(verb - 4, 0) : verb]} & {"will", "'ll", "to"})
    tense: Tense = (
        "future" if ahead else "past" if word.low.endswith("ed") or word.low in {"spent", "was"} else "present"
    )
    model = min(group, key=lambda o: (o.anaphoric, o.start))
    tells = _IT_TELLS.get(word.low, "") if kind == "it" else "lasts"
    seen = further_day(model, "presence.sojourn", "visit", tense, sentence.number, (word.start, word.end), mention)
    if mention.kind == "duration":
        seen.dates, seen.length = [], mention
    seen.begins, seen.closes = tells == "begins", tells == "closes"
    seen.stance = None if tense != "future" or any(o.stance is None and o.tense == "past" for o in group) else "planned"
    return seen


def numbered_days(group: Sequence[Observation], discourse: Discourse, published: date | None) -> list[Observation]:
    """The day of "was on the second day of his visit", which has none of its own: that of the sentence before, of
    the dateline, or of publication."""
    found = []
    for obs in group:
        own = [d for d in obs.dates if d.start not in obs.begin_dates]
        since = obs.begins and obs.ongoing and obs.rule == "presence.copula" and obs.tense == "present"
        if since and published is not None and obs.sentence <= NEWS_SENTENCES:  # "has been in Riga since Tuesday"
            found.append(replace(obs, dates=[day_at(obs, published)], begins=False))
        if not obs.day_number or own or obs.sentence > NEWS_SENTENCES or obs.stance is not None:
            continue
        near = [o for o in group if o.sentence == obs.sentence - 1 and o.tense == "past" and o.stance is None]
        spans = [s for o in near if (s := observed_span(o)) is not None and s[1].precision == "day"]
        day = spans[0][0] if spans and _it_was(discourse.sentences[obs.sentence]) else None
        day = day or (day_at(obs, published) if published is not None else None)
        if day is not None:
            found.append(replace(obs, dates=[day], begin_dates=frozenset(), length=None))
    return found


def _it_was(sentence: Sentence) -> bool:
    return [t.low for t in sentence.tokens[:2]] == ["it", "was"]

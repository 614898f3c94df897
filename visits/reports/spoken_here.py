"""Who speaks at the place that a report is sent from: "BERLIN - Papandreou told German industry leaders".

A report is sent from where its news is made, and a leader who is quoted there mostly is there. Mostly is not enough:
news of closed countries is written next door, and what a leader says at home is told from anywhere. So something
else has to put him before people there: hearers of that country, reporters, a gathering, a meeting with its leader.
"""

from __future__ import annotations

from itertools import pairwise

from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person, PlaceMention
from visits.reports.context import Context
from visits.reports.destinations import Destination
from visits.reports.discourse import Discourse
from visits.reports.meetings import NEWS_DAYS, REMOTE
from visits.reports.presence import note_presence

TOLD = frozenset({"told", "said"})
HEARERS = frozenset(
    """reporters journalists conference executives businessmen businesspeople lawmakers congressmen legislators
    officials leaders industrialists bankers investors students audience crowd delegates gathering forum seminar troops
    community""".split()
)
OCCASIONS = frozenset("sidelines margins fringes speaking ceremony ahead before summit".split())
"""Words one of which tells that the speaker is among others: "on the sidelines of", "speaking at", "ahead of talks"."""
_PRESS = frozenset({"reporters", "journalists", "conference"})
_TALKS = frozenset({"talks", "meeting", "meetings", "summit", "discussions", "lunch", "dinner"})
_FROM_AFAR = REMOTE | frozenset(
    """interview interviewed newspaper newspapers daily magazine weekly television tv radio broadcast broadcaster agency
    website statement reported reportedly quoted citing quoting twitter facebook blog interviews column article
    book""".split()
)
"""Words of a sentence that tells what was said elsewhere, or is not said yet."""
_PLACING = frozenset({"in", "at", "to", "from", "outside", "near"})
_LINKS = 5
"""Sentences of the text in which the place is spoken of besides the dateline."""
_LAST = 10
"""Sentences of the text that can tell of the day."""
_REACH = 10


def observe_spoken_here(ctx: Context) -> None:
    """Note the leader of another country who is quoted before people at the dateline."""
    here = ctx.here
    if here is None or not here.country or ctx.sentence.in_title or not ctx.sentence.has(TOLD):
        return
    words = ctx.sentence.words
    gathering = ctx.discourse.gathering
    gathered = gathering is not None and gathering.place_at[0] == here.start and gathering.quoted_from is None
    if not (gathered or words & (HEARERS | OCCASIONS)) or words & _FROM_AFAR or not (gathered or _of_the_news(ctx)):
        return
    for j, token in enumerate(ctx.tokens):
        if token.low not in TOLD:
            continue
        k = _speaker(ctx.tokens, j)
        person = ctx.person_at(k) if k is not None else None
        if person is None or k is None or not ctx.is_head(person) or not _away(ctx, person, here):
            continue
        if _said_elsewhere(ctx.tokens, j, here) or _was_elsewhere(ctx, person, here):
            return
        days = _days(ctx, j)
        if days is not None and (gathered or _before_people(ctx, j, here)):
            place = Destination(here.country, here.city, j)
            note_presence(ctx, "presence.quoted", person, k, place, "past", False)
            noted = ctx.findings.observations[-1]
            noted.place_at, noted.dates = (here.start, here.end), days
            if gathering is not None and gathered and not days and gathering.day is not None:
                noted.dates = [gathering.day]
        return


def _of_the_news(ctx: Context) -> bool:
    """True in the first sentences of a report sent from one place."""
    here = ctx.here
    string = ctx.discourse.reading.string
    if here is None or "/" in string[here.start : here.end + 1]:
        return False
    body = next((s.number for s in ctx.discourse.sentences if not s.in_title), 0)
    return ctx.sentence.number - body < _LAST


def _speaker(tokens: list[Token], j: int) -> int | None:
    """The token of the one who said it: before the verb, or behind "said"."""
    for k in (j - 1, j + 1):
        if 0 <= k < len(tokens) and (k < j or tokens[j].low == "said"):
            if tokens[k].kind == "P" or tokens[k].low in {"he", "she"}:
                return k
    return None


def _said_elsewhere(tokens: list[Token], j: int, here: PlaceMention) -> bool:
    """True for "told reporters in Moscow" and "In Moscow, he told"."""
    return any(
        place.kind == "L" and place.mention.country not in (None, "EUU", here.country) and before.low in _PLACING
        for before, place in pairwise(tokens[: j + _REACH])
    )


def _was_elsewhere(ctx: Context, person: Person, here: PlaceMention) -> bool:
    """True for one whom the article has put in another country, or at home with a guest: "in Washington" for a report
    from Munich."""
    told = [o for o in ctx.findings.observations if o.stance is None and not o.earlier and o.tense != "future"]
    elsewhere = any(o.person is person and o.country not in ("", here.country) for o in told)
    return elsewhere or any(o.country == ctx.leads(person) for o in told)


def _away(ctx: Context, person: Person, here: PlaceMention) -> bool:
    return not ctx.at_home(person, Destination(str(here.country), here.city, 0))


def _before_people(ctx: Context, j: int, here: PlaceMention) -> bool:
    """True where the words beside the verb name hearers of the country, or people and occasions while the text speaks
    of the country."""
    tokens = ctx.tokens
    behind = tokens[j + 1 : j + 1 + _REACH]
    hearers = next((i for i, t in enumerate(behind) if t.low in HEARERS), None) if tokens[j].low == "told" else None
    if hearers is not None and not any(t.low in {"that", "he", "she"} for t in behind[:hearers]):
        if any(t.kind in "GL" and t.mention.country == here.country for t in behind[:hearers]):
            return True
        if behind[hearers].low in _PRESS:
            return ctx.discourse.once(_speaks_of_here)
    return _at_an_occasion(ctx, here)


def _at_an_occasion(ctx: Context, here: PlaceMention) -> bool:
    """True for "on the sidelines of the forum", "speaking at a ceremony" and "ahead of talks with" its leader."""
    tokens = ctx.tokens
    for i, token in enumerate(tokens[:-2]):
        after = tokens[i + 1].low
        if token.low in {"ahead", "before"}:
            talks = next((n for n in range(i + 1, min(i + 8, len(tokens))) if tokens[n].low in _TALKS), None)
            people = [t.mention.person for t in tokens[talks : talks + 8] if t.kind == "P"] if talks is not None else []
            if any(ctx.leads(p) == here.country for p in people):
                return True
        placing = token.low in {"sidelines", "margins", "fringes"} and after == "of"
        placing = placing or (token.low in {"after", "during"} and _at_a_summit(tokens, i + 1))
        opening = token.capital or (i > 0 and tokens[i - 1].low == ",")
        speaking = opening and token.low == "speaking" and after in {"at", "to", "on", "during"}
        if (placing or speaking) and ctx.discourse.once(_speaks_of_here):
            return True
    return False


def _at_a_summit(tokens: list[Token], i: int) -> bool:
    """True for "the summit" and "the two-day EU summit" from token i on, not for "last week's summit"."""
    words = [t.low for t in tokens[i : i + 6]]
    at = words.index("summit") if "summit" in words else 0
    return at > 0 and words[0] in {"the", "a"} and all(t.kind in "wpLG" and t.low != "last" for t in tokens[i : i + at])


def _days(ctx: Context, j: int) -> list[DateMention] | None:
    """The day beside the verb; none where it names none, None where it is a day before the news."""
    on = ctx.discourse.on
    found: list[DateMention] = [t.mention for t in ctx.tokens[max(j - 3, 0) : j + _REACH] if t.kind == "D"]
    for mention in found:
        first = mention.past or mention.first
        day = first.exact() if first is not None else None
        if mention.kind == "date" and (day is None or on is None or not 0 <= (on - day).days <= NEWS_DAYS):
            return None
        if mention.kind == "vague":
            return None
    return [mention for mention in found if mention.kind == "date"][:1]


def _speaks_of_here(discourse: Discourse) -> bool:
    """True if the first sentences speak of the dateline's country, its towns, its people or its leader."""
    here = discourse.dateline
    if here is None or here.country is None:
        return False
    body = [s for s in discourse.sentences if not s.in_title][:_LINKS]
    if here.city == "Brussels" and any(t.kind in "GL" and t.mention.country == "EUU" for s in body for t in s.tokens):
        return True
    for sentence in body:
        for token in sentence.tokens:
            if token.kind in "GL" and token.mention.country == here.country and token.start > here.end:
                return True
            if token.low == "here":
                return True
    return False

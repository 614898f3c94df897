"""What the words around a noun of travel say of time and truth, and the dates that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from visits.lexicon.entries import Modality, Stance, TravelVerb
from visits.mentions.cues import Cue, dominant_stance
from visits.mentions.tokens import Token
from visits.model.mention import DateMention
from visits.model.partial_date import PartialDate
from visits.reports.clause_bounds import clause_end, clause_start
from visits.reports.context import Context
from visits.reports.noun_phrases import COMPRISING, PAYING, NounPhrase
from visits.reports.noun_starts import began, begun, starts_behind
from visits.reports.observation import Tense

LEADS_BEFORE = frozenset({"before", "ahead", "prior", "until", "upcoming"})

LEADS_AFTER = frozenset({"after", "following", "since"})

LEADS_DURING = frozenset({"during", "on", "in", "amid", "at", "upon"})

_OVER = frozenset({"last", "recent", "just", "concluded", "previous", "past", "earlier", "completed"})

_ANNOUNCING = frozenset("makes pays begins starts embarks kicks undertakes opens".split())

_IN_COURSE = frozenset(
    "making undertaking having paying beginning starting ending concluding wrapping continuing finishing".split()
)

_KEEPING = frozenset("keep keeps kept keeping".split())

_AT_AN_EDGE = frozenset("beginning starting ending concluding wrapping".split())

_RETURNING = frozenset({"return", "returns", "returned", "returning", "home", "back"})

_INFINITIVES = frozenset("hold open attend begin start host have pay make".split())

_SETTING = frozenset(
    """is was will would to be been being has had it take takes took place taking due scheduled planned set fixed
    expected slated held run runs last lasts , now also tentatively originally for on from""".split()
)


_OPENINGS = frozenset("begin start open launch kick".split())
_BEING = frozenset({"is", "are", "was", "were"})
_MOVED = frozenset(
    "came stepped walked descended emerged arrived landed flew touched drove rode crossed alighted disembarked".split()
)
"""Past tenses of those who come to begin a visit."""


_AHEAD = frozenset({"will", "'ll"})

_OPEN = frozenset({"may", "might", "could"})
"""What is done in a speech that is still ahead."""
_SPOKEN = frozenset({"talks-noun", "appearance"})

_DUE = frozenset({"due", "scheduled", "expected"})

_RESOLVING = frozenset({"agreed", "decided"})

_TOLD = frozenset({"said", "says", "told", "was", "were", "had", "has", "met", "arrived", "would"})

_PAST = frozenset(
    """was were had did ended concluded wrapped wound finished completed began paid made cut shortened
    extended""".split()
)

_WISHING = frozenset("anxious eager keen hoping hopes determined aims wants needs".split())

_INDEFINITE = frozenset(
    {"any", "such", "another", "every", "no", "possible", "potential", "proposed", "future", "eventual"}
)

_GRANTING = frozenset({"during", "after", "following", "since", "unlike", "despite"})
"""What stands before a visit that is made, whatever else the sentence denies: "no deal during his visit"."""


def _days_after(ctx: Context, cue: Cue) -> list[DateMention] | None:
    """ "his last visit came days after he met Trump in June": the month of that event is the visit's too."""
    tokens = ctx.tokens
    for j in range(cue.last, min(cue.last + 10, len(tokens) - 1)):
        if (tokens[j].low in {"days", "hours", "shortly", "soon", "day"} and tokens[j + 1].low == "after") or (
            tokens[j].kind == "D" and tokens[j].raw.lower().endswith("after")
        ):
            dates = [
                t.mention for t in tokens[j + 1 :] if t.kind == "D" and t.mention.kind == "date" and t.mention.first
            ]
            if not dates or len(dates[0].first.root) < 7:
                return []
            month = PartialDate(dates[0].first.root[:7])
            return [replace(dates[0], first=month, last=month, past=None, future=None)]
    return None


def standing(ctx: Context, cue: Cue, phrase: NounPhrase) -> tuple[Stance | None, Tense, bool]:
    """Stance, tense and whether it is under way, from the words inside, before and behind the phrase."""
    tokens = ctx.tokens
    begin = max(phrase.first - 9, clause_start(tokens, cue.first))
    before = ctx.cues.stances(tokens, begin, phrase.lead_at + 1)
    inside = ctx.cues.stances(tokens, phrase.first, cue.first)
    behind = ctx.cues.stances(tokens, cue.last, clause_end(tokens, cue.last, 14))
    governed = [m for i, m in before if _governs(tokens, phrase, i, m) and not _accepted(tokens, i)]
    setting = phrase.lead in LEADS_DURING | {"of"}  # "at a summit in Rome, they agreed to a truce"
    behind = [(i, m) for i, m in behind if not (setting and tokens[i].low in _RESOLVING)]
    near = [
        m
        for i, m in behind
        if m.stance == "cancelled" or (m.stance == "planned" and i - cue.last < 9 and not _of_another(tokens, cue, i))
    ]
    stance = dominant_stance([m for _, m in inside] + governed + near)
    if _denied_around(tokens, cue, phrase):
        return "denied", "present", False
    if phrase.inner & _INDEFINITE:
        stance = "possible"
    lead = phrase.lead
    if _before_it(tokens, phrase) and "had" in {t.low for t in tokens}:
        return stance, "past", False  # "shortly before Hu's visit, the government had issued a decree"
    if _before_it(tokens, phrase):
        return stance or "planned", "future", False
    if cue.entry.id == "summit" and lead == "at" and _wished(tokens[: phrase.lead_at]):
        return "planned", "future", False
    if lead == "use":
        return stance or "planned", "future", False  # "would use the summit to press his case"
    if lead == "into" and phrase.lead_at and tokens[phrase.lead_at - 1].low in {"heading", "going", "headed"}:
        return stance or "planned", "future", False
    if phrase.lead_word in _ANNOUNCING and not ctx.sentence.in_title and stance is None:
        return "planned", "future", False
    direction = _pointed_direction(tokens, cue, phrase)
    if direction == "future":
        return stance or "planned", "future", False
    if direction == "past":  # "at their first summit last June they will": no plan lies in the past
        return None if stance == "planned" else stance, "past", False
    past_verb = any(t.low in _PAST for t in tokens[max(phrase.lead_at - 4, 0) : phrase.lead_at + 1])
    past_verb = past_verb or lead == "used"  # "used a news conference in Belgrade to"
    if stance is None and began(tokens, cue):
        return None, "past", False
    if lead == "be" and tokens[phrase.lead_at - 1].low in _AHEAD and stance is None:
        return "planned", "future", False  # "Peru will be the first stop"
    if cue.entry.id == "stop-noun" and lead in {"is", "was"} and stance == "planned":
        return None, "past" if lead == "was" else "present", lead == "is"  # "is the first stop of a tour that will"
    if _came_to_begin(ctx, phrase):
        return None, "past", True
    starts = starts_behind(tokens, cue)
    if starts is not None and starts.endswith("s") and stance is None and not ctx.sentence.in_title:
        return "planned", "future", False
    if lead == "after" and foretold(tokens[: phrase.lead_at]) and not _RETURNING & {t.low for t in tokens}:
        return stance or "planned", "future", False  # "will rest after his visit": neither has been yet
    if tells_an_end(tokens, phrase):
        return stance, "past", False
    if ctx.sentence.in_title and lead in _INFINITIVES and tokens[phrase.lead_at - 1].low == "to" and stance is None:
        return "planned", "future", False  # "Abe, Bush to hold first summit in Hanoi"
    under_way = lead == "on" and tokens[phrase.lead_at - 1].low in {"is", "are"}  # whatever the sentence foretells
    fringe = (
        lead == "of" and phrase.lead_at > 0 and tokens[phrase.lead_at - 1].low in {"sidelines", "margins", "fringes"}
    )
    governed_ahead = lead in LEADS_DURING | COMPRISING | {"with", "by"} or phrase.owner is not None or fringe
    governed_ahead = governed_ahead or (phrase.lead_at > 0 and tokens[phrase.lead_at - 1].low in {"will", "'ll"})
    if (
        stance is None
        and not under_way
        and governed_ahead
        and (_foretold_around(tokens, phrase) or _may_be_said(tokens, cue, phrase))
    ):
        stance = "planned"
    if stance is None and not under_way and not ctx.sentence.in_title and _sets_out(ctx, phrase):
        stance = "planned"
    if stance == "planned":
        return stance, "future", False
    if _is_making(tokens, phrase) and stance is None:
        return None, "present", True
    perfect = "had" in {t.low for t in tokens[max(phrase.lead_at - 12, 0) : phrase.lead_at + 1]}
    about = lead == "on" and phrase.owner is not None and not phrase.pronoun  # "a report on Cameron's visit"
    return stance, "past" if past_verb else "present", lead in LEADS_DURING and not perfect and not about


def _came_to_begin(ctx: Context, phrase: NounPhrase) -> bool:
    """True for "came down the steps to begin his visit": what he moved for has begun."""
    tokens, to = ctx.tokens, phrase.lead_at - 1
    if phrase.lead_word not in _OPENINGS or to < 1 or tokens[to].low != "to":
        return False
    verb = next((t.low for t in reversed(tokens[clause_start(tokens, to) : to]) if t.low in _MOVED | _DUE | _BEING), "")
    return verb in _MOVED


def _of_another(tokens: Sequence[Token], cue: Cue, i: int) -> bool:
    """True for "his visit to India, with the death toll expected to rise": something else is expected."""
    between = [t.low for t in tokens[cue.last : i]]
    return any(a == "," and b in {"with", "as", "while"} for a, b in pairwise(between))


def _wished(tokens: Sequence[Token]) -> bool:
    """True for "is anxious to win them over at the summit": his being there is no question, and still ahead."""
    return any(a.low in _WISHING and b.low == "to" for a, b in pairwise(tokens))


def _is_making(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """True for "is making his first visit" and "the pope, starting a tour of"."""
    if phrase.lead_at < 1:
        return False
    now = phrase.lead_at > 1 and tokens[phrase.lead_at - 1].low in {"now", "currently"}
    before = tokens[phrase.lead_at - 1 - now].low
    return phrase.lead_word in _IN_COURSE and (
        before in {"is", "are", "'s"} or (before == "," and phrase.lead_word in _AT_AN_EDGE)
    )


def in_course(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """True for "on a visit to" and "is making a visit to", which say by themselves that the visitor is there."""
    return (phrase.lead == "on" and bool(phrase.inner & {"a", "an"})) or _is_making(tokens, phrase)


def tells_an_end(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """True for "after his visit", "his recent visit" and "came home from a visit"."""
    return phrase.lead in LEADS_AFTER or bool(phrase.inner & _OVER) or home_from(tokens, phrase)


def home_from(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """True for "came home on Friday from a tour of": the day is no day of the stops, but for the last one's end."""
    before = tokens[clause_start(tokens, max(phrase.lead_at, 0)) : max(phrase.lead_at, 0)]
    return phrase.lead == "from" and any(t.low in _RETURNING for t in before)


_UNREAL = frozenset({"not", "under", "unlikely", "possible", "false", "untrue", "uncertain", "undecided"})
_THOUGHT = frozenset({"consideration", "discussion", "review"})


def _denied_around(tokens: Sequence[Token], cue: Cue, phrase: NounPhrase) -> bool:
    """True for "no date has been set for a visit", "has yet to decide on a visit", "a visit to Taipei is not on the
    table" and "is under consideration"."""
    before = tokens[max(phrase.lead_at - 8, 0) : max(phrase.lead_at, 0)]
    if phrase.lead not in _GRANTING and any(t.low == "no" for t in before):
        return True
    if phrase.lead in {"on", "about"} and before and before[-1].low in {"decide", "decided"}:
        return True
    for j in range(cue.last + 1, clause_end(tokens, cue.last, 14)):
        if tokens[j].low in {",", "and", "but"}:
            return False
        if tokens[j].low in _UNREAL and tokens[j - 1].low in {"is", "was", "are", "were"}:
            return tokens[j].low != "under" or tokens[j + 1].low in _THOUGHT
    return False


def _pointed_direction(tokens: Sequence[Token], cue: Cue, phrase: NounPhrase) -> Tense | None:
    """Where "next week", "last June" beside the noun or right before its preposition point to, whatever the
    clause's verb says."""
    before = [phrase.lead_at - 1] if phrase.lead in LEADS_DURING and phrase.lead_at else []
    for j in [*phrase.dates, *range(cue.last, min(cue.last + 6, len(tokens))), *before]:
        if tokens[j].kind == "D" and tokens[j].mention.kind in ("vague", "date"):
            words = tokens[j].raw.lower().split()
            if words[0] in {"next", "coming", "later"}:
                return "future"
            if words[0] in {"last", "earlier", "past", "recently"} or words[-1] == "ago":
                return "past"
    return None


def _foretold_around(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """True where the verb before the phrase looks ahead, "will meet him on a visit"; without one, the first behind."""
    for j in range(phrase.lead_at - 1, -1, -1):
        low = tokens[j].low
        if low in _AHEAD or (low in _DUE and tokens[j + 1].low == "to"):
            return True
        if low in _TOLD or tokens[j].raw in {"“", "”", '"', ";"}:
            return False
    return foretold(tokens)


def _may_be_said(tokens: Sequence[Token], cue: Cue, phrase: NounPhrase) -> bool:
    """True for "In his speech to Congress, he could": it has not been given yet."""
    first = next((t.low for t in tokens if t.low in _OPEN | _TOLD), "")
    return cue.entry.id in _SPOKEN and phrase.lead_at == 0 and first in _OPEN


def foretold(tokens: Sequence[Token]) -> bool:
    """True for a sentence whose first verb looks ahead: "During the visit, Obama will meet", "he is to visit"."""
    quoted = False
    for j, token in enumerate(tokens):
        if token.raw in {"“", "”", '"'}:
            quoted = token.raw == "“" or (token.raw == '"' and not quoted)
        if quoted:
            continue
        if token.low in _AHEAD and j and tokens[j - 1].low in {"that", "which"}:
            continue  # "his first stop on a trip that will include Fiji"
        if token.low in _AHEAD or (token.low in _DUE and j + 1 < len(tokens) and tokens[j + 1].low == "to"):
            return True
        if token.low in _TOLD:
            return False
    return False


def _governs(tokens: Sequence[Token], phrase: NounPhrase, i: int, modality: Modality) -> bool:
    """True if the modal word at token i is about the visit, not merely near it."""
    if modality.stance == "cancelled" and (phrase.inner | {phrase.lead}) & _KEEPING:
        return False  # "drops Rome visit, keeps Paris stop"
    if modality.stance == "cancelled" and phrase.lead in {"during", "amid", "upon"}:
        return False  # "to abandon the weapons during a visit to"
    if modality.stance == "cancelled" or phrase.lead in PAYING:
        return True
    if modality.stance in ("possible", "denied"):
        particle = i + 1 == phrase.lead_at and tokens[phrase.lead_at].low in {
            "out",
            "off",
            "down",
        }  # "ruled out a visit"
        return i >= phrase.lead_at - 2 and (
            i == phrase.lead_at or particle or tokens[i + 1].low in {"to", "for", "of", "a", "on", "his", "her"}
        )
    return phrase.lead in {"to", "a", "the"}


def _sets_out(ctx: Context, phrase: NounPhrase) -> bool:
    """True behind "He leaves on Friday for a trip to Jordan, followed by": what is told in the present is ahead."""
    tokens = ctx.tokens
    going = [c for c in ctx.sentence.cues if c.tense == "third" and c.last <= phrase.first and _moves(c)]
    return bool(going) and not any(t.low in _TOLD or t.low in {"as", "when"} for t in tokens[: phrase.first])


def _moves(cue: Cue) -> bool:
    return isinstance(cue.entry, TravelVerb) and cue.entry.sense in ("leaving", "departure", "travel", "arrival")


def _before_it(tokens: Sequence[Token], phrase: NounPhrase) -> bool:
    """True for "before his visit", "ahead of his visit" and "on the eve of his visit"."""
    of = phrase.lead == "of" and phrase.lead_at > 0
    return phrase.lead in LEADS_BEFORE or (of and tokens[phrase.lead_at - 1].low in {"ahead", "eve"})


def _comma_behind(tokens: Sequence[Token], cue: Cue) -> int:
    """The offset of the first comma behind the noun, or of the sentence's end."""
    return next((t.start for t in tokens[cue.last :] if t.low == ","), tokens[-1].end)


def _accepted(tokens: Sequence[Token], i: int) -> bool:
    """True for "at the invitation of" and "at Merkel's invitation": the guest comes."""
    return tokens[i].low == "invitation" and any(t.low in {"at", "on", "upon"} for t in tokens[max(i - 4, 0) : i])


def _followed_by_another(tokens: Sequence[Token], cue: Cue) -> int | None:
    """Where the journey that follows begins to be told."""
    behind = zip(tokens[cue.last : cue.last + 12], tokens[cue.last + 1 : cue.last + 13], strict=False)
    return next((a.start for a, b in behind if a.low == "followed" and b.low == "by"), None)


def _behind_setting(tokens: Sequence[Token], first: int) -> int:
    """Where the words end that say of a visit that it is to be: "is to take place", "has been set for"."""
    j = first
    while j < min(first + 8, len(tokens)) and tokens[j].low in _SETTING:
        j += 1
    return j


def dates_of(ctx: Context, cue: Cue, phrase: NounPhrase, anaphoric: bool = False) -> list[DateMention]:
    """Dates inside the phrase and behind it; those of the governing clause only where it is about the visit."""
    tokens = ctx.tokens
    inside: list[DateMention] = [tokens[j].mention for j in phrase.dates] + begun(tokens, cue)
    after = _days_after(ctx, cue)
    if after is not None:
        return inside + after
    if any(d.kind in ("date", "range", "vague") for d in inside):
        return inside  # "last week's summit": the day of the clause is another's
    around = ctx.event_dates(cue.first, cue.last) if phrase.lead in PAYING else ctx.dates_around(cue.first, cue.last)
    followed = _followed_by_another(tokens, cue)
    if followed is not None:  # "a trip to Egypt, followed by one to Israel on Monday"
        around = [d for d in around if d.start < followed]
    if phrase.lead in COMPRISING | {
        "by"
    }:  # "the trip, which begins on Friday, includes a visit to": the whole begins then
        around = [d for d in around if d.start > tokens[cue.first].start]
    if _before_it(tokens, phrase):  # "on Friday, ahead of the visit", "ahead of the visit, in Rome, Feb. 1"
        around = [d for d in around if tokens[cue.first].start < d.start < _comma_behind(tokens, cue)]
    if home_from(tokens, phrase):
        around = [d for d in around if d.start > tokens[cue.first].start]
    if anaphoric:  # a date close behind: "the visit on Monday"
        first = _behind_setting(tokens, cue.last)
        close = {tokens[j].start for j in range(cue.last, min(first + 4, len(tokens))) if tokens[j].kind == "D"}
        around = [d for d in around if d.start in close]
    around = [d for d in around if not _of_another_noun(tokens, d)]
    return inside + [d for d in around if d not in inside]


def _of_another_noun(tokens: Sequence[Token], day: DateMention) -> bool:
    """True for the day of ", the comments Thursday set", on which something else happened."""
    j = next((k for k, t in enumerate(tokens) if t.start == day.start), 0)
    return j > 2 and tokens[j - 1].kind == "w" and tokens[j - 2].low == "the" and tokens[j - 3].low == ","

"""What a verb group says of time and truth: past or future, planned, possible, denied, cancelled."""

from __future__ import annotations

from itertools import pairwise

from visits.lexicon.entries import Stance, TravelVerb
from visits.mentions.cues import Cue, dominant_stance
from visits.reports.clause_bounds import clause_end, clause_start
from visits.reports.clauses import CONTROL
from visits.reports.context import Context
from visits.reports.noun_time import foretold
from visits.reports.observation import Tense
from visits.reports.verb_groups import VerbGroup

_COMING = frozenset({"is", "are", "'s", "also", "now", "then", "next"})
_TOLD_AHEAD = frozenset({"was", "were"})
_TOLD = frozenset("said told spoke met held attended stopped gave made visited addressed was were had".split())
_AHEAD = frozenset("will 'll would 'd planned plans due scheduled expected set".split())
_OTHER_LIVES = frozenset(
    """candidate nominee senator congressman lawmaker businessman student child boy girl soldier tourist lawyer
    governor mayor teenager officer""".split()
)
_RUNNING = frozenset({"campaigning", "running"})

_SCHEDULED = frozenset("scheduled planned expected announced intended".split())
_ITSELF = frozenset("it the his her their that off in on at after because over amid due when . ,".split())
_REACH = 20
"""Words behind a verb of travel that may say that it was planned."""

_OPENING = frozenset({"when", "before", "until", "once"})

_COMING_TIMES = ("next", "this weekend", "later", "tomorrow")

_NEW_CLAUSES = frozenset({"“", "”", '"', ";", ":", "but", "that", "who", "which", "said", "to"})

_ADVERBS = frozenset({"then", "also", "later", "next", "now", "first", "soon", "again"})


def stance_of(ctx: Context, cue: Cue, group: VerbGroup) -> Stance | None:
    """The stance of the verb group; a mere "would have" is no plan."""
    if {"would", "'d"} & set(group.words) and group.perfect:
        return "possible"
    if group.lead == "of" and group.first > 1 and ctx.tokens[group.first - 2].low in {"instead", "idea", "possibility"}:
        return "denied"
    if any(t.low in {"denied", "denies", "deny", "denying"} for t in ctx.tokens[max(group.first - 8, 0) : group.first]):
        return "denied"
    if {"promised", "pledged", "vowed", "vows"} & set(group.words):
        return "possible"
    if ctx.conditional(group.first, cue.last) or _invited(ctx, group):
        return "possible"
    if group.stance == "denied" and ({"now", "longer"} & set(group.words) or _against_the_plan(ctx, cue)):
        return "cancelled"  # "would now not attend", "will no longer travel"
    if group.infinitive and (told := _told_for(ctx, group)) in ("denied", "possible"):
        return told
    if "supposed" in group.words:  # "is supposed to land on Friday", "was supposed to go, but"
        return (
            "planned" if {"is", "are"} & set(group.words) else "cancelled" if _came_to_nothing(ctx, cue) else "possible"
        )
    if group.stance == "planned" and {"was", "were"} & set(group.words) and _but_cancelled(ctx, cue):
        return "cancelled"
    return group.stance


def _told_for(ctx: Context, group: VerbGroup) -> Stance | None:
    """What is said of "for Merkel to travel" before it: "there are no plans for Merkel to travel"."""
    tokens, lead = ctx.tokens, group.first - 2
    if lead < 1 or tokens[lead].low != "for" or tokens[lead + 1].kind != "P":
        return None
    return dominant_stance(m for _, m in ctx.cues.stances(tokens, clause_start(tokens, lead), lead))


def _against_the_plan(ctx: Context, cue: Cue) -> bool:
    """True for what is denied in "will not go to Rome as had been scheduled" and "won't be coming after all"."""
    behind = [t.low for t in ctx.tokens[cue.last : cue.last + _REACH]]
    as_planned = any(low == "as" and _SCHEDULED & set(behind[j + 1 : j + 5]) for j, low in enumerate(behind))
    return as_planned or ("after", "all") in pairwise(behind)


def _but_cancelled(ctx: Context, cue: Cue) -> bool:
    """True for "was scheduled to visit Rome on Sunday but called it off", not where something else is called off."""
    but = next((j for j in range(cue.last, len(ctx.tokens)) if ctx.tokens[j].low in {"but", "until"}), None)
    told = ctx.cues.stances(ctx.tokens, but, len(ctx.tokens)) if but is not None else ()
    for at, entry in told:
        if entry.stance == "cancelled" and not entry.put_off:
            behind = ctx.tokens[at + 1] if at + 1 < len(ctx.tokens) else None
            return behind is None or behind.kind != "w" or behind.low in _ITSELF
    return False


def _came_to_nothing(ctx: Context, cue: Cue) -> bool:
    """True where this sentence or the next one calls off what was planned."""
    number = ctx.sentence.number
    behind = [ctx.tokens[cue.last :], *(s.tokens for s in ctx.discourse.sentences[number + 1 : number + 2])]
    return any(
        entry.stance == "cancelled" for tokens in behind for _, entry in ctx.cues.stances(tokens, 0, len(tokens))
    )


def not_in_office(ctx: Context, start: int) -> bool:
    """True for "visited Israel as a candidate" and "went to Iraq while campaigning for the presidency"."""
    tokens = ctx.tokens
    for j in range(start, min(start + 12, len(tokens) - 2)):
        if tokens[j].low == "as" and tokens[j + 1].low in {"a", "an"}:
            return any(t.low in _OTHER_LIVES for t in tokens[j + 2 : j + 5])
        if tokens[j].low == "while" and tokens[j + 1].low in _RUNNING | {"still", "a"}:
            return any(t.low in _RUNNING | _OTHER_LIVES for t in tokens[j + 1 : j + 5])
    return False


def tense_of(cue: Cue, group: VerbGroup) -> Tense:
    """Past, present or future as the verb group tells it."""
    if group.future or group.stance == "planned" or foretells(cue, group):
        return "future"
    gone = cue.tense == "ing" and not group.words and cue.entry.sense == "leaving"
    if gone and group.lead not in {"before", "after", "of", "by"}:
        return "past"  # "Rouhani, returning from New York, said"
    if cue.tense in ("past", "participle") or group.perfect or set(group.words) & {"was", "were", "had", "did"}:
        return "past"
    return "present"


def _invited(ctx: Context, group: VerbGroup) -> bool:
    """True for "has invited President Moon to visit": what another wants is no plan of the guest's."""
    tokens = ctx.tokens
    if group.words[-1:] != ["to"] or group.first == 0 or tokens[group.first - 1].kind not in "PD":
        return False
    return any(t.low in CONTROL or t.low == "invitation" for t in tokens[max(group.first - 7, 0) : group.first - 1])


def foretells(cue: Cue, group: VerbGroup) -> bool:
    """True for a movement in the simple present ("leaves for Vietnam on Monday", "when he flies to China")
    and for "before flying to": what has not yet happened."""
    entry = cue.entry
    assert isinstance(entry, TravelVerb)
    if group.words == ["to"] and group.lead == "P":  # the infinitive of headlines: "Nakasone to visit"
        return True
    if cue.tense == "ing" and group.lead == "before" and entry.sense == "visit":
        return True
    if entry.sense not in ("travel", "departure", "arrival", "leaving"):
        return False
    if cue.tense == "ing" and not group.words and group.first == 0 and entry.sense == "travel":
        return True  # "Heading into his summit, Trump has a goal"
    if group.progressive and set(group.words) <= _COMING:  # "is heading to Hanoi on Friday"
        return entry.sense in ("travel", "departure")
    if group.progressive and set(group.words) <= _TOLD_AHEAD and group.lead not in _OPENING | {"as", "while"}:
        return entry.id in ("go", "head", "journey", "travel", "fly")  # "the reason why he was headed to Greece"
    adverbs = all(w in _ADVERBS or w.endswith("ly") for w in group.words)
    return (cue.tense in ("third", "base") and adverbs) or (cue.tense == "ing" and group.lead == "before")


def _headline_present(ctx: Context, group: VerbGroup) -> bool:
    """True for "Bush arrives in Beijing" as a headline, which tells of the past."""
    return ctx.sentence.in_title and not group.words


def followed(ctx: Context, cue: Cue, group: VerbGroup) -> bool:
    """True for "told reporters before leaving for Seoul": what was to follow has followed."""
    if cue.tense != "ing" or group.lead != "before":
        return False
    words = {t.low for t in ctx.tokens}
    done = any(t.kind == "w" and t.low.endswith("ed") for t in ctx.tokens[: group.first])
    return (done or bool(words & _TOLD)) and not words & _AHEAD


def _visits_ahead(ctx: Context, cue: Cue, group: VerbGroup) -> bool:
    """True for "when he visits Washington" and "visits Iran this weekend"."""
    if cue.tense != "third" or group.words or ctx.sentence.in_title:
        return False
    opening = ctx.tokens[group.first - 2].low if group.first > 1 else ""
    behind = ctx.tokens[cue.last : cue.last + 4]
    coming = any(t.kind == "D" and t.raw.lower().startswith(_COMING_TIMES) for t in behind)
    return opening in _OPENING or (coming and opening not in {"as", "while"})


def _shares_will(ctx: Context, cue: Cue, group: VerbGroup) -> bool:
    """True for the second verb of "will be guests of the Queen and attend a ceremony", and for what goes before a main
    clause that looks ahead: "After leaving Britain, Trump will travel on"."""
    tokens = ctx.tokens
    if cue.tense == "ing" and group.lead in {"after", "upon"} and group.first == 1:
        return foretold(tokens[cue.last :])
    if cue.tense != "base" or group.words or group.lead not in {"and", "or", "then", ","}:
        return False
    for token in reversed(tokens[: group.first]):
        if token.low in {"will", "'ll"}:
            return True
        if token.raw in _NEW_CLAUSES:
            return False
    return False


def time_and_stance(ctx: Context, cue: Cue, group: VerbGroup) -> tuple[Tense, Stance | None]:
    """Past, present or future, and whether planned; headlines tell in the present what has happened."""
    ahead = foretells(cue, group) or _visits_ahead(ctx, cue, group) or _shares_will(ctx, cue, group)
    if ahead and _headline_present(ctx, group):
        return "past", stance_of(ctx, cue, group)
    tense = "future" if ahead else tense_of(cue, group)
    if tense == "present" and cue.entry.sense == "presence" and _dated_participle(ctx, cue, group):
        tense = "past"
    return tense, stance_of(ctx, cue, group) or ("planned" if ahead else None)


def _dated_participle(ctx: Context, cue: Cue, group: VerbGroup) -> bool:
    """True for "Speaking in Paris late on Thursday, Berlusconi vowed": the day has been."""
    if cue.tense != "ing" or group.words or not ctx.tokens[cue.first].capital:
        return False
    opening = ctx.tokens[cue.last : clause_end(ctx.tokens, cue.last, 10)]
    return any(t.kind == "D" and t.mention.kind == "date" for t in opening)


def refused(ctx: Context, cue: Cue, group: VerbGroup, rule: str) -> bool:
    stance = stance_of(ctx, cue, group)
    if stance in ("possible", "denied"):
        ctx.refuse(cue.first, cue.last, rule, f"the verb group makes it {stance}: {' '.join(reversed(group.words))!r}")
        return True
    return False

"""Nouns of travel that leave the place unsaid: "the three-day visit", "his stay"."""

from __future__ import annotations

from dataclasses import replace

from visits.lexicon.entries import Stance
from visits.mentions.cues import Cue
from visits.model.mention import Person
from visits.reports.context import Context
from visits.reports.noun_phrases import PAYING, NounPhrase, day_number, stated_length
from visits.reports.noun_time import dates_of, tells_an_end
from visits.reports.noun_travellers import agents, guest_of
from visits.reports.observation import Observation, Tense

_OF_SEVERAL = frozenset({"one", "other", "each", "either", "both"})
EARLIER = frozenset({"last", "previous", "earlier", "past"})
BEGINNING = frozenset(
    """begin begins began beginning begun start starts started starting kick kicks kicked kicking embark embarked
    embarks embarking launch launched open opened opens""".split()
)
_APPOSED = frozenset({",", "on", "for"})
_WHILE = frozenset({"during", "for", "before", "after"})
_LANDS = frozenset("nation country kingdom island republic city capital".split())
_NEAR = 3
"""Sentences before "the nation" in which it is named."""
_PAID = frozenset({"pay", "pays", "paid", "paying"})
CLOSING = frozenset(
    """end ends ended ending conclude concludes concluded concluding wrap wraps wrapped wrapping wind winds wound
    winding finish finished finishing complete completed completes cap caps capped capping round rounds rounded
    rounding close closes closed closing""".split()
)

_ENDS_NOW = frozenset("ends concludes wraps winds finishes completes caps rounds closes".split())


def note_anaphor(
    ctx: Context,
    cue: Cue,
    phrase: NounPhrase,
    people: list[tuple[Person, int]],
    rule: str,
    stance: Stance | None,
    tense: Tense,
    ongoing: bool,
) -> None:
    """ "the three-day visit", "his stay": a visit spoken of before; it brings dates, lengths, types, stances."""
    bare = ctx.sentence.in_title or phrase.lead_word in PAYING
    dated = bool(phrase.dates)  # "Friday's visit" is that of whoever is said to travel
    if phrase.owner is None and not bare and not dated and not phrase.inner & {"the", "this", "a", "an"}:
        return
    paid = phrase.lead_word in _PAID
    owned = paid or phrase.owner is not None or bool(agents(ctx, cue, cue.entry))  # type: ignore[arg-type]
    person, k = people[0] if people else (None, cue.first)
    tokens = ctx.tokens
    vague = any(
        t.kind == "L" or (t.kind == "G" and t.mention.country is None) for t in tokens[phrase.first : cue.last + 6]
    )
    if person is None and (dated or phrase.inner & {"the", "this"}):
        person = ctx.last_traveller()  # "news of the week-long visit": the one spoken of
    away = any(o.person is person for o in ctx.findings.observations)
    if person is not None and phrase.owner is None and ("this" in phrase.inner or ("the" in phrase.inner and not away)):
        person = guest_of(ctx, person)
    several = bool(phrase.inner & _OF_SEVERAL)  # "his Asian tour" is no single visit
    dates = dates_of(ctx, cue, phrase, anaphoric=not day_number(tokens, phrase))
    if phrase.lead_word in _ENDS_NOW:  # "wraps up the visit on Tuesday", which is still to come
        dates = [replace(d, first=d.future, last=d.future, past=None) if d.future else d for d in dates]
    earlier = bool(phrase.inner & EARLIER)  # "his last trip" tells nothing where it tells no day
    if person is None or vague or several or ctx.is_private(person) or (earlier and not dates):
        return
    told = ctx.findings.observations[-1] if ctx.findings.observations else None
    same = told is not None and told.person is person and told.sentence == ctx.sentence.number and bool(told.dates)
    if told is not None and same and not dates and phrase.inner & {"a", "an"} and phrase.lead in _APPOSED:
        dates, tense = told.dates, told.tense  # "went to Rome in May, a visit that cost"
        ongoing = ongoing and tense != "past"
    ctx.findings.observations.append(
        Observation(
            rule=rule,
            phase="visit",
            person=person,
            country="",
            city=None,
            sentence=ctx.sentence.number,
            start=tokens[min(phrase.first, k)].start,
            end=tokens[max(cue.last - 1, k)].end,
            tense=tense,
            stance=stance,
            ongoing=ongoing,
            dates=dates,
            begin_dates=ctx.begin_dates(phrase.first, cue.last),
            person_at=(tokens[k].start, tokens[k].end),
            cue_at=(tokens[cue.first].start, tokens[cue.last - 1].end),
            length=stated_length(ctx, cue, phrase),
            begins=phrase.lead_word in BEGINNING,
            closes=phrase.lead_word in CLOSING or "concluded" in phrase.inner,
            day_number=day_number(tokens, phrase),
            over=tense == "past" and tells_an_end(tokens, phrase),
            earlier=earlier,
            in_title=ctx.sentence.in_title,
            anaphoric=True,
            fallback=(_unsaid_country(ctx, cue, person) if owned else None) or _of_the_host(ctx, phrase, person),
        )
    )


def _of_the_host(ctx: Context, phrase: NounPhrase, guest: Person) -> str | None:
    """The country of the Trump of "Trump offered help during a visit by Kuwait's emir"."""
    if phrase.lead not in _WHILE or phrase.owner is not None:
        return None
    host = next((p for p, _ in ctx.people_of(ctx.clause_subject(phrase.first))), None)
    country = ctx.leads(host) if host is not None and host is not guest and ctx.is_head(host) else None
    return country if country != ctx.leads(guest) else None


def _spoken_of_before(ctx: Context, first: int, home: str | None) -> str | None:
    """The country that "his visit to the nation" means: the one abroad that was named last before token `first`."""
    number = ctx.sentence.number
    near = [t for s in ctx.discourse.sentences[max(number - _NEAR, 0) : number] for t in s.tokens] + ctx.tokens[:first]
    named = (t.mention.country for t in reversed(near) if t.kind == "L")
    return next((c for c in named if c not in (None, "EUU", home)), None)


def _unsaid_country(ctx: Context, cue: Cue, person: Person) -> str | None:
    """The country of a visit whose goal the article leaves to the town before it ("police in Minsk prepared for his
    visit") or to the dateline; not for "his trip to the region"."""
    behind = ctx.tokens[cue.last].low if cue.last < len(ctx.tokens) else ""
    goal = [t.low for t in ctx.tokens[cue.last + 1 : cue.last + 3]]
    if behind == "to" and len(goal) == 2 and goal[0] in {"the", "this"} and goal[1] in _LANDS:
        return _spoken_of_before(ctx, cue.first, ctx.leads(person))
    of_his = behind == "of" and ctx.tokens[cue.last + 1].kind == "P"  # "the stay of Merkel"
    if behind in {"to", "of", "in", "abroad", "overseas"} and not of_his:
        return None
    home, before = ctx.leads(person), ctx.tokens[: cue.first]
    towns = [t.mention.country for t in before[:-1] if t.kind == "L" and t.mention.kind == "city"]
    owned = before[1:2] and before[1].kind == "w" and any(t.low in {"'s", "his", "her"} for t in before[-5:])
    host = [t.mention.country for t in before[:1] if t.kind == "L" and owned]  # "Greece braces for Merkel's visit"
    here = ctx.here.country if ctx.here is not None else None
    return next((c for c in (*towns[-1:], *host, here) if c is not None and c != home), None)

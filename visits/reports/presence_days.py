"""Days of presence that no clause of the visit states: when "Sarkozy said on Saturday" is a day in India.

A day of speaking is a day of the stay if the stay is told as going on, and the sentence with the day speaks from
there: the reporter writes from the country, says "here", or tells what the visitor or his host did. What is told
of an earlier trip, or by people elsewhere, gives no day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from visits.mentions.tokens import Token
from visits.model.mention import DateMention, Person
from visits.registry import Registry
from visits.reports.bystanders import adorns_noun
from visits.reports.discourse import Discourse, Sentence, country_led, is_object
from visits.reports.observation import PURPOSE, Observation
from visits.reports.timing import NEWS_SENTENCES, has_come, observed_span

NEWS_DAYS = 4
"""An article reports on what happened at most so many days before it appeared."""
LEAD_SENTENCES = 3
"""The sentences after the title that tell what the dateline's day has brought."""

_NEW_CLAUSES = frozenset({"after", "before", "since", "because", "as", "when", "while"})
"""Words that open a clause with a subject of its own."""

_MOVES = frozenset({"arrival", "travel"})
_HE_OR_SHE = frozenset({"he", "she", "they"})

_STANDING = ("presence.apposition", "presence.copula", "presence.where", "adjective.visiting")
"""Rules that say by themselves that the visitor is there now."""


def presence_days(group: list[Observation], discourse: Discourse, registry: Registry) -> list[Observation]:
    """For a visit under way that no clause dates: the day of the sentence it stands in, or of the first sentence
    that tells what the visitor said or did ("Sarkozy said on Saturday")."""
    published = discourse.reading.article.published
    told = (o for o in group if o.stance is None and not o.earlier and _tells_presence(o, discourse))
    happened = [o for o in told if not o.closes or o.tense != "future"]
    came = has_come(happened, published) or any(o.phase in _MOVES and o.tense == "past" for o in happened)
    there = bool(happened) and _at_the_dateline(happened[0], discourse, anywhere=True)
    planned = [o for o in group if _announces(o, happened, there)]
    if (
        published is None
        or not happened
        or planned
        or any(o.closes_past or (_dates_a_stay(o, published, came) and not _begins(o)) for o in group)
        or any(o.over and not o.earlier for o in group)
    ):
        return []
    here = discourse.dateline
    there = here is not None and here.country == happened[0].country
    if not there and all(o.stop[1] > 1 for o in happened):
        return []  # of several stops the day is that of the one that is reported from
    if any(d.kind == "vague" for o in happened for d in o.dates):
        return []  # "last week", "this spring": another time than the article's
    mention = _Days(discourse, registry, published, happened).first()
    if mention is None and any(_at_the_dateline(o, discourse) for o in happened):
        mention = discourse.dateline_day
    if mention is None or not _of_the_day(mention, published):
        return []
    return [
        replace(
            happened[0],
            rule="presence.day",
            phase="arrival" if happened[0].phase == "arrival" else "presence",  # "has arrived", of the day
            tense="past",
            dates=[mention],
            cue_at=(mention.start, mention.end),
            stop=(0, 1),
            length=None,
        )
    ]


class _Days:
    """The days that the sentences about a visitor tell, `happened` being the clauses of his presence."""

    def __init__(self, discourse: Discourse, registry: Registry, published: date, happened: list[Observation]):
        self._discourse = discourse
        self._registry = registry
        self._published = published
        self._person = happened[0].person
        self._country = happened[0].country
        self._own = [o.sentence for o in happened]
        self._now = any(_under_way(o) for o in happened)
        self._told = self._reported_there() or any(not _mentioned(o) for o in happened)

    def first(self) -> DateMention | None:
        """The first recent day in the sentences that tell of the presence, in those around, in the lead."""
        sentences = self._discourse.sentences
        told = [n for n in self._own if n <= NEWS_SENTENCES] or self._own[:1]
        near = [n for own in told for n in (own - 1, own - 2, own + 1) if 0 <= n < len(sentences)]
        lead = [s.number for s in sentences[:4]] if self._told else []
        for number in self._own + near + lead:
            there = self._now and self._reported_there()
            if number not in self._own + near and not there and not self._names_him(sentences[number]):
                continue
            for k, token in enumerate(sentences[number].tokens):
                if token.kind != "D" or not _of_the_day(token.mention, self._published):
                    continue
                cues = {c.first for c in sentences[number].cues}
                if adorns_noun(sentences[number].tokens, k, cues):
                    continue
                if self._speaks_from_there(sentences[number], k):
                    mention: DateMention = token.mention
                    return mention
        return None

    def _speaks_from_there(self, sentence: Sentence, k: int) -> bool:
        """True where the day at token k is one on which the visitor was in the country."""
        if self._reported_there() or any(t.low == "here" for t in sentence.tokens):
            return True
        who = _subject(sentence.tokens, k)
        if (who is self._person or who is None) and self._of_anothers_clause(sentence.tokens, k):
            return False
        if who is None:
            lead = sentence.number <= LEAD_SENTENCES and self._today(sentence.tokens[k])
            there = self._now or any(t.kind == "L" and t.mention.country == self._country for t in sentence.tokens)
            return sentence.number in self._own or self._names_him(sentence) or (lead and there)
        return who is self._person or country_led(self._registry, who, self._discourse.on) == self._country

    def _of_anothers_clause(self, tokens: list[Token], k: int) -> bool:
        """True for the Friday of "Trump spoke after Mueller charged 12 men on Friday", on which another acted."""
        j = k - 1
        while j > 0 and tokens[j].low not in _NEW_CLAUSES:
            j -= 1
        people = [t.mention.person for t in tokens[j:k] if t.kind == "P"]
        if j > 0 and not people and _HE_OR_SHE.isdisjoint(t.low for t in tokens[j:k]):
            return any(t.kind == "w" and t.low.endswith("ed") for t in tokens[j + 2 : k])  # "after a jury indicted 12"
        theirs = people and country_led(self._registry, people[0], self._discourse.on) != self._country
        return j > 0 and bool(theirs) and all(p is not self._person for p in people)

    def _names_him(self, sentence: Sentence) -> bool:
        return any(m.person is self._person for m in sentence.mentions)

    def _reported_there(self) -> bool:
        here = self._discourse.dateline
        return here is not None and here.country == self._country

    def _today(self, token: Token) -> bool:
        day = (token.mention.past or token.mention.first).exact()
        return bool(day == self._published)


def _announces(obs: Observation, happened: list[Observation], there: bool) -> bool:
    """True for a clause by which the visit is still to come; one behind the news of it tells what is left of it."""
    if obs.stance is None or obs.anaphoric or obs.rule == "meeting.day":
        return False
    news = min((o.sentence for o in happened if (there or o.sentence <= NEWS_SENTENCES) and _has_come(o)), default=None)
    return news is None or obs.sentence <= news or obs.stance == "cancelled"


def _has_come(obs: Observation) -> bool:
    return obs.ongoing or obs.tense == "past" or obs.rule.startswith(_STANDING)


def _under_way(obs: Observation) -> bool:
    """True for a stay told as going on, or a deed there among the news."""
    lead = obs.sentence <= LEAD_SENTENCES
    return (obs.ongoing and (lead or obs.rule.startswith(_STANDING))) or (lead and obs.rule.startswith("presence"))


def _mentioned(obs: Observation) -> bool:
    """True for "security for his trip to Colombia" behind the lead, which tells of no time."""
    told = obs.ongoing or obs.begins or obs.tense == "past" or obs.sentence <= 2
    return obs.rule.startswith("noun") and not told


def _subject(tokens: list[Token], k: int) -> Person | None:
    """The person whom the sentence is about up to token k, or behind it ("On Friday Kim vowed")."""
    for part in (range(k), range(k + 1, len(tokens))):
        for j in part:
            if tokens[j].kind == "P" and not is_object(tokens, j) and not _of_a_pair(tokens, j):
                person: Person = tokens[j].mention.person
                return person
    return None


def _of_a_pair(tokens: list[Token], j: int) -> bool:
    """True for the Kim of "the summit between Trump and Kim"."""
    return j > 1 and tokens[j - 1].low == "and" and tokens[j - 2].kind == "P" and is_object(tokens, j - 2)


def _tells_presence(obs: Observation, discourse: Discourse) -> bool:
    """True for what is under way, or was done in the first sentences: the article's own time."""
    leads = obs.sentence <= NEWS_SENTENCES and obs.phase != "leaving" and obs.rule != "tour.carries"
    there = discourse.dateline is not None and discourse.dateline.country == obs.country
    standing = obs.rule.startswith(_STANDING)
    own = there and obs.tense == "present" and obs.rule.startswith("noun")
    return (obs.ongoing and (leads or there or standing)) or (leads and not obs.over) or own


def _dates_a_stay(obs: Observation, published: date, came: bool) -> bool:
    """True for a clause with a date of its own; "this year's summit" leaves the day open, and so does a day that is
    still to come for one who has arrived."""
    span = observed_span(obs) if obs.rule != PURPOSE else None
    goes_on = came or ((obs.closes or obs.phase == "leaving") and obs.tense == "future")
    if span is None or (goes_on and span[1].first_day() > published):
        return False
    return not (span[1].precision == "year" and span[1].year == published.year and obs.ongoing)


def _begins(obs: Observation) -> bool:
    """True for a clause whose date is the stay's first day, which leaves the days behind open."""
    span = observed_span(obs)
    return obs.begins or (span is not None and span[0].start in obs.begin_dates)


def _of_the_day(mention: DateMention, published: date) -> bool:
    """True for a day that the article can report on as news."""
    if mention.kind != "date" or mention.first is None or mention.first.first_day() > published:
        return False  # its clause looks ahead: "where he will meet Kim on Tuesday"
    exact = (mention.past or mention.first).exact()
    return exact is not None and 0 <= (published - exact).days <= NEWS_DAYS


def _at_the_dateline(obs: Observation, discourse: Discourse, anywhere: bool = False) -> bool:
    """True for what the first sentences, or any, tell of the country that the reporter writes from, as of that day."""
    here = discourse.dateline
    told = (anywhere or obs.sentence <= LEAD_SENTENCES) and obs.phase != "leaving"
    return here is not None and obs.country == here.country and told

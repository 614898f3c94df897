"""Which clauses speak of one visit: observations of one traveller in one country, parted by their dates."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from visits.model.mention import DateMention, Person
from visits.model.partial_date import PartialDate
from visits.registry import Registry
from visits.reports.context import Meeting
from visits.reports.discourse import Discourse, country_led, is_head
from visits.reports.namesakes import lies_at_home
from visits.reports.observation import JOURNEYS, Observation
from visits.reports.timing import LONGEST_STAY, NEAR_DAYS, observed_span

Span = tuple[DateMention, PartialDate, PartialDate]
"""The words of a date, its first day and its last."""


def sentences_of(groups: list[list[Observation]], discourse: Discourse) -> dict[int, list[int]]:
    """Which sentences speak of which visit: those of its observations, and those behind them, until another visit
    of the traveller is told. What doesn't look ahead isn't told of a plan, but of the visit before it."""
    found: dict[int, list[int]] = {id(g): sorted({o.sentence for o in g}) for g in groups}
    taken: dict[tuple[int, int], list[int]] = {}
    for group in groups:
        for number in found[id(group)]:
            taken.setdefault((id(group[0].person), number), []).append(id(group))
    for person in {g[0].person for g in groups}:
        current: list[int] = []
        real: list[int] = []
        mine = [g for g in groups if g[0].person is person]
        plans = {id(g) for g in mine if all(o.tense == "future" or o.stance == "planned" for o in g)}
        for sentence in discourse.sentences:
            here = taken.get((id(person), sentence.number))
            if here:
                current = here
                real = [key for key in here if key not in plans] or real
            elif len(mine) == 1 or current:
                planned = real and plans.issuperset(current) and not sentence.has(_AHEAD)
                for key in (real if planned else current) or [id(mine[0])]:
                    found[key].append(sentence.number)
    return found


_AHEAD = frozenset("will 'll would plan plans planned planning expected due scheduled intends hopes".split())


def group_observations(
    observations: Sequence[Observation], discourse: Discourse, registry: Registry
) -> list[list[Observation]]:
    """Observations of one visit together: same traveller and host, dates that can belong to one stay."""
    by_visit: dict[tuple[int, str], list[Observation]] = {}
    lived = [obs for obs in observations if not _told_of_another(registry, obs)]
    for obs in lived:
        if _within_the_country(obs, lived):
            obs.phase = "presence"
    abroad = [obs for obs in lived if not lies_at_home(obs, discourse, registry)]
    for obs in _resolved_anaphors(abroad, discourse.reading.article.published):
        by_visit.setdefault((id(obs.person), obs.country), []).append(obs)
    groups: list[list[Observation]] = []
    for members in by_visit.values():
        groups.extend(_split_by_time(members, discourse.reading.article.published, registry))
    return sorted(groups, key=lambda g: min(o.start for o in g))


_YEARS = 730
"""Days that set a visit apart from the article's own time."""
_YOUNGEST = 15
"""Years of age before which nobody travels as a leader: an earlier date belongs to something else."""


def _within_the_country(obs: Observation, told: Sequence[Observation]) -> bool:
    """True for the leaving of "flew from Seattle to Washington" and "left Berlin for Hamburg": he is still there."""
    return (
        obs.phase == "leaving"
        and bool(obs.country)
        and any(
            o.cue_at == obs.cue_at and o.person is obs.person and o.country == obs.country and o.phase in JOURNEYS
            for o in told
        )
    )


def _told_of_another(registry: Registry, obs: Observation) -> bool:
    """True for the visit of "Truman waved during his visit in 1950" where "his" was taken for somebody else's: all
    its days lie before his public life. Of several days those are left out."""
    lived = [d for d in obs.dates if not _before_public_life(registry, obs.person, d)]
    early = bool(obs.dates) and not lived
    obs.dates = lived
    return early


def _before_public_life(registry: Registry, person: Person, mention: DateMention) -> bool:
    born = registry.leader(person.leader_id).born if person.leader_id else None
    return born is not None and mention.first is not None and mention.first.year < born.year + _YOUNGEST


def meeting_days(
    group: list[Observation],
    groups: list[list[Observation]],
    meetings: list[Meeting],
    registry: Registry,
    discourse: Discourse,
) -> list[Observation]:
    """Days on which the visitor meets the host, or another visitor in the same country: days of presence."""
    person, country = group[0].person, group[0].country
    dated = [o for o in group if observed_span(o) is not None]
    over = any(o.tense == "past" for o in group) and all(o.tense != "future" and o.stance is None for o in group)
    others = {g[0].person for g in groups if g[0].country == country and g is not group}
    found = []
    for meeting in meetings:
        if over and not dated and meeting.tense == "future":
            continue  # "will meet on Friday, their second meeting after the one in Singapore"
        spans = {p: (s, e) for p, s, e in meeting.people}
        partners = [p for p in spans if p is not person]
        there = any(p in others or country_led(registry, p, discourse.on) == country for p in partners)
        if person in spans and there and meeting.dates and any(_near_day(meeting.dates[0], o) for o in dated or group):
            found.append(
                Observation(
                    rule="meeting.day",
                    phase="meeting",
                    person=person,
                    country=country,
                    city=None,
                    sentence=meeting.sentence,
                    start=meeting.start,
                    end=meeting.end,
                    tense=meeting.tense,
                    stance="planned" if meeting.tense == "future" else None,
                    dates=meeting.dates,
                    person_at=spans[person],
                    cue_at=(meeting.start, meeting.end),
                )
            )
    return found


def _near_day(mention: DateMention, obs: Observation) -> bool:
    """True if a date lies within a few days of an observation's."""
    span = observed_span(obs)
    day = mention.first.exact() if mention.first else None
    if span is None:
        return day is not None and not obs.earlier
    if day is None:
        return False
    if span[1].precision == "month":  # "later this month", and then "Feb. 27 and 28"
        return (span[1].year, span[1].first_day().month) == (day.year, day.month)
    return span[1].precision == "day" and abs((span[1].first_day() - day).days) <= 3


def _resolved_anaphors(observations: Sequence[Observation], published: date | None) -> list[Observation]:
    """ "the visit" means the traveller's visit spoken of last, else the one spoken of next; "the trip begins" the
    first stop of several."""
    concrete: dict[int, list[Observation]] = defaultdict(list)
    for obs in sorted((o for o in observations if not o.anaphoric), key=_spoken_at):
        concrete[id(obs.person)].append(obs)
    meant = {id(o.person): o.fallback for o in observations if o.fallback}
    resolved = []
    for obs in observations:
        if obs.phase == "leaving" and obs.anaphoric:
            obs.fallback = obs.fallback or meant.get(id(obs.person))  # "flew home", before "he arrived here"
        if not obs.anaphoric:
            resolved.append(obs)
            continue
        own = concrete[id(obs.person)]
        before = bisect_right(own, _spoken_at(obs), key=_spoken_at)
        behind = own[before:] if obs.phase == "leaving" else []
        here = next((o for o in reversed(behind) if o.sentence == obs.sentence), None)
        unsaid = own[-1:] if obs.phase == "leaving" else own[:1]  # home from a tour: from its last stop
        last = own[before - 1] if before else None
        if last is not None and not obs.dates and _long_ago(last, published):  # a picture of long ago stands between
            last = next((o for o in reversed(own[:before]) if not _long_ago(o, published)), last)
        target = last or here or next(iter(unsaid), None)
        if target is not None and target.stance == "cancelled" and obs.phase == "leaving":
            continue  # who called off a trip and "flew home" left another country
        sets_out = obs.phase == "leaving" and obs.tense == "past" and target is not None and target.stance == "planned"
        if sets_out and obs.stance is None:  # who left for what is still ahead left home
            obs.phase = "departure"
        outward = sets_out or (obs.phase == "departure" and obs.stance == "planned")
        if target is not None and (obs.begins or obs.begin_dates or outward):
            target = next((o for o in own if o.cue_at == target.cue_at and o.stop[0] == 0), target)
        if target is not None:
            obs.country, obs.place_at = target.country, target.place_at
            resolved.append(obs)
        elif obs.fallback:
            obs.country, obs.place_at = obs.fallback, obs.cue_at
            resolved.append(obs)
    return resolved


def _long_ago(obs: Observation, published: date | None) -> bool:
    """True for what happened years before the article appeared."""
    span = observed_span(obs)
    return span is not None and published is not None and (published - span[2].last_day()).days > _YEARS


def _spoken_at(obs: Observation) -> int:
    """Where the words of an observation's own stand: two of one subject begin alike."""
    return max(obs.start, obs.cue_at[0])


def _split_by_time(members: list[Observation], published: date | None, registry: Registry) -> list[list[Observation]]:
    """Dated observations cluster around their dates; undated ones join the visit under report."""
    clusters: list[list[Observation]] = []
    loose: list[Observation] = []
    for obs in sorted(members, key=lambda o: (o.rule == "presence.stay", _precision(o), o.start)):
        span = observed_span(obs)
        if span is None:
            loose.append(obs)
            continue
        home = next((c for c in clusters if any(_close(obs, other) for other in c)), None)
        if home is None and clusters and obs.rule == "presence.stay":
            continue  # it adds to a visit, and makes none
        if home is None:
            clusters.append([obs])
        else:
            home.append(obs)
    coming = any(o.tense == "future" or o.stance == "planned" for o in loose)
    main = _main_cluster([c for c in clusters if published or not (coming and told_as_earlier(c))], published)
    loose, off = _called_off_before(loose, clusters)
    earlier = [o for o in loose if o.earlier or _told_beside_earlier(o, loose)]
    for obs in loose:
        told_beside = next((c for c in clusters if any(o.earlier and o.sentence == obs.sentence for o in c)), None)
        if told_beside is not None and obs.tense == "past":  # "his last visit in July 2018, when he met the Queen at"
            told_beside.append(obs)
            continue
        if obs in earlier and (main is None or any(o not in earlier for o in main) or len(loose) > len(earlier)):
            continue
        if main is None:
            main = _spoken_of_again(loose, [c for c in clusters if _in_office(registry, c)])
        if main is None:
            main = []
            clusters.append(main)
        main.append(obs)
    ahead = any(o.stance == "planned" for c in clusters for o in c)
    if off:
        clusters.append(off)
    leftover = [o for o in earlier if not any(o in c for c in clusters)]
    if leftover and not any(_past(c, published, ahead) for c in clusters):
        clusters.append(leftover)
    return clusters


def _called_off_before(
    loose: list[Observation], clusters: Sequence[list[Observation]]
) -> tuple[list[Observation], list[Observation]]:
    """Undated words, and apart from them those on a visit called off, where another was made: he has come."""
    came = any(
        o.tense == "past" and o.stance is None and o.phase in ("arrival", "travel") and not o.anaphoric
        for c in clusters
        for o in c
    )
    off = [o for o in loose if o.stance == "cancelled" and not o.anaphoric] if came else []
    return [o for o in loose if o not in off], off


def _told_beside_earlier(obs: Observation, loose: Sequence[Observation]) -> bool:
    """True for the talks of "his last visit, when he had talks at Chequers"."""
    return obs.tense == "past" and any(o.earlier and o.sentence == obs.sentence and o.start < obs.start for o in loose)


def told_as_earlier(cluster: Sequence[Observation]) -> bool:
    """True for a visit that is told as made, and as the last one: "when he came in July 2018", "his last visit"."""
    over = all((o.tense == "past" and o.stance is None) or o.earlier for o in cluster)
    return over and any(o.earlier for o in cluster)


def _spoken_of_again(loose: Sequence[Observation], clusters: Sequence[list[Observation]]) -> list[Observation] | None:
    """The dated visit that undated words go on about, where none of them tells of a present or coming one."""
    if not clusters or any(_current(o) for o in loose):
        return None
    return max(clusters, key=lambda c: max(o.start for o in c))


def _current(obs: Observation) -> bool:
    """True for words on a visit of the article's own time."""
    present = obs.tense == "future" or (obs.tense == "present" and obs.rule.startswith("verb"))
    return present or obs.ongoing or obs.stance is not None or obs.in_title or obs.sentence <= 4


def _in_office(registry: Registry, cluster: Sequence[Observation]) -> bool:
    """True for a dated visit that the traveller made as a leader."""
    spans = [s for o in cluster if (s := observed_span(o)) is not None]
    days = [day for s in spans for day in (s[1].first_day(), s[2].last_day())]
    return any(is_head(registry, cluster[0].person, day) for day in days)


def _past(cluster: Sequence[Observation], published: date | None, ahead: bool) -> bool:
    """True for a cluster that lies well before publication, or where that is unknown is told as past beside a
    coming one: a "last visit" can mean it."""
    if published is None:
        return ahead and all(o.tense == "past" or o.earlier for o in cluster)
    spans = [s for o in cluster if (s := observed_span(o)) is not None]
    return published is not None and any((published - s[2].last_day()).days > 20 for s in spans)


def _precision(obs: Observation) -> int:
    span = observed_span(obs)
    return {"day": 0, "month": 1, "year": 2}[span[1].precision] if span else 3


def _close(a: Observation, b: Observation) -> bool:
    x, y = observed_span(a), observed_span(b)
    if x is None or y is None:
        return False
    if x[1].precision == "day" and y[1].precision == "day":
        gap = max((y[1].first_day() - x[2].last_day()).days, (x[1].first_day() - y[2].last_day()).days)
        return gap <= (LONGEST_STAY if _there_and_back(a, b, x, y) else NEAR_DAYS)
    return x[1].fits(y[1]) or x[2].fits(y[2])


def _there_and_back(a: Observation, b: Observation, x: Span, y: Span) -> bool:
    """True for a setting out and a later coming home, between which a long stay can lie."""
    (first, _), (last, _) = sorted(((a, x), (b, y)), key=lambda t: t[1][1].first_day())
    return first.phase in JOURNEYS and last.phase == "leaving" and last.anaphoric


def _main_cluster(clusters: list[list[Observation]], published: date | None) -> list[Observation] | None:
    """The visit under report: the one nearest to publication, else the one most spoken of."""
    if not clusters:
        return None
    if published is None:
        return max(clusters, key=len)

    def distance(cluster: list[Observation]) -> int:
        spans = [s for o in cluster if (s := observed_span(o)) is not None]
        return min(max((s[1].first_day() - published).days, (published - s[2].last_day()).days, 0) for s in spans)

    nearest = min(clusters, key=distance)
    return nearest if distance(nearest) <= 120 else None


def carry_plans(groups: Sequence[list[Observation]]) -> None:
    """Of "Trump's stops in Riyadh and Brussels", which say nothing of time, all are ahead if one is ("he will stop in
    Brussels")."""
    ahead = {o.cue_at for g in groups if _all_planned(g) for o in g if not o.anaphoric}
    for group in groups:
        if all(_says_no_time(o) for o in group) and any(o.cue_at in ahead for o in group):
            for obs in group:
                obs.stance, obs.tense = "planned", "future"


def _all_planned(group: Sequence[Observation]) -> bool:
    """True for a visit that is told as planned, and by no clause as made."""
    return any(o.stance == "planned" for o in group) and all(o.stance == "planned" or _says_no_time(o) for o in group)


def _says_no_time(obs: Observation) -> bool:
    """True for a bare mention of a visit."""
    return (
        obs.rule.startswith("noun")
        and obs.stance is None
        and obs.tense == "present"
        and not (obs.ongoing or obs.day_number or obs.in_title)
        and observed_span(obs) is None
    )

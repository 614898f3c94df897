"""How long it takes to find the visits behind many reports, and how well that succeeds.

    python benchmarks/consolidation_scale.py                       # 10,000, 100,000 and 1,000,000 reports
    python benchmarks/consolidation_scale.py --reports 50000

The reports are invented: ten for each visit on average, of leaders who return to the same countries, now and then
within a week. What reports get wrong is drawn from `NOISE`. Its rates are those of the reports that the rules read in
data/raw, held against the table of what these articles tell (tests/truth); `end_given`, `copied` and the share of
returns within a week are assumed.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from visits.build_memory import collecting_seldom
from visits.consolidation.consolidate import Settled, settle
from visits.consolidation.stay import Stay
from visits.consolidation.told import Told, voice_of
from visits.consolidation.when import When, on_day, when
from visits.model.codes import DateBasis, Status
from visits.registry import Registry, load_registry

REPORTS_PER_VISIT = 10
VISITS_PER_LEADER = 50
FIRST_DAY = date(1990, 1, 1)


@dataclass(frozen=True)
class Noise:
    """Shares of reports, measured or assumed as said above; `start_off` are days by which a stated arrival is off."""

    no_date: float = 0.06
    month_only: float = 0.05
    year_only: float = 0.006
    only_presence: float = 0.37
    end_given: float = 0.55
    start_off: tuple[tuple[int, float], ...] = ((0, 0.77), (1, 0.1), (2, 0.05), (3, 0.03), (-1, 0.04), (-5, 0.01))
    planned: float = 0.26
    cancelled: float = 0.02
    in_passing: float = 0.18
    ordinal: float = 0.08
    cities: float = 0.62
    companions: float = 0.16
    other_spelling: float = 0.10
    copied: float = 0.10


NOISE = Noise()


class InventedLeaders:
    """The registry, with the names of leaders made up."""

    def __init__(self, registry: Registry):
        self._registry = registry
        self.name = "Leader"

    def leader(self, leader_id: str) -> InventedLeaders:
        return self

    def cow_code(self, iso3: str, on: date | None) -> int | None:
        return self._registry.cow_code(iso3, on)

    def gw_code(self, iso3: str, on: date | None) -> int | None:
        return self._registry.gw_code(iso3, on)


@dataclass(frozen=True)
class TrueVisit:
    number: int
    leader: str
    home: str
    host: str
    first: date
    last: date
    ordinal: int
    city: str
    companions: tuple[str, ...]


def true_visits(n: int, countries: Sequence[str], dice: random.Random) -> Iterator[TrueVisit]:
    """Visits of many leaders over thirty years; one in fifty is followed by a return within the week."""
    number = 0
    for leader_number in range(-(-n // VISITS_PER_LEADER)):
        home = countries[leader_number % len(countries)]
        friends = dice.sample([c for c in countries if c != home], 15)
        day = FIRST_DAY + timedelta(days=dice.randrange(3000))
        counts: Counter[str] = Counter()
        host = friends[0]
        team = tuple(f"Minister {name}{leader_number}" for name in ("Alder", "Birch", "Cedar"))
        for _ in range(min(VISITS_PER_LEADER, n - number)):
            returns = counts and dice.random() < 0.02
            day += timedelta(days=dice.randint(3, 6) if returns else dice.randint(1, 120))
            if not returns:
                host = friends[min(int(dice.expovariate(0.3)), 14)]
            last = day + timedelta(days=min(int(dice.expovariate(0.6)), 9))
            counts[host] += 1
            city = f"{host} city {dice.randrange(4)}"
            guests = tuple(dice.sample(team, 2))
            yield TrueVisit(number, f"leader-{leader_number}", home, host, day, last, counts[host], city, guests)
            number, day = number + 1, last


def reports_of(visits: Iterator[TrueVisit], dice: random.Random) -> list[Told]:
    """Reports of these visits in no order; the true visit's number stands before the "/" of the report's id."""
    reports = [
        _report(visit, f"{visit.number}/{n}", dice)
        for visit in visits
        for n in range(max(1, round(dice.gauss(REPORTS_PER_VISIT, 3))))
    ]
    dice.shuffle(reports)
    return reports


def _report(visit: TrueVisit, name: str, dice: random.Random) -> Told:
    status = _status(dice)
    delay = -dice.randrange(1, 25) if status == "planned" else dice.randint(0, 4)
    published = (visit.first if status != "completed" else visit.last) + timedelta(days=delay)
    start, start_basis, end, end_basis = _dates(visit, dice)
    leader = visit.leader.replace("-", " ") if dice.random() < NOISE.other_spelling else visit.leader
    cities = (visit.city,) if dice.random() < NOISE.cities else ()
    companions = visit.companions if dice.random() < NOISE.companions else ()
    ordinal = visit.ordinal if dice.random() < NOISE.ordinal else None
    source = f"outlet {dice.randrange(40)}"
    claims = [("leader", leader), ("leader_country", visit.home), ("host_country", visit.host), ("status", status)]
    claims += [("start_date", start.text)] if start else []
    claims += [("end_date", end.text)] if end else []
    claims += [("cities", city) for city in cities] + [("companions", companion) for companion in companions]
    claims += [("ordinals", f"{ordinal} country")] if ordinal else []
    return Told(
        report_id=name,
        article_id=f"a{name}",
        leader_key=visit.leader,
        leader=leader,
        leader_id=visit.leader,
        leader_title="president",
        leader_role="head_of_state",
        leader_country=visit.home,
        host_country=visit.host,
        host_leader=None,
        host_leader_id=None,
        cities=cities,
        start=start,
        start_basis=start_basis,
        end=end,
        end_basis=end_basis,
        mode_of_travel="air" if dice.random() < 0.4 else None,
        companions=tuple((companion, None, None) for companion in companions),
        ordinal=ordinal,
        visit_type="state" if dice.random() < 0.2 else None,
        occasion=None,
        status=status,
        postponed=False,
        focus=dice.random() >= NOISE.in_passing,
        journey=None,
        confidence=None,
        conflicts=(),
        claims=tuple(claims),
        source=source,
        published=published,
        appeared=on_day(published),
        fingerprint=visit.number if dice.random() < NOISE.copied else dice.getrandbits(64),
        stay=Stay.of(start, start_basis, end, end_basis),
        voice=voice_of(source, name),
    )


def _status(dice: random.Random) -> Status:
    draw = dice.random()
    if draw < NOISE.planned:
        return "planned"
    if draw < NOISE.planned + NOISE.cancelled:
        return "cancelled"
    return "ongoing" if draw < 0.5 else "completed"


def _dates(
    visit: TrueVisit, dice: random.Random
) -> tuple[When | None, DateBasis | None, When | None, DateBasis | None]:
    draw = dice.random()
    if draw < NOISE.no_date:
        return None, None, None, None
    if draw < NOISE.no_date + NOISE.month_only + NOISE.year_only:
        coarse = when(visit.first.isoformat()[: 7 if draw < NOISE.no_date + NOISE.month_only else 4])
        return coarse, "bounded", coarse, "bounded"
    if dice.random() < NOISE.only_presence:
        seen = on_day(visit.first + timedelta(days=dice.randint(0, (visit.last - visit.first).days)))
        return seen, "bounded", seen, "bounded"
    off, weights = zip(*NOISE.start_off, strict=True)
    first = visit.first + timedelta(days=dice.choices(off, weights)[0])
    if dice.random() < NOISE.end_given and first <= visit.last:
        return on_day(first), "stated", on_day(visit.last), "stated"
    return on_day(first), "stated", on_day(first), "bounded"


def pairwise(settled: Sequence[Settled]) -> tuple[float, float]:
    """Of the pairs of reports put together, the share that belongs together; and of those, the share put together."""
    together: Counter[tuple[int, str]] = Counter()
    found: Counter[int] = Counter()
    true: defaultdict[str, int] = defaultdict(int)
    for number, one in enumerate(settled):
        for told in one.merged.told:
            visit = told.report_id.partition("/")[0]
            together[number, visit] += 1
            found[number] += 1
            true[visit] += 1
    right, put, belong = (sum(n * (n - 1) for n in counts.values()) for counts in (together, found, true))
    return right / put, right / belong


def measure(n_reports: int, registry: Registry) -> str:
    """One line of the table."""
    dice = random.Random(n_reports)
    countries = sorted(iso for iso, country in registry.countries.items() if country.exists(FIRST_DAY))
    reports = reports_of(true_visits(n_reports // REPORTS_PER_VISIT, countries, dice), dice)
    facts = InventedLeaders(registry)
    gc.collect()
    gc.freeze()
    began, began_cpu = time.perf_counter(), time.process_time()
    with collecting_seldom():  # as builds do
        settled = settle(reports, facts, max(one.published for one in reports if one.published)).visits
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    precision, recall = pairwise(settled)
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
    return (
        f"{len(reports):>10,}{n_reports // REPORTS_PER_VISIT:>10,}{len(settled):>10,}{seconds:>9.1f}{cpu:>8.1f}"
        f"{1e6 * cpu / len(reports):>12.0f}{gigabytes:>8.2f}{precision:>11.4f}{recall:>8.4f}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    chosen = parser.parse_args(arguments)
    registry = load_registry()
    print("   reports    visits     found  seconds     cpu  us/report     GiB  precision  recall")
    for n_reports in chosen.reports:
        print(measure(n_reports, registry), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

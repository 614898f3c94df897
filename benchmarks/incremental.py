"""How long a build takes to which a few articles are new, among many that an earlier build has read.

    python benchmarks/incremental.py [--articles N] [--new N] [--files]

Writes N articles (one in ten tells of a visit, the others of prices of fish), builds them, adds a few, builds again as
`visits build` does, in a process of its own, and prints where the time went. `--files` puts every article in a file
of its own; without it they are lines of twenty files, one of which grows.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from visits.registry import load_registry

FILES = 20
FILLER = (
    "The harbour was quiet on Tuesday. Prices of fish rose again, and the trawlers stayed at their moorings because "
    "of the storm that had been forecast for the coast. Traders said that they had seen worse years than this one. "
)
TIMED = """
import sys, time
begin = time.perf_counter()
steps = []
def progress(step, done, total):
    if not steps or steps[-1][0] != step:
        steps.append((step, time.perf_counter() - begin))
import visits
release = visits.build(sys.argv[1], sys.argv[2], progress=progress)
end = time.perf_counter() - begin
import json, resource
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"seconds": end, "processor": usage.ru_utime + usage.ru_stime, "read": release.n_read,
    "megabytes": usage.ru_maxrss / 1024, "steps": steps, "counts": release.counts}))
"""


def stories(number: int, first: int = 0) -> Iterator[dict[str, str]]:
    """Articles, one in ten of a visit: another leader, host and week each."""
    registry = load_registry()
    terms = [
        (leader.name, term.country, term.start)
        for leader in registry.leaders.values()
        for term in leader.terms
        if term.role in ("head_of_state", "head_of_government", "both") and term.start
    ]
    hosts = [("Rome", "Italy", "ITA"), ("Hanoi", "Vietnam", "VNM"), ("Lima", "Peru", "PER"), ("Cairo", "Egypt", "EGY")]
    for n in range(first, first + number):
        day = date(1990, 1, 2) + timedelta(days=n)
        text = FILLER * (3 + n % 5) + f"The catch was weighed {n} times."
        if n % 10 == 0:
            name, country, _ = terms[n // 10 % len(terms)]
            city, host, code = hosts[n // 10 % len(hosts)]
            if code != country:
                came = f"President {name} arrived in {city} on {day:%A} for a two-day visit to {host}."
                text = f"{city.upper()} - {came} {text}"
        yield {"id": f"story-{n}", "source": f"Paper {n % 7}", "published": day.isoformat(), "title": "", "text": text}


def write(raw: Path, number: int, files: bool, first: int = 0) -> None:
    """Add articles to the folder."""
    raw.mkdir(exist_ok=True)
    for n, story in enumerate(stories(number, first)):
        line = json.dumps(story) + "\n"
        if files:
            (raw / f"{first + n}.json").write_text(line)
        else:
            with (raw / f"{n * FILES // number if first == 0 else 0}.jsonl").open("a") as file:
                file.write(line)


def timed_build(raw: Path, out: Path) -> dict[str, object]:
    """What one build says of itself; modules are kept compiled, as those of an installed package are."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", TIMED, str(raw), str(out)]
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Time a build to which little is new.")
    parser.add_argument("--articles", type=int, default=20_000, metavar="N")
    parser.add_argument("--new", type=int, default=10, metavar="N")
    parser.add_argument("--files", action="store_true", help="one file for each article")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        raw, out = Path(folder, "raw"), Path(folder, "out")
        write(raw, given.articles, given.files)
        for what in ("first build", "nothing new", f"{given.new} new"):
            if what == f"{given.new} new":
                write(raw, given.new, given.files, first=given.articles)
                time.sleep(4)  # until the times of the new files are believed
            found = timed_build(raw, out)
            print(f"{what}: {json.dumps(found)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

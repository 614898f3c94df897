"""Seconds, memory and size of the web page for many invented visits, and how quickly it opens and searches.

    python benchmarks/page_scale.py --visits 100000
    python benchmarks/page_scale.py --visits 20000 --open     # also in Chromium

The visits are those of release_scale.py, which measures the whole release.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browsing import CHROMIUM, MISSING, ask
from release_scale import gibibytes, invented_tables, page_facts

from visits.registry import load_registry
from visits.release.page import begin_page

MEASURE = """
const layout = () => document.body.offsetHeight;
layout();
const opened = performance.now();
const seconds = (q) => {
  State.set({ q: q ? "" : "kim" }, true);
  layout();
  const begun = performance.now();
  State.set({ q }, true);
  layout();
  return performance.now() - begun;
};
const middle = (times) => times.sort((a, b) => a - b)[2];
const words = ["kim", "number 77", "city 4 2004", "zzz", "state", "summit completed", ""];
const searches = ["visits", "overview", "leaders"].flatMap((view) => {
  State.set({ view }, true);
  layout();
  return words.map((q) => ({ q, view, ms: middle([1, 2, 3, 4, 5].map(() => seconds(q))) }));
});
answer({ opened, searches, shown: Records.all.length });
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=int, default=100_000)
    parser.add_argument("--open", action="store_true", help="open the page in Chromium and search it")
    given = parser.parse_args(arguments)
    registry = load_registry()
    tables = invented_tables(given.visits, registry)
    before = gibibytes()
    with tempfile.TemporaryDirectory() as folder:
        begun, worked = time.perf_counter(), time.process_time()
        begin_page(Path(folder), tables)(page_facts(registry))
        seconds, processor = time.perf_counter() - begun, time.process_time() - worked
        files = [path for path in Path(folder).rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        print(f"{given.visits:,} visits, {len(tables['claims']):,} claims: {len(files):,} files, {size:.0f} MB")
        print(f"{seconds:.1f} s ({processor:.1f} s of the processor); peak memory {gibibytes():.2f} GiB, "
              f"of which the invented tables took {before:.2f}")  # fmt: skip
        if given.open:
            _open(Path(folder) / "index.html")
    return 0


def _open(page: Path) -> None:
    if not CHROMIUM:
        print(MISSING)
        return
    measured = ask(page, MEASURE)
    slowest = max(measured["searches"], key=lambda one: one["ms"])
    print(f"opened in {measured['opened'] / 1000:.2f} s; the slowest of {len(measured['searches'])} searches")
    print(f"(each the middle of five): {slowest['ms'] / 1000:.3f} s for “{slowest['q']}” in {slowest['view']}")


if __name__ == "__main__":
    sys.exit(main())

"""How long the rule reader takes over articles made to be slow: whatever the text, time grows with its length alone.

    python benchmarks/worst_cases.py [--characters N]

Each article repeats one kind of text until it is N characters long, and again until it is four times that. Processor
time is counted; a ratio far above four would mean that some step looks at a part of the text again and again. The last
column is an article of five million characters, the longest that is accepted, of which the beginning alone is read.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import date

from visits.build import rule_reader
from visits.model.article import LONGEST_READ, Article
from visits.reports.rules import RuleReader

LONGEST_ACCEPTED = 5_000_000
TEXTS = {
    "sentences": "Angela Merkel flew to Athens on Tuesday to meet Antonis Samaras. It was her first visit.\n\n",
    "one line": "Angela Merkel flew to Athens on Tuesday and Antonis Samaras received her in the capital and ",
    "capitals": "Angela Brandon Carlton Dudley Everett Merkel Frank Gordon President Harold Ivor ",
    "dates": "March 3, 2012 to March 9 and on Tuesday, May 4, 2010, or two days later, ",
    "brackets": "([{«“Angela Merkel, (visiting Athens [Greece",
    "titles": "the French president, the German chancellor's and the prime minister of Greece, ",
    "abbreviations": "Mr. J. R. U.S. St. Gen. Merkel ",
    "apostrophes": "Merkel's 'n't' 's ",
    "line breaks": "Merkel\nin\nAthens\n \n",
}
"""What each article repeats, by the name of the case."""


def article(case: str, characters: int) -> Article:
    """An article of that many characters, or a few more."""
    piece = TEXTS[case]
    text = (piece * (characters // len(piece) + 1)).rstrip()  # else the gate may turn the shorter one away alone
    return Article(id=f"{case}-{characters}", title="Merkel visits Athens", text=text, published=date(2012, 10, 9))


def seconds(reader: RuleReader, case: str, characters: int) -> float:
    """Processor time for reading one article of the case."""
    slow = article(case, characters)
    begin = time.process_time()
    reader.read(slow)
    return time.process_time() - begin


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a line for each case."""
    parser = argparse.ArgumentParser(description="Time the rule reader on articles made to be slow.")
    parser.add_argument("--characters", type=int, default=LONGEST_READ // 4, metavar="N", help="the shorter length")
    given = parser.parse_args(arguments)
    reader = rule_reader()
    reader.read(article("sentences", 1000))
    print(f"{'':<14}{given.characters:>12,}{4 * given.characters:>12,}{'ratio':>8}{LONGEST_ACCEPTED:>12,}")
    for case in TEXTS:
        lengths = (given.characters, 4 * given.characters, LONGEST_ACCEPTED)
        short, long, longest = (seconds(reader, case, length) for length in lengths)
        print(f"{case:<14}{short:>11.2f}s{long:>11.2f}s{long / short:>8.1f}{longest:>11.2f}s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

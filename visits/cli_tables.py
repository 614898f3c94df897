"""What the commands print about a build and its checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visits.build import Release
    from visits.checks.outcome import CheckOutcome


def summary(release: Release, raw: Path) -> str:
    """What a build did, in a few lines."""
    counts, folder = release.counts, release.folder
    n_new = release.n_read
    unchanged = not release.up_to_date and n_new < counts["articles"]
    read = (
        f"{n_new:,} of {number(counts['articles'], 'article')}" if unchanged else number(counts["articles"], "article")
    )
    turned_away = f"; {number(counts['turned_away'], 'page')} of archives turned away, since no visit can be told there"
    set_aside = f"; {number(counts['rejects'], 'file or record', 'files or records')} set aside, see rejects.csv"
    lines = [
        f"Read {read} from {raw}{', the others being unchanged' if unchanged else ''}"
        f"{turned_away if counts['turned_away'] else ''}{set_aside if counts['rejects'] else ''}.",
        f"Found {number(counts['visits'], 'visit')}: {counts['visits_of_heads']} of heads of state or government, "
        f"{counts['visits_of_others']} of others.",
        f"Checks {'passed' if release.checks['passed'] else 'failed'}: {release.checks['summary']}.",
        f"The dataset is in {folder}: visits.csv, visits.parquet and the tables beside them.",
        f"Look at it: open {folder / 'report' / 'index.html'} in a browser.",
        f"Next: `visits list {folder}`, then `visits show VISIT_ID --in {folder}` for the sentences behind a row.",
    ]
    lines[1:1] = release.notes
    lines[-4:-4] = _news(release)
    if release.up_to_date:
        lines.insert(0, "Nothing has changed since the last build; this is what it holds (--full builds anew).")
    if not counts["articles"]:
        lines[-1] = f"Next: put articles into {raw} (.txt, .html, .jsonl, .csv, .parquet) and build again."
    return "\n".join(lines)


def _news(release: Release) -> list[str]:
    """What is new since the last release, and which rulings no longer fit; nothing to say of a first one."""
    lines = []
    changes, rulings = release.manifest["changes"], release.manifest["rulings"]
    if changes["since"]:
        told = ", ".join(f"{number(n, 'visit')} {kind}" for kind, n in changes["visits"].items())
        lines.append(f"Since the last release: {told + '; see changes.csv' if told else 'no visit changed'}.")
    if rulings["applied"] or rulings["unfit"]:
        lines.append(f"Rulings: {rulings['applied']:,} carried out.")
    if rulings["unfit"]:
        unfit = number(len(rulings["unfit"]), "ruling no longer fits", "rulings no longer fit")
        lines.append(f"{unfit} and had no effect; see rulings.csv. {rulings['unfit'][0]}.")
    return lines


def number(n: int, what: str, plural: str | None = None) -> str:
    """ "1 visit", "2,000 visits": with the plural, where it isn't made by an s."""
    return f"{n:,} {what if n == 1 else plural or what + 's'}"


def check_lines(outcome: CheckOutcome) -> list[str]:
    """One line for each check, the rows that failed it below, and the verdict."""
    lines = [f"{'ok' if result.success else result.severity:9} {result.name}" for result in outcome.results]
    failures = outcome.failure_lines(("critical", "warning", "info"))
    return [*lines, "", *failures, f"{'Passed' if outcome.passed else 'Failed'}: {outcome.summary()}."]

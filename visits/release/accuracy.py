"""How well the reading was measured to be: figures in a file of the package, written by `visits evaluate --write`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from visits.model.errors import ReleaseError

FILE = Path(__file__).parent / "words" / "accuracy.json"
Measurement = dict[str, Any]
"""`gold` (what was coded), `date`, `program` (version), and the figures of `visits evaluate --json`."""


def measurements(path: Path = FILE) -> list[Measurement]:
    """The measurements on file, in their order; none where there is no file."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise ReleaseError(f"can't be read ({error})", file=path, remedy="Remove it and measure again.") from error
    if not isinstance(found, list) or not all(isinstance(one, dict) and "measures" in one for one in found):
        raise ReleaseError("is no file of measurements", file=path, remedy="Choose another file.")
    return found


def record(path: Path, figures: Mapping[str, Any], *, gold: str, date: str, program: str) -> None:
    """Put a measurement into a file, in place of an earlier one on the same gold."""
    measured = {"gold": gold, "date": date, "program": program, **figures}
    others = [one for one in measurements(path) if one["gold"] != gold]
    text = json.dumps([*others, measured], indent=1, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def accuracy_lines(found: Sequence[Measurement]) -> list[str]:
    """The measurements as paragraphs and tables of Markdown."""
    from visits.release.markdown import escaped, table

    if not found:
        return ["Not measured."]
    lines = [
        "F1 is the harmonic mean of precision (the share of what was found that is right) and recall (the share of "
        "what there is that was found). In 95 of 100 drawings of as many articles F1 lies within the interval.",
    ]
    for one in found:
        rows = [
            (f"`{name}`", *(f"{row[figure]:.1%}" for figure in ("precision", "recall", "f1")), _interval(row))
            for name, row in one["measures"].items()
        ]
        lines += [
            "",
            f"Measured on {one['date']} with version {one['program']} on {escaped(one['gold'])}: "
            f"{one['articles']:,} articles, {one['quiet_articles']:,} of them without any visit, "
            f"{one['visits']:,} visits.",
            "",
            *table(("field", "precision", "recall", "F1", "interval of F1"), rows),
            "",
            f"Records with every field right: {one['perfect_records']['share']:.0%}. False alarms in the articles "
            f"without any visit: {one['false_alarms_in_quiet_articles']}.",
        ]
    return lines


def _interval(row: Mapping[str, Any]) -> str:
    low, high = row["interval"]
    return f"{low:.1%} to {high:.1%}"

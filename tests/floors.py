"""Floors: how much must be right, held in files that may only rise.

    visits: 98                                            98 or more must be right
    companions: {floor: 68, was: 70, reason: "..."}       lowered from 70, for this reason

A floor below any that git remembers of the same file must say why, and keeps saying so until it has risen again.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

UNMEASURED = 9999
"""What a floor may hold until its figure is known; it counts for nothing."""


@dataclass(frozen=True)
class Floor:
    """The least that must be right; where it was lowered, from what and why."""

    least: int
    was: int | None = None
    reason: str = ""


def read_floors(path: Path) -> dict[str, Floor]:
    """The floors of a file, by name."""
    return parse_floors(path.read_text(encoding="utf-8"))


def parse_floors(text: str) -> dict[str, Floor]:
    """The floors that a file's text holds."""
    return {name: _floor(entry) for name, entry in (yaml.safe_load(text) or {}).items()}


def _floor(entry: Any) -> Floor:
    if isinstance(entry, dict):
        return Floor(entry["floor"], entry["was"], str(entry["reason"]).strip())
    return Floor(entry)


def held_to(path: Path, name: str, right: int, of: int, report: str) -> None:
    """Fail, with all that differs, where fewer are right than the floor in the file holds."""
    least = read_floors(path)[name].least
    print(f"{name}: {right} of {of} (floor {least})")
    assert right >= least, f"{name}: {right} of {of}, the floor is {least}\n{report}"


def unexplained(now: dict[str, Floor], highest: dict[str, int]) -> list[str]:
    """The floors that are lower than once, or gone, without a word why."""
    problems = []
    for name, once in highest.items():
        floor = now.get(name)
        if floor is None:
            problems.append(f"{name}: was {once}, is gone; keep it as {{floor: 0, was: {once}, reason: ...}}")
        elif floor.least < once and not (floor.was == once and floor.reason):
            problems.append(
                f"{name}: was {once}, is {floor.least}; say why: {{floor: {floor.least}, was: {once}, reason: ...}}"
            )
    return problems


def highest_in_history(path: Path) -> dict[str, int] | None:
    """The highest that each floor of a file has been in any commit; None where git doesn't know."""
    commits = _git(path.parent, "log", "--format=%H", "--", path.name)
    if commits is None:
        return None
    highest: dict[str, int] = {}
    for commit in commits.split():
        text = _git(path.parent, "show", f"{commit}:./{path.name}")
        for name, floor in parse_floors(text or "").items():
            if floor.least != UNMEASURED:
                highest[name] = max(highest.get(name, 0), floor.least)
    return highest


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        ran = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    except OSError:  # no git here
        return None
    return ran.stdout if ran.returncode == 0 else None

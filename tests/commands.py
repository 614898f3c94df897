"""What running a command leaves, and how a refusal looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


def refuses(ran: Ran, *words: str) -> None:
    """The command ended with 2 and one line on stderr that holds the words."""
    assert ran.code == 2, ran.err
    assert ran.out == ""
    lines = ran.err.strip().splitlines()
    assert len(lines) == 1, ran.err
    assert lines[0].startswith("visits: ")
    assert all(word in lines[0] for word in words), ran.err

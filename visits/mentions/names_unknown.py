"""Names that the registry does not know: runs of capitalised words."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.tokens import Token

PARTICLES = frozenset("al el bin ibn bint ben abu de da dos del della di du la le van von der den ul ur y".split())
NAME_STOPS = frozenset(
    """the a an and or of in on at to for from with by said says will would has have had is was were are monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august september october
    november december jan feb mar apr jun jul aug sept sep oct nov dec
    meet meets visit visits i he she it they we who which that after before during but as""".split()
)


def capitalised_run(tokens: Sequence[Token], at: int) -> int:
    """The index behind a run of capitalised words that can be a name and begins at `at` (`at` if there is none)."""
    end = at
    while end < len(tokens) and end - at < 6:
        token = tokens[end]
        if end > at and begins_paragraph(tokens, end):
            break
        if (
            token.kind == "w"
            and token.capital
            and token.low not in NAME_STOPS
            and token.raw[0].isalpha()
            and not (len(token.raw) > 1 and token.raw.isupper() and token.raw[-1] != ".")
        ):
            end += 1
        elif (
            token.low in PARTICLES and end + 1 < len(tokens) and (tokens[end + 1].capital or tokens[end + 1].raw == "-")
        ):
            end += 1
        elif _joining_hyphen(tokens, at, end):
            end += 2  # "Mei-hua", whose second half has no capital
        elif token.kind == "S" and end > at:
            end += 1
        else:
            break
    while end > at and not tokens[end - 1].capital and tokens[end - 2].raw != "-":
        end -= 1
    return end


def begins_paragraph(tokens: Sequence[Token], at: int) -> bool:
    """True for a token behind an empty line, which two line ends make; indented lines are set wider apart."""
    return at > 0 and tokens[at].start == tokens[at - 1].end + 2


def _joining_hyphen(tokens: Sequence[Token], at: int, end: int) -> bool:
    """True for the hyphen of "Jung-sook" and "al-Maliki"."""
    if tokens[end].raw != "-" or end == at or end + 1 >= len(tokens):
        return False
    return (
        tokens[end - 1].end == tokens[end].start
        and tokens[end + 1].start == tokens[end].end
        and tokens[end + 1].kind in "wFS"
    )


def spell(tokens: Sequence[Token]) -> str:
    """The name as written: words joined by single spaces, hyphens without."""
    text = ""
    for k, token in enumerate(tokens):
        glued = token.raw == "-" or (k and tokens[k - 1].raw == "-" and token.start == tokens[k - 1].end)
        text += token.raw if glued or not text else " " + token.raw
    return text

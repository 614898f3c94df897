"""Splitting news text into sentences.

A sentence ends at a full stop, question or exclamation mark that is followed by white space and something
that can begin a sentence, unless the stop belongs to an abbreviation or an initial; it always ends at a blank
line. Offsets are code points into the text given.
"""

from __future__ import annotations

import re

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen lt col maj capt cmdr adm sgt rev hon st ste mt ft jr sr messrs
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    inc corp co ltd bros vs etc no nos vol fig approx dept est ave blvd rd e.g i.e a.m p.m u.s u.k u.n e.u u.s.s.r
    d.c ph.d pres amb min sec asst supt fr br bhd pty al cf viz""".split()
)
LONGEST_SENTENCE = 2500
"""Characters. What runs on for longer is a list or a broken file; reading it as one would take the square of its
length."""
SHORT_LINE = 60
"""Characters under which a line may be a heading, which needs no full stop."""
TERMINAL = re.compile(r"""[.!?…\n](?:(?<=\n)(?:[ \t]*\n)?|(?<!\n)[.!?…]*+["'”’»)\]]*+(?=\s|$))""")
"""A closing mark with its quotes and brackets, a blank line, or a line break; one class of characters in front, which
the search can skip to, makes it several times faster than as many alternatives."""
_OPENER = re.compile(r"""\s*["'“‘«(\[]*[A-Z0-9À-ÞŠŽ]""")
_BULLET = re.compile(r"[ \t]*[•▪●◦‣*][ \t]")
_MAY_CLOSE = frozenset({"a.m", "p.m", "inc", "corp", "co", "ltd", "jr", "sr", "etc"})
_SHORT = ABBREVIATIONS | _MAY_CLOSE
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z])+")  # "H.R. McMaster", "the U.S. president"
_PLAIN_WORD = 1 + max(len(word) for word in ABBREVIATIONS if word.isalpha())
"""Letters before a full stop of which no abbreviation has so many."""
_LAST_WORD = re.compile(r"([\w.’'-]+)\.$")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of `text`, in order, without surrounding white space."""
    spans: list[tuple[int, int]] = []
    begin = 0
    last = len(text.rstrip())
    for match in TERMINAL.finditer(text):
        if ends_sentence(text, match, begin, last):
            _add(spans, text, begin, match.end())
            begin = match.end()
    _add(spans, text, begin, len(text))
    return spans


def ends_sentence(text: str, match: re.Match[str], begin: int, last: int) -> bool:
    """True for a match of TERMINAL that ends the sentence which begins at `begin`; `last` is where the text's last word
    ends."""
    mark = match.group()
    if mark[0] == "\n":
        return len(mark) > 1 or _line_stands_alone(text, match.start(), begin)
    if not _OPENER.match(text, match.end()) and match.end() < last:
        return False
    if mark[0] != ".":
        return True
    word_end = match.start()
    reach = max(begin, word_end - _PLAIN_WORD)
    last_word = text[text.rfind(" ", reach, word_end) + 1 or reach : word_end]
    if len(last_word) > 1 and last_word.isalpha() and last_word.lower() not in _SHORT:
        return True
    word = _LAST_WORD.search(text[max(begin, match.start() - 24) : match.start() + 1])
    if not word:
        return True
    token = word.group(1)
    if len(token) == 1 and token.isupper():  # an initial: "George W. Bush"
        return False
    return not _is_abbreviation(token, text, match.end())


def _is_abbreviation(token: str, text: str, end: int) -> bool:
    low = token.lower()
    if _INITIALS.fullmatch(token) or low in _MAY_CLOSE:
        # These may close a sentence: they do when the next word is one that seldom follows a name.
        return not re.match(
            r"""\s+["“]?(?:The|He|She|It|They|But|In|On|At|A|An|His|Her|This|That|We|I|There)\b""", text[end : end + 12]
        )
    return low in ABBREVIATIONS


def _line_stands_alone(text: str, newline: int, begin: int) -> bool:
    """A single line break ends a sentence after a short line (a heading) or a closed sentence, not inside
    a paragraph that was wrapped by hand."""
    line = text[max(begin, text.rfind("\n", 0, newline) + 1) : newline].rstrip()
    if not line or line[-1] in '.!?:"”’)':
        return True
    if _BULLET.match(text, newline + 1):
        return True
    following = text[newline + 1 : newline + 2]
    return len(line) < SHORT_LINE and not following.islower()


def _add(spans: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    """Add the piece without surrounding white space, cut where it is longer than any sentence."""
    while end - begin > LONGEST_SENTENCE:
        space = text.rfind(" ", begin + 1, begin + LONGEST_SENTENCE)
        cut = space if space > begin else begin + LONGEST_SENTENCE
        _add(spans, text, begin, cut)
        begin = cut
    piece = text[begin:end]
    left = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if stripped:
        spans.append((begin + left, begin + left + len(stripped)))

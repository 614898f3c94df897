"""In whose service somebody is, by the words around the name: "her spokesman, A", "B, the king's chief of staff"."""

from __future__ import annotations

from collections.abc import Sequence

from visits.mentions.names_unknown import NAME_STOPS
from visits.mentions.tokens import Token

_POSTS = frozenset(
    """minister secretary adviser advisor aide aides spokesman spokeswoman spokesperson ambassador envoy counselor
    counsellor strategist negotiator staff deputy senator sen. rep. congressman congresswoman lawmaker commissioner
    treasurer sherpa physician bodyguard interpreter translator officer""".split()
)
_COUNTERPARTS = frozenset("counterpart counterparts host hosts opposition rival former".split())
_LONGEST_DESCRIPTION = 9
_OPENING = frozenset("a an the his her their".split())


def in_service(tokens: Sequence[Token], first: int, last: int, country: str | None) -> bool:
    """True if the words before or behind a name at tokens `first` to `last` tell of a post, and of no country but the
    traveller's."""
    titled = tokens[first:last] if tokens[first].kind == "P" else ()
    return any(_tells_a_post(words, country) for words in (_before(tokens, first), titled, _behind(tokens, last)))


def _tells_a_post(words: Sequence[Token], country: str | None) -> bool:
    lows = {word for t in words for word in t.raw.lower().split()}
    foreign = any(t.kind in "GL" and t.mention.country not in (country, None) for t in words)
    return bool(lows & _POSTS) and not lows & _COUNTERPARTS and not foreign


def _before(tokens: Sequence[Token], first: int) -> Sequence[Token]:
    """The description that leads up to a name, with or without a comma."""
    end = first - 1 if first > 1 and tokens[first - 1].low == "," else first
    begin = end
    while begin > 0 and end - begin < _LONGEST_DESCRIPTION and _describes(tokens[begin - 1]):
        begin -= 1
    apart = end < first and (begin == end or tokens[begin].low not in _OPENING | {"P", "G", "'s"})
    return () if apart else tokens[begin:end]


def _behind(tokens: Sequence[Token], last: int) -> Sequence[Token]:
    """The apposition behind a name, up to the comma that closes it or the end."""
    if last + 1 >= len(tokens) or tokens[last].low != "," or tokens[last + 1].low not in _OPENING | {"P", "G", "who"}:
        return ()
    end = last + 1
    while end < len(tokens) and end - last <= _LONGEST_DESCRIPTION and tokens[end].low not in {",", ".", "and"}:
        end += 1
    return tokens[last + 1 : end]


def _describes(token: Token) -> bool:
    if token.kind == "P":
        return bool(token.mention.kind == "title")
    plain = token.kind == "w" and (token.low not in NAME_STOPS or token.low in {"the", "a", "of", "for"})
    return token.kind in "GL" or token.raw == "-" or token.low == "'s" or plain

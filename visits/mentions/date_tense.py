"""Does the clause around an expression speak of the past or of what is to come?

"He met Xi on Tuesday" looks back, "he is to meet Xi on Tuesday" ahead. The nearest verb decides: the last one
before the expression in its sentence or, where the expression opens the clause ("On Tuesday, he will ..."),
the first one after it.
"""

from __future__ import annotations

import re
from typing import Literal

Direction = Literal["past", "future"]

_REACH_BACK, _REACH_ON, _NEAR = 240, 140, 48

_IRREGULAR_PAST = """was were had did said told met left went came flew began made took gave held led saw spoke became
 got brought bought built caught chose drew drove fell felt fought found grew heard kept knew laid lost paid ran sent
 shook shot sang sat sold spent stood struck swept taught thought threw won wrote woke rose rode broke sought slept sank
 withdrew underwent undertook overthrew dealt swore wound hung stuck slid fled bade dug ate drank forgot forbade hid
 lit lay meant put"""
_NOT_PAST = """need indeed speed feed seed weed greed creed breed bleed deed reed exceed proceed succeed hundred
 sacred kindred unprecedented armed unarmed occupied disputed wounded injured so-called detailed limited united
 advanced developed elected unified combined alleged disabled displaced naked wicked rugged beloved supposed"""
_SCHEDULE = """appears testifies delivers becomes arrives leaves departs travels flies visits meets hosts begins starts
 opens heads returns goes ends concludes convenes attends joins receives welcomes holds runs gathers faces embarks
 reconvenes expires resumes lands tours comes continues stays"""
_SCHEDULE_VERBS = frozenset(_SCHEDULE.split())


def _any(words: str) -> str:
    return "|".join(words.split())


_ADVERB = r"(?:\s(?:also|then|later|now|not|only|still|first|next|officially|originally|initially|reportedly|\w+ly))?"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|[Yy]ou|who|[Tt]here)"
_PLANNED = (
    r"due|set|scheduled|slated|expected|planned|poised|about|bound|likely|hoping|planning|preparing|ready|supposed|"
    r"tipped|billed|booked|intending|aiming|invited"
)
_CUES = re.compile(
    rf"""(?:
      (?P<past>
          (?:would|will|could|should|might|may|must)(?:n['’]t)?{_ADVERB}\shave\s\w+
        | (?:could\snot|couldn['’]t|did\snot|didn['’]t|did)\s(?!(?:plan|intend|expect|want)\b)\w+
        | (?:has|have)\s(?:not\s)?been\b(?!\s(?:{_PLANNED})\b)
        | had\s(?:been|originally|previously|planned|hoped|intended|expected|scheduled)\b(?:\s(?:{_PLANNED})\b)?
        | (?:was|were){_ADVERB}\s(?:(?:{_PLANNED})\s)?to\shave\b
        | as\s(?:\w+\s)?(?:planned|scheduled|expected)\b | than\sexpected\b
        | (?:failed|refused|declined|managed|came|went|used|had|has|have|forced|able|unable|helped|arrived
            |gathered)\sto\s\w+
      )
    | (?P<put_off>(?!set\sto\b)(?:postponed|delayed|adjourned|extended|deferred|rescheduled|suspended|moved
        |put\s(?:it\s)?off|pushed\s(?:it\s)?back|brought\sforward|called|set|fixed)\b)
    | (?P<future>
          (?:will|shall|would|should|must|can|could|may|might|ought\sto|won['’]t|{_PRONOUN}['’](?:ll|d))\b
        | (?:due|set|scheduled|slated|expected)\sto\s[a-z]+
        | (?:is|are|am|was|were|be|being|been|{_PRONOUN}['’](?:s|re|m)){_ADVERB}\s(?:{_PLANNED}|going)\b
        | (?:is|are|was|were){_ADVERB}\sto\s(?!the\b|a\b|an\b|his\b|this\b)[a-z]+
        | (?:is|are|am|{_PRONOUN}['’](?:s|re|m)){_ADVERB}\s[a-z]+ing\b
        | (?:plan|plans|planned|intend|intends|intended|hope|hopes|hoped|expect|expects|expected|aim|aims|want|wants
            |wanted|agree|agrees|agreed|promise|promises|promised|vow|vows|vowed|pledge|pledges|pledged|prepare
            |prepares|prepared|preparing
            |need|needs|has|have|intention|invitation|ready)
            \sto\s[a-z]+
        | (?:scheduled|slated|planned|due|expected|plans|upcoming|coming|forthcoming|set)\b
        | (?<!which\s)(?<!that\s)(?<!who\s)(?:{_any(_SCHEDULE)})\b(?!['’])
        | (?<!to\s)(?<!did\s)(?<!not\s)meet\b
        | (?:(?:take|takes|go|goes)\s(?:place|effect|into\s(?:effect|force))
            |(?:has|have)\suntil|kicks\soff|as\s(?:soon|early|late)\sas|no\slater\sthan)\b
        | (?:leaders|presidents|ministers|officials|sides|delegations|two|they|who)
            \s(?:meet|arrive|gather|leave|travel|return)\b
      )
    | (?P<past_verb>(?:{_any(_IRREGULAR_PAST)})\b
        | (?!(?:{_any(_NOT_PAST)})\b)[a-z]+ed\b)
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"[a-zA-Z][\w’'-]*")
_PLAIN_WORD = re.compile(r"(?<![\w’'-])[a-z][\w’'-]{3}")
"""What begins a longer word without a capital, which no headline set in capitals holds."""
_CUE_WORDS = frozenset(re.findall(r"[a-z]+", _CUES.pattern))
"""Every word that stands in the pattern of the cues: where another word stands, it need not be tried."""
_WAS_TO_BE = re.compile(r"\bhad\s(?:been|originally|previously|\w+ly)\s$|\bas\s(?:\w+\s)?$")
_VERB_BESIDE = re.compile(rf"\s(?!as\s|than\s)(?:also\s|[a-z]+ly\s)?(?:{_CUES.pattern})", re.VERBOSE)
_REPORTING = re.compile(r"(?:said|says|added|that|announced|confirmed|told\s\w+)\s$")
_SENTENCE_END = re.compile(r"""[.!?]["”’')]*\s+(?=["“‘'(\[]?[A-Z])|\n\s*\n""")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Lt|Jr|Sr|Mt|No|Sept|Capt|Prof|Corp|Messrs|Dept|Gen|Gov|Sen|Rep|Col|Maj"
    r"|Jan|Feb|Mar|Apr|Aug|Oct|Nov|Dec)"
    r"|\b[a-z]\.[a-z]|\.[A-Z])$"
)
_OPENING = re.compile(
    r"""(?:^|[:;–—_]["”’]?\s+|\b(?:that|while|as|when|where|which|if|because|after|before)\s+
       |,?\s(?:and|but)\s+|[“"‘(]\s?)["“‘]?\s?
       (?:(?:on|early|late|later|by|from|until|only|then|earlier|in|at|over|starting|beginning|since|and|but
          |so|also)\s+)*$""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_INFINITIVES = tuple(f" {word} " for word in "be being get to will would can could may might shall".split())
_ADJECTIVE_SIGN = re.compile(
    r"(?:(?:^|\s)(?:the|a|an|his|her|its|their|this|any|of|with|for|hold|more|most|by)|['’]s)\s$"
)
_HEADLINE_PLAN = re.compile(r"\s[Tt]o\s(?!the\b|a\b|an\b)[A-Za-z]+\b(?<!\bTo)")
_PHOTO = re.compile(
    r"\b(?:photo|picture|pictured|file|image|looks? on|shakes? hands|waves|walks|poses|speaks|smiles|greets|embraces"
    r"|hugs|listens|gestures|toasts|applauds|disembarks)\b|AP Photo"
)
_AHEAD_OF = re.compile(
    r"\b(?:ahead\sof|in\stime\sfor|run[- ]up\sto|deadline\sof|starting|beginning|commencing|effective|no\slater\sthan"
    r"|as\s(?:early|late|soon)\sas)\s(?:\w+\s){0,2}?$"
)
_SINCE = re.compile(r"\bsince\s(?:\w+\s){0,3}$")
_EVENTS_TO_COME = re.compile(
    r"['’]s\s(?:[\w-]+\s){0,3}?(?:summit|meetings?|talks|visit|votes?|elections?|ceremony|conference|deadline"
    r"|game|match|hearing|session|poll|referendum|debate|funeral|inauguration|dinner|banquet|lunch|parade|trip"
    r"|event|opening|launch|march|rally|gathering|events|arrival|departure|celebrations?|runoff|agenda|show|concert|mass)\b",
    re.IGNORECASE,
)
_PUT_OFF_TO = re.compile(r"\b(?:(?:until|till)\b.{0,40}|(?:to|for)\s(?:the\s)?)$")
_NEGATED = re.compile(r"\b(?:[Nn]either|[Nn]or|[Nn]obody|[Nn]o\sone|[Nn]one)\b")


def direction(text: str, start: int, end: int) -> Direction | None:
    """Where the clause that holds `text[start:end]` looks: "past", "future", None if no verb tells."""
    left, right = _clause_before(text, start), _clause_after(text, end)
    if _is_headline(left + right):
        left, right = left.lower(), right.lower()
    possessive = text.startswith(("'s ", "’s "), end)
    near = max(0, len(left) - _NEAR)
    if _AHEAD_OF.search(left, near):
        return "future"
    if _SINCE.search(left, near) or (possessive and not _EVENTS_TO_COME.match(text, end)):
        return "past"
    beside = _VERB_BESIDE.match(right)
    if beside:  # "The ministry on Tuesday said ..."
        return _first_cue(beside.group())
    if _OPENING.search(left, near) or (possessive and _REPORTING.search(left, near)):
        return _first_cue(right) or _last_cue(left) or _headline(left + right)
    if left.endswith(" for ") and not possessive:
        return "future"
    return _last_cue(left) or _first_cue(right) or _headline(left)


def _clause_before(text: str, start: int) -> str:
    window = text[max(0, start - _REACH_BACK) : start]
    begin = 0
    for match in _SENTENCE_END.finditer(window):
        if not _ABBREVIATED.search(window, max(0, match.start() - 8), match.start()):
            begin = match.end()
    return window[begin:]


def _clause_after(text: str, end: int) -> str:
    window = text[end : end + _REACH_ON]
    for match in _SENTENCE_END.finditer(window):
        if not _ABBREVIATED.search(window, max(0, match.start() - 8), match.start()):
            return window[: match.start() + 1]
    return window


def _is_headline(clause: str) -> bool:
    """True where every longer word has a capital: "Queen Will Visit Oslo on Friday"."""
    if _PLAIN_WORD.search(clause):
        return False
    longer = [word for word in _WORD.findall(clause) if len(word) > 3]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)


def _last_cue(left: str) -> Direction | None:
    """What the verb nearest before the expression says."""
    for start in reversed(_cue_starts(left)):
        reading = _reading(_CUES.match(left, start), left)
        if reading:
            return reading
    return None


def _first_cue(right: str) -> Direction | None:
    """What the first verb after the expression says."""
    for start in _cue_starts(right):
        reading = _reading(_CUES.match(right, start), right)
        if reading:
            return reading
    return None


def _cue_starts(clause: str) -> list[int]:
    words = ((match.start(), match.group()) for match in _WORD.finditer(clause))
    return [start for start, word in words if word in _CUE_WORDS or word.endswith("ed") or "'" in word or "’" in word]


def _reading(match: re.Match[str] | None, clause: str) -> Direction | None:
    """What one verb says, None if it is no cue or only an adjective ("the occupied city")."""
    if match is None:
        return None
    kind = match.lastgroup
    before = clause[max(0, match.start() - 24) : match.start()]
    if kind == "past" or _WAS_TO_BE.search(before):
        return "past"
    adjective = match.group().endswith("ed") and _ADJECTIVE_SIGN.search(before)
    if kind == "put_off" and not adjective:
        return "future" if _PUT_OFF_TO.search(clause, match.end()) else "past"
    if kind in {"past_verb", "put_off"}:
        infinitive = before.endswith(_BEFORE_INFINITIVES)
        return None if infinitive or adjective else "past"
    if match.group() == "could" and _NEGATED.search(clause):
        return "past"
    if match.group() in _SCHEDULE_VERBS and _PHOTO.search(clause):
        return "past"
    return "future"


def _headline(clause: str) -> Direction | None:
    return "future" if _HEADLINE_PLAN.search(clause) else None

"""Expressions around a unit of time: "three-day", "two days ago", "the next day", "last month", "this summer"."""

from __future__ import annotations

import math
import re

from visits.mentions.date_forms import (
    DayShift,
    Expression,
    Form,
    Later,
    Length,
    Period,
    Unit,
    Vague,
    Within,
    YearEnd,
)
from visits.mentions.date_words import (
    HALF,
    INDEFINITE,
    NUMBER,
    NUMBERS,
    PARTS_OF_DAY,
    match_before,
    number_of,
    word_set,
)

_LOOK_BACK = 72
_COUNT_BEFORE = re.compile(
    rf"""(?P<within>(?:in|within)\s)?
    (?P<frame>(?:the\s)?(?:last|past|next|(?<=the\s)coming|first|final|previous|following|remaining|recent
        |these|those)\s)?
    (?:(?P<low>{NUMBER})(?:(?<=\d)\s?[–-]\s?(?=\d)|-?\s(?:to|or|and)\s|-to-|-or-))?
    (?P<number>{NUMBER}|{INDEFINITE})(?P<half>{HALF})?
    (?P<joint>[\s-]{{1,2}})
    (?:(?:more|working|full|whole|consecutive|straight|further|long|short|business|hectic|busy|crucial)\s)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNT_AFTER = re.compile(
    r"""(?P<half>[\s-]and[\s-]a[\s-]half)?
    (?:(?P<old>(?:[\s-]|\sof\s)(?:old|age)\b|-olds\b)
      |(?P<rate>\s(?:a|per|each|every)\s(?:day|week|month|year)\b)
      |(?P<ago>\sago\b(?:\stoday)?)
      |(?P<ahead>\sfrom\s(?:now|today)\b|\shence\b|['’]s?\stime\b)
      |\s(?P<turn>from(?=\s(?:last\s|next\s|this\s)?[A-Z])|earlier|later|before|after|afterwards?|beforehand
      |thereafter|previously)\b
      |(?P<long>[\s-]?long\b))?""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(
    r"""(?P<phase>(?:earlier|later|early|late|mid|(?:the\s)?(?:end|beginning|start|middle|course|rest|close
        |turn)\sof|(?:earlier|later)\sin)[\s-])?
    (?P<which>this(?:\s(?:past|coming))?|these|last|next|past|recent|coming|upcoming|that(?:\s(?:same|very))?
        |the\s(?:very\s)?same
       |(?:the\s)?(?:following|previous|preceding)|the\s(?:very\s)?next|the\s(?:coming|past|last)
       |(?:the\s)?current|the)\s$""",
    re.VERBOSE | re.IGNORECASE,
)
_DAY_TURN = re.compile(
    r"\s(?:(?P<turn>before|after)\s(?P<base>yesterday|tomorrow)\b|(?P<open>before|after|following|earlier)\b)",
    re.IGNORECASE,
)
_LENGTH_SIGN = re.compile(
    r"\b(?:for|of|lasting|lasts?|lasted|spend|spent|spending|stay|stayed|staying|than|nearly|about|almost|over"
    r"|under|takes?|took|within|after|during|another|only|just|around|roughly|some|total|up\sto|at\sleast)\s"
    r"(?:(?:a|an|the|only|just|about)\s)?$",
    re.IGNORECASE,
)
_STAYED = re.compile(r"\b(?:for|of|lasting|lasts?|lasted|spend|spent|spending|stay|stayed|staying)\s$", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each|aged)\s(?:other\s)?$", re.IGNORECASE)
_DURING = re.compile(r"\b(?:over|during|within|in|for|throughout)\s$", re.IGNORECASE)
_RANKED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\w+teenth|\d+(?:st|nd|rd|th)|last|only"
    r"|once|twice|times|ever|worst|best|most|more|highest|lowest|biggest|largest|deadliest|longest|\w+iest"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b[^.;\n]*$",
    re.IGNORECASE,
)
_STAY = re.compile(r"[\s-](?:visit|trip|stay|stop|tour|stopover|layover|halt|journey|summit|meeting|conference|of)\b")
_DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
_LETTER = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_SIGN = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1}
_TOLD_OF = re.compile(
    r"\s(?:the|his|her|their|its)\s(?:(?:deadly|fatal|terrorist)\s)?(?:deaths?|murders?|killings?|slayings?|shootings?"
    r"|attacks?|bombings?|crash|explosions?|blasts?|assassination|earthquake|quake|arrests?|accident|coup)\b"
)
"""A blow of fate, whose day the text named when it told of it."""

_TURN = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "same": 0, "that": 0, "very": 0}


_COUNT_WORDS = word_set(
    """
    in within the last past next coming first final previous following remaining recent these those to or and a
    half 1/2 of couple several many some multiple multi numerous few dozens more working full whole consecutive
    straight further long short business hectic busy crucial twenty thirty forty fifty sixty seventy eighty
    ninety
    """
) | frozenset(NUMBERS)
_NAMED_WORDS = word_set(
    """
    earlier later early late mid the end beginning start middle course rest close turn of in this past coming
    these last next recent upcoming that same very following previous preceding current
    """
)


_LONG = re.compile(r"-?long\b")
_YEAR_END = re.compile(r"[\s-]end\b(?!\s(?:of|\d))")


def read_unit(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The expression around the unit of time at `start:end` ("days", "week", "month", "night")."""
    left = text[max(floor, start - _LOOK_BACK) : start]
    offset = start - len(left)
    word = text[start:end].lower()
    if word.endswith("long"):
        return Expression(start, end, Length(*_length(1, word.removesuffix("long"))))
    unit = word.removesuffix("s")
    count = match_before(_COUNT_BEFORE, left, _COUNT_WORDS)
    if count:
        return _counted(text, offset, left, count, unit, word != unit, end)
    long = _LONG.match(text, end)
    if long and left[-1:] != "-":  # "the week-long visit", not "the two-week-long visit"
        days, timex = _length(None if word != unit else 1.0, unit)
        return Expression(start, long.end(), Length(days, timex))
    year_end = _YEAR_END.match(text, end) if unit == "year" else None
    if year_end:
        return Expression(start, year_end.end(), YearEnd(before=left.endswith("since ")))
    named = match_before(_NAMED_BEFORE, left, _NAMED_WORDS)
    if named:
        return _named(text, offset + named.start(), named, unit, word != unit, end)
    half = re.search(r"(?<![\w-])half[\s-](?:a[\s-])?$", left)
    if half and unit == "day":
        return Expression(offset + half.start(), end, Length(1, "PT12H"))
    after = _COUNT_AFTER.match(text, end)
    if after and after["half"]:
        return Expression(start, after.end("half"), Length(2, "P1.5D")) if unit == "day" else None
    return None


def _counted(
    text: str, offset: int, left: str, count: re.Match[str], unit: str, plural: bool, end: int
) -> Expression | None:
    after = _COUNT_AFTER.match(text, end)
    assert after is not None
    if after["old"] or after["rate"] or unit == "weekend" or _EVERY.search(left[: count.start()]):
        return None
    start = offset + (count.end("within") if count["within"] else count.start())
    number = None if count["low"] else number_of(count["number"])
    half = bool(count["half"] or after["half"])
    stop = after.end("half") if after["half"] else end
    days, timex = _length(number + 0.5 * half if number is not None else None, unit)
    length = Length(days, timex)
    before_number = left[: count.start("number")]
    if (after["turn"] or "").lower() == "from" and before_number.endswith("for "):
        return Expression(start, stop, length)  # "for four days from Wednesday": how long, and from when
    moved = _moved(text, after, number, unit, bool(count["frame"] or _STAYED.search(left[: count.start()])))
    if moved:
        return Expression(start, after.end(), moved)
    if after["long"]:
        stop = after.end()
    joint = count["joint"].strip()
    article = count["number"].lower() in {"a", "an", "one"}
    if article and not joint and not half and not _LENGTH_SIGN.search(before_number) and not count["within"]:
        lasting = count["number"].lower() == "one" and _STAY.match(text, stop)
        if not (lasting or after["long"]):
            return None
    if number is None and not count["low"] and not plural and not joint:
        return None
    if count["within"] and not count["frame"] and number is not None and not half and plural | article:
        ranked = _RANKED.search(left[: count.start()])
        if count["within"].lower().startswith("in") and len(count["within"].strip()) == 2 and not ranked:
            amount, whole = _whole(number, unit)
            if whole:
                return Expression(start, stop, Within(amount, whole, length))
    return Expression(start, stop, length)


def _moved(text: str, after: re.Match[str], number: int | None, unit: str, is_length: bool) -> Form | None:
    """The form of "three days ago", "two weeks later", "a month before"; None if no such word follows."""
    turn = (after["turn"] or "").lower()
    if not (turn or after["ago"] or after["ahead"]):
        return None
    if number is None:
        return Vague("PAST_REF" if after["ago"] else "")
    amount, whole = _whole(number, unit)
    if whole is None:
        return Vague("") if unit != "hour" or number >= 24 else None
    if after["ago"] or after["ahead"]:
        shift = -amount if after["ago"] else amount
        return DayShift(shift) if whole == "day" else Period(whole, shift)
    if turn in {"before", "after"} and is_length:
        return None
    sign = -1 if turn in {"earlier", "before", "beforehand", "previously"} else 1
    return Later(
        sign * amount, whole, open=turn in {"before", "after", "earlier", "from"} and _goes_on(text, after.end(), turn)
    )


def _goes_on(text: str, end: int, turn: str) -> bool:
    """True if something follows that the time is counted from: a word, not the end of the clause."""
    if turn == "earlier":
        return bool(re.compile(r"\sthan\s").match(text, end))
    return bool(re.compile(r"\s+(?!(?:and|but|when|in|at|on|by|with)\b)[\w“\"‘']").match(text, end))


def _whole(number: int, unit: str) -> tuple[int, Unit | None]:
    """A count of nights, fortnights and hours as one of days or weeks; (0, None) for less than a day."""
    if unit == "fortnight":
        return 2 * number, "week"
    if unit == "hour":
        return (number // 24, "day") if number % 24 == 0 and number else (0, None)
    if unit == "night":
        return number, "day"
    return (number, unit) if unit in _DAYS_IN else (0, None)  # type: ignore[return-value]


def _length(number: float | None, unit: str) -> tuple[int | None, str]:
    """(days, TIMEX3 value) of a length; nights count the days they join, hours are rounded to days."""
    if unit == "hour":
        return (None, "PTXH") if number is None else (max(1, math.floor(number / 24 + 0.5)), f"PT{number:g}H")
    if unit == "fortnight":
        return (None, "PXW") if number is None else (math.ceil(14 * number), f"P{2 * number:g}W")
    if unit == "night":
        return (None if number is None else math.ceil(number) + 1), ""
    if unit == "decade":
        return (None, "PXY") if number is None else (math.ceil(3650 * number), f"P{10 * number:g}Y")
    letter = _LETTER[unit]
    return (None, f"PX{letter}") if number is None else (math.ceil(_DAYS_IN[unit] * number), f"P{number:g}{letter}")


def _named(text: str, start: int, named: re.Match[str], unit: str, plural: bool, end: int) -> Expression | None:
    which = named["which"].lower().split()
    word = which[-1] if which[-1] not in {"the", "very"} else which[0]
    counted_from_mention = (
        "following" in which or "previous" in which or "preceding" in which or word in {"that", "same"}
    )
    if plural:
        known = word in {"recent", "coming", "past", "last", "next", "previous", "upcoming"}
        return (
            Expression(start, end, Vague("FUTURE_REF" if word in {"coming", "next", "upcoming"} else "PAST_REF"))
            if known
            else None
        )
    if unit == "day":
        return _named_day(text, start, which, word, bool(named["phase"]), end)
    if unit == "night":
        return _named_part(text, start, which, word, "TNI", end)
    if unit in {"hour", "fortnight", "century", "decade"}:
        return None
    if unit == "weekend":
        shift = {"last": -1, "past": -1, "next": 1, "following": 1, "coming": 1}.get(word, 0)
        return Expression(start, end, Period("weekend", shift))
    if which[0] == "the" and word == "next" and _DURING.search(text[max(0, start - 12) : start]):
        return Expression(start, end, Length(*_length(1, unit)))
    if counted_from_mention or (which[0] == "the" and word == "next"):
        return Expression(start, end, Later(_TURN[word], unit))  # type: ignore[arg-type]
    if word == "the":
        known = bool(named["phase"]) and unit in {"month", "year"}
        return Expression(start, end, Period(unit, 0)) if known else None  # type: ignore[arg-type]
    if which[0] == "the" and word in {"past", "last"}:
        return Expression(start, end, Length(*_length(1, unit)))
    return Expression(start, end, Period(unit, _SIGN[word])) if word in _SIGN else None  # type: ignore[arg-type]


def read_then(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The "then" of "until then": the day mentioned last."""
    return Expression(end - len("then"), end, Later(0, "day"))


def _named_day(text: str, start: int, which: list[str], word: str, phase: bool, end: int) -> Expression | None:
    turn = _DAY_TURN.match(text, end) if which == ["the"] else None
    if turn and turn["base"]:
        sign = -1 if turn["turn"].lower() == "before" else 1
        pair = (sign, turn["base"].lower())
        return (
            Expression(start, turn.end(), DayShift(2 * sign)) if pair in {(-1, "yesterday"), (1, "tomorrow")} else None
        )
    if turn:
        after = turn["open"].lower()
        sign = -1 if after in {"before", "earlier"} else 1
        goes_on = after == "following" or _goes_on(text, turn.end(), after)
        if _TOLD_OF.match(text, turn.end()) and not text.endswith(
            ", ", 0, start
        ):  # "on Sunday, the day after the raid"
            goes_on = False
        return Expression(start, turn.end(), Later(sign, "day", open=goes_on))
    if which == ["the"]:
        return Expression(start, end, Later(0, "day", of_report=True)) if phase else None
    if word in _TURN and word != "very":
        return Expression(start, end, Later(_TURN[word], "day"))
    return None


def read_part_of_day(text: str, start: int, end: int, floor: int) -> Expression | None:
    """The expression around a part of a day ("this morning", "that evening") that the word before it dates."""
    left = text[max(floor, start - _LOOK_BACK) : start]
    named = match_before(_NAMED_BEFORE, left, _NAMED_WORDS)
    if not named:
        return None
    which = named["which"].lower().split()
    begin = start - len(left) + named.start()
    return _named_part(text, begin, which, which[-1], PARTS_OF_DAY[text[start:end].lower()], end)


def _named_part(text: str, start: int, which: list[str], word: str, part: str, end: int) -> Expression | None:
    if which == ["this"]:
        return Expression(start, end, DayShift(0, part))
    if which == ["last"] and part in {"TNI", "TEV"}:
        return Expression(start, end, DayShift(-1, part))
    if which == ["the"] and part in {"TNI", "TEV"} and text.startswith(" before", end):
        open_ = _goes_on(text, end + len(" before"), "before")
        return Expression(start, end + len(" before"), Later(-1, "day", part, open_))
    if word in _TURN and which != ["the"]:
        return Expression(start, end, Later(_TURN[word], "day", part))
    return None

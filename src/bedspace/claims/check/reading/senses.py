"""When, whose and in which sense: the period of each number, the agency, its role beside the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bedspace.claims.check.reading.comparing import DOWN_WORDS, UP_WORDS
from bedspace.claims.check.reading.moves import began, period_before
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.intervals import Interval
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.quantity import Kind
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year

_CHANGE_WORDS = (
    rf"{UP_WORDS}|{DOWN_WORDS}|doubl\w*|tripl\w*|quadrupl\w*|halv\w+|(?:in|by) half|chang\w+|reduc\w+|gain(?:s|ed)?"
)
CHANGE = Pattern(rf"\b(?:{_CHANGE_WORDS})\b", re.IGNORECASE)
DOWN = Pattern(rf"\b(?:{DOWN_WORDS}|halv\w+|in half|reduc\w+)\b", re.IGNORECASE)
SUM = Pattern(
    r"\b(?:together|combined|altogether|in total|in all|a total|(?<!running )totals?|totall?ed|"
    r"totall?ing|add(?:s|ed|ing)? up to|sum(?:s|med)? (?:of|to)|comes? to|came to|"
    r"which (?:is|makes|comes to)|all told|(?:over|for|across) the (?:two|three|four|five) years)\b",
    re.IGNORECASE,
)


_SUM_AFTER = Pattern(
    r"\W*(?:together|combined|(?:over|for|across) the (?:two|three|four|five) years|altogether|in (?:all|total)|"
    r"all told)\b",
    re.IGNORECASE,
)


_ANY_YEAR = Pattern(
    r"\b(?:in|within|over) (?:a|any|one|a single|any single|a given) (?:single |one )?(?:fiscal )?year\b", re.IGNORECASE
)


DURATION = Pattern(
    r"\b(?:in|over|during|for) the (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|\d+) (?:days|"
    r"weeks|months)"
    r"(?= (?:from|between|of (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))|"
    r"\b(?:over|for|across) the (?:two|three|four|five) years\b|"
    r"\b(?:in|within|during) (?:just |only |under |about )?(?:an?|one|two|three|four|five|"
    r"six|seven|ten|\d+) (?:single )?(?:days?|weeks?|months?|hours?)\b",
    re.IGNORECASE,
)


def with_periods(
    text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]], found: Sequence[Period]
) -> list[Stated]:
    """The days that each number is said of: in its own words, else those of the number before it.

    A period that another one is only held against is that of a number which stands right before it, and of no other.
    """
    out: list[Stated] = []
    mains = [p for p in found if not p.compared]
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = [p for p in found if _is_own(text, number, p, a <= p.start < b)]
        if not own and DURATION.search(number.own):
            out.append(number)
            continue
        earlier = _earlier(text, numbers) if number is numbers[0] and not own else None
        if earlier is not None:
            a2, b2 = owns[earlier]
            out.append(replace(number, period=next((p for p in mains if not a2 <= p.start < b2), None)))
            continue
        after = [p for p in own if p.start >= number.start]
        chosen = (after or own)[:1] or ([out[-1].period] if out and out[-1].period in mains else mains[:1])
        if not own and len(out) == 1 and _UP_FROM.search(text[: number.start]):
            chosen = []  # "up from 47": when is not said
        if len({(p.first, p.last) for p in own}) > 1:
            next_to = [p for p in after if not re.search(r"[,;:]", text[number.end : p.start])]
            chosen = next_to[:1] or [min(own, key=lambda p: abs(p.start - number.start))]
        out.append(replace(number, period=chosen[0] if chosen else None))
    if len(found) == 1:
        return _year_by_year(text, _from_one_to_another(text, out), found[0])
    return _between_two(text, out, mains)


def _year_by_year(text: str, numbers: list[Stated], period: Period) -> list[Stated]:
    """ "In the fiscal years 2021 to 2024, 545,252: 59,011, then 72,177, 142,580 and 271,484": each is of its year."""
    first, last = fiscal_year(period.first), fiscal_year(period.last)
    listed = numbers[1:] if len(numbers) > 1 and ":" in text[numbers[0].end : numbers[1].start] else []
    whole = period.first == fiscal_start(first) and period.last == fiscal_end(last) and last > first
    gaps = [text[before.end : number.start] for before, number in pairwise(listed)]
    if not whole or len(listed) != last - first + 1 or not all(_LISTED.fullmatch(gap) for gap in gaps):
        return numbers
    years = [replace(period, first=fiscal_start(y), last=fiscal_end(y), unit="fiscal") for y in range(first, last + 1)]
    return [numbers[0], *(replace(number, period=year) for number, year in zip(listed, years, strict=True))]


_LISTED = Pattern(r",?\s(?:(?:then|and|and then|finally|followed by)\s)*", re.IGNORECASE)


def _between_two(text: str, numbers: list[Stated], mains: Sequence[Period]) -> list[Stated]:
    """ "Between fiscal 2018 and fiscal 2019, from 256,085 to 267,258": the lower limit of each is of the first."""
    if len(mains) != 2 or not _BETWEEN_TIMES.search(text[: mains[0].start] + "#" + text[mains[0].end : mains[1].start]):
        return numbers
    for place, pair in enumerate(pairwise(numbers)):
        if (earlier := _earlier_of(text, *pair)) and pair[0].kind is pair[1].kind:
            for at, number in enumerate(pair, start=place):
                numbers[at] = replace(number, period=mains[0] if number is earlier else mains[1])
    return numbers


_BETWEEN_TIMES = Pattern(r"\b(?:between\s#\sand|from\s#\sto)\s$", re.IGNORECASE)


def _earlier(text: str, numbers: Sequence[Stated]) -> int | None:
    """The place of the level that the first one is held against: the next number, or the one after a change."""
    for place, number in enumerate(numbers[1:3], 1):
        if (_UP_FROM if place == 1 else _MORE_THAN).search(text[: number.start]):
            return place
    return None


_MORE_THAN = Pattern(
    r"(?:%|\d|\bper\s?cent)\s(?:more|higher|larger|bigger|fewer|less|lower|smaller|above|below|up|down)\s"
    r"(?:(?:than|from|on)\s)?(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_WITHIN = Pattern(
    r"^(?:\W*(?!more|fewer|less|higher|lower|up|down|from|than|compared|against|same)[\w'’-]+){0,6}?\W*$", re.IGNORECASE
)
_UP_FROM = Pattern(
    r"\b(?:(?:up|down)(?: sharply)? from|compared (?:with|to)|versus|against) (?:\w+ ){0,3}$", re.IGNORECASE
)


def _is_own(text: str, number: Stated, period: Period, inside: bool) -> bool:
    """Whether a period is that of a number: among its own words, or right before it ("a year earlier, when it was")."""
    if not period.compared:
        return inside
    return (inside and _belongs(text, number, period)) or bool(_WHEN.fullmatch(text[period.end : number.start]))


def _belongs(text: str, number: Stated, period: Period) -> bool:
    """ "47 days the year before" and "the 50,165 of fiscal 2019", but not "65,735 people, more than a year earlier"."""
    if period.start >= number.end:
        return bool(_WITHIN.match(text[number.end : period.start])) and bool(
            _COMPARES_WITH.search(text[: number.start])
        )
    return bool(_ITS_NUMBER.fullmatch(text[period.end : number.start]))


_ITS_NUMBER = Pattern(r"\s(?:the\s|about\s|some\s)?|['’]s\s|\s?\(", re.IGNORECASE)
_WHEN = Pattern(r",?\swhen\s(?:[A-Za-z'’]+\s){1,6}", re.IGNORECASE)


_COMPARES_WITH = Pattern(
    r"\b(?:than|from|compared (?:with|to)|against|versus|vs\.?|(?<!came )(?<!comes )to|as|after|surpass\w*|exceed\w*|"
    r"topp?\w*|below|above|beat\w*|under|over|and|doubl\w*|tripl\w*|quadrupl\w*|twice|times|half)\b"
    r"(?:\s(?!since|in\b)[\w'’,.]+){0,4}?\s*$",
    re.IGNORECASE,
)


_TALLY = Pattern(
    r"\b(?:tally|total(?! of\b)|count|toll|sum)\b.*\b(?:stood|stands|reached|hit|was|is|had reached|came)\b",
    re.IGNORECASE,
)


def as_tally(text: str, numbers: Sequence[Stated]) -> list[Stated]:
    """ "The tally stood at 212,645 at the end of June": a sum since the fiscal year began."""
    if not _TALLY.search(text):
        return list(numbers)
    return [replace(n, period=n.period and since_october(n.period)) if _is_sum(n) else n for n in numbers]


def _is_sum(number: Stated) -> bool:
    period = number.period
    counted = number.subject is not None and number.subject.read == "count" and not number.daily and not number.monthly
    return counted and period is not None and period.unit in {"day", "until", "end"}


def since_october(period: Period) -> Period:
    """A period from the first day of the fiscal year in which it ends."""
    return replace(period, first=fiscal_start(fiscal_year(period.last)), unit="span")


def _from_one_to_another(text: str, numbers: list[Stated]) -> list[Stated]:
    """ "fell in fiscal 2025, from 187,298 to 87,349" and "to 87,349 from 187,298": one level is of the time before.

    Where the sentence says since when, it is of that time, and the other one of now.
    """
    for place, pair in enumerate(pairwise(numbers)):
        earlier = _earlier_of(text, *pair)
        if earlier is None or pair[0].period is not pair[1].period or pair[0].kind is not pair[1].kind:
            continue
        period = pair[0].period
        before = began(period) if period and period.begun else period_before(period) if period else None
        if before is None:
            continue
        for at, number in enumerate(pair, start=place):
            later = None if period and period.begun else period
            numbers[at] = replace(number, period=before if number is earlier else later)
    return numbers


_ROUGHLY = (
    r"(?:(?:about|some|nearly|almost|roughly|around|just|only|over|under|more|fewer|less|than|at|least|well|a|mere)\s)*"
)
_TO = Pattern(rf"\W*(?:(?:\w+\s){{0,2}}?)to\s{_ROUGHLY}", re.IGNORECASE)
_FROM = Pattern(rf"\bfrom\s{_ROUGHLY}$", re.IGNORECASE)
_FROM_AFTER = Pattern(rf"\W*(?:(?:\w+\s){{0,2}}?)(?:up|down)?\s?from\s{_ROUGHLY}", re.IGNORECASE)
_TO_BEFORE = Pattern(rf"\b(?:to|at|of)\s{_ROUGHLY}$", re.IGNORECASE)


def _earlier_of(text: str, first: Stated, second: Stated) -> Stated | None:
    """Which of two numbers that stand side by side is the one that something rose or fell from."""
    between, before = text[first.end : second.start], text[: first.start]
    if _TO.fullmatch(between) and _FROM.search(before):
        return first
    return second if _FROM_AFTER.fullmatch(between) and _TO_BEFORE.search(before) else None


@lru_cache(maxsize=64)
def agency_of(text: str, around: str) -> str:
    """Whose doing a stretch of text speaks of: ``ice``, ``dhs``, ``other`` or empty."""
    names = lists().agency
    if (names["DHS"].search(text) or _REPATRIATED.search(text)) and not names["ICE"].search(text):
        return "dhs"
    if names["ICE"].search(text):
        return "ice"
    if re.search(r"\bthe agency\b|\bits (?:officers|agents)\b", text, re.IGNORECASE) and not names["DHS"].search(
        around
    ):
        return "ice"
    if names["CBP"].search(text):
        return "other"
    speaks_itself = _WE.search(text) and names["ICE"].search(around) and not names["DHS"].search(around)
    return "ice" if _OFFICERS.search(text) or speaks_itself else ""


_REPATRIATED = Pattern(r"\b(?:government|administration|United States)\s(?:\w+\s){0,2}repatriat\w+", re.IGNORECASE)
"""Repatriations are the department's count, with returns at the border."""
_OFFICERS = Pattern(
    r"\b(?:deportation (?:officers?|agents?)|immigration (?:enforcement )?(?:officers?|agents?))\b", re.IGNORECASE
)
_WE = Pattern(r"\bwe(?:['’]ve)?\b", re.IGNORECASE)
"""Of an agency that speaks for itself: "We have removed ..., an ICE spokeswoman said"."""


def with_agency(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]], around: str) -> list[Stated]:
    """Whose count it is: its own words say it, else those of the sentence."""
    out: list[Stated] = []
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = agency_of(text[a:b], "")
        several = len({agency_of(text[c:d], "") for c, d in owns} & {"dhs", "ice"}) == 2
        inherited = out[-1].agency if out and several else agency_of(text, around)
        out.append(replace(number, agency=own or inherited))
    return out


_CHANGE_OF = Pattern(
    rf"\b(?:{_CHANGE_WORDS})\b(?:\s+(?:in \w+|of|by|some|about|nearly|almost|roughly|around|"
    rf"more than|over|at least|an?|the|just))*\s*$",
    re.IGNORECASE,
)


_CHANGE_AFTER = Pattern(
    r"^\s*(?:higher|lower|more|fewer|less|increase|decrease|rise|drop|decline|fall|jump|"
    r"growth|gain|above|below|up|down)\b",
    re.IGNORECASE,
)


_DIFFERENCE = Pattern(
    r"\s(?:(?:people|persons|individuals|detainees|immigrants|migrants|arrests|removals|deportations|book-ins|bookings)\s)?"
    r"(?:more|fewer|up|down|higher|lower|above|below|shorter|longer)(?:\s\w+)?\s(?:than|from)\s(?!the\s\d|\d|some\s\d|about\s\d|double|twice|triple)",
    re.IGNORECASE,
)
_OR = Pattern(r",?\s(?:or|that is)\s(?:\w+\s)?|\s\(", re.IGNORECASE)
_OF_TWO = Pattern(r"\s(?:more|fewer|higher|lower|above|below)\s(?:than\s)?(?:the\s)?(?=\d)", re.IGNORECASE)
_DIFFERENCE_BY = Pattern(
    rf"\b(?:{_CHANGE_WORDS})\b(?:\s+in\s+\w+)?\s+(?:by|of)\b(?:\s+(?:some|about|nearly|almost|roughly|around|only|just))*\s*$",
    re.IGNORECASE,
)


_OF_WHAT_IT_WAS = Pattern(
    r"\s?(?:of\s)?(?:what\s(?:it|they|there|the)\b|the\s(?:level|number|total|figure|pace|rate|count)s?\b|that\sof\b)",
    re.IGNORECASE,
)


def _as_multiple(number: Stated) -> Stated:
    """ "Less than half of what they had been", as a multiple."""
    low, high = number.interval.low / 100, number.interval.high / 100
    return replace(number, kind=Kind.MULTIPLE, value=number.value / 100, interval=Interval(low, high))


def _is_difference(behind: str, before: str, *, between: bool) -> bool:
    """Whether a number is how far two others are apart; `between` tells that it stands between two."""
    two = between and _OF_TWO.match(behind)
    return bool(two or _DIFFERENCE.match(behind) or _DIFFERENCE_BY.search(before))


def with_roles(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]]) -> list[Stated]:
    """What each number is beside the others: a count, a share, a change, a sum, a whole."""
    out: list[Stated] = []
    for place, (number, (a, b)) in enumerate(zip(numbers, owns, strict=True)):
        before, after = text[max(0, number.start - 60) : number.start], text[number.end : number.end + 30]
        whole_before = text[a : number.start] + text[number.start : number.end]
        role = "count"
        if number.kind is Kind.PERCENT and _OF_WHAT_IT_WAS.match(text[number.end :]):
            number = _as_multiple(number)
        if number.kind is Kind.MULTIPLE:
            role = "factor"
        elif number.kind is Kind.PERCENT:
            role = "change" if _CHANGE_OF.search(before) or _CHANGE_AFTER.search(after) else "share"
        elif number.kind is Kind.DAYS:
            differs = _DIFFERENCE.match(text[number.end :]) or _DIFFERENCE_BY.search(before)
            role = "difference" if differs else "days"
        elif _is_difference(text[number.end :], before, between=0 < place < len(numbers) - 1):
            role = "difference"
        elif place and (SUM.search(whole_before) or _SUM_AFTER.match(text[number.end : b])) and not number.daily:
            role = "sum"
        elif place and re.search(
            r"\b(?:percent(?:age)?|thirds?|quarters?|half|fifths?|tenths?) of (?:the |all )?$|%\s*of (?:the |all )?$",
            before,
        ):
            role = "base"
        if role == "share" and out and out[-1].role == "difference" and _OR.fullmatch(text[out[-1].end : number.start]):
            role = "change"  # "a gain of 24,500, or 63 percent"
        falls = bool(DOWN.search(text[a:b])) if role in {"change", "difference"} else False
        out.append(replace(number, role=role, falls=falls))
    return out

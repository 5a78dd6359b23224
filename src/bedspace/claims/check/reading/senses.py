"""When, whose and in which sense: the period of each number, the agency, its role beside the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.stated import Stated
from bedspace.claims.check.reading.words import lists
from bedspace.claims.check.reading.years import month_end
from bedspace.claims.read.quantity import Kind
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year

_CHANGE_WORDS = (
    r"increas\w*|r(?:ise|ises|isen|ose|ising)|gr(?:ow|ows|ew|own|owth)|jump(?:s|ed)?|"
    r"gain(?:s|ed)?|surg\w+|climb(?:s|ed)?|(?<!made )(?<!make )(?<!makes )(?<!making )up|"
    r"higher|more|drop(?:s|ped|ping)?|declin\w+|"
    r"f(?:all|alls|ell|allen|alling)|decreas\w+|cut|down|lower|fewer|less|reduc\w+|"
    r"collaps\w+|crash\w*|slump\w*|dipp?\w*|spik\w+|balloon\w+|plung\w+|shr[aiu]nk\w*|"
    r"tumbl\w+|slid|soar\w*|swell\w*|swollen|expand\w*|doubl\w*|tripl\w*|quadrupl\w*|"
    r"lengthen\w*|shorten\w*|halv\w+|(?:cut |fallen |fell )?(?:in|by) half|eas(?:ed|es|ing)|rebound\w*|chang\w+"
)


CHANGE = re.compile(rf"\b(?:{_CHANGE_WORDS})\b", re.IGNORECASE)


DOWN = re.compile(
    r"\b(?:drop\w*|declin\w+|f(?:all|alls|ell|allen|alling)|decreas\w+|cut|down|lower|"
    r"fewer|less|reduc\w+|collaps\w+|crash\w*|slump\w*|dipp?\w*|"
    r"plung\w+|shr[aiu]nk\w*|tumbl\w+|slid|halv\w+|shorten\w*|(?:in|by) half|eas(?:ed|es|ing))\b",
    re.IGNORECASE,
)


SUM = re.compile(
    r"\b(?:together|combined|altogether|in total|in all|a total|totals?|totall?ed|"
    r"totall?ing|add(?:s|ed|ing)? up to|sum(?:s|med)? (?:of|to)|comes? to|came to|"
    r"which (?:is|makes|comes to)|all told|(?:over|for|across) the (?:two|three|four|five) years)\b",
    re.IGNORECASE,
)


_SUM_AFTER = re.compile(
    r"\W*(?:together|combined|(?:over|for|across) the (?:two|three|four|five) years|altogether|in (?:all|total)|"
    r"all told)\b",
    re.IGNORECASE,
)


_ANY_YEAR = re.compile(
    r"\b(?:in|within|over) (?:a|any|one|a single|any single|a given) (?:single |one )?(?:fiscal )?year\b", re.IGNORECASE
)


DURATION = re.compile(
    r"\b(?:in|over|during|for) the (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|\d+) (?:days|"
    r"weeks|months)"
    r"(?= (?:from|between|of (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))|"
    r"\b(?:over|for|across) the (?:two|three|four|five) years\b|"
    r"\b(?:in|within|during) (?:just |only |under |about )?(?:an?|one|two|three|four|five|"
    r"six|seven|ten|\d+) (?:single )?(?:days?|weeks?|months?|hours?)\b",
    re.IGNORECASE,
)


def _year_before(period: Period | None) -> Period | None:
    """The fiscal year, the month or the day a year before the one that a number was given for."""
    if period is not None and period.unit in {"month", "day"}:
        first = period.first.replace(year=period.first.year - 1, day=min(period.first.day, 28))
        last = month_end(first.year, first.month) if period.unit == "month" else first
        return replace(period, first=first, last=last, running=False)
    if period is None or period.unit != "fiscal":
        return None
    year = fiscal_year(period.last) - 1
    return replace(period, first=fiscal_start(year), last=fiscal_end(year), running=False)


def with_periods(
    text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]], found: Sequence[Period]
) -> list[Stated]:
    """The days that each number is said of: in its own words, else those of the number before it.

    A period that another one is only held against is that of a number which stands right before it, and of no other.
    """
    out: list[Stated] = []
    mains = [p for p in found if not p.compared]
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = [p for p in found if a <= p.start < b and (not p.compared or _belongs(text, number, p))]
        if not own and DURATION.search(number.own):
            out.append(number)
            continue
        after = [p for p in own if p.start >= number.start]
        chosen = (after or own)[:1] or ([out[-1].period] if out and out[-1].period in mains else mains[:1])
        if not own and len(out) == 1 and _UP_FROM.search(text[: number.start]):
            chosen = []  # "up from 47": when is not said
        if len({(p.first, p.last) for p in own}) > 1:
            chosen = [min(own, key=lambda p: abs(p.start - number.start))]
        out.append(replace(number, period=chosen[0] if chosen else None))
    return _from_the_year_before(text, out) if len(found) == 1 else out


_WITHIN = re.compile(
    r"^(?:\W*(?!more|fewer|less|higher|lower|up|down|from|than|compared|against)[\w'’-]+){0,6}?\W*$", re.IGNORECASE
)
_UP_FROM = re.compile(r"\b(?:up|down) (?:sharply )?from (?:\w+ ){0,2}$", re.IGNORECASE)


def _belongs(text: str, number: Stated, period: Period) -> bool:
    """ "47 days the year before" and "the 50,165 of fiscal 2019", but not "65,735 people, more than a year earlier"."""
    if period.start >= number.end:
        return bool(_WITHIN.match(text[number.end : period.start])) and bool(
            _COMPARES_WITH.search(text[: number.start])
        )
    return bool(re.fullmatch(r"\s(?:the\s|about\s|some\s)?|['’]s\s|\s?\(", text[period.end : number.start]))


_COMPARES_WITH = re.compile(
    r"\b(?:than|from|compared (?:with|to)|against|versus|vs\.?|to|as|after|surpass\w*|exceed\w*|topp?\w*|below|above|beat\w*|under|over|and)\b"
    r"(?:\s(?!since|in\b)[\w'’,.]+){0,4}?\s*$",
    re.IGNORECASE,
)


def _from_the_year_before(text: str, numbers: list[Stated]) -> list[Stated]:
    """ "fell in fiscal 2025, from 187,298 to 87,349": the first level is of the year before the one that is named."""
    for place, (first, second) in enumerate(pairwise(numbers)):
        alike = first.kind is second.kind is Kind.COUNT and first.period is second.period
        joined = re.fullmatch(r"\s?to\s(?:about |some |nearly )?", text[first.end : second.start])
        if alike and joined and _FROM.search(text[: first.start]) and (before := _year_before(first.period)):
            numbers[place] = replace(first, period=before)
    return numbers


_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)


def agency_of(text: str, around: str) -> str:
    """Whose doing a stretch of text speaks of: ``ice``, ``dhs``, ``other`` or empty."""
    names = lists().agency
    if names["DHS"].search(text) and not names["ICE"].search(text):
        return "dhs"
    if names["ICE"].search(text):
        return "ice"
    if re.search(r"\bthe agency\b|\bits (?:officers|agents)\b", text, re.IGNORECASE) and not names["DHS"].search(
        around
    ):
        return "ice"
    return "other" if names["CBP"].search(text) else ""


def with_agency(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]], around: str) -> list[Stated]:
    """Whose count it is: its own words say it, else those of the sentence."""
    out: list[Stated] = []
    for number, (a, b) in zip(numbers, owns, strict=True):
        own = agency_of(text[a:b], "")
        several = len({agency_of(text[c:d], "") for c, d in owns} & {"dhs", "ice"}) == 2
        inherited = out[-1].agency if out and several else agency_of(text, around)
        out.append(replace(number, agency=own or inherited))
    return out


_CHANGE_OF = re.compile(
    rf"\b(?:{_CHANGE_WORDS})\b(?:\s+(?:in \w+|of|by|some|about|nearly|almost|roughly|around|"
    rf"more than|over|at least|an?|the|just))*\s*$",
    re.IGNORECASE,
)


_CHANGE_AFTER = re.compile(
    r"^\s*(?:higher|lower|more|fewer|less|increase|decrease|rise|drop|decline|fall|jump|"
    r"growth|gain|above|below|up|down)\b",
    re.IGNORECASE,
)


_DIFFERENCE = re.compile(
    r"\s(?:(?:people|persons|individuals|detainees|immigrants|migrants|arrests|removals|deportations|book-ins|bookings)\s)?"
    r"(?:more|fewer|up|down|higher|lower|above|below)(?:\s\w+)?\s(?:than|from)\s(?!the\s\d|\d|some\s\d|about\s\d|double|twice|triple)",
    re.IGNORECASE,
)
_DIFFERENCE_BY = re.compile(
    rf"\b(?:{_CHANGE_WORDS})\b(?:\s+in\s+\w+)?\s+(?:by|of)\b(?:\s+(?:some|about|nearly|almost|roughly|around|only|just))*\s*$",
    re.IGNORECASE,
)


def with_roles(text: str, numbers: Sequence[Stated], owns: Sequence[tuple[int, int]]) -> list[Stated]:
    """What each number is beside the others: a count, a share, a change, a sum, a whole."""
    out = []
    for place, (number, (a, b)) in enumerate(zip(numbers, owns, strict=True)):
        before, after = text[max(0, number.start - 60) : number.start], text[number.end : number.end + 30]
        whole_before = text[a : number.start] + text[number.start : number.end]
        role = "count"
        if number.kind is Kind.MULTIPLE:
            role = "factor"
        elif number.kind is Kind.PERCENT:
            role = "change" if _CHANGE_OF.search(before) or _CHANGE_AFTER.search(after) else "share"
        elif number.kind is Kind.DAYS:
            role = "days"
        elif _DIFFERENCE.match(text[number.end :]) or _DIFFERENCE_BY.search(before):
            role = "difference"
        elif place and (SUM.search(whole_before) or _SUM_AFTER.match(text[number.end : b])) and not number.daily:
            role = "sum"
        elif place and re.search(r"\bpercent(?:age)? of (?:the |all )?$|%\s*of (?:the |all )?$", before):
            role = "base"
        falls = bool(DOWN.search(text[a:b])) if role in {"change", "difference"} else False
        out.append(replace(number, role=role, falls=falls))
    return out

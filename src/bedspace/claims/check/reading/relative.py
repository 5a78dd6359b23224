"""Periods that are named by their distance from another one: "a year earlier", "the month before", "the same week of".

Each becomes a period of its own, so that whatever compares two periods compares these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.years import month_end
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.amounts import SMALL
from bedspace.fiscal import MONTHS, fiscal_end, fiscal_start, fiscal_year

AROUND = timedelta(days=15)
"""How far a count may lie from a day that is only counted back to ("a year ago"), or since which something moved."""
_COUNT = rf"(?P<count>an?|one|\d+|{'|'.join(SMALL)})"
_BACK = Pattern(
    rf"\b(?:(?:about|around|roughly|just|exactly|only)\s)?{_COUNT}\s(?P<unit>day|week|month|year)s?"
    r"\s(?:earlier|before|ago|prior|previously)(?!\s(?:the|it|that|he|she|they|being)\b)"
    r"|\b(?:in\s|during\s)?the\s(?:fiscal\s)?(?P<after>month|year|week)\s(?:before|earlier|prior)(?:\sthat)?(?!\s(?:it|he|she|they)\b)"
    r"|\b(?:in\s|during\s)?(?:the|its)\s(?:previous|prior|preceding)\s(?:fiscal\s)?(?P<previous>month|year|week)(?:['’]s)?"
    r"|\b(?:in\s|during\s|at\s|from\s)?(?:the|this)\ssame\s(?:month|period|time|point|week|day|date|stretch|months|weeks)"
    r"(?:\s(?:of|in|during))?\s(?:the\s)?(?P<same>(?:(?:previous|prior|preceding)\s(?:fiscal\s)?year|last\s(?:fiscal\s)?year|"
    r"(?:a|one)\syear\s(?:earlier|ago|before)|(?:fiscal\s)?year\s(?:before|earlier)|(?:FY\s?|fiscal\s)?(?P<named>20\d\d)))"
    rf"|\b(?:in\s)?(?P<month_of>{'|'.join(MONTHS)})\sof\sthe\s(?:year\s(?:before|earlier)|(?:previous|prior|preceding)\syear)\b"
    r"|\b(?P<next>(?:a|one)\sday\slater|the\s(?:next|following)\sday)\b"
    rf"|\b(?:the|its)\s(?:previous|prior|preceding)\s(?P<month>{'|'.join(MONTHS)})\b"
    rf"|\bthe\s(?P<month_before>{'|'.join(MONTHS)})\s(?:before|earlier)\b"
    r"|\b(?P<over>year|month)[\s-](?:over|on|to)[\s-](?:year|month)\b",
    re.IGNORECASE,
)
_MORE_THAN = Pattern(r"\b(?:more|less|fewer|longer|shorter|over|nearly|almost|under)\s(?:than\s)?$", re.IGNORECASE)


def relative_periods(sentence: str, found: Sequence[Period], said: date | None) -> list[Period]:
    """Periods that are counted back from the one before them, from the next one, or from the day of saying.

    >>> june = Period(date(2025, 6, 1), date(2025, 6, 30), 3, 7, unit="month")
    >>> [str(p.first) for p in relative_periods("in June, up from a year earlier", [june], None)]
    ['2024-06-01']
    """
    out = []
    for match in _BACK.finditer(sentence):
        inside = [p for p in found if p.start < match.end() and match.start() < p.end]
        if any(p.start < match.start() or match.end() < p.end for p in inside):
            continue
        if (
            match["count"]
            and _MORE_THAN.search(sentence[: match.start()])
            and not _IS_COMPARED.search(sentence[: match.start()])
        ):
            continue  # "more than a year ago" names no day
        before = [p for p in found if p.end <= match.start()]
        after = [p for p in found if p.start >= match.end()]
        anchor = before[-1] if before else after[0] if after else None
        if (back := _back_from(anchor, match, said)) is not None:
            alone = not found and _AGO.search(match[0]) and not _HELD_AGAINST.search(sentence[: match.start()])
            out.append(replace(back, start=match.start(), end=match.end(), compared=not alone))
    return out


_AGO = Pattern(r"\bago$", re.IGNORECASE)
_HELD_AGAINST = Pattern(
    r"\b(?:than|from|since|to|with|as|like|over|after|until|compared|against|versus|up|down)\b(?:[^,;]|,(?=\d)){0,24}$",
    re.IGNORECASE,
)
_IS_COMPARED = Pattern(
    r"\b(?:more|fewer|higher|lower|less|longer|shorter)\s(?:people\s)?than\s$|\b(?:up|down)\b[^,;]{0,20}$",
    re.IGNORECASE,
)


def _back_from(anchor: Period | None, match: re.Match[str], said: date | None) -> Period | None:
    """The same length of time, so many years, months, weeks or days before an anchor or before the day of saying."""
    if named := match["month"] or match["month_before"]:
        return _month_before(anchor, MONTHS[named.lower()]) if anchor else None
    if (named := match["month_of"]) and anchor:
        return _month_of(anchor.first.year - 1, MONTHS[named.lower()])
    if match["next"]:
        return _day_after(anchor) if anchor and anchor.unit == "day" else None
    unit = (match["unit"] or match["after"] or match["previous"] or match["over"] or "year").lower()
    word = (match["count"] or "one").lower()
    count = int(word) if word.isdecimal() else SMALL.get(word, 1)
    if match["named"] and anchor is not None:
        count = anchor.last.year - int(match["named"])
    if anchor is None or anchor.unit == "until" or (anchor.running and anchor.begun is not None):
        return _around(said, unit, count) if said is not None else None
    if unit in {"day", "week"}:
        step = timedelta(count * (7 if unit == "week" else 1))
        return replace(anchor, first=anchor.first - step, last=anchor.last - step, running=False)
    if anchor.unit == "fiscal" and unit == "year":
        return _fiscal_before(anchor, count, whole=not match["same"])
    months = count * (12 if unit == "year" else 1)
    if anchor.unit == "fiscal":
        return None
    first, last = _months_before(anchor.first, months), _months_before(anchor.last, months)
    if (anchor.last + timedelta(1)).day == 1 or anchor.unit == "month":
        last = month_end(last.year, last.month)
    found = replace(anchor, first=first, last=last, running=False)
    if anchor.unit == "day":
        return replace(found, first=first - AROUND, last=last + AROUND, unit="around")
    return found


def _month_before(anchor: Period, month: int) -> Period:
    """The last month of a name before an anchor."""
    return _month_of(anchor.first.year - (month >= anchor.first.month), month)


def _month_of(year: int, month: int) -> Period:
    return Period(date(year, month, 1), month_end(year, month), 0, 0, unit="month")


def _day_after(anchor: Period) -> Period:
    day = anchor.last + timedelta(1)
    return replace(anchor, first=day, last=day, running=False)


def _fiscal_before(anchor: Period, count: int, whole: bool) -> Period:
    """A fiscal year some years before; of a running one the same part, where the text says "the same period"."""
    year = fiscal_year(anchor.last) - count
    if anchor.running and not whole:
        return replace(
            anchor, first=fiscal_start(year), last=_months_before(anchor.last, 12 * count), unit="span", running=False
        )
    return replace(anchor, first=fiscal_start(year), last=fiscal_end(year), running=False, unit="fiscal")


def _around(said: date, unit: str, count: int) -> Period:
    days = {"day": 1, "week": 7}.get(unit)
    day = said - timedelta(days * count) if days else _months_before(said, count * (12 if unit == "year" else 1))
    return Period(day - AROUND, day + AROUND, 0, 0, unit="around")


def _months_before(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 - months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, month_end(year, month).day))

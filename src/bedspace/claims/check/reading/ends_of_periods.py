"""The first and the last months of a longer period, and a month up to one of its days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.reading.period import Period
from bedspace.claims.patterns import Pattern
from bedspace.claims.read.amounts import SMALL

_FIRST_OF = Pattern(
    rf"\b(?:the\s)?(?P<which>first|opening|last|final|closing)\s(?:full\s)?(?P<count>\d{{1,3}}|{'|'.join(SMALL)}|half|"
    rf"quarter|(?=week\s|day\s|month\s))\s?(?P<unit>days?|weeks?|months?)?\s?of\s(?:the\s)?$",
    re.IGNORECASE,
)


def with_ends(sentence: str, period: Period) -> Period:
    """ "the first six months of fiscal 2023", "the first half of fiscal 2023", "the last three months of 2024"."""
    if week := _week(sentence, period):
        return week
    of = 3 * sentence[period.start :].lower().startswith("of ")
    match = _FIRST_OF.search(sentence[: period.start + of])
    if match is None:
        return period
    text = match["count"].lower()
    if text in {"half", "quarter"}:
        count, unit = (6 if text == "half" else 3), "months"
    elif match["unit"]:
        count, unit = (int(text) if text.isdecimal() else SMALL.get(text, 1)), match["unit"].lower()
    else:
        return period
    if match["which"].lower() not in {"first", "opening"}:
        if unit.startswith("month"):
            return _last_of(period, count, match.start())
        days = count * (7 if unit.startswith("week") else 1)
        return replace(period, first=period.last - timedelta(days - 1), start=match.start(), unit="span")
    if unit.startswith("month"):
        months = period.first.month - 1 + count
        last = date(period.first.year + months // 12, months % 12 + 1, 1) - timedelta(1)
    else:
        last = period.first + timedelta(count * (7 if unit.startswith("week") else 1) - 1)
    return replace(period, last=min(last, period.last), start=match.start(), unit="span")


def _last_of(period: Period, count: int, start: int) -> Period:
    """The last months of a longer period."""
    months = period.last.year * 12 + period.last.month - count
    return replace(period, first=date(months // 12, months % 12 + 1, 1), start=start, unit="span")


_AT_AN_END = Pattern(r"\bat (?:the )?(?:very )?(?P<which>end|close|start|beginning) of (?:the )?$", re.IGNORECASE)


def at_an_end(sentence: str, period: Period) -> Period:
    """ "at the end of fiscal 2022", of people on a day: its last month, and "at the start of" its first."""
    of = 3 * sentence[period.start :].lower().startswith("of ")
    match = _AT_AN_END.search(sentence[: period.start + of]) if period.unit in {"fiscal", "year"} else None
    if match is None:
        return period
    if match["which"].lower() in {"end", "close"}:
        return replace(period, first=period.last.replace(day=1), start=match.start(), unit="month", running=False)
    last = period.first.replace(day=28) + timedelta(4)
    return replace(period, last=last - timedelta(last.day), start=match.start(), unit="month", running=False)


_NTH = Pattern(r"\s(?:up to|through|until|till|by)\sthe\s(?P<day>\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)


def up_to_day(sentence: str, period: Period) -> Period:
    """ "in January up to the 25th"."""
    match = _NTH.match(sentence, period.end) if period.unit == "month" else None
    if match is None or not 1 <= int(match["day"]) <= period.last.day:
        return period
    return replace(period, last=period.first.replace(day=int(match["day"])), end=match.end(), unit="span")


_FULL_WEEK = Pattern(r"\b(?:the\s)?first full week of\s$", re.IGNORECASE)
_WEEK_OF = Pattern(
    r"\b(?:the\s)?week (?:of|beginning|starting|that (?:began|started))(?: on)?(?: the)?\s$", re.IGNORECASE
)


def _week(sentence: str, period: Period) -> Period | None:
    """ "the first full week of June", "the week of 2 June": from Monday to Sunday."""
    before = sentence[: period.start]
    if period.unit == "month" and (match := _FULL_WEEK.search(before)):
        monday = period.first + timedelta(-period.first.weekday() % 7)
    elif period.unit == "day" and period.first.weekday() == 0 and (match := _WEEK_OF.search(before)):
        monday = period.first
    else:
        return None
    return replace(period, first=monday, last=monday + timedelta(6), start=match.start(), unit="span")

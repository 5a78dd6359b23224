"""The comparisons of a sentence, each with the longer period that the ranked ones lie in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bedspace.claims.check.reading.comparing import Compared, comparisons
from bedspace.claims.check.reading.peaks import peaks
from bedspace.claims.check.reading.period import Period
from bedspace.claims.check.reading.ranking import ranks
from bedspace.claims.check.reading.words import lists, spans
from bedspace.claims.patterns import Pattern
from bedspace.fiscal import fiscal_end, fiscal_start, fiscal_year

_NEXT = len(" of the ")


def all_compared(text: str, numbers: list[tuple[int, int]]) -> list[Compared]:
    """Comparisons of a sentence; a rank that says more than "of any year" goes before them."""
    if found_peaks := peaks(text):
        return found_peaks
    parts = [span for part in lists().parts if part.dimension == "criminality" for span in spans(part.words, text)]
    plain = comparisons(text, [*numbers, *parts])
    found = [r for r in ranks(text) if r.kind == "years" or not any(a <= r.start < b for a, b in numbers)]
    found = [r for r in found if (r.kind, r.unit) != ("ever", "year") or not any(_overlap(r, c) for c in plain)]
    found = [r for r in found if r.kind not in {"bare", "topped"} or not any(_overlap(r, c) for c in plain)]
    return sorted([*found, *(c for c in plain if not any(_overlap(r, c) for r in found))], key=lambda c: c.start)


def _overlap(a: Compared, b: Compared) -> bool:
    return a.start < b.end and b.start < a.end


def scoped(
    text: str, compared: Sequence[Compared], found: list[Period], said: date | None
) -> tuple[list[Compared], list[Period]]:
    """Ranks with the longer period that the ranked ones lie in: "the busiest month of fiscal 2025"."""
    out = []
    for one in compared:
        if one.kind == "steady" and found:
            first, last = found[0].first, found[-1].last
            out.append(replace(one, scope=(first, last)))
            continue
        if years := _named_years(text, one, said):
            out.append(years)
            continue
        if since := next((p for p in found if p.begun and _BEHIND.fullmatch(text[one.end : p.start])), None):
            found = [p for p in found if p is not since]
            out.append(replace(one, kind="within", scope=(since.first, since.last), end=since.end, gap=(0, 0)))
            continue
        months = [p for p in found if p.unit == "month"]
        if one.unit == "week":
            found = [_its_week(p) for p in found]
        weeks = [p for p in found if p.is_week]
        if weeks and not months and one.unit in {"week", ""} and one.kind in _RANKED:
            longer = next((p for p in found if p is not weeks[0] and _inside(weeks[0], p)), None)
            found = [p for p in found if p is not longer]
            within = ((longer.first, longer.last),) if longer else _years(None, weeks, said)
            out.append(replace(one, unit="week", within=within))
            continue
        whole = next((p for p in found if _is_long(p) and any(_inside(m, p) for m in months)), None)
        behind = next((p for p in found if p.unit in {"fiscal", "year"} and 0 <= p.start - one.end <= _NEXT), None)
        if one.unit == "month" and behind and months and not whole:
            whole = behind  # "more than in any month of fiscal 2024"
        if (one.unit == "month" or one.kind in {"bare", "topped"}) and whole and months:
            found = [p for p in found if p is not whole]
            one = replace(one, scope=(whole.first, whole.last))
        elif year := _OF_THE_YEAR.match(text, one.end):
            one = replace(one, end=year.end(), within=_years(year, months, said), gap=year.span("gap"))
        elif one.kind in {"bare", "topped"} and months:
            one = replace(one, within=_years(None, months, said))
        out.append(one)
    return out, found


_FROM_TO = Pattern(
    r",?\s(?:from|between)\s(?:fiscal\s(?:year\s)?)?(?P<first>20\d\d)\s(?:to|and|through)\s(?:fiscal\s(?:year\s)?)?"
    r"(?P<last>20\d\d)\b|\ssince\s(?:at\sleast\s)?(?:fiscal\s(?:year\s)?)?(?P<since>20\d\d)\b",
    re.IGNORECASE,
)


def _named_years(text: str, one: Compared, said: date | None) -> Compared | None:
    """ "In any year from 2008 to 2024", "than in any other year since at least 2009": among those fiscal years."""
    match = _FROM_TO.match(text, one.end) if one.unit in {"year", ""} and one.kind in {"ever", "record"} else None
    if match is None:
        return None
    ended = fiscal_year(said) - 1 if said else None
    first, last = (match["since"], ended) if match["since"] else (match["first"], match["last"])
    if last is None or int(last) <= int(first):
        return None
    return replace(one, kind="era", years=(int(first), int(last)), end=match.end(), unit="year")


def _is_long(period: Period) -> bool:
    """Whether it is a year, or the part of one that has passed."""
    return period.unit in {"fiscal", "year"} or (period.unit == "span" and period.days > _A_QUARTER)


_A_QUARTER = 92


def _its_week(period: Period) -> Period:
    """ "The busiest week began on June 2": the seven days from a Monday."""
    if period.unit != "day" or period.first.weekday():
        return period
    return replace(period, last=period.first + timedelta(6), unit="span")


_RANKED = frozenset({"ever", "bare", "topped"})
_BEHIND = Pattern(
    r"(?:\s(?:levels?|reached|recorded|seen|total|count|(?:for|of|in)\s[\w-]+)){0,3}\s?(?:since\s)?(?:the\s)?",
    re.IGNORECASE,
)
"""What may stand between a rank and the time since which it holds."""
_OF_THE_YEAR = Pattern(
    r"(?:\s(?:recorded|seen|logged|total|count|figure|number|level|on the border|"
    r"for the Border Patrol))*(?P<gap>(?:\s(?:for|in|of)\s[\w-]+){0,2}?),?\s(?:(?:of|in|for|during|so far)\s)?"
    r"(?:so far\s)?(?:the|this|that)\s(?P<fiscal>fiscal\s)?(?P<calendar>calendar\s)?year\b(?:\sso far)?",
    re.IGNORECASE,
)


def _years(match: re.Match[str] | None, months: Sequence[Period], said: date | None) -> tuple[tuple[date, date], ...]:
    """ "Of the year": the fiscal year and the calendar year of the month that is named, up to the day of saying."""
    if not months:
        return ()
    day = months[0].first
    year = fiscal_year(day)
    fiscal = (fiscal_start(year), min(fiscal_end(year), said or date.max))
    calendar = (date(day.year, 1, 1), min(date(day.year, 12, 31), said or date.max))
    if match and match["fiscal"]:
        return (fiscal,)
    return (calendar,) if match and match["calendar"] else (fiscal, calendar)


def _inside(part: Period, whole: Period) -> bool:
    return whole.first <= part.first and part.last <= whole.last
